//! Table `sealed`: everything of a report that may identify, as ciphertext.

use sqlx::{Any, Executor};
use uuid::Uuid;

use super::Tx;

pub async fn put(tx: &mut Tx, report: Uuid, part: &str, key_id: &str, body: &[u8]) -> Result<(), sqlx::Error> {
    let sql = "INSERT INTO sealed (report_id, part, key_id, body) VALUES ($1, $2, $3, $4)
        ON CONFLICT (report_id, part, key_id) DO UPDATE SET body = excluded.body";
    sqlx::query(sql).bind(report.to_string()).bind(part).bind(key_id).bind(body).execute(&mut **tx).await?;
    Ok(())
}

pub async fn get(
    db: impl Executor<'_, Database = Any>,
    report: Uuid,
    part: &str,
    key_id: &str,
) -> Result<Option<Vec<u8>>, sqlx::Error> {
    sqlx::query_scalar("SELECT body FROM sealed WHERE report_id = $1 AND part = $2 AND key_id = $3")
        .bind(report.to_string())
        .bind(part)
        .bind(key_id)
        .fetch_optional(db)
        .await
}

/// A part as it is while its report is sealed under this key, looked up at one moment. The outer `None`: the report has gone
/// on under another key, or under none, so that a part that is missing tells nothing.
pub async fn get_current(
    db: impl Executor<'_, Database = Any>,
    report: Uuid,
    part: &str,
    key_id: &str,
) -> Result<Option<Option<Vec<u8>>>, sqlx::Error> {
    let sql = "SELECT sealed.body FROM reports LEFT JOIN sealed
        ON sealed.report_id = reports.id AND sealed.part = $2 AND sealed.key_id = $3 WHERE reports.id = $1 AND reports.key_id = $3";
    sqlx::query_scalar(sql).bind(report.to_string()).bind(part).bind(key_id).fetch_optional(db).await
}

pub async fn delete(tx: &mut Tx, report: Uuid, part: &str) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM sealed WHERE report_id = $1 AND part = $2")
        .bind(report.to_string())
        .bind(part)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Deletes whatever is sealed under a key.
pub async fn delete_under(tx: &mut Tx, key_id: &str) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM sealed WHERE key_id = $1").bind(key_id).execute(&mut **tx).await?;
    Ok(())
}

/// Report, part, key and ciphertext of every row.
pub async fn all(db: impl Executor<'_, Database = Any>) -> Result<Vec<(String, String, String, Vec<u8>)>, sqlx::Error> {
    sqlx::query_as("SELECT report_id, part, key_id, body FROM sealed ORDER BY report_id, part").fetch_all(db).await
}
