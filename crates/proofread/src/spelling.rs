//! Misspelled words: what the dictionary lacks, and slips that everybody knows.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use harper_core::spell::{Dictionary as _, MergedDictionary};

use crate::words::{plain, police_words, words};
use crate::{Remark, Rule};

/// "wrong right", with a "?" where the wrong form may be meant.
const SLIPS: &str = include_str!("../data/misspellings.txt");

/// Letters from which on a misspelled word may be corrected unread: shorter ones have too many neighbours.
const LONG: usize = 6;
/// Replacements offered, at most.
const OFFERED: usize = 3;
/// Words under which the nearest are looked for.
const NEIGHBOURS: usize = 60;

pub struct Spelling {
    dictionary: Arc<MergedDictionary>,
    slips: HashMap<&'static str, Slip>,
    /// Right here even where the dictionary says that it is British.
    trade: HashSet<String>,
}

#[derive(Debug, Clone, Copy)]
struct Slip {
    right: &'static str,
    sure: bool,
}

impl Spelling {
    pub fn new(dictionary: Arc<MergedDictionary>) -> Self {
        Self { dictionary, slips: slips().collect(), trade: police_words().map(plain).collect() }
    }

    pub const fn dictionary(&self) -> &Arc<MergedDictionary> {
        &self.dictionary
    }

    pub fn read(&self, text: &str, names: &HashSet<String>) -> Vec<Remark> {
        let mut remarks = Vec::new();
        for (range, word) in words(text) {
            let looked_up = plain(word);
            let stem = looked_up.strip_suffix("'s").unwrap_or(&looked_up);
            if names.contains(&looked_up) || names.contains(stem) {
                continue;
            }
            // A letter beside it is part of something else: an address, a number, a file.
            let joined = |c: char| matches!(c, '@' | '/' | '\\' | '_' | '#' | '&');
            let touches = text.get(..range.start).is_some_and(|head| head.ends_with(joined))
                || text.get(range.end..).is_some_and(|tail| tail.starts_with(joined));
            let found = if touches { None } else { self.judge(word, &looked_up, stem) };
            remarks.extend(found.map(|(replacements, safe)| Remark {
                range,
                rule: Rule::Spelling,
                replacements,
                safe,
            }));
        }
        remarks
    }

    /// What should stand there instead, and whether that is beyond doubt. `None`: nothing is wrong, or nobody can say.
    fn judge(&self, word: &str, looked_up: &str, stem: &str) -> Option<(Vec<String>, bool)> {
        if let Some(slip) = self.slips.get(looked_up) {
            let shouted = word.len() > 1 && word.chars().all(|c| !c.is_lowercase());
            let mixed = !shouted && word.chars().skip(1).any(char::is_uppercase);
            // An abbreviation may look like a slip: "IM", "ID".
            let plausible = !mixed && (!shouted || looked_up.len() >= LONG);
            return plausible.then(|| (vec![in_case_of(word, slip.right)], slip.sure));
        }
        // A capital may begin a name that nobody has listed; digits a number; short ones an abbreviation.
        if !word.chars().all(|c| c.is_lowercase() || matches!(c, '\'' | '’' | '-')) || looked_up.chars().count() < 4 {
            return None;
        }
        let known = |part: &str| part.chars().count() < 4 || self.knows(part);
        if self.knows(looked_up) || self.knows(stem) || (looked_up.contains('-') && looked_up.split('-').all(known)) {
            return None;
        }
        if looked_up.contains(['\'', '-']) {
            return None;
        }
        Some(self.nearest(looked_up))
    }

    fn knows(&self, word: &str) -> bool {
        let allowed = |word: &str| {
            let metadata = self.dictionary.get_word_metadata_str(word);
            metadata.is_some_and(|found| found.dialects.is_dialect_enabled(harper_core::Dialect::American))
        };
        self.trade.contains(word) || self.dictionary.contains_word_str(word) && allowed(word)
    }

