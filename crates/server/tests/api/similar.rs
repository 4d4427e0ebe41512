//! Reports that are like the one in work: what comes back, and what never does.

use domain::{AgencyType, Answers, DepartmentType, Likeness, PopulationBand, Quasi};
use serde_json::json;
use uuid::Uuid;
use wire::{Code, LibraryItem, Shared, Similar, SimilarOpen, Submission};

use crate::{
    house::{House, On},
    people::{Caller, accepted},
    texts,
};

on_both!(
    the_same_event_is_found_in_the_queue_and_linked,
    the_library_is_searched_and_forgets_what_is_retracted,
    only_the_claimant_asks_and_nothing_hidden_comes_back,
    combinations_are_counted_from_five_on,
    two_events_become_one_and_nobody_is_left_linked_with_nobody,
    what_is_published_of_one_event_stands_together,
    a_report_is_linked_with_what_is_in_the_library,
    a_link_with_a_hidden_report_is_not_told,
    beside_a_hidden_report_a_link_comes_and_goes_as_without_it,
    what_is_taken_out_leaves_no_link,
);

impl Caller<'_> {
    async fn similar(&self, id: Uuid) -> Similar {
        self.get(&format!("/v1/reports/{id}/similar")).await.json()
    }

    async fn link(&self, id: Uuid, with: Option<Uuid>) -> crate::people::Answer {
        self.put(&format!("/v1/reports/{id}/event"), &json!({ "with": with })).await
    }
}

fn telling(summary: &str) -> Submission {
    Submission { summary: summary.into(), lessons: "Look twice.".into(), ..texts::submission() }
}

const DOG: &str =
    "A dog ran out of the garage and bit my sleeve while I walked up to the porch. We should carry a catch pole.";

async fn the_same_event_is_found_in_the_queue_and_linked(on: On) {
    let house = House::build(on).await;
    house.website().submit(&texts::submission()).await;
    house
        .website()
        .submit(&telling(
            "Ofc. Marcus Delacroix-Pruitt told me to stay back. It was the night shift stop of the truck for drifting, and he saw the \
             rifle. His number is 555-555-0142.",
        ))
        .await;
    house.website().submit(&telling(DOG)).await;
    let (one, staff) = (house.sign_in("one").await, house.sign_in("staff").await);
    let cards = one.cards().await;
    let (id, same) = (cards[0].id, cards[1].id);
    one.take(id).await;
    let similar = one.similar(id).await;
    assert_eq!(
        similar,
        Similar { open: vec![SimilarOpen { report: same, likeness: Likeness::SameEvent }], published: vec![] }
    );

    assert_eq!(one.link(id, Some(same)).await.status, 204);
    let events: Vec<_> = staff.cards().await.into_iter().filter_map(|card| card.event).collect();
    assert_eq!(events.len(), 2);
    assert_eq!(events[0], events[1]);
    assert_eq!(one.link(id, Some(id)).await.code(), Code::Malformed);
    let both = json!({ "with": same, "publication": same });
    assert_eq!(one.put(&format!("/v1/reports/{id}/event"), &both).await.code(), Code::Malformed);
    assert_eq!(one.link(id, Some(Uuid::new_v4())).await.code(), Code::NotFound);
    assert_eq!(one.link(same, None).await.code(), Code::NotClaimant);
    assert_eq!(one.link(id, None).await.status, 204);
    assert_eq!(one.card(id).await.unwrap().event, None);
    house.end().await;
}

