//! The meaning check: an edit that is no redaction, and yet changes a number, a quantity or a negation, wants a second look.

use std::ops::Range;

use detect::{Class, Closed as _, Field, closed_enum};

use crate::assess::Judged;
use crate::diff::Hunk;
use crate::trace::Trace;
use crate::{Act, Private, Span, Text};

mod words;

pub use words::is_kept;

closed_enum! {
    /// What an edit changed besides the language.
    Matter { Number = "number", Quantity = "quantity", Negation = "negation" }
}

/// An edit, or neighbouring edits of one sentence, after which the report says something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub base: Span,
    /// Where it stands now; empty if words only went.
    pub current: Span,
    pub removed: Private,
    pub inserted: Private,
    pub matters: Vec<Matter>,
    /// What a confirmation names: the change and a word on each side.
    pub around: Span,
    /// The reviewer has said "I meant that", and it stands as it did then.
    pub confirmed: bool,
}

/// Bytes between two edits of one sentence up to which they are judged together: a word may have moved from one to the other.
const NEAR: usize = 60;

/// Every change of meaning from the base to the current text, in order.
///
/// What was typed over a finding is a redaction by hand, and what stands in house brackets is one; text that the author left
/// empty, as a title, changes nothing that he said.
///
/// `confirmed`: places of the current text that were confirmed and stand as they did then.
pub(crate) fn changes(
    base: &Text,
    trace: &Trace,
    hunks: &[Hunk],
    findings: &[Judged],
    confirmed: &[Span],
) -> Vec<Change> {
    let mut found = Vec::new();
    for &field in Field::ALL {
        if base.get(field).is_blank() {
            continue;
        }
        let hunks: Vec<&Hunk> = hunks.iter().filter(|hunk| hunk.current.field == field).collect();
        let (old, new) = (base.get(field).as_str(), trace.text().get(field).as_str());
        let masked = mask_findings(old, field, trace, findings);
        let say = |base: &Range<usize>, current: &Range<usize>| {
            let after = slice(new, current);
            // Typed over with the same number in another spelling: nothing changed, finding or not.
            if words::is_kept(slice(old, base), after) {
                Vec::new()
            } else {
                words::changed(slice(&masked, base), after)
            }
        };
        for group in groups(old, &hunks) {
            let all = |hunks: &[&Hunk]| {
                let (first, last) = (hunks.first()?, hunks.last()?);
                Some((first.base.start..last.base.end, first.current.start..last.current.end))
            };
            let Some(whole) = all(&group).filter(|(from, to)| !say(from, to).is_empty()) else { continue };
            // The slips that were put right beside it are no part of the question.
            let alone = |hunk: &&Hunk| !say(&hunk.base.range(), &hunk.current.range()).is_empty();
            let begin = group.iter().position(alone);
            let end = group.iter().rposition(alone);
            let narrow = begin.zip(end).and_then(|(begin, end)| all(group.get(begin..=end)?));
            let (from, to) = narrow.filter(|(from, to)| !say(from, to).is_empty()).unwrap_or(whole);
            let matters = say(&from, &to);
            let current = Span::new(field, to.clone());
            found.push(Change {
                base: Span::new(field, from.clone()),
                current,
                removed: slice(old, &from).into(),
                inserted: slice(new, &to).into(),
                matters,
                around: Span::new(field, widened(new, &to)),
                confirmed: confirmed.iter().any(|span| span.contains(&current)),
            });
        }
    }
    found
}

/// Typing, in stretches that are judged together: the same sentence, and no redaction between.
fn groups<'a>(old: &str, hunks: &[&'a Hunk]) -> Vec<Vec<&'a Hunk>> {
    let mut groups: Vec<Vec<&Hunk>> = Vec::new();
    let mut before: Option<&Hunk> = None;
    for &hunk in hunks {
        let typed = hunk.act == Act::CopyEdit;
        let joins = before.filter(|last| last.act == Act::CopyEdit).is_some_and(|last| {
            let between = old.get(last.base.end..hunk.base.start).unwrap_or_default();
            between.len() <= NEAR && !between.contains(['.', '!', '?', '\n'])
        });
        match groups.last_mut() {
            Some(group) if typed && joins => group.push(hunk),
            _ if typed => groups.push(vec![hunk]),
            _ => {}
        }
        before = Some(hunk);
    }
    groups
}

/// The base, with blanks where a finding was typed over: its number had to go.
fn mask_findings(old: &str, field: Field, trace: &Trace, findings: &[Judged]) -> String {
    let mut bytes = old.as_bytes().to_vec();
    let gone = findings.iter().filter(|judged| {
        !judged.fresh
            && judged.anchor.span.field == field
            && judged.finding.class != Class::Les
            && trace.taken_by(judged.anchor.span).is_some()
    });
    for judged in gone {
        if let Some(part) = bytes.get_mut(judged.anchor.span.range()) {
            part.fill(b' ');
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| old.to_owned())
}

fn slice<'a>(text: &'a str, range: &Range<usize>) -> &'a str {
    text.get(range.clone()).unwrap_or_default()
}

/// The range and a word on each side of it, in its own line if there is one.
fn widened(text: &str, range: &Range<usize>) -> Range<usize> {
    let head = text.get(..range.start).unwrap_or_default();
    let tail = text.get(range.end..).unwrap_or_default();
    let blank = |c: char| c.is_whitespace();
    let trimmed = head.trim_end();
    let start = trimmed
        .rfind(blank)
        .map_or(0, |at| at + trimmed.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    let skipped = tail.len() - tail.trim_start().len();
    let word = tail.trim_start();
    start..range.end + skipped + word.find(blank).unwrap_or(word.len())
}
