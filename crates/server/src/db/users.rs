//! Table `users`: who may sign in.

use domain::{Closed as _, Role};
use sqlx::{Any, Executor, FromRow};
use uuid::Uuid;

use super::Tx;

/// A user as the rules see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub id: Uuid,
    pub name: String,
    pub display: String,
    pub roles: Vec<Role>,
    /// Has named agencies of their own, now or earlier, or said of a report that they may know it: some reports may be hidden from them.
    pub blind: bool,
}

impl Person {
    /// May see and change who reviews: staff who are administrators.
    pub fn administers(&self) -> bool {
        [Role::Staff, Role::Administrator].iter().all(|role| self.roles.contains(role))
    }
}

#[derive(FromRow)]
pub struct Row {
    id: String,
    name: String,
    display: String,
    roles: String,
    pub password_hash: String,
    suspended: i64,
    password_due: i64,
    totp_enabled: i64,
    /// The second factor's secret: ciphertext, see [`crate::second_factor`].
    pub totp_secret_sealed: Option<Vec<u8>>,
    /// The person's own agencies: ciphertext, see [`crate::people::agencies`].
    pub agencies_sealed: Option<Vec<u8>>,
}

/// The columns, for `SELECT`.
macro_rules! columns {
    () => {
        "id, name, display, roles, password_hash, suspended, password_due, totp_enabled, totp_secret_sealed, \
         agencies_sealed"
    };
}

impl Row {
    pub fn is_suspended(&self) -> bool {
        self.suspended != 0
    }

    /// The password is one that somebody else made.
    pub fn has_password_due(&self) -> bool {
        self.password_due != 0
    }

    /// Signs in with a code besides the password.
    pub fn has_second_factor(&self) -> bool {
        self.totp_enabled != 0
    }

    pub fn person(&self) -> Person {
        Person {
            id: self.id.parse().unwrap_or_default(),
            name: self.name.clone(),
            display: self.display.clone(),
            roles: self.roles.split(',').filter_map(Role::from_spelling).collect(),
            blind: self.agencies_sealed.is_some(),
        }
    }
}

fn spelled(roles: &[Role]) -> String {
    let roles: Vec<_> = roles.iter().map(|role| role.as_str()).collect();
    roles.join(",")
}

/// `false`: the name is taken.
pub async fn insert(tx: &mut Tx, person: &Person, password_hash: &str, now: i64) -> Result<bool, sqlx::Error> {
    let sql = "INSERT INTO users (id, name, display, roles, password_hash, created_at) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (name) DO NOTHING";
    let done = sqlx::query(sql)
        .bind(person.id.to_string())
        .bind(&person.name)
        .bind(&person.display)
        .bind(spelled(&person.roles))
        .bind(password_hash)
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(done.rows_affected() > 0)
}

pub async fn by_name(db: impl Executor<'_, Database = Any>, name: &str) -> Result<Option<Row>, sqlx::Error> {
    sqlx::query_as(concat!("SELECT ", columns!(), " FROM users WHERE name = $1")).bind(name).fetch_optional(db).await
}

pub async fn by_id(db: impl Executor<'_, Database = Any>, id: Uuid) -> Result<Option<Row>, sqlx::Error> {
    sqlx::query_as(concat!("SELECT ", columns!(), " FROM users WHERE id = $1"))
        .bind(id.to_string())
        .fetch_optional(db)
        .await
}

pub async fn all(db: impl Executor<'_, Database = Any>) -> Result<Vec<Row>, sqlx::Error> {
    sqlx::query_as(concat!("SELECT ", columns!(), " FROM users ORDER BY name")).fetch_all(db).await
}

