//! Everything that a screen shows about a text, and everything that the rules ask about it, from one pure function.

use std::collections::{HashMap, HashSet};

use detect::{Class, Finding, Lists, Scanner, Why};

use crate::cover::Cover;
use crate::diff::{self, Hunk};
use crate::house::{Entity, entities};
use crate::leak::{self, Leak, LeakKind, Removed};
use crate::memory::{Memory, Named, Replay};
use crate::stage::Facts;
use crate::trace::Trace;
use crate::{Act, Action, Anchor, Misfit, Private, Reason, Recorded, Span, Stage, Text, meaning};

/// What a stage starts from.
#[derive(Debug, Clone, Copy)]
pub struct Base<'a> {
    pub stage: Stage,
    pub text: &'a Text,
    /// What earlier stages did, with places in `text`.
    pub record: &'a [Recorded],
}

/// A finding of the base or of what was typed since, and whether it is decided.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    pub finding: Finding,
    /// What a decision about it is anchored to.
    pub anchor: Anchor,
    /// Where it, or what took its place, stands in the current text.
    pub at: Span,
    /// Found in the current text and not in the base: `finding` counts in the current text then.
    pub fresh: bool,
    pub decided: Option<Decided>,
    /// Who or what it is: an index into [`Assessment::entities`].
    pub entity: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decided {
    pub act: Act,
    pub reason: Reason,
    /// The action that decided it; none if an earlier stage did.
    pub action: Option<usize>,
    /// The earlier stage.
    pub by_stage: Option<Stage>,
}

/// The state of a text under review.
#[derive(Debug, Clone)]
pub struct Assessment {
    /// The current text.
    pub text: Text,
    pub trace: Trace,
    pub findings: Vec<Judged>,
    /// Who is who among the findings, in the order of the text.
    pub entities: Vec<Entity>,
    pub edits: Vec<Hunk>,
    pub leaks: Vec<Leak>,
    /// Edits that are no redactions, and change what the report says.
    pub meaning: Vec<meaning::Change>,
    /// What all stages so far did, with places in the current text: the base's record for the stage after.
    pub record: Vec<Recorded>,
}

impl Assessment {
    /// Findings that nobody has decided yet.
    pub fn open(&self) -> impl Iterator<Item = &Judged> {
        self.findings.iter().filter(|judged| judged.decided.is_none())
    }

    /// What the text says about the rules of [`crate::stage::step`]; the work sheet adds the rest.
    pub fn facts(&self) -> Facts {
        let lessons = usize::from(!self.text.lessons.is_blank());
        let title_set = !self.text.title.is_blank();
        let unconfirmed = self.meaning.iter().filter(|change| !change.confirmed).count();
        let (open_findings, leaks) = (self.open().count(), self.leaks.len());
        Facts { open_findings, leaks, unconfirmed, title_set, lessons, ..Facts::default() }
    }
}

/// Assesses a stage's work: replays the actions on the base, and looks at what was and what is.
///
/// Fails if an action does not fit, which means another base or a forged list.
pub fn assess(base: &Base<'_>, actions: &[Action], lists: &Lists) -> Result<Assessment, Misfit> {
    assess_again(&mut Memory::default(), base, actions, lists)
}

