//! The one policy for findings that overlap.
//!
//! 0. What the tagger guesses across the edge of something that a recogniser has read exactly (a date, a time, a number by
//!    its form) ends at that edge.
//! 1. Findings of one class that overlap become one: its score and reasons are those of the surer one.
//! 2. Between classes the longest wins, then the surer, then the one whose class comes first in the vocabulary, then the
//!    earlier. What the loser covered beyond the winner stays as a finding of its own, if it has a letter or digit: what
//!    somebody found suspicious never goes unmarked for having been cut.
//! 3. At the very end, places with nothing but a joint between them ("Elm and 5th", "US 6 at Dale Curve") are one, a place
//!    keeps the word for what it is ("Lipan Street viaduct"), and a business that goes by a possessive ("at Lou's.") keeps
//!    it: what is annotated in one piece is covered in one piece.
//! 4. `UNIQUE` and `LES` give way: identifiers are settled as if there were no phrases, and every identifier inside a phrase
//!    stays a finding of its own. Each stretch of the phrase before, between and after them that has three words or more
//!    is a finding. `LES` gives way to `UNIQUE` in the same way. So a phrase never hides or changes an identifier, and no tactic, which
//!    stage one is not shown, hides a phrase that stage one has to decide.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::Class;
use crate::text::{Candidate, Text};
use crate::{lexicon, tagger, words};

