//! Administrators: who reviews, with which roles, and what happens at once when that changes.

use domain::{Role, State};
use serde_json::json;
use uuid::Uuid;
use wire::{ChangeMember, ClaimState, Code, Holder, Member, MemberChange, NewMember, Work};

use crate::{
    house::{House, On, PASSWORD},
    people::{Answer, Caller},
    texts,
};

on_both!(
    somebody_new_signs_in_and_works,
    only_administrators_see_and_change_people,
    each_change_is_proved_with_the_own_password,
    who_is_suspended_is_out_at_once,
    other_roles_show_other_reports,
    one_administrator_is_always_left,
    a_lost_laptop_and_a_locked_name,
    staff_pass_a_report_on_unread,
    what_is_wrong_is_refused,
);

const NEW_PASSWORD: &str = "another-long-password";

fn somebody(name: &str) -> NewMember {
    NewMember {
        proof: PASSWORD.into(),
        name: name.to_owned(),
        display: "N. Ewcomer".to_owned(),
        roles: vec![Role::StageOne],
        password: NEW_PASSWORD.into(),
        agencies: Vec::new(),
    }
}

impl Caller<'_> {
    async fn members(&self) -> Vec<Member> {
        self.get("/v1/people").await.json()
    }

    async fn member(&self, name: &str) -> Member {
        self.members().await.into_iter().find(|member| member.name == name).unwrap()
    }

    pub async fn change_member(&self, name: &str, change: MemberChange) -> Answer {
        let id = self.member(name).await.id;
        self.post(&format!("/v1/people/{id}/changes"), &ChangeMember { proof: PASSWORD.into(), change }).await
    }
}

async fn somebody_new_signs_in_and_works(on: On) {
    let house = House::build(on).await;
    house.website().submit(&texts::submission()).await;
    let admin = house.sign_in("admin").await;
    assert_eq!(admin.post("/v1/people", &somebody("new")).await.status, 204);
    assert_eq!(admin.post("/v1/people", &somebody("new")).await.code(), Code::NameTaken);
    let member = admin.member("new").await;
    assert_eq!((member.roles.as_slice(), member.suspended, member.sessions), ([Role::StageOne].as_slice(), false, 0));
    let session: wire::Session = house.nobody().try_sign_in("new", NEW_PASSWORD).await.json();
    let new = Caller { token: Some(session.token.into_exposed()), ..house.nobody() };
    assert_eq!(new.change_password(NEW_PASSWORD, "one of my own choice").await.status, 204);
    assert_eq!(new.cards().await.len(), 1);
    assert_eq!(admin.member("new").await.sessions, 1);
    let audit = house.column("SELECT what FROM audit").await;
    assert_eq!(audit.iter().filter(|what| *what == "create_user").count(), 2);
    assert_eq!(admin.change_member("new", MemberChange::Suspend {}).await.status, 204);
    let whom =
        house.column("SELECT what FROM audit WHERE whom = (SELECT id FROM users WHERE name = 'new') ORDER BY nr");
    assert_eq!(whom.await, ["create_user", "suspend_user"], "to whom it was done stands there too");
    house.end().await;
}

async fn only_administrators_see_and_change_people(on: On) {
    let house = House::build(on).await;
    let id = house.sign_in("admin").await.member("admin").await.id;
    let change = ChangeMember { proof: PASSWORD.into(), change: MemberChange::Suspend {} };
    for name in ["one", "two", "staff", "all"] {
        let caller = house.sign_in(name).await;
        assert_eq!(caller.get("/v1/people").await.code(), Code::WrongRole, "{name}");
        assert_eq!(caller.post("/v1/people", &somebody("x")).await.code(), Code::WrongRole, "{name}");
        assert_eq!(caller.post(&format!("/v1/people/{id}/changes"), &change).await.code(), Code::WrongRole, "{name}");
    }
    assert_eq!(house.nobody().get("/v1/people").await.code(), Code::NoSession);
    assert_eq!(house.website().get("/v1/people").await.code(), Code::NoSession);
    house.end().await;
}

