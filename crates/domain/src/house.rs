//! The house style of a redaction: square brackets and generalisation, the same token for the same person everywhere.
//! Ready suggestions for each finding, and the actions that carry them out.

pub(crate) mod entities;
mod neutral;
mod numbers;
mod reach;
mod ready;
mod who;

pub use entities::Entity;
pub(crate) use entities::Readings;
pub use neutral::{Offer, neutral, neutralise};
pub use ready::{Ready, Suggestion, suggest};
pub use who::{apart, mend, rename, same};

use detect::Class;

use crate::{Act, Action, Anchor, Assessment, Private, Reason, Span, Splice};

/// A pattern of this room's own.
fn pattern(source: &str) -> regex::Regex {
    regex::Regex::new(source).expect("a pattern of this room; compiled by its tests")
}

/// Decides findings in one action, which one undo takes back: redactions put `token` in place of each (nothing for a
/// drop), `Keep` lets them stand. None if there is nothing to do.
pub fn decide(assessment: &Assessment, anchors: &[Anchor], act: Act, reason: Reason, token: &str) -> Option<Action> {
    let class = anchors.first()?.class;
    let action =
        |splices| Action { act, reason, class: Some(class), splices, decides: anchors.to_vec(), ..Action::default() };
    match act {
        Act::Keep => Some(action(Vec::new())),
        Act::CopyEdit | Act::Mark | Act::Revert => None,
        Act::Replace | Act::Generalise | Act::Band | Act::KeepDifference | Act::Drop => {
            let places = anchors.iter().map(|anchor| (place_of(assessment, anchor), anchor.class));
            Some(action(splices(assessment, places.collect(), act, token)))
        }
    }
}

/// Makes a stretch of the current text a finding, which is looked for everywhere in the report. None if there is nothing.
pub fn mark(assessment: &Assessment, place: Span, class: Class) -> Option<Action> {
    let anchor = anchor_of(assessment, place, class)?;
    Some(Action {
        act: Act::Mark,
        reason: reason_for(class),
        class: Some(class),
        marks: vec![anchor],
        ..Action::default()
    })
}

/// Redacts a stretch of the current text: marks it, decides it, and with it whatever open findings lie in it.
pub fn redact(assessment: &Assessment, place: Span, class: Class, act: Act, token: &str) -> Option<Action> {
    let anchor = anchor_of(assessment, place, class).filter(|_| act.is_redaction())?;
    let inside = assessment.open().filter(|judged| place.contains(&judged.at)).map(|judged| judged.anchor);
    let decides = std::iter::once(anchor).chain(inside.filter(|inside| *inside != anchor)).collect();
    let splices = splices(assessment, vec![(place, class)], act, token);
    let (reason, class) = (reason_for(class), Some(class));
    Some(Action { act, reason, class, splices, decides, marks: vec![anchor], ..Action::default() })
}

/// What a decision about a place of the current text is anchored to: the base, if all of it is the base's.
fn anchor_of(assessment: &Assessment, place: Span, class: Class) -> Option<Anchor> {
    if assessment.text.slice(place)?.trim().is_empty() {
        return None;
    }
    let base = assessment.trace.to_base(place);
    let untouched = assessment.trace.stands(base) == Some(place);
    Some(Anchor { span: if untouched { base } else { place }, class, fresh: !untouched })
}

/// Why something of this class is taken out.
pub const fn reason_for(class: Class) -> Reason {
    if matches!(class, Class::Les) { Reason::Sensitive } else { Reason::Identifying }
}

fn place_of(assessment: &Assessment, anchor: &Anchor) -> Span {
    if anchor.fresh { anchor.span } else { assessment.trace.to_current(anchor.span) }
}

