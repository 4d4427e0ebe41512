//! Table `publications`: the library, and tombstones.

use sqlx::{Any, Executor};
use uuid::Uuid;

use super::{Tx, counters};

/// Publishes, or replaces what is published under this id. What is new gets the next number: the feed's counter is held
/// until the transaction ends, so that nobody else gets the same.
pub async fn put(tx: &mut Tx, id: Uuid, body: &str) -> Result<(), sqlx::Error> {
    let seq = counters::next(tx, counters::Feed::Library).await?;
    let sql = "INSERT INTO publications (id, seq, body, number)
        VALUES ($1, $2, $3, (SELECT COALESCE(MAX(number), 0) + 1 FROM publications))
        ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, body = excluded.body";
    sqlx::query(sql).bind(id.to_string()).bind(seq).bind(body).execute(&mut **tx).await?;
    Ok(())
}

/// Leaves a tombstone.
pub async fn retract(tx: &mut Tx, id: Uuid) -> Result<(), sqlx::Error> {
    let seq = counters::next(tx, counters::Feed::Library).await?;
    sqlx::query("UPDATE publications SET seq = $1, body = NULL WHERE id = $2")
        .bind(seq)
        .bind(id.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub async fn get(db: impl Executor<'_, Database = Any>, id: Uuid) -> Result<Option<String>, sqlx::Error> {
    let body: Option<Option<String>> = sqlx::query_scalar("SELECT body FROM publications WHERE id = $1")
        .bind(id.to_string())
        .fetch_optional(db)
        .await?;
    Ok(body.flatten())
}

/// Every publication that is in the library.
pub async fn bodies(db: impl Executor<'_, Database = Any>) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar("SELECT body FROM publications WHERE body IS NOT NULL ORDER BY seq").fetch_all(db).await
}

/// Sequence number, id, body and number of what changed after `since`, in order.
pub async fn since(
    db: impl Executor<'_, Database = Any>,
    since: i64,
    limit: i64,
) -> Result<Vec<(i64, String, Option<String>, i64)>, sqlx::Error> {
    sqlx::query_as("SELECT seq, id, body, number FROM publications WHERE seq > $1 ORDER BY seq LIMIT $2")
        .bind(since)
        .bind(limit)
        .fetch_all(db)
        .await
}
