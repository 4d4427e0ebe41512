//! Table `library_words`: the full-text index of the library. Each database has its own way, so that the queries differ.

use sqlx::AnyPool;
use uuid::Uuid;

use super::{Dialect, Tx};

/// Indexes what is published under an id, in place of what was indexed before.
pub async fn put(tx: &mut Tx, dialect: Dialect, id: Uuid, words: &str) -> Result<(), sqlx::Error> {
    forget(tx, id).await?;
    let sql = match dialect {
        Dialect::Sqlite => "INSERT INTO library_words (id, words) VALUES ($1, $2)",
        Dialect::Postgres => "INSERT INTO library_words (id, words) VALUES ($1, to_tsvector('english', $2))",
    };
    sqlx::query(sql).bind(id.to_string()).bind(words).execute(&mut **tx).await?;
    Ok(())
}

pub async fn forget(tx: &mut Tx, id: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM library_words WHERE id = $1").bind(id.to_string()).execute(&mut **tx).await?;
    Ok(())
}

/// The publications with most of these words, the likest first. Words are letters and digits only.
pub async fn with_words(
    db: &AnyPool,
    dialect: Dialect,
    words: &[String],
    most: usize,
) -> Result<Vec<String>, sqlx::Error> {
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let (sql, asked) = match dialect {
        Dialect::Sqlite => (
            "SELECT id FROM library_words WHERE library_words MATCH $1 ORDER BY bm25(library_words), id LIMIT $2",
            words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" OR "),
        ),
        Dialect::Postgres => (
            "SELECT id FROM library_words WHERE words @@ to_tsquery('english', $1)
                ORDER BY ts_rank(words, to_tsquery('english', $1)) DESC, id LIMIT $2",
            words.join(" | "),
        ),
    };
    sqlx::query_scalar(sql).bind(asked).bind(i64::try_from(most).unwrap_or(i64::MAX)).fetch_all(db).await
}

/// What is published and not indexed: by an older program.
pub async fn missing(db: &AnyPool) -> Result<Vec<(String, String)>, sqlx::Error> {
    sqlx::query_as(
        "SELECT id, body FROM publications WHERE body IS NOT NULL AND id NOT IN (SELECT id FROM library_words) ORDER BY id",
    )
    .fetch_all(db)
    .await
}
