//! Where the words, numbers and marks of a text are, so that a pattern is tried only where it has a chance.

use std::ops::Range;

/// The bytes of a word's head that the table goes by.
const HEAD: usize = 4;

/// One head of a word: its letters (and a blank, where the word ends within them), where it begins, and the next in the
/// same chain.
#[derive(Clone, Copy)]
struct Entry {
    key: u32,
    at: u32,
    next: u32,
}

const NONE: u32 = u32::MAX;

/// How a word begins: lower case, from one letter on; a blank at the end says that the word ends.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Head {
    letters: [u8; Self::LONGEST],
    len: u8,
}

impl Head {
    pub const LONGEST: usize = 11;

    /// Longer by a letter or blank; what is beyond the longest head is left out.
    pub fn with(mut self, b: u8) -> Self {
        if let Some(place) = self.letters.get_mut(usize::from(self.len)) {
            *place = b;
            self.len += 1;
        }
        self
    }

    pub fn bytes(&self) -> &[u8] {
        self.letters.get(..usize::from(self.len)).unwrap_or_default()
    }

    fn key(&self) -> u32 {
        let len = usize::from(self.len).min(HEAD);
        key_of(&self.letters, len).unwrap_or_default()
    }

    /// A number for it, by which [`Index::may_have`] tells.
    pub fn number(&self) -> u32 {
        spread(self.key())
    }
}

/// Built once per text, in one pass.
pub(crate) struct Index {
    /// Runs of ASCII digits.
    numbers: Vec<Range<u32>>,
    /// Every other ASCII character but letters and blanks, and the first byte of all others (as [`WIDE`]).
    marks: Vec<(u32, u8)>,
    table: Vec<u32>,
    entries: Vec<Entry>,
    /// A bit for every head that may be there.
    heads: Vec<u64>,
    /// The most bytes between two blanks.
    run: usize,
    /// Whether every place has to be looked at: letters of other scripts that fold to ASCII ones, or a text of gigabytes.
    blind: bool,
}

/// Stands for every character that is not ASCII.
pub(crate) const WIDE: u8 = 0x80;

pub(crate) fn is_word(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b == b'_'
}

/// The head of a word as a number. `text` begins where the word does; a head of fewer bytes than asked for has none.
fn key_of(text: &[u8], len: usize) -> Option<u32> {
    let head = text.get(..len)?;
    Some(head.iter().fold(0, |key, b| key << 8 | u32::from(b.to_ascii_lowercase())))
}

const fn spread(key: u32) -> u32 {
    key.wrapping_mul(0x9e37_79b1) ^ (key >> 15)
}

impl Index {
    pub fn new(s: &str) -> Self {
        let bytes = s.as_bytes();
        let mut out = Self {
            numbers: Vec::new(),
            marks: Vec::new(),
            table: Vec::new(),
            entries: Vec::new(),
            heads: Vec::new(),
            run: 0,
            blind: false,
        };
        if u32::try_from(bytes.len()).is_err() {
            out.blind = true;
            return out;
        }
        let mut starts: Vec<u32> = Vec::with_capacity(bytes.len() / 5);
        let mut before = b' ';
        #[expect(clippy::cast_possible_truncation, reason = "the length fits, as asked above")]
        for (i, b) in bytes.iter().enumerate() {
            let at = i as u32;
            match b {
                b'a'..=b'z' | b'A'..=b'Z' => {
                    if !is_word(before) {
                        starts.push(at);
                    }
                }
                b'0'..=b'9' => match out.numbers.last_mut().filter(|run| run.end == at) {
                    Some(run) => run.end += 1,
                    None => out.numbers.push(at..at + 1),
                },
                b' ' | b'\t' | 0x80..=0xbf => {}
                0xc0.. => {
                    out.marks.push((at, WIDE));
                    // Only the long s and the sign of the kelvin fold to ASCII letters.
                    out.blind |= bytes.get(i..).is_some_and(|rest| rest.starts_with("ſ".as_bytes()))
                        || bytes.get(i..).is_some_and(|rest| rest.starts_with("\u{212a}".as_bytes()));
                }
                _ => out.marks.push((at, *b)),
            }
            before = *b;
        }
        out.run = bytes.split(u8::is_ascii_whitespace).map(<[u8]>::len).max().unwrap_or(0);
        out.put_words(bytes, &starts);
        out
    }

