//! Claims: a lease on a report, for its claimant only.

use std::sync::Arc;

use axum::{Json, extract::State, http::StatusCode};
use domain::{Refusal, Role, stage};
use jiff::Timestamp;
use wire::{Assign, Claim, Code, ErrorBody};

use crate::{
    auth::SignedIn,
    db::{
        Tx,
        audit::Who,
        reports::{self, Report},
        users,
    },
    errors::Error,
    extract::{Body, Id},
    folder::{Folder, Part},
    office::Office,
    sight,
};

/// Take a report, or renew the claim on it.
#[utoipa::path(put, path = "/v1/reports/{id}/claim", tag = "reports", params(("id" = uuid::Uuid, Path)), responses(
    (status = 200, body = Claim),
    (status = 401, body = ErrorBody, description = "no_session"),
    (status = 403, body = ErrorBody, description = "four_eyes, wrong_role"),
    (status = 404, body = ErrorBody, description = "not_found"),
    (status = 409, body = ErrorBody, description = "claimed, wrong_state"),
    (status = 429, body = ErrorBody, description = "slow_down"),
))]
pub async fn claim(State(office): State<Arc<Office>>, caller: SignedIn, Id(id): Id) -> Result<Json<Claim>, Error> {
    let me = &caller.person;
    let now = office.seconds();
    let mut tx = office.db.begin().await?;
    let (mut report, standing) = sight::hold(&office, &mut tx, id, me).await?;
    stage::may_take(&standing, me.id, &me.roles).map_err(code)?;
    let mine = report.claimant == Some(me.id);
    if !mine && report.claimant.is_some() {
        if report.claim_until > now {
            return Err(Code::Claimed.into());
        }
        drop_draft(&office, &mut tx, &report).await?;
    }
    let until = now + stage::CLAIM_HOURS * 3600;
    report.claim_for(me.id, until);
    reports::update(&mut tx, &mut report).await?;
    if !mine {
        office.audit(&mut tx, Who::Person(me.id), "claim", Some(id)).await?;
    }
    tx.commit().await?;
    Ok(Json(Claim { until: Timestamp::from_second(until).unwrap_or(Timestamp::MAX), version: report.version }))
}

