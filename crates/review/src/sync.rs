//! The one loop that talks to the server by itself: send what waits, then read what changed.

use std::sync::{Arc, Weak};
use std::time::Duration;

use client::{Client, ClientError, Retry};
use domain::{Refusal, Span, State};
use jiff::SignedDuration;
use tokio::sync::Notify;
use uuid::Uuid;
use wire::{ClaimState, Code, EventAnswer, PutDraft};

use crate::author;
use crate::elsewhere::{self, Met};
use crate::session::Session;
use crate::takeaways;
use crate::utf16::to_place;
use crate::view::{AnswerView, ErrorCode, ErrorView, Link, RefusedPlace, StatusView};

/// Between two rounds when nobody rings.
const PAUSE: Duration = Duration::from_secs(20);
/// After somebody rang: typing rings at every letter, and the draft goes once there is no more of it, ...
const QUIET: Duration = Duration::from_millis(400);
/// ... or after this long, if it never ends.
const AT_LATEST: Duration = Duration::from_secs(4);
/// A claim with less time left than this is renewed.
const RENEW_BELOW: SignedDuration = SignedDuration::from_hours(48);

/// Tells whoever shows the queue.
type Tell<'a> = &'a (dyn Fn(&StatusView) + Send + Sync);

/// Runs rounds until the session is gone: soon after the bell rings, else after a pause.
pub async fn run(session: Weak<Session>, bell: Arc<Notify>, tell: Box<dyn Fn(&StatusView) + Send + Sync>) {
    while let Some(open) = session.upgrade() {
        round(&open, &*tell).await;
        drop(open);
        tokio::select! { () = bell.notified() => quiet(&bell).await, () = tokio::time::sleep(PAUSE) => {} }
    }
}

async fn quiet(bell: &Notify) {
    let ringing = async { while tokio::time::timeout(QUIET, bell.notified()).await.is_ok() {} };
    // Either way the round begins.
    let _rang_on = tokio::time::timeout(AT_LATEST, ringing).await;
}

/// One round. What fails stays where it is for the next one; the status says so.
pub async fn round(session: &Arc<Session>, tell: Tell<'_>) {
    let _round = session.round.lock().await;
    let outcome = match &session.client {
        Some(client) => write_then_read(session, client, tell).await,
        None if session.code_wanted => Err(Trouble::CodeWanted),
        None => Err(Trouble::Server(ClientError::Unreachable)),
    };
    let counts = counts(session);
    let changed = session.set_status(|status| {
        match &outcome {
            Ok(()) => {
                status.link = Link::Online;
                status.session_expired = false;
                status.pulled_at = Some(session.ports.now().to_string());
            }
            Err(Trouble::Server(ClientError::Api {
                code: Code::NoSession | Code::PasswordDue | Code::FactorDue,
                ..
            })) => {
                status.link = Link::Online;
                status.session_expired = true;
            }
            Err(Trouble::Server(ClientError::NotThisApi)) => status.link = Link::WrongVersion,
            Err(Trouble::Server(_)) => status.link = Link::Offline,
            Err(Trouble::CodeWanted) => status.link = Link::CodeWanted,
            Err(Trouble::Here(error)) => tracing::warn!(code = ?error.code, "round"),
        }
        if let Ok((waiting, stuck, drafts_sent)) = counts {
            (status.waiting, status.stuck, status.drafts_sent) = (waiting, stuck, drafts_sent);
        }
    });
    if let Some(status) = changed {
        tell(&status);
    }
}

/// Ends the stories that the server has answered: a copy goes as soon as its step is confirmed.
pub fn settle(session: &Session) -> Result<(), ErrorView> {
    let outbox = session.store().outbox()?;
    let mut done = Vec::new();
    for row in outbox.iter().filter(|row| row.answer.as_ref().is_some_and(concludes)) {
        session.note_answer(row.report, answer_view(session, row.report, row.answer.as_ref()));
        if matches!(row.answer, Some(EventAnswer::Conflict { concluded: true, .. })) {
            session.note_over([row.report]);
        }
        done.push(row.report);
    }
    let mut store = session.store();
    if !done.is_empty() || store.purge_due()? {
        store.purge(&done)?;
        session.sight.forget();
    }
    session.revealed.keep(&store.held()?);
    Ok(())
}

/// What the window is told of an answer.
pub fn answer_view(session: &Session, report: Uuid, answer: Option<&EventAnswer>) -> AnswerView {
    match answer {
        None => AnswerView::Waiting,
        Some(EventAnswer::Accepted { .. } | EventAnswer::AlreadyApplied { .. }) => AnswerView::Accepted,
        Some(EventAnswer::Conflict { concluded: true, .. }) => AnswerView::Concluded,
        Some(EventAnswer::Conflict { concluded: false, .. }) => AnswerView::Conflict,
        Some(EventAnswer::Refused { rule, places }) => {
            let text = crate::desk::current_text(session, report);
            let place = |span: Span| text.as_ref().map(|text| to_place(text, span));
            let told = |found: &wire::FoundPlace| {
                let takeaway = found.takeaway.map(|id| id.to_string());
                let within = found.takeaway.zip(found.within.clone());
                let words = within.and_then(|(id, range)| takeaways::words_of(session, report, id, &range));
                let words = words.unwrap_or_default();
                Some(RefusedPlace { class: found.class, place: place(found.span)?, takeaway, words })
            };
            let places = places.iter().filter_map(told);
            AnswerView::Refused { rule: *rule, places: places.collect() }
        }
    }
}

