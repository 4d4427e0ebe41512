//! Table `linked_publications`: with what in the library an open report tells of one event. Nothing is told there before the
//! report is published itself.

use sqlx::{Any, Executor};
use uuid::Uuid;

use super::{Tx, ids};

/// What the report is linked with.
pub async fn of(db: impl Executor<'_, Database = Any>, report: Uuid) -> Result<Vec<Uuid>, sqlx::Error> {
    let sql = "SELECT publication FROM linked_publications WHERE report = $1 ORDER BY publication";
    ids(&sqlx::query_scalar(sql).bind(report.to_string()).fetch_all(db).await?)
}

/// Once more is the same as once.
pub async fn put(tx: &mut Tx, report: Uuid, publication: Uuid) -> Result<(), sqlx::Error> {
    let sql = "INSERT INTO linked_publications (report, publication) VALUES ($1, $2)
        ON CONFLICT (report, publication) DO NOTHING";
    sqlx::query(sql).bind(report.to_string()).bind(publication.to_string()).execute(&mut **tx).await?;
    Ok(())
}

/// The report stands for itself, or has concluded.
pub async fn forget(tx: &mut Tx, report: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM linked_publications WHERE report = $1")
        .bind(report.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// What was taken out of the library is linked with nothing.
pub async fn forget_publication(tx: &mut Tx, publication: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM linked_publications WHERE publication = $1")
        .bind(publication.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(())
}
