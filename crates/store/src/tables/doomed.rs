//! Reports that the server took away and of which something is still held here.

use rusqlite::Connection;
use uuid::Uuid;

use crate::{Store, StoreError};

use super::cards;

/// A report of which every copy here has to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gone {
    pub report: Uuid,
    /// Its review is over; otherwise it is only no longer this user's.
    pub concluded: bool,
}

impl Store {
    /// The server knows nothing of this report for this user any more. Its copy has to go; whether the review is over, the feed
    /// says ([`Store::apply_changes`]).
    pub fn lose(&mut self, report: Uuid) -> Result<(), StoreError> {
        self.write(|db| {
            cards::delete(db, &report)?;
            add_if_held(db, &report, false)
        })
    }

    /// What still has to be purged.
    pub fn to_purge(&self) -> Result<Vec<Gone>, StoreError> {
        list(self.reader()?)
    }
}

pub(super) fn add_if_held(db: &Connection, report: &Uuid, concluded: bool) -> Result<(), StoreError> {
    db.prepare_cached(
        "INSERT INTO doomed (report, concluded) SELECT ?1, ?2
         WHERE EXISTS (SELECT 1 FROM work WHERE report = ?1)
            OR EXISTS (SELECT 1 FROM clean WHERE report = ?1)
            OR EXISTS (SELECT 1 FROM outbox WHERE report = ?1)
         ON CONFLICT (report) DO UPDATE SET concluded = max(concluded, excluded.concluded)",
    )?
    .execute((super::id(report), concluded))?;
    Ok(())
}

pub(super) fn list(db: &Connection) -> Result<Vec<Gone>, StoreError> {
    super::all(
        db,
        "SELECT report, concluded FROM doomed ORDER BY report",
        [],
        |row| Ok((row.get::<_, String>(0)?, row.get::<_, bool>(1)?)),
        |(report, concluded)| Ok(Gone { report: super::parsed_id(&report)?, concluded }),
    )
}

pub(super) fn delete(db: &Connection, report: &str) -> Result<(), StoreError> {
    db.execute("DELETE FROM doomed WHERE report = ?1", [report])?;
    Ok(())
}
