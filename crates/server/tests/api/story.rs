//! One report, from the website to the library, and what is left of it on the way.

use crate::{
    house::{House, On},
    people::{accepted, event},
    texts::{self, PLANTED},
};
use domain::{Class, State, TakeawayEdit};
use wire::{Change, ClaimState, EventAnswer, LibraryItem, Step};

on_both!(one_report_all_the_way, a_returned_report_comes_back_as_it_was, third_review);

#[tokio::test(flavor = "multi_thread")]
async fn two_servers_on_one_postgres_database() {
    tell(&House::with(On::Postgres, 2, |_| {}).await).await;
}

async fn one_report_all_the_way(on: On) {
    let house = House::build(on).await;
    tell(&house).await;
    house.end().await;
}

async fn tell(house: &House) {
    house.website().submit(&texts::submission()).await;

    let one = house.sign_in("one").await;
    let cards = one.cards().await;
    let [card] = cards.as_slice() else { panic!("{cards:?}") };
    assert_eq!((card.state, card.claim.clone(), card.barred), (State::StageOne, ClaimState::Free, None));
    assert_eq!(card.due.to_string(), "2026-12-11");
    let id = card.id;
    assert!(house.sign_in("two").await.cards().await.is_empty());

    let work = one.take(id).await;
    assert!(!work.base.summary.as_str().contains('\r'));
    assert!(matches!(one.card(id).await.unwrap().claim, ClaimState::Mine { .. }));
    let (readable, _) = house.readable().await;
    for name in PLANTED {
        assert!(readable.contains(name), "{name} is not there to begin with");
    }
    let hand_over = texts::hand_over(&work);
    let version = accepted(one.event(id, &hand_over).await);
    assert_eq!(one.event(id, &hand_over).await, EventAnswer::AlreadyApplied { version });

    let two = house.sign_in("two").await;
    let work = two.take(id).await;
    assert!(!work.base.summary.as_str().contains("Delacroix"));
    assert_eq!(work.notes.len(), 1);
    assert!(work.record.iter().any(|entry| entry.class == Some(Class::Person)));
    let approve = texts::approve(&work);
    let version = accepted(two.event(id, &approve).await);
    assert_eq!(two.event(id, &approve).await, EventAnswer::AlreadyApplied { version });

    let (readable, closed) = house.readable().await;
    assert_eq!(closed, 0, "ciphertext of a destroyed key is left");
    for name in PLANTED {
        assert!(!readable.contains(name), "{name} is still readable");
    }
    assert!(readable.contains("Keep the gun hand empty."));
    for caller in [&one, &two] {
        let changes = caller.changes(None).await.changes;
        assert_eq!(changes, [Change::Gone { id, concluded: true }]);
    }

    let staff = house.sign_in("staff").await;
    assert_eq!(staff.card(id).await.unwrap().state, State::Approved);
    let clean = staff.clean(id).await;
    assert_eq!(clean.takeaways.len(), 1);
    accepted(staff.event(id, &texts::publish(&clean)).await);
    let (readable, closed) = house.readable().await;
    assert_eq!((readable.as_str(), closed), ("", 0));

    let library = house.website().library(None).await;
    let [LibraryItem::Published { number: 1, event: None, publication }] = library.items.as_slice() else {
        panic!("{:?}", library.items)
    };
    assert_eq!(publication.title, "A rifle seen in time");
    assert_eq!(publication.takeaways, ["Backup that listens saves lives."]);
    assert_ne!(publication.id, id);

    // A correction comes again under its id, a retraction leaves a tombstone.
    let corrected = domain::Coding { tags: vec![domain::Tag::Complacency], ..texts::coding() };
    let correct = Step::Correct { coding: corrected, comment: "The wrong tag.".into() };
    accepted(staff.on_library(id, correct).await);
    let news = house.website().library(Some(&library.cursor)).await;
    assert!(
        matches!(news.items.as_slice(), [LibraryItem::Published { number: 1, event: None, publication: p }] if p.id == publication.id && p.tags == [domain::Tag::Complacency])
    );
    // Any of the staff may do that.
    let colleague = house.sign_in("all").await;
    accepted(colleague.on_library(id, Step::Retract { comment: "The agency asked.".into() }).await);
    let news = staff.library(Some(&news.cursor)).await;
    assert_eq!(news.items, [LibraryItem::Tombstone { id: publication.id }]);
    assert!(house.column("SELECT body FROM publications").await.is_empty());
    assert!(news.items.len() == 1 && !news.more);
}

async fn a_returned_report_comes_back_as_it_was(on: On) {
    let house = House::build(on).await;
    house.website().submit(&texts::submission()).await;
    let (one, two) = (house.sign_in("one").await, house.sign_in("two").await);
    let id = one.cards().await[0].id;
    let work = one.take(id).await;
    let first = texts::hand_over(&work);
    let version = accepted(one.event(id, &first).await);
    two.take(id).await;
    accepted(
        two.step(
            id,
            version,
            Step::Return {
                comment: "The truck's colour, too.".into(),
                passages: vec![],
                takeaways: TakeawayEdit::default(),
            },
        )
        .await,
    );

    let card = one.card(id).await.unwrap();
    assert!(matches!(card.claim, ClaimState::Mine { .. }), "it is kept for the first reviewer");
    assert_eq!(house.sign_in("other-one").await.card(id).await.unwrap().claim, ClaimState::Taken { held: None });
    let again = one.try_work(id).await.json::<wire::Work>();
    assert_eq!(again.base, work.base);
    assert_eq!(again.notes.len(), 2);
    let Step::HandOver { actions, .. } = &first.step else { panic!() };
    let draft = &again.draft.as_ref().unwrap().draft;
    assert_eq!(&draft.edit.actions, actions);
    assert!(draft.sheet.note.is_blank(), "a note that was handed over is not handed over once more");

    // And on its way again, to the one who returned it.
    accepted(one.event(id, &texts::hand_over(&again)).await);
    let work = two.take(id).await;
    accepted(two.event(id, &texts::approve(&work)).await);
    house.end().await;
}

async fn third_review(on: On) {
    let house = House::build(on).await;
    house.website().submit(&texts::submission()).await;
    let (one, two, third) = (house.sign_in("one").await, house.sign_in("two").await, house.sign_in("third").await);
    let id = one.cards().await[0].id;
    let work = one.take(id).await;
    accepted(one.event(id, &texts::hand_over(&work)).await);
    let work = two.take(id).await;
    let vetting = texts::vetting(&work);
    let fingerprint = texts::fingerprint(&work, &vetting.actions);
    let ask = Step::AskThird { comment: "Two agencies, and I know one.".into(), vetting };
    accepted(two.event(id, &event(work.version, fingerprint, ask)).await);

    assert_eq!(two.card(id).await.unwrap().barred, Some(domain::Refusal::FourEyes));
    let work = third.take(id).await;
    assert_eq!(work.takeaways.len(), 1);
    accepted(third.event(id, &texts::approve(&work)).await);
    let clean = house.sign_in("staff").await.clean(id).await;
    assert_eq!(clean.takeaways.len(), 2);
    assert_eq!(
        clean.takeaways.iter().map(|takeaway| takeaway.by).collect::<Vec<_>>(),
        [domain::Stage::Two, domain::Stage::Third]
    );
    house.end().await;
}
