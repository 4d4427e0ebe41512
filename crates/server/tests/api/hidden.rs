//! The blind conflict check: a report of a reviewer's own agency does not exist for that reviewer, at no point of its way.

use base64::Engine as _;
use domain::State;
use serde_json::json;
use uuid::Uuid;
use wire::{Change, Changes, Code, Member, MemberChange, Step, Submission};

use crate::{
    house::{DAY, House, On, PASSWORD},
    people::{Answer, Caller, accepted},
    texts,
};

on_both!(
    a_report_of_the_own_agency_does_not_exist,
    nothing_is_said_of_it_when_it_is_over,
    what_was_there_before_stays,
    staff_are_blind_too,
    a_page_is_filled_across_whatever_is_hidden,
);

const OWN: &str = "XH0120400";

async fn with_agency(house: &House, name: &str) {
    let admin = house.sign_in("admin").await;
    house.person(name).await;
    let agencies = vec![OWN.to_ascii_lowercase().as_str().into()];
    assert_eq!(admin.change_member(name, MemberChange::Agencies { agencies }).await.status, 204);
}

fn from(ori9: Option<&str>) -> Submission {
    Submission { ori9: ori9.map(Into::into), ..texts::submission() }
}

/// Every way to ask for a report, with its answer. `own`: a report that the caller has claimed.
async fn asked(caller: &Caller<'_>, id: Uuid, own: Uuid) -> Vec<(u16, String)> {
    let path = |name: &str| format!("/v1/reports/{id}/{name}");
    let step = json!({ "id": Uuid::new_v4(), "version": 1, "fingerprint": "", "detector": { "version": "", "lists": "" },
        "step": { "kind": "send_back", "comment": "x" } });
    let to = json!({ "to": Uuid::nil() });
    let answers: [Answer; 16] = [
        caller.try_claim(id).await,
        caller.release(id).await,
        caller.try_work(id).await,
        caller.put_draft(id, 1, 0, &domain::Draft::default()).await,
        caller.post(&format!("/v1/reports/{id}/events"), &step).await,
        caller.get(&path("clean")).await,
        caller.post(&path("original"), &json!({ "proof": PASSWORD })).await,
        caller.post(&path("questions"), &json!({ "id": Uuid::nil(), "text": "Was it loaded?" })).await,
        caller.put(&path("flag"), &json!({ "flag": null })).await,
        caller.recuse(id).await,
        caller.get(&path("similar")).await,
        caller.put(&path("event"), &json!({ "with": null })).await,
        caller.put(&path("event"), &json!({ "with": null, "publication": Uuid::nil() })).await,
        caller.put(&format!("/v1/reports/{own}/event"), &json!({ "with": id })).await,
        caller.post(&path("shared"), &json!({ "combinations": [] })).await,
        caller.put(&path("claim/holder"), &to).await,
    ];
    answers.into_iter().map(|answer| (answer.status.as_u16(), answer.body)).collect()
}

async fn a_report_of_the_own_agency_does_not_exist(on: On) {
    let house = House::build(on).await;
    with_agency(&house, "one").await;
    house.website().submit(&from(None)).await;
    let (one, other) = (house.sign_in("one").await, house.sign_in("other-one").await);
    let own = one.cards().await[0].id;
    one.take(own).await;
    // Whole answers, with cursor and all: a page of one item is asked for too, behind which the hidden one stands.
    let said = async || {
        let cursor = one.changes(None).await.cursor;
        let paths =
            ["/v1/changes", "/v1/changes?limit=1", &format!("/v1/changes?limit=1&cursor={cursor}"), "/v1/overview"];
        let mut answers = Vec::new();
        for path in paths {
            answers.push(one.get(path).await.body);
        }
        answers
    };
    let before = said().await;
    house.website().submit(&from(Some(OWN))).await;
    assert_eq!(said().await, before);
    let id = other.cards().await.into_iter().find(|card| card.id != own).unwrap().id;
    other.take(id).await;
    assert_eq!(said().await, before, "nor does what happens with it tell anything");
    assert_eq!(asked(&one, id, own).await, asked(&one, Uuid::new_v4(), own).await);

    // Staff can't give it to them either, and are not told why.
    let admin = house.sign_in("admin").await;
    let members: Vec<Member> = admin.get("/v1/people").await.json();
    let to = members.iter().find(|member| member.name == "one").unwrap();
    assert_eq!(to.agencies, [OWN.into()]);
    let assigned = admin.put(&format!("/v1/reports/{id}/claim/holder"), &json!({ "to": to.id })).await;
    assert_eq!(assigned.code(), Code::FourEyes);
    let tried = "SELECT users.name FROM audit JOIN users ON users.id = audit.whom WHERE what = 'assign_refused'";
    assert_eq!(house.column(tried).await, ["one"], "whoever tries that out leaves a trail");

    // An agency that is taken off the list hides what it hid.
    assert_eq!(admin.change_member("one", MemberChange::Agencies { agencies: Vec::new() }).await.status, 204);
    assert_eq!(one.cards().await.len(), 1);
    house.website().submit(&from(Some(OWN))).await;
    assert_eq!(one.cards().await.len(), 2);
    house.end().await;
}

