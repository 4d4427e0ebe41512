//! The library as staff look after it: what is published, corrections with a reason, and declines that are taken back.

use client::ClientError;
use domain::stage::{Actor, DECLINE_SEAL_DAYS, Facts, Standing, step};
use domain::{Coding, State, StepKind, Text, calendar};
use jiff::civil::Date;
use uuid::Uuid;
use wire::{Code, Detector, Event, LibraryChange, LibraryItem, Publication, Step};

use crate::desk::refused;
use crate::session::Session;
use crate::utf16::to_place;
use crate::view::*;
use crate::{limits, show, sync};

/// A publication with the number by which people call it.
#[derive(Debug, Clone)]
pub struct Published {
    pub number: u32,
    /// Shared with others that tell of the same event.
    pub event: Option<Uuid>,
    pub publication: Publication,
}

/// All of it as it was read last, and up to where.
#[derive(Debug, Default)]
pub struct Library {
    pub all: Vec<Published>,
    pub cursor: Option<String>,
}

/// Asks the server for all of it, page by page. It is held while the app is open, and never written here.
pub async fn fetch(session: &Session) -> Result<LibraryView, ErrorView> {
    let client = session.at()?;
    let mut all: Vec<Published> = Vec::new();
    let mut cursor: Option<String> = None;
    loop {
        let page = client.publications(cursor.as_deref()).await?;
        for item in page.items {
            // What changed while it was read comes once more.
            let (LibraryItem::Published { publication: Publication { id, .. }, .. } | LibraryItem::Tombstone { id }) =
                &item;
            all.retain(|one| one.publication.id != *id);
            match item {
                LibraryItem::Published { number, event, publication } => {
                    all.push(Published { number, event, publication });
                }
                LibraryItem::Tombstone { .. } => {}
            }
        }
        cursor = Some(page.cursor);
        if !page.more {
            break;
        }
    }
    all.sort_by_key(|one| std::cmp::Reverse(one.number));
    let publications = all.iter().map(row).collect();
    let changes = client.library_changes().await?.into_iter().map(change).collect();
    session.hold_library(Library { all, cursor });
    Ok(LibraryView { publications, changes, questions: rollcall::QUESTIONS.map(str::to_owned).to_vec() })
}

fn change(of: LibraryChange) -> LibraryChangeView {
    let LibraryChange { number, publication, what, day, by, reason } = of;
    LibraryChangeView { number, publication: publication.to_string(), what, day: day.to_string(), by, reason }
}

fn row(Published { number, event, publication: of }: &Published) -> PublishedRow {
    PublishedRow {
        id: of.id.to_string(),
        number: *number,
        title: of.title.clone(),
        category: of.category,
        tags: of.tags.clone(),
        several: event.is_some(),
    }
}

/// `NoReport`: it is not in the library, as it was read last.
pub fn view(session: &Session, id: Uuid) -> Result<PublicationView, ErrorView> {
    let Published { number, event, publication: of } = session.published(id).ok_or(ErrorCode::NoReport)?;
    let others = event.map(|event| session.published_of_event(event)).unwrap_or_default();
    let coding = coding(&of);
    let text = Text {
        title: of.title.into(),
        summary: of.summary.into(),
        lessons: of.lessons.into(),
        differently: of.differently.into(),
    };
    let place = |at: usize| {
        let passage = of.passages.iter().find(|passage| usize::try_from(passage.takeaway) == Ok(at));
        passage.map(|passage| passage.place).filter(|place| text.slice(*place).is_some())
    };
    let takeaways = of.takeaways.iter().enumerate().map(|(at, words)| PrintedTakeaway {
        text: words.clone(),
        place: place(at).map(|place| to_place(&text, place)),
    });
    let takeaways = takeaways.collect();
    Ok(PublicationView {
        id: of.id.to_string(),
        number,
        fields: show::fields(&text),
        answers: show::answers(&of.answers),
        same_event: others.iter().filter(|other| other.publication.id != id).map(row).collect(),
        takeaways,
        coding: CodingView(coding),
    })
}

