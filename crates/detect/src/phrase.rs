//! Sentences as sequences of sorted words: what the recognisers of phrases (`UNIQUE`, `LES`) read.
//!
//! A phrase that gives something away has no shape. What it has is company: a word for a resource, one for how few there
//! are, one for how often. So each word of a sentence is looked up once, and a rule asks which sorts stand together.

use std::collections::HashMap;
use std::ops::Range;

use crate::hash::QuickBuild;
use crate::text::{Candidate, Text};
use crate::{Class, Why};

/// Sorts of words, as bits.
pub(crate) type Sorts = u32;

/// Which words belong to which sorts.
pub(crate) struct Lexicon(HashMap<&'static str, Sorts, QuickBuild>);

impl Lexicon {
    /// From lists of words divided by blanks. A word may stand in several.
    pub fn new(lists: &[(Sorts, &'static str)]) -> Self {
        let mut words: HashMap<&'static str, Sorts, QuickBuild> = HashMap::default();
        for (sort, list) in lists {
            for word in list.split_ascii_whitespace() {
                *words.entry(word).or_default() |= sort;
            }
        }
        Self(words)
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Word<'a> {
    /// UTF-8 bytes of the field.
    pub range: Range<usize>,
    /// As it is written.
    pub written: &'a str,
    pub sorts: Sorts,
    /// Whether a comma, a dash or a bracket stands before it.
    pub parted: bool,
}

/// The words between two marks that end a sentence, or two line ends.
pub(crate) struct Sentence<'a> {
    pub words: Vec<Word<'a>>,
}

/// More words are no sentence: what comes after them is read as the next one.
const LIMIT: usize = 70;
/// Longer words are in no list, in bytes.
const LONGEST: usize = 24;

/// Hands every sentence of a text to `read`, in one pass.
pub(crate) fn sentences<'a>(text: &Text<'a>, lexicon: &Lexicon, mut read: impl FnMut(&Sentence<'a>)) {
    let mut sentence = Sentence { words: Vec::new() };
    let mut lower = String::new();
    let mut parted = false;
    let mut chars = text.s.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if !c.is_alphanumeric() {
            let blank_next = chars.peek().is_none_or(|(_, next)| !next.is_alphanumeric());
            if matches!(c, '!' | '?' | ';' | '\n') || (c == '.' && blank_next) || sentence.words.len() >= LIMIT {
                if !sentence.words.is_empty() {
                    read(&sentence);
                }
                sentence.words.clear();
                parted = false;
            } else if matches!(c, ',' | '(' | ')' | '—' | '–' | ':' | '"' | '“' | '”' | '/') || (c == '-' && blank_next)
            {
                parted = true;
            }
            continue;
        }
        let mut end = start + c.len_utf8();
        while let Some(&(i, c)) = chars.peek() {
            let inside = c.is_alphanumeric()
                || (matches!(c, '\'' | '’' | '-')
                    && text.after(i + c.len_utf8()).chars().next().is_some_and(char::is_alphanumeric));
            if !inside {
                break;
            }
            end = i + c.len_utf8();
            chars.next();
        }
        let written = text.get(start..end);
        lower.clear();
        if written.len() <= LONGEST {
            lower.extend(written.chars().map(|c| if c == '’' { '\'' } else { c.to_ascii_lowercase() }));
        }
        let mut sorts = lexicon.0.get(lower.as_str()).copied().unwrap_or_default();
        // What a redaction left gives nothing away.
        if sorts != 0 && text.in_house_token(&(start..end)) {
            sorts = 0;
        }
        sentence.words.push(Word { range: start..end, written, sorts, parted });
        parted = false;
    }
    if !sentence.words.is_empty() {
        read(&sentence);
    }
}

impl Sentence<'_> {
    pub fn has(&self, sort: Sorts) -> bool {
        self.words.iter().any(|word| word.sorts & sort != 0)
    }

    pub fn is(&self, at: usize, sort: Sorts) -> bool {
        self.words.get(at).is_some_and(|word| word.sorts & sort != 0)
    }

    /// The first word of the sort at `from` or within `within` words after it.
    pub fn find(&self, sort: Sorts, from: usize, within: usize) -> Option<usize> {
        (from..(from + within + 1).min(self.words.len())).find(|at| self.is(*at, sort))
    }

    /// Whether a word of one sort stands at most `within` words before one of another, in the same clause or over one
    /// mark.
    pub fn follows(&self, first: Sorts, second: Sorts, within: usize) -> bool {
        (0..self.words.len()).any(|at| self.is(at, first) && self.find(second, at + 1, within).is_some())
    }

    /// The bytes from one word to another, both included.
    pub fn range(&self, from: usize, to: usize) -> Option<Range<usize>> {
        Some(self.words.get(from)?.range.start..self.words.get(to)?.range.end)
    }

    /// Its parts between marks; none if there is only one.
    pub fn clauses(&self) -> Vec<Self> {
        let mut out: Vec<Self> = Vec::new();
        for word in &self.words {
            match out.last_mut() {
                Some(last) if !word.parted => last.words.push(word.clone()),
                Some(_) | None => out.push(Self { words: vec![word.clone()] }),
            }
        }
        if out.len() < 2 { Vec::new() } else { out }
    }

    /// Without the clauses at both ends that have no word of these sorts.
    pub fn trimmed(&self, sorts: Sorts) -> Option<Range<usize>> {
        let first = self.words.iter().position(|word| word.sorts & sorts != 0)?;
        let last = self.words.iter().rposition(|word| word.sorts & sorts != 0)?;
        let from = (0..=first).rev().find(|at| self.words.get(*at).is_some_and(|word| word.parted)).unwrap_or(0);
        let to = (last + 1..self.words.len()).find(|at| self.words.get(*at).is_some_and(|word| word.parted));
        self.range(from, to.unwrap_or(self.words.len()) - 1)
    }
}

/// A candidate of a phrase recogniser.
pub(crate) fn candidate(
    class: Class,
    recogniser: &'static str,
    range: Range<usize>,
    score: f32,
    matched: &'static str,
) -> Candidate {
    Candidate { range, class, score, why: Why { recogniser, matched, raised: Vec::new(), lowered: Vec::new() } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Field;

    #[test]
    fn sentences_end_at_their_marks_and_words_are_sorted() {
        let lexicon = Lexicon::new(&[(1, "key"), (2, "there's k-9")]);
        let text = Text::new(Field::Summary, "There’s a KEY, e.g. 3.5 lb of it.\nK-9 left! So");
        let mut seen = Vec::new();
        sentences(&text, &lexicon, |s| {
            seen.push(s.words.iter().map(|w| (w.written.to_owned(), w.sorts, w.parted)).collect::<Vec<_>>());
        });
        let w = |s: &str, sorts, parted| (s.to_owned(), sorts, parted);
        assert_eq!(seen.len(), 4);
        assert_eq!(
            seen[0],
            [w("There’s", 2, false), w("a", 0, false), w("KEY", 1, false), w("e", 0, true), w("g", 0, false)]
        );
        assert_eq!(seen[2], [w("K-9", 2, false), w("left", 0, false)]);
    }

    #[test]
    fn clauses_without_cues_are_left_out() {
        let lexicon = Lexicon::new(&[(1, "key"), (2, "nail")]);
        let s = "Well, he said the key, the small one, hangs on a nail, so be it";
        let text = Text::new(Field::Summary, s);
        sentences(&text, &lexicon, |sentence| {
            let range = sentence.trimmed(3).unwrap();
            assert_eq!(text.get(range), "he said the key, the small one, hangs on a nail");
        });
    }
}