pub(crate) fn resolve(text: &Text<'_>, found: Vec<Candidate>) -> Vec<Candidate> {
    let mut found = join_same_class(without_ragged_ends(text, found));
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

/// Whether a recogniser has read it to the letter: its form tells where it begins and ends.
fn is_exact(c: &Candidate) -> bool {
    let formed = c.class.is_proved_by_form() || matches!(c.class, Class::Date | Class::Time | Class::Age);
    formed && c.score >= EXACT && c.why.recogniser != tagger::NAME
}

/// What a recogniser with such a score has read is no guess.
const EXACT: f32 = 0.85;

/// Cuts the tagger's findings where they cross the edge of an exact one ("9, 2026 at 0214 hrs" beside "October 9, 2026"), and
/// takes small words from the ends of those that hold one.
fn without_ragged_ends(text: &Text<'_>, mut found: Vec<Candidate>) -> Vec<Candidate> {
    let exact: Vec<(Range<usize>, Class)> =
        found.iter().filter(|c| is_exact(c)).map(|c| (c.range.clone(), c.class)).collect();
    if exact.is_empty() {
        return found;
    }
    found.retain_mut(|c| {
        if c.why.recogniser != tagger::NAME {
            return true;
        }
        let mut rest = c.range.clone();
        for (e, _) in &exact {
            let crosses = e.start < rest.end && rest.start < e.end;
            if crosses && e.start < rest.start && e.end < rest.end {
                rest.start = e.end;
            } else if crosses && e.start > rest.start && e.end > rest.end {
                rest.end = e.start;
            }
        }
        let cut = rest != c.range;
        let small = |s: &str| {
            s.split_whitespace().all(|w| lexicon::is_function(w.trim_matches(|c: char| !c.is_alphanumeric())))
        };
        for (e, _) in exact.iter().filter(|(_, class)| *class == c.class) {
            if rest.start < e.start && e.end <= rest.end && small(text.get(rest.start..e.start)) {
                rest.start = e.start;
            }
            if rest.start <= e.start && e.end < rest.end && small(text.get(e.end..rest.end)) {
                rest.end = e.end;
            }
        }
        if cut && (rest.is_empty() || small(text.get(rest.clone()))) {
            return false;
        }
        match if rest == c.range { Some(rest) } else { trim(text, rest) } {
            Some(rest) => c.range = rest,
            None => return false,
        }
        true
    });
    found
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
    let mut found = found.into_iter().peekable();
    while let Some(mut candidate) = found.next() {
        if is_premises(text, &candidate) {
            candidate.range.end += text.right(candidate.range.end, 8).find(['s', 'S']).map_or(0, |i| i + 1);
        }
        if candidate.class == Class::Location {
            let limit = found.peek().map_or(text.s.len(), |next| next.range.start);
            candidate.range.end = Some(with_feature(text, candidate.range.end))
                .filter(|end| *end <= limit)
                .unwrap_or(candidate.range.end);
        }
        match out.last_mut() {
            Some(last)
                if last.class == Class::Location
                    && candidate.class == Class::Location
                    && text.s.get(last.range.end..candidate.range.start).is_some_and(|between| {
                        is_joint(between) || between == " on " && is_mile(text.get(last.range.clone()))
                    }) =>
            {
                last.range.end = candidate.range.end;
                last.score = last.score.min(candidate.score);
            }
            Some(_) | None => out.push(candidate),
        }
    }
    out
}

/// "Milepost 8 on BIA Route 125": a mile of a road.
fn is_mile(place: &str) -> bool {
    let first = place.split(' ').next().unwrap_or_default();
    words::listed(first, "milepost mile mm mp exit")
}

fn is_joint(between: &str) -> bool {
    const JOINTS: &[&str] = &[
        " and ",
        " & ",
        ", ",
        "/",
        " / ",
        " at ",
        " of ",
        " by ",
        " @ ",
        " near ",
        " near the ",
        ", near ",
        " off ",
        ", off ",
        " off of ",
        " between ",
        " to ",
        " below ",
        " above ",
        " past ",
        " south of ",
        " north of ",
        " east of ",
        " west of ",
        " northbound at ",
        " southbound at ",
        " eastbound at ",
        " westbound at ",
        " nb at ",
        " sb at ",
        " eb at ",
        " wb at ",
        ", northbound ",
        ", southbound ",
        ", eastbound ",
        ", westbound ",
        ", nb ",
        ", sb ",
        ", eb ",
        ", wb ",
    ];
    JOINTS.iter().any(|joint| joint.eq_ignore_ascii_case(between))
}

/// What follows on the name of a place and belongs to it: "the Lipan Street viaduct".
const FEATURES: &[&str] = &[
    "bridge",
    "viaduct",
    "trestle",
    "interchange",
    "overpass",
    "underpass",
    "crossing",
    "turnout",
    "pullout",
    "curve",
    "landing",
    "exit",
    "off-ramp",
    "on-ramp",
    "offramp",
    "onramp",
    "blacktop",
    "grade",
    "trailhead",
    "courthouse",
    "tunnel",
    "causeway",
    "spillway",
    "boat ramp",
    "rest area",
    "grade crossing",
    "day-use area",
];

/// What tells the side or floor of an address.
const SIDES: &[&str] = &[", rear", ", upper", ", lower", ", front", ", upstairs", ", downstairs", ", alley side"];

/// Where a place ends with such a word, in bytes.
fn with_feature(text: &Text<'_>, end: usize) -> usize {
    let right = text.right(end, 20);
    if let Some(side) = SIDES.iter().find(|side| right.get(..side.len()).is_some_and(|s| s.eq_ignore_ascii_case(side)))
        && !right.get(side.len()..).is_some_and(|s| s.starts_with(char::is_alphanumeric))
    {
        return end + side.len();
    }
    let Some(rest) = right.strip_prefix(' ') else { return end };
    let fits = |feature: &&&str| {
        rest.get(..feature.len()).is_some_and(|s| s.eq_ignore_ascii_case(feature))
            && !rest
                .get(feature.len()..)
                .is_some_and(|s| s.starts_with(|c: char| c.is_alphanumeric() || c == '-' || c == '\''))
    };
    FEATURES.iter().filter(fits).map(|feature| end + 1 + feature.len()).max().unwrap_or(end)
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
    fn what_is_read_exactly_keeps_its_ends() {
        let s = "On October 9, 2026 at 0214 hrs, and on Saturday, May 3, 2025 we";
        let by_tagger = |range, class, score| {
            let mut c = candidate(range, class, score);
            c.why.recogniser = tagger::NAME;
            c
        };
        let at = |words: &str| s.find(words).unwrap()..s.find(words).unwrap() + words.len();
        let found = resolved(
            s,
            vec![
                candidate(at("October 9, 2026"), Class::Date, 0.9),
                candidate(at("0214 hrs"), Class::Time, 0.92),
                by_tagger(at("On October"), Class::Date, 0.7),
                by_tagger(at("9, 2026 at 0214 hrs"), Class::Time, 0.7),
                candidate(at("May 3, 2025"), Class::Date, 0.9),
                by_tagger(at("Saturday, May 3, 2025 we"), Class::Date, 0.6),
            ],
        );
        let found: Vec<_> = found.into_iter().map(|(range, class)| (s.get(range).unwrap(), class)).collect();
        assert_eq!(
            found,
            [("October 9, 2026", Class::Date), ("0214 hrs", Class::Time), ("Saturday, May 3, 2025", Class::Date)]
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
