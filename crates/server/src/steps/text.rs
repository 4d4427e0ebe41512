//! What the rules have to know about a step's text: computed here again, never taken from a client.

use domain::{
    Act, Action, Answers, Base, Checks, Class, DeclineReason, Field, Intruder, Leak, Lists, Private, Recorded, Refusal,
    Removed, Span, Stage, StepKind, Takeaway, TakeawayEdit, Text, Trace, Unclean, assess, calendar, changes_through,
    edited_answers, find_leaks, names_somebody, removed, stage::Facts, unclean,
};
use uuid::Uuid;
use wire::{Ask, Event, FoundPlace, Step, Vetting};

use crate::{
    db::reports::Report,
    errors::{Error, Fault},
    folder::{CleanReport, Folder, KeptDraft, Outcome, Part},
    office::Office,
    questions,
};

/// A step's text, judged.
#[derive(Default)]
pub struct Judged {
    pub facts: Facts,
    /// The actions don't fit the base, or lead to another text than the client's.
    pub mismatch: bool,
    pub oversized: bool,
    /// What the stage leaves to the next.
    pub outcome: Option<Outcome>,
    findings: Vec<FoundPlace>,
    leaks: Vec<FoundPlace>,
    /// What is wrong with the takeaways alone: places among `findings` or `leaks`.
    takeaways: Option<(Refusal, Vec<FoundPlace>)>,
    /// What was done with the takeaways must not be done, or does not fit; or a reason that is kept names somebody.
    pub misused: Option<Refusal>,
}

impl Judged {
    /// What keeps the takeaways from going on to the next stage, where their writer can't change them any more.
    pub fn dirty_takeaways(&self) -> Option<Refusal> {
        self.takeaways.as_ref().map(|(rule, _)| *rule)
    }

    /// The places that go with a refusal.
    pub fn places(&self, kind: StepKind, rule: Refusal) -> Vec<FoundPlace> {
        // The text may be open when a third review is asked for.
        if kind == StepKind::AskThird {
            self.takeaways.as_ref().filter(|(found, _)| *found == rule).map_or(Vec::new(), |(_, places)| places.clone())
        } else if rule == Refusal::OpenFindings {
            self.findings.clone()
        } else if rule == Refusal::Leak {
            self.leaks.clone()
        } else {
            Vec::new()
        }
    }
}

/// What a stage works on, and with what.
struct Job {
    stage: Stage,
    base: Outcome,
    actions: Vec<Action>,
    takeaways: TakeawayEdit,
    author: Uuid,
    checks: Checks,
    salt: String,
    fingerprint: String,
    lists: Lists,
}

/// Judges the text of a step. `None`: what the step starts from is not there any more.
pub async fn judge(office: &Office, report: &Report, author: Uuid, event: &Event) -> Result<Option<Judged>, Error> {
    let checks = match &event.step {
        Step::Approve { vetting } | Step::AskThird { comment: _, vetting } => vetting.checks.clone(),
        Step::HandOver { .. }
        | Step::Return { .. }
        | Step::Decline { .. }
        | Step::Defer { .. }
        | Step::SendBack { .. }
        | Step::UndoDecline {}
        | Step::Publish { .. }
        | Step::Correct { .. }
        | Step::Retract { .. } => Checks::default(),
    };
    let (facts, edit) = match &event.step {
        Step::HandOver { actions, note: _ } => (Facts::default(), Some((actions.clone(), TakeawayEdit::default()))),
        Step::Approve { vetting } => (facts_of(vetting), Some(edit_of(vetting))),
        Step::AskThird { comment, vetting } => (
            Facts { comment: !comment.is_blank(), complex: !comment.is_blank(), ..facts_of(vetting) },
            Some(edit_of(vetting)),
        ),
        Step::Publish { coding, takeaways } => (
            Facts { category: coding.category.is_some(), tags: coding.tags.len(), ..Facts::default() },
            Some((Vec::new(), takeaways.clone())),
        ),
        Step::SendBack { comment, takeaways } => {
            (Facts { comment: !comment.is_blank(), ..Facts::default() }, Some((Vec::new(), takeaways.clone())))
        }
        Step::Correct { coding, comment } => {
            let (category, tags) = (coding.category.is_some(), coding.tags.len());
            (Facts { comment: !comment.is_blank(), category, tags, ..Facts::default() }, None)
        }
        Step::Return { comment, passages, takeaways } => {
            let facts = Facts { comment: !comment.is_blank() || !passages.is_empty(), ..Facts::default() };
            let Some(from) = base(office, report).await? else { return Ok(None) };
            let (edit, lists) = (takeaways.clone(), office.config.lists.clone());
            let judged = tokio::task::spawn_blocking(move || given_back(from, &edit, author, &lists, facts));
            return judged.await.map(Some).map_err(|_| Fault::Panic.into());
        }
        Step::Retract { comment } => (Facts { comment: !comment.is_blank(), ..Facts::default() }, None),
        Step::Decline { reason } => {
            let too_little = *reason == DeclineReason::InsufficientDetail;
            let not_asked = too_little && unasked(office, report).await?;
            let waits = report.waiting_since.is_some_and(|since| calendar::still_waits(since, office.today()));
            (Facts { comment: true, not_asked, still_waiting: too_little && waits, ..Facts::default() }, None)
        }
        Step::Defer { reason: _, until } => (Facts { comment: true, until: Some(*until), ..Facts::default() }, None),
        Step::UndoDecline {} => (Facts::default(), None),
    };
    let Some((actions, takeaways)) = edit else {
        let misused = reason_kept(&event.step).filter(|reason| names_somebody(reason, &office.config.lists));
        let misused = misused.map(|_| Refusal::OpenFindings);
        return Ok(Some(Judged { facts, misused, ..Judged::default() }));
    };
    let Some((stage, base)) = base(office, report).await? else { return Ok(None) };
    let job = Job {
        stage,
        base,
        actions,
        takeaways,
        author,
        checks,
        salt: report.salt.clone(),
        fingerprint: event.fingerprint.clone(),
        lists: office.config.lists.clone(),
    };
    tokio::task::spawn_blocking(move || Some(examine(job, facts))).await.map_err(|_| Fault::Panic.into())
}

