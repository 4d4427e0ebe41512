//! What is like the report in work: in the library by its index, in the open queue by comparing in memory. No sealed text is
//! ever indexed, and nothing of another report comes back but its id.

use std::collections::BTreeSet;

use domain::{State, Text, likeness, quasi, telling_words};
use sqlx::{Any, Executor};
use uuid::Uuid;
use wire::{
    AskShared, COMBINATIONS, Code, Publication, SIMILAR, Shared, Similar, SimilarOpen, SimilarPublished, TRAITS,
};

use crate::{
    auth::SignedIn,
    db::{Tx, audit::Who, library_words, publications, reports, reports::Report},
    errors::{Error, Fault},
    folder::{Folder, Part},
    handlers::work::{claimed_stage, hold_claimed},
    office::Office,
    sight::{self, Sight},
};

/// Words that the library is searched for.
const WORDS: usize = 30;
/// Most open reports that one is compared with, the newest.
const COMPARED: usize = 500;

/// From this count on a number is told.
const TOLD_FROM: u32 = 5;

/// What is like the report that the caller has in work.
pub async fn to(office: &Office, caller: &SignedIn, id: Uuid) -> Result<Similar, Error> {
    let mut tx = office.db.begin().await?;
    let (report, _) = hold_claimed(office, &mut tx, id, &caller.person).await?;
    drop(tx);
    let one = text_of(office, &report).await?.ok_or(Fault::Missing)?;
    let mut others = Vec::new();
    for state in [State::StageOne, State::StageTwo, State::ThirdReview, State::Deferred] {
        for other in reports::standing_in(&office.db.pool, state).await? {
            if other.id != id && !is_hidden(sight::of(office, &office.db.pool, &other, &caller.person).await?) {
                others.push(other);
            }
        }
    }
    others.sort_by_key(|other| std::cmp::Reverse(other.seq));
    others.truncate(COMPARED);
    let mut texts = Vec::new();
    for other in others {
        // It may have concluded meanwhile.
        if let Some(text) = text_of(office, &other).await? {
            texts.push((other.id, text));
        }
    }
    let words = telling_words(&one, WORDS);
    let compared = tokio::task::spawn_blocking(move || {
        let alike = likeness(&one, &texts.iter().map(|(_, text)| text).collect::<Vec<_>>());
        let found = texts.iter().zip(alike).filter_map(|((report, _), likeness)| Some((likeness?, *report)));
        let mut found: Vec<_> = found.collect();
        found.sort_unstable();
        found
    });
    let open = compared.await.map_err(|_| Fault::Panic)?;
    let open = open.into_iter().take(SIMILAR).map(|(likeness, report)| SimilarOpen { report, likeness }).collect();
    let mut published = Vec::new();
    for publication in library_words::with_words(&office.db.pool, office.db.dialect, &words, SIMILAR).await? {
        let publication: Uuid = publication.parse().map_err(|_| Fault::Unreadable)?;
        if let Some(body) = publications::get(&office.db.pool, publication).await? {
            let Publication { title, .. } = serde_json::from_str(&body).map_err(|_| Fault::Unreadable)?;
            published.push(SimilarPublished { publication, title });
        }
    }
    Ok(Similar { open, published })
}

/// Says that two reports tell of one event, or that one stands for itself. Two events become one.
pub async fn link(office: &Office, caller: &SignedIn, id: Uuid, with: Option<Uuid>) -> Result<(), Error> {
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
            ids.extend(of_event(&office.db.pool, event).await?);
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
            let hidden = is_hidden(sight::of(office, &mut *tx, other, &caller.person).await?);
            if hidden || other.concluded {
                return Err(Code::NotFound.into());
            }
        }
        let events = [own.event, other.and_then(|other| other.event)];
        let mut all = BTreeSet::from([id]);
        all.extend(with);
        for event in events.into_iter().flatten() {
            all.extend(of_event(&mut *tx, event).await?);
        }
        if all != ids {
            // Somebody has linked one of them meanwhile.
            continue;
        }
        match with {
            Some(_) => {
                let event = events.into_iter().rev().flatten().next().unwrap_or_else(|| office.uuid());
                own.event = Some(event);
                for report in others.iter_mut().filter(|report| report.event != Some(event)) {
                    report.event = Some(event);
                    reports::update(&mut tx, report).await?;
                }
            }
            None => {
                own.event = None;
                if let [last] = others.as_mut_slice() {
                    last.event = None;
                    reports::update(&mut tx, last).await?;
                }
            }
        }
        reports::update(&mut tx, &mut own).await?;
        office.audit(&mut tx, Who::Person(caller.person.id), "link_event", Some(id)).await?;
        return Ok(tx.commit().await?);
    }
}

