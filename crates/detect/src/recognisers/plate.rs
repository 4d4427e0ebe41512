//! Vehicle plates and other registrations, after a word for them.

use std::sync::LazyLock;

use crate::Class;
use crate::pattern::{Pattern, Set};
use crate::text::{Candidate, Text};
use crate::words;

static SET: LazyLock<Set> = LazyLock::new(|| {
    Set::new(
        "plate",
        [
            Pattern::cue(
                Class::Plate,
                0.88,
                1,
                "letters and digits",
                r"(?i)\b(?:licen[sc]e plates?|lic\.? plates?|plates?|plt|tags?|registration|registered as|reg\.?|lp|lic)(?: (?:number|no\.?|#|num))?(?: (?:is|was|of|reads?|reading|read|on it|came back|comes back|ending|ends|starting|starts|showing|partial|first|last|three|two|four|with|in|as|to|a))*",
            )
            .raised(&["a word for a plate before it"])
            .check(looks_like_plate),
            Pattern::new(Class::Plate, 0.75, "a state and a plate", r"\b<<ST2>>[- ](?:[A-Z0-9]{3}-[A-Z0-9]{3,4}|\d{3} \d{3}[A-Z]|[A-Z]{1,4}[- ]?\d{1,5}[A-Z]{0,2}|\d{1,4}[- ]?[A-Z]{2,3}|\d{2}[A-Z] [A-Z]{3})\b").check(|text, c| {
                let s = text.get(c.range.clone());
                !text.caps(c.range.start) && !s.starts_with("ID") && !s.starts_with("IA") && s.bytes().filter(u8::is_ascii_digit).count() >= 1
                    && s.len() >= 8 && s.bytes().filter(u8::is_ascii_uppercase).count() >= 3
            }),
            Pattern::cue(
                Class::Plate,
                0.6,
                2,
                "letters and digits after a vehicle",
                r"(?i)\b(?:car|truck|sedan|trailer|decal|pickup|suv|van|jeep|subaru|kia|ford|chevy|toyota|honda|nissan|corolla|camry|civic|accord|versa|f-\d50|skiff|sled|boat)(?:,| \() ?",
            )
            .check(|text, c| {
                let s = text.get(c.range.clone());
                let upper = s.bytes().filter(u8::is_ascii_uppercase).count();
                upper >= 2 && s.len() >= 5 && s.len() <= 12 && !text.caps(c.range.start) && looks_like_plate(text, c)
            }),
            Pattern::new(Class::Plate, 0.85, "an aircraft registration", r"(?i)\b(?:tail(?: number| no\.?)?|aircraft|helicopter|drone|ship is|registration)[\s:#]{0,2}(?:is |was )?(N\d{1,5}[A-Z]{0,2})\b"),
            Pattern::new(
                Class::Plate,
                0.7,
                "letters and digits spelled out",
                r"(?i)\b(?:(?:<<DIGITW>>|\d|<<PHON>>),?[ -]){2,7}(?:<<DIGITW>>|\d|<<PHON>>)\b",
            )
            .check(spelled_out),
            Pattern::new(Class::Plate, 0.8, "a drone registration", r"\bFA[0-9A-Z]{8}\b").check(|text, c| text.get(c.range.clone()).bytes().any(|b| b.is_ascii_digit())),
        ],
    )
});

/// A plate is short, and written in capitals wherever the writer uses them.
fn looks_like_plate(text: &Text<'_>, c: &mut Candidate) -> bool {
    let s = text.get(c.range.clone());
    let (digits, letters) = s
        .chars()
        .fold((0, 0), |(d, l), ch| (d + usize::from(ch.is_ascii_digit()), l + usize::from(ch.is_alphabetic())));
    if digits + letters < 3 || digits + letters > 12 || (letters == 0 && digits < 4) || s.contains('/') && letters == 0
    {
        return false;
    }
    // "10x12" is a size.
    if letters == 1
        && s.contains(['x', 'X'])
        && s.starts_with(|ch: char| ch.is_ascii_digit())
        && s.ends_with(|ch: char| ch.is_ascii_digit())
    {
        return false;
    }
    if letters == 0 {
        c.lower(0.25, "digits only");
        let year = s.len() == 4
            && s.parse::<u32>().is_ok_and(|n| (1900..2050).contains(&n))
            && words::is_one_of(words::last_word(text.left(c.range.start, 8).trim_end()), &["in"]);
        return !year && !crate::identifier::is_ten_code(s) && !crate::identifier::is_measure(text, c.range.end);
    }
    let lower = s.chars().filter(|ch| ch.is_lowercase()).count();
    if lower > 0 && s.chars().any(char::is_uppercase) && !s.contains(['-', '.']) {
        c.lower(0.2, "mixed letters");
    }
    !["st", "nd", "rd", "th", "yo", "am", "pm", "mm"]
        .iter()
        .any(|e| s.to_lowercase().strip_suffix(e).is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit())))
}

