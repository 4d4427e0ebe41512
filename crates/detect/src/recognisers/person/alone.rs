//! Names that nothing announces: frequent given names, initials before a surname, nicknames in quotes.

use std::sync::LazyLock;

use super::{candidate, is_surname_like, name_after};
use crate::pattern::{self, Finder};
use crate::text::{Candidate, Text};
use crate::{lexicon, names, words};

static INITIALS: LazyLock<Finder> =
    LazyLock::new(|| pattern::regex(r"\b(?:[<<U>>]\.[ -]?){1,3}[<<U>>](?:[<<L>>'’-]+[<<L>>])(?:-[<<U>>][<<L>>]+)?"));

static QUOTED: LazyLock<Finder> = LazyLock::new(|| {
    pattern::regex(
        r"(?:\b<<CAP>> ){1,2}(?:[“\u{22}‘'(][<<L>>0-9 .'’-]{2,24}[”\u{22}’')]) (?:<<CAP>>)(?: (?:Jr|Sr|JR|SR)\b\.?)?",
    )
});

/// Frequent given names, alone or with a surname, where the capital tells.
pub(super) fn given(text: &Text<'_>, out: &mut Vec<Candidate>) {
    let mut at = 0;
    while let Some(start) = text.after(at).find(char::is_uppercase).map(|i| at + i) {
        let Some(range) = words::next(text.s, start).filter(|r| r.start == start) else {
            at = start + text.after(start).chars().next().map_or(1, char::len_utf8);
            continue;
        };
        at = range.end;
        let full = text.get(range.clone());
        let word = text.get(range.start..range.start + words::without_possessive(full));
        let inside = text
            .before(start)
            .chars()
            .next_back()
            .is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '@' | '_' | '/' | '.'));
        if inside || !lexicon::is_given(word) {
            continue;
        }
        let caps = text.caps(start);
        let common = lexicon::is_common(word) || lexicon::is_brand(word);
        let Some((name, count)) = name_after(text, start, false).filter(|(r, _)| r.start == start) else { continue };
        at = at.max(name.end);
        let last = text.get(name.clone()).rsplit([' ', '.']).next().unwrap_or_default();
        if count >= 2 {
            let weak = common && lexicon::is_common(last);
            if caps && weak || weak && text.sentence_start(start) || lexicon::is_brand(last) && common {
                continue;
            }
            out.push(candidate(name, if common { 0.6 } else { 0.8 }, "a frequent given name and a surname"));
        } else if !common || !caps && !text.sentence_start(start) && !lexicon::is_brand(word) {
            let mut c = candidate(name, 0.65, "a frequent given name");
            if common {
                c.lower(0.15, "also an ordinary word");
            }
            if text.sentence_start(start) {
                c.lower(0.05, "at the head of a sentence");
            }
            out.push(c);
        }
    }
}

/// Who speaks in a transcript or a thread of messages: the same word before a colon at the head of several lines.
pub(super) fn speakers(text: &Text<'_>, out: &mut Vec<Candidate>) {
    let mut heads: Vec<(&str, usize)> = Vec::new();
    let mut at = 0;
    for line in text.s.split_inclusive('\n') {
        if let Some(range) = words::next(text.s, at).filter(|r| r.start == at)
            && heads.len() < 2000
        {
            let word = text.get(range.clone());
            let tail = text.right(range.end, 12);
            let label = tail
                .split(':')
                .next()
                .is_some_and(|t| t.len() < tail.len() && t.chars().all(|c| c.is_ascii_digit() || c == ' '));
            let given = lexicon::is_given(word) && !lexicon::is_common(word);
            let shouted = words::all_caps(word);
            let long = word.chars().count() >= if words::capital(word) && !shouted { 2 } else { 3 };
            let named = if shouted {
                given
            } else {
                words::capital(word) || text.lower && (given || !lexicon::is_common(word))
            };
            if label && long && named && !lexicon::is_never(word) {
                heads.push((word, at));
            }
        }
        at += line.len();
    }
    heads.sort_unstable();
    for same in heads.chunk_by(|a, b| a.0 == b.0) {
        if same.len() >= 2 {
            for (word, at) in same {
                out.push(candidate(*at..*at + word.len(), 0.6, "a speaker's name before a colon"));
            }
        }
    }
}

static REVERSED: LazyLock<Finder> = LazyLock::new(|| {
    pattern::regex(
        r"\b(?:[<<U>>][<<U>>'’]{1,20}(?:-[<<U>>]{2,20})?|[<<U>>][<<L>>'’]{2,20}(?:-[<<U>>][<<L>>]{2,20})?), [<<U>>][<<L>>]+(?: [<<U>>](?:\.|\b))?",
    )
});

/// "LAW, Susan", "RP: Singletary, Grace": a surname first, in capitals or where a list or form has it.
pub(super) fn reversed(text: &Text<'_>, out: &mut Vec<Candidate>) {
    for m in REVERSED.find_iter(text) {
        let s = m.as_str();
        let Some((last, given)) = s.split_once(", ") else { continue };
        let given = given.split(' ').next().unwrap_or_default();
        let caps = text.caps(m.start());
        let shouted = words::all_caps(last) && !words::all_caps(given) && last.len() > 2;
        let left = text.left(m.start(), 12).trim_end();
        let listed = left.is_empty() || left.ends_with([':', ')', '|', ';', '•', '-', '*']);
        if caps
            || !shouted && !listed
            || !lexicon::is_given(given)
            || lexicon::is_never(given)
            || names::is_rank(last)
            || !shouted && (lexicon::is_common(last) || lexicon::is_given(last) || lexicon::is_brand(last))
            || shouted && lexicon::is_never(last) && last.len() > 3
            || text.after(m.end()).starts_with(", ") && !shouted && left.is_empty()
            || !text.bounded(&m.range())
        {
            continue;
        }
        out.push(candidate(m.range(), if shouted { 0.85 } else { 0.7 }, "a surname and a given name"));
    }
}

