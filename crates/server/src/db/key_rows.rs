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

/// PostgreSQL only marks deleted rows as dead, and even a full vacuum leaves those that some transaction of the cluster may
/// still look at. Emptying the table and filling it again leaves the old file to nobody. The lock is waited for 5 seconds.
const WRITE_ANEW: &str = "SET LOCAL lock_timeout = '5s';
    LOCK TABLE keys IN ACCESS EXCLUSIVE MODE;
    CREATE TEMPORARY TABLE kept_keys ON COMMIT DROP AS SELECT id, wrapped FROM keys;
    TRUNCATE keys;
    INSERT INTO keys (id, wrapped) SELECT id, wrapped FROM kept_keys;";

/// Overwrites a key, deletes it, and clears what the database keeps of deleted rows. `false`: it is deleted, and that last
/// part has to be tried again. A key that is gone already is no error.
pub async fn destroy(db: &Db, id: &str) -> Result<bool, sqlx::Error> {
    let nothing = [0_u8; 60];
    let mut tx = db.begin().await?;
    sqlx::query("UPDATE keys SET wrapped = $1 WHERE id = $2")
        .bind(nothing.as_slice())
        .bind(id)
        .execute(&mut *tx)
        .await?;
    sqlx::query("DELETE FROM keys WHERE id = $1").bind(id).execute(&mut *tx).await?;
    tx.commit().await?;
    match db.dialect {
        Dialect::Sqlite => db.flush().await,
        Dialect::Postgres => {
            let mut tx = db.begin().await?;
            if tx.execute(raw_sql(WRITE_ANEW)).await.is_err() {
                return Ok(false);
            }
            tx.commit().await?;
            Ok(true)
        }
    }
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
