//! The queue and the feed's cursor.

use domain::Coding;
use wire::{Change, Changes, Clean};

use super::*;
use crate::Gone;

fn page(cursor: &str, changes: Vec<Change>) -> Changes {
    Changes { changes, cursor: cursor.into(), more: false, lists: String::new() }
}

#[test]
fn the_queue_is_what_the_feed_said_last() {
    let place = Place::new();
    let (one, two) = (Uuid::new_v4(), Uuid::new_v4());
    {
        let mut store = place.open();
        assert_eq!(store.cursor().unwrap(), None);
        let changes = vec![Change::Card(card(two, 1)), Change::Card(card(one, 1)), Change::Card(card(two, 2))];
        assert_eq!(store.apply_changes(&page("a", changes)).unwrap(), []);
        assert_eq!(store.cards().unwrap(), [card(two, 2), card(one, 1)]);
    }
    let mut store = place.open();
    assert_eq!(store.cursor().unwrap().as_deref(), Some("a"));
    let gone = Change::Gone { id: two, concluded: true };
    assert_eq!(store.apply_changes(&page("b", vec![gone])).unwrap(), []);
    assert_eq!(store.card(two).unwrap(), None);
    assert_eq!(store.cursor().unwrap().as_deref(), Some("b"));
    store.put_card(&card(one, 5)).unwrap();
    assert_eq!(store.card(one).unwrap(), Some(card(one, 5)));

    let held = plant(&mut store);
    store.restart_feed().unwrap();
    assert_eq!((store.cursor().unwrap(), store.cards().unwrap()), (None, vec![]));
    assert!(store.work(held).unwrap().is_some());
}

#[test]
fn what_has_to_go_is_remembered_until_it_is_purged() {
    let place = Place::new();
    let held = {
        let mut store = place.open();
        let held = plant(&mut store);
        store.put_card(&card(held, 3)).unwrap();
        store.lose(held).unwrap();
        store.lose(Uuid::new_v4()).unwrap();
        assert_eq!(store.to_purge().unwrap(), [Gone { report: held, concluded: false }]);
        assert_eq!(store.card(held).unwrap(), None);
        // That its review is over, the feed alone says.
        let changes =
            vec![Change::Gone { id: held, concluded: true }, Change::Gone { id: Uuid::new_v4(), concluded: true }];
        assert_eq!(store.apply_changes(&page("a", changes)).unwrap(), [Gone { report: held, concluded: true }]);
        held
    };
    // The program ended between the feed's answer and the purge.
    let mut store = place.open();
    assert_eq!(store.to_purge().unwrap(), [Gone { report: held, concluded: true }]);
    // A later "no longer yours" does not make it less concluded.
    let again = store.apply_changes(&page("b", vec![Change::Gone { id: held, concluded: false }])).unwrap();
    assert_eq!(again, [Gone { report: held, concluded: true }]);
    store.purge(&[held]).unwrap();
    assert_eq!(store.to_purge().unwrap(), []);
}

#[test]
fn coding_in_work_outlives_a_new_answer_of_the_server() {
    let place = Place::new();
    let mut store = place.open();
    let id = Uuid::new_v4();
    let clean = Clean {
        id,
        version: 9,
        text: Text { title: "A stop".into(), ..Text::default() },
        answers: domain::Answers::default(),
        salt: "00".into(),
        takeaways: vec![],
        coding: Coding::default(),
        record: vec![],
    };
    assert_eq!((store.clean(id).unwrap(), store.coding(id).unwrap()), (None, None));
    store.put_clean(&clean).unwrap();
    assert_eq!(store.coding(id).unwrap(), Some(Coding::default()));
    let coding = Coding { category: Some(domain::Category::TrafficViolations), ..Coding::default() };
    let new = domain::Takeaway::new(Uuid::new_v4(), domain::Stage::Publish, "Look twice.".into());
    let takeaways = domain::TakeawayEdit { added: vec![new], ..domain::TakeawayEdit::default() };
    store.put_coding(id, &coding, &takeaways).unwrap();
    let newer = Clean { version: 10, ..clean };
    store.put_clean(&newer).unwrap();
    assert_eq!((store.clean(id).unwrap(), store.coding(id).unwrap()), (Some(newer), Some(coding)));
    assert_eq!(store.clean_takeaways(id).unwrap(), takeaways);
    store.purge(&[id]).unwrap();
    assert_eq!((store.clean(id).unwrap(), store.coding(id).unwrap()), (None, None));
    assert!(store.clean_takeaways(id).unwrap().is_empty());
}

#[test]
fn whose_store_it_is_is_known_offline() {
    let place = Place::new();
    let user = wire::User {
        id: Uuid::new_v4(),
        name: USER.into(),
        display: "Kim Doe".into(),
        roles: vec![domain::Role::StageOne],
    };
    {
        let mut store = place.open();
        assert_eq!(store.user().unwrap(), None);
        store.put_user(&user).unwrap();
    }
    let mut store = place.open();
    assert_eq!(store.user().unwrap(), Some(user.clone()));
    let promoted = wire::User { roles: vec![domain::Role::Staff], ..user };
    store.put_user(&promoted).unwrap();
    assert_eq!(store.user().unwrap(), Some(promoted));
}
