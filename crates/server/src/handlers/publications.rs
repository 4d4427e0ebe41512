//! The library's feed.

use std::sync::Arc;

use axum::{Json, extract::State};
use domain::{Closed as _, Role};
use serde::Deserialize;
use utoipa::IntoParams;
use wire::{Code, ErrorBody, Library, LibraryAct, LibraryChange, LibraryItem, PAGE_ITEMS, PublishedVersion};

use crate::{
    auth::{Reader, SignedIn},
    db::{counters, library_changes, publications as rows, reports},
    errors::{Error, Fault},
    extract::{Id, Params},
    handlers::changes::{read_cursor, write_cursor},
    office::Office,
};

const SCOPE: &str = "library";

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Page {
    /// The cursor of the last answer; none for everything.
    since: Option<String>,
    /// Most items of the answer; 200 at most.
    limit: Option<usize>,
}

/// What was published, corrected and taken out since the cursor. For sessions and service tokens.
#[utoipa::path(get, path = "/v1/publications", tag = "library", params(Page), security(("session" = []), ("service_token" = [])), responses(
    (status = 200, body = Library),
    (status = 400, body = ErrorBody, description = "bad_cursor, malformed"),
    (status = 401, body = ErrorBody, description = "no_session"),
    (status = 429, body = ErrorBody, description = "slow_down"),
))]
pub async fn publications(
    State(office): State<Arc<Office>>,
    _: Reader,
    Params(page): Params<Page>,
) -> Result<Json<Library>, Error> {
    let since = match page.since.as_deref().filter(|since| !since.is_empty()) {
        Some(cursor) => read_cursor(&office, SCOPE, cursor)?,
        None => 0,
    };
    if since > counters::current(&office.db.pool, counters::Feed::Library).await? {
        return Err(Code::BadCursor.into());
    }
    let limit = page.limit.unwrap_or(PAGE_ITEMS).clamp(1, PAGE_ITEMS);
    let mut found = rows::since(&office.db.pool, since, i64::try_from(limit).unwrap_or(i64::MAX) + 1).await?;
    let more = found.len() > limit;
    found.truncate(limit);
    let last = found.last().map_or(since, |(seq, ..)| *seq);
    let items = found.into_iter().map(item).collect::<Result<_, Fault>>()?;
    Ok(Json(Library { items, cursor: write_cursor(&office, SCOPE, last), more }))
}

fn item((_, id, body, number, event): rows::Row) -> Result<LibraryItem, Fault> {
    Ok(match body {
        Some(body) => LibraryItem::Published {
            number: u32::try_from(number).map_err(|_| Fault::Unreadable)?,
            event: event.map(|event| event.parse().map_err(|_| Fault::Unreadable)).transpose()?,
            publication: serde_json::from_str(&body).map_err(|_| Fault::Unreadable)?,
        },
        None => LibraryItem::Tombstone { id: id.parse().map_err(|_| Fault::Unreadable)? },
    })
}

/// What staff corrected and took out, and why; for staff.
#[utoipa::path(get, path = "/v1/publications/changes", tag = "library", responses(
    (status = 200, body = Vec<LibraryChange>),
    (status = 401, body = ErrorBody, description = "no_session"),
    (status = 403, body = ErrorBody, description = "wrong_role"),
    (status = 429, body = ErrorBody, description = "slow_down"),
))]
pub async fn changes(State(office): State<Arc<Office>>, caller: SignedIn) -> Result<Json<Vec<LibraryChange>>, Error> {
    if !caller.is(Role::Staff) {
        return Err(Code::WrongRole.into());
    }
    let rows = library_changes::all(&office.db.pool).await?;
    Ok(Json(rows.into_iter().map(change).collect::<Result<_, Fault>>()?))
}

fn change((number, id, day, by, what, reason): library_changes::Row) -> Result<LibraryChange, Fault> {
    Ok(LibraryChange {
        number: u32::try_from(number).map_err(|_| Fault::Unreadable)?,
        publication: id.parse().map_err(|_| Fault::Unreadable)?,
        what: LibraryAct::from_spelling(&what).ok_or(Fault::Unreadable)?,
        day: day.parse().map_err(|_| Fault::Unreadable)?,
        by,
        reason,
    })
}

/// What a correction of a publication starts from, for staff.
#[utoipa::path(get, path = "/v1/publications/{id}/version", tag = "library", params(("id" = uuid::Uuid, Path)), responses(
    (status = 200, body = PublishedVersion),
    (status = 401, body = ErrorBody, description = "no_session"),
    (status = 403, body = ErrorBody, description = "wrong_role"),
    (status = 404, body = ErrorBody, description = "not_found"),
    (status = 429, body = ErrorBody, description = "slow_down"),
))]
pub async fn version(
    State(office): State<Arc<Office>>,
    caller: SignedIn,
    Id(id): Id,
) -> Result<Json<PublishedVersion>, Error> {
    if !caller.is(Role::Staff) {
        return Err(Code::WrongRole.into());
    }
    let (_, version) = reports::published_as(&office.db.pool, id).await?.ok_or(Code::NotFound)?;
    Ok(Json(PublishedVersion { version }))
}