/// "Seven tom victor king", "two two four, Charles Robert Young": letters by names and digits, more than a call sign has.
fn spelled_out(text: &Text<'_>, c: &mut Candidate) -> bool {
    let digit = |w: &&str| {
        w.parse::<u32>().is_ok() || words::listed(w, "zero oh one two three four five six seven eight nine niner")
    };
    let parts: Vec<&str> = text.get(c.range.clone()).split([' ', ',', '-']).filter(|w| !w.is_empty()).collect();
    let digits = parts.iter().filter(|w| digit(w)).count();
    let letters = parts.len() - digits;
    let sign = parts.len() == 3 && parts.get(1).is_some_and(|w| !digit(w));
    let joined = text.before(c.range.start).ends_with('-') || text.after(c.range.end).starts_with('-');
    letters >= 1 && digits >= 1 && !sign && !joined && !crate::identifier::is_measure(text, c.range.end)
}

pub(super) fn find(text: &Text<'_>, out: &mut Vec<Candidate>) {
    SET.find(text, out);
}

#[cfg(test)]
mod tests {
    use crate::recognisers::table::*;

    #[test]
    fn plates() {
        finds(
            super::find,
            &[
                ("Plate was TX RKN-7741 and", &["TX RKN-7741"]),
                ("plate 7ZKR882.", &["7ZKR882"]),
                ("partial seven tom victor king. bolo", &["seven tom victor king"]),
                ("Oregon, two two four, Charles Robert Young.", &["two two four, Charles Robert Young"]),
                ("Might be four one Yankee.", &["four one Yankee"]),
                ("tag APQ 88C1,", &["APQ 88C1"]),
                ("license plate HBD-9147", &["HBD-9147"]),
                ("the tag ending 77K came", &["77K"]),
                ("Ohio tag JRQ 6219", &["JRQ 6219"]),
                ("plate abc 1234", &["abc 1234"]),
                ("reg. ME 4417 KD, HIN", &["ME 4417 KD"]),
                ("tail number N417QS", &["N417QS"]),
                ("a van, TX RVD 1348", &["TX RVD 1348"]),
                ("LP# 4B 99277", &["4B 99277"]),
                ("LIC/7ZKR882", &["7ZKR882"]),
                ("LIC: 7ZKR882", &["7ZKR882"]),
                ("OH TAG HXK4471", &["HXK4471"]),
                ("plates reading 4417 KD", &["4417 KD"]),
                ("partial plate 7ZK", &["7ZK"]),
                ("temp tag 4471K29", &["4471K29"]),
                ("lic plate hxk4471", &["hxk4471"]),
                ("reg HXK4471", &["HXK4471"]),
                ("a Honda, HXK 4471,", &["HXK 4471"]),
            ],
        );
    }

    #[test]
    fn no_plates() {
        finds_nothing(
            super::find,
            &[
                "a steel plate 2 inches thick",
                "level IIIA plates",
                "the plate carrier",
                "I ran the tag",
                "we played tag for 2 hours",
                "expired tag",
                "plates 10x12 in",
                "the ballistic plate stopped it",
                "registration was expired",
                "plate on the 3rd car",
                "Springfield, OH 45501",
                "ran the tag, 10-28",
                "registration in 2019",
                "the license plate reader",
                "a 45 lb plate",
                "dog tags",
                "tag team of 2",
                "plates rated for 7.62",
                "LP gas",
            ],
        );
    }
}
