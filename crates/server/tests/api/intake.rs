//! The website's door: submissions and withdrawals.

use serde_json::{Value, json};
use uuid::Uuid;
use wire::{Change, Code, Receipt, Withdrawal};

use crate::{
    house::{House, On},
    people::all_at_once,
    texts::{self, PLANTED},
};

on_both!(
    the_same_submission_gets_the_same_receipt,
    the_same_submission_many_times_at_once_is_one_report,
    what_is_wrong_with_a_submission_is_told_by_code,
    an_author_takes_a_report_back,
    contact_and_agency_never_leave,
);

async fn the_same_submission_gets_the_same_receipt(on: On) {
    let house = House::build(on).await;
    let website = house.website();
    let submission = texts::submission();
    let first = website.post("/v1/submissions", &submission).await;
    let again = website.post("/v1/submissions", &submission).await;
    assert_eq!((first.status.as_u16(), again.status.as_u16()), (201, 200));
    assert_eq!(first.json::<Receipt>(), again.json::<Receipt>());
    let mut other = submission.clone();
    other.lessons = "Something else.".into();
    assert_eq!(website.post("/v1/submissions", &other).await.code(), Code::KeyReused);

    // Neither a report that is concluded nor a restart makes it new.
    let code = first.json::<Receipt>().claim_code;
    website.post("/v1/withdrawals", &Withdrawal { claim_code: code }).await;
    assert_eq!(website.post("/v1/submissions", &submission).await.status, 200);
    assert_eq!(house.column("SELECT id FROM reports").await.len(), 1);
    assert_eq!(house.column("SELECT id_mac FROM submissions").await.len(), 1);
    house.end().await;
}

async fn the_same_submission_many_times_at_once_is_one_report(on: On) {
    let house = House::build(on).await;
    let submission = texts::submission();
    let answers =
        all_at_once((0..8).map(|_| async { house.website().post("/v1/submissions", &submission).await })).await;
    let new = answers.iter().filter(|answer| answer.status == 201).count();
    assert_eq!((new, answers.len() - new), (1, answers.iter().filter(|answer| answer.status == 200).count()));
    assert_eq!(house.column("SELECT id FROM reports").await.len(), 1);
    house.end().await;
}

async fn what_is_wrong_with_a_submission_is_told_by_code(on: On) {
    let house = House::build(on).await;
    let website = house.website();
    let good = serde_json::to_value(texts::submission()).unwrap();
    let with = |path: &str, value: Value| {
        let mut changed = good.clone();
        changed["submission_id"] = json!(Uuid::new_v4());
        let (object, key) = path.rsplit_once('/').unwrap();
        changed.pointer_mut(object).unwrap()[key] = value;
        changed
    };
    let cases = [
        (with("/unknown", json!(1)), Code::Malformed),
        (with("/answers/region", json!("atlantis")), Code::Malformed),
        (with("/answers/shoe_size", json!("44")), Code::Malformed),
        (with("/answers/equipment", json!(["radio", "radio"])), Code::Malformed),
        (with("/submission_id", json!("not an id")), Code::Malformed),
        (with("/ori9", json!("12345")), Code::Malformed),
        (with("/ori9", json!("XH01204é")), Code::Malformed),
        (with("/received", json!("2026-11-21")), Code::Malformed),
        (with("/received", json!("yesterday")), Code::Malformed),
        (with("/contact/fax", json!("1")), Code::Malformed),
        (with("/summary", json!("")), Code::Empty),
        (with("/summary", json!(" \r\n\u{feff}\t")), Code::Empty),
        (with("/summary", json!("a".repeat(1_000_000))), Code::TooLarge),
        (with("/summary", json!("a".repeat(64 * 1024 + 1))), Code::TooLarge),
        (with("/title", json!("a".repeat(401))), Code::TooLarge),
        (with("/contact/name", json!("a".repeat(2000))), Code::TooLarge),
    ];
    for (number, (body, code)) in cases.into_iter().enumerate() {
        assert_eq!(website.post("/v1/submissions", &body).await.code(), code, "case {number}");
    }
    for body in ["", "{", "[]", "null", "\u{0}", "{\"submission_id\":"] {
        let answer = website.send(reqwest::Method::POST, "/v1/submissions", body.into()).await;
        assert_eq!(answer.code(), Code::Malformed);
    }
    assert!(house.column("SELECT id FROM reports").await.is_empty());
    assert!(house.column("SELECT id_mac FROM submissions").await.is_empty());

    // The limits themselves are in order, and so is a report that came another way, last week.
    for good in [with("/summary", json!("a".repeat(64 * 1024))), with("/received", json!("2026-11-20"))] {
        assert_eq!(website.post("/v1/submissions", &good).await.status, 201);
    }
    let one = house.sign_in("one").await;
    for caller in [&house.nobody(), &one] {
        assert_eq!(caller.post("/v1/submissions", &texts::submission()).await.code(), Code::NoSession);
    }
    assert_eq!(website.get("/v1/changes").await.code(), Code::NoSession);
    house.end().await;
}

async fn an_author_takes_a_report_back(on: On) {
    let house = House::build(on).await;
    let website = house.website();
    let receipt = website.submit(&texts::submission()).await;
    website.submit(&texts::submission()).await;
    let code = receipt.claim_code.as_str();
    assert!(code.len() == 29 && code.split('-').all(|group| group.len() == 5), "{code}");
    let one = house.sign_in("one").await;
    let id = one.cards().await[0].id;
    let work = one.take(id).await;

    let ask = |code: String| withdraw(&website, code);
    let unknown = ask("AAAAA-AAAAA-AAAAA-AAAAA-AAAAA".to_owned()).await;
    assert_eq!((unknown.0, unknown.1.as_str()), (204, ""));
    assert_eq!(one.cards().await.len(), 2);
    // As people write it down.
    let known = ask(code.to_lowercase().replace('-', " ").replace('0', "o")).await;
    assert_eq!(known, unknown);
    assert_eq!(ask(code.to_owned()).await, unknown);

    assert!(one.changes(None).await.changes.contains(&Change::Gone { id, concluded: true }));
    let answer = one.send_event(id, &texts::hand_over(&work)).await;
    assert_eq!(answer.code(), Code::NotFound);
    assert_eq!(one.try_work(id).await.code(), Code::NotFound);
    let (readable, closed) = house.readable().await;
    assert_eq!(closed, 0);
    assert_eq!(readable.matches("Delacroix-Pruitt").count(), 1, "only the other report's");
    let left = house.column("SELECT call_type FROM reports WHERE concluded = 1").await;
    assert!(left.is_empty());
    house.end().await;
}

async fn withdraw(website: &crate::people::Caller<'_>, code: String) -> (u16, String) {
    let answer = website.post("/v1/withdrawals", &Withdrawal { claim_code: code.into() }).await;
    (answer.status.as_u16(), answer.body)
}

async fn contact_and_agency_never_leave(on: On) {
    let house = House::build(on).await;
    house.website().submit(&texts::submission()).await;
    let one = house.sign_in("all").await;
    let id = one.cards().await[0].id;
    assert_eq!(one.try_claim(id).await.status, 200);
    let work = one.try_work(id).await;
    assert_eq!(work.status, 200);
    for secret in PLANTED[1..].iter().chain(&["XH0120400"]) {
        assert!(!work.body.contains(secret), "{secret}");
    }
    assert!(!house.column("SELECT claim_code_hash FROM reports").await.is_empty());
    house.end().await;
}