async fn each_change_is_proved_with_the_own_password(on: On) {
    let house = House::build(on).await;
    house.person("one").await;
    let admin = house.sign_in("admin").await;
    let wrong = NewMember { proof: "not the password".into(), ..somebody("new") };
    for _ in 0..4 {
        assert_eq!(admin.post("/v1/people", &wrong).await.code(), Code::WrongPassword);
    }
    // A right one in between, and the count begins anew.
    assert_eq!(admin.change_member("one", MemberChange::EndSessions {}).await.status, 204);
    for _ in 0..5 {
        assert_eq!(admin.post("/v1/people", &wrong).await.code(), Code::WrongPassword);
    }
    assert_eq!(admin.post("/v1/people", &somebody("new")).await.code(), Code::LockedOut);
    assert!(admin.members().await.iter().all(|member| member.name != "new"));
    house.end().await;
}

async fn who_is_suspended_is_out_at_once(on: On) {
    let house = House::build(on).await;
    let (admin, one) = (house.sign_in("admin").await, house.sign_in("one").await);
    assert_eq!(admin.change_member("one", MemberChange::Suspend {}).await.status, 204);
    assert_eq!(one.get("/v1/changes").await.code(), Code::NoSession);
    let again = house.nobody().try_sign_in("one", PASSWORD).await;
    assert_eq!((again.status.as_u16(), again.code()), (403, Code::Suspended));
    // Only who knows the password learns it.
    assert_eq!(house.nobody().try_sign_in("one", "not the password").await.code(), Code::WrongPassword);
    assert!(admin.member("one").await.suspended);
    assert_eq!(admin.change_member("one", MemberChange::Readmit {}).await.status, 204);
    house.sign_in("one").await;
    house.end().await;
}

async fn other_roles_show_other_reports(on: On) {
    let house = House::build(on).await;
    house.website().submit(&texts::submission()).await;
    let (admin, two) = (house.sign_in("admin").await, house.sign_in("two").await);
    let cursor = two.changes(None).await.cursor;
    assert!(two.cards().await.is_empty());
    let roles = vec![Role::StageTwo, Role::StageOne];
    assert_eq!(admin.change_member("two", MemberChange::Roles { roles }).await.status, 204);
    // What was read with the old roles is read anew.
    assert_eq!(two.get(&format!("/v1/changes?cursor={cursor}")).await.code(), Code::BadCursor);
    assert_eq!(two.cards().await[0].state, State::StageOne);
    house.end().await;
}

async fn one_administrator_is_always_left(on: On) {
    let house = House::build(on).await;
    let admin = house.sign_in("admin").await;
    let demoted = || MemberChange::Roles { roles: vec![Role::Staff] };
    assert_eq!(admin.change_member("admin", MemberChange::Suspend {}).await.code(), Code::LastAdministrator);
    assert_eq!(admin.change_member("admin", demoted()).await.code(), Code::LastAdministrator);
    house.person("all").await;
    let roles = vec![Role::Staff, Role::Administrator];
    assert_eq!(admin.change_member("all", MemberChange::Roles { roles }).await.status, 204);
    assert_eq!(admin.change_member("all", MemberChange::Suspend {}).await.status, 204);
    assert_eq!(admin.change_member("admin", demoted()).await.code(), Code::LastAdministrator);
    assert_eq!(admin.change_member("all", MemberChange::Readmit {}).await.status, 204);
    assert_eq!(admin.change_member("admin", demoted()).await.status, 204);
    assert_eq!(admin.get("/v1/people").await.code(), Code::WrongRole);
    house.end().await;
}

async fn a_lost_laptop_and_a_locked_name(on: On) {
    let house = House::build(on).await;
    let (admin, one) = (house.sign_in("admin").await, house.sign_in("one").await);
    assert_eq!(admin.change_member("one", MemberChange::EndSessions {}).await.status, 204);
    assert_eq!(one.get("/v1/changes").await.code(), Code::NoSession);
    for _ in 0..5 {
        house.nobody().try_sign_in("one", "not the password").await;
    }
    assert_eq!(house.nobody().try_sign_in("one", PASSWORD).await.code(), Code::LockedOut);
    assert!(admin.member("one").await.locked);
    assert_eq!(admin.change_member("one", MemberChange::Unlock {}).await.status, 204);
    assert!(!admin.member("one").await.locked);
    let password = MemberChange::Password { password: NEW_PASSWORD.into() };
    assert_eq!(admin.change_member("one", password).await.status, 204);
    assert_eq!(house.nobody().try_sign_in("one", PASSWORD).await.code(), Code::WrongPassword);
    assert_eq!(house.nobody().try_sign_in("one", NEW_PASSWORD).await.status, 200);
    house.end().await;
}

