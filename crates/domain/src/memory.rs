//! What is kept between two looks at one report, so that a key press costs what it changed and not the whole report.
//!
//! Nothing here decides anything: an assessment with a memory is the one without (`tests/memory.rs`).

use detect::{Finding, Lists, Scanner};

use crate::assess::found_in;
use crate::follow::Follower;
use crate::house::Readings;
use crate::leak::LeakMemory;
use crate::trace::Trace;
use crate::{Action, Anchor, Base, Misfit, Private, Span, Stage, Text};

/// Belongs to one report on one desk; it starts anew where it is given another one. It holds the report's text.
#[derive(Default)]
pub struct Memory {
    known: Option<Known>,
    scanner: Scanner,
    pub(crate) leaks: LeakMemory,
    pub(crate) readings: Readings,
}

/// What was found out of a base, and of the actions on it.
struct Known {
    stage: Stage,
    text: Text,
    lists: Lists,
    found: Vec<Finding>,
    actions: Vec<Action>,
    /// At some of these actions, by their number.
    replays: Vec<Replay>,
}

/// A replay is kept after every so many actions, and the last ones of these: what an undo goes back to.
const EVERY: usize = 64;
const KEPT: usize = 4;

impl Memory {
    /// The findings of the base, and the actions replayed on it.
    pub(crate) fn start(
        &mut self,
        base: &Base<'_>,
        actions: &[Action],
        lists: &Lists,
    ) -> Result<(Vec<Finding>, Replay), Misfit> {
        let same = |known: &Known| known.stage == base.stage && known.text == *base.text && known.lists == *lists;
        if !self.known.as_ref().is_some_and(same) {
            *self = Self::default();
        }
        let known = self.known.get_or_insert_with(|| Known {
            stage: base.stage,
            text: base.text.clone(),
            lists: lists.clone(),
            found: found_in(&mut self.scanner, base.stage, base.text, lists),
            actions: Vec::new(),
            replays: Vec::new(),
        });
        let replay = known.replay(actions)?;
        Ok((known.found.clone(), replay))
    }

    /// The findings of the text as it stands.
    pub(crate) fn find(&mut self, stage: Stage, text: &Text, lists: &Lists) -> Vec<Finding> {
        found_in(&mut self.scanner, stage, text, lists)
    }
}

impl Known {
    fn replay(&mut self, actions: &[Action]) -> Result<Replay, Misfit> {
        let same = self.actions.iter().zip(actions).take_while(|(one, other)| one == other).count();
        self.actions.truncate(same);
        self.actions.extend_from_slice(actions.get(same..).unwrap_or_default());
        self.replays.retain(|replay| replay.done <= same);
        let mut replay = self.replays.last().cloned().unwrap_or_else(|| Replay::new(&self.text));
        for action in actions.get(replay.done..).unwrap_or_default() {
            replay.step(&self.text, action)?;
            if replay.done.is_multiple_of(EVERY) {
                self.keep(&replay);
            }
        }
        self.keep(&replay);
        Ok(replay)
    }

    fn keep(&mut self, replay: &Replay) {
        if self.replays.last().is_none_or(|last| last.done < replay.done) {
            self.replays.push(replay.clone());
        }
        let marks = self.replays.iter().map(|replay| replay.done).filter(|done| done.is_multiple_of(EVERY));
        let oldest = marks.rev().nth(KEPT - 1).unwrap_or_default();
        let wanted = |done: usize| done + 1 >= replay.done || done.is_multiple_of(EVERY) && done >= oldest;
        self.replays.retain(|replay| wanted(replay.done));
    }
}

/// Actions replayed on their base, one by one.
#[derive(Clone)]
pub(crate) struct Replay {
    pub done: usize,
    trace: Trace,
    pub named: Vec<Named>,
    /// Changes of meaning that were confirmed.
    confirmed: Vec<Follower>,
}

/// A place in typed text that an action names.
#[derive(Clone)]
pub(crate) struct Named {
    pub action: usize,
    pub anchor: Anchor,
    /// The words at the time.
    pub words: Private,
    pub place: Follower,
}

impl Replay {
    fn new(base: &Text) -> Self {
        Self { done: 0, trace: Trace::begin(base), named: Vec::new(), confirmed: Vec::new() }
    }

    /// The whole replay at once.
    pub fn of(base: &Text, actions: &[Action]) -> Result<Self, Misfit> {
        let mut replay = Self::new(base);
        actions.iter().try_for_each(|action| replay.step(base, action))?;
        Ok(replay)
    }

    fn step(&mut self, base: &Text, action: &Action) -> Result<(), Misfit> {
        let text = self.trace.text();
        // What actions say about typed text counts in the text of their time.
        let mut fresh: Vec<Anchor> = action.anchors().filter(|anchor| anchor.fresh).copied().collect();
        fresh.sort();
        fresh.dedup();
        for anchor in fresh {
            let words = text.slice(anchor.span).ok_or(Misfit)?.into();
            self.named.push(Named { action: self.done, anchor, words, place: Follower::new(anchor.span) });
        }
        for &span in &action.confirms {
            text.slice(span).ok_or(Misfit)?;
            self.confirmed.push(Follower::new(span));
        }
        self.named.iter_mut().map(|named| &mut named.place).chain(&mut self.confirmed).for_each(|p| p.through(action));
        self.trace.step(base, self.done, action)?;
        self.done += 1;
        Ok(())
    }

    /// Confirmed places that still stand as they did.
    pub fn confirmed(&self) -> Vec<Span> {
        self.confirmed.iter().filter_map(Follower::stands).collect()
    }

    pub fn into_trace(self) -> Trace {
        self.trace.finished()
    }
}
