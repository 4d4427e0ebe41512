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
                ("ORI: FL0130200", &["FL0130200"]),
                ("ORI=TX1010000", &["TX1010000"]),
                ("ORI/CA0194200", &["CA0194200"]),
                ("ORI-KS0560100", &["KS0560100"]),
                ("ORI no. NY0301000", &["NY0301000"]),
                ("ORI code was WI0130300", &["WI0130300"]),
                ("ori number ga0600100", &["ga0600100"]),
                ("from VA1160000 by", &["VA1160000"]),
                ("MT0470100, entered", &["MT0470100"]),
                ("AGENCY ORI CO0160000 RAN IT", &["CO0160000"]),
                ("ORI7 OH06000", &["OH06000"]),
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
                "no ORI number on the form",
                "TX 1010000",
                "CA1234567890",
                "ID 12345678",
                "an AR15000",
                "the ORI was wrong",
                "OK 10-4",
                "in 2019 he",
                "I-70 OH 0600",
            ],
        );
    }
}
