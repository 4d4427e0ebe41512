//! Due work: at the start and at intervals. Several processes may do it at once; each piece is decided under its report's lock.

use std::sync::Arc;

use domain::State;
use tokio::sync::watch;
use uuid::Uuid;

use crate::{
    db::{farewells, reports, sessions, sign_ins},
    errors::{self, Error, Fault},
    handlers::sessions::windows_before,
    office::Office,
    questions,
    steps::{aside, conclude},
};

/// Days in which a computer that was away can still learn that a report is gone.
const FAREWELL_DAYS: i32 = 30;

/// Does whatever is due by the office's clock: purges cut short, claims that ran out, deferrals whose date has come,
/// declined reports whose days are over, sessions at their end.
pub async fn due_work(office: &Office) -> Result<(), Error> {
    conclude::finish_purges(office).await?;
    questions::send_due(office).await?;
    for id in ids(reports::newly_lapsed(&office.db.pool, office.seconds()).await?) {
        aside::lapse(office, id).await?;
    }
    for id in ids(reports::open_in(&office.db.pool, State::Deferred).await?) {
        aside::resume(office, id).await?;
    }
    for id in ids(reports::open_in(&office.db.pool, State::Declined).await?) {
        aside::conclude_declined(office, id).await?;
    }
    let now = office.seconds();
    let mut tx = office.db.begin().await?;
    sessions::end_expired(&mut tx, now, now - office.config.sessions.idle).await?;
    sign_ins::forget_old(&mut tx, windows_before(now)).await?;
    farewells::forget_old(&mut tx, domain::calendar::plus_days(office.today(), -FAREWELL_DAYS)).await?;
    tx.commit().await?;
    office.rates.forget_old();
    Ok(())
}

/// Looks for due work at intervals until the server stops.
pub async fn run(office: Arc<Office>, mut stop: watch::Receiver<bool>) {
    let mut interval = tokio::time::interval(office.config.due_work_every);
    loop {
        tokio::select! {
            _ = interval.tick() => {}
            _ = stop.wait_for(|stopped| *stopped) => return,
        }
        match due_work(&office).await {
            Ok(()) => {}
            Err(Error::Fault(fault)) => errors::log(&fault),
            Err(Error::Refused { .. }) => errors::log(&Fault::Missing),
        }
    }
}

fn ids(stored: Vec<String>) -> impl Iterator<Item = Uuid> {
    stored.into_iter().filter_map(|id| id.parse().ok())
}
