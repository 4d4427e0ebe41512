//! Actions, one per row, so that committing one is one insert however long the edit is.

use domain::{Action, Edit};
use rusqlite::{Connection, OptionalExtension as _};
use uuid::Uuid;

use crate::{Store, StoreError};

use super::drafts;

impl Store {
    /// Commits one action that was made on the draft as it stood at the revision `seen`; what was undone can't be done
    /// again afterwards. Answers the new revision.
    ///
    /// `Moved`: the draft is at another revision by now, and the action's places may mean other words there. `Broken`: it
    /// changes a work sheet that is another.
    pub fn push_action(&mut self, report: Uuid, seen: u32, action: &Action) -> Result<u32, StoreError> {
        self.write(|db| {
            let revision = begin(db, report, seen)?;
            if let Some(fill) = &action.fill {
                drafts::fill(db, report, fill)?;
            }
            insert(db, report, false, action)?;
            Ok(revision)
        })
    }

    /// Puts an action in the place of the last one, which it holds; takes that out if there is none to put there. What was
    /// undone can't be done again afterwards. Answers the new revision.
    ///
    /// `Moved`: the draft is at another revision by now, or has no action.
    pub fn replace_last_action(&mut self, report: Uuid, seen: u32, action: Option<&Action>) -> Result<u32, StoreError> {
        self.write(|db| {
            let revision = begin(db, report, seen)?;
            let last = "DELETE FROM actions WHERE report = ?1 AND undone = 0
                        AND position = (SELECT max(position) FROM actions WHERE report = ?1 AND undone = 0)";
            if db.prepare_cached(last)?.execute([super::id(&report)])? == 0 {
                return Err(StoreError::Moved);
            }
            action.map_or(Ok(()), |action| insert(db, report, false, action))?;
            Ok(revision)
        })
    }

    /// Takes the last action back. Answers the new revision; `None`: there is none to take back.
    pub fn undo(&mut self, report: Uuid) -> Result<Option<u32>, StoreError> {
        self.shift(report, false)
    }

    /// Does the action undone last again. Answers the new revision; `None`: there is none.
    pub fn redo(&mut self, report: Uuid) -> Result<Option<u32>, StoreError> {
        self.shift(report, true)
    }

    /// Moves the last row of one of the two stacks onto the other, and does to the work sheet what goes with that.
    fn shift(&mut self, report: Uuid, from_undone: bool) -> Result<Option<u32>, StoreError> {
        self.write(|db| {
            let moved: Option<String> = db
                .prepare_cached(
                    "UPDATE actions
                     SET undone = 1 - ?2,
                         position = (SELECT coalesce(max(position), 0) + 1 FROM actions
                                     WHERE report = ?1 AND undone = 1 - ?2)
                     WHERE report = ?1 AND undone = ?2
                       AND position = (SELECT max(position) FROM actions WHERE report = ?1 AND undone = ?2)
                     RETURNING json",
                )?
                .query_row((super::id(&report), from_undone), |row| row.get(0))
                .optional()?;
            let Some(moved) = moved else { return Ok(None) };
            let moved: Action = serde_json::from_str(&moved)?;
            match &moved.fill {
                Some(fill) if from_undone => drafts::fill(db, report, fill)?,
                Some(fill) => drafts::fill(db, report, &fill.inverse())?,
                None => {}
            }
            drafts::next_revision(db, report).map(Some)
        })
    }
}

pub(super) fn edit(db: &Connection, report: Uuid) -> Result<Edit, StoreError> {
    let stack = |undone: bool| {
        super::all(
            db,
            "SELECT json FROM actions WHERE report = ?1 AND undone = ?2 ORDER BY position",
            (super::id(&report), undone),
            |row| row.get::<_, String>(0),
            |json| Ok(serde_json::from_str(&json)?),
        )
    };
    Ok(Edit { actions: stack(false)?, undone: stack(true)? })
}

pub(super) fn replace(db: &Connection, report: Uuid, edit: &Edit) -> Result<(), StoreError> {
    db.execute("DELETE FROM actions WHERE report = ?1", [super::id(&report)])?;
    for (undone, stack) in [(false, &edit.actions), (true, &edit.undone)] {
        stack.iter().try_for_each(|action| insert(db, report, undone, action))?;
    }
    Ok(())
}

/// Begins a change of a draft that was seen at this revision; what was undone can't be done again. Answers the new revision.
fn begin(db: &Connection, report: Uuid, seen: u32) -> Result<u32, StoreError> {
    let revision = drafts::next_revision(db, report)?;
    if revision.checked_sub(1) != Some(seen) {
        return Err(StoreError::Moved);
    }
    db.prepare_cached("DELETE FROM actions WHERE report = ?1 AND undone = 1")?.execute([super::id(&report)])?;
    Ok(revision)
}

fn insert(db: &Connection, report: Uuid, undone: bool, action: &Action) -> Result<(), StoreError> {
    db.prepare_cached(
        "INSERT INTO actions (report, undone, position, json)
         SELECT ?1, ?2, coalesce(max(position), 0) + 1, ?3 FROM actions WHERE report = ?1 AND undone = ?2",
    )?
    .execute((super::id(&report), undone, serde_json::to_string(action)?))?;
    Ok(())
}
