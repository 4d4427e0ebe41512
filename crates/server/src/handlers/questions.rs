//! Questions to authors, and their answers.

use std::sync::Arc;

use axum::{extract::State, http::StatusCode};
use wire::{Ask, ErrorBody, Reply};

use crate::{
    auth::{ServiceCaller, SignedIn},
    errors::Error,
    extract::{Body, Id},
    office::Office,
    questions,
};

/// Ask the author, who is reached by the server alone.
#[utoipa::path(post, path = "/v1/reports/{id}/questions", tag = "reports", params(("id" = uuid::Uuid, Path)), request_body = Ask, responses(
    (status = 204),
    (status = 400, body = ErrorBody, description = "malformed"),
    (status = 401, body = ErrorBody, description = "no_session"),
    (status = 404, body = ErrorBody, description = "not_found"),
    (status = 409, body = ErrorBody, description = "not_claimant, wrong_state, no_contact, waiting, key_reused"),
    (status = 413, body = ErrorBody, description = "too_large"),
    (status = 422, body = ErrorBody, description = "empty, not_normalised, identifies"),
    (status = 429, body = ErrorBody, description = "slow_down"),
))]
pub async fn ask(
    State(office): State<Arc<Office>>,
    caller: SignedIn,
    Id(id): Id,
    Body(asked): Body<Ask>,
) -> Result<StatusCode, Error> {
    questions::ask(&office, &caller, id, asked).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The author's answer. What comes back does not say whether the code was good for anything.
#[utoipa::path(post, path = "/v1/answers", tag = "website", request_body = Reply, security(("service_token" = [])), responses(
    (status = 204),
    (status = 400, body = ErrorBody, description = "malformed"),
    (status = 401, body = ErrorBody, description = "no_session"),
    (status = 413, body = ErrorBody, description = "too_large"),
    (status = 422, body = ErrorBody, description = "empty"),
    (status = 429, body = ErrorBody, description = "slow_down"),
))]
pub async fn answer(
    State(office): State<Arc<Office>>,
    _: ServiceCaller,
    Body(reply): Body<Reply>,
) -> Result<StatusCode, Error> {
    questions::answer(&office, reply.code.as_str(), &reply.text).await?;
    Ok(StatusCode::NO_CONTENT)
}
