//! Numbered roads, exits, mile markers.

use std::sync::LazyLock;

use crate::Class;
use crate::pattern::{Pattern, Set};
use crate::text::{Candidate, Text};
use crate::words;

static SET: LazyLock<Set> = LazyLock::new(|| {
    Set::new(
        "highway",
        [
            Pattern::new(
                Class::Location,
                0.92,
                "a numbered road",
                r"(?:\b<<STATE>> )?(?i:\b(?:interstate|highway|hwy\.?|state (?:route|road|highway|hwy)|county (?:road|route|highway|rd)|co\.? rd\.?|us (?:highway|hwy|route)|u\.s\. (?:highway|hwy|route)|route|rte\.?|rt\.?|farm to market(?: road)?|ranch road|forest (?:road|service road)|twp\.? rd\.?|township road|bia (?:route|road)|loop|spur|state)[- ]#?\d{1,4}[a-z]?\b)(?i: (?:business|bypass|spur|loop))?(?i: (?:north|south|east|west|nb|sb|eb|wb|n|s|e|w|northbound|southbound|eastbound|westbound)\b)?(?i:,? (?:at |near )?(?:mile ?(?:marker|post)|mm|mp|milepost|mile|exit)\.? ?#?\d{1,4}(?:\.\d{1,2})?[a-z]?\b)?",
            )
            .check(road),
            Pattern::new(
                Class::Location,
                0.92,
                "a numbered road",
                r"(?i)\b(?:i-\d{1,3}[a-z]?|us-\d{1,3}|u\.s\. ?-?\d{1,3}|sr-\d{1,4}|cr-\d{1,4}|fm-?\d{2,4}|sh-\d{1,3})\b(?: (?:north|south|east|west|nb|sb|eb|wb|northbound|southbound|eastbound|westbound)\b)?(?:,? (?:at |near )?(?:mile ?(?:marker|post)|mm|mp|milepost|mile|exit)\.? ?#?\d{1,4}(?:\.\d{1,2})?[a-z]?\b)?",
            ),
            Pattern::new(
                Class::Location,
                0.85,
                "a numbered road",
                r"\b(?:I|US|SR|CR|FM|RM|SH|TH|BIA|NM|TX|NC|SC|FL|GA|VA|WV|KY|TN|NJ|NY|CA|AZ|UT|NV|WA|WI|IA|IL|KS|MN|ND|SD|NE|NH|RI|CT|WY|MO|MI|AR|VT|K|M|MT) ?\d{1,4}[A-Z]?\b(?i: (?:north|south|east|west|nb|sb|eb|wb|northbound|southbound|eastbound|westbound)\b)?(?i:,? (?:at |near )?(?:mile ?(?:marker|post)|mm|mp|milepost|mile|exit)\.? ?#?\d{1,4}(?:\.\d{1,2})?[a-z]?\b)?",
            )
            .check(short_road),
            Pattern::new(Class::Location, 0.75, "a numbered road of a state", r"\b(?:<<STATE>>[- ]\d{1,3}|[KM]-\d{2,3})\b").check(short_road),
            Pattern::new(Class::Location, 0.85, "a direction and a numbered road", r"(?i)\b[nsew]b (?:on )?(?:i-?)?\d{1,3}\b"),
            Pattern::new(Class::Location, 0.9, "a mile marker", r"(?i)\b(?:mile ?(?:marker|post)|mile-?(?:marker|post)|milepost|mm|m\.m\.|mp)[\s#.]{0,2}\d{1,4}(?:\.\d{1,2})?\b"),
            Pattern::new(Class::Location, 0.75, "a mile", r"\b(?:(?i:at|near|past|around|by|from|to|until|toward|towards|between|off|of|and|is|was) )((?i:mile) (?:\d{1,3}(?:\.\d{1,2})?|(?i:<<NUMW>>)))\b|\b(Mile (?:\d{1,3}(?:\.\d{1,2})?|(?i:<<NUMW>>)))\b"),
            Pattern::new(Class::Location, 0.85, "an exit", r"(?i)\b(?:the )?(?:(?:exits?|emergency exit)[- ]#?\d{1,4}[a-d]?\b(?: (?:on-?|off-?)?ramp)?|ramp \d{1,3}[a-d]?\b)").check(|text, c| {
                let s = text.get(c.range.clone());
                if s.to_lowercase().starts_with("the ") {
                    c.range.start += 4;
                }
                !crate::identifier::is_measure(text, c.range.end)
            }),
        ],
    )
});

