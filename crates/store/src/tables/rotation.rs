//! The note that rows were deleted and the key has still to change.

use rusqlite::Connection;

use crate::StoreError;

pub(crate) fn due(db: &Connection) -> Result<bool, StoreError> {
    Ok(db.query_row("SELECT EXISTS (SELECT 1 FROM rotation)", [], |row| row.get(0))?)
}

pub(super) fn set_due(db: &Connection) -> Result<(), StoreError> {
    db.execute("INSERT INTO rotation (due) VALUES (1) ON CONFLICT (due) DO NOTHING", [])?;
    Ok(())
}