/// The reason that stays with the publication's history: nothing in it may name anybody.
const fn reason_kept(step: &Step) -> Option<&Private> {
    match step {
        Step::Correct { coding: _, comment } | Step::Retract { comment } => Some(comment),
        Step::HandOver { .. }
        | Step::Return { .. }
        | Step::AskThird { .. }
        | Step::Approve { .. }
        | Step::Decline { .. }
        | Step::Defer { .. }
        | Step::SendBack { .. }
        | Step::UndoDecline {}
        | Step::Publish { .. } => None,
    }
}

/// Whether words that leave the programme give something away: read like a takeaway of the stage that the report is in, with
/// all that was removed so far, by the draft of whoever writes them too.
pub async fn gives_away(office: &Office, report: &Report, by: Uuid, asked: &Ask) -> Result<bool, Error> {
    let Some((stage, base)) = base(office, report).await? else { return Ok(false) };
    let Some(folder) = Folder::open(office, report).await? else { return Ok(false) };
    let draft: Option<KeptDraft> = folder.get(&office.db.pool, Part::Draft).await?;
    let draft = draft.filter(|draft| draft.user == by && draft.stage == stage);
    let actions = draft.map_or_else(Vec::new, |draft| draft.saved.draft.edit.actions);
    let words = Takeaway { kept: asked.kept.clone(), ..Takeaway::new(Uuid::nil(), stage, asked.text.clone()) };
    let lists = office.config.lists.clone();
    let look = move || {
        let from = Base { stage, text: &base.text, record: &base.record };
        // A draft that fits no longer has removed nothing.
        let drafted = removed(&from, &actions, &lists).unwrap_or_default();
        let all: Vec<Removed> = base.removed.iter().cloned().chain(drafted).collect();
        !unclean(&[words], &all, &lists).is_empty()
    };
    tokio::task::spawn_blocking(look).await.map_err(|_| Fault::Panic.into())
}

/// The base of the stage that a report is in.
async fn base(office: &Office, report: &Report) -> Result<Option<(Stage, Outcome)>, Error> {
    let Some((stage, _)) = report.state.part() else { return Ok(None) };
    let Some(folder) = Folder::open(office, report).await? else { return Ok(None) };
    let db = &office.db.pool;
    let given: Option<Answers> = folder.get(db, Part::Answers).await?;
    let base = match stage {
        Stage::One => {
            let text: Option<Text> = folder.get(db, Part::Original).await?;
            text.map(|text| Outcome {
                text,
                record: Vec::new(),
                removed: Vec::new(),
                takeaways: Vec::new(),
                answers: None,
                changes: Some(Vec::new()),
            })
        }
        Stage::Two => folder.get(db, Part::StageOne).await?,
        Stage::Third => folder.get(db, Part::StageTwo).await?,
        Stage::Publish => {
            let clean: Option<CleanReport> = folder.get(db, Part::Clean).await?;
            clean.map(|clean| Outcome {
                text: clean.text,
                record: clean.record,
                removed: Vec::new(),
                takeaways: clean.takeaways,
                answers: Some(clean.answers),
                // The original is no more.
                changes: None,
            })
        }
    };
    Ok(base.map(|base| (stage, Outcome { answers: base.answers.or(given), ..base })))
}

