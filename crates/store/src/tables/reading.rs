//! What the reviewer of a held report has looked at. No part of the draft: the server never hears of it.

use domain::{Private, Span};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Store, StoreError};

/// How far somebody has read a report.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Reading {
    /// Sentences of the base that were looked at.
    pub seen: Vec<Span>,
    /// Words, in lower case, that the proofreader remarked on and that are right in this report.
    pub right: Vec<Private>,
}

impl Store {
    /// Empty for a report that nobody has looked at, or that is not here.
    pub fn reading(&self, report: Uuid) -> Result<Reading, StoreError> {
        let sql = "SELECT json FROM reading WHERE report = ?1";
        Ok(super::one(self.reader()?, sql, &super::id(&report))?.unwrap_or_default())
    }

    /// `NotHeld`: the report is not here.
    pub fn put_reading(&mut self, report: Uuid, reading: &Reading) -> Result<(), StoreError> {
        self.write(|db| {
            let stored = db.execute(
                "INSERT INTO reading (report, json) SELECT report, ?2 FROM work WHERE report = ?1
                 ON CONFLICT (report) DO UPDATE SET json = excluded.json",
                (super::id(&report), serde_json::to_string(reading)?),
            )?;
            if stored == 0 { Err(StoreError::NotHeld) } else { Ok(()) }
        })
    }
}
