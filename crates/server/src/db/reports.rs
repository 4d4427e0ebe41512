//! Table `reports`: where each report stands, and what the queue shows of it.

use std::collections::BTreeSet;

use domain::{Category, Closed, Flag, Region, Stage, State, SwornBand, stage::Standing};
use jiff::civil::Date;
use sqlx::{Any, Executor, FromRow, Row as _, any::AnyRow};
use uuid::Uuid;

use super::{Tx, acts, counters, ids, unknown};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    pub id: Uuid,
    pub version: i64,
    pub state: State,
    /// Its review is over; of the original nothing is left.
    pub concluded: bool,
    /// Place in the change feed.
    pub seq: i64,
    /// What its text is sealed with; none once there is no sealed text left.
    pub key_id: Option<String>,
    /// Hexadecimal salt of its fingerprints.
    pub salt: String,
    pub claim_code_hash: Option<String>,
    pub call_type: Option<Category>,
    pub region: Option<Region>,
    pub sworn_band: Option<SwornBand>,
    pub words: i64,
    pub received: Date,
    pub due: Date,
    pub claimant: Option<Uuid>,
    /// In seconds; 0 without a claim.
    pub claim_until: i64,
    /// The claim ran out, and the feed has said so.
    pub claim_lapsed: bool,
    pub aside_reason: Option<String>,
    /// The day on which it was declined, or until which it is deferred.
    pub aside_day: Option<Date>,
    pub publication_id: Option<Uuid>,
    /// The author was asked on this day and has not answered.
    pub waiting_since: Option<Date>,
    /// From when to when answers were awaited before.
    pub waits: Vec<(Date, Date)>,
    /// The day on which it came into its state.
    pub entered: Option<Date>,
    /// Shared with other reports of the same event.
    pub event: Option<Uuid>,
    /// What staff have to look at after the programme's written procedure.
    pub flag: Option<Flag>,
}

impl FromRow<'_, AnyRow> for Report {
    fn from_row(row: &AnyRow) -> Result<Self, sqlx::Error> {
        fn parsed<T: std::str::FromStr>(row: &AnyRow, column: &str) -> Result<Option<T>, sqlx::Error> {
            let text: Option<String> = row.try_get(column)?;
            text.map(|text| text.parse().map_err(|_| unknown())).transpose()
        }
        fn closed<T: Closed>(row: &AnyRow, column: &str) -> Result<Option<T>, sqlx::Error> {
            let text: Option<String> = row.try_get(column)?;
            text.map(|text| T::from_spelling(&text).ok_or_else(unknown)).transpose()
        }
        Ok(Self {
            id: parsed(row, "id")?.ok_or_else(unknown)?,
            version: row.try_get("version")?,
            state: closed(row, "state")?.ok_or_else(unknown)?,
            concluded: row.try_get::<i64, _>("concluded")? != 0,
            seq: row.try_get("seq")?,
            key_id: row.try_get("key_id")?,
            salt: row.try_get("salt")?,
            claim_code_hash: row.try_get("claim_code_hash")?,
            call_type: closed(row, "call_type")?,
            region: closed(row, "region")?,
            sworn_band: closed(row, "sworn_band")?,
            words: row.try_get("words")?,
            received: parsed(row, "received")?.ok_or_else(unknown)?,
            due: parsed(row, "due")?.ok_or_else(unknown)?,
            claimant: parsed(row, "claimant")?,
            claim_until: row.try_get("claim_until")?,
            claim_lapsed: row.try_get::<i64, _>("claim_lapsed")? != 0,
            aside_reason: row.try_get("aside_reason")?,
            aside_day: parsed(row, "aside_day")?,
            publication_id: parsed(row, "publication_id")?,
            waiting_since: parsed(row, "waiting_since")?,
            waits: serde_json::from_str(row.try_get("waits")?).map_err(|_| unknown())?,
            entered: parsed(row, "entered")?,
            event: parsed(row, "event")?,
            flag: closed(row, "flag")?,
        })
    }
}

/// The columns, for `SELECT` and `RETURNING`.
macro_rules! columns {
    () => {
        "id, version, state, concluded, seq, key_id, salt, claim_code_hash, call_type, region, sworn_band, words, received, due, \
         claimant, claim_until, claim_lapsed, aside_reason, aside_day, publication_id, waiting_since, waits, entered, event, flag"
    };
}

