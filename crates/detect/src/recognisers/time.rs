//! Clock times: with a colon, military, with am or pm, and in words.

use std::sync::LazyLock;

use crate::Class;
use crate::pattern::{Pattern, Set};
use crate::text::{Candidate, Text};
use crate::words;

/// The score of a bare number that could be a time: below the threshold, until other times vouch for it.
const BARE: f32 = 0.3;

/// A time in words that stands alone at the head of a line.
const HEADS: &str = "a time in words that begins a line";

static SET: LazyLock<Set> = LazyLock::new(|| {
    Set::new(
        "time",
        [
            Pattern::new(
                Class::Time,
                0.85,
                "a clock time",
                r"(?i)\b(?:[01]?\d|2[0-3])[:h][0-5]\d(?::[0-5]\d)?(?:(?: ?(?:a\.m\.?|p\.m\.?|am\b|pm\b|hrs\b\.?|hours\b|o['’]clock)|[ap]\b)|-0\d:00)?(?: (?:in the (?:early )?(?:morning|afternoon|evening|forenoon)|at night|local|utc|zulu|[ecmp][sd]t)\b)?",
            )
            .check(clock),
            Pattern::new(
                Class::Time,
                0.9,
                "a clock time with am or pm",
                r"(?i)\b(?:0?\d|1[0-2])(?:[:.]?[0-5]\d)? ?(?:a\.m\.?|p\.m\.?|am\b|pm\b|a\. m\.|p\. m\.)",
            )
            .check(am_pm),
            Pattern::new(
                Class::Time,
                0.85,
                "a stretch of clock time",
                r"(?i)\b(?:0?\d|1[0-2])(?::[0-5]\d)? ?(?:a\.m\.?|p\.m\.?|am|pm)? ?(?:to|until|till|through|thru|-|–) ?(?:0?\d|1[0-2])(?::[0-5]\d)? ?(?:a\.m\.?|p\.m\.?|am\b|pm\b)|\b(?:[01]?\d|2[0-3]):[0-5]\d ?(?:to|until|till|through|thru|-|–) ?(?:[01]?\d|2[0-3]):[0-5]\d\b",
            )
            .check(clock),
            Pattern::new(Class::Time, 0.85, "a clock time with a point and am or pm", r"(?i)\b(?:0?\d|1[0-2])\.[0-5]\d ?(?:a\.m\.?|p\.m\.?|am\b|pm\b)"),
            Pattern::new(Class::Time, 0.8, "an hour of the day", r"(?i)\b(?:\d{1,2}(?:[:.]?[0-5]\d)?|<<HOURW>>(?:[- ](?:fifteen|thirty|forty-five|twenty|ten|oh-five))?) (?:in the (?:early |a\.?m\.?)?(?:morning|afternoon|evening|forenoon|p\.m\.?|a\.m\.?)?|at night|tonight|(?:this|that) (?:morning|afternoon|evening|night)|o['’ ]?clock(?: (?:in the (?:morning|afternoon|evening)|at night|sharp))?)")
                .check(|text, c| {
                    let s = text.get(c.range.clone());
                    !s.trim_end().ends_with("the")
                }),
            Pattern::new(Class::Time, 0.8, "an hour with am or pm", r"(?i)\b<<HOURW>>(?:[- ](?:<<NUMW>>|thirty|o['’]clock))? ?(?:a\.m\.?|p\.m\.?|am\b|pm\b)(?: sharp)?"),
            Pattern::new(
                Class::Time,
                0.92,
                "a military time",
                r"(?i)\b(?:[01]\d|2[0-3])[0-5]\d(?::[0-5]\d)? ?(?:hrs?\b\.?|hours\b|h\b|z\b|zulu\b|utc\b|local\b|[ecmp][sd]t\b)|\b(?:[01]\d|2[0-3])[0-5]\d:[0-5]\d\b|\b(?:[01]\d|2[0-3])[0-5]\dL\b",
            ),
            Pattern::new(
                Class::Time,
                0.75,
                "a military time",
                r"(?i)\b(?:at|around|about|abt|start|end|began|ended|rel|\d{1,2}/\d{1,2}/\d{2,4},?|approx\.?|approximately|approx|@|~|time:?|clocked|circa|roughly|exactly|nearly|almost|appx|past|ca\.) ((?:[01]\d|2[0-3])[0-5]\d)\b",
            )
            .raised(&["a word for a time before it"])
            .check(military),
            Pattern::new(Class::Time, 0.65, "a military time", r"(?i)\b(?:until|till|til|by|since|from|before|after|to|and|between|,|;|then|or) ((?:[01]\d|2[0-3])[0-5]\d)\b")
                .check(|text, c| military(text, c) && !year_like(text, c)),
            Pattern::new(Class::Time, 0.7, "a military time that begins a line", r"(?m)^[ \t\[(*•-]{0,6}((?:[01]\d|2[0-3])[0-5]\d)(?:[\])]{0,2}[:.,]?\s|[\])-])").check(log_line),
            Pattern::new(Class::Time, 0.7, "a stretch of military time", r"\b((?:[01]\d|2[0-3])[0-5]\d) ?[-–] ?((?:[01]\d|2[0-3])[0-5]\d)(?:[\s.,;)]|$)").check(|text, c| {
                let before = text.before(c.range.start).chars().rev().take(5).collect::<String>();
                let after = text.right(c.range.end, 2);
                !year_like(text, c) && !(after.starts_with('-') && after.chars().nth(1).is_some_and(char::is_alphabetic)) && !after.starts_with('/') && !before.starts_with(['/', '.']) && !(before.starts_with('-') && before.chars().nth(1).is_some_and(char::is_alphabetic))
            }),
            Pattern::new(Class::Time, BARE, "four digits that can be a military time", r"\b(?:[01]\d|2[0-3])[0-5]\d\b").check(|text, c| {
                let before = text.left(c.range.start, 8);
                let after = text.right(c.range.end, 3);
                let joined = before.ends_with(['-', '/', '.', '#', '$', '_', ':', ',']) || before.ends_with(", ") || after.starts_with(['-', '/', '_', '%', ':']) || after.starts_with('.') && after.chars().nth(1).is_some_and(char::is_alphanumeric);
                let word = words::last_word(before.trim_end());
                let cue = words::is_one_of(word, &["badge", "car", "unit", "no", "number", "four", "case", "plate", "tag", "room", "lot", "event", "shield", "ending", "block", "shop", "pin", "code"]);
                !joined && !cue && !year_like(text, c) && !crate::identifier::is_measure(text, c.range.end)
            }),
            Pattern::new(Class::Time, 0.7, "a military time that ends a line", r"(?m)[,;] ((?:[01]\d|2[0-3])[0-5]\d)[.,)]{0,2}$").check(|text, c| !year_like(text, c)),
            Pattern::new(
                Class::Time,
                0.85,
                "a time in words",
                r"(?i)\b(?:a )?(?:half|quarter|a quarter) (?:past|passed|to|till|til|'til|of|after|before) (?:<<HOURW>>|\d{1,2}|noon|midnight)(?: (?:in the (?:morning|afternoon|evening|forenoon|a\.m\.?)|at night|a\.?m\.?\b|p\.?m\.?\b|sharp))?\b",
            )
            .check(|text, c| !crate::identifier::is_measure(text, c.range.end)),
            Pattern::new(
                Class::Time,
                0.7,
                "a time in words",
                r"(?i)\b(?:five|ten|twenty|twenty-five|\d{1,2})(?: minutes?)? (?:past|passed|to|till|til|'til|of|after|before) <<HOURW>>(?: (?:in the (?:morning|afternoon|evening|forenoon)|at night|a\.?m\.?\b|p\.?m\.?\b|sharp)|[.,;:)\n]|$| and\b| when\b)|\b(?:five|ten|twenty|\d{1,2}) (?:past|till|to) \d{1,2}(?: (?:in the (?:morning|afternoon|evening)|at night|a\.?m\.?\b|p\.?m\.?\b))",
            )
            .check(trim_mark),
            Pattern::new(
                Class::Time,
                0.6,
                "a time in words",
                r"(?i)\b<<HOURW>> (?:twenty|thirty|forty|fifty)-(?:one|two|three|four|five|six|seven|eight|nine)\b",
            )
            .check(|text, c| !crate::identifier::is_measure(text, c.range.end) && !text.after(c.range.end).starts_with('-')),
            Pattern::new(
                Class::Time,
                0.65,
                "a time in words",
                r"(?i)\b(?:at|around|about|by|until|till|it was|it's|past|before|after) (?:(?:almost|nearly|about|around|exactly|maybe) )?(<<HOURW>>[- ](?:oh[- ](?:one|two|three|four|five|six|seven|eight|nine)|ten|fifteen|twenty|thirty|forty|fifty|forty-five|(?:twenty|thirty|forty|fifty)-(?:one|two|three|four|five|six|seven|eight|nine)))\b",
            )
            .check(|text, c| !crate::identifier::is_measure(text, c.range.end) && !text.after(c.range.end).starts_with('-')),
            Pattern::new(Class::Time, 0.55, "an hour in words", r"(?i)\b(?:at|till|until|before) (<<HOURW>>)(?:[.,;)\n]|$| (?:sharp|when|and)\b)").check(|text, c| {
                !words::is_one_of(text.get(c.range.clone()), &["one"]) && !words::is_one_of(words::last_word(text.left(c.range.start, 16).trim_end().trim_end_matches(|ch: char| ch.is_alphabetic()).trim_end()), &["look", "looked", "looking", "aimed", "pointed"])
            }),
            Pattern::new(Class::Time, BARE, HEADS, r"(?im)^(<<HOURW>>(?:[- ](?:oh[- ])?<<NUMW>>)?)\. "),
            Pattern::new(Class::Time, 0.6, "hours and minutes apart", r"(?i)\b(?:at|by|around|about|abt|till|til|until|before|after|since) (\d{1,2} [0-5]\d)\b").check(|text, c| {
                let hour = text.get(c.range.clone()).split(' ').next().and_then(|h| h.parse::<u32>().ok());
                let next = text.right(c.range.end, 2);
                hour.is_some_and(|h| h < 24) && !next.starts_with(['-', '/', ':', '%', ',', '\'', '"']) && !next.trim_start().starts_with(|c: char| c.is_ascii_digit()) && !crate::identifier::is_measure(text, c.range.end)
            }),
            Pattern::new(
                Class::Time,
                0.7,
                "an hour and something",
                r"(?i)\b(?:0?\d|1[0-2]|<<HOURW>>)(?:[:. ]?[0-5]\d)?ish\b|\b(?:at|by|around|about|till|until|before|after|was) ((?:0?\d|1[0-2]|<<HOURW>>) (?:and|n) (?:some )?change(?: in the (?:morning|afternoon|evening)| at night)?)\b|\b(?:noon|midnight)[ -](?:fifteen|thirty|forty-five)\b",
            )
            .check(|text, c| !crate::identifier::is_measure(text, c.range.end)),
            Pattern::new(
                Class::Time,
                0.8,
                "a military time in words",
                r"(?i)\b(?:(?:zero|oh|o|0)[- ]?<<HOURW>>|(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty(?:[- ](?:one|two|three))?))[- ](?:hundred|(?:oh|zero)[- ](?:one|two|three|four|five|six|seven|eight|nine)|<<NUMW>>) (?:hours|hrs)\b|\b(?:zero|oh|0)[- ](?:one|two|three|four|five|six|seven|eight|nine)[- ](?:hundred|fifteen|twenty|thirty|forty|forty[- ]five|fifty)(?: (?:hours|hrs))?\b",
            ),
            Pattern::new(Class::Time, 0.6, "a time with a point", r"(?i)\b(?:at|around|about|by|until|till|before|after) ((?:[01]?\d|2[0-3])\.[0-5]\d)\b").check(|text, c| {
                let right = text.right(c.range.end, 12);
                !crate::identifier::is_measure(text, c.range.end) && !right.starts_with(['%', '.', '-']) || right.starts_with(". ") || right == "."
            }),
        ],
    )
});

