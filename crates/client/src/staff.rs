//! The calls of the programme's desk: who reviews, whose claim it is.

use reqwest::Method;
use uuid::Uuid;
use wire::{
    Assign, ChangeMember, Event, EventAnswer, Holder, Library, LibraryChange, Member, NewMember, Overview,
    PublishedVersion, SMALL_BODY_BYTES,
};

use crate::http::{PAGE_ANSWER, SMALL_ANSWER, WORK_ANSWER, answer, done, with_body};
use crate::{Client, ClientError};

/// Publications of one page: each may be as long as a report may be.
const PUBLICATIONS: usize = 50;

impl Client {
    /// `GET /v1/people`, for administrators: everybody who may sign in, by name.
    pub async fn people(&self) -> Result<Vec<Member>, ClientError> {
        answer(self.http.call(Method::GET, &["v1", "people"], &[]), PAGE_ANSWER).await
    }

    /// `GET /v1/holders`, for staff: to whom a report can be given.
    pub async fn holders(&self) -> Result<Vec<Holder>, ClientError> {
        answer(self.http.call(Method::GET, &["v1", "holders"], &[]), PAGE_ANSWER).await
    }

    /// `POST /v1/people`.
    pub async fn add_person(&self, new: &NewMember) -> Result<(), ClientError> {
        done(with_body(self.http.call(Method::POST, &["v1", "people"], &[]), new, SMALL_BODY_BYTES)?).await
    }

    /// `POST /v1/people/{id}/changes`.
    pub async fn change_person(&self, person: Uuid, change: &ChangeMember) -> Result<(), ClientError> {
        let call = self.http.call(Method::POST, &["v1", "people", &person.hyphenated().to_string(), "changes"], &[]);
        done(with_body(call, change, SMALL_BODY_BYTES)?).await
    }

    /// `GET /v1/overview`, for staff.
    pub async fn overview(&self) -> Result<Overview, ClientError> {
        answer(self.http.call(Method::GET, &["v1", "overview"], &[]), WORK_ANSWER).await
    }

    /// `GET /v1/publications`. No cursor: from the beginning.
    pub async fn publications(&self, since: Option<&str>) -> Result<Library, ClientError> {
        let limit = PUBLICATIONS.to_string();
        let mut query = vec![("limit", limit.as_str())];
        query.extend(since.map(|cursor| ("since", cursor)));
        answer(self.http.call(Method::GET, &["v1", "publications"], &query), WORK_ANSWER).await
    }

    /// `GET /v1/publications/changes`, for staff: what was corrected or taken out, and why.
    pub async fn library_changes(&self) -> Result<Vec<LibraryChange>, ClientError> {
        answer(self.http.call(Method::GET, &["v1", "publications", "changes"], &[]), WORK_ANSWER).await
    }

    /// `GET /v1/publications/{id}/version`, for staff: what a correction names.
    pub async fn published_version(&self, publication: Uuid) -> Result<i64, ClientError> {
        let path = ["v1", "publications", &publication.hyphenated().to_string(), "version"];
        let PublishedVersion { version } = answer(self.http.call(Method::GET, &path, &[]), SMALL_ANSWER).await?;
        Ok(version)
    }

    /// `POST /v1/publications/{id}/events`: corrected, or taken out of the library.
    pub async fn post_library_event(&self, publication: Uuid, event: &Event) -> Result<EventAnswer, ClientError> {
        let path = ["v1", "publications", &publication.hyphenated().to_string(), "events"];
        answer(with_body(self.http.call(Method::POST, &path, &[]), event, SMALL_BODY_BYTES)?, SMALL_ANSWER).await
    }

    /// `PUT /v1/reports/{id}/claim/holder`: the report goes to somebody else, unread.
    pub async fn assign(&self, report: Uuid, to: Uuid) -> Result<(), ClientError> {
        let path = ["v1", "reports", &report.hyphenated().to_string(), "claim", "holder"];
        done(with_body(self.http.call(Method::PUT, &path, &[]), &Assign { to }, SMALL_BODY_BYTES)?).await
    }
}
