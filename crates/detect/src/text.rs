//! One field as the recognisers read it: its characters, its lines, and the places that a redaction has already filled.

use std::cell::OnceCell;
use std::ops::Range;

use crate::index::Index;
use crate::{Class, Field, Why, lexicon, words};

/// A possible finding of one recogniser, before overlaps are settled.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Candidate {
    pub range: Range<usize>,
    pub class: Class,
    pub score: f32,
    pub why: Why,
}

impl Candidate {
    pub fn raise(&mut self, by: f32, reason: &'static str) {
        self.score = (self.score + by).min(0.99);
        self.why.raised.push(reason);
    }

    pub fn lower(&mut self, by: f32, reason: &'static str) {
        self.score = (self.score - by).max(0.0);
        self.why.lowered.push(reason);
    }

    /// The same in a text that has so many bytes more before it.
    pub fn further_on(&self, by: usize) -> Self {
        Self { range: self.range.start + by..self.range.end + by, ..self.clone() }
    }
}

/// How a whole field is written; a part of it is read as the whole would be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tone {
    /// In capitals.
    caps: bool,
    /// Hardly any capitals.
    lower: bool,
}

/// A field and what is known about its lines. Built once per field in linear time.
pub(crate) struct Text<'a> {
    pub field: Field,
    pub s: &'a str,
    pub has_digit: bool,
    pub has_upper: bool,
    /// Whether the writer hardly uses capitals, so that their absence says nothing.
    pub lower: bool,
    /// The end of every line, whether the line is written in capitals, and whether nearly every word has one.
    lines: Vec<(usize, bool, bool)>,
    /// The tokens that redactions leave, brackets included.
    house: Vec<Range<usize>>,
    /// Whether the whole field is written in capitals.
    all_caps: bool,
    index: OnceCell<Index>,
}

/// The longest bracketed stretch that can be a house token, in bytes.
const HOUSE_LIMIT: usize = 80;

impl<'a> Text<'a> {
    pub fn new(field: Field, s: &'a str) -> Self {
        Self::build(field, s, None)
    }

    /// A part of a field that is written like this.
    pub fn part(field: Field, s: &'a str, tone: Tone) -> Self {
        Self::build(field, s, Some(tone))
    }

    fn build(field: Field, s: &'a str, tone: Option<Tone>) -> Self {
        let (mut upper, mut lower) = (0usize, 0usize);
        let mut lines = Vec::new();
        let mut start = 0;
        let mut counts = Vec::new();
        for line in s.split_inclusive('\n') {
            let (up, low) = cases(line);
            upper += up;
            lower += low;
            start += line.len();
            counts.push((start, up, low, title_case(line)));
        }
        // A short line (a name, a sign-off) says little about itself: it is read like the whole.
        let mostly = |up: usize, low: usize| up > 4 * low;
        let tone = tone.unwrap_or(Tone {
            caps: upper + lower >= 24 && mostly(upper, lower),
            lower: lower > 60 && upper * 80 < lower,
        });
        for (end, up, low, titled) in counts {
            lines.push((end, if up + low >= 24 { mostly(up, low) } else { tone.caps && mostly(up, low) }, titled));
        }
        Self {
            field,
            s,
            has_digit: s.bytes().any(|b| b.is_ascii_digit()),
            has_upper: upper > 0,
            lower: tone.lower,
            lines,
            house: house_tokens(s),
            all_caps: tone.caps,
            index: OnceCell::new(),
        }
    }

    pub fn tone(&self) -> Tone {
        Tone { caps: self.all_caps, lower: self.lower }
    }

