//! Measures the detector on gold texts.
//!
//! An entity is caught when all its letters and digits lie under findings of whatever class; precision is the share of
//! letters and digits under findings that belong to a gold span. `UNIQUE` and `LES` are neutral there: neither asked for
//! nor held against it. They have figures of their own.

use std::io::Write;

use detect::{Field, Lists};

use crate::Failure;
use crate::gold::Gold;

mod print;
mod tally;

pub use tally::Tally;

/// How the figures are told.
#[derive(Debug, Clone, Default)]
pub struct Telling {
    /// One JSON object and nothing else.
    pub json: bool,
    /// Misses and false alarms of this label too, of all labels for an empty one.
    pub errors: Option<String>,
}

/// Prints the figures, overall and per label, and with `errors` every miss and false alarm before them.
///
/// # Errors
/// Those of the writer.
pub fn report(texts: &[Gold], lists: &Lists, telling: &Telling, out: &mut impl Write) -> Result<(), Failure> {
    let mut tally = Tally::default();
    let (mut seconds, mut bytes) = (0.0, 0);
    // Patterns and lists are made ready once, which is no part of the speed.
    detect::find(&[(Field::Summary, "Ofc. Rudenko, 0315 hrs")], lists);
    for gold in texts {
        let begun = std::time::Instant::now();
        let found = detect::find(&[(Field::Summary, &gold.text)], lists);
        seconds += begun.elapsed().as_secs_f64();
        bytes += gold.text.len();
        tally.add(gold, &found, telling.errors.as_deref(), out)?;
    }
    if telling.json {
        return tally.json(out);
    }
    tally.print(out)?;
    tally.confusion(out)?;
    tally.apart(out)?;
    writeln!(out, "{:.2} MB/s", if seconds > 0.0 { bytes as f64 / 1e6 / seconds } else { 0.0 })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use super::*;
    use detect::Class;

    fn told(text: &str, spans: &[(Range<usize>, Class)], telling: &Telling) -> String {
        let gold = Gold { id: "x".into(), spans: spans.to_vec(), text: text.to_owned() };
        let mut out = Vec::new();
        report(&[gold], &Lists::default(), telling, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn figures_count_letters_and_digits() {
        let text = "Ofc. Rudenko saw the van at 0315 hrs.";
        let all = Telling { errors: Some(String::new()), ..Telling::default() };
        let s = told(text, &[(5..12, Class::Person), (21..24, Class::Org)], &all);
        assert!(s.contains("missed ORG"), "{s}");
        assert!(s.contains("alarm  TIME"), "{s}");
        // Seven letters of ten found; seven of fourteen under findings are true.
        assert!(s.contains("all            2   0.500   0.500   0.700   0.500"), "{s}");
    }

    #[test]
    fn the_matrix_says_what_was_taken_for_what() {
        let text = "Ofc. Rudenko saw the van at 0315 hrs.";
        let json = Telling { json: true, ..Telling::default() };
        let s = told(text, &[(5..12, Class::Agency), (21..24, Class::Org)], &json);
        let figures: serde_json::Value = serde_json::from_str(&s).unwrap();
        let want = serde_json::json!({"AGENCY": {"PERSON": 1}, "ORG": {"none": 1}, "none": {"TIME": 1}});
        assert_eq!(figures["confusion"], want);
        assert_eq!(figures["labels"]["AGENCY"]["caught"], 1.0);
        assert_eq!(figures["labels"]["AGENCY"]["labelled"], 0.0);
    }

    #[test]
    fn case_numbers_after_a_cue_are_counted_apart() {
        let text = "Case no. 26-00417 was drawn. The key to locker 26-1190 stayed. Item\n26-77 too. Booking number: KX-26-0193.";
        let span = |words: &str| (text.find(words).unwrap()..text.find(words).unwrap() + words.len(), Class::CaseId);
        let spans = [span("26-00417"), span("26-1190"), span("26-77"), span("KX-26-0193")];
        let s = told(text, &spans, &Telling::default());
        assert!(s.contains("case numbers right after a cue word: 2 of 2 caught (1.000)"), "{s}");
    }

    #[test]
    fn quasi_identifiers_are_counted_apart() {
        let text = "Ofc. Rudenko is the only female negotiator in the county.";
        let json = Telling { json: true, ..Telling::default() };
        let figures = |spans: &[(Range<usize>, Class)]| -> serde_json::Value {
            serde_json::from_str(&told(text, spans, &json)).unwrap()
        };
        let with = figures(&[(5..12, Class::Person), (16..56, Class::Unique)]);
        let without = figures(&[(5..12, Class::Person)]);
        for part in ["caught", "precision", "f2", "flagged", "labels", "confusion"] {
            assert_eq!(with[part], without[part], "{part}");
        }
        assert_eq!((&with["apart"]["UNIQUE"]["reached"], &with["apart"]["UNIQUE"]["alarms"]), (&1.into(), &0.into()));
        assert_eq!(
            (&without["apart"]["UNIQUE"]["reached"], &without["apart"]["UNIQUE"]["alarms"]),
            (&0.into(), &1.into())
        );
    }
}
