//! The application without its window: one method per command of the window.

mod entry;
mod programme;

use std::sync::Arc;

use domain::Private;
use jiff::tz::TimeZone;
use jiff::{Zoned, civil::Date};
use uuid::Uuid;

use crate::news::DeskNews;
use crate::session::{Config, Session, State};
use crate::view::*;
use crate::{
    answers, author, claims, desk, display, elsewhere, history, language, meter, publish, reading, reveal, show,
    similar, sync, vetting,
};

/// The programme's own time zone: its business days count there.
const ZONE: &str = "America/New_York";

/// One application; clones share it.
#[derive(Clone)]
pub struct App {
    config: Arc<Config>,
    state: Arc<tokio::sync::RwLock<State>>,
    entry: entry::Entry,
    reader: Arc<language::Reader>,
}

impl App {
    pub fn new(config: Config) -> Self {
        Self {
            config: Arc::new(config),
            state: Arc::new(tokio::sync::RwLock::new(State::SignedOut)),
            entry: entry::Entry::default(),
            reader: Arc::default(),
        }
    }

    /// Theme and text size, as they were set here last.
    pub fn display(&self) -> DisplayView {
        display::read(&self.config.data_dir)
    }

    pub fn set_display(&self, wish: DisplayView) -> Result<DisplayView, ErrorView> {
        display::write(&self.config.data_dir, wish)
    }

    pub async fn status(&self) -> StatusView {
        match &*self.state.read().await {
            State::Open(session) => session.status(),
            State::SignedOut | State::Locked { .. } => StatusView {
                link: Link::Offline,
                pulled_at: None,
                waiting: 0,
                stuck: 0,
                drafts_sent: true,
                queue_changes: 0,
                session_expired: false,
            },
        }
    }

    pub async fn queue(&self) -> Result<QueueView, ErrorView> {
        let session = self.open().await?;
        let store = session.store();
        let outbox = store.outbox()?;
        let sending = |id: Uuid| outbox.iter().any(|row| row.report == id && row.answer.is_none());
        let today = self.today();
        let cards = store.cards()?.iter().map(|card| show::card(card, today, sending(card.id))).collect();
        Ok(QueueView { cards, status: session.status() })
    }

    /// One write-read round now; the queue after it.
    pub async fn sync(&self) -> Result<QueueView, ErrorView> {
        let session = self.open().await?;
        self.round(&session).await;
        self.queue().await
    }

    pub async fn take(&self, report: Uuid) -> Result<DeskView, ErrorView> {
        let session = self.open().await?;
        claims::take(&session, report).await?;
        desk::view(&session, report, self.today())
    }

    pub async fn release(&self, report: Uuid) -> Result<QueueView, ErrorView> {
        let session = self.open().await?;
        claims::release(&session, report).await?;
        self.queue().await
    }

    pub async fn recuse(&self, report: Uuid) -> Result<QueueView, ErrorView> {
        let session = self.open().await?;
        claims::recuse(&session, report).await?;
        self.queue().await
    }

    /// What the window does not know yet of a desk; `whole`: it knows nothing of it, or has lost the thread.
    pub async fn tell(&self, view: DeskView, whole: bool) -> Result<DeskNews, ErrorView> {
        self.open().await?.sight.tell(&view, whole)
    }

    pub async fn desk(&self, report: Uuid) -> Result<DeskView, ErrorView> {
        let session = self.open().await?;
        elsewhere::look(&session, report).await;
        desk::view(&session, report, self.today())
    }

    /// `joins`: goes on from what was typed just before.
    pub async fn type_text(
        &self,
        report: Uuid,
        revision: u32,
        typed: Vec<Typed>,
        joins: bool,
    ) -> Result<DeskView, ErrorView> {
        self.on_desk(report, |session| desk::type_text(session, report, revision, &typed, joins)).await
    }

    pub async fn decide(&self, report: Uuid, revision: u32, ask: DecideAsk) -> Result<DeskView, ErrorView> {
        self.on_desk(report, |session| desk::decide(session, report, revision, &ask)).await
    }

    pub async fn mark(&self, report: Uuid, revision: u32, ask: MarkAsk) -> Result<DeskView, ErrorView> {
        self.on_desk(report, |session| desk::mark(session, report, revision, &ask)).await
    }

    pub async fn entity(&self, report: Uuid, revision: u32, ask: EntityAsk) -> Result<DeskView, ErrorView> {
        self.on_desk(report, |session| desk::entity(session, report, revision, &ask)).await
    }

    pub async fn redact(&self, report: Uuid, revision: u32, ask: RedactAsk) -> Result<DeskView, ErrorView> {
        self.on_desk(report, |session| desk::redact(session, report, revision, &ask)).await
    }

    pub async fn confirm(&self, report: Uuid, revision: u32, place: Place) -> Result<DeskView, ErrorView> {
        self.on_desk(report, |session| desk::confirm(session, report, revision, place)).await
    }

