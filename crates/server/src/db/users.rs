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
}

#[derive(FromRow)]
pub struct Row {
    id: String,
    name: String,
    display: String,
    roles: String,
    pub password_hash: String,
}

impl Row {
    pub fn person(&self) -> Person {
        Person {
            id: self.id.parse().unwrap_or_default(),
            name: self.name.clone(),
            display: self.display.clone(),
            roles: self.roles.split(',').filter_map(Role::from_spelling).collect(),
        }
    }
}

/// `false`: the name is taken.
pub async fn insert(tx: &mut Tx, person: &Person, password_hash: &str, now: i64) -> Result<bool, sqlx::Error> {
    let roles: Vec<_> = person.roles.iter().map(|role| role.as_str()).collect();
    let sql = "INSERT INTO users (id, name, display, roles, password_hash, created_at) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (name) DO NOTHING";
    let done = sqlx::query(sql)
        .bind(person.id.to_string())
        .bind(&person.name)
        .bind(&person.display)
        .bind(roles.join(","))
        .bind(password_hash)
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(done.rows_affected() > 0)
}

pub async fn by_name(db: impl Executor<'_, Database = Any>, name: &str) -> Result<Option<Row>, sqlx::Error> {
    sqlx::query_as("SELECT id, name, display, roles, password_hash FROM users WHERE name = $1")
        .bind(name)
        .fetch_optional(db)
        .await
}

pub async fn by_id(db: impl Executor<'_, Database = Any>, id: Uuid) -> Result<Option<Row>, sqlx::Error> {
    sqlx::query_as("SELECT id, name, display, roles, password_hash FROM users WHERE id = $1")
        .bind(id.to_string())
        .fetch_optional(db)
        .await
}

pub async fn all(db: impl Executor<'_, Database = Any>) -> Result<Vec<Row>, sqlx::Error> {
    sqlx::query_as("SELECT id, name, display, roles, password_hash FROM users ORDER BY name").fetch_all(db).await
}

pub async fn set_password(tx: &mut Tx, id: Uuid, password_hash: &str) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE users SET password_hash = $1 WHERE id = $2")
        .bind(password_hash)
        .bind(id.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(())
}
