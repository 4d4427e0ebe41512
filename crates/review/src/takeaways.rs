//! Takeaways, on the desk and before publication: added, answered, anchored, put in order, taken back.

use std::ops::Range;

use domain::{Alarm, Refusal, Removed, Span, Stage, Takeaway, TakeawayEdit, Trace, Unclean, unclean};
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
        let all = edit.all(earlier);
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
        let gone = self.edit.all(self.earlier).into_iter().filter(|one| self.edit.withdrawn.contains(&one.id));
        standing.chain(gone.map(|one| self.view(&one, true))).collect()
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
            words: words(one, &found.range).to_owned(),
        });
        let faults: Vec<TakeawayFault> = faults.collect();
        let kept = one.kept.iter().map(|alarm| TakeawayKept {
            class: alarm.class,
            words: words(one, &alarm.range).to_owned(),
            reason: alarm.reason,
            mine: self.edit.kept.iter().any(|(id, own)| *id == one.id && own == alarm),
        });
        let kept = kept.collect();
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
            kept,
        }
    }

    /// What this edit becomes when the window asks for a change. `new_id`: of a takeaway that is added by it.
    ///
    /// `Refused`: this stage adds none. `Stale`: a place or a takeaway that is not there (any more). `NotYours`: somebody else wrote it.
    pub fn changed(&self, ask: &TakeawayAsk, new_id: Uuid) -> Result<TakeawayEdit, ErrorView> {
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
                    let new = Takeaway::new(new_id, self.stage, text.into());
                    edit.added.push(Takeaway { passage, answers: *answers, ..new });
                }
            }
            TakeawayAsk::Write { takeaway, text } => {
                let text = domain::normalise(text.trim());
                if text.is_empty() {
                    return Ok(edit);
                }
                let own = self.own(&mut edit, *takeaway)?;
                let before = std::mem::replace(&mut own.text, text.into());
                let after = own.clone();
                // What was kept are these words in this place.
                let stands = |alarm: &Alarm| {
                    before.as_str().get(alarm.range.clone()) == after.text.as_str().get(alarm.range.clone())
                };
                edit.kept.retain(|(id, alarm)| id != takeaway || stands(alarm));
            }
            TakeawayAsk::Anchor { takeaway, place } => {
                let passage = place.map(|place| self.passage(place)).transpose()?;
                self.own(&mut edit, *takeaway)?.passage = passage;
            }
            TakeawayAsk::Withdraw { takeaway } => {
                let count = edit.added.len();
                edit.added.retain(|one| one.id != *takeaway);
                if edit.added.len() < count {
                    edit.kept.retain(|(id, _)| id != takeaway);
                }
                if edit.added.len() == count && !edit.withdrawn.contains(takeaway) {
                    let one = self.earlier.iter().find(|one| one.id == *takeaway).ok_or(ErrorCode::Stale)?;
                    if one.author != Some(self.me) && !self.unclean.iter().any(|found| found.takeaway == one.id) {
                        return Err(ErrorCode::NotYours.into());
                    }
                    edit.withdrawn.push(*takeaway);
                }
            }
            TakeawayAsk::Keep { takeaway, class, words: alarming, reason } => {
                let all = edit.all(self.earlier);
                let one = all.iter().find(|one| one.id == *takeaway).ok_or(ErrorCode::Stale)?;
                let faults = self.unclean.iter().filter(|found| found.takeaway == *takeaway && found.class == *class);
                let alarms =
                    faults.filter(|found| found.rule == Refusal::OpenFindings && words(one, &found.range) == alarming);
                let alarm = |found: &Unclean| Alarm { class: *class, range: found.range.clone(), reason: *reason };
                let alarms: Vec<_> = alarms.map(|found| (*takeaway, alarm(found))).collect();
                if alarms.is_empty() {
                    return Err(ErrorCode::Stale.into());
                }
                edit.kept.extend(alarms);
            }
            TakeawayAsk::LookAgain { takeaway, class, words: alarming } => {
                let all = edit.all(self.earlier);
                let one = all.iter().find(|one| one.id == *takeaway).ok_or(ErrorCode::Stale)?;
                let same = |alarm: &Alarm| alarm.class == *class && words(one, &alarm.range) == alarming;
                edit.kept.retain(|(id, alarm)| id != takeaway || !same(alarm));
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

/// What stands in a takeaway of a report that is held here, on the desk or before publication.
pub fn words_of(session: &Session, report: Uuid, id: Uuid, range: &Range<usize>) -> Option<String> {
    let store = session.store();
    let all = match store.work(report).ok()? {
        Some(work) => store.draft(report).ok()?.sheet.takeaways.all(&work.takeaways),
        None => store.clean_takeaways(report).ok()?.all(&store.clean(report).ok()??.takeaways),
    };
    let one = all.iter().find(|one| one.id == id)?;
    one.text.as_str().get(range.clone()).map(str::to_owned)
}

fn words<'t>(one: &'t Takeaway, range: &Range<usize>) -> &'t str {
    one.text.as_str().get(range.clone()).unwrap_or_default()
}
