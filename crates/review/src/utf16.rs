//! The window counts UTF-16 units, everything else counts UTF-8 bytes: converted here and nowhere else.

use domain::{Span, Text};

use crate::view::Place;

/// A place as the window counts it.
pub fn to_place(text: &Text, span: Span) -> Place {
    let value = text.get(span.field).as_str();
    Place { field: span.field, from: units(value, span.start), to: units(value, span.end) }
}

/// A place as the domain counts it; none if it lies outside the text or inside a surrogate pair.
pub fn to_span(text: &Text, place: Place) -> Option<Span> {
    let value = text.get(place.field).as_str();
    let (start, end) = (byte(value, place.from)?, byte(value, place.to)?);
    (start <= end).then(|| Span::new(place.field, start..end))
}

fn units(value: &str, byte: usize) -> u32 {
    let head = value.get(..byte).unwrap_or(value);
    u32::try_from(head.encode_utf16().count()).unwrap_or(u32::MAX)
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
    use domain::Field;

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
    fn no_place_outside_the_text_or_inside_a_pair() {
        let text = Text { summary: "👮".into(), ..Text::default() };
        let place = |from, to| Place { field: Field::Summary, from, to };
        assert_eq!(to_span(&text, place(0, 1)), None);
        assert_eq!(to_span(&text, place(0, 3)), None);
        assert_eq!(to_span(&text, place(2, 0)), None);
        assert_eq!(to_span(&text, place(0, 2)), Some(Span::new(Field::Summary, 0..4)));
    }
}
