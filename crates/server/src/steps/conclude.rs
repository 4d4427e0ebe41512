//! The end of a review: keys are destroyed first, then the rows that they sealed. What was begun and cut short is
//! finished at the next start.

use domain::{Closed as _, Private, State};

use crate::{
    db::{
        Tx, agency_counts, events, letters, linked_publications, parted, purges, questions as codes, reports::Report,
        sealed,
    },
    errors::{Error, Fault},
    folder::{Folder, Part},
    office::Office,
    questions, sight, tallies,
};

/// Marks a report as concluded and its key for destruction. Gives the key; destroying it comes after the commit.
pub async fn conclude(
    office: &Office,
    tx: &mut Tx,
    report: &mut Report,
    folder: Option<&Folder<'_>>,
) -> Result<Option<String>, Error> {
    if let Some(folder) = folder {
        sight::bid_farewell(office, tx, report.id, folder).await?;
    }
    let old = report.key_id.take();
    if let Some(key_id) = &old {
        purges::intend(tx, key_id, report.id).await?;
    }
    events::forget_contents(tx, report.id).await?;
    codes::forget_all_of(tx, report.id).await?;
    letters::forget_all_of(tx, report.id).await?;
    linked_publications::forget(tx, report.id).await?;
    questions::go_on(office, report);
    if let Some(event) = report.event.take() {
        parted::note(tx, report.id, event).await?;
    }
    report.concluded = true;
    report.claim_code_hash = None;
    report.release();
    (report.aside_reason, report.aside_day) = (None, None);
    Ok(old)
}

/// What the queue showed of a report that will never be published goes with it.
pub fn forget_metadata(report: &mut Report) {
    (report.call_type, report.region, report.sworn_band, report.words) = (None, None, None, 0);
    report.flag = None;
}

/// Adds the report to its agency's count, if it named one.
pub async fn count_agency(office: &Office, tx: &mut Tx, report: &Report, folder: &Folder<'_>) -> Result<(), Error> {
    let Some(ori9) = folder.get::<Private>(&mut **tx, Part::Ori9).await? else { return Ok(()) };
    let agency = ori9.as_str().to_ascii_uppercase();
    let key = office.config.master_key.derive_hex("agency", &[agency.as_bytes()]);
    let counts = office.config.master_key.derive_key("agency counts");
    let sealed = counts.seal(&office.config.random, &format!("agency_counts/{key}/agency"), agency.as_bytes());
    let quarter = tallies::quarter(report.received);
    Ok(agency_counts::add_one(tx, &key, &quarter, &sealed).await?)
}

/// Destroys a key, and then what it sealed. `false`: not everything could be cleared away yet; to be done again.
pub async fn purge(office: &Office, key_id: &str) -> Result<bool, Error> {
    let destroyed = office.keys.destroy(key_id).await?;
    let mut tx = office.db.begin().await?;
    sealed::delete_under(&mut tx, key_id).await?;
    if destroyed {
        purges::done(&mut tx, key_id).await?;
    }
    tx.commit().await?;
    // Only ciphertext that nothing opens any more is left in the log; emptying it can wait for readers.
    office.db.flush().await?;
    Ok(destroyed)
}

/// The step itself is committed: a purge that fails is tried again with the due work, and does not turn the answer.
pub async fn purge_or_log(office: &Office, key_id: &str) {
    match purge(office, key_id).await {
        Ok(true) => {}
        Ok(false) => tracing::warn!("a purge has to be finished later"),
        Err(Error::Fault(fault)) => crate::errors::log(&fault),
        Err(Error::Refused { .. }) => crate::errors::log(&Fault::Missing),
    }
}

/// Finishes every purge that was begun.
pub async fn finish_purges(office: &Office) -> Result<(), Error> {
    for key_id in purges::pending(&office.db.pool).await? {
        purge_or_log(office, &key_id).await;
    }
    Ok(())
}

/// How the audit trail calls the conclusion of a report that was declined.
pub fn declined() -> String {
    format!("conclude_{}", State::Declined.as_str())
}
