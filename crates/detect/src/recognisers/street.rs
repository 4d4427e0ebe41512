//! Named streets and intersections.

use std::sync::LazyLock;

use crate::pattern::{self, Finder, Pattern, Set};
use crate::text::{Candidate, Text};
use crate::words;
use crate::{Class, Why, lexicon, names};

static SUFFIX: LazyLock<Finder> = LazyLock::new(|| {
    pattern::regex(
        r"(?:\b(?i:street|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct|place|circle|cir|terrace|trail|parkway|pkwy|turnpike|pike|expressway|freeway|thruway|highway|hwy|alley|square|crescent|loop|way|row|crossing|hollow|spur|causeway|bypass|plaza|st|esplanade|viaduct|overpass|underpass|av|ter|pl|cutoff)\b\.?)(?: (?:NE|NW|SE|SW|North|South|East|West|N|S|E|W)\b\.?)?",
    )
});

static SET: LazyLock<Set> = LazyLock::new(|| {
    Set::new(
        "street",
        [
            Pattern::new(Class::Location, 0.8, "a numbered street", r"(?i)\b(?:<<DIR>>\.? )?\d{1,3}(?:st|nd|rd|th) (?:street|avenue|ave|road|rd|blvd|boulevard|place|court|terrace|drive|lane|st\b)\.?(?: (?:ne|nw|se|sw|north|south|east|west|n|s|e|w)\b\.?)?")
                .check(|text, c| !text.get(c.range.clone()).ends_with(" e") ),
            Pattern::new(
                Class::Location,
                0.8,
                "an intersection with a numbered street",
                r"\b(?:(?:[NSEW]\.?|North|South|East|West|NE|NW|SE|SW) )?\d{1,3}(?i:st|nd|rd|th)(?: ?(?:&|/|@|\+) ?| (?i:and|at) )(?:[NSEW]\.? |East |West |North |South )?(?:<<CAP>>|\d{1,3}(?i:st|nd|rd|th))(?: (?i:<<SUF>>)\b\.?)?",
            )
            .check(intersection),
            Pattern::new(
                Class::Location,
                0.8,
                "an intersection with a numbered street",
                r"\b(?:<<CAP>> ){0,2}<<CAP>>(?: ?(?:&|/|@|\+) ?| (?i:and|at) )(?:(?:[NSEW]\.?|North|South|East|West|NE|NW|SE|SW) )?\d{1,3}(?i:st|nd|rd|th)\b(?: (?i:<<SUF>>)\b\.?)?",
            )
            .check(intersection),
            Pattern::new(Class::Location, 0.6, "an intersection with a numbered street", r"\b\d{1,3}(?:st|nd|rd|th) ?(?:&|/) ?[a-z]{3,20}\b|\b[a-z]{4,20} ?(?:&|/) ?\d{1,3}(?:st|nd|rd|th)\b"),
            Pattern::new(
                Class::Location,
                0.85,
                "an intersection",
                r"(?:\b(?i:corner of|intersection of|corner at|crossroads of) )((?:<<CAP>> ){0,2}<<CAP>>(?: ?(?:&|/) ?| and | at )(?:<<CAP>> ){0,2}<<CAP>>)",
            ),
            Pattern::new(
                Class::Location,
                0.65,
                "an intersection",
                r"(?:\b(?i:at|near|on|from|to|by|around|toward|towards|of|off) )((?:<<CAP>> ){0,1}<<CAP>> ?(?:&|/) ?(?:<<CAP>> ){0,1}<<CAP>>)\b",
            )
            .check(|text, c| !company(text, c)),
            Pattern::new(
                Class::Location,
                0.7,
                "a street and what it meets",
                r"\b(?i:at|near|on|to|by|past|toward|towards|of) ((?:<<CAP>> ){0,1}<<CAP>> (?i:and|at|&) the (?i:tracks|bypass|river road|railroad|highway|interstate|frontage|levee|canal|curve|alley|dead end))\b",
            ),
            Pattern::new(Class::Location, 0.6, "a street by a Spanish or French word", r"\b(?:Calle|Camino|Avenida|Via|Paseo|Rue|Vía|Corte|Avenue|Ave) (?:<<CAP>> ?){1,3}\b|(?i:\bavenue [a-z]\b)"),
        ],
    )
});