/// A report whose event has no other report any more, since the others have concluded, stands for itself.
pub async fn leave_alone(office: &Office, id: Uuid) -> Result<(), Error> {
    let mut tx = office.db.begin().await?;
    let Some((mut report, _)) = reports::hold(&mut tx, id).await? else { return Ok(()) };
    let Some(event) = report.event else { return Ok(()) };
    if of_event(&mut *tx, event).await?.len() > 1 {
        return Ok(());
    }
    report.event = None;
    reports::update(&mut tx, &mut report).await?;
    Ok(tx.commit().await?)
}

/// How many reports of the library share these combinations of traits.
pub async fn shared(office: &Office, caller: &SignedIn, id: Uuid, asked: AskShared) -> Result<Shared, Error> {
    let AskShared { combinations } = asked;
    if combinations.len() > COMBINATIONS || combinations.iter().any(|one| one.len() > TRAITS) {
        return Err(Code::TooLarge.into());
    }
    let mut tx = office.db.begin().await?;
    hold_claimed(office, &mut tx, id, &caller.person).await?;
    drop(tx);
    let mut library = Vec::new();
    for body in publications::bodies(&office.db.pool).await? {
        library.push(serde_json::from_str::<Publication>(&body).map_err(|_| Fault::Unreadable)?);
    }
    let counted = tokio::task::spawn_blocking(move || {
        let traits = |publication: Publication| {
            let Publication { title, summary, lessons, differently, answers, .. } = publication;
            let text = Text {
                title: title.into(),
                summary: summary.into(),
                lessons: lessons.into(),
                differently: differently.into(),
            };
            quasi::traits(&text, &answers)
        };
        quasi::shared(&library.into_iter().map(traits).collect::<Vec<_>>(), &combinations)
    });
    let told = |count: usize| u32::try_from(count).ok().filter(|count| *count >= TOLD_FROM);
    Ok(Shared { counts: counted.await.map_err(|_| Fault::Panic)?.into_iter().map(told).collect() })
}

/// Takes a publication into the index.
pub async fn index(office: &Office, tx: &mut Tx, publication: &Publication) -> Result<(), Error> {
    let Publication { title, summary, lessons, differently, takeaways, .. } = publication;
    let words = [title, summary, lessons, differently].into_iter().chain(takeaways).map(String::as_str);
    let words = words.collect::<Vec<_>>().join("\n");
    Ok(library_words::put(tx, office.db.dialect, publication.id, &words).await?)
}

/// Indexes what an older program has published.
pub async fn index_missing(office: &Office) -> Result<(), Error> {
    for (_, body) in library_words::missing(&office.db.pool).await? {
        let publication: Publication = serde_json::from_str(&body).map_err(|_| Fault::Unreadable)?;
        let mut tx = office.db.begin().await?;
        index(office, &mut tx, &publication).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn of_event(db: impl Executor<'_, Database = Any>, event: Uuid) -> Result<BTreeSet<Uuid>, Error> {
    let ids = reports::of_event(db, event).await?;
    ids.iter().map(|id| id.parse().map_err(|_| Fault::Unreadable.into())).collect()
}

/// Whether the caller must not learn of another report, or what would say so is just going.
const fn is_hidden(sight: Sight) -> bool {
    match sight {
        Sight::Hidden | Sight::Unknown => true,
        Sight::Open | Sight::Closed => false,
    }
}

/// The text as it came in.
async fn text_of(office: &Office, report: &Report) -> Result<Option<Text>, Error> {
    let Some(folder) = Folder::open(office, report).await? else { return Ok(None) };
    folder.get(&office.db.pool, Part::Original).await
}
