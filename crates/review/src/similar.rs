//! Reports that are like the one in work: which ones the server says are, and which of them tell of the same event.

use uuid::Uuid;
use wire::LinkEvent;

use crate::session::Session;
use crate::view::*;

/// What is like it: of open reports the id and how alike, of the library the title.
pub async fn similar(session: &Session, report: Uuid) -> Result<SimilarView, ErrorView> {
    let client = session.at()?;
    let found = client.similar(report).await?;
    let published = found.published.into_iter();
    Ok(SimilarView {
        open: found
            .open
            .into_iter()
            .map(|open| SimilarOpenView { report: open.report.to_string(), likeness: open.likeness })
            .collect(),
        published: published
            .map(|one| SimilarPublishedView {
                publication: one.publication.to_string(),
                title: one.title,
                linked: one.linked,
            })
            .collect(),
    })
}

/// The report tells of one event with another one, or with what is published; with neither it stands for itself again. Their
/// texts stay apart.
pub async fn link(session: &Session, report: Uuid, ask: LinkAsk) -> Result<(), ErrorView> {
    let LinkAsk { with, publication } = ask;
    Ok(session.at()?.link_event(report, &LinkEvent { with, publication }).await?)
}
