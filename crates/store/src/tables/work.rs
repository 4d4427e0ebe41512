//! What the user has claimed: base, record, notes, as the server sent them.

use rusqlite::Connection;
use uuid::Uuid;
use wire::Work;

use crate::{Store, StoreError};

use super::drafts;

/// What became of a [`Work`] that the server sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub enum PutWork {
    /// Nothing was held before; the server's draft, if any, is now the local one.
    New,
    /// The same base was held; taken over, the local draft is untouched. Whether the server's is another one, its revision
    /// and [`Store::draft_state`] say.
    Known,
    /// Another base or stage is held. Nothing was changed, since the local draft would fit no more: purge it first.
    OtherBase,
}

impl Store {
    /// Takes over what the server sent for a claimed report.
    pub fn put_work(&mut self, work: &Work) -> Result<PutWork, StoreError> {
        self.write(|db| {
            let held = get(db, work.id)?;
            if held.as_ref().is_some_and(|held| held.base != work.base || held.stage != work.stage) {
                return Ok(PutWork::OtherBase);
            }
            let stored = Work { draft: None, ..work.clone() };
            db.prepare_cached(
                "INSERT INTO work (report, json) VALUES (?1, ?2) ON CONFLICT (report) DO UPDATE SET json = ?2",
            )?
            .execute((super::id(&work.id), serde_json::to_string(&stored)?))?;
            if held.is_some() {
                return Ok(PutWork::Known);
            }
            drafts::start(db, work.id, work.draft.as_ref())?;
            Ok(PutWork::New)
        })
    }

    /// What is held of a claimed report. Its `draft` is always `None`: see [`Store::draft`].
    pub fn work(&self, report: Uuid) -> Result<Option<Work>, StoreError> {
        get(self.reader()?, report)
    }

    /// The reports that are held for work.
    pub fn held(&self) -> Result<Vec<Uuid>, StoreError> {
        let sql = "SELECT report FROM work ORDER BY report";
        super::all(self.reader()?, sql, [], |row| row.get::<_, String>(0), |id| super::parsed_id(&id))
    }
}

fn get(db: &Connection, report: Uuid) -> Result<Option<Work>, StoreError> {
    super::one(db, "SELECT json FROM work WHERE report = ?1", &super::id(&report))
}

/// Draft and actions go with it.
pub(super) fn delete(db: &Connection, report: &str) -> Result<usize, StoreError> {
    Ok(db.execute("DELETE FROM work WHERE report = ?1", [report])?)
}
