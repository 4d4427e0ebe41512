//! Signing in and out.

use std::sync::Arc;

use axum::{Json, extract::State, http::StatusCode};
use domain::Private;
use jiff::Timestamp;
use uuid::Uuid;
use wire::{API_VERSION, Code, ErrorBody, PASSWORD_BYTES, Session, SignIn, User};

use crate::{
    auth::{Entering, SignedIn},
    db::{audit::Who, sessions, sign_ins, sign_ins::Attempts, users},
    errors::Error,
    extract::Body,
    office::{Office, token_hash},
    second_factor,
};

/// Failed sign-ins that lock a name (CJIS Security Policy, AC-7).
const FAILURES: i64 = 5;
/// Seconds within which they count, and for which the lock holds.
const WINDOW: i64 = 15 * 60;
/// Longest name, in bytes.
const NAME_BYTES: usize = 200;

/// Sign in with name and password.
#[utoipa::path(post, path = "/v1/sessions", tag = "sessions", request_body = SignIn, security(()), responses(
    (status = 200, body = Session),
    (status = 400, body = ErrorBody, description = "malformed"),
    (status = 401, body = ErrorBody, description = "wrong_password, code_needed"),
    (status = 403, body = ErrorBody, description = "suspended"),
    (status = 413, body = ErrorBody, description = "too_large"),
    (status = 429, body = ErrorBody, description = "locked_out, slow_down"),
))]
pub async fn sign_in(State(office): State<Arc<Office>>, Body(asked): Body<SignIn>) -> Result<Json<Session>, Error> {
    let row = judge(&office, &asked.name, asked.password, Second::Asked(asked.one_time_code)).await?;
    if row.is_suspended() {
        return Err(Code::Suspended.into());
    }
    let (person, password_due) = (row.person(), row.has_password_due());
    let factor_due = second_factor::is_due(&office, &row);
    let token = office.token();
    let now = office.seconds();
    let expires = now + office.config.sessions.absolute;
    let mut tx = office.db.begin().await?;
    sign_ins::forget(&mut tx, &name_key(&office, &asked.name)).await?;
    sessions::insert(&mut tx, &token_hash(&token), person.id, now, expires).await?;
    office.audit(&mut tx, Who::Person(person.id), "sign_in", None).await?;
    tx.commit().await?;
    Ok(Json(Session {
        token: Private::new(token),
        expires_at: Timestamp::from_second(expires).unwrap_or(Timestamp::MAX),
        user: User { id: person.id, name: person.name, display: person.display, roles: person.roles },
        password_due,
        factor_due,
        api_version: API_VERSION,
    }))
}

