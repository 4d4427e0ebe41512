//! The people who may sign in: added, changed and listed, by administrators and from the server's command line.

use domain::{
    Private, Role,
    stage::{self, Standing},
};
use uuid::Uuid;
use wire::{AGENCIES, Holder, Member, MemberChange, PASSWORD_BYTES, PASSWORD_CHARS, is_ori9, is_password};

pub use crate::db::audit::Who;
use crate::{
    auth::SignedIn,
    db::{
        Tx,
        reports::{self, Report},
        sessions, sign_ins,
        users::{self, Person, Row},
    },
    errors::{Error, Fault},
    handlers::{claims, sessions::name_key},
    office::Office,
    second_factor,
};

/// Longest name to sign in with, in characters.
const NAME_CHARS: usize = 64;
/// Longest name to be shown, in bytes.
const DISPLAY_BYTES: usize = 200;

#[derive(Debug, thiserror::Error)]
pub enum PeopleError {
    #[error("a name is 1 to {NAME_CHARS} of a-z, 0-9, '.', '-' and '_'")]
    Name,
    #[error("a display name must not be empty, nor longer than {DISPLAY_BYTES} bytes")]
    Display,
    #[error("at least one role is needed, and an administrator is staff")]
    Roles,
    #[error("a password has at least {PASSWORD_CHARS} characters and at most {PASSWORD_BYTES} bytes")]
    Password,
    #[error("agencies are at most {AGENCIES} nine-character identifiers (ORI9)")]
    Agencies,
    #[error("this name is taken")]
    Taken,
    #[error("nobody has this name")]
    Unknown,
    #[error("there would be no administrator left")]
    LastAdministrator,
    #[error("a fault: {0}")]
    Fault(#[from] Fault),
}

impl From<sqlx::Error> for PeopleError {
    fn from(error: sqlx::Error) -> Self {
        Self::Fault(error.into())
    }
}

impl From<Error> for PeopleError {
    fn from(error: Error) -> Self {
        match error {
            Error::Fault(fault) => Self::Fault(fault),
            Error::Refused { .. } => Self::Fault(Fault::Missing),
        }
    }
}

/// Somebody to be added.
pub struct New<'a> {
    pub name: &'a str,
    pub display: &'a str,
    pub roles: &'a [Role],
    pub password: Private,
    /// Whether the password has to be changed at the first sign-in: somebody else made it, and knows it.
    pub temporary: bool,
    pub agencies: &'a [Private],
}

/// Adds a person. `by`: who is answerable.
pub async fn create(office: &Office, by: Who, new: New<'_>) -> Result<Person, PeopleError> {
    let New { name, display, roles, password, temporary, agencies } = new;
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_');
    if name.is_empty() || name.len() > NAME_CHARS || !name.chars().all(plain) {
        return Err(PeopleError::Name);
    }
    let (display, roles) = (shown(display)?, settled(roles)?);
    let blind = !agencies.is_empty();
    let person = Person { id: office.uuid(), name: name.to_owned(), display, roles, blind };
    let sealed = seal_agencies(office, person.id, agencies)?;
    let hash = hash(office, password).await?;
    let mut tx = office.db.begin().await?;
    if !users::insert(&mut tx, &person, &hash, office.seconds()).await? {
        return Err(PeopleError::Taken);
    }
    if temporary {
        users::set_password(&mut tx, person.id, &hash, true).await?;
    }
    if blind {
        users::set_agencies(&mut tx, person.id, &sealed).await?;
    }
    office.audit_whom(&mut tx, by, "create_user", (None, person.id)).await?;
    tx.commit().await?;
    Ok(person)
}

/// Everybody, by name.
pub async fn list(office: &Office) -> Result<Vec<Member>, PeopleError> {
    let now = office.seconds();
    let sessions = sessions::counts(&office.db.pool, now).await?;
    let mut members = Vec::new();
    for row in users::all(&office.db.pool).await? {
        let Person { id, name, display, roles, blind: _ } = row.person();
        let locked = sign_ins::locked_until(&office.db.pool, &name_key(office, &name)).await? > now;
        let open = sessions.iter().find(|(user, _)| *user == id.to_string()).map_or(0, |(_, count)| *count);
        let agencies = agencies(office, &row)?;
        let (suspended, second_factor) = (row.is_suspended(), row.has_second_factor());
        let sessions = u32::try_from(open).unwrap_or(u32::MAX);
        members.push(Member { id, name, display, roles, suspended, locked, second_factor, sessions, agencies });
    }
    Ok(members)
}

