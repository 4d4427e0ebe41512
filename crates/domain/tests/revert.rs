//! Taking back single edits: whatever else was done before and after, the base stands there again, and nothing else moves.

use domain::house::{decide, redact, suggest};
use domain::{
    Act, Action, Assessment, Base, Class, Closed as _, Field, Lists, Misfit, Question, Reason, Span, Splice, Stage,
    Text, Trace, assess, edited_answers, removed, revert_actions, revert_hunks,
};

const NARRATIVE: &str = "Ofc. James Ruiz, badge 4471, stopped the truck at 0214 hrs. Ruiz's partner recieved the plate. \
     Call 503-555-0142 with questions. At 0216 hrs backup came. 👮 é";

fn text() -> Text {
    Text { title: "A stop".into(), summary: NARRATIVE.into(), lessons: "Listen to Ruiz.".into(), ..Text::default() }
}

fn look(base: &Text, actions: &[Action]) -> Assessment {
    assess(&Base { stage: Stage::One, text: base, record: &[] }, actions, &Lists::default()).expect("honest actions")
}

/// Decides all open findings of this value by its first suggestion.
fn agree(base: &Text, actions: &mut Vec<Action>, words: &str) {
    let assessment = look(base, actions);
    let open: Vec<_> = assessment.open().filter(|judged| base.slice(judged.anchor.span) == Some(words)).collect();
    let ready = suggest(base, actions, &assessment, open[0]).into_iter().next().expect("a suggestion");
    let anchors: Vec<_> = open.iter().map(|judged| judged.anchor).collect();
    actions.push(decide(&assessment, &anchors, ready.act, Reason::Identifying, &ready.text).expect("open findings"));
}

fn typed(base: &Text, actions: &mut Vec<Action>, field: Field, from: &str, to: &str) {
    let text = look(base, actions).text;
    let at = text.get(field).as_str().find(from).expect("the words");
    let splice = Splice { field, at, removed: from.into(), inserted: to.into() };
    actions.push(Action { splices: vec![splice], ..Action::default() });
}

#[test]
fn one_edit_is_taken_back_and_all_later_ones_stay() {
    let base = text();
    let mut actions = Vec::new();
    agree(&base, &mut actions, "4471");
    typed(&base, &mut actions, Field::Summary, "recieved", "received");
    agree(&base, &mut actions, "503-555-0142");
    let before = look(&base, &actions);
    let hunk = before.edits.iter().find(|hunk| hunk.class == Some(Class::Badge)).expect("the badge");
    assert_eq!(hunk.by, [0]);

    actions.push(revert_hunks(&base, &before, &actions, &[hunk]).expect("something to put back"));
    let after = look(&base, &actions);
    assert!(after.text.summary.as_str().contains("badge 4471") && after.text.summary.as_str().contains("received"));
    assert_eq!(after.edits.len(), before.edits.len() - 1);
    let open: Vec<_> = after.open().filter_map(|judged| base.slice(judged.anchor.span)).collect();
    assert!(open.contains(&"4471"), "it is to be decided again: {open:?}");
    assert!(!open.contains(&"503-555-0142"));
    assert!(after.leaks.is_empty(), "what was put back is no leak: {:?}", after.leaks.len());
    let from = Base { stage: Stage::One, text: &base, record: &[] };
    let gone = removed(&from, &actions, &Lists::default()).expect("honest actions");
    assert!(gone.iter().all(|one| !one.value.as_str().contains("4471")));

    // Decided anew, it is decided; undone, everything is as it was.
    agree(&base, &mut actions, "4471");
    assert!(look(&base, &actions).open().all(|judged| base.slice(judged.anchor.span) != Some("4471")));
    actions.truncate(3);
    assert_eq!(look(&base, &actions).text, before.text);
}

