//! The leak check: does a value that was removed in one place still stand in another, in any shape?

use aho_corasick::AhoCorasick;
use detect::{Class, closed_enum};
use serde::{Deserialize, Serialize};

mod squashed;

use squashed::{Squashed, is_inside_words, squash};

use crate::cover::Cover;
use crate::{Private, Span, Text};

/// A value that was taken out of a text.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Removed {
    pub class: Class,
    pub value: Private,
}

closed_enum! {
    /// What gives somebody away.
    LeakKind {
        /// A removed value still stands here.
        Value = "value",
        /// The token that stands here stands for somebody else as well.
        SharedToken = "shared-token",
        /// Whoever is meant here has another token elsewhere.
        SecondToken = "second-token",
    }
}

/// A place that gives away what was removed, or confuses who is who.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Leak {
    pub span: Span,
    pub class: Class,
    pub kind: LeakKind,
}

/// Ranks, titles and particles: in the company of a name, but no name.
pub(crate) const NOT_NAMES: &[&str] = &[
    "officer",
    "ofc",
    "sergeant",
    "sgt",
    "deputy",
    "dep",
    "detective",
    "det",
    "trooper",
    "corporal",
    "cpl",
    "lieutenant",
    "lt",
    "captain",
    "capt",
    "chief",
    "sheriff",
    "agent",
    "judge",
    "doctor",
    "dr",
    "mr",
    "mrs",
    "ms",
    "miss",
    "uncle",
    "aunt",
    "k9",
    "the",
    "and",
    "of",
    "de",
    "del",
    "la",
    "le",
    "van",
    "von",
    "der",
    "den",
    "bin",
    "al",
    "el",
    "st",
    "jr",
    "sr",
    "ii",
    "iii",
    "iv",
];

/// Names that are words too: they leak only with a capital, and not at the start of a sentence.
const WORDS_TOO: &[&str] = &[
    "hope",
    "grace",
    "faith",
    "rose",
    "may",
    "will",
    "mark",
    "chase",
    "grant",
    "hunter",
    "young",
    "brown",
    "green",
    "white",
    "black",
    "gray",
    "king",
    "price",
    "stone",
    "banks",
    "field",
    "woods",
    "park",
    "parks",
    "lane",
    "hill",
    "rich",
    "frank",
    "art",
    "bill",
    "bob",
    "rob",
    "drew",
    "gene",
    "jack",
    "pat",
    "ray",
    "skip",
    "sue",
    "wade",
    "miles",
    "cook",
    "baker",
    "driver",
    "fisher",
    "hall",
    "house",
    "bush",
    "long",
    "short",
    "small",
    "little",
    "love",
    "noble",
    "day",
    "week",
    "winter",
    "summer",
    "spring",
    "june",
    "april",
    "august",
    "dawn",
    "ruby",
    "pearl",
    "amber",
    "crystal",
    "angel",
    "christian",
    "major",
    "case",
    "pierce",
    "sharp",
    "strong",
];

/// Every place at which a removed value still stands, in whatever case and punctuation: whole, as digits only, a name by
/// any of its parts or by its initials. Places in `kept` were looked at and let stand.
pub fn find_leaks(removed: &[Removed], text: &Text, kept: &[Span]) -> Vec<Leak> {
    LeakMemory::default().find(removed, text, kept)
}

/// What the leak check looked for last. Removed values hardly ever change, and what they are looked for by is dear.
#[derive(Default)]
pub(crate) struct LeakMemory {
    removed: Vec<Removed>,
    shapes: Shapes,
    /// Room for the text that is looked at.
    squashed: Squashed,
}

impl LeakMemory {
    /// [`find_leaks`], sooner where the same values were looked for before.
    pub fn find(&mut self, removed: &[Removed], text: &Text, kept: &[Span]) -> Vec<Leak> {
        if self.removed != removed {
            self.shapes = Shapes::new(removed.iter().map(|one| (one.class, one.value.as_str())));
            self.removed = removed.to_vec();
        }
        let places = self.shapes.places(text, &mut self.squashed);
        leaks_at(removed, places, kept)
    }
}

fn leaks_at(removed: &[Removed], places: Vec<(usize, Span)>, kept: &[Span]) -> Vec<Leak> {
    let kept = Cover::new(kept.iter().copied());
    let mut leaks: Vec<Leak> = Vec::new();
    for (value, span) in places {
        if let Some(one) = removed.get(value).filter(|_| !kept.contains(&span)) {
            leaks.push(Leak { span, class: one.class, kind: LeakKind::Value });
        }
    }
    leaks.sort_by_key(|leak| (leak.span.field, leak.span.start, std::cmp::Reverse(leak.span.end)));
    // The longer shape first, so that a part of it is none of its own.
    let mut told: Vec<Leak> = Vec::new();
    let mut furthest: Option<Span> = None;
    for leak in leaks {
        if !furthest.is_some_and(|span| span.field == leak.span.field && span.end >= leak.span.end) {
            furthest = Some(leak.span);
            told.push(leak);
        }
    }
    told
}

