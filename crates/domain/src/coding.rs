//! Suggestions for the coding of a report: which words of it, or which of the author's answers, speak for which code.
//! Nothing is learned and nothing leaves this computer; a person applies what is right.

mod terms;

use std::ops::Range;

use detect::Field;
use unicode_segmentation::UnicodeSegmentation as _;

use crate::{
    Answers, Category, Equipment, Factor, Light, OfficersOnScene, Prevented, Question, Road, Severity, Span,
    SubjectBehaviour, SubjectImpairment, SubjectWeapon, Tag, Text, Weather,
};
use terms::{TERMS, Term};

/// One value of the coding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    Category(Category),
    Tag(Tag),
    Factor(Factor),
    Prevented(Prevented),
    Severity(Severity),
}

/// What speaks for a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Because {
    /// These words of the text.
    Words(Span),
    /// What the author answered.
    Answer(Question),
}

/// A code that the report speaks for, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggested {
    pub code: Code,
    /// The sum of the weights of all that speaks for it; [`ENOUGH`] at least.
    pub weight: u32,
    /// In the order of the text, answers last.
    pub because: Vec<Because>,
}

/// From this weight on a code is suggested: one term that can hardly mean anything else, or several that may.
pub const ENOUGH: u32 = 100;

/// Places that are shown of one term: more of them say no more.
const SHOWN: usize = 3;

/// The codes that text and answers speak for: by kind, the strongest first.
pub fn suggest_coding(text: &Text, answers: &Answers) -> Vec<Suggested> {
    let mut all: Vec<Suggested> = Vec::new();
    let mut add = |code: Code, weight: u32, because: Vec<Because>| match all.iter_mut().find(|one| one.code == code) {
        Some(one) => {
            one.weight += weight;
            one.because.extend(because);
        }
        None => all.push(Suggested { code, weight, because }),
    };
    let fields: Vec<(Field, &str, Vec<Vec<Word<'_>>>)> =
        text.fields().into_iter().map(|(field, value)| (field, value, sentences(value))).collect();
    for term in TERMS {
        let spoken = fields.iter().filter(|(field, _, _)| is_heard(term.code, *field));
        let places = spoken.flat_map(|(field, value, sentences)| {
            sentences
                .iter()
                .flat_map(|words| matches(term, words))
                .map(|range| Because::Words(Span::new(*field, with_whole_tokens(value, range))))
        });
        let places: Vec<Because> = places.take(SHOWN).collect();
        if !places.is_empty() {
            add(term.code, term.weight, places);
        }
    }
    for (code, weight, question) in answered(answers) {
        add(code, weight, vec![Because::Answer(question)]);
    }
    all.retain(|one| one.weight >= ENOUGH);
    for one in &mut all {
        one.because.sort();
        one.because.dedup();
    }
    // The sort is stable: of two that are as strong the one that stands first in the lists comes first.
    all.sort_by_key(|one| (kind(one.code), std::cmp::Reverse(one.weight), one.code));
    all
}

const fn kind(code: Code) -> u8 {
    match code {
        Code::Category(_) => 0,
        Code::Tag(_) => 1,
        Code::Factor(_) => 2,
        Code::Prevented(_) => 3,
        Code::Severity(_) => 4,
    }
}

/// Lessons say what should have been: "backup would have helped" prevented nothing.
const fn is_heard(code: Code, field: Field) -> bool {
    match (code, field) {
        (Code::Prevented(_) | Code::Category(_) | Code::Severity(_), Field::Lessons | Field::Differently) => false,
        (Code::Prevented(_) | Code::Category(_) | Code::Severity(_), Field::Title | Field::Summary)
        | (Code::Tag(_) | Code::Factor(_), _) => true,
    }
}

/// A word as it is compared, and where it stands.
struct Word<'a> {
    lower: std::borrow::Cow<'a, str>,
    range: Range<usize>,
}

