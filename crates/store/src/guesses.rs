//! Guesses at the password of a store while no server judges them: after a few wrong ones each further one has to wait.
//!
//! The count lies on the disk before a guess is judged, so that neither a restart nor a power cut makes it smaller. It slows
//! whoever sits at this computer; whoever copies the folder away has the keyring's secret and Argon2id against him.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::StoreError;
use crate::folder::{Folder, read_json, remove, write_json};

/// The wrong guesses at one user's store.
#[derive(Debug, Clone)]
pub struct Guesses {
    folder: PathBuf,
}

/// What is known of them; nothing of what was guessed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wrong {
    count: u32,
    /// When the last one was made, in seconds since 1970.
    last: i64,
}

const FILE: &str = "guesses.json";

/// So many wrong guesses cost nothing: everybody mistypes (CJIS 5.9.5, AC-7, allows five).
const FREE: u32 = 5;
/// The first wait, in seconds; each one after is twice as long.
const FIRST: i64 = 60;
/// No wait is longer, in seconds.
const LONGEST: i64 = 60 * 60;

impl Guesses {
    /// Those at the store of this user, which exists.
    pub fn of(data_dir: &Path, server: &str, user: &str) -> Self {
        Self { folder: Folder::of(data_dir, server, user).path().to_owned() }
    }

    /// Seconds until the next guess may be made; none if it may be made now. A clock that was set back makes no wait longer
    /// than it was.
    pub fn wait(&self, now: Timestamp) -> Result<Option<u64>, StoreError> {
        let wrong = self.read()?;
        let delay = match wrong.count.checked_sub(FREE) {
            None => 0,
            Some(beyond) => FIRST.saturating_mul(1 << beyond.min(16)).min(LONGEST),
        };
        let passed = now.as_second().saturating_sub(wrong.last).max(0);
        Ok(u64::try_from(delay - passed).ok().filter(|left| *left > 0))
    }

    /// Counts a guess as wrong before it is judged; answers what was known before, for [`Self::put_back`].
    pub fn begin(&self, now: Timestamp) -> Result<Wrong, StoreError> {
        let before = self.read()?;
        let wrong = Wrong { count: before.count.saturating_add(1), last: now.as_second() };
        write_json(&self.folder, FILE, &wrong)?;
        Ok(before)
    }

    /// The guess was right.
    pub fn forget(&self) -> Result<(), StoreError> {
        remove(&self.folder.join(FILE))
    }

    /// The guess could not be judged: it does not count.
    pub fn put_back(&self, before: Wrong) -> Result<(), StoreError> {
        write_json(&self.folder, FILE, &before)
    }

    /// A note that can't be read counts as the free guesses used up: damaging it gains nothing.
    fn read(&self) -> Result<Wrong, StoreError> {
        match read_json(&self.folder.join(FILE)) {
            Ok(wrong) => Ok(wrong.unwrap_or_default()),
            Err(StoreError::Io(error)) => Err(StoreError::Io(error)),
            Err(_) => Ok(Wrong { count: FREE, last: 0 }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + second).unwrap()
    }

    fn guesses() -> (tempfile::TempDir, Guesses) {
        let folder = tempfile::tempdir().unwrap();
        Folder::of(folder.path(), "https://server", "rosa").create().unwrap();
        let guesses = Guesses::of(folder.path(), "https://server", "rosa");
        (folder, guesses)
    }

    #[test]
    fn after_five_wrong_guesses_each_wait_is_twice_as_long_up_to_an_hour() {
        let (_folder, guesses) = guesses();
        for _ in 0..5 {
            assert_eq!(guesses.wait(at(0)).unwrap(), None);
            guesses.begin(at(0)).unwrap();
        }
        let mut now = 0;
        for seconds in [60, 120, 240, 480, 960, 1920, 3600, 3600, 3600] {
            assert_eq!(guesses.wait(at(now)).unwrap(), Some(seconds));
            assert_eq!(guesses.wait(at(now) + jiff::SignedDuration::from_secs(1)).unwrap(), Some(seconds - 1));
            now += i64::try_from(seconds).unwrap();
            assert_eq!(guesses.wait(at(now)).unwrap(), None);
            guesses.begin(at(now)).unwrap();
        }
    }

    #[test]
    fn the_count_outlives_a_restart_and_ends_with_the_right_password() {
        let (folder, guesses) = guesses();
        for _ in 0..6 {
            guesses.begin(at(0)).unwrap();
        }
        let again = Guesses::of(folder.path(), "https://server", "rosa");
        assert_eq!(again.wait(at(0)).unwrap(), Some(120));
        // Another clock: the wait is no longer than it was.
        assert_eq!(again.wait(at(-9_000)).unwrap(), Some(120));
        again.forget().unwrap();
        assert_eq!(guesses.wait(at(0)).unwrap(), None);
        guesses.forget().unwrap();
    }

    #[test]
    fn what_could_not_be_judged_does_not_count_and_damage_gains_nothing() {
        let (_folder, guesses) = guesses();
        for _ in 0..9 {
            let before = guesses.begin(at(0)).unwrap();
            guesses.put_back(before).unwrap();
        }
        assert_eq!(guesses.wait(at(0)).unwrap(), None);
        std::fs::write(guesses.folder.join(FILE), "{").unwrap();
        assert_eq!(guesses.begin(at(0)).unwrap().count, FREE);
        assert_eq!(guesses.wait(at(0)).unwrap(), Some(120));
    }
}
