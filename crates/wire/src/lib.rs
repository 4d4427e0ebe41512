//! The server API, version 1: its JSON types and limits. Both sides build from these, so they can't disagree.
//!
//! Unknown fields are refused in what clients send, and ignored in what the server answers.

mod account;
mod errors;
mod events;
mod limits;
mod lists;
mod overview;
mod people;
mod public;
mod reports;
mod schema;
mod sessions;

pub use account::*;
pub use errors::*;
pub use events::*;
pub use limits::*;
pub use lists::*;
pub use overview::*;
pub use people::*;
pub use public::*;
pub use reports::*;
pub use sessions::*;

/// The version of the API; the server names it in every sign-in and in `/health`.
pub const API_VERSION: u32 = 1;
