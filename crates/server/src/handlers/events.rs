//! Events: a step in the review of a report or about what is published, and the four answers to it.

use std::sync::Arc;

use axum::{Json, extract::State};
use utoipa::IntoResponses;
use wire::{ErrorBody, Event, EventAnswer};

use crate::{
    auth::SignedIn,
    errors::Error,
    extract::{Body, Id},
    office::Office,
    steps,
};

/// How an event is refused that gets none of the four answers, whatever it is about.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "only its description is used")]
enum Refused {
    /// malformed
    #[response(status = 400)]
    Malformed(ErrorBody),
    /// no_session
    #[response(status = 401)]
    NoSession(ErrorBody),
    /// not_found
    #[response(status = 404)]
    NotFound(ErrorBody),
    /// key_reused
    #[response(status = 409)]
    KeyReused(ErrorBody),
    /// too_large
    #[response(status = 413)]
    TooLarge(ErrorBody),
    /// not_normalised
    #[response(status = 422)]
    NotNormalised(ErrorBody),
    /// slow_down
    #[response(status = 429)]
    SlowDown(ErrorBody),
}

/// Take a step. Accepted, applied before, in conflict, refused by a rule: all four are answers with status 200.
#[utoipa::path(post, path = "/v1/reports/{id}/events", tag = "reports", params(("id" = uuid::Uuid, Path)), request_body = Event, responses(
    (status = 200, body = EventAnswer),
    Refused,
))]
pub async fn take_step(
    State(office): State<Arc<Office>>,
    caller: SignedIn,
    Id(id): Id,
    Body(event): Body<Event>,
) -> Result<Json<EventAnswer>, Error> {
    steps::take(&office, &caller, id, event).await.map(Json)
}

/// Correct a publication, or take it out of the library. Answered like a step of a report, for any of the staff alike.
#[utoipa::path(post, path = "/v1/publications/{id}/events", tag = "library", params(("id" = uuid::Uuid, Path)), request_body = Event, responses(
    (status = 200, body = EventAnswer),
    Refused,
    (status = 403, body = ErrorBody, description = "wrong_role"),
))]
pub async fn change_publication(
    State(office): State<Arc<Office>>,
    caller: SignedIn,
    Id(id): Id,
    Body(event): Body<Event>,
) -> Result<Json<EventAnswer>, Error> {
    steps::take_published(&office, &caller, id, event).await.map(Json)
}
