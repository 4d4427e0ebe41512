//! Calendar dates: numeric, with month names, ordinals, partial, holidays, and years that date something.

use std::sync::LazyLock;

use crate::Class;
use crate::pattern::{Pattern, Set};
use crate::text::{Candidate, Text};
use crate::words;

static SET: LazyLock<Set> = LazyLock::new(|| {
    Set::new(
        "date",
        [
            Pattern::new(Class::Date, 0.9, "a date in digits", r"(?i)\b(?:<<DOW>>,? )?(\d{1,2}[-./]\d{1,2}[-./](?:\d{4}|\d{2}))\b").check(numeric),
            Pattern::new(Class::Date, 0.9, "a date in digits, year first", r"\b(?:19|20)\d{2}[-./](?:0?[1-9]|1[0-2])[-./](?:[0-2]?\d|3[01])\b").check(outside_number),
            Pattern::new(Class::Date, 0.85, "a weekday and a date in digits", r"(?i)\b<<DOW>>,? (?:\d{1,2}[/.-]\d{1,2})\b"),
            Pattern::new(Class::Date, 0.6, "a month and a day in digits", r"\b(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])\b").check(month_and_day),
            Pattern::new(Class::Date, 0.7, "a month and a year in digits", r"\b(?:0?[1-9]|1[0-2])[-/](?:19|20)\d{2}\b").check(outside_number),
            Pattern::new(
                Class::Date,
                0.9,
                "a month and a day",
                r"(?i)\b(?:<<DOW>>,? )?<<MON>>,? (?:the )?(?:(?:[0-2]?\d|3[01])(?:st|nd|rd|th)?|<<ORDW>>)\b(?:,? (?:of )?(?:(?:19|20)\d{2}\b|['’‘]\d{2}\b)|, \d{2}\b)?",
            )
            .check(month_word),
            Pattern::new(
                Class::Date,
                0.9,
                "a day and a month",
                r"(?i)\b(?:<<DOW>>,? )?(?:the )?(?:(?:[0-2]?\d|3[01])(?:st|nd|rd|th)?|<<ORDW>>|one|two|three|four|five|six|seven|eight|nine|ten)(?:,? | of | day of |-)<<MON>>(?:(?:,? |-)(?:of )?(?:(?:19|20)\d{2}|['’‘]?\d{2})\b)?",
            )
            .check(month_word),
            Pattern::new(Class::Date, 0.92, "a military date", r"(?i)\b(?:[0-2]?\d|3[01]) ?<<MON3>> ?(?:(?:19|20)\d{2}|\d{2})\b").check(month_word),
            Pattern::new(Class::Date, 0.85, "a month and a year", r"(?i)\b(?:(?:early|late|mid)[- ])?<<MON>>,? (?:of )?(?:(?:19|20)\d{2}\b|['’‘]\d{2}\b)").check(month_word),
            Pattern::new(Class::Date, 0.8, "a season and a year", r"(?i)\b(?:the )?(?:spring|summer|fall|autumn|winter),? (?:of )?(?:(?:19|20)\d{2}|['’‘]\d{2})\b"),
            Pattern::new(
                Class::Date,
                0.55,
                "the name of a month",
                r"\b(?i:january|february|april|june|july|august|september|october|november|december|janurary|febuary)\b|\b(?:Jan|Feb|Apr|Aug|Sept|Oct|Nov|Dec)\b",
            )
            .check(lone_month),
            Pattern::new(Class::Date, 0.7, "a part of a month", r"(?i)\b(?:(?:the )?(?:end|beginning|middle|first week|last week) of |early |late |mid[- ])<<MON>>\b").check(month_word),
            Pattern::new(Class::Date, 0.5, "the name of a month", r"\b(?i:in|of|last|since|until|till|by|early|late|mid|this past|during|through) (March|May|MARCH|MAY)\b[.,;:)]"),
            Pattern::new(
                Class::Date,
                0.6,
                "a year",
                r"\b(?i:in|since|from|of|until|till|before|after|by|circa|early|late|mid|during|back in|through|class of|and) ((?:19|20)\d{2}|['’]\d{2})\b",
            )
            .check(year),
            Pattern::new(
                Class::Date,
                0.7,
                "a day of the month",
                r"(?i)\b(?:on|since|by|until|till|of|from|before|after|dated|was|is) (the (?:[12]?\d|3[01])(?:st|nd|rd|th))(?:[.,;:)\n]|\s(?:at|of|and|when|we|i|he|she|they|it|around|about|my|our|in|with|a|an|just|while|after|before|during)\b|$)",
            ),
            Pattern::new(
                Class::Date,
                0.6,
                "a day of the month in words",
                r"(?i)\b(?:on|since|by|until|till|dated) (the <<ORDW>>)(?:[.,;:)\n]|\s(?:at|and|when|we|i|he|she|they|it|around|about|my|our|with|just|while|after|before)\b|$)",
            ),
            Pattern::new(
                Class::Date,
                0.85,
                "a month and two days",
                r"(?i)\b<<MON>> (?:[0-2]?\d|3[01])(?:st|nd|rd|th)?(?: and | to | through | thru | & | ?[-–] ?)(?:[0-2]?\d|3[01])(?:st|nd|rd|th)?\b",
            )
            .check(|text, c| {
                let next = words::next(text.s, c.range.end).map_or("", |r| text.get(r));
                month_word(text, c) && (next.is_empty() || crate::lexicon::is_function(next)) && !text.after(c.range.end).starts_with([':', '/', '-'])
            }),
            Pattern::new(
                Class::Date,
                0.9,
                "a date in Spanish",
                r"(?i)\b(?:[0-2]?\d|3[01]) de (?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre)(?: del? (?:19|20)\d{2})?\b",
            ),
            Pattern::new(
                Class::Date,
                0.85,
                "a weekday and a day of the month",
                r"(?i)\b<<DOW>>,? (?:the )?(?:(?:[12]?\d|3[01])(?:st|nd|rd|th)|<<ORDW>>)\b(?: of <<MON>>)?(?:,? (?:19|20)\d{2})?",
            ),
            Pattern::new(
                Class::Date,
                0.85,
                "a day counted in a month or season",
                r"(?i)\b(?:the )?(?:first|second|third|fourth|fifth|last|1st|2nd|3rd|4th|5th) (?:<<DOW>>|week|weekend|day|night) (?:of|in|before|after) (?:<<MON>>|advent|lent|the (?:year|season))(?:,? (?:of )?(?:(?:19|20)\d{2}|['’]\d{2})\b)?",
            )
            .check(month_word),
            Pattern::new(
                Class::Date,
                0.8,
                "a holiday",
                r"(?i)\b(?:(?:(?:the )?<<DOW>>|(?:the |two |three |four |a )?(?:night|days?|eve|weeks?|weekend|morning)) (?:before|after|of) )?(?:(?:the )?(?:4th|fourth) of july|new year['’]?s?(?:['’])? (?:eve|day)|mlk(?: day)?(?: weekend)?|martin luther king(?:,? jr\.?)? day|presidents?['’]?s? day|groundhog day|valentine['’]?s(?: day)?|st\.? ?patrick['’]?s(?: day)?|ash wednesday|mardi gras|palm sunday|good friday|easter (?:sunday|monday|weekend|week|morning|day)|easter|cinco de mayo|mothers?['’]?s? day|memorial day(?: weekend)?|fathers?['’]?s? day|flag day|juneteenth|independence day|labor day(?: weekend)?|patriots?['’]?s? day|columbus day|indigenous peoples?['’]?s? day|veterans?['’]?s? day|armistice day|halloween(?: night)?|election day|thanksgiving(?: day| eve| night| weekend)?|black friday|christmas (?:eve|day|morning|night|week)|christmas|xmas(?: eve| day)?|boxing day|st\.? stephen['’]?s day|hanukk?ah|chanukah|kwanzaa|passover|yom kippur|rosh hashanah|ramadan|eid(?: al-fitr| al-adha)?|diwali|lunar new year|chinese new year|super bowl (?:sunday|weekend|night)|earth day|arbor day|leap day|april fools?['’]?(?: day)?|all (?:souls|saints)['’]? day|d[ií]a de (?:los )?muertos|pioneer day|st\.? jude|tax day|pearl harbor day)(?:,? (?:of )?(?:(?:19|20)\d{2}|['’]\d{2}))?\b",
            )
            .check(holiday),
        ],
    )
});

