//! Purge, and the change of keys behind it; the change of the password.
//!
//! A purge deletes rows, and then moves what is left into a new file under a new key in the other slot. It may stop at any
//! step: the database always fits one of the slots, and the next opening finishes or undoes the rest.

use domain::Private;
use uuid::Uuid;

use crate::folder::Slot;
use crate::slot::{PasswordKey, SlotFile, StoreKey, drop_slot};
use crate::{Store, StoreError, database, slot, tables};

/// Where a rotation stands; tests stop it there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    RowsDeleted,
    SlotWritten,
    Exported,
    Closed,
    Replaced,
    EntryDropped,
}

/// A second password that opens the store, and is to take the place of the first.
pub struct PreparedPassword {
    slot: Slot,
    account: String,
    password: PasswordKey,
}

/// Called after each step; an error stops the rotation.
pub(crate) type At<'a> = &'a dyn Fn(Step) -> Result<(), StoreError>;

impl Store {
    /// Destroys all that is held of these reports: base, actions, sheets, clean text, events in the outbox. Cards, which
    /// hold no text, stay until the server says otherwise. Also finishes earlier purges: call it with no ids to do just that.
    ///
    /// On an error the rows are gone and the store works on, but an old key may be left: [`Store::purge_due`] says so, and
    /// the next purge or opening carries on.
    pub fn purge(&mut self, reports: &[Uuid]) -> Result<(), StoreError> {
        self.purge_in_steps(reports, &|_| Ok(()))
    }

    /// Whether a purge has not been finished.
    pub fn purge_due(&self) -> Result<bool, StoreError> {
        let other = !self.prepared && self.folder.slot(self.live.other()).exists();
        Ok(other || tables::rotation_due(self.reader()?)?)
    }

    /// Wraps the store's key under a new password. The old one opens nothing afterwards.
    pub fn change_password(&mut self, new: &Private) -> Result<(), StoreError> {
        let prepared = self.prepare_password(new)?;
        self.settle_password(prepared)
    }

    /// Wraps the store's key under another password as well: until one of the two is settled on, either opens it, so that
    /// a crash while the server is asked for its agreement locks nobody out. A purge in between takes it back.
    pub fn prepare_password(&mut self, new: &Private) -> Result<PreparedPassword, StoreError> {
        let slot = self.live.other();
        drop_slot(&self.folder, slot)?;
        let password = PasswordKey::new(new)?;
        match SlotFile::write(&self.folder, slot, &self.key, &password) {
            Ok(file) => {
                self.prepared = true;
                Ok(PreparedPassword { slot, account: file.account, password })
            }
            Err(error) => {
                let _ = drop_slot(&self.folder, slot);
                Err(error)
            }
        }
    }

    /// The prepared password is the one from now on. The one before opens nothing afterwards.
    pub fn settle_password(&mut self, prepared: PreparedPassword) -> Result<(), StoreError> {
        let PreparedPassword { slot, account, password } = prepared;
        let fresh = self.live.other();
        let stands = slot == fresh && SlotFile::read(&self.folder, fresh)?.is_some_and(|file| file.account == account);
        if !stands {
            drop_slot(&self.folder, fresh)?;
            SlotFile::write(&self.folder, fresh, &self.key, &password)?;
        }
        let old = std::mem::replace(&mut self.live, fresh);
        self.password = password;
        self.prepared = false;
        drop_slot(&self.folder, old)
    }

    /// The prepared password is not to be: it opens nothing afterwards.
    pub fn drop_prepared_password(&mut self) -> Result<(), StoreError> {
        self.prepared = false;
        drop_slot(&self.folder, self.live.other())
    }

    pub(crate) fn purge_in_steps(&mut self, reports: &[Uuid], at: At<'_>) -> Result<(), StoreError> {
        self.write(|db| tables::delete_reports(db, reports))?;
        at(Step::RowsDeleted)?;
        match tables::rotation_due(self.reader()?)? {
            true => self.rotate(at),
            false if self.prepared => Ok(()),
            false => drop_slot(&self.folder, self.live.other()),
        }
    }

    pub(crate) fn rotate(&mut self, at: At<'_>) -> Result<(), StoreError> {
        let (old, fresh) = (self.live, self.live.other());
        // Of an attempt that failed.
        self.folder.remove_database(&self.folder.fresh())?;
        drop_slot(&self.folder, fresh)?;
        self.prepared = false;

        let key = slot::random()?;
        if let Err(error) = self.build(&key, at).and_then(|()| self.replace(at)) {
            self.abandon();
            return Err(error);
        }
        self.live = fresh;
        self.key = key;
        self.connection = Some(database::open(&self.folder.database(), &self.key)?);
        at(Step::Replaced)?;
        drop_slot(&self.folder, old)?;
        at(Step::EntryDropped)
    }

    fn build(&self, key: &StoreKey, at: At<'_>) -> Result<(), StoreError> {
        SlotFile::write(&self.folder, self.live.other(), key, &self.password)?;
        at(Step::SlotWritten)?;
        database::export(self.reader()?, &self.folder.fresh(), key)?;
        self.folder.remove_side_files(&self.folder.fresh())?;
        at(Step::Exported)
    }

    /// The old log has to go before the new database takes its place, or it would be replayed into that one.
    fn replace(&mut self, at: At<'_>) -> Result<(), StoreError> {
        database::fold_log(self.reader()?)?;
        if let Some(connection) = self.connection.take() {
            database::close(connection)?;
        }
        self.folder.remove_side_files(&self.folder.database())?;
        at(Step::Closed)?;
        self.folder.replace_database()
    }

    /// Back to the old key. What can't be removed goes at the next purge or opening.
    fn abandon(&mut self) {
        if self.connection.is_none() {
            self.connection = database::open(&self.folder.database(), &self.key).ok();
        }
        // The database may have been replaced and the failure been in making that durable: then only the new slot fits.
        if self.connection.is_some() {
            let _ = drop_slot(&self.folder, self.live.other());
            let _ = self.folder.remove_database(&self.folder.fresh());
        }
    }
}
