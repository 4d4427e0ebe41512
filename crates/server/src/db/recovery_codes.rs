//! Table `recovery_codes`: what stands in for the second factor, each once.

use sqlx::{Any, Executor};
use uuid::Uuid;

use super::Tx;

pub async fn insert(tx: &mut Tx, user: Uuid, code_hash: &str) -> Result<(), sqlx::Error> {
    let sql = "INSERT INTO recovery_codes (user_id, code_hash) VALUES ($1, $2)";
    sqlx::query(sql).bind(user.to_string()).bind(code_hash).execute(&mut **tx).await?;
    Ok(())
}

/// `false`: it is none of this person's, or used up.
pub async fn use_up(tx: &mut Tx, user: Uuid, code_hash: &str) -> Result<bool, sqlx::Error> {
    let sql = "DELETE FROM recovery_codes WHERE user_id = $1 AND code_hash = $2";
    let done = sqlx::query(sql).bind(user.to_string()).bind(code_hash).execute(&mut **tx).await?;
    Ok(done.rows_affected() > 0)
}

pub async fn forget_all_of(tx: &mut Tx, user: Uuid) -> Result<(), sqlx::Error> {
    let sql = "DELETE FROM recovery_codes WHERE user_id = $1";
    sqlx::query(sql).bind(user.to_string()).execute(&mut **tx).await?;
    Ok(())
}

pub async fn count(db: impl Executor<'_, Database = Any>, user: Uuid) -> Result<i64, sqlx::Error> {
    let sql = "SELECT COUNT(*) FROM recovery_codes WHERE user_id = $1";
    sqlx::query_scalar(sql).bind(user.to_string()).fetch_one(db).await
}
