//! Work, actions, undo, sheets, and what the server has seen of them.

use domain::{Draft, Edit, Sheet};
use uuid::Uuid;
use wire::SavedDraft;

use super::*;
use crate::DraftState;

#[test]
fn a_draft_is_there_again_after_a_restart_action_for_action() {
    let place = Place::new();
    let id = Uuid::new_v4();
    let mut expected = Edit::default();
    {
        let (mut store, opened) = place.try_open(PASSWORD).unwrap();
        assert_eq!(opened, Opened::New);
        assert_eq!(store.put_work(&work(id, "Ruiz met Lee 👮")).unwrap(), PutWork::New);
        for (at, name) in [(0, "Ruiz"), (16, "Lee"), (3, "é"), (9, "x")] {
            store.push_action(id, store.revision(id).unwrap(), &redaction(at, name)).unwrap();
            expected.push(redaction(at, name));
        }
        for _ in 0..3 {
            assert!(store.undo(id).unwrap().is_some() && expected.undo());
        }
        assert!(store.redo(id).unwrap().is_some() && expected.redo());
        assert_eq!(store.draft(id).unwrap().edit, expected);
    }
    let (mut store, opened) = place.try_open(PASSWORD).unwrap();
    assert_eq!(opened, Opened::Existing);
    assert_eq!(store.draft(id).unwrap().edit, expected);
    assert_eq!(expected.undone.len(), 2);
    // A new action ends what could be done again.
    store.push_action(id, store.revision(id).unwrap(), &redaction(1, "y")).unwrap();
    expected.push(redaction(1, "y"));
    assert_eq!(store.draft(id).unwrap().edit, expected);
    assert_eq!(store.redo(id).unwrap(), None);
}

#[test]
fn typing_that_goes_on_stands_in_the_place_of_the_last_action_and_leaves_none_where_it_does_nothing() {
    let place = Place::new();
    let mut store = place.open();
    let id = Uuid::new_v4();
    let _ = store.put_work(&work(id, "text")).unwrap();
    assert_eq!(store.replace_last_action(id, 0, Some(&redaction(0, "t"))), Err(StoreError::Moved));
    for at in [0, 1, 2] {
        store.push_action(id, store.revision(id).unwrap(), &redaction(at, "t")).unwrap();
    }
    store.undo(id).unwrap();
    let seen = store.revision(id).unwrap();
    assert_eq!(store.replace_last_action(id, seen - 1, Some(&redaction(3, "e"))), Err(StoreError::Moved));
    assert_eq!(store.draft(id).unwrap().edit.actions, [redaction(0, "t"), redaction(1, "t")]);
    assert_eq!(store.replace_last_action(id, seen, Some(&redaction(3, "e"))), Ok(seen + 1));
    let edit = store.draft(id).unwrap().edit;
    assert_eq!((edit.actions.as_slice(), edit.undone.len()), (&[redaction(0, "t"), redaction(3, "e")][..], 0));
    assert_eq!(store.replace_last_action(id, seen + 1, None), Ok(seen + 2));
    assert_eq!(store.draft(id).unwrap().edit.actions, [redaction(0, "t")]);
}

#[test]
fn the_work_sheet_is_undone_and_done_again_in_order_with_the_text_also_after_a_restart() {
    let place = Place::new();
    let id = Uuid::new_v4();
    let mut expected = Draft::default();
    // Text and sheet by turns; the sheet as it is after each.
    let note = |words: &str| Sheet { note: words.into(), ..Sheet::default() };
    let sheets = [note(""), note("one"), note("one"), note("one more"), Sheet { les_pass: true, ..note("one more") }];
    {
        let mut store = place.open();
        let _ = store.put_work(&work(id, "text")).unwrap();
        for (number, pair) in sheets.windows(2).enumerate() {
            let same = pair[0] == pair[1];
            let action = if same { redaction(number, "e") } else { filling(&pair[0], &pair[1]) };
            store.push_action(id, store.revision(id).unwrap(), &action).unwrap();
            expected.push(action).unwrap();
        }
        assert_eq!(store.draft(id).unwrap(), expected);
    }
    for sheet in sheets.iter().rev().skip(1) {
        let mut store = place.open();
        assert!(store.undo(id).unwrap().is_some() && expected.edit.undo());
        let now = store.draft(id).unwrap();
        assert_eq!((&now.edit, &now.sheet), (&expected.edit, sheet));
    }
    assert_eq!(place.open().undo(id).unwrap(), None);
    for sheet in sheets.iter().skip(1) {
        let mut store = place.open();
        assert!(store.redo(id).unwrap().is_some() && expected.edit.redo());
        let now = store.draft(id).unwrap();
        assert_eq!((&now.edit, &now.sheet), (&expected.edit, sheet));
    }
}

#[test]
fn the_revision_grows_with_every_change_and_with_nothing_else() {
    let place = Place::new();
    let mut store = place.open();
    let id = Uuid::new_v4();
    let _ = store.put_work(&work(id, "text")).unwrap();
    assert_eq!(store.revision(id).unwrap(), 0);
    assert!(store.unsent_drafts().unwrap().is_empty());
    assert_eq!(store.push_action(id, store.revision(id).unwrap(), &redaction(0, "t")).unwrap(), 1);
    assert_eq!(store.undo(id).unwrap(), Some(2));
    assert_eq!(store.undo(id).unwrap(), None);
    assert_eq!(store.redo(id).unwrap(), Some(3));
    assert_eq!(store.redo(id).unwrap(), None);
    let passed = filling(&Sheet::default(), &Sheet { les_pass: true, ..Sheet::default() });
    assert_eq!(store.push_action(id, 3, &passed), Ok(4));
    assert!(store.draft(id).unwrap().sheet.les_pass);
    assert_eq!(store.push_action(id, 4, &passed), Err(StoreError::Broken), "it is passed already");
    assert_eq!(store.revision(id).unwrap(), 4);
}