/// [`assess`] by somebody who has looked at the report before: the same answer, sooner.
pub fn assess_again(
    memory: &mut Memory,
    base: &Base<'_>,
    actions: &[Action],
    lists: &Lists,
) -> Result<Assessment, Misfit> {
    let (found, replay) = memory.start(base, actions, lists)?;
    let (followed, confirmed) = (followed(&replay), replay.confirmed());
    let trace = replay.into_trace();
    let marked = marked(base.text, actions, &followed);
    let found = with_marks(found, &marked, base.text, |mark| mark.base);
    let mut findings = judge_all(base, actions, &trace, found);
    let known = Known::new(&findings);
    for finding in with_marks(memory.find(base.stage, trace.text(), lists), &marked, trace.text(), |mark| mark.now) {
        findings.extend(judge_fresh(base, actions, &trace, &followed, &known, finding));
    }
    findings.sort_by_key(|judged| (judged.at, judged.fresh));
    let entities = entities::assign(base.text, &trace, actions, &followed, &mut findings, &mut memory.readings);
    let kept = kept(base, actions, &trace, &followed);
    let mut settled: Vec<Span> = kept.iter().map(|entry| entry.span).collect();
    settled.extend(findings.iter().filter(|judged| judged.decided.is_none()).map(|judged| judged.at));
    let removed = removed_by(base, actions, &trace, &followed, &findings);
    let mut leaks = memory.leaks.find(&removed, trace.text(), &settled);
    leaks.extend(confused(&trace, &findings, &entities));
    leaks.sort();
    let edits = diff::hunks(base.text, &trace, actions);
    let meaning = meaning::changes(base.text, &trace, &edits, &findings, &confirmed);
    let record = record(base, actions, &trace, kept, &edits);
    Ok(Assessment { text: trace.text().clone(), trace, findings, entities, edits, leaks, meaning, record })
}

/// The values that these actions took out of the text: what must not stand anywhere any more.
pub fn removed(base: &Base<'_>, actions: &[Action], lists: &Lists) -> Result<Vec<Removed>, Misfit> {
    let replay = Replay::of(base.text, actions)?;
    let followed = followed(&replay);
    let trace = replay.into_trace();
    let marked = marked(base.text, actions, &followed);
    let found = found_in(&mut Scanner::default(), base.stage, base.text, lists);
    let findings = judge_all(base, actions, &trace, with_marks(found, &marked, base.text, |mark| mark.base));
    Ok(removed_by(base, actions, &trace, &followed, &findings))
}

/// A place in typed text that an action names.
pub(crate) struct Followed {
    pub action: usize,
    pub anchor: Anchor,
    /// The words at the time.
    words: Private,
    /// Where they stand in the current text, if they do so untouched.
    pub now: Option<Span>,
}

impl Followed {
    /// Whether its action decided it, and how.
    fn decision<'a>(&self, actions: &'a [Action]) -> Option<&'a Action> {
        actions.get(self.action).filter(|action| action.decides.contains(&self.anchor))
    }
}

fn followed(replay: &Replay) -> Vec<Followed> {
    let followed = |named: &Named| Followed {
        action: named.action,
        anchor: named.anchor,
        words: named.words.clone(),
        now: named.place.stands(),
    };
    replay.named.iter().map(followed).collect()
}

/// What a reviewer made a finding.
struct Marked {
    class: Class,
    words: Private,
    base: Option<Span>,
    now: Option<Span>,
}

fn marked(base: &Text, actions: &[Action], followed: &[Followed]) -> Vec<Marked> {
    let mut marks = Vec::new();
    for (index, action) in actions.iter().enumerate() {
        for anchor in &action.marks {
            let typed = followed.iter().find(|one| one.action == index && one.anchor == *anchor);
            let words = typed.map(|one| one.words.clone()).or_else(|| base.slice(anchor.span).map(Private::from));
            marks.extend(words.filter(|words| !words.is_blank()).map(|words| Marked {
                class: anchor.class,
                words,
                base: (!anchor.fresh).then_some(anchor.span),
                now: typed.and_then(|one| one.now),
            }));
        }
    }
    marks
}