async fn the_library_is_searched_and_forgets_what_is_retracted(on: On) {
    let house = House::build(on).await;
    house.website().submit(&texts::submission()).await;
    let (one, two, staff) = (house.sign_in("one").await, house.sign_in("two").await, house.sign_in("staff").await);
    let id = one.cards().await[0].id;
    let work = one.take(id).await;
    accepted(one.event(id, &texts::hand_over(&work)).await);
    let work = two.take(id).await;
    accepted(two.event(id, &texts::approve(&work)).await);
    let clean = staff.clean(id).await;
    accepted(staff.event(id, &texts::publish(&clean)).await);

    house
        .website()
        .submit(&telling("I was backing a truck stop and saw rifles under a blanket; drifting lanes at night."))
        .await;
    house.website().submit(&telling(DOG)).await;
    let mut cards = one.cards().await;
    let (dog, truck) = (cards.pop().unwrap().id, cards.pop().unwrap().id);
    one.take(truck).await;
    one.take(dog).await;
    let found = one.similar(truck).await.published;
    assert_eq!(found.iter().map(|found| found.title.as_str()).collect::<Vec<_>>(), ["A rifle seen in time"]);
    // The index is made anew where it is missing, and has no words of what is retracted.
    house.column("DELETE FROM library_words").await;
    server::Server::start(house.config()).await.unwrap().shutdown().await;
    assert_eq!(one.similar(truck).await.published.len(), 1);
    accepted(staff.on_library(id, wire::Step::Retract { comment: "The agency asked.".into() }).await);
    assert!(one.similar(truck).await.published.is_empty());
    house.end().await;
}

async fn only_the_claimant_asks_and_nothing_hidden_comes_back(on: On) {
    let house = House::build(on).await;
    house.website().submit(&Submission { ori9: None, ..texts::submission() }).await;
    let (one, admin) = (house.sign_in("one").await, house.sign_in("admin").await);
    let id = one.cards().await[0].id;
    let agencies = vec!["XH0120400".into()];
    admin.change_member("one", wire::MemberChange::Agencies { agencies }).await;
    // The same story, from the reviewer's own agency.
    house.website().submit(&texts::submission()).await;
    one.take(id).await;
    assert!(one.similar(id).await.open.is_empty());
    let hidden = admin.cards().await.into_iter().find(|card| card.id != id).unwrap().id;
    assert_eq!(one.link(id, Some(hidden)).await.code(), Code::NotFound);
    // Without a claim of the caller's own nothing is said of the other one, whether there is one or not.
    house.website().submit(&Submission { ori9: None, ..telling(DOG) }).await;
    let free = one.cards().await.into_iter().find(|card| card.id != id).unwrap().id;
    for other in [Some(hidden), Some(Uuid::new_v4()), Some(id), Some(free), None] {
        assert_eq!(one.link(free, other).await.code(), Code::NotClaimant, "{other:?}");
    }
    let path = format!("/v1/reports/{id}/similar");
    assert_eq!(house.sign_in("other-one").await.get(&path).await.code(), Code::NotClaimant);
    assert_eq!(house.sign_in("staff").await.get(&path).await.code(), Code::NotClaimant);
    assert_eq!(house.sign_in("two").await.get(&path).await.code(), Code::NotFound);
    house.end().await;
}

