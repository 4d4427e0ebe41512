//! The library counts characters, everything else counts UTF-8 bytes: converted here and nowhere else.

use std::ops::Range;

use harper_core::Span;

/// Where each character of a text begins.
pub struct Places(Vec<usize>);

impl Places {
    pub fn new(text: &str) -> Self {
        Self(text.char_indices().map(|(at, _)| at).chain([text.len()]).collect())
    }

    /// `None`: the span is empty or lies outside the text.
    pub fn range(&self, span: Span<char>) -> Option<Range<usize>> {
        let range = *self.0.get(span.start)?..*self.0.get(span.end)?;
        (!range.is_empty()).then_some(range)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_become_bytes() {
        let places = Places::new("é👮x");
        assert_eq!(places.range(Span::new(0, 1)), Some(0..2));
        assert_eq!(places.range(Span::new(1, 3)), Some(2..7));
        assert_eq!(places.range(Span::new(3, 3)), None);
        assert_eq!(places.range(Span::new(2, 4)), None);
    }
}
