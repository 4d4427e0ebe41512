//! The meter of quasi-identifiers: what is left that together could single somebody out, and what would hide the report among
//! others.

use domain::{Act, Action, Answers, Closed as _, Quasi, Question, Trait, edited_answers, may_widen, quasi};
use uuid::Uuid;
use wire::AskShared;

use crate::desk;
use crate::session::Session;
use crate::utf16::to_place;
use crate::view::*;

/// From what many reports have to what few do: each row narrows the one before.
const ORDER: &[Quasi] = &[
    Quasi::Region,
    Quasi::Size,
    Quasi::Agency,
    Quasi::Date,
    Quasi::Time,
    Quasi::Place,
    Quasi::Rank,
    Quasi::Unit,
    Quasi::Sex,
    Quasi::Tenure,
    Quasi::RareEvent,
];

/// A change that would take one trait away, or widen it.
struct Change {
    row: usize,
    act: Act,
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
    left.truncate(wire::TRAITS / 2);
    let all: Vec<Trait> = left.iter().map(|left| left.what.clone()).collect();
    let changes = changes(&left, &all, &answers);
    let prefixes = (0..=all.len()).map(|end| all.get(..end).unwrap_or_default().to_vec());
    let combinations = prefixes.chain(changes.iter().map(|change| change.rest.clone())).collect();
    let counts = client.shared(report, &AskShared { combinations }).await?.counts;
    let count = |at: usize| counts.get(at).copied().flatten();
    let rows = left.iter().enumerate().map(|(row, left)| MeterRow {
        quasi: left.what.quasi,
        value: left.what.value.clone(),
        words: left.span.and_then(|span| desk.assessment.text.slice(span)).map(str::to_owned),
        place: left.span.map(|span| to_place(&desk.assessment.text, span)),
        question: left.question,
        count: count(row + 1),
    });
    let hides = changes.iter().enumerate().filter_map(|(index, change)| {
        let count = count(all.len() + 1 + index)?;
        let row = u32::try_from(change.row).ok()?;
        Some(HidesView { row, act: change.act, count })
    });
    let enough = count(all.len()).is_some();
    Ok(MeterView { library: count(0), rows: rows.collect(), hides: if enough { Vec::new() } else { hides.collect() } })
}

/// Each trait taken away alone; a size is widened first.
fn changes(left: &[quasi::Left], all: &[Trait], answers: &Answers) -> Vec<Change> {
    let mut changes = Vec::new();
    for (row, one) in left.iter().enumerate() {
        let rest = || all.iter().filter(|what| **what != one.what).cloned();
        if one.question == Some(Question::SwornBand) && may_widen(answers, Question::SwornBand) {
            let widen = Action { act: Act::Band, answers: vec![Question::SwornBand], ..Action::default() };
            let wide = edited_answers(answers, &[widen]).sworn_band;
            let wide = wide.map(|band| Trait { quasi: Quasi::Size, value: band.as_str().to_owned() });
            changes.push(Change { row, act: Act::Band, rest: rest().chain(wide).collect() });
        }
        let act = if one.question.is_some() { Act::Drop } else { Act::Generalise };
        changes.push(Change { row, act, rest: rest().collect() });
    }
    changes
}

#[cfg(test)]
mod tests {
    use domain::{Region, SwornBand, Text};

    use super::*;

    #[test]
    fn every_trait_is_tried_alone_and_a_size_is_widened_first() {
        let text = Text { summary: "My sergeant fell into the lake.".into(), ..Text::default() };
        let answers = Answers { region: Some(Region::West), sworn_band: Some(SwornBand::To49), ..Answers::default() };
        let left = quasi::left(&text, &answers);
        let all: Vec<Trait> = left.iter().map(|left| left.what.clone()).collect();
        let changes = changes(&left, &all, &answers);
        let acts: Vec<_> = changes.iter().map(|change| (left[change.row].what.quasi, change.act)).collect();
        assert_eq!(
            acts,
            [
                (Quasi::Place, Act::Generalise),
                (Quasi::Size, Act::Band),
                (Quasi::Size, Act::Drop),
                (Quasi::Region, Act::Drop),
                (Quasi::Rank, Act::Generalise)
            ]
        );
        let widened = changes[1].rest.iter().find(|what| what.quasi == Quasi::Size).unwrap();
        assert_eq!((widened.value.as_str(), changes[1].rest.len()), ("under-50", 4));
        assert!(changes.iter().all(|change| change.act == Act::Band || change.rest.len() == 3));
    }

    #[test]
    fn the_order_names_every_kind_of_trait() {
        assert!(Quasi::ALL.iter().all(|quasi| ORDER.contains(quasi)) && ORDER.len() == Quasi::ALL.len());
    }
}
