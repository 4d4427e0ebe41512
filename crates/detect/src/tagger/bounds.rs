//! Where the line is drawn: how likely a word has to be, and how sure a finding, by its class and by what else the report has.

use super::NAME;
use crate::Class;
use crate::text::{Candidate, Text};

/// Where the line is drawn.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// A token at least so likely to be part of an identifier becomes part of a finding.
    pub find: f32,
    /// The same for a token that is likely to be part of a place, a time, an age.
    pub place: f32,
    pub time: f32,
    pub age: f32,
    /// A token beside one that was found, at least so likely.
    pub extend: f32,
    /// A recogniser's finding less likely than this on average is dropped, unless its form alone proves it.
    pub doubt: f32,
    /// A word that is surely part of a name elsewhere in the report, at least so likely here.
    pub again: f32,
    /// `doubt` where no word of the report, and where few, are certainly identifying.
    pub none: f32,
    pub few: f32,
    /// What a finding has to score at least where the report has no, one, or two or three certain findings.
    pub lonely: [f32; 3],
    /// In a text of so many words that holds in full, in a shorter one in proportion.
    pub enough: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            find: 0.07,
            place: 0.06,
            time: 0.045,
            age: 0.06,
            extend: 0.05,
            doubt: 0.03,
            again: 0.03,
            none: 0.4,
            few: 0.1,
            lonely: [0.95, 0.98, 0.3],
            enough: 60,
        }
    }
}

/// A finding with such a score is certain.
const CERTAIN: f32 = 0.95;

/// A scrap of a text asks no less than one of so many words.
const SCRAP: usize = 15;

/// Tokens of redactions count as so many certain findings at most: what is left in such a text is mostly nothing.
const REDACTED: usize = 2;

impl Bounds {
    /// The bounds for a report with so many words that are certainly identifying: where nothing else is, a guess is more
    /// likely wrong.
    pub(super) fn in_report(self, certain: usize) -> Self {
        let doubt = match certain {
            0 => self.none,
            1..=3 => self.few,
            _ => 0.0,
        };
        Self { doubt: self.doubt.max(doubt), ..self }
    }

    /// Drops what is too unsure for its class, and in a report that has hardly anything certain, whatever is not certain
    /// either: a guess alone in a text is mostly wrong. In a few words the absence of anything certain says little, and
    /// what a redaction has left tells of something certain that was there.
    pub(crate) fn sift(&self, texts: &[Text<'_>], found: &mut [Vec<Candidate>]) {
        let redacted: usize = texts.iter().map(Text::house_tokens).sum();
        let certain = found.iter().flatten().filter(|c| c.score >= CERTAIN).count() + redacted.min(REDACTED);
        let lonely = match certain {
            0 => self.lonely[0],
            1 => self.lonely[1],
            2 | 3 => self.lonely[2],
            _ => 0.0,
        };
        let words: usize = texts.iter().map(|text| text.s.split_whitespace().take(self.enough).count()).sum();
        #[expect(clippy::cast_precision_loss, reason = "a few dozen words")]
        let lonely = lonely * (words.clamp(SCRAP, self.enough) as f32 / self.enough as f32);
        for found in found {
            found.retain(|c| {
                let of_class = if c.why.recogniser == NAME { least(c.class) } else { 0.0 };
                c.score >= of_class.max(if proven(c) { 0.0 } else { lonely })
            });
        }
    }
}

/// What the tagger's findings of a class have to score at least: where the classes' guesses are mostly wrong, more. Chosen
/// on folds of the training texts.
const fn least(class: Class) -> f32 {
    match class {
        Class::Unique | Class::Les => 0.0,
        Class::Age => 0.02,
        Class::Location => 0.03,
        Class::Person | Class::Date | Class::Dob | Class::Vin | Class::Ssn | Class::Email | Class::Ip | Class::Ori => {
            0.05
        }
        Class::Agency | Class::Badge | Class::Time | Class::Plate => 0.06,
        Class::Org | Class::Serial | Class::Handle => 0.1,
        Class::CaseId | Class::License | Class::Phone | Class::Url => 0.15,
    }
}

/// Whether a recogniser has found it by a form that leaves little doubt: alone in a text it is as good as anywhere.
fn proven(c: &Candidate) -> bool {
    let by_form = match c.class {
        Class::Phone | Class::Email | Class::Url | Class::Ssn | Class::Vin | Class::Ip | Class::Dob | Class::Ori => {
            true
        }
        Class::CaseId | Class::Plate | Class::License | Class::Serial | Class::Handle => c.score >= 0.8,
        Class::Date | Class::Age => c.score >= 0.7,
        Class::Person
        | Class::Agency
        | Class::Location
        | Class::Org
        | Class::Time
        | Class::Badge
        | Class::Unique
        | Class::Les => false,
    };
    by_form && c.why.recogniser != NAME
}
