//! Every rule that an event can run into, and what an event must look like.

use domain::{
    Act, Action, Anchor, Authenticity, Checks, Class, Coding, DeferReason, Field, Intruder, Reason, Refusal, Span,
    Splice, Tag, Takeaway, TakeawayEdit,
};
use serde_json::json;
use uuid::Uuid;
use wire::{Code, EventAnswer, FoundPlace, Step, Vetting, Work};

use crate::{
    house::{House, On},
    people::{Caller, accepted, all_at_once, event, refused},
    texts,
};

on_both!(
    stage_one_is_handed_over_only_when_it_is_done,
    approval_needs_all_that_the_rules_ask_for,
    what_was_removed_must_not_come_back,
    steps_with_a_reason_need_one,
    publishing_needs_a_coding,
    an_event_is_applied_once,
    what_is_no_event_is_refused_by_code,
    who_may_not_take_a_step_learns_nothing_about_the_text,
    a_refused_step_leaves_the_key_store_alone,
);

fn rule_and_places(answer: EventAnswer) -> (Refusal, Vec<FoundPlace>) {
    match answer {
        EventAnswer::Refused { rule, places } => (rule, places),
        other => panic!("not refused: {other:?}"),
    }
}

/// A report in stage one, taken.
async fn in_stage_one<'h>(house: &'h House) -> (Uuid, Caller<'h>, Work) {
    house.website().submit(&texts::submission()).await;
    let one = house.sign_in("one").await;
    let id = one.cards().await[0].id;
    let work = one.take(id).await;
    (id, one, work)
}

/// A report in stage two, taken.
async fn in_stage_two<'h>(house: &'h House) -> (Uuid, Caller<'h>, Work) {
    let (id, one, work) = in_stage_one(house).await;
    accepted(one.event(id, &texts::hand_over(&work)).await);
    let two = house.sign_in("two").await;
    let work = two.take(id).await;
    (id, two, work)
}

fn insert(field: Field, text: &str) -> Action {
    let splices = vec![Splice { field, at: 0, removed: "".into(), inserted: text.into() }];
    Action { act: Act::CopyEdit, reason: Reason::Clarity, class: None, splices, ..Action::default() }
}

fn hand_over(work: &Work, actions: Vec<Action>) -> wire::Event {
    let fingerprint = texts::fingerprint(work, &actions);
    event(work.version, fingerprint, Step::HandOver { actions, note: "".into() })
}

fn approve(work: &Work, vetting: Vetting) -> wire::Event {
    let fingerprint = texts::fingerprint(work, &vetting.actions);
    event(work.version, fingerprint, Step::Approve { vetting })
}

async fn stage_one_is_handed_over_only_when_it_is_done(on: On) {
    // A name that the detector leaves alone here: only the leak check knows that it was taken out.
    let lists = || domain::Lists { allowed: vec!["pruitt".to_owned()], ..domain::Lists::default() };
    let house = House::with(on, 1, |config| config.lists = lists()).await;
    let (id, one, work) = in_stage_one(&house).await;
    let (rule, places) = rule_and_places(one.event(id, &hand_over(&work, vec![])).await);
    assert_eq!(rule, Refusal::OpenFindings);
    let ssn = places.iter().find(|place| place.class == Class::Ssn).unwrap();
    assert_eq!(work.base.slice(ssn.span), Some("900-12-3456"));

    let done = texts::redact(&work, &domain::Lists::default());
    let untitled: Vec<_> = done
        .iter()
        .filter(|action| action.splices.iter().all(|splice| splice.field != Field::Title))
        .cloned()
        .collect();
    assert_eq!(refused(one.event(id, &hand_over(&work, untitled)).await), Refusal::TitleMissing);

    let mut forgotten = done.clone();
    forgotten.push(insert(Field::Lessons, "as pruitt says: "));
    let (rule, places) = rule_and_places(one.event(id, &hand_over(&work, forgotten)).await);
    assert_eq!(rule, Refusal::Leak);
    assert!(
        places.iter().any(|place| place.span.field == Field::Lessons && (place.span.start, place.span.end) == (3, 9))
    );

    let mut forged = hand_over(&work, done.clone());
    forged.fingerprint = "0".repeat(64);
    assert_eq!(refused(one.event(id, &forged).await), Refusal::TextMismatch);
    let mut misfit = done.clone();
    misfit[1].splices[0].removed = "something else".into();
    let misfit = event(work.version, forged.fingerprint, Step::HandOver { actions: misfit, note: "".into() });
    assert_eq!(refused(one.event(id, &misfit).await), Refusal::TextMismatch);

    let mut long = done.clone();
    long.push(insert(Field::Title, &"very ".repeat(100)));
    assert_eq!(refused(one.event(id, &hand_over(&work, long)).await), Refusal::TooLarge);
    assert_eq!(one.card(id).await.unwrap().version, work.version, "nothing of this changed anything");
    accepted(one.event(id, &hand_over(&work, done)).await);
    house.end().await;
}