impl Report {
    pub fn standing(&self, acted: Vec<(Uuid, Stage)>) -> Standing {
        Standing { state: self.state, claimant: self.claimant, acted, concluded: self.concluded, day: self.aside_day }
    }

    pub fn release(&mut self) {
        (self.claimant, self.claim_until, self.claim_lapsed) = (None, 0, false);
    }

    pub fn claim_for(&mut self, user: Uuid, until: i64) {
        (self.claimant, self.claim_until, self.claim_lapsed) = (Some(user), until, false);
    }
}

/// Writes a new report into the table and the change feed; its `seq` is set here.
pub async fn insert(tx: &mut Tx, report: &Report) -> Result<(), sqlx::Error> {
    let seq = counters::next(tx, counters::Feed::Changes).await?;
    let sql = "INSERT INTO reports (id, version, state, concluded, seq, key_id, salt, claim_code_hash, call_type, region, sworn_band,
        words, received, due, claimant, claim_until, claim_lapsed, aside_reason, aside_day, publication_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, NULL, 0, 0, NULL, NULL, NULL)";
    sqlx::query(sql)
        .bind(report.id.to_string())
        .bind(report.version)
        .bind(report.state.as_str())
        .bind(i64::from(report.concluded))
        .bind(seq)
        .bind(&report.key_id)
        .bind(&report.salt)
        .bind(&report.claim_code_hash)
        .bind(report.call_type.map(Closed::as_str))
        .bind(report.region.map(Closed::as_str))
        .bind(report.sworn_band.map(Closed::as_str))
        .bind(report.words)
        .bind(report.received.to_string())
        .bind(report.due.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Writes a report back that [`hold`] gave out, and puts it at the end of the change feed.
pub async fn update(tx: &mut Tx, report: &mut Report) -> Result<(), sqlx::Error> {
    report.seq = counters::next(tx, counters::Feed::Changes).await?;
    let sql = "UPDATE reports SET version = $1, state = $2, concluded = $3, seq = $4, key_id = $5, claim_code_hash = $6, call_type = $7,
        region = $8, sworn_band = $9, words = $10, due = $11, claimant = $12, claim_until = $13, claim_lapsed = $14, aside_reason = $15,
        aside_day = $16, publication_id = $17, waiting_since = $18, waits = $19, entered = $20, event = $21, flag = $22 WHERE id = $23";
    sqlx::query(sql)
        .bind(report.version)
        .bind(report.state.as_str())
        .bind(i64::from(report.concluded))
        .bind(report.seq)
        .bind(&report.key_id)
        .bind(&report.claim_code_hash)
        .bind(report.call_type.map(Closed::as_str))
        .bind(report.region.map(Closed::as_str))
        .bind(report.sworn_band.map(Closed::as_str))
        .bind(report.words)
        .bind(report.due.to_string())
        .bind(report.claimant.map(|id| id.to_string()))
        .bind(report.claim_until)
        .bind(i64::from(report.claim_lapsed))
        .bind(&report.aside_reason)
        .bind(report.aside_day.map(|day| day.to_string()))
        .bind(report.publication_id.map(|id| id.to_string()))
        .bind(report.waiting_since.map(|day| day.to_string()))
        .bind(serde_json::to_string(&report.waits).unwrap_or_else(|_| "[]".to_owned()))
        .bind(report.entered.map(|day| day.to_string()))
        .bind(report.event.map(|id| id.to_string()))
        .bind(report.flag.map(Closed::as_str))
        .bind(report.id.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The report and who acted in it, locked until the transaction ends: whatever is decided from it stays true.
pub async fn hold(tx: &mut Tx, id: Uuid) -> Result<Option<(Report, Standing)>, sqlx::Error> {
    // The update that changes nothing takes the row's lock on both databases, and returns what others have committed.
    let sql = concat!("UPDATE reports SET version = version WHERE id = $1 RETURNING ", columns!());
    let report: Option<Report> = sqlx::query_as(sql).bind(id.to_string()).fetch_optional(&mut **tx).await?;
    let Some(report) = report else { return Ok(None) };
    let acted = acts::of(&mut **tx, id).await?;
    let standing = report.standing(acted);
    Ok(Some((report, standing)))
}

pub async fn get(db: impl Executor<'_, Database = Any>, id: Uuid) -> Result<Option<Report>, sqlx::Error> {
    sqlx::query_as(concat!("SELECT ", columns!(), " FROM reports WHERE id = $1"))
        .bind(id.to_string())
        .fetch_optional(db)
        .await
}

pub async fn changed_since(
    db: impl Executor<'_, Database = Any>,
    since: i64,
    limit: i64,
) -> Result<Vec<Report>, sqlx::Error> {
    sqlx::query_as(concat!("SELECT ", columns!(), " FROM reports WHERE seq > $1 ORDER BY seq LIMIT $2"))
        .bind(since)
        .bind(limit)
        .fetch_all(db)
        .await
}

pub async fn by_claim_code(db: impl Executor<'_, Database = Any>, hash: &str) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar("SELECT id FROM reports WHERE claim_code_hash = $1").bind(hash).fetch_optional(db).await
}

/// Ids of the reports in a state, not concluded.
pub async fn open_in(db: impl Executor<'_, Database = Any>, state: State) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar("SELECT id FROM reports WHERE state = $1 AND concluded = 0 ORDER BY seq")
        .bind(state.as_str())
        .fetch_all(db)
        .await
}

/// The reports in a state, not concluded, and those approved, which wait for their publication.
pub async fn standing_in(db: impl Executor<'_, Database = Any>, state: State) -> Result<Vec<Report>, sqlx::Error> {
    let sql = concat!("SELECT ", columns!(), " FROM reports WHERE state = $1 AND (concluded = 0 OR state = $2)");
    sqlx::query_as(sql).bind(state.as_str()).bind(State::Approved.as_str()).fetch_all(db).await
}

/// Ids of the reports whose claim has run out without the feed having said so.
pub async fn newly_lapsed(db: impl Executor<'_, Database = Any>, now: i64) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT id FROM reports WHERE claimant IS NOT NULL AND claim_lapsed = 0 AND claim_until <= $1 ORDER BY seq",
    )
    .bind(now)
    .fetch_all(db)
    .await
}

/// Ids of the reports that somebody has claimed, in the order in which they are held.
pub async fn claimed_by(db: impl Executor<'_, Database = Any>, user: Uuid) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar("SELECT id FROM reports WHERE claimant = $1 ORDER BY id")
        .bind(user.to_string())
        .fetch_all(db)
        .await
}

/// Ids of the reports of an event.
pub async fn of_event(db: impl Executor<'_, Database = Any>, event: Uuid) -> Result<BTreeSet<Uuid>, sqlx::Error> {
    let found: Vec<String> =
        sqlx::query_scalar("SELECT id FROM reports WHERE event = $1").bind(event.to_string()).fetch_all(db).await?;
    Ok(ids(&found)?.into_iter().collect())
}

/// Ids of the reports that are the only one of their event, of which nothing is published either.
pub async fn alone_in_event(db: impl Executor<'_, Database = Any>) -> Result<Vec<String>, sqlx::Error> {
    let sql = "SELECT MIN(id) FROM reports
        WHERE event IS NOT NULL AND event NOT IN (SELECT event FROM published_events)
        GROUP BY event HAVING COUNT(*) = 1";
    sqlx::query_scalar(sql).fetch_all(db).await
}

/// Every key that a report is sealed with.
pub async fn keys_in_use(db: impl Executor<'_, Database = Any>) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar("SELECT key_id FROM reports WHERE key_id IS NOT NULL").fetch_all(db).await
}

/// Id and version of the report that is published under this id.
pub async fn published_as(
    db: impl Executor<'_, Database = Any>,
    publication: Uuid,
) -> Result<Option<(Uuid, i64)>, sqlx::Error> {
    let row: Option<(String, i64)> = sqlx::query_as("SELECT id, version FROM reports WHERE publication_id = $1")
        .bind(publication.to_string())
        .fetch_optional(db)
        .await?;
    Ok(row.and_then(|(id, version)| Some((id.parse().ok()?, version))))
}
