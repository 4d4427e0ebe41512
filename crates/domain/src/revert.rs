//! Taking back a single edit, whatever came after it: one more action, which puts the base back in its place.

use crate::{Act, Action, Anchor, Assessment, Hunk, Question, Span, Splice, Text};

/// Puts back what these hunks of the assessment changed, and opens what was decided there. Every other edit stays.
/// None if there is nothing to put back.
pub fn revert_hunks(base_text: &Text, assessment: &Assessment, actions: &[Action], hunks: &[&Hunk]) -> Option<Action> {
    let (reason, class) = hunks.first().map(|hunk| (hunk.reason, hunk.class))?;
    let exact = in_order(hunks.iter().map(|hunk| (hunk.base, hunk.current)).collect());
    // Words that were typed anew just as they had stood may be shown as untouched: then all that was compared goes.
    let whole = || in_order(hunks.iter().map(|hunk| hunk.within).collect());
    let fits = |stretches: &Vec<(Span, Span)>| assessment.trace.can_put_back(stretches);
    let stretches = Some(exact).filter(fits).or_else(|| Some(whole()).filter(fits))?;
    let splice = |(base, current): &(Span, Span)| {
        let (removed, inserted) = (assessment.text.slice(*current)?, base_text.slice(*base)?);
        Some(Splice { field: base.field, at: current.start, removed: removed.into(), inserted: inserted.into() })
    };
    let splices = stretches.iter().map(splice).collect::<Option<Vec<Splice>>>()?;
    let restores: Vec<Span> = stretches.iter().map(|(base, _)| *base).collect();
    let reopened = |anchor: &Anchor| !anchor.fresh && restores.iter().any(|place| place.overlaps(&anchor.span));
    let decides = anchors(actions, reopened);
    let class = class.filter(|class| hunks.iter().all(|hunk| hunk.class == Some(*class)));
    Some(Action { act: Act::Revert, reason, class, splices, decides, restores, ..Action::default() })
}

/// From the last place to the first, so that each is counted in the text that the ones before left.
fn in_order(mut stretches: Vec<(Span, Span)>) -> Vec<(Span, Span)> {
    stretches.sort_by_key(|(base, current)| std::cmp::Reverse((base.field, current.start, base.start)));
    stretches.dedup();
    stretches
}

/// Takes back all that is left of these acts of the history: edits are put back, what was kept is open again, answers stand
/// as the author gave them. None if nothing is left of them, or if later acts have changed the same words: those have to
/// be taken back first, or with them.
pub fn revert_actions(
    base_text: &Text,
    assessment: &Assessment,
    actions: &[Action],
    indexes: &[usize],
) -> Option<Action> {
    let mine = |index: &usize| indexes.contains(index);
    let hunks: Vec<&Hunk> = assessment.edits.iter().filter(|hunk| hunk.by.iter().any(mine)).collect();
    if hunks.iter().any(|hunk| !hunk.by.iter().all(mine)) {
        return None;
    }
    let first = indexes.iter().find_map(|&index| actions.get(index))?;
    let last_word = |question: &Question| actions.iter().rposition(|action| action.answers.contains(question));
    let acts = indexes.iter().filter_map(|&index| actions.get(index)).filter(|action| action.act != Act::Revert);
    let mut answers: Vec<Question> = acts.flat_map(|action| &action.answers).copied().collect();
    answers.retain(|question| last_word(question).is_some_and(|index| mine(&index)));
    answers.sort_unstable();
    answers.dedup();
    let kept = assessment.findings.iter().filter(|judged| {
        let decided = judged.decided.filter(|decided| decided.act == Act::Keep);
        decided.and_then(|decided| decided.action).is_some_and(|index| mine(&index))
    });
    let kept: Vec<Anchor> = kept.map(|judged| judged.anchor).collect();
    if hunks.is_empty() && answers.is_empty() && kept.is_empty() {
        return None;
    }
    let text = if hunks.is_empty() { Action::default() } else { revert_hunks(base_text, assessment, actions, &hunks)? };
    let decides = text.decides.iter().copied().chain(kept).collect();
    Some(Action { act: Act::Revert, reason: first.reason, class: first.class, decides, answers, ..text })
}

fn anchors(actions: &[Action], wanted: impl Fn(&Anchor) -> bool) -> Vec<Anchor> {
    let mut anchors: Vec<Anchor> =
        actions.iter().flat_map(|action| &action.decides).copied().filter(|anchor| wanted(anchor)).collect();
    anchors.sort_unstable();
    anchors.dedup();
    anchors
}
