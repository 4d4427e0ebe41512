//! A rotation that stops at any of its steps, by a crash or by an error: nothing is lost, and the next opening finishes it.

use std::process::Command;

use super::*;
use crate::rotate::Step;

const STEPS: [Step; 6] =
    [Step::RowsDeleted, Step::SlotWritten, Step::Exported, Step::Closed, Step::Replaced, Step::EntryDropped];

/// Tells the child process of this test where to crash, and in which folder.
const CRASH_AT: &str = "STORE_TEST_CRASH_AT";
const FOLDER: &str = "STORE_TEST_FOLDER";

fn finished(place: &Place, kept: Uuid, purged: Uuid, old_accounts: &[String], step: Step) {
    let store = place.open();
    assert_eq!(store.held().unwrap(), [kept], "{step:?}");
    assert_eq!(store.draft(kept).unwrap().edit.of_text(), [redaction(0, NAME)], "{step:?}");
    assert_eq!(store.work(purged).unwrap(), None, "{step:?}");
    assert!(!store.purge_due().unwrap(), "{step:?}");
    for account in old_accounts {
        assert_eq!(keyring::get(account).unwrap(), None, "the old key is left after {step:?}");
    }
    let accounts = place.accounts();
    assert_eq!(accounts.len(), 1, "{step:?}");
    drop(store);
    let mut left: Vec<_> = std::fs::read_dir(place.folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.starts_with("slot-"))
        .collect();
    left.sort();
    assert_eq!(left, ["lock", "store.db"], "{step:?}");
}

#[test]
fn a_crash_at_any_step_of_a_purge_loses_nothing_and_the_purge_is_finished() {
    if let (Ok(step), Ok(folder)) = (std::env::var(CRASH_AT), std::env::var(FOLDER)) {
        // The child: no destructor runs, no file is closed in order.
        let mut store = Store::open(folder.as_ref(), SERVER, USER, &PASSWORD.into()).unwrap().0;
        let purged = store.to_purge().unwrap()[0].report;
        let crash = |at: Step| {
            if format!("{at:?}") == step { std::process::abort() } else { Ok(()) }
        };
        store.purge_in_steps(&[purged], &crash).unwrap();
        return;
    }
    for step in STEPS {
        let place = Place::new();
        let mut store = place.open();
        let (kept, purged) = (plant(&mut store), plant(&mut store));
        let gone = wire::Change::Gone { id: purged, concluded: true };
        store
            .apply_changes(&wire::Changes {
                changes: vec![gone],
                cursor: "a".into(),
                more: false,
                lists: String::new(),
            })
            .unwrap();
        drop(store);
        let accounts = place.accounts();

        let child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "tests::crashes::a_crash_at_any_step_of_a_purge_loses_nothing_and_the_purge_is_finished"])
            .env(CRASH_AT, format!("{step:?}"))
            .env(FOLDER, place.path())
            .output()
            .unwrap();
        assert!(!child.status.success(), "the child did not reach {step:?}");
        #[cfg(unix)]
        assert!(std::os::unix::process::ExitStatusExt::signal(&child.status).is_some(), "{:?}", child.stdout);
        finished(&place, kept, purged, &accounts, step);
    }
}

#[test]
fn an_error_at_any_step_of_a_purge_leaves_the_store_in_use_and_the_next_purge_finishes() {
    for step in STEPS {
        let place = Place::new();
        let mut store = place.open();
        let (kept, purged) = (plant(&mut store), plant(&mut store));
        let accounts = place.accounts();
        let fail = |at: Step| {
            if at == step { Err(StoreError::DiskFull) } else { Ok(()) }
        };
        assert_eq!(store.purge_in_steps(&[purged], &fail), Err(StoreError::DiskFull), "{step:?}");
        assert_eq!(store.purge_due().unwrap(), step != Step::EntryDropped, "{step:?}");
        assert_eq!(store.held().unwrap(), [kept], "{step:?}");
        let revision = store.push_action(kept, store.revision(kept).unwrap(), &redaction(1, "x")).unwrap();
        assert_eq!(store.undo(kept).unwrap(), Some(revision + 1), "{step:?}");
        store.purge(&[]).unwrap();
        assert!(!store.purge_due().unwrap());
        drop(store);
        finished(&place, kept, purged, &accounts, step);
    }
}

