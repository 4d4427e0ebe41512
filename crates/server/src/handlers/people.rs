//! The people who review: for administrators, each change proved with the caller's own password.

use std::sync::Arc;

use axum::{Json, extract::State, http::StatusCode};
use domain::Role;
use wire::{ChangeMember, Code, ErrorBody, Holder, Member, NewMember};

use crate::{
    auth::SignedIn,
    errors::Error,
    extract::{Body, Id},
    handlers::sessions::prove_again,
    office::Office,
    people::{self, New, PeopleError, Who},
};

/// Everybody who may sign in.
#[utoipa::path(get, path = "/v1/people", tag = "people", responses(
    (status = 200, body = Vec<Member>),
    (status = 401, body = ErrorBody, description = "no_session"),
    (status = 403, body = ErrorBody, description = "wrong_role"),
    (status = 429, body = ErrorBody, description = "slow_down"),
))]
pub async fn list(State(office): State<Arc<Office>>, caller: SignedIn) -> Result<Json<Vec<Member>>, Error> {
    administers(&caller)?;
    Ok(Json(people::list(&office).await.map_err(code)?))
}

/// To whom a report can be given, for staff: no account matters.
#[utoipa::path(get, path = "/v1/holders", tag = "people", responses(
    (status = 200, body = Vec<Holder>),
    (status = 401, body = ErrorBody, description = "no_session"),
    (status = 403, body = ErrorBody, description = "wrong_role"),
    (status = 429, body = ErrorBody, description = "slow_down"),
))]
pub async fn holders(State(office): State<Arc<Office>>, caller: SignedIn) -> Result<Json<Vec<Holder>>, Error> {
    if !caller.is(Role::Staff) {
        return Err(Code::WrongRole.into());
    }
    Ok(Json(people::holders(&office).await.map_err(code)?))
}

/// Add somebody.
#[utoipa::path(post, path = "/v1/people", tag = "people", request_body = NewMember, responses(
    (status = 204),
    (status = 400, body = ErrorBody, description = "malformed"),
    (status = 401, body = ErrorBody, description = "no_session, wrong_password"),
    (status = 403, body = ErrorBody, description = "wrong_role"),
    (status = 409, body = ErrorBody, description = "name_taken"),
    (status = 422, body = ErrorBody, description = "bad_password"),
    (status = 429, body = ErrorBody, description = "locked_out, slow_down"),
))]
pub async fn add(
    State(office): State<Arc<Office>>,
    caller: SignedIn,
    Body(asked): Body<NewMember>,
) -> Result<StatusCode, Error> {
    administers(&caller)?;
    let NewMember { proof, name, display, roles, password, agencies } = asked;
    prove_again(&office, &caller, proof).await?;
    let new = New { name: &name, display: &display, roles: &roles, password, temporary: true, agencies: &agencies };
    people::create(&office, Who::Person(caller.person.id), new).await.map_err(code)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Change somebody.
#[utoipa::path(post, path = "/v1/people/{id}/changes", tag = "people", params(("id" = uuid::Uuid, Path)), request_body = ChangeMember, responses(
    (status = 204),
    (status = 400, body = ErrorBody, description = "malformed"),
    (status = 401, body = ErrorBody, description = "no_session, wrong_password"),
    (status = 403, body = ErrorBody, description = "wrong_role"),
    (status = 404, body = ErrorBody, description = "not_found"),
    (status = 409, body = ErrorBody, description = "last_administrator"),
    (status = 422, body = ErrorBody, description = "bad_password"),
    (status = 429, body = ErrorBody, description = "locked_out, slow_down"),
))]
pub async fn change(
    State(office): State<Arc<Office>>,
    caller: SignedIn,
    Id(id): Id,
    Body(asked): Body<ChangeMember>,
) -> Result<StatusCode, Error> {
    administers(&caller)?;
    let ChangeMember { proof, change } = asked;
    prove_again(&office, &caller, proof).await?;
    people::change(&office, Who::Person(caller.person.id), id, change).await.map_err(code)?;
    Ok(StatusCode::NO_CONTENT)
}

fn administers(caller: &SignedIn) -> Result<(), Error> {
    if caller.administers() { Ok(()) } else { Err(Code::WrongRole.into()) }
}

/// How the API calls what is wrong.
pub fn code(error: PeopleError) -> Error {
    match error {
        PeopleError::Name | PeopleError::Display | PeopleError::Roles | PeopleError::Agencies => Code::Malformed.into(),
        PeopleError::Password => Code::BadPassword.into(),
        PeopleError::Taken => Code::NameTaken.into(),
        PeopleError::Unknown => Code::NotFound.into(),
        PeopleError::LastAdministrator => Code::LastAdministrator.into(),
        PeopleError::Fault(fault) => fault.into(),
    }
}
