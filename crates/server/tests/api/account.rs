//! What people change about their own account, and what they have to change before anything else.

use domain::Role;
use serde_json::json;
use server::people::{New, Who};
use wire::{Code, MemberChange, Session};

use crate::{
    house::{House, On, PASSWORD},
    people::{Answer, Caller},
};

on_both!(
    a_password_is_changed_by_whoever_knows_it,
    a_wrong_old_password_counts_like_a_failed_sign_in,
    a_password_that_somebody_else_made_is_changed_first,
);

const NEW: &str = "one of my own choice";

impl Caller<'_> {
    pub async fn change_password(&self, old: &str, new: &str) -> Answer {
        self.post("/v1/account/password", &json!({ "old": old, "new": new })).await
    }
}

async fn a_password_is_changed_by_whoever_knows_it(on: On) {
    let house = House::build(on).await;
    let (one, elsewhere, two) = (house.sign_in("one").await, house.sign_in("one").await, house.sign_in("two").await);
    for bad in ["too short", PASSWORD, &"x".repeat(wire::PASSWORD_BYTES + 1)] {
        let answer = one.change_password(PASSWORD, bad).await;
        assert_eq!((answer.status.as_u16(), answer.code()), (422, Code::BadPassword));
    }
    assert_eq!(one.change_password(PASSWORD, NEW).await.status, 204);
    // Who changed it stays; whoever else is signed in under the name does not, and nobody else is touched.
    assert_eq!(one.get("/v1/changes").await.status, 200);
    assert_eq!(elsewhere.get("/v1/changes").await.code(), Code::NoSession);
    assert_eq!(two.get("/v1/changes").await.status, 200);
    assert_eq!(house.nobody().try_sign_in("one", PASSWORD).await.code(), Code::WrongPassword);
    let session: Session = house.nobody().try_sign_in("one", NEW).await.json();
    assert!(!session.password_due);
    assert_eq!(house.nobody().change_password(NEW, PASSWORD).await.code(), Code::NoSession);
    let audit = house.column("SELECT what FROM audit").await;
    assert_eq!(audit.iter().filter(|what| *what == "change_password").count(), 1);
    house.end().await;
}

async fn a_wrong_old_password_counts_like_a_failed_sign_in(on: On) {
    let house = House::build(on).await;
    let one = house.sign_in("one").await;
    // A new one that is refused is no guess at the old one.
    for _ in 0..6 {
        assert_eq!(one.change_password("not the password", "short").await.code(), Code::BadPassword);
    }
    for _ in 0..4 {
        assert_eq!(one.change_password("not the password", NEW).await.code(), Code::WrongPassword);
    }
    assert_eq!(house.nobody().try_sign_in("one", "not the password").await.code(), Code::WrongPassword);
    assert_eq!(one.change_password(PASSWORD, NEW).await.code(), Code::LockedOut);
    assert_eq!(house.nobody().try_sign_in("one", PASSWORD).await.code(), Code::LockedOut);
    house.advance(900);
    assert_eq!(one.change_password(PASSWORD, NEW).await.status, 204);
    house.end().await;
}

async fn a_password_that_somebody_else_made_is_changed_first(on: On) {
    let house = House::build(on).await;
    let admin = house.sign_in("admin").await;
    house.person("one").await;
    let new = json!({
        "proof": PASSWORD, "name": "new", "display": "N. Ewcomer", "roles": ["stage_one"],
        "password": "made by somebody else", "agencies": [],
    });
    assert_eq!(admin.post("/v1/people", &new).await.status, 204);
    let reset = MemberChange::Password { password: "made by somebody else".into() };
    assert_eq!(admin.change_member("one", reset).await.status, 204);
    let roles = [Role::StageOne];
    let operators = New {
        name: "third-hand",
        display: "third",
        roles: &roles,
        password: "made by somebody else".into(),
        temporary: true,
        agencies: &[],
    };
    server::people::create(house.office(), Who::Operator, operators).await.unwrap();
    for name in ["new", "one", "third-hand"] {
        let session: Session = house.nobody().try_sign_in(name, "made by somebody else").await.json();
        assert!(session.password_due, "{name}");
        let caller = Caller { token: Some(session.token.into_exposed()), ..house.nobody() };
        let id = uuid::Uuid::new_v4();
        for path in ["/v1/changes", "/v1/lists", "/v1/publications", "/v1/people", "/v1/overview"] {
            let answer = caller.get(path).await;
            assert_eq!((answer.status.as_u16(), answer.code()), (403, Code::PasswordDue), "{name} {path}");
        }
        assert_eq!(caller.put(&format!("/v1/reports/{id}/claim"), &json!({})).await.code(), Code::PasswordDue);
        let same = caller.change_password("made by somebody else", "made by somebody else").await;
        assert_eq!(same.code(), Code::BadPassword);
        assert_eq!(caller.change_password("made by somebody else", NEW).await.status, 204);
        assert_eq!(caller.get("/v1/changes").await.status, 200);
        let again: Session = house.nobody().try_sign_in(name, NEW).await.json();
        assert!(!again.password_due, "{name}");
    }
    // Who does not want to may leave.
    let reset = MemberChange::Password { password: "made once more, by others".into() };
    assert_eq!(admin.change_member("one", reset).await.status, 204);
    let session: Session = house.nobody().try_sign_in("one", "made once more, by others").await.json();
    let caller = Caller { token: Some(session.token.into_exposed()), ..house.nobody() };
    assert_eq!(caller.delete("/v1/sessions/current").await.status, 204);
    assert_eq!(caller.get("/v1/changes").await.code(), Code::NoSession);
    house.end().await;
}
