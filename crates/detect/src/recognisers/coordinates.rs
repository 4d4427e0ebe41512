//! Coordinates: decimal, degrees and minutes, and military grid.

use std::sync::LazyLock;

use crate::Class;
use crate::pattern::{Pattern, Set};
use crate::text::{Candidate, Text};

static SET: LazyLock<Set> = LazyLock::new(|| {
    Set::new(
        "coordinates",
        [
            Pattern::new(
                Class::Location,
                0.95,
                "a pair of decimal degrees",
                r"(?i)[NS]? ?[-–−]?\b\d{1,2}\.\d{3,8} ?°? ?[NS]?(?:,| |/){1,3}(?:lon|long|lng|longitude)?[.:=]? ?[EW]? ?[-–−]?\b1?\d{1,2}\.\d{3,8}(?: ?°? ?[EW]\b|\b ?°?)",
            )
            // Two breath samples, "0.081/0.084", are written alike.
            .check(|text, c| text.get(c.range.clone()).split(['.', '/', ',', ' ']).any(|p| p.len() < 3 && p.parse().is_ok_and(|n: u8| n > 0))),
            Pattern::new(
                Class::Location,
                0.97,
                "degrees, minutes and seconds",
                r#"(?i)(?:[NS] ?)?\b\d{1,2} ?(?:°|º|deg\.?|degrees) ?\d{1,2}(?:\.\d{1,4})? ?(?:['’′]|min\.?|minutes)? ?(?:\d{1,2}(?:\.\d{1,3})? ?(?:["”″]|''|sec\.?|seconds)? ?)?[NS]?(?:,|/)? ?(?:[EW] ?)?[01]?\d{1,2} ?(?:°|º|deg\.?|degrees) ?\d{1,2}(?:\.\d{1,4})? ?(?:['’′]|min\.?|minutes)? ?(?:\d{1,2}(?:\.\d{1,3})? ?(?:["”″]|''|sec\.?|seconds)? ?)?(?:[EW]\b)?"#,
            ),
            Pattern::new(
                Class::Location,
                0.95,
                "a latitude and a longitude",
                r"(?i)\b[NS] ?\d{1,2}[ .-]\d{1,2}\.\d{1,4},? {0,2}[EW] ?[01]?\d{1,2}[ .-]\d{1,2}\.\d{1,4}\b",
            ),
            Pattern::new(
                Class::Location,
                0.95,
                "a latitude and a longitude",
                r"(?i)\b[NS] ?\d{1,2}\.\d{3,6},? {0,2}[EW] ?[01]?\d{1,2}\.\d{3,6}\b",
            ),
            Pattern::new(
                Class::Location,
                0.95,
                "a latitude and a longitude",
                r"(?i)\b\d{1,2}-\d{1,2}(?:\.\d{1,3})?[NS],? ?[01]?\d{1,2}-\d{1,2}(?:\.\d{1,3})?[EW]\b",
            ),
            Pattern::new(
                Class::Location,
                0.9,
                "a military grid reference",
                r"\b\d{1,2}[C-HJ-NP-X] ?[A-HJ-NP-Z]{2} ?\d{3,5} ?\d{3,5}\b",
            ),
        ],
    )
});

pub(super) fn find(text: &Text<'_>, out: &mut Vec<Candidate>) {
    let from = out.len();
    if text.has_digit {
        SET.find(text, out);
    }
    for c in out.get_mut(from..).unwrap_or_default() {
        let s = text.get(c.range.clone());
        let left = s.trim_start();
        c.range.start = c.range.end - left.len();
        c.range.end = c.range.start + left.trim_end_matches([' ', ',']).len();
    }
}

#[cfg(test)]
mod tests {
    use crate::recognisers::table::*;

    #[test]
    fn coordinates() {
        finds(
            super::find,
            &[
                ("at 41.4630, -77.9351.", &["41.4630, -77.9351"]),
                ("fix N46.8819 W113.2702 plus", &["N46.8819 W113.2702"]),
                ("is N47 09.220 W093 41.875,", &["N47 09.220 W093 41.875"]),
                ("44°21'06\"N 069°48'22\"W", &["44°21'06\"N 069°48'22\"W"]),
                ("61-14.5N 146-51.0W", &["61-14.5N 146-51.0W"]),
                ("grid 12T WK 43817 91602", &["12T WK 43817 91602"]),
                ("45 deg 27.3 min N, 91 deg 10.1 min W", &["45 deg 27.3 min N, 91 deg 10.1 min W"]),
                ("41.46301,-77.93512", &["41.46301,-77.93512"]),
                ("41.4630 -77.9351", &["41.4630 -77.9351"]),
                ("lat 41.4630, long -77.9351 by", &["41.4630, long -77.9351"]),
                ("LAT: 41.4630 LON: -77.9351", &["41.4630 LON: -77.9351"]),
                ("41.4630N, 77.9351W", &["41.4630N, 77.9351W"]),
                ("41.4630° N, 77.9351° W", &["41.4630° N, 77.9351° W"]),
                ("41.4630/-77.9351", &["41.4630/-77.9351"]),
                ("n47-09.220 w093-41.875", &["n47-09.220 w093-41.875"]),
                ("12TWK4381791602", &["12TWK4381791602"]),
                ("44 deg 21 min 6 sec N 69 deg 48 min 22 sec W", &["44 deg 21 min 6 sec N 69 deg 48 min 22 sec W"]),
            ],
        );
    }

    #[test]
    fn no_coordinates() {
        finds_nothing(
            super::find,
            &[
                "0.081 and 0.084",
                "19 degrees",
                "$41.46, $77.93",
                "1.5, 2.5 miles",
                "12 to 14 degrees",
                "BAC 0.121",
                "blew 0.081/0.084",
                "0.081, 0.084",
                "$1.250, $1.300",
                "12TH AND 14TH",
                "10-8 at 10-4",
                "98.6 degrees",
                "at 45 degrees, 12 yards",
                "9.19 or 9.20",
                "ORS 164.225, 164.245",
                "7.62x39, 5.56",
                "2.5 to 3.5 miles",
            ],
        );
    }
}
