//! The programme's figures, for staff: the server counted them when things happened, and is asked for them each time.

use wire::{OpenCount, SMALLEST_COUNT, Tally};

use crate::session::Session;
use crate::view::*;

/// `NoServer`: they are not kept here.
pub async fn fetch(session: &Session) -> Result<OverviewView, ErrorView> {
    let client = session.at()?;
    let wire::Overview { open, tallies } = client.overview().await?;
    let open = open.into_iter().map(|OpenCount { state, age, reports }| OpenView { state, age, reports }).collect();
    let tally = |Tally { quarter, measure, of, by, count }| TallyView { quarter, measure, of, by, count };
    Ok(OverviewView { open, tallies: tallies.into_iter().map(tally).collect(), smallest: SMALLEST_COUNT })
}
