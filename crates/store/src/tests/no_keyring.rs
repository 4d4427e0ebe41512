//! A keyring that is not there, or that is locked: never taken for one that is empty.
//!
//! What the keyring library finds at its first call holds for the process's life, so each case runs in a process of its own.

use std::process::Command;

use super::*;

const FOLDER: &str = "STORE_TEST_FOLDER";

/// In the child: an existing store and a new one both need the keyring, and nothing is changed by asking.
fn refused_for_want_of_a_keyring(data_dir: &str) {
    let open = |user| Store::open(data_dir.as_ref(), SERVER, user, &PASSWORD.into()).map(|(_, opened)| opened);
    assert_eq!(open(USER), Err(StoreError::NoKeyring));
    assert_eq!(open("lee"), Err(StoreError::NoKeyring));
    assert!(!Store::exists(data_dir.as_ref(), SERVER, "lee"));
    assert_eq!(Store::forget(data_dir.as_ref(), SERVER, USER), Err(StoreError::NoKeyring));
}

fn run(test: &str, mut child: Command) {
    let place = Place::new();
    let id = plant(&mut place.open());
    let output =
        child.arg(std::env::current_exe().unwrap()).args(["--exact", test]).env(FOLDER, place.path()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
    assert!(place.open().work(id).unwrap().is_some());
}

#[test]
fn without_a_message_bus_there_is_no_keyring() {
    if let Ok(folder) = std::env::var(FOLDER) {
        return refused_for_want_of_a_keyring(&folder);
    }
    let mut child = Command::new("env");
    child.arg("DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent/bus");
    run("tests::no_keyring::without_a_message_bus_there_is_no_keyring", child);
}

#[test]
fn a_locked_keyring_is_not_an_empty_one() {
    if let Ok(folder) = std::env::var(FOLDER) {
        return refused_for_want_of_a_keyring(&folder);
    }
    // A bus of its own, on which nobody unlocks the keyring that it starts.
    let home = tempfile::tempdir().unwrap();
    let mut child = Command::new("dbus-run-session");
    child.arg("--").env("HOME", home.path()).env_remove("GNOME_KEYRING_CONTROL");
    for folder in ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"] {
        child.env(folder, home.path());
    }
    run("tests::no_keyring::a_locked_keyring_is_not_an_empty_one", child);
}
