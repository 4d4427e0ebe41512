//! The change feed: what the queue shows, per user, since the last pull.

use std::{collections::HashMap, sync::Arc};

use axum::{Json, extract::State};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{Closed as _, DeclineReason, Role, Stage, State as ReportState, calendar, stage};
use jiff::{Timestamp, civil::Date};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;
use wire::{Card, Change, Changes, ClaimState, Code, ErrorBody, Held, PAGE_ITEMS};

use crate::{
    auth::SignedIn,
    config::Random,
    db::{
        acts, counters, farewells,
        reports::{self, Report},
        users::{self, Person},
    },
    errors::Error,
    extract::Params,
    office::Office,
    questions, same_event,
    seal::Key,
    sight::{self, Sight, was_visible},
};

/// Rows of the feed that are looked at in one go.
const ROWS_AT_ONCE: i64 = 200;

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Page {
    /// From the last answer; none for everything.
    cursor: Option<String>,
    /// Most items of the answer; 200 at most.
    limit: Option<usize>,
}

/// What changed for this user since the cursor.
#[utoipa::path(get, path = "/v1/changes", tag = "reports", params(Page), responses(
    (status = 200, body = Changes),
    (status = 400, body = ErrorBody, description = "bad_cursor, malformed"),
    (status = 401, body = ErrorBody, description = "no_session"),
    (status = 429, body = ErrorBody, description = "slow_down"),
))]
pub async fn changes(
    State(office): State<Arc<Office>>,
    caller: SignedIn,
    Params(page): Params<Page>,
) -> Result<Json<Changes>, Error> {
    let person = &caller.person;
    let since = match page.cursor.as_deref().filter(|cursor| !cursor.is_empty()) {
        Some(cursor) => read_cursor(&office, &scope(person), cursor)?,
        None => 0,
    };
    if since > counters::current(&office.db.pool, counters::Feed::Changes).await? {
        return Err(Code::BadCursor.into());
    }
    let limit = page.limit.unwrap_or(PAGE_ITEMS).clamp(1, PAGE_ITEMS);
    // Read on until the page is full of what this person may know, and one item more: neither its length nor its end tells
    // of anything else.
    let mut found: Vec<(i64, Change)> = Vec::new();
    let mut read_to = since;
    while found.len() <= limit {
        let rows = reports::changed_since(&office.db.pool, read_to, ROWS_AT_ONCE).await?;
        let Some(last) = rows.last().map(|row| row.seq) else { break };
        found.extend(told(&office, person, &rows, (read_to, last)).await?);
        read_to = last;
    }
    let more = found.len() > limit;
    found.truncate(limit);
    let last = found.last().map_or(since, |(seq, _)| *seq);
    Ok(Json(Changes {
        changes: found.into_iter().map(|(_, change)| change).collect(),
        cursor: write_cursor(&office, &scope(person), last),
        more,
        lists: office.config.lists.name.clone(),
    }))
}

/// What a person may know of these rows, which are all in a stretch of the feed, each with its place.
async fn told(
    office: &Office,
    person: &Person,
    rows: &[Report],
    (after, up_to): (i64, i64),
) -> Result<Vec<(i64, Change)>, Error> {
    let mine: HashMap<Uuid, Vec<(Uuid, Stage)>> = acts::by(&office.db.pool, person.id).await?;
    let handed_over = acts::reports_in(&office.db.pool, after, up_to).await?;
    let farewells = farewells::of(&office.db.pool, person.id).await?;
    let names = names(office, person, rows).await?;
    let mut changes = Vec::new();
    for report in rows {
        let acted = mine.get(&report.id).cloned().unwrap_or_default();
        let seen_by_state = !acted.is_empty() || was_visible(report, handed_over.contains(&report.id), person);
        let told = farewells.contains(&report.id);
        let change = match sight::of(office, &office.db.pool, report, person).await? {
            Sight::Open => {
                let event = if same_event::is_told(office, report, person).await? { report.event } else { None };
                let holder = report.claimant.and_then(|holder| names.get(&holder));
                Change::Card(card(report, event, acted, holder, (person, office.today())))
            }
            Sight::Closed if seen_by_state => Change::Gone { id: report.id, concluded: report.concluded },
            // Nothing is left that says from whom it was hidden, but who has to be told.
            Sight::Unknown if seen_by_state && (!acted.is_empty() || told) => {
                Change::Gone { id: report.id, concluded: report.concluded }
            }
            // They said themselves that they may know it.
            Sight::Hidden if told => Change::Gone { id: report.id, concluded: false },
            Sight::Closed | Sight::Unknown | Sight::Hidden => continue,
        };
        changes.push((report.seq, change));
    }
    Ok(changes)
}

