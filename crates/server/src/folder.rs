//! The sealed folder of one report: its parts, each sealed under the report's key and for its own place.

use domain::{Answers, Changed, Comment, Private, Recorded, Removed, Stage, Takeaway, Text, carry, compare};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sqlx::{Any, Executor};
use uuid::Uuid;
use wire::{Code, Note, SavedDraft};
use zeroize::Zeroizing;

use crate::{
    db::{Tx, reports::Report, sealed},
    errors::{Error, Fault},
    master::{derive, hex},
    office::Office,
    seal::Key,
};

/// A part of a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The intake text: [`Text`]. After a send-back the clean text takes its place.
    Original,
    Answers,
    /// [`wire::Contact`].
    Contact,
    Ori9,
    /// To whom the report does not exist: [`crate::sight`].
    Hidden,
    /// [`Notes`].
    Notes,
    /// [`wire::Question`]s to the author, with answers.
    Questions,
    /// [`KeptDraft`].
    Draft,
    /// What stage one left: [`Outcome`], the base of stage two.
    StageOne,
    /// What stage two left: [`Outcome`], the base of the third review.
    StageTwo,
    /// The edit with which stage one was handed over: what the reviewer goes on with if it comes back.
    StageOneEdit,
    /// What stage two or three wrote before it returned the report: [`Waiting`]. Comes back with the next hand-over.
    Waiting,
    /// [`wire::Verdict`] of stage two, for the third review.
    Verdict,
    /// [`CleanReport`].
    Clean,
}

pub type Notes = Vec<Note>;

/// What a stage leaves to the next.
#[derive(Serialize, Deserialize)]
pub struct Outcome {
    pub text: Text,
    pub record: Vec<Recorded>,
    /// What was taken out so far: must not stand anywhere any more.
    pub removed: Vec<Removed>,
    pub takeaways: Vec<Takeaway>,
    /// The structured answers as the stage left them; none: as they came in.
    #[serde(default)]
    pub answers: Option<Answers>,
    /// How the original became this text; none: it was left before this was kept.
    #[serde(default)]
    pub changes: Option<Vec<Changed>>,
}

/// Takeaways that wait for a text, and the text that they were written about.
#[derive(Serialize, Deserialize)]
pub struct Waiting {
    pub text: Text,
    pub takeaways: Vec<Takeaway>,
}

/// What is left of a report between approval and publication.
#[derive(Serialize, Deserialize)]
pub struct CleanReport {
    pub text: Text,
    pub record: Vec<Recorded>,
    pub takeaways: Vec<Takeaway>,
    pub answers: Answers,
}

/// A draft, and whose it is.
#[derive(Serialize, Deserialize)]
pub struct KeptDraft {
    pub user: Uuid,
    pub stage: Stage,
    pub saved: SavedDraft,
}

/// An open folder: whoever has it can read the report.
pub struct Folder<'a> {
    office: &'a Office,
    report: Uuid,
    pub key_id: String,
    key: Key,
}

impl Part {
    const fn name(self) -> &'static str {
        match self {
            Self::Original => "original",
            Self::Answers => "answers",
            Self::Contact => "contact",
            Self::Ori9 => "ori9",
            Self::Hidden => "hidden",
            Self::Notes => "notes",
            Self::Questions => "questions",
            Self::Draft => "draft",
            Self::StageOne => "stage_one",
            Self::StageTwo => "stage_two",
            Self::StageOneEdit => "stage_one_edit",
            Self::Waiting => "waiting",
            Self::Verdict => "verdict",
            Self::Clean => "clean",
        }
    }
}

impl<'a> Folder<'a> {
    /// The folder of a report. `None`: nothing sealed is left of it.
    pub async fn open(office: &'a Office, report: &Report) -> Result<Option<Self>, Error> {
        let Some(key_id) = &report.key_id else { return Ok(None) };
        let key = office.keys.get(key_id).await?;
        Ok(key.map(|key| Self { office, report: report.id, key_id: key_id.clone(), key }))
    }

    /// A new folder with a new key.
    pub async fn create(office: &'a Office, report: Uuid) -> Result<Self, Error> {
        let (key_id, key) = office.keys.create(office.uuid()).await?;
        Ok(Self { office, report, key_id, key })
    }

