//! The change feed: how far it was read.

use rusqlite::{Connection, OptionalExtension as _};
use wire::{Change, Changes};

use crate::{Gone, Store, StoreError};

use super::{cards, doomed};

impl Store {
    /// The cursor to ask the server with; `None` before the first answer.
    pub fn cursor(&self) -> Result<Option<String>, StoreError> {
        let db = self.reader()?;
        Ok(db.query_row("SELECT cursor FROM feed WHERE one = 1", [], |row| row.get(0)).optional()?)
    }

    /// Takes over one answer of the feed, with its cursor, as one step. Answers what has to be purged, now or from before.
    pub fn apply_changes(&mut self, changes: &Changes) -> Result<Vec<Gone>, StoreError> {
        self.write(|db| {
            for change in &changes.changes {
                match change {
                    Change::Card(card) => cards::put(db, card)?,
                    Change::Gone { id, concluded } => {
                        cards::delete(db, id)?;
                        doomed::add_if_held(db, id, *concluded)?;
                    }
                }
            }
            put(db, &changes.cursor)?;
            doomed::list(db)
        })
    }

    /// Forgets queue and cursor, so that the next answer of the feed brings everything anew: after `bad_cursor`. What is in
    /// work stays.
    pub fn restart_feed(&mut self) -> Result<(), StoreError> {
        self.write(|db| {
            cards::delete_all(db)?;
            db.execute("DELETE FROM feed", [])?;
            Ok(())
        })
    }
}

fn put(db: &Connection, cursor: &str) -> Result<(), StoreError> {
    db.execute("INSERT INTO feed (one, cursor) VALUES (1, ?1) ON CONFLICT (one) DO UPDATE SET cursor = ?1", [cursor])?;
    Ok(())
}
