//! The calls, in the order in which a report meets them.

use std::fmt;

use domain::{Flag, Private};
use reqwest::Method;
use uuid::Uuid;
use wire::{
    API_VERSION, Ask, AskShared, Changes, Claim, Clean, DraftSaved, Event, EventAnswer, Health, LinkEvent, Lists,
    Original, PutDraft, Reveal, SMALL_BODY_BYTES, Session, SetFlag, Shared, SignIn, Similar, WORK_BODY_BYTES, Work,
};

use crate::http::{Http, PAGE_ANSWER, PATIENCE, Patience, SMALL_ANSWER, WORK_ANSWER, answer, done, with_body};
use crate::{AddressError, ClientError};

/// One server, and the session there, if any. Cheap to clone; clones share their connections.
#[derive(Clone)]
pub struct Client {
    pub(crate) http: Http,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Client")
    }
}

impl Client {
    /// `server` is scheme, host and port: https, or http to this very machine.
    pub fn new(server: &str, token: Option<Private>) -> Result<Self, AddressError> {
        Self::with_patience(server, token, PATIENCE)
    }

    pub(crate) fn with_patience(
        server: &str,
        token: Option<Private>,
        patience: Patience,
    ) -> Result<Self, AddressError> {
        Ok(Self { http: Http::new(server, patience)?.with_token(token.as_ref())? })
    }

    /// The same server with another session, or without one.
    pub fn with_token(&self, token: Option<&Private>) -> Result<Self, AddressError> {
        Ok(Self { http: self.http.clone().with_token(token)? })
    }

    /// The server's address in its one spelling: what stores are named by.
    pub fn server(&self) -> &str {
        self.http.address.as_str()
    }

    /// `GET /health`. `NotThisApi`: something else answers there, or a server of another version of the API.
    pub async fn health(&self) -> Result<Health, ClientError> {
        let health: Health = answer(self.http.call(Method::GET, &["health"], &[]), SMALL_ANSWER).await?;
        if health.name != "nearmiss-server" || health.api_version != API_VERSION {
            return Err(ClientError::NotThisApi);
        }
        Ok(health)
    }

    /// `POST /v1/sessions`. The token is not taken over: see [`Client::with_token`].
    pub async fn sign_in(&self, sign_in: &SignIn) -> Result<Session, ClientError> {
        let call = self.http.call(Method::POST, &["v1", "sessions"], &[]);
        let session: Session = answer(with_body(call, sign_in, SMALL_BODY_BYTES)?, SMALL_ANSWER).await?;
        if session.api_version != API_VERSION {
            return Err(ClientError::NotThisApi);
        }
        Ok(session)
    }

    /// `DELETE /v1/sessions/current`.
    pub async fn sign_out(&self) -> Result<(), ClientError> {
        done(self.http.call(Method::DELETE, &["v1", "sessions", "current"], &[])).await
    }

    /// `GET /v1/changes`. No cursor: from the beginning. `limit` is at most [`wire::PAGE_ITEMS`].
    pub async fn changes(&self, cursor: Option<&str>, limit: usize) -> Result<Changes, ClientError> {
        let limit = limit.min(wire::PAGE_ITEMS).to_string();
        let mut query = vec![("limit", limit.as_str())];
        query.extend(cursor.map(|cursor| ("cursor", cursor)));
        answer(self.http.call(Method::GET, &["v1", "changes"], &query), PAGE_ANSWER).await
    }

    /// `GET /v1/lists`: what the server's detector leaves alone.
    pub async fn lists(&self) -> Result<Lists, ClientError> {
        answer(self.http.call(Method::GET, &["v1", "lists"], &[]), PAGE_ANSWER).await
    }

    /// `PUT /v1/reports/{id}/claim`: takes or renews.
    pub async fn claim(&self, report: Uuid) -> Result<Claim, ClientError> {
        answer(self.report(Method::PUT, report, "claim"), SMALL_ANSWER).await
    }

