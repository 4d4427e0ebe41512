//! What stage two answers beside the text: signs of authenticity, the LES test, the motivated-intruder test; comments on
//! passages; and the flag that calls for the programme's written procedure.

use domain::{Assessment, Checks, Class, Comment, Flag, LesAnswer, Sheet};
use uuid::Uuid;
use wire::{Card, Work};

use crate::desk::{Desk, change_sheet, open_at};
use crate::limits;
use crate::session::Session;
use crate::show;
use crate::utf16::{to_place, to_span};
use crate::view::*;

/// Answers the two questions of the LES test about findings; what is absent stays as it is.
///
/// `Stale`: one of them is no finding of that class any more.
pub fn answer_les(session: &Session, report: Uuid, revision: u32, ask: &LesAsk) -> Result<(), ErrorView> {
    let desk = open_at(session, report, revision)?;
    let named = |judged: &&domain::Judged| {
        judged.finding.class == Class::Les && ask.findings.contains(&show::finding_id(&desk.assessment, judged))
    };
    let anchors: Vec<_> = desk.assessment.findings.iter().filter(named).map(|judged| judged.anchor).collect();
    if anchors.is_empty() || anchors.len() != ask.findings.len() {
        return Err(ErrorCode::Stale.into());
    }
    change_sheet(session, report, Some(desk.revision), |sheet| {
        for finding in anchors {
            let answers = &mut sheet.checks.les;
            // In its place: an answer given once more changes nothing.
            let at = answers.iter().position(|answer| answer.finding == finding).unwrap_or_else(|| {
                answers.push(LesAnswer { finding, known: None, helps: None });
                answers.len() - 1
            });
            if let Some(answer) = answers.get_mut(at) {
                answer.known = ask.known.or(answer.known);
                answer.helps = ask.helps.or(answer.helps);
            }
        }
    })
}

/// Puts a comment on a passage of the text.
///
/// `Stale`: there is no such passage, or it has no words.
pub fn comment(session: &Session, report: Uuid, revision: u32, ask: &CommentAsk) -> Result<(), ErrorView> {
    let desk = open_at(session, report, revision)?;
    let span = to_span(&desk.assessment.text, ask.place).filter(|span| !span.is_empty()).ok_or(ErrorCode::Stale)?;
    let text = limits::comment(ask.text.trim())?;
    if text.is_blank() {
        return Err(ErrorView::refused(domain::Refusal::CommentMissing));
    }
    // A place of the base follows every edit, and is what the server knows too.
    let span = desk.assessment.trace.to_base(span);
    let comment = Comment { id: session.ports.id()?, span, text };
    change_sheet(session, report, Some(desk.revision), |sheet| sheet.comments.push(comment))
}

pub fn remove_comment(session: &Session, report: Uuid, comment: Uuid) -> Result<(), ErrorView> {
    change_sheet(session, report, None, |sheet| sheet.comments.retain(|one| one.id != comment))
}

/// Puts a flag on the report, or takes it away; told to the server at once.
pub async fn flag(session: &Session, report: Uuid, flag: Option<Flag>) -> Result<(), ErrorView> {
    let client = session.at()?;
    client.flag(report, flag).await?;
    let mut store = session.store();
    if let Some(card) = store.card(report)? {
        store.put_card(&Card { flag, ..card })?;
    }
    drop(store);
    session.bell.notify_one();
    Ok(())
}

/// Takes over what the window says about the checks; what is absent stays.
pub fn fill(sheet: &mut Sheet, ask: &SheetAsk) {
    let checks = &mut sheet.checks;
    if let Some(signs) = &ask.signs {
        checks.signs.clone_from(signs);
        checks.signs.sort_unstable();
        checks.signs.dedup();
    }
    if let Some(note) = &ask.verdict_note {
        checks.note = domain::normalise(note).into();
    }
    for answer in ask.intruder.iter().flatten() {
        match checks.intruder.iter_mut().find(|before| before.question == answer.question) {
            Some(before) => before.yes = answer.yes,
            None => checks.intruder.push(domain::IntruderAnswer { question: answer.question, yes: answer.yes }),
        }
    }
}

pub fn checks(checks: &Checks) -> ChecksView {
    let answer = |answer: &domain::IntruderAnswer| IntruderView { question: answer.question, yes: answer.yes };
    ChecksView {
        signs: checks.signs.clone(),
        note: checks.note.as_str().to_owned(),
        intruder: checks.intruder.iter().map(answer).collect(),
    }
}

/// What an earlier stage said.
pub fn verdict(work: &Work) -> Option<VerdictView> {
    work.verdict.as_ref().map(|verdict| VerdictView {
        authenticity: verdict.authenticity,
        les_pass: verdict.les_pass,
        checks: checks(&verdict.checks),
    })
}

/// My comments, where their passages stand now.
pub fn comments(desk: &Desk) -> Vec<CommentView> {
    let view = |comment: &Comment| {
        let at = desk.assessment.trace.to_current(comment.span);
        CommentView {
            id: comment.id.to_string(),
            place: to_place(&desk.assessment.text, at),
            words: desk.assessment.text.slice(at).unwrap_or_default().to_owned(),
            text: comment.text.as_str().to_owned(),
        }
    };
    desk.draft.sheet.comments.iter().map(view).collect()
}

/// Notes and comments of the reviewers before, with their passages in the current text.
pub fn notes(work: &Work, assessment: &Assessment) -> Vec<NoteView> {
    let view = |note: &wire::Note| {
        let at = note.at.map(|span| assessment.trace.to_current(span));
        NoteView {
            stage: note.stage,
            text: note.text.as_str().to_owned(),
            place: at.map(|span| to_place(&assessment.text, span)),
            words: at.and_then(|span| assessment.text.slice(span)).unwrap_or_default().to_owned(),
        }
    };
    work.notes.iter().map(view).collect()
}

/// What was answered about a finding, if it is one that is asked about.
pub fn les(checks: &Checks, judged: &domain::Judged) -> Option<LesView> {
    let asked = judged.finding.class == Class::Les && !judged.fresh;
    let open = LesAnswer { finding: judged.anchor, known: None, helps: None };
    let answer = checks.les(&judged.anchor).copied().unwrap_or(open);
    asked.then(|| LesView { known: answer.known, helps: answer.helps, advice: answer.advice() })
}

#[cfg(test)]
mod tests {
    use domain::Intruder;

    use super::*;

    #[test]
    fn an_answer_given_once_more_changes_nothing() {
        let ask =
            |question, yes| SheetAsk { intruder: Some(vec![IntruderView { question, yes }]), ..SheetAsk::default() };
        let mut sheet = Sheet::default();
        fill(&mut sheet, &ask(Intruder::News, false));
        fill(&mut sheet, &ask(Intruder::Colleague, false));
        let before = sheet.clone();
        fill(&mut sheet, &ask(Intruder::News, false));
        assert_eq!(sheet, before);
        fill(&mut sheet, &ask(Intruder::News, true));
        assert_ne!(sheet, before);
    }
}
