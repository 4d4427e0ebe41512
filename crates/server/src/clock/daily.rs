//! Due work: at the start and at intervals. Several processes may do it at once; each piece is decided under its report's lock.

use std::sync::Arc;

use domain::State;
use tokio::sync::watch;
use uuid::Uuid;

use crate::{
    db::{farewells, parted, reports, sessions, sign_ins},
    errors::{self, Error, Fault},
    handlers::sessions::windows_before,
    office::Office,
    questions, same_event,
    steps::{aside, conclude},
};

/// Days in which a computer that was away can still learn that a report is gone.
const FAREWELL_DAYS: i32 = 30;

/// Does whatever is due by the office's clock: purges cut short, claims that ran out, deferrals whose date has come,
/// declined reports whose days are over, events that a report has left, sessions at their end, and letters last: others
/// wait for those. A piece that fails is logged, and keeps no other from being done. `false`: one did.
pub async fn due_work(office: &Office) -> bool {
    let mut all_done = true;
    let mut done = |piece: Result<(), Error>| all_done &= piece.map_err(log).is_ok();
    done(conclude::finish_purges(office).await);
    let db = &office.db.pool;
    for id in ids(reports::newly_lapsed(db, office.seconds()).await, &mut done) {
        done(aside::lapse(office, id).await);
    }
    for id in ids(reports::open_in(db, State::Deferred).await, &mut done) {
        done(aside::resume(office, id).await);
    }
    for id in ids(reports::open_in(db, State::Declined).await, &mut done) {
        done(aside::conclude_declined(office, id).await);
    }
    for (report, event) in listed(parted::all(db).await.map_err(Error::from), &mut done) {
        done(same_event::tell_rest(office, report, event).await);
    }
    for id in ids(reports::alone_in_event(db).await, &mut done) {
        done(same_event::leave_alone(office, id).await);
    }
    done(same_event::tidy(office).await);
    done(forget_old(office).await);
    office.rates.forget_old();
    for (question, report) in listed(questions::due_letters(office).await, &mut done) {
        done(questions::send(office, question, report).await);
    }
    all_done
}

/// Looks for due work at intervals until the server stops.
pub async fn run(office: Arc<Office>, mut stop: watch::Receiver<bool>) {
    let mut interval = tokio::time::interval(office.config.due_work_every);
    loop {
        tokio::select! {
            _ = interval.tick() => {}
            _ = stop.wait_for(|stopped| *stopped) => return,
        }
        due_work(&office).await;
    }
}

async fn forget_old(office: &Office) -> Result<(), Error> {
    let now = office.seconds();
    let mut tx = office.db.begin().await?;
    sessions::end_expired(&mut tx, now, now - office.config.sessions.idle).await?;
    sign_ins::forget_old(&mut tx, windows_before(now)).await?;
    farewells::forget_old(&mut tx, domain::calendar::plus_days(office.today(), -FAREWELL_DAYS)).await?;
    Ok(tx.commit().await?)
}

fn log(error: Error) {
    match error {
        Error::Fault(fault) => errors::log(&fault),
        Error::Refused { .. } => errors::log(&Fault::Missing),
    }
}

/// What was found, or nothing where the database could not say.
fn listed<T>(found: Result<Vec<T>, Error>, done: &mut impl FnMut(Result<(), Error>)) -> Vec<T> {
    found.unwrap_or_else(|error| {
        done(Err(error));
        Vec::new()
    })
}

fn ids(found: Result<Vec<String>, sqlx::Error>, done: &mut impl FnMut(Result<(), Error>)) -> Vec<Uuid> {
    listed(found.map_err(Error::from), done).iter().filter_map(|id| id.parse().ok()).collect()
}
