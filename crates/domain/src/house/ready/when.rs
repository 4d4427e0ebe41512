//! Bands for dates and clock times, and the difference between two clock times.

use detect::Class;

use super::clock::{self, Clock, DAY};
use super::{Suggestion, band, generalise};
use crate::{Act, Assessment, Judged, Text};

/// Two clock times further apart than this are no longer told by their difference, in minutes.
const NEAR_MINUTES: u32 = 180;

/// The first clock time of a field is banded; one that follows tells how much later it is, over paragraphs and over
/// midnight, unless another day is named between them.
pub(super) fn time(text: &Text, judged: &Judged, words: &str, assessment: &Assessment) -> Vec<Suggestion> {
    if let Some((from, to)) = clock::stretch(words) {
        let mut ready = vec![Suggestion {
            act: Act::KeepDifference,
            text: format!("[for {}]", lasting((to.minute + DAY - from.minute) % DAY)),
        }];
        ready.extend(bands(from));
        return ready;
    }
    let Some(at) = clock::read(words) else {
        return vec![generalise("[at some point]")];
    };
    let mut ready: Vec<Suggestion> = difference(text, judged, at, assessment).into_iter().collect();
    ready.extend(bands(at));
    ready
}

fn bands(at: Clock) -> Vec<Suggestion> {
    let other = Clock { minute: (at.minute + DAY / 2) % DAY, sure: true };
    let mut ready = vec![band(part_of_day(at.minute))];
    if !at.sure {
        ready.push(band(part_of_day(other.minute)));
    }
    ready
}

fn difference(text: &Text, judged: &Judged, at: Clock, assessment: &Assessment) -> Option<Suggestion> {
    if judged.fresh {
        return None;
    }
    let here = judged.anchor.span;
    let known = assessment.findings.iter().filter(|other| {
        let place = other.anchor.span;
        !other.fresh && place.field == here.field && place.start < here.start
    });
    let last =
        |class: Class| known.clone().filter(|other| other.finding.class == class).map(|other| other.anchor.span).max();
    let place = last(Class::Time)?;
    if last(Class::Date).is_some_and(|day| day.start > place.start) {
        return None;
    }
    let words = text.slice(place)?;
    let then = match clock::stretch(words) {
        Some((_, to)) => to,
        None => clock::read(words)?,
    };
    // Where one of the two may be in either half of the day, the nearer one is meant.
    let round = if at.sure && then.sure { DAY } else { DAY / 2 };
    let passed = (at.minute + DAY - then.minute) % round;
    let before = (then.minute + DAY - at.minute) % round;
    let told = if (1..=NEAR_MINUTES).contains(&passed) {
        format!("[{} later]", lasting(passed))
    } else if (1..60).contains(&before) {
        format!("[{} earlier]", lasting(before))
    } else if passed == 0 {
        "[at the same time]".to_owned()
    } else {
        return None;
    };
    Some(Suggestion { act: Act::KeepDifference, text: told })
}

/// "2 minutes", and by the hour from one hour on.
fn lasting(minutes: u32) -> String {
    match minutes {
        0 => "a moment".to_owned(),
        1 => "1 minute".to_owned(),
        2..=59 => format!("{minutes} minutes"),
        60..=89 => "about an hour".to_owned(),
        _ => format!("about {} hours", (minutes + 30) / 60),
    }
}

const fn part_of_day(minute: u32) -> &'static str {
    match minute / 60 {
        0..=4 => "[in the early morning]",
        5..=11 => "[in the morning]",
        12..=16 => "[in the afternoon]",
        17..=20 => "[in the evening]",
        _ => "[late in the evening]",
    }
}

/// Seasons as the calendar of the northern states has them; of a date the year alone may stay, by HIPAA's Safe Harbor.
pub(super) fn date(words: &str) -> Vec<Suggestion> {
    let lower = words.to_lowercase();
    let told = season(&lower).or_else(|| holiday(&lower)).or_else(|| weekday(&lower));
    let mut ready = vec![band(told.unwrap_or("[one day]"))];
    if told.is_none() && lower.trim().len() == 4 && lower.trim().chars().all(|c| c.is_ascii_digit()) {
        ready = vec![band("[in an earlier year]")];
    } else if told.is_some() {
        ready.push(generalise("[one day]"));
    }
    ready
}