enum Trouble {
    Server(ClientError),
    Here(ErrorView),
    /// The server is there, and waits for a code of the second factor.
    CodeWanted,
}

impl From<ClientError> for Trouble {
    fn from(error: ClientError) -> Self {
        Self::Server(error)
    }
}

impl From<store::StoreError> for Trouble {
    fn from(error: store::StoreError) -> Self {
        Self::Here(error.into())
    }
}

impl From<ErrorView> for Trouble {
    fn from(error: ErrorView) -> Self {
        Self::Here(error)
    }
}

async fn write_then_read(session: &Session, client: &Client, tell: Tell<'_>) -> Result<(), Trouble> {
    settle(session)?;
    send_events(session, client).await?;
    settle(session)?;
    send_drafts(session, client).await?;
    renew_claims(session, client).await?;
    pull(session, client, tell).await?;
    hear_authors(session, client).await
}

/// An author has answered, or can't be reached: what was said joins the work here.
async fn hear_authors(session: &Session, client: &Client) -> Result<(), Trouble> {
    let held = session.store().held()?;
    for report in held {
        let news = {
            let store = session.store();
            match (store.card(report)?, store.work(report)?) {
                (Some(card), Some(work)) => author::is_news(&card, &work),
                (None, _) | (_, None) => false,
            }
        };
        if news {
            compare(session, client, report).await?;
        }
    }
    Ok(())
}

async fn send_events(session: &Session, client: &Client) -> Result<(), Trouble> {
    let events = session.store().next_events()?;
    for row in events {
        if elsewhere::holds_back(session, client, &row).await? {
            continue;
        }
        let answer = match client.post_event(row.report, &row.event).await {
            Ok(answer) => answer,
            Err(error) if error.retry() == Retry::Retryable || error.code() == Some(Code::NoSession) => {
                return Err(error.into());
            }
            // The report does not exist for this user any more: whether its review is over, the pull that follows says.
            Err(ClientError::Api { code: Code::NotFound, .. }) => {
                session.store().lose(row.report)?;
                continue;
            }
            Err(ClientError::Api { code: Code::TooLarge, .. }) => {
                EventAnswer::Refused { rule: Refusal::TooLarge, places: Vec::new() }
            }
            Err(ClientError::Api { .. }) => EventAnswer::Refused { rule: Refusal::TextMismatch, places: Vec::new() },
            Err(error) => return Err(error.into()),
        };
        session.store().record_answer(row.id, &answer)?;
    }
    Ok(())
}

async fn send_drafts(session: &Session, client: &Client) -> Result<(), Trouble> {
    let unsent = session.store().unsent_drafts()?;
    for state in unsent {
        if session.elsewhere.is_met(state.report) {
            continue;
        }
        let (draft, version) = {
            let store = session.store();
            let Some(work) = store.work(state.report)? else { continue };
            (store.draft(state.report)?, work.version)
        };
        let put = PutDraft { version, made_from: state.server_revision, draft };
        session.elsewhere.begin(state.report, &put.draft);
        match client.put_draft(state.report, &put).await {
            Ok(saved) => session.store().draft_sent(state.report, state.revision, saved.revision)?,
            Err(error) => match error.code() {
                // The same person went on at another computer, or the report has come back from a later stage.
                Some(Code::StaleDraft | Code::WrongState) => compare(session, client, state.report).await?,
                // The claim is gone, or the report is: the pull that follows says which. Whatever else is wrong with this
                // draft is no reason to hold up the others.
                Some(code) if is_about_one(code) => tracing::warn!(report = %state.report, ?code, "draft"),
                _ => return Err(error.into()),
            },
        }
    }
    Ok(())
}

