//! Approved texts, for staff.

use rusqlite::Connection;
use uuid::Uuid;
use wire::Clean;

use crate::{Store, StoreError};

impl Store {
    /// Takes over what the server sent. Coding in work here stays.
    pub fn put_clean(&mut self, clean: &Clean) -> Result<(), StoreError> {
        self.write(|db| {
            db.execute(
                "INSERT INTO clean (report, json) VALUES (?1, ?2) ON CONFLICT (report) DO UPDATE SET json = ?2",
                (super::id(&clean.id), serde_json::to_string(clean)?),
            )?;
            Ok(())
        })
    }

    pub fn clean(&self, report: Uuid) -> Result<Option<Clean>, StoreError> {
        get(self.reader()?, report)
    }

    /// The reports whose approved text is held.
    pub fn held_clean(&self) -> Result<Vec<Uuid>, StoreError> {
        let sql = "SELECT report FROM clean ORDER BY report";
        super::all(self.reader()?, sql, [], |row| row.get::<_, String>(0), |id| super::parsed_id(&id))
    }
}

pub(super) fn get(db: &Connection, report: Uuid) -> Result<Option<Clean>, StoreError> {
    super::one(db, "SELECT json FROM clean WHERE report = ?1", &super::id(&report))
}

/// The coding goes with it.
pub(super) fn delete(db: &Connection, report: &str) -> Result<usize, StoreError> {
    Ok(db.execute("DELETE FROM clean WHERE report = ?1", [report])?)
}
