//! Every state, every step, everybody: what `domain::stage` forbids the server forbids, with the same rule.

use domain::{
    Act, Action, Closed as _, DeclineReason, DeferReason, Field, Reason, Refusal, Role, Splice, Stage, State, StepKind,
    TakeawayEdit,
    stage::{Actor, Facts, Standing, step},
};
use jiff::civil::{Date, date};
use serde_json::json;
use uuid::Uuid;
use wire::{Change, Code, EventAnswer, Receipt, Step, Vetting};

use crate::{
    house::{House, On},
    people::{ALL, accepted, event, refused},
    texts,
};

on_both!(
    what_the_rules_forbid_the_server_forbids_with_the_same_rule,
    a_third_reviewer_declines_and_defers,
    an_author_takes_a_report_back_until_it_is_approved,
    a_step_that_lacks_its_reason_or_changes_the_meaning_is_refused,
);

const TODAY: Date = date(2026, 11, 20);

/// A report in this state, with who may act in it at work: `one`, then `all` who has several roles, then `third`.
async fn report_in(house: &House, state: State) -> (Uuid, Receipt) {
    let receipt = house.website().submit(&texts::submission()).await;
    let one = house.sign_in("one").await;
    let id = one.cards().await.last().unwrap().id;
    let work = one.take(id).await;
    if state == State::StageOne {
        return (id, receipt);
    }
    if state == State::Withdrawn {
        assert_eq!(house.website().post("/v1/withdrawals", &receipt).await.status, 204);
        return (id, receipt);
    }
    accepted(one.event(id, &texts::hand_over(&work)).await);
    let all = house.sign_in("all").await;
    let work = all.take(id).await;
    match state {
        State::StageOne | State::StageTwo | State::Withdrawn => {}
        State::ThirdReview => {
            let vetting: Vetting = texts::vetting(&work);
            let fingerprint = texts::fingerprint(&work, &vetting.actions);
            let ask = Step::AskThird { comment: "Two agencies.".into(), vetting };
            accepted(all.event(id, &event(work.version, fingerprint, ask)).await);
            house.sign_in("third").await.take(id).await;
        }
        State::Declined => {
            accepted(all.step(id, work.version, Step::Decline { reason: DeclineReason::OutOfScope }).await);
        }
        State::Deferred => {
            let until = date(2026, 12, 24);
            accepted(all.step(id, work.version, Step::Defer { reason: DeferReason::HighProfile, until }).await);
        }
        State::Approved | State::Published => {
            accepted(all.event(id, &texts::approve(&work)).await);
            if state == State::Published {
                let staff = house.sign_in("staff").await;
                let clean = staff.clean(id).await;
                accepted(staff.event(id, &texts::publish(&clean)).await);
            }
        }
    }
    (id, receipt)
}

/// One of each, as empty as it may be.
fn steps() -> Vec<Step> {
    let (takeaways, coding) = (TakeawayEdit::default(), texts::coding());
    let vetting = || Vetting {
        actions: vec![],
        authenticity: None,
        les_pass: false,
        takeaways: TakeawayEdit::default(),
        checks: domain::Checks::default(),
    };
    vec![
        Step::HandOver { actions: vec![], note: "".into() },
        Step::Return { comment: "".into(), passages: vec![], takeaways: takeaways.clone() },
        Step::AskThird { comment: "".into(), vetting: vetting() },
        Step::Approve { vetting: vetting() },
        Step::Decline { reason: DeclineReason::Duplicate },
        Step::Defer { reason: DeferReason::HighProfile, until: date(2026, 12, 24) },
        Step::SendBack { comment: "".into(), takeaways: takeaways.clone() },
        Step::UndoDecline {},
        Step::Publish { coding: coding.clone(), takeaways },
        Step::Correct { coding, comment: "".into() },
        Step::Retract { comment: "".into() },
    ]
}

/// Rules that are about who asks, and when.
fn concerns_caller(rule: Refusal) -> bool {
    [
        Refusal::WrongState,
        Refusal::WrongRole,
        Refusal::FourEyes,
        Refusal::NotClaimant,
        Refusal::Concluded,
        Refusal::SealOver,
    ]
    .contains(&rule)
}

/// How a report stands, straight from the database, and its version.
async fn standing(house: &House, id: Uuid, state: State) -> (Standing, i64) {
    let column = async |sql: String| house.column(sql.leak()).await;
    let claimant = column(format!("SELECT claimant FROM reports WHERE id = '{id}'")).await;
    let acted = column(format!("SELECT user_id || ' ' || stage FROM acts WHERE report_id = '{id}'")).await;
    let acted = acted.iter().map(|row| {
        let (who, stage) = row.split_once(' ').unwrap();
        (who.parse().unwrap(), Stage::from_spelling(stage).unwrap())
    });
    let row = column(format!(
        "SELECT state || ' ' || CAST(concluded AS TEXT) || ' ' || CAST(version AS TEXT) FROM reports WHERE id = '{id}'"
    ));
    let row = row.await.remove(0);
    let [found, concluded, version] = row.split(' ').collect::<Vec<_>>()[..] else { panic!("{row}") };
    assert_eq!(found, state.as_str());
    let standing = Standing {
        state,
        claimant: claimant.first().map(|id| id.parse().unwrap()),
        acted: acted.collect(),
        concluded: concluded == "1",
        day: Some(TODAY),
    };
    (standing, version.parse().unwrap())
}

