//! An assessment with a memory is the one without, whatever was done, undone and done again in between.

#![expect(clippy::unwrap_used, reason = "a failed test says so by panicking")]

use std::path::Path;

use domain::house::{decide, mark, reason_for, redact, same, suggest};
use domain::{
    Act, Action, Assessment, Base, Class, Edit, Field, Lists, Memory, Reason, Span, Splice, Stage, Text, assess,
    assess_again, revert_hunks,
};

/// Numbers that are the same at every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides.max(1)
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        all.get(self.roll(all.len()))
    }
}

/// Narratives of the training texts, without their marks.
fn narratives() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/pii/train");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let plain = |text: String| {
        let mut parts = text.split("[[");
        let first = parts.next().unwrap_or_default().to_owned();
        let words = |part: &str| {
            let (inside, after) = part.split_once("]]").unwrap_or((part, ""));
            [inside.split_once('|').map_or(inside, |(_, words)| words), after].concat()
        };
        first + &parts.map(words).collect::<String>()
    };
    files.iter().step_by(41).map(|file| plain(std::fs::read_to_string(file).unwrap())).collect()
}

fn place(dice: &mut Dice, text: &Text, longest: usize) -> Span {
    let field = [Field::Title, Field::Summary, Field::Summary, Field::Lessons, Field::Differently][dice.roll(5)];
    let value = text.get(field).as_str();
    let start = value.floor_char_boundary(dice.roll(value.len() + 1));
    Span::new(field, start..value.floor_char_boundary(start + dice.roll(longest)).max(start))
}

fn typed(dice: &mut Dice, text: &Text, narratives: &[String]) -> Action {
    let at = if dice.roll(8) == 0 { place(dice, text, 200) } else { place(dice, text, 3) };
    let pasted = dice.of(narratives).map_or("", String::as_str);
    let end = pasted.floor_char_boundary(400.min(pasted.len()));
    let words = ["e", " ", "R", "\n", "é", " not", " Ofc. Delacroix", " 0315 hrs ", "Ruiz", ""];
    let inserted = if dice.roll(10) == 0 { pasted.get(..end).unwrap_or_default() } else { words[dice.roll(10)] };
    let splice = Splice {
        field: at.field,
        at: at.start,
        removed: text.slice(at).unwrap_or_default().into(),
        inserted: inserted.into(),
    };
    Action { splices: vec![splice], ..Action::default() }
}

/// What a reviewer may do next.
fn next(dice: &mut Dice, base: &Text, edit: &Edit, now: &Assessment, narratives: &[String]) -> Option<Action> {
    let open: Vec<_> = now.open().collect();
    let one = *dice.of(&open)?;
    let all = |entity: usize| now.open().filter(move |judged| judged.entity == entity).map(|judged| judged.anchor);
    match dice.roll(12) {
        0 | 1 => {
            let ready = suggest(base, &edit.actions, now, one).into_iter().next()?;
            let anchors: Vec<_> = all(one.entity).collect();
            decide(now, &anchors, ready.act, reason_for(one.finding.class), &ready.text)
        }
        2 => decide(now, &[one.anchor], Act::Keep, Reason::NotIdentifying, ""),
        3 => mark(now, place(dice, &now.text, 20), Class::Org),
        4 => redact(now, place(dice, &now.text, 20), Class::Location, Act::Generalise, "[a place]"),
        5 => same(now, dice.roll(now.entities.len()), dice.roll(now.entities.len())),
        6 => {
            let change = dice.of(&now.meaning)?;
            let confirms = vec![change.around];
            Some(Action { act: Act::Keep, reason: Reason::Meant, confirms, ..Action::default() })
        }
        7 if !now.edits.is_empty() => {
            let hunk = dice.of(&now.edits)?;
            revert_hunks(base, now, &edit.actions, &[hunk])
        }
        _ => Some(typed(dice, &now.text, narratives)),
    }
}

#[test]
fn it_is_the_same_with_a_memory_after_any_sitting() {
    let narratives = narratives();
    let mut most = 0;
    for seed in 0..3 {
        let mut dice = Dice(seed);
        let base = Text {
            title: "Ofc. Ruiz at Lou's".into(),
            summary: narratives.iter().skip(dice.roll(4)).take(2).cloned().collect::<String>().into(),
            lessons: dice.of(&narratives).cloned().unwrap_or_default().into(),
            ..Text::default()
        };
        let stage = if seed % 2 == 0 { Stage::One } else { Stage::Two };
        let base = Base { stage, text: &base, record: &[] };
        let (mut memory, mut edit, lists) = (Memory::default(), Edit::default(), Lists::default());
        for step in 0..64 {
            let now = assess(&base, &edit.actions, &lists).unwrap();
            let again = assess_again(&mut memory, &base, &edit.actions, &lists).unwrap();
            assert_eq!(again.text, now.text, "seed {seed}, step {step}");
            assert_eq!(again.findings, now.findings, "seed {seed}, step {step}");
            assert_eq!(again.entities, now.entities, "seed {seed}, step {step}");
            assert_eq!((again.edits, again.leaks), (now.edits.clone(), now.leaks.clone()), "seed {seed}, step {step}");
            assert_eq!((again.meaning, again.record), (now.meaning.clone(), now.record.clone()), "seed {seed}, {step}");
            match dice.roll(10) {
                0 => {
                    for _ in 0..dice.roll(6) {
                        let _done = edit.undo();
                    }
                }
                1 => {
                    let _done = edit.redo();
                }
                _ => next(&mut dice, base.text, &edit, &now, &narratives).into_iter().for_each(|one| edit.push(one)),
            }
        }
        most = most.max(edit.actions.len());
    }
    assert!(most > 20, "{most}");
}

#[test]
fn a_memory_starts_anew_with_another_report() {
    let mut memory = Memory::default();
    let action = |at, words: &str| Action {
        splices: vec![Splice { field: Field::Summary, at, removed: "".into(), inserted: words.into() }],
        ..Action::default()
    };
    for (summary, stage, actions) in [
        ("Ofc. Ruiz ran.", Stage::One, vec![action(0, "Sgt. Orme and ")]),
        ("Ofc. Diaz ran.", Stage::One, vec![action(0, "Sgt. Orme and ")]),
        ("Ofc. Diaz ran.", Stage::Two, vec![action(5, "Kim ")]),
        ("Ofc. Diaz ran.", Stage::Two, vec![]),
    ] {
        let text = Text { summary: summary.into(), ..Text::default() };
        let base = Base { stage, text: &text, record: &[] };
        let again = assess_again(&mut memory, &base, &actions, &Lists::default()).unwrap();
        assert_eq!(again.findings, assess(&base, &actions, &Lists::default()).unwrap().findings);
    }
    // A list that does not fit leaves nothing behind.
    let text = Text { summary: "Ofc. Diaz ran.".into(), ..Text::default() };
    let base = Base { stage: Stage::Two, text: &text, record: &[] };
    assert!(assess_again(&mut memory, &base, &[action(99, "x")], &Lists::default()).is_err());
    assert!(assess_again(&mut memory, &base, &[action(0, "x")], &Lists::default()).is_ok());
}