    pub async fn put<T: Serialize>(&self, tx: &mut Tx, part: Part, value: &T) -> Result<(), Error> {
        let plain = Zeroizing::new(serde_json::to_vec(value).map_err(|_| Fault::Unreadable)?);
        let body = self.key.seal(&self.office.config.random, &place(&self.report.to_string(), part.name()), &plain);
        Ok(sealed::put(tx, self.report, part.name(), &self.key_id, &body).await?)
    }

    pub async fn get<T: DeserializeOwned>(
        &self,
        db: impl Executor<'_, Database = Any>,
        part: Part,
    ) -> Result<Option<T>, Error> {
        let Some(body) = sealed::get(db, self.report, part.name(), &self.key_id).await? else { return Ok(None) };
        self.opened(part, &body).map(Some)
    }

    /// A part, or nothing, while this is the report's folder. The outer `None`: it no longer is, and tells nothing.
    pub async fn get_current<T: DeserializeOwned>(
        &self,
        db: impl Executor<'_, Database = Any>,
        part: Part,
    ) -> Result<Option<Option<T>>, Error> {
        match sealed::get_current(db, self.report, part.name(), &self.key_id).await? {
            None => Ok(None),
            Some(body) => body.map(|body| self.opened(part, &body)).transpose().map(Some),
        }
    }

    fn opened<T: DeserializeOwned>(&self, part: Part, body: &[u8]) -> Result<T, Error> {
        let plain = self.key.open(&place(&self.report.to_string(), part.name()), body).map_err(Fault::from)?;
        Ok(serde_json::from_slice(&plain).map_err(|_| Fault::Unreadable)?)
    }

    /// A part that has to be there.
    pub async fn need<T: DeserializeOwned>(
        &self,
        db: impl Executor<'_, Database = Any>,
        part: Part,
    ) -> Result<T, Error> {
        Ok(self.get(db, part).await?.ok_or(Fault::Missing)?)
    }

    pub async fn remove(&self, tx: &mut Tx, part: Part) -> Result<(), Error> {
        Ok(sealed::delete(tx, self.report, part.name()).await?)
    }

    pub async fn add_note(&self, tx: &mut Tx, stage: Stage, text: &Private) -> Result<(), Error> {
        if text.is_blank() {
            return Ok(());
        }
        let mut notes: Notes = self.get(&mut **tx, Part::Notes).await?.unwrap_or_default();
        notes.push(Note { stage, text: text.clone(), at: None });
        self.put(tx, Part::Notes, &notes).await
    }

    /// Comments on passages of the base of this stage; kept with their places in the original, which every stage can find.
    pub async fn add_comments(
        &self,
        tx: &mut Tx,
        stage: Stage,
        comments: &[Comment],
        base: &Text,
    ) -> Result<(), Error> {
        if comments.is_empty() {
            return Ok(());
        }
        let original: Text = self.need(&mut **tx, Part::Original).await?;
        if comments.iter().any(|comment| base.slice(comment.span).is_none()) {
            return Err(Code::Malformed.into());
        }
        let differences = compare(base, &original);
        let mut notes: Notes = self.get(&mut **tx, Part::Notes).await?.unwrap_or_default();
        notes.extend(comments.iter().map(|comment| Note {
            stage,
            text: comment.text.clone(),
            at: Some(carry(&differences, comment.span)),
        }));
        self.put(tx, Part::Notes, &notes).await
    }

    /// The notes so far, with their places in this base.
    pub async fn notes_on(&self, tx: &mut Tx, base: &Text) -> Result<Notes, Error> {
        let mut notes: Notes = self.get(&mut **tx, Part::Notes).await?.unwrap_or_default();
        if notes.iter().any(|note| note.at.is_some()) {
            let original: Text = self.need(&mut **tx, Part::Original).await?;
            let differences = compare(&original, base);
            notes.iter_mut().for_each(|note| note.at = note.at.map(|span| carry(&differences, span)));
        }
        Ok(notes)
    }

    /// A hash of some content, keyed with the report's key: once that is gone, it can't be compared with guesses.
    pub fn mac(&self, label: &str, content: &[u8]) -> String {
        hex(derive(self.key.bytes(), label, &[content]).as_slice())
    }

    /// A folder that was made for a transaction that failed before its commit was tried holds nothing: its key goes.
    pub async fn discard(self) {
        if let Err(error) = self.office.keys.destroy(&self.key_id).await {
            crate::errors::log(&error.into());
        }
    }
}

/// What a ciphertext is bound to: table, report, part.
pub(crate) fn place(report: &str, part: &str) -> String {
    format!("sealed/{report}/{part}")
}
