//! Table `sign_ins`: failed sign-ins per name, and the lock that they lead to.

use sqlx::{Any, Executor, FromRow};

use super::Tx;

#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
pub struct Attempts {
    pub failures: i64,
    /// When the window began, in seconds.
    pub since: i64,
    pub locked_until: i64,
}

/// The attempts under a name, locked until the transaction ends.
pub async fn hold(tx: &mut Tx, name_key: &str, now: i64) -> Result<Attempts, sqlx::Error> {
    // The update that changes nothing takes the row's lock on both databases.
    let sql = "INSERT INTO sign_ins (name_key, failures, since, locked_until) VALUES ($1, 0, $2, 0)
        ON CONFLICT (name_key) DO UPDATE SET failures = sign_ins.failures RETURNING failures, since, locked_until";
    sqlx::query_as(sql).bind(name_key).bind(now).fetch_one(&mut **tx).await
}

pub async fn set(tx: &mut Tx, name_key: &str, attempts: Attempts) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE sign_ins SET failures = $1, since = $2, locked_until = $3 WHERE name_key = $4")
        .bind(attempts.failures)
        .bind(attempts.since)
        .bind(attempts.locked_until)
        .bind(name_key)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub async fn forget(tx: &mut Tx, name_key: &str) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM sign_ins WHERE name_key = $1").bind(name_key).execute(&mut **tx).await?;
    Ok(())
}

/// Until when a name is locked, in seconds; 0 if it never was.
pub async fn locked_until(db: impl Executor<'_, Database = Any>, name_key: &str) -> Result<i64, sqlx::Error> {
    let until: Option<i64> = sqlx::query_scalar("SELECT locked_until FROM sign_ins WHERE name_key = $1")
        .bind(name_key)
        .fetch_optional(db)
        .await?;
    Ok(until.unwrap_or(0))
}

/// Forgets windows that ended before `before`.
pub async fn forget_old(tx: &mut Tx, before: i64) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM sign_ins WHERE since < $1 AND locked_until < $1").bind(before).execute(&mut **tx).await?;
    Ok(())
}