fn in_the_news(good: &Vetting) -> Checks {
    let mut checks = good.checks.clone();
    checks.intruder.iter_mut().for_each(|answer| answer.yes = answer.question == Intruder::News);
    checks
}

/// One more sensitive place, marked by hand and asked about by nobody.
fn with_a_tactic(work: &Work, good: &Vetting) -> Vec<Action> {
    let at = work.base.summary.as_str().find("rifle").unwrap();
    let place = Span::new(Field::Summary, at..at + 5);
    let mark = Anchor { span: place, class: Class::Les, fresh: false };
    let mark = Action { act: Act::Mark, marks: vec![mark], ..Action::default() };
    good.actions.iter().cloned().chain([mark]).collect()
}

async fn approval_needs_all_that_the_rules_ask_for(on: On) {
    let house = House::build(on).await;
    let mut silent = texts::submission();
    silent.lessons = "".into();
    house.website().submit(&silent).await;
    let one = house.sign_in("one").await;
    let id = one.cards().await[0].id;
    let work = one.take(id).await;
    let handed = texts::hand_over(&work);
    accepted(one.event(id, &handed).await);
    let two = house.sign_in("two").await;
    let work = two.take(id).await;

    // Steps of other stages.
    let coding = texts::coding();
    for step in [
        Step::HandOver { actions: vec![], note: "".into() },
        Step::Publish { coding, takeaways: domain::TakeawayEdit::default() },
        Step::UndoDecline {},
    ] {
        assert_eq!(refused(two.step(id, work.version, step).await), Refusal::WrongState);
    }
    let good = texts::vetting(&work);
    let cases = [
        (Vetting { authenticity: None, ..good.clone() }, Refusal::AuthenticityMissing),
        (Vetting { authenticity: Some(Authenticity::NotLawEnforcement), ..good.clone() }, Refusal::NotLawEnforcement),
        (Vetting { les_pass: false, ..good.clone() }, Refusal::LesPassMissing),
        (Vetting { checks: Checks::default(), ..good.clone() }, Refusal::IntruderMissing),
        (Vetting { checks: in_the_news(&good), ..good.clone() }, Refusal::InTheNews),
        (Vetting { actions: with_a_tactic(&work, &good), ..good.clone() }, Refusal::LesUnanswered),
        (Vetting { takeaways: domain::TakeawayEdit::default(), ..good.clone() }, Refusal::LessonMissing),
    ];
    for (vetting, rule) in cases {
        assert_eq!(refused(two.event(id, &approve(&work, vetting)).await), rule);
    }
    let sure = Step::AskThird { comment: " ".into(), vetting: good.clone() };
    let fingerprint = texts::fingerprint(&work, &good.actions);
    assert_eq!(refused(two.event(id, &event(work.version, fingerprint, sure)).await), Refusal::NotUnsure);

    // Unsure is enough for an approval by the rules; only "not law enforcement" is not.
    accepted(two.event(id, &approve(&work, Vetting { authenticity: Some(Authenticity::Unsure), ..good })).await);
    house.end().await;
}

async fn what_was_removed_must_not_come_back(on: On) {
    let house = House::build(on).await;
    let (id, two, work) = in_stage_two(&house).await;
    // Stage two never saw the name, and the server knows that it was there.
    let mut vetting = texts::vetting(&work);
    // Where it stands no detector takes it for a name.
    vetting.actions.push(insert(Field::Differently, "A pruitt stop. "));
    let (rule, places) = rule_and_places(two.event(id, &approve(&work, vetting)).await);
    assert_eq!(rule, Refusal::Leak);
    assert_eq!(places[0].span.field, Field::Differently);

    let mut vetting = texts::vetting(&work);
    vetting.takeaways.added.push(Takeaway::new(Uuid::new_v4(), work.stage, "Be like pruitt.".into()));
    assert_eq!(refused(two.event(id, &approve(&work, vetting)).await), Refusal::Leak);
    let mut vetting = texts::vetting(&work);
    vetting.takeaways.added[0].text = "Write to him: jordan@example.org".into();
    assert_eq!(refused(two.event(id, &approve(&work, vetting)).await), Refusal::OpenFindings);
    accepted(two.event(id, &texts::approve(&work)).await);
    house.end().await;
}

