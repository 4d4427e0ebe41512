//! A text reduced to its letters and digits, so that case, accents, punctuation and invisible characters hide nothing in it.

use unicode_normalization::UnicodeNormalization as _;

/// Letters and digits, in lower case and without accents. Zero-width characters and punctuation go.
pub(super) fn squash(text: &str) -> String {
    text.chars().flat_map(plain).collect()
}

/// What a character is to the comparison: "É" and "e" with an accent behind it are both "e".
fn plain(c: char) -> impl Iterator<Item = char> {
    std::iter::once(c).nfkd().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// Characters inside words that are no border: zero-width ones, soft hyphens, accents that stand alone.
pub(super) const fn is_inside_words(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{ad}' | '\u{300}'..='\u{36f}')
}

/// A text as its letters and digits, each with the place that it came from.
#[derive(Default)]
pub(super) struct Squashed {
    pub text: String,
    /// For each byte of `text`.
    from: Vec<Source>,
}

/// Where a byte came from.
#[derive(Clone, Copy)]
struct Source {
    /// The char's start in the original, and its length.
    start: usize,
    len: u8,
    /// A word begins here; a run of digits or letters begins here.
    word: bool,
    run: bool,
}

impl Squashed {
    /// Takes this text in the place of another.
    pub fn read(&mut self, original: &str) {
        self.text.clear();
        self.from.clear();
        self.from.reserve(original.len());
        let mut before: Option<char> = None;
        for (start, c) in original.char_indices() {
            if !c.is_alphanumeric() {
                before = before.filter(|_| is_inside_words(c));
                continue;
            }
            let word = before.is_none();
            let run = before.is_none_or(|b| b.is_numeric() != c.is_numeric());
            before = Some(c);
            if c.is_ascii() {
                self.from.push(Source { start, len: 1, word, run });
                self.text.push(c.to_ascii_lowercase());
                continue;
            }
            // A char has four bytes at most.
            let len = c.len_utf8() as u8;
            for lower in plain(c) {
                self.from.extend(std::iter::repeat_n(Source { start, len, word, run }, lower.len_utf8()));
                self.text.push(lower);
            }
        }
    }

    /// Where a stretch of the squashed text stands in the original, if it begins and ends with words (or runs of digits).
    pub fn place(&self, start: usize, end: usize, runs: bool) -> Option<(usize, usize)> {
        let starts = |from: &Source| if runs { from.run } else { from.word };
        let begins = self.from.get(start).is_some_and(starts) && self.text.is_char_boundary(start);
        let ends = end == self.text.len() || self.from.get(end).is_some_and(starts);
        let (first, last) = (self.from.get(start)?, self.from.get(end.checked_sub(1)?)?);
        (begins && ends).then_some((first.start, last.start + usize::from(last.len)))
    }
}