/// "Smith & Wesson", "Elk & Sons": a company and no corner.
fn company(text: &Text<'_>, c: &Candidate) -> bool {
    let s = text.get(c.range.clone());
    // "R/O", "S/V", "PHONE W/ HQ": single letters abbreviate.
    let short = |w: &str| w.trim().chars().count() == 1 && w.trim().chars().all(char::is_alphabetic);
    if s.split('/').any(|w| short(w) || words::last_word(w.trim()).len() == 1 && short(words::last_word(w.trim()))) {
        return true;
    }
    s.split(|ch: char| !ch.is_alphanumeric()).any(|w| {
        words::listed(
            w,
            "sons son daughters wesson koch grill brothers bros associates tackle pawn bait rescue co wildlife \
             parks feed seed tobacco fish game",
        ) || lexicon::is_brand(w)
    })
}

fn intersection(text: &Text<'_>, c: &mut Candidate) -> bool {
    // "I and 2nd": a pronoun or another function word is no street.
    let s = text.get(c.range.clone());
    let first = s.split(|ch: char| !ch.is_alphanumeric() && ch != '\'').next().unwrap_or_default();
    if lexicon::is_function(first)
        || (text.sentence_start(c.range.start) && lexicon::is_common(first) && !s.contains(['&', '/']))
    {
        return false;
    }
    let last = s.rsplit(|ch: char| !ch.is_alphanumeric()).find(|w| !w.is_empty()).unwrap_or_default();
    !lexicon::is_function(last) && !is_month(last) && !is_month(first)
}

fn is_month(word: &str) -> bool {
    words::listed(
        word,
        "january february march april may june july august september october november december monday tuesday \
             wednesday thursday friday saturday sunday",
    )
}

/// Words before a suffix that make it something else: "Superior Court", "Third Place".
#[rustfmt::skip]
const NO_STREET: &[&str] = &[
    "superior", "district", "circuit", "municipal", "supreme", "traffic", "juvenile", "probate", "drug", "criminal",
    "civil", "night", "small", "claims", "first", "second", "third", "last", "my", "appeals", "federal", "state",
    "county", "one", "two", "either", "half", "tennis", "basketball", "food", "death", "skid", "front", "back",
    "side", "turn", "right", "wrong", "same", "other", "high", "left", "fast", "slow", "inside", "outside",
    "passing", "center", "flash", "hard", "disk", "disc", "thumb", "usb", "test", "warrior", "paper", "trail", "the",
    "dirt", "gravel", "frontage", "access", "service", "private", "interstate", "us", "u.s.", "route", "long",
    "whole", "both", "no", "city", "public", "main's", "death", "only", "safe", "hiding", "hiking", "blood",
    "turning", "some", "by", "any", "all", "every", "mail", "full", "ride", "court", "of", "in", "on", "family",
    "rotor", "tail", "behind", "wheel", "harley", "belt", "chain", "direct", "final", "hybrid", "shared", "bottom",
];

