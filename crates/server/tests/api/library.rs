//! The library as staff look after it: numbers, corrections by publication, and two who are at the same report.

use domain::{DeclineReason, Refusal, State};
use uuid::Uuid;
use wire::{Code, EventAnswer, LibraryAct, LibraryChange, LibraryItem, PublishedVersion, Step};

use crate::{
    house::{DAY, House, On},
    people::{accepted, event},
    texts,
};

on_both!(
    publications_are_numbered_in_their_order,
    a_publication_is_corrected_and_taken_out_by_its_id,
    why_it_was_changed_is_kept_and_names_nobody,
    two_publish_the_same_report_and_it_is_published_once,
    a_declined_report_says_why_and_until_when,
);

/// A report that is approved; its id.
async fn approved(house: &House) -> Uuid {
    house.website().submit(&texts::submission()).await;
    let (one, two) = (house.sign_in("one").await, house.sign_in("two").await);
    let id = one.cards().await[0].id;
    let work = one.take(id).await;
    accepted(one.event(id, &texts::hand_over(&work)).await);
    let work = two.take(id).await;
    accepted(two.event(id, &texts::approve(&work)).await);
    id
}

async fn published(house: &House) -> Uuid {
    let id = approved(house).await;
    let staff = house.sign_in("staff").await;
    let clean = staff.clean(id).await;
    accepted(staff.event(id, &texts::publish(&clean)).await);
    id
}

async fn numbers(house: &House) -> Vec<(u32, Uuid)> {
    let library = house.website().library(None).await;
    let number = |item: LibraryItem| match item {
        LibraryItem::Published { number, event: _, publication } => Some((number, publication.id)),
        LibraryItem::Tombstone { .. } => None,
    };
    library.items.into_iter().filter_map(number).collect()
}

async fn publications_are_numbered_in_their_order(on: On) {
    let house = House::build(on).await;
    for _ in 0..3 {
        published(&house).await;
    }
    let before = numbers(&house).await;
    assert_eq!(before.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [1, 2, 3]);
    // Corrected, it keeps its number; taken out, nobody gets it.
    let staff = house.sign_in("staff").await;
    let correct = Step::Correct { coding: texts::coding(), comment: "A tag.".into() };
    accepted(staff.change_publication(before[0].1, correct).await);
    accepted(staff.change_publication(before[2].1, Step::Retract { comment: "Asked for.".into() }).await);
    published(&house).await;
    let mut after = numbers(&house).await;
    after.sort_unstable();
    assert_eq!(after.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [1, 2, 4]);
    assert_eq!(after[0].1, before[0].1);
    house.end().await;
}

async fn a_publication_is_corrected_and_taken_out_by_its_id(on: On) {
    let house = House::build(on).await;
    let report = published(&house).await;
    let publication = numbers(&house).await[0].1;
    let (version, events) =
        (format!("/v1/publications/{publication}/version"), format!("/v1/publications/{publication}/events"));
    let staff = house.sign_in("admin").await;
    let PublishedVersion { version: at } = staff.get(&version).await.json();
    let retract = || event(at, String::new(), Step::Retract { comment: "Asked for.".into() });
    // Nobody but staff changes it, whether they acted in its review or not.
    for name in ["one", "two", "both"] {
        let caller = house.sign_in(name).await;
        assert_eq!(caller.get(&version).await.code(), Code::WrongRole);
        assert_eq!(caller.post(&events, &retract()).await.code(), Code::WrongRole);
    }
    assert_eq!(house.website().get(&version).await.code(), Code::NoSession);
    assert_eq!(house.website().post(&events, &retract()).await.code(), Code::NoSession);
    // And not under the name that the report had: nobody is told which it was.
    assert_eq!(staff.get(&format!("/v1/publications/{report}/version")).await.code(), Code::NotFound);
    assert_eq!(staff.post(&format!("/v1/publications/{report}/events"), &retract()).await.code(), Code::NotFound);
    for name in ["staff", "admin", "all"] {
        let answer = house.sign_in(name).await.send_event(report, &retract()).await;
        assert_eq!(answer.code(), Code::NotFound, "{name}");
    }
    for other in [Step::UndoDecline {}, Step::Publish { coding: texts::coding(), takeaways: Default::default() }] {
        assert_eq!(staff.post(&events, &event(at, String::new(), other)).await.code(), Code::Malformed);
    }
    let late = event(at - 1, String::new(), Step::Retract { comment: "Asked for.".into() });
    let late: EventAnswer = staff.post(&events, &late).await.json();
    assert_eq!(late, EventAnswer::Conflict { version: at, concluded: true });
    let once = retract();
    let told = staff.post(&events, &once).await;
    assert!(!told.body.contains(&report.to_string()), "{}", told.body);
    let after = accepted(told.json());
    assert_eq!(staff.get(&version).await.code(), Code::NotFound);
    // Whoever lost the answer and sends it again gets it; anybody else, and any other event, finds nothing.
    let again: EventAnswer = staff.post(&events, &once).await.json();
    assert_eq!(again, EventAnswer::AlreadyApplied { version: after });
    assert_eq!(house.sign_in("staff").await.post(&events, &once).await.code(), Code::NotFound);
    let another = format!("/v1/publications/{}/events", Uuid::new_v4());
    assert_eq!(staff.post(&another, &once).await.code(), Code::NotFound);
    assert_eq!(staff.post(&events, &retract()).await.code(), Code::NotFound);
    assert_eq!(numbers(&house).await, []);
    house.end().await;
}

