//! Claims, drafts, four eyes.

use domain::{Draft, Refusal, Role, Stage};
use serde_json::json;
use uuid::Uuid;
use wire::{Change, ClaimState, Code, DraftSaved, EventAnswer, Held, MemberChange, Work};

use crate::{
    house::{DAY, House, On, PASSWORD},
    people::{Caller, accepted, all_at_once},
    texts,
};

on_both!(
    of_many_at_once_exactly_one_gets_the_claim,
    a_claim_that_ran_out_is_honoured_until_somebody_else_takes_it,
    a_claim_is_released_by_its_holder_or_by_staff,
    who_may_know_a_report_never_sees_it_again,
    what_is_hidden_answers_like_what_does_not_exist,
    nobody_acts_in_two_stages,
    a_claim_ends_with_the_role_that_covered_it,
    drafts_follow_one_another,
);

/// A report in stage one.
async fn submitted(house: &House) -> Uuid {
    house.website().submit(&texts::submission()).await;
    house.sign_in("staff").await.cards().await.last().unwrap().id
}

async fn of_many_at_once_exactly_one_gets_the_claim(on: On) {
    let house = House::with(on, 2, |_| {}).await;
    let id = submitted(&house).await;
    let mut callers = Vec::new();
    for name in ["one", "other-one", "both", "all"] {
        callers.push(house.sign_in(name).await);
    }
    let answers = all_at_once(callers.iter().map(|caller| async { caller.try_claim(id).await })).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
    for loser in answers.iter().filter(|answer| answer.status != 200) {
        assert_eq!((loser.status.as_u16(), loser.code()), (409, Code::Claimed));
    }
    house.end().await;
}

async fn a_claim_that_ran_out_is_honoured_until_somebody_else_takes_it(on: On) {
    let house = House::build(on).await;
    let id = submitted(&house).await;
    let one = house.sign_in("one").await;
    let claim: wire::Claim = one.try_claim(id).await.json();
    assert_eq!(claim.until.as_second(), crate::house::BEGIN + 3 * DAY);
    house.advance(1800);
    let renewed: wire::Claim = one.try_claim(id).await.json();
    assert_eq!(renewed.until.as_second(), claim.until.as_second() + 1800);
    let (other, work) = (house.sign_in("other-one").await, one.try_work(id).await.json::<Work>());
    assert_eq!(one.put_draft(id, work.version, 0, &Draft::default()).await.status, 200);
    let seen = other.changes(None).await;
    // Who works on what is told to staff alone: they release and reassign without reading.
    assert_eq!(other.card(id).await.unwrap().claim, ClaimState::Taken { held: None });
    let held = Held { by: "one".to_owned(), until: renewed.until };
    assert_eq!(house.sign_in("staff").await.card(id).await.unwrap().claim, ClaimState::Taken { held: Some(held) });

    house.advance(3 * DAY);
    house.due_work().await;
    let (one, other) = (house.sign_in("one").await, house.sign_in("other-one").await);
    assert_eq!(one.try_work(id).await.status, 200);
    assert_eq!(one.put_draft(id, work.version, 1, &Draft::default()).await.status, 200);
    assert_eq!(other.changes(Some(&seen.cursor)).await.changes.len(), 1, "that it is free is news");
    assert_eq!(other.card(id).await.unwrap().claim, ClaimState::Free);

    assert_eq!(other.take(id).await.draft, None, "a draft is its writer's");
    assert_eq!(one.try_work(id).await.code(), Code::NotClaimant);
    assert_eq!(one.put_draft(id, work.version, 2, &Draft::default()).await.code(), Code::NotClaimant);
    assert_eq!(crate::people::refused(one.event(id, &texts::hand_over(&work)).await), Refusal::NotClaimant);
    assert_eq!(one.try_claim(id).await.code(), Code::Claimed);
    house.end().await;
}

async fn a_claim_is_released_by_its_holder_or_by_staff(on: On) {
    let house = House::build(on).await;
    let id = submitted(&house).await;
    let (one, other, staff) =
        (house.sign_in("one").await, house.sign_in("other-one").await, house.sign_in("staff").await);
    for releaser in [&one, &staff] {
        let work = one.take(id).await;
        assert_eq!(one.put_draft(id, work.version, 0, &Draft::default()).await.status, 200);
        assert_eq!(other.release(id).await.code(), Code::NotClaimant);
        assert_eq!(releaser.release(id).await.status, 204);
        assert_eq!(releaser.release(id).await.status, 204, "an answer may get lost");
        assert_eq!(one.try_work(id).await.code(), Code::NotClaimant);
        assert_eq!(other.card(id).await.unwrap().claim, ClaimState::Free);
    }
    assert_eq!(one.take(id).await.draft, None);
    house.end().await;
}

