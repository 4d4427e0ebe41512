//! The app's store: one encrypted database per server and user, its keys, and all SQL of the app.
//!
//! Everything here blocks; call it where blocking is allowed. Every write is on the disk when its call returns.
//! After [`Store::purge`] no key that is left opens anything that was purged, be it an old copy of the whole folder.

mod database;
mod error;
mod folder;
mod guesses;
mod keyring;
mod open;
mod rotate;
mod slot;
mod tables;
#[cfg(test)]
mod tests;

pub use error::StoreError;
pub use folder::{LastUser, last_user, remember_user};
pub use guesses::{Guesses, Wrong};
pub use keyring::KEYRING_SERVICE;
pub use open::{Opened, Store};
pub use rotate::PreparedPassword;
pub use tables::{DraftState, Gone, OUTBOX_LIMIT, OutboxRow, PutWork, Reading};
