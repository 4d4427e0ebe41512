//! The story of one report on the desk, in the order in which it happens: read, type, decide, hand over.

use std::sync::Arc;

use domain::house;
use domain::stage::{Actor, Facts, Standing, step};
use domain::{
    Act, Action, Assessment, Base, DeclineReason, Draft, Edit, Fill, Reason, Sheet, Splice, StepKind, Text, removed,
};
use jiff::Timestamp;
use jiff::civil::Date;
use store::Store;
use uuid::Uuid;
use wire::{Card, ClaimState, Detector, Event, Step, Vetting, Work};

use crate::author;
use crate::elsewhere;
use crate::limits;
use crate::reading;
use crate::reveal;
use crate::session::Session;
use crate::show;
use crate::takeaways::Takeaways;
use crate::utf16::to_span;
use crate::vetting;
use crate::view::*;

/// What the desk knows about a report: the base, what was done to it, and what follows from that.
pub struct Desk {
    pub card: Card,
    pub work: Work,
    pub draft: Draft,
    pub revision: u32,
    pub assessment: Arc<Assessment>,
}

/// The desk as the window shows it.
pub fn view(session: &Session, report: Uuid, today: Date) -> Result<DeskView, ErrorView> {
    let desk = open(session, report)?;
    let Desk { card, work, draft, revision, assessment } = &desk;
    let actions = &draft.edit.actions;
    let takeaways = desk.takeaways(session)?;
    let facts = show::facts(assessment, &draft.sheet, &takeaways);
    let read = session.store().reading(report)?;
    let sending = session.store().outbox()?.iter().any(|row| row.report == report && row.answer.is_none());
    Ok(DeskView {
        card: show::card(card, today, sending),
        stage: work.stage,
        revision: *revision,
        fields: show::fields(&assessment.text),
        findings: show::findings(&work.base, actions, assessment, &draft.sheet.checks),
        edits: show::edits(assessment),
        entities: show::entities(&work.base, assessment),
        offers: show::offers(assessment),
        leaks: show::leaks(&work.base, assessment),
        meaning: show::meaning(assessment),
        unread: reading::unread(&work.base, assessment, &read),
        blockers: show::blockers(assessment, &takeaways, &facts, &draft.sheet.checks),
        answers: show::answers(&domain::edited_answers(&work.answers, actions)),
        questions: crate::answers::questions(&work.answers, actions),
        record: show::record(&work.record, assessment),
        notes: vetting::notes(work, assessment),
        original: reveal::view(session, report, assessment),
        author: author::view(card, work, today),
        verdict: vetting::verdict(work),
        sheet: SheetView {
            note: draft.sheet.note.as_str().to_owned(),
            authenticity: draft.sheet.authenticity,
            les_pass: draft.sheet.les_pass,
            checks: vetting::checks(&draft.sheet.checks),
            comments: vetting::comments(&desk),
            takeaways: takeaways.views(),
            coding: CodingView(draft.sheet.coding.clone()),
        },
        can_undo: !actions.is_empty(),
        can_redo: !draft.edit.undone.is_empty(),
        elsewhere: session.elsewhere.show(report),
    })
}

/// Typing, as the window saw it happen: in order, each place counted in the text that the one before left. `joins`: it goes on
/// without a pause from what was typed just before, and is one act with it.
pub fn type_text(
    session: &Session,
    report: Uuid,
    revision: u32,
    typed: &[Typed],
    joins: bool,
) -> Result<(), ErrorView> {
    let desk = open_at(session, report, revision)?;
    let mut text = desk.assessment.text.clone();
    let mut splices = Vec::with_capacity(typed.len());
    for one in typed {
        let span = to_span(&text, one.place).ok_or(ErrorCode::Stale)?;
        let removed = text.slice(span).ok_or(ErrorCode::Stale)?.into();
        // What the window inserts is normalised like an intake, so that the server takes it.
        let inserted = domain::normalise(&one.inserted).into();
        let splice = Splice { field: span.field, at: span.start, removed, inserted };
        splice.apply(&mut text).map_err(|_| ErrorCode::Stale)?;
        splices.push(splice);
    }
    splices.retain(|splice| splice.removed != splice.inserted);
    if splices.is_empty() {
        return Ok(());
    }
    let typed = Action::typing(splices);
    match desk.draft.edit.actions.last().filter(|before| joins && before.is_typing()) {
        Some(before) => desk.keep_joined(session, report, &text, before.joined(&typed)),
        None => desk.keep(session, report, &text, typed),
    }
}

