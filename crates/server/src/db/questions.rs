//! Table `questions`: which codes an author may still answer with.

use sqlx::{Any, Executor};
use uuid::Uuid;

use super::Tx;

pub async fn insert(tx: &mut Tx, code_hash: &str, report: Uuid, question: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query("INSERT INTO questions (code_hash, report_id, question_id) VALUES ($1, $2, $3)")
        .bind(code_hash)
        .bind(report.to_string())
        .bind(question.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Report and question.
pub async fn by_code(
    db: impl Executor<'_, Database = Any>,
    code_hash: &str,
) -> Result<Option<(Uuid, Uuid)>, sqlx::Error> {
    let row: Option<(String, String)> =
        sqlx::query_as("SELECT report_id, question_id FROM questions WHERE code_hash = $1")
            .bind(code_hash)
            .fetch_optional(db)
            .await?;
    Ok(row.and_then(|(report, question)| Some((report.parse().ok()?, question.parse().ok()?))))
}

pub async fn forget(tx: &mut Tx, question: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM questions WHERE question_id = $1").bind(question.to_string()).execute(&mut **tx).await?;
    Ok(())
}

pub async fn forget_all_of(tx: &mut Tx, report: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM questions WHERE report_id = $1").bind(report.to_string()).execute(&mut **tx).await?;
    Ok(())
}