async fn combinations_are_counted_from_five_on(on: On) {
    let house = House::build(on).await;
    let (one, two, staff) = (house.sign_in("one").await, house.sign_in("two").await, house.sign_in("staff").await);
    let publish = async |summary: &str, population| {
        let answers = Answers {
            agency_type: Some(AgencyType::Municipal),
            department_type: Some(DepartmentType::Police),
            population_band: Some(population),
            ..Answers::default()
        };
        house.website().submit(&Submission { answers, ..telling(summary) }).await;
        let id = one.cards().await.last().unwrap().id;
        let work = one.take(id).await;
        accepted(one.event(id, &texts::hand_over(&work)).await);
        let work = two.take(id).await;
        accepted(two.event(id, &texts::approve(&work)).await);
        accepted(staff.event(id, &texts::publish(&staff.clean(id).await)).await);
    };
    for town in [PopulationBand::Under2500, PopulationBand::To9999].into_iter().cycle().take(5) {
        publish("My sergeant fell off the dock at night. Nobody was hurt.", town).await;
    }
    publish("A moose stood on the gravel road at night. We hit it.", PopulationBand::From500000).await;
    house.website().submit(&telling(DOG)).await;
    let id = one.cards().await.last().unwrap().id;
    one.take(id).await;
    let path = format!("/v1/reports/{id}/shared");
    let what = |quasi: Quasi, value: &str| json!({ "quasi": quasi, "value": value });
    let (night, water) = (what(Quasi::Time, "night"), what(Quasi::Place, "water"));
    let ask = json!({ "combinations": [[], [night], [night, water], [night, what(Quasi::RareEvent, "animal")]] });
    let counted: Shared = one.post(&path, &ask).await.json();
    assert_eq!(counted.counts, [Some(6), Some(6), Some(5), None]);
    // Agency and department, and a town in its own band and in the wider one.
    let (police, city) = (what(Quasi::Department, "police"), what(Quasi::Agency, "municipal"));
    let small = what(Quasi::Population, "under-2500");
    let wider = what(Quasi::Population, "under-25000");
    let ask_sizes =
        json!({ "combinations": [[police, city], [small], [wider, police], [what(Quasi::Population, "500000-plus")]] });
    let counted: Shared = one.post(&path, &ask_sizes).await.json();
    assert_eq!(counted.counts, [Some(6), None, Some(5), None]);

    assert_eq!(two.post(&path, &ask).await.code(), Code::NotFound);
    assert_eq!(staff.post(&path, &ask).await.code(), Code::NotClaimant);
    let none: &[u8] = &[];
    let many = json!({ "combinations": vec![none; wire::COMBINATIONS + 1] });
    assert_eq!(one.post(&path, &many).await.code(), Code::TooLarge);
    let unknown = json!({ "combinations": [[{ "quasi": "shoe-size", "value": "11" }]] });
    assert_eq!(one.post(&path, &unknown).await.code(), Code::Malformed);
    house.end().await;
}

async fn two_events_become_one_and_nobody_is_left_linked_with_nobody(on: On) {
    let house = House::build(on).await;
    let mut receipts = Vec::new();
    for _ in 0..4 {
        receipts.push(house.website().submit(&telling(DOG)).await);
    }
    let one = house.sign_in("one").await;
    let ids: Vec<Uuid> = one.cards().await.iter().map(|card| card.id).collect();
    let events = async || {
        let cards = house.sign_in("staff").await.cards().await;
        ids.iter().map(|id| cards.iter().find(|card| card.id == *id).and_then(|card| card.event)).collect::<Vec<_>>()
    };
    for id in &ids {
        one.take(*id).await;
    }
    assert_eq!(one.link(ids[0], Some(ids[1])).await.status, 204);
    assert_eq!(one.link(ids[2], Some(ids[3])).await.status, 204);
    let before = events().await;
    assert!(before.iter().all(Option::is_some) && before[0] != before[2]);
    assert_eq!(one.link(ids[0], Some(ids[2])).await.status, 204);
    let after = events().await;
    assert!(after.iter().all(|event| event.is_some() && *event == after[0]), "{after:?}");

    // Two leave; the two that stay are of one event still.
    assert_eq!(one.link(ids[0], None).await.status, 204);
    assert_eq!(one.link(ids[1], None).await.status, 204);
    assert_eq!(events().await, [None, None, after[2], after[2]]);
    // One of them is taken back: with the due work the last one stands for itself.
    for receipt in &receipts {
        let left = house.column("SELECT id FROM reports WHERE event IS NOT NULL").await;
        if left.len() == 2 {
            assert_eq!(house.website().post("/v1/withdrawals", receipt).await.status, 204);
        }
    }
    assert_eq!(house.column("SELECT id FROM reports WHERE event IS NOT NULL").await.len(), 1);
    house.due_work().await;
    assert!(house.column("SELECT id FROM reports WHERE event IS NOT NULL").await.is_empty());

    // One that leaves an event of two takes the other along.
    house.website().submit(&telling(DOG)).await;
    house.website().submit(&telling(DOG)).await;
    let left: Vec<Uuid> = one.cards().await.iter().rev().map(|card| card.id).take(2).collect();
    for id in &left {
        one.take(*id).await;
    }
    assert_eq!(one.link(left[0], Some(left[1])).await.status, 204);
    assert_eq!(one.link(left[1], None).await.status, 204);
    assert!(house.column("SELECT id FROM reports WHERE event IS NOT NULL").await.is_empty());
    house.end().await;
}

