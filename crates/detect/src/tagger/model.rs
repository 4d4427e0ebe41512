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

/// A feature with at least so many weights is a frequent one: it has one for every state, which are added as a whole, and
/// stands in a table of its own, small enough to stay near the processor.
const DENSE: usize = 8;
/// Bits of the number of a row.
const ROW_BITS: u32 = 14;
/// So many bits of the bucket don't name the head, but are kept beside the fingerprint.
const KEPT_BITS: u32 = 2;
/// Places for frequent features in one head.
const FREQUENT: usize = 4;

/// What is looked at first for a feature: whether it is a frequent one, and whether it may be in a line.
#[repr(align(32))]
#[derive(Debug, Clone, Copy, Default)]
struct Head {
    /// Of each frequent feature what tells it from the others, and in the lowest bits the number of its row; 0 for none.
    frequent: [u32; FREQUENT],
    /// A bit for every other feature.
    others: [u64; 2],
}

impl Head {
    /// The number of a frequent feature's row, 0 for another.
    #[inline]
    fn row(&self, tag: u32) -> u32 {
        self.frequent.iter().fold(0, |row, kept| row | if kept >> ROW_BITS == tag { *kept } else { 0 })
            & ((1 << ROW_BITS) - 1)
    }

    /// Where the bit of another feature is.
    const fn bit(tag: u32) -> usize {
        (tag.wrapping_mul(0x9e37_79b1) >> 25) as usize
    }

    #[inline]
    const fn may_have(&self, tag: u32) -> bool {
        let bit = Self::bit(tag);
        self.others[bit / 64] >> (bit % 64) & 1 != 0
    }
}

/// A sum of weights for every state, in steps.
pub(super) type Row = [i16; STATES];

/// The weights of a frequent feature for every state, in one line of the processor's cache.
#[repr(align(64))]
#[derive(Debug, Clone)]
struct Dense {
    small: [i8; STATES],
    /// What of weights is beyond the range of the small ones, with the label, as in the file; 0 for nothing. Where there is
    /// more of it than room, [`ELSEWHERE`] and the number of a row of whole weights.
    more: [u16; 8],
}

/// No weight as the file has it: no state has this label.
const ELSEWHERE: u16 = u16::MAX;

impl Dense {
    const NONE: Self = Self { small: [0; STATES], more: [0; 8] };

    /// Puts what doesn't fit into `whole`.
    fn new(values: impl Iterator<Item = u16>, whole: &mut Vec<Row>) -> Self {
        let mut row = [0; STATES];
        values.for_each(|value| add_one(&mut row, value));
        let mut out = Self::NONE;
        let mut more = out.more.iter_mut();
        for ((state, weight), place) in (0..).zip(row).zip(&mut out.small) {
            *place = i8::try_from(weight).unwrap_or(if weight < 0 { i8::MIN } else { i8::MAX });
            let rest = weight - i16::from(*place);
            if rest == 0 {
                continue;
            }
            let Some(more) = more.next() else {
                let number = u16::try_from(whole.len()).unwrap_or_default();
                whole.push(row);
                return Self { small: [0; STATES], more: [ELSEWHERE, number, 0, 0, 0, 0, 0, 0] };
            };
            *more = (rest << 6).cast_unsigned() | state;
        }
        out
    }

    #[inline]
    fn add_to(&self, sums: &mut Row, whole: &[Row]) {
        if self.more[0] == ELSEWHERE {
            if let Some(row) = whole.get(usize::from(self.more[1])) {
                add(sums, row);
            }
            return;
        }
        for (sum, weight) in sums.iter_mut().zip(&self.small) {
            *sum = sum.saturating_add(i16::from(*weight));
        }
        if self.more[0] != 0 {
            self.more.iter().for_each(|value| add_one(sums, *value));
        }
    }
}

