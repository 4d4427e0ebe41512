//! Table `parted`: which reports concluded of an event whose others have not been told anew yet.

use sqlx::{Any, Executor};
use uuid::Uuid;

use super::{Tx, unknown};

pub async fn note(tx: &mut Tx, report: Uuid, event: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query("INSERT INTO parted (report, event) VALUES ($1, $2) ON CONFLICT (report) DO NOTHING")
        .bind(report.to_string())
        .bind(event.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Each report with its event.
pub async fn all(db: impl Executor<'_, Database = Any>) -> Result<Vec<(Uuid, Uuid)>, sqlx::Error> {
    let rows: Vec<(String, String)> = sqlx::query_as("SELECT report, event FROM parted").fetch_all(db).await?;
    let read = |id: &str| id.parse().map_err(|_| unknown());
    rows.iter().map(|(report, event)| Ok((read(report)?, read(event)?))).collect()
}

pub async fn forget(tx: &mut Tx, report: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM parted WHERE report = $1").bind(report.to_string()).execute(&mut **tx).await?;
    Ok(())
}
