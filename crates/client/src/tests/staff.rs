//! The calls of the programme's desk: what goes out, and what the answer is read as.

use domain::Role;
use serde_json::{Value, json};
use uuid::Uuid;
use wire::{ChangeMember, Code, MemberChange, NewMember};

use super::*;
use crate::ClientError;

const ID: Uuid = Uuid::from_u128(0x1234_5678_9abc_4def_8123_4567_89ab_cdef);
const TEXT: &str = "12345678-9abc-4def-8123-456789abcdef";

#[tokio::test]
async fn people_are_read_added_and_changed() {
    let member = json!([{"id": TEXT, "name": "kim", "display": "Kim Doe", "roles": ["staff", "administrator"], "suspended": false,
        "locked": true, "sessions": 2, "agencies": ["XA0000000"], "of_a_later_version": 1}]);
    let mut server = Server::saying(json(&member.to_string())).await;
    let people = server.client().people().await.unwrap();
    assert_eq!((people[0].id, people[0].locked, people[0].sessions), (ID, true, 2));
    assert_eq!(server.seen.recv().await.unwrap().line, "GET /v1/people");

    let mut server = Server::saying(http("204 No Content", "text/plain", "")).await;
    let new = NewMember {
        proof: "mine".into(),
        name: "kim".into(),
        display: "Kim Doe".into(),
        roles: vec![Role::StageOne],
        password: "a first password".into(),
        agencies: vec!["XA0000000".into()],
    };
    server.client().add_person(&new).await.unwrap();
    let seen = server.seen.recv().await.unwrap();
    assert_eq!(seen.line, "POST /v1/people");
    let body: Value = serde_json::from_str(&seen.body).unwrap();
    assert_eq!((&body["proof"], &body["agencies"][0]), (&json!("mine"), &json!("XA0000000")));

    let change = ChangeMember { proof: "mine".into(), change: MemberChange::Suspend {} };
    server.client().change_person(ID, &change).await.unwrap();
    let seen = server.seen.recv().await.unwrap();
    assert_eq!(seen.line, format!("POST /v1/people/{TEXT}/changes"));
    assert_eq!(
        serde_json::from_str::<Value>(&seen.body).unwrap(),
        json!({"proof": "mine", "change": {"kind": "suspend"}})
    );
}

#[tokio::test]
async fn a_report_is_passed_on_by_ids_alone() {
    let mut server = Server::saying(http("204 No Content", "text/plain", "")).await;
    server.client().assign(ID, ID).await.unwrap();
    let seen = server.seen.recv().await.unwrap();
    assert_eq!(seen.line, format!("PUT /v1/reports/{TEXT}/claim/holder"));
    assert_eq!(serde_json::from_str::<Value>(&seen.body).unwrap(), json!({"to": TEXT}));
}

#[tokio::test]
async fn a_wrong_proof_is_told_from_a_session_that_ended() {
    let server = Server::saying(http("401 Unauthorized", "application/json", r#"{"code":"wrong_password"}"#)).await;
    let change = ChangeMember { proof: "not mine".into(), change: MemberChange::Unlock {} };
    let refused = server.client().change_person(ID, &change).await.unwrap_err();
    assert_eq!(refused, ClientError::Api { code: Code::WrongPassword, retry_after: None });
}

#[tokio::test]
async fn figures_are_read_with_those_that_are_not_told() {
    let body = r#"{"open":[{"state":"stage_one","age":"4-7","reports":3}],"tallies":[
        {"quarter":"2026Q4","measure":"removed","of":"PERSON","by":null,"count":12},
        {"quarter":"2026Q4","measure":"stage_days","of":"stage_one","by":"0-1","count":null}]}"#;
    let mut server = Server::saying(json(body)).await;
    let overview = server.client().overview().await.unwrap();
    assert_eq!(server.seen.recv().await.unwrap().line, "GET /v1/overview");
    assert_eq!(overview.open[0].reports, 3);
    assert_eq!((overview.tallies[0].count, overview.tallies[1].count), (Some(12), None));
}

#[tokio::test]
async fn the_library_is_read_page_by_page_and_a_publication_is_corrected_by_its_own_id() {
    let page = format!(r#"{{"items":[{{"kind":"tombstone","id":"{TEXT}"}}],"cursor":"x y","more":true}}"#);
    let mut server = Server::saying(json(&page)).await;
    let library = server.client().publications(None).await.unwrap();
    assert!(library.more && library.items.len() == 1);
    assert_eq!(server.seen.recv().await.unwrap().line, "GET /v1/publications?limit=50");
    let _ = server.client().publications(Some(&library.cursor)).await;
    assert_eq!(server.seen.recv().await.unwrap().line, "GET /v1/publications?limit=50&since=x+y");

    let mut server = Server::saying(json(r#"{"version":4}"#)).await;
    assert_eq!(server.client().published_version(ID).await.unwrap(), 4);
    assert_eq!(server.seen.recv().await.unwrap().line, format!("GET /v1/publications/{TEXT}/version"));
    let mut server = Server::saying(json(r#"{"kind":"accepted","version":5}"#)).await;
    let detector = wire::Detector { version: "1".into(), lists: String::new() };
    let step = wire::Step::Retract { comment: "Asked for.".into() };
    let event = wire::Event { id: ID, version: 4, fingerprint: String::new(), detector, step };
    let answer = server.client().post_library_event(ID, &event).await.unwrap();
    assert_eq!(answer, wire::EventAnswer::Accepted { version: 5 });
    assert_eq!(server.seen.recv().await.unwrap().line, format!("POST /v1/publications/{TEXT}/events"));
}
