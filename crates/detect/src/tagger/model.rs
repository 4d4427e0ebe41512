//! The weights, read in place from bytes: buckets of 16-bit fingerprints, each entry a label and a small number.
//!
//! Layout, little-endian: "NMT1", the step of a weight (f32), the weights of transitions (f32 each), the bits of the bucket
//! number (u32), the start of every bucket and the end of the last (u32 each), the entries (fingerprint u16, then label in
//! the lower 6 bits and weight in the upper 10 bits of a signed 16-bit number).

use std::sync::Mutex;

use super::chain::{Chain, STATES, States, TRANSITIONS};
use super::seen::Features;

const MAGIC: &[u8; 4] = b"NMT1";

/// One weight as it goes into a model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entry {
    pub feature: u64,
    /// A state of the chain.
    pub state: u8,
    pub weight: f32,
}

/// The slots of a line.
const SLOTS: usize = 8;
/// One in each lane of 16 bits.
const EACH: u64 = 0x0001_0001_0001_0001;

/// A feature with at least so many weights has them as a row for every state, which is added as a whole. With fewer, the rows
/// would be more than slots can name, and the rest would crowd the lines.
const DENSE: usize = 8;

/// A slot whose label is no state, but this or above, names a row.
const ROW: u16 = STATES as u16;
/// Rows that labels and weights of slots have room to name.
const ROWS: usize = (64 - STATES) << 10;

/// A sum of weights for every state, in steps.
pub(super) type Row = [i16; STATES];

/// Half a line of the processor's cache: fingerprints, four to a number, and what each stands for (a label and a weight,
/// or a row).
#[repr(align(32))]
#[derive(Debug, Clone, Copy, Default)]
struct Line {
    prints: [u64; SLOTS / 4],
    values: [u16; SLOTS],
}

impl Line {
    #[expect(clippy::cast_possible_truncation, reason = "a fingerprint has 16 bits")]
    const fn print(&self, slot: usize) -> u16 {
        (self.prints[slot / 4] >> (slot % 4 * 16)) as u16
    }

    /// Whether it may have run over.
    const fn is_full(&self) -> bool {
        self.prints[SLOTS / 4 - 1] >> 48 != 0
    }
}

