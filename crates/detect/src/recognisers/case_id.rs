//! Numbers of cases, incidents, calls, warrants, dockets, citations, bookings and other papers.

use std::sync::LazyLock;

use crate::pattern::{Pattern, Set};
use crate::text::{Candidate, Text};
use crate::{Class, lexicon, words};

static SET: LazyLock<Set> = LazyLock::new(|| {
    Set::new(
        "case_id",
        [
            Pattern::cue(
                Class::CaseId,
                0.92,
                3,
                "a number after a word for a case",
                r"(?i)\b(?:case|incident|inc|report|rpt|cad|cfs|call|event|evt|warrants?|docket|cause|citation|cite|summons|booking|inmate|ticket|complaint|file|claim|run|stop|arrest|evidence|property|item|control|tracking|reference|ref|order|memo|bulletin|form|log|permit|petition|court|civil|suit|crash|accident|police report|offense|request|job|service|tip|lead|investigation|parcel|container|seal|tow|wrt|wt|writ of possession|packet|exhibit|entry|invoice|receipt|detainer|jacket|pin|id|state|fbi|offender|prisoner|jail|record|mrn|patient|notice|affidavit|subpoena|packet|grievance)(?:['’]?s)? ?(?:number|numbers|no\.?|nos\.?|num|nbr|#)(?: (?:is|was|under|as|of|will be))?",
            )
            .raised(&["a word for a case number before it"])
            .check(with_its_part),
            Pattern::cue(
                Class::CaseId,
                0.85,
                3,
                "a number after a word for a case",
                r"(?i)\b(?:case|incident|inc|cad|warrant|docket|cause|citation|cite|writ|wrt|wt|seal|container|booking|inmate|complaint|ia case|crash report|case report|mrn|ais|cdcr|icr|oca|ppn|fbi|sid|a-number|complaint|rpt|dr|protective order|capias|evt|dkt|ref)(?:['’]s)?(?: (?:is|was|under|as))?",
            )
            .raised(&["a word for a case before it"])
            .check(|text, c| strong_enough(text, c, 4) && with_its_part(text, c)),
            Pattern::cue(
                Class::CaseId,
                0.75,
                4,
                "a number after a word for a paper",
                r"(?i)\b(?:report|call|event|citation|cite|summons|ticket|file|filed under|filed|claim|run|stop|arrest|evidence|property|item|control|tracking|reference|re|order|memo|bulletin|form|log|permit|petition|suit|civil suit|request|service|tip|lead|parcel|detainer|state id|student id|notice|grievance|number|numbers|ours|theirs|under|entry|booked(?: under)?|order|injunction|id|as|per|see|refer to|comp|matter of)(?:['’]s)?(?:,)?(?: (?:is|was|under|as|it's|reads|of))?",
            )
            .check(|text, c| with_joints(text, c) && with_its_part(text, c)),
            Pattern::cue(Class::CaseId, 0.85, 4, "a number after an abbreviation of case report", r"\b(?:CR|DR|IR|PR|RD|OR|CC|CFS|IN|GO|FI|OCA|ICR|CN|AR)(?:#|:| no\.?| #) ?").check(|text, c| strong_enough(text, c, 4)),
            Pattern::new(
                Class::CaseId,
                0.8,
                "a number in words after a word for a case",
                r"(?i)\b(?:case|incident|event|call|report|c\.? ?a\.? ?d\.?|booking|citation|ticket|warrant|docket|file|reference|ref|complaint|evidence|property|tag|run|item)(?:,? (?:event|id))?(?: (?:number|no\.?|num|id))?(?: (?:is|was|of|its|it['’]s|ends|ending|in))*,? ((?:(?:<<DIGITW>>|<<NUMW>>|\d|dash|hyphen|slash|[b-hj-z])[ ,-]{1,2}){3,14}(?:<<DIGITW>>|<<NUMW>>|\d))\b",
            )
            .check(in_words),
            Pattern::new(Class::CaseId, 0.6, "year and serial number", r"(?i)\b(?:[a-z]{1,5}-?)?(?:20)?[0-3]\d-\d{3,8}(?:-[a-z0-9]{1,4})?\b").check(uncued),
            Pattern::new(Class::CaseId, 0.6, "letters and digits joined by hyphens", r"(?i)\b[a-z0-9]{1,8}-[a-z0-9]{1,6}-[a-z0-9]{2,8}(?:-[a-z0-9]{1,6}){0,3}\b").check(uncued),
            Pattern::new(Class::CaseId, 0.55, "letters and digits in one piece", r"\b(?:[A-Z]{1,5}\d{6,12}|\d{2}[A-Z]{1,4}\d{4,8}|[A-Z]{1,5}\d{2}-\d{4,8}|[A-Z]{1,4}-\d{5,8}|[A-Z]{2,6}-\d{2}-[A-Z]?\d{2,6})(?:-[A-Z0-9]{1,4})?\b")
                .check(uncued),
            Pattern::new(Class::CaseId, 0.5, "capitals and a number", r"\b[A-Z]{1,5} \d{2,7}(?:[-/]\d{2,7})?(?: ?[A-Z]{1,4})?\b").check(capitals_and_number),
            Pattern::new(Class::CaseId, 0.5, "letters and digits in one piece", r"\b(?:[A-Z]{1,2}\d{4,5}|[A-Z]{3}\d{3,5}|[A-Z]\d{1,3}-\d{3,6}[A-Z]?|\d{2}[A-Z]{1,2}-\d{3,6})[A-Z]?\b").check(|text, c| {
                let s = text.get(c.range.clone());
                !s.starts_with("M19") && !s.starts_with("FMJ") && uncued(text, c)
            }),
            Pattern::new(Class::CaseId, 0.45, "a long number", r"(?:#|\b)\d{7,12}\b").check(uncued),
            Pattern::new(Class::CaseId, 0.6, "letters and digits joined by marks", r"\b[A-Za-z0-9]{1,6}(?:[/.#'~*;:][A-Za-z0-9]{1,6}){1,4}(?:-[A-Za-z0-9]{1,4})?\b").check(|text, c| {
                let s = text.get(c.range.clone());
                let digits = s.bytes().filter(u8::is_ascii_digit).count();
                digits >= 5 && s.bytes().any(|b| b.is_ascii_uppercase()) && uncued(text, c)
            }),
        ],
    )
});

