//! Table `tallies`: counts per quarter.

use domain::Closed as _;
use sqlx::{Any, Executor};
use wire::Measure;

use super::Tx;

/// Adds `change` (which may be below zero) to a count. `by` is empty where nothing is crossed.
pub async fn add(
    tx: &mut Tx,
    quarter: &str,
    (measure, of, by): (Measure, &str, &str),
    change: i64,
) -> Result<(), sqlx::Error> {
    let sql = "INSERT INTO tallies (quarter, measure, of_id, by_id, count) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (quarter, measure, of_id, by_id) DO UPDATE SET count = tallies.count + excluded.count";
    sqlx::query(sql).bind(quarter).bind(measure.as_str()).bind(of).bind(by).bind(change).execute(&mut **tx).await?;
    Ok(())
}

/// Quarter, measure, of, by, count; all above zero.
pub async fn all(
    db: impl Executor<'_, Database = Any>,
) -> Result<Vec<(String, String, String, String, i64)>, sqlx::Error> {
    sqlx::query_as(
        "SELECT quarter, measure, of_id, by_id, count FROM tallies WHERE count > 0 ORDER BY quarter, measure, of_id, by_id",
    )
    .fetch_all(db)
    .await
}
