//! The author takes a report back, by claim code.

use std::sync::Arc;

use axum::{extract::State, http::StatusCode};
use wire::{ErrorBody, Withdrawal};

use crate::{
    auth::ServiceCaller, db::reports, errors::Error, extract::Body, intake::claim_code_hash, office::Office,
    steps::aside,
};

/// Take a report back. The answer does not say whether there was one.
#[utoipa::path(post, path = "/v1/withdrawals", tag = "website", request_body = Withdrawal, security(("service_token" = [])), responses(
    (status = 204),
    (status = 400, body = ErrorBody, description = "malformed"),
    (status = 401, body = ErrorBody, description = "no_session"),
    (status = 429, body = ErrorBody, description = "slow_down"),
))]
pub async fn withdraw(
    State(office): State<Arc<Office>>,
    _: ServiceCaller,
    Body(asked): Body<Withdrawal>,
) -> Result<StatusCode, Error> {
    let hash = claim_code_hash(&office, asked.claim_code.as_str());
    if let Some(id) = reports::by_claim_code(&office.db.pool, &hash).await?
        && let Ok(id) = id.parse()
    {
        aside::withdraw(&office, id).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}
