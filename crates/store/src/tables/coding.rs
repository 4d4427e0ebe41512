//! What staff have in work on an approved report: its coding, and what they do with its takeaways.

use domain::{Coding, TakeawayEdit};
use uuid::Uuid;

use crate::{Store, StoreError};

use super::clean;

impl Store {
    /// `NotHeld`: the clean text of this report is not here.
    pub fn put_coding(&mut self, report: Uuid, coding: &Coding, takeaways: &TakeawayEdit) -> Result<(), StoreError> {
        self.write(|db| {
            let stored = db.execute(
                "INSERT INTO coding (report, json, takeaways) SELECT report, ?2, ?3 FROM clean WHERE report = ?1
                 ON CONFLICT (report) DO UPDATE SET json = excluded.json, takeaways = excluded.takeaways",
                (super::id(&report), serde_json::to_string(coding)?, serde_json::to_string(takeaways)?),
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

    /// What is in work on the takeaways of an approved report.
    pub fn clean_takeaways(&self, report: Uuid) -> Result<TakeawayEdit, StoreError> {
        let local = super::one(self.reader()?, "SELECT takeaways FROM coding WHERE report = ?1", &super::id(&report))?;
        Ok(local.unwrap_or_default())
    }
}
