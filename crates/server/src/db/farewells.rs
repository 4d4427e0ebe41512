//! Table `farewells`: who of those with hidden reports still has to be told that a report is gone.

use std::collections::HashSet;

use jiff::civil::Date;
use sqlx::{Any, Executor};
use uuid::Uuid;

use super::Tx;

pub async fn note(tx: &mut Tx, user: Uuid, report: Uuid, day: Date) -> Result<(), sqlx::Error> {
    let sql = "INSERT INTO farewells (user_id, report_id, day) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    sqlx::query(sql).bind(user.to_string()).bind(report.to_string()).bind(day.to_string()).execute(&mut **tx).await?;
    Ok(())
}

/// The reports that a user has to be told are gone.
pub async fn of(db: impl Executor<'_, Database = Any>, user: Uuid) -> Result<HashSet<Uuid>, sqlx::Error> {
    let ids: Vec<String> = sqlx::query_scalar("SELECT report_id FROM farewells WHERE user_id = $1")
        .bind(user.to_string())
        .fetch_all(db)
        .await?;
    Ok(ids.into_iter().filter_map(|id| id.parse().ok()).collect())
}

/// Forgets what is older than `before`.
pub async fn forget_old(tx: &mut Tx, before: Date) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM farewells WHERE day < $1").bind(before.to_string()).execute(&mut **tx).await?;
    Ok(())
}
