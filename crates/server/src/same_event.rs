//! Which reports tell of one event. Under review they share an id; what is published of an event shares another one, so that
//! nothing leads from the library back to a report that came to nothing. A link with something in the library is the report's
//! own until the report is published.

use std::collections::BTreeSet;

use sqlx::{Any, Executor};
use uuid::Uuid;
use wire::{Code, LinkEvent};

use crate::{
    auth::SignedIn,
    db::{
        Tx,
        audit::Who,
        counters, linked_publications, parted, publications, published_events,
        reports::{self, Report},
        users::Person,
    },
    errors::Error,
    handlers::work::{claimed_stage, hold_claimed},
    office::Office,
    sight,
};

/// Says that two reports tell of one event, or that one stands for itself. Two events become one.
pub async fn link(office: &Office, caller: &SignedIn, id: Uuid, asked: LinkEvent) -> Result<(), Error> {
    match asked {
        LinkEvent { with: Some(_), publication: Some(_) } => Err(Code::Malformed.into()),
        LinkEvent { with: None, publication: Some(publication) } => {
            with_published(office, caller, id, publication).await
        }
        LinkEvent { with, publication: None } => with_report(office, caller, id, with).await,
    }
}

async fn with_report(office: &Office, caller: &SignedIn, id: Uuid, with: Option<Uuid>) -> Result<(), Error> {
    loop {
        let mut tx = office.db.begin().await?;
        let (own, _) = hold_claimed(office, &mut tx, id, &caller.person).await?;
        drop(tx);
        // Whoever else is concerned is known only now, and all are held in one order: two who link the same reports would
        // wait for each other otherwise.
        let other = match with {
            Some(other) if other == id => return Err(Code::Malformed.into()),
            Some(other) => Some(reports::get(&office.db.pool, other).await?.ok_or(Code::NotFound)?),
            None => None,
        };
        let mut ids = BTreeSet::from([id]);
        ids.extend(with);
        for event in [own.event, other.and_then(|other| other.event)].into_iter().flatten() {
            ids.extend(reports::of_event(&office.db.pool, event).await?);
        }
        let mut tx = office.db.begin().await?;
        let mut held = Vec::new();
        for one in &ids {
            held.push(reports::hold(&mut tx, *one).await?.ok_or(Code::NotFound)?);
        }
        let position = held.iter().position(|(report, _)| report.id == id).ok_or(Code::NotFound)?;
        let (mut own, standing) = held.remove(position);
        claimed_stage(office, &mut tx, (&own, &standing), &caller.person).await?;
        let mut others: Vec<Report> = held.into_iter().map(|(report, _)| report).collect();
        let other = others.iter().find(|report| Some(report.id) == with);
        if let Some(other) = other {
            let hidden = sight::of(office, &mut *tx, other, &caller.person).await?.is_hidden();
            if hidden || other.concluded {
                return Err(Code::NotFound.into());
            }
        }
        let events = [own.event, other.and_then(|other| other.event)];
        let mut all = BTreeSet::from([id]);
        all.extend(with);
        for event in events.into_iter().flatten() {
            all.extend(reports::of_event(&mut *tx, event).await?);
        }
        if all != ids {
            // Somebody has linked one of them meanwhile.
            continue;
        }
        match with {
            Some(_) => {
                let event = events.into_iter().rev().flatten().next().unwrap_or_else(|| office.uuid());
                own.event = Some(event);
                for from in events.into_iter().flatten().filter(|from| *from != event) {
                    join_published(&mut tx, from, event).await?;
                }
                for report in &mut others {
                    report.event = Some(event);
                }
            }
            None => {
                linked_publications::forget(&mut tx, id).await?;
                let published = published(&mut *tx, own.event.take()).await?;
                if let ([last], None) = (others.as_mut_slice(), published) {
                    last.event = None;
                }
            }
        }
        // All of them, for who may be told of the event depends on which reports are in it.
        for report in std::iter::once(&mut own).chain(&mut others) {
            reports::update(&mut tx, report).await?;
        }
        office.audit(&mut tx, Who::Person(caller.person.id), "link_event", Some(id)).await?;
        return Ok(tx.commit().await?);
    }
}

/// The report tells of the same event as something in the library, where nothing changes before it is published itself: what
/// one reviewer takes for one event, the next one may part again.
async fn with_published(office: &Office, caller: &SignedIn, id: Uuid, publication: Uuid) -> Result<(), Error> {
    let mut tx = office.db.begin().await?;
    let (mut own, _) = hold_claimed(office, &mut tx, id, &caller.person).await?;
    publications::event_of(&mut *tx, publication).await?.ok_or(Code::NotFound)?;
    linked_publications::put(&mut tx, id, publication).await?;
    reports::update(&mut tx, &mut own).await?;
    office.audit(&mut tx, Who::Person(caller.person.id), "link_event", Some(id)).await?;
    Ok(tx.commit().await?)
}

/// With what a report tells of one event.
pub struct Links {
    event: Option<Uuid>,
    published: Vec<Uuid>,
}

/// Kept over a change of keys, which clears them like everything else.
pub async fn links(tx: &mut Tx, report: &Report) -> Result<Links, Error> {
    Ok(Links { event: report.event, published: linked_publications::of(&mut **tx, report.id).await? })
}

pub async fn link_again(tx: &mut Tx, report: &mut Report, links: Links) -> Result<(), Error> {
    report.event = links.event;
    for publication in links.published {
        linked_publications::put(tx, report.id, publication).await?;
    }
    Ok(())
}