fn clock(text: &Text<'_>, c: &mut Candidate) -> bool {
    let before = text.before(c.range.start).chars().next_back();
    let mut after = text.after(c.range.end).chars();
    let joined = matches!(before, Some('-' | '/' | ':' | '#' | '_'))
        || (matches!(after.next(), Some('-' | '/' | '_' | ':')) && after.next().is_some_and(char::is_alphanumeric));
    let s = text.get(c.range.clone());
    // "14h05" is a time, "2h10" a model or a duration.
    !joined && (!s.contains(['h', 'H']) || s.contains(':') || s.len() >= 5)
}

/// "I am", "3 am" in "the 3 am on the left": am is also a verb.
fn am_pm(text: &Text<'_>, c: &mut Candidate) -> bool {
    !matches!(text.before(c.range.start).chars().next_back(), Some('-' | '/' | '.' | ':' | '$' | '#'))
}

fn military(text: &Text<'_>, c: &mut Candidate) -> bool {
    let after = text.right(c.range.end, 3);
    let joined =
        after.starts_with(['-', '/', '_', '%', '#']) && after.chars().nth(1).is_some_and(char::is_alphanumeric);
    !joined && !crate::identifier::is_measure(text, c.range.end)
}

/// Clock times that read like years of the last or this century.
fn year_like(text: &Text<'_>, c: &Candidate) -> bool {
    let s = text.get(c.range.clone());
    s.starts_with("19") || s.starts_with("200") || s.starts_with("201") || s.starts_with("202") || s.starts_with("203")
}

