//! Everything that a screen shows about a text, and everything that the rules ask about it, from one pure function.

use detect::{Class, Finding, Lists};

use crate::diff::{self, Hunk};
use crate::leak::{Leak, Removed, find_leaks};
use crate::stage::Facts;
use crate::trace::Trace;
use crate::{Act, Action, Anchor, Misfit, Reason, Recorded, Span, Stage, Text};

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
    pub edits: Vec<Hunk>,
    pub leaks: Vec<Leak>,
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
        Facts { open_findings: self.open().count(), leaks: self.leaks.len(), title_set, lessons, ..Facts::default() }
    }
}

/// Assesses a stage's work: replays the actions on the base, and looks at what was and what is.
///
/// Fails if an action does not fit, which means another base or a forged list.
pub fn assess(base: &Base<'_>, actions: &[Action], lists: &Lists) -> Result<Assessment, Misfit> {
    let trace = Trace::replay(base.text, actions)?;
    let found = found_in(base.stage, base.text, lists);
    let mut findings: Vec<Judged> = found.into_iter().map(|finding| judge(base, actions, &trace, finding)).collect();
    for finding in found_in(base.stage, trace.text(), lists) {
        findings.extend(judge_fresh(base, actions, &trace, &findings, finding));
    }
    findings.sort_by_key(|judged| (judged.at, judged.fresh));
    let kept: Vec<Span> = kept_places(base, actions, &trace);
    let mut settled = kept;
    settled.extend(findings.iter().filter(|judged| judged.decided.is_none()).map(|judged| judged.at));
    let leaks = find_leaks(&removed_by(base, actions, &trace, &findings), trace.text(), &settled);
    let edits = diff::hunks(base.text, &trace, actions);
    let record = record(base, actions, &trace, &edits);
    Ok(Assessment { text: trace.text().clone(), trace, findings, edits, leaks, record })
}

/// The values that these actions took out of the text: what must not stand anywhere any more.
pub fn removed(base: &Base<'_>, actions: &[Action], lists: &Lists) -> Result<Vec<Removed>, Misfit> {
    let trace = Trace::replay(base.text, actions)?;
    let found = found_in(base.stage, base.text, lists);
    let findings: Vec<Judged> = found.into_iter().map(|finding| judge(base, actions, &trace, finding)).collect();
    Ok(removed_by(base, actions, &trace, &findings))
}

/// Stage one removes what identifies; sensitive tactics are left to those who can judge them.
fn found_in(stage: Stage, text: &Text, lists: &Lists) -> Vec<Finding> {
    let mut found = detect::find(&text.fields(), lists);
    found.retain(|finding| finding.class != Class::Les || stage != Stage::One);
    found
}

fn judge(base: &Base<'_>, actions: &[Action], trace: &Trace, finding: Finding) -> Judged {
    let span = Span::new(finding.field, finding.range.clone());
    let anchor = Anchor { span, class: finding.class };
    let by_action =
        actions.iter().enumerate().rev().find(|(_, action)| action.decides.contains(&anchor)).map(|(index, _)| index);
    let decided = by_action
        .or_else(|| trace.taken_by(span))
        .and_then(|index| decided_by(actions, index))
        .or_else(|| decided_before(base, span, finding.class));
    Judged { finding, anchor, at: trace.to_current(span), fresh: false, decided }
}

fn decided_by(actions: &[Action], index: usize) -> Option<Decided> {
    let action = actions.get(index)?;
    Some(Decided { act: action.act, reason: action.reason, action: Some(index), by_stage: None })
}

/// An earlier stage looked at this very place and let it stand.
fn decided_before(base: &Base<'_>, span: Span, class: Class) -> Option<Decided> {
    let kept = base
        .record
        .iter()
        .find(|entry| entry.act == Act::Keep && entry.class == Some(class) && entry.span.contains(&span))?;
    Some(Decided { act: kept.act, reason: kept.reason, action: None, by_stage: Some(kept.stage) })
}

/// A finding of the current text, unless it is one of the base's that still stands.
fn judge_fresh(
    base: &Base<'_>,
    actions: &[Action],
    trace: &Trace,
    known: &[Judged],
    finding: Finding,
) -> Option<Judged> {
    let at = Span::new(finding.field, finding.range.clone());
    let same = |judged: &&Judged| {
        !judged.fresh && judged.at.overlaps(&at) && judged.decided.is_none_or(|d| d.act == Act::Keep)
    };
    if known.iter().find(same).is_some() {
        return None;
    }
    let span = trace.to_base(at);
    let anchor = Anchor { span, class: finding.class };
    let by_action = actions.iter().rposition(|action| action.act == Act::Keep && action.decides.contains(&anchor));
    let decided = by_action
        .and_then(|index| decided_by(actions, index))
        .or_else(|| decided_before(base, span, finding.class).filter(|_| !span.is_empty()));
    Some(Judged { finding, anchor, at, fresh: true, decided })
}

/// Where something was looked at and let stand, by this stage or an earlier one.
fn kept_places(base: &Base<'_>, actions: &[Action], trace: &Trace) -> Vec<Span> {
    let here = actions
        .iter()
        .filter(|action| action.act == Act::Keep)
        .flat_map(|action| action.decides.iter().map(|a| a.span));
    let before = base.record.iter().filter(|entry| entry.act == Act::Keep).map(|entry| entry.span);
    here.chain(before).map(|span| trace.to_current(span)).collect()
}

fn removed_by(base: &Base<'_>, actions: &[Action], trace: &Trace, findings: &[Judged]) -> Vec<Removed> {
    let mut removed = Vec::new();
    let mut take = |class: Class, value: &str| {
        let token = value.trim().starts_with('[') && value.trim().ends_with(']');
        if !token && !value.trim().is_empty() {
            let one = Removed { class, value: value.into() };
            if !removed.contains(&one) {
                removed.push(one);
            }
        }
    };
    for action in actions.iter().filter(|action| action.act.is_redaction()) {
        let Some(class) = action.class else { continue };
        let mut anchored = false;
        for anchor in action.decides.iter().filter(|anchor| !anchor.span.is_empty()) {
            take(anchor.class, base.text.slice(anchor.span).unwrap_or_default());
            anchored = true;
        }
        for splice in action.splices.iter().filter(|_| !anchored) {
            take(class, splice.removed.as_str());
        }
    }
    // What was typed over is gone just as well, and may stand elsewhere.
    for judged in findings.iter().filter(|judged| !judged.fresh && trace.taken_by(judged.anchor.span).is_some()) {
        take(judged.finding.class, base.text.slice(judged.anchor.span).unwrap_or_default());
    }
    removed
}

fn record(base: &Base<'_>, actions: &[Action], trace: &Trace, edits: &[Hunk]) -> Vec<Recorded> {
    let carried = base.record.iter().map(|entry| Recorded { span: trace.to_current(entry.span), ..*entry });
    let kept = actions.iter().filter(|action| action.act == Act::Keep).flat_map(|action| {
        action.decides.iter().map(|anchor| Recorded {
            stage: base.stage,
            span: trace.to_current(anchor.span),
            class: Some(anchor.class),
            act: action.act,
            reason: action.reason,
        })
    });
    let changed = edits.iter().map(|hunk| Recorded {
        stage: base.stage,
        span: hunk.current,
        class: hunk.class,
        act: hunk.act,
        reason: hunk.reason,
    });
    let mut record: Vec<Recorded> = carried.chain(kept).chain(changed).collect();
    record.sort_by_key(|entry| entry.span);
    record
}
