//! Where a field is cut into parts that are read one by one, so that after an edit only the parts that changed are read anew.
//!
//! What a recogniser says of a part depends on the part (and on how the whole field uses capitals), never on its neighbours.
//! So cuts lie where nothing that is looked for runs on: at a blank line; in a long paragraph at the end of a line or sentence.

use std::ops::Range;

use crate::{lexicon, words};

/// A part has at least so many bytes, unless the field ends.
const LEAST: usize = 400;
/// From so many bytes on, any line's end is the part's.
const LINE: usize = 1600;
/// From so many bytes on, any sentence's end is the part's.
const SENTENCE: usize = 2400;
/// No cut lies within so many bytes after an opening bracket that nothing has closed: it may open a house token.
const BRACKET: usize = 80;

/// The parts of a field, in order and without gaps; one for an empty field.
pub(crate) fn parts(s: &str) -> Vec<Range<usize>> {
    let mut out = Vec::with_capacity(s.len() / LEAST + 1);
    let mut from = 0;
    let mut before = b' ';
    for (i, b) in s.bytes().enumerate() {
        let end = i + 1;
        let cut = match b {
            b'\n' => end - from >= LEAST && before == b'\n' || end - from >= LINE && before != b':',
            b' ' => end - from >= SENTENCE && matches!(before, b'.' | b'!' | b'?') && ends_sentence(s, from, i),
            _ => false,
        };
        if cut {
            out.push(from..end);
            from = end;
        }
        before = b;
    }
    if from < s.len() || out.is_empty() {
        out.push(from..s.len());
    }
    out
}

/// Whether the blank at this byte, after a mark, parts two sentences.
fn ends_sentence(s: &str, from: usize, at: usize) -> bool {
    let (head, tail) = (s.get(from..at).unwrap_or_default(), s.get(at + 1..).unwrap_or_default());
    let word = words::last_word(head.trim_end_matches(['.', '!', '?']));
    let open = head.rfind('[').filter(|open| head.len() - open <= BRACKET);
    tail.starts_with(char::is_uppercase)
        && word.chars().count() > 1
        && !lexicon::is_abbreviation(word)
        && open.is_none_or(|open| head.get(open..).is_some_and(|inside| inside.contains(']')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(s: &str) -> Vec<&str> {
        let parts = parts(s);
        assert_eq!(parts.iter().fold(0, |at, part| if part.start == at { part.end } else { usize::MAX }), s.len());
        parts.into_iter().map(|part| s.get(part).unwrap()).collect()
    }

    #[test]
    fn parts_end_at_blank_lines_and_long_ones_at_lines_and_sentences() {
        assert_eq!(check(""), [""]);
        let line = "A line of a report, é, that says little.\n";
        let paragraph = line.repeat(12);
        let text = [paragraph.as_str(), &paragraph, "The end"].join("\n");
        assert_eq!(check(&text).len(), 3);
        // Short paragraphs go together.
        assert_eq!(check(&format!("{line}\n").repeat(9)).len(), 1);
        assert_eq!(check(&line.repeat(100)).len(), 3);
        // A label and what it names stay together.
        assert_eq!(check(&format!("{}:\nAnd", "a".repeat(LINE))).len(), 1);
        let sentence = "He met Sgt. Orme there and [nothing. And so] on. ".repeat(100);
        let found = check(&sentence);
        assert_eq!(found.len(), 3);
        assert!(found.iter().all(|part| part.starts_with("He") && part.ends_with("on. ")));
    }

    #[test]
    fn an_edit_moves_no_cut_far_from_it() {
        let text = "One line of the report that was typed in haste. Nobody looked.\n\n".repeat(400);
        let before: Vec<&str> = check(&text);
        let typed = text.replacen("haste", "great haste", 1);
        let after = check(&typed);
        let same = after.iter().rev().zip(before.iter().rev()).take_while(|(a, b)| a == b).count();
        assert!(same + 3 >= before.len());
    }
}
