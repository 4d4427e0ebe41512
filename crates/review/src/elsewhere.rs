//! The same person at two computers: what was done at the other one is never overwritten, nor overwrites, without a word.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use client::{Client, ClientError, Retry};
use domain::Draft;
use store::OutboxRow;
use uuid::Uuid;
use wire::{Code, Step, Work};

use crate::session::Session;
use crate::view::{ErrorCode, ErrorView, Link};

/// How long a report waits to be shown for the server's word on it.
const LOOK: Duration = Duration::from_secs(3);

/// Reports that have news both here and on the server. Held while the store is open: found anew after that.
#[derive(Default)]
pub struct Elsewhere {
    met: Mutex<HashMap<Uuid, Meeting>>,
    /// The draft sent last of each report, in case that its answer was lost.
    begun: Mutex<HashMap<Uuid, Draft>>,
}

/// What the server has of a report that was changed here too.
struct Meeting {
    work: Work,
    shown: bool,
}

/// How the server's work goes together with the copy here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Met {
    /// Nothing to do.
    Same,
    /// The draft here goes on from the server's, which holds nothing that this one lacks.
    Rebased,
    /// Nothing here was unsent: the server's draft stands here now.
    Replaced,
    /// Both have news. The draft here stays as it is and is not sent before its user has been told and goes on.
    Both,
}

impl Elsewhere {
    /// Whether both sides have news. Asked when the desk is about to be shown: from now on its user has been told.
    pub fn show(&self, report: Uuid) -> bool {
        lock(&self.met).get_mut(&report).map(|meeting| meeting.shown = true).is_some()
    }

    pub fn is_met(&self, report: Uuid) -> bool {
        lock(&self.met).contains_key(&report)
    }

    /// Remembers what is about to be sent.
    pub fn begin(&self, report: Uuid, draft: &Draft) {
        lock(&self.begun).insert(report, draft.clone());
    }

    /// Forgets every other report.
    pub fn keep(&self, held: &[Uuid]) {
        lock(&self.met).retain(|report, _| held.contains(report));
        lock(&self.begun).retain(|report, _| held.contains(report));
    }

    fn is_shown(&self, report: Uuid) -> bool {
        lock(&self.met).get(&report).is_some_and(|meeting| meeting.shown)
    }

    fn meet(&self, work: Work) -> Met {
        let mut met = lock(&self.met);
        let known = met.get(&work.id).is_some_and(|meeting| meeting.work == work);
        if !known {
            met.insert(work.id, Meeting { work, shown: false });
        }
        Met::Both
    }
}

/// The draft of one can't stand on the base of the other.
pub fn is_other_base(held: &Work, work: &Work) -> bool {
    held.base != work.base || held.stage != work.stage
}

/// Whether all that the server sent beside the draft is held already.
fn is_known(held: &Work, work: &Work) -> bool {
    let sent = Work { draft: None, ..work.clone() };
    *held == sent
}

/// Takes over what the server has of a claimed report, as far as nothing is lost by it.
pub fn receive(session: &Session, work: Work) -> Result<Met, ErrorView> {
    let report = work.id;
    let mut store = session.store();
    let Some(held) = store.work(report)? else {
        let _new = store.put_work(&work)?;
        lock(&session.elsewhere.met).remove(&report);
        return Ok(Met::Same);
    };
    let state = store.draft_state(report)?;
    let revision = work.draft.as_ref().map_or(0, |saved| saved.revision);
    if held.version == work.version && revision == state.server_revision {
        // Mostly nothing has come since: then a look at a report writes nothing.
        if !is_known(&held, &work) {
            let _known = store.put_work(&work)?;
        }
        return Ok(Met::Same);
    }
    let other_base = is_other_base(&held, &work);
    let ours = match &work.draft {
        // Given up elsewhere, or never there: what is here is the only one.
        None => true,
        Some(saved) => {
            saved.draft == store.draft(report)? || lock(&session.elsewhere.begun).get(&report) == Some(&saved.draft)
        }
    };
    if ours && !other_base {
        let _known = store.put_work(&work)?;
        store.draft_rebased(report, revision)?;
        lock(&session.elsewhere.met).remove(&report);
        return Ok(Met::Rebased);
    }
    let waits = store.outbox()?.iter().any(|row| row.report == report && row.answer.is_none());
    if waits || state.revision > state.sent {
        return Ok(session.elsewhere.meet(work));
    }
    if other_base {
        store.purge(&[report])?;
        session.sight.forget();
    }
    let put = store.put_work(&work)?;
    if let (store::PutWork::Known, Some(saved)) = (put, &work.draft) {
        store.replace_draft(report, saved)?;
    }
    lock(&session.elsewhere.met).remove(&report);
    Ok(Met::Replaced)
}

