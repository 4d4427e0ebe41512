//! Reports that are like the one in work: which ones the server says are, and which of them tell of the same event.

use uuid::Uuid;

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
            .map(|one| SimilarPublishedView { publication: one.publication.to_string(), title: one.title })
            .collect(),
    })
}

/// The two reports tell of one event; without the other one, this report stands for itself again. Their texts stay apart.
pub async fn link(session: &Session, report: Uuid, with: Option<Uuid>) -> Result<(), ErrorView> {
    let client = session.at()?;
    Ok(client.link_event(report, with).await?)
}
