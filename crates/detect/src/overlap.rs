//! The one policy for findings that overlap.
//!
//! 1. Findings of one class that overlap become one: its score and reasons are those of the surer one.
//! 2. Between classes the longest wins, then the surer, then the one whose class comes first in the vocabulary, then the
//!    earlier. What the loser covered beyond the winner stays as a finding of its own, if it has a letter or digit: what
//!    somebody found suspicious never goes unmarked for having been cut.
//! 3. At the very end, places with nothing but a joint between them ("Elm and 5th", "US 6 at Dale Curve") are one, and a
//!    business that goes by a possessive ("at Lou's.") keeps it: what is annotated in one piece is covered in one piece.
//! 3. `UNIQUE` and `LES` give way: identifiers are settled as if there were no phrases, and every identifier inside a phrase
//!    stays a finding of its own. Each stretch of the phrase before, between and after them that has three words or more
//!    is a finding. `LES` gives way to `UNIQUE` in the same way. So a phrase never hides or changes an identifier, and no tactic, which
//!    stage one is not shown, hides a phrase that stage one has to decide.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::Class;
use crate::text::{Candidate, Text};
use crate::words;

pub(crate) fn resolve(text: &Text<'_>, found: Vec<Candidate>) -> Vec<Candidate> {
    let mut found = join_same_class(found);
    found.sort_by(|a, b| {
        b.range
            .len()
            .cmp(&a.range.len())
            .then(b.score.total_cmp(&a.score))
            .then(a.class.cmp(&b.class))
            .then(a.range.start.cmp(&b.range.start))
    });
    let mut taken: BTreeMap<usize, Candidate> = BTreeMap::new();
    for candidate in found {
        for piece in uncovered(&taken, candidate.range.clone()) {
            let whole = piece == candidate.range;
            let Some(piece) = (if whole { Some(piece) } else { trim(text, piece) }) else { continue };
            let mut part = candidate.clone();
            part.range = piece;
            if !whole {
                part.why.lowered.push("part of it belongs to another finding");
            }
            taken.insert(part.range.start, part);
        }
    }
    taken.into_values().collect()
}

/// A phrase's stretch with fewer words says nothing any more.
const WORDS: usize = 3;

/// Puts phrases (`UNIQUE`, `LES`) beside settled identifiers, cut where they meet.
pub(crate) fn beside(text: &Text<'_>, identifiers: Vec<Candidate>, phrases: Vec<Candidate>) -> Vec<Candidate> {
    if phrases.is_empty() {
        return identifiers;
    }
    let mut taken: BTreeMap<usize, Candidate> = identifiers.into_iter().map(|c| (c.range.start, c)).collect();
    for phrase in phrases {
        for piece in uncovered(&taken, phrase.range.clone()) {
            let whole = piece == phrase.range;
            let Some(piece) = (if whole { Some(piece) } else { trim(text, piece) }) else { continue };
            let mut part = phrase.clone();
            part.range = piece;
            if !whole {
                if text.get(part.range.clone()).split_whitespace().count() < WORDS {
                    continue;
                }
                part.why.lowered.push("part of it belongs to another finding");
            }
            taken.insert(part.range.start, part);
        }
    }
    taken.into_values().collect()
}

/// Settled findings of one text, with places joined and possessives of businesses whole.
pub(crate) fn whole(text: &Text<'_>, found: Vec<Candidate>) -> Vec<Candidate> {
    let mut out: Vec<Candidate> = Vec::with_capacity(found.len());
    for mut candidate in found {
        if is_premises(text, &candidate) {
            candidate.range.end += text.right(candidate.range.end, 8).find(['s', 'S']).map_or(0, |i| i + 1);
        }
        match out.last_mut() {
            Some(last)
                if last.class == Class::Location
                    && candidate.class == Class::Location
                    && text.s.get(last.range.end..candidate.range.start).is_some_and(is_joint) =>
            {
                last.range.end = candidate.range.end;
                last.score = last.score.min(candidate.score);
            }
            Some(_) | None => out.push(candidate),
        }
    }
    out
}

fn is_joint(between: &str) -> bool {
    matches!(between, " and " | " & " | ", " | "/" | " / " | " at " | " of " | " by " | " AND " | " AT " | " OF ")
}

/// "at Lou's." is a place to eat: a preposition before the name, nothing owned after it.
fn is_premises(text: &Text<'_>, candidate: &Candidate) -> bool {
    if !matches!(candidate.class, Class::Person | Class::Org | Class::Location | Class::Agency) {
        return false;
    }
    let tail = text.right(candidate.range.end, 8);
    let Some(after) = ["'s", "’s", "'S", "’S"].iter().find_map(|ending| tail.strip_prefix(ending)) else {
        return false;
    };
    let word = words::last_word(text.left(candidate.range.start, 16).trim_end());
    after.chars().next().is_none_or(|c| c.is_ascii_punctuation() || c == '\n')
        && words::is_one_of(
            word,
            &["at", "to", "from", "behind", "by", "of", "near", "in", "into", "outside", "past", "the"],
        )
}

