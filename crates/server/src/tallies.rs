//! What is counted, in the transaction in which it happens: nothing of it can be asked for later, the reports are gone.

use domain::{Checks, Closed as _, Coding, IntruderAnswer, Recorded, Stage, State, calendar};
use jiff::civil::Date;
use wire::{DayBand, Measure};

use crate::{
    db::{Tx, reports::Report, tallies},
    errors::Error,
    questions,
};

/// The quarter of a day: "2026Q4".
pub fn quarter(day: Date) -> String {
    format!("{}Q{}", day.year(), (day.month() + 2) / 3)
}

/// A report goes from its state to another, on this day.
pub async fn moved(tx: &mut Tx, report: &mut Report, to: State, today: Date) -> Result<(), Error> {
    if report.state == to {
        return Ok(());
    }
    if let Some((stage, _)) = report.state.part() {
        let days = calendar::business_days_between(report.entered.unwrap_or(report.received), today);
        tallies::add(tx, &quarter(today), (Measure::StageDays, stage.as_str(), DayBand::of(days).as_str()), 1).await?;
    }
    report.entered = Some(today);
    Ok(())
}

/// A review has ended, in this state.
pub async fn ended(tx: &mut Tx, state: State, today: Date) -> Result<(), Error> {
    Ok(tallies::add(tx, &quarter(today), (Measure::Outcome, state.as_str(), ""), 1).await?)
}

/// A report is approved: that the motivated-intruder test was gone through, and how it was answered.
pub async fn approved(tx: &mut Tx, checks: &Checks, today: Date) -> Result<(), Error> {
    for IntruderAnswer { question, yes } in &checks.intruder {
        let by = if *yes { "yes" } else { "no" };
        tallies::add(tx, &quarter(today), (Measure::Intruder, question.as_str(), by), 1).await?;
    }
    Ok(())
}

/// A report is published: what was taken out of it, how long it took, how it is coded.
pub async fn published(
    tx: &mut Tx,
    report: &Report,
    record: &[Recorded],
    coding: &Coding,
    today: Date,
) -> Result<(), Error> {
    let quarter = quarter(today);
    for entry in record.iter().filter(|entry| entry.act.is_redaction()) {
        let Some(class) = entry.class else { continue };
        tallies::add(tx, &quarter, (Measure::Removed, class.as_str(), ""), 1).await?;
        if entry.stage != Stage::One {
            tallies::add(tx, &quarter, (Measure::CaughtLate, class.as_str(), ""), 1).await?;
        }
    }
    let days = questions::age(report, today);
    tallies::add(tx, &quarter, (Measure::Promise, DayBand::of(days).as_str(), ""), 1).await?;
    coded(tx, &quarter, coding, 1).await
}

/// A published report is coded otherwise: the one is taken back, the other counted, both in the quarter in which it was
/// published, so that each report is counted once.
///
/// A report that is taken out of the library stays counted as it was: it was reviewed, it took its time, and what it tells
/// of happened.
pub async fn recoded(tx: &mut Tx, before: &Coding, after: &Coding, published: Date) -> Result<(), Error> {
    let quarter = quarter(published);
    coded(tx, &quarter, before, -1).await?;
    coded(tx, &quarter, after, 1).await
}

async fn coded(tx: &mut Tx, quarter: &str, coding: &Coding, change: i64) -> Result<(), Error> {
    let category = coding.category.map_or("", domain::Closed::as_str);
    tallies::add(tx, quarter, (Measure::Category, category, ""), change).await?;
    for factor in &coding.factors {
        tallies::add(tx, quarter, (Measure::CategoryFactor, category, factor.as_str()), change).await?;
    }
    for prevented in &coding.prevented {
        tallies::add(tx, quarter, (Measure::Prevented, prevented.as_str(), ""), change).await?;
    }
    Ok(())
}