async fn steps_with_a_reason_need_one(on: On) {
    let house = House::build(on).await;
    let (id, two, work) = in_stage_two(&house).await;
    let blank = || " \n".into();
    assert_eq!(
        refused(
            two.step(
                id,
                work.version,
                Step::Return { comment: blank(), passages: vec![], takeaways: TakeawayEdit::default() }
            )
            .await
        ),
        Refusal::CommentMissing
    );
    for until in ["2026-11-20", "2026-11-19", "2027-05-20", "9999-12-31"] {
        let defer = Step::Defer { reason: DeferReason::HighProfile, until: until.parse().unwrap() };
        assert_eq!(refused(two.step(id, work.version, defer).await), Refusal::DateOutOfRange, "{until}");
    }
    accepted(two.event(id, &texts::approve(&work)).await);
    let staff = house.sign_in("staff").await;
    let version = work.version + 1;
    assert_eq!(
        refused(
            two.step(id, version, Step::SendBack { comment: "no".into(), takeaways: domain::TakeawayEdit::default() })
                .await
        ),
        Refusal::WrongRole
    );
    assert_eq!(
        refused(
            staff
                .step(id, version, Step::SendBack { comment: blank(), takeaways: domain::TakeawayEdit::default() })
                .await
        ),
        Refusal::ReasonMissing
    );
    let clean = staff.clean(id).await;
    accepted(staff.event(id, &texts::publish(&clean)).await);
    let correct = Step::Correct { coding: texts::coding(), comment: blank() };
    assert_eq!(refused(staff.on_library(id, correct).await), Refusal::ReasonMissing);
    assert_eq!(refused(staff.on_library(id, Step::Retract { comment: blank() }).await), Refusal::ReasonMissing);
    let correct = Step::Correct { coding: Coding { tags: vec![], ..texts::coding() }, comment: "x".into() };
    assert_eq!(refused(staff.on_library(id, correct).await), Refusal::TagMissing);
    house.end().await;
}

async fn publishing_needs_a_coding(on: On) {
    let house = House::build(on).await;
    let (id, two, work) = in_stage_two(&house).await;
    accepted(two.event(id, &texts::approve(&work)).await);
    let staff = house.sign_in("staff").await;
    let clean = staff.clean(id).await;
    assert_eq!(clean.coding.category, clean.answers.call_type);
    let publish = |coding: Coding| {
        event(clean.version, String::new(), Step::Publish { coding, takeaways: domain::TakeawayEdit::default() })
    };
    let none = Coding { category: None, ..texts::coding() };
    assert_eq!(refused(staff.event(id, &publish(none)).await), Refusal::CategoryMissing);
    let none = Coding { tags: vec![], ..texts::coding() };
    assert_eq!(refused(staff.event(id, &publish(none)).await), Refusal::TagMissing);
    let twice = Coding { tags: vec![Tag::Approach, Tag::Approach], ..texts::coding() };
    assert_eq!(staff.send_event(id, &publish(twice)).await.code(), Code::Malformed);
    let foreign = Coding { primary_factor: Some(domain::Factor::Animal), ..texts::coding() };
    assert_eq!(staff.send_event(id, &publish(foreign)).await.code(), Code::Malformed);
    let mut forged = publish(texts::coding());
    forged.fingerprint = "0".repeat(64);
    assert_eq!(refused(staff.event(id, &forged).await), Refusal::TextMismatch);
    accepted(staff.event(id, &publish(texts::coding())).await);
    house.end().await;
}

async fn an_event_is_applied_once(on: On) {
    let house = House::with(on, 2, |_| {}).await;
    let (id, one, work) = in_stage_one(&house).await;
    let handed = texts::hand_over(&work);
    let answers = all_at_once((0..6).map(|_| async { one.event(id, &handed).await })).await;
    let version = work.version + 1;
    assert_eq!(answers.iter().filter(|answer| **answer == EventAnswer::Accepted { version }).count(), 1);
    assert_eq!(answers.iter().filter(|answer| **answer == EventAnswer::AlreadyApplied { version }).count(), 5);

    let mut other = handed.clone();
    other.fingerprint = "0".repeat(64);
    assert_eq!(one.send_event(id, &other).await.code(), Code::KeyReused);
    let two = house.sign_in("two").await;
    assert_eq!(two.send_event(id, &handed).await.code(), Code::KeyReused, "another sender's");
    let late = wire::Event { id: Uuid::new_v4(), ..handed };
    assert_eq!(one.event(id, &late).await, EventAnswer::Conflict { version, concluded: false });
    house.end().await;
}

