//! Table `letters`: which letters wait to be sent, and how often that was tried.

use sqlx::{Any, Executor};
use uuid::Uuid;

use super::Tx;

/// Most letters that are sent in one go.
const AT_ONCE: i64 = 50;

pub async fn insert(tx: &mut Tx, question: Uuid, report: Uuid, now: i64) -> Result<(), sqlx::Error> {
    sqlx::query("INSERT INTO letters (question_id, report_id, tries, next_at) VALUES ($1, $2, 0, $3)")
        .bind(question.to_string())
        .bind(report.to_string())
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Question and report of the letters whose time has come.
pub async fn due(db: impl Executor<'_, Database = Any>, now: i64) -> Result<Vec<(Uuid, Uuid)>, sqlx::Error> {
    let rows: Vec<(String, String)> = sqlx::query_as(
        "SELECT question_id, report_id FROM letters WHERE next_at <= $1 ORDER BY next_at, question_id LIMIT $2",
    )
    .bind(now)
    .bind(AT_ONCE)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().filter_map(|(question, report)| Some((question.parse().ok()?, report.parse().ok()?))).collect())
}

/// Takes a letter for sending, until then. `false`: it is not due, or another process has taken it, or it is gone.
pub async fn take(tx: &mut Tx, question: Uuid, now: i64, until: i64) -> Result<bool, sqlx::Error> {
    let sql = "UPDATE letters SET next_at = $1 WHERE question_id = $2 AND next_at <= $3";
    let done = sqlx::query(sql).bind(until).bind(question.to_string()).bind(now).execute(&mut **tx).await?;
    Ok(done.rows_affected() > 0)
}

/// Puts a letter off, twice as long each time. Gives how often it was tried.
pub async fn try_again(tx: &mut Tx, question: Uuid, now: i64, first_pause: i64) -> Result<i64, sqlx::Error> {
    let sql = "UPDATE letters SET tries = tries + 1 WHERE question_id = $1 RETURNING tries";
    let tries: Option<i64> = sqlx::query_scalar(sql).bind(question.to_string()).fetch_optional(&mut **tx).await?;
    let Some(tries) = tries else { return Ok(0) };
    let pause = first_pause << tries.clamp(1, 16).saturating_sub(1);
    sqlx::query("UPDATE letters SET next_at = $1 WHERE question_id = $2")
        .bind(now + pause)
        .bind(question.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(tries)
}

pub async fn forget(tx: &mut Tx, question: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM letters WHERE question_id = $1").bind(question.to_string()).execute(&mut **tx).await?;
    Ok(())
}

pub async fn forget_all_of(tx: &mut Tx, report: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM letters WHERE report_id = $1").bind(report.to_string()).execute(&mut **tx).await?;
    Ok(())
}
