//! Two texts side by side, of which nobody knows how one became the other: the original against what stands now.

use std::ops::Range;

use detect::{Closed as _, Field};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::{Span, Text};

/// A place in which the two texts differ; empty on the side that has nothing there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Difference {
    pub from: Span,
    pub to: Span,
}

/// Where two texts differ, word by word, in the order of the text. A token in brackets counts as one word.
pub fn compare(from: &Text, to: &Text) -> Vec<Difference> {
    Field::ALL.iter().flat_map(|&field| in_field(field, from.get(field).as_str(), to.get(field).as_str())).collect()
}

/// The place in the second text that this place of the first one became. What was replaced in part is taken in as a whole.
pub fn carry(differences: &[Difference], span: Span) -> Span {
    let here = || differences.iter().filter(|difference| difference.from.field == span.field);
    let start = here()
        .find(|difference| difference.from.start <= span.start && span.start < difference.from.end)
        .map_or_else(|| moved(here(), span.start), |difference| difference.to.start);
    let end = here()
        .find(|difference| difference.from.start < span.end && span.end <= difference.from.end)
        .map_or_else(|| moved(here(), span.end), |difference| difference.to.end);
    Span::new(span.field, start..end.max(start))
}

/// A byte that stands in both texts: where it stands in the second one.
fn moved<'a>(differences: impl Iterator<Item = &'a Difference>, at: usize) -> usize {
    let before = differences.filter(|difference| difference.from.end <= at).last();
    before.map_or(at, |difference| at - difference.from.end + difference.to.end)
}

fn in_field(field: Field, from: &str, to: &str) -> Vec<Difference> {
    let (old, new) = (words(from), words(to));
    let (old_at, new_at) = (borders(&old), borders(&new));
    let ops = capture_diff_slices(Algorithm::Patience, &old, &new);
    let span = |at: &[usize], words: Range<usize>| {
        let byte = |word: usize| at.get(word).copied().unwrap_or_default();
        Span::new(field, byte(words.start)..byte(words.end))
    };
    let changed = ops.iter().filter(|op| !matches!(op, DiffOp::Equal { .. }));
    changed.map(|op| Difference { from: span(&old_at, op.old_range()), to: span(&new_at, op.new_range()) }).collect()
}

/// Words, spaces and signs, with every "[token]" in one piece.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('[') {
        let (before, from) = rest.split_at(open);
        let Some(close) = from.find([']', '\n']).filter(|&close| from.get(close..=close) == Some("]")) else {
            let (sign, after) = from.split_at(1);
            words.extend(before.split_word_bounds());
            words.push(sign);
            rest = after;
            continue;
        };
        let (token, after) = from.split_at(close + 1);
        words.extend(before.split_word_bounds());
        words.push(token);
        rest = after;
    }
    words.extend(rest.split_word_bounds());
    words
}

fn borders(words: &[&str]) -> Vec<usize> {
    let mut at = 0;
    let ends = words.iter().map(|word| {
        at += word.len();
        at
    });
    std::iter::once(0).chain(ends).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(summary: &str) -> Text {
        Text { summary: summary.into(), ..Text::default() }
    }

    fn shown(from: &str, to: &str) -> Vec<(String, String)> {
        let (from, to) = (text(from), text(to));
        let words = |text: &Text, span: Span| text.slice(span).unwrap().to_owned();
        compare(&from, &to).iter().map(|one| (words(&from, one.from), words(&to, one.to))).collect()
    }

    fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
        list.iter().map(|&(from, to)| (from.to_owned(), to.to_owned())).collect()
    }

    #[test]
    fn redactions_and_copy_edits_stand_apart() {
        let from = "Ofc. Marcus Delacroix-Pruitt recieved a call at 0315 hrs. He ran 👮 é.";
        let to = "[Officer 1] received a call [in the early morning]. He ran 👮 é.";
        let want = [
            ("Ofc. Marcus Delacroix-Pruitt", "[Officer 1]"),
            ("recieved", "received"),
            ("at 0315 hrs", "[in the early morning]"),
        ];
        assert_eq!(shown(from, to), pairs(&want));
        assert_eq!(shown("He ran.", "He ran."), []);
        assert_eq!(shown("", "Now"), pairs(&[("", "Now")]));
        assert_eq!(shown("an open [bracket", "an open [brace"), pairs(&[("bracket", "brace")]));
    }

    #[test]
    fn a_place_is_carried_over_with_all_of_what_it_became() {
        let cases = [
            ("the [Officer 1] ran off", "[Officer 1]", "the Ofc. Ruiz ran off", "Ofc. Ruiz"),
            ("the [Officer 1] ran off", "ran off", "the Ofc. Ruiz ran off", "ran off"),
            ("the [Officer 1] ran off", "[Officer 1] ran", "the Ofc. Ruiz ran off", "Ofc. Ruiz ran"),
            ("the [Officer 1] ran off", "the", "the Ofc. Ruiz ran off", "the"),
            ("He ran home.", "ran home", "Yesterday he ran to his home.", "ran to his home"),
            ("é 👮 saw it", "saw", "she é 👮 saw it all", "saw"),
        ];
        for (from, part, to, want) in cases {
            let at = from.find(part).unwrap();
            let differences = compare(&text(from), &text(to));
            let carried = carry(&differences, Span::new(Field::Summary, at..at + part.len()));
            assert_eq!(text(to).slice(carried), Some(want), "{part} of {from}");
        }
    }

    #[test]
    fn every_place_carried_is_a_place_of_the_text() {
        let (from, to) = (text("é [a b] 👮, c.\n\nd [e"), text("[a b] é é 👮 x\n\n[e] d"));
        let differences = compare(&from, &to);
        let borders: Vec<usize> =
            (0..=from.summary.as_str().len()).filter(|&at| from.summary.as_str().is_char_boundary(at)).collect();
        for &start in &borders {
            for &end in borders.iter().filter(|&&end| end >= start) {
                let carried = carry(&differences, Span::new(Field::Summary, start..end));
                assert!(to.slice(carried).is_some(), "{start}..{end} became {carried:?}");
            }
        }
    }
}
