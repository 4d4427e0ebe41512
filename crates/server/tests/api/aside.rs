//! Declined, deferred, sent back: what happens aside of the straight way, and on which day.

use domain::{DeclineReason, DeferReason, Refusal, State, TakeawayEdit};
use uuid::Uuid;
use wire::{Change, Code, EventAnswer, Step};

use crate::{
    house::{DAY, House, On},
    people::{accepted, refused},
    texts::{self, PLANTED},
};

on_both!(
    a_declined_report_is_sealed_for_five_days_and_then_gone,
    staff_undo_a_decline,
    a_deferred_report_goes_on_on_its_day,
    an_approved_report_is_sent_back_and_comes_again,
    agencies_are_counted_and_not_named,
    who_sends_back_takes_no_other_part,
    one_damaged_report_keeps_nothing_else_from_being_done,
);

/// A report in stage two, claimed by `two`; its version.
async fn in_stage_two(house: &House) -> (Uuid, i64) {
    house.website().submit(&texts::submission()).await;
    let one = house.sign_in("one").await;
    let id = one.cards().await[0].id;
    let work = one.take(id).await;
    let version = accepted(one.event(id, &texts::hand_over(&work)).await);
    house.sign_in("two").await.take(id).await;
    (id, version)
}

async fn a_declined_report_is_sealed_for_five_days_and_then_gone(on: On) {
    let house = House::build(on).await;
    let (id, version) = in_stage_two(&house).await;
    let two = house.sign_in("two").await;
    let decline = Step::Decline { reason: DeclineReason::OutOfScope };
    let version = accepted(two.step(id, version, decline).await);
    assert_eq!(two.changes(None).await.changes, [Change::Gone { id, concluded: false }]);
    house.advance(5 * DAY);
    house.due_work().await;
    assert!(house.readable().await.0.contains(PLANTED[0]), "the fifth day is not over");
    let staff = house.sign_in("staff").await;
    assert_eq!(staff.card(id).await.unwrap().state, State::Declined);

    house.advance(DAY);
    let staff = house.sign_in("staff").await;
    assert_eq!(refused(staff.step(id, version, Step::UndoDecline {}).await), Refusal::SealOver);
    house.due_work().await;
    assert_eq!(house.readable().await, (String::new(), 0));
    assert_eq!(staff.changes(None).await.changes, [Change::Gone { id, concluded: true }]);
    for version in [version, version + 1] {
        let late = crate::people::event(version, String::new(), Step::UndoDecline {});
        assert_eq!(staff.send_event(id, &late).await.code(), Code::NotFound);
    }
    let late = crate::people::event(
        version,
        String::new(),
        Step::Return { comment: "Late.".into(), passages: vec![], takeaways: TakeawayEdit::default() },
    );
    let version = version + 1;
    let two = house.sign_in("two").await;
    assert_eq!(two.event(id, &late).await, EventAnswer::Conflict { version, concluded: true }, "who acted in it");
    house.end().await;
}

async fn staff_undo_a_decline(on: On) {
    let house = House::build(on).await;
    let (id, version) = in_stage_two(&house).await;
    let two = house.sign_in("two").await;
    let version = accepted(two.step(id, version, Step::Decline { reason: DeclineReason::Duplicate }).await);
    assert_eq!(refused(two.step(id, version, Step::UndoDecline {}).await), Refusal::WrongRole, "who acted in it");
    house.advance(5 * DAY);
    house.due_work().await;
    let staff = house.sign_in("staff").await;
    accepted(staff.step(id, version, Step::UndoDecline {}).await);
    house.advance(5 * DAY);
    house.due_work().await;
    let two = house.sign_in("two").await;
    let work = two.take(id).await;
    accepted(two.event(id, &texts::approve(&work)).await);
    house.end().await;
}

async fn a_deferred_report_goes_on_on_its_day(on: On) {
    let house = House::build(on).await;
    let (id, version) = in_stage_two(&house).await;
    let two = house.sign_in("two").await;
    let until = "2026-12-24".parse().unwrap();
    accepted(two.step(id, version, Step::Defer { reason: DeferReason::ActiveInvestigation, until }).await);
    let card = two.card(id).await.unwrap();
    assert_eq!(
        (card.state, card.deferred_until, card.barred),
        (State::Deferred, Some(until), Some(Refusal::WrongState))
    );
    assert_eq!(two.try_claim(id).await.code(), Code::WrongState);
    // A day begins at midnight in New York, which is 5 in the morning in UTC; the story begins at 15.
    house.advance(33 * DAY + 14 * 3600 - 60);
    house.due_work().await;
    assert_eq!(house.sign_in("two").await.card(id).await.unwrap().state, State::Deferred);
    house.advance(60);
    house.due_work().await;
    let card = house.sign_in("two").await.card(id).await.unwrap();
    assert_eq!((card.state, card.claim, card.deferred_until), (State::StageTwo, wire::ClaimState::Free, None));
    house.end().await;
}

