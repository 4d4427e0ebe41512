//! What the detector says about a text.

use std::ops::Range;

use serde::Serialize;

use crate::{Class, Field};

/// One highlight: a stretch of one field that may identify somebody, or give away a tactic.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    pub field: Field,
    /// UTF-8 bytes of the field, on char boundaries, end exclusive, never empty.
    pub range: Range<usize>,
    pub class: Class,
    /// How sure the detector is, 0 to 1.
    pub score: f32,
    pub why: Why,
}

/// Why something was found. Holds words of the detector only, never a word of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Why {
    /// The recogniser's name, as its file is called: `phone`, `street_address`.
    pub recogniser: &'static str,
    /// What matched, as a short phrase: "a phone number with area code".
    pub matched: &'static str,
    /// What raised the score: "the word 'badge' before it", "valid check digit".
    pub raised: Vec<&'static str>,
    /// What lowered it.
    pub lowered: Vec<&'static str>,
}
