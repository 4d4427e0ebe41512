//! One history over all that a reviewer does: undone to the last, everything is as it was before; done again, as it was after,
//! also after a restart.

use domain::{Action, Authenticity, Closed as _, Comment, Fill, Sheet, Span};

use super::*;

/// Numbers that are the same at every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    fn words(&mut self) -> &'static str {
        ["", "é 👮", "Ask the second car.", "Ask the other car."][self.roll(4)]
    }
}

/// Something that a reviewer does on the work sheet.
fn fill_in(dice: &mut Dice, sheet: &mut Sheet) {
    match dice.roll(5) {
        0 => sheet.note = dice.words().into(),
        1 => sheet.authenticity = Some(Authenticity::ALL[dice.roll(3)]),
        2 => sheet.les_pass = !sheet.les_pass,
        3 => sheet.comments.retain(|_| dice.roll(2) == 0),
        _ => {
            let (id, span) = (Uuid::from_u128(dice.roll(100) as u128), Span::new(Field::Summary, 0..dice.roll(4)));
            sheet.comments.push(Comment { id, span, text: dice.words().into() });
        }
    }
}

/// What is done next: typing, or something on the sheet that changes it.
fn next(dice: &mut Dice, sheet: &Sheet) -> Action {
    let mut filled = sheet.clone();
    if dice.roll(2) == 0 {
        fill_in(dice, &mut filled);
    }
    Fill::between(sheet, &filled).map_or_else(|| redaction(dice.roll(9), dice.words()), Action::filling)
}

#[test]
fn everything_undone_is_as_before_and_everything_done_again_as_after() {
    let place = Place::new();
    let mut undone = 0;
    for seed in 0..6 {
        let (mut dice, id) = (Dice(seed), Uuid::new_v4());
        let mut store = place.open();
        let _new = store.put_work(&work(id, "text")).unwrap();
        // What stood there after each act, in order, and how many of them count.
        let mut after = vec![(Vec::new(), Sheet::default())];
        let mut count = 0;
        for _ in 0..40 {
            let (acts, sheet) = after[count].clone();
            match dice.roll(6) {
                0 | 1 => {
                    let back = store.undo(id).unwrap().is_some();
                    assert_eq!(back, count > 0, "seed {seed}");
                    count -= usize::from(back);
                    undone += usize::from(back);
                }
                2 => {
                    let again = store.redo(id).unwrap().is_some();
                    assert_eq!(again, count + 1 < after.len(), "seed {seed}");
                    count += usize::from(again);
                }
                _ => {
                    let action = next(&mut dice, &sheet);
                    store.push_action(id, store.revision(id).unwrap(), &action).unwrap();
                    let mut sheet = sheet;
                    action.fill.iter().try_for_each(|fill| fill.apply(&mut sheet)).unwrap();
                    after.truncate(count + 1);
                    after.push(([acts, vec![action]].concat(), sheet));
                    count += 1;
                }
            }
            let now = store.draft(id).unwrap();
            assert_eq!((now.edit.actions, now.sheet), after[count], "seed {seed}");
        }
        drop(store);
        let mut store = place.open();
        while store.redo(id).unwrap().is_some() {}
        let done = store.draft(id).unwrap();
        for (acts, sheet) in after.iter().rev() {
            let now = store.draft(id).unwrap();
            assert_eq!((&now.edit.actions, &now.sheet), (acts, sheet), "seed {seed}");
            store.undo(id).unwrap();
        }
        while store.redo(id).unwrap().is_some() {}
        assert_eq!(store.draft(id).unwrap(), done, "seed {seed}");
    }
    assert!(undone > 20, "{undone}");
}
