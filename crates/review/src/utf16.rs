//! The window counts UTF-16 units, everything else counts UTF-8 bytes: converted here and nowhere else.

use domain::{Closed as _, Field, Span, Text};

use crate::view::Place;

/// A place as the window counts it. For many places of one text use a [`Ruler`].
pub fn to_place(text: &Text, span: Span) -> Place {
    let value = text.get(span.field).as_str();
    Place { field: span.field, from: units(value, span.start), to: units(value, span.end) }
}

/// A text with its units counted once.
pub struct Ruler<'a> {
    text: &'a Text,
    /// Of each field, the units before every so many bytes.
    marks: [Vec<u32>; 4],
}

/// Bytes between two marks.
const STEP: usize = 512;

impl<'a> Ruler<'a> {
    pub fn new(text: &'a Text) -> Self {
        let marks = text.fields().map(|(_, value)| {
            let mut before = 0;
            let steps = value.as_bytes().chunks(STEP).map(|step| {
                before += count(step);
                before
            });
            std::iter::once(0).chain(steps).collect()
        });
        Self { text, marks }
    }

    /// A place as the window counts it.
    pub fn place(&self, span: Span) -> Place {
        let units = |byte: usize| {
            let value = self.text.get(span.field).as_str().as_bytes();
            let byte = byte.min(value.len());
            let marks = Field::ALL.iter().position(|&field| field == span.field).and_then(|at| self.marks.get(at));
            let before = marks.and_then(|marks| marks.get(byte / STEP)).copied().unwrap_or_default();
            before + count(value.get(byte / STEP * STEP..byte).unwrap_or_default())
        };
        Place { field: span.field, from: units(span.start), to: units(span.end) }
    }
}

/// A place as the domain counts it; none if it lies outside the text or inside a surrogate pair.
pub fn to_span(text: &Text, place: Place) -> Option<Span> {
    let value = text.get(place.field).as_str();
    let (start, end) = (byte(value, place.from)?, byte(value, place.to)?);
    (start <= end).then(|| Span::new(place.field, start..end))
}

fn units(value: &str, byte: usize) -> u32 {
    count(value.get(..byte).unwrap_or(value).as_bytes())
}

/// UTF-16 units of a stretch of UTF-8: one for each character, and one more for those of four bytes.
fn count(bytes: &[u8]) -> u32 {
    let units: usize = bytes.iter().map(|byte| usize::from(byte & 0xc0 != 0x80) + usize::from(*byte >= 0xf0)).sum();
    u32::try_from(units).unwrap_or(u32::MAX)
}

fn byte(value: &str, units: u32) -> Option<usize> {
    let mut left = units;
    for (at, c) in value.char_indices() {
        if left == 0 {
            return Some(at);
        }
        left = left.checked_sub(u32::try_from(c.len_utf16()).ok()?)?;
    }
    (left == 0).then_some(value.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emoji_combining_marks_and_right_to_left_text() {
        let text = Text { summary: "👮🏽 é e\u{301} שלום \u{200b}x".into(), ..Text::default() };
        let value = text.summary.as_str();
        let borders: Vec<usize> = value.char_indices().map(|(at, _)| at).chain([value.len()]).collect();
        for (index, &start) in borders.iter().enumerate() {
            for &end in &borders[index..] {
                let span = Span::new(Field::Summary, start..end);
                assert_eq!(to_span(&text, to_place(&text, span)), Some(span));
            }
        }
    }

    #[test]
    fn a_ruler_counts_like_one_who_begins_anew() {
        let unit = "👮🏽 é e\u{301} שלום \u{200b}x and more of it. ";
        let text = Text { lessons: unit.repeat(60).into(), title: unit.into(), ..Text::default() };
        let ruler = Ruler::new(&text);
        for field in [Field::Title, Field::Lessons, Field::Summary] {
            let value = text.get(field).as_str();
            for (at, c) in value.char_indices() {
                let span = Span::new(field, at..at + c.len_utf8());
                let from = value.get(..at).unwrap().encode_utf16().count();
                assert_eq!(ruler.place(span), to_place(&text, span));
                assert_eq!(usize::try_from(ruler.place(span).from).unwrap(), from);
            }
        }
        assert_eq!(ruler.place(Span::new(Field::Summary, 0..0)).to, 0);
    }

    #[test]
    fn no_place_outside_the_text_or_inside_a_pair() {
        let text = Text { summary: "👮".into(), ..Text::default() };
        let place = |from, to| Place { field: Field::Summary, from, to };
        assert_eq!(to_span(&text, place(0, 1)), None);
        assert_eq!(to_span(&text, place(0, 3)), None);
        assert_eq!(to_span(&text, place(2, 0)), None);
        assert_eq!(to_span(&text, place(0, 2)), Some(Span::new(Field::Summary, 0..4)));
    }
}
