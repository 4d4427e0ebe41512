//! The meter of quasi-identifiers: what is left that together could single somebody out, and what would hide the report among
//! others.

use std::cmp::Reverse;

use domain::quasi::{self, Left};
use domain::{Act, Answers, Quasi, Trait, edited_answers};
use uuid::Uuid;
use wire::AskShared;

use crate::desk;
use crate::session::Session;
use crate::utf16::to_place;
use crate::view::*;

/// From what many reports have to what few do: each row narrows the one before.
const ORDER: &[Quasi] = &[
    Quasi::Region,
    Quasi::Population,
    Quasi::Size,
    Quasi::Agency,
    Quasi::Department,
    Quasi::Date,
    Quasi::Time,
    Quasi::Place,
    Quasi::Rank,
    Quasi::Unit,
    Quasi::Sex,
    Quasi::Tenure,
    Quasi::RareEvent,
];

/// Most rows that are counted: each is counted with those before it, alone taken away, and in both plans.
const ROWS: usize = 18;
const _: () = assert!((ROWS + 1) + (ROWS + BANDS) + (2 * ROWS + 1) <= wire::COMBINATIONS && ROWS <= wire::TRAITS);
/// Structured answers that have a wider band.
const BANDS: usize = 2;

/// Changes that together would take traits away, or widen them.
struct Change {
    steps: Vec<ChangeView>,
    /// What is left then.
    rest: Vec<Trait>,
}

/// Reads what is left in the text as it stands here, and asks the server how many reports of the library share it.
pub async fn meter(session: &Session, report: Uuid) -> Result<MeterView, ErrorView> {
    let client = session.at()?;
    let desk = desk::open(session, report)?;
    let answers = edited_answers(&desk.work.answers, &desk.draft.edit.actions);
    let mut left = quasi::left(&desk.assessment.text, &answers);
    left.sort_by_key(|left| ORDER.iter().position(|quasi| *quasi == left.what.quasi));
    let uncounted = left.len().saturating_sub(ROWS);
    left.truncate(ROWS);
    let all: Vec<Trait> = left.iter().map(|left| left.what.clone()).collect();
    let (singles, plans) = (singles(&left, &answers), plans(&left, &answers));
    let prefixes = (0..=all.len()).map(|end| all.get(..end).unwrap_or_default().to_vec());
    let changes = singles.iter().chain(&plans).map(|change| change.rest.clone());
    let counts = client.shared(report, &AskShared { combinations: prefixes.chain(changes).collect() }).await?.counts;
    let rows = left.iter().zip(counts.iter().skip(1)).map(|(left, count)| MeterRow {
        quasi: left.what.quasi,
        value: left.what.value.clone(),
        words: left.span.and_then(|span| desk.assessment.text.slice(span)).map(str::to_owned),
        place: left.span.map(|span| to_place(&desk.assessment.text, span)),
        question: left.question,
        count: *count,
    });
    let hidden = counts.get(all.len()).is_some_and(Option::is_some);
    let mut told = counts.iter().skip(all.len() + 1).copied();
    let alone = hiding(&singles, &mut told);
    let together = hiding(&plans, &mut told);
    let hides = match (hidden, alone.is_empty()) {
        (true, _) => Vec::new(),
        (false, false) => most_first(alone),
        (false, true) => together.into_iter().min_by_key(|one| one.steps.len()).into_iter().collect(),
    };
    Ok(MeterView {
        library: counts.first().copied().flatten(),
        rows: rows.collect(),
        uncounted: u32::try_from(uncounted).unwrap_or(u32::MAX),
        hides,
    })
}

/// The changes after which five reports or more share what is left, with the counts that are theirs.
fn hiding(changes: &[Change], counts: &mut impl Iterator<Item = Option<u32>>) -> Vec<HidesView> {
    let told = changes.iter().zip(counts);
    told.filter_map(|(change, count)| Some(HidesView { steps: change.steps.clone(), count: count? })).collect()
}

/// What hides it among most comes first; of two that do as much, the one that keeps more of the answer.
fn most_first(mut hides: Vec<HidesView>) -> Vec<HidesView> {
    let widens = |one: &HidesView| one.steps.iter().all(|step| step.act == Act::Band);
    hides.sort_by_key(|one| (Reverse(one.count), !widens(one)));
    hides
}

/// Each trait taken away alone; what has a wider band is widened first.
fn singles(left: &[Left], answers: &Answers) -> Vec<Change> {
    let mut changes = Vec::new();
    for (row, one) in left.iter().enumerate() {
        let rest = || left.iter().filter(|other| other.what != one.what).map(|other| other.what.clone());
        if let Some(wide) = one.question.and_then(|question| quasi::wider(answers, question)) {
            changes.push(Change { steps: vec![step(row, Act::Band)], rest: rest().chain([wide]).collect() });
        }
        changes.push(Change { steps: vec![step(row, away(one))], rest: rest().collect() });
    }
    changes
}

