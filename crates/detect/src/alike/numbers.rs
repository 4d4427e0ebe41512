//! Numbers that are guessed to be identifiers and are none: speeds, heights, spans of time, items of a list, emergency calls.

use std::ops::Range;

use crate::text::{Candidate, Text};
use crate::{Class, tagger, words};

/// Whether what is left of a guessed finding is a number that identifies nobody.
pub(super) fn is_alike(text: &Text<'_>, c: &Candidate, rest: &Range<usize>) -> bool {
    let s = text.get(rest.clone());
    if c.class == Class::Date && is_rating(text, rest, s) || is_ten_code(s) && c.class != Class::Location {
        return true;
    }
    if c.why.recogniser != tagger::NAME {
        return false;
    }
    if is_party(s, c.class) || is_measured(s) && c.class != Class::Person {
        return true;
    }
    let span = c.class == Class::Age && is_span(text, rest, s);
    if !is_number(s) {
        return span || is_height(text, rest, s);
    }
    let amount = s.split_once(' ').is_some_and(|(many, rest)| {
        rest == "hundred" && words::listed(many, "two three four five six seven eight nine")
    });
    let known = amount || words::listed(s, "911 988 5150 9-1-1");
    let speed =
        matches!(c.class, Class::Age | Class::Date | Class::Badge | Class::Time | Class::Location | Class::Agency)
            && is_speed(text, rest)
            && !(c.class == Class::Age && c.score >= SURE);
    span || known
        || speed
        || is_item(text, rest, s) && (c.class != Class::Age || s.parse::<u32>().is_ok_and(|n| n < FEW))
        || is_height(text, rest, s)
        || is_price(text, rest)
}

/// "5/5.", "4/10, good": how somebody liked something, in a sentence of its own.
fn is_rating(text: &Text<'_>, range: &Range<usize>, s: &str) -> bool {
    let Some((got, of)) = s.split_once('/') else { return false };
    let (Ok(got), Ok(of)) = (got.parse::<u32>(), of.parse::<u32>()) else { return false };
    let left = text.left(range.start, 3);
    let opens = left.ends_with(". ") || left.ends_with(".) ") || left.ends_with("! ");
    let right = text.right(range.end, 2);
    matches!(of, 5 | 10)
        && got <= of
        && opens
        && right.trim_end().starts_with(['.', ',', ';', '!'])
        && !right.ends_with(char::is_alphanumeric)
}

/// "Ten-four", "ten-ninety-seven": what happens, never who or when. "Ten-fifteen" is an hour as well.
fn is_ten_code(s: &str) -> bool {
    let Some((ten, code)) = s.split_once('-') else { return false };
    ten.eq_ignore_ascii_case("ten")
        && code.split('-').next().is_some_and(|word| {
            words::listed(word, "one two three four five six seven eight nine sixty seventy eighty ninety")
        })
}

/// "V1", "P2": parties and vehicles of a crash.
fn is_party(s: &str, class: Class) -> bool {
    let mut signs = s.chars();
    let (Some(party), Some('1'..='9'), None) = (signs.next(), signs.next(), signs.next()) else { return false };
    matches!(party, 'V' | 'P' | 'W') || matches!(party, 'D' | 'S') && class != Class::Badge && class != Class::Location
}

/// "4300 lb", "18 ft", "ten thousand": the unit is part of what was taken for something else.
fn is_measured(s: &str) -> bool {
    let (Some((_, unit)), true) = (s.rsplit_once([' ', '-']), s.split([' ', '-']).next().is_some_and(is_number)) else {
        return false;
    };
    words::listed(
        unit,
        "lb lbs pounds ft feet inches yards mph kph knots percent watts volts degrees rounds gallons thousand million dollars bucks keys",
    )
}

/// A list is hardly ever longer, and few ages at the head of a line are less.
const FEW: u32 = 13;
/// A guess with such a score is no speed.
const SURE: f32 = 0.8;

/// Digits with their marks, or number words.
fn is_number(s: &str) -> bool {
    s.split([' ', '-']).all(|word| {
        !word.is_empty()
            && (word.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.')) || is_number_word(word))
    })
}

fn is_number_word(word: &str) -> bool {
    words::listed(
        word,
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen \
         nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred",
    )
}

/// The last two words before, without those that only say how sure somebody is.
fn before<'a>(text: &Text<'a>, at: usize) -> (&'a str, &'a str) {
    const HEDGES: &str =
        "maybe about like around roughly easily probably only just almost nearly over under at least well";
    let mut back = text.left(at, 40).split([' ', '"', '“']).rev().filter(|word| !word.is_empty());
    let last = back.find(|word| !words::listed(word, HEDGES)).unwrap_or_default();
    (back.next().unwrap_or_default(), last)
}

/// "Doing fifty", "my speed was 58", "65 in a 45", "a forty zone".
fn is_speed(text: &Text<'_>, range: &Range<usize>) -> bool {
    let (earlier, last) = before(text, range.start);
    let next = words::next(text.s, range.end).map_or("", |r| text.get(r));
    words::listed(
        last,
        "doing going clocked hitting averaging mph speed speeds spd degrees pounds lbs weigh weighs weighed",
    ) || words::listed(earlier, "speed speeds speedometer limit")
        && words::listed(last, "was is at of were says said reads")
        || words::listed(next, "mph zone kph knots degrees below above percent head")
}

