//! Table `publications`: the library, and tombstones.

use sqlx::{Any, Executor};
use uuid::Uuid;

use super::{Tx, counters, ids, unknown};

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

/// The id that a publication shares with others of its event. The outer one: whether it is in the library.
pub async fn event_of(db: impl Executor<'_, Database = Any>, id: Uuid) -> Result<Option<Option<Uuid>>, sqlx::Error> {
    let event: Option<Option<String>> =
        sqlx::query_scalar("SELECT event FROM publications WHERE id = $1 AND body IS NOT NULL")
            .bind(id.to_string())
            .fetch_optional(db)
            .await?;
    event.map(|event| event.map(|event| event.parse().map_err(|_| unknown())).transpose()).transpose()
}

/// Says of which event a publication tells. Nobody is told before [`tell_anew`].
pub async fn set_event(tx: &mut Tx, id: Uuid, event: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE publications SET event = $1 WHERE id = $2")
        .bind(event.to_string())
        .bind(id.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Two events turned out to be one.
pub async fn join_events(tx: &mut Tx, from: Uuid, into: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE publications SET event = $1 WHERE event = $2")
        .bind(into.to_string())
        .bind(from.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// What is published of an event, by number.
pub async fn of_event(db: impl Executor<'_, Database = Any>, event: Uuid) -> Result<Vec<Uuid>, sqlx::Error> {
    let sql = "SELECT id FROM publications WHERE event = $1 ORDER BY number";
    ids(&sqlx::query_scalar(sql).bind(event.to_string()).fetch_all(db).await?)
}

/// Puts what is published of an event at the end of the feed: with which others it stands is something else now.
pub async fn tell_anew(tx: &mut Tx, event: Uuid) -> Result<(), sqlx::Error> {
    for id in of_event(&mut **tx, event).await? {
        let seq = counters::next(tx, counters::Feed::Library).await?;
        sqlx::query("UPDATE publications SET seq = $1 WHERE id = $2")
            .bind(seq)
            .bind(id.to_string())
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

/// A publication that stands alone in its event, with no report left that could join it, tells of none.
pub async fn forget_lone_events(tx: &mut Tx) -> Result<(), sqlx::Error> {
    let sql = "UPDATE publications SET event = NULL
        WHERE event IS NOT NULL AND event NOT IN (SELECT published FROM published_events)
        AND NOT EXISTS (
            SELECT 1 FROM publications AS other WHERE other.event = publications.event AND other.id <> publications.id
        )";
    sqlx::query(sql).execute(&mut **tx).await?;
    Ok(())
}

/// Leaves a tombstone.
pub async fn retract(tx: &mut Tx, id: Uuid) -> Result<(), sqlx::Error> {
    let seq = counters::next(tx, counters::Feed::Library).await?;
    sqlx::query("UPDATE publications SET seq = $1, body = NULL, event = NULL WHERE id = $2")
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

/// Sequence number, id, body, number, and the event that others tell of as well.
pub type Row = (i64, String, Option<String>, i64, Option<String>);

/// What changed after `since`, in order.
pub async fn since(db: impl Executor<'_, Database = Any>, since: i64, limit: i64) -> Result<Vec<Row>, sqlx::Error> {
    let sql = "SELECT seq, id, body, number,
            CASE WHEN event IS NOT NULL AND EXISTS (
                SELECT 1 FROM publications AS other WHERE other.event = publications.event AND other.id <> publications.id
            ) THEN event END
        FROM publications WHERE seq > $1 ORDER BY seq LIMIT $2";
    sqlx::query_as(sql).bind(since).bind(limit).fetch_all(db).await
}
