//! The original, shown to a later stage on purpose: after its reader has proved again who it is, and in memory only.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::{Assessment, Changed, Private, Stage, changes_through};
use uuid::Uuid;
use wire::{Original, Reveal};

use crate::session::Session;
use crate::show;
use crate::utf16::Ruler;
use crate::view::*;

/// Originals that are shown at present. Never stored; gone with the session, and with the copy of their report.
#[derive(Default)]
pub struct Revealed {
    texts: Mutex<HashMap<Uuid, Original>>,
}

impl Revealed {
    pub fn hide(&self, report: Uuid) {
        self.lock().remove(&report);
    }

    pub fn forget(&self) {
        self.lock().clear();
    }

    /// Forgets every other report.
    pub fn keep(&self, held: &[Uuid]) {
        self.lock().retain(|report, _| held.contains(report));
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Uuid, Original>> {
        self.texts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Shows the original of a report in stage two or three. The server wants the password again, and writes down who looked.
pub async fn reveal(session: &Session, report: Uuid, password: Private) -> Result<(), ErrorView> {
    let client = session.at()?;
    let held = session.store().work(report)?.ok_or_else(|| session.missing(report))?;
    match held.stage {
        Stage::Two | Stage::Third => {}
        // Stage one has the original anyway; nobody has it after a review.
        Stage::One | Stage::Publish => return Err(ErrorView::refused(domain::Refusal::WrongState)),
    }
    let original = client.original(report, &Reveal { proof: password }).await?;
    // The app may have been locked, or the report given up, while the server answered.
    let still_held = session.store().work(report)?.is_some();
    if still_held {
        session.revealed.lock().insert(report, original);
    }
    Ok(())
}

/// The original against what stands now, if it is shown.
pub fn view(session: &Session, report: Uuid, assessment: &Assessment) -> Option<OriginalView> {
    let revealed = session.revealed.lock();
    let original = revealed.get(&report)?;
    Some(OriginalView { fields: show::fields(&original.text), edits: edits(original, assessment) })
}

/// Every difference between the original and what stands now: the hunks of the record, and those of this stage.
fn edits(original: &Original, assessment: &Assessment) -> Vec<EditView> {
    let (text, ruler) = (&assessment.text, Ruler::new(&assessment.text));
    let edit = |one: &Changed| EditView {
        field: one.to.field,
        act: one.act,
        reason: one.reason,
        class: one.class,
        before: show::before(text, one.to),
        removed: original.text.slice(one.from).unwrap_or_default().to_owned(),
        inserted: text.slice(one.to).unwrap_or_default().to_owned(),
        after: show::after(text, one.to),
        place: ruler.place(one.to),
    };
    changes_through(&original.changes, &assessment.edits).iter().map(edit).collect()
}

#[cfg(test)]
mod tests {
    use domain::{Act, Action, Base, Class, Field, Lists, Reason, Splice, Stage, Text, assess};

    use super::*;

    #[test]
    fn the_full_diff_has_the_hunks_of_the_record_and_those_of_this_stage() {
        let original = Text { summary: "Ofc. Ruiz 4471 recieved the call.".into(), ..Text::default() };
        let splice = |at, removed: &str, inserted: &str| Splice {
            field: Field::Summary,
            at,
            removed: removed.into(),
            inserted: inserted.into(),
        };
        let redaction = |class, splice| Action {
            act: Act::Replace,
            reason: Reason::Identifying,
            class: Some(class),
            splices: vec![splice],
            ..Action::default()
        };
        // Two decisions side by side are two hunks, whatever a comparison of the texts would make of them.
        let done = [
            redaction(Class::Badge, splice(10, "4471", "[badge]")),
            redaction(Class::Person, splice(0, "Ofc. Ruiz ", "[Officer 1] ")),
            Action { splices: vec![splice(20, "recieved", "received")], ..Action::default() },
        ];
        let (lists, base) = (Lists::default(), |stage, text, record| Base { stage, text, record });
        let first = assess(&base(Stage::One, &original, &[]), &done, &lists).unwrap();
        let changes = changes_through(&[], &first.edits);
        let told = |edits: &[EditView]| -> Vec<(String, String, Option<Class>)> {
            edits.iter().map(|edit| (edit.removed.clone(), edit.inserted.clone(), edit.class)).collect()
        };
        let hunk =
            |hunk: &domain::Hunk| (hunk.removed.as_str().to_owned(), hunk.inserted.as_str().to_owned(), hunk.class);
        let hunks: Vec<_> = first.edits.iter().map(hunk).collect();
        assert_eq!(hunks.len(), 3);
        let revealed = Original { text: original.clone(), changes };
        let second = assess(&base(Stage::Two, &first.text, &first.record), &[], &lists).unwrap();
        assert_eq!(told(&edits(&revealed, &second)), hunks);

        // What this stage does is in it too, and counts from the original.
        let more = [Action { splices: vec![splice(33, "call", "first call")], ..Action::default() }];
        let second = assess(&base(Stage::Two, &first.text, &first.record), &more, &lists).unwrap();
        let edits = edits(&revealed, &second);
        assert_eq!(told(&edits).get(..3), Some(hunks.as_slice()));
        assert_eq!(edits.len(), 4);
    }
}
