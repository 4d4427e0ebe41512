//! A read-only table from hashes to what is known, read in place from bytes: buckets of 16-bit fingerprints.
//!
//! Layout, little-endian: bits of the bucket number (u32), number of distinct values (u32), number of paths (u32), the
//! values (u32 each), the paths (u32 each), the start of every bucket and the end of the last (u32 each), the entries
//! (fingerprint, index of the value, use with small letters, use with capitals: u16 each). A use is the index of a path in
//! the upper 12 bits and how often in the lower 4.

use std::collections::{BTreeMap, BTreeSet};

use super::{Known, Used};

/// A table over borrowed bytes. Damaged bytes give a table that knows nothing, never a panic.
#[derive(Debug, Clone, Copy)]
pub struct Table<'a> {
    bits: u32,
    values: &'a [u8],
    paths: &'a [u8],
    starts: &'a [u8],
    entries: &'a [u8],
}

/// Bytes of an entry.
const ENTRY: usize = 8;

fn read_u32(bytes: &[u8], index: usize) -> Option<u32> {
    let at = index.checked_mul(4)?;
    bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map(u32::from_le_bytes)
}

impl<'a> Table<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self::parse(bytes).unwrap_or(Self { bits: 0, values: &[], paths: &[], starts: &[], entries: &[] })
    }

    fn parse(bytes: &'a [u8]) -> Option<Self> {
        let bits = read_u32(bytes, 0).filter(|b| *b <= 24)?;
        let count = |index| read_u32(bytes, index).and_then(|n| usize::try_from(n).ok()?.checked_mul(4));
        let (values, rest) = bytes.get(12..)?.split_at_checked(count(1)?)?;
        let (paths, rest) = rest.split_at_checked(count(2)?)?;
        let (starts, entries) = rest.split_at_checked(((1usize << bits) + 1) * 4)?;
        Some(Self { bits, values, paths, starts, entries })
    }

    /// What is stored for a hash; the default for one that is not there.
    pub fn get(&self, hash: u64) -> Known {
        let find = || {
            let bucket = usize::try_from(hash & ((1 << self.bits) - 1)).ok()?;
            let from = usize::try_from(read_u32(self.starts, bucket)?).ok()?;
            let to = usize::try_from(read_u32(self.starts, bucket + 1)?).ok()?;
            let (entries, _) = self.entries.get(from * ENTRY..to * ENTRY)?.as_chunks::<ENTRY>();
            let print = fingerprint(hash).to_le_bytes();
            let [_, _, a, b, c, d, e, f] = *entries.iter().find(|e| e.starts_with(&print))?;
            let bits = read_u32(self.values, usize::from(u16::from_le_bytes([a, b])))?;
            let used = |bytes| self.used(u16::from_le_bytes(bytes));
            Some(Known { bits, small: used([c, d]), capital: used([e, f]) })
        };
        find().unwrap_or_default()
    }

    /// What is stored for each of several hashes: the steps into memory for all of them are under way at once.
    pub fn get_all(&self, hashes: &[u64]) -> Vec<Known> {
        let mut out = Vec::with_capacity(hashes.len());
        for few in hashes.chunks(32) {
            let starts = few.iter().map(|hash| read_u32(self.starts, (hash & ((1 << self.bits) - 1)) as usize));
            let entries = starts.map(|start| self.entries.get(start? as usize * ENTRY));
            std::hint::black_box(entries.fold(0, |sum, entry| sum ^ entry.copied().unwrap_or_default()));
            out.extend(few.iter().map(|hash| self.get(*hash)));
        }
        out
    }

    fn used(&self, packed: u16) -> Used {
        let path = read_u32(self.paths, usize::from(packed >> 4)).unwrap_or_default();
        Used { path, often: (packed & 15) as u8 }
    }
}

fn fingerprint(hash: u64) -> u16 {
    u16::try_from(hash >> 48).unwrap_or_default()
}

/// The bytes of a table; the same entries give the same bytes. Where two words meet in one fingerprint, their bits are
/// united and the more frequent use counts. At most 65,536 distinct values and 4,096 distinct paths.
pub fn encode(entries: &[(u64, Known)]) -> Vec<u8> {
    let bits = (entries.len().max(8) / 6).ilog2();
    let mut buckets: Vec<BTreeMap<u16, Known>> = vec![BTreeMap::new(); 1 << bits];
    for (hash, known) in entries {
        let bucket = usize::try_from(hash & ((1 << bits) - 1)).unwrap_or_default();
        if let Some(bucket) = buckets.get_mut(bucket) {
            let there = bucket.entry(fingerprint(*hash)).or_default();
            there.bits |= known.bits;
            there.small = there.small.max(known.small);
            there.capital = there.capital.max(known.capital);
        }
    }
    let all = || buckets.iter().flat_map(BTreeMap::values);
    let distinct: BTreeSet<u32> = all().map(|known| known.bits).collect();
    let values: BTreeMap<u32, u16> = distinct.into_iter().zip(0..=u16::MAX).collect();
    let distinct: BTreeSet<u32> = all().flat_map(|known| [known.small.path, known.capital.path]).collect();
    let paths: BTreeMap<u32, u16> = distinct.into_iter().zip(0..1 << 12).collect();
    let mut out = Vec::new();
    let mut number = |n: usize| out.extend(u32::try_from(n).unwrap_or_default().to_le_bytes());
    number(usize::try_from(bits).unwrap_or_default());
    number(values.len());
    number(paths.len());
    for value in values.keys().chain(paths.keys()) {
        number(usize::try_from(*value).unwrap_or_default());
    }
    let mut at = 0;
    for bucket in &buckets {
        number(at);
        at += bucket.len();
    }
    number(at);
    let packed = |used: Used| paths.get(&used.path).copied().unwrap_or_default() << 4 | u16::from(used.often & 15);
    for (print, known) in buckets.iter().flatten() {
        let index = values.get(&known.bits).copied().unwrap_or_default();
        for part in [*print, index, packed(known.small), packed(known.capital)] {
            out.extend(part.to_le_bytes());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_in_comes_out() {
        let entries: Vec<(u64, Known)> = (0..1000u32)
            .map(|n| {
                let used = |by: u32| Used { often: (n % by) as u8, path: n % by * 1000 };
                let known = Known { bits: n % 7, small: used(13), capital: used(16) };
                (super::super::hash_word(format!("w{n}").chars()), known)
            })
            .collect();
        let bytes = encode(&entries);
        let table = Table::new(&bytes);
        for (hash, value) in &entries {
            assert_eq!(table.get(*hash), *value);
        }
        let (hashes, values): (Vec<u64>, Vec<Known>) = entries.iter().copied().unzip();
        assert_eq!(table.get_all(&hashes), values);
        assert_eq!(table.get(super::super::hash_word("absent".chars())), Known::default());
        for cut in [0, 3, 9, 40, bytes.len() - 3] {
            for (hash, _) in &entries {
                let _ = Table::new(&bytes[..cut]).get(*hash);
            }
        }
    }
}