/// Asks the server for its work on a report that is about to be shown, if it can be reached. What fails is left to the
/// next round.
pub async fn look(session: &Session, report: Uuid) {
    let Some(client) = &session.client else { return };
    if session.status().link != Link::Online || session.store().revision(report).is_err() {
        return;
    }
    let looked = async {
        let _round = session.round.lock().await;
        let work = client.work(report).await.ok()?;
        receive(session, work).ok()
    };
    let _late = tokio::time::timeout(LOOK, looked).await;
}

/// Before a step is made of the draft here: it has to be the one that its user sees.
///
/// `Stale`: another computer has gone on; the desk says so.
pub async fn look_before_step(session: &Session, report: Uuid) -> Result<(), ErrorView> {
    let Ok(before) = session.store().revision(report) else { return Ok(()) };
    look(session, report).await;
    let unseen = session.elsewhere.is_met(report) && !session.elsewhere.is_shown(report);
    let moved = session.store().revision(report).is_ok_and(|after| after != before);
    if unseen || moved { Err(ErrorCode::Stale.into()) } else { Ok(()) }
}

/// Somebody goes on here with a report: if both sides have news and he has been told, his draft is sent from now on.
///
/// `Stale`: it can't be, since the report is in another stage by now; what the server has stands here instead.
pub fn go_on(session: &Session, report: Uuid) -> Result<(), ErrorView> {
    if !session.elsewhere.is_shown(report) {
        return Ok(());
    }
    let Some(meeting) = lock(&session.elsewhere.met).remove(&report) else { return Ok(()) };
    let mut store = session.store();
    if store.put_work(&meeting.work)? == store::PutWork::OtherBase {
        store.purge(&[report])?;
        session.sight.forget();
        let _new = store.put_work(&meeting.work)?;
        return Err(ErrorCode::Stale.into());
    }
    store.draft_rebased(report, meeting.work.draft.map_or(0, |saved| saved.revision))?;
    Ok(())
}

/// Whether an event has to wait because another computer has gone on with the report that it concludes.
pub async fn holds_back(session: &Session, client: &Client, row: &OutboxRow) -> Result<bool, ClientError> {
    let from_draft = match row.event.step {
        Step::HandOver { .. } | Step::Approve { .. } | Step::AskThird { .. } => true,
        Step::Return { .. }
        | Step::Decline { .. }
        | Step::Defer { .. }
        | Step::UndoDecline {}
        | Step::Publish { .. }
        | Step::SendBack { .. }
        | Step::Correct { .. }
        | Step::Retract { .. } => false,
    };
    if !from_draft {
        return Ok(false);
    }
    match client.work(row.report).await {
        // The server itself refuses an event of another version.
        Ok(work) if work.version == row.event.version => {
            let met = receive(session, work);
            Ok(met.is_ok_and(|met| met == Met::Both))
        }
        Ok(_) => Ok(false),
        Err(error) if error.retry() == Retry::Retryable || error.code() == Some(Code::NoSession) => Err(error),
        // The answer to the event says why.
        Err(_) => Ok(false),
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
