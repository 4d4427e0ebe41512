//! A key slot: the store key, wrapped so that only the keyring's secret and the person's password together open it.
//!
//! wrapping key = HKDF-SHA256(salt: keyring secret, input: Argon2id(password)); the store key is AES-256-GCM ciphertext.

use aes_gcm::aead::{Aead as _, KeyInit as _, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use argon2::{Algorithm, Argon2, Params, Version};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::Private;
use hkdf::Hkdf;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::StoreError;
use crate::folder::{self, Folder, Slot};
use crate::keyring::{self, Secret};

/// The random 256-bit key of the database.
pub(crate) type StoreKey = Zeroizing<[u8; 32]>;

/// Cost of Argon2id: OWASP's first recommendation, 19 MiB and two passes.
const COST: Cost = Cost { memory_kib: 19_456, passes: 2, lanes: 1 };
/// A slot file that asks for more than this is damaged or forged.
const MOST_MEMORY_KIB: u32 = 1024 * 1024;
const MOST_PASSES: u32 = 32;

/// What is kept of the password while the store is open, so that a rotation needs nobody to type it again.
#[derive(Clone)]
pub(crate) struct PasswordKey {
    cost: Cost,
    salt: [u8; 16],
    key: Zeroizing<[u8; 32]>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Cost {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

/// A slot as it lies on the disk.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SlotFile {
    format: u32,
    slot: String,
    /// Name of the keyring entry. New for every slot, so that none is ever overwritten.
    pub account: String,
    argon2id: Cost,
    salt: String,
    /// Tells a wrong password from a wrong keyring secret.
    secret_check: String,
    nonce: String,
    wrapped: String,
}

const FORMAT: u32 = 1;

pub(crate) fn random<const N: usize>() -> Result<Zeroizing<[u8; N]>, StoreError> {
    let mut bytes = Zeroizing::new([0; N]);
    getrandom::fill(bytes.as_mut_slice()).map_err(|_| StoreError::Io(std::io::ErrorKind::Other))?;
    Ok(bytes)
}

/// A name that nobody else uses; no secret.
pub(crate) fn random_name() -> Result<String, StoreError> {
    Ok(random::<8>()?.iter().map(|byte| format!("{byte:02x}")).collect())
}

impl PasswordKey {
    pub fn new(password: &Private) -> Result<Self, StoreError> {
        Self::derive(password, COST, *random::<16>()?)
    }

    fn derive(password: &Private, cost: Cost, salt: [u8; 16]) -> Result<Self, StoreError> {
        if cost.memory_kib > MOST_MEMORY_KIB || cost.passes > MOST_PASSES {
            return Err(StoreError::Broken);
        }
        let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(32)).map_err(|_| StoreError::Broken)?;
        let mut key = Zeroizing::new([0; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(password.as_str().as_bytes(), &salt, key.as_mut_slice())
            .map_err(|_| StoreError::Broken)?;
        Ok(Self { cost, salt, key })
    }
}

impl SlotFile {
    /// `None`: the slot is empty.
    pub fn read(folder: &Folder, slot: Slot) -> Result<Option<Self>, StoreError> {
        let file: Option<Self> = folder::read_json(&folder.slot(slot))?;
        match file {
            Some(file) if file.format > FORMAT => Err(StoreError::Newer),
            Some(file) if file.slot != slot.letter() => Err(StoreError::Broken),
            file => Ok(file),
        }
    }

    /// Wraps the key under a new keyring secret and writes both: first the file, then the entry that it names, so that a
    /// crash in between leaves no entry that nobody knows of.
    pub fn write(folder: &Folder, slot: Slot, key: &StoreKey, password: &PasswordKey) -> Result<Self, StoreError> {
        let suffix = random_name()?;
        let account = format!("{}-{}-{suffix}", folder.name, slot.letter());
        let secret: Secret = random()?;
        let nonce = random::<12>()?;
        let wrapped = cipher(&secret, &password.key)?
            .encrypt(&Nonce::from(*nonce), Payload { msg: key.as_slice(), aad: account.as_bytes() })
            .map_err(|_| StoreError::Broken)?;
        let file = Self {
            format: FORMAT,
            slot: slot.letter().to_owned(),
            argon2id: password.cost,
            salt: STANDARD.encode(password.salt),
            secret_check: secret_check(&secret, &account)?,
            nonce: STANDARD.encode(nonce.as_slice()),
            wrapped: STANDARD.encode(wrapped),
            account,
        };
        folder::write_json(folder.path(), &slot.file(), &file)?;
        keyring::set(&file.account, &secret)?;
        Ok(file)
    }

    /// The password's key for this slot; of `known` if that was derived with the same salt.
    pub fn password_key(&self, password: &Private, known: Option<&PasswordKey>) -> Result<PasswordKey, StoreError> {
        let salt = bytes(&self.salt)?;
        match known {
            Some(known) if known.salt == salt && known.cost == self.argon2id => Ok(known.clone()),
            Some(_) | None => PasswordKey::derive(password, self.argon2id, salt),
        }
    }

    /// `KeyLost`: the keyring has no secret, or another one, for this slot.
    pub fn unwrap(&self, password: &PasswordKey) -> Result<StoreKey, StoreError> {
        let secret = keyring::get(&self.account)?.ok_or(StoreError::KeyLost)?;
        if secret_check(&secret, &self.account)? != self.secret_check {
            return Err(StoreError::KeyLost);
        }
        let nonce: [u8; 12] = bytes(&self.nonce)?;
        let wrapped = STANDARD.decode(&self.wrapped).map_err(|_| StoreError::Broken)?;
        let opened = cipher(&secret, &password.key)?
            .decrypt(&Nonce::from(nonce), Payload { msg: &wrapped, aad: self.account.as_bytes() })
            .map(Zeroizing::new)
            .map_err(|_| StoreError::WrongPassword)?;
        let mut key = StoreKey::default();
        if opened.len() != key.len() {
            return Err(StoreError::Broken);
        }
        key.copy_from_slice(&opened);
        Ok(key)
    }
}

/// Empties a slot: the keyring entry first, since without it the file is worth nothing.
pub(crate) fn drop_slot(folder: &Folder, slot: Slot) -> Result<(), StoreError> {
    // An unreadable file names no entry; it goes too.
    if let Ok(Some(file)) = SlotFile::read(folder, slot) {
        keyring::delete(&file.account)?;
    }
    folder::remove(&folder.slot(slot))?;
    folder.sync()
}

fn cipher(secret: &Secret, password_key: &Zeroizing<[u8; 32]>) -> Result<Aes256Gcm, StoreError> {
    let mut key = Zeroizing::new([0; 32]);
    expand(secret, password_key.as_slice(), b"nearmiss store: wrapping key", key.as_mut_slice())?;
    Aes256Gcm::new_from_slice(key.as_slice()).map_err(|_| StoreError::Broken)
}

// The secret is 256 random bits: nothing about it, and nothing about the password, can be learnt from this.
fn secret_check(secret: &Secret, account: &str) -> Result<String, StoreError> {
    let mut check = [0; 16];
    expand(secret, account.as_bytes(), b"nearmiss store: secret check", &mut check)?;
    Ok(STANDARD.encode(check))
}

fn expand(secret: &Secret, input: &[u8], info: &[u8], out: &mut [u8]) -> Result<(), StoreError> {
    Hkdf::<Sha256>::new(Some(secret.as_slice()), input).expand(info, out).map_err(|_| StoreError::Broken)
}

fn bytes<const N: usize>(text: &str) -> Result<[u8; N], StoreError> {
    STANDARD.decode(text).ok().and_then(|bytes| bytes.try_into().ok()).ok_or(StoreError::Broken)
}
