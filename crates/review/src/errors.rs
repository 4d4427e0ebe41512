//! What the window is told when something fails: a code, never a word of a report.

use client::ClientError;
use domain::Refusal;
use store::StoreError;
use wire::Code;

use crate::view::{ErrorCode, ErrorView};

impl ErrorView {
    pub const fn of(code: ErrorCode) -> Self {
        Self { code, rule: None, minutes: None }
    }

    pub const fn refused(rule: Refusal) -> Self {
        Self { code: ErrorCode::Refused, rule: Some(rule), minutes: None }
    }
}

impl From<ErrorCode> for ErrorView {
    fn from(code: ErrorCode) -> Self {
        Self::of(code)
    }
}

impl From<StoreError> for ErrorView {
    fn from(error: StoreError) -> Self {
        tracing::warn!(fault = %error, "store");
        Self::of(match error {
            StoreError::NoKeyring => ErrorCode::NoKeyring,
            StoreError::KeyLost => ErrorCode::KeyLost,
            StoreError::WrongPassword => ErrorCode::WrongPassword,
            StoreError::AlreadyOpen => ErrorCode::AlreadyOpen,
            StoreError::DiskFull => ErrorCode::DiskFull,
            StoreError::NotHeld => ErrorCode::NotYours,
            StoreError::Moved => ErrorCode::Stale,
            StoreError::OutboxFull => ErrorCode::OutboxFull,
            StoreError::Closed => ErrorCode::Locked,
            StoreError::Broken | StoreError::Newer | StoreError::Io(_) | StoreError::EventIdTaken => {
                ErrorCode::StoreBroken
            }
        })
    }
}

impl From<ClientError> for ErrorView {
    fn from(error: ClientError) -> Self {
        tracing::info!(fault = %error, "server");
        let ClientError::Api { code, retry_after } = error else {
            return Self::of(match error {
                ClientError::NotThisApi => ErrorCode::WrongServerVersion,
                ClientError::TooLarge => ErrorCode::TooLarge,
                ClientError::Untrusted => ErrorCode::UntrustedServer,
                ClientError::Unreachable | ClientError::TimedOut | ClientError::Api { .. } => ErrorCode::NoServer,
            });
        };
        let minutes = retry_after.map(|seconds| seconds.div_ceil(60));
        let view = |code| Self { code, rule: None, minutes };
        match code {
            Code::WrongPassword => view(ErrorCode::WrongPassword),
            Code::CodeNeeded => view(ErrorCode::SessionExpired),
            Code::WrongCode => view(ErrorCode::WrongCode),
            Code::FactorOn => view(ErrorCode::FactorOn),
            Code::BadPassword => view(ErrorCode::BadPassword),
            // What an administrator has reset in the meantime: the next sign-in asks for another one.
            Code::PasswordDue | Code::FactorDue => view(ErrorCode::SessionExpired),
            Code::Suspended => view(ErrorCode::Suspended),
            Code::NameTaken => view(ErrorCode::NameTaken),
            Code::NoContact => view(ErrorCode::NoContact),
            Code::Identifies => view(ErrorCode::Identifies),
            Code::Waiting => view(ErrorCode::Waiting),
            Code::LastAdministrator => view(ErrorCode::LastAdministrator),
            Code::LockedOut => view(ErrorCode::LockedOut),
            Code::NoSession => view(ErrorCode::SessionExpired),
            Code::SlowDown => view(ErrorCode::SlowDown),
            Code::NotFound => view(ErrorCode::NoReport),
            Code::Claimed => view(ErrorCode::Claimed),
            Code::NotClaimant => view(ErrorCode::NotYours),
            Code::TooLarge => view(ErrorCode::TooLarge),
            Code::StaleDraft => view(ErrorCode::Stale),
            Code::WrongRole => Self::refused(Refusal::WrongRole),
            Code::FourEyes => Self::refused(Refusal::FourEyes),
            Code::WrongState => Self::refused(Refusal::WrongState),
            Code::NoSuchCall => view(ErrorCode::WrongServerVersion),
            Code::Malformed | Code::Empty | Code::NotNormalised | Code::KeyReused | Code::BadCursor | Code::Fault => {
                view(ErrorCode::ServerFault)
            }
        }
    }
}
