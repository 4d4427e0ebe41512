//! The diff from the base to the current text, word by word, split where one decision ends and the next begins.

use std::ops::Range;

use detect::{Class, Closed as _, Field};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::trace::{Gap, Trace};
use crate::{Act, Action, Private, Reason, Span, Text};

/// One difference. The screen, the change record and the server show the same ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hunk {
    /// Place in the base; empty for an insertion.
    pub base: Span,
    /// Place in the current text; empty for a deletion.
    pub current: Span,
    pub act: Act,
    pub reason: Reason,
    pub class: Option<Class>,
    pub removed: Private,
    pub inserted: Private,
    /// The actions that made it, by their place in the history, in order.
    pub by: Vec<usize>,
    /// The whole stretch of base and current text that it was compared in.
    pub within: (Span, Span),
}

/// A redaction stands as one hunk; what was typed is compared word by word.
pub fn hunks(base: &Text, trace: &Trace, actions: &[Action]) -> Vec<Hunk> {
    Field::ALL.iter().flat_map(|&field| field_hunks(base, trace, actions, field)).collect()
}

/// A stretch of both texts, and the action that changed it.
struct Stretch {
    base: Range<usize>,
    current: Range<usize>,
    /// The redaction, or none for typing.
    redaction: Option<usize>,
}

fn field_hunks(base: &Text, trace: &Trace, actions: &[Action], field: Field) -> Vec<Hunk> {
    let (old, new) = (base.get(field).as_str(), trace.text().get(field).as_str());
    let gaps = trace.gaps(field);
    let mut stretches: Vec<Stretch> = Vec::new();
    for (index, gap) in gaps.iter().enumerate() {
        // How much of the base stands between this gap and its neighbours: typing is shown by whole words, within that.
        let before = gap.base.start - index.checked_sub(1).map_or(0, |i| gaps[i].base.end);
        let after = gaps.get(index + 1).map_or(old.len(), |next| next.base.start) - gap.base.end;
        for stretch in split(gap, actions) {
            let stretch = if stretch.redaction.is_none() { widen(stretch, gap, old, before, after) } else { stretch };
            match stretches.last_mut() {
                Some(last) if last.base.end > stretch.base.start || last.current.end > stretch.current.start => {
                    last.base.end = last.base.end.max(stretch.base.end);
                    last.current.end = last.current.end.max(stretch.current.end);
                    last.redaction = last.redaction.or(stretch.redaction);
                }
                _ => stretches.push(stretch),
            }
        }
    }
    let mut hunks: Vec<Hunk> =
        stretches.into_iter().flat_map(|stretch| label(stretch, field, old, new, actions)).collect();
    hunks.iter_mut().for_each(|hunk| hunk.by = makers(hunk, gaps));
    hunks
}

/// Whose bytes went and came in a hunk. The gaps stand in order, so that only those near it are looked at.
fn makers(hunk: &Hunk, gaps: &[Gap]) -> Vec<usize> {
    let (base, current) = (hunk.base.range(), hunk.current.range());
    let meets = |part: &Range<usize>, whole: &Range<usize>| part.start < whole.end && whole.start < part.end;
    let near = |place: fn(&Gap) -> &Range<usize>, range: &Range<usize>| {
        let (first, end) = (gaps.partition_point(|gap| place(gap).end <= range.start), range.end);
        gaps.iter().skip(first).take_while(move |gap| place(gap).start < end)
    };
    let gone = near(|gap| &gap.base, &base).flat_map(|gap| &gap.gone).filter(|(range, _)| meets(range, &base));
    let new = near(|gap| &gap.current, &current).flat_map(|gap| &gap.new).filter(|(range, _)| meets(range, &current));
    let mut by: Vec<usize> = gone.chain(new).map(|(_, action)| *action).collect();
    by.sort_unstable();
    by.dedup();
    by
}