fn join_same_class(mut found: Vec<Candidate>) -> Vec<Candidate> {
    found.sort_by(|a, b| {
        a.class.cmp(&b.class).then(a.range.start.cmp(&b.range.start)).then(b.range.end.cmp(&a.range.end))
    });
    let mut out: Vec<Candidate> = Vec::with_capacity(found.len());
    for candidate in found {
        match out.last_mut() {
            Some(last) if last.class == candidate.class && candidate.range.start < last.range.end => {
                let range = last.range.start..last.range.end.max(candidate.range.end);
                if candidate.score > last.score {
                    *last = candidate;
                }
                last.range = range;
            }
            Some(_) | None => out.push(candidate),
        }
    }
    out
}

/// The stretches of a range that no taken finding covers.
fn uncovered(taken: &BTreeMap<usize, Candidate>, range: Range<usize>) -> Vec<Range<usize>> {
    let mut at = range.start;
    if let Some((_, before)) = taken.range(..=range.start).next_back() {
        at = at.max(before.range.end);
    }
    let mut out = Vec::new();
    for (start, next) in taken.range(range.start..range.end) {
        if at < *start {
            out.push(at..*start);
        }
        at = at.max(next.range.end);
    }
    if at < range.end {
        out.push(at..range.end);
    }
    out
}

/// Without the blanks and punctuation at its ends; `None` if nothing but function words is left.
fn trim(text: &Text<'_>, piece: Range<usize>) -> Option<Range<usize>> {
    let s = text.get(piece.clone());
    let left = s.trim_start_matches(|c: char| !c.is_alphanumeric());
    let start = piece.end - left.len();
    let inner = left.trim_end_matches(|c: char| !c.is_alphanumeric());
    let range = start..start + inner.len();
    let worth =
        inner.split_whitespace().any(|w| !crate::lexicon::is_never(w.trim_matches(|c: char| !c.is_alphanumeric())));
    (!inner.is_empty() && worth && text.bounded(&range)).then_some(range)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Field, Why};

    fn candidate(range: Range<usize>, class: Class, score: f32) -> Candidate {
        Candidate {
            range,
            class,
            score,
            why: Why { recogniser: "test", matched: "a test", raised: Vec::new(), lowered: Vec::new() },
        }
    }

    fn resolved(s: &str, found: Vec<Candidate>) -> Vec<(Range<usize>, Class)> {
        resolve(&Text::new(Field::Summary, s), found).into_iter().map(|c| (c.range, c.class)).collect()
    }

    #[test]
    fn longest_then_score_then_class() {
        let s = "0123456789 0123456789";
        assert_eq!(
            resolved(s, vec![candidate(0..4, Class::Ssn, 0.99), candidate(0..10, Class::CaseId, 0.4)]),
            [(0..10, Class::CaseId)]
        );
        assert_eq!(
            resolved(s, vec![candidate(0..10, Class::CaseId, 0.4), candidate(0..10, Class::Phone, 0.9)]),
            [(0..10, Class::Phone)]
        );
        assert_eq!(
            resolved(s, vec![candidate(0..10, Class::Vin, 0.5), candidate(0..10, Class::Badge, 0.5)]),
            [(0..10, Class::Badge)]
        );
    }

    #[test]
    fn phrases_give_way_to_identifiers() {
        let s = "after 0200 hrs one car covers all of Mill Creek, and no backup nearby";
        let text = Text::new(Field::Summary, s);
        let identifiers = vec![candidate(6..14, Class::Time, 0.4), candidate(37..47, Class::Location, 0.4)];
        let found = beside(&text, identifiers, vec![candidate(0..s.len(), Class::Les, 0.9)]);
        let found: Vec<_> = found.into_iter().map(|c| (text.get(c.range), c.class)).collect();
        assert_eq!(
            found,
            [
                ("0200 hrs", Class::Time),
                ("one car covers all of", Class::Les),
                ("Mill Creek", Class::Location),
                ("and no backup nearby", Class::Les)
            ]
        );
    }

    #[test]
    fn one_class_is_joined_and_a_cut_rest_stays() {
        let s = "alpha bravo charlie delta";
        assert_eq!(
            resolved(s, vec![candidate(0..11, Class::Date, 0.5), candidate(6..19, Class::Date, 0.9)]),
            [(0..19, Class::Date)]
        );
        assert_eq!(
            resolved(s, vec![candidate(0..19, Class::Org, 0.5), candidate(12..25, Class::Person, 0.9)]),
            [(0..19, Class::Org), (20..25, Class::Person)]
        );
    }

    #[test]
    fn places_are_joined_and_premises_are_whole() {
        let s = "on Elm and 5th, then Main. We ate at Lou's. Lou's car.";
        let found = vec![
            candidate(3..6, Class::Location, 0.9),
            candidate(11..14, Class::Location, 0.8),
            candidate(21..25, Class::Location, 0.8),
            candidate(37..40, Class::Person, 0.8),
            candidate(44..47, Class::Person, 0.8),
        ];
        let ranges: Vec<_> = whole(&Text::new(Field::Summary, s), found).into_iter().map(|c| c.range).collect();
        assert_eq!(ranges, [3..14, 21..25, 37..42, 44..47]);
    }
}
