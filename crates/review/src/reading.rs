//! What the reviewer has looked at: kept with the report in the store here, and never part of the edit.

use domain::reading::{look_at, never_seen};
use domain::{Assessment, Span, Text};
use store::Reading;
use uuid::Uuid;

use crate::desk;
use crate::session::Session;
use crate::utf16::{Ruler, to_span};
use crate::view::{ErrorCode, ErrorView, Place, ReadingView};

/// The reviewer looked at these places of the text as it stood at this revision.
///
/// `Stale`: the text has changed since; the window will look again.
pub fn saw(session: &Session, report: Uuid, revision: u32, places: &[Place]) -> Result<ReadingView, ErrorView> {
    let looked = desk::look(session, report)?;
    if looked.revision != revision {
        return Err(ErrorCode::Stale.into());
    }
    let mut store = session.store();
    let mut reading = store.reading(report)?;
    let before = reading.seen.clone();
    for &place in places {
        let span = to_span(&looked.assessment.text, place).ok_or(ErrorCode::Stale)?;
        reading.seen = look_at(&looked.base, &looked.assessment.trace, &reading.seen, span);
    }
    if reading.seen != before {
        store.put_reading(report, &reading)?;
    }
    Ok(ReadingView { revision, unread: unread(&looked.base, &looked.assessment, &reading) })
}

/// What was never looked at, sentence by sentence.
pub fn unread(base: &Text, assessment: &Assessment, reading: &Reading) -> Vec<Place> {
    let ruler = Ruler::new(&assessment.text);
    let place = |span: Span| ruler.place(span);
    never_seen(base, &assessment.trace, &reading.seen).into_iter().map(place).collect()
}
