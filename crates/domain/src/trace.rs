//! Where every byte of a text came from: the base, or an action. Places map through it exactly, in both directions.

use std::ops::Range;

use detect::{Closed as _, Field};

use crate::{Act, Action, Misfit, Span, Splice, Text};

/// The current text of a stage, and its exact relation to the base. A piece table per field.
#[derive(Debug, Clone)]
pub struct Trace {
    text: Text,
    fields: [FieldTrace; 4],
    taken: Vec<Taken>,
}

/// What one splice took out of the base.
#[derive(Debug, Clone)]
struct Taken {
    action: usize,
    splice: usize,
    field: Field,
    base: Vec<Range<usize>>,
}

/// What stands between two neighbouring stretches of the base that both still stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    pub base: Range<usize>,
    pub current: Range<usize>,
    /// Bytes of the base that went, with the index of the action that took them.
    pub gone: Vec<(Range<usize>, usize)>,
    /// Bytes of the current text that are new, with the index of the action that brought them.
    pub new: Vec<(Range<usize>, usize)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    Base { start: usize, end: usize },
    New { len: usize, action: usize, source: Source },
}

/// Where a byte that an action put in stood in what it put in: the splice, and the byte of that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Source {
    splice: usize,
    byte: usize,
}

/// Where a byte of the current text comes from. It stays the same while other places are edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Origin {
    /// A byte of the base.
    Base(usize),
    /// A byte of what one splice of one action put in.
    New { action: usize, splice: usize, byte: usize },
}

#[derive(Debug, Clone, Default)]
struct FieldTrace {
    pieces: Vec<Piece>,
    gone: Vec<(Range<usize>, usize)>,
    /// Actions whose new bytes a revert has taken out.
    reverted: Vec<usize>,
    base_len: usize,
    /// Known after the last action.
    gaps: Vec<Gap>,
}

impl Piece {
    const fn len(self) -> usize {
        match self {
            Self::Base { start, end } => end - start,
            Self::New { len, action: _, source: _ } => len,
        }
    }

    /// The two parts before and from `at`, both not empty.
    const fn cut(self, at: usize) -> (Self, Self) {
        match self {
            Self::Base { start, end } => (Self::Base { start, end: start + at }, Self::Base { start: start + at, end }),
            Self::New { len, action, source } => {
                let rest = Source { splice: source.splice, byte: source.byte + at };
                (Self::New { len: at, action, source }, Self::New { len: len - at, action, source: rest })
            }
        }
    }
}

impl Trace {
    /// Replays actions on their base. Fails if one does not fit, which an honest client's never does.
    pub fn replay(base: &Text, actions: &[Action]) -> Result<Self, Misfit> {
        let mut trace = Self::begin(base);
        for (index, action) in actions.iter().enumerate() {
            trace.step(base, index, action)?;
        }
        Ok(trace.finished())
    }

    /// Follows some later text through the actions after it. What a revert puts back stood in the base and not in this
    /// text: here it is a replacement like any other.
    #[cfg(test)]
    pub(crate) fn onward(text: &Text, actions: &[Action]) -> Result<Self, Misfit> {
        let mut trace = Self::begin(text);
        for (index, action) in actions.iter().enumerate() {
            trace.take(index, action)?;
        }
        Ok(trace.finished())
    }

    /// Before the first action. Nothing but [`Self::text`] is known before it is [`Self::finished`].
    pub(crate) fn begin(base: &Text) -> Self {
        let fields = [Field::Title, Field::Summary, Field::Lessons, Field::Differently]
            .map(|field| FieldTrace::new(base.get(field).as_str().len()));
        Self { text: base.clone(), fields, taken: Vec::new() }
    }

    /// The next action.
    pub(crate) fn step(&mut self, base: &Text, index: usize, action: &Action) -> Result<(), Misfit> {
        if action.act == Act::Revert { self.revert(base, action) } else { self.take(index, action) }
    }

    pub(crate) fn finished(mut self) -> Self {
        self.fields.iter_mut().for_each(FieldTrace::finish);
        self
    }

