//! Filling a database for demos and tests from a folder of fixtures, through the same doors as everybody.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use domain::{Private, Role, calendar};
use jiff::civil::Date;
use serde::{Deserialize, de::DeserializeOwned};
use wire::{Code, Submission};

use crate::{
    db::service_tokens,
    errors::Error,
    intake,
    office::{Office, WEBSITE, token_hash},
    people::{self, New, PeopleError, Who},
};

/// What a seeding added; what was there already is not counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Seeded {
    pub people: usize,
    pub reports: usize,
}

#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    #[error("{0} can't be read: {1}")]
    Unreadable(PathBuf, io::Error),
    #[error("{0} is not as it has to be, in line {1}")]
    Malformed(PathBuf, usize),
    #[error("{0} was refused: {1}")]
    Refused(PathBuf, String),
    #[error("{0}: {1}")]
    People(PathBuf, PeopleError),
    #[error("a fault of the database; the log has more")]
    Fault,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SeedPerson {
    name: String,
    display: String,
    password: Private,
    roles: Vec<Role>,
}

/// Adds the people of `users.json`, the website's token of `service-token.txt`, and the submissions in `reports/` in
/// the order of their file names. May be done any number of times.
pub async fn seed(office: &Office, fixtures: &Path) -> Result<Seeded, SeedError> {
    let mut seeded = Seeded::default();
    let path = fixtures.join("users.json");
    let people: Vec<SeedPerson> = json(&path)?;
    for SeedPerson { name, display, password, roles } in people {
        let new = New { name: &name, display: &display, roles: &roles, password, temporary: false, agencies: &[] };
        match people::create(office, Who::Operator, new).await {
            Ok(_) => seeded.people += 1,
            Err(PeopleError::Taken) => {}
            Err(other) => return Err(SeedError::People(path, other)),
        }
    }

    let path = fixtures.join("service-token.txt");
    let token = Private::new(fs::read_to_string(&path).map_err(|error| SeedError::Unreadable(path, error))?);
    let mut tx = office.db.begin().await.map_err(|_| SeedError::Fault)?;
    service_tokens::set(&mut tx, WEBSITE, &token_hash(token.as_str().trim())).await.map_err(|_| SeedError::Fault)?;
    tx.commit().await.map_err(|_| SeedError::Fault)?;

    let folder = fixtures.join("reports");
    let entries = fs::read_dir(&folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let mut files: Vec<PathBuf> =
        entries.map_err(|error| SeedError::Unreadable(folder, error))?.into_iter().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
    files.sort();
    let last = files.len().saturating_sub(1);
    for (index, path) in files.into_iter().enumerate() {
        let mut submission: Submission = json(&path)?;
        submission.received = submission.received.or_else(|| Some(days_ago(office, index, last)));
        match intake::submit(office, &submission).await {
            Ok((_, new)) => seeded.reports += usize::from(new),
            // Seeded on an earlier day: the same but for its day of receipt.
            Err(Error::Refused { code: Code::KeyReused, .. }) => {}
            Err(Error::Refused { code, .. }) => return Err(SeedError::Refused(path, code.to_string())),
            Err(Error::Fault(fault)) => {
                crate::errors::log(&fault);
                return Err(SeedError::Fault);
            }
        }
    }
    Ok(seeded)
}

/// Days over which the fixtures are spread, the first the oldest: so that a demo's queue looks like one.
const SPREAD_DAYS: usize = 17;

fn days_ago(office: &Office, index: usize, last: usize) -> Date {
    let days = (last - index) * SPREAD_DAYS / last.max(1);
    calendar::plus_days(office.today(), -i32::try_from(days).unwrap_or(0))
}

fn json<T: DeserializeOwned>(path: &Path) -> Result<T, SeedError> {
    let text = fs::read(path).map_err(|error| SeedError::Unreadable(path.to_owned(), error))?;
    // The error itself may quote what it stumbled over.
    serde_json::from_slice(&text).map_err(|error| SeedError::Malformed(path.to_owned(), error.line()))
}
