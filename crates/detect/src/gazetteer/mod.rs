//! What lists say about a word: how often it is a given name or a surname, a place, an ordinary word, and of what kind.
//!
//! The lists are one table of fingerprints over the folded word (lower case, no accents), made by `nearmiss-scan
//! gazetteer` from the sources that `docs/DATA.md` names. A word that is in no list is taken for a listed one once in
//! some ten thousand times; every list is weighed, none decides.

mod fold;
mod table;

pub use fold::{Folded, fold, hash_word, is_invisible, mix};
pub use table::{Table, encode};

use std::sync::LazyLock;

static WORDS: LazyLock<Table<'static>> = LazyLock::new(|| Table::new(include_bytes!("../../data/words.bin")));

/// What is known about a word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Known {
    /// What lists say, packed.
    pub bits: u32,
    /// How people write it with small letters.
    pub small: Used,
    /// How people write it with a capital, or in capitals.
    pub capital: Used,
}

/// How often people write a word in one way, and among which words it then stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Used {
    /// 0 for never, else 1 (rare) to 15 (in every sentence): e times as often from one to the next.
    pub often: u8,
    /// The path to its Brown cluster, the first turn in the lowest bit; words with one beginning of their paths stand among
    /// like words. 0 for none.
    pub path: u32,
}

impl Used {
    /// The first turns of the path.
    pub const fn turns(self, n: u32) -> u64 {
        (self.path & ((1 << n) - 1)) as u64
    }
}

impl Known {
    /// 0 for no given name, else 1 (rare) to 7 (as frequent as "Michael").
    pub const fn given(self) -> u32 {
        self.bits & 7
    }

    /// 0 for no surname, else 1 (rare) to 7 (as frequent as "Johnson").
    pub const fn surname(self) -> u32 {
        (self.bits >> 3) & 7
    }

    /// 0 for no place of one word, else 1 (a hamlet) to 3 (a city).
    pub const fn place(self) -> u32 {
        (self.bits >> 6) & 3
    }

    /// The first word of a place or county of several words.
    pub const fn begins_place(self) -> bool {
        self.bits & Self::BEGINS_PLACE != 0
    }

    /// A whole place, county, state or country of several words, joined by spaces.
    pub const fn is_phrase(self) -> bool {
        self.bits & Self::PHRASE != 0
    }

    /// 0 for no ordinary English word, else 1 (rare) to 3 (in every text).
    pub const fn common(self) -> u32 {
        (self.bits >> 12) & 3
    }

    /// The kind of word, as a line of `data/kinds.txt` (from 1); 0 for none.
    pub const fn kind(self) -> u32 {
        (self.bits >> 14) & 63
    }

    /// Everything but the kind, as one number.
    pub const fn lists(self) -> u32 {
        self.bits & 0x3fff
    }

    pub const BEGINS_PLACE: u32 = 1 << 8;
    pub const COUNTY: u32 = 1 << 9;
    pub const STATE: u32 = 1 << 10;
    pub const PHRASE: u32 = 1 << 11;

    /// The bits of what lists say.
    pub const fn pack(given: u32, surname: u32, place: u32, flags: u32, common: u32, kind: u32) -> u32 {
        (given & 7) | ((surname & 7) << 3) | ((place & 3) << 6) | flags | ((common & 3) << 12) | ((kind & 63) << 14)
    }
}

/// Looks several words up at once.
pub fn look_up_all(hashes: &[u64]) -> Vec<Known> {
    WORDS.get_all(hashes)
}

/// Looks a word up by the hash of its folded letters.
pub fn look_up(hash: u64) -> Known {
    WORDS.get(hash)
}