fn shape(s: &str) -> (usize, usize, bool) {
    let digits = s.bytes().filter(u8::is_ascii_digit).count();
    let letters = s.chars().filter(|c| c.is_alphabetic()).count();
    (digits, letters, s.contains(['-', '/', '.', '~', '#', '*', ';', '\'', '_']))
}

/// "File 12-26 (i)": the part that is named behind a number belongs to it.
fn with_its_part(text: &Text<'_>, c: &mut Candidate) -> bool {
    let after = text.after(c.range.end);
    let part = after.strip_prefix(' ').unwrap_or(after).strip_prefix('(').and_then(|rest| rest.split_once(')'));
    if let Some((part, rest)) = part
        && (part.len() == 1 && part.chars().all(char::is_alphanumeric)
            || (2..=4).contains(&part.len()) && part.chars().all(|c| matches!(c, 'i' | 'v' | 'x')))
    {
        c.range.end += after.len() - rest.len();
    }
    true
}

/// Enough digits, or letters and joints among them: "case 3 of 4" and "incident 2" are none.
fn strong_enough(text: &Text<'_>, c: &mut Candidate, digits: usize) -> bool {
    let s = text.get(c.range.clone());
    let (d, l, joints) = shape(s);
    if is_date_or_time(s) || statute_before(text, c) {
        return false;
    }
    (d >= digits || (l > 0 && d >= 3) || (joints && d >= 3)) && !crate::identifier::is_measure(text, c.range.end)
}

/// After a weak cue only what is plainly built like an identifier.
fn with_joints(text: &Text<'_>, c: &mut Candidate) -> bool {
    let s = text.get(c.range.clone());
    let (d, l, joints) = shape(s);
    let ordinal = s.bytes().all(|b| b.is_ascii_digit()) && d < 6;
    if ordinal || is_date_or_time(s) || statute_before(text, c) {
        return false;
    }
    d >= 5 || (l > 0 && joints && d >= 3)
}

