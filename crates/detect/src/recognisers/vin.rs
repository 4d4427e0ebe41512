//! Vehicle identification numbers: whole, with or without a valid check digit, and parts after the word.

use std::sync::LazyLock;

use crate::Class;
use crate::pattern::{Pattern, Set};
use crate::text::{Candidate, Text};

static SET: LazyLock<Set> = LazyLock::new(|| {
    Set::new(
        "vin",
        [
            Pattern::new(Class::Vin, 0.75, "seventeen letters and digits", r"(?i)\b[A-HJ-NPR-Z0-9*]{17}\b").check(|text, c| {
                let s = text.get(c.range.clone());
                let digits = s.bytes().filter(u8::is_ascii_digit).count();
                let letters = s.bytes().filter(u8::is_ascii_alphabetic).count();
                if digits < 4 || letters < 2 {
                    return false;
                }
                if check_digit(s) {
                    c.raise(0.23, "valid check digit");
                } else {
                    c.lower(0.05, "check digit does not fit");
                }
                true
            }),
            Pattern::cue(
                Class::Vin,
                0.9,
                2,
                "part of a vehicle identification number",
                r"(?i)\bvins?\b(?:[- ](?:number|no\.?|#))?,?(?: (?:partial|starting|starts|ending|ends|end|last|first|reads?|plate))*(?: (?:of|four|six|eight|4|6|8|digits))*(?: (?:in|with|is|was|are|as))?",
            )
            .raised(&["the word 'VIN' before it"]),
            Pattern::new(
                Class::Vin,
                0.85,
                "part of a vehicle identification number",
                r"(?i)\blast (?:four|six|eight|4|6|8)(?: digits)? of (?:the |its |my |his |her )?vin(?: number)?[\s:#=.,]{0,3}(?:is |was |were |are )?([A-Z0-9]{4,8})\b",
            )
            .raised(&["the word 'VIN' before it"]),
        ],
    )
});

/// Read out letter by letter: it may have no digit at all.
static SPELLED: LazyLock<Set> = LazyLock::new(|| {
    Set::new(
        "vin",
        [Pattern::new(
            Class::Vin,
            0.9,
            "seventeen letters and digits, spelled out",
            r"(?i)\b(?:(?:<<DIGITW>>|<<PHON>>|[a-hj-npr-z0-9])[ ,-]{1,2}){16}(?:<<DIGITW>>|<<PHON>>|[a-hj-npr-z0-9])\b",
        )],
    )
});

/// The check digit of 49 CFR 565.15, the ninth character.
fn check_digit(vin: &str) -> bool {
    const WEIGHTS: [u32; 17] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
    let mut sum = 0;
    for (c, weight) in vin.to_ascii_uppercase().chars().zip(WEIGHTS) {
        let value = match c {
            '0'..='9' => u32::from(c) - u32::from('0'),
            'A'..='H' => u32::from(c) - u32::from('A') + 1,
            'J'..='N' => u32::from(c) - u32::from('J') + 1,
            'P' => 7,
            'R' => 9,
            'S'..='Z' => u32::from(c) - u32::from('S') + 2,
            _ => return false,
        };
        sum += value * weight;
    }
    let want = match sum % 11 {
        10 => 'X',
        n => char::from_digit(n, 10).unwrap_or('0'),
    };
    vin.to_ascii_uppercase().chars().nth(8) == Some(want)
}

pub(super) fn find(text: &Text<'_>, out: &mut Vec<Candidate>) {
    SPELLED.find(text, out);
    if text.has_digit {
        SET.find(text, out);
    }
}

#[cfg(test)]
mod tests {
    use super::check_digit;
    use crate::recognisers::table::*;

    #[test]
    fn the_check_digit_is_the_ninth() {
        assert!(check_digit("1M8GDM9AXKP042788"));
        assert!(check_digit("11111111111111111"));
        assert!(!check_digit("1M8GDM9A1KP042788"));
    }

    #[test]
    fn numbers() {
        finds(
            super::find,
            &[
                ("It was 1M8GDM9AXKP042788.", &["1M8GDM9AXKP042788"]),
                (
                    "reads one F T F W one E D nine M F A eight eight one one four. I",
                    &["one F T F W one E D nine M F A eight eight one one four"],
                ),
                ("VIN: 1M8GDM9A1KP042788", &["1M8GDM9A1KP042788"]),
                ("vin 1m8gdm9axkp042788", &["1m8gdm9axkp042788"]),
                ("VIN ending KP042788", &["KP042788"]),
                ("vin ends ...KP042788,", &["KP042788"]),
                ("VIN last eight KP042788", &["KP042788"]),
                ("the last six of the VIN was 042788", &["042788"]),
                ("VIN starts 1M8GDM", &["1M8GDM"]),
                ("VIN 1M8GDM9AXKP042788", &["1M8GDM9AXKP042788"]),
                ("vin: 1m8gdm9axkp042788", &["1m8gdm9axkp042788"]),
                ("VIN# 1M8GDM9AXKP042788.", &["1M8GDM9AXKP042788"]),
                ("VIN ends in 042788", &["042788"]),
                ("last six of the VIN 042788", &["042788"]),
                ("partial VIN KP042788", &["KP042788"]),
                ("VIN 1M8GDM9AXKP042788 on the dash", &["1M8GDM9AXKP042788"]),
                ("VIN/1M8GDM9AXKP042788", &["1M8GDM9AXKP042788"]),
                ("Vin no. 1M8GDM9AXKP042788", &["1M8GDM9AXKP042788"]),
            ],
        );
    }

    #[test]
    fn no_numbers() {
        finds_nothing(
            super::find,
            &[
                "12345678901234567",
                "the VIN plate was gone",
                "ABCDEFGHJKLMNPRST",
                "vinyl 1990",
                "ran the VIN and got 2 hits",
                "IM8GDM9AXKPO42788",
                "the VIN was gone",
                "VIN plate",
                "no VIN",
                "VIN check",
                "AAAAAAAAAAAAAAAAA",
                "12345",
                "ran the VIN twice",
                "VIN inspection at 9",
                "a 17-digit number",
                "a vintage 1990 truck",
                "the VIN did not match",
            ],
        );
    }
}