async fn what_is_no_event_is_refused_by_code(on: On) {
    let house = House::build(on).await;
    let (id, one, work) = in_stage_one(&house).await;
    let good = texts::hand_over(&work);
    assert_eq!(one.send_event(Uuid::new_v4(), &good).await.code(), Code::NotFound);
    let value = serde_json::to_value(&good).unwrap();
    for (path, bad) in [
        ("/unknown", json!(1)),
        ("/step/kind", json!("burn")),
        ("/step/actions/0/act", json!("burn")),
        ("/step/actions/0/splices/0/at", json!(-1)),
        ("/version", json!("1")),
        ("/id", json!(7)),
    ] {
        let mut changed = value.clone();
        let (object, key) = path.rsplit_once('/').unwrap();
        changed.pointer_mut(object).unwrap()[key] = bad;
        let answer = one.post(&format!("/v1/reports/{id}/events"), &changed).await;
        assert_eq!(answer.code(), Code::Malformed, "{path}");
    }
    let mut bad = good.clone();
    bad.step = Step::HandOver { actions: vec![insert(Field::Summary, "a\r\nb")], note: "".into() };
    assert_eq!(one.send_event(id, &bad).await.code(), Code::NotNormalised);
    bad.step = Step::HandOver { actions: vec![], note: "a".repeat(wire::NOTE_BYTES + 1).into() };
    assert_eq!(one.send_event(id, &bad).await.code(), Code::TooLarge);
    bad.step = Step::HandOver { actions: vec![insert(Field::Summary, ""); wire::ACTIONS + 1], note: "".into() };
    assert_eq!(one.send_event(id, &bad).await.code(), Code::TooLarge);
    let huge = vec![b' '; wire::WORK_BODY_BYTES + 1];
    let answer = one.send(reqwest::Method::POST, &format!("/v1/reports/{id}/events"), huge).await;
    assert_eq!((answer.status.as_u16(), answer.code()), (413, Code::TooLarge));
    house.end().await;
}

async fn who_may_not_take_a_step_learns_nothing_about_the_text(on: On) {
    let house = House::build(on).await;
    let (id, _, work) = in_stage_one(&house).await;
    let probe = |words: &str| {
        let step = Step::HandOver { actions: vec![insert(Field::Summary, words)], note: "".into() };
        event(work.version, String::new(), step)
    };
    for (name, rule) in [("other-one", Refusal::NotClaimant), ("staff", Refusal::WrongRole)] {
        let caller = house.sign_in(name).await;
        for words in ["", "pruitt", "SSN 900-12-3456"] {
            assert_eq!(rule_and_places(caller.event(id, &probe(words)).await), (rule, vec![]));
        }
    }
    // Whoever can't see the report is not even told that much.
    let two = house.sign_in("two").await;
    for words in ["", "pruitt", "SSN 900-12-3456"] {
        assert_eq!(two.send_event(id, &probe(words)).await.code(), Code::NotFound);
    }
    house.end().await;
}

async fn a_refused_step_leaves_the_key_store_alone(on: On) {
    let house = House::build(on).await;
    let (id, two, work) = in_stage_two(&house).await;
    // On PostgreSQL a destroyed key has its table written anew, in another file; SQLite counts what others write.
    let trace = match on {
        On::Sqlite => "PRAGMA data_version",
        On::Postgres => "SELECT CAST(pg_relation_filenode('keys') AS BIGINT)",
    };
    let pool = sqlx::AnyPool::connect(&house.keys).await.unwrap();
    let mut keys = pool.acquire().await.unwrap();
    let before: i64 = sqlx::query_scalar(trace).fetch_one(&mut *keys).await.unwrap();
    let unready = Vetting { les_pass: false, ..texts::vetting(&work) };
    assert_eq!(refused(two.event(id, &approve(&work, unready)).await), Refusal::LesPassMissing);
    let mut forged = texts::approve(&work);
    forged.fingerprint = "0".repeat(64);
    assert_eq!(refused(two.event(id, &forged).await), Refusal::TextMismatch);
    let after: i64 = sqlx::query_scalar(trace).fetch_one(&mut *keys).await.unwrap();
    assert_eq!(before, after);
    accepted(two.event(id, &texts::approve(&work)).await);
    let after: i64 = sqlx::query_scalar(trace).fetch_one(&mut *keys).await.unwrap();
    assert_ne!(before, after, "the trace shows what is written");
    drop(keys);
    pool.close().await;
    house.end().await;
}