/// "GT 06-1120", "SHP 2288": not roads, statutes, gear or measures, which are written the same way.
fn capitals_and_number(text: &Text<'_>, c: &mut Candidate) -> bool {
    let s = text.get(c.range.clone());
    let letters = s.split(' ').next().unwrap_or_default();
    let (digits, _, joints) = shape(s);
    let other = [
        "PC", "HS", "VC", "USC", "CFR", "NIJ", "SAE", "ISO", "RM", "FM", "US", "SR", "CR", "MP", "MM", "TH", "SH",
        "HWY", "POST", "GLOCK", "AR", "AK", "SEC", "GO", "SOP", "RCW", "CRS", "ORS", "NRS", "KRS", "ARS", "TX", "OH",
        "NC", "SC", "FL", "GA", "I", "A", "BAC", "AM", "PM", "EST", "CST", "MST", "PST", "SIG", "CODE", "VFW", "M",
        "RT", "RTE", "EXIT", "UNIT", "LOT", "CPL", "CAL", "MAC", "ASTM", "ANSI", "MIL", "NFPA", "OSHA", "UTC", "IN",
        "TO", "OF", "AT", "ON", "THE", "AND", "DOB", "SSN", "ORI", "VIN", "DL", "OLN", "CCW", "CAD", "IMEI", "HIN",
        "SN", "EMP", "BLS", "ALS", "EMS", "UTV", "ATV", "BLM", "FBI", "DEA", "ATF", "NB", "SB", "EB", "WB", "N", "S",
        "E", "W", "NE", "NW", "SE", "SW", "COVID", "BLK", "APT", "STE", "OVER", "WAS", "IS", "ID", "NM", "CA", "AZ",
        "UT", "NV", "MT", "WY", "CO", "K", "FT", "LB", "GR", "MG", "KM", "FEB", "JAN", "MAR", "APR", "MAY", "JUN",
        "JUL", "AUG", "SEP", "OCT", "NOV", "DEC", "MC", "DR", "CS", "OC", "PR", "Q",
    ]
    .contains(&letters);
    if other
        || text.caps(c.range.start)
        || digits < 4 && !(joints && digits >= 3)
        || lexicon::is_common(letters) && letters.len() > 3
    {
        return false;
    }
    let last = s.rsplit(' ').next().unwrap_or_default();
    if last.bytes().all(|b| b.is_ascii_alphabetic()) && matches!(last, "I" | "A") {
        c.range.end -= last.len() + 1;
    }
    !statute_before(text, c) && !is_date_or_time(s) && !crate::identifier::is_measure(text, c.range.end)
}

fn is_date_or_time(s: &str) -> bool {
    let parts: Vec<&str> = s.split(['/', '-', '.']).collect();
    let short = parts.iter().all(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit()));
    (s.matches('/').count() >= 1 && short && parts.len() <= 3 && parts.iter().all(|p| p.len() <= 4))
        || (s.contains(':') && s.len() <= 8 && s.bytes().all(|b| b.is_ascii_digit() || b == b':'))
}

fn statute_before(text: &Text<'_>, c: &Candidate) -> bool {
    let left = text.left(c.range.start, 28).to_lowercase();
    let left = left.trim_end_matches([' ', '(', '§']);
    [
        "c.r.s.",
        "crs",
        "rcw",
        "u.s.c.",
        "usc",
        "section",
        "sec.",
        "statute",
        "ors",
        "nrs",
        "code",
        "stat.",
        "g.o.",
        " go",
        "policy",
        "title",
        "chapter",
        "ars",
        "a.r.s.",
        "krs",
        "icw",
        "rsmo",
        "o.c.g.a.",
        "mca",
        "pc",
        "vc",
        "hs",
        "§",
        "general order",
        "article",
        "rule",
        "nij",
        "ansi",
        "astm",
        "cfr",
        "ca",
        "sop",
        "directive",
    ]
    .iter()
    .any(|cue| left.strip_suffix(cue).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric)))
        || text.before(c.range.start).ends_with('§')
}

/// At least four digits in words, and no amount.
fn in_words(text: &Text<'_>, c: &mut Candidate) -> bool {
    let marks =
        |w: &&str| !words::listed(w, "dash hyphen slash") && (w.len() > 1 || w.bytes().all(|b| b.is_ascii_digit()));
    let digits = text.get(c.range.clone()).split([' ', ',', '-']).filter(|w| !w.is_empty()).filter(marks).count();
    digits >= 4 && !crate::identifier::is_measure(text, c.range.end)
}