/// Through both stages and into the library; the publication's id.
async fn publish(house: &House, id: Uuid) -> Uuid {
    publish_by(house, id, "one").await
}

async fn publish_by(house: &House, id: Uuid, one: &str) -> Uuid {
    let one = house.sign_in(one).await;
    let work = one.take(id).await;
    accepted(one.event(id, &texts::hand_over(&work)).await);
    finish(house, id).await
}

/// From stage two on.
async fn finish(house: &House, id: Uuid) -> Uuid {
    approve(house, id).await;
    let staff = house.sign_in("staff").await;
    accepted(staff.event(id, &texts::publish(&staff.clean(id).await)).await);
    house.publication(id).await
}

async fn approve(house: &House, id: Uuid) {
    let two = house.sign_in("two").await;
    let work = two.take(id).await;
    accepted(two.event(id, &texts::approve(&work)).await);
}

/// What readers are told since the cursor: each publication with its event.
async fn told(house: &House, since: Option<&str>) -> (Vec<(Uuid, Option<Uuid>)>, String) {
    let library = house.website().library(since).await;
    let one = |item| match item {
        LibraryItem::Published { publication, event, number: _ } => Some((publication.id, event)),
        LibraryItem::Tombstone { .. } => None,
    };
    (library.items.into_iter().filter_map(one).collect(), library.cursor)
}

async fn what_is_published_of_one_event_stands_together(on: On) {
    let house = House::build(on).await;
    let mut receipts = Vec::new();
    for _ in 0..3 {
        receipts.push(house.website().submit(&telling(DOG)).await);
    }
    let one = house.sign_in("one").await;
    let ids: Vec<Uuid> = one.cards().await.iter().map(|card| card.id).collect();
    for id in &ids {
        one.take(*id).await;
    }
    for other in [ids[1], ids[2]] {
        assert_eq!(one.link(ids[0], Some(other)).await.status, 204);
    }
    let under_review = one.card(ids[0]).await.unwrap().event.unwrap();

    // Alone in the library it tells of nothing; the link goes on to the approved one.
    let first = publish(&house, ids[0]).await;
    let (alone, cursor) = told(&house, None).await;
    assert_eq!(alone, [(first, None)]);
    let work = one.take(ids[1]).await;
    accepted(one.event(ids[1], &texts::hand_over(&work)).await);
    approve(&house, ids[1]).await;
    let staff = house.sign_in("staff").await;
    assert_eq!(staff.card(ids[1]).await.unwrap().event, Some(under_review));
    accepted(staff.event(ids[1], &texts::publish(&staff.clean(ids[1]).await)).await);
    // The feed tells both, the one of before as well: its event is another id than that of the review.
    let (both, cursor) = told(&house, Some(&cursor)).await;
    let [(before, shared), (second, also)] = both[..] else { panic!("{both:?}") };
    assert!(before == first && second != first && shared.is_some() && shared == also, "{both:?}");
    assert!(shared != Some(under_review));

    // The third is taken back by its author: nothing of it leads to what is published, nor the other way.
    let third = house.column("SELECT id FROM reports WHERE event IS NOT NULL").await;
    assert_eq!(third, [ids[2].to_string()]);
    for receipt in &receipts {
        assert_eq!(house.website().post("/v1/withdrawals", receipt).await.status, 204);
    }
    assert_eq!(house.column("SELECT event FROM published_events").await, [under_review.to_string()]);
    house.due_work().await;
    assert!(house.column("SELECT event FROM published_events").await.is_empty());
    assert!(house.column("SELECT event FROM reports WHERE event IS NOT NULL").await.is_empty());
    assert_eq!(told(&house, None).await.0, both, "what is published stays together");

    // One is taken out: the other stands for itself again, and readers hear of it.
    accepted(staff.change_publication(second, wire::Step::Retract { comment: "Asked for.".into() }).await);
    assert_eq!(told(&house, Some(&cursor)).await.0, [(first, None)]);
    house.due_work().await;
    assert!(house.column("SELECT event FROM publications WHERE event IS NOT NULL").await.is_empty());
    house.end().await;
}