#[test]
fn an_action_made_on_a_draft_that_has_moved_on_is_refused_whole() {
    let place = Place::new();
    let mut store = place.open();
    let id = Uuid::new_v4();
    let _ = store.put_work(&work(id, "text")).unwrap();
    let seen = store.push_action(id, 0, &redaction(0, "t")).unwrap();
    store.undo(id).unwrap();
    let before = (store.draft(id).unwrap(), store.draft_state(id).unwrap());
    assert_eq!(store.push_action(id, seen, &redaction(1, "e")), Err(StoreError::Moved));
    assert_eq!((store.draft(id).unwrap(), store.draft_state(id).unwrap()), before);
}

#[test]
fn what_was_changed_while_a_draft_was_under_way_is_still_unsent() {
    let place = Place::new();
    let mut store = place.open();
    let id = Uuid::new_v4();
    let _ = store.put_work(&work(id, "text")).unwrap();
    let under_way = store.push_action(id, store.revision(id).unwrap(), &redaction(0, "t")).unwrap();
    store.push_action(id, store.revision(id).unwrap(), &redaction(1, "e")).unwrap();
    store.draft_sent(id, under_way, 1).unwrap();
    let unsent = store.unsent_drafts().unwrap();
    assert_eq!(unsent, [DraftState { report: id, revision: 2, sent: 1, server_revision: 1 }]);
    store.draft_sent(id, 2, 2).unwrap();
    assert!(store.unsent_drafts().unwrap().is_empty());
    // A late answer takes nothing back.
    store.draft_sent(id, 1, 1).unwrap();
    assert_eq!(store.draft_state(id).unwrap().server_revision, 2);
}

#[test]
fn the_servers_draft_is_taken_over_when_nothing_is_held_and_kept_out_otherwise() {
    let place = Place::new();
    let mut store = place.open();
    let id = Uuid::new_v4();
    let saved = |revision, name: &str| {
        let edit = Edit { actions: vec![redaction(0, name)], undone: vec![redaction(1, name)] };
        SavedDraft { revision, draft: Draft { edit, sheet: Sheet { les_pass: true, ..Sheet::default() } } }
    };
    let sent = |draft| Work { draft: Some(draft), ..work(id, "text") };
    assert_eq!(store.put_work(&sent(saved(7, "a"))).unwrap(), PutWork::New);
    assert_eq!(store.draft(id).unwrap(), saved(7, "a").draft);
    assert_eq!(store.draft_state(id).unwrap().server_revision, 7);
    assert_eq!(store.work(id).unwrap(), Some(work(id, "text")));

    assert_eq!(store.put_work(&sent(saved(8, "b"))).unwrap(), PutWork::Known);
    assert_eq!(store.draft(id).unwrap(), saved(7, "a").draft);
    store.push_action(id, store.revision(id).unwrap(), &redaction(0, "c")).unwrap();
    let revision = store.replace_draft(id, &saved(8, "b")).unwrap();
    let state = DraftState { report: id, revision, sent: revision, server_revision: 8 };
    assert_eq!((store.draft(id).unwrap(), store.draft_state(id).unwrap()), (saved(8, "b").draft, state));

    store.draft_rebased(id, 9).unwrap();
    let unsent = DraftState { sent: revision - 1, server_revision: 9, ..state };
    assert_eq!(store.unsent_drafts().unwrap(), [unsent], "to be sent again, and no change for whoever looks at it");
}

#[test]
fn another_base_does_not_slip_under_a_draft() {
    let place = Place::new();
    let mut store = place.open();
    let id = Uuid::new_v4();
    let _ = store.put_work(&work(id, "text")).unwrap();
    store.push_action(id, store.revision(id).unwrap(), &redaction(0, "t")).unwrap();
    assert_eq!(store.put_work(&work(id, "other")).unwrap(), PutWork::OtherBase);
    assert_eq!(store.put_work(&Work { stage: Stage::Two, ..work(id, "text") }).unwrap(), PutWork::OtherBase);
    assert_eq!(store.work(id).unwrap(), Some(work(id, "text")));
    let renewed = Work { version: 4, ..work(id, "text") };
    assert_eq!(store.put_work(&renewed).unwrap(), PutWork::Known);
    assert_eq!(store.work(id).unwrap(), Some(renewed));
    assert_eq!(store.draft(id).unwrap().edit.actions.len(), 1);
    assert_eq!(store.held().unwrap(), [id]);
}

#[test]
fn nothing_can_be_written_for_a_report_that_is_not_held() {
    let place = Place::new();
    let mut store = place.open();
    let id = plant(&mut store);
    store.purge(&[id]).unwrap();
    for id in [id, Uuid::new_v4()] {
        assert_eq!(store.push_action(id, 0, &redaction(0, NAME)), Err(StoreError::NotHeld));
        let saved = SavedDraft { revision: 1, draft: Draft::default() };
        assert_eq!(store.replace_draft(id, &saved), Err(StoreError::NotHeld));
        assert_eq!(store.draft(id), Err(StoreError::NotHeld));
        assert_eq!(store.undo(id), Ok(None));
        assert_eq!(
            store.put_coding(id, &domain::Coding::default(), &domain::TakeawayEdit::default()),
            Err(StoreError::NotHeld)
        );
        assert_eq!(store.draft_sent(id, 1, 1), Ok(()));
    }
    assert!(!dump(&store).contains(NAME));
}
