//! The people who review, as administrators see and change them.

use domain::{Private, Role};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::sessions::roles;

/// One of the people who may sign in. `GET /v1/people` answers all of them, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Member {
    pub id: Uuid,
    pub name: String,
    pub display: String,
    #[schema(schema_with = roles)]
    pub roles: Vec<Role>,
    /// May not sign in.
    pub suspended: bool,
    /// Locked out for a while, after failed sign-ins.
    pub locked: bool,
    /// Signs in with a code besides the password.
    #[serde(default)]
    pub second_factor: bool,
    /// Sessions that have not ended: as many places at which this person is signed in.
    pub sessions: u32,
    /// The person's own agencies: reports from them that come in later don't exist for this person.
    #[schema(value_type = Vec<String>)]
    pub agencies: Vec<Private>,
}

/// `POST /v1/people`: somebody new.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMember {
    /// The caller's own password: this is a privileged act (CJIS Security Policy, IA-11).
    #[schema(value_type = String)]
    pub proof: Private,
    pub name: String,
    pub display: String,
    #[schema(schema_with = roles)]
    pub roles: Vec<Role>,
    /// The first password, to be told in person.
    #[schema(value_type = String)]
    pub password: Private,
    #[schema(value_type = Vec<String>)]
    pub agencies: Vec<Private>,
}

/// `POST /v1/people/{id}/changes`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeMember {
    /// The caller's own password.
    #[schema(value_type = String)]
    pub proof: Private,
    pub change: MemberChange,
}

/// One change to a person. What ends their sessions is said where it does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", tag = "kind", deny_unknown_fields)]
pub enum MemberChange {
    Display {
        display: String,
    },
    /// Ends the claims that the new roles do not cover; their drafts go.
    Roles {
        #[schema(schema_with = roles)]
        roles: Vec<Role>,
    },
    /// Ends all sessions; claims stay until they run out or staff release them.
    Suspend {},
    Readmit {},
    /// The whole list, in place of the one before. Holds for reports that come in from now on.
    Agencies {
        #[schema(value_type = Vec<String>)]
        agencies: Vec<Private>,
    },
    /// Ends all sessions.
    Password {
        #[schema(value_type = String)]
        password: Private,
    },
    /// The authenticator is lost: sign-ins ask for the password alone until another one is set up.
    RemoveSecondFactor {},
    /// A laptop is lost: whoever has it is signed out.
    EndSessions {},
    /// Failed sign-ins are forgotten.
    Unlock {},
}

/// `GET /v1/holders`, for staff: to whom a report can be given. Everybody who is not suspended, by shown name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Holder {
    pub id: Uuid,
    pub display: String,
    #[schema(schema_with = roles)]
    pub roles: Vec<Role>,
}

/// `PUT /v1/reports/{id}/claim/holder`, by staff: the report goes to somebody else, unread. The draft goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Assign {
    pub to: Uuid,
}

impl MemberChange {
    /// How the audit trail calls it.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Display { .. } => "rename_user",
            Self::Roles { .. } => "change_roles",
            Self::Suspend {} => "suspend_user",
            Self::Readmit {} => "readmit_user",
            Self::Agencies { .. } => "set_agencies",
            Self::Password { .. } => "reset_password",
            Self::RemoveSecondFactor {} => "reset_second_factor",
            Self::EndSessions {} => "end_sessions",
            Self::Unlock {} => "unlock_user",
        }
    }
}
