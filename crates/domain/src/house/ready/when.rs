//! Bands for dates, clock times and ages, and the difference between two clock times.

use detect::Class;

use super::{Suggestion, band, generalise};
use crate::{Act, Assessment, Span, Text};

/// Two clock times further apart than this are no longer told by their difference, in minutes.
const NEAR_MINUTES: u32 = 180;

pub(super) fn time(text: &Text, span: Span, words: &str, assessment: &Assessment) -> Vec<Suggestion> {
    let Some(at) = minute_of_day(words) else {
        return vec![generalise("[at some point]")];
    };
    let mut ready = vec![band(part_of_day(at))];
    let before = assessment.findings.iter().filter(|judged| judged.finding.class == Class::Time && !judged.fresh);
    let earlier = before
        .map(|judged| judged.anchor.span)
        .filter(|place| place.field == span.field && place.start < span.start)
        .max();
    let passed = earlier
        .and_then(|place| text.slice(place))
        .and_then(minute_of_day)
        .map(|then| (at + 24 * 60 - then) % (24 * 60));
    if let Some(minutes) = passed.filter(|minutes| (1..=NEAR_MINUTES).contains(minutes)) {
        let unit = if minutes == 1 { "minute" } else { "minutes" };
        ready.insert(0, Suggestion { act: Act::KeepDifference, text: format!("[{minutes} {unit} later]") });
    }
    ready
}

/// "0315 hrs", "2:40pm", "2.40 p.m.", "14:05:10", "3 am"; none for clock times in words.
fn minute_of_day(words: &str) -> Option<u32> {
    let lower = words.to_lowercase();
    let digits: Vec<String> =
        lower.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).map(str::to_owned).collect();
    let (hour, minute): (u32, u32) = match digits.as_slice() {
        [one] if one.len() >= 3 && one.len() <= 4 => {
            let whole: u32 = one.parse().ok()?;
            (whole / 100, whole % 100)
        }
        [one] if one.len() <= 2 => (one.parse().ok()?, 0),
        [hour, minute, ..] if hour.len() <= 2 && minute.len() == 2 => (hour.parse().ok()?, minute.parse().ok()?),
        _ => return None,
    };
    let letters: String = lower.chars().filter(|c| c.is_alphabetic()).collect();
    let hour = match (
        letters.contains("pm") || letters.contains("afternoon") || letters.contains("evening"),
        letters.contains("am"),
        hour,
    ) {
        (true, _, 1..=11) => hour + 12,
        (_, true, 12) => 0,
        _ => hour,
    };
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
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

pub(super) fn season(words: &str) -> &'static str {
    let lower = words.to_lowercase();
    let month =
        MONTHS.iter().position(|name| lower.contains(name)).map(|index| index + 1).or_else(|| numeric_month(&lower));
    match month {
        Some(12 | 1 | 2) => "[in the winter]",
        Some(3..=5) => "[in the spring]",
        Some(6..=8) => "[in the summer]",
        Some(9..=11) => "[in the fall]",
        _ => holiday(&lower),
    }
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

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

fn holiday(lower: &str) -> &'static str {
    let table = [
        ("christmas", "[in the winter]"),
        ("new year", "[in the winter]"),
        ("thanksgiving", "[in the fall]"),
        ("halloween", "[in the fall]"),
        ("labor day", "[at the end of summer]"),
        ("memorial day", "[in the spring]"),
        ("easter", "[in the spring]"),
        ("summer", "[in the summer]"),
        ("winter", "[in the winter]"),
        ("spring", "[in the spring]"),
        ("fall", "[in the fall]"),
    ];
    table.into_iter().find(|(name, _)| lower.contains(name)).map_or("[one day]", |(_, band)| band)
}

/// "[a person in their 40s]", or "[in their 40s]" where no article goes with it.
pub(super) fn age(words: &str, with_article: bool) -> String {
    let number: Option<u32> =
        words.split(|c: char| !c.is_ascii_digit()).find(|part| !part.is_empty()).and_then(|part| part.parse().ok());
    let young = ["month", "week", "day"].iter().any(|unit| words.to_lowercase().contains(unit));
    match number {
        _ if young => "[an infant]".to_owned(),
        Some(0..=12) => "[a child]".to_owned(),
        Some(13..=17) => "[a teenager]".to_owned(),
        Some(18 | 19) => "[a young adult]".to_owned(),
        Some(80..) => if with_article { "[a person over 80]" } else { "[over 80]" }.to_owned(),
        Some(years) if with_article => format!("[a person in their {}s]", years / 10 * 10),
        Some(years) => format!("[in their {}s]", years / 10 * 10),
        None => "[an adult]".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clock_times_as_police_write_them() {
        let minutes =
            [("0315 hrs", 195), ("2:40pm", 880), ("2.40 p.m.", 880), ("14:05", 845), ("3 am", 180), ("12:10 a.m.", 10)];
        for (words, minute) in minutes {
            assert_eq!(minute_of_day(words), Some(minute), "{words}");
        }
        assert_eq!(minute_of_day("half past two"), None);
        assert_eq!(minute_of_day("9999"), None);
    }

    #[test]
    fn dates_and_ages_become_bands() {
        assert_eq!(season("March 14, 2024"), "[in the spring]");
        assert_eq!(season("10/9/26"), "[in the fall]");
        assert_eq!(season("2024-12-01"), "[in the winter]");
        assert_eq!(season("the 9th"), "[one day]");
        assert_eq!(age("42-year-old", true), "[a person in their 40s]");
        assert_eq!(age("42 years old", false), "[in their 40s]");
        assert_eq!(age("5 months old", false), "[an infant]");
    }
}
