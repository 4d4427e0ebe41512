//! The programme's figures: counts without any report behind them.

use domain::{State, closed_enum};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::schema::closed;

closed_enum! {
    /// What is counted, per quarter. `of` and `by` of a [`Tally`] are ids of the lists named here.
    Measure {
        /// Identifiers taken out of published reports. `of`: class.
        Removed = "removed",
        /// Of these, what stage one had missed and a later stage took out. `of`: class.
        CaughtLate = "caught_late",
        /// Reports that left a stage. `of`: stage; `by`: [`DayBand`], business days in it.
        StageDays = "stage_days",
        /// Published reports. `of`: [`DayBand`], business days since receipt.
        Promise = "promise",
        /// Reports whose review ended. `of`: state.
        Outcome = "outcome",
        /// Published reports. `of`: category; `by`: contributing factor.
        CategoryFactor = "category_factor",
        /// Published reports. `of`: category.
        Category = "category",
        /// Published reports. `of`: what prevented harm.
        Prevented = "prevented",
        /// Approvals: each answers every question. `of`: question of the motivated-intruder test; `by`: "yes" or "no".
        Intruder = "intruder",
    }
}

closed_enum! {
    /// Business days, in bands: the target is 7, the promise 14.
    DayBand {
        UpTo1 = "0-1",
        UpTo3 = "2-3",
        UpTo7 = "4-7",
        UpTo14 = "8-14",
        Over14 = "15+",
    }
}

impl DayBand {
    pub const fn of(days: u32) -> Self {
        match days {
            0 | 1 => Self::UpTo1,
            2 | 3 => Self::UpTo3,
            4..=7 => Self::UpTo7,
            8..=14 => Self::UpTo14,
            _ => Self::Over14,
        }
    }
}

/// From this number on a count is told; below it, it could point at one report.
pub const SMALLEST_COUNT: u32 = 5;

/// `GET /v1/overview`, for staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Overview {
    /// The reports that the caller's queue shows now, by state and business days since receipt. Exact.
    pub open: Vec<OpenCount>,
    /// What was counted when it happened, per quarter; nothing is left of the reports behind it.
    pub tallies: Vec<Tally>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OpenCount {
    #[schema(schema_with = closed::<State>)]
    pub state: State,
    #[schema(schema_with = closed::<DayBand>)]
    pub age: DayBand,
    pub reports: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Tally {
    /// "2026Q4".
    pub quarter: String,
    #[schema(schema_with = closed::<Measure>)]
    pub measure: Measure,
    pub of: String,
    pub by: Option<String>,
    /// None: at least one, and not told: fewer than [`SMALLEST_COUNT`], or what would give away such a number.
    pub count: Option<u32>,
}
