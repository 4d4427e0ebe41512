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

/// The features of one token.
#[derive(Debug, Clone, Copy)]
pub(super) struct Features {
    all: [u64; Self::MOST],
    count: usize,
}

impl Features {
    /// No token has more.
    pub const MOST: usize = 96;

    pub const fn new() -> Self {
        Self { all: [0; Self::MOST], count: 0 }
    }

    #[inline]
    pub fn push(&mut self, feature: u64) {
        if let Some(place) = self.all.get_mut(self.count) {
            *place = feature;
            self.count += 1;
        }
    }

    pub fn all(&self) -> &[u64] {
        self.all.get(..self.count).unwrap_or_default()
    }
}

/// One line of the processor's cache: eight slots, each a fingerprint and up to three entries.
#[repr(align(64))]
#[derive(Debug, Clone, Copy, Default)]
struct Line([u64; 8]);

/// A model as it is used: the entries of a feature lie together, so that each feature costs one step into memory, and
/// most of those that the model doesn't know not even that.
#[derive(Debug, Clone)]
pub struct Model {
    pub(super) chain: Chain,
    step: f32,
    lines: Vec<Line>,
    /// A bit for every (bucket, fingerprint) that may be there.
    present: Vec<u64>,
    mask: u64,
}

fn number(bytes: &[u8], index: usize) -> Option<u32> {
    let at = index.checked_mul(4)?;
    bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map(u32::from_le_bytes)
}

/// Bits of the number of a bit in `present`.
const PRESENT: u32 = 21;

/// Where the bit of a feature is: from the bits that the file keeps of it, its bucket and its fingerprint.
const fn bit(bucket: u64, print: u64) -> usize {
    let mixed = (bucket | print << 24).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - PRESENT);
    mixed as usize
}

impl Model {
    /// Reads a model. Damaged bytes give `None` or a model that knows less, never a panic.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(MAGIC)?;
        let step = f32::from_bits(number(rest, 0)?);
        let transitions: Vec<f32> =
            (1..=TRANSITIONS).map(|i| number(rest, i).map(f32::from_bits)).collect::<Option<_>>()?;
        let rest = rest.get((TRANSITIONS + 1) * 4..)?;
        let bits = number(rest, 0).filter(|b| *b <= 20)?;
        let (starts, entries) = rest.get(4..)?.split_at_checked(((1usize << bits) + 1) * 4)?;
        let mut model = Self {
            chain: Chain::new(&transitions),
            step,
            lines: vec![Line::default(); 1 << bits],
            present: vec![0; 1 << (PRESENT - 6)],
            mask: (1 << bits) - 1,
        };
        for bucket in 0..1usize << bits {
            let range = number(starts, bucket)? as usize..number(starts, bucket + 1)? as usize;
            for entry in entries.get(range.start * 4..range.end * 4).unwrap_or_default().chunks_exact(4) {
                model.put(bucket, u16::from_le_bytes([entry[0], entry[1]]), u16::from_le_bytes([entry[2], entry[3]]));
            }
        }
        Some(model)
    }

    fn put(&mut self, bucket: usize, print: u16, entry: u16) {
        let bit = bit(bucket as u64, u64::from(print));
        self.present[bit / 64] |= 1 << (bit % 64);
        let (print, entry) = (u64::from(print), u64::from(entry));
        // A full line runs over into the next one.
        for i in 0..self.lines.len() {
            let at = (bucket + i) & (self.lines.len() - 1);
            for slot in &mut self.lines[at].0 {
                if *slot == 0 {
                    *slot = print | entry << 16;
                    return;
                }
                if *slot & 0xffff == print {
                    for shift in [32, 48] {
                        if (*slot >> shift) & 0xffff == 0 {
                            *slot |= entry << shift;
                            return;
                        }
                    }
                }
            }
        }
    }

    /// Adds up the weights of a token's features, in steps. In three goes, so that the steps into memory of many features
    /// are under way at once.
    pub(super) fn add(&self, features: &Features, sums: &mut [i32; STATES + 16]) {
        let mut known = [0u64; Features::MOST];
        let mut count = 0;
        for feature in features.all() {
            let bit = bit(feature & self.mask, u64::from(fingerprint(*feature)));
            known[count] = *feature;
            count += usize::from(self.present[bit / 64] & (1 << (bit % 64)) != 0);
        }
        let known = known.get(..count).unwrap_or_default();
        let touched = known.iter().fold(0, |sum, f| sum ^ self.lines[(f & self.mask) as usize].0[0]);
        std::hint::black_box(touched);
        for feature in known {
            self.add_one(*feature, sums);
        }
    }

    fn add_one(&self, feature: u64, sums: &mut [i32; STATES + 16]) {
        let (first, print) = ((feature & self.mask) as usize, u64::from(fingerprint(feature)));
        for i in 0..self.lines.len() {
            let line = &self.lines[(first + i) & (self.lines.len() - 1)].0;
            for slot in line {
                if *slot & 0xffff == print {
                    for shift in [16, 32, 48] {
                        let entry = (*slot >> shift) as u16;
                        sums[usize::from(entry & 63)] += i32::from(entry.cast_signed() >> 6);
                    }
                }
            }
            // Only a full line can have run over.
            if line[7] == 0 {
                return;
            }
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "sums of some ninety numbers below 512")]
    pub(super) fn scores(&self, sums: &[i32; STATES + 16]) -> States {
        std::array::from_fn(|i| sums[i] as f32 * self.step)
    }
}

fn fingerprint(feature: u64) -> u16 {
    // No fingerprint is 0: that marks an empty slot.
    u16::try_from(feature >> 48).unwrap_or_default().max(1)
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
    let bits = (kept.len().max(16) / 5).ilog2();
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
            let mut features = Features::new();
            features.push(e.feature);
            model.add(&features, &mut sums);
            assert!((model.scores(&sums)[usize::from(e.state)] - e.weight).abs() < 0.01);
        }
        assert!(Model::read(b"").is_none());
        for cut in [5, 900, 2600, bytes.len() / 2, bytes.len() - 1] {
            if let Some(model) = Model::read(&bytes[..cut]) {
                entries.iter().for_each(|e| model.add_one(e.feature, &mut [0; STATES + 16]));
            }
        }
    }
}
