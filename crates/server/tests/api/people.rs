//! The people of the tests, and how they call the server.

use domain::{Draft, Role};
use reqwest::{Method, StatusCode};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::json;
use server::people::{New, PeopleError, Who};
use uuid::Uuid;
use wire::{
    Card, Change, Changes, Clean, Code, Detector, ErrorBody, Event, EventAnswer, Library, PublishedVersion, Receipt,
    Session, Step, Submission, Work,
};

use crate::house::{House, PASSWORD, SERVICE_TOKEN};

pub const ALL: &[(&str, &[Role])] = &[
    ("one", &[Role::StageOne]),
    ("other-one", &[Role::StageOne]),
    ("two", &[Role::StageTwo]),
    ("third", &[Role::StageTwo]),
    ("both", &[Role::StageOne, Role::StageTwo]),
    ("staff", &[Role::Staff]),
    ("admin", &[Role::Staff, Role::Administrator]),
    ("all", &[Role::StageOne, Role::StageTwo, Role::Staff]),
];

/// Somebody who calls: a person with a session, the website, or nobody.
pub struct Caller<'h> {
    pub house: &'h House,
    pub http: reqwest::Client,
    pub token: Option<String>,
}

/// An answer that has arrived.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub body: String,
}

impl Answer {
    pub fn json<T: DeserializeOwned>(&self) -> T {
        assert!(self.status.is_success(), "{} {}", self.status, self.body);
        serde_json::from_str(&self.body).unwrap()
    }

    /// The code of a refusal; fails if the call went well.
    pub fn code(&self) -> Code {
        assert!(!self.status.is_success(), "{} {}", self.status, self.body);
        serde_json::from_str::<ErrorBody>(&self.body).unwrap().code
    }
}

impl House {
    pub fn nobody(&self) -> Caller<'_> {
        Caller { house: self, http: self.http.clone(), token: None }
    }

    pub fn website(&self) -> Caller<'_> {
        Caller { token: Some(SERVICE_TOKEN.to_owned()), ..self.nobody() }
    }

    /// Adds somebody, if they are not there yet: a password hash takes its time.
    pub async fn person(&self, name: &str) {
        let (_, roles) = ALL.iter().find(|(known, _)| *known == name).unwrap();
        let new = New { name, display: name, roles, password: PASSWORD.into(), temporary: false, agencies: &[] };
        match server::people::create(self.office(), Who::Operator, new).await {
            Ok(_) | Err(PeopleError::Taken) => {}
            Err(other) => panic!("{other}"),
        }
    }

    pub async fn sign_in(&self, name: &str) -> Caller<'_> {
        if self.column("SELECT name FROM users").await.iter().all(|known| known != name) {
            self.person(name).await;
        }
        let session: Session = self.nobody().try_sign_in(name, PASSWORD).await.json();
        Caller { token: Some(session.token.into_exposed()), ..self.nobody() }
    }
}

