//! Opens an app's store from outside, by what ARCHITECTURE.md says about its keys and not by the store's own code.

use aes_gcm::aead::{Aead as _, KeyInit as _, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hkdf::Hkdf;
use rusqlite::{Connection, OpenFlags};
use serde_json::Value;
use sha2::Sha256;
use std::fs;
use std::path::Path;

/// The store in this folder, if one of its slots still has its secret in the keyring. Open a copy: the app holds the original.
pub fn open(folder: &Path, password: &str) -> Option<Connection> {
    ["slot-a.json", "slot-b.json"]
        .into_iter()
        .filter_map(|slot| fs::read(folder.join(slot)).ok())
        .filter_map(|slot| key(&serde_json::from_slice(&slot).expect("a slot is JSON"), password))
        .find_map(|key| open_with(&folder.join("store.db"), &key))
}

/// Takes the secrets of all stores below a folder out of the keyring, to be put back with [`put_secrets`].
pub fn take_secrets(data_dir: &Path) -> Vec<(String, String)> {
    let slots = crate::dump::files(data_dir)
        .into_iter()
        .filter(|path| path.file_name().is_some_and(|name| name == "slot-a.json" || name == "slot-b.json"));
    let accounts = slots.map(|slot| {
        let slot: Value = serde_json::from_slice(&fs::read(slot).expect("a slot can be read")).expect("a slot is JSON");
        slot["account"].as_str().expect("a slot has an account").to_owned()
    });
    accounts
        .map(|account| {
            let entry = entry(&account);
            let secret = entry.get_password().expect("the keyring has the secret");
            entry.delete_credential().expect("a secret can be deleted");
            (account, secret)
        })
        .collect()
}

pub fn put_secrets(secrets: &[(String, String)]) {
    for (account, secret) in secrets {
        entry(account).set_password(secret).expect("the keyring takes a secret");
    }
}

fn entry(account: &str) -> keyring::Entry {
    keyring::Entry::new(store::KEYRING_SERVICE, account)
        .expect("the tests need an unlocked keyring on the session's bus")
}

/// `None`: the key is not this database's.
pub fn open_with(database: &Path, key: &[u8; 32]) -> Option<Connection> {
    let connection = Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_WRITE).ok()?;
    let hex: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    let settings =
        format!("PRAGMA cipher_log_level = NONE; PRAGMA key = \"x'{hex}'\"; PRAGMA locking_mode = EXCLUSIVE;");
    connection.execute_batch(&settings).ok()?;
    let cipher: String = connection.query_row("PRAGMA cipher_version", [], |row| row.get(0)).ok()?;
    assert!(!cipher.is_empty(), "plain SQLite would ignore the key");
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get(0)).ok()?;
    (tables > 0).then_some(connection)
}

/// HKDF-SHA256(salt: keyring secret, input: Argon2id(password)) opens what is wrapped in the slot.
fn key(slot: &Value, password: &str) -> Option<[u8; 32]> {
    let text = |name: &str| slot[name].as_str().unwrap_or_else(|| panic!("a slot has a {name}"));
    let cost = |name: &str| {
        let value = slot["argon2id"][name].as_u64().and_then(|value| u32::try_from(value).ok());
        value.unwrap_or_else(|| panic!("a slot has a cost {name}"))
    };
    let bytes = |name: &str| STANDARD.decode(text(name)).unwrap_or_else(|_| panic!("{name} is base64"));

    let secret =
        match keyring::Entry::new(store::KEYRING_SERVICE, text("account")).and_then(|entry| entry.get_password()) {
            Ok(secret) => STANDARD.decode(secret).expect("a secret is base64"),
            Err(keyring::Error::NoEntry) => return None,
            Err(error) => panic!("the tests need an unlocked keyring on the session's bus: {error}"),
        };
    let params = Params::new(cost("memory_kib"), cost("passes"), cost("lanes"), Some(32)).expect("a possible cost");
    let mut person = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(password.as_bytes(), &bytes("salt"), &mut person)
        .expect("a password can be hashed");
    let mut wrapping = [0; 32];
    Hkdf::<Sha256>::new(Some(&secret), &person)
        .expand(b"nearmiss store: wrapping key", &mut wrapping)
        .expect("32 bytes can be derived");
    let nonce: [u8; 12] = bytes("nonce").try_into().expect("a nonce has 12 bytes");
    let opened = Aes256Gcm::new(&wrapping.into())
        .decrypt(&Nonce::from(nonce), Payload { msg: &bytes("wrapped"), aad: text("account").as_bytes() })
        .ok()?;
    opened.try_into().ok()
}
