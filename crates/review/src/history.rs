//! What was done in this stage, act by act, and taking single acts back.

use domain::{Act, Action, Assessment, Field, Text, revert_actions, revert_hunks};
use uuid::Uuid;

use crate::desk::{open, open_at};
use crate::session::Session;
use crate::view::*;

/// Every act of the stage, oldest first. Typing comes in many small acts: a run of it in one field is told as one.
pub fn view(session: &Session, report: Uuid) -> Result<HistoryView, ErrorView> {
    let desk = open(session, report)?;
    let actions = &desk.draft.edit.actions;
    let told = |run: Vec<usize>| act(&desk.work.base, &desk.assessment, actions, &run);
    let acts = runs(actions).into_iter().map(told).collect();
    Ok(HistoryView { revision: desk.revision, stage: desk.work.stage, acts })
}

/// Takes edits or acts back, in one action of the same history.
///
/// `Stale`: there is nothing left to take back, or not alone.
pub fn revert(session: &Session, report: Uuid, revision: u32, ask: &RevertAsk) -> Result<(), ErrorView> {
    let desk = open_at(session, report, revision)?;
    let actions = &desk.draft.edit.actions;
    let acts: Vec<usize> = ask.acts.iter().filter_map(|&index| usize::try_from(index).ok()).collect();
    let action = if acts.is_empty() {
        let hunk = |&index: &u32| desk.assessment.edits.get(usize::try_from(index).ok()?);
        let hunks = ask.edits.iter().map(hunk).collect::<Option<Vec<_>>>().ok_or(ErrorCode::Stale)?;
        revert_hunks(&desk.work.base, &desk.assessment, actions, &hunks)
    } else {
        revert_actions(&desk.work.base, &desk.assessment, actions, &acts)
    };
    desk.commit(session, report, action.ok_or(ErrorCode::Stale)?)
}

/// The acts by their places, with runs of typing in one field together.
fn runs(actions: &[Action]) -> Vec<Vec<usize>> {
    let mut runs: Vec<Vec<usize>> = Vec::new();
    let typed_in = |index: usize| {
        let action = actions.get(index).filter(|action| action.is_typing())?;
        let field = action.splices.first()?.field;
        action.splices.iter().all(|splice| splice.field == field).then_some(field)
    };
    for index in 0..actions.len() {
        let goes_on = |run: &&mut Vec<usize>| {
            let before = run.last().and_then(|&last| typed_in(last));
            before.is_some() && before == typed_in(index)
        };
        match runs.last_mut().filter(goes_on) {
            Some(run) => run.push(index),
            None => runs.push(vec![index]),
        }
    }
    runs
}

fn act(base: &Text, assessment: &Assessment, actions: &[Action], run: &[usize]) -> ActView {
    let own: Vec<&Action> = run.iter().filter_map(|&index| actions.get(index)).collect();
    let nothing = Action::default();
    let first = own.first().copied().unwrap_or(&nothing);
    let splice = own.iter().flat_map(|action| &action.splices).next();
    let splices: usize = own.iter().map(|action| action.splices.len()).sum();
    let decided = first.decides.first().filter(|anchor| !anchor.fresh);
    let kept = decided.and_then(|anchor| base.slice(anchor.span)).unwrap_or_default();
    let edits = assessment.edits.iter().filter(|hunk| hunk.by.iter().any(|index| run.contains(index)));
    let revertable = revert_actions(base, assessment, actions, run).is_some();
    let (removed, inserted) = match splice {
        // Letters one by one say nothing; what a run of typing made of its words does.
        Some(_) if first.is_typing() && splices > 1 => edits.clone().next().map_or_else(Default::default, |hunk| {
            (hunk.removed.as_str().to_owned(), hunk.inserted.as_str().to_owned())
        }),
        Some(splice) => (splice.removed.as_str().to_owned(), splice.inserted.as_str().to_owned()),
        None => match &first.fill {
            Some(fill) => (fill.words().0.to_owned(), fill.words().1.to_owned()),
            None => (kept.to_owned(), String::new()),
        },
    };
    let places = if first.act == Act::Keep { first.decides.len() } else { splices };
    let number = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
    let field: Option<Field> = splice.map(|splice| splice.field).or(decided.map(|anchor| anchor.span.field));
    ActView {
        acts: run.iter().map(|&index| number(index)).collect(),
        act: first.act,
        reason: first.reason,
        class: first.class,
        field,
        questions: first.answers.clone(),
        places: number(places),
        removed,
        inserted,
        sheet: first.fill.as_ref().map(|fill| fill.part()),
        revertable,
        stands: revertable || first.fill.is_some() || edits.count() > 0,
    }
}

#[cfg(test)]
mod tests {
    use domain::{Base, Lists, Reason, Splice, Stage, assess};

    use super::*;

    fn typed(field: Field) -> Action {
        Action::typing(vec![Splice { field, at: 0, removed: "".into(), inserted: "a".into() }])
    }

    #[test]
    fn typing_in_one_field_is_one_run_until_something_else_is_done() {
        let keep = Action { act: Act::Keep, reason: Reason::CommonWord, ..Action::default() };
        let actions = [
            typed(Field::Summary),
            typed(Field::Summary),
            typed(Field::Title),
            keep.clone(),
            keep,
            typed(Field::Title),
        ];
        assert_eq!(runs(&actions), [vec![0, 1], vec![2], vec![3], vec![4], vec![5]]);
    }

    #[test]
    fn typing_is_told_by_what_it_made_of_the_words() {
        let base = Text { summary: "The vehical stopped.".into(), ..Text::default() };
        let splice = |at, removed: &str, inserted: &str| Splice {
            field: Field::Summary,
            at,
            removed: removed.into(),
            inserted: inserted.into(),
        };
        let letters = vec![splice(10, "l", ""), splice(9, "a", ""), splice(9, "", "l"), splice(10, "", "e")];
        let alone: Vec<Action> = letters.iter().map(|letter| Action::typing(vec![letter.clone()])).collect();
        for actions in [vec![Action::typing(letters)], alone] {
            let text = Base { stage: Stage::One, text: &base, record: &[] };
            let assessment = assess(&text, &actions, &Lists::default()).unwrap();
            let [run] = runs(&actions).try_into().unwrap();
            let told = act(&base, &assessment, &actions, &run);
            assert_eq!((told.removed.as_str(), told.inserted.as_str(), told.places), ("vehical", "vehicle", 4));
        }
    }
}
