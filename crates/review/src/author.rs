//! The author, asked through the server, which alone knows how to reach them.

use domain::Refusal;
use uuid::Uuid;
use wire::{Ask, Card, Code, Work};

use crate::elsewhere;
use crate::limits;
use crate::session::Session;
use crate::view::*;

/// Puts a question on its way. The clock of the promise stands still until the answer comes, for ten business days at most.
///
/// `NoContact`: there is nobody to ask. `Identifies`: it would give something away in an e-mail. `Waiting`: an earlier question is not answered yet.
pub async fn ask(session: &Session, report: Uuid, text: &str) -> Result<(), ErrorView> {
    let client = session.at()?;
    if session.store().work(report)?.is_none() {
        return Err(ErrorCode::NotYours.into());
    }
    if text.trim().is_empty() {
        return Err(ErrorView::refused(Refusal::CommentMissing));
    }
    let asked = Ask { id: session.ports.id()?, text: limits::comment(text.trim())? };
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

pub fn view(card: &Card, work: &Work) -> AuthorView {
    // The card comes with the next round; the question is known at once.
    let open = work.questions.iter().find(|question| question.answer.is_none() && !question.undelivered);
    let asked = |question: &wire::Question| AskedView {
        asked: question.asked.to_string(),
        text: question.text.as_str().to_owned(),
        answer: question.answer.as_ref().map(|answer| answer.as_str().to_owned()),
        undelivered: question.undelivered,
    };
    AuthorView {
        can_ask: work.can_ask,
        waiting_since: open.map(|question| question.asked).or(card.waiting_since).map(|day| day.to_string()),
        asked: work.questions.iter().map(asked).collect(),
    }
}
