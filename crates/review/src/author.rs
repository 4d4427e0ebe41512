//! The author, asked through the server, which alone knows how to reach them.

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
    Ok(read(session, report, ask)?.faults)
}

/// Puts a question on its way. The clock of the promise stands still until the answer comes, for ten business days at most.
///
/// `NoContact`: there is nobody to ask. `Identifies`: it would give something away in an e-mail. `Waiting`: an earlier question is not answered yet.
pub async fn ask(session: &Session, report: Uuid, ask: AuthorAsk) -> Result<(), ErrorView> {
    let client = session.at()?;
    let Question { text, faults, kept } = read(session, report, &ask)?;
    if text.is_blank() {
        return Err(ErrorView::refused(Refusal::CommentMissing));
    }
    if !faults.is_empty() {
        return Err(ErrorCode::Identifies.into());
    }
    let asked = Ask { id: session.ports.id()?, kept, text };
    match client.ask(report, &asked).await {
        // Perhaps it was asked at this very moment, and the answer got lost: the work says so.
        Ok(()) | Err(client::ClientError::Api { code: Code::Waiting, .. }) => {}
        Err(error) => return Err(error.into()),
    }
    refresh(session, report).await?;
    let work = session.store().work(report)?.ok_or_else(|| session.missing(report))?;
    session.bell.notify_one();
    let ours = work.questions.iter().any(|question| question.id == asked.id);
    if ours { Ok(()) } else { Err(ErrorCode::Waiting.into()) }
}

/// A question as it would be sent.
struct Question {
    text: Private,
    /// What it must not say, each once.
    faults: Vec<TakeawayFault>,
    /// What it may say, since its writer says that it does not identify.
    kept: Vec<Alarm>,
}

/// Reads a question like a takeaway with its words.
fn read(session: &Session, report: Uuid, ask: &AuthorAsk) -> Result<Question, ErrorView> {
    let desk = desk::open(session, report)?;
    let lists = session.store().lists()?;
    let text = limits::comment(ask.text.trim())?;
    let as_takeaway = Takeaway::new(Uuid::nil(), desk.work.stage, text.clone());
    let mut question = Question { text, faults: Vec::new(), kept: Vec::new() };
    for one in unclean(&[as_takeaway], &desk.taken_out(&lists), &lists) {
        let words = question.text.as_str().get(one.range.clone()).unwrap_or_default();
        // What was removed may not be said for any reason.
        let kept = ask.kept.iter().filter(|_| one.rule != Refusal::Leak);
        let reason = kept.filter(|kept| kept.class == one.class && kept.words == words).map(|kept| kept.reason).next();
        let fault = TakeawayFault { rule: one.rule, class: one.class, words: words.to_owned() };
        match reason {
            Some(reason) => question.kept.push(Alarm { class: one.class, range: one.range, reason }),
            None if !question.faults.contains(&fault) => question.faults.push(fault),
            None => {}
        }
    }
    Ok(question)
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