    fn take(&mut self, index: usize, action: &Action) -> Result<(), Misfit> {
        for (number, splice) in action.splices.iter().enumerate() {
            let base = self.splice(splice, index, number)?;
            self.taken.push(Taken { action: index, splice: number, field: splice.field, base });
        }
        Ok(())
    }

    /// The current text.
    pub const fn text(&self) -> &Text {
        &self.text
    }

    pub fn into_text(self) -> Text {
        self.text
    }

    /// Where a place of the base stands now. Of what went, the place that took its stead; for an empty place, what was
    /// put in there.
    pub fn to_current(&self, base: Span) -> Span {
        let trace = self.field(base.field);
        let (start, end) = if base.is_empty() {
            let inside = trace.gap_at(base.start).map(|gap| (gap.current.start, gap.current.end));
            let between = trace.current_of(base.start).unwrap_or_else(|gap| gap.current.start);
            inside.unwrap_or((between, between))
        } else {
            let start = trace.current_of(base.start).unwrap_or_else(|gap| gap.current.start);
            (start, trace.current_of(base.end - 1).map_or_else(|gap| gap.current.end, |offset| offset + 1))
        };
        Span { field: base.field, start, end: end.max(start) }
    }

    /// The stretch of the base that a place of the current text stands for: exact where the base stands, and the whole
    /// of what was replaced where it does not.
    pub fn to_base(&self, current: Span) -> Span {
        let trace = self.field(current.field);
        let start = trace.base_of(current.start).unwrap_or_else(|gap| gap.base.start);
        let end = if current.is_empty() {
            start
        } else {
            trace.base_of(current.end - 1).map_or_else(|gap| gap.base.end, |byte| byte + 1)
        };
        Span { field: current.field, start, end: end.max(start) }
    }

    /// Where a place of the base stands now, if it does so untouched: nothing taken out, nothing put in.
    pub fn stands(&self, base: Span) -> Option<Span> {
        let trace = self.field(base.field);
        let next = trace.gaps.partition_point(|gap| gap.base.end <= base.start);
        let untouched = trace.gaps.get(next).is_none_or(|gap| gap.base.start >= base.end);
        (untouched && !base.is_empty()).then(|| self.to_current(base))
    }

    /// Whether no byte of this place of the base stands any more, and then which action took its first one.
    pub fn taken_by(&self, base: Span) -> Option<usize> {
        if base.is_empty() {
            return None;
        }
        let gap = self.field(base.field).current_of(base.start).err()?;
        let first = gap.gone.iter().find(|(range, _)| range.contains(&base.start)).map(|(_, action)| *action);
        first.filter(|_| base.end <= gap.base.end)
    }

    /// What this action put in where a place of the base was, as far as it still stands.
    pub fn put_by(&self, base: Span, action: usize) -> Option<String> {
        let gap = self.field(base.field).current_of(base.start).err()?;
        let text = self.text.get(base.field).as_str();
        let own = gap.new.iter().filter(|(_, by)| *by == action);
        let put: String = own.filter_map(|(range, _)| text.get(range.clone())).collect();
        (!put.is_empty()).then_some(put)
    }

    /// Where the byte at a place of the current text comes from; none at the end of a field.
    pub fn origin(&self, field: Field, at: usize) -> Option<Origin> {
        let mut offset = 0;
        for piece in &self.field(field).pieces {
            if at < offset + piece.len() {
                return Some(match *piece {
                    Piece::Base { start, end: _ } => Origin::Base(start + at - offset),
                    Piece::New { len: _, action, source } => {
                        Origin::New { action, splice: source.splice, byte: source.byte + at - offset }
                    }
                });
            }
            offset += piece.len();
        }
        None
    }

    /// Whether a later revert has put back what this splice of an action took.
    pub fn is_put_back(&self, action: usize, splice: usize) -> bool {
        let place = self.taken.binary_search_by_key(&(action, splice), |taken| (taken.action, taken.splice));
        let Some(taken) = place.ok().and_then(|place| self.taken.get(place)) else {
            return false;
        };
        let field = self.field(taken.field);
        let stands = |range: &Range<usize>| {
            let first = field.gaps.partition_point(|gap| gap.base.end <= range.start);
            let near = field.gaps.iter().skip(first).take_while(|gap| gap.base.start < range.end);
            near.flat_map(|gap| &gap.gone).all(|(gone, _)| gone.end <= range.start || range.end <= gone.start)
        };
        if taken.base.is_empty() { field.reverted.contains(&action) } else { taken.base.iter().all(stands) }
    }