    /// Where its words, numbers and marks are.
    pub fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::new(self.s))
    }

    /// Whether the line at this byte is written in capitals, so that a capital says nothing.
    pub fn caps(&self, at: usize) -> bool {
        self.line(at).is_some_and(|(_, caps, _)| *caps)
    }

    /// Whether nearly every word of the line at this byte has a capital, as in a headline.
    pub fn title_case(&self, at: usize) -> bool {
        self.line(at).is_some_and(|(_, _, titled)| *titled)
    }

    fn line(&self, at: usize) -> Option<&(usize, bool, bool)> {
        self.lines.get(self.lines.partition_point(|(end, _, _)| *end <= at))
    }

    pub fn get(&self, range: Range<usize>) -> &'a str {
        self.s.get(range).unwrap_or_default()
    }

    pub fn before(&self, at: usize) -> &'a str {
        self.s.get(..at).unwrap_or_default()
    }

    pub fn after(&self, at: usize) -> &'a str {
        self.s.get(at..).unwrap_or_default()
    }

    /// At most `bytes` bytes before `at`, on the same line.
    pub fn left(&self, at: usize, bytes: usize) -> &'a str {
        let mut from = at.saturating_sub(bytes);
        while !self.s.is_char_boundary(from) {
            from += 1;
        }
        let near = self.get(from..at);
        near.rsplit('\n').next().unwrap_or(near)
    }

    /// At most `bytes` bytes after `at`, on the same line.
    pub fn right(&self, at: usize, bytes: usize) -> &'a str {
        let mut to = at.saturating_add(bytes).min(self.s.len());
        while !self.s.is_char_boundary(to) {
            to -= 1;
        }
        let near = self.get(at..to);
        near.split('\n').next().unwrap_or(near)
    }

    /// Whether no letter or digit stands directly before or after the range.
    pub fn bounded(&self, range: &Range<usize>) -> bool {
        let inside = self.get(range.clone());
        let (Some(first), Some(last)) = (inside.chars().next(), inside.chars().next_back()) else {
            return false;
        };
        let joined = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        !(first.is_alphanumeric() && joined(self.before(range.start).chars().next_back()))
            && !(last.is_alphanumeric() && joined(self.after(range.end).chars().next()))
    }

    /// Whether a sentence, a line or a quotation begins at this byte, so that a capital there says nothing.
    pub fn sentence_start(&self, at: usize) -> bool {
        let before = self.left(at, 24);
        // "0402 Count 11", "3. Truck", "a. Cups": the head of a line in a log or list.
        if before.len() < 24
            && before.chars().filter(|c| c.is_alphabetic()).count() <= 1
            && before.chars().any(|c| !c.is_alphabetic() && c != ' ')
        {
            return true;
        }
        let trimmed =
            before.trim_end_matches([' ', '\t', '\u{a0}', '"', '“', '‘', '\'', '(', '*', '[', '•', '-', '–', '—']);
        match trimmed.chars().next_back() {
            None => before.len() < 24 || trimmed.is_empty(),
            Some('!' | '?' | ':' | ';') => true,
            Some('.') => {
                let word = words::last_word(trimmed.trim_end_matches('.'));
                words::is_one_of(word, &["no"]) || !(word.chars().count() == 1 || lexicon::is_abbreviation(word))
            }
            Some(_) => {
                before.len() != trimmed.len()
                    && before.get(trimmed.len()..).is_some_and(|t| t.contains(['"', '“', '•', '—']))
            }
        }
    }

    /// The range, made longer where it would begin or end inside a token that a redaction left.
    pub fn with_whole_house_tokens(&self, range: Range<usize>) -> Range<usize> {
        let first = self.house.partition_point(|h| h.end <= range.start);
        let last = self.house.partition_point(|h| h.start < range.end).checked_sub(1);
        let start = self.house.get(first).map_or(range.start, |h| h.start.min(range.start));
        let end = last.and_then(|i| self.house.get(i)).map_or(range.end, |h| h.end.max(range.end));
        start..end
    }

    /// How many tokens redactions have left.
    pub fn house_tokens(&self) -> usize {
        self.house.len()
    }

    /// Whether the range touches a token that a redaction left.
    pub fn in_house_token(&self, range: &Range<usize>) -> bool {
        let i = self.house.partition_point(|h| h.end <= range.start);
        self.house.get(i).is_some_and(|h| h.start < range.end)
    }
}

/// How many capitals and how many small letters.
fn cases(line: &str) -> (usize, usize) {
    if line.is_ascii() {
        let upper = line.bytes().filter(u8::is_ascii_uppercase).count();
        return (upper, line.bytes().filter(u8::is_ascii_lowercase).count());
    }
    let upper = line.chars().filter(|c| c.is_uppercase()).count();
    (upper, line.chars().filter(|c| c.is_lowercase()).count())
}

/// Whether nearly every longer word of a short line has a capital.
fn title_case(line: &str) -> bool {
    let longer = || line.split_whitespace().filter(|w| w.chars().filter(|c| c.is_alphabetic()).count() > 3);
    let words = longer().take(24).count();
    (3..24).contains(&words)
        && longer().filter(|w| w.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase)).count() * 5
            >= words * 4
}

/// The bracketed stretches that are worded like house style: generic lower-case words, at most a leading capital, and
/// no number that could be an identifier.
fn house_tokens(s: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut open = None;
    for (i, b) in s.bytes().enumerate() {
        match b {
            b'[' => open = Some(i),
            b'\n' => open = None,
            b']' => {
                if let Some(start) = open.take()
                    && i - start <= HOUSE_LIMIT
                    && s.get(start + 1..i).is_some_and(is_house_wording)
                {
                    out.push(start..i + 1);
                }
            }
            _ => {}
        }
    }
    out
}

fn is_house_wording(inside: &str) -> bool {
    let mut digits = 0;
    for (n, word) in inside.split_whitespace().enumerate() {
        digits += word.bytes().filter(u8::is_ascii_digit).count();
        let upper = word.chars().filter(|c| c.is_uppercase()).count();
        let allowed = usize::from(n == 0)
            + usize::from(words::is_one_of(
                word,
                &["Midwest", "South", "Northeast", "West", "Southwest", "Southeast", "Northwest"],
            ));
        if upper > allowed && !word.starts_with("K-9") && !word.starts_with("K9") {
            return false;
        }
    }
    digits <= 3 && inside.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(s: &str) -> Text<'_> {
        Text::new(Field::Summary, s)
    }

    #[test]
    fn house_tokens_are_known_by_their_wording() {
        for token in [
            "[Officer 1]",
            "[a hospital]",
            "[a person in their 40s]",
            "[7 mph over]",
            "[2 minutes later]",
            "[K-9 1]",
            "[a city in the Midwest]",
        ] {
            assert_eq!(text(token).house, std::iter::once(0..token.len()).collect::<Vec<_>>(), "{token}");
        }
        for other in ["[Ruiz Ortega]", "[case 2024-55120]", "[]", "[1]", "[a\nb]"] {
            assert!(text(other).house.is_empty(), "{other}");
        }
    }

    #[test]
    fn lines_in_capitals_are_told_from_others() {
        let t = text("OFFICER RAMSEY WENT TO THE BACK DOOR\nthen he came back and sat down here\n");
        assert!(t.caps(3));
        assert!(!t.caps(45));
        assert!(!t.caps(4000));
    }

    #[test]
    fn a_period_after_a_rank_does_not_end_a_sentence() {
        let s = "We met Sgt. Orme. Later on";
        let t = text(s);
        assert!(t.sentence_start(0));
        assert!(!t.sentence_start(12));
        assert!(t.sentence_start(18));
    }
}
