//! What the Overview screen gets: counts without any report behind them.

use domain::State;
use serde::Serialize;
use ts_rs::TS;
use wire::{DayBand, Measure};

/// The programme's figures.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct OverviewView {
    /// Open reports that this person's queue shows now. Exact.
    pub open: Vec<OpenView>,
    pub tallies: Vec<TallyView>,
    /// A count below this one is not told.
    pub smallest: u32,
}

#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct OpenView {
    #[ts(type = "import('./closed').State")]
    pub state: State,
    /// Business days since receipt.
    #[ts(type = "import('./closed').DayBand")]
    pub age: DayBand,
    pub reports: u32,
}

/// One count of one quarter; see [`wire::Measure`] for what `of` and `by` are.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export, export_to = "view.ts")]
pub struct TallyView {
    /// "2026Q4".
    pub quarter: String,
    #[ts(type = "import('./closed').Measure")]
    pub measure: Measure,
    pub of: String,
    pub by: Option<String>,
    /// None: at least one, and not told: fewer than `smallest`, or what would give such a number away.
    pub count: Option<u32>,
}
