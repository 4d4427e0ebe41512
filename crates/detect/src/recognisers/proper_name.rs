//! Capitalised words in mid-sentence that are no ordinary English: a name of something, whatever it is.

use crate::text::{Candidate, Text};
use crate::words;
use crate::{Class, Why, lexicon, names};

/// Whether a word says by its capital that it is a name.
fn telling(text: &Text<'_>, word: &str, at: usize) -> bool {
    words::capital(word)
        && word.chars().count() >= 3
        && !words::all_caps(word)
        && !lexicon::is_common(word)
        && !lexicon::is_brand(word)
        && !lexicon::is_never(word)
        && word.chars().skip(1).any(char::is_lowercase)
        && !text.before(at).ends_with(['-', '@', '/', '_', '.', '#', '\''])
        && !word.split('-').all(|p| p.len() < 2 || lexicon::is_common(p) || lexicon::is_brand(p))
}

pub(super) fn find(text: &Text<'_>, out: &mut Vec<Candidate>) {
    let mut at = 0;
    while let Some(start) = text.after(at).find(char::is_uppercase).map(|i| at + i) {
        let Some(range) = words::next(text.s, start).filter(|r| r.start == start) else {
            at = start + text.after(start).chars().next().map_or(1, char::len_utf8);
            continue;
        };
        at = range.end;
        let full = text.get(range.clone());
        let stem = words::without_possessive(full);
        let word = text.get(range.start..range.start + stem);
        if text.caps(start) || !telling(text, word, start) || text.after(range.end).starts_with(|c: char| c.is_ascii_digit() || matches!(c, '@' | '_' | '/')) {
            continue;
        }
        let mut end = range.start + stem;
        let mut count = 1;
        // What follows with a capital belongs to the name, ordinary word or not.
        if stem == full.len()
            && let Some(more) = names::end_after(text, range.end, 3)
            && more.start <= range.end + 2
        {
            let tail = text.get(more.clone());
            if !lexicon::is_brand(tail.split(' ').next().unwrap_or_default()) {
                end = more.end;
                count += tail.split_whitespace().count();
            }
        }
        at = at.max(end);
        let left = text.left(start, 16);
        let before = words::last_word(left.trim_end()).to_lowercase();
        let place = matches!(before.as_str(), "in" | "at" | "near" | "to" | "toward" | "outside" | "through" | "into");
        let opening = text.sentence_start(start);
        let mut c = Candidate {
            range: start..end,
            class: if place { Class::Location } else { Class::Person },
            score: if count > 1 { 0.6 } else { 0.5 },
            why: Why { recogniser: "proper_name", matched: "capitalised words that are no ordinary English", raised: Vec::new(), lowered: Vec::new() },
        };
        if opening {
            c.lower(0.05, "at the head of a sentence");
        }
        out.push(c);
    }
}

#[cfg(test)]
mod tests {
    use crate::recognisers::table::*;

    #[test]
    fn names() {
        finds(
            super::find,
            &[
                ("we drove to Wapakoneta then", &["Wapakoneta"]),
                ("then Vandermeer's light", &["Vandermeer"]),
                ("near Ashtabula Crossing we", &["Ashtabula Crossing"]),
                ("and Kavita Raman got out", &["Kavita Raman"]),
                ("Okafor stepped in", &["Okafor"]),
            ],
        );
    }

    #[test]
    fn no_names() {
        finds_nothing(super::find, &["The house was Dark", "a Taser and a Glock", "on Monday", "he saw the Tahoe", "My partner said No", "in English", "the Miranda card", "a Hi-Point pistol", "GO NOW", "iPhone", "McDrive2"]);
    }
}