/// Replacements from the last place to the first, so that each is counted in the text that the ones before left.
fn splices(assessment: &Assessment, places: Vec<(Span, Class)>, act: Act, token: &str) -> Vec<Splice> {
    let text = &assessment.text;
    let mut reaches: Vec<Span> = Vec::new();
    let mut spans: Vec<Span> =
        places.iter().map(|(place, class)| reach::widen(text, *place, *class, act, token)).collect();
    spans.sort();
    for span in spans {
        match reaches.last_mut() {
            Some(last) if last.overlaps(&span) => last.end = last.end.max(span.end),
            _ => reaches.push(span),
        }
    }
    reaches.reverse();
    let splice = |span: Span| Splice {
        field: span.field,
        at: span.start,
        removed: text.slice(span).unwrap_or_default().into(),
        inserted: if act == Act::Drop { Private::default() } else { reach::at_start(text, span, token).into() },
    };
    let possessive = |span: Span| {
        let (span, ending) = if act == Act::Drop { (span, "") } else { reach::possessive(text, span) };
        let mut splice = splice(span);
        splice.inserted = [splice.inserted.as_str(), ending].concat().into();
        splice
    };
    reaches.into_iter().map(possessive).collect()
}

#[cfg(test)]
mod tests {
    use detect::Field;

    use super::*;
    use crate::{Base, Edit, Lists, Stage, Text, assess};

    fn start(summary: &str) -> Text {
        Text { summary: summary.into(), ..Text::default() }
    }

    /// Redacts the words by hand, as a reviewer does who selects them.
    fn by_hand(summary: &str, words: &str, class: Class, act: Act, token: &str) -> String {
        let base = start(summary);
        let base = Base { stage: Stage::One, text: &base, record: &[] };
        let assessment = assess(&base, &[], &Lists::default()).unwrap();
        let at = summary.find(words).unwrap();
        let place = Span::new(Field::Summary, at..at + words.len());
        let action = redact(&assessment, place, class, act, token).unwrap();
        let mut edit = Edit::default();
        edit.push(action);
        let text = assess(&base, &edit.actions, &Lists::default()).unwrap().text;
        text.summary.into_exposed()
    }

    #[test]
    fn a_token_takes_rank_article_and_preposition_with_it() {
        assert_eq!(
            by_hand("I saw Ofc. Ruiz's car", "Ruiz", Class::Person, Act::Replace, "[Officer 1]"),
            "I saw [Officer 1]'s car"
        );
        assert_eq!(
            by_hand("It was at 0315 hrs", "0315 hrs", Class::Time, Act::Band, "[in the early morning]"),
            "It was [in the early morning]"
        );
        assert_eq!(
            by_hand("A 42-year-old man ran", "42-year-old", Class::Age, Act::Band, "[a person in their 40s]"),
            "[A person in their 40s] ran"
        );
        assert_eq!(
            by_hand("On March 14 we", "March 14", Class::Date, Act::Band, "[in the spring]"),
            "[In the spring] we"
        );
    }

    #[test]
    fn no_token_reaches_over_the_end_of_a_sentence() {
        let name = |text| by_hand(text, "Ruiz", Class::Person, Act::Replace, "[Officer 1]");
        assert_eq!(name("He saw one officer. Ruiz came."), "He saw one officer. [Officer 1] came.");
        assert_eq!(name("It was Sgt. Ruiz."), "It was [Officer 1].");
        let time = |text| by_hand(text, "0315 hrs", Class::Time, Act::Band, "[in the early morning]");
        assert_eq!(time("What are you at. 0315 hrs it was"), "What are you at. [In the early morning] it was");
    }

    #[test]
    fn a_token_has_a_capital_where_a_sentence_begins_and_only_there() {
        let number = |text| by_hand(text, "26-018", Class::CaseId, Act::Replace, "[number]");
        assert_eq!(number("Filed under case no. 26-018."), "Filed under case no. [number].");
        assert_eq!(number("It ended. 26-018 is the number"), "It ended. [Number] is the number");
        assert_eq!(number("Done.\n26-018"), "Done.\n[Number]");
    }

    #[test]
    fn a_drop_leaves_no_double_space() {
        assert_eq!(by_hand("Plate KTR 5521 was run.", "KTR 5521", Class::Plate, Act::Drop, ""), "Plate was run.");
        assert_eq!(by_hand("I ran KTR 5521.", "KTR 5521", Class::Plate, Act::Drop, ""), "I ran.");
    }

    #[test]
    fn nothing_is_redacted_outside_the_text() {
        let base = start("é");
        let base = Base { stage: Stage::One, text: &base, record: &[] };
        let assessment = assess(&base, &[], &Lists::default()).unwrap();
        for range in [0..1, 0..9, 1..1] {
            assert_eq!(redact(&assessment, Span::new(Field::Summary, range), Class::Person, Act::Drop, ""), None);
        }
    }
}