    fn nearest(&self, word: &str) -> (Vec<String>, bool) {
        let letters: Vec<char> = word.chars().collect();
        let mut near: Vec<(u32, bool, String)> = self
            .dictionary
            .fuzzy_match(&letters, 2, NEIGHBOURS)
            .into_iter()
            .filter(|found| found.metadata.dialects.is_dialect_enabled(harper_core::Dialect::American))
            .map(|found| {
                (distance(&letters, found.word), !found.metadata.common, found.word.iter().collect::<String>())
            })
            .filter(|(steps, _, found)| *steps <= 2 && found.chars().next().is_some_and(char::is_lowercase))
            .collect();
        near.sort();
        near.dedup_by(|a, b| a.2 == b.2);
        let alone = near.get(1).is_none_or(|(steps, ..)| *steps > 1);
        let slip = near.first().is_some_and(|(steps, _, found)| *steps == 1 && is_slip_of_the_hand(word, found));
        let safe = slip && alone && letters.len() >= LONG;
        (near.into_iter().take(OFFERED).map(|(_, _, found)| found).collect(), safe)
    }
}

fn slips() -> impl Iterator<Item = (&'static str, Slip)> {
    SLIPS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let (wrong, right) = line.trim().split_once(' ')?;
        let sure = !right.ends_with('?');
        Some((wrong, Slip { right: right.trim_end_matches('?'), sure }))
    })
}

/// The right word with the capitals of the wrong one.
fn in_case_of(wrong: &str, right: &str) -> String {
    let mut letters = wrong.chars().filter(|c| c.is_alphabetic());
    let (first, second) =
        (letters.next().is_some_and(char::is_uppercase), letters.next().is_some_and(char::is_uppercase));
    match (first, second) {
        (true, true) => right.to_uppercase(),
        (true, false) => {
            let mut chars = right.chars();
            chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
        }
        (false, _) => right.to_owned(),
    }
}

/// Two letters swapped, or one doubled that should not be, or the other way round: no other word was meant. Any other single
/// letter may make a word that the dictionary lacks ("northing") into another ("nothing").
fn is_slip_of_the_hand(wrong: &str, right: &str) -> bool {
    let once = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.dedup();
        letters
    };
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    once(wrong) == once(right) || sorted(wrong) == sorted(right)
}

/// Letters to change, add, leave out or swap with their neighbour.
fn distance(a: &[char], b: &[char]) -> u32 {
    let mut before: Vec<u32> = Vec::new();
    let mut above: Vec<u32> = (0..).take(b.len() + 1).collect();
    for (i, &x) in a.iter().enumerate() {
        let mut row = vec![above[0] + 1];
        for (j, &y) in b.iter().enumerate() {
            let mut least = (above[j] + u32::from(x != y)).min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && x == b[j - 1] && a[i - 1] == y {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut above, row);
    }
    above.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(word: &str) -> Vec<char> {
        word.chars().collect()
    }

    #[test]
    fn a_swap_is_one_step() {
        for (a, b, steps) in [
            ("recieve", "receive", 1),
            ("teh", "the", 1),
            ("vehical", "vehicle", 2),
            ("", "ab", 2),
            ("same", "same", 0),
        ] {
            assert_eq!(distance(&letters(a), &letters(b)), steps, "{a} {b}");
        }
    }

    #[test]
    fn only_swaps_and_doubles_are_slips_of_the_hand() {
        for (wrong, right) in [("alergic", "allergic"), ("rolllback", "rollback"), ("comrpessor", "compressor")] {
            assert!(is_slip_of_the_hand(wrong, right), "{wrong}");
        }
        for (wrong, right) in [("northing", "nothing"), ("unhear", "unheard"), ("rodded", "nodded")] {
            assert!(!is_slip_of_the_hand(wrong, right), "{wrong}");
        }
    }

    #[test]
    fn capitals_are_kept() {
        assert_eq!(in_case_of("Recieved", "received"), "Received");
        assert_eq!(in_case_of("RECIEVED", "received"), "RECEIVED");
        assert_eq!(in_case_of("im", "I'm"), "I'm");
    }

    #[test]
    fn what_slips_are_corrected_to_is_right() {
        let spelling = Spelling::new(crate::words::dictionary());
        let (mut seen, mut wrongly) = (HashSet::new(), Vec::new());
        for (wrong, slip) in slips() {
            let words = slip.right.split(' ').all(|word| spelling.knows(word));
            let doubtful = slip.sure && spelling.knows(wrong);
            if !seen.insert(wrong) || !words || doubtful {
                wrongly.push((wrong, slip.right, doubtful));
            }
        }
        assert!(wrongly.is_empty(), "listed twice, no word, or a word itself and not marked as doubtful: {wrongly:?}");
        assert!(seen.len() >= 250);
    }
}
