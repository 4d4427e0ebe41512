//! Tables `audit` and `audit_days`: who did what to which report or person, and when. Never text. The database refuses to change or
//! delete a row.

use jiff::civil::Date;
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

/// What has a time: done by people and by the server itself. `whom`: the person to whom it was done.
pub async fn note(
    tx: &mut Tx,
    at: &str,
    who: Who,
    what: &str,
    (report, whom): (Option<Uuid>, Option<Uuid>),
) -> Result<(), sqlx::Error> {
    sqlx::query("INSERT INTO audit (at, who, what, report_id, whom) VALUES ($1, $2, $3, $4, $5)")
        .bind(at)
        .bind(name(who))
        .bind(what)
        .bind(report.map(|id| id.to_string()))
        .bind(whom.map(|id| id.to_string()))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// What has a day only, done by authors and the website: when a report came in is nobody's business. The id is random, so
/// that it says nothing about the order.
pub async fn note_day(
    tx: &mut Tx,
    (id, day): (Uuid, Date),
    who: Who,
    what: &str,
    report: Option<Uuid>,
) -> Result<(), sqlx::Error> {
    sqlx::query("INSERT INTO audit_days (id, day, who, what, report_id) VALUES ($1, $2, $3, $4, $5)")
        .bind(id.to_string())
        .bind(day.to_string())
        .bind(name(who))
        .bind(what)
        .bind(report.map(|id| id.to_string()))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

fn name(who: Who) -> String {
    match who {
        Who::Person(id) => id.to_string(),
        Who::Author => "author".to_owned(),
        Who::Website => "website".to_owned(),
        Who::Server => "server".to_owned(),
        Who::Operator => "operator".to_owned(),
    }
}