#[test]
fn an_interrupted_creation_is_begun_anew() {
    let place = Place::new();
    drop(place.open());
    let accounts = place.accounts();
    // Slot and half a database are there, the database itself is not yet.
    std::fs::rename(place.folder().join("store.db"), place.folder().join("store.new")).unwrap();
    let (store, opened) = place.try_open("another password").unwrap();
    assert_eq!(opened, Opened::New);
    assert!(store.held().unwrap().is_empty());
    assert_eq!(keyring::get(&accounts[0]).unwrap(), None);
}

#[test]
fn an_interrupted_change_of_the_password_leaves_either_password_and_never_both() {
    let place = Place::new();
    let id = plant(&mut place.open());
    // Both slots are written, and the old one is not dropped yet.
    drop(place.open().prepare_password(&"new password".into()).unwrap());
    assert_eq!(place.accounts().len(), 2);
    assert!(place.try_open("new password").unwrap().0.work(id).unwrap().is_some());
    assert_eq!(place.try_open(PASSWORD).map(|_| ()), Err(StoreError::WrongPassword));
    assert_eq!(place.accounts().len(), 1);

    // Nobody had agreed to the new one: the one before opens as well.
    drop(place.try_open("new password").unwrap().0.prepare_password(&"third password".into()).unwrap());
    assert!(place.try_open("new password").unwrap().0.work(id).unwrap().is_some());
    assert_eq!(place.try_open("third password").map(|_| ()), Err(StoreError::WrongPassword));
    assert_eq!(place.accounts().len(), 1);
}

#[test]
fn a_purge_while_a_new_password_waits_for_its_agreement_harms_neither() {
    let place = Place::new();
    let mut store = place.open();
    let (kept, purged) = (plant(&mut store), plant(&mut store));
    let prepared = store.prepare_password(&"new password".into()).unwrap();
    store.purge(&[purged]).unwrap();
    store.settle_password(prepared).unwrap();
    store.purge(&[]).unwrap();
    assert_eq!(store.held().unwrap(), [kept]);
    drop(store);
    assert_eq!(place.try_open(PASSWORD).map(|_| ()), Err(StoreError::WrongPassword));
    let mut store = place.try_open("new password").unwrap().0;
    assert!(store.work(kept).unwrap().is_some() && store.work(purged).unwrap().is_none());

    // A purge that has nothing to do leaves what is prepared; refused, it opens nothing.
    let _refused = store.prepare_password(&"third password".into()).unwrap();
    assert!(!store.purge_due().unwrap());
    store.purge(&[]).unwrap();
    assert_eq!(place.accounts().len(), 2);
    store.drop_prepared_password().unwrap();
    drop(store);
    assert_eq!(place.try_open("third password").map(|_| ()), Err(StoreError::WrongPassword));
    assert_eq!(place.accounts().len(), 1);
    assert!(place.try_open("new password").unwrap().0.work(kept).unwrap().is_some());
}

#[test]
fn what_was_committed_outlives_a_crash_right_after() {
    let id = Uuid::from_u128(7);
    if let Ok(folder) = std::env::var(FOLDER) {
        let mut store = Store::open(folder.as_ref(), SERVER, USER, &PASSWORD.into()).unwrap().0;
        for (at, name) in [(0, "a"), (1, "b"), (2, "c")] {
            store.push_action(id, store.revision(id).unwrap(), &redaction(at, name)).unwrap();
        }
        store.undo(id).unwrap();
        std::process::abort();
    }
    let place = Place::new();
    let _ = place.open().put_work(&work(id, "abc")).unwrap();
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "tests::crashes::what_was_committed_outlives_a_crash_right_after"])
        .env(FOLDER, place.path())
        .output()
        .unwrap();
    assert!(!child.status.success());
    let edit = place.open().draft(id).unwrap().edit;
    assert_eq!(edit.actions, [redaction(0, "a"), redaction(1, "b")]);
    assert_eq!(edit.undone, [redaction(2, "c")]);
}
