//! What each step writes: once the rules have agreed, in one transaction.

use domain::{Coding, Comment, Draft, Edit, Private, Sheet, Stage, Takeaway, compare, stage};
use wire::{LibraryAct, Passage, Publication, SavedDraft, Step, Verdict, Vetting};

use super::{conclude, text::Judged};
use crate::{
    auth::SignedIn,
    db::{Tx, events, library_changes, library_words, publications, reports::Report, users},
    errors::{Error, Fault},
    folder::{CleanReport, Folder, KeptDraft, Outcome, Part, Waiting},
    office::Office,
    same_event, sight, similar, tallies,
};

/// A step that is being written.
pub struct Applied<'a, 'o> {
    pub office: &'o Office,
    pub tx: &'a mut Tx,
    /// Already in its new state and version.
    pub report: &'a mut Report,
    pub caller: &'a SignedIn,
    pub folder: Option<&'a Folder<'o>>,
    /// With a new key, for what goes on when the old key goes.
    pub fresh: Option<&'a Folder<'o>>,
}

impl Applied<'_, '_> {
    /// Writes; gives the key that has to be destroyed after the commit.
    pub async fn apply(&mut self, step: Step, judged: Judged) -> Result<Option<String>, Error> {
        match step {
            Step::HandOver { actions, note } => self.hand_over(actions, note, judged).await,
            Step::Return { comment, passages, takeaways: _ } => self.give_back(&comment, &passages, judged).await,
            Step::AskThird { comment, vetting } => self.ask_third(&comment, vetting, judged).await,
            Step::Approve { vetting } => self.approve(&vetting, judged).await,
            Step::Decline { reason } => {
                self.report.release();
                (self.report.aside_reason, self.report.aside_day) =
                    (Some(reason.to_string()), Some(self.office.today()));
                Ok(None)
            }
            Step::Defer { reason, until } => {
                self.report.release();
                (self.report.aside_reason, self.report.aside_day) = (Some(reason.to_string()), Some(until));
                Ok(None)
            }
            Step::UndoDecline {} => {
                (self.report.aside_reason, self.report.aside_day) = (None, None);
                Ok(None)
            }
            Step::SendBack { comment, takeaways: _ } => self.send_back(&comment, judged).await,
            Step::Publish { coding, takeaways: _ } => self.publish(coding, judged).await,
            Step::Correct { coding, comment } => self.correct(coding, &comment).await,
            Step::Retract { comment } => {
                let id = self.report.publication_id.take().ok_or(Fault::Missing)?;
                same_event::take_out(self.tx, id).await?;
                self.note_change(id, LibraryAct::TakenOut, &comment).await?;
                library_words::forget(self.tx, id).await?;
                Ok(None)
            }
        }
    }

    async fn hand_over(
        &mut self,
        actions: Vec<domain::Action>,
        note: Private,
        judged: Judged,
    ) -> Result<Option<String>, Error> {
        let folder = self.folder.ok_or(Fault::Missing)?;
        let mut outcome = judged.outcome.ok_or(Fault::Missing)?;
        if let Some(Waiting { text, takeaways }) = folder.get(&mut **self.tx, Part::Waiting).await? {
            let differences = compare(&text, &outcome.text);
            outcome.takeaways = takeaways.iter().map(|one| one.carried(&differences)).collect();
            folder.remove(self.tx, Part::Waiting).await?;
        }
        folder.put(self.tx, Part::StageOne, &outcome).await?;
        folder.add_note(self.tx, Stage::One, &note).await?;
        let edit = Edit { actions, undone: Vec::new() };
        // The note is said: after a return, another one is written, or none.
        let kept = Draft { edit, sheet: Sheet::default() };
        folder.put(self.tx, Part::StageOneEdit, &kept).await?;
        folder.remove(self.tx, Part::Draft).await?;
        self.report.words = i64::try_from(outcome.text.words()).unwrap_or(i64::MAX);
        self.report.release();
        Ok(None)
    }

