//! Street addresses: a house number with a street, and what follows it.

use std::sync::LazyLock;

use crate::pattern::{Pattern, Set};
use crate::text::{Candidate, Text};
use crate::words;
use crate::{Class, lexicon};

static SET: LazyLock<Set> = LazyLock::new(|| {
    Set::new(
        "street_address",
        [
            Pattern::new(
                Class::Location,
                0.93,
                "a house number and a street",
                r"\b\d{1,6}(?:-?[A-Z])?(?: 1/2)? (?:(?i:<<DIR>>)\b\.? )?(?:(?:[<<U>>][<<L>>'’.-]*|\d{1,3}(?i:st|nd|rd|th)) ){1,4}(?i:<<SUF>>)\b\.?(?: (?:NE|NW|SE|SW|N|S|E|W|North|South|East|West)\b\.?)?(?:,? (?i:(?:apt|apartment|unit|ste|suite|lot|space|rm|room|bldg|building|floor|no)\b\.?|#) ?#?[A-Z0-9-]{1,6}\b)?(?:, (?:<<CAP>> ?){1,3}(?:, ?(?:<<STATE>>|<<ST2>>|<<STAB>>)(?: \d{5}(?:-\d{4})?)?)?)?",
            )
            .check(address),
            Pattern::new(
                Class::Location,
                0.75,
                "a house number and a street",
                r"(?i)\b\d{1,6}(?:-?[a-d])?(?: 1/2)? (?:<<DIR>>\.? )?(?:[a-z'.-]{2,20} ){0,2}[a-z'.-]{2,20} (?:street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct|circle|cir|terrace|parkway|pkwy|highway|hwy|way|place|loop|trail|pike)\b(?:,? (?:(?:apt|apartment|unit|ste|suite|lot|space|rm|room|bldg)\b\.?|#) ?#?[a-z0-9-]{1,6}\b)?",
            )
            .check(lower_address),
            Pattern::new(Class::Location, 0.7, "a house number, a direction and a street", r"\b\d{2,6} (?:[NSEW]|NE|NW|SE|SW|North|South|East|West)\b\.? (?:[<<U>>][<<L>>'’-]+|\d{1,3}(?:st|nd|rd|th))(?: (?:[<<U>>][<<L>>'’-]+)){0,2}").check(address),
            Pattern::new(Class::Location, 0.7, "a house number and a named road", r"\b\d{2,6} (?:Calle|Camino|Avenida|Via|Paseo|Avenue|Ave\.?|Route|Rte\.?|Highway|Hwy\.?|County Road|State Road|Farm to Market|FM|State Route|Old)(?: (?:<<CAP>>|\d{1,4})){1,3}"),
            Pattern::new(Class::Location, 0.7, "an avenue with a letter", r"(?i)\b\d{2,6} (?:avenue|ave\.?) [a-z0-9]{1,3}(?: 1/2)?\b"),
            Pattern::new(Class::Location, 0.9, "a post office box", r"(?i)\bp\.? ?o\.? ?box \d{1,6}\b"),
            Pattern::new(Class::Location, 0.45, "a number and a capitalised word", r"(?:\b(?:at|to|from|of|near|outside|behind|@)) (\d{3,5} [<<U>>][<<L>>]{3,}(?: [<<U>>][<<L>>]{3,})?)\b").check(|text, c| {
                let word = text.get(c.range.clone()).split(' ').nth(1).unwrap_or_default();
                let n = text.get(c.range.clone()).split(' ').next().and_then(|n| n.parse::<u32>().ok()).unwrap_or(0);
                !lexicon::is_function(word) && !lexicon::is_brand(word) && !(1900..2050).contains(&n) && !text.caps(c.range.start) && !lexicon::is_never(word)
            }),
        ],
    )
});

fn address(text: &Text<'_>, c: &mut Candidate) -> bool {
    if text.before(c.range.start).ends_with(['-', '/', '.', '$', '#', ':']) {
        return false;
    }
    let s = text.get(c.range.clone());
    // A year or a count before a sentence: "In 2019 The Court".
    let mut parts = s.split_whitespace().skip(1);
    if parts.next().is_some_and(|w| lexicon::is_function(w) && !words::is_one_of(w, &["second", "third", "the"]))
        || crate::identifier::is_measure(text, c.range.start + s.find(' ').unwrap_or(0))
    {
        return false;
    }
    let trimmed = s.trim_end_matches([' ', ',']);
    c.range.end = c.range.start + trimmed.len();
    // What follows the comma has to be a place: "880 Delmar Court, Then" and "…, Officer Voss" end at the comma.
    if let Some((head, tail)) = trimmed.split_once(", ") {
        let word = tail.split(' ').next().unwrap_or_default();
        let next = words::next(text.s, c.range.end).is_some_and(|r| crate::names::is_rank(text.get(r)));
        if lexicon::is_never(word) && !words::is_one_of(word, &["unit", "room"]) || crate::names::is_rank(word) || next
        {
            c.range.end = c.range.start + head.len();
        }
    }
    if text.get(c.range.clone()).ends_with('.') && text.after(c.range.end).trim_start().is_empty() {
        c.range.end -= 1;
    }
    true
}

