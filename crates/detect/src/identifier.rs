//! Reading an identifier that follows a cue word: "case no. GT 19-0388", "plate TX LKN-4471", "VIN ends ...0412".

use std::ops::Range;

use crate::lexicon;
use crate::text::Text;
use crate::words;

/// The longest identifier, in bytes.
const LIMIT: usize = 40;

/// Words after a number that make it a measure and no part of an identifier.
const UNITS: &[&str] = &[
    "min", "mins", "minute", "minutes", "sec", "seconds", "hour", "hours", "hrs", "hr", "day", "days", "week", "weeks",
    "month", "months", "year", "years", "yr", "yrs", "feet", "ft", "foot", "yards", "yard", "yds", "miles", "mile",
    "mph", "inch", "inches", "lbs", "pounds", "lb", "grams", "oz", "ounces", "percent", "rounds", "shots", "times",
    "people", "officers", "deputies", "units", "cars", "suspects", "subjects", "victims", "males", "females", "block",
    "am", "pm", "degrees", "points", "dollars", "of", "more", "other", "men", "women", "kids", "calls",
];

/// Whether the words that follow `at` make the number before it a measure.
pub(crate) fn is_measure(text: &Text<'_>, at: usize) -> bool {
    words::next(text.s, at).is_some_and(|r| words::is_one_of(text.get(r), UNITS))
}

/// Whether this is a code of the radio and no number of anything: "ran his DL, 10-27".
pub(crate) fn is_ten_code(s: &str) -> bool {
    s.strip_prefix("10-").is_some_and(|n| n.len() <= 2 && n.bytes().all(|b| b.is_ascii_digit()))
}

/// What stands before the number of a law, a standard or an order.
const LAWS: &[&str] = &[
    "penal code",
    "vehicle code",
    "safety code",
    "labor code",
    "family code",
    "section",
    "sections",
    "sec",
    "sec.",
    "§",
    "§§",
    "pc",
    "vc",
    "cvc",
    "cpc",
    "hsc",
    "h&s",
    "wic",
    "ccp",
    "usc",
    "u.s.c.",
    "u.s.c",
    "cfr",
    "c.f.r.",
    "rcw",
    "ors",
    "nrs",
    "nrc",
    "krs",
    "crs",
    "c.r.s.",
    "ars",
    "a.r.s.",
    "rsmo",
    "o.c.g.a.",
    "ocga",
    "icw",
    "mca",
    "tca",
    "osha",
    "nfpa",
    "nij",
    "ansi",
    "astm",
    "calea",
    "un",
    "statute",
    "g.o.",
    "general order",
    "special order",
    "policy",
    "directive",
    "sop",
    "article",
    "chapter",
];

/// What stands after the number of a law.
const LAWS_AFTER: &[&str] =
    &["pc", "vc", "cvc", "cpc", "hs", "hsc", "h&s", "wi", "wic", "ccp", "usc", "u.s.c", "cfr", "c.f.r", "b&p"];

/// Whether this is the number of a law, a standard or an order ("PC 664/187", "22350 VC", "OSHA 1910.176").
pub(crate) fn is_statute(text: &Text<'_>, range: &Range<usize>) -> bool {
    let s = text.get(range.clone());
    let Some(digit) = s.find(|c: char| c.is_ascii_digit()) else { return false };
    // "Citation PC 330817" has more digits than a law.
    let longest = s.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or(0);
    if s.len() > 20 || longest > 5 {
        return false;
    }
    let left = text.left(range.start + digit, 20);
    if !left.is_empty() && !left.ends_with([' ', '(', ':', '.', '§']) {
        return false;
    }
    let before = left.trim_end_matches([' ', '(', ':']);
    let after = text.right(range.end, 8).trim_start_matches([' ', '(', ')']);
    let next = after.split([' ', ',', ';', ')', ':']).next().unwrap_or_default().trim_end_matches('.');
    let ends = |law: &&str| {
        let rest = before.len().checked_sub(law.len()).and_then(|at| Some((before.get(..at)?, before.get(at..)?)));
        rest.is_some_and(|(rest, end)| end.eq_ignore_ascii_case(law) && !rest.ends_with(char::is_alphanumeric))
    };
    LAWS.iter().any(ends) || s.bytes().all(|b| !b.is_ascii_alphabetic()) && words::is_one_of(next, LAWS_AFTER)
}

