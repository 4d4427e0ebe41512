//! What the People screen gets and asks.

use domain::{Private, Role};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One of the people who may sign in, as administrators see them.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct PersonView {
    pub id: String,
    pub name: String,
    pub display: String,
    #[ts(type = "import('./closed').Role[]")]
    pub roles: Vec<Role>,
    pub suspended: bool,
    /// Locked out for a while, after failed sign-ins.
    pub locked: bool,
    /// Signs in with a code besides the password.
    pub second_factor: bool,
    /// Places at which this person is signed in.
    pub sessions: u32,
    /// The agencies from which later reports don't exist for this person.
    #[ts(type = "string[]")]
    pub agencies: Vec<Private>,
    /// It is I.
    pub me: bool,
}

/// Somebody to whom a report can be given.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct HolderView {
    pub id: String,
    pub display: String,
    #[ts(type = "import('./closed').Role[]")]
    pub roles: Vec<Role>,
}

/// Everybody, and a password that was made just now: shown once, and kept nowhere.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct PeopleView {
    pub people: Vec<PersonView>,
    #[ts(type = "string | null")]
    pub password: Option<Private>,
}

/// Somebody to be added. The first password is made by the app.
#[derive(Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(export, export_to = "view.ts")]
pub struct NewPersonAsk {
    pub name: String,
    pub display: String,
    #[ts(type = "import('./closed').Role[]")]
    pub roles: Vec<Role>,
    #[ts(type = "string[]")]
    pub agencies: Vec<Private>,
}

/// One change to a person.
#[derive(Clone, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "kind", deny_unknown_fields)]
#[ts(export, export_to = "view.ts")]
pub enum PersonAsk {
    Display {
        display: String,
    },
    Roles {
        #[ts(type = "import('./closed').Role[]")]
        roles: Vec<Role>,
    },
    /// Signs out everywhere; claims stay until they run out or are released.
    Suspend,
    Readmit,
    /// The whole list, in place of the one before.
    Agencies {
        #[ts(type = "string[]")]
        agencies: Vec<Private>,
    },
    /// A new password, made by the app; signs out everywhere.
    ResetPassword,
    /// Sign-ins ask for the password alone until another one is set up.
    RemoveSecondFactor,
    EndSessions,
    Unlock,
}
