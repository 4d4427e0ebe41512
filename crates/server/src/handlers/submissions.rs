//! The door for submissions: the programme's website.

use std::sync::Arc;

use axum::{Json, extract::State, http::StatusCode};
use wire::{ErrorBody, Receipt, Submission};

use crate::{auth::ServiceCaller, errors::Error, extract::Body, intake, office::Office};

/// Hand in a report. The same submission again gets the same receipt.
#[utoipa::path(post, path = "/v1/submissions", tag = "website", request_body = Submission, security(("service_token" = [])), responses(
    (status = 201, body = Receipt),
    (status = 200, body = Receipt, description = "This very submission was taken in before."),
    (status = 400, body = ErrorBody, description = "malformed"),
    (status = 401, body = ErrorBody, description = "no_session"),
    (status = 409, body = ErrorBody, description = "key_reused"),
    (status = 413, body = ErrorBody, description = "too_large"),
    (status = 422, body = ErrorBody, description = "empty"),
    (status = 429, body = ErrorBody, description = "slow_down"),
))]
pub async fn submit(
    State(office): State<Arc<Office>>,
    _: ServiceCaller,
    Body(submission): Body<Submission>,
) -> Result<(StatusCode, Json<Receipt>), Error> {
    let (receipt, new) = intake::submit(&office, &submission).await?;
    Ok((if new { StatusCode::CREATED } else { StatusCode::OK }, Json(receipt)))
}