fn season(lower: &str) -> Option<&'static str> {
    let mut words = lower.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() >= 3);
    let named = words.find_map(|word| {
        MONTHS.iter().position(|name| name.starts_with(word) || word == "sept" && *name == "september")
    });
    match named.map(|index| index + 1).or_else(|| numeric_month(lower)) {
        Some(12 | 1 | 2) => Some("[in the winter]"),
        Some(3..=5) => Some("[in the spring]"),
        Some(6..=8) => Some("[in the summer]"),
        Some(9..=11) => Some("[in the fall]"),
        _ => None,
    }
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// "4/9/87", "2024-03-14", "3-14": the American order, unless a year comes first.
fn numeric_month(words: &str) -> Option<usize> {
    let parts: Vec<&str> = words.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let month = match parts.as_slice() {
        [year, month, ..] if year.len() == 4 => month,
        [month, _, ..] => month,
        _ => return None,
    };
    month.parse().ok().filter(|month| (1..=12).contains(month))
}

fn holiday(lower: &str) -> Option<&'static str> {
    let table = [
        ("christmas", "[in the winter]"),
        ("new year", "[in the winter]"),
        ("valentine", "[in the winter]"),
        ("super bowl", "[in the winter]"),
        ("presidents", "[in the winter]"),
        ("st. patrick", "[in the spring]"),
        ("easter", "[in the spring]"),
        ("memorial day", "[in the spring]"),
        ("mother's day", "[in the spring]"),
        ("father's day", "[in the summer]"),
        ("juneteenth", "[in the summer]"),
        ("independence day", "[in the summer]"),
        ("fourth of july", "[in the summer]"),
        ("labor day", "[at the end of summer]"),
        ("columbus day", "[in the fall]"),
        ("halloween", "[in the fall]"),
        ("veterans day", "[in the fall]"),
        ("thanksgiving", "[in the fall]"),
        ("summer", "[in the summer]"),
        ("winter", "[in the winter]"),
        ("spring", "[in the spring]"),
        ("autumn", "[in the fall]"),
        ("fall", "[in the fall]"),
    ];
    table.into_iter().find(|(name, _)| lower.contains(name)).map(|(_, band)| band)
}

fn weekday(lower: &str) -> Option<&'static str> {
    let has = |names: &[&str]| {
        lower
            .split(|c: char| !c.is_ascii_alphabetic())
            .any(|word| word.len() >= 3 && names.iter().any(|name| name.starts_with(word.trim_end_matches('s'))))
    };
    if has(&["saturday", "sunday", "weekend"]) {
        Some("[on a weekend]")
    } else if has(&["monday", "tuesday", "wednesday", "thursday", "friday"]) {
        Some("[on a weekday]")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_become_bands() {
        for (words, told) in [
            ("March 14, 2024", "[in the spring]"),
            ("10/9/26", "[in the fall]"),
            ("2024-12-01", "[in the winter]"),
            ("the 9th", "[one day]"),
            ("Sept. 3", "[in the fall]"),
            ("4 Jul 2023", "[in the summer]"),
            ("Memorial Day weekend", "[in the spring]"),
            ("Saturday", "[on a weekend]"),
            ("last Tues", "[on a weekday]"),
            ("2023", "[in an earlier year]"),
            ("Dec", "[in the winter]"),
        ] {
            assert_eq!(date(words)[0].text, told, "{words}");
        }
    }

    #[test]
    fn stretches_of_time() {
        assert_eq!(
            (lasting(1), lasting(59), lasting(62), lasting(121)),
            ("1 minute".into(), "59 minutes".into(), "about an hour".into(), "about 2 hours".into())
        );
    }
}
