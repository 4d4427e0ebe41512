//! Table `service_tokens`: tokens of other programs, by their hash.

use sqlx::{Any, Executor};

use super::Tx;

/// Sets the one token that goes by this name.
pub async fn set(tx: &mut Tx, name: &str, token_hash: &str) -> Result<(), sqlx::Error> {
    let sql = "INSERT INTO service_tokens (name, token_hash) VALUES ($1, $2)
        ON CONFLICT (name) DO UPDATE SET token_hash = excluded.token_hash";
    sqlx::query(sql).bind(name).bind(token_hash).execute(&mut **tx).await?;
    Ok(())
}

/// Names and hashes: few, and compared one by one in constant time.
pub async fn all(db: impl Executor<'_, Database = Any>) -> Result<Vec<(String, String)>, sqlx::Error> {
    sqlx::query_as("SELECT name, token_hash FROM service_tokens ORDER BY name").fetch_all(db).await
}