/// Decides findings, in one action.
pub fn decide(session: &Session, report: Uuid, revision: u32, ask: &DecideAsk) -> Result<(), ErrorView> {
    let desk = open_at(session, report, revision)?;
    let wanted = |judged: &&domain::Judged| ask.findings.contains(&show::finding_id(&desk.assessment, judged));
    let anchors: Vec<_> = desk.assessment.findings.iter().filter(wanted).map(|judged| judged.anchor).collect();
    if anchors.len() != ask.findings.len() {
        return Err(ErrorCode::Stale.into());
    }
    let token = domain::normalise(&ask.text);
    let action = house::decide(&desk.assessment, &anchors, ask.act, ask.reason, &token).ok_or(ErrorCode::Stale)?;
    desk.commit(session, report, action)
}

/// Redacts what the reviewer selected and no finding covered.
pub fn redact(session: &Session, report: Uuid, revision: u32, ask: &RedactAsk) -> Result<(), ErrorView> {
    let desk = open_at(session, report, revision)?;
    let span = to_span(&desk.assessment.text, ask.place).ok_or(ErrorCode::Stale)?;
    let token = domain::normalise(&ask.text);
    let action = house::redact(&desk.assessment, span, ask.class, ask.act, &token).ok_or(ErrorCode::Stale)?;
    desk.commit(session, report, action)
}

/// Makes what the reviewer selected a finding, here and wherever else it stands.
pub fn mark(session: &Session, report: Uuid, revision: u32, ask: &MarkAsk) -> Result<(), ErrorView> {
    let desk = open_at(session, report, revision)?;
    let span = to_span(&desk.assessment.text, ask.place).ok_or(ErrorCode::Stale)?;
    let action = house::mark(&desk.assessment, span, ask.class).ok_or(ErrorCode::Stale)?;
    desk.commit(session, report, action)
}

/// Says who is who, or gives somebody another token or neutral words.
pub fn entity(session: &Session, report: Uuid, revision: u32, ask: &EntityAsk) -> Result<(), ErrorView> {
    let desk = open_at(session, report, revision)?;
    let assessment = &desk.assessment;
    let index = |entity: u32| usize::try_from(entity).unwrap_or(usize::MAX);
    let action = match ask {
        EntityAsk::Rename { entity, token } => house::rename(assessment, index(*entity), &domain::normalise(token)),
        EntityAsk::Same { entity, with } => house::same(assessment, index(*entity), index(*with)),
        EntityAsk::Apart { findings } => {
            let named = assessment.findings.iter().filter(|judged| {
                let id = show::finding_id(assessment, judged);
                findings.contains(&id)
            });
            let anchors: Vec<_> = named.map(|judged| judged.anchor).collect();
            house::apart(&desk.work.base, assessment, &anchors).filter(|_| anchors.len() == findings.len())
        }
        EntityAsk::Neutral { offers } => {
            let offer = |one: &NeutralAsk| {
                let span = to_span(&assessment.text, one.place)?;
                Some(house::Offer { span, token: domain::normalise(&one.text), sure: true })
            };
            let offers: Option<Vec<_>> = offers.iter().map(offer).collect();
            offers.and_then(|offers| house::neutralise(assessment, &offers))
        }
    };
    desk.commit(session, report, action.ok_or(ErrorCode::Stale)?)
}

/// The reviewer meant the change of meaning at this place: the text stays, and nobody asks again while it does.
pub fn confirm(session: &Session, report: Uuid, revision: u32, place: Place) -> Result<(), ErrorView> {
    let desk = open_at(session, report, revision)?;
    let span = to_span(&desk.assessment.text, place).ok_or(ErrorCode::Stale)?;
    let change = desk.assessment.meaning.iter().find(|change| change.current == span && !change.confirmed);
    let around = change.ok_or(ErrorCode::Stale)?.around;
    let action = Action { act: Act::Keep, reason: Reason::Meant, confirms: vec![around], ..Action::default() };
    desk.commit(session, report, action)
}

