//! Dates of birth: a date after a word for birth.

use std::sync::LazyLock;

use crate::Class;
use crate::pattern::{Pattern, Set};
use crate::text::{Candidate, Text};

static SET: LazyLock<Set> = LazyLock::new(|| {
    Set::new(
        "dob",
        [
            Pattern::new(
                Class::Dob,
                0.98,
                "a date",
                r"(?:(?i:\bd\.? ?o\.? ?b\.?|\bdate of birth|\bborn(?: on)?|\bbirth ?date|\bbirthday|\bb-?day|\bdobs?))(?i:[\s:#=.,(-]{0,4}(?:is |was |of |on |given as )?)(<<DATE>>)",
            )
            .raised(&["a word for birth before it"]),
            Pattern::new(
                Class::Dob,
                0.95,
                "digits of a date",
                r"(?i)\b(?:d\.? ?o\.? ?b\.?|date of birth|born(?: on)?|birth ?date)[\s:#=.,(-]{0,4}(?:is |was )?(\d{8}|\d{6}|\d{1,2}[-/.]\d{1,2}(?:[-/.]\d{2,4})?)\b",
            )
            .raised(&["a word for birth before it"]),
            // As a scan or a voice on the radio gives them: apart, with letters for digits, with words in between.
            Pattern::new(
                Class::Dob,
                0.92,
                "digits of a date",
                r"(?i:\bd\.? ?[o0]\.? ?b\b\.?|\bdate of birth|\bbirth ?date)[\s:#=.,(/-]{0,4}(?i:(?:comes?|came|back|is|was|of|as|on (?:him|her|file)|given|returned|she gave|he gave|gave) ){0,3}([0-9Oo](?: ?[-/.|]{0,2} ?[0-9OolIZS?xX]){3,7})(?:\b|$)",
            )
            .raised(&["a word for birth before it"])
            .check(|text, c| text.get(c.range.clone()).bytes().filter(u8::is_ascii_digit).count() >= 3),
            Pattern::new(Class::Dob, 0.85, "a year of birth", r"(?i)\b(?:d\.? ?o\.? ?b\.?|year of birth|yob|born(?: in)?(?: the year)?)[\s:#=.,]{0,3}(?:in )?((?:19|20)\d{2}|['’]\d{2})\b")
                .raised(&["a word for birth before it"]),
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
    fn dates_of_birth() {
        finds(
            super::find,
            &[
                ("DOB 4/9/87", &["4/9/87"]),
                ("dob: 04-09-1987,", &["04-09-1987"]),
                ("D.O.B. 4.9.87", &["4.9.87"]),
                ("DOB 19870409", &["19870409"]),
                ("DOB 8 / 8 / 82", &["8 / 8 / 82"]),
                ("born April 9, 1987", &["April 9, 1987"]),
                ("born the 9th of April '87", &["the 9th of April '87"]),
                ("DOB 4-Jun-90", &["4-Jun-90"]),
                ("DOB 06 OCT 1969", &["06 OCT 1969"]),
                ("date of birth was 9 April 1987", &["9 April 1987"]),
                ("born in 1962", &["1962"]),
                ("(DOB 1987-04-09)", &["1987-04-09"]),
                ("birthday is Jan. 9, 1980", &["Jan. 9, 1980"]),
                ("dob: 04-09-1987", &["04-09-1987"]),
                ("D.O.B. 4/9/1987", &["4/9/1987"]),
                ("DOB 9 Apr 87", &["9 Apr 87"]),
                ("date of birth April 9, 1987", &["April 9, 1987"]),
                ("born 4/9/87", &["4/9/87"]),
                ("DOB 04/09/87,", &["04/09/87"]),
                ("born on April 9th, 1987", &["April 9th, 1987"]),
                ("DOB 0 4 / 0 9 / 1 9 8 7", &["0 4 / 0 9 / 1 9 8 7"]),
                ("DOB O4/O9/l987", &["O4/O9/l987"]),
                ("D0B 04/09/1987", &["04/09/1987"]),
                ("DOB comes back 4/9/87.", &["4/9/87"]),
                ("DOB #04091987", &["04091987"]),
                ("DOB 04/??/87", &["04/??/87"]),
            ],
        );
    }

    #[test]
    fn no_dates_of_birth() {
        finds_nothing(
            super::find,
            &[
                "since before I was born.",
                "on 4/9/87",
                "born ready",
                "April 9, 1987",
                "DOB unknown",
                "a birthday party",
                "born and raised",
                "newborn 3 weeks",
                "on 4/9/87 we went",
                "the date is 4/9/24",
                "born in a barn",
                "date of hire 4/9/87",
                "no DOB given",
                "born in the county",
                "a birthdate on file",
                "a firstborn son",
                "his 21st birthday",
                "DOB field blank",
                "DOB on file, 3 pages",
                "DOB was ok",
                "DOB 12 of them",
            ],
        );
    }
}
