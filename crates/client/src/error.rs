//! What can go wrong with a call, and whether the same call may succeed later.

use wire::Code;

/// Carries no text, no header and no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ClientError {
    /// The server's own refusal.
    #[error("the server refused: {code:?}")]
    Api {
        code: Code,
        /// Seconds after which another try may succeed.
        retry_after: Option<u32>,
    },
    /// No answer, or a broken one: no network, no server, connection lost. Whether the server got the call is unknown.
    #[error("the server can't be reached")]
    Unreachable,
    /// As for `Unreachable`, whether the server got the call is unknown.
    #[error("the server did not answer in time")]
    TimedOut,
    /// The server's certificate is not one that this machine trusts.
    #[error("the server's certificate is not trusted")]
    Untrusted,
    /// The answer is larger than any that the server may give.
    #[error("the answer is too large")]
    TooLarge,
    /// The answer is none of this API, or of another version of it.
    #[error("the answer is not this API's")]
    NotThisApi,
}

/// Whether the same call may succeed later without anybody's doing anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retry {
    Retryable,
    Permanent,
}

impl ClientError {
    pub const fn retry(&self) -> Retry {
        match self {
            Self::Unreachable | Self::TimedOut => Retry::Retryable,
            Self::Untrusted | Self::TooLarge | Self::NotThisApi => Retry::Permanent,
            Self::Api { code, .. } => match code {
                Code::LockedOut | Code::SlowDown | Code::Fault => Retry::Retryable,
                Code::Malformed
                | Code::TooLarge
                | Code::Empty
                | Code::NotNormalised
                | Code::WrongPassword
                | Code::CodeNeeded
                | Code::WrongCode
                | Code::FactorOn
                | Code::BadPassword
                | Code::PasswordDue
                | Code::FactorDue
                | Code::Suspended
                | Code::NameTaken
                | Code::NoContact
                | Code::Identifies
                | Code::Waiting
                | Code::LastAdministrator
                | Code::NoSession
                | Code::WrongRole
                | Code::NotFound
                | Code::Claimed
                | Code::NotClaimant
                | Code::FourEyes
                | Code::WrongState
                | Code::StaleDraft
                | Code::KeyReused
                | Code::BadCursor
                | Code::NoSuchCall => Retry::Permanent,
            },
        }
    }

    /// The server's code, if it was the server who refused.
    pub const fn code(&self) -> Option<Code> {
        match self {
            Self::Api { code, .. } => Some(*code),
            Self::Unreachable | Self::TimedOut | Self::Untrusted | Self::TooLarge | Self::NotThisApi => None,
        }
    }
}

/// Reduces an HTTP error to its kind: its text names the address.
pub(crate) fn reduced(error: &reqwest::Error) -> ClientError {
    if error.is_timeout() {
        ClientError::TimedOut
    } else if is_untrusted(error) {
        ClientError::Untrusted
    } else {
        ClientError::Unreachable
    }
}

fn is_untrusted(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(rustls::Error::InvalidCertificate(_)) = error.downcast_ref() {
            return true;
        }
        // An I/O error leaves out what it wraps when it is asked for its source.
        next = match error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref) {
            Some(wrapped) => Some(wrapped),
            None => error.source(),
        };
    }
    false
}