    /// `DELETE /v1/reports/{id}/claim`.
    pub async fn release(&self, report: Uuid) -> Result<(), ClientError> {
        done(self.report(Method::DELETE, report, "claim")).await
    }

    /// `PUT /v1/reports/{id}/recusal`: from now on the report is as if it did not exist for this user.
    pub async fn recuse(&self, report: Uuid) -> Result<(), ClientError> {
        done(self.report(Method::PUT, report, "recusal")).await
    }

    /// `GET /v1/reports/{id}/work`.
    pub async fn work(&self, report: Uuid) -> Result<Work, ClientError> {
        answer(self.report(Method::GET, report, "work"), WORK_ANSWER).await
    }

    /// `POST /v1/reports/{id}/original`: the text as it came in, on purpose; the audit trail says who looked.
    pub async fn original(&self, report: Uuid, reveal: &Reveal) -> Result<Original, ClientError> {
        let call = with_body(self.report(Method::POST, report, "original"), reveal, SMALL_BODY_BYTES)?;
        answer(call, WORK_ANSWER).await
    }

    /// `POST /v1/reports/{id}/questions`: asks the author. The same question under the same id is asked once.
    pub async fn ask(&self, report: Uuid, ask: &Ask) -> Result<(), ClientError> {
        done(with_body(self.report(Method::POST, report, "questions"), ask, SMALL_BODY_BYTES)?).await
    }

    /// `GET /v1/reports/{id}/similar`.
    pub async fn similar(&self, report: Uuid) -> Result<Similar, ClientError> {
        answer(self.report(Method::GET, report, "similar"), SMALL_ANSWER).await
    }

    /// `POST /v1/reports/{id}/shared`: how many reports of the library share each combination; none: fewer than five.
    pub async fn shared(&self, report: Uuid, ask: &AskShared) -> Result<Shared, ClientError> {
        let call = with_body(self.report(Method::POST, report, "shared"), ask, SMALL_BODY_BYTES)?;
        answer(call, SMALL_ANSWER).await
    }

    /// `PUT /v1/reports/{id}/event`: the two reports tell of one event; without the other one, it stands for itself.
    pub async fn link_event(&self, report: Uuid, link: &LinkEvent) -> Result<(), ClientError> {
        done(with_body(self.report(Method::PUT, report, "event"), link, SMALL_BODY_BYTES)?).await
    }

    /// `PUT /v1/reports/{id}/flag`: a possible crime, or an author in distress; none takes the flag away.
    pub async fn flag(&self, report: Uuid, flag: Option<Flag>) -> Result<(), ClientError> {
        done(with_body(self.report(Method::PUT, report, "flag"), &SetFlag { flag }, SMALL_BODY_BYTES)?).await
    }

    /// `PUT /v1/reports/{id}/draft`.
    pub async fn put_draft(&self, report: Uuid, draft: &PutDraft) -> Result<DraftSaved, ClientError> {
        let call = with_body(self.report(Method::PUT, report, "draft"), draft, WORK_BODY_BYTES)?;
        answer(call, SMALL_ANSWER).await
    }

    /// `POST /v1/reports/{id}/events`. Refusals by a rule of the review are answers, not errors.
    pub async fn post_event(&self, report: Uuid, event: &Event) -> Result<EventAnswer, ClientError> {
        let call = with_body(self.report(Method::POST, report, "events"), event, WORK_BODY_BYTES)?;
        answer(call, WORK_ANSWER).await
    }

    /// `GET /v1/reports/{id}/clean`, for staff.
    pub async fn clean(&self, report: Uuid) -> Result<Clean, ClientError> {
        answer(self.report(Method::GET, report, "clean"), WORK_ANSWER).await
    }

    pub(crate) fn report(&self, method: Method, report: Uuid, what: &str) -> reqwest::RequestBuilder {
        self.http.call(method, &["v1", "reports", &report.hyphenated().to_string(), what], &[])
    }
}
