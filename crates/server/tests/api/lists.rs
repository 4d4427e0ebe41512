//! The organisation's lists: the server judges with them, says which they are, and gives them to apps.

use domain::{Class, Lists, Refusal};
use wire::{EventAnswer, Step};

use crate::{
    house::{House, On},
    people::{accepted, event},
    texts,
};

on_both!(server_and_app_judge_alike, a_changed_list_is_told_and_its_new_findings_are_named);

fn lists() -> Lists {
    Lists::parse("name = \"Pine County 1\"\nallowed = [\"900-12-3456\"]\n").unwrap()
}

async fn server_and_app_judge_alike(on: On) {
    let house = House::with(on, 1, |config| config.lists = lists()).await;
    house.website().submit(&texts::submission()).await;
    let one = house.sign_in("one").await;
    assert_eq!(one.changes(None).await.lists, lists().name);
    let told: wire::Lists = one.get("/v1/lists").await.json();
    assert_eq!(Lists::from(told.clone()), lists());
    let id = one.cards().await[0].id;
    let work = one.take(id).await;
    let actions = texts::redact(&work, &told.into());
    let fingerprint = texts::fingerprint(&work, &actions);
    let handed_over = event(work.version, fingerprint, Step::HandOver { actions, note: "".into() });
    accepted(one.event(id, &handed_over).await);
    house.end().await;
}

async fn a_changed_list_is_told_and_its_new_findings_are_named(on: On) {
    let house = House::build(on).await;
    house.website().submit(&texts::submission()).await;
    let one = house.sign_in("one").await;
    assert_eq!(one.changes(None).await.lists, "");
    let id = one.cards().await[0].id;
    let work = one.take(id).await;
    // Judged with a list that this server has no longer.
    let actions = texts::redact(&work, &lists());
    let fingerprint = texts::fingerprint(&work, &actions);
    let handed_over = event(work.version, fingerprint, Step::HandOver { actions, note: "".into() });
    let EventAnswer::Refused { rule: Refusal::OpenFindings, places } = one.event(id, &handed_over).await else {
        panic!("not refused for what is open")
    };
    assert_eq!(places.iter().map(|place| place.class).collect::<Vec<_>>(), [Class::Ssn]);
    accepted(one.event(id, &texts::hand_over(&work)).await);
    house.end().await;
}
