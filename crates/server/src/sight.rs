//! Who may know of a report: by role and state, and hidden from those whose own agency it comes from.
//!
//! From whom a report is hidden is settled when it comes in, and lies sealed in its folder: it would say which agency
//! it is about. To them it answers exactly like one that does not exist (the blind conflict check).

use domain::{Private, Role, State as ReportState, stage::Standing};
use sqlx::{Any, Executor};
use uuid::Uuid;
use wire::Code;

use crate::{
    db::{
        Tx, farewells,
        reports::{self, Report},
        users::{self, Person},
    },
    errors::Error,
    folder::{Folder, Part},
    office::Office,
    people,
};

/// What a person may know of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    Open,
    /// Not, or no longer, covered by the person's roles.
    Closed,
    /// As if it did not exist.
    Hidden,
    /// The folder that would say whether it is hidden is destroyed, or another by now: the report has concluded, or is
    /// just concluding or going on, and its next place in the feed tells more.
    Unknown,
}

impl Sight {
    /// Whether nothing may be learnt of the report, or what would say so is just going.
    pub const fn is_hidden(self) -> bool {
        match self {
            Self::Hidden | Self::Unknown => true,
            Self::Open | Self::Closed => false,
        }
    }
}

/// What this person may know of the report.
pub async fn of(
    office: &Office,
    db: impl Executor<'_, Database = Any>,
    report: &Report,
    person: &Person,
) -> Result<Sight, Error> {
    let by_role = if is_visible(report, person) { Sight::Open } else { Sight::Closed };
    if !person.blind {
        return Ok(by_role);
    }
    let Some(folder) = Folder::open(office, report).await? else { return Ok(Sight::Unknown) };
    Ok(match folder.get_current::<Vec<Uuid>>(db, Part::Hidden).await? {
        None => Sight::Unknown,
        Some(Some(hidden)) if hidden.contains(&person.id) => Sight::Hidden,
        Some(Some(_) | None) => by_role,
    })
}

/// Whether this person may know of the report now.
pub async fn sees(
    office: &Office,
    db: impl Executor<'_, Database = Any>,
    report: &Report,
    person: &Person,
) -> Result<bool, Error> {
    Ok(is_visible(report, person) && of(office, db, report, person).await? == Sight::Open)
}

/// The report and who acted in it, locked; for whoever may not know of it now it does not exist.
pub async fn hold(office: &Office, tx: &mut Tx, id: Uuid, person: &Person) -> Result<(Report, Standing), Error> {
    let (report, standing) = reports::hold(tx, id).await?.ok_or(Code::NotFound)?;
    if sees(office, &mut **tx, &report, person).await? { Ok((report, standing)) } else { Err(Code::NotFound.into()) }
}

/// Settles from whom a report is hidden that comes in just now.
pub async fn settle(office: &Office, tx: &mut Tx, folder: &Folder<'_>, ori9: &Private) -> Result<(), Error> {
    let mut hidden: Vec<Uuid> = Vec::new();
    for row in users::all(&mut **tx).await? {
        if people::agencies(office, &row)?.iter().any(|own| own.as_str().eq_ignore_ascii_case(ori9.as_str())) {
            hidden.push(row.person().id);
        }
    }
    if hidden.is_empty() { Ok(()) } else { folder.put(tx, Part::Hidden, &hidden).await }
}

/// Hides a report from somebody who may know the people or the event. Their other computers are told that it is gone.
pub async fn hide(
    office: &Office,
    tx: &mut Tx,
    report: Uuid,
    folder: &Folder<'_>,
    person: &Person,
) -> Result<(), Error> {
    let mut hidden = hidden_from(folder, &mut **tx).await?;
    if !hidden.contains(&person.id) {
        hidden.push(person.id);
        folder.put(tx, Part::Hidden, &hidden).await?;
    }
    if !person.blind {
        people::set_no_agencies(office, tx, person.id).await?;
    }
    farewells::note(tx, person.id, report, office.today()).await?;
    Ok(())
}

/// From whom the report is hidden, wherever its text goes on under another key.
pub async fn carry(tx: &mut Tx, from: &Folder<'_>, to: &Folder<'_>) -> Result<(), Error> {
    let hidden = hidden_from(from, &mut **tx).await?;
    if hidden.is_empty() { Ok(()) } else { to.put(tx, Part::Hidden, &hidden).await }
}

