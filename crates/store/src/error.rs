//! What can go wrong with the store, without a word of what is in it.

use std::io;

use rusqlite::ErrorCode;

/// Carries no text, no path and no SQL, so that it can be logged and shown as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The system's keyring can't be reached, is locked, or does not keep what it is given.
    #[error("the keyring is not available")]
    NoKeyring,
    /// A store exists, and its key is gone from the keyring or from the folder. Nothing can open it any more: the only way
    /// on is [`crate::Store::forget`]. Never answered by making a new key.
    #[error("the key of the store is gone")]
    KeyLost,
    #[error("the password does not open the store")]
    WrongPassword,
    /// Another window or process has this store open.
    #[error("the store is open already")]
    AlreadyOpen,
    /// The database or a key file is damaged.
    #[error("the store is damaged")]
    Broken,
    /// The database was made by a newer version of this program.
    #[error("the store is of a newer version")]
    Newer,
    #[error("the disk is full")]
    DiskFull,
    #[error("the store could not be read or written: {0:?}")]
    Io(io::ErrorKind),
    /// The report is not held here: never claimed, or purged.
    #[error("the report is not held here")]
    NotHeld,
    /// The draft is not at the revision on which the change was made.
    #[error("the draft has moved on")]
    Moved,
    /// [`crate::OUTBOX_LIMIT`] events wait to be sent.
    #[error("the outbox is full")]
    OutboxFull,
    /// An event with this id and other content is in the outbox.
    #[error("the event id is taken")]
    EventIdTaken,
    /// An earlier failure has closed this store; open it anew.
    #[error("the store is closed")]
    Closed,
}

impl StoreError {
    /// Whether the same call can succeed later without anybody's doing anything about the store.
    pub const fn is_retryable(self) -> bool {
        match self {
            Self::NoKeyring | Self::AlreadyOpen | Self::DiskFull | Self::Io(_) | Self::OutboxFull => true,
            Self::KeyLost
            | Self::WrongPassword
            | Self::Broken
            | Self::Newer
            | Self::NotHeld
            | Self::Moved
            | Self::EventIdTaken
            | Self::Closed => false,
        }
    }
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::StorageFull { Self::DiskFull } else { Self::Io(error.kind()) }
    }
}

impl From<rusqlite::Error> for StoreError {
    // SQLite's own messages quote SQL, and columns quote values: only the code is kept.
    fn from(error: rusqlite::Error) -> Self {
        let code = error.sqlite_error_code();
        let is = |other| code == Some(other);
        if is(ErrorCode::DiskFull) {
            Self::DiskFull
        } else if is(ErrorCode::CannotOpen) {
            Self::Io(io::ErrorKind::NotFound)
        } else if is(ErrorCode::PermissionDenied) || is(ErrorCode::ReadOnly) {
            Self::Io(io::ErrorKind::PermissionDenied)
        } else if is(ErrorCode::OutOfMemory) {
            Self::Io(io::ErrorKind::OutOfMemory)
        } else if is(ErrorCode::DatabaseBusy) || is(ErrorCode::DatabaseLocked) {
            Self::AlreadyOpen
        } else if is(ErrorCode::SystemIoFailure) {
            Self::Io(io::ErrorKind::Other)
        } else {
            Self::Broken
        }
    }
}

impl From<rusqlite_migration::Error> for StoreError {
    fn from(error: rusqlite_migration::Error) -> Self {
        use rusqlite_migration::{Error, MigrationDefinitionError::DatabaseTooFarAhead};
        if error == Error::MigrationDefinition(DatabaseTooFarAhead) {
            Self::Newer
        } else if let Error::RusqliteError { err, .. } = error {
            err.into()
        } else {
            Self::Broken
        }
    }
}

// JSON in the database is our own: unreadable means damaged. serde's message quotes values and goes no further.
impl From<serde_json::Error> for StoreError {
    fn from(_: serde_json::Error) -> Self {
        Self::Broken
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sqlite(code: std::ffi::c_int) -> StoreError {
        rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), Some("UPDATE drafts".into())).into()
    }

    #[test]
    fn a_full_disk_is_told_from_damage() {
        assert_eq!(sqlite(rusqlite::ffi::SQLITE_FULL), StoreError::DiskFull);
        assert_eq!(sqlite(rusqlite::ffi::SQLITE_NOTADB), StoreError::Broken);
        assert_eq!(sqlite(rusqlite::ffi::SQLITE_CORRUPT), StoreError::Broken);
        assert_eq!(sqlite(rusqlite::ffi::SQLITE_IOERR_WRITE), StoreError::Io(io::ErrorKind::Other));
        assert_eq!(StoreError::from(io::Error::from(io::ErrorKind::StorageFull)), StoreError::DiskFull);
    }

    #[test]
    fn an_error_says_nothing_of_the_sql_or_the_value() {
        let bad_json = serde_json::from_str::<u32>("\"Ruiz\"").unwrap_err();
        for error in [StoreError::from(bad_json), sqlite(rusqlite::ffi::SQLITE_CONSTRAINT)] {
            let said = format!("{error} {error:?}");
            assert!(!said.contains("Ruiz") && !said.contains("UPDATE"), "{said}");
        }
    }
}