    /// Whether these stretches of the base can be put back over these of the current text, in this order.
    pub fn can_put_back(&self, stretches: &[(Span, Span)]) -> bool {
        let mut fields = self.fields.clone();
        stretches.iter().all(|(base, current)| {
            let index = Field::ALL.iter().position(|&f| f == current.field).unwrap_or(0);
            fields[index].restore(current.start, current.end - current.start, base.range()).is_ok()
        })
    }

    /// Everything that differs from the base, in order.
    pub fn gaps(&self, field: Field) -> &[Gap] {
        &self.field(field).gaps
    }

    fn field(&self, field: Field) -> &FieldTrace {
        &self.fields[Field::ALL.iter().position(|&f| f == field).unwrap_or(0)]
    }

    fn field_mut(&mut self, field: Field) -> &mut FieldTrace {
        &mut self.fields[Field::ALL.iter().position(|&f| f == field).unwrap_or(0)]
    }

    /// Gives what went of the base.
    fn splice(&mut self, splice: &Splice, action: usize, number: usize) -> Result<Vec<Range<usize>>, Misfit> {
        splice.apply(&mut self.text)?;
        let (removed, inserted) = (splice.removed.as_str().len(), splice.inserted.as_str().len());
        let new =
            (inserted > 0).then_some(Piece::New { len: inserted, action, source: Source { splice: number, byte: 0 } });
        Ok(self.field_mut(splice.field).splice(splice.at, removed, new, action))
    }

    /// A revert brings nothing new: the base itself stands again. It fits only if what it says to put back is the base's,
    /// and belongs where it puts it.
    fn revert(&mut self, base: &Text, action: &Action) -> Result<(), Misfit> {
        if action.restores.len() != action.splices.len() {
            return Err(Misfit);
        }
        for (splice, place) in action.splices.iter().zip(&action.restores) {
            if place.field != splice.field || base.slice(*place) != Some(splice.inserted.as_str()) {
                return Err(Misfit);
            }
            splice.apply(&mut self.text)?;
            self.field_mut(splice.field).restore(splice.at, splice.removed.as_str().len(), place.range())?;
        }
        Ok(())
    }
}

impl FieldTrace {
    fn new(base_len: usize) -> Self {
        let pieces = if base_len == 0 { Vec::new() } else { vec![Piece::Base { start: 0, end: base_len }] };
        Self { pieces, gone: Vec::new(), reverted: Vec::new(), base_len, gaps: Vec::new() }
    }

    /// Cuts so that a piece begins at `at`, and gives its index.
    fn border(&mut self, at: usize) -> usize {
        let mut offset = 0;
        for index in 0..self.pieces.len() {
            let piece = self.pieces[index];
            if offset == at {
                return index;
            }
            if at < offset + piece.len() {
                let (head, tail) = piece.cut(at - offset);
                self.pieces.splice(index..=index, [head, tail]);
                return index + 1;
            }
            offset += piece.len();
        }
        self.pieces.len()
    }

    /// Gives what went of the base.
    fn splice(&mut self, at: usize, removed: usize, new: Option<Piece>, action: usize) -> Vec<Range<usize>> {
        let from = self.border(at);
        let to = self.border(at + removed);
        let old: Vec<Piece> = self.pieces.splice(from..to, new).collect();
        let base = old.into_iter().filter_map(|piece| match piece {
            Piece::Base { start, end } => Some(start..end),
            Piece::New { .. } => None,
        });
        let base: Vec<Range<usize>> = base.collect();
        self.gone.extend(base.iter().map(|range| (range.clone(), action)));
        base
    }

