//! Takeaways, on the desk and before publication: added, answered, anchored, put in order, taken back.

use domain::{Refusal, Removed, Span, Stage, Takeaway, TakeawayEdit, Trace, Unclean, unclean};
use uuid::Uuid;

use crate::session::Session;
use crate::utf16::{to_place, to_span};
use crate::view::*;

/// The takeaways of a report in one stage, and the text that they are about.
pub struct Takeaways<'a> {
    pub stage: Stage,
    /// Who looks at them.
    me: Uuid,
    earlier: &'a [Takeaway],
    edit: &'a TakeawayEdit,
    trace: &'a Trace,
    unclean: Vec<Unclean>,
}

impl<'a> Takeaways<'a> {
    /// `removed`: what this stage took out of the text; asked for only where there is a takeaway.
    pub fn new(
        session: &Session,
        stage: Stage,
        (earlier, edit): (&'a [Takeaway], &'a TakeawayEdit),
        trace: &'a Trace,
        removed: impl FnOnce(&domain::Lists) -> Vec<Removed>,
    ) -> Result<Self, ErrorView> {
        let all: Vec<Takeaway> = earlier.iter().chain(&edit.added).cloned().collect();
        let unclean = if all.is_empty() {
            Vec::new()
        } else {
            let lists = session.store().lists()?;
            unclean(&all, &removed(&lists), &lists)
        };
        Ok(Self { stage, me: session.user.id, earlier, edit, trace, unclean })
    }

    /// Those that stand, in the order in which they are read; then those that were taken back here.
    pub fn views(&self) -> Vec<TakeawayView> {
        let standing = self.edit.standing(self.earlier).into_iter().map(|one| self.view(&one, false));
        let gone = self.earlier.iter().filter(|one| self.edit.withdrawn.contains(&one.id));
        standing.chain(gone.map(|one| self.view(one, true))).collect()
    }

    /// How many stand.
    pub fn count(&self) -> usize {
        self.edit.standing(self.earlier).len()
    }

    /// What keeps the report back: standing takeaways that identify somebody, or say what was removed.
    pub fn faults(&self) -> impl Iterator<Item = &Unclean> {
        self.unclean.iter().filter(|one| !self.edit.withdrawn.contains(&one.takeaway))
    }

    fn view(&self, one: &Takeaway, withdrawn: bool) -> TakeawayView {
        let mine = self.edit.added.iter().any(|added| added.id == one.id);
        let place = one.place(self.trace);
        let faults = self.unclean.iter().filter(|found| found.takeaway == one.id);
        let faults = faults.map(|found| TakeawayFault {
            rule: found.rule,
            class: found.class,
            words: one.text.as_str().get(found.range.clone()).unwrap_or_default().to_owned(),
        });
        let faults: Vec<TakeawayFault> = faults.collect();
        let text = self.trace.text();
        TakeawayView {
            id: one.id.to_string(),
            by: if mine { self.stage } else { one.by },
            text: one.text.as_str().to_owned(),
            mine,
            may_withdraw: mine || one.author == Some(self.me) || !faults.is_empty(),
            withdrawn,
            answers: one.answers.map(|id| id.to_string()),
            place: place.map(|place| to_place(text, place)),
            words: place.and_then(|place| text.slice(place)).unwrap_or_default().to_owned(),
            lost: one.passage.is_some() && place.is_none(),
            faults,
        }
    }

    /// What this edit becomes when the window asks for a change.
    ///
    /// `Refused`: this stage adds none. `Stale`: a place or a takeaway that is not there (any more). `NotYours`: somebody else wrote it.
    pub fn changed(&self, ask: &TakeawayAsk) -> Result<TakeawayEdit, ErrorView> {
        // Stage two and staff add takeaways; stage one has its note.
        if self.stage == Stage::One {
            return Err(ErrorView { rule: Some(Refusal::WrongState), ..ErrorView::of(ErrorCode::Refused) });
        }
        let mut edit = self.edit.clone();
        let known = |id: &Uuid| self.earlier.iter().any(|one| one.id == *id);
        match ask {
            TakeawayAsk::Add { text, place, answers } => {
                let text = domain::normalise(text.trim());
                let passage = place.map(|place| self.passage(place)).transpose()?;
                if answers.as_ref().is_some_and(|id| !known(id)) {
                    return Err(ErrorCode::Stale.into());
                }
                if !text.is_empty() {
                    let new = Takeaway::new(Uuid::new_v4(), self.stage, text.into());
                    edit.added.push(Takeaway { passage, answers: *answers, ..new });
                }
            }
            TakeawayAsk::Write { takeaway, text } => {
                let text = domain::normalise(text.trim());
                if text.is_empty() {
                    return Ok(edit);
                }
                self.own(&mut edit, *takeaway)?.text = text.into();
            }
            TakeawayAsk::Anchor { takeaway, place } => {
                let passage = place.map(|place| self.passage(place)).transpose()?;
                self.own(&mut edit, *takeaway)?.passage = passage;
            }
            TakeawayAsk::Withdraw { takeaway } => {
                let count = edit.added.len();
                edit.added.retain(|one| one.id != *takeaway);
                if edit.added.len() == count && !edit.withdrawn.contains(takeaway) {
                    let one = self.earlier.iter().find(|one| one.id == *takeaway).ok_or(ErrorCode::Stale)?;
                    if one.author != Some(self.me) && !self.unclean.iter().any(|found| found.takeaway == one.id) {
                        return Err(ErrorCode::NotYours.into());
                    }
                    edit.withdrawn.push(*takeaway);
                }
            }
            TakeawayAsk::Restore { takeaway } => edit.withdrawn.retain(|id| id != takeaway),
            TakeawayAsk::Move { takeaway, before } => {
                let standing = edit.standing(self.earlier);
                let mut order: Vec<Uuid> = standing.iter().map(|one| one.id).filter(|id| id != takeaway).collect();
                if order.len() == standing.len() {
                    return Err(ErrorCode::Stale.into());
                }
                let at = match before {
                    None => order.len(),
                    Some(before) => order.iter().position(|id| id == before).ok_or(ErrorCode::Stale)?,
                };
                order.insert(at, *takeaway);
                edit.order = order;
            }
        }
        Ok(edit)
    }

    fn own<'e>(&self, edit: &'e mut TakeawayEdit, id: Uuid) -> Result<&'e mut Takeaway, ErrorView> {
        let code = if self.earlier.iter().any(|one| one.id == id) { ErrorCode::NotYours } else { ErrorCode::Stale };
        edit.added.iter_mut().find(|one| one.id == id).ok_or_else(|| code.into())
    }

    /// What was selected, as a place of the base.
    fn passage(&self, place: Place) -> Result<Span, ErrorView> {
        let span = to_span(self.trace.text(), place).filter(|span| !span.is_empty()).ok_or(ErrorCode::Stale)?;
        Ok(self.trace.to_base(span))
    }
}
