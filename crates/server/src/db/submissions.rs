//! Table `submissions`: keyed hashes that tell a repeated submission, and nothing else.

use super::Tx;

/// Remembers a submission. `None`: it is new; otherwise the hash of the content that came under the same id before.
pub async fn remember(tx: &mut Tx, id_mac: &str, content_mac: &str) -> Result<Option<String>, sqlx::Error> {
    let sql = "INSERT INTO submissions (id_mac, content_mac) VALUES ($1, $2) ON CONFLICT (id_mac) DO NOTHING";
    if sqlx::query(sql).bind(id_mac).bind(content_mac).execute(&mut **tx).await?.rows_affected() > 0 {
        return Ok(None);
    }
    sqlx::query_scalar("SELECT content_mac FROM submissions WHERE id_mac = $1")
        .bind(id_mac)
        .fetch_optional(&mut **tx)
        .await
}
