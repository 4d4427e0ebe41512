//! The text of a report: four fields, and places in them.

use std::ops::Range;

use detect::{Closed as _, Field};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::Private;

/// The free text of a report. Already normalised: see [`normalise`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    pub title: Private,
    pub summary: Private,
    pub lessons: Private,
    pub differently: Private,
}

/// A place in a text: UTF-8 bytes of one field, on char boundaries, end exclusive. May be empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Span {
    pub field: Field,
    pub start: usize,
    pub end: usize,
}

impl Span {
    pub const fn new(field: Field, range: Range<usize>) -> Self {
        Self { field, start: range.start, end: range.end }
    }

    pub const fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    pub const fn is_empty(&self) -> bool {
        self.start >= self.end
    }

    pub fn overlaps(&self, other: &Self) -> bool {
        self.field == other.field && self.start < other.end && other.start < self.end
    }

    pub fn contains(&self, other: &Self) -> bool {
        self.field == other.field && self.start <= other.start && other.end <= self.end
    }
}

impl Text {
    pub const fn get(&self, field: Field) -> &Private {
        match field {
            Field::Title => &self.title,
            Field::Summary => &self.summary,
            Field::Lessons => &self.lessons,
            Field::Differently => &self.differently,
        }
    }

    pub const fn get_mut(&mut self, field: Field) -> &mut Private {
        match field {
            Field::Title => &mut self.title,
            Field::Summary => &mut self.summary,
            Field::Lessons => &mut self.lessons,
            Field::Differently => &mut self.differently,
        }
    }

    /// The words at a place; `None` if it lies outside the field or off a char boundary.
    pub fn slice(&self, span: Span) -> Option<&str> {
        self.get(span.field).as_str().get(span.range())
    }

    /// The fields as the detector takes them.
    pub fn fields(&self) -> [(Field, &str); 4] {
        [Field::Title, Field::Summary, Field::Lessons, Field::Differently].map(|f| (f, self.get(f).as_str()))
    }

    /// Words of the narrative, as the queue shows them: stretches between white space.
    pub fn words(&self) -> usize {
        self.summary.as_str().split_whitespace().count()
    }

    pub fn is_normalised(&self) -> bool {
        self.fields().iter().all(|(_, text)| !text.contains(['\r', '\0', '\u{feff}']))
    }

    #[must_use]
    pub fn normalised(&self) -> Self {
        let mut text = self.clone();
        for &field in Field::ALL {
            *text.get_mut(field) = Private::new(normalise(self.get(field).as_str()));
        }
        text
    }

    /// A fingerprint of this text: SHA-256 over the report's salt and the fields, in hexadecimal. The salt is random per
    /// report, so that nobody without it can try out guesses.
    pub fn fingerprint(&self, salt: &[u8]) -> String {
        let mut hash = Sha256::new();
        hash.update((salt.len() as u64).to_be_bytes());
        hash.update(salt);
        for (_, text) in self.fields() {
            hash.update((text.len() as u64).to_be_bytes());
            hash.update(text.as_bytes());
        }
        hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Intake: CRLF and lone CR become LF; NUL and byte-order marks go. Nothing else is touched: what an author wrote is
/// evidence of who wrote it, and only a reviewer may change it.
pub fn normalise(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").replace(['\0', '\u{feff}'], "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intake_normalises_line_breaks_nul_and_bom_and_nothing_else() {
        assert_eq!(normalise("\u{feff}a\r\nb\rc\0d\u{200b}e\n"), "a\nb\ncd\u{200b}e\n");
    }

    #[test]
    fn fingerprint_depends_on_salt_and_on_field_borders() {
        let one = Text { title: "ab".into(), summary: "c".into(), ..Text::default() };
        let two = Text { title: "a".into(), summary: "bc".into(), ..Text::default() };
        assert_ne!(one.fingerprint(b"s"), two.fingerprint(b"s"));
        assert_ne!(one.fingerprint(b"s"), one.fingerprint(b"t"));
        assert_eq!(one.fingerprint(b"s"), one.clone().fingerprint(b"s"));
    }

    #[test]
    fn slice_refuses_places_off_a_char_boundary() {
        let text = Text { summary: "é".into(), ..Text::default() };
        assert_eq!(text.slice(Span::new(Field::Summary, 0..1)), None);
        assert_eq!(text.slice(Span::new(Field::Summary, 0..2)), Some("é"));
        assert_eq!(text.slice(Span::new(Field::Summary, 0..9)), None);
    }
}