fn named(text: &Text<'_>, out: &mut Vec<Candidate>) {
    for m in SUFFIX.find_iter(text) {
        if m.start() == 0 || !text.before(m.start()).ends_with([' ', '\u{a0}']) {
            continue;
        }
        let suffix = m.as_str().split([' ', '.']).next().unwrap_or_default();
        let lower = !words::capital(suffix);
        let short = suffix.len() <= 3;
        let Some(previous) = words::previous(text.s, m.start()) else { continue };
        let word = text.get(previous.clone());
        if words::is_one_of(word, NO_STREET) || is_month(word) || lexicon::is_function(word) || names::is_rank(word) {
            continue;
        }
        // A lower-case "drive" or "way" is a street only after a capital or an unusual word, and never as a verb.
        let score = if !lower && words::capital(word) {
            0.75
        } else if lower
            && words::capital(word)
            && !text.sentence_start(previous.start)
            && !words::is_one_of(
                suffix,
                &[
                    "way", "row", "court", "place", "drive", "loop", "square", "pike", "trail", "circle", "crossing",
                    "st", "dr", "ct", "pl", "av", "ter", "highway", "freeway",
                ],
            )
        {
            0.65
        } else if lower
            && !lexicon::is_common(word)
            && words::listed(suffix, "street avenue ave road rd boulevard blvd lane ln hwy st pkwy parkway turnpike")
        {
            0.6
        } else if lower
            && !lexicon::is_never(word)
            && !names::is_generic(word)
            && words::is_one_of(suffix, &["ave", "rd", "blvd", "hwy", "pkwy"])
        {
            0.45
        } else {
            continue;
        };
        if short
            && !lower
            && words::is_one_of(suffix, &["st", "dr"])
            && words::next(text.s, m.end()).is_some_and(|r| words::capital(text.get(r)) && !text.caps(m.start()))
            && m.as_str().ends_with('.')
        {
            // "Main St. Brendan", "Then Dr. Voss": a saint or a doctor.
            continue;
        }
        let Some(start) = names::start_before(text, m.start(), 3, lower && !words::capital(word)) else { continue };
        let mut end = m.end();
        if text.get(start..end).ends_with('.') && words::next(text.s, end).is_none_or(|r| words::capital(text.get(r))) {
            end -= 1;
        }
        let suffix_end = m.start() + suffix.len();
        if !text.bounded(&(start..end)) {
            end = suffix_end;
        }
        out.push(Candidate {
            range: start..end,
            class: Class::Location,
            score,
            why: Why {
                recogniser: "street",
                matched: "a street with its kind",
                raised: Vec::new(),
                lowered: if lower { vec!["written without a capital"] } else { Vec::new() },
            },
        });
    }
}

pub(super) fn find(text: &Text<'_>, out: &mut Vec<Candidate>) {
    SET.find(text, out);
    named(text, out);
}

#[cfg(test)]
mod tests {
    use crate::recognisers::table::*;

    #[test]
    fn streets() {
        finds(
            super::find,
            &[
                ("on Larkin Street today", &["Larkin Street"]),
                ("down Old Mill Rd. and", &["Old Mill Rd."]),
                ("on Orchard Ave", &["Orchard Ave"]),
                ("at 5th & Main", &["5th & Main"]),
                ("at Elm and 2nd", &["Elm and 2nd"]),
                ("posted at Alder and the tracks, alone", &["Alder and the tracks"]),
                ("Tatnall & West 9th", &["Tatnall & West 9th"]),
                ("at Kettler & Vine", &["Kettler & Vine"]),
                ("the corner of Oak and Third", &["Oak and Third"]),
                ("on 42nd Street", &["42nd Street"]),
                ("on wisteria rd by", &["wisteria rd"]),
                ("along Grand River Parkway", &["Grand River Parkway"]),
                ("6th & brazos", &["6th & brazos"]),
                ("on N 4TH ST", &["N 4TH ST"]),
                ("at Elm/Vine", &["Elm/Vine"]),
                ("the intersection of Kettler and Vine", &["Kettler and Vine"]),
                ("ON LARKIN ST WHEN THE TRUCK CAME AT US", &["LARKIN ST"]),
                ("e 42nd st", &["e 42nd st"]),
            ],
        );
    }

    #[test]
    fn no_streets() {
        finds_nothing(
            super::find,
            &[
                "in traffic court",
                "Superior Court",
                "the left lane",
                "by the way",
                "he took second place",
                "down the road",
                "across the street",
                "in the parking lot drive",
                "a Smith & Wesson",
                "on the side street",
                "a back alley",
                "in the front row",
                "Then we drive",
                "make way",
                "Dr. Voss came",
                "a high place",
                "on a gravel road",
                "a dead end road",
            ],
        );
    }
}