/// The pure part: replays the actions, looks for findings and leaks in the text and in the takeaways.
fn examine(job: Job, wish: Facts) -> Judged {
    let Job { stage, base, actions, takeaways, author, checks, salt, fingerprint, lists } = job;
    let from = Base { stage, text: &base.text, record: &base.record };
    let (Ok(assessment), Ok(taken_out)) = (assess(&from, &actions, &lists), removed(&from, &actions, &lists)) else {
        return Judged { facts: wish, mismatch: true, ..Judged::default() };
    };
    let text = assessment.text.clone();
    // Staff change no text: their steps need not say which one they saw.
    let unsaid = stage == Stage::Publish && fingerprint.is_empty();
    let mismatch = !unsaid && text.fingerprint(salt.as_bytes()) != fingerprint;

    let mut findings: Vec<FoundPlace> = assessment.open().map(|open| in_text(open.at, open.finding.class)).collect();
    let kept: Vec<Span> = places_kept(&assessment.record).chain(findings.iter().map(|found| found.span)).collect();
    let mut leaks: Vec<Leak> = assessment.leaks.clone();
    for leak in find_leaks(&base.removed, &text, &kept) {
        if !leaks.contains(&leak) {
            leaks.push(leak);
        }
    }
    let mut leaks: Vec<FoundPlace> =
        leaks.into_iter().map(|Leak { span, class, kind: _ }| in_text(span, class)).collect();

    let mut all_removed: Vec<Removed> = base.removed;
    all_removed.extend(taken_out);
    let found = unclean(&base.takeaways, &all_removed, &lists);
    let left = takeaways.apply(&base.takeaways, &found, (stage, Some(author)), &base.text, &assessment.trace);
    let misused = left.as_ref().err().copied();
    let all_takeaways = left.unwrap_or_default();
    let found = unclean(&all_takeaways, &all_removed, &lists);
    // A takeaway stands after the lessons; that is as near as a place in the text can say.
    let end = text.lessons.as_str().len();
    let after_lessons = |one: &Unclean| FoundPlace {
        takeaway: Some(one.takeaway),
        within: Some(one.range.clone()),
        ..in_text(Span::new(Field::Lessons, end..end), one.class)
    };
    let told = |rule| found.iter().filter(|one| one.rule == rule).map(after_lessons).collect::<Vec<_>>();
    let (sure, said_again) = (told(Refusal::OpenFindings), told(Refusal::Leak));
    findings.extend(sure.clone());
    leaks.extend(said_again.clone());
    let dirty = [(Refusal::OpenFindings, sure), (Refusal::Leak, said_again)];
    let dirty = dirty.into_iter().find(|(_, places)| !places.is_empty());

    let own = assessment.facts();
    let facts = Facts {
        open_findings: findings.len(),
        leaks: leaks.len(),
        unconfirmed: own.unconfirmed,
        les_unanswered: checks.les_unanswered(&assessment).len(),
        title_set: own.title_set,
        lessons: own.lessons + all_takeaways.len(),
        ..wish
    };
    let oversized = wire::oversized(&text).is_some();
    let record = assessment.record;
    let answers = base.answers.map(|answers| edited_answers(&answers, &actions));
    let changes = base.changes.map(|before| changes_through(&before, &assessment.edits));
    let outcome = Outcome { text, record, removed: all_removed, takeaways: all_takeaways, answers, changes };
    Judged { facts, mismatch, oversized, outcome: Some(outcome), findings, leaks, takeaways: dirty, misused }
}

/// What a return leaves: the text as the stage found it, with the takeaways as they stand in it. They wait, so that nothing
/// is asked of them but that they fit.
fn given_back(
    (stage, base): (Stage, Outcome),
    edit: &TakeawayEdit,
    author: Uuid,
    lists: &Lists,
    facts: Facts,
) -> Judged {
    let Ok(trace) = Trace::replay(&base.text, &[]) else {
        return Judged { facts, mismatch: true, ..Judged::default() };
    };
    let found = unclean(&base.takeaways, &base.removed, lists);
    let left = edit.apply(&base.takeaways, &found, (stage, Some(author)), &base.text, &trace);
    let misused = left.as_ref().err().copied();
    let outcome = Outcome { takeaways: left.unwrap_or_default(), ..base };
    Judged { facts, misused, outcome: Some(outcome), ..Judged::default() }
}

const fn in_text(span: Span, class: Class) -> FoundPlace {
    FoundPlace { span, class, takeaway: None, within: None }
}

/// Where stage one let a value stand. It alone has seen the removed words, so nobody later can say that one of them may
/// come back.
fn places_kept(record: &[Recorded]) -> impl Iterator<Item = Span> {
    record.iter().filter(|entry| entry.act == Act::Keep && entry.stage == Stage::One).map(|entry| entry.span)
}

fn facts_of(vetting: &Vetting) -> Facts {
    let checks = &vetting.checks;
    Facts {
        authenticity: vetting.authenticity,
        les_pass: vetting.les_pass,
        intruder_unanswered: checks.intruder_unanswered(),
        in_the_news: checks.intruder(Intruder::News) == Some(true),
        ..Facts::default()
    }
}

/// Whether the author left an address and was never asked anything.
async fn unasked(office: &Office, report: &Report) -> Result<bool, Error> {
    let Some(folder) = Folder::open(office, report).await? else { return Ok(false) };
    let mut tx = office.db.begin().await?;
    Ok(questions::can_ask(&folder, &mut tx).await? && questions::of(&folder, &mut tx).await?.is_empty())
}

fn edit_of(vetting: &Vetting) -> (Vec<Action>, TakeawayEdit) {
    (vetting.actions.clone(), vetting.takeaways.clone())
}
