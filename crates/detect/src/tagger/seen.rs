//! The features of one token as numbers, in parts whose weights are added up once for all tokens that have them in common.

use crate::gazetteer::mix;

/// The features of one token, in parts: tokens that have a part in common have its sum of weights in common.
#[derive(Debug, Clone, Copy)]
pub(super) struct Features {
    all: [u64; Self::MOST],
    /// The part of each; [`Self::ALONE`] for none.
    parts: [u8; Self::MOST],
    count: usize,
    /// A number for each part: the sum of its features, 0 where it has none.
    pub keys: [u64; Self::PARTS],
}

impl Features {
    /// No token has more.
    pub const MOST: usize = 128;
    pub const PARTS: usize = 15;
    pub const ALONE: u8 = u8::MAX;

    pub const fn new() -> Self {
        Self { all: [0; Self::MOST], parts: [0; Self::MOST], count: 0, keys: [0; Self::PARTS] }
    }

    pub const fn clear(&mut self) {
        self.count = 0;
        self.keys = [0; Self::PARTS];
    }

    #[inline]
    pub fn push(&mut self, part: Option<u8>, feature: u64) {
        let (Some(place), Some(of)) = (self.all.get_mut(self.count), self.parts.get_mut(self.count)) else { return };
        *place = feature;
        *of = Self::ALONE;
        self.count += 1;
        if let Some(part) = part
            && let Some(key) = self.keys.get_mut(usize::from(part))
        {
            *key = key.wrapping_add(feature);
            *of = part;
        }
    }

    pub fn all(&self) -> &[u64] {
        self.all.get(..self.count).unwrap_or_default()
    }

    /// The features with the part of each, [`Self::ALONE`] for none.
    pub fn with_parts(&self) -> impl Iterator<Item = (u64, u8)> {
        self.all().iter().copied().zip(self.parts.iter().copied())
    }
}

/// The part of a token's features to which one belongs: those of a part look at the same few things, so that the part comes
/// again with other tokens, and its weights are added up once. What hardly comes again has no part.
pub(super) const fn part_of(id: u64) -> Option<u8> {
    Some(match id {
        // The word itself.
        1..=13 | 15..=19 | 69..=78 => 0,
        // The stretch between blanks, the report as a whole, the line's label.
        14 | 20 | 28..=32 => 1,
        21..=26 => 2,
        33..=35 => 3,
        36 | 46 | 58 | 63 | 64 | 81 => BESIDE,
        37 | 47 | 59 | 65 | 82 => BESIDE + 1,
        53..=55 => BESIDE + 2,
        38 => BEFORE + 2,
        60 => BEFORE + 3,
        39 => AFTER + 2,
        61 => AFTER + 3,
        _ => return None,
    })
}

const BESIDE: u8 = 4;
/// With the distance added: what is said of a word before, from two words on.
pub(super) const BEFORE: u8 = 5;
/// The same of a word after.
pub(super) const AFTER: u8 = 10;

pub(super) fn feature(id: u64, a: u64, b: u64) -> u64 {
    mix(id.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ mix(a ^ b.rotate_left(23).wrapping_mul(0xff51_afd7_ed55_8ccd)))
}