fn outside_number(text: &Text<'_>, c: &mut Candidate) -> bool {
    let before = text.before(c.range.start).chars().next_back();
    let mut after = text.after(c.range.end).chars();
    !matches!(before, Some('-' | '/' | '.' | '#' | '_' | '$'))
        && !(matches!(after.next(), Some('-' | '/' | '_')) && after.next().is_some_and(char::is_alphanumeric))
}

/// Both orders of day and month are accepted.
fn numeric(text: &Text<'_>, c: &mut Candidate) -> bool {
    if !outside_number(text, c) {
        return false;
    }
    let s = text.get(c.range.clone());
    let parts: Vec<u32> = s.split(['-', '.', '/']).filter_map(|p| p.parse().ok()).collect();
    let marks: Vec<char> = s.chars().filter(|ch| !ch.is_ascii_digit()).collect();
    let [a, b, _] = parts.as_slice() else { return false };
    if marks.first() != marks.last() || !(1..=31).contains(a) || !(1..=31).contains(b) || (*a > 12 && *b > 12) {
        return false;
    }
    let dow = text.left(c.range.start, 12);
    let word = words::last_word(dow.trim_end_matches([' ', ',', '.']));
    if is_weekday(word)
        && let Some(at) = dow.rfind(word)
    {
        c.range.start -= dow.len() - at;
    }
    // "11-12-25" may be a number in a series; slashes and a full year leave no doubt.
    if !s.contains('/') && s.len() < 9 {
        c.lower(0.15, "written like other numbers");
    }
    true
}