async fn a_report_is_linked_with_what_is_in_the_library(on: On) {
    let house = House::build(on).await;
    let mut published = Vec::new();
    for _ in 0..2 {
        house.website().submit(&telling(DOG)).await;
        let one = house.sign_in("one").await;
        published.push(publish(&house, one.cards().await.last().unwrap().id).await);
    }
    house.website().submit(&telling(DOG)).await;
    let one = house.sign_in("one").await;
    let id = one.cards().await.last().unwrap().id;
    let path = format!("/v1/reports/{id}/event");
    let link = async |publication: Uuid| one.put(&path, &json!({ "with": null, "publication": publication })).await;
    assert_eq!(link(published[0]).await.code(), Code::NotClaimant);
    one.take(id).await;
    assert_eq!(link(Uuid::new_v4()).await.code(), Code::NotFound);
    assert_eq!(link(id).await.code(), Code::NotFound, "an open report is not in the library");
    for _ in 0..2 {
        assert_eq!(link(published[0]).await.status, 204);
    }
    // Both are equally alike: which comes first, their ids say.
    let linked = |similar: Similar| {
        let of = |id: &Uuid| similar.published.iter().find(|one| one.publication == *id).map(|one| one.linked);
        published.iter().map(of).collect::<Vec<_>>()
    };
    assert_eq!(linked(one.similar(id).await), [Some(true), Some(false)]);
    let (_, cursor) = told(&house, None).await;
    house.due_work().await;
    assert_eq!(linked(one.similar(id).await), [Some(true), Some(false)]);

    // Two links, one of them a mistake: it stands for itself again, and the library was told nothing at any time.
    assert_eq!(link(published[1]).await.status, 204);
    assert_eq!(linked(one.similar(id).await), [Some(true), Some(true)]);
    assert_eq!(one.link(id, None).await.status, 204);
    assert_eq!(linked(one.similar(id).await), [Some(false), Some(false)]);
    assert_eq!(told(&house, Some(&cursor)).await.0, []);
    assert!(house.column("SELECT event FROM publications WHERE event IS NOT NULL").await.is_empty());

    // It tells of the same event as both after all; what is taken out meanwhile is linked with nothing.
    for publication in &published {
        assert_eq!(link(*publication).await.status, 204);
    }
    let third = publish(&house, id).await;
    assert!(house.column("SELECT report FROM linked_publications").await.is_empty());
    house.due_work().await;
    let (all, _) = told(&house, Some(&cursor)).await;
    assert!(all.len() == 3 && all[0].1.is_some() && all.iter().all(|(_, event)| *event == all[0].1), "{all:?}");
    assert!(all.iter().any(|(publication, _)| *publication == third));
    house.end().await;
}

/// Of two linked reports one comes from the own agency of somebody who sees the other.
async fn a_link_with_a_hidden_report_is_not_told(on: On) {
    let house = House::build(on).await;
    house.person("one").await;
    let admin = house.sign_in("admin").await;
    admin.change_member("one", wire::MemberChange::Agencies { agencies: vec!["XH0120400".into()] }).await;
    house.website().submit(&Submission { ori9: None, ..telling(DOG) }).await;
    house.website().submit(&telling(DOG)).await;
    let (one, other) = (house.sign_in("one").await, house.sign_in("other-one").await);
    let cards = one.cards().await;
    let [open] = cards.as_slice() else { panic!("{cards:?}") };
    let hidden = other.cards().await.into_iter().find(|card| card.id != open.id).unwrap().id;
    other.take(hidden).await;
    assert_eq!(other.link(hidden, Some(open.id)).await.status, 204);
    assert!(other.card(open.id).await.unwrap().event.is_some());
    assert_eq!(one.card(open.id).await.unwrap().event, None);

    // Nor by way of the library: neither what the hidden one is linked with, nor what is published of it.
    house
        .website()
        .submit(&Submission { ori9: None, ..telling("A dog was in the yard of a farm, and bit the mail carrier.") })
        .await;
    let third = one.cards().await.into_iter().find(|card| card.id != open.id).unwrap().id;
    let library = publish_by(&house, third, "other-one").await;
    let ask = json!({ "with": null, "publication": library });
    assert_eq!(other.put(&format!("/v1/reports/{hidden}/event"), &ask).await.status, 204);
    one.take(open.id).await;
    let told = async || {
        assert_eq!(one.card(open.id).await.unwrap().event, None);
        one.similar(open.id).await.published.iter().any(|one| one.linked)
    };
    assert!(!told().await);
    let work = other.try_work(hidden).await.json();
    accepted(other.event(hidden, &texts::hand_over(&work)).await);
    finish(&house, hidden).await;
    assert!(!told().await);
    house.due_work().await;
    assert!(!told().await);
    house.end().await;
}