async fn who_may_know_a_report_never_sees_it_again(on: On) {
    let house = House::build(on).await;
    let (known, other) = (submitted(&house).await, submitted(&house).await);
    let one = house.sign_in("one").await;
    one.take(known).await;
    let seen = one.changes(None).await;
    assert_eq!(one.recuse(known).await.status, 204);

    // For this person it is as if it did not exist, from this feed and from a new one.
    let news = one.changes(Some(&seen.cursor)).await;
    assert_eq!(news.changes, [Change::Gone { id: known, concluded: false }]);
    assert_eq!(one.cards().await.iter().map(|card| card.id).collect::<Vec<_>>(), [other]);
    let nothing = one.try_claim(Uuid::new_v4()).await;
    for answer in [one.try_claim(known).await, one.recuse(known).await] {
        assert_eq!((answer.status, answer.code()), (nothing.status, nothing.code()));
    }
    assert_eq!(one.try_work(known).await.code(), Code::NotFound);
    // For the next one it is free, and nobody can read who that was.
    let next = house.sign_in("other-one").await;
    assert_eq!(next.card(known).await.unwrap().claim, ClaimState::Free);
    assert!(house.column("SELECT what FROM audit").await.iter().all(|what| !what.contains("recus")));
    house.end().await;
}

async fn what_is_hidden_answers_like_what_does_not_exist(on: On) {
    let house = House::build(on).await;
    let two = house.sign_in("two").await;
    // An event of the caller's own, accepted for another report.
    let seen = submitted(&house).await;
    let one = house.sign_in("one").await;
    let work = one.take(seen).await;
    accepted(one.event(seen, &texts::hand_over(&work)).await);
    two.take(seen).await;
    let step = |version| {
        let step = wire::Step::Decline { reason: domain::DeclineReason::Duplicate };
        crate::people::event(version, String::new(), step)
    };
    let used = step(2);
    accepted(two.event(seen, &used).await);

    let hidden = submitted(&house).await;
    assert!(
        two.changes(None)
            .await
            .changes
            .iter()
            .all(|change| !matches!(change, Change::Gone { id, .. } if *id == hidden))
    );
    for id in [hidden, Uuid::new_v4()] {
        for answer in [
            two.try_claim(id).await,
            two.release(id).await,
            two.try_work(id).await,
            two.put_draft(id, 1, 0, &Draft::default()).await,
            two.send_event(id, &step(1)).await,
            two.send_event(id, &step(7)).await,
            two.send_event(id, &used).await,
        ] {
            assert_eq!((answer.status.as_u16(), answer.body.as_str()), (404, r#"{"code":"not_found"}"#));
        }
    }
    // Whoever acted in a report is told how it stands, and knows its own events again.
    assert_eq!(two.event(seen, &used).await, EventAnswer::AlreadyApplied { version: 3 });
    assert_eq!(two.event(seen, &step(2)).await, EventAnswer::Conflict { version: 3, concluded: false });
    let staff = house.sign_in("staff").await;
    assert_eq!(staff.get(&format!("/v1/reports/{}/clean", Uuid::new_v4())).await.code(), Code::NotFound);
    assert_eq!(staff.get("/v1/reports/not-an-id/clean").await.code(), Code::NotFound);
    assert_eq!(staff.get(&format!("/v1/reports/{hidden}/clean")).await.code(), Code::WrongState);
    assert_eq!(two.get(&format!("/v1/reports/{hidden}/clean")).await.code(), Code::WrongRole);
    house.end().await;
}

async fn nobody_acts_in_two_stages(on: On) {
    let house = House::build(on).await;
    let id = submitted(&house).await;
    let (all, staff) = (house.sign_in("all").await, house.sign_in("staff").await);
    assert_eq!(staff.try_claim(id).await.code(), Code::WrongRole);
    assert_eq!(staff.card(id).await.unwrap().barred, Some(Refusal::WrongRole));

    let work = all.take(id).await;
    accepted(all.event(id, &texts::hand_over(&work)).await);
    let card = all.card(id).await.unwrap();
    assert_eq!(card.barred, Some(Refusal::FourEyes), "shown, with the reason");
    let answer = all.try_claim(id).await;
    assert_eq!((answer.status.as_u16(), answer.code()), (403, Code::FourEyes));
    let approve =
        crate::people::event(card.version, String::new(), wire::Step::Approve { vetting: texts::vetting(&work) });
    assert_eq!(crate::people::refused(all.event(id, &approve).await), Refusal::FourEyes);

    let two = house.sign_in("two").await;
    let work = two.take(id).await;
    accepted(two.event(id, &texts::approve(&work)).await);
    assert_eq!(all.card(id).await.unwrap().barred, Some(Refusal::FourEyes));
    let clean = all.clean(id).await;
    assert_eq!(crate::people::refused(all.event(id, &texts::publish(&clean)).await), Refusal::FourEyes);
    accepted(staff.event(id, &texts::publish(&clean)).await);
    house.end().await;
}

async fn drafts_follow_one_another(on: On) {
    let house = House::build(on).await;
    let id = submitted(&house).await;
    let one = house.sign_in("one").await;
    let work = one.take(id).await;
    let mut draft = Draft::default();
    draft.edit.push(texts::typed("A first title", &work.base));
    for revision in 1..4 {
        draft.sheet.note = format!("note {revision}").into();
        let saved: DraftSaved = one.put_draft(id, work.version, revision - 1, &draft).await.json();
        assert_eq!(saved.revision, revision);
    }
    for stale in [0, 2, 4] {
        assert_eq!(one.put_draft(id, work.version, stale, &draft).await.code(), Code::StaleDraft);
    }
    assert_eq!(one.put_draft(id, work.version + 1, 3, &draft).await.code(), Code::WrongState);
    draft.sheet.note = "a\rb".into();
    assert_eq!(one.put_draft(id, work.version, 3, &draft).await.code(), Code::NotNormalised);
    draft.sheet.note = "a".repeat(wire::NOTE_BYTES + 1).into();
    assert_eq!(one.put_draft(id, work.version, 3, &draft).await.code(), Code::TooLarge);

    // Another machine of the same person goes on with it.
    let elsewhere = house.sign_in("one").await;
    let kept = elsewhere.try_work(id).await.json::<Work>().draft.unwrap();
    assert_eq!((kept.revision, kept.draft.sheet.note.as_str()), (3, "note 3"));
    assert_eq!(kept.draft.edit, draft.edit);

    // Of two at once one is stale, and nothing is lost silently.
    draft.sheet.note = "at once".into();
    let answers =
        all_at_once([&one, &elsewhere].map(|caller| async { caller.put_draft(id, work.version, 3, &draft).await }))
            .await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
    assert_eq!(work.stage, Stage::One);
    house.end().await;
}

/// Every call that shows a claimant what a report says, or takes something into it.
async fn claimants_calls(caller: &Caller<'_>, id: Uuid) -> Vec<Code> {
    let path = |name: &str| format!("/v1/reports/{id}/{name}");
    let question = json!({ "id": Uuid::new_v4(), "text": "Was it loaded?" });
    vec![
        caller.try_work(id).await.code(),
        caller.put_draft(id, 1, 0, &Draft::default()).await.code(),
        caller.post(&path("original"), &json!({ "proof": PASSWORD })).await.code(),
        caller.post(&path("questions"), &question).await.code(),
        caller.get(&path("similar")).await.code(),
        caller.post(&path("shared"), &json!({ "combinations": [] })).await.code(),
        caller.put(&path("event"), &json!({ "with": null })).await.code(),
    ]
}

async fn a_claim_ends_with_the_role_that_covered_it(on: On) {
    let house = House::build(on).await;
    let id = submitted(&house).await;
    let admin = house.sign_in("admin").await;
    let drafts = async || house.column("SELECT part FROM sealed WHERE part = 'draft'").await.len();
    for (name, stage, kept) in [
        ("one", Role::StageOne, vec![Role::StageOne, Role::StageTwo]),
        ("two", Role::StageTwo, vec![Role::StageTwo, Role::Staff]),
    ] {
        let person = house.sign_in(name).await;
        let work = person.take(id).await;
        assert_eq!(person.put_draft(id, work.version, 0, &Draft::default()).await.status, 200);
        // What the new roles cover as well goes on.
        assert_eq!(admin.change_member(name, MemberChange::Roles { roles: kept }).await.status, 204);
        assert_eq!((person.try_work(id).await.status.as_u16(), drafts().await), (200, 1));
        let version = person.card(id).await.unwrap().version;

        assert_eq!(admin.change_member(name, MemberChange::Roles { roles: vec![Role::Staff] }).await.status, 204);
        let card = person.card(id).await.unwrap();
        assert_eq!((card.claim, card.version, drafts().await), (ClaimState::Free, version, 0));
        assert_eq!(claimants_calls(&person, id).await, [Code::NotClaimant; 7]);
        // A claim that was got just before with the roles of before is no claim either.
        let again = format!(
            "UPDATE reports SET claimant = (SELECT id FROM users WHERE name = '{name}'), claim_until = 4000000000 WHERE id = '{id}'"
        );
        house.column(again.leak()).await;
        assert_eq!(claimants_calls(&person, id).await, [Code::NotClaimant; 7]);
        assert_eq!(admin.release(id).await.status, 204);

        assert_eq!(admin.change_member(name, MemberChange::Roles { roles: vec![stage] }).await.status, 204);
        if stage == Role::StageOne {
            let work = person.take(id).await;
            accepted(person.event(id, &texts::hand_over(&work)).await);
        }
    }
    let trail = house
        .column("SELECT what FROM audit WHERE what = 'release' AND who IN (SELECT id FROM users WHERE name = 'admin')");
    assert_eq!(trail.await.len(), 4);
    house.end().await;
}
