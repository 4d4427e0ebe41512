//! Whose store this is, as the server last said.

use rusqlite::OptionalExtension as _;
use wire::User;

use crate::{Store, StoreError};

impl Store {
    /// Remembers name and roles, so that the same person can sign in while the server can't be reached.
    pub fn put_user(&mut self, user: &User) -> Result<(), StoreError> {
        self.write(|db| {
            db.execute(
                "INSERT INTO profile (one, json) VALUES (1, ?1) ON CONFLICT (one) DO UPDATE SET json = ?1",
                [serde_json::to_string(user)?],
            )?;
            Ok(())
        })
    }

    /// `None`: this person has never been online with this store.
    pub fn user(&self) -> Result<Option<User>, StoreError> {
        let json: Option<String> =
            self.reader()?.query_row("SELECT json FROM profile WHERE one = 1", [], |row| row.get(0)).optional()?;
        Ok(json.map(|json| serde_json::from_str(&json)).transpose()?)
    }
}
