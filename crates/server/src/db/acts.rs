//! Table `acts`: who has acted in which part of a report's review.

use std::collections::{HashMap, HashSet};

use domain::{Closed as _, Stage};
use sqlx::{Any, Executor};
use uuid::Uuid;

use super::Tx;

pub async fn note(tx: &mut Tx, report: Uuid, user: Uuid, stage: Stage) -> Result<(), sqlx::Error> {
    let sql = "INSERT INTO acts (report_id, user_id, stage) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    sqlx::query(sql).bind(report.to_string()).bind(user.to_string()).bind(stage.as_str()).execute(&mut **tx).await?;
    Ok(())
}

pub async fn of(db: impl Executor<'_, Database = Any>, report: Uuid) -> Result<Vec<(Uuid, Stage)>, sqlx::Error> {
    let rows: Vec<(String, String)> =
        sqlx::query_as("SELECT user_id, stage FROM acts WHERE report_id = $1 ORDER BY user_id, stage")
            .bind(report.to_string())
            .fetch_all(db)
            .await?;
    Ok(rows.into_iter().filter_map(|(user, stage)| Some((user.parse().ok()?, Stage::from_spelling(&stage)?))).collect())
}

/// In which reports a person acted, and how.
pub async fn by(
    db: impl Executor<'_, Database = Any>,
    user: Uuid,
) -> Result<HashMap<Uuid, Vec<(Uuid, Stage)>>, sqlx::Error> {
    let rows: Vec<(String, String)> = sqlx::query_as("SELECT report_id, stage FROM acts WHERE user_id = $1")
        .bind(user.to_string())
        .fetch_all(db)
        .await?;
    let mut acts: HashMap<Uuid, Vec<(Uuid, Stage)>> = HashMap::new();
    for (report, stage) in rows {
        if let (Ok(report), Some(stage)) = (report.parse(), Stage::from_spelling(&stage)) {
            acts.entry(report).or_default().push((user, stage));
        }
    }
    Ok(acts)
}

/// Of the reports in a stretch of the change feed, those in which anybody acted: the first act is a hand-over.
pub async fn reports_in(
    db: impl Executor<'_, Database = Any>,
    after: i64,
    up_to: i64,
) -> Result<HashSet<Uuid>, sqlx::Error> {
    let sql = "SELECT DISTINCT acts.report_id FROM acts JOIN reports ON reports.id = acts.report_id
        WHERE reports.seq > $1 AND reports.seq <= $2";
    let rows: Vec<String> = sqlx::query_scalar(sql).bind(after).bind(up_to).fetch_all(db).await?;
    Ok(rows.into_iter().filter_map(|id| id.parse().ok()).collect())
}
