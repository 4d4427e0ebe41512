//! Table `counters`: the numbers of the feeds.

use super::Tx;

/// The next number of a feed. Its row stays locked until the transaction ends, so that numbers become visible in their
/// order: a reader that saw one has seen all before it.
pub async fn next(tx: &mut Tx, feed: Feed) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar("UPDATE counters SET value = value + 1 WHERE name = $1 RETURNING value")
        .bind(feed.name())
        .fetch_one(&mut **tx)
        .await
}

/// Keeps others from writing into a feed until the transaction ends, and gives no number out.
pub async fn hold(tx: &mut Tx, feed: Feed) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE counters SET value = value WHERE name = $1").bind(feed.name()).execute(&mut **tx).await?;
    Ok(())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Feed {
    Changes,
    Library,
}

impl Feed {
    const fn name(self) -> &'static str {
        match self {
            Self::Changes => "changes",
            Self::Library => "library",
        }
    }
}

/// The number given out last.
pub async fn current(db: impl sqlx::Executor<'_, Database = sqlx::Any>, feed: Feed) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar("SELECT value FROM counters WHERE name = $1").bind(feed.name()).fetch_one(db).await
}