/// For each value, every place of a text where it stands, in any of the shapes in which it would leak.
pub(crate) fn places<'a>(values: impl Iterator<Item = (Class, &'a str)>, text: &Text) -> Vec<Vec<Span>> {
    let values: Vec<(Class, &str)> = values.collect();
    let mut found: Vec<Vec<Span>> = vec![Vec::new(); values.len()];
    if values.is_empty() {
        return found;
    }
    for (value, span) in Shapes::new(values.into_iter()).places(text, &mut Squashed::default()) {
        if let Some(found) = found.get_mut(value) {
            found.push(span);
        }
    }
    for found in &mut found {
        // The longer shape first, so that a part of it is none of its own.
        found.sort_by_key(|span| (span.field, span.start, std::cmp::Reverse(span.end)));
        let mut last: Option<Span> = None;
        found.retain(|span| {
            let apart = !last.is_some_and(|before| before.overlaps(span));
            if apart {
                last = Some(*span);
            }
            apart
        });
    }
    found
}

/// All shapes of many values, looked for in one pass.
#[derive(Default)]
struct Shapes {
    /// Each with the number of its value.
    patterns: Vec<(usize, Pattern)>,
    automaton: Option<AhoCorasick>,
}

impl Shapes {
    fn new<'a>(values: impl Iterator<Item = (Class, &'a str)>) -> Self {
        let patterns: Vec<(usize, Pattern)> = values
            .enumerate()
            .flat_map(|(number, (class, value))| patterns(class, value).into_iter().map(move |one| (number, one)))
            .collect();
        let shapes = patterns.iter().map(|(_, pattern)| pattern.squashed.as_str());
        let automaton = if patterns.is_empty() { None } else { AhoCorasick::new(shapes).ok() };
        Self { patterns, automaton }
    }

    /// The number of the value, and where it stands.
    fn places(&self, text: &Text, squashed: &mut Squashed) -> Vec<(usize, Span)> {
        let mut found = Vec::new();
        let Some(automaton) = &self.automaton else { return found };
        for (field, whole) in text.fields() {
            squashed.read(whole);
            for one in automaton.find_overlapping_iter(&squashed.text) {
                let Some((value, pattern)) = self.patterns.get(one.pattern().as_usize()) else { continue };
                if let Some((start, end)) = squashed.place(one.start(), one.end(), pattern.digits) {
                    let span = Span::new(field, start..end);
                    if pattern.fits(whole, span) {
                        found.push((*value, span));
                    }
                }
            }
        }
        found
    }
}

/// One shape of a removed value, as letters and digits only.
struct Pattern {
    squashed: String,
    /// Letters next to digits are a border too: for digits taken out of a longer value.
    digits: bool,
    /// A word of the language as well: has to look like a name.
    needs_capital: bool,
    /// Initials: all letters upper case.
    initials: bool,
    /// Of several words, or of digits, which are written with and without spaces.
    several: bool,
}

impl Pattern {
    fn fits(&self, text: &str, span: Span) -> bool {
        let found = text.get(span.range()).unwrap_or_default();
        // Letters that run over a space are a word drawn apart only if nothing else can be meant: single letters, or so
        // many that no two words of the language look alike.
        let gaps = found.split(char::is_whitespace).filter(|part| !part.is_empty());
        let one_word = !self.several && found.contains(char::is_whitespace);
        if one_word && self.squashed.chars().count() < 7 && !gaps.clone().all(|part| squash(part).chars().count() == 1)
        {
            return false;
        }
        if self.initials {
            return found.chars().all(|c| !c.is_alphabetic() || c.is_uppercase());
        }
        if self.needs_capital {
            let before = text.get(..span.start).unwrap_or_default().trim_end();
            let at_start = before.is_empty() || before.ends_with(['.', '!', '?', '\n', ':', '"', '“']);
            return found.chars().next().is_some_and(char::is_uppercase) && !at_start;
        }
        true
    }
}

