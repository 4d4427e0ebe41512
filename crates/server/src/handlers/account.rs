//! What people change about their own account, each proved with their own password.

use std::sync::Arc;

use axum::{extract::State, http::StatusCode};
use wire::{ChangePassword, Code, ErrorBody, is_password};

use crate::{
    auth::Entering,
    errors::Error,
    extract::Body,
    handlers::{people::code, sessions::prove_again},
    office::Office,
    people::{self, PeopleError},
};

/// Change one's own password. All other sessions of the caller end.
#[utoipa::path(post, path = "/v1/account/password", tag = "account", request_body = ChangePassword, responses(
    (status = 204),
    (status = 400, body = ErrorBody, description = "malformed"),
    (status = 401, body = ErrorBody, description = "no_session, wrong_password"),
    (status = 422, body = ErrorBody, description = "bad_password"),
    (status = 429, body = ErrorBody, description = "locked_out, slow_down"),
))]
pub async fn password(
    State(office): State<Arc<Office>>,
    Entering(caller): Entering,
    Body(asked): Body<ChangePassword>,
) -> Result<StatusCode, Error> {
    let ChangePassword { old, new } = asked;
    if !is_password(new.as_str()) || new == old {
        return Err(Code::BadPassword.into());
    }
    let before = prove_again(&office, &caller, old).await?;
    match people::choose_password(&office, &caller, &before, new).await {
        Ok(()) => Ok(StatusCode::NO_CONTENT),
        // Somebody else changed it in between: then the old one is not the old one any more.
        Err(PeopleError::Unknown) => Err(Code::WrongPassword.into()),
        Err(other) => Err(code(other)),
    }
}
