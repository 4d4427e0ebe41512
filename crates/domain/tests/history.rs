//! What the history is made of: typing that is joined, and changes of the work sheet that are taken back and made again. The
//! history itself is the store's.

#![expect(clippy::unwrap_used, reason = "a failed test says so by panicking")]

use domain::{
    Action, Alarm, Anchor, Authenticity, Category, Class, Closed as _, Comment, Draft, Field, Fill, Intruder,
    IntruderAnswer, LesAnswer, Misfit, Reason, Sheet, SheetPart, Sign, Span, Splice, Stage, Takeaway, Text,
};
use uuid::Uuid;

/// Numbers that are the same at every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides.max(1)
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.roll(all.len())]
    }

    fn id(&mut self) -> Uuid {
        Uuid::from_u128(self.roll(6) as u128)
    }

    fn words(&mut self) -> &'static str {
        self.of(&["", "Ruiz", "é 👮", "Ask the second car.", "Ask the other car.", "a", "aa"])
    }
}

/// Something that a reviewer does on the work sheet.
fn fill_in(dice: &mut Dice, sheet: &mut Sheet) {
    let at = |len: usize, dice: &mut Dice| dice.roll(len + 1);
    let finding = Anchor { span: Span::new(Field::Summary, 0..dice.roll(4)), class: Class::Les, fresh: false };
    match dice.roll(14) {
        0 => sheet.note = dice.words().into(),
        1 => sheet.note = format!("{} {}", sheet.note.as_str(), dice.words()).into(),
        2 => sheet.authenticity = Some(dice.of(Authenticity::ALL)),
        3 => sheet.checks.signs = Sign::ALL.iter().copied().filter(|_| dice.roll(2) == 0).collect(),
        4 => sheet.checks.note = dice.words().into(),
        5 => sheet.les_pass = dice.roll(2) == 0,
        6 => sheet.checks.les.push(LesAnswer { finding, known: Some(dice.roll(2) == 0), helps: None }),
        7 => {
            let question = dice.of(Intruder::ALL);
            sheet.checks.intruder.retain(|answer| answer.question != question);
            sheet.checks.intruder.push(IntruderAnswer { question, yes: dice.roll(2) == 0 });
        }
        8 => {
            let place = at(sheet.takeaways.added.len(), dice);
            sheet.takeaways.added.insert(place, Takeaway::new(dice.id(), Stage::Two, dice.words().into()));
        }
        9 => {
            let gone = dice.id();
            sheet.takeaways.added.retain(|one| one.id != gone);
            sheet.takeaways.withdrawn.push(gone);
        }
        10 => sheet.takeaways.order = (0..dice.roll(5)).map(|_| dice.id()).collect(),
        11 => {
            let alarm = Alarm { class: Class::Person, range: 0..dice.roll(5), reason: Reason::CommonWord };
            sheet.takeaways.kept.push((dice.id(), alarm));
        }
        12 if dice.roll(2) == 0 => {
            let gone = dice.id();
            sheet.comments.retain(|one| one.id != gone);
        }
        12 => sheet.comments.push(Comment { id: dice.id(), span: finding.span, text: dice.words().into() }),
        _ => sheet.coding.category = Some(dice.of(Category::ALL)),
    }
}

/// Typing in the text as it stands.
fn typed(dice: &mut Dice, text: &Text) -> Action {
    let field = dice.of(Field::ALL);
    let value = text.get(field).as_str();
    let at = value.floor_char_boundary(dice.roll(value.len() + 1));
    let end = value.floor_char_boundary(at + dice.roll(4)).max(at);
    let (removed, inserted) = (value.get(at..end).unwrap().into(), dice.words().into());
    Action::typing(vec![Splice { field, at, removed, inserted }])
}