/// "Six-four", "5-8" after a word for somebody.
fn is_height(text: &Text<'_>, range: &Range<usize>, s: &str) -> bool {
    let mut parts = s.split([' ', '-', '\'', '’']);
    let (Some(feet), Some(inches), None) = (parts.next(), parts.next(), parts.next()) else { return false };
    let feet = words::listed(feet, "4 5 6 7 four five six seven");
    let inches = inches
        .parse::<u32>()
        .map_or_else(|_| words::listed(inches, "one two three four five six seven eight nine ten eleven"), |n| n < 12);
    let (_, last) = before(text, range.start);
    let apart = s.contains(' ') && words::listed(last, "is was");
    feet && inches
        && !apart
        && words::listed(last, "i'm i’m im he's he’s hes she's she’s shes is was stands stood ht height")
}

/// "A fifteen-year history", "a twenty-six-week academy": time that has passed, unless it makes somebody old.
fn is_span(text: &Text<'_>, range: &Range<usize>, s: &str) -> bool {
    let right = text.right(range.end, 12).to_lowercase();
    let lower = s.to_lowercase();
    let unit = |t: &str| {
        [
            "-year", "-month", "-week", "-day", "-hour", "-minute", "-mile", "-man", "-member", "-pound", "-foot",
            "-round",
        ]
        .iter()
        .any(|u| t.starts_with(u))
    };
    let old = |t: &str| {
        t.split(|c: char| !c.is_alphanumeric())
            .any(|word| word.starts_with("old") || words::listed(word, "age aged ages yearold"))
    };
    // A line that ends in a hyphen goes on with "old" as likely as not.
    if old(&right) || right.ends_with('-') {
        return false;
    }
    let joined = unit(&right);
    let within = lower.split_once('-').is_some_and(|(_, tail)| {
        let tail = tail.rsplit('-').next().unwrap_or_default().split(' ').next().unwrap_or_default();
        words::listed(tail, "year month week day hour")
    });
    let hours = words::listed(words::last_word(&lower), "hours hour minutes seconds miles terms term");
    let (_, last) = before(text, range.start);
    let years = words::listed(words::last_word(&lower), "years yrs year months mos");
    let served = years
        && (words::listed(last, "for been in after last past got every served serving")
            || [" in.", " in,", " in;"].iter().any(|t| right.starts_with(t))
            || [" on ", " on,", " on.", " in ", " with ", " of service"].iter().any(|t| right.starts_with(t)));
    joined || served || within && !old(&lower) || hours && !old(&lower) && !lower.contains(" and ")
}

/// "2. Date": the number of a line.
fn is_item(text: &Text<'_>, range: &Range<usize>, s: &str) -> bool {
    let head = text.left(range.start, 8).trim_matches([' ', '\t', '(', '*', '-']).is_empty();
    let right = text.right(range.end, 2);
    s.len() <= 2
        && head
        && (right.starts_with(". ") || right.starts_with(") ") || right.starts_with(".)") || right == ".")
}

fn is_price(text: &Text<'_>, range: &Range<usize>) -> bool {
    text.before(range.start).ends_with(['$', '€', '£']) || text.after(range.end).starts_with(['%', '€', '£'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Field, Why};

    fn alike(s: &str, words: &str, class: Class) -> bool {
        let text = Text::new(Field::Summary, s);
        let at = s.find(words).unwrap();
        let why = Why { recogniser: tagger::NAME, matched: "a test", raised: Vec::new(), lowered: Vec::new() };
        let range = at..at + words.len();
        is_alike(&text, &Candidate { range: range.clone(), class, score: 0.5, why }, &range)
    }

    #[test]
    fn measures_are_no_identifiers() {
        for (s, words, class) in [
            ("she was doing maybe 14. I was", "14", Class::Age),
            ("My speed was 58 and the road", "58", Class::Age),
            ("He's six-four. He came", "six-four", Class::Age),
            ("I'm 5-8.", "5-8", Class::Badge),
            ("a twenty-six-week academy", "twenty-six", Class::Age),
            ("into an eighteen-month term", "eighteen-month", Class::Age),
            ("2. Date/time: today", "2", Class::Location),
            ("she doesn't use 911, she", "911", Class::Badge),
            ("the money ($180)", "180", Class::Badge),
            ("the turn is 12 hours, still", "12 hours", Class::Age),
            ("Runs forever. 5/5. Pen:", "5/5", Class::Date),
            ("Tell him ten-four. Tell", "ten-four", Class::Age),
            ("are you ten-ninety-seven yet", "ten-ninety-seven", Class::Badge),
            ("saw headlights, V3, which", "V3", Class::Badge),
            ("UNIT IS 4300 LB. VEH", "4300 LB", Class::Location),
            ("pays ten thousand. We", "ten thousand", Class::Time),
            ("at 07:52 for €6.40, and", "6.40", Class::Time),
            ("I have 16 years in. I", "16 years", Class::Age),
            ("Scotch, thirty-year marriage. She", "thirty-year marriage", Class::Age),
        ] {
            assert!(alike(s, words, class), "{s}");
        }
    }

    #[test]
    fn ages_and_call_signs_stay() {
        for (s, words, class) in [
            ("The driver, maybe 14, cried", "14", Class::Age),
            ("a carpenter's helper at 19.", "19", Class::Age),
            ("He's sixty-four. He", "sixty-four", Class::Age),
            ("a five-week-old girl", "five-week-old", Class::Age),
            ("a female, five weeks, no trauma", "five weeks", Class::Age),
            ("Unit 2. Copy", "2", Class::Badge),
            ("Five-eight, copy", "Five-eight", Class::Badge),
            ("at ten-fifteen we", "ten-fifteen", Class::Time),
            ("On call 4/5. Then", "4/5", Class::Date),
            ("D3 from D5, copy", "D3", Class::Badge),
        ] {
            assert!(!alike(s, words, class), "{s}");
        }
    }
}
