//! What of a text its reviewer has looked at, sentence by sentence.
//!
//! Kept as places of the base, which never changes: so an edit, its undoing and its redoing move nothing. What the reviewer
//! typed, he has seen.

use detect::{Closed as _, Field};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::trace::Trace;
use crate::{Span, Text};

/// Adds the sentences of the base that a place of the current text touches. The answer is sorted, and nothing in it overlaps.
pub fn look_at(base: &Text, trace: &Trace, seen: &[Span], current: Span) -> Vec<Span> {
    let touched = trace.to_base(current);
    let sentences = sentences(base, current.field).into_iter().filter(|sentence| touches(sentence, &touched));
    let mut all: Vec<Span> = seen.iter().copied().chain(sentences).collect();
    all.sort_unstable();
    let mut joined: Vec<Span> = Vec::with_capacity(all.len());
    for span in all {
        match joined.last_mut() {
            Some(last) if last.field == span.field && span.start <= last.end => last.end = last.end.max(span.end),
            _ => joined.push(span),
        }
    }
    joined
}

/// Sentences of which something still stands that nobody has looked at, as places of the current text, in order.
pub fn never_seen(base: &Text, trace: &Trace, seen: &[Span]) -> Vec<Span> {
    let mut unseen = Vec::new();
    for &field in Field::ALL {
        for sentence in sentences(base, field) {
            let looked_at = seen.iter().any(|span| span.contains(&sentence));
            let blank = base.slice(sentence).is_none_or(|words| words.trim().is_empty());
            if looked_at || blank || trace.taken_by(sentence).is_some() {
                continue;
            }
            let now = trace.to_current(sentence);
            let words = trace.text().slice(now).unwrap_or_default();
            let (end, start) = (words.trim_end().len(), words.len() - words.trim_start().len());
            if start < end {
                unseen.push(Span::new(field, now.start + start..now.start + end));
            }
        }
    }
    unseen
}

/// Sentences with the blanks after them; together they are the whole field. A line break ends one too.
fn sentences(base: &Text, field: Field) -> Vec<Span> {
    let mut at = 0;
    let lines = base.get(field).as_str().split_inclusive('\n');
    let mut sentences: Vec<Span> = Vec::new();
    let mut goes_on = false;
    for part in lines.flat_map(|line| line.split_sentence_bounds()) {
        let begins = if goes_on { sentences.pop().map_or(at, |before| before.start) } else { at };
        at += part.len();
        sentences.push(Span::new(field, begins..at));
        goes_on = ends_nothing(part);
    }
    sentences
}

/// "Ofc." and "St." end no sentence, unless the line ends there.
fn ends_nothing(part: &str) -> bool {
    let word = part.trim_end_matches(' ').strip_suffix('.').and_then(|words| words.split_whitespace().next_back());
    word.is_some_and(detect::is_abbreviation)
}

/// The cursor at the end of a sentence looks at it, too.
fn touches(sentence: &Span, place: &Span) -> bool {
    sentence.overlaps(place) || (place.is_empty() && sentence.start <= place.start && place.start <= sentence.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Act, Action, Reason, Splice};

    const SUMMARY: &str = "I stopped a car. The man ran! Nobody was hurt.\n\nWe left.";

    fn base() -> Text {
        Text { summary: SUMMARY.into(), lessons: "Wait.".into(), ..Text::default() }
    }

    fn trace(base: &Text, splices: &[(usize, &str, &str)]) -> Trace {
        let splices = splices.iter().map(|&(at, removed, inserted)| Splice {
            field: Field::Summary,
            at,
            removed: removed.into(),
            inserted: inserted.into(),
        });
        let action =
            Action { act: Act::CopyEdit, reason: Reason::Language, splices: splices.collect(), ..Action::default() };
        Trace::replay(base, &[action]).unwrap()
    }

    fn unseen(base: &Text, trace: &Trace, seen: &[Span]) -> Vec<String> {
        never_seen(base, trace, seen).into_iter().map(|span| trace.text().slice(span).unwrap().to_owned()).collect()
    }

    fn at(range: std::ops::Range<usize>) -> Span {
        Span::new(Field::Summary, range)
    }

    #[test]
    fn at_first_nothing_is_seen_and_then_sentence_by_sentence() {
        let (base, trace) = (base(), trace(&base(), &[]));
        let all = ["I stopped a car.", "The man ran!", "Nobody was hurt.", "We left.", "Wait."];
        assert_eq!(unseen(&base, &trace, &[]), all);
        let seen = look_at(&base, &trace, &[], at(20..20));
        assert_eq!(unseen(&base, &trace, &seen), [all[0], all[2], all[3], all[4]]);
        let seen = look_at(&base, &trace, &seen, at(0..SUMMARY.len()));
        assert_eq!((unseen(&base, &trace, &seen), seen.len()), (vec![all[4].to_owned()], 1));
    }

    #[test]
    fn an_abbreviation_ends_no_sentence() {
        let text = "Then Ofc. Ruiz, Sgt. Vance and I left St. Brendan. We met Det.\nNo. It rained. Off.";
        let base = Text { summary: text.into(), ..Text::default() };
        let all = ["Then Ofc. Ruiz, Sgt. Vance and I left St. Brendan.", "We met Det.", "No. It rained.", "Off."];
        assert_eq!(unseen(&base, &trace(&base, &[]), &[]), all);
    }

    #[test]
    fn what_was_seen_stays_so_through_edits_and_what_was_typed_is_seen() {
        let base = base();
        let plain = trace(&base, &[]);
        let seen = look_at(&base, &plain, &[], at(20..20));
        let edited = trace(&base, &[(17, "The man", "A woman"), (0, "", "Well, this is new. ")]);
        assert_eq!(unseen(&base, &edited, &seen), ["I stopped a car.", "Nobody was hurt.", "We left.", "Wait."]);
        let gone = trace(&base, &[(30, "Nobody was hurt.", "")]);
        assert_eq!(unseen(&base, &gone, &seen), ["I stopped a car.", "We left.", "Wait."]);
        assert_eq!(unseen(&base, &plain, &seen), unseen(&base, &trace(&base, &[]), &seen));
        let through = look_at(&base, &edited, &[], at(40..41));
        assert_eq!(through, look_at(&base, &plain, &[], at(20..21)));
    }

    #[test]
    fn any_text_is_seen_after_all_of_it_was_looked_at() {
        for text in ["", " \n ", "é. 👮 No?\r\nשלום! a\u{200b}b…", "one\n\n\ntwo", "[Officer 1] ran. Mr. X."] {
            let base = Text { summary: text.into(), ..Text::default() };
            let trace = Trace::replay(&base, &[]).unwrap();
            for span in never_seen(&base, &trace, &[]) {
                assert!(base.slice(span).is_some_and(|words| !words.trim().is_empty()));
            }
            let seen = look_at(&base, &trace, &[], at(0..text.len()));
            assert_eq!(never_seen(&base, &trace, &seen), []);
        }
    }
}
