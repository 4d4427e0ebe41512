//! Reading a clock time as police write and say it.

use super::super::numbers;

pub(super) const DAY: u32 = 24 * 60;

/// A clock time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clock {
    /// Minutes since midnight.
    pub minute: u32,
    /// Whether it is known which half of the day it is in; the first half is taken if it is not.
    pub sure: bool,
}

/// "0315 hrs", "2:40pm", "2.40 p.m.", "14:05:10", "3 am", "half past two", "twenty two thirty", "noon".
pub(super) fn read(words: &str) -> Option<Clock> {
    let lower = words.to_lowercase().replace(['\u{2019}', '\''], "");
    let has = |word: &str| lower.split(|c: char| !c.is_ascii_alphabetic()).any(|part| part == word);
    let sure = |minute: u32| Some(Clock { minute, sure: true });
    let (hour, minute, military) = relative(&lower).or_else(|| plain(&lower))?;
    if hour == 24 && minute == 0 {
        return sure(0);
    }
    if hour > 23 || minute > 59 {
        return None;
    }
    let letters: String = lower.chars().filter(|c| c.is_ascii_alphabetic()).collect();
    let tail = letters.trim_end_matches("sharp");
    let at_night = has("night") || has("tonight");
    let after_noon = tail.ends_with("pm") || has("afternoon") || has("evening") || at_night && (6..12).contains(&hour);
    let before_noon = tail.ends_with("am") || has("morning") || at_night && !(6..12).contains(&hour);
    let known = has("midnight") || has("noon");
    match hour {
        1..=11 if after_noon => sure((hour + 12) * 60 + minute),
        12 if before_noon => sure(minute),
        1..=12 if !after_noon && !before_noon && !military && !known => {
            Some(Clock { minute: hour % 12 * 60 + minute, sure: false })
        }
        _ => sure(hour * 60 + minute),
    }
}

/// "half past two", "quarter to three", "ten minutes after noon".
fn relative(lower: &str) -> Option<(u32, u32, bool)> {
    let words: Vec<&str> = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let at =
        words.iter().position(|word| matches!(*word, "past" | "after" | "to" | "till" | "til" | "of" | "before"))?;
    let (amount, hour) = (words.get(..at)?, words.get(at + 1..)?);
    let minutes = if amount.contains(&"half") {
        30
    } else if amount.contains(&"quarter") {
        15
    } else {
        *numbers::read(&amount.join(" ")).first()?
    };
    let hour = if hour.contains(&"midnight") {
        0
    } else if hour.contains(&"noon") {
        12
    } else {
        *numbers::read(&hour.join(" ")).first()?
    };
    if minutes > 59 || hour > 23 {
        return None;
    }
    let later = matches!(words.get(at), Some(&("past" | "after")));
    let total = if later { hour * 60 + minutes } else { (hour * 60 + DAY - minutes) % DAY };
    // A quarter to one is in the hour before: the twelfth, and not the first after midnight.
    let total = if total < 60 && hour == 1 { total + 12 * 60 } else { total };
    Some((total / 60, total % 60, false))
}

fn plain(lower: &str) -> Option<(u32, u32, bool)> {
    if lower.contains("midnight") {
        return Some((0, 0, true));
    }
    let found = numbers::read(lower);
    if found.is_empty() && lower.contains("noon") && !lower.contains("afternoon") {
        return Some((12, 0, true));
    }
    let digits: Vec<&str> = lower.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    if let [one] = digits.as_slice()
        && (3..=4).contains(&one.len())
    {
        let whole: u32 = one.parse().ok()?;
        return Some((whole / 100, whole % 100, one.len() == 4));
    }
    if let [hour, minute, ..] = digits.as_slice()
        && (hour.len() > 2 || minute.len() != 2)
    {
        return None;
    }
    match found.as_slice() {
        [hour] => Some((*hour, 0, false)),
        [hour, minute, ..] => {
            let military = lower.contains("hundred") || lower.contains("hrs") || lower.contains("hour");
            Some((*hour, *minute, military || digits.first().is_some_and(|hour| hour.starts_with('0'))))
        }
        [] => None,
    }
}

/// The two ends of a stretch: "2130-2215", "from 9 to 10 pm" is left to its parts.
pub(super) fn stretch(words: &str) -> Option<(Clock, Clock)> {
    let (from, to) = words.split_once(['-', '–'])?;
    let whole = |part: &str| part.chars().filter(char::is_ascii_digit).count() >= 3;
    if !whole(from) || !whole(to) {
        return None;
    }
    Some((read(from)?, read(to)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clock_times_as_police_write_them() {
        for (words, minute, sure) in [
            ("0315 hrs", 195, true),
            ("2:40pm", 880, true),
            ("2.40 p.m.", 880, true),
            ("14:05", 845, true),
            ("3 am", 180, true),
            ("12:10 a.m.", 10, true),
            ("14:05:10", 845, true),
            ("2400 hours", 0, true),
            ("half past two", 150, false),
            ("quarter to one", 45, false),
            ("ten minutes past noon", 730, true),
            ("quarter to midnight", 1425, true),
            ("twenty two thirty", 1350, true),
            ("oh three fifteen hours", 195, true),
            ("fourteen hundred", 840, true),
            ("nine o'clock at night", 1260, true),
            ("two in the morning", 120, true),
            ("2:14", 134, false),
            ("noon", 720, true),
            ("around midnight", 0, true),
            ("half past ten p.m.", 1350, true),
        ] {
            assert_eq!(read(words), Some(Clock { minute, sure }), "{words}");
        }
        for words in ["9999", "sometime", "twenty five"] {
            assert_eq!(read(words), None, "{words}");
        }
        assert!(stretch("2130-2215 hrs").is_some() && stretch("02-14").is_none());
    }
}