/// Cuts a gap into the redactions in it and the typing around them.
fn split(gap: &Gap, actions: &[Action]) -> Vec<Stretch> {
    let redaction = |index: usize| actions.get(index).is_some_and(|action| action.act.is_redaction()).then_some(index);
    let mut parts: Vec<Stretch> = Vec::new();
    let (mut gone, mut new) = (gap.gone.iter().peekable(), gap.new.iter().peekable());
    let (mut base, mut current) = (gap.base.start, gap.current.start);
    // Each turn takes all that one owner has next on both sides: the redaction that comes first, or else the typing.
    while gone.peek().is_some() || new.peek().is_some() {
        let owner = match (gone.peek(), new.peek()) {
            (Some((_, g)), Some((_, n))) => redaction(*n).or_else(|| redaction(*g)),
            (Some((_, g)), None) => redaction(*g),
            (None, Some((_, n))) => redaction(*n),
            (None, None) => None,
        };
        let (from_base, from_current) = (base, current);
        let mine = |action: usize| redaction(action) == owner;
        while let Some((range, _)) = gone.next_if(|(_, action)| mine(*action)) {
            base = range.end;
        }
        while let Some((range, _)) = new.next_if(|(_, action)| mine(*action)) {
            current = range.end;
        }
        parts.push(Stretch { base: from_base..base, current: from_current..current, redaction: owner });
    }
    parts
}

/// Typing is shown by whole words: takes in the rest of the word on both sides, which is the same in both texts.
fn widen(stretch: Stretch, gap: &Gap, old: &str, before: usize, after: usize) -> Stretch {
    let word = |c: char| c.is_alphanumeric() || c == '\'' || c == '’';
    let mut stretch = stretch;
    if stretch.base.start == gap.base.start && stretch.current.start == gap.current.start {
        let head = old.get(gap.base.start - before..gap.base.start).unwrap_or_default();
        let taken: usize = head.chars().rev().take_while(|&c| word(c)).map(char::len_utf8).sum();
        stretch.base.start -= taken;
        stretch.current.start -= taken;
    }
    if stretch.base.end == gap.base.end && stretch.current.end == gap.current.end {
        let tail = old.get(gap.base.end..gap.base.end + after).unwrap_or_default();
        let taken: usize = tail.chars().take_while(|&c| word(c)).map(char::len_utf8).sum();
        stretch.base.end += taken;
        stretch.current.end += taken;
    }
    stretch
}

fn label(stretch: Stretch, field: Field, old: &str, new: &str, actions: &[Action]) -> Vec<Hunk> {
    let within = (Span::new(field, stretch.base.clone()), Span::new(field, stretch.current.clone()));
    let hunk = |base: Range<usize>, current: Range<usize>, act, reason, class| Hunk {
        removed: old.get(base.clone()).unwrap_or_default().into(),
        inserted: new.get(current.clone()).unwrap_or_default().into(),
        base: Span::new(field, base),
        current: Span::new(field, current),
        act,
        reason,
        class,
        by: Vec::new(),
        within,
    };
    if let Some(action) = stretch.redaction.and_then(|index| actions.get(index)) {
        return vec![hunk(stretch.base, stretch.current, action.act, action.reason, action.class)];
    }
    let (old_words, new_words) = (words(old, &stretch.base), words(new, &stretch.current));
    let offsets = |words: &[&str], from: usize| -> Vec<usize> {
        let mut at = from;
        let starts = words.iter().map(|word| {
            at += word.len();
            at
        });
        std::iter::once(from).chain(starts).collect()
    };
    let (old_at, new_at) = (offsets(&old_words, stretch.base.start), offsets(&new_words, stretch.current.start));
    // A word for a word, or for none, has one difference at most.
    if old_words.len() <= 1 && new_words.len() <= 1 {
        let reason = copy_edit_reason(&old_words, &new_words);
        let whole = hunk(stretch.base, stretch.current, Act::CopyEdit, reason, None);
        return Some(whole).filter(|_| old_words != new_words).into_iter().collect();
    }
    let ops = capture_diff_slices(Algorithm::Patience, &old_words, &new_words);
    ops.iter()
        .filter(|op| !matches!(op, DiffOp::Equal { .. }))
        .map(|op| {
            let (o, n) = (op.old_range(), op.new_range());
            let reason = copy_edit_reason(&old_words[o.clone()], &new_words[n.clone()]);
            hunk(old_at[o.start]..old_at[o.end], new_at[n.start]..new_at[n.end], Act::CopyEdit, reason, None)
        })
        .collect()
}

fn words<'t>(text: &'t str, range: &Range<usize>) -> Vec<&'t str> {
    text.get(range.clone()).unwrap_or_default().split_word_bounds().collect()
}

/// From this share of equal letters on, two spellings are taken for the same word.
const SAME_WORD: f32 = 0.6;

