//! A quick hasher for short words of our own lists and for numbers that are hashes already. Not for keys that somebody could
//! choose to collide in great numbers.

use std::hash::{BuildHasherDefault, Hash, Hasher};

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

    fn write_u128(&mut self, n: u128) {
        #[expect(clippy::cast_possible_truncation, reason = "a hash already: one half of it is as good")]
        self.write_u64(n as u64);
    }

    fn finish(&self) -> u64 {
        crate::gazetteer::mix(self.0)
    }
}

/// A number for a value that stands for the value itself: of 128 bits, so that two values never meet by chance.
pub(crate) struct Digest(u64, u64);

impl Digest {
    pub fn of<T: Hash + ?Sized>(value: &T) -> u128 {
        let mut digest = Self(0x9ae1_6a3b_2f90_404f, 0xc949_d7c7_509e_6557);
        value.hash(&mut digest);
        u128::from(digest.0) << 64 | u128::from(digest.finish())
    }
}

impl Hasher for Digest {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word.iter_mut().zip(chunk).for_each(|(to, from)| *to = *from);
            self.write_u64(u64::from_le_bytes(word) ^ (chunk.len() as u64) << 56);
        }
    }

    fn write_u8(&mut self, n: u8) {
        self.write_u64(u64::from(n));
    }

    fn write_u32(&mut self, n: u32) {
        self.write_u64(u64::from(n));
    }

    fn write_u64(&mut self, n: u64) {
        self.0 = (self.0.rotate_left(5) ^ n).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.1 = (self.1 ^ n).wrapping_mul(0xff51_afd7_ed55_8ccd).rotate_left(29);
    }

    fn write_usize(&mut self, n: usize) {
        self.write_u64(n as u64);
    }

    fn finish(&self) -> u64 {
        crate::gazetteer::mix(self.1)
    }
}
