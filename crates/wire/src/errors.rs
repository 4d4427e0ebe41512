//! Every error of the API is a JSON body with a stable code.

use domain::closed_enum;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::schema::closed;

closed_enum! {
    /// What went wrong. Stable; a client branches on it.
    Code {
        /// The body is no JSON of the expected shape: an unknown field, a wrong type, an answer that is not on its list.
        Malformed = "malformed",
        /// The body, a field or a list is over its limit.
        TooLarge = "too_large",
        /// A text that must not be empty is.
        Empty = "empty",
        /// The text is not normalised (carriage return, NUL, byte-order mark).
        NotNormalised = "not_normalised",
        /// Name, password or code is wrong; which one is not said.
        WrongPassword = "wrong_password",
        /// The sign-in has to carry a code of the second factor. Says nothing about the password.
        CodeNeeded = "code_needed",
        /// The code that was to confirm a second factor does not fit it.
        WrongCode = "wrong_code",
        /// There is a second factor already.
        FactorOn = "factor_on",
        /// A new password is too short, too long, or the one of before.
        BadPassword = "bad_password",
        /// The password is one that somebody else made: until it is changed nothing else is answered.
        PasswordDue = "password_due",
        /// This person needs a second factor and has none: until one is set up nothing else is answered.
        FactorDue = "factor_due",
        /// This person may not sign in at present. Said only to who knows the password.
        Suspended = "suspended",
        /// Too many failed sign-ins; `retry_after` says when to try again.
        LockedOut = "locked_out",
        /// No session, or it has ended.
        NoSession = "no_session",
        /// The session is valid and its roles don't cover this.
        WrongRole = "wrong_role",
        /// No such thing, or it is hidden from this user: the two look alike.
        NotFound = "not_found",
        /// Somebody else holds the claim.
        Claimed = "claimed",
        /// The caller does not hold the claim.
        NotClaimant = "not_claimant",
        /// The caller has acted in another stage of this report.
        FourEyes = "four_eyes",
        /// The report is not in a state in which this is possible.
        WrongState = "wrong_state",
        /// The draft on the server is newer than the one that this draft was made from.
        StaleDraft = "stale_draft",
        /// The author left no address, so that nobody can ask.
        NoContact = "no_contact",
        /// The words leave the programme, and name somebody or something, tell a tactic, or say what was removed.
        Identifies = "identifies",
        /// The author has not answered the question before.
        Waiting = "waiting",
        /// The name is somebody else's.
        NameTaken = "name_taken",
        /// There would be no administrator left who could take this back.
        LastAdministrator = "last_administrator",
        /// Same idempotency key, other content.
        KeyReused = "key_reused",
        /// The cursor is none of this server's.
        BadCursor = "bad_cursor",
        /// Too many requests; `retry_after` says when to try again.
        SlowDown = "slow_down",
        /// The path or method does not exist in this version of the API.
        NoSuchCall = "no_such_call",
        /// A fault of the server; nothing was changed.
        Fault = "fault",
    }
}

/// The body of every answer that is not 2xx.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ErrorBody {
    #[schema(schema_with = closed::<Code>)]
    pub code: Code,
    /// Seconds after which another try may succeed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
}