/// Sign out: the token is worth nothing any more.
#[utoipa::path(delete, path = "/v1/sessions/current", tag = "sessions", responses(
    (status = 204), (status = 401, body = ErrorBody, description = "no_session"),
))]
pub async fn sign_out(State(office): State<Arc<Office>>, Entering(caller): Entering) -> Result<StatusCode, Error> {
    let mut tx = office.db.begin().await?;
    sessions::end(&mut tx, &caller.token_hash).await?;
    office.audit(&mut tx, Who::Person(caller.person.id), "sign_out", None).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What a proof has to hold besides the password.
enum Second {
    /// Nothing: somebody who is signed in proves it again.
    Nothing,
    /// A code of those who have a second factor.
    Asked(Option<Private>),
    /// A code, whoever it is.
    Needed(Private),
}

/// Whose name, password and code these are. Failures count alike, whatever was wrong, and whatever the password is asked for.
async fn judge(office: &Office, name: &str, password: Private, second: Second) -> Result<users::Row, Error> {
    if name.len() > NAME_BYTES || password.as_str().len() > PASSWORD_BYTES {
        return Err(Code::WrongPassword.into());
    }
    let name_key = name_key(office, name);
    office.rates.sign_in(&name_key)?;
    let row = users::by_name(&office.db.pool, name).await?;
    let has_second = row.as_ref().map(users::Row::has_second_factor);
    let code = match second {
        Second::Nothing => None,
        // Before the password is looked at: what is answered must not tell whether it is right. Names that nobody has ask
        // for a code or not, as people do.
        Second::Asked(None) if has_second.unwrap_or_else(|| second_factor::asked_of_nobody(office, name)) => {
            return Err(ask_for_code(office, &name_key).await?);
        }
        Second::Asked(None) => None,
        Second::Asked(Some(code)) => has_second.unwrap_or(true).then_some(code),
        Second::Needed(code) => Some(code),
    };
    count_attempt(office, &name_key).await?;
    let hash = row.as_ref().map(|row| row.password_hash.clone());
    let fits = office.passwords.verify(password, hash).await?;
    match row {
        Some(row) if fits => {
            let taken = match &code {
                None => true,
                Some(code) => second_factor::take(office, &row, code).await?,
            };
            if taken { Ok(row) } else { Err(fail(office, &name_key, Some(row.person().id)).await?) }
        }
        known => Err(fail(office, &name_key, known.map(|row| row.person().id)).await?),
    }
}

/// No guess at anything, so that it does not count; a name that is locked says so here too.
async fn ask_for_code(office: &Office, name_key: &str) -> Result<Error, Error> {
    let left = sign_ins::locked_until(&office.db.pool, name_key).await? - office.seconds();
    Ok(if left > 0 { Error::later(Code::LockedOut, left) } else { Code::CodeNeeded.into() })
}

/// A privileged act: whoever sits at the computer proves again who it is (CJIS Security Policy, IA-11).
pub async fn prove_again(office: &Office, caller: &SignedIn, proof: Private) -> Result<users::Row, Error> {
    again(office, caller, proof, Second::Nothing).await
}

/// The same with a code of the second factor.
pub async fn prove_again_with_code(
    office: &Office,
    caller: &SignedIn,
    proof: Private,
    code: Private,
) -> Result<users::Row, Error> {
    again(office, caller, proof, Second::Needed(code)).await
}

async fn again(office: &Office, caller: &SignedIn, proof: Private, second: Second) -> Result<users::Row, Error> {
    let name = &caller.person.name;
    let row = judge(office, name, proof, second).await?;
    let mut tx = office.db.begin().await?;
    sign_ins::forget(&mut tx, &name_key(office, name)).await?;
    tx.commit().await?;
    Ok(row)
}

/// What failed sign-ins under a name are kept by.
pub fn name_key(office: &Office, name: &str) -> String {
    office.config.master_key.derive_hex("name that signs in", &[name.as_bytes()])
}

/// Counts the attempt as failed before the password is looked at: many at once get no more tries than one by one.
async fn count_attempt(office: &Office, name_key: &str) -> Result<(), Error> {
    let now = office.seconds();
    let mut tx = office.db.begin().await?;
    let mut attempts = sign_ins::hold(&mut tx, name_key, now).await?;
    if attempts.locked_until > now {
        return Err(Error::later(Code::LockedOut, attempts.locked_until - now));
    }
    if attempts.since + WINDOW <= now {
        attempts = Attempts { failures: 0, since: now, locked_until: 0 };
    }
    if attempts.failures >= FAILURES {
        return Err(Error::later(Code::LockedOut, WINDOW));
    }
    attempts.failures += 1;
    sign_ins::set(&mut tx, name_key, attempts).await?;
    Ok(tx.commit().await?)
}

/// The answer to a wrong password; the fifth one locks the name, whether anybody has it or not.
async fn fail(office: &Office, name_key: &str, known: Option<Uuid>) -> Result<Error, Error> {
    let now = office.seconds();
    let mut tx = office.db.begin().await?;
    let attempts = sign_ins::hold(&mut tx, name_key, now).await?;
    if attempts.failures >= FAILURES && attempts.locked_until <= now {
        sign_ins::set(&mut tx, name_key, Attempts { locked_until: now + WINDOW, ..attempts }).await?;
        office.audit(&mut tx, Who::Server, "lock_name", None).await?;
    }
    if let Some(known) = known {
        office.audit(&mut tx, Who::Person(known), "sign_in_failed", None).await?;
    }
    tx.commit().await?;
    Ok(Code::WrongPassword.into())
}

/// When windows of failed sign-ins end that began before.
pub const fn windows_before(now: i64) -> i64 {
    now - WINDOW
}
