//! The system's keyring: one secret per key slot. The only place that talks to it.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use keyring::{Entry, Error};
use zeroize::Zeroizing;

use crate::StoreError;

/// What a keyring entry holds: 32 random bytes, there as base64.
pub(crate) type Secret = Zeroizing<[u8; 32]>;

/// The service under which all entries of this program stand.
pub const KEYRING_SERVICE: &str = "nearmiss-review";

/// `None`: there is no entry — or the keyring is locked, which looks the same on Linux. Before saying that a key is gone,
/// call [`probe`].
pub(crate) fn get(account: &str) -> Result<Option<Secret>, StoreError> {
    let found = match entry(account)?.get_password() {
        Ok(text) => Zeroizing::new(text),
        Err(Error::NoEntry) => return Ok(None),
        Err(error) => return Err(reduced(error)),
    };
    let mut secret = Secret::default();
    let bytes = Zeroizing::new(STANDARD.decode(found.as_bytes()).map_err(|_| StoreError::KeyLost)?);
    if bytes.len() != secret.len() {
        return Err(StoreError::KeyLost);
    }
    secret.copy_from_slice(&bytes);
    Ok(Some(secret))
}

/// Stores, and makes sure that it can be read back: a keyring that forgets must not get the only copy of a key.
pub(crate) fn set(account: &str, secret: &Secret) -> Result<(), StoreError> {
    let text = Zeroizing::new(STANDARD.encode(secret.as_slice()));
    entry(account)?.set_password(&text).map_err(reduced)?;
    match get(account)? {
        Some(stored) if *stored == **secret => Ok(()),
        Some(_) | None => Err(StoreError::NoKeyring),
    }
}

/// Deletes the entry, if there is one; makes sure that a keyring which says that there is none is not just locked.
pub(crate) fn delete(account: &str) -> Result<(), StoreError> {
    match entry(account)?.delete_credential() {
        Ok(()) => Ok(()),
        Err(Error::NoEntry) => probe(),
        Err(error) => Err(reduced(error)),
    }
}

/// Whether the keyring really keeps things, tried with an entry that nobody else uses at the same time.
pub(crate) fn probe() -> Result<(), StoreError> {
    let probe = format!("probe-{}", crate::slot::random_name()?);
    set(&probe, &crate::slot::random()?)?;
    entry(&probe)?.delete_credential().map_err(reduced)
}

fn entry(account: &str) -> Result<Entry, StoreError> {
    Entry::new(KEYRING_SERVICE, account).map_err(reduced)
}

// The keyring's own messages can name paths and attributes; for the caller they all mean one thing.
fn reduced(_: Error) -> StoreError {
    StoreError::NoKeyring
}
