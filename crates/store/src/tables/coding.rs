//! The coding that staff have in work.

use domain::Coding;
use uuid::Uuid;

use crate::{Store, StoreError};

use super::clean;

impl Store {
    /// `NotHeld`: the clean text of this report is not here.
    pub fn put_coding(&mut self, report: Uuid, coding: &Coding) -> Result<(), StoreError> {
        self.write(|db| {
            let stored = db.execute(
                "INSERT INTO coding (report, json) SELECT report, ?2 FROM clean WHERE report = ?1
                 ON CONFLICT (report) DO UPDATE SET json = excluded.json",
                (super::id(&report), serde_json::to_string(coding)?),
            )?;
            if stored == 0 { Err(StoreError::NotHeld) } else { Ok(()) }
        })
    }

    /// The coding in work, or else the one that the server sent.
    pub fn coding(&self, report: Uuid) -> Result<Option<Coding>, StoreError> {
        let db = self.reader()?;
        let local = super::one(db, "SELECT json FROM coding WHERE report = ?1", &super::id(&report))?;
        Ok(match local {
            Some(coding) => Some(coding),
            None => clean::get(db, report)?.map(|clean| clean.coding),
        })
    }
}
