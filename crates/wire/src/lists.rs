//! The organisation's lists: server and app have to judge with the same ones.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// `GET /v1/lists`: what the server's detector leaves alone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Lists {
    /// Name, edition and a fingerprint; empty where the server has none. Other entries always have another name.
    pub name: String,
    /// Values that are no finding, whatever their class.
    pub allowed: Vec<String>,
    /// Words that are no part of a person's name.
    pub never_a_name: Vec<String>,
}

impl From<Lists> for domain::Lists {
    fn from(Lists { name, allowed, never_a_name }: Lists) -> Self {
        Self { name, allowed, never_a_name }
    }
}

impl From<domain::Lists> for Lists {
    fn from(domain::Lists { name, allowed, never_a_name }: domain::Lists) -> Self {
        Self { name, allowed, never_a_name }
    }
}
