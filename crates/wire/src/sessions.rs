//! Signing in.

use domain::{Private, Role};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::schema::closed;

/// `POST /v1/sessions`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    pub name: String,
    #[schema(value_type = String)]
    pub password: Private,
    /// The second factor: six digits of the authenticator, or a recovery code. Without one, whoever has a second factor is
    /// answered `code_needed`, before the password is looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub one_time_code: Option<Private>,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Session {
    /// To be sent as `Authorization: Bearer …`. Opaque; the server keeps its hash only.
    #[schema(value_type = String)]
    pub token: Private,
    #[schema(value_type = String, format = DateTime)]
    pub expires_at: Timestamp,
    pub user: User,
    /// The password is one that somebody else made: `POST /v1/account/password` comes first, everything else answers
    /// `password_due`.
    #[serde(default)]
    pub password_due: bool,
    /// This person needs a second factor and has none: setting one up comes first, everything else answers `factor_due`.
    #[serde(default)]
    pub factor_due: bool,
    pub api_version: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct User {
    pub id: Uuid,
    pub name: String,
    pub display: String,
    #[schema(schema_with = roles)]
    pub roles: Vec<Role>,
}

/// `GET /health`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Health {
    /// Always `nearmiss-server`.
    pub name: String,
    pub version: String,
    pub api_version: u32,
}

pub(crate) fn roles() -> utoipa::openapi::schema::Array {
    utoipa::openapi::schema::Array::new(closed::<Role>())
}