async fn staff_pass_a_report_on_unread(on: On) {
    let house = House::build(on).await;
    house.website().submit(&texts::submission()).await;
    let (one, other) = (house.sign_in("one").await, house.sign_in("other-one").await);
    let (admin, staff) = (house.sign_in("admin").await, house.sign_in("staff").await);
    let id = one.cards().await[0].id;
    let work = one.take(id).await;
    assert_eq!(one.put_draft(id, work.version, 0, &domain::Draft::default()).await.status, 200);
    let path = format!("/v1/reports/{id}/claim/holder");
    let to = admin.member("other-one").await.id;
    assert_eq!(one.put(&path, &json!({ "to": to })).await.code(), Code::WrongRole);
    assert_eq!(staff.put(&path, &json!({ "to": to })).await.status, 204);
    assert_eq!(one.try_work(id).await.code(), Code::NotClaimant);
    let passed_on: Work = other.try_work(id).await.json();
    assert!(passed_on.draft.is_none());
    assert!(matches!(other.card(id).await.unwrap().claim, ClaimState::Mine { .. }));
    // Not to who may not take it, who is suspended, or nobody.
    house.person("two").await;
    let two = admin.member("two").await.id;
    assert_eq!(staff.put(&path, &json!({ "to": two })).await.code(), Code::WrongRole);
    assert_eq!(staff.put(&path, &json!({ "to": Uuid::new_v4() })).await.code(), Code::NotFound);
    admin.change_member("one", MemberChange::Suspend {}).await;
    let suspended = admin.member("one").await.id;
    assert_eq!(staff.put(&path, &json!({ "to": suspended })).await.code(), Code::NotFound);
    // Whom it can be given to, any of the staff may ask; how somebody's account stands is for administrators.
    let holders: Vec<Holder> = staff.get("/v1/holders").await.json();
    let shown: Vec<_> = holders.iter().map(|holder| holder.display.as_str()).collect();
    assert_eq!(shown, ["admin", "other-one", "staff", "two"], "not who is suspended");
    assert_eq!(holders[1].roles, [Role::StageOne]);
    assert!(!staff.get("/v1/holders").await.body.contains("sessions"));
    assert_eq!(staff.get("/v1/people").await.code(), Code::WrongRole);
    assert_eq!(other.get("/v1/holders").await.code(), Code::WrongRole);
    let assigned = "SELECT users.name FROM audit JOIN users ON users.id = audit.whom WHERE what = 'assign' AND report_id IS NOT NULL";
    assert!(house.column(assigned).await.contains(&"other-one".to_owned()));
    house.end().await;
}

async fn what_is_wrong_is_refused(on: On) {
    let house = House::build(on).await;
    house.person("one").await;
    let admin = house.sign_in("admin").await;
    let bad = [
        NewMember { name: "No Name".to_owned(), ..somebody("x") },
        NewMember { display: "  ".to_owned(), ..somebody("x") },
        NewMember { roles: Vec::new(), ..somebody("x") },
        NewMember { roles: vec![Role::Administrator], ..somebody("x") },
        NewMember { agencies: vec!["XH01".into()], ..somebody("x") },
    ];
    for new in bad {
        assert_eq!(admin.post("/v1/people", &new).await.code(), Code::Malformed);
    }
    for change in [
        MemberChange::Roles { roles: Vec::new() },
        MemberChange::Agencies { agencies: vec!["not an ORI".into()] },
        MemberChange::Display { display: String::new() },
    ] {
        assert_eq!(admin.change_member("one", change).await.code(), Code::Malformed);
    }
    let short = NewMember { password: "short".into(), ..somebody("x") };
    assert_eq!(admin.post("/v1/people", &short).await.code(), Code::BadPassword);
    let short = MemberChange::Password { password: "short".into() };
    assert_eq!(admin.change_member("one", short).await.code(), Code::BadPassword);
    let nobody = ChangeMember { proof: PASSWORD.into(), change: MemberChange::Suspend {} };
    let path = format!("/v1/people/{}/changes", Uuid::new_v4());
    assert_eq!(admin.post(&path, &nobody).await.code(), Code::NotFound);
    house.end().await;
}
