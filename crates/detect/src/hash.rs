//! A quick hasher for short words of our own lists and for numbers that are hashes already. Not for keys that somebody could
//! choose to collide in great numbers.

use std::hash::{BuildHasherDefault, Hasher};

/// The same on every machine.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Quick(u64);

pub(crate) type QuickBuild = BuildHasherDefault<Quick>;

impl Default for Quick {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        for b in bytes {
            self.0 = (self.0 ^ u64::from(*b)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    fn write_u64(&mut self, n: u64) {
        self.0 ^= n;
    }

    fn finish(&self) -> u64 {
        crate::gazetteer::mix(self.0)
    }
}
