//! Social Security numbers: whole, masked, or the last four.

use std::sync::LazyLock;

use crate::Class;
use crate::pattern::{Pattern, Set};
use crate::text::{Candidate, Text};

static SET: LazyLock<Set> = LazyLock::new(|| {
    Set::new(
        "ssn",
        [
            Pattern::new(Class::Ssn, 0.9, "nine digits in groups of three, two and four", r"\b\d{3}[-. –]\d{2}[-. –]\d{4}\b").check(|text, c| {
                if text.before(c.range.start).ends_with(['-', '.', '/', '#']) || text.after(c.range.end).starts_with(['-', '/']) {
                    return false;
                }
                if text.get(c.range.clone()).starts_with("000") || text.get(c.range.clone()).starts_with("666") {
                    c.lower(0.3, "no number begins like this");
                }
                true
            }),
            Pattern::new(
                Class::Ssn,
                0.99,
                "nine digits",
                r"(?i)\b(?:ssn?|ss#|ss ?no\.?|soc(?:ial)?(?: sec(?:urity)?)?)(?: (?:number|num|no\.?|#))?[\s:#=.,]{0,3}(?:is |was |of )?(\d{3}[-. –]?\d{2}[-. –]?\d{4})\b",
            )
            .raised(&["a word for Social Security before it"]),
            Pattern::new(
                Class::Ssn,
                0.85,
                "the last four digits",
                r"(?i)\b(?:ssn?|ss#|soc(?:ial)?(?: sec(?:urity)?)?)(?: (?:number|num|no\.?|#))?,?(?: (?:last (?:four|4)|ending(?: in| with)?|ends(?: in| with)?|that ends in))[\s:#=.]{0,3}(?:is |was |of |in )?(\d{4})\b",
            )
            .raised(&["a word for Social Security before it"]),
            Pattern::new(
                Class::Ssn,
                0.75,
                "the last four digits",
                r"(?i)\b(?:last[- ](?:four|4)|last 4)(?: (?:digits))?(?: of (?:(?:his|her|their|the|my) )?(?:ssn?|social(?: security)?(?: number)?|soc))?[\s:#=.,]{0,4}(?:is |was |are |were )?(\d{4})\b",
            )
            .raised(&["the words 'last four' before it"]),
            Pattern::new(Class::Ssn, 0.95, "a masked number", r"(?i)(?:[x*#]{3}[- ]?[x*#]{2}[- ]?\d{4})\b"),
            Pattern::new(
                Class::Ssn,
                0.85,
                "digits in words",
                r"(?i)\b(?:ssn?|social(?: security)?)(?: number)?[\s:#=.,]{0,3}(?:is |was |of )?((?:(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)[\s,.-]{1,3}){3,8}(?:zero|oh|one|two|three|four|five|six|seven|eight|nine))\b",
            )
            .raised(&["a word for Social Security before it"]),
        ],
    )
});

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
                ("SSN 912-44-1080.", &["912-44-1080"]),
                ("ssn: 912441080", &["912441080"]),
                ("Social was 912.44.1080", &["912.44.1080"]),
                ("912 44 1080 on the card", &["912 44 1080"]),
                ("social ending in 4471", &["4471"]),
                ("last four 4471", &["4471"]),
                ("last 4 of her social: 4471", &["4471"]),
                ("XXX-XX-4471", &["XXX-XX-4471"]),
                ("SS# 912-44-1080", &["912-44-1080"]),
                (
                    "his social is nine one two, four four, one oh eight oh",
                    &["nine one two, four four, one oh eight oh"],
                ),
                ("ssn: 900123456", &["900123456"]),
                ("SOC SEC NO. 900-12-3456", &["900-12-3456"]),
                ("last four of his social, 6093", &["6093"]),
                ("last 4 of SSN 4471", &["4471"]),
                ("SSN ending in 4471", &["4471"]),
                ("social security number is 900-12-3456", &["900-12-3456"]),
                ("SSN 900-12-3456", &["900-12-3456"]),
                ("soc 900 12 3456", &["900 12 3456"]),
            ],
        );
    }

    #[test]
    fn no_numbers() {
        finds_nothing(
            super::find,
            &[
                "555-555-0132",
                "case 24-912-44-1080",
                "the last four of the VIN 4471",
                "last four officers",
                "social media 2019",
                "912-441-080",
                "the SS officer",
                "1912-44-1080",
                "case 900-12",
                "phone 555-0143",
                "lot 900-123-456",
                "ext. 4471",
                "the last four cars",
                "badge 4471",
                "on 9-12-3456 street",
                "PC 459-460",
                "the first four digits",
            ],
        );
    }
}
