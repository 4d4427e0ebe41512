//! Events that wait to be sent, and answers that wait to be dealt with, in the order in which the user made them.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row};
use uuid::Uuid;
use wire::{Event, EventAnswer};

use crate::{Store, StoreError};

use super::rotation;

/// Events that the outbox takes.
pub const OUTBOX_LIMIT: u32 = 200;

/// One event in the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxRow {
    /// Names the row in this store; grows.
    pub id: i64,
    pub report: Uuid,
    pub event: Event,
    /// When the user asked for it.
    pub at: Timestamp,
    pub answer: Option<EventAnswer>,
}

impl Store {
    /// Queues an event. The same event again is no error and no second row.
    pub fn queue_event(&mut self, report: Uuid, event: &Event, at: Timestamp) -> Result<(), StoreError> {
        self.write(|db| {
            let json = serde_json::to_string(event)?;
            let queued: Option<(String, String)> = db
                .query_row("SELECT report, json FROM outbox WHERE event = ?1", [super::id(&event.id)], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })
                .optional()?;
            match queued {
                Some(queued) if queued == (super::id(&report), json.clone()) => return Ok(()),
                Some(_) => return Err(StoreError::EventIdTaken),
                None => {}
            }
            let count: u32 = db.query_row("SELECT count(*) FROM outbox", [], |row| row.get(0))?;
            if count >= OUTBOX_LIMIT {
                return Err(StoreError::OutboxFull);
            }
            db.execute(
                "INSERT INTO outbox (event, report, json, at, answer) VALUES (?1, ?2, ?3, ?4, '')",
                (super::id(&event.id), super::id(&report), json, at.to_string()),
            )?;
            Ok(())
        })
    }

    /// Everything in the outbox, oldest first.
    pub fn outbox(&self) -> Result<Vec<OutboxRow>, StoreError> {
        let sql = "SELECT seq, report, json, at, answer FROM outbox ORDER BY seq";
        super::all(self.reader()?, sql, [], raw_row, row)
    }

    /// What to send now: of each report its oldest event, unless that has an answer. Steps of one report build on each
    /// other, so an answered event holds the later ones back until it is discarded.
    pub fn next_events(&self) -> Result<Vec<OutboxRow>, StoreError> {
        let sql = "SELECT seq, report, json, at, answer FROM outbox AS one
                   WHERE answer = '' AND seq = (SELECT min(seq) FROM outbox WHERE report = one.report) ORDER BY seq";
        super::all(self.reader()?, sql, [], raw_row, row)
    }

    /// No error if the row is gone by now.
    pub fn record_answer(&mut self, id: i64, answer: &EventAnswer) -> Result<(), StoreError> {
        self.write(|db| {
            db.execute("UPDATE outbox SET answer = ?2 WHERE seq = ?1", (id, serde_json::to_string(answer)?))?;
            Ok(())
        })
    }

    /// Removes one event. Events hold removed words, so the key is due to change at the next [`Store::purge`], of whatever.
    pub fn discard(&mut self, id: i64) -> Result<(), StoreError> {
        self.write(|db| {
            if db.execute("DELETE FROM outbox WHERE seq = ?1", [id])? > 0 {
                rotation::set_due(db)?;
            }
            Ok(())
        })
    }
}

type Raw = (i64, String, String, String, String);

fn raw_row(row: &Row<'_>) -> rusqlite::Result<Raw> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
}

fn row((id, report, json, at, answer): Raw) -> Result<OutboxRow, StoreError> {
    Ok(OutboxRow {
        id,
        report: super::parsed_id(&report)?,
        event: serde_json::from_str(&json)?,
        at: at.parse().map_err(|_| StoreError::Broken)?,
        answer: if answer.is_empty() { None } else { Some(serde_json::from_str(&answer)?) },
    })
}

pub(super) fn delete(db: &Connection, report: &str) -> Result<usize, StoreError> {
    Ok(db.execute("DELETE FROM outbox WHERE report = ?1", [report])?)
}
