//! The programme's desk: an approved report is coded and published. Clean text only.

use domain::stage::{Actor, Facts, Standing, step};
use domain::{Assessment, Base, Coding, Stage, StepKind, assess};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;
use wire::{Clean, Step};

use crate::desk::{Seen, queue, refuse_while_sending, refused};
use crate::limits;
use crate::session::Session;
use crate::show;
use crate::view::*;

/// Gets the clean text from the server, unless it is here already in this version.
pub async fn fetch(session: &Session, report: Uuid) -> Result<(), ErrorView> {
    let Some(client) = &session.client else {
        let here = session.store().clean(report)?.is_some();
        return if here { Ok(()) } else { Err(ErrorCode::NoServer.into()) };
    };
    match client.clean(report).await {
        Ok(clean) => session.store().put_clean(&clean)?,
        Err(error) if error.retry() == client::Retry::Retryable && session.store().clean(report)?.is_some() => {}
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

pub fn view(session: &Session, report: Uuid, today: Date) -> Result<PublishView, ErrorView> {
    let (clean, coding) = held(session, report)?;
    let card = session.store().card(report)?.ok_or(ErrorCode::NoReport)?;
    let sending = session.store().outbox()?.iter().any(|row| row.report == report && row.answer.is_none());
    let assessment = rescan(session, &clean)?;
    let facts = facts(&assessment, &clean, &coding);
    Ok(PublishView {
        card: show::card(&card, today, sending),
        fields: show::fields(&clean.text),
        answers: show::answers(&clean.answers),
        takeaways: show::takeaways(&clean.takeaways, &[]),
        findings: show::findings(&clean.text, &[], &assessment),
        blockers: show::blockers(Stage::Publish, &assessment, &facts),
        coding: CodingView(coding),
    })
}

/// Keeps the coding in work.
pub fn code(session: &Session, report: Uuid, coding: &Coding) -> Result<(), ErrorView> {
    let mut coding = coding.clone();
    // A primary factor is one of the factors.
    coding.primary_factor = coding.primary_factor.filter(|primary| coding.factors.contains(primary));
    let mut store = session.store();
    refuse_while_sending(&store, report)?;
    store.put_coding(report, &coding)?;
    Ok(())
}

pub fn ask_step(
    session: &Session,
    report: Uuid,
    ask: StepAsk,
    now: Timestamp,
    today: Date,
) -> Result<Option<AnswerView>, ErrorView> {
    let (clean, coding) = held(session, report)?;
    let card = session.store().card(report)?.ok_or(ErrorCode::NoReport)?;
    let from_text = facts(&rescan(session, &clean)?, &clean, &coding);
    let (kind, wanted, facts) = match ask {
        StepAsk::Publish => (StepKind::Publish, Step::Publish { coding }, from_text),
        StepAsk::SendBack { comment } => {
            let facts = Facts { comment: !comment.trim().is_empty(), ..from_text };
            (StepKind::SendBack, Step::SendBack { comment: limits::comment(&comment)? }, facts)
        }
        StepAsk::HandOver
        | StepAsk::Return { .. }
        | StepAsk::AskThird { .. }
        | StepAsk::Approve
        | StepAsk::Decline { .. }
        | StepAsk::Defer { .. } => return Ok(Some(refused(domain::Refusal::WrongState))),
    };
    let standing = Standing { state: card.state, claimant: None, acted: Vec::new(), concluded: true, day: None };
    let actor = Actor::Person { id: session.user.id, roles: &session.user.roles };
    if let Err(rule) = step(kind, &standing, actor, &facts, today) {
        return Ok(Some(refused(rule)));
    }
    let fingerprint = clean.text.fingerprint(clean.salt.as_bytes());
    queue(session, report, Seen { version: clean.version, revision: None }, fingerprint, wanted, now)?;
    Ok(None)
}

fn held(session: &Session, report: Uuid) -> Result<(Clean, Coding), ErrorView> {
    let store = session.store();
    let clean = store.clean(report)?.ok_or(ErrorCode::NoReport)?;
    let mut coding = store.coding(report)?.unwrap_or_default();
    // The author's own call type is the likeliest category.
    coding.category = coding.category.or(clean.answers.call_type);
    Ok((clean, coding))
}

/// Looks at the clean text once more: nobody has the removed words by now, only the detector can speak.
fn rescan(session: &Session, clean: &Clean) -> Result<Assessment, ErrorView> {
    let base = Base { stage: Stage::Publish, text: &clean.text, record: &clean.record };
    Ok(assess(&base, &[], &session.store().lists()?).map_err(|_| ErrorCode::StoreBroken)?)
}

fn facts(assessment: &Assessment, clean: &Clean, coding: &Coding) -> Facts {
    let sheet = domain::Sheet { coding: coding.clone(), ..domain::Sheet::default() };
    show::facts(assessment, &sheet, clean.takeaways.len())
}
