//! Steps that no reviewer takes: the author's withdrawal, and what the server does on a date.

use domain::{
    Closed as _, State, StepKind,
    stage::{self, Actor, DECLINE_SEAL_DAYS, Facts},
};
use uuid::Uuid;

use super::conclude;
use crate::{
    db::{audit::Who, reports},
    errors::Error,
    folder::Folder,
    office::Office,
    tallies,
};

/// The author takes a report back. Nothing happens where it is too late.
pub async fn withdraw(office: &Office, id: Uuid) -> Result<(), Error> {
    let mut tx = office.db.begin().await?;
    let Some((mut report, standing)) = reports::hold(&mut tx, id).await? else { return Ok(()) };
    let Ok(to) = stage::step(StepKind::Withdraw, &standing, Actor::Author, &Facts::default(), office.today()) else {
        return Ok(());
    };
    // After an approval nothing is found here, and it was counted then.
    let folder = Folder::open(office, &report).await?;
    if let Some(folder) = &folder {
        conclude::count_agency(office, &mut tx, &report, folder).await?;
    }
    tallies::moved(&mut tx, &mut report, to, office.today()).await?;
    tallies::ended(&mut tx, to, office.today()).await?;
    report.state = to;
    report.version += 1;
    conclude::forget_metadata(&mut report);
    let key = conclude::conclude(office, &mut tx, &mut report, folder.as_ref()).await?;
    reports::update(&mut tx, &mut report).await?;
    office.audit(&mut tx, Who::Author, StepKind::Withdraw.as_str(), Some(id)).await?;
    tx.commit().await?;
    if let Some(key) = key {
        conclude::purge_or_log(office, &key).await;
    }
    Ok(())
}

/// A deferred report goes on when its date has come.
pub async fn resume(office: &Office, id: Uuid) -> Result<(), Error> {
    let mut tx = office.db.begin().await?;
    let Some((mut report, standing)) = reports::hold(&mut tx, id).await? else { return Ok(()) };
    let Ok(to) = stage::step(StepKind::Resume, &standing, Actor::Server, &Facts::default(), office.today()) else {
        return Ok(());
    };
    tallies::moved(&mut tx, &mut report, to, office.today()).await?;
    report.state = to;
    report.version += 1;
    (report.aside_reason, report.aside_day) = (None, None);
    report.release();
    reports::update(&mut tx, &mut report).await?;
    office.audit(&mut tx, Who::Server, StepKind::Resume.as_str(), Some(id)).await?;
    Ok(tx.commit().await?)
}

/// A declined report is concluded once the days have passed in which staff can undo it.
pub async fn conclude_declined(office: &Office, id: Uuid) -> Result<(), Error> {
    let mut tx = office.db.begin().await?;
    let Some((mut report, _)) = reports::hold(&mut tx, id).await? else { return Ok(()) };
    let last = report.aside_day.map(|day| domain::calendar::plus_days(day, DECLINE_SEAL_DAYS));
    if report.state != State::Declined || report.concluded || last.is_none_or(|last| office.today() <= last) {
        return Ok(());
    }
    let folder = Folder::open(office, &report).await?;
    if let Some(folder) = &folder {
        conclude::count_agency(office, &mut tx, &report, folder).await?;
    }
    tallies::ended(&mut tx, State::Declined, office.today()).await?;
    report.version += 1;
    conclude::forget_metadata(&mut report);
    let key = conclude::conclude(office, &mut tx, &mut report, folder.as_ref()).await?;
    reports::update(&mut tx, &mut report).await?;
    office.audit(&mut tx, Who::Server, &conclude::declined(), Some(id)).await?;
    tx.commit().await?;
    if let Some(key) = key {
        conclude::purge_or_log(office, &key).await;
    }
    Ok(())
}

/// A claim that ran out shows as free; its holder is still honoured until somebody else takes the report.
pub async fn lapse(office: &Office, id: Uuid) -> Result<(), Error> {
    let mut tx = office.db.begin().await?;
    let Some((mut report, _)) = reports::hold(&mut tx, id).await? else { return Ok(()) };
    if report.claimant.is_none() || report.claim_lapsed || report.claim_until > office.seconds() {
        return Ok(());
    }
    report.claim_lapsed = true;
    reports::update(&mut tx, &mut report).await?;
    Ok(tx.commit().await?)
}
