//! The flag of a report: a possible crime, or an author in distress. It says no more; the text goes nowhere.
//!
//! It is for staff, so it outlives the conclusion that an approval is: it goes when the report is published, withdrawn, or
//! declined for good.

use std::sync::Arc;

use axum::{extract::State, http::StatusCode};
use domain::{Closed as _, Flag, Role};
use wire::{Code, ErrorBody, SetFlag};

use crate::{
    auth::SignedIn,
    db::{audit::Who, reports},
    errors::Error,
    extract::{Body, Id},
    office::Office,
    sight,
};

/// Put a flag on a report, or take it away: its claimant, or staff.
#[utoipa::path(put, path = "/v1/reports/{id}/flag", tag = "reports", params(("id" = uuid::Uuid, Path)), request_body = SetFlag, responses(
    (status = 204),
    (status = 400, body = ErrorBody, description = "malformed"),
    (status = 401, body = ErrorBody, description = "no_session"),
    (status = 404, body = ErrorBody, description = "not_found"),
    (status = 409, body = ErrorBody, description = "not_claimant"),
    (status = 429, body = ErrorBody, description = "slow_down"),
))]
pub async fn set(
    State(office): State<Arc<Office>>,
    caller: SignedIn,
    Id(id): Id,
    Body(asked): Body<SetFlag>,
) -> Result<StatusCode, Error> {
    let me = &caller.person;
    let mut tx = office.db.begin().await?;
    let (mut report, _) = sight::hold(&office, &mut tx, id, me).await?;
    if report.claimant != Some(me.id) && !caller.is(Role::Staff) {
        return Err(Code::NotClaimant.into());
    }
    if report.flag != asked.flag {
        report.flag = asked.flag;
        reports::update(&mut tx, &mut report).await?;
        office.audit(&mut tx, Who::Person(me.id), &format!("flag_{}", name(asked.flag)), Some(id)).await?;
    }
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

fn name(flag: Option<Flag>) -> &'static str {
    flag.map_or("none", Flag::as_str)
}
