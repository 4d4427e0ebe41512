//! Table `audit`: who did what to which report, and when. Never text. The database refuses to change or delete a row.

use uuid::Uuid;

use super::Tx;

/// Who is answerable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    Person(Uuid),
    /// Known by claim code only.
    Author,
    Website,
    /// The server itself, on a date.
    Server,
    /// Whoever has access to the server's command line.
    Operator,
}

/// `at` is a time for people and a day for authors and the website: when a report came in is nobody's business.
pub async fn note(tx: &mut Tx, at: &str, who: Who, what: &str, report: Option<Uuid>) -> Result<(), sqlx::Error> {
    let who = match who {
        Who::Person(id) => id.to_string(),
        Who::Author => "author".to_owned(),
        Who::Website => "website".to_owned(),
        Who::Server => "server".to_owned(),
        Who::Operator => "operator".to_owned(),
    };
    sqlx::query("INSERT INTO audit (at, who, what, report_id) VALUES ($1, $2, $3, $4)")
        .bind(at)
        .bind(who)
        .bind(what)
        .bind(report.map(|id| id.to_string()))
        .execute(&mut **tx)
        .await?;
    Ok(())
}
