//! A connection to an encrypted database, its settings and its schema.

use std::fs::File;
use std::path::Path;

use rusqlite::{Connection, OpenFlags};
use rusqlite_migration::{M, Migrations};
use zeroize::Zeroizing;

use crate::StoreError;
use crate::slot::StoreKey;

const STEPS: &[M<'static>] = &[
    M::up(include_str!("schema/1.sql")),
    M::up(include_str!("schema/2.sql")),
    M::up(include_str!("schema/3.sql")),
    M::up(include_str!("schema/4.sql")),
];
const MIGRATIONS: Migrations<'static> = Migrations::from_slice(STEPS);

/// Makes an empty database, durably. An older file of that name is overwritten: call for `store.new` only.
pub(crate) fn create(path: &Path, key: &StoreKey) -> Result<(), StoreError> {
    let mut connection = connect(path, key, OpenFlags::SQLITE_OPEN_CREATE)?;
    MIGRATIONS.to_latest(&mut connection)?;
    close(connection)?;
    Ok(File::open(path)?.sync_all()?)
}

/// Opens a database, checks every page of it, and brings it to this version.
///
/// `Broken`: the key is not this database's, or the file is damaged; the two can't be told apart.
pub(crate) fn open(path: &Path, key: &StoreKey) -> Result<Connection, StoreError> {
    let mut connection = connect(path, key, OpenFlags::empty())?;
    let sound: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if sound != "ok" {
        return Err(StoreError::Broken);
    }
    MIGRATIONS.to_latest(&mut connection)?;
    Ok(connection)
}

/// Copies what lives in the database, and nothing of what was deleted, into a new file under a new key.
pub(crate) fn export(connection: &Connection, path: &Path, key: &StoreKey) -> Result<(), StoreError> {
    // The connection may not create databases, but takes an empty file for one.
    File::create(path)?;
    let name = path.to_str().ok_or(StoreError::Io(std::io::ErrorKind::InvalidFilename))?;
    connection.execute("ATTACH DATABASE ?1 AS fresh KEY ?2", (name, raw(key).as_str()))?;
    let copied = (|| {
        let version: i64 = connection.query_row("PRAGMA main.user_version", [], |row| row.get(0))?;
        connection.query_row("SELECT sqlcipher_export('fresh')", [], |_| Ok(()))?;
        // The export leaves the schema's version behind.
        connection.pragma_update(Some("fresh"), "user_version", version)?;
        connection.execute("DELETE FROM fresh.rotation", [])
    })();
    connection.execute("DETACH DATABASE fresh", [])?;
    copied?;
    Ok(File::options().write(true).open(path)?.sync_all()?)
}

/// Brings everything from the write-ahead log into the database and empties the log.
pub(crate) fn fold_log(connection: &Connection) -> Result<(), StoreError> {
    let busy: i64 = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    if busy == 0 { Ok(()) } else { Err(StoreError::AlreadyOpen) }
}

/// Closes, and with that folds the write-ahead log into the database.
pub(crate) fn close(connection: Connection) -> Result<(), StoreError> {
    connection.close().map_err(|(_, error)| error.into())
}

fn connect(path: &Path, key: &StoreKey, create: OpenFlags) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | create;
    let connection = Connection::open_with_flags(path, flags)?;
    // SQLCipher writes a line to stderr for every wrong key; this is for the whole process.
    pragma(&connection, "cipher_log_level", "NONE")?;
    pragma(&connection, "key", &raw(key))?;
    // Plain SQLite would ignore the key without a word.
    let cipher: String = connection.query_row("PRAGMA cipher_version", [], |row| row.get(0)).unwrap_or_default();
    if cipher.is_empty() {
        return Err(StoreError::Broken);
    }
    // One process at a time. Set before the first read, so that no shared-memory file comes into being.
    pragma(&connection, "locking_mode", "EXCLUSIVE")?;
    // The first read is where a wrong key shows.
    let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    // An emptied file looks like a new database, and making one of it would hide the loss.
    if version == 0 && !create.contains(OpenFlags::SQLITE_OPEN_CREATE) {
        return Err(StoreError::Broken);
    }
    for (name, value) in [
        ("journal_mode", "WAL"),
        ("synchronous", "FULL"),
        ("fullfsync", "ON"),
        ("secure_delete", "ON"),
        ("temp_store", "MEMORY"),
        ("foreign_keys", "ON"),
        ("trusted_schema", "OFF"),
    ] {
        pragma(&connection, name, value)?;
    }
    Ok(connection)
}

fn pragma(connection: &Connection, name: &str, value: &str) -> Result<(), StoreError> {
    match connection.pragma_update(None, name, value) {
        // Some answer with the value that is in force, some don't.
        Err(rusqlite::Error::ExecuteReturnedResults) => Ok(()),
        result => Ok(result?),
    }
}

/// The key in SQLCipher's notation for one that needs no derivation.
fn raw(key: &StoreKey) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(3 + 2 * key.len()));
    text.push_str("x'");
    for byte in key.iter() {
        for nibble in [byte >> 4, byte & 15] {
            text.push(char::from_digit(nibble.into(), 16).unwrap_or('0'));
        }
    }
    text.push('\'');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_migrations_run() {
        MIGRATIONS.validate().unwrap();
    }

    #[test]
    fn the_settings_are_in_force_and_the_file_is_not_plain() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.db");
        let key = crate::slot::random().unwrap();
        create(&path, &key).unwrap();
        let connection = open(&path, &key).unwrap();
        let int = |name: &str| connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i64>(0)).unwrap();
        let text =
            |name: &str| connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, String>(0)).unwrap();
        assert_eq!(text("journal_mode"), "wal");
        assert_eq!(text("locking_mode"), "exclusive");
        assert_eq!([int("synchronous"), int("secure_delete"), int("temp_store"), int("foreign_keys")], [2, 1, 2, 1]);
        assert!(!std::fs::read(&path).unwrap().starts_with(b"SQLite format 3"));
        assert!(!folder.path().join("x.db-shm").exists());
    }

    #[test]
    fn another_key_opens_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.db");
        create(&path, &crate::slot::random().unwrap()).unwrap();
        assert_eq!(open(&path, &crate::slot::random().unwrap()).unwrap_err(), StoreError::Broken);
    }

    #[test]
    fn a_database_of_a_newer_version_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.db");
        let key = crate::slot::random().unwrap();
        create(&path, &key).unwrap();
        connect(&path, &key, OpenFlags::empty()).unwrap().pragma_update(None, "user_version", 99).unwrap();
        assert_eq!(open(&path, &key).unwrap_err(), StoreError::Newer);
    }
}