/// To whom a report can be given, by shown name. Says nothing of how anybody stands.
pub async fn holders(office: &Office) -> Result<Vec<Holder>, PeopleError> {
    let rows = users::all(&office.db.pool).await?;
    let people = rows.iter().filter(|row| !row.is_suspended()).map(Row::person);
    let mut holders: Vec<_> = people.map(|Person { id, display, roles, .. }| Holder { id, display, roles }).collect();
    holders.sort_by(|one, other| (&one.display, one.id).cmp(&(&other.display, other.id)));
    Ok(holders)
}

/// Changes a person. `by`: who is answerable.
pub async fn change(office: &Office, by: Who, id: Uuid, change: MemberChange) -> Result<(), PeopleError> {
    let what = change.name();
    // A password's hash takes its time: not while everybody is held.
    let hash = match &change {
        MemberChange::Password { password } => Some(hash(office, password.clone()).await?),
        MemberChange::Display { .. }
        | MemberChange::Roles { .. }
        | MemberChange::Suspend {}
        | MemberChange::Readmit {}
        | MemberChange::Agencies { .. }
        | MemberChange::RemoveSecondFactor {}
        | MemberChange::EndSessions {}
        | MemberChange::Unlock {} => None,
    };
    let mut tx = office.db.begin().await?;
    // Reports are held before people, as everywhere: two changes would wait for each other otherwise.
    let claimed = if matches!(change, MemberChange::Roles { .. }) { claimed(&mut tx, id).await? } else { Vec::new() };
    let all = users::hold_all(&mut tx).await?;
    let person = all.iter().map(Row::person).find(|person| person.id == id).ok_or(PeopleError::Unknown)?;
    if let Some(hash) = hash {
        users::set_password(&mut tx, id, &hash, true).await?;
        sessions::end_all_of(&mut tx, id).await?;
    }
    apply(office, &mut tx, &all, &person, change).await?;
    end_uncovered(office, &mut tx, claimed, by, id).await?;
    office.audit_whom(&mut tx, by, what, (None, id)).await?;
    tx.commit().await?;
    Ok(())
}

/// Gives somebody the password that they chose. Whoever else is signed in under the name is signed out; `session` stays.
///
/// `Unknown`: the password is not `before` any more.
pub async fn choose_password(
    office: &Office,
    session: &SignedIn,
    before: &Row,
    new: Private,
) -> Result<(), PeopleError> {
    let id = session.person.id;
    let hash = hash(office, new).await?;
    let mut tx = office.db.begin().await?;
    if !users::replace_password(&mut tx, id, &before.password_hash, &hash).await? {
        return Err(PeopleError::Unknown);
    }
    sessions::end_others_of(&mut tx, id, &session.token_hash).await?;
    office.audit(&mut tx, Who::Person(id), "change_password", None).await?;
    tx.commit().await?;
    Ok(())
}

/// The id of whoever has this name.
pub async fn named(office: &Office, name: &str) -> Result<Uuid, PeopleError> {
    Ok(users::by_name(&office.db.pool, name).await?.ok_or(PeopleError::Unknown)?.person().id)
}

/// A person's own agencies, in capitals.
pub fn agencies(office: &Office, row: &Row) -> Result<Vec<Private>, Fault> {
    let Some(sealed) = &row.agencies_sealed else { return Ok(Vec::new()) };
    let key = office.config.master_key.derive_key(AGENCIES_KEY);
    let plain = key.open(&agencies_place(row.person().id), sealed)?;
    serde_json::from_slice(&plain).map_err(|_| Fault::Unreadable)
}

/// From now on somebody without agencies of their own is looked up too where reports are hidden.
pub async fn set_no_agencies(office: &Office, tx: &mut Tx, id: Uuid) -> Result<(), Fault> {
    let key = office.config.master_key.derive_key(AGENCIES_KEY);
    let sealed = key.seal(&office.config.random, &agencies_place(id), b"[]");
    Ok(users::set_agencies(tx, id, &sealed).await?)
}

const AGENCIES_KEY: &str = "agencies of people";

fn agencies_place(id: Uuid) -> String {
    format!("users/{id}/agencies")
}

