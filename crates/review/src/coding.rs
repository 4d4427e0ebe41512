//! Suggestions for the coding, as the window shows them: each with the words or answers that speak for it.

use domain::{Answers, Because, Closed as _, Code, Suggested, Text, suggest_coding};

use crate::answers::values;
use crate::utf16::to_place;
use crate::view::*;

/// What the text and the author's answers speak for.
pub fn suggestions(text: &Text, answers: &Answers) -> Vec<CodeSuggestionView> {
    let because = |one: &Because| match *one {
        Because::Words(span) => BecauseView {
            place: Some(to_place(text, span)),
            words: text.slice(span).unwrap_or_default().to_owned(),
            question: None,
            values: Vec::new(),
        },
        Because::Answer(question) => BecauseView {
            place: None,
            words: String::new(),
            question: Some(question),
            values: values(answers, question),
        },
    };
    let view = |one: &Suggested| {
        let (kind, code) = match one.code {
            Code::Category(code) => (CodeKind::Category, code.as_str()),
            Code::Tag(code) => (CodeKind::Tag, code.as_str()),
            Code::Factor(code) => (CodeKind::Factor, code.as_str()),
            Code::Prevented(code) => (CodeKind::Prevented, code.as_str()),
            Code::Severity(code) => (CodeKind::Severity, code.as_str()),
        };
        CodeSuggestionView { kind, code: code.to_owned(), because: one.because.iter().map(because).collect() }
    };
    suggest_coding(text, answers).iter().map(view).collect()
}

#[cfg(test)]
mod tests {
    use domain::{Field, OfficersOnScene, Question};

    use super::*;

    #[test]
    fn a_suggestion_names_its_words_in_the_windows_counting_or_the_answer() {
        let text = Text { summary: "👮 There was an ambush.".into(), ..Text::default() };
        let answers = Answers { officers_on_scene: Some(OfficersOnScene::One), ..Answers::default() };
        let views = suggestions(&text, &answers);
        let of = |code: &str| views.iter().find(|one| one.code == code).unwrap();
        let [words] = of("ambush").because.as_slice() else { panic!() };
        assert_eq!(
            (words.words.as_str(), words.place),
            ("ambush", Some(Place { field: Field::Summary, from: 16, to: 22 }))
        );
        let [answer] = of("one-officer-response").because.as_slice() else { panic!() };
        assert_eq!((answer.question, answer.values.clone()), (Some(Question::OfficersOnScene), vec!["1".to_owned()]));
        assert_eq!(of("ambush").kind, CodeKind::Tag);
    }
}