/// The detector's findings and the reviewer's: a place marked by hand goes before what the detector took it for, and its
/// words are found wherever else they stand.
fn with_marks(
    found: Vec<Finding>,
    marks: &[Marked],
    text: &Text,
    place: impl Fn(&Marked) -> Option<Span>,
) -> Vec<Finding> {
    let mut all = found;
    let by_hand = |span: Span, class: Class, score: f32, raised: Vec<&'static str>| Finding {
        field: span.field,
        range: span.range(),
        class,
        score,
        why: Why { recogniser: BY_HAND, matched: "marked by hand", raised, lowered: Vec::new() },
    };
    let covers = |span: Span| move |finding: &Finding| Span::new(finding.field, finding.range.clone()).overlaps(&span);
    for mark in marks {
        if let Some(span) = place(mark) {
            all.retain(|finding| !covers(span)(finding));
            all.push(by_hand(span, mark.class, 1.0, Vec::new()));
        }
    }
    let values = marks.iter().map(|mark| (mark.class, mark.words.as_str()));
    for (mark, places) in marks.iter().zip(leak::places(values, text)) {
        for span in places {
            if !all.iter().any(covers(span)) {
                all.push(by_hand(span, mark.class, 0.9, vec!["the same words as those that were marked"]));
            }
        }
    }
    all.sort_by_key(|finding| (finding.field, finding.range.start, finding.range.end));
    all
}

/// How a finding that a reviewer made names its recogniser.
const BY_HAND: &str = "by_hand";

/// Tokens that confuse who is who: one that stands for two, and the second of somebody who has two.
fn confused(trace: &Trace, findings: &[Judged], entities: &[Entity]) -> Vec<Leak> {
    let mut leaks = Vec::new();
    let mut first_of: HashMap<&str, usize> = HashMap::new();
    for (number, entity) in entities.iter().enumerate() {
        for token in &entity.tokens {
            first_of.entry(token).or_insert(number);
        }
    }
    for (number, entity) in entities.iter().enumerate() {
        for judged in entity.mentions.iter().filter_map(|&at| findings.get(at)) {
            let Some(token) = entities::token_at(trace, judged) else { continue };
            let shared = first_of.get(token.as_str()).is_some_and(|first| *first < number);
            let second = entity.tokens.first().is_some_and(|first| *first != token);
            let kind = match (shared, second) {
                (true, _) => LeakKind::SharedToken,
                (false, true) => LeakKind::SecondToken,
                (false, false) => continue,
            };
            leaks.push(Leak { span: judged.at, class: judged.finding.class, kind });
        }
    }
    leaks
}

/// Stage one removes what identifies; sensitive tactics are left to those who can judge them.
pub(crate) fn found_in(scanner: &mut Scanner, stage: Stage, text: &Text, lists: &Lists) -> Vec<Finding> {
    let mut found = scanner.find(&text.fields(), lists);
    found.retain(|finding| finding.class != Class::Les || stage != Stage::One);
    // The police dog as such is nobody: with its name it goes like a rank, and a second token for it would name it twice.
    let is_dog = |finding: &Finding| {
        let words = text.slice(Span::new(finding.field, finding.range.clone())).unwrap_or_default();
        finding.class == Class::Badge && ["K-9", "K9"].iter().any(|dog| words.eq_ignore_ascii_case(dog))
    };
    found.retain(|finding| !is_dog(finding));
    found
}

/// The findings of the base, each with what was decided about it.
fn judge_all(base: &Base<'_>, actions: &[Action], trace: &Trace, found: Vec<Finding>) -> Vec<Judged> {
    let mut about: HashMap<Anchor, Vec<usize>> = HashMap::new();
    for (index, action) in actions.iter().enumerate() {
        for anchor in action.decides.iter().filter(|anchor| !anchor.fresh) {
            about.entry(*anchor).or_default().push(index);
        }
    }
    found.into_iter().map(|finding| judge(base, actions, &about, trace, finding)).collect()
}

/// `about`: the actions that decide each place, in order.
fn judge(
    base: &Base<'_>,
    actions: &[Action],
    about: &HashMap<Anchor, Vec<usize>>,
    trace: &Trace,
    finding: Finding,
) -> Judged {
    let span = Span::new(finding.field, finding.range.clone());
    let anchor = Anchor { span, class: finding.class, fresh: false };
    // A value that was kept and then changed is no longer the one that was kept.
    // One that was taken out and put back is open again.
    let holds = |action: &Action| match action.act {
        Act::Keep => trace.stands(span).is_some(),
        Act::CopyEdit | Act::Mark | Act::Revert => true,
        Act::Replace | Act::Generalise | Act::Band | Act::KeepDifference | Act::Drop => trace.stands(span).is_none(),
    };
    let told = about.get(&anchor).into_iter().flatten().copied();
    let decided = told
        .rev()
        .find(|&index| actions.get(index).is_some_and(holds))
        .filter(|&index| actions.get(index).is_some_and(|action| action.act != Act::Revert))
        .or_else(|| trace.taken_by(span))
        .and_then(|index| decided_by(actions, index))
        .or_else(|| decided_before(base, trace, span, finding.class));
    Judged { finding, anchor, at: trace.to_current(span), fresh: false, decided, entity: 0 }
}

