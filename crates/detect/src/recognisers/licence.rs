//! Licences and permits: drivers', carry, professional, carriers'.

use std::sync::LazyLock;

use crate::Class;
use crate::pattern::{Pattern, Set};
use crate::text::{Candidate, Text};

static SET: LazyLock<Set> = LazyLock::new(|| {
    Set::new(
        "licence",
        [
            Pattern::cue(
                Class::License,
                0.9,
                4,
                "a number after a word for a licence",
                r"(?i)\b(?:driver['’]?s?['’]? licen[sc]e|drivers? lic\.?|d\.?l\.?|o\.?l\.?n\.?|odl|cdl|ccw|ltc|chl|cwp|cpl|foid|fid|fishing licen[sc]e|hunting licen[sc]e|carry permit|business licen[sc]e|dealer licen[sc]e|licen[sc]e|lic\.?|us ?\.? ?dot|dot|mc|medallion|certificate|cert\.?|dpsst|p\.?o\.?s\.?t\.?|peace officer|commission|bar|supreme court|credential|ems card|card)(?: (?:number|no\.?|num|#|code))?(?: (?:is|was|as|of|number))?",
            )
            .raised(&["a word for a licence before it"])
            .check(not_a_year),
            Pattern::cue(Class::License, 0.75, 4, "a number after the word 'permit'", r"(?i)\b(?:permit|tag)(?: (?:number|no\.?|#))?,?(?: (?:is|was))?").check(|text, c| not_a_year(text, c) && text.get(c.range.clone()).len() >= 5),
            Pattern::new(Class::License, 0.95, "a carrier's number", r"(?i)\bUS\.? ?DOT[-\s:#.]{0,2}(?:number |no\.? )?\d{5,8}\b").check(|_, _| true),
        ],
    )
});

fn not_a_year(text: &Text<'_>, c: &mut Candidate) -> bool {
    let s = text.get(c.range.clone());
    let year = s.len() == 4 && s.parse::<u32>().is_ok_and(|n| (1900..2050).contains(&n));
    // "CPL 710.30": a section of a code of procedure.
    let section = s.len() <= 6 && s.contains('.') && s.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    !year
        && !section
        && !crate::identifier::is_ten_code(s)
        && !(s.contains('/') && s.bytes().all(|b| b.is_ascii_digit() || b == b'/'))
        && !crate::identifier::is_measure(text, c.range.end)
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
    fn licences() {
        finds(
            super::find,
            &[
                ("DL 20818174", &["20818174"]),
                ("OLN D423-004-94-616-0,", &["D423-004-94-616-0"]),
                ("driver's license E8820732.", &["E8820732"]),
                ("CDL# 0071448", &["0071448"]),
                ("CCW WI-0449-81202 VALID", &["WI-0449-81202"]),
                ("USDOT 3994335", &["USDOT 3994335"]),
                ("carry permit, CPL 0088-2215-J", &["CPL 0088-2215-J"]),
                ("fishing license L-66-10239", &["L-66-10239"]),
                ("lic. WF-2219-0047;", &["WF-2219-0047"]),
                ("DOT 9124024.", &["9124024"]),
                ("D.L. 20818174", &["20818174"]),
                ("dl# e8820732", &["e8820732"]),
                ("drivers lic 088213340", &["088213340"]),
                ("FOID 88213340", &["88213340"]),
                ("hunting license 0071-4420", &["0071-4420"]),
                ("MC 884213", &["884213"]),
                ("certificate no. 44-2108", &["44-2108"]),
                ("permit 2024-00817", &["2024-00817"]),
                ("us dot 3994335", &["us dot 3994335"]),
                ("bar no. 0088213", &["0088213"]),
            ],
        );
    }

    #[test]
    fn no_licences() {
        finds_nothing(
            super::find,
            &[
                "his license was suspended",
                "license in 2019",
                "DL checked",
                "a bar 40 feet long",
                "the card 2 minutes later",
                "POST class of 2019",
                "dot 4",
                "no license on him",
                "a permit 3 hours long",
                "mc 12",
                "license since 2008",
                "ran his DL, 10-27",
                "CPL 710.30",
                "card 4 of 52",
                "the bar 2 doors down",
                "the commission of a felony",
                "DOT 4 fluid",
                "a license plate frame",
                "a bar 3 blocks off",
            ],
        );
    }
}
