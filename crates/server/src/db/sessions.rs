//! Table `sessions`: who is signed in, by the hash of their token.

use sqlx::{Any, Executor, FromRow};
use uuid::Uuid;

use super::Tx;

#[derive(Debug, Clone, FromRow)]
pub struct Row {
    user_id: String,
    pub used_at: i64,
    pub expires_at: i64,
}

impl Row {
    pub fn user(&self) -> Uuid {
        self.user_id.parse().unwrap_or_default()
    }
}

pub async fn insert(tx: &mut Tx, token_hash: &str, user: Uuid, now: i64, expires_at: i64) -> Result<(), sqlx::Error> {
    sqlx::query("INSERT INTO sessions (token_hash, user_id, used_at, expires_at) VALUES ($1, $2, $3, $4)")
        .bind(token_hash)
        .bind(user.to_string())
        .bind(now)
        .bind(expires_at)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub async fn find(db: impl Executor<'_, Database = Any>, token_hash: &str) -> Result<Option<Row>, sqlx::Error> {
    sqlx::query_as("SELECT user_id, used_at, expires_at FROM sessions WHERE token_hash = $1")
        .bind(token_hash)
        .fetch_optional(db)
        .await
}

pub async fn touch(db: impl Executor<'_, Database = Any>, token_hash: &str, now: i64) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE sessions SET used_at = $1 WHERE token_hash = $2 AND used_at < $1")
        .bind(now)
        .bind(token_hash)
        .execute(db)
        .await?;
    Ok(())
}

pub async fn end(tx: &mut Tx, token_hash: &str) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM sessions WHERE token_hash = $1").bind(token_hash).execute(&mut **tx).await?;
    Ok(())
}

pub async fn end_all_of(tx: &mut Tx, user: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM sessions WHERE user_id = $1").bind(user.to_string()).execute(&mut **tx).await?;
    Ok(())
}

pub async fn end_others_of(tx: &mut Tx, user: Uuid, token_hash: &str) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM sessions WHERE user_id = $1 AND token_hash <> $2")
        .bind(user.to_string())
        .bind(token_hash)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Ends sessions over their time: absolute, or unused since `idle_since`.
pub async fn end_expired(tx: &mut Tx, now: i64, idle_since: i64) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM sessions WHERE expires_at <= $1 OR used_at <= $2")
        .bind(now)
        .bind(idle_since)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// How many sessions each user has.
pub async fn counts(db: impl Executor<'_, Database = Any>, now: i64) -> Result<Vec<(String, i64)>, sqlx::Error> {
    sqlx::query_as("SELECT user_id, COUNT(*) FROM sessions WHERE expires_at > $1 GROUP BY user_id")
        .bind(now)
        .fetch_all(db)
        .await
}
