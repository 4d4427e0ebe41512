//! What somebody sees and changes of their own account.

use domain::Private;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// `POST /v1/account/password`: the caller's own. Ends all other sessions of theirs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangePassword {
    #[schema(value_type = String)]
    pub old: Private,
    /// Another one, within [`crate::PASSWORD_CHARS`] and [`crate::PASSWORD_BYTES`].
    #[schema(value_type = String)]
    pub new: Private,
}

/// `GET /v1/account`: how the caller's own account is secured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Account {
    /// A sign-in asks for a code besides the password.
    pub second_factor: bool,
    /// Recovery codes that are not used up.
    pub recovery_codes: u32,
    /// The programme wants a second factor of this person.
    #[serde(default)]
    pub second_factor_required: bool,
}

/// `POST /v1/account/second-factor`: begins; what was begun before and not confirmed is forgotten.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BeginSecondFactor {
    /// The caller's own password.
    #[schema(value_type = String)]
    pub proof: Private,
}

/// What an authenticator needs to know: shown once. Codes are those of RFC 6238 with SHA-1, 30 seconds and 6 digits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SecondFactorSecret {
    /// In base 32 (RFC 4648), without padding.
    #[schema(value_type = String)]
    pub secret: Private,
    /// The same as `otpauth://…`, for a QR code.
    #[schema(value_type = String)]
    pub uri: Private,
}

/// `POST /v1/account/second-factor/confirmation`: from now on sign-ins ask for a code. Ends all other sessions of the caller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfirmSecondFactor {
    #[schema(value_type = String)]
    pub code: Private,
}

/// Codes for the day on which the authenticator is gone: each is good for one sign-in. Shown once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RecoveryCodes {
    #[schema(value_type = Vec<String>)]
    pub codes: Vec<Private>,
}

/// `POST /v1/account/second-factor/recovery-codes`: new ones; those of before are good for nothing any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RenewRecoveryCodes {
    /// The caller's own password.
    #[schema(value_type = String)]
    pub proof: Private,
    /// Of the authenticator, or one of the recovery codes of before.
    #[schema(value_type = String)]
    pub code: Private,
}

/// `POST /v1/account/second-factor/removal`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RemoveSecondFactor {
    /// The caller's own password.
    #[schema(value_type = String)]
    pub proof: Private,
    /// Of the authenticator, or a recovery code.
    #[schema(value_type = String)]
    pub code: Private,
}
