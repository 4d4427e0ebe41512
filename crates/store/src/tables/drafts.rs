//! Drafts: the sheet of each, and how far the server has seen it. Their actions have a table of their own.

use domain::{Draft, Fill, Sheet};
use rusqlite::{Connection, OptionalExtension as _, Row};
use uuid::Uuid;
use wire::SavedDraft;

use crate::{Store, StoreError};

use super::actions;

/// How a draft stands towards the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DraftState {
    pub report: Uuid,
    /// Grows by one with every change that is committed here.
    pub revision: u32,
    /// The local revision that the server has.
    pub sent: u32,
    /// The server's own count, from which the local draft was made; 0 for none.
    pub server_revision: i64,
}

impl Store {
    pub fn draft(&self, report: Uuid) -> Result<Draft, StoreError> {
        let db = self.reader()?;
        let sheet = super::one(db, "SELECT sheet FROM drafts WHERE report = ?1", &super::id(&report))?;
        Ok(Draft { edit: actions::edit(db, report)?, sheet: sheet.ok_or(StoreError::NotHeld)? })
    }

    pub fn draft_state(&self, report: Uuid) -> Result<DraftState, StoreError> {
        let sql = "SELECT report, revision, sent, server_revision FROM drafts WHERE report = ?1";
        let row = self.reader()?.query_row(sql, [super::id(&report)], state_row).optional()?;
        state(row.ok_or(StoreError::NotHeld)?)
    }

    pub fn revision(&self, report: Uuid) -> Result<u32, StoreError> {
        Ok(self.draft_state(report)?.revision)
    }

    /// Drafts of which the server lacks something.
    pub fn unsent_drafts(&self) -> Result<Vec<DraftState>, StoreError> {
        let sql = "SELECT report, revision, sent, server_revision FROM drafts WHERE revision > sent ORDER BY report";
        super::all(self.reader()?, sql, [], state_row, state)
    }

    /// Puts the server's draft in the place of the local one. Answers the new revision, which counts as sent.
    pub fn replace_draft(&mut self, report: Uuid, saved: &SavedDraft) -> Result<u32, StoreError> {
        self.write(|db| {
            let revision = next_revision(db, report)?;
            actions::replace(db, report, &saved.draft.edit)?;
            db.execute(
                "UPDATE drafts SET sheet = ?2, sent = ?3, server_revision = ?4 WHERE report = ?1",
                (super::id(&report), serde_json::to_string(&saved.draft.sheet)?, revision, saved.revision),
            )?;
            Ok(revision)
        })
    }

    /// The server has saved this local revision and counts it as `server_revision`. No error if the report is gone by now.
    pub fn draft_sent(&mut self, report: Uuid, revision: u32, server_revision: i64) -> Result<(), StoreError> {
        self.write(|db| {
            db.execute(
                "UPDATE drafts SET sent = max(sent, ?2), server_revision = max(server_revision, ?3) WHERE report = ?1",
                (super::id(&report), revision, server_revision),
            )?;
            Ok(())
        })
    }

    /// The local draft is to be sent (again) as made from this revision of the server's. No change to the draft itself.
    pub fn draft_rebased(&mut self, report: Uuid, server_revision: i64) -> Result<(), StoreError> {
        self.write(|db| {
            db.execute(
                "UPDATE drafts SET server_revision = ?2, sent = min(sent, max(revision - 1, 0)) WHERE report = ?1",
                (super::id(&report), server_revision),
            )?;
            Ok(())
        })
    }
}

pub(super) fn start(db: &Connection, report: Uuid, saved: Option<&SavedDraft>) -> Result<(), StoreError> {
    let empty = SavedDraft { revision: 0, draft: Draft::default() };
    let saved = saved.unwrap_or(&empty);
    db.execute(
        "INSERT INTO drafts (report, sheet, revision, sent, server_revision) VALUES (?1, ?2, 0, 0, ?3)",
        (super::id(&report), serde_json::to_string(&saved.draft.sheet)?, saved.revision),
    )?;
    actions::replace(db, report, &saved.draft.edit)
}

/// Changes the work sheet. `Broken`: it is not the one that the change was made on.
pub(super) fn fill(db: &Connection, report: Uuid, fill: &Fill) -> Result<(), StoreError> {
    let sheet = super::one(db, "SELECT sheet FROM drafts WHERE report = ?1", &super::id(&report))?;
    let mut sheet: Sheet = sheet.ok_or(StoreError::NotHeld)?;
    fill.apply(&mut sheet).map_err(|_| StoreError::Broken)?;
    db.prepare_cached("UPDATE drafts SET sheet = ?2 WHERE report = ?1")?
        .execute((super::id(&report), serde_json::to_string(&sheet)?))?;
    Ok(())
}

/// `NotHeld`: there is no such draft, and so nothing that could be changed.
pub(super) fn next_revision(db: &Connection, report: Uuid) -> Result<u32, StoreError> {
    let sql = "UPDATE drafts SET revision = revision + 1 WHERE report = ?1 RETURNING revision";
    let revision = db.prepare_cached(sql)?.query_row([super::id(&report)], |row| row.get(0)).optional()?;
    revision.ok_or(StoreError::NotHeld)
}

fn state_row(row: &Row<'_>) -> rusqlite::Result<(String, u32, u32, i64)> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
}

fn state((report, revision, sent, server_revision): (String, u32, u32, i64)) -> Result<DraftState, StoreError> {
    Ok(DraftState { report: super::parsed_id(&report)?, revision, sent, server_revision })
}