async fn what_the_rules_forbid_the_server_forbids_with_the_same_rule(on: On) {
    let house = House::build(on).await;
    let mut forbidden = 0;
    for &state in State::ALL {
        let (id, _) = report_in(&house, state).await;
        let (standing, version) = standing(&house, id, state).await;
        for (name, roles) in ALL {
            let caller = house.sign_in(name).await;
            let person = house.column(format!("SELECT id FROM users WHERE name = '{name}'").leak()).await;
            let person: Uuid = person[0].parse().unwrap();
            let acted = standing.acted.iter().any(|(who, _)| *who == person);
            let knows =
                acted || (state == State::Published && roles.contains(&Role::Staff)) || caller.card(id).await.is_some();
            for step_asked in steps() {
                let kind = step_asked.kind();
                // What is published is changed by its publication, which `library.rs` tries by everybody.
                let knows =
                    knows && !(state == State::Published && matches!(kind, StepKind::Correct | StepKind::Retract));
                let rule = step(kind, &standing, Actor::Person { id: person, roles }, &Facts::default(), TODAY);
                let Err(rule) = rule else { continue };
                if !concerns_caller(rule) {
                    continue;
                }
                forbidden += 1;
                let answer = caller.send_event(id, &event(version, String::new(), step_asked)).await;
                let place = format!("{kind} from {state} by {name}");
                if !knows {
                    assert_eq!(answer.code(), Code::NotFound, "{place}");
                } else if standing.concluded && !matches!(state, State::Approved | State::Published) {
                    assert_eq!(
                        answer.json::<EventAnswer>(),
                        EventAnswer::Conflict { version, concluded: true },
                        "{place}"
                    );
                } else {
                    assert_eq!(refused(answer.json()), rule, "{place}");
                }
            }
        }
    }
    // Hardly anything is open to hardly anybody.
    assert!(forbidden > 600, "{forbidden}");
    house.end().await;
}

async fn a_third_reviewer_declines_and_defers(on: On) {
    let house = House::build(on).await;
    let until = date(2026, 12, 24);
    for (step, state) in [
        (Step::Decline { reason: DeclineReason::OutOfScope }, State::Declined),
        (Step::Defer { reason: DeferReason::HighProfile, until }, State::Deferred),
    ] {
        let (id, _) = report_in(&house, State::ThirdReview).await;
        let third = house.sign_in("third").await;
        let version = third.card(id).await.unwrap().version;
        accepted(third.step(id, version, step).await);
        assert_eq!(house.sign_in("staff").await.card(id).await.unwrap().state, state);
    }
    house.end().await;
}

async fn an_author_takes_a_report_back_until_it_is_approved(on: On) {
    let house = House::build(on).await;
    for &state in State::ALL {
        let (id, receipt) = report_in(&house, state).await;
        // Whether it was in time is said to nobody.
        assert_eq!(house.website().post("/v1/withdrawals", &receipt).await.status, 204, "{state}");
        let kept = matches!(state, State::Approved | State::Published);
        standing(&house, id, if kept { state } else { State::Withdrawn }).await;
        // Nothing is kept of what goes: no text, no claim, no link, nothing that the queue showed of it; and nothing goes of
        // what stays.
        let left = async |sql: &str| house.column(format!("{sql} = '{id}'").leak()).await;
        let sealed = left("SELECT part FROM sealed WHERE report_id").await;
        assert_eq!(sealed.is_empty(), state != State::Approved, "{state}: {sealed:?}");
        let shown = "SELECT CAST(words AS TEXT) FROM reports WHERE claimant IS NULL AND claim_code_hash IS NULL AND call_type IS
            NULL AND region IS NULL AND sworn_band IS NULL AND event IS NULL AND flag IS NULL AND key_id IS NULL AND id";
        if !kept {
            assert_eq!(left(shown).await, ["0"], "{state}");
        }
        for (name, _) in ALL {
            let caller = house.sign_in(name).await;
            let card = caller.card(id).await;
            assert_eq!(
                card.is_some(),
                state == State::Approved && caller.try_clean(id).await.status == 200,
                "{name}, {state}"
            );
            assert_ne!(caller.try_work(id).await.status, 200, "{name}, {state}");
        }
        // Whoever had it before them is told that every copy has to go.
        let told = house.sign_in("one").await.changes(None).await.changes;
        let gone = |change: &Change| matches!(change, Change::Gone { id: of, concluded: true } if *of == id);
        assert!(told.iter().any(gone), "{state}: {told:?}");
    }
    house.end().await;
}

async fn a_step_that_lacks_its_reason_or_changes_the_meaning_is_refused(on: On) {
    let house = House::build(on).await;
    let (id, _) = report_in(&house, State::StageTwo).await;
    let all = house.sign_in("all").await;
    let work: wire::Work = all.try_work(id).await.json();
    let said = |step: serde_json::Value| {
        json!({ "id": Uuid::new_v4(), "version": work.version, "fingerprint": "", "detector": { "version": "", "lists": "" },
            "step": step })
    };
    for without in [json!({ "kind": "decline" }), json!({ "kind": "defer", "until": "2026-12-24" })] {
        assert_eq!(all.post(&format!("/v1/reports/{id}/events"), &said(without)).await.code(), Code::Malformed);
    }

    // A negation that was not there.
    let mut vetting = texts::vetting(&work);
    let at = work.base.lessons.as_str().find("Keep").unwrap();
    let splice = Splice { field: Field::Lessons, at, removed: "Keep".into(), inserted: "Do not keep".into() };
    vetting.actions.push(Action {
        act: Act::CopyEdit,
        reason: Reason::Clarity,
        class: None,
        splices: vec![splice],
        ..Action::default()
    });
    let fingerprint = texts::fingerprint(&work, &vetting.actions);
    let approve = event(work.version, fingerprint, Step::Approve { vetting });
    assert_eq!(refused(all.event(id, &approve).await), Refusal::Meaning);
    house.end().await;
}
