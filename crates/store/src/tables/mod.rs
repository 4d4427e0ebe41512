//! One file per table; each holds all SQL that touches its table, as methods of the store.

mod actions;
mod cards;
mod clean;
mod coding;
mod doomed;
mod drafts;
mod feed;
mod lists;
mod outbox;
mod profile;
mod reading;
mod rotation;
mod work;

pub use doomed::Gone;
pub use drafts::DraftState;
pub use outbox::{OUTBOX_LIMIT, OutboxRow};
pub use reading::Reading;
pub use work::PutWork;

pub(crate) use rotation::due as rotation_due;

use rusqlite::{Connection, OptionalExtension as _, Row};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::StoreError;

/// Deletes every row with text of these reports, and notes that the key has to change if there was one.
pub(crate) fn delete_reports(db: &Connection, reports: &[Uuid]) -> Result<(), StoreError> {
    let mut deleted = 0;
    for report in reports {
        let report = id(report);
        deleted += work::delete(db, &report)? + clean::delete(db, &report)? + outbox::delete(db, &report)?;
        doomed::delete(db, &report)?;
    }
    if deleted > 0 {
        rotation::set_due(db)?;
    }
    Ok(())
}

/// How an id stands in the database.
fn id(id: &Uuid) -> String {
    id.hyphenated().to_string()
}

fn parsed_id(text: &str) -> Result<Uuid, StoreError> {
    Uuid::parse_str(text).map_err(|_| StoreError::Broken)
}

/// The JSON in the one column that the query selects; `None` where there is no such row.
fn one<T: DeserializeOwned>(db: &Connection, sql: &str, id: &str) -> Result<Option<T>, StoreError> {
    let json: Option<String> = db.prepare_cached(sql)?.query_row([id], |row| row.get(0)).optional()?;
    Ok(json.map(|json| serde_json::from_str(&json)).transpose()?)
}

fn all<T, R>(
    db: &Connection,
    sql: &str,
    params: impl rusqlite::Params,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<R>,
    convert: impl FnMut(R) -> Result<T, StoreError>,
) -> Result<Vec<T>, StoreError> {
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map(params, read)?.collect::<Result<Vec<_>, _>>()?;
    rows.into_iter().map(convert).collect()
}