    /// Puts a stretch of the base back in place of `removed` bytes: between what stands before and after it in the base,
    /// and over nothing of the base that lies outside of it.
    fn restore(&mut self, at: usize, removed: usize, base: Range<usize>) -> Result<(), Misfit> {
        let from = self.border(at);
        let to = self.border(at + removed);
        let stands = |piece: &Piece| match *piece {
            Piece::Base { start, end } => Some(start..end),
            Piece::New { .. } => None,
        };
        let before = self.pieces.get(..from).ok_or(Misfit)?.iter().rev().find_map(stands).map_or(0, |range| range.end);
        let after = self.pieces.get(to..).ok_or(Misfit)?.iter().find_map(stands);
        let inside = self.pieces.get(from..to).ok_or(Misfit)?;
        let fits = before <= base.start
            && base.end <= after.map_or(self.base_len, |range| range.start)
            && inside.iter().filter_map(stands).all(|range| base.start <= range.start && range.end <= base.end);
        if !fits {
            return Err(Misfit);
        }
        let gone_with = inside.iter().filter_map(|piece| match *piece {
            Piece::New { action, .. } => Some(action),
            Piece::Base { .. } => None,
        });
        self.reverted.extend(gone_with);
        let again = (!base.is_empty()).then_some(Piece::Base { start: base.start, end: base.end });
        self.pieces.splice(from..to, again);
        let cut = |(range, action): (Range<usize>, usize)| {
            let (head, tail) = (range.start..range.end.min(base.start), range.start.max(base.end)..range.end);
            [head, tail].into_iter().filter(|part| !part.is_empty()).map(move |part| (part, action))
        };
        self.gone = std::mem::take(&mut self.gone).into_iter().flat_map(cut).collect();
        Ok(())
    }

    /// Works out the gaps, once all actions are replayed.
    fn finish(&mut self) {
        self.gone.sort_by_key(|(range, _)| range.start);
        let mut gone = self.gone.iter().peekable();
        let mut gaps = Vec::new();
        let mut current = 0;
        let mut open = Gap { base: 0..0, current: 0..0, gone: Vec::new(), new: Vec::new() };
        let mut close = |mut open: Gap, base_end: usize, current_end: usize| {
            open.base.end = base_end;
            open.current.end = current_end;
            while let Some(one) = gone.next_if(|(range, _)| range.end <= base_end) {
                open.gone.push(one.clone());
            }
            if !open.base.is_empty() || !open.current.is_empty() {
                gaps.push(open);
            }
        };
        for &piece in &self.pieces {
            match piece {
                Piece::New { len, action, source: _ } => {
                    open.new.push((current..current + len, action));
                    current += len;
                }
                Piece::Base { start, end } => {
                    close(open, start, current);
                    current += end - start;
                    open = Gap { base: end..end, current: current..current, gone: Vec::new(), new: Vec::new() };
                }
            }
        }
        close(open, self.base_len, current);
        self.gaps = gaps;
    }

    /// The gap that holds this position of the base: its bytes went, or something was put in just there.
    fn gap_at(&self, base: usize) -> Option<&Gap> {
        let first = self.gaps.partition_point(|gap| gap.base.end < base);
        self.gaps.get(first).filter(|gap| gap.base.start <= base)
    }

    /// The current offset of a byte of the base, or the gap where it was.
    fn current_of(&self, base: usize) -> Result<usize, &Gap> {
        let next = self.gaps.partition_point(|gap| gap.base.end <= base);
        match self.gaps.get(next) {
            Some(gap) if gap.base.start <= base => Err(gap),
            _ => Ok(self.before(next).map_or(base, |gap| gap.current.end + base - gap.base.end)),
        }
    }

    /// The byte of the base that stands at this current offset, or the gap that it is in.
    fn base_of(&self, current: usize) -> Result<usize, &Gap> {
        let next = self.gaps.partition_point(|gap| gap.current.end <= current);
        match self.gaps.get(next) {
            Some(gap) if gap.current.start <= current => Err(gap),
            _ => Ok(self.before(next).map_or(current, |gap| gap.base.end + current - gap.current.end)),
        }
    }

    fn before(&self, gap: usize) -> Option<&Gap> {
        gap.checked_sub(1).and_then(|index| self.gaps.get(index))
    }
}

#[cfg(test)]
mod tests;
