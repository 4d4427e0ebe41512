//! A read-only table from hashes to numbers, read in place from bytes: buckets of 16-bit fingerprints.
//!
//! Layout, little-endian: bits of the bucket number (u32), number of distinct values (u32), the values (u32 each), the
//! start of every bucket and the end of the last (u32 each), the entries (fingerprint u16, index of the value u16).

use std::collections::BTreeMap;

/// A table over borrowed bytes. Damaged bytes give a table that knows nothing, never a panic.
#[derive(Debug, Clone, Copy)]
pub struct Table<'a> {
    bits: u32,
    values: &'a [u8],
    starts: &'a [u8],
    entries: &'a [u8],
}

fn read_u32(bytes: &[u8], index: usize) -> Option<u32> {
    let at = index.checked_mul(4)?;
    bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map(u32::from_le_bytes)
}

impl<'a> Table<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self::parse(bytes).unwrap_or(Self { bits: 0, values: &[], starts: &[], entries: &[] })
    }

    fn parse(bytes: &'a [u8]) -> Option<Self> {
        let bits = read_u32(bytes, 0).filter(|b| *b <= 24)?;
        let count = usize::try_from(read_u32(bytes, 1)?).ok()?;
        let rest = bytes.get(8..)?;
        let (values, rest) = rest.split_at_checked(count.checked_mul(4)?)?;
        let (starts, entries) = rest.split_at_checked(((1usize << bits) + 1) * 4)?;
        Some(Self { bits, values, starts, entries })
    }

    /// What is stored for a hash; the default for one that is not there.
    pub fn get(&self, hash: u64) -> super::Known {
        let find = || {
            let bucket = usize::try_from(hash & ((1 << self.bits) - 1)).ok()?;
            let from = usize::try_from(read_u32(self.starts, bucket)?).ok()?;
            let to = usize::try_from(read_u32(self.starts, bucket + 1)?).ok()?;
            let print = fingerprint(hash).to_le_bytes();
            let entry = self.entries.get(from * 4..to * 4)?.chunks_exact(4).find(|e| e.starts_with(&print))?;
            let index = entry.get(2..4).and_then(|b| b.try_into().ok()).map(u16::from_le_bytes)?;
            read_u32(self.values, usize::from(index))
        };
        super::Known(find().unwrap_or_default())
    }
}

fn fingerprint(hash: u64) -> u16 {
    u16::try_from(hash >> 48).unwrap_or_default()
}

/// The bytes of a table; the same entries give the same bytes. Where two words meet in one fingerprint, their bits are
/// united. At most 65,536 distinct values.
pub fn encode(entries: &[(u64, u32)]) -> Vec<u8> {
    let bits = (entries.len().max(8) / 6).ilog2();
    let mut buckets: Vec<BTreeMap<u16, u32>> = vec![BTreeMap::new(); 1 << bits];
    for (hash, value) in entries {
        let bucket = usize::try_from(hash & ((1 << bits) - 1)).unwrap_or_default();
        if let Some(bucket) = buckets.get_mut(bucket) {
            *bucket.entry(fingerprint(*hash)).or_default() |= value;
        }
    }
    let distinct: std::collections::BTreeSet<u32> = buckets.iter().flat_map(|b| b.values().copied()).collect();
    let index: BTreeMap<u32, u16> = distinct.iter().copied().zip(0..=u16::MAX).collect();
    let mut out = Vec::new();
    let mut number = |n: usize| out.extend(u32::try_from(n).unwrap_or_default().to_le_bytes());
    number(usize::try_from(bits).unwrap_or_default());
    number(index.len());
    for value in index.keys() {
        number(usize::try_from(*value).unwrap_or_default());
    }
    let mut at = 0;
    for bucket in &buckets {
        number(at);
        at += bucket.len();
    }
    number(at);
    for (print, value) in buckets.iter().flatten() {
        out.extend(print.to_le_bytes());
        out.extend(index.get(value).copied().unwrap_or_default().to_le_bytes());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_in_comes_out() {
        let entries: Vec<(u64, u32)> =
            (0..1000u32).map(|n| (super::super::hash_word(format!("w{n}").chars()), n % 7)).collect();
        let bytes = encode(&entries);
        let table = Table::new(&bytes);
        for (hash, value) in &entries {
            assert_eq!(table.get(*hash).0, *value);
        }
        assert_eq!(table.get(super::super::hash_word("absent".chars())).0, 0);
        for cut in [0, 3, 9, 40, bytes.len() - 3] {
            for (hash, _) in &entries {
                let _ = Table::new(&bytes[..cut]).get(*hash);
            }
        }
    }
}