/// A model as it is used: what belongs to a feature lies together, so that each feature costs one step into memory, and
/// most of those that the model doesn't know not even that.
#[derive(Debug)]
pub struct Model {
    pub(super) chain: Chain,
    step: f32,
    lines: Vec<Line>,
    rows: Vec<Row>,
    /// A bit for every (bucket, fingerprint) that may be there.
    present: Vec<u64>,
    /// The bits of a feature that name its bucket.
    bits: u32,
    memos: Mutex<Vec<Memo>>,
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
            lines: vec![Line::default(); 2 << bits],
            rows: Vec::new(),
            present: vec![0; 1 << (PRESENT - 6)],
            bits,
            memos: Mutex::default(),
        };
        let entries_of = |bucket: usize| {
            let range = number(starts, bucket)? as usize..number(starts, bucket + 1)? as usize;
            Some(entries.get(range.start.checked_mul(4)?..range.end.checked_mul(4)?).unwrap_or_default())
        };
        for bucket in 0..1usize << bits {
            let (entries, _) = entries_of(bucket)?.as_chunks::<4>();
            // The entries of a feature stand together.
            for entries in entries.chunk_by(|a, b| a[..2] == b[..2]) {
                if let Some([a, b, _, _]) = entries.first() {
                    let values = entries.iter().map(|e| u16::from_le_bytes([e[2], e[3]]));
                    model.put(bucket as u64, u16::from_le_bytes([*a, *b]).max(1), values);
                }
            }
        }
        Some(model)
    }

    fn put(&mut self, bucket: u64, print: u16, values: impl ExactSizeIterator<Item = u16>) {
        let bit = bit(bucket, u64::from(print));
        self.present[bit / 64] |= 1 << (bit % 64);
        if values.len() >= DENSE && self.rows.len() < ROWS {
            let mut row = [0; STATES];
            for value in values {
                if let Some(place) = row.get_mut(usize::from(value & 63)) {
                    *place += value.cast_signed() >> 6;
                }
            }
            #[expect(clippy::cast_possible_truncation, reason = "below ROWS")]
            let number = self.rows.len() as u16;
            self.rows.push(row);
            self.put_one(bucket, print, (number << 6) | (ROW + (number >> 10)));
        } else {
            values.filter(|v| v & 63 < ROW).for_each(|value| self.put_one(bucket, print, value));
        }
    }

    fn put_one(&mut self, bucket: u64, print: u16, value: u16) {
        let first = self.line_of(bucket, print);
        // A full line runs over into the next one.
        for i in 0..self.lines.len() {
            let at = (first + i) & (self.lines.len() - 1);
            let line = &mut self.lines[at];
            if let Some(free) = (0..SLOTS).find(|slot| line.print(*slot) == 0) {
                line.prints[free / 4] |= u64::from(print) << (free % 4 * 16);
                line.values[free] = value;
                return;
            }
        }
    }

    /// Twice as many lines as buckets: a bit of the fingerprint says which of the two.
    fn line_of(&self, bucket: u64, print: u16) -> usize {
        (bucket << 1) as usize | usize::from(print & 1)
    }

    /// The weights of a token's features, added up.
    pub(super) fn sum(&self, features: &Features, memo: &mut Memo) -> Row {
        let mut sums = [0; STATES];
        for (part, key) in (0..).zip(features.keys) {
            if key != 0 {
                add(&mut sums, memo.get(key, |sums| self.add_weights(features.of(part), sums)));
            }
        }
        self.add_weights(features.of(Features::ALONE), &mut sums);
        sums
    }

    fn add_weights(&self, features: impl Iterator<Item = u64>, sums: &mut Row) {
        let mask = (1u64 << self.bits) - 1;
        let mut known = [(0usize, 0u16); 32];
        let mut count = 0;
        for feature in features {
            let (bucket, print) = (feature & mask, fingerprint(feature));
            let bit = bit(bucket, u64::from(print));
            known[count] = (self.line_of(bucket, print), print);
            count += usize::from(self.present[bit / 64] & (1 << (bit % 64)) != 0);
            if count == known.len() {
                self.add_known(&known, sums);
                count = 0;
            }
        }
        self.add_known(known.get(..count).unwrap_or_default(), sums);
    }

    fn add_known(&self, known: &[(usize, u16)], sums: &mut Row) {
        // A first step into memory for all, so that those of many features are under way at once.
        std::hint::black_box(known.iter().fold(0, |sum, (line, _)| sum ^ self.lines[*line].prints[0]));
        for (line, print) in known {
            self.look_up(*line, *print, |value| {
                let state = value & 63;
                if let Some(place) = sums.get_mut(usize::from(state)) {
                    *place = place.saturating_add(value.cast_signed() >> 6);
                } else if let Some(row) = self.rows.get(usize::from((value >> 6) | (state - ROW) << 10)) {
                    add(sums, row);
                }
            });
        }
    }

    pub(super) fn scores(&self, sums: &Row) -> States {
        std::array::from_fn(|i| f32::from(sums[i]) * self.step)
    }

    /// Room that an earlier call has left, or new room.
    pub(super) fn memo(&self) -> Memo {
        self.memos.lock().ok().and_then(|mut memos| memos.pop()).unwrap_or_else(Memo::new)
    }

    /// Leaves room for later calls.
    pub(super) fn keep(&self, memo: Memo) {
        if let Ok(mut memos) = self.memos.lock() {
            memos.push(memo);
        }
    }

    #[inline]
    fn look_up(&self, first: usize, print: u16, mut take: impl FnMut(u16)) {
        for i in 0..self.lines.len() {
            let line = &self.lines[(first + i) & (self.lines.len() - 1)];
            for (word, prints) in line.prints.iter().enumerate() {
                // A lane that is the same becomes 0, and its highest bit is set; seldom that of one above it too.
                let lanes = prints ^ u64::from(print).wrapping_mul(EACH);
                let mut hits = lanes.wrapping_sub(EACH) & !lanes & (EACH << 15);
                while hits != 0 {
                    let slot = word * 4 + (hits.trailing_zeros() / 16) as usize;
                    if line.print(slot) == print {
                        take(line.values[slot % SLOTS]);
                    }
                    hits &= hits - 1;
                }
            }
            // Only a full line can have run over.
            if !line.is_full() {
                return;
            }
        }
    }
}

