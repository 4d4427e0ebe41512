//! Walking over words: the next, the one before, their shape. Every step is bounded, so that an endless word costs nothing.

use std::collections::HashSet;
use std::ops::Range;

use crate::hash::QuickBuild;

/// The longest word that can be part of a name, in bytes.
const WORD_LIMIT: usize = 48;

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{a0}' | '\u{202f}')
}

pub(crate) fn is_joiner(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʻ' | 'ʼ' | '‘' | '-' | '‑' | '\u{200b}' | '\u{200d}' | '\u{ad}')
}

/// A letter, or a mark that belongs to one.
pub(crate) fn is_letter(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36f}')
}

/// The word that begins after at most two spaces at `at`: letters, with apostrophes and hyphens inside; initials keep
/// their periods ("J.T."). `None` if something else comes.
pub(crate) fn next(s: &str, at: usize) -> Option<Range<usize>> {
    let rest = s.get(at..)?;
    let spaces: usize = rest.chars().take_while(|c| is_space(*c)).take(3).map(char::len_utf8).sum();
    if spaces > 4 {
        return None;
    }
    let start = at + spaces;
    let mut end = start;
    let mut chars = s.get(start..)?.chars().peekable();
    while let Some(c) = chars.next() {
        let follows = chars.peek().copied().is_some_and(is_letter);
        if is_letter(c)
            || (end > start && is_joiner(c) && follows)
            || (c == '.' && initials(s.get(start..end)?) && end > start)
        {
            end += c.len_utf8();
        } else {
            break;
        }
        if end - start > WORD_LIMIT {
            return None;
        }
    }
    (end > start).then_some(start..end)
}

/// The word that ends before at most two spaces at `at`. Periods of initials belong to it.
pub(crate) fn previous(s: &str, at: usize) -> Option<Range<usize>> {
    let head = s.get(..at)?;
    let spaces: usize = head.chars().rev().take_while(|c| is_space(*c)).take(3).map(char::len_utf8).sum();
    if spaces > 4 {
        return None;
    }
    let end = at - spaces;
    let mut start = end;
    let mut chars = s.get(..end)?.chars().rev().peekable();
    let mut dots = false;
    while let Some(c) = chars.next() {
        let follows = chars.peek().copied().is_some_and(is_letter);
        if is_letter(c) || (start < end && is_joiner(c) && follows) {
            start -= c.len_utf8();
        } else if c == '.' && follows && (start == end || dots) {
            dots = true;
            start -= 1;
        } else {
            break;
        }
        if end - start > WORD_LIMIT {
            return None;
        }
    }
    if dots
        && !initials(s.get(start..end)?.trim_end_matches('.'))
        && !crate::lexicon::is_abbreviation(s.get(start..end)?.trim_end_matches('.'))
    {
        return None;
    }
    (end > start).then_some(start..end)
}

/// Whether these are initials: single capitals, divided by periods.
fn initials(word: &str) -> bool {
    !word.is_empty()
        && word
            .split('.')
            .filter(|p| !p.is_empty())
            .all(|p| p.chars().count() == 1 && p.chars().all(char::is_uppercase))
}

/// The letters at the very end of a text.
pub(crate) fn last_word(s: &str) -> &str {
    let len: usize = s.chars().rev().take_while(|c| is_letter(*c)).take(WORD_LIMIT).map(char::len_utf8).sum();
    s.get(s.len() - len..).unwrap_or_default()
}

pub(crate) fn is_one_of(word: &str, list: &[&str]) -> bool {
    list.iter().any(|w| w.eq_ignore_ascii_case(word))
}

/// Whether the word is one of those in a list divided by blanks, compared without case.
pub(crate) fn listed(word: &str, list: &str) -> bool {
    list.split_ascii_whitespace().any(|w| w.eq_ignore_ascii_case(word))
}

/// A long list of words, in lower case, that is asked often.
pub(crate) struct List(HashSet<&'static str, QuickBuild>);

impl List {
    /// From words divided by blanks, none longer than [`Self::LONGEST`].
    pub fn of(words: &'static str) -> Self {
        Self(words.split_ascii_whitespace().collect())
    }

    /// From entries divided by another sign.
    pub fn of_parts(entries: &'static str, divided_by: char) -> Self {
        Self(entries.split(divided_by).collect())
    }

    const LONGEST: usize = 24;

    /// Whether the word is in the list, compared without case.
    pub fn has(&self, word: &str) -> bool {
        let mut room = [0; Self::LONGEST];
        let Some(lower) = room.get_mut(..word.len()) else { return false };
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        std::str::from_utf8(lower).is_ok_and(|lower| self.0.contains(lower))
    }
}

/// Whether the word begins with a capital.
pub(crate) fn capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// Whether every cased letter is a capital, and there are at least two.
pub(crate) fn all_caps(word: &str) -> bool {
    word.chars().filter(|c| c.is_uppercase()).count() >= 2 && !word.chars().any(char::is_lowercase)
}

/// The length of a word without a possessive ending.
pub(crate) fn without_possessive(word: &str) -> usize {
    for ending in ["'s", "’s", "'S", "’S"] {
        if let Some(stem) = word.strip_suffix(ending) {
            return stem.len();
        }
    }
    word.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_asked_without_case() {
        let list = List::of("sgt  k-9\nsuperintendent");
        assert!(list.has("Sgt") && list.has("K-9") && list.has("SUPERINTENDENT"));
        assert!(!list.has("sg") && !list.has("") && !list.has("é") && !list.has(&"sgt".repeat(9)));
    }

    #[test]
    fn words_keep_their_inner_marks() {
        let s = "  O'Dell-Nakai's J.T. Vang, x";
        assert_eq!(next(s, 0).and_then(|r| s.get(r)), Some("O'Dell-Nakai's"));
        assert_eq!(next(s, 16).and_then(|r| s.get(r)), Some("J.T."));
        assert_eq!(next(s, 21).and_then(|r| s.get(r)), Some("Vang"));
        assert_eq!(next(s, 26), None);
    }

    #[test]
    fn words_are_read_backwards() {
        let s = "at St. Olga Bluffs PD";
        assert_eq!(previous(s, 18).and_then(|r| s.get(r)), Some("Bluffs"));
        assert_eq!(previous(s, 11).and_then(|r| s.get(r)), Some("Olga"));
        assert_eq!(previous(s, 6).and_then(|r| s.get(r)), Some("St."));
        assert_eq!(previous("end. ", 5), None);
    }

    #[test]
    fn an_endless_word_is_no_word() {
        let s = "a".repeat(5000);
        assert_eq!(next(&s, 0), None);
        assert_eq!(previous(&s, 5000), None);
    }
}