/// Takes the last action back; nothing happens if there is none.
pub fn undo(session: &Session, report: Uuid) -> Result<(), ErrorView> {
    elsewhere::go_on(session, report)?;
    write(session, report, |store| Ok(store.undo(report)?))
}

/// Does the action taken back last again.
pub fn redo(session: &Session, report: Uuid) -> Result<(), ErrorView> {
    elsewhere::go_on(session, report)?;
    write(session, report, |store| Ok(store.redo(report)?))
}

/// Fills in the work sheet.
pub fn fill_sheet(session: &Session, report: Uuid, ask: SheetAsk) -> Result<(), ErrorView> {
    change_sheet(session, report, None, |sheet| {
        vetting::fill(sheet, &ask);
        if let Some(note) = ask.note {
            sheet.note = domain::normalise(&note).into();
        }
        sheet.authenticity = ask.authenticity.or(sheet.authenticity);
        sheet.les_pass = ask.les_pass.unwrap_or(sheet.les_pass);
        if let Some(CodingView(coding)) = ask.coding {
            sheet.coding = coding;
        }
    })
}

/// Adds, answers, anchors, orders or takes back takeaways.
pub fn takeaway(session: &Session, report: Uuid, revision: u32, ask: &TakeawayAsk) -> Result<(), ErrorView> {
    let desk = open_at(session, report, revision)?;
    let edit = desk.takeaways(session)?.changed(ask, session.ports.id()?)?;
    change_sheet(session, report, Some(desk.revision), |sheet| sheet.takeaways = edit)
}

/// Asks for the step that ends this stage: checked here by the rules that the server uses too, and committed to the
/// outbox before anything is sent. The answer is the rule that forbids it, if one does.
pub fn ask_step(
    session: &Session,
    report: Uuid,
    ask: StepAsk,
    now: Timestamp,
    today: Date,
) -> Result<Option<AnswerView>, ErrorView> {
    elsewhere::go_on(session, report)?;
    let desk = open(session, report)?;
    let sheet = &desk.draft.sheet;
    // What was done on the work sheet stays here: the sheet itself goes with the step.
    let actions = desk.draft.edit.of_text();
    let vetting = Vetting {
        checks: sheet.checks.clone(),
        actions: actions.clone(),
        authenticity: sheet.authenticity,
        les_pass: sheet.les_pass,
        takeaways: sheet.takeaways.clone(),
    };
    let from_work = show::facts(&desk.assessment, sheet, &desk.takeaways(session)?);
    let (kind, wanted, facts) = match ask {
        StepAsk::HandOver => (StepKind::HandOver, Step::HandOver { actions, note: sheet.note.clone() }, from_work),
        StepAsk::Approve => (StepKind::Approve, Step::Approve { vetting }, from_work),
        StepAsk::Return { comment } => {
            let passages = sheet.comments.clone();
            let facts = Facts { comment: !comment.trim().is_empty() || !passages.is_empty(), ..from_work };
            (
                StepKind::Return,
                Step::Return { comment: limits::comment(&comment)?, passages, takeaways: vetting.takeaways },
                facts,
            )
        }
        StepAsk::AskThird { comment } => {
            let facts = Facts { complex: !comment.trim().is_empty(), ..from_work };
            (StepKind::AskThird, Step::AskThird { comment: limits::comment(&comment)?, vetting }, facts)
        }
        StepAsk::Decline { reason } => {
            let asked = !desk.work.can_ask || !desk.work.questions.is_empty();
            let too_little = reason == DeclineReason::InsufficientDetail;
            let still_waiting = too_little && author::still_waits(&desk.card, &desk.work, today);
            let not_asked = too_little && !asked;
            let facts = Facts { comment: true, not_asked, still_waiting, ..from_work };
            (StepKind::Decline, Step::Decline { reason }, facts)
        }
        StepAsk::Defer { reason, until } => {
            let Ok(until) = until.parse::<Date>() else {
                return Ok(Some(refused(domain::Refusal::DateOutOfRange)));
            };
            (StepKind::Defer, Step::Defer { reason, until }, Facts { comment: true, until: Some(until), ..from_work })
        }
        StepAsk::Publish | StepAsk::SendBack { .. } => return Ok(Some(refused(domain::Refusal::WrongState))),
    };
    let standing = Standing {
        state: desk.card.state,
        claimant: matches!(desk.card.claim, ClaimState::Mine { .. }).then_some(session.user.id),
        // Who acted before is the server's to know; the card has been barred if it was this user.
        acted: Vec::new(),
        concluded: false,
        day: None,
    };
    let actor = Actor::Person { id: session.user.id, roles: &session.user.roles };
    if let Err(rule) = step(kind, &standing, actor, &facts, today) {
        return Ok(Some(refused(rule)));
    }
    let fingerprint = desk.assessment.text.fingerprint(desk.work.salt.as_bytes());
    queue(
        session,
        report,
        Seen { version: desk.work.version, revision: Some(desk.revision) },
        fingerprint,
        wanted,
        now,
    )?;
    Ok(None)
}

