//! Table `events`: which events were accepted, without what they held.

use domain::{Closed as _, StepKind};
use sqlx::{Any, Executor, FromRow};
use uuid::Uuid;

use super::Tx;

#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Row {
    pub report_id: String,
    pub user_id: String,
    pub kind: String,
    /// The report's version after it.
    pub version: i64,
    /// Keyed hash of the content; gone with the report's key.
    pub content_mac: Option<String>,
}

pub async fn find(db: impl Executor<'_, Database = Any>, id: Uuid) -> Result<Option<Row>, sqlx::Error> {
    sqlx::query_as("SELECT report_id, user_id, kind, version, content_mac FROM events WHERE id = $1")
        .bind(id.to_string())
        .fetch_optional(db)
        .await
}

pub async fn insert(
    tx: &mut Tx,
    id: Uuid,
    (report, user, kind, version): (Uuid, Uuid, StepKind, i64),
    content_mac: Option<&str>,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO events (id, report_id, user_id, kind, version, content_mac) VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(id.to_string())
    .bind(report.to_string())
    .bind(user.to_string())
    .bind(kind.as_str())
    .bind(version)
    .bind(content_mac)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// At conclusion: what the events held can't be told any more, not even by trying out.
pub async fn forget_contents(tx: &mut Tx, report: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE events SET content_mac = NULL WHERE report_id = $1")
        .bind(report.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Who handed the report over last.
pub async fn last_hand_over(db: impl Executor<'_, Database = Any>, report: Uuid) -> Result<Option<Uuid>, sqlx::Error> {
    let user: Option<String> = sqlx::query_scalar(
        "SELECT user_id FROM events WHERE report_id = $1 AND kind = $2 ORDER BY version DESC LIMIT 1",
    )
    .bind(report.to_string())
    .bind(StepKind::HandOver.as_str())
    .fetch_optional(db)
    .await?;
    Ok(user.and_then(|user| user.parse().ok()))
}