/// By its form alone: five digits and more, not a date, a telephone number, a statute or a range.
fn uncued(text: &Text<'_>, c: &mut Candidate) -> bool {
    let s = text.get(c.range.clone());
    let (d, l, joints) = shape(s);
    if d < 4
        || (d < 5 && l == 0)
        || is_date_or_time(s)
        || statute_before(text, c)
        || crate::identifier::is_measure(text, c.range.end)
    {
        return false;
    }
    let before = text.before(c.range.start).chars().next_back();
    let after = text.after(c.range.end);
    if matches!(before, Some('$' | '/' | '.' | '@' | '_' | '-' | ','))
        || after.starts_with(['%', '@', '/'])
        || after.starts_with("-year")
    {
        return false;
    }
    // "2019-2021" and "100-15000" are ranges.
    if let Some((a, b)) = s.split_once('-')
        && let (Ok(a), Ok(b)) = (a.parse::<u64>(), b.parse::<u64>())
    {
        let years = (1900..2050).contains(&a) && (1900..2050).contains(&b);
        let round = s.len() < 8 && (b % 100 == 0 || d < 6);
        if years || round && b > a && a % 5 == 0 {
            return false;
        }
    }
    // Words with hyphens and a number in them ("door-to-door-911") are no identifiers.
    if s.split('-').any(|p| p.len() > 3 && p.bytes().all(|b| b.is_ascii_lowercase())) {
        return false;
    }
    if l == 0 && !joints {
        c.lower(0.0, "no word for a case before it");
    }
    true
}

pub(super) fn find(text: &Text<'_>, out: &mut Vec<Candidate>) {
    SET.find(text, out);
}

#[cfg(test)]
mod tests {
    use crate::recognisers::table::*;

    #[test]
    fn numbers() {
        finds(
            super::find,
            &[
                ("case 24-001937", &["24-001937"]),
                ("File AB 12-26 (i).", &["AB 12-26 (i)"]),
                ("case 24-001937 (b) was", &["24-001937 (b)"]),
                ("case 24-001937 (closed)", &["24-001937"]),
                ("Case no. GT 19-0388.", &["GT 19-0388"]),
                ("incident #RB25-006113", &["RB25-006113"]),
                ("CR# 240911", &["240911"]),
                ("CAD 2201-0447", &["2201-0447"]),
                ("warrant W-19-30827 from", &["W-19-30827"]),
                ("Docket CR-2022-0917-MC", &["CR-2022-0917-MC"]),
                ("citation no. 7741902", &["7741902"]),
                ("booking number 2309-44178,", &["2309-44178"]),
                ("Report number is wc 25 4420", &["wc 25 4420"]),
                ("Inmate no. 00482921.", &["00482921"]),
                ("Inmate #A-558-093 complained", &["A-558-093"]),
                ("INC P251026-0939.", &["P251026-0939"]),
                ("our number's 26-0219-0181", &["26-0219-0181"]),
                ("Report WPD.25.G.10039.", &["WPD.25.G.10039"]),
                ("21TRD00848", &["21TRD00848"]),
                ("c a d event is two zero six six four comma", &["two zero six six four"]),
                (
                    "case number is twenty five dash C R dash one one eight period",
                    &["twenty five dash C R dash one one eight"],
                ),
                ("report TR/21/0206/B", &["TR/21/0206/B"]),
            ],
        );
    }

    #[test]
    fn no_numbers() {
        finds_nothing(
            super::find,
            &[
                "case 3 of 4",
                "call 911",
                "10-8 and 10-50",
                "PC 459",
                "18 USC 922",
                "section 11-501",
                "C.R.S. 18-12-108",
                "from 2019-2021",
                "an AR-15",
                "100-150 yards",
                "report in 2 minutes",
                "in case 2 officers",
                "incident in 2019",
                "a Glock 19",
                "52 in a 45",
                "policy 4.12.3",
                "$1,250,000",
                "run 3 miles",
                "log 2 hours",
                "100 rounds",
                "the 9mm",
                "stop 4 cars",
            ],
        );
    }
}