    fn put_words(&mut self, bytes: &[u8], starts: &[u32]) {
        self.table = vec![NONE; (starts.len() * HEAD).next_power_of_two().max(16)];
        self.entries.reserve(starts.len() * (HEAD + 1));
        self.heads = vec![0; self.table.len() / 8];
        // From the end, so that chains run from the beginning.
        for at in starts.iter().rev() {
            let word = bytes.get(*at as usize..).unwrap_or_default();
            for len in 1..=HEAD {
                let Some(key) = key_of(word, len).filter(|key| *key as u8 != b' ') else { break };
                self.put(key, *at);
                if !word.get(len).copied().is_some_and(is_word) {
                    // The word ends here.
                    if len < HEAD {
                        self.put(key << 8 | u32::from(b' '), *at);
                    }
                }
            }
        }
    }

    fn put(&mut self, key: u32, at: u32) {
        let place = spread(key) as usize & (self.table.len() - 1);
        let Ok(number) = u32::try_from(self.entries.len()) else {
            self.blind = true;
            return;
        };
        self.entries.push(Entry { key, at, next: self.table[place] });
        self.table[place] = number;
        let bit = spread(key) as usize & (self.heads.len() * 64 - 1);
        self.heads[bit / 64] |= 1 << (bit % 64);
    }

    /// The most bytes between two blanks.
    pub const fn longest_run(&self) -> usize {
        self.run
    }

    pub fn is_blind(&self) -> bool {
        self.blind
    }

    /// Whether a word may be there whose head has this number.
    #[inline]
    pub fn may_have(&self, number: u32) -> bool {
        let bit = number as usize & (self.heads.len() * 64).wrapping_sub(1);
        self.heads.get(bit / 64).is_some_and(|bits| bits >> (bit % 64) & 1 != 0)
    }

    /// Where words begin that begin like this.
    pub fn words(&self, head: &Head, s: &str, out: &mut Vec<Range<usize>>) {
        let (key, head) = (head.key(), head.bytes());
        let mut number = self.table.get(spread(key) as usize & (self.table.len().wrapping_sub(1))).copied();
        while let Some(entry) = number.and_then(|n| self.entries.get(n as usize)) {
            let at = entry.at as usize;
            if entry.key == key && (head.len() <= HEAD || begins(s.as_bytes().get(at..).unwrap_or_default(), head)) {
                out.push(at..at + 1);
            }
            number = Some(entry.next);
        }
    }

    pub fn numbers(&self) -> impl Iterator<Item = Range<usize>> {
        self.numbers.iter().map(|run| run.start as usize..run.end as usize)
    }

    /// The marks of this set, a bit for each ASCII character.
    pub fn marks(&self, set: u128, wide: bool) -> impl Iterator<Item = Range<usize>> {
        self.marks
            .iter()
            .filter(move |(_, mark)| if *mark == WIDE { wide } else { set >> mark & 1 != 0 })
            .map(|(at, _)| *at as usize..*at as usize + 1)
    }

    /// Whether a digit stands in the range.
    pub fn has_digit(&self, range: &Range<usize>) -> bool {
        let i = self.numbers.partition_point(|run| run.end as usize <= range.start);
        self.numbers.get(i).is_some_and(|run| (run.start as usize) < range.end)
    }
}

fn begins(text: &[u8], head: &[u8]) -> bool {
    let letters = head.strip_suffix(b" ").unwrap_or(head);
    text.get(..letters.len()).is_some_and(|t| t.eq_ignore_ascii_case(letters))
        && (letters.len() == head.len() || !text.get(letters.len()).copied().is_some_and(is_word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(s: &str, head: &str) -> Vec<usize> {
        let mut out = Vec::new();
        Index::new(s).words(&head.bytes().fold(Head::default(), Head::with), s, &mut out);
        out.into_iter().map(|r| r.start).collect()
    }

    #[test]
    fn words_are_found_by_their_heads() {
        let s = "At the attic, éat AT_x; badges at 5at at";
        assert_eq!(words(s, "at"), [0, 7, 16, 19, 32, 39]);
        assert_eq!(words(s, "at "), [0, 16, 32, 39]);
        assert_eq!(words(s, "badge"), [25]);
        assert_eq!(words(s, "badge "), [] as [usize; 0]);
        assert_eq!(words(s, "badges "), [25]);
        assert_eq!(words(s, "b"), [25]);
        assert_eq!(words("", "at"), [] as [usize; 0]);
    }

    #[test]
    fn numbers_and_marks() {
        let s = "10-8, 5th é";
        let index = Index::new(s);
        assert_eq!(index.numbers().collect::<Vec<_>>(), [0..2, 3..4, 6..7]);
        assert_eq!(index.marks(1 << b'-', true).collect::<Vec<_>>(), [2..3, 10..11]);
        assert!(index.has_digit(&(1..2)) && !index.has_digit(&(2..3)) && !index.has_digit(&(7..99)));
        assert!(!index.is_blind() && Index::new("ſ").is_blind());
    }
}
