//! The report that was looked at last, and what followed from it: so that the next look costs what has changed since.
//!
//! The store alone says how a report stands; what is kept here is used only for exactly what it was made of.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::{Action, Assessment, Base, Lists, Memory, Misfit, Recorded, Stage, Text, assess_again};
use uuid::Uuid;
use wire::Work;

use crate::news::{DeskNews, Told};
use crate::view::{DeskView, ErrorView};

/// Of one report, in memory only; forgotten with the session, and as soon as the report is no longer held.
#[derive(Default)]
pub struct Sight {
    seen: Mutex<Option<Seen>>,
    told: Mutex<Told>,
}

struct Seen {
    report: Uuid,
    memory: Memory,
    last: Option<Last>,
}

/// An assessment and everything that it was made of.
struct Last {
    stage: Stage,
    base: Text,
    record: Vec<Recorded>,
    actions: Vec<Action>,
    lists: Lists,
    assessment: Arc<Assessment>,
}

impl Sight {
    /// What follows from a report's work and the actions on it.
    pub fn assess(&self, work: &Work, actions: &[Action], lists: &Lists) -> Result<Arc<Assessment>, Misfit> {
        let mut seen = self.lock();
        let seen = match &mut *seen {
            Some(seen) if seen.report == work.id => seen,
            other => other.insert(Seen { report: work.id, memory: Memory::default(), last: None }),
        };
        if let Some(last) = seen.last.as_ref().filter(|last| last.is_of(work, actions, lists)) {
            return Ok(Arc::clone(&last.assessment));
        }
        let base = Base { stage: work.stage, text: &work.base, record: &work.record };
        let assessment = Arc::new(assess_again(&mut seen.memory, &base, actions, lists)?);
        seen.last = Some(Last {
            stage: work.stage,
            base: work.base.clone(),
            record: work.record.clone(),
            actions: actions.to_vec(),
            lists: lists.clone(),
            assessment: Arc::clone(&assessment),
        });
        Ok(assessment)
    }

    /// What the window does not know yet of a desk; `whole`: it knows nothing.
    pub fn tell(&self, view: &DeskView, whole: bool) -> Result<DeskNews, ErrorView> {
        self.told().tell(view, whole)
    }

    /// Forgets a report that is not among those held.
    pub fn keep(&self, held: &[Uuid]) {
        let mut told = self.told();
        if !held.iter().any(|report| told.is_of(&report.to_string())) {
            told.forget();
        }
        let mut seen = self.lock();
        if seen.as_ref().is_some_and(|seen| !held.contains(&seen.report)) {
            *seen = None;
        }
    }

    pub fn forget(&self) {
        *self.lock() = None;
        self.told().forget();
    }

    fn told(&self) -> MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lock(&self) -> MutexGuard<'_, Option<Seen>> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Last {
    fn is_of(&self, work: &Work, actions: &[Action], lists: &Lists) -> bool {
        self.stage == work.stage
            && self.actions == actions
            && self.base == work.base
            && self.record == work.record
            && self.lists == *lists
    }
}

#[cfg(test)]
mod tests {
    use domain::{Field, Splice};

    use super::*;

    fn work(summary: &str) -> Work {
        Work {
            id: Uuid::from_u128(7),
            version: 1,
            stage: Stage::One,
            base: Text { summary: summary.into(), ..Text::default() },
            answers: domain::Answers::default(),
            salt: String::new(),
            record: Vec::new(),
            notes: Vec::new(),
            takeaways: Vec::new(),
            draft: None,
            can_ask: false,
            questions: Vec::new(),
            verdict: None,
        }
    }

    fn typed(words: &str) -> Action {
        let splice = Splice { field: Field::Summary, at: 0, removed: "".into(), inserted: words.into() };
        Action { splices: vec![splice], ..Action::default() }
    }

    #[test]
    fn the_same_report_is_assessed_once_and_another_state_anew() {
        let (sight, lists) = (Sight::default(), Lists::default());
        let one = work("Ofc. Ruiz ran.");
        let first = sight.assess(&one, &[], &lists).unwrap();
        assert!(Arc::ptr_eq(&first, &sight.assess(&one, &[], &lists).unwrap()));
        let typed = [typed("Sgt. Orme and ")];
        let second = sight.assess(&one, &typed, &lists).unwrap();
        assert_eq!(second.findings.len(), first.findings.len() + 1);
        assert_eq!(sight.assess(&one, &[], &lists).unwrap().findings, first.findings);
        let other = sight.assess(&work("Nothing."), &[], &lists).unwrap();
        assert!(other.findings.is_empty());
        sight.keep(&[]);
        assert!(sight.lock().is_none());
    }
}