/// New coding, with a reason. The text of a publication does not change.
pub async fn correct(
    session: &Session,
    id: Uuid,
    coding: Coding,
    comment: &str,
    today: Date,
) -> Result<AnswerView, ErrorView> {
    let facts = Facts {
        comment: !comment.trim().is_empty(),
        category: coding.category.is_some(),
        tags: coding.tags.len(),
        ..Facts::default()
    };
    if let Some(answer) = forbidden(session, StepKind::Correct, &published(), &facts, today) {
        return Ok(answer);
    }
    change_published(session, id, Step::Correct { coding, comment: limits::comment(comment)? }).await
}

pub async fn retract(session: &Session, id: Uuid, comment: &str, today: Date) -> Result<AnswerView, ErrorView> {
    let facts = Facts { comment: !comment.trim().is_empty(), ..Facts::default() };
    if let Some(answer) = forbidden(session, StepKind::Retract, &published(), &facts, today) {
        return Ok(answer);
    }
    change_published(session, id, Step::Retract { comment: limits::comment(comment)? }).await
}

/// `Refused` by `seal_over`: the days are over. `Conflict`: somebody else was first.
pub async fn undo_decline(session: &Session, report: Uuid, today: Date) -> Result<AnswerView, ErrorView> {
    let card = session.store().card(report)?.ok_or(ErrorCode::NoReport)?;
    let day = card.sealed_until.map(|last| calendar::plus_days(last, -DECLINE_SEAL_DAYS));
    let standing = Standing { state: card.state, claimant: None, acted: Vec::new(), concluded: false, day };
    if let Some(answer) = forbidden(session, StepKind::UndoDecline, &standing, &Facts::default(), today) {
        return Ok(answer);
    }
    let client = session.at()?;
    let answer = client.post_event(report, &event(session, card.version, Step::UndoDecline {})?).await?;
    Ok(sync::answer_view(session, report, Some(&answer)))
}

/// How everything in the library stands. Who acted in its review the server alone knows, and does not ask.
const fn published() -> Standing {
    Standing { state: State::Published, claimant: None, acted: Vec::new(), concluded: true, day: None }
}

/// What the rules say that the server will say too, before anything is sent.
fn forbidden(session: &Session, kind: StepKind, standing: &Standing, facts: &Facts, today: Date) -> Option<AnswerView> {
    let actor = Actor::Person { id: session.user.id, roles: &session.user.roles };
    step(kind, standing, actor, facts, today).err().map(refused)
}

/// This step does not wait in the outbox: what it is about is not stored here, and nobody types for long before it. The server
/// alone knows which report it was.
async fn change_published(session: &Session, id: Uuid, wanted: Step) -> Result<AnswerView, ErrorView> {
    let client = session.at()?;
    // The version first: what changes after it is refused by the server.
    let version = match client.published_version(id).await {
        // Taken out since it was read here, perhaps by this person, and the answer was lost.
        Err(ClientError::Api { code: Code::NotFound, .. }) => return Ok(AnswerView::Conflict),
        version => version?,
    };
    if has_changed(session, id).await? {
        return Ok(AnswerView::Conflict);
    }
    let answer = client.post_library_event(id, &event(session, version, wanted)?).await?;
    Ok(sync::answer_view(session, id, Some(&answer)))
}

/// Whether somebody has changed a publication since the library was read here: that puts it at the end of the feed.
async fn has_changed(session: &Session, id: Uuid) -> Result<bool, ErrorView> {
    let client = session.at()?;
    let mut cursor = session.library_cursor();
    loop {
        let page = client.publications(cursor.as_deref()).await?;
        let told = page.items.iter().any(|item| match item {
            LibraryItem::Published { publication, .. } => publication.id == id,
            LibraryItem::Tombstone { id: gone } => *gone == id,
        });
        if told || !page.more {
            return Ok(told);
        }
        cursor = Some(page.cursor);
    }
}

fn event(session: &Session, version: i64, step: Step) -> Result<Event, ErrorView> {
    let detector = Detector { version: domain::DETECTOR_VERSION.to_owned(), lists: session.store().lists()?.name };
    Ok(Event { id: session.ports.id()?, version, fingerprint: String::new(), detector, step })
}

fn coding(of: &Publication) -> Coding {
    Coding {
        category: Some(of.category),
        tags: of.tags.clone(),
        factors: of.factors.clone(),
        primary_factor: of.primary_factor,
        prevented: of.prevented.clone(),
        severity: of.severity,
    }
}