#[test]
fn one_place_of_several_is_put_back_and_leaks_until_it_is_decided() {
    let base = text();
    let mut actions = Vec::new();
    let assessment = look(&base, &actions);
    let named =
        assessment.open().filter(|judged| base.slice(judged.anchor.span).is_some_and(|words| words.contains("Ruiz")));
    let anchors: Vec<_> = named.map(|judged| judged.anchor).collect();
    assert!(anchors.len() >= 3);
    let action =
        decide(&assessment, &anchors, Act::Replace, Reason::Identifying, "[Officer 1]").expect("open findings");
    actions.push(action);
    let whole = look(&base, &actions);
    let lesson = whole.edits.iter().find(|hunk| hunk.current.field == Field::Lessons).expect("the lesson's name");
    actions.push(revert_hunks(&base, &whole, &actions, &[lesson]).expect("something to put back"));
    let after = look(&base, &actions);
    assert_eq!(after.text.lessons, base.lessons);
    assert!(after.text.summary.as_str().starts_with("[Officer 1]"));
    assert_eq!(after.open().filter(|judged| judged.at.field == Field::Lessons).count(), 1);
    // The act is still there for its other places, and can be taken back as a whole.
    actions.push(revert_actions(&base, &after, &actions, &[0]).expect("two places are left"));
    let back = look(&base, &actions);
    assert_eq!(back.text, base);
    assert!(back.edits.is_empty() && back.leaks.is_empty());
    assert_eq!(back.open().count(), assessment.open().count());
}

#[test]
fn what_was_kept_is_opened_again_in_the_base_and_in_typing() {
    let base = text();
    let mut actions = Vec::new();
    typed(&base, &mut actions, Field::Lessons, "Listen", "Officer Marisol Quintana says: listen");
    let assessment = look(&base, &actions);
    let pick = |fresh| assessment.open().find(|judged| judged.fresh == fresh).map(|judged| judged.anchor);
    for anchor in [pick(true), pick(false)] {
        let anchor = anchor.expect("an open finding of each kind");
        actions.push(decide(&assessment, &[anchor], Act::Keep, Reason::CommonWord, "").expect("a finding"));
    }
    let kept = look(&base, &actions);
    assert_eq!(kept.open().count(), assessment.open().count() - 2);
    let records = kept.record.iter().filter(|entry| entry.act == Act::Keep).count();
    assert_eq!(records, 2);
    for index in [1, 2] {
        let now = look(&base, &actions);
        actions.push(revert_actions(&base, &now, &actions, &[index]).expect("it is kept"));
    }
    let reopened = look(&base, &actions);
    assert_eq!(reopened.open().count(), assessment.open().count());
    assert!(reopened.record.iter().all(|entry| entry.act != Act::Keep));
    assert_eq!(revert_actions(&base, &reopened, &actions, &[1]), None, "nothing is left of it");
}

#[test]
fn an_act_whose_words_were_changed_later_is_taken_back_only_with_that() {
    let base = text();
    let mut actions = Vec::new();
    typed(&base, &mut actions, Field::Summary, "recieved", "recorded");
    typed(&base, &mut actions, Field::Summary, "recorded", "checked");
    let now = look(&base, &actions);
    assert_eq!(revert_actions(&base, &now, &actions, &[1]), None);
    actions.push(revert_actions(&base, &now, &actions, &[0, 1]).expect("both together"));
    assert_eq!(look(&base, &actions).text, base);
}

#[test]
fn answers_are_put_back_by_their_act() {
    let answers = domain::Answers { region: Some(domain::Region::South), ..domain::Answers::default() };
    let blank =
        Action { act: Act::Drop, reason: Reason::Identifying, answers: vec![Question::Region], ..Action::default() };
    let mut actions = vec![blank];
    assert_eq!(edited_answers(&answers, &actions).region, None);
    let base = text();
    actions.push(revert_actions(&base, &look(&base, &actions), &actions, &[0]).expect("it is blank"));
    assert_eq!(edited_answers(&answers, &actions), answers);
    assert_eq!(revert_actions(&base, &look(&base, &actions), &actions, &[0]), None);
}