impl Caller<'_> {
    pub async fn send(&self, method: Method, path: &str, body: Vec<u8>) -> Answer {
        let mut call = self.http.request(method, format!("{}{path}", self.house.url())).body(body);
        if let Some(token) = &self.token {
            call = call.bearer_auth(token);
        }
        let response = call.send().await.unwrap();
        let status = response.status();
        Answer { status, body: response.text().await.unwrap() }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, Vec::new()).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.send(Method::DELETE, path, Vec::new()).await
    }

    pub async fn post(&self, path: &str, body: &impl Serialize) -> Answer {
        self.send(Method::POST, path, serde_json::to_vec(body).unwrap()).await
    }

    pub async fn put(&self, path: &str, body: &impl Serialize) -> Answer {
        self.send(Method::PUT, path, serde_json::to_vec(body).unwrap()).await
    }

    pub async fn try_sign_in(&self, name: &str, password: &str) -> Answer {
        self.post("/v1/sessions", &json!({ "name": name, "password": password })).await
    }

    pub async fn submit(&self, submission: &Submission) -> Receipt {
        self.post("/v1/submissions", submission).await.json()
    }

    pub async fn changes(&self, cursor: Option<&str>) -> Changes {
        self.get(&format!("/v1/changes?cursor={}", cursor.unwrap_or_default())).await.json()
    }

    /// Every card that this user sees.
    pub async fn cards(&self) -> Vec<Card> {
        let changes = self.changes(None).await.changes;
        changes
            .into_iter()
            .filter_map(|change| if let Change::Card(card) = change { Some(card) } else { None })
            .collect()
    }

    pub async fn card(&self, id: Uuid) -> Option<Card> {
        self.cards().await.into_iter().find(|card| card.id == id)
    }

    pub async fn try_claim(&self, id: Uuid) -> Answer {
        self.send(Method::PUT, &format!("/v1/reports/{id}/claim"), Vec::new()).await
    }

    pub async fn release(&self, id: Uuid) -> Answer {
        self.delete(&format!("/v1/reports/{id}/claim")).await
    }

    pub async fn recuse(&self, id: Uuid) -> Answer {
        self.put(&format!("/v1/reports/{id}/recusal"), &()).await
    }

    pub async fn try_work(&self, id: Uuid) -> Answer {
        self.get(&format!("/v1/reports/{id}/work")).await
    }

    /// Claims and gets the text.
    pub async fn take(&self, id: Uuid) -> Work {
        let answer = self.try_claim(id).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        self.try_work(id).await.json()
    }

    pub async fn try_clean(&self, id: Uuid) -> Answer {
        self.get(&format!("/v1/reports/{id}/clean")).await
    }

    pub async fn clean(&self, id: Uuid) -> Clean {
        self.try_clean(id).await.json()
    }

    pub async fn put_draft(&self, id: Uuid, version: i64, made_from: i64, draft: &Draft) -> Answer {
        self.put(
            &format!("/v1/reports/{id}/draft"),
            &json!({ "version": version, "made_from": made_from, "draft": draft }),
        )
        .await
    }

    pub async fn send_event(&self, id: Uuid, event: &Event) -> Answer {
        self.post(&format!("/v1/reports/{id}/events"), event).await
    }

    pub async fn event(&self, id: Uuid, event: &Event) -> EventAnswer {
        self.send_event(id, event).await.json()
    }

    /// A step without text.
    pub async fn step(&self, id: Uuid, version: i64, step: Step) -> EventAnswer {
        self.event(id, &event(version, String::new(), step)).await
    }

    /// Changes what a report is published as.
    pub async fn on_library(&self, report: Uuid, step: Step) -> EventAnswer {
        self.change_publication(self.house.publication(report).await, step).await
    }

    /// Changes a publication as it stands now.
    pub async fn change_publication(&self, publication: Uuid, step: Step) -> EventAnswer {
        let path = |what: &str| format!("/v1/publications/{publication}/{what}");
        let PublishedVersion { version } = self.get(&path("version")).await.json();
        self.post(&path("events"), &event(version, String::new(), step)).await.json()
    }

    pub async fn library(&self, since: Option<&str>) -> Library {
        self.get(&format!("/v1/publications?since={}", since.unwrap_or_default())).await.json()
    }
}

pub fn event(version: i64, fingerprint: String, step: Step) -> Event {
    let detector = Detector { version: domain::DETECTOR_VERSION.to_owned(), lists: String::new() };
    Event { id: Uuid::new_v4(), version, fingerprint, detector, step }
}

/// The version after an accepted event.
pub fn accepted(answer: EventAnswer) -> i64 {
    match answer {
        EventAnswer::Accepted { version } => version,
        other => panic!("not accepted: {other:?}"),
    }
}

/// The rule that refused.
pub fn refused(answer: EventAnswer) -> domain::Refusal {
    match answer {
        EventAnswer::Refused { rule, .. } => rule,
        other => panic!("not refused: {other:?}"),
    }
}

/// Runs calls side by side.
pub async fn all_at_once<F: Future>(calls: impl IntoIterator<Item = F>) -> Vec<F::Output> {
    let mut calls: Vec<_> = calls.into_iter().map(|call| (Box::pin(call), None)).collect();
    std::future::poll_fn(|context| {
        for (call, output) in calls.iter_mut().filter(|(_, output)| output.is_none()) {
            if let std::task::Poll::Ready(done) = call.as_mut().poll(context) {
                *output = Some(done);
            }
        }
        if calls.iter().all(|(_, output)| output.is_some()) {
            std::task::Poll::Ready(())
        } else {
            std::task::Poll::Pending
        }
    })
    .await;
    calls.into_iter().filter_map(|(_, output)| output).collect()
}