/// The shown names of those who hold these reports, for staff; nobody else is told who works on what.
async fn names(office: &Office, person: &Person, rows: &[Report]) -> Result<HashMap<Uuid, String>, Error> {
    if !person.roles.contains(&Role::Staff) || rows.iter().all(|report| report.claimant.is_none()) {
        return Ok(HashMap::new());
    }
    let people = users::all(&office.db.pool).await?;
    Ok(people.iter().map(users::Row::person).map(|Person { id, display, .. }| (id, display)).collect())
}

/// `event` and `holder`: as this person may be told of them.
fn card(
    report: &Report,
    event: Option<Uuid>,
    acted: Vec<(Uuid, Stage)>,
    holder: Option<&String>,
    (person, today): (&Person, Date),
) -> Card {
    let until = Timestamp::from_second(report.claim_until).unwrap_or(Timestamp::MAX);
    let claim = match report.claimant {
        Some(holder) if holder == person.id => ClaimState::Mine { until },
        Some(_) if !report.claim_lapsed => ClaimState::Taken { held: holder.map(|by| Held { by: by.clone(), until }) },
        Some(_) | None => ClaimState::Free,
    };
    let declined = report.state == ReportState::Declined;
    Card {
        id: report.id,
        version: report.version,
        state: report.state,
        category: report.call_type,
        region: report.region,
        sworn_band: report.sworn_band,
        words: u32::try_from(report.words).unwrap_or(u32::MAX),
        received: report.received,
        due: questions::due(report, today),
        claim,
        barred: stage::may_take(&report.standing(acted), person.id, &person.roles).err(),
        waiting_since: report.waiting_since,
        event,
        flag: report.flag.filter(|_| person.roles.contains(&Role::Staff) || report.claimant == Some(person.id)),
        declined_for: report.aside_reason.as_deref().filter(|_| declined).and_then(DeclineReason::from_spelling),
        sealed_until: report
            .aside_day
            .filter(|_| declined)
            .map(|day| calendar::plus_days(day, stage::DECLINE_SEAL_DAYS)),
        deferred_until: report.aside_day.filter(|_| report.state == ReportState::Deferred),
    }
}

/// A cursor holds for one user with one set of roles: with other roles, other reports are to be seen from the start.
fn scope(person: &Person) -> String {
    format!("changes of {} as {:?}", person.id, person.roles)
}

/// Where a feed was read up to, sealed: only this server can have written it, and nobody else can read the place, which would
/// tell how many changes there were that they were not told. The same place is always sealed alike.
pub fn write_cursor(office: &Office, scope: &str, seq: i64) -> String {
    let place = seq.to_be_bytes();
    let nonce = office.config.master_key.derive("nonce of a cursor", &[scope.as_bytes(), &place]);
    // Made of what is sealed, so that no two cursors share one.
    let nonce: Random = Arc::new(move |bytes| bytes.iter_mut().zip(nonce.iter()).for_each(|(byte, own)| *byte = *own));
    URL_SAFE_NO_PAD.encode(cursor_key(office).seal(&nonce, scope, &place))
}

pub fn read_cursor(office: &Office, scope: &str, cursor: &str) -> Result<i64, Error> {
    let sealed = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| Code::BadCursor)?;
    let place = cursor_key(office).open(scope, &sealed).map_err(|_| Code::BadCursor)?;
    Ok(i64::from_be_bytes(place.as_slice().try_into().map_err(|_| Code::BadCursor)?))
}

fn cursor_key(office: &Office) -> Key {
    office.config.master_key.derive_key("cursors")
}
