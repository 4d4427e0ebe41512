//! The queue's cards, as the server sent them.

use rusqlite::Connection;
use uuid::Uuid;
use wire::Card;

use crate::{Store, StoreError};

impl Store {
    /// All cards, in the order in which the server first named them.
    pub fn cards(&self) -> Result<Vec<Card>, StoreError> {
        let sql = "SELECT json FROM cards ORDER BY seq";
        super::all(self.reader()?, sql, [], |row| row.get::<_, String>(0), |json| Ok(serde_json::from_str(&json)?))
    }

    pub fn card(&self, report: Uuid) -> Result<Option<Card>, StoreError> {
        super::one(self.reader()?, "SELECT json FROM cards WHERE id = ?1", &super::id(&report))
    }

    /// Takes over a card that another answer than the feed implies: a claim, an event.
    pub fn put_card(&mut self, card: &Card) -> Result<(), StoreError> {
        self.write(|db| put(db, card))
    }

    /// Forgets the card of a report that the server hides from now on.
    pub fn drop_card(&mut self, report: Uuid) -> Result<(), StoreError> {
        self.write(|db| delete(db, &report))
    }
}

pub(super) fn put(db: &Connection, card: &Card) -> Result<(), StoreError> {
    db.prepare_cached("INSERT INTO cards (id, json) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET json = ?2")?
        .execute((super::id(&card.id), serde_json::to_string(card)?))?;
    Ok(())
}

pub(super) fn delete(db: &Connection, report: &Uuid) -> Result<(), StoreError> {
    db.prepare_cached("DELETE FROM cards WHERE id = ?1")?.execute([super::id(report)])?;
    Ok(())
}

pub(super) fn delete_all(db: &Connection) -> Result<(), StoreError> {
    db.execute("DELETE FROM cards", [])?;
    Ok(())
}