    /// What the proofreader says about the text. Takes a second the first time; nothing else waits for it.
    pub async fn proofread(&self, report: Uuid) -> Result<LanguageView, ErrorView> {
        let session = self.open().await?;
        language::proofread(&session, Arc::clone(&self.reader), report).await
    }

    /// A word that the proofreader does not know is right in this report; what it says after that.
    pub async fn call_right(&self, report: Uuid, word: String) -> Result<LanguageView, ErrorView> {
        let session = self.open().await?;
        language::call_right(&session, report, &word)?;
        language::proofread(&session, Arc::clone(&self.reader), report).await
    }

    /// The reviewer has looked at these places; what is left.
    pub async fn saw(&self, report: Uuid, revision: u32, places: Vec<Place>) -> Result<ReadingView, ErrorView> {
        let session = self.open().await?;
        reading::saw(&session, report, revision, &places)
    }

    /// Shows the original of a report in stage two or three, on purpose. It is in memory only, and gone with the lock.
    pub async fn reveal(&self, report: Uuid, password: Private) -> Result<DeskView, ErrorView> {
        let session = self.open().await?;
        reveal::reveal(&session, report, password).await?;
        desk::view(&session, report, self.today())
    }

    pub async fn hide_original(&self, report: Uuid) -> Result<DeskView, ErrorView> {
        let session = self.open().await?;
        session.revealed.hide(report);
        desk::view(&session, report, self.today())
    }

    /// What in a question to the author would give something away.
    pub async fn look_at_question(&self, report: Uuid, ask: AuthorAsk) -> Result<Vec<TakeawayFault>, ErrorView> {
        let session = self.open().await?;
        author::look(&session, report, &ask)
    }

    /// Asks the author, through the server.
    pub async fn ask_author(&self, report: Uuid, ask: AuthorAsk) -> Result<DeskView, ErrorView> {
        let session = self.open().await?;
        author::ask(&session, report, ask).await?;
        desk::view(&session, report, self.today())
    }

    /// Answers the two questions of the LES test about findings.
    pub async fn answer_les(&self, report: Uuid, revision: u32, ask: LesAsk) -> Result<DeskView, ErrorView> {
        self.on_desk(report, |session| vetting::answer_les(session, report, revision, &ask)).await
    }

    /// Puts a comment on a passage, for stage one.
    pub async fn comment(&self, report: Uuid, revision: u32, ask: CommentAsk) -> Result<DeskView, ErrorView> {
        self.on_desk(report, |session| vetting::comment(session, report, revision, &ask)).await
    }

    pub async fn remove_comment(&self, report: Uuid, comment: Uuid) -> Result<DeskView, ErrorView> {
        self.on_desk(report, |session| vetting::remove_comment(session, report, comment)).await
    }

    /// A possible crime, or an author in distress; the queue after it.
    pub async fn flag(&self, report: Uuid, ask: FlagAsk) -> Result<QueueView, ErrorView> {
        let session = self.open().await?;
        vetting::flag(&session, report, ask.flag).await?;
        self.queue().await
    }

    /// What is like the report in work.
    pub async fn similar(&self, report: Uuid) -> Result<SimilarView, ErrorView> {
        let session = self.open().await?;
        similar::similar(&session, report).await
    }

    /// What is left that could single somebody out, and how many reports share it.
    pub async fn meter(&self, report: Uuid) -> Result<MeterView, ErrorView> {
        let session = self.open().await?;
        meter::meter(&session, report).await
    }

    /// Two reports tell of one event, or this one stands for itself; the desk with its card after that.
    pub async fn link_event(&self, report: Uuid, ask: LinkAsk) -> Result<DeskView, ErrorView> {
        let session = self.open().await?;
        similar::link(&session, report, ask).await?;
        self.round(&session).await;
        desk::view(&session, report, self.today())
    }

    pub async fn undo(&self, report: Uuid) -> Result<DeskView, ErrorView> {
        self.on_desk(report, |session| desk::undo(session, report)).await
    }

    pub async fn redo(&self, report: Uuid) -> Result<DeskView, ErrorView> {
        self.on_desk(report, |session| desk::redo(session, report)).await
    }

    /// Every act of this stage, in order.
    pub async fn history(&self, report: Uuid) -> Result<HistoryView, ErrorView> {
        let session = self.open().await?;
        history::view(&session, report)
    }

    /// Takes single edits or acts back; everything else stays.
    pub async fn revert(&self, report: Uuid, revision: u32, ask: RevertAsk) -> Result<DeskView, ErrorView> {
        self.on_desk(report, |session| history::revert(session, report, revision, &ask)).await
    }

    pub async fn edit_answer(&self, report: Uuid, revision: u32, ask: AnswerAsk) -> Result<DeskView, ErrorView> {
        self.on_desk(report, |session| answers::edit(session, report, revision, &ask)).await
    }

    pub async fn fill_sheet(&self, report: Uuid, ask: SheetAsk) -> Result<DeskView, ErrorView> {
        self.on_desk(report, |session| desk::fill_sheet(session, report, ask)).await
    }

