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
        && !names::is_rank(word)
        && !camel(word)
        && word.chars().skip(1).any(char::is_lowercase)
        && !text.before(at).ends_with(['-', '@', '/', '_', '.', '#', '\''])
        && !word.split('-').all(|p| p.len() < 2 || lexicon::is_common(p) || lexicon::is_brand(p))
}

/// Whether an ordinary word has a capital where none is due.
fn unexpected(text: &Text<'_>, word: &str, at: usize) -> bool {
    words::capital(word)
        && word.chars().count() >= 3
        && (word.contains('-') || word.chars().skip(1).all(|c| c.is_lowercase() || words::is_joiner(c)))
        && !words::all_caps(word)
        && !lexicon::is_brand(word)
        && !lexicon::is_never(word)
        && !names::is_rank(word)
        && !text.title_case(at)
        && !text.sentence_start(at)
        && text.before(at).ends_with([' ', '\u{a0}'])
        && !words::is_one_of(word, NO_NAME)
}

/// Words that writers like to give a capital.
#[rustfmt::skip]
const NO_NAME: &[&str] = &[
    "god", "internet", "code", "signal", "policy", "state", "federal", "north", "south", "east", "west", "midwest",
    "northeast", "southwest", "southeast", "northwest", "president", "congress", "academy", "level", "phase", "type",
    "class", "model", "chapter", "section", "article", "amendment", "constitution", "mace", "spring", "winter",
    "summer", "fall", "autumn", "plan", "internal", "affairs", "criminal", "human", "resources", "special",
    "weapons", "risk", "management", "high", "low", "medium", "rescue", "incident", "commander", "mass", "marine",
    "marines", "army", "navy", "air", "guard", "reserve", "veteran", "veterans", "vietnam", "war", "act", "standard",
    "operating", "procedure", "general", "order", "orders", "body", "armor", "alpha", "bravo", "charlie", "delta",
    "echo", "stop", "police", "drop", "hands", "gun", "knife", "help", "freeze", "clear", "copy", "roger",
    "affirmative", "negative", "mirandized", "pit", "bear", "bean", "bag", "sim", "sims", "force", "science", "blue",
    "red", "green", "black", "white", "yellow", "orange", "gold", "silver", "christmas", "easter", "thanksgiving",
    "halloween", "hazmat", "crisis", "negotiation", "peer", "unit", "dispatch", "channel", "mister", "sir", "ma'am",
    "figure", "part", "social", "shield", "reference", "home", "lab", "tech", "people", "presiding", "committee",
    "division", "civil", "coach", "t-shirt", "a-number", "civic", "english", "station", "center", "hospital",
    "school", "street", "road", "county", "city", "town", "park", "church", "bar", "inmate", "deputies", "version",
    "note", "attachment", "exhibit", "table", "group", "team", "zone", "day", "number", "january", "february",
    "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
];

/// "VoIP", "COHb": capitals inside, but not those of "McElroy" or "O'Dell".
fn camel(word: &str) -> bool {
    let upper = word.chars().filter(|c| c.is_uppercase()).count();
    upper > 1
        && !word.contains(['-', '\'', '’'])
        && !["Mc", "Mac", "De", "Di", "La", "Le", "Van", "Von", "Fitz", "St", "Du", "Del"]
            .iter()
            .any(|p| word.starts_with(p))
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
        if text.caps(start)
            || !(telling(text, word, start) || unexpected(text, word, start))
            || text.after(range.end).starts_with(|c: char| c.is_ascii_digit() || matches!(c, '@' | '_' | '/'))
        {
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
            end = more.end;
            count += tail.split_whitespace().count();
        }
        at = at.max(end);
        // "Riverside Behavioral took her": the first word's capital is due, and yet it belongs to the name.
        let ordinary = !telling(text, word, start);
        let mut start = start;
        if ordinary
            && let Some(previous) = words::previous(text.s, start)
            && let first = text.get(previous.clone())
            && words::capital(first)
            && text.sentence_start(previous.start)
            && !lexicon::is_never(first)
            && !names::is_rank(first)
            && !lexicon::is_brand(first)
            && !first.ends_with('.')
        {
            start = previous.start;
            count += 1;
        }
        let left = text.left(start, 16);
        let before = words::last_word(left.trim_end()).to_lowercase();
        let place = matches!(before.as_str(), "in" | "at" | "near" | "to" | "toward" | "outside" | "through" | "into");
        let opening = text.sentence_start(start) && !ordinary;
        if opening && count == 1 && word.len() < 4 {
            continue;
        }
        let mut c = Candidate {
            range: start..end,
            class: if place { Class::Location } else { Class::Person },
            score: if count > 1 { 0.6 } else { 0.5 },
            why: Why {
                recogniser: "proper_name",
                matched: "capitalised words that are no ordinary English",
                raised: Vec::new(),
                lowered: Vec::new(),
            },
        };
        if ordinary {
            c.lower(if count > 1 { 0.1 } else { 0.05 }, "ordinary words with a capital");
        }
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
                ("just past Wexley", &["Wexley"]),
                ("with Halvorsen and", &["Halvorsen"]),
                ("then Tully-Marlowe was", &["Tully-Marlowe"]),
                ("when Brzezinski fell", &["Brzezinski"]),
                ("toward Quillayute", &["Quillayute"]),
                ("and Ndiaye had", &["Ndiaye"]),
                ("before McElroy's car", &["McElroy"]),
                ("Zabriskie saw him", &["Zabriskie"]),
                ("behind O'Shaughnessy we", &["O'Shaughnessy"]),
                ("the Szymanski house", &["Szymanski"]),
                ("in Tolovana Park", &["Tolovana Park"]),
            ],
        );
    }

    #[test]
    fn no_names() {
        finds_nothing(
            super::find,
            &[
                "The house was dark",
                "a Taser and a Glock",
                "on Monday",
                "he saw the Tahoe",
                "My partner said No",
                "in English",
                "the Miranda card",
                "a Hi-Point pistol",
                "GO NOW",
                "iPhone",
                "McDrive2",
                "a dose of Narcan",
                "in Spanish",
                "on the MDT",
                "the Kevlar vest",
                "by FedEx",
                "a Chevy Tahoe",
                "an AR-15 and an AK-47",
            ],
        );
    }
}
