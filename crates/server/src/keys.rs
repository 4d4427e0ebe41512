//! The key store: one random key per report, wrapped with the master key, in a database of its own. What is destroyed
//! here can't be read any more, in whatever backup its ciphertext lies (NIST SP 800-88: cryptographic erase).

use uuid::Uuid;

use crate::{
    config::Random,
    db::{Db, KEY_TABLES, OpenError, key_rows},
    master::MasterKey,
    seal::{Key, NotOpened},
};

const CHECK_PLACE: &str = "master_check";
const CHECK_VALUE: &[u8] = b"the master key of this key store";

#[derive(Clone)]
pub struct KeyStore {
    db: Db,
    wrapping: Key,
    random: Random,
}

#[derive(Debug, thiserror::Error)]
pub enum KeyStoreError {
    #[error("the key store: {0}")]
    Open(#[from] OpenError),
    #[error("the key store: {0}")]
    Database(#[from] sqlx::Error),
    #[error("the key store belongs to another master key")]
    OtherMasterKey,
    #[error("a key of the store can't be unwrapped")]
    NotOpened(#[from] NotOpened),
}

impl KeyStore {
    /// Opens the store, new or not, and makes sure that it belongs to this master key.
    pub async fn open(url: &str, master: &MasterKey, random: &Random) -> Result<Self, KeyStoreError> {
        // One connection on SQLite: what is destroyed must not linger in another's read transaction.
        let connections = if url.starts_with("sqlite:") { 1 } else { 4 };
        let db = Db::open(url, KEY_TABLES, connections).await?;
        let wrapping = master.derive_key("wrapping of the reports' keys");
        if key_rows::master_check(&db).await?.is_none() {
            if key_rows::count(&db).await? > 0 {
                return Err(KeyStoreError::OtherMasterKey);
            }
            key_rows::set_master_check(&db, &wrapping.seal(random, CHECK_PLACE, CHECK_VALUE)).await?;
        }
        let check = key_rows::master_check(&db).await?.unwrap_or_default();
        wrapping.open(CHECK_PLACE, &check).map_err(|_| KeyStoreError::OtherMasterKey)?;
        Ok(Self { db, wrapping, random: random.clone() })
    }

    /// Whether a store exists at this address that has been used with some master key.
    pub async fn is_in_use(url: &str) -> Result<bool, KeyStoreError> {
        if let Ok(path) = crate::db::sqlite_path(url)
            && !path.exists()
        {
            return Ok(false);
        }
        let db = Db::open(url, KEY_TABLES, 1).await?;
        let used = key_rows::master_check(&db).await?.is_some() || key_rows::count(&db).await? > 0;
        db.pool.close().await;
        Ok(used)
    }

    /// Makes a key and stores it.
    pub async fn create(&self, id: Uuid) -> Result<(String, Key), KeyStoreError> {
        let id = id.to_string();
        let key = Key::random(&self.random);
        let wrapped = self.wrapping.seal(&self.random, &place(&id), key.bytes());
        key_rows::insert(&self.db, &id, &wrapped).await?;
        Ok((id, key))
    }

    /// `None`: no such key, or destroyed.
    pub async fn get(&self, id: &str) -> Result<Option<Key>, KeyStoreError> {
        let Some(wrapped) = key_rows::find(&self.db, id).await? else { return Ok(None) };
        let bytes = self.wrapping.open(&place(id), &wrapped)?;
        let bytes: [u8; 32] = bytes.as_slice().try_into().map_err(|_| NotOpened)?;
        Ok(Some(Key::new(bytes)))
    }

    /// Destroys a key for good. `false`: it is deleted, but its bytes may still lie in the store's files; try again.
    pub async fn destroy(&self, id: &str) -> Result<bool, KeyStoreError> {
        Ok(key_rows::destroy(&self.db, id).await?)
    }

    pub async fn close(&self) {
        self.db.pool.close().await;
    }
}

fn place(id: &str) -> String {
    format!("keys/{id}/wrapped")
}
