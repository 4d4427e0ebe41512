//! Each call: what goes out, and what the answer is read as.

use domain::{Draft, Flag, Quasi, Role, Trait};
use serde_json::json;
use uuid::Uuid;
use wire::{Ask, AskShared, Detector, Event, EventAnswer, LinkEvent, PutDraft, Reveal, SignIn, Step};

use super::*;
use crate::{AddressError, ClientError, Retry};

const ID: Uuid = Uuid::from_u128(0x1234_5678_9abc_4def_8123_4567_89ab_cdef);
const EMPTY: &str = "HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n";
const REPORT: &str = "12345678-9abc-4def-8123-456789abcdef";

fn event() -> Event {
    Event {
        id: ID,
        version: 2,
        fingerprint: String::new(),
        detector: Detector { version: "1".into(), lists: String::new() },
        step: Step::Return {
            comment: "see the second paragraph".into(),
            passages: vec![],
            takeaways: domain::TakeawayEdit::default(),
        },
    }
}

/// The server's answer, and what the client asked.
async fn asked<T, A: Future<Output = T>>(answer: &str, call: impl FnOnce(Client) -> A) -> (T, Seen) {
    let mut server = Server::saying(answer).await;
    let result = call(server.client()).await;
    (result, server.seen.recv().await.unwrap())
}