async fn an_approved_report_is_sent_back_and_comes_again(on: On) {
    let house = House::build(on).await;
    let (id, _) = in_stage_two(&house).await;
    let (two, staff) = (house.sign_in("two").await, house.sign_in("staff").await);
    let work = two.take(id).await;
    let version = accepted(two.event(id, &texts::approve(&work)).await);
    accepted(
        staff
            .step(
                id,
                version,
                Step::SendBack { comment: "The truck's colour.".into(), takeaways: domain::TakeawayEdit::default() },
            )
            .await,
    );
    let (readable, closed) = house.readable().await;
    assert!(closed == 0 && !readable.contains(PLANTED[0]), "clean text only");

    let work = two.take(id).await;
    assert_eq!(work.notes.len(), 1);
    assert_eq!(work.takeaways.len(), 1);
    // Even a return finds no more than the clean text.
    let version = accepted(
        two.step(
            id,
            work.version,
            Step::Return { comment: "Grammar.".into(), passages: vec![], takeaways: TakeawayEdit::default() },
        )
        .await,
    );
    let one = house.sign_in("one").await;
    let again = one.try_work(id).await.json::<wire::Work>();
    assert_eq!((&again.base, again.version), (&work.base, version));
    accepted(one.event(id, &texts::hand_over(&again)).await);
    let work = two.take(id).await;
    accepted(two.event(id, &texts::approve(&work)).await);
    let clean = staff.clean(id).await;
    accepted(staff.event(id, &texts::publish(&clean)).await);
    assert_eq!(house.readable().await, (String::new(), 0));
    house.end().await;
}

async fn agencies_are_counted_and_not_named(on: On) {
    let house = House::build(on).await;
    for _ in 0..2 {
        let (id, _) = in_stage_two(&house).await;
        let two = house.sign_in("two").await;
        let work = two.take(id).await;
        accepted(two.event(id, &texts::approve(&work)).await);
    }
    // One that its author takes back counts too; one that was counted at its approval does not count again.
    let receipt = house.website().submit(&texts::submission()).await;
    assert_eq!(house.website().post("/v1/withdrawals", &receipt).await.status, 204);
    let counts = house.column("SELECT quarter || ' ' || CAST(reports AS TEXT) FROM agency_counts").await;
    assert_eq!(counts, ["2026Q4 3"]);
    assert!(!house.column("SELECT agency_key FROM agency_counts").await[0].contains("XH0120400"));
    house.end().await;
}

async fn who_sends_back_takes_no_other_part(on: On) {
    let house = House::build(on).await;
    let (id, _) = in_stage_two(&house).await;
    let (two, all, staff) = (house.sign_in("two").await, house.sign_in("all").await, house.sign_in("staff").await);
    assert_eq!(two.release(id).await.status, 204);
    let send_back =
        || Step::SendBack { comment: "The truck's colour.".into(), takeaways: domain::TakeawayEdit::default() };
    // Who approved it does not send it back: that is a part of its own.
    let work = all.take(id).await;
    let version = accepted(all.event(id, &texts::approve(&work)).await);
    assert_eq!(refused(all.step(id, version, send_back()).await), Refusal::FourEyes);
    accepted(staff.step(id, version, send_back()).await);

    // And who sent it back approves nothing.
    assert_eq!(all.try_claim(id).await.status, 200, "the same stage again");
    assert_eq!(all.release(id).await.status, 204);
    let work = two.take(id).await;
    let version = accepted(two.event(id, &texts::approve(&work)).await);
    let admin = house.sign_in("admin").await;
    let roles = vec![domain::Role::StageTwo, domain::Role::Staff];
    assert_eq!(admin.change_member("staff", wire::MemberChange::Roles { roles }).await.status, 204);
    accepted(staff.step(id, version, send_back()).await);
    assert_eq!(staff.try_claim(id).await.code(), Code::FourEyes);
    house.end().await;
}

/// One declined report can't be opened any more: the other is concluded, and the server starts.
async fn one_damaged_report_keeps_nothing_else_from_being_done(on: On) {
    let house = House::build(on).await;
    let mut ids = Vec::new();
    for _ in 0..2 {
        let (id, version) = in_stage_two(&house).await;
        let two = house.sign_in("two").await;
        accepted(two.step(id, version, Step::Decline { reason: DeclineReason::OutOfScope }).await);
        ids.push(id);
    }
    // The first in the order in which they come.
    let damage = format!(
        "UPDATE sealed SET body = (SELECT other.body FROM sealed other WHERE other.report_id = sealed.report_id AND other.part = \
         'answers') WHERE part = 'ori9' AND report_id = '{}'",
        ids[0]
    );
    house.column(damage.leak()).await;
    house.advance(6 * DAY);
    assert!(!house.servers[0].do_due_work().await, "that something failed is told");
    let concluded = async || house.column("SELECT id FROM reports WHERE concluded = 1").await;
    assert_eq!(concluded().await, [ids[1].to_string()]);
    server::Server::start(house.config()).await.unwrap().shutdown().await;
    assert_eq!(concluded().await, [ids[1].to_string()]);
    house.end().await;
}