static SPELLED: LazyLock<Finder> = LazyLock::new(|| {
    pattern::regex(
        r"(?i)\b[a-z](?: (?:as in|for) [a-z]{3,10})?(?:, [a-z](?: (?:as in|for) [a-z]{3,10})?){2,14}\b|\b[a-z](?:-[a-z]){3,14}\b|\b[a-z](?: [a-z]){3,14}\b",
    )
});

/// "R, B, Y", "A-L-L-I", "s a l c e d o": a name spelled out.
pub(super) fn spelled(text: &Text<'_>, out: &mut Vec<Candidate>) {
    for m in SPELLED.find_iter(text) {
        let s = m.as_str();
        let letters = s.chars().filter(|c| c.is_alphabetic()).map(|c| c.to_ascii_lowercase());
        let alphabet = letters.clone().zip(letters.skip(1)).filter(|(a, b)| *b as u32 == *a as u32 + 1).count() >= 2;
        if !alphabet && text.bounded(&m.range()) && !text.before(m.start()).ends_with(['-', '/', '.']) {
            out.push(candidate(m.range(), 0.6, "a name spelled out"));
        }
    }
}

pub(super) fn quoted(text: &Text<'_>, out: &mut Vec<Candidate>) {
    for m in QUOTED.find_iter(text) {
        let first = m.as_str().split(' ').next().unwrap_or_default();
        let last = m.as_str().rsplit(' ').next().unwrap_or_default();
        if lexicon::is_function(first)
            || lexicon::is_function(last)
            || names::is_rank(first)
            || text.caps(m.start()) && lexicon::is_common(first)
            || lexicon::is_never(first)
            || !text.bounded(&m.range())
        {
            continue;
        }
        if text.sentence_start(m.start()) && lexicon::is_common(first) && !lexicon::is_given(first) {
            continue;
        }
        out.push(candidate(m.range(), 0.85, "a name with a nickname"));
    }
}

/// "R. Abernathy", "J.T. Waters": but no streets ("W. Main") and no countries ("U.S. Attorney").
pub(super) fn initials(text: &Text<'_>, out: &mut Vec<Candidate>) {
    for m in INITIALS.find_iter(text) {
        let s = m.as_str();
        let last = s.rsplit(['.', ' ']).next().unwrap_or_default();
        let direction = matches!(s.get(..2), Some("N." | "S." | "E." | "W.")) && s.matches('.').count() == 1;
        let left = text.left(m.start(), 4);
        if s.starts_with("U.S")
            || s.starts_with("P.O")
            || s.starts_with("D.C")
            || s.starts_with("P.D")
            || s.starts_with("S.O")
            || lexicon::is_function(last)
            || lexicon::is_brand(last) && !lexicon::is_given(last)
            || lexicon::is_never(last)
            || !text.bounded(&m.range())
            || left.ends_with(['.', '-', '/'])
        {
            continue;
        }
        let number = left.trim_end().ends_with(|c: char| c.is_ascii_digit());
        if direction && (number || lexicon::is_common(last))
            || number && s.matches('.').count() == 1
            || text.caps(m.start()) && lexicon::is_common(last) && !is_surname_like(last)
            || matches!(s.get(..2), Some("Q." | "A."))
        {
            continue;
        }
        let end = m.start() + words::without_possessive(s);
        out.push(candidate(m.start()..end, 0.75, "initials and a surname"));
    }
}

/// Given names where the writer uses no capitals: only those that are no words.
pub(super) fn given_in_lower_case(text: &Text<'_>, out: &mut Vec<Candidate>) {
    let mut at = 0;
    while let Some(start) = text.after(at).find(char::is_alphabetic).map(|i| at + i) {
        let Some(range) = words::next(text.s, start).filter(|r| r.start == start) else {
            at = start + text.after(start).chars().next().map_or(1, char::len_utf8);
            continue;
        };
        at = range.end;
        let full = text.get(range.clone());
        let stem = words::without_possessive(full);
        let word = text.get(range.start..range.start + stem);
        let inside = text
            .before(start)
            .chars()
            .next_back()
            .is_some_and(|c| c.is_alphanumeric() || matches!(c, '@' | '_' | '/' | '.'))
            || text.after(range.end).starts_with(['@', '_']);
        if inside || !lexicon::is_given(word) || lexicon::is_common(word) || lexicon::is_brand(word) {
            continue;
        }
        let mut end = range.start + stem;
        if stem == full.len()
            && let Some(next) = words::next(text.s, range.end)
            && !lexicon::is_common(text.get(next.clone()))
            && text.get(next.clone()).chars().count() > 2
        {
            end = next.start + words::without_possessive(text.get(next.clone()));
            at = next.end;
        }
        let mut c = candidate(range.start..end, 0.65, "a frequent given name");
        c.lower(0.1, "written without a capital");
        out.push(c);
    }
}