    pub async fn takeaway(&self, report: Uuid, revision: u32, ask: TakeawayAsk) -> Result<DeskView, ErrorView> {
        self.on_desk(report, |session| desk::takeaway(session, report, revision, &ask)).await
    }

    /// Ends the work of this stage. Committed to the outbox first; then sent, if the server can be reached.
    pub async fn step(&self, report: Uuid, ask: StepAsk) -> Result<AnswerView, ErrorView> {
        let session = self.open().await?;
        let (now, today) = (self.config.ports.now(), self.today());
        elsewhere::look_before_step(&session, report).await?;
        let refused = match &ask {
            StepAsk::Publish | StepAsk::SendBack { .. } => publish::ask_step(&session, report, ask, now, today)?,
            StepAsk::HandOver
            | StepAsk::Return { .. }
            | StepAsk::AskThird { .. }
            | StepAsk::Approve
            | StepAsk::Decline { .. }
            | StepAsk::Defer { .. } => desk::ask_step(&session, report, ask, now, today)?,
        };
        if let Some(answer) = refused {
            return Ok(answer);
        }
        let queued = |session: &Session| -> Result<Option<store::OutboxRow>, ErrorView> {
            Ok(session.store().outbox()?.into_iter().find(|row| row.report == report))
        };
        let event = queued(&session)?.map(|row| row.event.id);
        self.round(&session).await;
        // A step that the server confirmed has left the outbox together with the copy of its report.
        match queued(&session)?.filter(|row| Some(row.event.id) == event) {
            Some(row) => Ok(sync::answer_view(&session, report, row.answer.as_ref())),
            None => match session.last_answer(report) {
                Some(answer) => Ok(answer),
                // One that vanished without an answer went with the copy that it was about.
                None if session.is_over(report) => Ok(AnswerView::Concluded),
                None => Err(ErrorCode::NotYours.into()),
            },
        }
    }

    pub async fn publish_view(&self, report: Uuid) -> Result<PublishView, ErrorView> {
        let session = self.open().await?;
        publish::fetch(&session, report).await?;
        publish::view(&session, report, self.today())
    }

    pub async fn code(&self, report: Uuid, coding: CodingView) -> Result<PublishView, ErrorView> {
        let session = self.open().await?;
        publish::code(&session, report, &coding.0)?;
        publish::view(&session, report, self.today())
    }

    pub async fn clean_takeaway(&self, report: Uuid, ask: TakeawayAsk) -> Result<PublishView, ErrorView> {
        let session = self.open().await?;
        publish::takeaway(&session, report, &ask)?;
        publish::view(&session, report, self.today())
    }

    pub async fn outbox(&self) -> Result<Vec<OutboxView>, ErrorView> {
        let session = self.open().await?;
        let rows = session.store().outbox()?;
        let view = |row: &store::OutboxRow| OutboxView {
            id: row.event.id.to_string(),
            report: row.report.to_string(),
            step: row.event.step.kind(),
            at: row.at.to_string(),
            answer: sync::answer_view(&session, row.report, row.answer.as_ref()),
        };
        Ok(rows.iter().map(view).collect())
    }

    /// Takes an event out of the outbox that the server refused or that met a conflict. One that waits stays: it may be
    /// on its way already.
    pub async fn discard_event(&self, event: Uuid) -> Result<Vec<OutboxView>, ErrorView> {
        let session = self.open().await?;
        let answered = session.store().outbox()?.into_iter().find(|row| row.event.id == event && row.answer.is_some());
        if let Some(row) = answered {
            session.store().discard(row.id)?;
        }
        self.round(&session).await;
        self.outbox().await
    }

    fn start(&self, state: &mut State, session: Arc<Session>) {
        let config = Arc::clone(&self.config);
        let (weak, bell) = (Arc::downgrade(&session), Arc::clone(&session.bell));
        *state = State::Open(session);
        tokio::spawn(sync::run(weak, bell, Box::new(move |status| (config.on_status)(status))));
    }

    async fn round(&self, session: &Arc<Session>) {
        sync::round(session, &*self.config.on_status).await;
    }

    async fn open(&self) -> Result<Arc<Session>, ErrorView> {
        match &*self.state.read().await {
            State::Open(session) => Ok(Arc::clone(session)),
            State::SignedOut | State::Locked { .. } => Err(ErrorCode::Locked.into()),
        }
    }

    async fn on_desk(
        &self,
        report: Uuid,
        change: impl FnOnce(&Session) -> Result<(), ErrorView>,
    ) -> Result<DeskView, ErrorView> {
        let session = self.open().await?;
        change(&session)?;
        desk::view(&session, report, self.today())
    }
    /// Today in the programme's zone.
    fn today(&self) -> Date {
        let zone = TimeZone::get(ZONE).unwrap_or(TimeZone::UTC);
        Zoned::new(self.config.ports.now(), zone).date()
    }
}
