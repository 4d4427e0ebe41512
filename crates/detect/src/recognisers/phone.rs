//! Telephone numbers in American and international forms, extensions, and digits in words.

use std::sync::LazyLock;

use crate::Class;
use crate::pattern::{Pattern, Set};
use crate::text::{Candidate, Text};

static SET: LazyLock<Set> = LazyLock::new(|| {
    Set::new(
        "phone",
        [
            Pattern::new(
                Class::Phone,
                0.92,
                "a phone number with area code",
                r"(?i)(?:\+?1[-. ]?)?(?:\(\d{3}\)[-. ]?|\b\d{3} ?[-./–] ?|\b\d{3} )\d{3} ?[-. –]? ?\d{4}\b(?:,? ?(?:x|ext\.?|extension|press|option) ?#?\d{1,6})?",
            )
            .check(ten_digits),
            Pattern::new(Class::Phone, 0.9, "an international phone number", r"\+\d{1,3}(?:[-. ]?\(?\d{2,4}\)?){2,5}\b").check(|text, c| {
                let digits = text.get(c.range.clone()).bytes().filter(u8::is_ascii_digit).count();
                (8..=15).contains(&digits)
            }),
            Pattern::new(Class::Phone, 0.6, "seven digits in groups of three and four", r"(?i)\b[2-9]\d{2}[-.–]\d{4}\b(?:,? ?(?:x|ext\.?|extension) ?#?\d{1,6})?")
                .check(not_in_longer),
            Pattern::new(Class::Phone, 0.8, "seven digits with the fictional exchange", r"\b555[-. ]\d{4}\b").check(not_in_longer),
            Pattern::new(
                Class::Phone,
                0.9,
                "a row of digits",
                r"(?i)\b(?:phone|cell|cellphone|tele?|telephone|mobile|ph|fax|pager|callback|call back|call me at|call me on|called (?:me |us )?(?:from|at|on)|text(?:ed)? (?:me |him |her )?(?:at|from|on)|reach(?:ed)? (?:me |him |her )?(?:at|on)|contact|home|work|desk)(?: (?:number|no\.?|#))?[\s:#=.,]{0,3}(?:is |was |at |of )?(1?\d{10}|\d{7}|\d{3} \d{4})\b",
            )
            .raised(&["a word for a phone before it"]),
            Pattern::new(Class::Phone, 0.8, "an extension", r"(?i)\b(?:ext\.?|extension)[\s:#]{0,2}(\d[\d-]{1,7})\b").raised(&["the word 'extension' before it"]),
            Pattern::new(Class::Phone, 0.7, "an extension", r"\b(x\d?-?\d{3,5})\b"),
            Pattern::new(
                Class::Phone,
                0.75,
                "digits in words",
                r"(?i)\b(?:(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)[\s,.-]{1,3}){6,10}(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)\b",
            ),
        ],
    )
});

fn ten_digits(text: &Text<'_>, c: &mut Candidate) -> bool {
    let s = text.get(c.range.clone());
    let digits = s
        .bytes()
        .take_while(|b| !matches!(b, b'x' | b'X' | b'e' | b'E' | b'p' | b'P' | b','))
        .filter(u8::is_ascii_digit)
        .count();
    if digits < 10 || !not_in_longer(text, c) {
        return false;
    }
    // Ten digits in one piece can be any number.
    if !s.chars().take(11).any(|ch| !ch.is_ascii_digit()) {
        c.lower(0.4, "ten digits without any mark");
    }
    true
}

fn not_in_longer(text: &Text<'_>, c: &mut Candidate) -> bool {
    let tail = text.after(c.range.end);
    let longer = tail.starts_with(['-', '/', '.']) && tail.chars().nth(1).is_some_and(char::is_alphanumeric);
    !longer && !text.before(c.range.start).ends_with(['-', '/', '.', '$', '_'])
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
                ("call (212) 555-0143 now", &["(212) 555-0143"]),
                ("212-555-0143.", &["212-555-0143"]),
                ("212 555 0143", &["212 555 0143"]),
                ("212.555.0143 x 6", &["212.555.0143 x 6"]),
                ("212/555-0143", &["212/555-0143"]),
                ("(212)5550143", &["(212)5550143"]),
                ("+1 212 555 0143", &["+1 212 555 0143"]),
                ("1-800-555-0143", &["1-800-555-0143"]),
                ("+44 20 7946 0018", &["+44 20 7946 0018"]),
                ("212-555-0143 ext. 31", &["212-555-0143 ext. 31"]),
                ("my cell 2125550143", &["2125550143"]),
                ("rang 555-0171 twice", &["555-0171"]),
                ("rang 555 0171 twice", &["555 0171"]),
                ("desk, ext. 4471", &["4471"]),
                ("at x7-0155", &["x7-0155"]),
                ("five five five, oh one four three", &["five five five, oh one four three"]),
            ],
        );
    }

    #[test]
    fn no_numbers() {
        finds_nothing(
            super::find,
            &[
                "call 911",
                "24-555-01433",
                "dated 2024-08-03",
                "12-24-2023",
                "912-44-1080",
                "10-8 at 10-4",
                "$555-0143",
                "zoomed in x2",
                "a 1911 .45",
                "ext. door",
                "100-150 yards",
                "between 2019-2021",
                "one two three go",
                "case 24-555-0143",
                "between 1800-0600",
                "1-0-1-5",
                "7.62x39",
                "ran 10-28 and 10-29",
                "$2,125,550",
            ],
        );
    }
}