#[test]
fn a_change_of_the_sheet_is_taken_back_to_the_letter_and_made_again() {
    let mut parts = Vec::new();
    for seed in 0..40 {
        let (mut dice, mut sheet) = (Dice(seed), Sheet::default());
        for _ in 0..60 {
            let before = sheet.clone();
            fill_in(&mut dice, &mut sheet);
            let Some(fill) = Fill::between(&before, &sheet) else { continue };
            parts.push(fill.part());
            // Another copy, as a restart and another computer have it.
            let fill: Fill = serde_json::from_str(&serde_json::to_string(&fill).unwrap()).unwrap();
            let mut now = sheet.clone();
            fill.inverse().apply(&mut now).unwrap();
            assert_eq!(now, before, "seed {seed}");
            fill.apply(&mut now).unwrap();
            assert_eq!(now, sheet, "seed {seed}");
        }
    }
    for part in SheetPart::ALL {
        assert!(parts.contains(part), "{part}");
    }
}

#[test]
fn what_was_typed_bit_by_bit_does_the_same_in_one_action() {
    let mut fewer = 0;
    for seed in 0..400 {
        let mut dice = Dice(seed);
        let before = Text { title: "é👮".into(), summary: "Ruiz é 👮 met".into(), ..Text::default() };
        let (mut one, mut now) = (Action::default(), before.clone());
        let mut bits = 0;
        for _ in 0..dice.roll(12) {
            let bit = typed(&mut dice, &now);
            bit.apply(&mut now).unwrap();
            one = one.joined(&bit);
            bits += 1;
        }
        let mut joined = before.clone();
        one.apply(&mut joined).unwrap();
        assert_eq!(joined, now, "seed {seed}");
        one.inverse().iter().try_for_each(|splice| splice.apply(&mut joined)).unwrap();
        assert_eq!(joined, before, "seed {seed}");
        assert!(one.is_typing() && one.splices.len() <= bits, "seed {seed}");
        fewer += usize::from(one.splices.len() < bits);
    }
    assert!(fewer > 100, "{fewer}");
}

#[test]
fn words_deleted_letter_by_letter_are_one_splice() {
    let before = Text { summary: "Ruiz é 👮 met".into(), ..Text::default() };
    let letters: Vec<(usize, char)> = before.summary.as_str().char_indices().collect();
    let deleted = |order: &[(usize, char)], forward: bool| {
        let gone = |&(at, letter): &(usize, char)| Splice {
            field: Field::Summary,
            at: if forward { 0 } else { at },
            removed: letter.to_string().into(),
            inserted: "".into(),
        };
        order.iter().map(gone).fold(Action::default(), |one, splice| one.joined(&Action::typing(vec![splice])))
    };
    let backwards: Vec<_> = letters.iter().rev().copied().collect();
    for one in [deleted(&letters, true), deleted(&backwards, false)] {
        let whole = Splice { field: Field::Summary, at: 0, removed: before.summary.clone(), inserted: "".into() };
        assert_eq!(one.splices, [whole]);
    }
}

#[test]
fn a_change_of_another_sheet_changes_nothing() {
    let with = |note: &str| Sheet { note: note.into(), les_pass: !note.is_empty(), ..Sheet::default() };
    let fill = Fill::between(&with("one more"), &with("one")).unwrap();
    let mut draft = Draft { sheet: with("other"), ..Draft::default() };
    assert_eq!(draft.push(Action::filling(fill.clone())), Err(Misfit));
    assert_eq!(draft, Draft { sheet: with("other"), ..Draft::default() });
    assert_eq!(Fill::between(&with("one"), &with("one")), None);
    assert_eq!(fill.words(), (" more", ""));
}

#[test]
fn a_step_is_made_of_what_was_done_to_the_text() {
    let mut draft = Draft::default();
    let filled = Fill::between(&draft.sheet, &Sheet { les_pass: true, ..Sheet::default() }).unwrap();
    let words = Action {
        splices: vec![Splice { field: Field::Title, at: 0, removed: "".into(), inserted: "A".into() }],
        ..Action::default()
    };
    draft.push(Action::filling(filled.clone())).unwrap();
    draft.push(words.clone()).unwrap();
    draft.push(Action::filling(filled.inverse())).unwrap();
    assert_eq!(draft.edit.of_text(), [words]);
    assert!(!Action::filling(filled).is_typing());
}
