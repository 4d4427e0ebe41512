//! What people see and change of their own account, each change proved with their own password.

use std::sync::Arc;

use axum::{Json, extract::State, http::StatusCode};
use wire::{
    Account, BeginSecondFactor, ChangePassword, Code, ConfirmSecondFactor, ErrorBody, RecoveryCodes,
    RemoveSecondFactor, RenewRecoveryCodes, SecondFactorSecret, is_password,
};

use crate::{
    auth::{Entering, Securing, SignedIn},
    db::audit::Who,
    errors::Error,
    extract::Body,
    handlers::{
        people::code,
        sessions::{prove_again, prove_again_with_code},
    },
    office::Office,
    people::{self, PeopleError},
    second_factor,
};

/// How the caller's own account is secured.
#[utoipa::path(get, path = "/v1/account", tag = "account", responses(
    (status = 200, body = Account),
    (status = 401, body = ErrorBody, description = "no_session"),
    (status = 429, body = ErrorBody, description = "slow_down"),
))]
pub async fn account(State(office): State<Arc<Office>>, caller: SignedIn) -> Result<Json<Account>, Error> {
    Ok(Json(second_factor::account(&office, &caller).await?))
}

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

/// Begin with a second factor: the secret for an authenticator.
#[utoipa::path(post, path = "/v1/account/second-factor", tag = "account", request_body = BeginSecondFactor, responses(
    (status = 200, body = SecondFactorSecret),
    (status = 400, body = ErrorBody, description = "malformed"),
    (status = 401, body = ErrorBody, description = "no_session, wrong_password"),
    (status = 409, body = ErrorBody, description = "factor_on"),
    (status = 429, body = ErrorBody, description = "locked_out, slow_down"),
))]
pub async fn begin_second_factor(
    State(office): State<Arc<Office>>,
    Securing(caller): Securing,
    Body(asked): Body<BeginSecondFactor>,
) -> Result<Json<SecondFactorSecret>, Error> {
    let row = prove_again(&office, &caller, asked.proof).await?;
    Ok(Json(second_factor::begin(&office, &row).await?))
}

/// Confirm it by a code: from now on sign-ins ask for one.
#[utoipa::path(post, path = "/v1/account/second-factor/confirmation", tag = "account", request_body = ConfirmSecondFactor, responses(
    (status = 200, body = RecoveryCodes),
    (status = 400, body = ErrorBody, description = "malformed"),
    (status = 401, body = ErrorBody, description = "no_session, wrong_code"),
    (status = 409, body = ErrorBody, description = "factor_on"),
    (status = 429, body = ErrorBody, description = "slow_down"),
))]
pub async fn confirm_second_factor(
    State(office): State<Arc<Office>>,
    Securing(caller): Securing,
    Body(asked): Body<ConfirmSecondFactor>,
) -> Result<Json<RecoveryCodes>, Error> {
    Ok(Json(second_factor::confirm(&office, &caller, &asked.code).await?))
}

/// New recovery codes, with password and code.
#[utoipa::path(post, path = "/v1/account/second-factor/recovery-codes", tag = "account", request_body = RenewRecoveryCodes, responses(
    (status = 200, body = RecoveryCodes),
    (status = 400, body = ErrorBody, description = "malformed"),
    (status = 401, body = ErrorBody, description = "no_session, wrong_password"),
    (status = 429, body = ErrorBody, description = "locked_out, slow_down"),
))]
pub async fn renew_recovery_codes(
    State(office): State<Arc<Office>>,
    caller: SignedIn,
    Body(asked): Body<RenewRecoveryCodes>,
) -> Result<Json<RecoveryCodes>, Error> {
    let RenewRecoveryCodes { proof, code } = asked;
    prove_again_with_code(&office, &caller, proof, code).await?;
    Ok(Json(second_factor::renew_codes(&office, &caller).await?))
}

/// Remove one's own second factor, with password and code.
#[utoipa::path(post, path = "/v1/account/second-factor/removal", tag = "account", request_body = RemoveSecondFactor, responses(
    (status = 204),
    (status = 400, body = ErrorBody, description = "malformed"),
    (status = 401, body = ErrorBody, description = "no_session, wrong_password"),
    (status = 429, body = ErrorBody, description = "locked_out, slow_down"),
))]
pub async fn remove_second_factor(
    State(office): State<Arc<Office>>,
    caller: SignedIn,
    Body(asked): Body<RemoveSecondFactor>,
) -> Result<StatusCode, Error> {
    let RemoveSecondFactor { proof, code } = asked;
    prove_again_with_code(&office, &caller, proof, code).await?;
    let mut tx = office.db.begin().await?;
    second_factor::remove(&mut tx, caller.person.id).await?;
    office.audit(&mut tx, Who::Person(caller.person.id), "remove_second_factor", None).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