fn decided_by(actions: &[Action], index: usize) -> Option<Decided> {
    let action = actions.get(index)?;
    Some(Decided { act: action.act, reason: action.reason, action: Some(index), by_stage: None })
}

/// An earlier stage looked at this very place and let it stand.
fn decided_before(base: &Base<'_>, trace: &Trace, span: Span, class: Class) -> Option<Decided> {
    let kept = base.record.iter().find(|entry| {
        entry.act == Act::Keep
            && entry.class == Some(class)
            && entry.span.contains(&span)
            && trace.stands(entry.span).is_some()
    })?;
    Some(Decided { act: kept.act, reason: kept.reason, action: None, by_stage: Some(kept.stage) })
}

/// Where the findings of the base stand that cover what is found there now: what is open has to be decided anyway; what was
/// kept covers itself and nothing around it.
struct Known {
    open: Cover,
    kept: Cover,
}

impl Known {
    fn new(findings: &[Judged]) -> Self {
        let places = |wanted: fn(&Judged) -> bool| {
            Cover::new(findings.iter().filter(|judged| wanted(judged)).map(|judged| judged.at))
        };
        Self {
            open: places(|judged| judged.decided.is_none()),
            kept: places(|judged| judged.decided.is_some_and(|decided| decided.act == Act::Keep)),
        }
    }
}

/// A finding of the current text, unless it is one of the base's that still stands.
fn judge_fresh(
    base: &Base<'_>,
    actions: &[Action],
    trace: &Trace,
    followed: &[Followed],
    known: &Known,
    finding: Finding,
) -> Option<Judged> {
    let at = Span::new(finding.field, finding.range.clone());
    if known.open.overlaps(&at) || known.kept.contains(&at) {
        return None;
    }
    let act = |one: &Followed| one.decision(actions).map(|action| action.act);
    let speaks = |one: &&Followed| {
        let covers = one.now.is_some_and(|now| now.contains(&at));
        covers && matches!(act(one), Some(Act::Keep | Act::Revert))
    };
    let before = || decided_before(base, trace, trace.to_base(at), finding.class);
    let decided = followed
        .iter()
        .rev()
        .find(speaks)
        .filter(|one| act(one) == Some(Act::Keep))
        .and_then(|one| decided_by(actions, one.action))
        .or_else(before);
    let anchor = Anchor { span: at, class: finding.class, fresh: true };
    Some(Judged { finding, anchor, at, fresh: true, decided, entity: 0 })
}

