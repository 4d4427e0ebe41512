//! Table `agency_counts`: reports per agency and quarter; no row per report.

use super::Tx;

pub async fn add_one(tx: &mut Tx, agency_key: &str, quarter: &str, agency_sealed: &[u8]) -> Result<(), sqlx::Error> {
    let sql = "INSERT INTO agency_counts (agency_key, quarter, agency_sealed, reports) VALUES ($1, $2, $3, 1)
        ON CONFLICT (agency_key, quarter) DO UPDATE SET reports = agency_counts.reports + 1";
    sqlx::query(sql).bind(agency_key).bind(quarter).bind(agency_sealed).execute(&mut **tx).await?;
    Ok(())
}
