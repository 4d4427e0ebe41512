//! Table `purges`: keys that are to be destroyed.

use sqlx::{Any, Executor};
use uuid::Uuid;

use super::Tx;

pub async fn intend(tx: &mut Tx, key_id: &str, report: Uuid) -> Result<(), sqlx::Error> {
    let sql = "INSERT INTO purges (key_id, report_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    sqlx::query(sql).bind(key_id).bind(report.to_string()).execute(&mut **tx).await?;
    Ok(())
}

pub async fn done(tx: &mut Tx, key_id: &str) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM purges WHERE key_id = $1").bind(key_id).execute(&mut **tx).await?;
    Ok(())
}

/// The keys whose destruction is not finished.
pub async fn pending(db: impl Executor<'_, Database = Any>) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar("SELECT key_id FROM purges ORDER BY key_id").fetch_all(db).await
}