/// Notes, before the folder is destroyed, which of those who have hidden reports have to be told that this one is gone.
pub async fn bid_farewell(office: &Office, tx: &mut Tx, report: Uuid, folder: &Folder<'_>) -> Result<(), Error> {
    let hidden = hidden_from(folder, &mut **tx).await?;
    for row in users::all(&mut **tx).await? {
        let person = row.person();
        if person.blind && !hidden.contains(&person.id) {
            farewells::note(tx, person.id, report, office.today()).await?;
        }
    }
    Ok(())
}

async fn hidden_from(folder: &Folder<'_>, db: impl Executor<'_, Database = Any>) -> Result<Vec<Uuid>, Error> {
    Ok(folder.get(db, Part::Hidden).await?.unwrap_or_default())
}

/// Whether this user's roles cover the report in its state.
fn is_visible(report: &Report, person: &Person) -> bool {
    let is = |role| person.roles.contains(&role);
    match report.state {
        ReportState::StageOne => is(Role::StageOne) || is(Role::Staff),
        ReportState::StageTwo | ReportState::ThirdReview | ReportState::Deferred => {
            is(Role::StageTwo) || is(Role::Staff)
        }
        ReportState::Approved => is(Role::Staff),
        ReportState::Declined => is(Role::Staff) && !report.concluded,
        ReportState::Published | ReportState::Withdrawn => false,
    }
}

/// Whether a report that is out of this user's sight can have been in it before: only then is it said to be gone.
pub fn was_visible(report: &Report, handed_over: bool, person: &Person) -> bool {
    // Every report has been in stage one, which both of these see.
    if person.roles.contains(&Role::StageOne) || person.roles.contains(&Role::Staff) {
        return true;
    }
    let past_stage_one = match report.state {
        ReportState::StageTwo
        | ReportState::ThirdReview
        | ReportState::Deferred
        | ReportState::Declined
        | ReportState::Approved
        | ReportState::Published => true,
        // Returned or not, taken back early or late.
        ReportState::StageOne | ReportState::Withdrawn => handed_over,
    };
    person.roles.contains(&Role::StageTwo) && past_stage_one
}

#[cfg(test)]
mod tests {
    use domain::{Answers, Private};
    use wire::Submission;

    use super::*;
    use crate::{Config, MasterKey, intake, people::New, people::Who};

    /// Looked at with a row that was read just before the report went on or concluded.
    #[tokio::test]
    async fn a_hidden_report_is_not_shown_while_it_concludes() {
        let folder = tempfile::tempdir().unwrap();
        let url = |name: &str| format!("sqlite://{}", folder.path().join(name).display());
        let listen = "127.0.0.1:0".parse().unwrap();
        let office = Office::open(Config::new(url("main.db"), url("keys.db"), listen, MasterKey::new([7; 32]))).await;
        let office = office.unwrap();
        let (own, password) = ([Private::from("XH0120400")], Private::from("a long enough password"));
        let new =
            New { name: "one", display: "One", roles: &[Role::StageOne], password, temporary: false, agencies: &own };
        let person = people::create(&office, Who::Operator, new).await.unwrap();
        let submission = Submission {
            submission_id: Uuid::from_u128(1),
            title: "".into(),
            summary: "A dog ran out.".into(),
            lessons: "".into(),
            differently: "".into(),
            answers: Answers::default(),
            contact: None,
            ori9: Some("XH0120400".into()),
            received: None,
        };
        intake::submit(&office, &submission).await.unwrap();
        let before = reports::changed_since(&office.db.pool, 0, 1).await.unwrap().remove(0);
        let sight = async || of(&office, &office.db.pool, &before, &person).await.unwrap();
        assert_eq!(sight().await, Sight::Hidden);

        // The row says that it is over, and what was sealed is deleted; a moment ago the key was there.
        let mut tx = office.db.begin().await.unwrap();
        let (mut report, _) = reports::hold(&mut tx, before.id).await.unwrap().unwrap();
        let key = report.key_id.take().unwrap();
        reports::update(&mut tx, &mut report).await.unwrap();
        crate::db::sealed::delete_under(&mut tx, &key).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(sight().await, Sight::Unknown);
        // And now the key is gone as well.
        office.keys.destroy(&key).await.unwrap();
        assert_eq!(sight().await, Sight::Unknown);
        office.close().await;
    }
}