/// Adds a row to another.
fn add(sums: &mut Row, row: &Row) {
    for (sum, weight) in sums.iter_mut().zip(row) {
        *sum = sum.saturating_add(*weight);
    }
}

/// Sums that were worked out before, each under the number that says what it was worked out from. Which are still there
/// changes no answer, only how fast it comes.
#[derive(Debug)]
pub(super) struct Memo(Vec<Kept>);

#[repr(align(128))]
#[derive(Debug, Clone)]
struct Kept {
    key: u64,
    sums: Row,
}

impl Memo {
    /// As many as the words of a long report have parts of features.
    const ROOM: usize = 8192;

    fn new() -> Self {
        Self(vec![Kept { key: 0, sums: [0; STATES] }; Self::ROOM])
    }

    /// The sum under this number, which is never 0.
    #[inline]
    fn get(&mut self, key: u64, work_out: impl FnOnce(&mut Row)) -> &Row {
        let kept = &mut self.0[(key >> 32) as usize % Self::ROOM];
        if kept.key != key {
            kept.key = key;
            kept.sums = [0; STATES];
            work_out(&mut kept.sums);
        }
        &kept.sums
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
    use crate::tagger::{features, token};
    use crate::text::Text;

    /// Adding up by parts, which may have been added up before, changes nothing.
    #[test]
    fn the_sum_of_parts_is_that_of_all_features() {
        let model = crate::tagger::shipped().unwrap();
        let s = "Sgt. Ana Ruiz met Ofc. Ruiz at the old mill, then the old mill's owner.\nUNIT 12 left at 0315 hrs; the unit left.";
        let texts = [Text::new(crate::Field::Summary, s)];
        let tokens = [token::tokens(s)];
        let document = features::document(&texts, &tokens, &[Vec::new()]);
        let signs = features::signs(&texts[0], &tokens[0], &[], &document);
        let (mut memo, mut seen) = (Memo::new(), Features::new());
        for _ in 0..2 {
            for i in 0..signs.len() {
                let mut all = [0; STATES];
                model.add_weights(features::of(&signs, i).into_iter(), &mut all);
                features::see(&signs, i, &mut seen);
                assert_eq!(model.sum(&seen, &mut memo), all);
            }
        }
        assert!(signs.len() > 20);
    }

    #[test]
    fn weights_come_back_and_damage_is_survived() {
        let entries: Vec<Entry> = (0..500u32)
            .map(|i| Entry {
                feature: crate::gazetteer::mix(u64::from(i) + 1),
                state: u8::try_from(i % 45).unwrap(),
                weight: f32::from(i16::try_from(i).unwrap() - 250) / 50.0,
            })
            .collect();
        let bytes = encode(&[0.5; TRANSITIONS], &entries);
        let model = Model::read(&bytes).unwrap();
        let weights = |model: &Model, feature: u64, part| {
            let mut features = Features::new();
            features.push(part, feature);
            model.scores(&model.sum(&features, &mut Memo::new()))
        };
        for e in &entries {
            for part in [None, Some(0)] {
                assert!((weights(&model, e.feature, part)[usize::from(e.state)] - e.weight).abs() < 0.01);
            }
        }
        assert!(Model::read(b"").is_none());
        for cut in [5, 900, 2600, bytes.len() / 2, bytes.len() - 1] {
            if let Some(model) = Model::read(&bytes[..cut]) {
                for e in &entries {
                    assert!(weights(&model, e.feature, None).iter().all(|score| score.is_finite()));
                }
            }
        }
    }
}