/// After the server refused a draft as made from another one than its own.
async fn compare(session: &Session, client: &Client, report: Uuid) -> Result<(), Trouble> {
    let work = match client.work(report).await {
        Ok(work) => work,
        // The claim is gone, or the report is: the pull that follows says which.
        Err(ClientError::Api { code, .. }) if is_about_one(code) => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    if elsewhere::receive(session, work)? == Met::Rebased {
        session.bell.notify_one();
    }
    Ok(())
}

async fn renew_claims(session: &Session, client: &Client) -> Result<(), Trouble> {
    let now = session.ports.now();
    let held = session.store().held()?;
    for report in held {
        let Some(card) = session.store().card(report)? else { continue };
        let ClaimState::Mine { until } = card.claim else { continue };
        if until.duration_since(now) < RENEW_BELOW {
            match client.claim(report).await {
                Ok(claim) => {
                    session.store().put_card(&wire::Card { claim: ClaimState::Mine { until: claim.until }, ..card })?;
                    let _told_with_the_round = session.set_status(StatusView::count_queue_change);
                }
                Err(ClientError::Api { code, .. }) if is_about_one(code) => tracing::warn!(%report, ?code, "claim"),
                Err(error) => return Err(error.into()),
            }
        }
    }
    Ok(())
}

async fn pull(session: &Session, client: &Client, tell: Tell<'_>) -> Result<(), Trouble> {
    loop {
        let cursor = session.store().cursor()?;
        let changes = match client.changes(cursor.as_deref(), wire::PAGE_ITEMS).await {
            Err(ClientError::Api { code: Code::BadCursor, .. }) if cursor.is_some() => {
                session.store().restart_feed()?;
                continue;
            }
            other => other?,
        };
        let more = changes.more;
        // With other lists the server would find other things than this app: it is asked for them before anything is judged.
        let known = session.store().lists()?.name == changes.lists;
        let lists = if known { None } else { Some(client.lists().await?) };
        let mut store = session.store();
        if let Some(lists) = lists {
            store.put_lists(&lists.into())?;
        }
        let gone = store.apply_changes(&changes)?;
        session.note_over(gone.iter().filter(|gone| gone.concluded).map(|gone| gone.report));
        let gone: Vec<Uuid> = gone.into_iter().map(|gone| gone.report).collect();
        if !gone.is_empty() {
            store.purge(&gone)?;
            session.sight.forget();
        }
        drop(store);
        // A long feed is shown while it comes.
        if !changes.changes.is_empty()
            && let Some(status) = session.set_status(StatusView::count_queue_change)
        {
            tell(&status);
        }
        if !more {
            return purge_lost(session);
        }
    }
}

/// A claim that is no longer mine takes its copy with it; so does a clean text that is no longer to be published.
fn purge_lost(session: &Session) -> Result<(), Trouble> {
    let store = session.store();
    let mut lost = Vec::new();
    for report in store.held()? {
        let card = store.card(report)?;
        if !card.is_some_and(|card| matches!(card.claim, ClaimState::Mine { .. })) {
            lost.push(report);
        }
    }
    for report in store.held_clean()? {
        if store.card(report)?.is_none_or(|card| card.state != State::Approved) {
            lost.push(report);
        }
    }
    let held = store.held()?;
    session.elsewhere.keep(&held);
    session.sight.keep(&held);
    session.revealed.keep(&held);
    if lost.is_empty() {
        return Ok(());
    }
    // Answers go with the copy; whoever asked for the step is still to be told.
    let rows = store.outbox()?;
    drop(store);
    for row in rows.iter().filter(|row| lost.contains(&row.report) && row.answer.is_some()) {
        session.note_answer(row.report, answer_view(session, row.report, row.answer.as_ref()));
    }
    session.store().purge(&lost)?;
    session.sight.forget();
    Ok(())
}

const fn concludes(answer: &EventAnswer) -> bool {
    match answer {
        EventAnswer::Accepted { .. } | EventAnswer::AlreadyApplied { .. } => true,
        EventAnswer::Conflict { concluded, .. } => *concluded,
        EventAnswer::Refused { .. } => false,
    }
}

/// Whether the server refused this one draft or claim, and not whoever asks or whatever is asked of it.
const fn is_about_one(code: Code) -> bool {
    match code {
        Code::WrongPassword
        | Code::CodeNeeded
        | Code::WrongCode
        | Code::FactorOn
        | Code::BadPassword
        | Code::PasswordDue
        | Code::FactorDue
        | Code::LockedOut
        | Code::NoSession
        | Code::Suspended
        | Code::SlowDown
        | Code::NoSuchCall => false,
        Code::Malformed
        | Code::TooLarge
        | Code::Empty
        | Code::NotNormalised
        | Code::WrongRole
        | Code::NotFound
        | Code::Claimed
        | Code::NotClaimant
        | Code::FourEyes
        | Code::WrongState
        | Code::StaleDraft
        | Code::KeyReused
        | Code::BadCursor
        | Code::NameTaken
        | Code::LastAdministrator
        | Code::NoContact
        | Code::Identifies
        | Code::Waiting
        | Code::Fault => true,
    }
}

/// Events that wait, events that somebody has to look at, and whether every draft is on the server.
fn counts(session: &Session) -> Result<(u32, u32, bool), ErrorView> {
    let store = session.store();
    let outbox = store.outbox()?;
    let waiting = outbox.iter().filter(|row| row.answer.is_none()).count();
    let drafts_sent = store.unsent_drafts()?.is_empty();
    let count = |n: usize| u32::try_from(n).map_err(|_| ErrorView::of(ErrorCode::Internal));
    Ok((count(waiting)?, count(outbox.len() - waiting)?, drafts_sent))
}
