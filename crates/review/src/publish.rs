//! The programme's desk: an approved report is coded and published. Clean text only.

use domain::stage::{Actor, Facts, Standing, step};
use domain::{Assessment, Base, Checks, Coding, Sheet, Stage, StepKind, TakeawayEdit, assess};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;
use wire::{Clean, Step};

use crate::coding;
use crate::desk::{Seen, queue, refuse_while_sending, refused};
use crate::limits;
use crate::session::Session;
use crate::show;
use crate::takeaways::Takeaways;
use crate::view::*;

/// An approved report, as it is to be published.
struct Approved {
    clean: Clean,
    coding: Coding,
    takeaways: TakeawayEdit,
    assessment: Assessment,
}

/// Gets the clean text from the server, unless it is here already in this version.
pub async fn fetch(session: &Session, report: Uuid) -> Result<(), ErrorView> {
    let Some(client) = &session.client else {
        let here = session.store().clean(report)?.is_some();
        return if here { Ok(()) } else { session.at().map(|_| ()) };
    };
    match client.clean(report).await {
        Ok(clean) => keep(session, &clean)?,
        Err(error) if error.retry() == client::Retry::Retryable && session.store().clean(report)?.is_some() => {}
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

/// Takes over a clean text. Takeaways that were written about an earlier one stay, and lose the passages that are others now.
fn keep(session: &Session, clean: &Clean) -> Result<(), ErrorView> {
    let mut store = session.store();
    let before = store.clean(clean.id)?.filter(|before| before.version != clean.version);
    store.put_clean(clean)?;
    if let Some(before) = before {
        let edit = store.clean_takeaways(clean.id)?.rebased(&before.text, &clean.text, &clean.takeaways);
        let coding = store.coding(clean.id)?.unwrap_or_default();
        store.put_coding(clean.id, &coding, &edit)?;
    }
    Ok(())
}

pub fn view(session: &Session, report: Uuid, today: Date) -> Result<PublishView, ErrorView> {
    let approved = held(session, report)?;
    let Approved { clean, coding: chosen, takeaways: _, assessment } = &approved;
    let card = session.store().card(report)?.ok_or(ErrorCode::NoReport)?;
    let sending = session.store().outbox()?.iter().any(|row| row.report == report && row.answer.is_none());
    let takeaways = approved.takeaways(session)?;
    let facts = approved.facts(&takeaways);
    Ok(PublishView {
        card: show::card(&card, today, sending),
        fields: show::fields(&clean.text),
        answers: show::answers(&clean.answers),
        takeaways: takeaways.views(),
        findings: show::findings(&clean.text, &[], assessment, &Checks::default()),
        blockers: show::blockers(assessment, &takeaways, &facts, &Checks::default()),
        suggestions: coding::suggestions(&clean.text, &clean.answers),
        coding: CodingView(chosen.clone()),
    })
}

/// Keeps the coding in work.
pub fn code(session: &Session, report: Uuid, coding: &Coding) -> Result<(), ErrorView> {
    let mut coding = coding.clone();
    // A primary factor is one of the factors.
    coding.primary_factor = coding.primary_factor.filter(|primary| coding.factors.contains(primary));
    let mut store = session.store();
    refuse_while_sending(&store, report)?;
    let takeaways = store.clean_takeaways(report)?;
    store.put_coding(report, &coding, &takeaways)?;
    Ok(())
}

/// Adds, answers, anchors, orders or takes back takeaways.
pub fn takeaway(session: &Session, report: Uuid, ask: &TakeawayAsk) -> Result<(), ErrorView> {
    let approved = held(session, report)?;
    let edit = approved.takeaways(session)?.changed(ask, session.ports.id()?)?;
    limits::takeaways(&edit)?;
    let mut store = session.store();
    refuse_while_sending(&store, report)?;
    store.put_coding(report, &approved.coding, &edit)?;
    Ok(())
}

pub fn ask_step(
    session: &Session,
    report: Uuid,
    ask: StepAsk,
    now: Timestamp,
    today: Date,
) -> Result<Option<AnswerView>, ErrorView> {
    let approved = held(session, report)?;
    let card = session.store().card(report)?.ok_or(ErrorCode::NoReport)?;
    let from_text = approved.facts(&approved.takeaways(session)?);
    let Approved { clean, coding, takeaways, assessment: _ } = approved;
    let (kind, wanted, facts) = match ask {
        StepAsk::Publish => (StepKind::Publish, Step::Publish { coding, takeaways }, from_text),
        StepAsk::SendBack { comment } => {
            let facts = Facts { comment: !comment.trim().is_empty(), ..from_text };
            (StepKind::SendBack, Step::SendBack { comment: limits::comment(&comment)?, takeaways }, facts)
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

/// The clean text is looked at once more: nobody has the removed words by now, only the detector can speak.
fn held(session: &Session, report: Uuid) -> Result<Approved, ErrorView> {
    let store = session.store();
    let clean = store.clean(report)?.ok_or(ErrorCode::NoReport)?;
    let mut coding = store.coding(report)?.unwrap_or_default();
    // The author's own call type is the likeliest category.
    coding.category = coding.category.or(clean.answers.call_type);
    let (takeaways, lists) = (store.clean_takeaways(report)?, store.lists()?);
    drop(store);
    let base = Base { stage: Stage::Publish, text: &clean.text, record: &clean.record };
    let assessment = assess(&base, &[], &lists).map_err(|_| ErrorCode::StoreBroken)?;
    Ok(Approved { clean, coding, takeaways, assessment })
}

impl Approved {
    fn takeaways(&self, session: &Session) -> Result<Takeaways<'_>, ErrorView> {
        let given = (self.clean.takeaways.as_slice(), &self.takeaways);
        Takeaways::new(session, Stage::Publish, given, &self.assessment.trace, |_| Vec::new())
    }

    fn facts(&self, takeaways: &Takeaways<'_>) -> Facts {
        let sheet = Sheet { coding: self.coding.clone(), ..Sheet::default() };
        show::facts(&self.assessment, &sheet, takeaways)
    }
}