fn road(text: &Text<'_>, c: &mut Candidate) -> bool {
    let s = text.get(c.range.clone()).to_lowercase();
    // "state 4 times", "loop 2", "route 3 calls": needs a road word that is nothing else, or a capital.
    let weak = ["state ", "loop ", "spur ", "route "].iter().any(|w| s.starts_with(w));
    !crate::identifier::is_measure(text, c.range.end)
        && !(weak && !words::capital(text.get(c.range.clone())) && !s.starts_with("route"))
}

/// Two letters and a number: a road only where one travels, for "PC 459" and "M 16" are written the same way.
fn short_road(text: &Text<'_>, c: &mut Candidate) -> bool {
    let s = text.get(c.range.clone());
    let left = text.left(c.range.start, 16);
    let word = words::last_word(left.trim_end()).to_lowercase();
    let travel = matches!(
        word.as_str(),
        "on" | "off"
            | "along"
            | "from"
            | "onto"
            | "down"
            | "up"
            | "near"
            | "at"
            | "cross"
            | "crossed"
            | "crossing"
            | "across"
            | "of"
            | "to"
            | "and"
            | "via"
            | "toward"
            | "over"
            | "past"
            | "by"
            | "nb"
            | "sb"
            | "eb"
            | "wb"
            | "northbound"
            | "southbound"
            | "eastbound"
            | "westbound"
            | "the"
    );
    let letters: String = s.chars().take_while(|ch| ch.is_ascii_alphabetic()).collect();
    let road_word = matches!(letters.as_str(), "US" | "SR" | "CR" | "FM" | "SH");
    let after = text.after(c.range.end);
    if crate::identifier::is_measure(text, c.range.end)
        || (after.starts_with(['-', '/', '.', ':']) && after.chars().nth(1).is_some_and(char::is_alphanumeric))
        || left.ends_with(['-', '/', '#'])
    {
        return false;
    }
    let marked = s.chars().any(|ch| ch.is_ascii_lowercase()) && s.contains(' ') && s.split(' ').count() > 2;
    let digits = s.bytes().filter(u8::is_ascii_digit).count();
    if letters == "I" && !(travel || marked) || matches!(letters.as_str(), "K" | "M") && !(travel && s.contains('-')) {
        return false;
    }
    if !travel && !road_word && !marked {
        // A full state and a number stand by themselves at the head of a line or after a comma.
        if letters.len() <= 2 {
            return false;
        }
        c.lower(0.1, "no word for travel before it");
    }
    digits <= 4 && !(letters == "CR" && digits > 3)
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
    fn roads() {
        finds(
            super::find,
            &[
                ("on I-70 near", &["I-70"]),
                ("US 50 at dusk", &["US 50"]),
                ("State Route 9", &["State Route 9"]),
                ("Vermont Route 110 just", &["Vermont Route 110"]),
                ("across Hwy 8,", &["Hwy 8"]),
                ("County Road 516", &["County Road 516"]),
                ("on CR 12", &["CR 12"]),
                ("I-70 mm 127", &["I-70 mm 127"]),
                ("I-80 WB MM 240,", &["I-80 WB MM 240"]),
                ("NB 95 at", &["NB 95"]),
                ("mile marker 53", &["mile marker 53"]),
                ("MP 14.6", &["MP 14.6"]),
                ("took exit 44.", &["exit 44"]),
                ("Interstate 71", &["Interstate 71"]),
                ("on i-70 eb", &["i-70 eb"]),
                ("Alabama 9 by the", &["Alabama 9"]),
                ("off NM 47", &["NM 47"]),
                ("Farm to Market 1488", &["Farm to Market 1488"]),
            ],
        );
    }

    #[test]
    fn no_roads() {
        finds_nothing(
            super::find,
            &[
                "10-8",
                "Code 3",
                "PC 459",
                "I 5 times",
                "18 USC 922",
                "state 4 reasons",
                "52 in a 45",
                "80 mph",
                "the exit was blocked",
                "a mile 2 away",
                "I had 12",
                "TX 10 units",
                "M 16",
                "an AR 15",
                "exit 2 minutes later",
                "half a mile",
                "the highway",
                "a loop 3 feet wide",
                "a 9mm 12",
                "Section 8",
            ],
        );
    }
}