async fn why_it_was_changed_is_kept_and_names_nobody(on: On) {
    let house = House::build(on).await;
    for _ in 0..2 {
        published(&house).await;
    }
    let staff = house.sign_in("staff").await;
    let publications = numbers(&house).await;
    assert_eq!(staff.get("/v1/publications/changes").await.json::<Vec<LibraryChange>>(), []);
    for comment in ["Ofc. Marcus Delacroix-Pruitt asked for it.", "Call 555-0142."] {
        for step in [
            Step::Correct { coding: texts::coding(), comment: comment.into() },
            Step::Retract { comment: comment.into() },
        ] {
            let answer = staff.change_publication(publications[0].1, step).await;
            assert!(matches!(answer, EventAnswer::Refused { rule: Refusal::OpenFindings, .. }), "{answer:?}");
        }
    }
    let correct = Step::Correct { coding: texts::coding(), comment: " The wrong tag.\n".into() };
    accepted(staff.change_publication(publications[0].1, correct).await);
    house.advance(DAY);
    let admin = house.sign_in("admin").await;
    let retract = Step::Retract { comment: "The author asked for it.".into() };
    accepted(admin.change_publication(publications[1].1, retract).await);
    let told = admin.get("/v1/publications/changes").await.json::<Vec<LibraryChange>>();
    let shown: Vec<_> = told.iter().map(|one| (one.number, one.what, one.by.as_str(), one.reason.as_str())).collect();
    let wanted = [
        (2, LibraryAct::TakenOut, "admin", "The author asked for it."),
        (1, LibraryAct::Corrected, "staff", "The wrong tag."),
    ];
    assert_eq!(shown, wanted);
    assert_eq!(told[0].publication, publications[1].1);
    assert_eq!(told[1].day.tomorrow().unwrap(), told[0].day);
    // For staff alone: readers get the coding and the tombstone.
    for name in ["one", "two", "both"] {
        assert_eq!(house.sign_in(name).await.get("/v1/publications/changes").await.code(), Code::WrongRole);
    }
    assert_eq!(house.website().get("/v1/publications/changes").await.code(), Code::NoSession);
    assert!(!house.website().get("/v1/publications").await.body.contains("The wrong tag."));
    house.end().await;
}

async fn two_publish_the_same_report_and_it_is_published_once(on: On) {
    let house = House::build(on).await;
    let id = approved(&house).await;
    let (staff, admin) = (house.sign_in("staff").await, house.sign_in("admin").await);
    let (first, second) = (staff.clean(id).await, admin.clean(id).await);
    let (first, second) = (texts::publish(&first), texts::publish(&second));
    let (a, b) = tokio::join!(staff.event(id, &first), admin.event(id, &second));
    let was_taken = |answer: &EventAnswer| matches!(answer, EventAnswer::Accepted { .. });
    let was_late = |answer: &EventAnswer| matches!(answer, EventAnswer::Conflict { concluded: true, .. });
    assert!(was_taken(&a) && was_late(&b) || was_taken(&b) && was_late(&a), "{a:?}, {b:?}");
    assert_eq!(numbers(&house).await.len(), 1);
    house.end().await;
}

async fn a_declined_report_says_why_and_until_when(on: On) {
    let house = House::build(on).await;
    house.website().submit(&texts::submission()).await;
    let (one, two) = (house.sign_in("one").await, house.sign_in("two").await);
    let id = one.cards().await[0].id;
    let work = one.take(id).await;
    let version = accepted(one.event(id, &texts::hand_over(&work)).await);
    two.take(id).await;
    let version = accepted(two.step(id, version, Step::Decline { reason: DeclineReason::OutOfScope }).await);
    let staff = house.sign_in("staff").await;
    let card = staff.card(id).await.unwrap();
    let until: jiff::civil::Date = "2026-11-25".parse().unwrap();
    assert_eq!(
        (card.state, card.declined_for, card.sealed_until),
        (State::Declined, Some(DeclineReason::OutOfScope), Some(until))
    );
    house.advance(5 * DAY);
    let staff = house.sign_in("staff").await;
    accepted(staff.step(id, version, Step::UndoDecline {}).await);
    let card = house.sign_in("two").await.card(id).await.unwrap();
    assert_eq!((card.state, card.declined_for, card.sealed_until), (State::StageTwo, None, None));
    assert_ne!(card.barred, Some(Refusal::WrongState));
    house.end().await;
}
