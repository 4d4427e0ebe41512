//! The change feed: pages, cursors, and that nothing is ever missed.

use std::collections::BTreeSet;

use uuid::Uuid;
use wire::{Change, Changes, Code, Library, Step};

use crate::{
    house::{House, On},
    people::{accepted, all_at_once},
    texts,
};

on_both!(
    pages_follow_one_another,
    a_cursor_is_its_users_only,
    nothing_is_missed_while_others_write,
    gone_is_said_only_to_those_who_could_have_seen_the_report,
);

fn ids(changes: &Changes) -> Vec<Uuid> {
    changes
        .changes
        .iter()
        .map(|change| match change {
            Change::Card(card) => card.id,
            Change::Gone { id, .. } => *id,
        })
        .collect()
}

async fn pages_follow_one_another(on: On) {
    let house = House::build(on).await;
    for _ in 0..5 {
        house.website().submit(&texts::submission()).await;
    }
    let one = house.sign_in("one").await;
    let everything = one.changes(None).await;
    assert!(!everything.more);
    let (mut cursor, mut seen, mut pages) = (String::new(), Vec::new(), 0);
    loop {
        let page: Changes = one.get(&format!("/v1/changes?limit=2&cursor={cursor}")).await.json();
        seen.extend(ids(&page));
        (cursor, pages) = (page.cursor, pages + 1);
        if !page.more {
            break;
        }
    }
    assert_eq!((pages, &seen), (3, &ids(&everything)));
    assert!(one.changes(Some(&cursor)).await.changes.is_empty());
    one.try_claim(seen[3]).await;
    assert_eq!(ids(&one.changes(Some(&cursor)).await), [seen[3]]);
    for bad in ["limit=x", "limit=-1", "page=2"] {
        assert_eq!(one.get(&format!("/v1/changes?{bad}")).await.code(), Code::Malformed);
    }
    house.end().await;
}

async fn a_cursor_is_its_users_only(on: On) {
    let house = House::build(on).await;
    house.website().submit(&texts::submission()).await;
    let (one, other) = (house.sign_in("one").await, house.sign_in("other-one").await);
    let cursor = one.changes(None).await.cursor;
    assert_eq!(other.get(&format!("/v1/changes?cursor={cursor}")).await.code(), Code::BadCursor);
    let library: Library = one.get("/v1/publications").await.json();
    let mut last = cursor.clone().into_bytes();
    last[3] ^= 1;
    let forged = String::from_utf8_lossy(&last).into_owned();
    for bad in ["x", "0", cursor.get(..10).unwrap(), &forged, &library.cursor, &format!("{cursor}A")] {
        assert_eq!(one.get(&format!("/v1/changes?cursor={bad}")).await.code(), Code::BadCursor, "{bad}");
    }
    assert_eq!(one.get(&format!("/v1/publications?since={cursor}")).await.code(), Code::BadCursor);
    assert_eq!(house.nobody().get("/v1/publications").await.code(), Code::NoSession);
    house.end().await;
}

async fn nothing_is_missed_while_others_write(on: On) {
    let house = House::with(on, 2, |_| {}).await;
    let one = house.sign_in("one").await;
    let website = house.website();
    let seen = std::sync::Mutex::new(BTreeSet::new());
    let written = std::sync::atomic::AtomicUsize::new(0);
    let write = async {
        let writers = (0..4).map(|_| async {
            for _ in 0..8 {
                website.submit(&texts::submission()).await;
                written.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
            }
        });
        all_at_once(writers).await;
    };
    let read = async {
        let mut cursor = String::new();
        loop {
            let all_written = written.load(std::sync::atomic::Ordering::SeqCst) == 32;
            let page = one.changes(Some(&cursor)).await;
            seen.lock().unwrap().extend(ids(&page));
            cursor = page.cursor;
            if all_written && !page.more {
                break;
            }
        }
    };
    tokio::join!(write, read);
    let written: BTreeSet<Uuid> =
        house.column("SELECT id FROM reports").await.iter().map(|id| id.parse().unwrap()).collect();
    assert_eq!(written.len(), 32);
    assert_eq!(*seen.lock().unwrap(), written);
    house.end().await;
}

async fn gone_is_said_only_to_those_who_could_have_seen_the_report(on: On) {
    let house = House::build(on).await;
    let website = house.website();
    let (one, two, staff) = (house.sign_in("one").await, house.sign_in("two").await, house.sign_in("staff").await);
    let gone = |id, concluded| vec![Change::Gone { id, concluded }];

    // Taken back before anybody at stage two could know of it.
    let receipt = website.submit(&texts::submission()).await;
    let early = one.cards().await[0].id;
    assert!(two.changes(None).await.changes.is_empty());
    assert_eq!(website.post("/v1/withdrawals", &receipt).await.status, 204);
    assert!(two.changes(None).await.changes.is_empty());
    for caller in [&one, &staff] {
        assert_eq!(caller.changes(None).await.changes, gone(early, true));
    }

    // Handed over, returned, taken back.
    let receipt = website.submit(&texts::submission()).await;
    let id = one.cards().await[0].id;
    let start = two.changes(None).await;
    assert!(start.changes.is_empty());
    let work = one.take(id).await;
    let version = accepted(one.event(id, &texts::hand_over(&work)).await);
    assert!(matches!(two.changes(Some(&start.cursor)).await.changes.as_slice(), [Change::Card(card)] if card.id == id));
    two.take(id).await;
    accepted(
        two.step(
            id,
            version,
            Step::Return {
                comment: "The colour.".into(),
                passages: vec![],
                takeaways: domain::TakeawayEdit::default(),
            },
        )
        .await,
    );
    for caller in [&two, &house.sign_in("third").await] {
        assert_eq!(caller.changes(None).await.changes, gone(id, false));
    }
    assert_eq!(website.post("/v1/withdrawals", &receipt).await.status, 204);
    assert_eq!(two.changes(None).await.changes, gone(id, true));
    house.end().await;
}
