//! Whose a report is: taken, given back, or never to be seen again.

use uuid::Uuid;
use wire::{Card, ClaimState};

use crate::desk::refuse_while_sending;
use crate::elsewhere;
use crate::session::Session;
use crate::view::*;

/// Takes a report: claims it on the server, and keeps its text here. Whoever has it already goes on with it.
pub async fn take(session: &Session, report: Uuid) -> Result<(), ErrorView> {
    let client = session.at()?;
    let _round = session.round.lock().await;
    let claim = client.claim(report).await?;
    session.forget_over(report);
    let work = client.work(report).await?;
    let held = session.store().work(report)?;
    if held.is_some_and(|held| elsewhere::is_other_base(&held, &work)) {
        // The report came back from a later stage: what is left here of the earlier one goes first.
        session.store().purge(&[report])?;
        session.sight.forget();
    }
    let _met = elsewhere::receive(session, work)?;
    let mut store = session.store();
    if let Some(card) = store.card(report)? {
        store.put_card(&Card { claim: ClaimState::Mine { until: claim.until }, version: claim.version, ..card })?;
    }
    Ok(())
}

/// Gives a report back unread or unfinished; the copy here is destroyed.
pub async fn release(session: &Session, report: Uuid) -> Result<(), ErrorView> {
    let client = session.at()?;
    let _round = session.round.lock().await;
    refuse_while_sending(&session.store(), report)?;
    client.release(report).await?;
    session.revealed.hide(report);
    let mut store = session.store();
    store.purge(&[report])?;
    session.sight.forget();
    if let Some(card) = store.card(report)? {
        store.put_card(&Card { claim: ClaimState::Free, ..card })?;
    }
    Ok(())
}

/// This person may know the people or the event: the report is hidden from them from now on, and a copy here is destroyed.
pub async fn recuse(session: &Session, report: Uuid) -> Result<(), ErrorView> {
    let client = session.at()?;
    let _round = session.round.lock().await;
    refuse_while_sending(&session.store(), report)?;
    match client.recuse(report).await {
        // Said before, and the answer was lost.
        Ok(()) | Err(client::ClientError::Api { code: wire::Code::NotFound, .. }) => {}
        Err(error) => return Err(error.into()),
    }
    session.revealed.hide(report);
    let mut store = session.store();
    store.purge(&[report])?;
    session.sight.forget();
    store.drop_card(report)?;
    Ok(())
}