#[tokio::test]
async fn signing_in_sends_name_and_password_and_reads_the_session() {
    let body = json!({
        "token": "abc", "expires_at": "2026-03-02T10:00:00Z", "api_version": 1, "of_a_later_version": true,
        "user": {"id": REPORT, "name": "kim", "display": "Kim Doe", "roles": ["stage-one"]},
    });
    let role = serde_json::to_value(Role::StageOne).unwrap();
    let body = body.to_string().replace("\"stage-one\"", &role.to_string());
    let sign_in = SignIn { name: "kim".into(), password: "pass \"word\"".into(), one_time_code: None };
    let (session, seen) = asked(&json(&body), async |client: Client| client.sign_in(&sign_in).await).await;
    let session = session.unwrap();
    assert_eq!((session.token.as_str(), session.user.roles.as_slice()), ("abc", [Role::StageOne].as_slice()));
    assert_eq!(seen.line, "POST /v1/sessions");
    assert_eq!(seen.header("content-type"), Some("application/json"));
    assert_eq!(seen.body, r#"{"name":"kim","password":"pass \"word\""}"#);
}

#[tokio::test]
async fn every_call_carries_the_token_and_a_client_without_one_none() {
    let mut server = Server::saying(json("{}")).await;
    let client = server.client();
    let _ = client.sign_out().await;
    let seen = server.seen.recv().await.unwrap();
    assert_eq!(
        (seen.line.as_str(), seen.header("authorization")),
        ("DELETE /v1/sessions/current", Some("Bearer tok-en"))
    );
    assert!(seen.header("cookie").is_none() && seen.header("referer").is_none());

    let _ = client.with_token(None).unwrap().sign_out().await;
    assert_eq!(server.seen.recv().await.unwrap().header("authorization"), None);
    let _ = client.with_token(Some(&"other".into())).unwrap().sign_out().await;
    assert_eq!(server.seen.recv().await.unwrap().header("authorization"), Some("Bearer other"));
    assert_eq!(client.with_token(Some(&"a\r\nb: c".into())).unwrap_err(), AddressError::NoToken);
}

#[tokio::test]
async fn the_feed_is_asked_from_the_cursor_on_and_never_for_more_than_a_page() {
    let page = json(r#"{"changes":[],"cursor":"x","more":true}"#);
    let (changes, seen) = asked(&page, async |client: Client| client.changes(None, 50).await).await;
    assert_eq!(seen.line, "GET /v1/changes?limit=50");
    assert!(changes.is_ok_and(|changes| changes.more && changes.cursor == "x"));
    let (_, seen) = asked(&page, async |client: Client| client.changes(Some("a&b =/é"), 9999).await).await;
    assert_eq!(seen.line, "GET /v1/changes?limit=200&cursor=a%26b+%3D%2F%C3%A9");
}

#[tokio::test]
async fn claim_and_release() {
    let answer = json(r#"{"until":"2026-03-02T10:00:00Z","version":4}"#);
    let (claim, seen) = asked(&answer, async |client: Client| client.claim(ID).await).await;
    assert_eq!((claim.unwrap().version, seen.line), (4, format!("PUT /v1/reports/{REPORT}/claim")));
    let (released, seen) = asked(EMPTY, async |client: Client| client.release(ID).await).await;
    assert_eq!((released, seen.line), (Ok(()), format!("DELETE /v1/reports/{REPORT}/claim")));
}

#[tokio::test]
async fn drafts_and_events() {
    let draft = PutDraft { version: 2, made_from: 6, draft: Draft::default() };
    let (saved, seen) =
        asked(&json(r#"{"revision":7}"#), async |client: Client| client.put_draft(ID, &draft).await).await;
    assert_eq!((saved.unwrap().revision, seen.line), (7, format!("PUT /v1/reports/{REPORT}/draft")));
    assert_eq!(serde_json::from_str::<PutDraft>(&seen.body).unwrap(), draft);

    let answer = json(r#"{"kind":"conflict","version":9,"concluded":true}"#);
    let (answer, seen) = asked(&answer, async |client: Client| client.post_event(ID, &event()).await).await;
    assert_eq!(answer, Ok(EventAnswer::Conflict { version: 9, concluded: true }));
    assert_eq!(seen.line, format!("POST /v1/reports/{REPORT}/events"));
    assert_eq!(serde_json::from_str::<Event>(&seen.body).unwrap(), event());
}

#[tokio::test]
async fn work_and_clean_text() {
    let text = json!({"title": "", "summary": "a \u{1f46e} b", "lessons": "", "differently": ""});
    let answers = serde_json::to_value(domain::Answers::default()).unwrap();
    let work = json!({
        "id": REPORT, "version": 3, "stage": domain::Stage::One, "base": text, "answers": answers, "salt": "00",
        "record": [], "notes": [], "takeaways": [], "draft": null,
    });
    let (got, seen) = asked(&json(&work.to_string()), async |client: Client| client.work(ID).await).await;
    assert_eq!(got.unwrap().base.summary.as_str(), "a 👮 b");
    assert_eq!(seen.line, format!("GET /v1/reports/{REPORT}/work"));
    let clean = json!({
        "id": REPORT, "version": 3, "text": text, "answers": answers, "salt": "00", "takeaways": [], "record": [],
        "coding": domain::Coding::default(),
    });
    let (got, seen) = asked(&json(&clean.to_string()), async |client: Client| client.clean(ID).await).await;
    assert_eq!((got.unwrap().version, seen.line), (3, format!("GET /v1/reports/{REPORT}/clean")));
}

#[tokio::test]
async fn what_is_over_the_servers_limit_is_not_sent() {
    let huge = "x".repeat(wire::WORK_BODY_BYTES);
    let too_large = Event {
        step: Step::Return { comment: huge.into(), passages: vec![], takeaways: domain::TakeawayEdit::default() },
        ..event()
    };
    let mut server = Server::saying(json("{}")).await;
    let error = server.client().post_event(ID, &too_large).await.unwrap_err();
    assert_eq!(error.code(), Some(wire::Code::TooLarge));
    assert!(server.seen.try_recv().is_err());
}

#[tokio::test]
async fn a_server_of_another_version_or_another_kind_is_not_taken_for_this_one() {
    let health =
        |name: &str, version: u32| json(&json!({"name": name, "version": "0", "api_version": version}).to_string());
    let call = async |client: Client| client.health().await;
    let (good, seen) = asked(&health("nearmiss-server", wire::API_VERSION), call).await;
    assert_eq!((good.unwrap().version.as_str(), seen.line.as_str()), ("0", "GET /health"));
    for bad in [health("nearmiss-server", wire::API_VERSION + 1), health("other", wire::API_VERSION)] {
        assert_eq!(asked(&bad, call).await.0, Err(ClientError::NotThisApi));
    }
    let session = json!({
        "token": "abc", "expires_at": "2026-03-02T10:00:00Z", "api_version": 2,
        "user": {"id": REPORT, "name": "kim", "display": "Kim Doe", "roles": []},
    });
    let sign_in = SignIn { name: "kim".into(), password: "x".into(), one_time_code: None };
    let (session, _) = asked(&json(&session.to_string()), async |client: Client| client.sign_in(&sign_in).await).await;
    assert_eq!(session.unwrap_err(), ClientError::NotThisApi);
}

#[tokio::test]
async fn refusals_come_with_their_code_and_say_whether_to_retry() {
    use wire::Code;
    let cases = [
        ("401 Unauthorized", Code::NoSession, None, Retry::Permanent),
        ("409 Conflict", Code::StaleDraft, None, Retry::Permanent),
        ("429 Too Many Requests", Code::SlowDown, Some(7), Retry::Retryable),
        ("423 Locked", Code::LockedOut, Some(900), Retry::Retryable),
        ("500 Internal Server Error", Code::Fault, None, Retry::Retryable),
    ];
    for (status, code, retry_after, retry) in cases {
        let body = serde_json::to_string(&wire::ErrorBody { code, retry_after }).unwrap();
        let answer = http(status, "application/json", &body);
        let (refused, _) = asked(&answer, async |client: Client| client.claim(ID).await).await;
        assert_eq!(refused, Err(ClientError::Api { code, retry_after }), "{status}");
        assert_eq!(refused.unwrap_err().retry(), retry, "{status}");
        // A call of which only the success matters is refused all the same.
        let (refused, _) = asked(&answer, async |client: Client| client.release(ID).await).await;
        assert_eq!(refused, Err(ClientError::Api { code, retry_after }), "{status}");
    }
}

#[tokio::test]
async fn what_stage_two_asks_for() {
    let original =
        json(r#"{"text":{"title":"","summary":"Ofc. Ruiz ran.","lessons":"","differently":""},"changes":[]}"#);
    let reveal = Reveal { proof: "my password".into() };
    let (text, seen) = asked(&original, async |client: Client| client.original(ID, &reveal).await).await;
    assert_eq!(text.unwrap().text.summary.as_str(), "Ofc. Ruiz ran.");
    assert_eq!(seen.line, format!("POST /v1/reports/{REPORT}/original"));
    assert_eq!(seen.body, r#"{"proof":"my password"}"#);

    let ask = Ask { id: ID, text: "Was it loaded?".into(), kept: Vec::new() };
    let (asked_author, seen) = asked(EMPTY, async |client: Client| client.ask(ID, &ask).await).await;
    assert_eq!(asked_author, Ok(()));
    assert_eq!(seen.line, format!("POST /v1/reports/{REPORT}/questions"));
    assert_eq!(seen.body, format!(r#"{{"id":"{REPORT}","text":"Was it loaded?"}}"#));

    let found = json(&format!(r#"{{"open":[{{"report":"{REPORT}","likeness":"same-event"}}],"published":[]}}"#));
    let (similar, seen) = asked(&found, async |client: Client| client.similar(ID).await).await;
    assert_eq!(similar.unwrap().open[0].likeness, domain::Likeness::SameEvent);
    assert_eq!(seen.line, format!("GET /v1/reports/{REPORT}/similar"));

    let ask = AskShared { combinations: vec![vec![], vec![Trait { quasi: Quasi::Time, value: "night".into() }]] };
    let counts = json(r#"{"counts":[12,null]}"#);
    let (shared, seen) = asked(&counts, async |client: Client| client.shared(ID, &ask).await).await;
    assert_eq!(shared.unwrap().counts, [Some(12), None]);
    assert_eq!(seen.line, format!("POST /v1/reports/{REPORT}/shared"));
    assert_eq!(seen.body, r#"{"combinations":[[],[{"quasi":"time","value":"night"}]]}"#);

    let (linked, seen) = asked(EMPTY, async |client: Client| {
        client.link_event(ID, &LinkEvent { with: Some(ID), publication: None }).await
    })
    .await;
    assert_eq!((linked, seen.line), (Ok(()), format!("PUT /v1/reports/{REPORT}/event")));
    assert_eq!(seen.body, format!(r#"{{"with":"{REPORT}"}}"#));
    let (_, seen) = asked(EMPTY, async |client: Client| {
        client.link_event(ID, &LinkEvent { with: None, publication: Some(ID) }).await
    })
    .await;
    assert_eq!(seen.body, format!(r#"{{"with":null,"publication":"{REPORT}"}}"#));
    let (_, seen) = asked(EMPTY, async |client: Client| client.flag(ID, Some(Flag::AuthorInDistress)).await).await;
    assert_eq!(seen.line, format!("PUT /v1/reports/{REPORT}/flag"));
    assert_eq!(seen.body, r#"{"flag":"author-in-distress"}"#);
}