    /// Back to stage one: to its first reviewer with the edit as it was handed over, if they are still there.
    async fn give_back(
        &mut self,
        comment: &Private,
        passages: &[Comment],
        judged: Judged,
    ) -> Result<Option<String>, Error> {
        let folder = self.folder.ok_or(Fault::Missing)?;
        let by = self.stage_of_caller().await?;
        folder.add_note(self.tx, by, comment).await?;
        let Outcome { text, takeaways, .. } = judged.outcome.ok_or(Fault::Missing)?;
        folder.add_comments(self.tx, by, passages, &text).await?;
        if !takeaways.is_empty() {
            folder.put(self.tx, Part::Waiting, &Waiting { text, takeaways }).await?;
        }
        for part in [Part::StageOne, Part::StageTwo, Part::Verdict, Part::Draft] {
            folder.remove(self.tx, part).await?;
        }
        self.report.release();
        let Some(first) = events::last_hand_over(&mut **self.tx, self.report.id).await? else { return Ok(None) };
        let row = users::by_id(&mut **self.tx, first).await?;
        let Some(row) = row.filter(|row| !row.is_suspended()) else { return Ok(None) };
        let acted = crate::db::acts::of(&mut **self.tx, self.report.id).await?;
        let sees = sight::sees(self.office, &mut **self.tx, self.report, &row.person()).await?;
        if sees && stage::may_take(&self.report.standing(acted), first, &row.person().roles).is_ok() {
            self.report.claim_for(first, self.office.seconds() + stage::CLAIM_HOURS * 3600);
            if let Some(draft) = folder.get::<Draft>(&mut **self.tx, Part::StageOneEdit).await? {
                let kept = KeptDraft { user: first, stage: Stage::One, saved: SavedDraft { revision: 1, draft } };
                folder.put(self.tx, Part::Draft, &kept).await?;
            }
        }
        Ok(None)
    }

    async fn ask_third(
        &mut self,
        comment: &Private,
        vetting: Vetting,
        judged: Judged,
    ) -> Result<Option<String>, Error> {
        let folder = self.folder.ok_or(Fault::Missing)?;
        let Vetting { authenticity, les_pass, checks, .. } = vetting;
        folder.put(self.tx, Part::Verdict, &Verdict { authenticity, les_pass, checks }).await?;
        folder.put(self.tx, Part::StageTwo, &judged.outcome.ok_or(Fault::Missing)?).await?;
        folder.add_note(self.tx, Stage::Two, comment).await?;
        folder.remove(self.tx, Part::Draft).await?;
        self.report.release();
        Ok(None)
    }

    /// The clean text goes on under a new key; everything else goes with the old one.
    async fn approve(&mut self, vetting: &Vetting, judged: Judged) -> Result<Option<String>, Error> {
        let (folder, fresh) = (self.folder.ok_or(Fault::Missing)?, self.fresh.ok_or(Fault::Missing)?);
        let Outcome { text, record, removed: _, takeaways, answers, changes: _ } =
            judged.outcome.ok_or(Fault::Missing)?;
        let answers = answers.ok_or(Fault::Missing)?;
        self.report.words = i64::try_from(text.words()).unwrap_or(i64::MAX);
        fresh.put(self.tx, Part::Clean, &CleanReport { text, record, takeaways, answers }).await?;
        sight::carry(self.tx, folder, fresh).await?;
        conclude::count_agency(self.office, self.tx, self.report, folder).await?;
        tallies::approved(self.tx, &vetting.checks, self.office.today()).await?;
        // With which others it tells of one event is not sealed with the text, and is wanted again at its publication.
        let links = same_event::links(self.tx, self.report).await?;
        let old = conclude::conclude(self.office, self.tx, self.report, Some(folder)).await?;
        self.report.key_id = Some(fresh.key_id.clone());
        same_event::link_again(self.tx, self.report, links).await?;
        Ok(old)
    }

    /// Something was found after all: stage two begins anew, with the clean text, under a new key.
    async fn send_back(&mut self, comment: &Private, judged: Judged) -> Result<Option<String>, Error> {
        let (folder, fresh) = (self.folder.ok_or(Fault::Missing)?, self.fresh.ok_or(Fault::Missing)?);
        let takeaways = judged.outcome.ok_or(Fault::Missing)?.takeaways;
        let CleanReport { text, record, takeaways: _, answers } = folder.need(&mut **self.tx, Part::Clean).await?;
        sight::carry(self.tx, folder, fresh).await?;
        fresh.put(self.tx, Part::Original, &text).await?;
        fresh.put(self.tx, Part::Answers, &answers).await?;
        let changes = Some(Vec::new());
        let outcome = Outcome { text, record, removed: Vec::new(), takeaways, answers: Some(answers), changes };
        fresh.put(self.tx, Part::StageOne, &outcome).await?;
        fresh.add_note(self.tx, Stage::Publish, comment).await?;
        let links = same_event::links(self.tx, self.report).await?;
        let old = conclude::conclude(self.office, self.tx, self.report, Some(folder)).await?;
        self.report.key_id = Some(fresh.key_id.clone());
        same_event::link_again(self.tx, self.report, links).await?;
        self.report.concluded = false;
        Ok(old)
    }

