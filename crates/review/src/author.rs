//! The author, asked through the server, which alone knows how to reach them.

use std::ops::Range;

use domain::{Alarm, Private, Refusal, Takeaway, calendar, unclean};
use jiff::civil::Date;
use uuid::Uuid;
use wire::{Ask, Card, Code, Work};

use crate::desk;
use crate::elsewhere;
use crate::limits;
use crate::session::Session;
use crate::view::*;

/// What in a question would give something away, as far as it can be told here: what an earlier stage has removed, the server
/// alone knows.
pub fn look(session: &Session, report: Uuid, ask: &AuthorAsk) -> Result<Vec<TakeawayFault>, ErrorView> {
    let kept = |fault: &TakeawayFault| ask.kept.iter().any(|one| one.class == fault.class && one.words == fault.words);
    let mut faults: Vec<TakeawayFault> = Vec::new();
    for (fault, _) in found(session, report, &limits::comment(ask.text.trim())?)? {
        if (fault.rule == Refusal::Leak || !kept(&fault)) && !faults.contains(&fault) {
            faults.push(fault);
        }
    }
    Ok(faults)
}

/// Puts a question on its way. The clock of the promise stands still until the answer comes, for ten business days at most.
///
/// `NoContact`: there is nobody to ask. `Identifies`: it would give something away in an e-mail. `Waiting`: an earlier question is not answered yet.
pub async fn ask(session: &Session, report: Uuid, question: AuthorAsk) -> Result<(), ErrorView> {
    let client = session.at()?;
    if session.store().work(report)?.is_none() {
        return Err(ErrorCode::NotYours.into());
    }
    if question.text.trim().is_empty() {
        return Err(ErrorView::refused(Refusal::CommentMissing));
    }
    if !look(session, report, &question)?.is_empty() {
        return Err(ErrorCode::Identifies.into());
    }
    let text = limits::comment(question.text.trim())?;
    let reason = |fault: &TakeawayFault| {
        question.kept.iter().find(|one| one.class == fault.class && one.words == fault.words).map(|one| one.reason)
    };
    let alarms = found(session, report, &text)?.into_iter();
    let kept = alarms.filter_map(|(fault, range)| Some(Alarm { class: fault.class, range, reason: reason(&fault)? }));
    let asked = Ask { id: session.ports.id()?, kept: kept.collect(), text };
    match client.ask(report, &asked).await {
        // Perhaps it was asked at this very moment, and the answer got lost: the work says so.
        Ok(()) | Err(client::ClientError::Api { code: Code::Waiting, .. }) => {}
        Err(error) => return Err(error.into()),
    }
    refresh(session, report).await?;
    let work = session.store().work(report)?.ok_or(ErrorCode::NotYours)?;
    session.bell.notify_one();
    let ours = work.questions.iter().any(|question| question.id == asked.id);
    if ours { Ok(()) } else { Err(ErrorCode::Waiting.into()) }
}

/// What a takeaway with these words must not say, each with its place.
fn found(session: &Session, report: Uuid, text: &Private) -> Result<Vec<(TakeawayFault, Range<usize>)>, ErrorView> {
    let desk = desk::open(session, report)?;
    let lists = session.store().lists()?;
    let words = Takeaway::new(Uuid::nil(), desk.work.stage, text.clone());
    let found = unclean(&[words], &desk.taken_out(&lists), &lists).into_iter().map(|one| {
        let words = text.as_str().get(one.range.clone()).unwrap_or_default().to_owned();
        (TakeawayFault { rule: one.rule, class: one.class, words }, one.range)
    });
    Ok(found.collect())
}

/// Gets what the server has of a report in work, questions and answers among it.
pub async fn refresh(session: &Session, report: Uuid) -> Result<(), ErrorView> {
    let client = session.at()?;
    let work = client.work(report).await?;
    let _met = elsewhere::receive(session, work)?;
    Ok(())
}

/// Whether the card tells that an answer has come, or that a letter could not be delivered, which the copy here does not know.
pub fn is_news(card: &Card, work: &Work) -> bool {
    let waits = work.questions.iter().any(|question| question.answer.is_none() && !question.undelivered);
    waits && card.waiting_since.is_none()
}

/// Whether the author may still answer: the clock stands still for that.
pub fn still_waits(card: &Card, work: &Work, today: Date) -> bool {
    waiting_since(card, work).is_some_and(|since| calendar::still_waits(since, today))
}

/// The card comes with the next round; the question is known at once.
fn waiting_since(card: &Card, work: &Work) -> Option<Date> {
    let open = work.questions.iter().find(|question| question.answer.is_none() && !question.undelivered);
    open.map(|question| question.asked).or(card.waiting_since)
}

pub fn view(card: &Card, work: &Work, today: Date) -> AuthorView {
    let asked = |question: &wire::Question| AskedView {
        asked: question.asked.to_string(),
        text: question.text.as_str().to_owned(),
        answer: question.answer.as_ref().map(|answer| answer.as_str().to_owned()),
        undelivered: question.undelivered,
    };
    AuthorView {
        can_ask: work.can_ask,
        waiting_since: waiting_since(card, work).map(|day| day.to_string()),
        still_waits: still_waits(card, work, today),
        asked: work.questions.iter().map(asked).collect(),
    }
}