/// What is told of a report that is linked with one in sight and with a hidden one is what would be told without that one.
async fn beside_a_hidden_report_a_link_comes_and_goes_as_without_it(on: On) {
    for with_hidden in [false, true] {
        let house = House::build(on).await;
        house.person("one").await;
        let admin = house.sign_in("admin").await;
        admin.change_member("one", wire::MemberChange::Agencies { agencies: vec!["XH0120400".into()] }).await;
        let mut receipts = Vec::new();
        for _ in 0..2 {
            receipts.push(house.website().submit(&Submission { ori9: None, ..telling(DOG) }).await);
        }
        house.website().submit(&telling(DOG)).await;
        let (one, other) = (house.sign_in("one").await, house.sign_in("other-one").await);
        let [first, second] = one.cards().await.iter().map(|card| card.id).collect::<Vec<_>>()[..] else { panic!() };
        let hidden = other.cards().await.into_iter().find(|card| ![first, second].contains(&card.id)).unwrap().id;
        let mut cursor = String::new();
        // Which of the two the feed tells of since it was read last, and whether with an event.
        let mut told = async || {
            let page = one.changes(Some(&cursor)).await;
            cursor = page.cursor;
            let mut linked: Vec<_> = page
                .changes
                .into_iter()
                .filter_map(|change| match change {
                    wire::Change::Card(card) => Some((card.id == second, card.event.is_some())),
                    wire::Change::Gone { .. } => None,
                })
                .collect();
            linked.sort_unstable();
            linked
        };
        other.take(second).await;
        if with_hidden {
            other.take(hidden).await;
            assert_eq!(other.link(hidden, Some(first)).await.status, 204);
        }
        assert_eq!(told().await, [(false, false), (true, false)]);
        assert_eq!(other.link(second, Some(first)).await.status, 204);
        assert_eq!(told().await, [(false, true), (true, true)]);
        assert_eq!(other.link(second, None).await.status, 204);
        assert_eq!(told().await, [(false, false), (true, false)]);
        assert_eq!(other.link(second, Some(first)).await.status, 204);
        assert_eq!(told().await, [(false, true), (true, true)]);
        // Its author takes the second one back.
        assert_eq!(house.website().post("/v1/withdrawals", &receipts[1]).await.status, 204);
        house.due_work().await;
        assert_eq!(told().await, [(false, false)], "with a hidden one: {with_hidden}");
        assert!(house.column("SELECT report FROM parted").await.is_empty());
        house.end().await;
    }
}

/// What is taken out of the library is linked with nothing.
async fn what_is_taken_out_leaves_no_link(on: On) {
    let house = House::build(on).await;
    for _ in 0..2 {
        house.website().submit(&telling(DOG)).await;
    }
    let one = house.sign_in("one").await;
    let [first, second] = one.cards().await.iter().map(|card| card.id).collect::<Vec<_>>()[..] else { panic!() };
    let publication = publish(&house, first).await;
    one.take(second).await;
    let ask = json!({ "with": null, "publication": publication });
    assert_eq!(one.put(&format!("/v1/reports/{second}/event"), &ask).await.status, 204);
    let staff = house.sign_in("staff").await;
    accepted(staff.change_publication(publication, wire::Step::Retract { comment: "Asked for.".into() }).await);
    assert!(house.column("SELECT report FROM linked_publications").await.is_empty());
    assert!(one.similar(second).await.published.is_empty());
    house.end().await;
}
