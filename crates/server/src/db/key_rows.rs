//! Tables `keys` and `master_check` of the key store.

use sqlx::{Executor as _, raw_sql};

use super::{Db, Dialect};

pub async fn insert(db: &Db, id: &str, wrapped: &[u8]) -> Result<(), sqlx::Error> {
    sqlx::query("INSERT INTO keys (id, wrapped) VALUES ($1, $2)").bind(id).bind(wrapped).execute(&db.pool).await?;
    Ok(())
}

pub async fn find(db: &Db, id: &str) -> Result<Option<Vec<u8>>, sqlx::Error> {
    sqlx::query_scalar("SELECT wrapped FROM keys WHERE id = $1").bind(id).fetch_optional(&db.pool).await
}

pub async fn count(db: &Db) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar("SELECT COUNT(*) FROM keys").fetch_one(&db.pool).await
}

/// Overwrites a key, deletes it, and clears what the database keeps of deleted rows. `false`: that last part has to be
/// tried again. A key that is gone already is no error.
pub async fn destroy(db: &Db, id: &str) -> Result<bool, sqlx::Error> {
    let nothing = [0_u8; 60];
    let mut tx = db.begin().await?;
    sqlx::query("UPDATE keys SET wrapped = $1 WHERE id = $2")
        .bind(nothing.as_slice())
        .bind(id)
        .execute(&mut *tx)
        .await?;
    sqlx::query("DELETE FROM keys WHERE id = $1").bind(id).execute(&mut *tx).await?;
    match db.dialect {
        Dialect::Sqlite => {
            tx.commit().await?;
            db.flush().await
        }
        Dialect::Postgres => {
            let own: String =
                sqlx::query_scalar("SELECT CAST(pg_current_xact_id() AS TEXT)").fetch_one(&mut *tx).await?;
            tx.commit().await?;
            let looked_at = is_looked_at(db, &own).await?;
            // PostgreSQL only marks rows as dead; a full vacuum writes the table anew without them.
            db.pool.execute(raw_sql("VACUUM (FULL) keys")).await?;
            Ok(!looked_at)
        }
    }
}

/// Whether somebody still looks at PostgreSQL's rows as they were before a transaction: a vacuum leaves them then.
async fn is_looked_at(db: &Db, transaction: &str) -> Result<bool, sqlx::Error> {
    let sql = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
        AND backend_xmin IS NOT NULL AND age(backend_xmin) >= age(CAST(CAST($1 AS xid8) AS xid))";
    let count: i64 = sqlx::query_scalar(sql).bind(transaction).fetch_one(&db.pool).await?;
    Ok(count > 0)
}

/// The known value that the master key has sealed, if there is one.
pub async fn master_check(db: &Db) -> Result<Option<Vec<u8>>, sqlx::Error> {
    sqlx::query_scalar("SELECT body FROM master_check WHERE id = 1").fetch_optional(&db.pool).await
}

/// Sets the known value, unless another process was faster.
pub async fn set_master_check(db: &Db, body: &[u8]) -> Result<(), sqlx::Error> {
    sqlx::query("INSERT INTO master_check (id, body) VALUES (1, $1) ON CONFLICT DO NOTHING")
        .bind(body)
        .execute(&db.pool)
        .await?;
    Ok(())
}
