//! The people who may sign in: made and listed from the command line.

use domain::{Private, Role};

use crate::{
    db::{
        audit::Who,
        sessions,
        users::{self, Person},
    },
    errors::{self, Error},
    office::Office,
    passwords::{PASSWORD_BYTES, PASSWORD_CHARS},
};

/// Longest name to sign in with, in characters.
const NAME_CHARS: usize = 64;

#[derive(Debug, thiserror::Error)]
pub enum PeopleError {
    #[error("a name is 1 to {NAME_CHARS} of a-z, 0-9, '.', '-' and '_'")]
    Name,
    #[error("a display name must not be empty")]
    Display,
    #[error("at least one role is needed")]
    Roles,
    #[error("a password has at least {PASSWORD_CHARS} characters and at most {PASSWORD_BYTES} bytes")]
    Password,
    #[error("this name is taken")]
    Taken,
    #[error("nobody has this name")]
    Unknown,
    #[error("a fault of the database; the log has more")]
    Fault,
}

impl From<Error> for PeopleError {
    fn from(error: Error) -> Self {
        if let Error::Fault(fault) = &error {
            errors::log(fault);
        }
        Self::Fault
    }
}

impl From<sqlx::Error> for PeopleError {
    fn from(error: sqlx::Error) -> Self {
        Error::from(error).into()
    }
}

/// Adds a person.
pub async fn create(
    office: &Office,
    name: &str,
    display: &str,
    roles: &[Role],
    password: Private,
) -> Result<Person, PeopleError> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_');
    if name.is_empty() || name.len() > NAME_CHARS || !name.chars().all(plain) {
        return Err(PeopleError::Name);
    }
    if display.trim().is_empty() {
        return Err(PeopleError::Display);
    }
    let mut roles = roles.to_vec();
    roles.sort_unstable();
    roles.dedup();
    if roles.is_empty() {
        return Err(PeopleError::Roles);
    }
    let hash = hash(office, password).await?;
    let person = Person { id: office.uuid(), name: name.to_owned(), display: display.trim().to_owned(), roles };
    let mut tx = office.db.begin().await?;
    if !users::insert(&mut tx, &person, &hash, office.seconds()).await? {
        return Err(PeopleError::Taken);
    }
    office.audit(&mut tx, Who::Operator, "create_user", None).await?;
    tx.commit().await?;
    Ok(person)
}

pub async fn list(office: &Office) -> Result<Vec<Person>, PeopleError> {
    Ok(users::all(&office.db.pool).await?.iter().map(users::Row::person).collect())
}

/// Sets a new password and ends all sessions of this person.
pub async fn reset_password(office: &Office, name: &str, password: Private) -> Result<(), PeopleError> {
    let person = users::by_name(&office.db.pool, name).await?.ok_or(PeopleError::Unknown)?.person();
    let hash = hash(office, password).await?;
    let mut tx = office.db.begin().await?;
    users::set_password(&mut tx, person.id, &hash).await?;
    sessions::end_all_of(&mut tx, person.id).await?;
    office.audit(&mut tx, Who::Operator, "reset_password", None).await?;
    tx.commit().await?;
    Ok(())
}

async fn hash(office: &Office, password: Private) -> Result<String, PeopleError> {
    if password.as_str().chars().count() < PASSWORD_CHARS || password.as_str().len() > PASSWORD_BYTES {
        return Err(PeopleError::Password);
    }
    Ok(office.passwords.hash(password).await.map_err(Error::from)?)
}