fn is_weekday(word: &str) -> bool {
    words::listed(
        word,
        "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun",
    )
}

/// A bare "3/12": fractions, ratios and models look the same.
fn month_and_day(text: &Text<'_>, c: &mut Candidate) -> bool {
    if !outside_number(text, c) {
        return false;
    }
    let s = text.get(c.range.clone());
    let left = text.left(c.range.start, 16);
    let right = text.right(c.range.end, 12);
    let Some((a, b)) = s.split_once('/') else { return false };
    let (Ok(a), Ok(b)) = (a.parse::<u32>(), b.parse::<u32>()) else { return false };
    let cue = words::is_one_of(
        words::last_word(left.trim_end_matches([' ', ':', ','])),
        &[
            "on", "date", "dated", "since", "of", "from", "until", "by", "mon", "tues", "wed", "thurs", "fri", "sat",
            "sun", "the",
        ],
    );
    let word = words::last_word(left.trim_end());
    if words::capital(word)
        && words::is_one_of(word, &["ruger", "marlin", "code", "page", "fig", "level", "grade", "size", "hook"])
        || right.starts_with(['"', '”', '\'', '%', '-'])
        || left.ends_with(char::is_alphanumeric)
    {
        return false;
    }
    let unit = words::next(text.s, c.range.end).is_some_and(|r| {
        words::is_one_of(
            text.get(r),
            &[
                "inch", "inches", "in", "mi", "mile", "miles", "cup", "tank", "ton", "tons", "oz", "ounce", "teaspoon",
                "tsp", "mag", "full", "of", "turn", "turns", "way", "treble", "bit", "wrench", "socket", "split",
                "odds", "vision", "rifle", "the", "pound", "lb", "steel", "plywood",
            ],
        )
    });
    let fraction = a < b
        && matches!(b, 2 | 3 | 4 | 5 | 6 | 8 | 10 | 12 | 16)
        && (a == 1 || !matches!(b, 5 | 6 | 10 | 12))
        && !s.contains('0');
    if unit || (left.trim_end().ends_with(|ch: char| ch.is_ascii_digit()) && left.ends_with(' ')) || (a, b) == (10, 22)
    {
        return false;
    }
    if cue {
        c.raise(0.2, "a word for a date before it");
    } else if fraction {
        c.lower(0.3, "it may be a fraction");
    }
    true
}

