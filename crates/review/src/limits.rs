//! What the server would not take, told before it is kept: sizes and counts of drafts, notes and comments.

use domain::{Action, Draft, Private, TakeawayEdit};

use crate::view::{ErrorCode, ErrorView};

/// Bytes left in the body of a draft or an event for what stands around the draft.
const ENVELOPE_BYTES: usize = 16 * 1024;

/// A comment as the server takes it: normalised like an intake.
///
/// `TooLarge`: longer than a note may be.
pub fn comment(text: &str) -> Result<Private, ErrorView> {
    let text = domain::normalise(text);
    if text.len() > wire::NOTE_BYTES { Err(ErrorCode::TooLarge.into()) } else { Ok(text.into()) }
}

/// `TooLarge`: the server would take neither this draft nor the step that is made of it.
pub fn draft(draft: &Draft) -> Result<(), ErrorView> {
    takeaways(&draft.sheet.takeaways)?;
    let comments = draft.sheet.comments.iter().map(|comment| &comment.text);
    let notes = [&draft.sheet.note, &draft.sheet.checks.note].into_iter().chain(comments);
    let fits = [&draft.edit.actions, &draft.edit.undone].into_iter().all(|stack| is_in_count(stack))
        && draft.sheet.comments.len() <= wire::COMMENTS
        && notes.into_iter().all(|note| note.as_str().len() <= wire::NOTE_BYTES)
        && serde_json::to_vec(draft).is_ok_and(|json| json.len() + ENVELOPE_BYTES <= wire::WORK_BODY_BYTES);
    if fits { Ok(()) } else { Err(ErrorCode::TooLarge.into()) }
}

/// `TooLarge`: the server would not take these takeaways.
pub fn takeaways(edit: &TakeawayEdit) -> Result<(), ErrorView> {
    let fits = edit.added.len() <= wire::TAKEAWAYS
        && edit.added.iter().all(|takeaway| takeaway.text.as_str().len() <= wire::NOTE_BYTES);
    if fits { Ok(()) } else { Err(ErrorCode::TooLarge.into()) }
}

/// Splices and decisions count like actions: one action may hold many.
fn is_in_count(stack: &[Action]) -> bool {
    let splices: usize = stack.iter().map(|action| action.splices.len()).sum();
    let decided: usize = stack.iter().map(|action| action.anchors().count()).sum();
    stack.len().max(splices).max(decided) <= wire::ACTIONS
}

#[cfg(test)]
mod tests {
    use domain::{Act, Edit, Field, Reason, Sheet, Splice};

    use super::*;

    #[test]
    fn a_comment_is_normalised_before_it_is_measured() {
        assert_eq!(comment("\u{feff}a\r\nb").unwrap().as_str(), "a\nb");
        assert!(comment(&"x".repeat(wire::NOTE_BYTES)).is_ok());
        assert_eq!(comment(&"x".repeat(wire::NOTE_BYTES + 1)).unwrap_err().code, ErrorCode::TooLarge);
    }

    #[test]
    fn a_body_counts_as_it_is_sent() {
        let splice =
            Splice { field: Field::Summary, at: 0, removed: "".into(), inserted: "\u{1}".repeat(60_000).into() };
        let action = |splices| Action {
            act: Act::CopyEdit,
            reason: Reason::Language,
            class: None,
            splices,
            ..Action::default()
        };
        let with = |n| Draft {
            edit: Edit { actions: vec![action(vec![splice.clone()]); n], undone: vec![] },
            sheet: Sheet::default(),
        };
        assert_eq!(draft(&with(11)), Ok(()));
        // A control character is six bytes in JSON.
        assert_eq!(draft(&with(12)).unwrap_err().code, ErrorCode::TooLarge);
    }
}
