//! The weights, read in place from bytes: buckets of 16-bit fingerprints, each entry a label and a small number.
//!
//! Layout, little-endian: "NMT1", the step of a weight (f32), the weights of transitions (f32 each), the bits of the bucket
//! number (u32), the start of every bucket and the end of the last (u32 each), the entries (fingerprint u16, then label in
//! the lower 6 bits and weight in the upper 10 bits of a signed 16-bit number).

use super::chain::{Chain, STATES, States, TRANSITIONS};

const MAGIC: &[u8; 4] = b"NMT1";

/// One weight as it goes into a model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entry {
    pub feature: u64,
    /// A state of the chain.
    pub state: u8,
    pub weight: f32,
}

/// A model over borrowed bytes. Damaged bytes give `None` or a model that knows less, never a panic.
#[derive(Debug, Clone)]
pub struct Model<'a> {
    pub(super) chain: Chain,
    step: f32,
    mask: u64,
    starts: &'a [u8],
    entries: &'a [u8],
}

fn number(bytes: &[u8], index: usize) -> Option<u32> {
    let at = index.checked_mul(4)?;
    bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map(u32::from_le_bytes)
}

impl<'a> Model<'a> {
    pub fn read(bytes: &'a [u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(MAGIC)?;
        let step = f32::from_bits(number(rest, 0)?);
        let transitions: Vec<f32> =
            (1..=TRANSITIONS).map(|i| number(rest, i).map(f32::from_bits)).collect::<Option<_>>()?;
        let rest = rest.get((TRANSITIONS + 1) * 4..)?;
        let bits = number(rest, 0).filter(|b| *b <= 24)?;
        let (starts, entries) = rest.get(4..)?.split_at_checked(((1usize << bits) + 1) * 4)?;
        Some(Self { chain: Chain::new(&transitions), step, mask: (1 << bits) - 1, starts, entries })
    }

    /// Adds the weights of a feature, in steps.
    pub(super) fn add(&self, feature: u64, sums: &mut [i32; STATES + 16]) {
        let find = || {
            let bucket = usize::try_from(feature & self.mask).ok()? * 4;
            let ends = self.starts.get(bucket..bucket + 8)?;
            let from = usize::try_from(number(ends, 0)?).ok()?;
            let to = usize::try_from(number(ends, 1)?).ok()?;
            self.entries.get(from * 4..to * 4)
        };
        let print = fingerprint(feature);
        for entry in find().unwrap_or_default().chunks_exact(4) {
            if u16::from_le_bytes([entry[0], entry[1]]) == print {
                let value = i16::from_le_bytes([entry[2], entry[3]]);
                sums[usize::from(entry[2] & 63)] += i32::from(value >> 6);
            }
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "sums of some ninety numbers below 512")]
    pub(super) fn scores(&self, sums: &[i32; STATES + 16]) -> States {
        std::array::from_fn(|i| sums[i] as f32 * self.step)
    }
}

fn fingerprint(feature: u64) -> u16 {
    u16::try_from(feature >> 48).unwrap_or_default()
}

/// The bytes of a model; the same weights give the same bytes. Weights that round to nothing are left out.
pub fn encode(transitions: &[f32], entries: &[Entry]) -> Vec<u8> {
    let top = entries.iter().map(|e| e.weight.abs()).fold(0.0f32, f32::max).max(1e-6);
    let step = top / 511.0;
    #[expect(clippy::cast_possible_truncation, reason = "between -511 and 511")]
    let kept: Vec<(u64, u8, i16)> = entries
        .iter()
        .map(|e| (e.feature, e.state, (e.weight / step).round() as i16))
        .filter(|(_, _, w)| *w != 0)
        .collect();
    let bits = (kept.len().max(16) / 4).ilog2();
    let mut buckets: Vec<Vec<(u16, u8, i16)>> = vec![Vec::new(); 1 << bits];
    for (feature, state, weight) in kept {
        let bucket = usize::try_from(feature & ((1 << bits) - 1)).unwrap_or_default();
        if let Some(bucket) = buckets.get_mut(bucket) {
            bucket.push((fingerprint(feature), state, weight));
        }
    }
    let mut out = MAGIC.to_vec();
    out.extend(step.to_le_bytes());
    for i in 0..TRANSITIONS {
        out.extend(transitions.get(i).copied().unwrap_or_default().to_le_bytes());
    }
    out.extend(bits.to_le_bytes());
    let mut at = 0u32;
    for bucket in &mut buckets {
        bucket.sort_unstable();
        out.extend(at.to_le_bytes());
        at += u32::try_from(bucket.len()).unwrap_or_default();
    }
    out.extend(at.to_le_bytes());
    for (print, state, weight) in buckets.iter().flatten() {
        out.extend(print.to_le_bytes());
        out.extend(((weight << 6) | i16::from(state & 63)).to_le_bytes());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_come_back_and_damage_is_survived() {
        let entries: Vec<Entry> = (0..500u32)
            .map(|i| Entry {
                feature: crate::gazetteer::mix(u64::from(i)),
                state: u8::try_from(i % 45).unwrap(),
                weight: f32::from(i16::try_from(i).unwrap() - 250) / 50.0,
            })
            .collect();
        let bytes = encode(&[0.5; TRANSITIONS], &entries);
        let model = Model::read(&bytes).unwrap();
        for e in &entries {
            let mut sums = [0; STATES + 16];
            model.add(e.feature, &mut sums);
            assert!((model.scores(&sums)[usize::from(e.state)] - e.weight).abs() < 0.01);
        }
        assert!(Model::read(b"").is_none());
        for cut in [5, 900, 2600, bytes.len() / 2, bytes.len() - 1] {
            if let Some(model) = Model::read(&bytes[..cut]) {
                entries.iter().for_each(|e| model.add(e.feature, &mut [0; STATES + 16]));
            }
        }
    }
}