/// "may" and "march" need a capital here, since they are words; so does any abbreviation after a plain number word.
fn month_word(text: &Text<'_>, c: &mut Candidate) -> bool {
    let s = text.get(c.range.clone());
    let word_number = s.split(|ch: char| !ch.is_alphabetic()).next().is_some_and(|w| {
        words::is_one_of(
            w,
            &[
                "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "first", "second",
                "third",
            ],
        )
    });
    for word in s.split(|ch: char| !ch.is_alphabetic()) {
        let doubtful = words::is_one_of(word, &["may", "march", "mar", "dec", "sat", "sun", "jan", "jun"]);
        if doubtful && !words::capital(word) {
            let full = s.bytes().any(|b| b.is_ascii_digit());
            if !full || (words::is_one_of(word, &["may", "march", "sat", "sun"]) && !ordinal(s) && !text.lower) {
                return false;
            }
        }
        if word_number && words::is_one_of(word, &["may", "march", "mar"]) && !words::capital(word) {
            return false;
        }
    }
    // "10 Mar." could end a sentence, "5 May" could begin a clause: a measure before says that it does.
    true
}

fn ordinal(s: &str) -> bool {
    ["st", "nd", "rd", "th"].iter().any(|e| {
        s.split(|c: char| !c.is_alphanumeric()).any(|w| {
            w.to_lowercase().strip_suffix(e).is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
        })
    }) || s.contains(" of ")
}

fn lone_month(text: &Text<'_>, c: &mut Candidate) -> bool {
    let s = text.get(c.range.clone());
    let left = words::last_word(text.left(c.range.start, 16).trim_end());
    if !words::capital(s) && words::is_one_of(s, &["august"]) {
        return false;
    }
    if words::is_one_of(s, &["april", "june", "august"]) {
        // Also given names: a name follows a rank or another capital, a month a preposition.
        if !words::is_one_of(
            left,
            &[
                "in", "of", "last", "since", "until", "till", "by", "early", "late", "mid", "this", "during",
                "through", "from", "to", "every", "next",
            ],
        ) {
            return false;
        }
    }
    if words::is_one_of(left, &["every", "each", "most"]) {
        c.lower(0.2, "it dates nothing in particular");
    }
    // A name after a rank: "Sgt. December".
    !crate::lexicon::is_abbreviation(left) || words::is_one_of(left, &["no"])
}

fn year(text: &Text<'_>, c: &mut Candidate) -> bool {
    let s = text.get(c.range.clone());
    if let Ok(n) = s.parse::<u32>()
        && !(1900..=2049).contains(&n)
    {
        return false;
    }
    let cue = words::last_word(text.left(c.range.start, 10).trim_end()).to_lowercase();
    if matches!(cue.as_str(), "and" | "of" | "by" | "from" | "before" | "after" | "until" | "till") {
        c.lower(0.1, "it may be a clock time");
        if cue == "and" {
            return false;
        }
    }
    let after = text.right(c.range.end, 12);
    if after.starts_with(['-', ':', '/', '.']) && after.chars().nth(1).is_some_and(char::is_alphanumeric)
        || after.trim_start().starts_with("hours")
        || after.trim_start().starts_with("hrs")
    {
        return false;
    }
    // A capitalised word after it makes it the model year of a vehicle.
    !words::next(text.s, c.range.end).is_some_and(|r| {
        let word = text.get(r);
        words::capital(word) && crate::lexicon::is_brand(word)
    })
}

