//! The library as staff look after it: what is published, corrections with a reason, and declines that are taken back.

use domain::{Coding, Text};
use uuid::Uuid;
use wire::{Detector, Event, LibraryChange, LibraryItem, Publication, PublishedReport, Step};

use crate::session::Session;
use crate::view::*;
use crate::{limits, show, sync};

/// A publication with the number by which people call it.
#[derive(Debug, Clone)]
pub struct Published {
    pub number: u32,
    pub publication: Publication,
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
                LibraryItem::Published { number, publication } => all.push(Published { number, publication }),
                LibraryItem::Tombstone { .. } => {}
            }
        }
        if !page.more {
            break;
        }
        cursor = Some(page.cursor);
    }
    all.sort_by_key(|one| std::cmp::Reverse(one.number));
    let row = |Published { number, publication: of }: &Published| PublishedRow {
        id: of.id.to_string(),
        number: *number,
        title: of.title.clone(),
        category: of.category,
        tags: of.tags.clone(),
    };
    let publications = all.iter().map(row).collect();
    let changes = client.library_changes().await?.into_iter().map(change).collect();
    session.hold_library(all);
    Ok(LibraryView { publications, changes, questions: rollcall::QUESTIONS.map(str::to_owned).to_vec() })
}

fn change(of: LibraryChange) -> LibraryChangeView {
    let LibraryChange { number, publication, what, day, by, reason } = of;
    LibraryChangeView { number, publication: publication.to_string(), what, day: day.to_string(), by, reason }
}

/// `NoReport`: it is not in the library, as it was read last.
pub fn view(session: &Session, id: Uuid) -> Result<PublicationView, ErrorView> {
    let Published { number, publication: of } = session.published(id).ok_or(ErrorCode::NoReport)?;
    let coding = coding(&of);
    let text = Text {
        title: of.title.into(),
        summary: of.summary.into(),
        lessons: of.lessons.into(),
        differently: of.differently.into(),
    };
    Ok(PublicationView {
        id: of.id.to_string(),
        number,
        fields: show::fields(&text),
        answers: show::answers(&of.answers),
        takeaways: of.takeaways,
        coding: CodingView(coding),
    })
}

/// New coding, with a reason. The text of a publication does not change.
pub async fn correct(session: &Session, id: Uuid, coding: Coding, comment: &str) -> Result<AnswerView, ErrorView> {
    if comment.trim().is_empty() {
        return Ok(refused(domain::Refusal::CommentMissing));
    }
    step_of_publication(session, id, Step::Correct { coding, comment: limits::comment(comment)? }).await
}

pub async fn retract(session: &Session, id: Uuid, comment: &str) -> Result<AnswerView, ErrorView> {
    if comment.trim().is_empty() {
        return Ok(refused(domain::Refusal::CommentMissing));
    }
    step_of_publication(session, id, Step::Retract { comment: limits::comment(comment)? }).await
}

/// `Refused` by `seal_over`: the days are over. `Conflict`: somebody else was first.
pub async fn undo_decline(session: &Session, report: Uuid) -> Result<AnswerView, ErrorView> {
    let version = session.store().card(report)?.ok_or(ErrorCode::NoReport)?.version;
    step(session, PublishedReport { report, version }, Step::UndoDecline {}).await
}

/// These steps don't wait in the outbox: what they are about is not stored here, and nobody types for long before them.
async fn step_of_publication(session: &Session, id: Uuid, wanted: Step) -> Result<AnswerView, ErrorView> {
    let client = session.at()?;
    let of = client.published_report(id).await?;
    step(session, of, wanted).await
}

async fn step(session: &Session, of: PublishedReport, step: Step) -> Result<AnswerView, ErrorView> {
    let client = session.at()?;
    let detector = Detector { version: domain::DETECTOR_VERSION.to_owned(), lists: session.store().lists()?.name };
    let event = Event { id: session.ports.id()?, version: of.version, fingerprint: String::new(), detector, step };
    let answer = client.post_event(of.report, &event).await?;
    Ok(sync::answer_view(session, of.report, Some(&answer)))
}

fn refused(rule: domain::Refusal) -> AnswerView {
    AnswerView::Refused { rule, places: Vec::new() }
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