/// `due`: it has to be changed before anything else.
pub async fn set_password(tx: &mut Tx, id: Uuid, password_hash: &str, due: bool) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE users SET password_hash = $1, password_due = $2 WHERE id = $3")
        .bind(password_hash)
        .bind(i64::from(due))
        .bind(id.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// A password of the person's own choice in place of another. `false`: it was not that one any more.
pub async fn replace_password(tx: &mut Tx, id: Uuid, before: &str, after: &str) -> Result<bool, sqlx::Error> {
    let sql = "UPDATE users SET password_hash = $1, password_due = 0 WHERE id = $2 AND password_hash = $3";
    let done = sqlx::query(sql).bind(after).bind(id.to_string()).bind(before).execute(&mut **tx).await?;
    Ok(done.rows_affected() > 0)
}

/// Everybody, locked until the transaction ends: who is left to administer stays true.
pub async fn hold_all(tx: &mut Tx) -> Result<Vec<Row>, sqlx::Error> {
    // The update that changes nothing takes the rows' locks on both databases.
    sqlx::query_as(concat!("UPDATE users SET name = name RETURNING ", columns!())).fetch_all(&mut **tx).await
}

pub async fn set_display(tx: &mut Tx, id: Uuid, display: &str) -> Result<(), sqlx::Error> {
    let sql = "UPDATE users SET display = $1 WHERE id = $2";
    sqlx::query(sql).bind(display).bind(id.to_string()).execute(&mut **tx).await?;
    Ok(())
}

pub async fn set_roles(tx: &mut Tx, id: Uuid, roles: &[Role]) -> Result<(), sqlx::Error> {
    let sql = "UPDATE users SET roles = $1 WHERE id = $2";
    sqlx::query(sql).bind(spelled(roles)).bind(id.to_string()).execute(&mut **tx).await?;
    Ok(())
}

pub async fn set_suspended(tx: &mut Tx, id: Uuid, suspended: bool) -> Result<(), sqlx::Error> {
    let sql = "UPDATE users SET suspended = $1 WHERE id = $2";
    sqlx::query(sql).bind(i64::from(suspended)).bind(id.to_string()).execute(&mut **tx).await?;
    Ok(())
}

pub async fn set_agencies(tx: &mut Tx, id: Uuid, sealed: &[u8]) -> Result<(), sqlx::Error> {
    let sql = "UPDATE users SET agencies_sealed = $1 WHERE id = $2";
    sqlx::query(sql).bind(sealed).bind(id.to_string()).execute(&mut **tx).await?;
    Ok(())
}

/// A secret that is to be confirmed by a code of it; none forgets the second factor. No code of before is taken again.
pub async fn set_second_factor(tx: &mut Tx, id: Uuid, sealed: Option<&[u8]>) -> Result<(), sqlx::Error> {
    let sql = "UPDATE users SET totp_secret_sealed = $1, totp_enabled = 0 WHERE id = $2";
    sqlx::query(sql).bind(sealed).bind(id.to_string()).execute(&mut **tx).await?;
    Ok(())
}

/// From now on sign-ins ask for a code. `false`: the secret is another one by now, or confirmed already.
pub async fn confirm_second_factor(tx: &mut Tx, id: Uuid, sealed: &[u8], step: i64) -> Result<bool, sqlx::Error> {
    let sql = "UPDATE users SET totp_enabled = 1, totp_step = $1
        WHERE id = $2 AND totp_enabled = 0 AND totp_secret_sealed = $3 AND totp_step < $1";
    let done = sqlx::query(sql).bind(step).bind(id.to_string()).bind(sealed).execute(&mut **tx).await?;
    Ok(done.rows_affected() > 0)
}

/// Locks the row until the transaction ends. `false`: there is no second factor.
pub async fn hold_second_factor(tx: &mut Tx, id: Uuid) -> Result<bool, sqlx::Error> {
    let sql = "UPDATE users SET totp_enabled = totp_enabled WHERE id = $1 AND totp_enabled = 1";
    let done = sqlx::query(sql).bind(id.to_string()).execute(&mut **tx).await?;
    Ok(done.rows_affected() > 0)
}

/// Takes the code of a step. `false`: it was taken before, or a later one was, or the second factor is gone.
pub async fn take_step(tx: &mut Tx, id: Uuid, step: i64) -> Result<bool, sqlx::Error> {
    let sql = "UPDATE users SET totp_step = $1 WHERE id = $2 AND totp_enabled = 1 AND totp_step < $1";
    let done = sqlx::query(sql).bind(step).bind(id.to_string()).execute(&mut **tx).await?;
    Ok(done.rows_affected() > 0)
}
