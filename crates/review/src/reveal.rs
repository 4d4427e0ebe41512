//! The original, shown to a later stage on purpose: after its reader has proved again who it is, and in memory only.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::{Act, Assessment, Private, Reason, Recorded, Stage, Text, compare};
use uuid::Uuid;
use wire::Reveal;

use crate::session::Session;
use crate::show;
use crate::utf16::to_place;
use crate::view::*;

/// Originals that are shown at present. Never stored; gone with the session, and with the copy of their report.
#[derive(Default)]
pub struct Revealed {
    texts: Mutex<HashMap<Uuid, Text>>,
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

    fn lock(&self) -> MutexGuard<'_, HashMap<Uuid, Text>> {
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
        session.revealed.lock().insert(report, original.text);
    }
    Ok(())
}

/// The original against what stands now, if it is shown.
pub fn view(session: &Session, report: Uuid, assessment: &Assessment) -> Option<OriginalView> {
    let revealed = session.revealed.lock();
    let original = revealed.get(&report)?;
    Some(OriginalView { fields: show::fields(original), edits: edits(original, assessment) })
}

/// Every difference between the original and what stands now, named by what a stage has said about its place.
fn edits(original: &Text, assessment: &Assessment) -> Vec<EditView> {
    let text = &assessment.text;
    let edit = |one: &domain::Difference| {
        let said = said_of(one, &assessment.record);
        let removed = original.slice(one.from).unwrap_or_default();
        EditView {
            field: one.to.field,
            act: said.map_or(Act::CopyEdit, |entry| entry.act),
            reason: said.map_or(Reason::Language, |entry| entry.reason),
            class: said.and_then(|entry| entry.class),
            before: show::before(text, one.to),
            removed: removed.to_owned(),
            inserted: text.slice(one.to).unwrap_or_default().to_owned(),
            after: show::after(text, one.to),
            place: to_place(text, one.to),
        }
    };
    compare(original, text).iter().map(edit).collect()
}

/// The entry of the change record about this place: a redaction before a copy edit.
fn said_of<'a>(difference: &domain::Difference, record: &'a [Recorded]) -> Option<&'a Recorded> {
    let meets = |entry: &&Recorded| {
        let (a, b) = (entry.span, difference.to);
        let meets = if b.is_empty() { a.start <= b.end && b.start <= a.end } else { a.overlaps(&b) };
        a.field == b.field && meets && entry.act != Act::Keep
    };
    let mut about: Vec<&Recorded> = record.iter().filter(meets).collect();
    about.sort_by_key(|entry| entry.class.is_none());
    about.first().copied()
}

#[cfg(test)]
mod tests {
    use domain::{Base, Class, Field, Lists, Span, assess};

    use super::*;

    #[test]
    fn the_full_diff_names_what_each_stage_did() {
        let original = Text { summary: "Ofc. Ruiz recieved the call.".into(), ..Text::default() };
        let left = Text { summary: "[Officer 1] received the call.".into(), ..Text::default() };
        let entry = |range, class, act, reason| Recorded {
            stage: Stage::One,
            span: Span::new(Field::Summary, range),
            class,
            act,
            reason,
        };
        let record = [
            entry(0..11, Some(Class::Person), Act::Replace, Reason::Identifying),
            entry(12..20, None, Act::CopyEdit, Reason::Language),
        ];
        let base = Base { stage: Stage::Two, text: &left, record: &record };
        let assessment = assess(&base, &[], &Lists::default()).unwrap();
        let edits = edits(&original, &assessment);
        let shown: Vec<_> = edits.iter().map(|edit| (edit.removed.as_str(), edit.class, edit.act)).collect();
        let want = [("Ofc. Ruiz", Some(Class::Person), Act::Replace), ("recieved", None, Act::CopyEdit)];
        assert_eq!(shown, want);
    }
}
