//! Purge, and the change of keys behind it; the change of the password.
//!
//! A purge deletes rows, and then moves what is left into a new file under a new key in the other slot. It may stop at any
//! step: the database always fits one of the slots, and the next opening finishes or undoes the rest.

use domain::Private;
use uuid::Uuid;

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
        Ok(self.folder.slot(self.live.other()).exists() || tables::rotation_due(self.reader()?)?)
    }

    /// Wraps the store's key under a new password. The old one opens nothing afterwards.
    pub fn change_password(&mut self, new: &Private) -> Result<(), StoreError> {
        let (old, fresh) = (self.live, self.live.other());
        drop_slot(&self.folder, fresh)?;
        let password = PasswordKey::new(new)?;
        if let Err(error) = SlotFile::write(&self.folder, fresh, &self.key, &password) {
            let _ = drop_slot(&self.folder, fresh);
            return Err(error);
        }
        self.live = fresh;
        self.password = password;
        drop_slot(&self.folder, old)
    }

    pub(crate) fn purge_in_steps(&mut self, reports: &[Uuid], at: At<'_>) -> Result<(), StoreError> {
        self.write(|db| tables::delete_reports(db, reports))?;
        at(Step::RowsDeleted)?;
        if tables::rotation_due(self.reader()?)? { self.rotate(at) } else { drop_slot(&self.folder, self.live.other()) }
    }

    pub(crate) fn rotate(&mut self, at: At<'_>) -> Result<(), StoreError> {
        let (old, fresh) = (self.live, self.live.other());
        // Of an attempt that failed.
        self.folder.remove_database(&self.folder.fresh())?;
        drop_slot(&self.folder, fresh)?;

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
