//! Damage, loss and wrong hands: each its own error, and never a new key over an old database.

use std::fs;

use super::*;
use crate::folder::Slot;

fn planted() -> (Place, Uuid) {
    let place = Place::new();
    let id = plant(&mut place.open());
    (place, id)
}

fn refused(place: &Place, password: &str) -> StoreError {
    place.try_open(password).map(|(_, opened)| opened).unwrap_err()
}

#[test]
fn a_wrong_password_opens_nothing_and_harms_nothing() {
    let (place, id) = planted();
    for wrong in ["", "Correct horse", "correct horse "] {
        assert_eq!(refused(&place, wrong), StoreError::WrongPassword);
    }
    assert!(place.open().work(id).unwrap().is_some());
}

#[test]
fn a_lost_keyring_entry_is_told_from_a_wrong_password_and_no_new_key_is_made() {
    let (place, _) = planted();
    let accounts = place.accounts();
    assert_eq!(accounts.len(), 1);
    keyring::delete(&accounts[0]).unwrap();
    let before = fs::read(place.folder().join("store.db")).unwrap();
    for password in [PASSWORD, "another"] {
        assert_eq!(refused(&place, password), StoreError::KeyLost);
    }
    assert_eq!(place.accounts(), accounts);
    assert_eq!(keyring::get(&accounts[0]).unwrap(), None);
    assert_eq!(fs::read(place.folder().join("store.db")).unwrap(), before);
    assert!(Store::exists(place.path(), SERVER, USER));

    // The one way on is to say so.
    Store::forget(place.path(), SERVER, USER).unwrap();
    assert!(!Store::exists(place.path(), SERVER, USER) && !place.folder().exists());
    let (store, opened) = place.try_open("another").unwrap();
    assert_eq!(opened, Opened::New);
    assert!(store.held().unwrap().is_empty());
}

#[test]
fn another_secret_in_the_keyring_is_a_lost_key_too() {
    let (place, _) = planted();
    keyring::set(&place.accounts()[0], &crate::slot::random().unwrap()).unwrap();
    assert_eq!(refused(&place, PASSWORD), StoreError::KeyLost);
}

#[test]
fn a_missing_slot_file_is_a_lost_key() {
    let (place, _) = planted();
    let account = place.accounts().remove(0);
    fs::remove_file(place.folder().join(Slot::A.file())).unwrap();
    assert_eq!(refused(&place, PASSWORD), StoreError::KeyLost);
    keyring::delete(&account).unwrap();
}

#[test]
fn slots_in_each_others_place_are_damage() {
    let (place, _) = planted();
    let folder = place.folder();
    let account = place.accounts().remove(0);
    fs::rename(folder.join(Slot::A.file()), folder.join(Slot::B.file())).unwrap();
    assert_eq!(refused(&place, PASSWORD), StoreError::Broken);
    keyring::delete(&account).unwrap();
}

#[test]
fn a_damaged_slot_is_damage_and_asks_for_no_absurd_memory() {
    let (place, id) = planted();
    let path = place.folder().join(Slot::A.file());
    let good = fs::read_to_string(&path).unwrap();
    let with = |from: &str, to: &str| {
        assert!(good.contains(from), "{from}");
        fs::write(&path, good.replace(from, to)).unwrap();
        refused(&place, PASSWORD)
    };
    assert_eq!(with("{", ""), StoreError::Broken);
    assert_eq!(with("\"memory_kib\":19456", "\"memory_kib\":4000000000"), StoreError::Broken);
    assert_eq!(with("\"passes\":2", "\"passes\":4000000000"), StoreError::Broken);
    assert_eq!(with("\"lanes\":1", "\"lanes\":0"), StoreError::Broken);
    assert_eq!(with("\"nonce\":\"", "\"nonce\":\"!"), StoreError::Broken);
    assert_eq!(with("\"format\":1", "\"format\":2"), StoreError::Newer);
    fs::write(&path, &good).unwrap();
    assert!(place.open().work(id).unwrap().is_some());
}

#[test]
fn a_damaged_database_is_damage_wherever_the_damage_is() {
    let (place, _) = planted();
    let path = place.folder().join("store.db");
    let good = fs::read(&path).unwrap();
    let page = 4096;
    assert!(good.len() > 4 * page);
    for length in [0, 10, page, good.len() - page, good.len() - 1] {
        fs::write(&path, &good[..length]).unwrap();
        assert_eq!(refused(&place, PASSWORD), StoreError::Broken, "{length} bytes");
        assert_eq!(fs::read(&path).unwrap().len(), length, "left as it was found");
    }
    for at in [0, 100, 2 * page + 7, good.len() - 1] {
        let mut bad = good.clone();
        bad[at] ^= 1;
        fs::write(&path, &bad).unwrap();
        assert_eq!(refused(&place, PASSWORD), StoreError::Broken, "byte {at}");
    }
}

#[test]
fn a_plain_database_in_its_place_is_refused() {
    let (place, _) = planted();
    let path = place.folder().join("store.db");
    fs::remove_file(&path).unwrap();
    rusqlite::Connection::open(&path).unwrap().execute_batch("CREATE TABLE work (report TEXT)").unwrap();
    assert_eq!(refused(&place, PASSWORD), StoreError::Broken);
}

#[test]
fn a_store_is_open_once_at_a_time() {
    let (place, _) = planted();
    let store = place.open();
    assert_eq!(refused(&place, PASSWORD), StoreError::AlreadyOpen);
    assert_eq!(Store::forget(place.path(), SERVER, USER), Err(StoreError::AlreadyOpen));
    let (other, _) = Store::open(place.path(), SERVER, "lee", &"x".into()).unwrap();
    drop((store, other));
    place.open();
    Store::forget(place.path(), SERVER, "lee").unwrap();
}

#[test]
fn one_users_store_is_not_anothers_and_each_servers_is_its_own() {
    let (place, id) = planted();
    let (other, opened) = Store::open(place.path(), "https://other.example", USER, &PASSWORD.into()).unwrap();
    assert_eq!((opened, other.work(id).unwrap()), (Opened::New, None));
    drop(other);
    Store::forget(place.path(), "https://other.example", USER).unwrap();
    assert!(place.open().work(id).unwrap().is_some());
}

#[test]
fn a_changed_password_opens_and_the_old_one_does_not() {
    let (place, id) = planted();
    let old_slot = fs::read(place.folder().join(Slot::A.file())).unwrap();
    place.open().change_password(&"new password".into()).unwrap();
    assert_eq!(refused(&place, PASSWORD), StoreError::WrongPassword);
    let mut store = place.try_open("new password").unwrap().0;
    assert!(store.work(id).unwrap().is_some() && !store.purge_due().unwrap());
    // A purge after it still goes by the new one.
    store.purge(&[id]).unwrap();
    drop(store);
    // Nor does an old copy of the slot bring the old password back.
    fs::write(place.folder().join(Slot::B.file()), old_slot).unwrap();
    assert_eq!(refused(&place, PASSWORD), StoreError::WrongPassword);
    place.try_open("new password").unwrap();
}

#[test]
fn nothing_is_told_by_debug() {
    let place = Place::new();
    let mut store = place.open();
    let id = plant(&mut store);
    let said = format!("{store:?} {:?} {:?} {:?}", store.draft(id), store.work(id), store.outbox());
    assert!(!said.contains("Zebulon") && !said.contains(PASSWORD), "{said}");
}
