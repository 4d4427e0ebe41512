//! What the rules have to know about a step's text: computed here again, never taken from a client.

use domain::{
    Act, Action, Base, Class, Field, Leak, Lists, Recorded, Refusal, Removed, Span, Stage, Takeaway, Text, assess,
    find_leaks, removed, stage::Facts,
};
use wire::{Event, FoundPlace, Step, Vetting};

use crate::{
    db::reports::Report,
    errors::{Error, Fault},
    folder::{CleanReport, Folder, Outcome, Part},
    office::Office,
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
}

impl Judged {
    /// The places that go with a refusal.
    pub fn places(&self, rule: Refusal) -> Vec<FoundPlace> {
        if rule == Refusal::OpenFindings {
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
    /// Added in this stage.
    takeaways: Vec<Takeaway>,
    salt: String,
    fingerprint: String,
    lists: Lists,
}

/// Judges the text of a step. `None`: what the step starts from is not there any more.
pub async fn judge(office: &Office, report: &Report, event: &Event) -> Result<Option<Judged>, Error> {
    let (facts, edit) = match &event.step {
        Step::HandOver { actions, note: _ } => (Facts::default(), Some((actions.clone(), Vec::new()))),
        Step::Approve { vetting } => (facts_of(vetting), Some(edit_of(vetting))),
        Step::AskThird { comment, vetting } => (
            Facts { comment: !comment.is_blank(), complex: !comment.is_blank(), ..facts_of(vetting) },
            Some(edit_of(vetting)),
        ),
        Step::Publish { coding } => (
            Facts { category: coding.category.is_some(), tags: coding.tags.len(), ..Facts::default() },
            Some((Vec::new(), Vec::new())),
        ),
        Step::Correct { coding, comment } => {
            let (category, tags) = (coding.category.is_some(), coding.tags.len());
            (Facts { comment: !comment.is_blank(), category, tags, ..Facts::default() }, None)
        }
        Step::Return { comment } | Step::SendBack { comment } | Step::Retract { comment } => {
            (Facts { comment: !comment.is_blank(), ..Facts::default() }, None)
        }
        Step::Decline { reason: _ } => (Facts { comment: true, ..Facts::default() }, None),
        Step::Defer { reason: _, until } => (Facts { comment: true, until: Some(*until), ..Facts::default() }, None),
        Step::UndoDecline {} => (Facts::default(), None),
    };
    let Some((actions, takeaways)) = edit else { return Ok(Some(Judged { facts, ..Judged::default() })) };
    let Some((stage, base)) = base(office, report).await? else { return Ok(None) };
    let job = Job {
        stage,
        base,
        actions,
        takeaways,
        salt: report.salt.clone(),
        fingerprint: event.fingerprint.clone(),
        lists: office.config.lists.clone(),
    };
    tokio::task::spawn_blocking(move || Some(examine(job, facts))).await.map_err(|_| Fault::Panic.into())
}

/// The base of the stage that a report is in.
async fn base(office: &Office, report: &Report) -> Result<Option<(Stage, Outcome)>, Error> {
    let Some((stage, _)) = report.state.part() else { return Ok(None) };
    let Some(folder) = Folder::open(office, report).await? else { return Ok(None) };
    let db = &office.db.pool;
    let base = match stage {
        Stage::One => {
            let text: Option<Text> = folder.get(db, Part::Original).await?;
            text.map(|text| Outcome { text, record: Vec::new(), removed: Vec::new(), takeaways: Vec::new() })
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
            })
        }
    };
    Ok(base.map(|base| (stage, base)))
}

/// The pure part: replays the actions, looks for findings and leaks in the text and in the takeaways.
fn examine(job: Job, wish: Facts) -> Judged {
    let Job { stage, base, actions, takeaways, salt, fingerprint, lists } = job;
    let from = Base { stage, text: &base.text, record: &base.record };
    let (Ok(assessment), Ok(taken_out)) = (assess(&from, &actions, &lists), removed(&from, &actions, &lists)) else {
        return Judged { facts: wish, mismatch: true, ..Judged::default() };
    };
    let text = assessment.text.clone();
    let unsaid = stage == Stage::Publish && fingerprint.is_empty();
    let mismatch = !unsaid && text.fingerprint(salt.as_bytes()) != fingerprint;

    let mut findings: Vec<FoundPlace> =
        assessment.open().map(|open| FoundPlace { span: open.at, class: open.finding.class }).collect();
    let kept: Vec<Span> = places_kept(&assessment.record).chain(findings.iter().map(|found| found.span)).collect();
    let mut leaks: Vec<Leak> = assessment.leaks.clone();
    for leak in find_leaks(&base.removed, &text, &kept) {
        if !leaks.contains(&leak) {
            leaks.push(leak);
        }
    }
    let mut leaks: Vec<FoundPlace> = leaks.into_iter().map(|Leak { span, class }| FoundPlace { span, class }).collect();

    let mut all_removed: Vec<Removed> = base.removed;
    all_removed.extend(taken_out);
    let mut all_takeaways = base.takeaways;
    all_takeaways.extend(takeaways.into_iter().map(|takeaway| Takeaway { by: stage, ..takeaway }));
    // A takeaway stands after the lessons; that is as near as a place in the text can say.
    let end = text.lessons.as_str().len();
    let after_lessons = |class: Class| FoundPlace { span: Span::new(Field::Lessons, end..end), class };
    for takeaway in &all_takeaways {
        let alone = Text { summary: takeaway.text.clone(), ..Text::default() };
        if let Ok(found) = assess(&Base { stage, text: &alone, record: &[] }, &[], &lists) {
            findings.extend(found.open().map(|open| after_lessons(open.finding.class)));
        }
        leaks.extend(find_leaks(&all_removed, &alone, &[]).into_iter().map(|leak| after_lessons(leak.class)));
    }

    let own = assessment.facts();
    let said = all_takeaways.iter().filter(|takeaway| !takeaway.text.is_blank()).count();
    let facts = Facts {
        open_findings: findings.len(),
        leaks: leaks.len(),
        title_set: own.title_set,
        lessons: own.lessons + said,
        ..wish
    };
    let oversized = wire::oversized(&text).is_some();
    let record = assessment.record;
    let outcome = Outcome { text, record, removed: all_removed, takeaways: all_takeaways };
    Judged { facts, mismatch, oversized, outcome: Some(outcome), findings, leaks }
}

/// Where stage one let a value stand. It alone has seen the removed words, so nobody later can say that one of them may
/// come back.
fn places_kept(record: &[Recorded]) -> impl Iterator<Item = Span> {
    record.iter().filter(|entry| entry.act == Act::Keep && entry.stage == Stage::One).map(|entry| entry.span)
}

fn facts_of(vetting: &Vetting) -> Facts {
    Facts { authenticity: vetting.authenticity, les_pass: vetting.les_pass, ..Facts::default() }
}

fn edit_of(vetting: &Vetting) -> (Vec<Action>, Vec<Takeaway>) {
    (vetting.actions.clone(), vetting.takeaways.clone())
}
