//! Signing in, being locked out, and the end of a session.

use std::collections::HashMap;

use server::people::{self, Who};
use wire::{Code, ErrorBody, MemberChange, Session};

use crate::{
    house::{House, On, PASSWORD},
    people::Answer,
};

on_both!(
    five_failures_lock_a_name_for_a_quarter_of_an_hour,
    many_tries_at_once_get_no_more_than_five,
    a_session_ends_by_time_by_idleness_and_by_sign_out,
    a_new_password_ends_all_sessions,
);

fn error(answer: &Answer) -> ErrorBody {
    serde_json::from_str(&answer.body).unwrap()
}

async fn five_failures_lock_a_name_for_a_quarter_of_an_hour(on: On) {
    let house = House::build(on).await;
    let nobody = house.nobody();
    house.person("one").await;
    house.person("two").await;
    // A name that nobody has is locked like one that somebody has: the answers don't tell which is which.
    for name in ["one", "nobody-has-this-name"] {
        for _ in 0..5 {
            let answer = nobody.try_sign_in(name, "not the password").await;
            assert_eq!((answer.status.as_u16(), answer.code()), (401, Code::WrongPassword));
        }
        let locked = nobody.try_sign_in(name, PASSWORD).await;
        assert_eq!(locked.status, 429);
        assert_eq!(error(&locked), ErrorBody { code: Code::LockedOut, retry_after: Some(900) });
        house.advance(600);
        assert_eq!(error(&nobody.try_sign_in(name, PASSWORD).await).retry_after, Some(300));
        house.advance(300);
    }
    nobody.try_sign_in("one", PASSWORD).await.json::<Session>();

    // Success clears the count, and so does time.
    for pause in [0, 900] {
        for _ in 0..4 {
            assert_eq!(nobody.try_sign_in("two", "not the password").await.code(), Code::WrongPassword);
        }
        if pause == 0 {
            nobody.try_sign_in("two", PASSWORD).await.json::<Session>();
        }
        house.advance(pause);
    }
    assert_eq!(nobody.try_sign_in("two", "not the password").await.code(), Code::WrongPassword);
    nobody.try_sign_in("two", PASSWORD).await.json::<Session>();
    assert_eq!(house.column("SELECT what FROM audit WHERE what = 'lock_name'").await.len(), 2);
    // Failures under names that nobody has are not written down one by one.
    assert_eq!(house.column("SELECT what FROM audit WHERE what = 'sign_in_failed'").await.len(), 5 + 4 + 4 + 1);
    house.end().await;
}

async fn many_tries_at_once_get_no_more_than_five(on: On) {
    let house = House::build(on).await;
    house.person("one").await;
    let tries = (0..20).map(|_| async { house.nobody().try_sign_in("one", "not the password").await.code() });
    let mut told: HashMap<String, usize> = HashMap::new();
    for code in crate::people::all_at_once(tries).await {
        *told.entry(code.to_string()).or_default() += 1;
    }
    assert_eq!(told, HashMap::from([("wrong_password".to_owned(), 5), ("locked_out".to_owned(), 15)]));
    house.end().await;
}

async fn a_session_ends_by_time_by_idleness_and_by_sign_out(on: On) {
    let house = House::build(on).await;
    let one = house.sign_in("one").await;
    for _ in 0..12 {
        house.advance(59 * 60);
        assert_eq!(one.get("/v1/changes").await.status, 200);
    }
    house.advance(12 * 60 - 1);
    assert_eq!(one.get("/v1/changes").await.status, 200);
    house.advance(1);
    assert_eq!(one.get("/v1/changes").await.code(), Code::NoSession);

    let one = house.sign_in("one").await;
    house.advance(3600);
    assert_eq!(one.get("/v1/changes").await.code(), Code::NoSession);
    house.due_work().await;
    assert!(house.column("SELECT token_hash FROM sessions").await.is_empty());

    let (one, other) = (house.sign_in("one").await, house.sign_in("one").await);
    assert_eq!(one.delete("/v1/sessions/current").await.status, 204);
    assert_eq!(one.get("/v1/changes").await.code(), Code::NoSession);
    assert_eq!(other.get("/v1/changes").await.status, 200);
    let kept = house.column("SELECT token_hash FROM sessions").await;
    assert!(kept.iter().all(|hash| Some(hash) != other.token.as_ref() && hash.len() == 64));
    for bad in [None, Some(String::new()), Some("x".repeat(5000)), Some("nobody's".to_owned())] {
        let caller = crate::people::Caller { token: bad, ..house.nobody() };
        assert_eq!(caller.get("/v1/changes").await.code(), Code::NoSession);
    }
    house.end().await;
}

async fn a_new_password_ends_all_sessions(on: On) {
    let house = House::build(on).await;
    let one = house.sign_in("one").await;
    let id = people::named(house.office(), "one").await.unwrap();
    let change = MemberChange::Password { password: "another long password".into() };
    people::change(house.office(), Who::Operator, id, change).await.unwrap();
    assert_eq!(one.get("/v1/changes").await.code(), Code::NoSession);
    assert_eq!(house.nobody().try_sign_in("one", PASSWORD).await.code(), Code::WrongPassword);
    house.nobody().try_sign_in("one", "another long password").await.json::<Session>();
    house.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_calls_too_often_is_told_when_to_come_back() {
    let house = House::with(On::Sqlite, 1, |config| {
        config.limits.per_person = 3.try_into().unwrap();
        config.limits.per_service = 2.try_into().unwrap();
        config.limits.sign_ins_per_name = 4.try_into().unwrap();
    })
    .await;
    let (one, two) = (house.sign_in("one").await, house.sign_in("two").await);
    for _ in 0..3 {
        assert_eq!(one.get("/v1/changes").await.status, 200);
    }
    // All sessions of a person count together, and nobody else's.
    let again = house.sign_in("one").await;
    let refused = again.get("/v1/changes").await;
    assert_eq!((refused.status.as_u16(), refused.code()), (429, Code::SlowDown));
    let wait = error(&refused).retry_after.unwrap();
    assert!((1..=21).contains(&wait), "{wait}");
    assert_eq!(two.get("/v1/changes").await.status, 200);
    house.advance(i64::from(wait));
    assert_eq!(one.get("/v1/changes").await.status, 200);

    for _ in 0..2 {
        assert_eq!(house.website().get("/v1/publications").await.status, 200);
    }
    assert_eq!(house.website().get("/v1/publications").await.code(), Code::SlowDown);
    house.person("third").await;
    for _ in 0..4 {
        house.nobody().try_sign_in("third", PASSWORD).await.json::<Session>();
    }
    assert_eq!(house.nobody().try_sign_in("third", PASSWORD).await.code(), Code::SlowDown);
    house.end().await;
}