/// What an event was made from.
pub struct Seen {
    pub version: i64,
    /// Of the draft, if the report is on the desk.
    pub revision: Option<u32>,
}

/// Puts an event into the outbox. One that the server refused before is replaced by it.
///
/// `Sending`: another step waits. `Stale`: the draft has changed since the event was made of it.
pub fn queue(
    session: &Session,
    report: Uuid,
    seen: Seen,
    fingerprint: String,
    step: Step,
    now: Timestamp,
) -> Result<(), ErrorView> {
    let detector = Detector { version: domain::DETECTOR_VERSION.to_owned(), lists: session.store().lists()?.name };
    let event = Event { id: session.ports.id()?, version: seen.version, fingerprint, detector, step };
    let mut store = session.store();
    if let Some(revision) = seen.revision
        && store.revision(report)? != revision
    {
        return Err(ErrorCode::Stale.into());
    }
    let rows = store.outbox()?;
    let mine: Vec<_> = rows.iter().filter(|row| row.report == report).collect();
    // The same step twice (a second click, a second try while offline) is one event.
    if let Some(waiting) = mine.iter().find(|row| row.answer.is_none()) {
        return if waiting.event.step == event.step { Ok(()) } else { Err(ErrorCode::Sending.into()) };
    }
    session.forget_answer(report);
    for row in mine {
        store.discard(row.id)?;
    }
    store.queue_event(report, &event, now)?;
    session.bell.notify_one();
    Ok(())
}

pub fn refused(rule: domain::Refusal) -> AnswerView {
    AnswerView::Refused { rule, places: Vec::new() }
}

impl Desk {
    fn takeaways(&self, session: &Session) -> Result<Takeaways<'_>, ErrorView> {
        let Self { work, draft, assessment, .. } = self;
        let given = (work.takeaways.as_slice(), &draft.sheet.takeaways);
        Takeaways::new(session, work.stage, given, &assessment.trace, |lists| self.taken_out(lists))
    }

    /// What this stage took out of the text so far. What earlier ones did, the server alone knows.
    pub fn taken_out(&self, lists: &domain::Lists) -> Vec<domain::Removed> {
        let Self { work, draft, .. } = self;
        let base = Base { stage: work.stage, text: &work.base, record: &work.record };
        removed(&base, &draft.edit.actions, lists).unwrap_or_default()
    }

    pub fn commit(&self, session: &Session, report: Uuid, action: Action) -> Result<(), ErrorView> {
        let mut text = self.assessment.text.clone();
        action.apply(&mut text).map_err(|_| ErrorCode::Stale)?;
        self.keep(session, report, &text, action)
    }

    /// Keeps one action, which leaves this text; it is on the disk when this returns.
    fn keep(&self, session: &Session, report: Uuid, text: &Text, action: Action) -> Result<(), ErrorView> {
        let mut edit = self.draft.edit.clone();
        edit.push(action.clone());
        self.keep_edit(session, report, text, edit, |store| store.push_action(report, self.revision, &action))
    }

    /// Keeps an action in the place of the last one, which it holds; nothing in its place if it does nothing.
    fn keep_joined(&self, session: &Session, report: Uuid, text: &Text, joined: Action) -> Result<(), ErrorView> {
        let joined = Some(joined).filter(|joined| !joined.splices.is_empty());
        let mut edit = Edit { actions: self.draft.edit.actions.clone(), undone: Vec::new() };
        edit.actions.pop();
        edit.actions.extend(joined.clone());
        self.keep_edit(session, report, text, edit, |store| {
            store.replace_last_action(report, self.revision, joined.as_ref())
        })
    }

    fn keep_edit(
        &self,
        session: &Session,
        report: Uuid,
        text: &Text,
        edit: Edit,
        keep: impl FnOnce(&mut Store) -> Result<u32, store::StoreError>,
    ) -> Result<(), ErrorView> {
        if wire::oversized(text).is_some() {
            return Err(ErrorCode::TooLarge.into());
        }
        limits::draft(&Draft { edit, sheet: self.draft.sheet.clone() })?;
        write(session, report, |store| Ok(Some(keep(store)?)))
    }
}

