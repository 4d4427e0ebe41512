//! The organisation's lists, as the server last sent them.

use domain::Lists;
use rusqlite::OptionalExtension as _;

use crate::{Store, StoreError};

impl Store {
    /// Remembers the lists that the server judges with, in the place of those before.
    pub fn put_lists(&mut self, lists: &Lists) -> Result<(), StoreError> {
        self.write(|db| {
            db.execute(
                "INSERT INTO lists (one, json) VALUES (1, ?1) ON CONFLICT (one) DO UPDATE SET json = ?1",
                [serde_json::to_string(lists)?],
            )?;
            Ok(())
        })
    }

    /// Empty lists before the server's first answer.
    pub fn lists(&self) -> Result<Lists, StoreError> {
        let json: Option<String> =
            self.reader()?.query_row("SELECT json FROM lists WHERE one = 1", [], |row| row.get(0)).optional()?;
        Ok(json.map(|json| serde_json::from_str(&json)).transpose()?.unwrap_or_default())
    }
}
