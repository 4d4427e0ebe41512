//! Events: a step in the review of a report, and the four answers to it.

use std::sync::Arc;

use axum::{Json, extract::State};
use wire::{ErrorBody, Event, EventAnswer};

use crate::{
    auth::SignedIn,
    errors::Error,
    extract::{Body, Id},
    office::Office,
    steps,
};

/// Take a step. Accepted, applied before, in conflict, refused by a rule: all four are answers with status 200.
#[utoipa::path(post, path = "/v1/reports/{id}/events", tag = "reports", params(("id" = uuid::Uuid, Path)), request_body = Event, responses(
    (status = 200, body = EventAnswer),
    (status = 400, body = ErrorBody, description = "malformed"),
    (status = 401, body = ErrorBody, description = "no_session"),
    (status = 404, body = ErrorBody, description = "not_found"),
    (status = 409, body = ErrorBody, description = "key_reused"),
    (status = 413, body = ErrorBody, description = "too_large"),
    (status = 422, body = ErrorBody, description = "not_normalised"),
    (status = 429, body = ErrorBody, description = "slow_down"),
))]
pub async fn event(
    State(office): State<Arc<Office>>,
    caller: SignedIn,
    Id(id): Id,
    Body(event): Body<Event>,
) -> Result<Json<EventAnswer>, Error> {
    steps::take(&office, &caller, id, event).await.map(Json)
}
