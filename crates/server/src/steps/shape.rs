//! Whether what a client sends has the right size and shape, before any rule is asked.

use std::collections::HashSet;

use domain::{Action, Checks, Coding, Comment, Private, TakeawayEdit};
use uuid::Uuid;
use wire::{ACTIONS, COMMENTS, Code, Event, NOTE_BYTES, Step, TAKEAWAYS, Vetting};

use crate::errors::Error;

/// Longest name of a detector's version or list, and longest fingerprint, in bytes.
const NAME_BYTES: usize = 200;
/// Most factors, tags and the like: more than there are of any.
const CODES: usize = 100;

pub fn event(event: &Event) -> Result<(), Error> {
    let names = [&event.fingerprint, &event.detector.version, &event.detector.lists];
    if names.iter().any(|name| name.len() > NAME_BYTES) {
        return Err(Code::TooLarge.into());
    }
    match &event.step {
        Step::HandOver { actions: list, note: text } => {
            done_to_text(list)?;
            note(text)
        }
        Step::Return { comment, passages, takeaways: edit } => {
            note(comment)?;
            takeaways(edit)?;
            comments(passages)
        }
        Step::Retract { comment } => note(comment),
        Step::SendBack { comment, takeaways: edit } => {
            takeaways(edit)?;
            note(comment)
        }
        Step::AskThird { comment, vetting: sheet } => {
            note(comment)?;
            vetting(sheet)
        }
        Step::Approve { vetting: sheet } => vetting(sheet),
        Step::Decline { .. } | Step::Defer { .. } | Step::UndoDecline {} => Ok(()),
        Step::Publish { coding: codes, takeaways: edit } => {
            takeaways(edit)?;
            coding(codes)
        }
        Step::Correct { coding: codes, comment } => {
            coding(codes)?;
            note(comment)
        }
    }
}

/// What a step hands over: the history of the work sheet is its writer's alone.
fn done_to_text(list: &[Action]) -> Result<(), Error> {
    if list.iter().any(|action| action.fill.is_some()) {
        return Err(Code::Malformed.into());
    }
    actions(list)
}

pub fn actions(actions: &[Action]) -> Result<(), Error> {
    let (splices, decided) =
        actions.iter().fold((0, 0), |(s, d), action| (s + action.splices.len(), d + action.anchors().count()));
    if actions.len() > ACTIONS || splices > ACTIONS || decided > ACTIONS {
        return Err(Code::TooLarge.into());
    }
    actions.iter().flat_map(|action| &action.splices).try_for_each(|splice| normalised(&splice.inserted))
}

pub fn note(text: &Private) -> Result<(), Error> {
    if text.as_str().len() > NOTE_BYTES {
        return Err(Code::TooLarge.into());
    }
    normalised(text)
}

pub fn takeaways(edit: &TakeawayEdit) -> Result<(), Error> {
    let TakeawayEdit { added, withdrawn, order, kept } = edit;
    // Four stages may each have added as many.
    if added.len() > TAKEAWAYS || withdrawn.len().max(order.len()) > 4 * TAKEAWAYS || kept.len() > ACTIONS {
        return Err(Code::TooLarge.into());
    }
    let once = |ids: Vec<&Uuid>| ids.iter().collect::<HashSet<_>>().len() == ids.len();
    if !once(added.iter().map(|one| &one.id).collect()) || !once(withdrawn.iter().collect()) {
        return Err(Code::Malformed.into());
    }
    added.iter().try_for_each(|takeaway| note(&takeaway.text))
}

/// A coding in work: not too long, and that is all.
pub fn coding_in_work(coding: &Coding) -> Result<(), Error> {
    let longest = coding.tags.len().max(coding.factors.len()).max(coding.prevented.len());
    if longest > CODES { Err(Code::TooLarge.into()) } else { Ok(()) }
}

/// A coding to publish: no value twice, and the primary factor is one of the factors.
fn coding(coding: &Coding) -> Result<(), Error> {
    coding_in_work(coding)?;
    let Coding { category: _, tags, factors, primary_factor, prevented, severity: _ } = coding;
    let once = tags.iter().collect::<HashSet<_>>().len() == tags.len()
        && factors.iter().collect::<HashSet<_>>().len() == factors.len()
        && prevented.iter().collect::<HashSet<_>>().len() == prevented.len();
    let primary = primary_factor.is_none_or(|primary| factors.contains(&primary));
    if once && primary { Ok(()) } else { Err(Code::Malformed.into()) }
}

/// Comments on passages: not too many, and none that says nothing.
pub fn comments(comments: &[Comment]) -> Result<(), Error> {
    if comments.len() > COMMENTS {
        return Err(Code::TooLarge.into());
    }
    if comments.iter().any(|comment| comment.text.is_blank()) {
        return Err(Code::Empty.into());
    }
    comments.iter().try_for_each(|comment| note(&comment.text))
}

/// Checks in work: not too long, and that is all.
pub fn checks(checks: &Checks) -> Result<(), Error> {
    if checks.les.len().max(checks.signs.len()).max(checks.intruder.len()) > ACTIONS {
        return Err(Code::TooLarge.into());
    }
    note(&checks.note)
}

fn vetting(vetting: &Vetting) -> Result<(), Error> {
    done_to_text(&vetting.actions)?;
    checks(&vetting.checks)?;
    takeaways(&vetting.takeaways)
}

fn normalised(text: &Private) -> Result<(), Error> {
    if domain::normalise(text.as_str()) == text.as_str() { Ok(()) } else { Err(Code::NotNormalised.into()) }
}