/// Give a claim up; staff may end anybody's. The draft goes.
#[utoipa::path(delete, path = "/v1/reports/{id}/claim", tag = "reports", params(("id" = uuid::Uuid, Path)), responses(
    (status = 204),
    (status = 401, body = ErrorBody, description = "no_session"),
    (status = 404, body = ErrorBody, description = "not_found"),
    (status = 409, body = ErrorBody, description = "not_claimant"),
    (status = 429, body = ErrorBody, description = "slow_down"),
))]
pub async fn release(State(office): State<Arc<Office>>, caller: SignedIn, Id(id): Id) -> Result<StatusCode, Error> {
    let me = &caller.person;
    let mut tx = office.db.begin().await?;
    let (mut report, _) = sight::hold(&office, &mut tx, id, me).await?;
    match report.claimant {
        // Asked for again, after an answer that was lost.
        None => return Ok(StatusCode::NO_CONTENT),
        Some(holder) if holder == me.id || caller.is(Role::Staff) => {}
        Some(_) => return Err(Code::NotClaimant.into()),
    }
    end(&office, &mut tx, &mut report, Who::Person(me.id)).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Give a report to somebody else, unread; for staff. The draft of who held it goes.
#[utoipa::path(put, path = "/v1/reports/{id}/claim/holder", tag = "reports", params(("id" = uuid::Uuid, Path)), request_body = Assign, responses(
    (status = 204),
    (status = 400, body = ErrorBody, description = "malformed"),
    (status = 401, body = ErrorBody, description = "no_session"),
    (status = 403, body = ErrorBody, description = "wrong_role; four_eyes: this person can't take it"),
    (status = 404, body = ErrorBody, description = "not_found"),
    (status = 409, body = ErrorBody, description = "wrong_state"),
    (status = 429, body = ErrorBody, description = "slow_down"),
))]
pub async fn assign(
    State(office): State<Arc<Office>>,
    caller: SignedIn,
    Id(id): Id,
    Body(asked): Body<Assign>,
) -> Result<StatusCode, Error> {
    if !caller.is(Role::Staff) {
        return Err(Code::WrongRole.into());
    }
    let mut tx = office.db.begin().await?;
    let (mut report, standing) = sight::hold(&office, &mut tx, id, &caller.person).await?;
    let row = users::by_id(&mut *tx, asked.to).await?.filter(|row| !row.is_suspended()).ok_or(Code::NotFound)?;
    let to = row.person();
    // From whom it is hidden can't be told from who acted in it.
    let seen = sight::sees(&office, &mut *tx, &report, &to).await?;
    let allowed = stage::may_take(&standing, to.id, &to.roles).and(if seen { Ok(()) } else { Err(Refusal::FourEyes) });
    if let Err(refusal) = allowed {
        // Whoever tries out to whom a report can be given leaves a trail.
        office.audit_whom(&mut tx, Who::Person(caller.person.id), "assign_refused", (Some(id), to.id)).await?;
        tx.commit().await?;
        return Err(code(refusal).into());
    }
    if report.claimant != Some(to.id) {
        drop_draft(&office, &mut tx, &report).await?;
        report.claim_for(to.id, office.seconds() + stage::CLAIM_HOURS * 3600);
        reports::update(&mut tx, &mut report).await?;
        office.audit_whom(&mut tx, Who::Person(caller.person.id), "assign", (Some(id), to.id)).await?;
    }
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The caller may know the people or the event: the report is hidden from them from now on, and a claim of theirs ends.
/// Nobody asks why, and nothing about it goes into the audit trail.
#[utoipa::path(put, path = "/v1/reports/{id}/recusal", tag = "reports", params(("id" = uuid::Uuid, Path)), responses(
    (status = 204),
    (status = 401, body = ErrorBody, description = "no_session"),
    (status = 404, body = ErrorBody, description = "not_found"),
    (status = 429, body = ErrorBody, description = "slow_down"),
))]
pub async fn recuse(State(office): State<Arc<Office>>, caller: SignedIn, Id(id): Id) -> Result<StatusCode, Error> {
    let me = &caller.person;
    let mut tx = office.db.begin().await?;
    let (mut report, _) = sight::hold(&office, &mut tx, id, me).await?;
    let folder = Folder::open(&office, &report).await?.ok_or(Code::NotFound)?;
    sight::hide(&office, &mut tx, id, &folder, me).await?;
    if report.claimant == Some(me.id) {
        folder.remove(&mut tx, Part::Draft).await?;
        report.release();
    }
    reports::update(&mut tx, &mut report).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends the claim on a report. The draft goes.
pub async fn end(office: &Office, tx: &mut Tx, report: &mut Report, who: Who) -> Result<(), Error> {
    drop_draft(office, tx, report).await?;
    report.release();
    reports::update(tx, report).await?;
    Ok(office.audit(tx, who, "release", Some(report.id)).await?)
}

async fn drop_draft(office: &Office, tx: &mut Tx, report: &Report) -> Result<(), Error> {
    match Folder::open(office, report).await? {
        Some(folder) => folder.remove(tx, Part::Draft).await,
        None => Ok(()),
    }
}

/// The code for what [`stage::may_take`] refuses.
pub fn code(refusal: Refusal) -> Code {
    match refusal {
        Refusal::FourEyes => Code::FourEyes,
        Refusal::WrongRole => Code::WrongRole,
        Refusal::Claimed => Code::Claimed,
        Refusal::NotClaimant => Code::NotClaimant,
        Refusal::WrongState
        | Refusal::Concluded
        | Refusal::OpenFindings
        | Refusal::Leak
        | Refusal::Meaning
        | Refusal::TitleMissing
        | Refusal::CommentMissing
        | Refusal::ReasonMissing
        | Refusal::AuthenticityMissing
        | Refusal::NotLawEnforcement
        | Refusal::NotUnsure
        | Refusal::LesPassMissing
        | Refusal::LesUnanswered
        | Refusal::IntruderMissing
        | Refusal::InTheNews
        | Refusal::NotAsked
        | Refusal::StillWaiting
        | Refusal::LessonMissing
        | Refusal::TakeawayNotYours
        | Refusal::CategoryMissing
        | Refusal::TagMissing
        | Refusal::DateOutOfRange
        | Refusal::SealOver
        | Refusal::NotDue
        | Refusal::TextMismatch
        | Refusal::TooLarge => Code::WrongState,
    }
}
