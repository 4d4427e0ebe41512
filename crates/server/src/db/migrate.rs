//! The tables, one file each and one set per database, and how an older database gets them.

use sqlx::{Executor as _, raw_sql};

use super::{Db, Dialect, OpenError};

/// Definitions of one table: for SQLite, for PostgreSQL.
type Table = (&'static str, &'static str);
/// For each schema version, what it adds to the one before.
pub type Tables = &'static [&'static [Table]];

macro_rules! tables {
    ($($name:literal),+ $(,)?) => {
        &[$((include_str!(concat!("schema_sqlite/", $name, ".sql")), include_str!(concat!("schema_postgres/", $name, ".sql")))),+]
    };
}

/// In an order in which every reference finds its table.
pub const MAIN_TABLES: Tables = &[
    tables![
        "users",
        "sign_ins",
        "sessions",
        "service_tokens",
        "submissions",
        "counters",
        "reports",
        "sealed",
        "acts",
        "events",
        "purges",
        "publications",
        "agency_counts",
        "audit",
    ],
    tables!["audit_days"],
    tables!["users_3", "farewells"],
    tables!["reports_3", "questions", "letters"],
    tables!["reports_4", "tallies"],
    tables!["reports_5", "library_words"],
    tables!["publications_7"],
    tables!["reports_8"],
    tables!["users_9"],
    tables!["users_10", "recovery_codes"],
    tables!["library_changes"],
    tables!["audit_12"],
    tables!["publications_13", "published_events"],
    tables!["linked_publications"],
    tables!["publications_15", "parted"],
];

pub const KEY_TABLES: Tables = &[tables!["keys", "master_check"]];

/// Any number, the same in every process: whoever holds it changes the tables.
const MIGRATION_LOCK: &str = "DO $$ BEGIN PERFORM pg_advisory_xact_lock(7206154); END $$";

/// Brings the tables to the newest version, in one transaction. Several processes may start at once.
pub async fn up_to_date(db: &Db, tables: Tables) -> Result<(), OpenError> {
    let mut tx = db.begin().await?;
    let integer = match db.dialect {
        Dialect::Sqlite => "INTEGER",
        Dialect::Postgres => {
            tx.execute(raw_sql(MIGRATION_LOCK)).await?;
            "BIGINT"
        }
    };
    let version_table = format!("CREATE TABLE IF NOT EXISTS schema_version (version {integer} NOT NULL PRIMARY KEY)");
    tx.execute(raw_sql(sqlx::AssertSqlSafe(version_table))).await?;
    let found: i64 =
        sqlx::query_scalar("SELECT COALESCE(MAX(version), 0) FROM schema_version").fetch_one(&mut *tx).await?;
    let known = i64::try_from(tables.len()).unwrap_or(i64::MAX);
    if found > known {
        return Err(OpenError::Newer { found, known });
    }
    for (version, added) in (1..).zip(tables).filter(|(version, _)| *version > found) {
        for (sqlite, postgres) in *added {
            let sql = match db.dialect {
                Dialect::Sqlite => *sqlite,
                Dialect::Postgres => *postgres,
            };
            tx.execute(raw_sql(sql)).await?;
        }
        sqlx::query("INSERT INTO schema_version (version) VALUES ($1)").bind(version).execute(&mut *tx).await?;
    }
    tx.commit().await?;
    Ok(())
}