/// The words of each sentence or line.
fn sentences(text: &str) -> Vec<Vec<Word<'_>>> {
    let mut all = vec![Vec::new()];
    for (at, piece) in text.split_word_bound_indices() {
        if piece.chars().any(char::is_alphanumeric) {
            let lower = if piece.contains(char::is_uppercase) || piece.contains('’') {
                piece.to_lowercase().replace('’', "'").into()
            } else {
                piece.into()
            };
            let word = Word { lower, range: at..at + piece.len() };
            all.last_mut().unwrap_or_else(|| unreachable!("there is always a last one")).push(word);
        } else if piece.contains(['.', '!', '?', '\n']) {
            all.push(Vec::new());
        }
    }
    all
}

/// Words that turn round what follows them.
const NEGATIONS: &[&str] = &["no", "not", "never", "without", "nobody", "none", "neither", "nor"];

fn negates(word: &str) -> bool {
    NEGATIONS.contains(&word) || word.ends_with("n't")
}

/// Every place of a sentence in which a term stands, unless it is denied there.
fn matches(term: &Term, words: &[Word<'_>]) -> Vec<Range<usize>> {
    let pattern: Vec<&str> = term.words.split(' ').collect();
    let denies = pattern.first().is_some_and(|first| first.split('|').any(negates));
    let mut found = Vec::new();
    for start in 0..words.len() {
        let Some(end) = end_of(&pattern, words, start) else { continue };
        let before = words.get(start.saturating_sub(3)..start).unwrap_or_default();
        if denies || !before.iter().any(|word| negates(&word.lower)) {
            let (first, last) = (words.get(start), words.get(end - 1));
            found.extend(first.zip(last).map(|(first, last)| first.range.start..last.range.end));
        }
    }
    found
}

/// A token that the words reach into is shown as a whole.
fn with_whole_tokens(text: &str, range: Range<usize>) -> Range<usize> {
    let inside = |at: usize| {
        let (before, after) = text.split_at_checked(at)?;
        let open = before.rfind(['[', ']', '\n']).filter(|&open| before.get(open..=open) == Some("["))?;
        let close = after.find(['[', ']', '\n']).filter(|&close| after.get(close..=close) == Some("]"))?;
        Some(open..at + close + 1)
    };
    let start = inside(range.start).map_or(range.start, |token| token.start);
    start..inside(range.end).map_or(range.end, |token| token.end)
}

/// Words that `~` may stand for, at most.
const GAP: usize = 3;

/// Where a pattern ends that begins at a word; none if it does not stand there.
fn end_of(pattern: &[&str], words: &[Word<'_>], at: usize) -> Option<usize> {
    let Some((first, rest)) = pattern.split_first() else { return Some(at) };
    if *first == "~" {
        return (at..=at + GAP).find_map(|next| end_of(rest, words, next));
    }
    let word = words.get(at)?;
    let fits = |one: &str| match one.strip_suffix('*') {
        Some(stem) => word.lower.starts_with(stem),
        None => word.lower == one,
    };
    if first.split('|').any(fits) { end_of(rest, words, at + 1) } else { None }
}

/// What the author's structured answers speak for.
fn answered(answers: &Answers) -> Vec<(Code, u32, Question)> {
    let mut all = Vec::new();
    let mut say = |code, weight, question| all.push((code, weight, question));
    if let Some(category) = answers.call_type {
        say(Code::Category(category), ENOUGH, Question::CallType);
    }
    if let Some(severity) = answers.severity {
        say(Code::Severity(severity), ENOUGH, Question::Severity);
    }
    match answers.light {
        Some(Light::DarkUnlit) => {
            say(Code::Tag(Tag::LowLightConditions), ENOUGH, Question::Light);
            say(Code::Factor(Factor::LowLight), 60, Question::Light);
        }
        Some(Light::DarkLit | Light::DuskDawn) => {
            say(Code::Tag(Tag::LowLightConditions), 60, Question::Light);
            say(Code::Factor(Factor::LowLight), 40, Question::Light);
        }
        Some(Light::Daylight | Light::Indoors) | None => {}
    }
    match answers.weather {
        Some(Weather::Rain | Weather::SnowIce | Weather::Fog) => {
            say(Code::Tag(Tag::Weather), 60, Question::Weather);
            say(Code::Factor(Factor::WeatherOrRoad), 60, Question::Weather);
        }
        Some(Weather::Wind | Weather::Hot) => say(Code::Tag(Tag::Weather), 60, Question::Weather),
        Some(Weather::Clear | Weather::Indoors) | None => {}
    }
    match answers.road {
        Some(Road::Wet | Road::SnowIce | Road::GravelDirt) => {
            say(Code::Factor(Factor::WeatherOrRoad), 60, Question::Road);
        }
        Some(Road::Dry | Road::NotApplicable) | None => {}
    }
    match answers.subject_weapon {
        Some(SubjectWeapon::Edged) => say(Code::Tag(Tag::EdgedWeapon), ENOUGH, Question::SubjectWeapon),
        Some(SubjectWeapon::Firearm) => {
            say(Code::Tag(Tag::ConcealedFirearm), 50, Question::SubjectWeapon);
            say(Code::Factor(Factor::ConcealedWeapon), 50, Question::SubjectWeapon);
        }
        Some(
            SubjectWeapon::None
            | SubjectWeapon::Blunt
            | SubjectWeapon::Vehicle
            | SubjectWeapon::Personal
            | SubjectWeapon::Other
            | SubjectWeapon::Unknown,
        )
        | None => {}
    }
    match answers.subject_impairment {
        Some(SubjectImpairment::Alcohol | SubjectImpairment::Drugs) => {
            say(Code::Tag(Tag::SubjectImpaired), ENOUGH, Question::SubjectImpairment);
            say(Code::Factor(Factor::Impairment), ENOUGH, Question::SubjectImpairment);
        }
        Some(SubjectImpairment::MentalHealth) => {
            say(Code::Tag(Tag::SubjectMentalHealth), ENOUGH, Question::SubjectImpairment);
            say(Code::Factor(Factor::Crisis), ENOUGH, Question::SubjectImpairment);
        }
        Some(SubjectImpairment::None | SubjectImpairment::Unknown) | None => {}
    }
    if answers.subject_behaviour == Some(SubjectBehaviour::Fleeing) {
        say(Code::Category(Category::FootPursuitSearch), 40, Question::SubjectBehaviour);
    }
    if answers.officers_on_scene == Some(OfficersOnScene::One) {
        say(Code::Tag(Tag::OneOfficerResponse), ENOUGH, Question::OfficersOnScene);
    }
    for equipment in &answers.equipment {
        match equipment {
            Equipment::BodyArmor => say(Code::Tag(Tag::BodyArmor), 30, Question::Equipment),
            Equipment::SeatBelt => say(Code::Tag(Tag::SeatBelt), 30, Question::Equipment),
            Equipment::LessLethal => say(Code::Tag(Tag::LessLethal), 60, Question::Equipment),
            Equipment::BodyCamera
            | Equipment::LongGun
            | Equipment::Shield
            | Equipment::Radio
            | Equipment::Flashlight
            | Equipment::TrafficVest
            | Equipment::None => {}
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_term_is_written_as_it_is_compared() {
        for term in TERMS {
            assert!(term.weight > 0 && !term.words.trim().is_empty());
            for word in term.words.split(' ') {
                assert!(!word.is_empty(), "{}", term.words);
                for one in word.split('|') {
                    assert_eq!(one, one.to_lowercase(), "{}", term.words);
                    let bare = one.trim_end_matches('*');
                    assert!(one == "~" || bare.unicode_words().eq([bare]), "{} is never one word: {one}", term.words);
                }
            }
            assert!(!term.words.starts_with('~') && !term.words.ends_with('~'), "{}", term.words);
        }
    }

    #[test]
    fn no_term_stands_twice_for_a_code() {
        let mut all: Vec<(Code, &str)> = TERMS.iter().map(|term| (term.code, term.words)).collect();
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
