//! The library as staff look after it: numbers, corrections by publication, and two who are at the same report.

use domain::{DeclineReason, Refusal, State};
use uuid::Uuid;
use wire::{Code, EventAnswer, LibraryItem, PublishedReport, Step};

use crate::{
    house::{DAY, House, On},
    people::accepted,
    texts,
};

on_both!(
    publications_are_numbered_in_their_order,
    a_publication_is_corrected_and_taken_out_by_its_id,
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
        LibraryItem::Published { number, publication } => Some((number, publication.id)),
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
    let of: PublishedReport = staff.get(&format!("/v1/publications/{}/report", before[0].1)).await.json();
    let correct = Step::Correct { coding: texts::coding(), comment: "A tag.".into() };
    accepted(staff.step(of.report, of.version, correct).await);
    let of: PublishedReport = staff.get(&format!("/v1/publications/{}/report", before[2].1)).await.json();
    accepted(staff.step(of.report, of.version, Step::Retract { comment: "Asked for.".into() }).await);
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
    let path = format!("/v1/publications/{publication}/report");
    // Nobody but staff learns which report it was.
    for name in ["one", "two", "both"] {
        assert_eq!(house.sign_in(name).await.get(&path).await.code(), Code::WrongRole);
    }
    assert_eq!(house.website().get(&path).await.code(), Code::NoSession);
    let staff = house.sign_in("admin").await;
    let of: PublishedReport = staff.get(&path).await.json();
    assert_eq!(of.report, report);
    assert_eq!(staff.get(&format!("/v1/publications/{report}/report")).await.code(), Code::NotFound);
    accepted(staff.step(of.report, of.version, Step::Retract { comment: "Asked for.".into() }).await);
    assert_eq!(staff.get(&path).await.code(), Code::NotFound);
    assert_eq!(numbers(&house).await, []);
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
