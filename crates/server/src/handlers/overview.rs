//! The programme's figures, for staff.

use std::{collections::BTreeMap, sync::Arc};

use axum::{Json, extract::State};
use domain::{Closed as _, Role, State as ReportState, calendar};
use wire::{Code, DayBand, ErrorBody, Measure, OpenCount, Overview, SMALLEST_COUNT, Tally};

use crate::{
    auth::SignedIn,
    db::{reports, tallies},
    errors::{Error, Fault},
    office::Office,
    sight,
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
                let days = calendar::business_days_between(report.received, today);
                *open.entry((state, DayBand::of(days))).or_default() += 1;
            }
        }
    }
    let open = open.into_iter().map(|((state, age), reports)| OpenCount { state, age, reports }).collect();
    let rows = tallies::all(&office.db.pool).await?;
    let tallies = rows.into_iter().map(tally).collect::<Result<_, Fault>>()?;
    Ok(Json(Overview { open, tallies }))
}

fn tally((quarter, measure, of, by, count): (String, String, String, String, i64)) -> Result<Tally, Fault> {
    let measure = Measure::from_spelling(&measure).ok_or(Fault::Unreadable)?;
    let count = u32::try_from(count).ok().filter(|count| *count >= SMALLEST_COUNT);
    Ok(Tally { quarter, measure, of, by: Some(by).filter(|by| !by.is_empty()), count })
}
