//! The programme's figures, for staff.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use axum::{Json, extract::State};
use domain::{Closed as _, Role, State as ReportState};
use wire::{Code, DayBand, ErrorBody, Measure, OpenCount, Overview, SMALLEST_COUNT, Tally};

use crate::{
    auth::SignedIn,
    db::{reports, tallies},
    errors::{Error, Fault},
    office::Office,
    questions, sight,
};

/// Open reports by state and age, and what was counted so far.
#[utoipa::path(get, path = "/v1/overview", tag = "reports", responses(
    (status = 200, body = Overview),
    (status = 401, body = ErrorBody, description = "no_session"),
    (status = 403, body = ErrorBody, description = "wrong_role"),
    (status = 429, body = ErrorBody, description = "slow_down"),
))]
pub async fn overview(State(office): State<Arc<Office>>, caller: SignedIn) -> Result<Json<Overview>, Error> {
    if !caller.is(Role::Staff) {
        return Err(Code::WrongRole.into());
    }
    let today = office.today();
    let mut open: BTreeMap<(ReportState, DayBand), u32> = BTreeMap::new();
    for &state in ReportState::ALL {
        for report in reports::standing_in(&office.db.pool, state).await? {
            // What is hidden from the caller is not counted either.
            if sight::sees(&office, &office.db.pool, &report, &caller.person).await? {
                *open.entry((state, DayBand::of(questions::age(&report, today)))).or_default() += 1;
            }
        }
    }
    let open = open.into_iter().map(|((state, age), reports)| OpenCount { state, age, reports }).collect();
    let rows = tallies::all(&office.db.pool).await?;
    let tallies = rows.into_iter().map(tally).collect::<Result<Vec<_>, Fault>>()?;
    Ok(Json(Overview { open, tallies: told(tallies) }))
}

fn tally((quarter, measure, of, by, count): (String, String, String, String, i64)) -> Result<Tally, Fault> {
    let measure = Measure::from_spelling(&measure).ok_or(Fault::Unreadable)?;
    let count = u32::try_from(count).ok();
    Ok(Tally { quarter, measure, of, by: Some(by).filter(|by| !by.is_empty()), count })
}

/// Takes out the counts that are not told: those below [`SMALLEST_COUNT`], and, where one count alone of a group is so small
/// and the rest would give it away by subtraction, the next smallest too.
fn told(mut tallies: Vec<Tally>) -> Vec<Tally> {
    let mut groups: BTreeMap<(String, &'static str, String), Vec<usize>> = BTreeMap::new();
    for (at, Tally { quarter, measure, of, .. }) in tallies.iter().enumerate() {
        if let Some(group) = group(*measure, of) {
            groups.entry((quarter.clone(), measure.as_str(), group.to_owned())).or_default().push(at);
        }
    }
    let counts: Vec<u32> = tallies.iter().map(|tally| tally.count.unwrap_or(0)).collect();
    let count = |at: usize| counts.get(at).copied().unwrap_or(0);
    let mut hidden: BTreeSet<usize> = (0..counts.len()).filter(|at| count(*at) < SMALLEST_COUNT).collect();
    for members in groups.into_values() {
        let (small, large): (Vec<usize>, Vec<usize>) = members.into_iter().partition(|at| hidden.contains(at));
        if small.len() == 1 {
            hidden.extend(large.into_iter().min_by_key(|at| count(*at)));
        }
    }
    for (at, tally) in tallies.iter_mut().enumerate() {
        tally.count = tally.count.filter(|_| !hidden.contains(&at));
    }
    tallies
}

/// The counts of a measure that add up to a number that is told elsewhere: how many were published, approved, or left a
/// stage in the quarter. None: they add up to nothing, since one report counts in several of them or in none.
fn group(measure: Measure, of: &str) -> Option<&str> {
    match measure {
        Measure::Promise | Measure::Category => Some(""),
        Measure::StageDays | Measure::Intruder => Some(of),
        Measure::Outcome | Measure::Removed | Measure::CaughtLate | Measure::CategoryFactor | Measure::Prevented => {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(measure: Measure, of: &str, by: Option<&str>, count: u32) -> Tally {
        Tally { quarter: "2026Q4".into(), measure, of: of.into(), by: by.map(str::to_owned), count: Some(count) }
    }

    fn counts(tallies: &[Tally]) -> Vec<Option<u32>> {
        told(tallies.to_vec()).into_iter().map(|tally| tally.count).collect()
    }

    #[test]
    fn a_small_number_can_not_be_worked_out_from_the_others() {
        let category = |of, count| tally(Measure::Category, of, None, count);
        let published = tally(Measure::Outcome, "published", None, 31);
        let all = [category("a", 3), category("b", 20), category("c", 8), published.clone()];
        assert_eq!(counts(&all), [None, Some(20), None, Some(31)]);
        // Two small ones cover each other, and where none is small nothing is kept back.
        assert_eq!(counts(&[category("a", 3), category("b", 20), category("c", 1)]), [None, Some(20), None]);
        assert_eq!(counts(&[category("a", 5), category("b", 20)]), [Some(5), Some(20)]);
        assert_eq!(counts(&[category("a", 4)]), [None]);
        // Another quarter is another group.
        let later = Tally { quarter: "2027Q1".into(), ..category("b", 9) };
        assert_eq!(counts(&[category("a", 4), later]), [None, Some(9)]);
    }

    #[test]
    fn yes_and_no_are_told_both_or_neither() {
        let answer = |of, by, count| tally(Measure::Intruder, of, Some(by), count);
        let all = [answer("x", "yes", 1), answer("x", "no", 40), answer("y", "yes", 11), answer("y", "no", 30)];
        assert_eq!(counts(&all), [None, None, Some(11), Some(30)]);
    }

    #[test]
    fn what_adds_up_to_nothing_is_told_as_it_is() {
        let removed = |of, count| tally(Measure::Removed, of, None, count);
        assert_eq!(counts(&[removed("PLATE", 2), removed("PERSON", 60)]), [None, Some(60)]);
    }
}
