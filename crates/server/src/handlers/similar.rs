//! What is like the report in work, and which reports tell of one event.

use std::sync::Arc;

use axum::{Json, extract::State, http::StatusCode};
use wire::{AskShared, ErrorBody, LinkEvent, Shared, Similar};

use crate::{
    auth::SignedIn,
    errors::Error,
    extract::{Body, Id},
    office::Office,
    same_event, similar,
};

/// What is like the report in work: ids of open reports, titles of the library.
#[utoipa::path(get, path = "/v1/reports/{id}/similar", tag = "reports", params(("id" = uuid::Uuid, Path)), responses(
    (status = 200, body = Similar),
    (status = 401, body = ErrorBody, description = "no_session"),
    (status = 404, body = ErrorBody, description = "not_found"),
    (status = 409, body = ErrorBody, description = "not_claimant, wrong_state"),
    (status = 429, body = ErrorBody, description = "slow_down"),
))]
pub async fn similar(State(office): State<Arc<Office>>, caller: SignedIn, Id(id): Id) -> Result<Json<Similar>, Error> {
    Ok(Json(similar::to(&office, &caller, id).await?))
}

/// Say that two reports, or a report and a publication, tell of one event.
#[utoipa::path(put, path = "/v1/reports/{id}/event", tag = "reports", params(("id" = uuid::Uuid, Path)), request_body = LinkEvent, responses(
    (status = 204),
    (status = 400, body = ErrorBody, description = "malformed"),
    (status = 401, body = ErrorBody, description = "no_session"),
    (status = 404, body = ErrorBody, description = "not_found"),
    (status = 409, body = ErrorBody, description = "not_claimant, wrong_state"),
    (status = 429, body = ErrorBody, description = "slow_down"),
))]
pub async fn link(
    State(office): State<Arc<Office>>,
    caller: SignedIn,
    Id(id): Id,
    Body(asked): Body<LinkEvent>,
) -> Result<StatusCode, Error> {
    same_event::link(&office, &caller, id, asked).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// How many reports of the library share combinations of traits: below five nobody learns how many.
#[utoipa::path(post, path = "/v1/reports/{id}/shared", tag = "reports", params(("id" = uuid::Uuid, Path)), request_body = AskShared, responses(
    (status = 200, body = Shared),
    (status = 400, body = ErrorBody, description = "malformed"),
    (status = 401, body = ErrorBody, description = "no_session"),
    (status = 404, body = ErrorBody, description = "not_found"),
    (status = 409, body = ErrorBody, description = "not_claimant, wrong_state"),
    (status = 413, body = ErrorBody, description = "too_large"),
    (status = 429, body = ErrorBody, description = "slow_down"),
))]
pub async fn shared(
    State(office): State<Arc<Office>>,
    caller: SignedIn,
    Id(id): Id,
    Body(asked): Body<AskShared>,
) -> Result<Json<Shared>, Error> {
    Ok(Json(similar::shared(&office, &caller, id, asked).await?))
}