#[test]
fn a_forged_revert_does_not_fit() {
    let base = text();
    let mut actions = Vec::new();
    agree(&base, &mut actions, "4471");
    let now = look(&base, &actions);
    let honest = revert_hunks(&base, &now, &actions, &[&now.edits[0]]).expect("an edit");
    assert!(Trace::replay(&base, &[actions[0].clone(), honest.clone()]).is_ok());
    let elsewhere = |change: fn(&mut Action)| {
        let mut forged = honest.clone();
        change(&mut forged);
        Trace::replay(&base, &[actions[0].clone(), forged]).err()
    };
    assert_eq!(elsewhere(|action| action.restores.clear()), Some(Misfit));
    assert_eq!(elsewhere(|action| action.splices[0].inserted = "other".into()), Some(Misfit));
    assert_eq!(elsewhere(|action| action.restores[0] = Span::new(Field::Summary, 0..4)), Some(Misfit));
    assert_eq!(elsewhere(|action| action.restores[0].field = Field::Title), Some(Misfit));
    // Words of the base in another place than their own are no revert.
    let twice = Splice { field: Field::Summary, at: 0, removed: "".into(), inserted: "Ofc.".into() };
    let restores = vec![Span::new(Field::Summary, 0..4)];
    let forged = Action { act: Act::Revert, splices: vec![twice], restores, ..Action::default() };
    assert_eq!(Trace::replay(&base, &[forged]).err(), Some(Misfit));
}

/// Any edits in any order, and then any of the hunks: exactly these vanish, all others stay word by word.
#[test]
fn whatever_was_done_any_hunk_can_be_taken_back_alone_and_all_together_give_the_base() {
    let mut seed = 11_u32;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize % below.max(1)
    };
    let base = text();
    for _ in 0..60 {
        let mut actions: Vec<Action> = Vec::new();
        for _ in 0..10 {
            let now = look(&base, &actions);
            let field = [Field::Summary, Field::Summary, Field::Lessons][next(3)];
            let value = now.text.get(field).as_str().to_owned();
            let borders: Vec<usize> = value.char_indices().map(|(at, _)| at).chain([value.len()]).collect();
            let from = next(borders.len());
            let to = (from + next(9)).min(borders.len() - 1);
            let span = Span::new(field, borders[from]..borders[to]);
            let made = match next(4) {
                0 => redact(&now, span, Class::Person, Act::Replace, "[Officer 1]"),
                1 => redact(&now, span, Class::Badge, Act::Drop, ""),
                2 if !now.edits.is_empty() => revert_hunks(&base, &now, &actions, &[&now.edits[next(now.edits.len())]]),
                _ => {
                    let inserted = ["", "x", " and so", "Ruiz"][next(4)];
                    let removed = now.text.slice(span).expect("a place").into();
                    let splice = Splice { field, at: span.start, removed, inserted: inserted.into() };
                    Some(Action { splices: vec![splice], ..Action::default() })
                }
            };
            actions.extend(made);
        }
        let now = look(&base, &actions);
        for hunk in &now.edits {
            let revert = revert_hunks(&base, &now, &actions, &[hunk]).expect("a hunk can be put back");
            let with: Vec<Action> = actions.iter().cloned().chain([revert.clone()]).collect();
            let after = look(&base, &with);
            let put_back = after.trace.to_current(hunk.base);
            assert_eq!(after.text.slice(put_back).map(|words| words.contains(hunk.removed.as_str())), Some(true));
            let mut text = after.text.clone();
            revert.inverse().iter().try_for_each(|splice| splice.apply(&mut text)).expect("invertible");
            assert_eq!(text, now.text);
            for other in now.edits.iter().filter(|other| other.current.field != hunk.current.field) {
                assert!(after.edits.contains(other), "an edit of another field moved");
            }
        }
        let all: Vec<_> = now.edits.iter().collect();
        if !all.is_empty() {
            let revert = revert_hunks(&base, &now, &actions, &all).expect("all can be put back");
            actions.push(revert);
        }
        let back = look(&base, &actions);
        assert_eq!(back.text, base);
        assert!(back.edits.is_empty());
        // What was marked by hand meanwhile stays a finding, in the place of whatever it covers, and is open too.
        let open: Vec<_> = back.open().map(|judged| judged.anchor).collect();
        let stands = |anchor: domain::Anchor| open.iter().any(|one| *one == anchor || one.span.overlaps(&anchor.span));
        assert!(look(&base, &[]).open().all(|judged| stands(judged.anchor)), "everything is open again");
    }
    assert!(Class::ALL.len() > 5);
}