fn seal_agencies(office: &Office, id: Uuid, agencies: &[Private]) -> Result<Vec<u8>, PeopleError> {
    if agencies.len() > AGENCIES || !agencies.iter().all(|ori9| is_ori9(ori9.as_str())) {
        return Err(PeopleError::Agencies);
    }
    let mut agencies: Vec<String> = agencies.iter().map(|ori9| ori9.as_str().to_ascii_uppercase()).collect();
    agencies.sort_unstable();
    agencies.dedup();
    let plain = zeroize::Zeroizing::new(serde_json::to_vec(&agencies).map_err(|_| Fault::Unreadable)?);
    let key = office.config.master_key.derive_key(AGENCIES_KEY);
    Ok(key.seal(&office.config.random, &agencies_place(id), &plain))
}

async fn apply(
    office: &Office,
    tx: &mut Tx,
    all: &[Row],
    person: &Person,
    change: MemberChange,
) -> Result<(), PeopleError> {
    let id = person.id;
    match change {
        MemberChange::Display { display } => users::set_display(tx, id, &shown(&display)?).await?,
        MemberChange::Roles { roles } => {
            let roles = settled(&roles)?;
            if !(Person { roles: roles.clone(), ..person.clone() }).administers() {
                somebody_is_left(all, person)?;
            }
            users::set_roles(tx, id, &roles).await?;
        }
        MemberChange::Suspend {} => {
            somebody_is_left(all, person)?;
            users::set_suspended(tx, id, true).await?;
            sessions::end_all_of(tx, id).await?;
        }
        MemberChange::Readmit {} => users::set_suspended(tx, id, false).await?,
        MemberChange::Agencies { agencies } => {
            users::set_agencies(tx, id, &seal_agencies(office, id, &agencies)?).await?;
        }
        // The hash was made before, see [`change`].
        MemberChange::Password { .. } => {}
        MemberChange::RemoveSecondFactor {} => second_factor::remove(tx, id).await?,
        MemberChange::EndSessions {} => sessions::end_all_of(tx, id).await?,
        MemberChange::Unlock {} => sign_ins::forget(tx, &name_key(office, &person.name)).await?,
    }
    Ok(())
}

/// What somebody has claimed, held.
async fn claimed(tx: &mut Tx, id: Uuid) -> Result<Vec<(Report, Standing)>, Fault> {
    let mut held = Vec::new();
    for report in reports::claimed_by(&mut **tx, id).await? {
        held.extend(reports::hold(tx, report.parse().map_err(|_| Fault::Unreadable)?).await?);
    }
    Ok(held)
}

/// Ends the claims that a person's new roles do not cover: their text is no longer the person's to read.
async fn end_uncovered(
    office: &Office,
    tx: &mut Tx,
    claimed: Vec<(Report, Standing)>,
    by: Who,
    id: Uuid,
) -> Result<(), PeopleError> {
    if claimed.is_empty() {
        return Ok(());
    }
    let person = users::by_id(&mut **tx, id).await?.ok_or(PeopleError::Unknown)?.person();
    for (mut report, standing) in claimed {
        if report.claimant == Some(id) && stage::may_take(&standing, id, &person.roles).is_err() {
            claims::end(office, tx, &mut report, by).await?;
        }
    }
    Ok(())
}

/// Without this person, somebody still administers. Where nobody does at all, there is nobody to be kept.
fn somebody_is_left(all: &[Row], without: &Person) -> Result<(), PeopleError> {
    let active = |row: &&Row| !row.is_suspended() && row.person().administers();
    let mut administrators = all.iter().filter(active).map(|row| row.person().id).peekable();
    let was_one = without.administers() && administrators.peek().is_some();
    if was_one && administrators.all(|id| id == without.id) { Err(PeopleError::LastAdministrator) } else { Ok(()) }
}

fn shown(display: &str) -> Result<String, PeopleError> {
    let display = display.trim();
    if display.is_empty() || display.len() > DISPLAY_BYTES {
        return Err(PeopleError::Display);
    }
    Ok(display.to_owned())
}

fn settled(roles: &[Role]) -> Result<Vec<Role>, PeopleError> {
    let mut roles = roles.to_vec();
    roles.sort_unstable();
    roles.dedup();
    let administers_without_staff = roles.contains(&Role::Administrator) && !roles.contains(&Role::Staff);
    if roles.is_empty() || administers_without_staff { Err(PeopleError::Roles) } else { Ok(roles) }
}

async fn hash(office: &Office, password: Private) -> Result<String, PeopleError> {
    if !is_password(password.as_str()) {
        return Err(PeopleError::Password);
    }
    Ok(office.passwords.hash(password).await?)
}