fn patterns(class: Class, value: &str) -> Vec<Pattern> {
    let plain = |squashed: String| Pattern {
        several: squashed.chars().any(char::is_numeric),
        squashed,
        digits: false,
        needs_capital: false,
        initials: false,
    };
    let words: Vec<String> = value
        .split(|c: char| !c.is_alphanumeric() && !is_inside_words(c))
        .map(squash)
        .filter(|word| !word.is_empty())
        .collect();
    let mut patterns = Vec::new();
    if class == Class::Person {
        let names: Vec<&String> = words.iter().filter(|word| !NOT_NAMES.contains(&word.as_str())).collect();
        for name in names.iter().filter(|name| name.chars().count() > 1) {
            let needs_capital = WORDS_TOO.contains(&name.as_str()) || name.chars().count() == 2;
            patterns.push(Pattern { needs_capital, ..plain((*name).clone()) });
        }
        // "O'Dell" is also written in one: its parts alone would not find it.
        for part in value.split_whitespace().filter(|part| part.contains(['\'', '\u{2019}', '-'])) {
            let whole = squash(part.trim_end_matches("'s").trim_end_matches("\u{2019}s"));
            if !words.contains(&whole) && whole.chars().count() > 2 {
                patterns.push(Pattern { several: true, ..plain(whole) });
            }
        }
        if names.len() > 1 {
            let initials: String = names.iter().filter_map(|name| name.chars().next()).collect();
            patterns.push(Pattern { initials: true, ..plain(initials) });
        }
        return patterns;
    }
    let whole = squash(value);
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    if digits.len() < whole.len() && digits.len() >= 4 {
        patterns.push(Pattern { digits: true, ..plain(digits.clone()) });
    }
    // A short number alone ("12") stands for anything; what is left of it would be noise.
    if whole.chars().count() >= 2 && (digits.len() < whole.len() || digits.len() >= 3) {
        let needs_capital =
            words.len() == 1 && digits.is_empty() && matches!(class, Class::Org | Class::Location | Class::Agency);
        patterns.push(Pattern { needs_capital, several: words.len() > 1 || !digits.is_empty(), ..plain(whole) });
    }
    patterns
}

#[cfg(test)]
mod tests {
    use detect::Field;

    use super::*;

    fn leaks(class: Class, value: &str, summary: &str) -> Vec<String> {
        let text = Text { summary: summary.into(), ..Text::default() };
        let removed = [Removed { class, value: value.into() }];
        let leaks = find_leaks(&removed, &text, &[]);
        leaks.iter().map(|leak| text.slice(leak.span).unwrap().to_owned()).collect()
    }

    #[test]
    fn a_name_leaks_by_any_of_its_parts_in_any_case() {
        let text = "RUIZ's car; james said; J.R. waved; JR too; [Officer 1]; a Ruizian cat";
        assert_eq!(leaks(Class::Person, "Ofc. James Ruiz", text), ["RUIZ", "james", "J.R", "JR"]);
    }

    #[test]
    fn zero_width_characters_and_line_breaks_do_not_hide_a_value() {
        assert_eq!(leaks(Class::Person, "Ruiz", "Ru\u{200b}iz"), ["Ru\u{200b}iz"]);
        assert_eq!(leaks(Class::Org, "Sagebrush Inn", "the sagebrush\ninn"), ["sagebrush\ninn"]);
    }

    #[test]
    fn accents_do_not_hide_a_name() {
        let text = "Jose\u{301} and Jose and JOSÉ";
        assert_eq!(leaks(Class::Person, "José", text), ["Jose", "Jose", "JOSÉ"]);
        assert_eq!(leaks(Class::Person, "Jose\u{301}", "José"), ["José"]);
    }

    #[test]
    fn a_name_that_is_a_word_leaks_only_where_it_looks_like_a_name() {
        assert_eq!(leaks(Class::Person, "Hunter Hope", "We hope. Hope is not a plan, said Hope."), ["Hope"]);
    }

    #[test]
    fn numbers_leak_without_their_letters_and_punctuation() {
        assert_eq!(leaks(Class::CaseId, "OF24-00817", "ref of2400817 and 24-00817"), ["of2400817", "24-00817"]);
        assert_eq!(leaks(Class::Plate, "KTR 5521", "ktr5521, 5521, 55210"), ["ktr5521", "5521"]);
        assert_eq!(leaks(Class::Phone, "(555) 555-0142", "5555550142"), ["5555550142"]);
    }

    #[test]
    fn a_short_number_is_no_leak() {
        assert_eq!(leaks(Class::Badge, "12", "at 12 yards"), Vec::<String>::new());
    }

    #[test]
    fn what_was_kept_is_no_leak_and_every_field_is_searched() {
        let text = Text { title: "Ruiz".into(), lessons: "ask Ruiz".into(), ..Text::default() };
        let removed = [Removed { class: Class::Person, value: "Ruiz".into() }];
        let kept = [Span::new(Field::Title, 0..4)];
        let found = find_leaks(&removed, &text, &kept);
        assert_eq!(
            found,
            [Leak { span: Span::new(Field::Lessons, 4..8), class: Class::Person, kind: LeakKind::Value }]
        );
    }

    #[test]
    fn letters_that_grow_in_lower_case_do_not_confuse_places() {
        assert_eq!(leaks(Class::Person, "İpek", "the İpek case"), ["İpek"]);
    }
}
