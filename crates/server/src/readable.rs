//! What somebody can read who holds a main database, a key store and the master key: the measure of a purge.

use std::collections::HashMap;

use domain::Private;

use crate::{
    config::Random,
    db::{Db, MAIN_TABLES, sealed},
    folder::place,
    keys::KeyStore,
    master::MasterKey,
    office::OfficeError,
};

/// One sealed part that the keys at hand open.
#[derive(Debug)]
pub struct Readable {
    pub report: String,
    pub part: String,
    pub plain: Private,
}

/// Opens everything that can be opened, and counts what can't.
pub async fn readable(
    database: &str,
    keys: &str,
    master: &MasterKey,
    random: &Random,
) -> Result<(Vec<Readable>, usize), OfficeError> {
    let db = Db::open(database, MAIN_TABLES, 1).await?;
    let store = KeyStore::open(keys, master, random).await?;
    let mut known = HashMap::new();
    let (mut opened, mut closed) = (Vec::new(), 0);
    for (report, part, key_id, body) in sealed::all(&db.pool).await? {
        if !known.contains_key(&key_id) {
            known.insert(key_id.clone(), store.get(&key_id).await?);
        }
        let key = known.get(&key_id).and_then(Option::as_ref);
        match key.and_then(|key| key.open(&place(&report, &part), &body).ok()) {
            Some(plain) => {
                opened.push(Readable {
                    report,
                    part,
                    plain: Private::new(String::from_utf8_lossy(&plain).into_owned()),
                });
            }
            None => closed += 1,
        }
    }
    db.pool.close().await;
    store.close().await;
    Ok((opened, closed))
}
