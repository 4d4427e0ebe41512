//! How the original became a later text: the hunks of each stage one after the other, as the record has them.

use detect::{Class, Closed as _, Field};
use serde::{Deserialize, Serialize};

use crate::{Act, Difference, Hunk, Reason, Span};

/// A place of the original that a stage changed, and what stands there in a later text. Between two of them both texts are
/// the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Changed {
    pub from: Span,
    pub to: Span,
    pub act: Act,
    pub reason: Reason,
    pub class: Option<Class>,
}

impl From<&Hunk> for Changed {
    fn from(hunk: &Hunk) -> Self {
        let Hunk { base, current, act, reason, class, removed: _, inserted: _, by: _, within: _ } = hunk;
        Self { from: *base, to: *current, act: *act, reason: *reason, class: *class }
    }
}

impl From<&Difference> for Changed {
    /// Nobody knows any more what was done there.
    fn from(one: &Difference) -> Self {
        Self { from: one.from, to: one.to, act: Act::CopyEdit, reason: Reason::Clarity, class: None }
    }
}

/// What earlier stages changed and what a stage did to the text that they left, as changes of the original. A hunk that no
/// later one meets stays as it is; hunks that meet are one, named by the redaction among them.
pub fn changes_through(before: &[Changed], hunks: &[Hunk]) -> Vec<Changed> {
    let after: Vec<Changed> = hunks.iter().map(Changed::from).collect();
    Field::ALL.iter().flat_map(|&field| in_field(field, before, &after)).collect()
}

/// One change, and its place in the text between: where earlier stages left it and the later one found it.
struct Met<'c> {
    between: Span,
    change: &'c Changed,
    later: bool,
}

fn in_field(field: Field, before: &[Changed], after: &[Changed]) -> Vec<Changed> {
    let earlier = before.iter().map(|change| Met { between: change.to, change, later: false });
    let later = after.iter().map(|change| Met { between: change.from, change, later: true });
    let mut all: Vec<Met<'_>> = earlier.chain(later).filter(|met| met.between.field == field).collect();
    all.sort_by_key(|met| (met.between, met.later));
    let mut groups: Vec<(Span, Vec<Met<'_>>)> = Vec::new();
    for met in all {
        // What one stage did side by side stays side by side, unless the other stage did something over both.
        let meets = |one: &Met<'_>| one.later != met.later && meet(&one.between, &met.between);
        match groups.last_mut().filter(|(_, group)| group.iter().any(meets)) {
            Some((whole, group)) => {
                whole.end = whole.end.max(met.between.end);
                group.push(met);
            }
            None => groups.push((met.between, vec![met])),
        }
    }
    // How much further on what follows stands in the original, and in the later text.
    let (mut original, mut current) = (Shift::default(), Shift::default());
    let mut out = Vec::with_capacity(groups.len());
    for (whole, group) in groups {
        let start = (original.of(whole.start), current.of(whole.start));
        for met in &group {
            match met.later {
                false => original = Shift { between: met.between.end, there: met.change.from.end },
                true => current = Shift { between: met.between.end, there: met.change.to.end },
            }
        }
        let end = (original.of(whole.end), current.of(whole.end));
        let named = group.iter().find(|met| met.change.class.is_some()).or(group.first());
        out.extend(named.map(|met| Changed {
            from: Span { field, start: start.0, end: end.0 },
            to: Span { field, start: start.1, end: end.1 },
            ..*met.change
        }));
    }
    out
}

/// Whether two places are about the same words: they overlap, or one lies inside the other, or both are the same empty place.
const fn meet(one: &Span, other: &Span) -> bool {
    one.start < other.end && other.start < one.end
        || one.start == one.end && other.start == other.end && one.start == other.start
}

/// A place in the text between, and the same place in another one, with no change after it.
#[derive(Default)]
struct Shift {
    between: usize,
    there: usize,
}

impl Shift {
    const fn of(&self, at: usize) -> usize {
        at - self.between + self.there
    }
}

#[cfg(test)]
mod tests {
    use detect::Lists;

    use super::*;
    use crate::{Action, Base, Splice, Stage, Text, assess};

    /// Numbers that are the same at every run.
    struct Dice(u64);

    impl Dice {
        fn roll(&mut self, sides: usize) -> usize {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(self.0 >> 33).unwrap() % sides.max(1)
        }
    }

    fn sitting(dice: &mut Dice, stage: Stage, base: &Text) -> (Vec<Hunk>, Text) {
        let (mut text, mut actions) = (base.clone(), Vec::new());
        for _ in 0..dice.roll(6) {
            let field = [Field::Title, Field::Summary][dice.roll(2)];
            let value = text.get(field).as_str();
            let at = value.floor_char_boundary(dice.roll(value.len() + 1));
            let end = value.floor_char_boundary(at + dice.roll(9)).max(at);
            let (removed, redacts) = (value.get(at..end).unwrap().into(), dice.roll(2) == 0);
            let inserted = ["", "[Officer 1]", "é", " and then", "x"][dice.roll(5)].into();
            let (act, class) = if redacts { (Act::Replace, Some(Class::Person)) } else { (Act::CopyEdit, None) };
            let splices = vec![Splice { field, at, removed, inserted }];
            let action = Action { act, class, splices, ..Action::default() };
            action.apply(&mut text).unwrap();
            actions.push(action);
        }
        let assessment = assess(&Base { stage, text: base, record: &[] }, &actions, &Lists::default()).unwrap();
        (assessment.edits, text)
    }

    #[test]
    fn between_the_changes_all_texts_are_the_same_and_what_is_left_alone_stays_one_hunk() {
        let original = Text {
            title: "Ofc. Ruiz met Orme".into(),
            summary: "Then Ofc. Ruiz recieved a call é and drove to the 4th street.".into(),
            ..Text::default()
        };
        let mut kept = 0;
        for seed in 0..300 {
            let mut dice = Dice(seed);
            let (first, left) = sitting(&mut dice, Stage::One, &original);
            let (second, now) = sitting(&mut dice, Stage::Two, &left);
            let one = changes_through(&[], &first);
            assert_eq!(one, first.iter().map(Changed::from).collect::<Vec<_>>(), "seed {seed}");
            let both = changes_through(&one, &second);
            for field in [Field::Title, Field::Summary] {
                let (mut rebuilt, mut at) = (String::new(), 0);
                for change in both.iter().filter(|change| change.from.field == field) {
                    rebuilt.push_str(original.get(field).as_str().get(at..change.from.start).unwrap());
                    assert_eq!(rebuilt.len(), change.to.start, "seed {seed}");
                    rebuilt.push_str(now.slice(change.to).unwrap());
                    at = change.from.end;
                }
                rebuilt.push_str(original.get(field).as_str().get(at..).unwrap());
                assert_eq!(rebuilt, now.get(field).as_str(), "seed {seed}");
            }
            let untouched = |change: &&Changed| !second.iter().any(|hunk| meet(&hunk.base, &change.to));
            for change in one.iter().filter(untouched) {
                kept += 1;
                let same = |two: &Changed| (two.from, two.act, two.class) == (change.from, change.act, change.class);
                assert!(both.iter().any(same), "seed {seed}");
            }
        }
        assert!(kept > 50, "{kept}");
    }
}
