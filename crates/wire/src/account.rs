//! What somebody changes about their own account.

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