/// Spelling, punctuation, spaces and capitals are language; other words are a matter of clarity.
fn copy_edit_reason(old: &[&str], new: &[&str]) -> Reason {
    let letters = |words: &[&str]| -> Vec<char> {
        let letters = words.iter().flat_map(|word| word.chars()).filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    if equal_letters(&letters(old), &letters(new)) >= SAME_WORD { Reason::Language } else { Reason::Clarity }
}

/// The share of letters that two words have in common in the same order.
fn equal_letters(old: &[char], new: &[char]) -> f32 {
    let shorter = old.len().min(new.len());
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let tail = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
    // Mostly one is the other with letters put in at one place.
    let common = if head + tail >= shorter {
        shorter
    } else {
        let ops = capture_diff_slices(Algorithm::Myers, old, new);
        let equal = ops.iter().filter(|op| matches!(op, DiffOp::Equal { .. }));
        equal.map(|op| op.old_range().len()).sum()
    };
    let both = old.len() + new.len();
    #[expect(clippy::cast_precision_loss, reason = "the letters of a few words")]
    let share = (2 * common) as f32 / both as f32;
    if both == 0 { 1.0 } else { share }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Splice;

    fn action(act: Act, class: Option<Class>, splices: &[(usize, &str, &str)]) -> Action {
        let splices = splices.iter().map(|&(at, removed, inserted)| Splice {
            field: Field::Summary,
            at,
            removed: removed.into(),
            inserted: inserted.into(),
        });
        let reason = if act == Act::CopyEdit { Reason::Language } else { Reason::Identifying };
        Action { act, reason, class, splices: splices.collect(), ..Action::default() }
    }

    fn shown(summary: &str, actions: &[Action]) -> Vec<(Act, String, String)> {
        let base = Text { summary: summary.into(), ..Text::default() };
        let trace = Trace::replay(&base, actions).unwrap();
        let hunks = hunks(&base, &trace, actions);
        for hunk in &hunks {
            assert_eq!(base.slice(hunk.base), Some(hunk.removed.as_str()));
            assert_eq!(trace.text().slice(hunk.current), Some(hunk.inserted.as_str()));
        }
        hunks.into_iter().map(|h| (h.act, h.removed.into_exposed(), h.inserted.into_exposed())).collect()
    }

    fn is(act: Act, removed: &str, inserted: &str) -> (Act, String, String) {
        (act, removed.to_owned(), inserted.to_owned())
    }

    #[test]
    fn typing_is_shown_by_whole_words() {
        let actions = [action(Act::CopyEdit, None, &[(9, "al", "le")])];
        assert_eq!(shown("The vehical stopped", &actions), [is(Act::CopyEdit, "vehical", "vehicle")]);
    }

    #[test]
    fn neighbouring_decisions_stay_apart() {
        let actions = [
            action(Act::Replace, Some(Class::Person), &[(0, "Ruiz", "[Officer 1]")]),
            action(Act::Drop, Some(Class::Badge), &[(11, " 4471", "")]),
            action(Act::CopyEdit, None, &[(11, "", " quickly")]),
        ];
        let want =
            [is(Act::Replace, "Ruiz", "[Officer 1]"), is(Act::Drop, " 4471", ""), is(Act::CopyEdit, "", " quickly")];
        let mut got = shown("Ruiz 4471 ran", &actions);
        got.sort_by_key(|(act, ..)| *act);
        assert_eq!(got, want);
    }

    #[test]
    fn a_redaction_inside_a_typed_word_is_not_lost() {
        let actions = [
            action(Act::CopyEdit, None, &[(4, "", " Lee")]),
            action(Act::Replace, Some(Class::Person), &[(5, "Lee", "[Officer 2]")]),
        ];
        let got = shown("with us", &actions);
        assert!(got.contains(&is(Act::Replace, "", "[Officer 2]")), "{got:?}");
    }

    #[test]
    fn letters_in_common_are_counted_as_the_library_does() {
        let words = ["", "a", "vehical", "vehicle", "vehicles", "stopped", "aab", "aaab", "baaa", "één", "ab", "ba"];
        for (one, other) in words.iter().flat_map(|one| words.iter().map(move |other| (one, other))) {
            let letters = |word: &str| word.chars().collect::<Vec<char>>();
            let want = similar::TextDiff::from_chars(*one, *other).ratio();
            assert!((equal_letters(&letters(one), &letters(other)) - want).abs() < 1e-6, "{one} {other}");
        }
    }

    #[test]
    fn no_edit_no_hunk() {
        assert_eq!(shown("Nothing to see", &[]), []);
    }
}
