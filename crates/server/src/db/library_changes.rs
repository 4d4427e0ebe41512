//! Table `library_changes`: who corrected a publication or took it out, on which day, and why.

use jiff::civil::Date;
use sqlx::{Any, Executor};
use uuid::Uuid;
use wire::LibraryAct;

use super::Tx;

/// To be called right after the publication was changed: the change gets its sequence number.
pub async fn note(
    tx: &mut Tx,
    publication: Uuid,
    (day, user): (Date, Uuid),
    what: LibraryAct,
    reason: &str,
) -> Result<(), sqlx::Error> {
    let sql = "INSERT INTO library_changes (seq, publication_id, day, user_id, what, reason)
        SELECT seq, id, $1, $2, $3, $4 FROM publications WHERE id = $5";
    sqlx::query(sql)
        .bind(day.to_string())
        .bind(user.to_string())
        .bind(domain::Closed::as_str(what))
        .bind(reason)
        .bind(publication.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Whether this person took the publication out.
pub async fn was_taken_out(
    db: impl Executor<'_, Database = Any>,
    publication: Uuid,
    user: Uuid,
) -> Result<bool, sqlx::Error> {
    let sql = "SELECT COUNT(*) FROM library_changes WHERE publication_id = $1 AND user_id = $2 AND what = $3";
    let found: i64 = sqlx::query_scalar(sql)
        .bind(publication.to_string())
        .bind(user.to_string())
        .bind(domain::Closed::as_str(LibraryAct::TakenOut))
        .fetch_one(db)
        .await?;
    Ok(found > 0)
}

/// Number and id of the publication, day, shown name, what, and reason; the newest first.
pub type Row = (i64, String, String, String, String, String);

pub async fn all(db: impl Executor<'_, Database = Any>) -> Result<Vec<Row>, sqlx::Error> {
    let sql = "SELECT publications.number, publications.id, library_changes.day, users.display, library_changes.what,
            library_changes.reason
        FROM library_changes
        JOIN publications ON publications.id = library_changes.publication_id
        JOIN users ON users.id = library_changes.user_id
        ORDER BY library_changes.seq DESC";
    sqlx::query_as(sql).fetch_all(db).await
}
