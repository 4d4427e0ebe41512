//! The databases: SQLite by file, PostgreSQL by URL. Tables are defined per database, queries are shared. One file per table.

pub mod acts;
pub mod agency_counts;
pub mod audit;
pub mod counters;
pub mod events;
pub mod farewells;
pub mod key_rows;
pub mod letters;
pub mod library_changes;
pub mod library_words;
pub mod linked_publications;
mod migrate;
pub mod parted;
pub mod publications;
pub mod published_events;
pub mod purges;
pub mod questions;
pub mod recovery_codes;
pub mod reports;
pub mod sealed;
pub mod service_tokens;
pub mod sessions;
pub mod sign_ins;
pub mod submissions;
pub mod tallies;
pub mod users;

use std::{path::PathBuf, str::FromStr as _, time::Duration};

use sqlx::{
    Any, AnyConnection, AnyPool, Executor as _, Transaction, any::AnyPoolOptions, sqlite::SqliteConnectOptions,
};

use uuid::Uuid;

pub use migrate::{KEY_TABLES, MAIN_TABLES};

/// A transaction that writes.
pub type Tx = Transaction<'static, Any>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    Sqlite,
    Postgres,
}

/// A stored value that this program did not write.
#[derive(Debug, thiserror::Error)]
#[error("a stored value is none of its list")]
struct Unknown;

fn unknown() -> sqlx::Error {
    sqlx::Error::Decode(Box::new(Unknown))
}

/// Stored ids, read.
fn ids(stored: &[String]) -> Result<Vec<Uuid>, sqlx::Error> {
    stored.iter().map(|id| id.parse().map_err(|_| unknown())).collect()
}

/// One database and its connections.
#[derive(Clone)]
pub struct Db {
    pub pool: AnyPool,
    pub dialect: Dialect,
}

#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("a database is named by sqlite://path or postgres://…")]
    UnknownScheme,
    #[error("{0} can't be created: {1}")]
    Folder(PathBuf, std::io::Error),
    #[error("the database was written by a newer version of this program (schema {found}, this program knows {known})")]
    Newer { found: i64, known: i64 },
    #[error("the database: {0}")]
    Database(#[from] sqlx::Error),
}

impl Db {
    /// Opens, creating folder and file where it is SQLite, and brings the tables up to date.
    pub async fn open(url: &str, tables: migrate::Tables, connections: u32) -> Result<Self, OpenError> {
        sqlx::any::install_default_drivers();
        let (dialect, address) = address(url)?;
        let pool = AnyPoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(Duration::from_secs(30))
            .after_connect(move |connection, _| Box::pin(prepare(connection, dialect)))
            .connect(&address)
            .await?;
        let db = Self { pool, dialect };
        migrate::up_to_date(&db, tables).await?;
        Ok(db)
    }

    /// Begins a transaction that writes. On SQLite it waits for other writers here, not at its first write, where
    /// waiting is no longer possible.
    pub async fn begin(&self) -> Result<Tx, sqlx::Error> {
        match self.dialect {
            Dialect::Sqlite => self.pool.begin_with("BEGIN IMMEDIATE").await,
            Dialect::Postgres => self.pool.begin().await,
        }
    }

    /// Folds SQLite's write-ahead log into the file and empties it, so that deleted bytes are in neither. `false`: a
    /// reader was in the way.
    pub async fn flush(&self) -> Result<bool, sqlx::Error> {
        match self.dialect {
            Dialect::Sqlite => {
                let busy: i64 = sqlx::query_scalar("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&self.pool).await?;
                Ok(busy == 0)
            }
            Dialect::Postgres => Ok(true),
        }
    }
}

/// Each connection's settings. `secure_delete` overwrites what is deleted.
async fn prepare(connection: &mut AnyConnection, dialect: Dialect) -> Result<(), sqlx::Error> {
    match dialect {
        Dialect::Sqlite => {
            for pragma in [
                "PRAGMA busy_timeout = 15000",
                "PRAGMA journal_mode = WAL",
                "PRAGMA synchronous = FULL",
                "PRAGMA secure_delete = ON",
                "PRAGMA foreign_keys = ON",
                "PRAGMA temp_store = MEMORY",
            ] {
                connection.execute(pragma).await?;
            }
        }
        Dialect::Postgres => {}
    }
    Ok(())
}

/// The dialect of a URL, and the address as the driver takes it.
fn address(url: &str) -> Result<(Dialect, String), OpenError> {
    if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        return Ok((Dialect::Postgres, url.to_owned()));
    }
    let path = sqlite_path(url)?;
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.exists()) {
        create_private_folder(folder).map_err(|error| OpenError::Folder(folder.to_owned(), error))?;
    }
    create_private_file(&path).map_err(|error| OpenError::Folder(path.clone(), error))?;
    // The driver reads the path out of a URL: what means something there is written as %XX.
    let mut escaped = String::from("sqlite:");
    for byte in path.to_str().ok_or(OpenError::UnknownScheme)?.replace('\\', "/").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b':' => {
                escaped.push(char::from(byte))
            }
            other => escaped.push_str(&format!("%{other:02X}")),
        }
    }
    escaped.push_str("?mode=rwc");
    Ok((Dialect::Sqlite, escaped))
}

/// The file that a `sqlite:` URL names, absolute.
pub fn sqlite_path(url: &str) -> Result<PathBuf, OpenError> {
    if !url.starts_with("sqlite:") {
        return Err(OpenError::UnknownScheme);
    }
    let options = SqliteConnectOptions::from_str(url)?;
    let path = options.get_filename();
    std::path::absolute(path).map_err(|error| OpenError::Folder(path.to_owned(), error))
}

/// A folder that only its owner can look into.
pub fn create_private_folder(folder: &std::path::Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// A file that only its owner can read, empty: SQLite takes it for a new database, and gives its log the same rights.
fn create_private_file(path: &std::path::Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error),
        Ok(_) | Err(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_every_character_of_its_path() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new folder").join("ä?#%.db");
        let (dialect, address) =
            address(&format!("sqlite://{}/new%20folder/%C3%A4%3F%23%25.db", folder.path().display())).unwrap();
        assert_eq!(dialect, Dialect::Sqlite);
        assert_eq!(SqliteConnectOptions::from_str(&address).unwrap().get_filename(), path);
        assert!(path.parent().unwrap().is_dir());
        assert!(matches!(super::address("mysql://x"), Err(OpenError::UnknownScheme)));
    }
}