/// The identifier that begins within a few separators after `at` and has at least `digits` digits.
pub(crate) fn after(text: &Text<'_>, at: usize, digits: usize) -> Option<Range<usize>> {
    let skipped: usize = text
        .after(at)
        .chars()
        .take(8)
        .take_while(|c| {
            matches!(
                c,
                ' ' | '\t'
                    | '\u{a0}'
                    | ':'
                    | '#'
                    | '='
                    | '.'
                    | '…'
                    | '-'
                    | '–'
                    | '('
                    | '"'
                    | '“'
                    | '*'
                    | '|'
                    | ','
                    | '/'
            )
        })
        .map(char::len_utf8)
        .sum();
    let start = at + skipped;
    let mut range = token(text, start)?;
    let mut seen = count(text.get(range.clone()));
    if seen == 0 {
        let word = text.get(range.clone());
        let fits = word.chars().count() <= 7
            && (words::all_caps(word) || word.chars().count() == 1 || !lexicon::is_common(word));
        let follows = joined(text, range.end).filter(|next| count(text.get(next.clone())) > 0)?;
        if !fits || lexicon::is_function(word) || (lexicon::is_never(word) && !words::all_caps(word)) {
            return None;
        }
        seen = count(text.get(follows.clone()));
        range.end = follows.end;
    }
    for _ in 0..4 {
        let Some(next) = joined(text, range.end) else { break };
        let word = text.get(next.clone());
        let more = count(word);
        let extends = if more > 0 {
            word.len() >= 2
                && !is_measure(text, next.end)
                && !looks_like_date_or_time(word)
                && !text.get(next.end..text.s.len().min(next.end + 1)).starts_with('%')
        } else {
            word.len() <= 3
                && (words::all_caps(word) || word.len() == 1 && words::capital(word) && word != "I" && word != "A")
                && !lexicon::is_common(word)
        };
        if !extends || next.end - range.start > LIMIT {
            break;
        }
        seen += more;
        range.end = next.end;
    }
    (seen >= digits.max(1)).then_some(range)
}

fn count(s: &str) -> usize {
    s.bytes().filter(u8::is_ascii_digit).count()
}

fn looks_like_date_or_time(word: &str) -> bool {
    word.contains(':') || word.matches('/').count() >= 1
}

/// The token after one blank, or after a blank, a dash and a blank.
fn joined(text: &Text<'_>, at: usize) -> Option<Range<usize>> {
    let rest = text.after(at);
    let skip = [" - ", " – ", "  ", " ", "\u{a0}"].iter().find(|gap| rest.starts_with(**gap))?.len();
    token(text, at + skip)
}

/// Letters and digits, and the marks that join them.
fn token(text: &Text<'_>, start: usize) -> Option<Range<usize>> {
    let mut end = start;
    let mut chars = text.after(start).chars().peekable();
    let mut joiners = 0;
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        if c.is_alphanumeric() {
            joiners = 0;
        } else {
            joiners += 1;
            let digit_next = next.is_some_and(|n| n.is_ascii_digit());
            let ok = match c {
                '-' | '‑' | '/' | '*' | '#' | '_' | '~' | '·' | ';' | '&' | '+' | '|' => {
                    next.is_some_and(|n| n.is_alphanumeric() || c == n)
                }
                '.' | ':' => digit_next || next.is_some_and(char::is_uppercase) && text.get(start..end).len() <= 6,
                '\'' | '’' | ',' => digit_next && c != ',',
                _ => false,
            };
            if !ok || end == start || joiners > 2 {
                break;
            }
        }
        end += c.len_utf8();
        if end - start > LIMIT {
            return None;
        }
    }
    let trimmed = text.get(start..end).trim_end_matches(|c: char| !c.is_alphanumeric());
    (!trimmed.is_empty()).then(|| start..start + trimmed.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Field;

    #[test]
    fn identifiers_are_read_whole_and_no_further() {
        for (s, digits, want) in [
            (" GT 19-0388, and", 3, Some("GT 19-0388")),
            (": K25 - 60031.", 3, Some("K25 - 60031")),
            (" TX LKN-4471 and it", 3, Some("TX LKN-4471")),
            (" 2217 10 minutes later", 2, Some("2217")),
            (" XE 40 771\nCrew", 2, Some("XE 40 771")),
            (" WPD.25.G.10093. The", 4, Some("WPD.25.G.10093")),
            ("...KEB77120.", 3, Some("KEB77120")),
            (" of honor", 1, None),
            (" he drew 4 cards", 1, None),
            ("", 1, None),
        ] {
            let t = Text::new(Field::Summary, s);
            assert_eq!(after(&t, 0, digits).map(|r| t.get(r)), want, "{s}");
        }
    }

    #[test]
    fn laws_are_no_identifiers() {
        for (s, value, want) in [
            ("charged under PC 664/187(a)", "PC 664/187", true),
            ("cited for 22350 VC, 61 in a 40", "22350", true),
            ("per Penal Code 21310 and", "21310", true),
            ("see OSHA 1910.176.", "1910.176", true),
            ("placard UN 1203, leaking", "UN 1203", true),
            ("under § 2-114 of it", "2-114", true),
            ("case 22350 is open", "22350", false),
            ("citation PC 330817 was", "PC 330817", false),
            ("our log VC26-017", "VC26-017", false),
            ("in run 1203 of it", "1203", false),
            ("Officer Vang", "Vang", false),
        ] {
            let t = Text::new(Field::Summary, s);
            let at = s.find(value).unwrap();
            assert_eq!(is_statute(&t, &(at..at + value.len())), want, "{s}");
        }
    }
}