/// One number at the head of a line can be anything; in a log there are several.
fn log_line(text: &Text<'_>, c: &mut Candidate) -> bool {
    if year_like(text, c) {
        c.lower(0.25, "it may be a year");
    }
    !crate::identifier::is_measure(text, c.range.end)
}

fn trim_mark(text: &Text<'_>, c: &mut Candidate) -> bool {
    let s = text.get(c.range.clone());
    let s = s.strip_suffix(" and").or_else(|| s.strip_suffix(" when")).unwrap_or(s);
    c.range.end = c.range.start + s.trim_end_matches([',', ';', ':', ')', '\n']).trim_end_matches('.').len().max(1);
    true
}

pub(super) fn find(text: &Text<'_>, out: &mut Vec<Candidate>) {
    let from = out.len();
    SET.find(text, out);
    for c in out.get_mut(from..).unwrap_or_default() {
        let s = text.get(c.range.clone());
        if s.ends_with('.') && !s.ends_with("m.") {
            c.range.end -= 1;
        }
    }
    let vouched = out
        .get(from..)
        .unwrap_or_default()
        .iter()
        .filter(|c| c.why.matched.contains("military") && c.score >= 0.5)
        .count();
    if vouched >= 1 {
        for c in out.get_mut(from..).unwrap_or_default() {
            if c.score <= BARE && c.why.matched != HEADS {
                c.raise(0.2, "other military times in this text");
            }
        }
    }
    let told = out.get(from..).unwrap_or_default().iter().filter(|c| c.why.matched == HEADS).count();
    if told >= 3 {
        for c in out.get_mut(from..).unwrap_or_default().iter_mut().filter(|c| c.why.matched == HEADS) {
            c.raise(0.4, "several lines begin with a time");
        }
    }
    // A log tells its kind by its many times: then one that reads like a year is a time too.
    let lines = out
        .get(from..)
        .unwrap_or_default()
        .iter()
        .filter(|c| c.why.matched == "a military time that begins a line")
        .count();
    if lines >= 3 {
        for c in out.get_mut(from..).unwrap_or_default() {
            if c.why.matched == "a military time that begins a line" {
                c.raise(0.25, "several lines begin with a time");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::recognisers::table::*;

    #[test]
    fn times() {
        finds(
            super::find,
            &[
                ("at 0315 hrs", &["0315 hrs"]),
                ("at 0315 we", &["0315"]),
                ("auditor, 11 p.m. to 7 a.m., five", &["11 p.m. to 7 a.m."]),
                ("T-2. 10:10 to 10:20: discussion", &["10:10 to 10:20"]),
                ("a Sunday, 3.15 AM, the panel", &["3.15 AM"]),
                ("approximately 1922 hours", &["1922 hours"]),
                ("1925h", &["1925h"]),
                ("0530L", &["0530L"]),
                ("0127Z", &["0127Z"]),
                ("at 14:05", &["14:05"]),
                ("14h05", &["14h05"]),
                ("21:14:06 UNIT", &["21:14:06"]),
                ("2:40pm", &["2:40pm"]),
                ("2.40pm", &["2.40pm"]),
                ("2:40 p.m., then", &["2:40 p.m."]),
                ("6.52 AM", &["6.52 AM"]),
                ("5am", &["5am"]),
                ("1130pm", &["1130pm"]),
                ("6:11a", &["6:11a"]),
                ("230 in the morning", &["230 in the morning"]),
                ("two in the morning", &["two in the morning"]),
                ("half past two", &["half past two"]),
                ("quarter to eleven at night", &["quarter to eleven at night"]),
                ("ten past one.", &["ten past one"]),
                ("one-thirty AM", &["one-thirty AM"]),
                ("at six-fifteen he", &["six-fifteen"]),
                ("0345 Left the yard", &["0345"]),
                ("19:31 local", &["19:31 local"]),
                ("eight o'clock sharp", &["eight o'clock sharp"]),
                ("between 0512 and 0524", &["0512", "0524"]),
                ("a quarter passed nine at night", &["a quarter passed nine at night"]),
                ("in the truck by 4 15 heat on", &["4 15"]),
                ("tues like 7ish. its", &["7ish"]),
                ("out again at 545 this morning. hes 7", &["545 this morning"]),
                ("Eight-ten. Keep it.\nNine. The pier.\nNine-forty. Two men.", &["Eight-ten", "Nine", "Nine-forty"]),
                ("at five and some change, sun", &["five and some change"]),
                ("maybe noon thirty, theres", &["noon thirty"]),
                ("at zero three fifteen hours", &["zero three fifteen hours"]),
                ("around twenty two thirty hours", &["twenty two thirty hours"]),
                ("0-three-hundred", &["0-three-hundred"]),
            ],
        );
    }

    #[test]
    fn no_times() {
        finds_nothing(
            super::find,
            &[
                "10-4",
                "Code 3",
                "52 in a 45",
                "80 mph",
                "in 2019",
                "I am here",
                "two in the back",
                "five to ten minutes",
                "ten to fifteen feet",
                "badge 2217",
                "1:25-wr-07",
                "room 1405",
                "at 40 feet",
                "a 2020 Tahoe",
                "since 2014",
                "half of them",
                "at one point",
                "two in the hall",
                "the ratio was 3:1",
                "at 0900-2217-B",
                "at 4 15 feet",
                "about 10 20-round mags",
                "selfish and brownish",
            ],
        );
    }
}