fn lower_address(text: &Text<'_>, c: &mut Candidate) -> bool {
    let s = text.get(c.range.clone());
    if text.before(c.range.start).ends_with(['-', '/', '.', '$', '#', ':']) {
        return false;
    }
    // The street ends before "apt 2" or "#2".
    let mut parts: Vec<&str> = s
        .split_whitespace()
        .skip(1)
        .map(|w| w.trim_end_matches(['.', ',']))
        .take_while(|w| !w.starts_with('#') && !words::listed(w, "apt apartment unit ste suite lot space rm room bldg"))
        .collect();
    let suffix = parts.pop().unwrap_or_default();
    let middle: Vec<&str> = parts.into_iter().filter(|w| w.len() > 2).collect();
    let first_common = middle.first().is_some_and(|w| {
        lexicon::is_function(w)
            || words::is_one_of(
                w,
                &[
                    "feet", "foot", "ft", "miles", "mile", "yards", "minutes", "cars", "blocks", "units", "officers",
                    "mph", "hours", "lane", "way", "rounds", "in", "of", "car",
                ],
            )
    });
    let any_function = middle.iter().any(|w| lexicon::is_function(w));
    let unusual = middle.iter().any(|w| !lexicon::is_common(w));
    if first_common || any_function || middle.is_empty() {
        return false;
    }
    if !unusual {
        c.lower(0.2, "ordinary words");
        let plain = words::listed(suffix, "rd ave blvd ln hwy pkwy street avenue");
        if middle.len() > 1 && !plain || s.chars().take_while(char::is_ascii_digit).count() < 2 {
            return false;
        }
    }
    true
}

pub(super) fn find(text: &Text<'_>, out: &mut Vec<Candidate>) {
    if text.has_digit {
        SET.find(text, out);
    }
}

#[cfg(test)]
mod tests {
    use crate::recognisers::table::*;

    #[test]
    fn addresses() {
        finds(
            super::find,
            &[
                ("at 880 Delmore Court, Apt. 3F.", &["880 Delmore Court, Apt. 3F"]),
                ("38 Clam Lane, Warwick, Rhode Island", &["38 Clam Lane, Warwick, Rhode Island"]),
                ("417 LEDGE ST", &["417 LEDGE ST"]),
                ("2217B Ketter Ct yes", &["2217B Ketter Ct"]),
                ("1208 N. Juniper Ave.", &["1208 N. Juniper Ave"]),
                ("640 larkspur way", &["640 larkspur way"]),
                ("804 N. Juniper", &["804 N. Juniper"]),
                ("PO Box 114", &["PO Box 114"]),
                ("2406 avenue q 1/2", &["2406 avenue q 1/2"]),
                ("12 West 42nd Street", &["12 West 42nd Street"]),
                ("417 ledge st apt 2", &["417 ledge st apt 2"]),
                ("417 LEDGE ST #2", &["417 LEDGE ST #2"]),
                ("P.O. Box 88", &["P.O. Box 88"]),
                ("88 Old Mill Rd Lot 14", &["88 Old Mill Rd Lot 14"]),
                ("2217-A Ketter Ct yes", &["2217-A Ketter Ct"]),
                ("3310 SW 4th Ave yes", &["3310 SW 4th Ave"]),
                ("12 1/2 Marl Lane", &["12 1/2 Marl Lane"]),
                ("4471 County Road 12", &["4471 County Road 12"]),
            ],
        );
    }

    #[test]
    fn no_addresses() {
        finds_nothing(
            super::find,
            &[
                "3 feet from the road",
                "10 yards down the lane",
                "2 officers in the street",
                "I had 5 in the court",
                "about 40 mph in the drive",
                "20 Minutes later",
                "52 in a 45",
                "12 rounds in the place",
                "4 cars on the highway",
                "30 seconds down the road",
                "5 units in the lane",
                "10-50 on the highway",
                "a 12 gauge in the drive",
                "at 2140 hours",
                "18 USC 922",
                "45 in the way",
            ],
        );
    }
}