/// A report as it stands here, for those who look at its text and change nothing.
pub struct Looked {
    pub base: Text,
    pub revision: u32,
    pub assessment: Arc<Assessment>,
}

pub fn look(session: &Session, report: Uuid) -> Result<Looked, ErrorView> {
    let desk = open(session, report)?;
    Ok(Looked { base: desk.work.base, revision: desk.revision, assessment: desk.assessment })
}

pub fn open(session: &Session, report: Uuid) -> Result<Desk, ErrorView> {
    let store = session.store();
    let work = store.work(report)?.ok_or_else(|| session.missing(report))?;
    let card = store.card(report)?.ok_or(ErrorCode::NoReport)?;
    let draft = store.draft(report)?;
    let revision = store.revision(report)?;
    let lists = store.lists()?;
    drop(store);
    let assessment = session.sight.assess(&work, &draft.edit.actions, &lists).map_err(|_| ErrorCode::StoreBroken)?;
    Ok(Desk { card, work, draft, revision, assessment })
}

/// The desk, if it still stands as the window saw it.
pub fn open_at(session: &Session, report: Uuid, revision: u32) -> Result<Desk, ErrorView> {
    elsewhere::go_on(session, report)?;
    let desk = open(session, report)?;
    if desk.revision == revision { Ok(desk) } else { Err(ErrorCode::Stale.into()) }
}

/// What the server is about to answer was made of the draft as it stands: a change would go unseen with the copy.
pub fn refuse_while_sending(store: &Store, report: Uuid) -> Result<(), ErrorView> {
    let waits = store.outbox()?.iter().any(|row| row.report == report && row.answer.is_none());
    if waits { Err(ErrorCode::Sending.into()) } else { Ok(()) }
}

/// Changes the work sheet, as one act of the history. Nothing happens if it stays as it is. `seen`: the draft's revision that
/// the change was made from; none if it fits whatever stands there.
///
/// `Stale`: the draft is at another revision by now.
pub fn change_sheet(
    session: &Session,
    report: Uuid,
    seen: Option<u32>,
    change: impl FnOnce(&mut Sheet),
) -> Result<(), ErrorView> {
    elsewhere::go_on(session, report)?;
    write(session, report, |store| {
        let mut draft = store.draft(report)?;
        let mut sheet = draft.sheet.clone();
        change(&mut sheet);
        let Some(fill) = Fill::between(&draft.sheet, &sheet) else { return Ok(None) };
        let action = Action::filling(fill);
        draft.push(action.clone()).map_err(|_| ErrorCode::StoreBroken)?;
        limits::draft(&draft)?;
        let seen = seen.map_or_else(|| store.revision(report), Ok)?;
        Ok(Some(store.push_action(report, seen, &action)?))
    })
}

/// Every change of a draft goes through here: none while a step waits that was made of it, and the server is told soon. What is
/// done answers the new revision, or none if it had nothing to do.
fn write(
    session: &Session,
    report: Uuid,
    change: impl FnOnce(&mut Store) -> Result<Option<u32>, ErrorView>,
) -> Result<(), ErrorView> {
    let mut store = session.store();
    refuse_while_sending(&store, report)?;
    let changed = change(&mut store)?;
    drop(store);
    if changed.is_some() {
        session.bell.notify_one();
    }
    Ok(())
}

/// The text as it stands here, if the report is still held: to place what the server found in it.
pub fn current_text(session: &Session, report: Uuid) -> Option<Text> {
    if let Ok(desk) = open(session, report) {
        return Some(desk.assessment.text.clone());
    }
    session.store().clean(report).ok().flatten().map(|clean| clean.text)
}
