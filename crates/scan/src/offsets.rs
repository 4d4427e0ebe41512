//! Bytes to Unicode scalar values, the only place where this program counts them.

/// Converts rising byte offsets of one text in linear time over all of them.
pub struct Scalars<'a> {
    text: &'a str,
    byte: usize,
    scalar: usize,
}

impl<'a> Scalars<'a> {
    pub const fn new(text: &'a str) -> Self {
        Self { text, byte: 0, scalar: 0 }
    }

    /// The number of scalar values before this byte, which must not lie before the last one asked for.
    pub fn at(&mut self, byte: usize) -> usize {
        self.scalar += self.text.get(self.byte..byte).map_or(0, |s| s.chars().count());
        self.byte = byte;
        self.scalar
    }
}

/// The bytes at which the scalar values of a text begin, and its length.
pub fn byte_starts(text: &str) -> Vec<usize> {
    text.char_indices().map(|(i, _)| i).chain([text.len()]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_are_counted_past_wide_characters() {
        let text = "a😀é b";
        let mut scalars = Scalars::new(text);
        assert_eq!([0, 1, 5, 7, 8, 9].map(|b| scalars.at(b)), [0, 1, 2, 3, 4, 5]);
        assert_eq!(byte_starts(text), [0, 1, 5, 7, 8, 9]);
    }
}
