//! After a purge no key that is left opens anything of it, and no byte of it is on the disk.

use std::fs;
use std::path::Path;

use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::*;
use crate::folder::Folder;

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

/// The name in every form in which a file may hold it.
fn forms() -> Vec<Vec<u8>> {
    let utf16 = |to: fn(u16) -> [u8; 2]| NAME.encode_utf16().flat_map(to).collect::<Vec<_>>();
    let mut forms = vec![NAME.as_bytes().to_vec(), utf16(u16::to_le_bytes), utf16(u16::to_be_bytes)];
    // In base64 a name looks threefold, by where it starts; the border characters depend on what stands beside it.
    for shift in 0..3 {
        let padded = ["x".repeat(shift).as_bytes(), NAME.as_bytes()].concat();
        let text = STANDARD.encode(padded);
        forms.push(text.as_bytes()[if shift == 0 { 0 } else { 4 }..text.len() - 4].to_vec());
    }
    forms
}

fn assert_no_trace(folder: &Path) {
    let mut files = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        files += 1;
        for form in forms() {
            assert!(!bytes.windows(form.len()).any(|window| window == form), "{}", path.display());
        }
    }
    assert!(files >= 3, "database, slot, lock");
}

#[test]
fn a_purged_report_is_gone_and_everything_else_is_there() {
    let place = Place::new();
    let mut store = place.open();
    let (kept, purged) = (plant(&mut store), plant(&mut store));
    store.put_card(&card(purged, 1)).unwrap();
    let draft = store.draft(kept).unwrap();
    store.purge(&[purged]).unwrap();
    for _ in 0..2 {
        assert_eq!(store.held().unwrap(), [kept]);
        assert_eq!(store.draft(kept).unwrap(), draft);
        let outbox: Vec<_> = store.outbox().unwrap().into_iter().map(|row| row.report).collect();
        assert_eq!(outbox, [kept]);
        assert!(store.card(purged).unwrap().is_some(), "a card has no text");
        assert!(!store.purge_due().unwrap());
        // The store goes on under its new key, and opens under it.
        store.push_action(kept, store.revision(kept).unwrap(), &redaction(0, "x")).unwrap();
        store.undo(kept).unwrap();
        let draft_now = store.draft(kept).unwrap();
        assert_eq!(draft_now.edit.actions, draft.edit.actions);
        store.purge(&[]).unwrap();
        drop(store);
        store = place.open();
        let edit = domain::Edit { undone: vec![], ..draft_now.edit };
        store
            .replace_draft(kept, &wire::SavedDraft { revision: 1, draft: domain::Draft { edit, ..draft.clone() } })
            .unwrap();
    }
}

#[test]
fn a_copy_from_before_the_purge_opens_with_no_key_that_is_left() {
    let place = Place::new();
    let mut store = place.open();
    let purged = plant(&mut store);
    let kept = Uuid::new_v4();
    let _ = store.put_work(&work(kept, "nothing of note")).unwrap();
    assert!(dump(&store).contains(NAME));
    drop(store);

    // The copy is of use as long as nothing was purged.
    let elsewhere = tempfile::tempdir().unwrap();
    let folder = Folder::of(elsewhere.path(), SERVER, USER);
    copy(&place.folder(), folder.path());
    let open_copy = || Store::open(elsewhere.path(), SERVER, USER, &PASSWORD.into()).map(|(store, _)| store);
    assert!(dump(&open_copy().unwrap()).contains(NAME));

    let mut store = place.open();
    let accounts = place.accounts();
    store.purge(&[purged]).unwrap();
    assert!(!dump(&store).contains(NAME));
    drop(store);
    for account in &accounts {
        assert_eq!(keyring::get(account).unwrap(), None);
    }
    assert_eq!(open_copy().map(|_| ()), Err(StoreError::KeyLost));

    // Not with the new slot either, nor with the old database under the new slot.
    for slot in ["slot-a.json", "slot-b.json"] {
        let current = place.folder().join(slot);
        if current.exists() {
            fs::copy(current, folder.path().join(slot)).unwrap();
        }
    }
    assert_eq!(open_copy().map(|_| ()), Err(StoreError::Broken));
    assert_eq!(place.open().held().unwrap(), [kept]);
}

#[test]
fn no_file_holds_the_name_in_any_form_neither_before_nor_after() {
    let place = Place::new();
    let mut store = place.open();
    let id = plant(&mut store);
    // While open, the log is there too.
    assert!(place.folder().join("store.db-wal").exists());
    assert_no_trace(&place.folder());
    store.purge(&[id]).unwrap();
    assert_no_trace(&place.folder());
    drop(store);
    assert_no_trace(&place.folder());
    let left: Vec<_> =
        fs::read_dir(place.folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(left.len(), 3, "{left:?}");
}

#[test]
fn the_search_for_traces_finds_them_where_they_are() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["lock", "slot"] {
        fs::write(folder.path().join(name), "").unwrap();
    }
    let utf16: Vec<u8> = format!("é {NAME}!").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let texts = (0..3).map(|n| STANDARD.encode(format!("{}{NAME} and more", "-".repeat(n))).into_bytes());
    for planted in texts.chain([NAME.as_bytes().to_vec(), utf16]) {
        fs::write(folder.path().join("store.db"), planted).unwrap();
        let found = std::panic::catch_unwind(|| assert_no_trace(folder.path())).is_err();
        assert!(found);
    }
}

#[test]
fn a_discarded_event_makes_the_next_purge_change_the_key() {
    let place = Place::new();
    let mut store = place.open();
    plant(&mut store);
    let accounts = place.accounts();
    let row = store.outbox().unwrap().remove(0);
    store.discard(row.id).unwrap();
    assert!(store.purge_due().unwrap());
    store.purge(&[]).unwrap();
    assert!(!store.purge_due().unwrap());
    assert_ne!(place.accounts(), accounts);
    // With nothing to delete the key stays.
    let accounts = place.accounts();
    store.purge(&[Uuid::new_v4()]).unwrap();
    assert_eq!(place.accounts(), accounts);
}