/// The report's links, which its conclusion has not cleared yet, go on with what is published of it.
pub async fn publish(office: &Office, tx: &mut Tx, report: &Report, publication: Uuid) -> Result<(), Error> {
    let mut shared = published(&mut **tx, report.event).await?;
    for with in linked_publications::of(&mut **tx, report.id).await? {
        // What was taken out of the library meanwhile is linked with nothing.
        let Some(there) = publications::event_of(&mut **tx, with).await? else { continue };
        let id = shared.or(there).unwrap_or_else(|| office.uuid());
        if let Some(from) = there.filter(|from| *from != id) {
            publications::join_events(tx, from, id).await?;
            published_events::join(tx, from, id).await?;
        }
        publications::set_event(tx, with, id).await?;
        shared = Some(id);
    }
    if shared.is_none() && report.event.is_none() {
        return Ok(());
    }
    let shared = shared.unwrap_or_else(|| office.uuid());
    if let Some(event) = report.event {
        published_events::put(tx, event, shared).await?;
    }
    publications::set_event(tx, publication, shared).await?;
    Ok(publications::tell_anew(tx, shared).await?)
}

/// Takes a publication out of the library; those that stood with it are told anew.
pub async fn take_out(tx: &mut Tx, publication: Uuid) -> Result<(), Error> {
    counters::hold(tx, counters::Feed::Library).await?;
    let shared = publications::event_of(&mut **tx, publication).await?.flatten();
    publications::retract(tx, publication).await?;
    linked_publications::forget_publication(tx, publication).await?;
    if let Some(shared) = shared {
        publications::tell_anew(tx, shared).await?;
        published_events::forget_empty(tx, shared).await?;
    }
    Ok(())
}

/// A report of this event concluded: who may be told of the event may be others now, so its other reports are told anew.
pub async fn tell_rest(office: &Office, concluded: Uuid, event: Uuid) -> Result<(), Error> {
    let mut tx = office.db.begin().await?;
    for id in reports::of_event(&mut *tx, event).await? {
        if let Some((mut report, _)) =
            reports::hold(&mut tx, id).await?.filter(|(report, _)| report.event == Some(event))
        {
            reports::update(&mut tx, &mut report).await?;
        }
    }
    parted::forget(&mut tx, concluded).await?;
    Ok(tx.commit().await?)
}

/// A report whose event has no other report any more, since the others have concluded, stands for itself.
pub async fn leave_alone(office: &Office, id: Uuid) -> Result<(), Error> {
    let mut tx = office.db.begin().await?;
    let Some((mut report, _)) = reports::hold(&mut tx, id).await? else { return Ok(()) };
    let Some(event) = report.event else { return Ok(()) };
    if reports::of_event(&mut *tx, event).await?.len() > 1 || published(&mut *tx, Some(event)).await?.is_some() {
        return Ok(());
    }
    report.event = None;
    reports::update(&mut tx, &mut report).await?;
    Ok(tx.commit().await?)
}

/// Forgets under which id an event is published once no report of it is open, and events of which one publication is left.
pub async fn tidy(office: &Office) -> Result<(), Error> {
    let mut tx = office.db.begin().await?;
    // Held first, as whoever changes the library does.
    counters::hold(&mut tx, counters::Feed::Library).await?;
    published_events::forget_concluded(&mut tx).await?;
    publications::forget_lone_events(&mut tx).await?;
    Ok(tx.commit().await?)
}

/// With what in the library the report tells of one event. Whoever may not see every report is told of the links that were
/// made for this report, and of none that came to it by another: that one may be hidden from them.
pub async fn published_with(office: &Office, report: &Report, person: &Person) -> Result<Vec<Uuid>, Error> {
    let mut ids = linked_publications::of(&office.db.pool, report.id).await?;
    if !person.blind
        && let Some(shared) = published(&office.db.pool, report.event).await?
    {
        let others = publications::of_event(&office.db.pool, shared).await?;
        ids.extend(others.into_iter().filter(|id| !ids.contains(id)).collect::<Vec<_>>());
    }
    Ok(ids)
}

/// Whether this person may be told that the report is linked: with a report that is not hidden from them.
pub async fn is_told(office: &Office, report: &Report, person: &Person) -> Result<bool, Error> {
    let Some(event) = report.event else { return Ok(false) };
    if !person.blind {
        return Ok(true);
    }
    for id in reports::of_event(&office.db.pool, event).await?.into_iter().filter(|id| *id != report.id) {
        let Some(other) = reports::get(&office.db.pool, id).await? else { continue };
        if !sight::of(office, &office.db.pool, &other, person).await?.is_hidden() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What was published of either event stands together from now on.
async fn join_published(tx: &mut Tx, from: Uuid, into: Uuid) -> Result<(), Error> {
    if published_events::of(&mut **tx, from).await?.is_none() {
        return Ok(());
    }
    // Nobody else joins them meanwhile.
    counters::hold(tx, counters::Feed::Library).await?;
    let (old, new) = (published_events::of(&mut **tx, from).await?, published_events::of(&mut **tx, into).await?);
    match (old, new) {
        (Some(old), Some(new)) if old != new => {
            publications::join_events(tx, old, new).await?;
            published_events::join(tx, old, new).await?;
            publications::tell_anew(tx, new).await?;
        }
        (Some(old), None) => published_events::put(tx, into, old).await?,
        (Some(_) | None, Some(_)) | (None, None) => {}
    }
    Ok(())
}

async fn published(db: impl Executor<'_, Database = Any>, event: Option<Uuid>) -> Result<Option<Uuid>, sqlx::Error> {
    let Some(event) = event else { return Ok(None) };
    published_events::of(db, event).await
}
