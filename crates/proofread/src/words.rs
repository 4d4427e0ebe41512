//! Words: how a text is cut into them, which belong to the trade, and what stands in the reviewers' brackets.

use std::ops::Range;
use std::sync::Arc;

use harper_core::WordMetadata;
use harper_core::spell::{FstDictionary, MergedDictionary, MutableDictionary};

/// Ranks, gear and jargon; `#` begins a comment.
const POLICE: &str = include_str!("../data/police.txt");

/// Words of a text with their places: letters, with apostrophes and hyphens between them.
pub fn words(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let tail = text.get(rest..)?;
        let start = rest + tail.find(char::is_alphanumeric)?;
        let word = text.get(start..)?;
        let joins = |c: char| matches!(c, '\'' | '’' | '-');
        let mut end = word.find(|c: char| !c.is_alphanumeric() && !joins(c)).unwrap_or(word.len());
        end = word.get(..end)?.trim_end_matches(joins).len();
        rest = start + end;
        Some((start..rest, text.get(start..rest)?))
    })
}

/// A word as it is looked up: lower case, straight apostrophe.
pub fn plain(word: &str) -> String {
    word.to_lowercase().replace('’', "'")
}

/// What the reviewers put in brackets: opaque, whatever is written in it.
pub fn house_tokens(text: &str) -> Vec<Range<usize>> {
    let mut tokens = Vec::new();
    let mut open = None;
    for (at, c) in text.char_indices() {
        match c {
            '[' => open = Some(at),
            ']' => tokens.extend(open.take().map(|start: usize| start..at + 1)),
            '\n' => open = None,
            _ => {}
        }
    }
    tokens
}

/// American English and the words of the trade.
pub fn dictionary() -> Arc<MergedDictionary> {
    let mut police = MutableDictionary::new();
    for word in police_words() {
        police.append_word_str(word, WordMetadata::default());
    }
    let mut all = MergedDictionary::new();
    all.add_dictionary(FstDictionary::curated());
    all.add_dictionary(Arc::new(police));
    Arc::new(all)
}

pub fn police_words() -> impl Iterator<Item = &'static str> {
    POLICE.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_apostrophes_and_hyphens() {
        let found: Vec<&str> = words("He didn’t re-holster, 'twas é-mail's end-").map(|(_, word)| word).collect();
        assert_eq!(found, ["He", "didn’t", "re-holster", "twas", "é-mail's", "end"]);
    }

    #[test]
    fn tokens_end_with_their_line() {
        assert_eq!(house_tokens("a [b] [c\n] [[d]"), [2..5, 12..15]);
    }

    #[test]
    fn the_words_of_the_trade_are_listed_once() {
        let mut seen = std::collections::HashSet::new();
        let twice: Vec<&str> = police_words().filter(|word| !seen.insert(*word)).collect();
        assert!(twice.is_empty() && seen.len() >= 100, "{twice:?}");
    }
}