/// Half a line of the processor's cache: fingerprints, four to a number, and what each stands for: a label and a weight.
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
    heads: Vec<Head>,
    /// Of the frequent features, from 1 on.
    rows: Vec<Dense>,
    /// Of those among them with many large weights.
    whole: Vec<Row>,
    lines: Vec<Line>,
    /// The bits of a feature that name its bucket.
    bits: u32,
    memos: Mutex<Vec<Memo>>,
}

fn number(bytes: &[u8], index: usize) -> Option<u32> {
    let at = index.checked_mul(4)?;
    bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map(u32::from_le_bytes)
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
            heads: vec![Head::default(); 1 << bits.saturating_sub(KEPT_BITS)],
            rows: vec![Dense::NONE],
            whole: Vec::new(),
            lines: vec![Line::default(); 2 << bits],
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

    fn put(&mut self, bucket: u64, print: u16, values: impl ExactSizeIterator<Item = u16> + Clone) {
        let values = values.filter(|value| usize::from(value & 63) < STATES);
        let (place, tag) = self.head_of(bucket, print);
        let head = &mut self.heads[place];
        let number = self.rows.len();
        let many = values.size_hint().1.is_some_and(|most| most >= DENSE) && number < 1 << ROW_BITS;
        if many && let Some(free) = head.frequent.iter_mut().find(|kept| **kept == 0) {
            #[expect(clippy::cast_possible_truncation, reason = "as asked above")]
            let number = number as u32;
            *free = tag << ROW_BITS | number;
            self.rows.push(Dense::new(values, &mut self.whole));
            return;
        }
        let bit = Head::bit(tag);
        head.others[bit / 64] |= 1 << (bit % 64);
        values.for_each(|value| self.put_one(bucket, print, value));
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

    /// The head of a feature, and what tells it from the others there.
    #[inline]
    fn head_of(&self, bucket: u64, print: u16) -> (usize, u32) {
        #[expect(clippy::cast_possible_truncation, reason = "of the bucket at most so many bits are left")]
        let kept = (bucket >> self.bits.saturating_sub(KEPT_BITS)) as u32;
        (bucket as usize & (self.heads.len() - 1), u32::from(print) << KEPT_BITS | kept)
    }

    /// The weights of the features of a few tokens, added up for each. Every step into memory is made for all of them before
    /// the next, so that many are under way at once.
    pub(super) fn sums<'a>(&self, tokens: &[Features], memo: &'a mut Memo) -> &'a [Row] {
        memo.begin(tokens);
        let mask = (1u64 << self.bits) - 1;
        let at = |feature: u64| (feature & mask, fingerprint(feature));
        let Memo { sums, todo, rows, lines, .. } = memo;
        let head = |feature: u64| {
            let (bucket, print) = at(feature);
            self.head_of(bucket, print)
        };
        touch(todo.iter().map(|(feature, _)| self.heads[head(*feature).0].frequent[0]));
        rows.resize(todo.len(), (0, 0));
        lines.resize(todo.len(), (0, 0, 0));
        let (mut with_row, mut with_line) = (0, 0);
        for (feature, to) in todo.iter() {
            let (bucket, print) = at(*feature);
            let (place, tag) = self.head_of(bucket, print);
            let head = &self.heads[place];
            let row = head.row(tag);
            rows[with_row] = (row, *to);
            with_row += usize::from(row != 0);
            lines[with_line] = (self.line_of(bucket, print), print, *to);
            with_line += usize::from(row == 0 && head.may_have(tag));
        }
        let (rows, lines) = (rows.get(..with_row).unwrap_or_default(), lines.get(..with_line).unwrap_or_default());
        touch(lines.iter().map(|(line, _, _)| self.lines[*line].values[0].into()));
        touch(rows.iter().map(|(row, _)| self.rows[*row as usize].more[0].into()));
        for (row, to) in rows {
            self.rows[*row as usize].add_to(&mut sums[*to as usize], &self.whole);
        }
        for (line, print, to) in lines {
            let to = &mut sums[*to as usize];
            self.look_up(*line, *print, |value| add_one(to, value));
        }
        memo.end(tokens.len())
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
#[inline]
fn add(sums: &mut Row, row: &Row) {
    for (sum, weight) in sums.iter_mut().zip(row) {
        *sum = sum.saturating_add(*weight);
    }
}

/// Adds one weight as the file has it.
#[inline]
fn add_one(sums: &mut Row, value: u16) {
    if let Some(place) = sums.get_mut(usize::from(value & 63)) {
        *place = place.saturating_add(value.cast_signed() >> 6);
    }
}

/// A first step into memory for all of these, so that those that come from far are under way at once.
#[inline]
fn touch(values: impl Iterator<Item = u32>) {
    std::hint::black_box(values.fold(0, |sum, value| sum ^ value));
}

/// Sums that were worked out before, each under the number that says what it was worked out from. Which are still there
/// changes no answer, only how fast it comes.
#[derive(Debug)]
pub(super) struct Memo {
    kept: Vec<Kept>,
    /// Of each place the sum that is kept; then one for each token at hand.
    sums: Vec<Row>,
    turn: u32,
    /// Which sums belong to which token at hand.
    uses: Vec<(u32, u32)>,
    /// Features whose weights are to be added to a sum, and those among them that have a row, or may be in a line.
    todo: Vec<(u64, u32)>,
    rows: Vec<(u32, u32)>,
    lines: Vec<(usize, u16, u32)>,
}

/// What is kept in a place.
#[derive(Debug, Clone, Copy, Default)]
struct Kept {
    key: u64,
    /// When it was used last.
    turn: u32,
}

impl Memo {
    /// As many as the words of some long reports have parts of features.
    const ROOM: usize = 16384;
    /// No more tokens than this are read at once.
    pub const TOKENS: usize = 16;

    fn new() -> Self {
        Self {
            kept: vec![Kept::default(); Self::ROOM],
            sums: vec![[0; STATES]; Self::ROOM + Self::TOKENS],
            turn: 0,
            uses: Vec::new(),
            todo: Vec::new(),
            rows: Vec::new(),
            lines: Vec::new(),
        }
    }

    const fn place(key: u64) -> usize {
        (key >> 32) as usize % Self::ROOM
    }

    /// Says which sums of parts are known, and which features are to be added up.
    #[expect(clippy::cast_possible_truncation, reason = "places are fewer than the room")]
    fn begin(&mut self, tokens: &[Features]) {
        self.turn = self.turn.wrapping_add(1);
        self.uses.clear();
        self.todo.clear();
        touch(tokens.iter().flat_map(|token| token.keys).map(|key| self.kept[Self::place(key)].turn));
        for (token, to) in tokens.iter().zip(Self::ROOM..) {
            self.sums[to] = [0; STATES];
            // Where the features of each part go; no more than this for those that are added up already.
            let mut goes = [NOWHERE; Features::PARTS + 1];
            goes[Features::PARTS] = to as u32;
            for (part, key) in token.keys.iter().enumerate().filter(|(_, key)| **key != 0) {
                let place = Self::place(*key);
                let kept = &mut self.kept[place];
                if kept.key == *key {
                    self.uses.push((to as u32, place as u32));
                } else if kept.turn != self.turn {
                    kept.key = *key;
                    self.sums[place] = [0; STATES];
                    self.uses.push((to as u32, place as u32));
                    goes[part] = place as u32;
                } else {
                    // Another token at hand needs what is there.
                    goes[part] = to as u32;
                }
                kept.turn = self.turn;
            }
            for (feature, part) in token.with_parts() {
                let to = goes[usize::from(part).min(Features::PARTS)];
                if to != NOWHERE {
                    self.todo.push((feature, to));
                }
            }
        }
    }

    /// The sums of so many tokens.
    fn end(&mut self, tokens: usize) -> &[Row] {
        let (kept, sums) = self.sums.split_at_mut(Self::ROOM);
        for (to, place) in &self.uses {
            add(&mut sums[*to as usize - Self::ROOM], &kept[*place as usize]);
        }
        sums.get(..tokens).unwrap_or_default()
    }
}

/// No place.
const NOWHERE: u32 = u32::MAX;

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
mod tests;
