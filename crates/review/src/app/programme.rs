//! The commands of the programme's desk: people, claims, figures, the library and what is saved of it.

use domain::{Coding, Private};
use uuid::Uuid;

use crate::view::*;
use crate::{App, SavedFile, library, overview, people, saved};

impl App {
    /// Everybody who may sign in; for administrators.
    pub async fn people(&self) -> Result<PeopleView, ErrorView> {
        let session = self.open().await?;
        Ok(PeopleView { people: people::list(&session).await?, password: None })
    }

    /// Adds somebody. `proof`: the password of who is signed in.
    pub async fn add_person(&self, ask: NewPersonAsk, proof: Private) -> Result<PeopleView, ErrorView> {
        let session = self.open().await?;
        let password = people::add(&session, ask, proof).await?;
        // It can't be shown again: a list that fails to come must not lose it.
        Ok(PeopleView { people: people::list(&session).await.unwrap_or_default(), password: Some(password) })
    }

    /// Changes somebody. `proof`: the password of who is signed in.
    pub async fn change_person(&self, person: Uuid, ask: PersonAsk, proof: Private) -> Result<PeopleView, ErrorView> {
        let session = self.open().await?;
        let password = people::change(&session, person, ask, proof).await?;
        Ok(PeopleView { people: people::list(&session).await.unwrap_or_default(), password })
    }

    /// The programme's figures, for staff.
    pub async fn overview(&self) -> Result<OverviewView, ErrorView> {
        let session = self.open().await?;
        overview::fetch(&session).await
    }

    /// Ends somebody's claim, for staff; the queue after it.
    pub async fn end_claim(&self, report: Uuid) -> Result<QueueView, ErrorView> {
        let session = self.open().await?;
        people::end_claim(&session, report).await?;
        self.round(&session).await;
        self.queue().await
    }

    /// To whom a report can be given, for staff.
    pub async fn holders(&self) -> Result<Vec<HolderView>, ErrorView> {
        let session = self.open().await?;
        people::holders(&session).await
    }

    /// Gives a report to somebody else, unread; the queue after it.
    pub async fn assign(&self, report: Uuid, to: Uuid) -> Result<QueueView, ErrorView> {
        let session = self.open().await?;
        people::assign(&session, report, to).await?;
        self.round(&session).await;
        self.queue().await
    }

    /// Everything that is published at present, the newest first.
    pub async fn library(&self) -> Result<LibraryView, ErrorView> {
        let session = self.open().await?;
        library::fetch(&session).await
    }

    pub async fn publication(&self, publication: Uuid) -> Result<PublicationView, ErrorView> {
        let session = self.open().await?;
        library::view(&session, publication)
    }

    /// Codes a publication anew. Goes to the server at once, or not at all.
    pub async fn correct(
        &self,
        publication: Uuid,
        coding: CodingView,
        comment: String,
    ) -> Result<AnswerView, ErrorView> {
        let session = self.open().await?;
        let CodingView(coding) = coding;
        // A primary factor is one of the factors.
        let primary_factor = coding.primary_factor.filter(|primary| coding.factors.contains(primary));
        library::correct(&session, publication, Coding { primary_factor, ..coding }, &comment, self.today()).await
    }

    /// Takes a publication out of the library. Goes to the server at once, or not at all.
    pub async fn retract(&self, publication: Uuid, comment: String) -> Result<AnswerView, ErrorView> {
        let session = self.open().await?;
        library::retract(&session, publication, &comment, self.today()).await
    }

    /// Takes a decline back, in the days for which the report is sealed.
    pub async fn undo_decline(&self, report: Uuid) -> Result<AnswerView, ErrorView> {
        let session = self.open().await?;
        let answer = library::undo_decline(&session, report, self.today()).await;
        self.round(&session).await;
        answer
    }

    /// How many pages a roll-call sheet takes, and what in its questions keeps it from being saved.
    pub async fn sheet(&self, publication: Uuid, ask: QuestionsAsk) -> Result<SheetPagesView, ErrorView> {
        let session = self.open().await?;
        saved::pages(&session, publication, ask).await
    }

    /// A roll-call sheet as a file, for the shell to save.
    pub async fn sheet_file(
        &self,
        publication: Uuid,
        ask: QuestionsAsk,
        kind: FileKind,
    ) -> Result<SavedFile, ErrorView> {
        let session = self.open().await?;
        saved::sheet(&session, publication, ask, kind).await
    }

    /// Publications as a file, for the shell to save.
    pub async fn export_file(&self, publications: Vec<Uuid>, kind: FileKind) -> Result<SavedFile, ErrorView> {
        let session = self.open().await?;
        saved::export(&session, &publications, kind)
    }
}