    async fn publish(&mut self, coding: Coding, judged: Judged) -> Result<Option<String>, Error> {
        let folder = self.folder.ok_or(Fault::Missing)?;
        let takeaways = judged.outcome.ok_or(Fault::Missing)?.takeaways;
        let CleanReport { text, record, takeaways: _, answers } = folder.need(&mut **self.tx, Part::Clean).await?;
        let today = self.office.today();
        tallies::published(self.tx, self.report, &record, &coding, today).await?;
        tallies::ended(self.tx, self.report.state, today).await?;
        let Coding { category, tags, factors, primary_factor, prevented, severity } = coding;
        let publication = Publication {
            id: self.office.uuid(),
            title: text.title.into_exposed(),
            summary: text.summary.into_exposed(),
            lessons: text.lessons.into_exposed(),
            differently: text.differently.into_exposed(),
            passages: passages(&takeaways),
            takeaways: takeaways.into_iter().map(|Takeaway { text, .. }| text.into_exposed()).collect(),
            category: category.ok_or(Fault::Missing)?,
            tags,
            factors,
            primary_factor,
            prevented,
            severity,
            answers,
        };
        let body = serde_json::to_string(&publication).map_err(|_| Fault::Unreadable)?;
        publications::put(self.tx, publication.id, &body).await?;
        similar::index(self.office, self.tx, &publication).await?;
        same_event::publish(self.office, self.tx, self.report, publication.id).await?;
        self.report.publication_id = Some(publication.id);
        self.report.flag = None;
        conclude::conclude(self.office, self.tx, self.report, Some(folder)).await
    }

    async fn correct(&mut self, coding: Coding, comment: &Private) -> Result<Option<String>, Error> {
        let id = self.report.publication_id.ok_or(Fault::Missing)?;
        let body = publications::get(&mut **self.tx, id).await?.ok_or(Fault::Missing)?;
        let before: Publication = serde_json::from_str(&body).map_err(|_| Fault::Unreadable)?;
        let coded = Coding {
            category: Some(before.category),
            tags: before.tags.clone(),
            factors: before.factors.clone(),
            primary_factor: before.primary_factor,
            prevented: before.prevented.clone(),
            severity: before.severity,
        };
        // It came into its state when it was published, and a correction leaves it there.
        let published = self.report.entered.unwrap_or_else(|| self.office.today());
        tallies::recoded(self.tx, &coded, &coding, published).await?;
        let Coding { category, tags, factors, primary_factor, prevented, severity } = coding;
        let category = category.ok_or(Fault::Missing)?;
        let corrected = Publication { category, tags, factors, primary_factor, prevented, severity, ..before };
        let body = serde_json::to_string(&corrected).map_err(|_| Fault::Unreadable)?;
        publications::put(self.tx, id, &body).await?;
        self.note_change(id, LibraryAct::Corrected, comment).await?;
        similar::index(self.office, self.tx, &corrected).await?;
        Ok(None)
    }

    async fn note_change(&mut self, id: uuid::Uuid, what: LibraryAct, reason: &Private) -> Result<(), Error> {
        let by = (self.office.today(), self.caller.person.id);
        Ok(library_changes::note(self.tx, id, by, what, reason.as_str().trim()).await?)
    }

    /// The part of a caller who returns a report: noted just now, and nobody has two.
    async fn stage_of_caller(&mut self) -> Result<Stage, Error> {
        let acted = crate::db::acts::of(&mut **self.tx, self.report.id).await?;
        Ok(acted.into_iter().find(|(who, _)| *who == self.caller.person.id).map_or(Stage::Two, |(_, stage)| stage))
    }
}

fn passages(takeaways: &[Takeaway]) -> Vec<Passage> {
    let anchored = (0_u32..).zip(takeaways).filter_map(|(takeaway, one)| Some((takeaway, one.passage?)));
    anchored.map(|(takeaway, place)| Passage { takeaway, place }).collect()
}
