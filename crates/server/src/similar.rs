//! What is like the report in work: in the library by its index, in the open queue by comparing in memory. No sealed text is
//! ever indexed, and nothing of another report comes back but its id.

use domain::{State, Text, likeness, quasi, telling_words};
use uuid::Uuid;
use wire::{
    AskShared, COMBINATIONS, Code, Publication, SIMILAR, Shared, Similar, SimilarOpen, SimilarPublished, TRAITS,
};

use crate::{
    auth::SignedIn,
    db::{Tx, library_words, publications, reports, reports::Report},
    errors::{Error, Fault},
    folder::{Folder, Part},
    handlers::work::hold_claimed,
    office::Office,
    same_event, sight,
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
            if other.id != id && !sight::of(office, &office.db.pool, &other, &caller.person).await?.is_hidden() {
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
    let linked = same_event::published_with(office, &report, &caller.person).await?;
    let alike = library_words::with_words(&office.db.pool, office.db.dialect, &words, SIMILAR).await?;
    let alike = alike.iter().map(|id| id.parse().map_err(|_| Fault::Unreadable)).collect::<Result<Vec<Uuid>, _>>()?;
    let mut published = Vec::new();
    for &publication in linked.iter().chain(alike.iter().filter(|id| !linked.contains(id))) {
        if let Some(body) = publications::get(&office.db.pool, publication).await? {
            let Publication { title, .. } = serde_json::from_str(&body).map_err(|_| Fault::Unreadable)?;
            published.push(SimilarPublished { publication, title, linked: linked.contains(&publication) });
        }
    }
    Ok(Similar { open, published })
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

/// The text as it came in.
async fn text_of(office: &Office, report: &Report) -> Result<Option<Text>, Error> {
    let Some(folder) = Folder::open(office, report).await? else { return Ok(None) };
    folder.get(&office.db.pool, Part::Original).await
}
