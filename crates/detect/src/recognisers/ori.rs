//! Originating agency identifiers (ORI): nine characters that begin with a state.

use std::sync::LazyLock;

use crate::Class;
use crate::pattern::{Pattern, Set};
use crate::text::{Candidate, Text};

static SET: LazyLock<Set> = LazyLock::new(|| {
    Set::new(
        "ori",
        [
            Pattern::new(
                Class::Ori,
                0.98,
                "nine letters and digits",
                r"(?i)\bori ?(?:9|7)?(?: (?:number|no\.?|#|code|is|was))*[\s:#=.,]{0,3}([A-Z]{2}[A-Z0-9]{5,7})\b",
            )
            .raised(&["the word 'ORI' before it"])
            .check(|text, c| text.get(c.range.clone()).bytes().any(|b| b.is_ascii_digit())),
            Pattern::new(
                Class::Ori,
                0.8,
                "a state and seven letters and digits",
                r"(?i)\b<<ST2>>[A-Z]?\d{3}[0-9A-Z]{3,4}\b",
            )
            .check(|text, c| {
                let s = text.get(c.range.clone());
                let digits = s.bytes().filter(u8::is_ascii_digit).count();
                s.len() == 9
                    && digits >= 5
                    && (s.ends_with("00") || digits >= 6)
                    && s.bytes().take(2).all(|b| b.is_ascii_uppercase())
            }),
        ],
    )
});

pub(super) fn find(text: &Text<'_>, out: &mut Vec<Candidate>) {
    if text.has_digit {
        SET.find(text, out);
    }
}

#[cfg(test)]
mod tests {
    use crate::recognisers::table::*;

    #[test]
    fn identifiers() {
        finds(
            super::find,
            &[
                ("ORI OH0600Q00", &["OH0600Q00"]),
                ("ori: sc0230q00.", &["sc0230q00"]),
                ("ORI9: MTDI04700", &["MTDI04700"]),
                ("(ORI is KS056017Q)", &["KS056017Q"]),
                ("we are IL0870100 here", &["IL0870100"]),
                ("ORI # PAEDR0100", &["PAEDR0100"]),
            ],
        );
    }

    #[test]
    fn no_identifiers() {
        finds_nothing(
            super::find,
            &[
                "the ORI field was empty",
                "original 0600",
                "OH 0600",
                "CA12345",
                "oregon 1234567",
                "INVENTORY",
                "ORI unknown",
            ],
        );
    }
}