fn holiday(text: &Text<'_>, c: &mut Candidate) -> bool {
    let thing = words::next(text.s, c.range.end).is_some_and(|r| {
        words::listed(
            text.get(r),
            "tree trees lights party parties parade decorations costume costumes card cards present presents gift \
             gifts song songs carol carols sweater ornament ornaments eggs egg bunny candy mask masks turkey \
             wreath wrapping bonus seals",
        )
    });
    if thing {
        c.lower(0.5, "it describes a thing");
    }
    // "Easter" and the like in lower case are still days; "patriot day" is no holiday of its own.
    !thing
}

pub(super) fn find(text: &Text<'_>, out: &mut Vec<Candidate>) {
    SET.find(text, out);
}

#[cfg(test)]
mod tests {
    use crate::recognisers::table::*;

    #[test]
    fn dates() {
        finds(
            super::find,
            &[
                ("On 03/14/2024 we", &["03/14/2024"]),
                ("on 3-14-24,", &["3-14-24"]),
                ("in yours of late, on the ninth, if", &["the ninth"]),
                ("On May 2 and 3 an investigator", &["May 2 and 3"]),
                ("Presidio, 14 de enero", &["14 de enero"]),
                ("it was MLK weekend, cold", &["MLK weekend"]),
                ("half past six, day after labor day", &["day after labor day"]),
                ("This was in late September, on", &["late September"]),
                ("14.03.2024", &["14.03.2024"]),
                ("2024-03-14", &["2024-03-14"]),
                ("Fri 09/15/23", &["Fri 09/15/23"]),
                ("on 3/14 he", &["3/14"]),
                ("fri 3/13", &["fri 3/13"]),
                ("in 05/2022", &["05/2022"]),
                ("March 14, 2024", &["March 14, 2024"]),
                ("Tuesday, March 4, 2025,", &["Tuesday, March 4, 2025"]),
                ("aug 9 we", &["aug 9"]),
                ("Oct. 3rd", &["Oct. 3rd"]),
                ("12 Mar. '25", &["12 Mar. '25"]),
                ("the 19th of February", &["the 19th of February"]),
                ("14 NOV 2023", &["14 NOV 2023"]),
                ("02FEB2026", &["02FEB2026"]),
                ("3-Mar-26", &["3-Mar-26"]),
                ("July eleventh", &["July eleventh"]),
                ("the first of May", &["the first of May"]),
                ("December 2011", &["December 2011"]),
                ("the fall of 2017", &["the fall of 2017"]),
                ("one night in October", &["October"]),
                ("since 2019 we", &["2019"]),
                ("on the 14th.", &["the 14th"]),
                ("Tuesday the 18th", &["Tuesday the 18th"]),
                ("the last Friday in February", &["the last Friday in February"]),
                ("on Labor Day,", &["Labor Day"]),
                ("the Fourth of July", &["the Fourth of July"]),
                ("St. Patrick's Day", &["St. Patrick's Day"]),
                ("the night before Thanksgiving", &["the night before Thanksgiving"]),
                ("Sat. 15 Sep 18", &["Sat. 15 Sep 18"]),
            ],
        );
    }

    #[test]
    fn no_dates() {
        finds_nothing(
            super::find,
            &[
                "we work 24/7",
                "a 1/2 inch gap",
                "3/4 full",
                "on the 4th floor",
                "He may 3 times",
                "I may march on",
                "a Ruger 10/22",
                "a 2019 Tahoe",
                "10-8 and 10-50",
                "on Monday",
                "the third time",
                "Officer June Park",
                "the Christmas tree",
                "policy 4.12",
                "an AR-15",
                "7 or 8 rounds",
                "section 11-501",
                "99/99/2020",
                "555-0143",
                "the second floor",
                "call sign 4-11-B",
            ],
        );
    }
}
