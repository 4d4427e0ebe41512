//! Opening a store: making a new one, finding the slot that fits an old one, and tidying up after an interruption.

use std::fmt;
use std::path::Path;

use domain::Private;
use rusqlite::{Connection, TransactionBehavior};

use crate::folder::{Folder, Lock, Slot};
use crate::slot::{PasswordKey, SlotFile, StoreKey, drop_slot};
use crate::{StoreError, database, keyring, slot};

/// The open store of one user. Dropping it locks it: the keys leave the memory.
pub struct Store {
    // Before the lock: closed first.
    pub(crate) connection: Option<Connection>,
    pub(crate) folder: Folder,
    pub(crate) live: Slot,
    pub(crate) key: StoreKey,
    pub(crate) password: PasswordKey,
    /// The other slot holds the same key under a password that is not settled on.
    pub(crate) prepared: bool,
    lock: Option<Lock>,
}

/// Whether there was something to open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opened {
    New,
    Existing,
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Store")
    }
}

impl Store {
    /// Whether this user has a store on this machine. Says nothing about its key.
    pub fn exists(data_dir: &Path, server: &str, user: &str) -> bool {
        Folder::of(data_dir, server, user).has_database()
    }

    /// Opens the store, or makes one if there is none. Keys are random numbers of the operating system.
    ///
    /// `server` and `user` together name the store: pass them spelt the same each time. Derives a key from the password,
    /// which takes some 50 ms. A purge that was interrupted is carried on here.
    pub fn open(data_dir: &Path, server: &str, user: &str, password: &Private) -> Result<(Self, Opened), StoreError> {
        let folder = Folder::of(data_dir, server, user);
        folder.create()?;
        let lock = folder.lock()?;
        if folder.has_database() {
            Ok((Self::open_existing(folder, lock, password)?, Opened::Existing))
        } else {
            Ok((Self::make_new(folder, lock, password)?, Opened::New))
        }
    }

    /// Destroys the store and its keys, with all that has not been sent. The way on from `KeyLost` and `Broken`, and from
    /// a forgotten password. No store is no error.
    pub fn forget(data_dir: &Path, server: &str, user: &str) -> Result<(), StoreError> {
        let folder = Folder::of(data_dir, server, user);
        if !folder.path().exists() {
            return Ok(());
        }
        let lock = folder.lock()?;
        for slot in Slot::BOTH {
            drop_slot(&folder, slot)?;
        }
        folder.remove_database(&folder.database())?;
        folder.remove_database(&folder.fresh())?;
        drop(lock);
        folder.remove_all()
    }

    fn make_new(folder: Folder, lock: Lock, password: &Private) -> Result<Self, StoreError> {
        // Of a creation that was interrupted: without a database there is nothing that these could open.
        for slot in Slot::BOTH {
            drop_slot(&folder, slot)?;
        }
        folder.remove_database(&folder.fresh())?;
        folder.remove_side_files(&folder.database())?;

        let password = PasswordKey::new(password)?;
        let key = slot::random()?;
        if let Err(error) = SlotFile::write(&folder, Slot::A, &key, &password) {
            // What can't be removed now goes at the next attempt.
            let _ = drop_slot(&folder, Slot::A);
            return Err(error);
        }
        database::create(&folder.fresh(), &key)?;
        folder.replace_database()?;
        let connection = Some(database::open(&folder.database(), &key)?);
        Ok(Self { connection, folder, live: Slot::A, key, password, prepared: false, lock: Some(lock) })
    }

    fn open_existing(folder: Folder, lock: Lock, password: &Private) -> Result<Self, StoreError> {
        // After an interrupted rotation both slots are there, and the key of one of them opens the database.
        let mut why = StoreError::KeyLost;
        let mut known = None;
        for live in Slot::BOTH {
            match try_slot(&folder, live, password, &mut known) {
                Ok(None) => {}
                Ok(Some((key, password, connection))) => {
                    let (connection, prepared, lock) = (Some(connection), false, Some(lock));
                    let mut store = Self { connection, folder, live, key, password, prepared, lock };
                    store.tidy()?;
                    return Ok(store);
                }
                Err(error) => why = graver(why, error),
            }
        }
        if why == StoreError::KeyLost {
            // A locked keyring looks as if it were empty.
            keyring::probe()?;
        }
        Err(why)
    }

    fn tidy(&mut self) -> Result<(), StoreError> {
        self.folder.remove_database(&self.folder.fresh())?;
        drop_slot(&self.folder, self.live.other())?;
        if self.purge_due()? {
            // A full disk must not keep anybody from their work: the purge stays due, and `purge` tries again.
            if self.rotate(&|_| Ok(())).is_err() && self.connection.is_none() {
                return Err(StoreError::Closed);
            }
        }
        Ok(())
    }

    /// Locks: from now on every call answers [`StoreError::Closed`], and somebody else may open the store. The keys leave
    /// the memory when this is dropped.
    pub fn close(&mut self) {
        self.connection = None;
        self.lock = None;
    }

    pub(crate) fn reader(&self) -> Result<&Connection, StoreError> {
        self.connection.as_ref().ok_or(StoreError::Closed)
    }

    /// One transaction: all of it is on the disk when this returns, or none of it.
    pub(crate) fn write<T>(
        &mut self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let connection = self.connection.as_mut().ok_or(StoreError::Closed)?;
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let result = work(&transaction)?;
        transaction.commit()?;
        Ok(result)
    }
}

type Fitting = (StoreKey, PasswordKey, Connection);

/// `None`: the slot is empty.
fn try_slot(
    folder: &Folder,
    slot: Slot,
    password: &Private,
    known: &mut Option<PasswordKey>,
) -> Result<Option<Fitting>, StoreError> {
    let Some(file) = SlotFile::read(folder, slot)? else {
        return Ok(None);
    };
    let password = file.password_key(password, known.as_ref())?;
    *known = Some(password.clone());
    let key = file.unwrap(&password)?;
    let connection = database::open(&folder.database(), &key)?;
    Ok(Some((key, password, connection)))
}

/// Which of two slots' failures tells the person more.
fn graver(one: StoreError, other: StoreError) -> StoreError {
    const fn weight(error: StoreError) -> u8 {
        match error {
            StoreError::KeyLost => 0,
            StoreError::Broken => 1,
            StoreError::WrongPassword => 2,
            StoreError::NoKeyring
            | StoreError::Newer
            | StoreError::AlreadyOpen
            | StoreError::DiskFull
            | StoreError::Io(_)
            | StoreError::NotHeld
            | StoreError::Moved
            | StoreError::OutboxFull
            | StoreError::EventIdTaken
            | StoreError::Closed => 3,
        }
    }
    if weight(other) > weight(one) { other } else { one }
}
