//! Table `published_events`: under which id the publications of an event stand, for as long as a report of it is open.

use sqlx::{Any, Executor};
use uuid::Uuid;

use super::{Tx, unknown};

/// The id that publications of this event share; none while nothing of it is published.
pub async fn of(db: impl Executor<'_, Database = Any>, event: Uuid) -> Result<Option<Uuid>, sqlx::Error> {
    let id: Option<String> = sqlx::query_scalar("SELECT published FROM published_events WHERE event = $1")
        .bind(event.to_string())
        .fetch_optional(db)
        .await?;
    id.map(|id| id.parse().map_err(|_| unknown())).transpose()
}

pub async fn put(tx: &mut Tx, event: Uuid, published: Uuid) -> Result<(), sqlx::Error> {
    let sql = "INSERT INTO published_events (event, published) VALUES ($1, $2)
        ON CONFLICT (event) DO UPDATE SET published = excluded.published";
    sqlx::query(sql).bind(event.to_string()).bind(published.to_string()).execute(&mut **tx).await?;
    Ok(())
}

/// Two ids turned out to be one event's.
pub async fn join(tx: &mut Tx, from: Uuid, into: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE published_events SET published = $1 WHERE published = $2")
        .bind(into.to_string())
        .bind(from.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Forgets an id under which nothing is published any more.
pub async fn forget_empty(tx: &mut Tx, published: Uuid) -> Result<(), sqlx::Error> {
    let sql = "DELETE FROM published_events
        WHERE published = $1 AND NOT EXISTS (SELECT 1 FROM publications WHERE event = $1)";
    sqlx::query(sql).bind(published.to_string()).execute(&mut **tx).await?;
    Ok(())
}

/// Forgets the events of which no report is open any more.
pub async fn forget_concluded(tx: &mut Tx) -> Result<(), sqlx::Error> {
    let sql = "DELETE FROM published_events
        WHERE NOT EXISTS (SELECT 1 FROM reports WHERE reports.event = published_events.event)";
    sqlx::query(sql).execute(&mut **tx).await?;
    Ok(())
}