/// What was looked at and let stand, by this stage or an earlier one, and still stands: places in the current text.
fn kept(base: &Base<'_>, actions: &[Action], trace: &Trace, followed: &[Followed]) -> Vec<Recorded> {
    let before = base.record.iter().filter(|entry| entry.act == Act::Keep);
    let before = before.filter_map(|entry| Some(Recorded { span: trace.stands(entry.span)?, ..*entry }));
    let entry = |action: &Action, class: Class, span: Span| Recorded {
        stage: base.stage,
        span,
        class: Some(class),
        act: action.act,
        reason: action.reason,
        places: at_least_one(action.decides.len()),
    };
    let keeping = actions.iter().enumerate().filter(|(_, action)| action.act == Act::Keep);
    let reverts = actions.iter().enumerate().filter(|(_, action)| action.act == Act::Revert);
    let reverts: Vec<(usize, &Action)> = reverts.collect();
    let reopened = |from: usize, anchor: &Anchor| {
        reverts.iter().any(|(index, action)| *index >= from && action.decides.contains(anchor))
    };
    let here = keeping.flat_map(|(index, action)| {
        let anchors = action.decides.iter().filter(move |anchor| !anchor.fresh && !reopened(index, anchor));
        anchors.filter_map(move |anchor| Some(entry(action, anchor.class, trace.stands(anchor.span)?)))
    });
    let typed = followed.iter().filter_map(|one| {
        let action = one.decision(actions).filter(|action| action.act == Act::Keep)?;
        let reverts = |later: &Followed| {
            let act = later.decision(actions).map(|action| action.act);
            act == Some(Act::Revert) && later.action > one.action && later.now == one.now
        };
        if followed.iter().any(reverts) {
            return None;
        }
        Some(entry(action, one.anchor.class, one.now?))
    });
    before.chain(here).chain(typed).collect()
}

fn at_least_one(places: usize) -> u32 {
    u32::try_from(places).unwrap_or(u32::MAX).max(1)
}

fn removed_by(
    base: &Base<'_>,
    actions: &[Action],
    trace: &Trace,
    followed: &[Followed],
    findings: &[Judged],
) -> Vec<Removed> {
    let mut removed: Vec<Removed> = Vec::new();
    let mut known: HashSet<Removed> = HashSet::new();
    let mut take = |class: Class, value: &str| {
        let token = value.trim().starts_with('[') && value.trim().ends_with(']');
        if !token && !value.trim().is_empty() {
            let one = Removed { class, value: value.into() };
            if known.insert(one.clone()) {
                removed.push(one);
            }
        }
    };
    for (index, action) in actions.iter().enumerate().filter(|(_, action)| action.act.is_redaction()) {
        for anchor in action.decides.iter().filter(|anchor| !anchor.fresh && trace.stands(anchor.span).is_none()) {
            take(anchor.class, base.text.slice(anchor.span).unwrap_or_default());
        }
        // A redaction by hand takes more than the findings in it; one that took a rank or a preposition along only adds
        // a shape that stands nowhere else.
        for (_, splice) in action.splices.iter().enumerate().filter(|(nth, _)| !trace.is_put_back(index, *nth)) {
            action.class.into_iter().for_each(|class| take(class, splice.removed.as_str()));
        }
    }
    for one in followed {
        let stands = one.decision(actions).is_some_and(|action| {
            let put_back = (0..action.splices.len()).all(|nth| trace.is_put_back(one.action, nth));
            action.act.is_redaction() && !put_back
        });
        if stands {
            take(one.anchor.class, one.words.as_str());
        }
    }
    // What was typed over is gone just as well, and may stand elsewhere.
    for judged in findings.iter().filter(|judged| !judged.fresh && trace.taken_by(judged.anchor.span).is_some()) {
        take(judged.finding.class, base.text.slice(judged.anchor.span).unwrap_or_default());
    }
    removed
}

/// All that was done so far: what was kept, and every difference, with places in the current text.
fn record(base: &Base<'_>, actions: &[Action], trace: &Trace, kept: Vec<Recorded>, edits: &[Hunk]) -> Vec<Recorded> {
    let made = |hunk: &Hunk| match hunk.by.as_slice() {
        [index] => actions.get(*index).filter(|action| action.act.is_redaction()).map_or(1, |one| one.splices.len()),
        _ => 1,
    };
    let carried = base.record.iter().filter(|entry| entry.act != Act::Keep);
    let carried = carried.map(|entry| Recorded { span: trace.to_current(entry.span), ..*entry });
    let changed = edits.iter().map(|hunk| Recorded {
        stage: base.stage,
        span: hunk.current,
        class: hunk.class,
        act: hunk.act,
        reason: hunk.reason,
        places: at_least_one(made(hunk)),
    });
    let mut record: Vec<Recorded> = carried.chain(kept).chain(changed).collect();
    record.sort_by_key(|entry| entry.span);
    record
}
