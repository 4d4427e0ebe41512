//! Every error that leaves the server: a JSON body with a stable code, and nothing that somebody sent.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use wire::{Code, ErrorBody};

use crate::{keys::KeyStoreError, seal::NotOpened};

/// Why a call is not answered as hoped.
#[derive(Debug)]
pub enum Error {
    Refused { code: Code, retry_after: Option<u32> },
    Fault(Fault),
}

/// Something that should not happen. Told to the log by its kind, to the caller not at all.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    #[error("database")]
    Database(#[from] sqlx::Error),
    #[error("key store")]
    Keys(#[from] KeyStoreError),
    #[error("sealed data does not open")]
    Seal(#[from] NotOpened),
    #[error("a part of a report is missing")]
    Missing,
    #[error("stored data is not readable")]
    Unreadable,
    #[error("password hashing")]
    Password,
    #[error("a handler panicked")]
    Panic,
}

impl From<Code> for Error {
    fn from(code: Code) -> Self {
        Self::Refused { code, retry_after: None }
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        Self::Fault(error.into())
    }
}

impl From<KeyStoreError> for Error {
    fn from(error: KeyStoreError) -> Self {
        Self::Fault(error.into())
    }
}

impl Error {
    pub fn later(code: Code, seconds: i64) -> Self {
        Self::Refused { code, retry_after: Some(u32::try_from(seconds.max(1)).unwrap_or(u32::MAX)) }
    }
}

/// The HTTP status that goes with a code.
pub const fn status(code: Code) -> StatusCode {
    match code {
        Code::Malformed | Code::BadCursor => StatusCode::BAD_REQUEST,
        Code::Empty | Code::NotNormalised | Code::BadPassword | Code::Identifies => StatusCode::UNPROCESSABLE_ENTITY,
        Code::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Code::WrongPassword | Code::CodeNeeded | Code::WrongCode | Code::NoSession => StatusCode::UNAUTHORIZED,
        Code::LockedOut | Code::SlowDown => StatusCode::TOO_MANY_REQUESTS,
        Code::WrongRole | Code::FourEyes | Code::Suspended | Code::PasswordDue | Code::FactorDue => {
            StatusCode::FORBIDDEN
        }
        Code::NotFound | Code::NoSuchCall => StatusCode::NOT_FOUND,
        Code::Claimed
        | Code::NotClaimant
        | Code::WrongState
        | Code::StaleDraft
        | Code::KeyReused
        | Code::NameTaken
        | Code::NoContact
        | Code::Waiting
        | Code::FactorOn
        | Code::LastAdministrator => StatusCode::CONFLICT,
        Code::Fault => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let (code, retry_after) = match self {
            Self::Refused { code, retry_after } => (code, retry_after),
            Self::Fault(fault) => {
                log(&fault);
                (Code::Fault, None)
            }
        };
        let mut response = (status(code), Json(ErrorBody { code, retry_after })).into_response();
        if let Some(seconds) = retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// What the log may know of a fault: its kind, and a database's own code. Messages of databases can hold values.
pub fn log(fault: &Fault) {
    let database = match fault {
        Fault::Database(error) | Fault::Keys(KeyStoreError::Database(error)) => Some(kind(error)),
        Fault::Keys(_) | Fault::Seal(_) | Fault::Missing | Fault::Unreadable | Fault::Password | Fault::Panic => None,
    };
    tracing::error!(kind = %fault, database, "fault");
}

fn kind(error: &sqlx::Error) -> String {
    match error.as_database_error() {
        Some(database) => database.code().map_or_else(|| "refused".to_owned(), |code| format!("code {code}")),
        #[expect(clippy::wildcard_enum_match_arm, reason = "the driver's enum, and not exhaustive")]
        None => match error {
            sqlx::Error::Io(_) => "connection",
            sqlx::Error::PoolTimedOut => "no free connection",
            sqlx::Error::PoolClosed => "closed",
            sqlx::Error::RowNotFound => "row not found",
            _ => "driver",
        }
        .to_owned(),
    }
}