/// From hand-over to conclusion: what others are told, and the blind one never.
async fn nothing_is_said_of_it_when_it_is_over(on: On) {
    let house = House::build(on).await;
    with_agency(&house, "both").await;
    house.website().submit(&from(Some(OWN))).await;
    house.website().submit(&from(Some("XH0999900"))).await;
    let (both, one, two) = (house.sign_in("both").await, house.sign_in("one").await, house.sign_in("two").await);
    let open = both.cards().await;
    let [open] = open.as_slice() else { panic!("{open:?}") };
    let hidden = one.cards().await.into_iter().find(|card| card.id != open.id).unwrap();

    for id in [hidden.id, open.id] {
        let work = one.take(id).await;
        accepted(one.event(id, &texts::hand_over(&work)).await);
        let work = two.take(id).await;
        accepted(two.event(id, &texts::approve(&work)).await);
    }
    let gone = |id| Change::Gone { id, concluded: true };
    assert_eq!(both.changes(None).await.changes, [gone(open.id)]);
    let staff = house.sign_in("staff").await;
    for id in [hidden.id, open.id] {
        let clean = staff.clean(id).await;
        accepted(staff.event(id, &texts::publish(&clean)).await);
    }
    assert_eq!(both.changes(None).await.changes, [gone(open.id)]);
    assert_eq!(one.changes(None).await.changes, [gone(hidden.id), gone(open.id)]);
    assert_eq!(asked(&both, hidden.id, open.id).await, asked(&both, Uuid::new_v4(), open.id).await);
    // What says who has to be told does not stay either.
    assert_eq!(house.column("SELECT report_id FROM farewells").await, [open.id.to_string()]);
    house.advance(40 * DAY);
    house.due_work().await;
    assert!(house.column("SELECT report_id FROM farewells").await.is_empty());
    house.end().await;
}

/// More of what is hidden than is looked at in one go, between two that are not.
async fn a_page_is_filled_across_whatever_is_hidden(on: On) {
    let house = House::build(on).await;
    with_agency(&house, "one").await;
    house.website().submit(&from(None)).await;
    for _ in 0..3 {
        house.website().submit(&from(Some(OWN))).await;
    }
    house.website().submit(&from(None)).await;
    house.website().submit(&from(Some(OWN))).await;
    let one = house.sign_in("one").await;
    let first: Changes = one.get("/v1/changes?limit=1").await.json();
    assert_eq!((first.changes.len(), first.more), (1, true));
    let second: Changes = one.get(&format!("/v1/changes?limit=1&cursor={}", first.cursor)).await.json();
    assert_eq!((second.changes.len(), second.more), (1, false));
    let third = one.changes(Some(&second.cursor)).await;
    assert_eq!((third.changes.len(), third.more, third.cursor), (0, false, second.cursor.clone()));
    // Nothing of its place can be read out of a cursor.
    let whole = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(&second.cursor).unwrap();
    assert!(whole.windows(7).all(|bytes| bytes != [0; 7]), "{whole:?}");
    house.end().await;
}

async fn what_was_there_before_stays(on: On) {
    let house = House::build(on).await;
    house.website().submit(&from(Some(OWN))).await;
    house.website().submit(&from(None)).await;
    with_agency(&house, "one").await;
    assert_eq!(house.sign_in("one").await.cards().await.len(), 2);
    house.end().await;
}

async fn staff_are_blind_too(on: On) {
    let house = House::build(on).await;
    with_agency(&house, "staff").await;
    house.website().submit(&from(Some(OWN))).await;
    let (one, two) = (house.sign_in("one").await, house.sign_in("two").await);
    let id = one.cards().await[0].id;
    let work = one.take(id).await;
    accepted(one.event(id, &texts::hand_over(&work)).await);
    let work = two.take(id).await;
    let version = accepted(two.event(id, &texts::approve(&work)).await);
    let staff = house.sign_in("staff").await;
    assert!(staff.cards().await.is_empty());
    assert_eq!(staff.get("/v1/overview").await.json::<wire::Overview>().open, []);
    assert_eq!(asked(&staff, id, id).await, asked(&staff, Uuid::new_v4(), id).await);
    // Nor after it went back to stage two under another key.
    let all = house.sign_in("admin").await;
    assert_eq!(all.card(id).await.unwrap().state, State::Approved);
    accepted(
        all.step(
            id,
            version,
            Step::SendBack { comment: "A name is left.".into(), takeaways: domain::TakeawayEdit::default() },
        )
        .await,
    );
    assert!(staff.cards().await.is_empty() && staff.changes(None).await.changes.is_empty());

    // Published it is in the library for them as for everybody, under a name that leads nowhere.
    let work = two.take(id).await;
    accepted(two.event(id, &texts::approve(&work)).await);
    accepted(all.event(id, &texts::publish(&all.clean(id).await)).await);
    assert_eq!(asked(&staff, id, id).await, asked(&staff, Uuid::new_v4(), id).await);
    assert!(staff.cards().await.is_empty() && staff.changes(None).await.changes.is_empty());
    let publication = house.publication(id).await;
    let correct = Step::Correct { coding: texts::coding(), comment: "A tag.".into() };
    accepted(staff.change_publication(publication, correct).await);
    accepted(staff.change_publication(publication, Step::Retract { comment: "Asked for.".into() }).await);
    house.end().await;
}
