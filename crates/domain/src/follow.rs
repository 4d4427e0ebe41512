//! Places that actions name in the text of their time, followed through every action after.

use std::ops::Range;

use crate::{Action, Span, Splice};

/// A place, and whether all that stood in it then still does, with nothing put in between. What was put in and taken out
/// again is as if it had never been.
#[derive(Debug, Clone)]
pub(crate) struct Follower {
    at: Span,
    /// Whether a byte of it has gone, for good.
    broken: bool,
    /// What stands inside that was put in since, in order and apart.
    inside: Vec<Range<usize>>,
}

impl Follower {
    pub fn new(at: Span) -> Self {
        Self { at, broken: at.is_empty(), inside: Vec::new() }
    }

    /// Where it stands now, if it does so untouched.
    pub fn stands(&self) -> Option<Span> {
        (!self.broken && self.inside.is_empty()).then_some(self.at)
    }

    pub fn through(&mut self, action: &Action) {
        action.splices.iter().for_each(|splice| self.splice(splice));
    }

    fn splice(&mut self, splice: &Splice) {
        let (removed, inserted) = (splice.removed.as_str().len(), splice.inserted.as_str().len());
        let (at, end) = (splice.at, splice.at + removed);
        if self.broken || splice.field != self.at.field || at >= self.at.end {
            return;
        }
        let shift = |place: usize| place - removed + inserted;
        if end <= self.at.start {
            self.at = Span { start: shift(self.at.start), end: shift(self.at.end), ..self.at };
            self.inside.iter_mut().for_each(|one| *one = shift(one.start)..shift(one.end));
            return;
        }
        // Only what was put in may be taken out.
        let mut own = at;
        for one in &self.inside {
            if one.contains(&own) {
                own = one.end;
            }
        }
        self.broken = own < end;
        if self.broken {
            return;
        }
        let mut inside: Vec<Range<usize>> = Vec::with_capacity(self.inside.len() + 1);
        let mut add = |one: Range<usize>| match inside.last_mut() {
            Some(last) if last.end == one.start => last.end = one.end,
            _ if one.is_empty() => {}
            _ => inside.push(one),
        };
        for one in &self.inside {
            add(one.start.min(at)..one.end.min(at));
        }
        add(at..at + inserted);
        for one in &self.inside {
            add(shift(one.start.max(end))..shift(one.end.max(end)));
        }
        self.inside = inside;
        self.at.end = shift(self.at.end);
    }
}

#[cfg(test)]
mod tests {
    use detect::Field;

    use super::*;
    use crate::{Text, Trace};

    #[test]
    fn a_place_stands_just_where_the_whole_trace_says_that_it_does() {
        let mut seed = 3_u32;
        let mut next = |below: usize| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 8) as usize % below.max(1)
        };
        let (mut whole, mut mended) = (0, 0);
        for _ in 0..3000 {
            let base = Text { summary: "Ofc. Ruiz met".into(), ..Text::default() };
            let (mut text, mut actions) = (base.clone(), Vec::new());
            let start = next(10);
            let span = Span::new(Field::Summary, start..start + 1 + next(3));
            let mut followed = Follower::new(span);
            for _ in 0..next(9) {
                let now = text.summary.as_str();
                let at = if next(3) == 0 { next(now.len() + 1) } else { (start + next(5)).min(now.len()) };
                let end = (at + next(4)).min(now.len());
                let removed = now.get(at..end).unwrap_or_default();
                let splice = Splice {
                    field: if next(12) == 0 { Field::Lessons } else { Field::Summary },
                    at,
                    removed: removed.into(),
                    inserted: ["", "", "x", "y z"][next(4)].into(),
                };
                if splice.apply(&mut text).is_err() {
                    continue;
                }
                let action = Action { splices: vec![splice], ..Action::default() };
                followed.through(&action);
                actions.push(action);
                let trace = Trace::onward(&base, &actions).unwrap();
                assert_eq!(followed.stands(), trace.stands(span));
                mended += usize::from(!followed.broken && actions.len() > 3);
            }
            whole += usize::from(followed.stands().is_some());
        }
        assert!(whole > 300 && mended > 300);
    }
}
