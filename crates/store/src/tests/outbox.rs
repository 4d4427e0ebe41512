//! The outbox: order, answers, limit, the same event twice.

use jiff::Timestamp;
use wire::EventAnswer;

use super::*;
use crate::OUTBOX_LIMIT;

const AT: Timestamp = Timestamp::UNIX_EPOCH;

#[test]
fn events_keep_their_order_and_an_answer_holds_the_next_back() {
    let place = Place::new();
    let (one, two) = (Uuid::new_v4(), Uuid::new_v4());
    let events = [hand_over(vec![]), hand_over(vec![]), hand_over(vec![])];
    {
        let mut store = place.open();
        for (report, event) in [(one, &events[0]), (two, &events[1]), (one, &events[2])] {
            store.queue_event(report, event, AT).unwrap();
        }
    }
    let mut store = place.open();
    let queued: Vec<_> = store.outbox().unwrap().into_iter().map(|row| (row.report, row.event.id, row.at)).collect();
    assert_eq!(queued, [(one, events[0].id, AT), (two, events[1].id, AT), (one, events[2].id, AT)]);

    let next = |store: &Store| store.next_events().unwrap().into_iter().map(|row| row.event.id).collect::<Vec<_>>();
    assert_eq!(next(&store), [events[0].id, events[1].id]);
    let first = store.outbox().unwrap()[0].clone();
    let answer = EventAnswer::Conflict { version: 5, concluded: false };
    store.record_answer(first.id, &answer).unwrap();
    assert_eq!(store.outbox().unwrap()[0].answer, Some(answer));
    assert_eq!(next(&store), [events[1].id]);
    store.discard(first.id).unwrap();
    assert_eq!(next(&store), [events[1].id, events[2].id]);
}

#[test]
fn the_same_event_twice_is_one_and_another_under_its_id_is_refused() {
    let place = Place::new();
    let mut store = place.open();
    let report = Uuid::new_v4();
    let event = hand_over(vec![redaction(0, "x")]);
    store.queue_event(report, &event, AT).unwrap();
    store.queue_event(report, &event, AT).unwrap();
    assert_eq!(store.outbox().unwrap().len(), 1);
    let forged = Event { version: 4, ..event.clone() };
    assert_eq!(store.queue_event(report, &forged, AT), Err(StoreError::EventIdTaken));
    assert_eq!(store.queue_event(Uuid::new_v4(), &event, AT), Err(StoreError::EventIdTaken));
    assert_eq!(store.outbox().unwrap()[0].event, event);
}

#[test]
fn a_full_outbox_says_so_and_takes_events_again_once_there_is_room() {
    let place = Place::new();
    let mut store = place.open();
    for _ in 0..OUTBOX_LIMIT {
        store.queue_event(Uuid::new_v4(), &hand_over(vec![]), AT).unwrap();
    }
    let event = hand_over(vec![]);
    assert_eq!(store.queue_event(Uuid::new_v4(), &event, AT), Err(StoreError::OutboxFull));
    let known = store.outbox().unwrap()[7].clone();
    assert_eq!(store.queue_event(known.report, &known.event, AT), Ok(()));
    store.discard(known.id).unwrap();
    store.queue_event(Uuid::new_v4(), &event, AT).unwrap();
    assert_eq!(store.outbox().unwrap().last().unwrap().event.id, event.id);
}