/// Several changes together, each plan one step longer than the one before: the narrowest traits are taken away first, once as
/// the rest stands and once with every band widened.
fn plans(left: &[Left], answers: &Answers) -> Vec<Change> {
    let wide: Vec<Option<Trait>> =
        left.iter().map(|one| one.question.and_then(|question| quasi::wider(answers, question))).collect();
    let mut plans = Vec::new();
    for widened in [false, true] {
        for kept in (0..=left.len()).rev() {
            let mut change = Change { steps: Vec::new(), rest: Vec::new() };
            for (row, (one, wide)) in left.iter().zip(&wide).enumerate() {
                if row >= kept {
                    change.steps.push(step(row, away(one)));
                } else if let Some(wide) = wide.as_ref().filter(|_| widened) {
                    change.steps.push(step(row, Act::Band));
                    change.rest.push(wide.clone());
                } else {
                    change.rest.push(one.what.clone());
                }
            }
            // One change alone is tried by itself, and none was counted before.
            if change.steps.len() > 1 {
                plans.push(change);
            }
        }
    }
    plans
}

fn step(row: usize, act: Act) -> ChangeView {
    ChangeView { row: u32::try_from(row).unwrap_or(u32::MAX), act }
}

const fn away(one: &Left) -> Act {
    if one.question.is_some() { Act::Drop } else { Act::Generalise }
}

#[cfg(test)]
mod tests {
    use domain::{Closed as _, PopulationBand, Region, SwornBand, Text};

    use super::*;

    fn story() -> (Vec<Left>, Answers) {
        let text = Text { summary: "My sergeant fell into the lake.".into(), ..Text::default() };
        let answers = Answers {
            region: Some(Region::West),
            sworn_band: Some(SwornBand::To49),
            population_band: Some(PopulationBand::To9999),
            ..Answers::default()
        };
        let mut left = quasi::left(&text, &answers);
        left.sort_by_key(|left| ORDER.iter().position(|quasi| *quasi == left.what.quasi));
        (left, answers)
    }

    fn steps(left: &[Left], change: &Change) -> Vec<(Quasi, Act)> {
        change.steps.iter().map(|step| (left[step.row as usize].what.quasi, step.act)).collect()
    }

    #[test]
    fn every_trait_is_tried_alone_and_what_has_a_band_is_widened_first() {
        let (left, answers) = story();
        let singles = singles(&left, &answers);
        let acts: Vec<_> = singles.iter().flat_map(|change| steps(&left, change)).collect();
        assert_eq!(
            acts,
            [
                (Quasi::Region, Act::Drop),
                (Quasi::Population, Act::Band),
                (Quasi::Population, Act::Drop),
                (Quasi::Size, Act::Band),
                (Quasi::Size, Act::Drop),
                (Quasi::Place, Act::Generalise),
                (Quasi::Rank, Act::Generalise),
            ]
        );
        let value =
            |change: &Change, of| change.rest.iter().find(|what| what.quasi == of).map(|what| what.value.clone());
        assert_eq!(value(&singles[1], Quasi::Population).as_deref(), Some("under-25000"));
        assert_eq!(value(&singles[3], Quasi::Size).as_deref(), Some("under-50"));
        assert_eq!(value(&singles[4], Quasi::Size), None);
        for change in &singles {
            assert_eq!(change.rest.len(), if change.steps[0].act == Act::Band { 5 } else { 4 });
        }
    }

    #[test]
    fn plans_take_the_narrowest_away_first_with_and_without_the_wider_bands() {
        let (left, answers) = story();
        let plans: Vec<_> = plans(&left, &answers).iter().map(|change| steps(&left, change)).collect();
        let (place, rank) = ((Quasi::Place, Act::Generalise), (Quasi::Rank, Act::Generalise));
        let wide = [(Quasi::Population, Act::Band), (Quasi::Size, Act::Band)];
        assert_eq!(plans[0], [place, rank]);
        assert_eq!(plans[4], wide);
        assert_eq!(plans[5], [wide[0], wide[1], rank]);
        assert_eq!(plans[7], [wide[0], (Quasi::Size, Act::Drop), place, rank]);
        assert_eq!(plans.len(), 4 + 6);
        assert!(plans.iter().all(|steps| steps.len() > 1));
    }

    #[test]
    fn what_hides_among_most_comes_first_and_a_wider_band_before_a_blank() {
        let one = |row, act, count| HidesView { steps: vec![ChangeView { row, act }], count };
        let sorted = most_first(vec![one(0, Act::Drop, 9), one(1, Act::Band, 9), one(2, Act::Generalise, 30)]);
        assert_eq!(sorted.iter().map(|one| one.steps[0].row).collect::<Vec<_>>(), [2, 1, 0]);
    }

    #[test]
    fn counts_go_to_the_changes_that_they_were_asked_for() {
        let change = |row| Change { steps: vec![step(row, Act::Drop)], rest: Vec::new() };
        let mut counts = [None, Some(7), Some(8)].into_iter();
        let told = hiding(&[change(0), change(1)], &mut counts);
        assert_eq!(told.iter().map(|one| (one.steps[0].row, one.count)).collect::<Vec<_>>(), [(1, 7)]);
        assert_eq!(counts.next(), Some(Some(8)));
    }

    #[test]
    fn the_order_names_every_kind_of_trait() {
        assert!(Quasi::ALL.iter().all(|quasi| ORDER.contains(quasi)) && ORDER.len() == Quasi::ALL.len());
    }
}
