//! The folder of one store: names, the lock, files written whole or not at all; and who signed in last on this machine.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sha2::{Digest as _, Sha256};

use crate::StoreError;

/// The server and name of the last sign-in on this machine. No secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastUser {
    pub server: String,
    pub name: String,
}

/// Who signed in last; `None` if nobody did, or if the note is unreadable.
pub fn last_user(data_dir: &Path) -> Option<LastUser> {
    read_json(&data_dir.join(LAST_USER)).ok().flatten()
}

/// Notes who signed in, for the next start.
pub fn remember_user(data_dir: &Path, user: &LastUser) -> Result<(), StoreError> {
    create_private(data_dir)?;
    write_json(data_dir, LAST_USER, user)
}

const LAST_USER: &str = "last-user.json";

/// One of the two places for a wrapped key; a rotation goes from one to the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Slot {
    A,
    B,
}

impl Slot {
    pub const BOTH: [Self; 2] = [Self::A, Self::B];

    pub const fn other(self) -> Self {
        match self {
            Self::A => Self::B,
            Self::B => Self::A,
        }
    }

    pub const fn letter(self) -> &'static str {
        match self {
            Self::A => "a",
            Self::B => "b",
        }
    }

    pub fn file(self) -> String {
        format!("slot-{}.json", self.letter())
    }
}

/// The right to the folder's store. Given back when this is dropped, and not only when its file is closed: a program that is
/// started by another thread at this moment holds a copy of every open file until it runs.
pub(crate) struct Lock(File);

impl Drop for Lock {
    fn drop(&mut self) {
        // Where that fails, the file is closed next.
        let _ = self.0.unlock();
    }
}

/// The folder of one (server, user).
#[derive(Debug, Clone)]
pub(crate) struct Folder {
    path: PathBuf,
    /// Name of the folder, from which neither server nor user can be read off at a glance.
    pub name: String,
}

impl Folder {
    pub fn of(data_dir: &Path, server: &str, user: &str) -> Self {
        let mut hash = Sha256::new();
        hash.update((server.len() as u64).to_be_bytes());
        hash.update(server.as_bytes());
        hash.update(user.as_bytes());
        let name: String = hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        Self { path: data_dir.join("stores").join(&name), name }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn database(&self) -> PathBuf {
        self.path.join("store.db")
    }

    /// Where a new database is built before it takes the place of the old one.
    pub fn fresh(&self) -> PathBuf {
        self.path.join("store.new")
    }

    pub fn slot(&self, slot: Slot) -> PathBuf {
        self.path.join(slot.file())
    }

    pub fn has_database(&self) -> bool {
        self.database().exists()
    }

    pub fn create(&self) -> Result<(), StoreError> {
        create_private(&self.path)
    }

    /// Held as long as it lives; a crash releases it.
    pub fn lock(&self) -> Result<Lock, StoreError> {
        let file = File::options().create(true).truncate(false).write(true).open(self.path.join("lock"))?;
        match file.try_lock() {
            Ok(()) => Ok(Lock(file)),
            Err(TryLockError::WouldBlock) => Err(StoreError::AlreadyOpen),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }

    /// Removes what a database leaves beside itself. Only for databases that nobody has open.
    pub fn remove_database(&self, database: &Path) -> Result<(), StoreError> {
        remove(database)?;
        self.remove_side_files(database)
    }

    pub fn remove_side_files(&self, database: &Path) -> Result<(), StoreError> {
        for ending in ["-wal", "-shm", "-journal"] {
            let mut name = database.as_os_str().to_owned();
            name.push(ending);
            remove(Path::new(&name))?;
        }
        Ok(())
    }

    /// Puts the fresh database in the old one's place, for good once it returns.
    pub fn replace_database(&self) -> Result<(), StoreError> {
        fs::rename(self.fresh(), self.database())?;
        self.sync()
    }

    /// Makes created, renamed and removed names durable.
    pub fn sync(&self) -> Result<(), StoreError> {
        sync_folder(&self.path)
    }

    pub fn remove_all(&self) -> Result<(), StoreError> {
        match fs::remove_dir_all(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
            Ok(()) | Err(_) => Ok(()),
        }
    }
}

pub(crate) fn remove(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// `None`: there is no such file.
pub(crate) fn read_json<T: DeserializeOwned>(path: &Path) -> Result<Option<T>, StoreError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(serde_json::from_slice(&bytes)?)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Writes the file whole or not at all, durably.
pub(crate) fn write_json<T: Serialize>(folder: &Path, name: &str, value: &T) -> Result<(), StoreError> {
    let draft = folder.join(format!("{name}.new"));
    let mut file = File::create(&draft)?;
    file.write_all(&serde_json::to_vec(value)?)?;
    file.sync_all()?;
    drop(file);
    fs::rename(&draft, folder.join(name))?;
    sync_folder(folder)
}

/// Readable for its owner alone. On Windows the folders below a user's profile are so already.
fn create_private(path: &Path) -> Result<(), StoreError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    Ok(builder.create(path)?)
}

fn sync_folder(path: &Path) -> Result<(), StoreError> {
    // Windows has no such call: its file system journals names.
    #[cfg(unix)]
    File::open(path)?.sync_all()?;
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_server_and_user_has_a_folder_of_their_own() {
        let name = |server, user| Folder::of(Path::new("d"), server, user).name;
        assert_eq!(name("https://a.example", "kim"), name("https://a.example", "kim"));
        assert_ne!(name("https://a.example", "kim"), name("https://a.example", "lee"));
        assert_ne!(name("https://a.example", "kim"), name("https://a.exampl", "ekim"));
        assert_eq!(name("https://a.example", "kim").len(), 32);
    }

    #[test]
    fn the_last_user_is_found_again_and_a_damaged_note_is_nobody() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        assert_eq!(last_user(&data), None);
        let user = LastUser { server: "https://a.example".into(), name: "kim".into() };
        remember_user(&data, &user).unwrap();
        assert_eq!(last_user(&data), Some(user));
        fs::write(data.join(LAST_USER), "{").unwrap();
        assert_eq!(last_user(&data), None);
    }

    #[test]
    fn a_lock_is_given_back_while_a_copy_of_its_file_is_open() {
        let data = tempfile::tempdir().unwrap();
        let folder = Folder::of(data.path(), "https://a.example", "kim");
        folder.create().unwrap();
        let lock = folder.lock().unwrap();
        let copy_of_a_child = lock.0.try_clone().unwrap();
        assert!(matches!(folder.lock(), Err(StoreError::AlreadyOpen)));
        drop(lock);
        drop(folder.lock().unwrap());
        drop(copy_of_a_child);
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_gets_into_the_folder() {
        use std::os::unix::fs::PermissionsExt as _;
        let data = tempfile::tempdir().unwrap();
        let folder = Folder::of(data.path(), "https://a.example", "kim");
        folder.create().unwrap();
        assert_eq!(fs::metadata(folder.path()).unwrap().permissions().mode() & 0o777, 0o700);
    }
}
