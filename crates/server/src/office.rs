//! What every handler works with: databases, keys, clock, randomness, limits.

use std::sync::Arc;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{Closed as _, State};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::{
    config::Config,
    db::{Db, MAIN_TABLES, OpenError, Tx, audit, audit::Who, reports, service_tokens},
    keys::{KeyStore, KeyStoreError},
    limits::Rates,
    master::hex,
    passwords::Passwords,
};

/// The programme's time zone, in which its days begin: US Eastern, by the rule in force since 2007 (Energy Policy Act
/// of 2005, section 110). Written out, so that no machine needs a time zone database.
const PROGRAMME_ZONE: &str = "EST5EDT,M3.2.0,M11.1.0";

pub struct Office {
    pub config: Config,
    pub db: Db,
    pub keys: KeyStore,
    pub rates: Rates,
    pub passwords: Passwords,
    zone: TimeZone,
}

#[derive(Debug, thiserror::Error)]
pub enum OfficeError {
    #[error("the main database: {0}")]
    Database(#[from] OpenError),
    #[error(transparent)]
    Keys(#[from] KeyStoreError),
    #[error("the main database and the key store have to be two different databases")]
    OneDatabase,
    #[error(
        "the main database holds reports, and the key store holds none of their keys: this is another key store, or they are lost"
    )]
    KeysGone,
    #[error("what is published can't be indexed: the library is damaged, or the database failed")]
    Index,
    #[error("the main database: {0}")]
    Query(#[from] sqlx::Error),
}

impl Office {
    /// Opens both databases and makes sure that they belong together.
    pub async fn open(config: Config) -> Result<Arc<Self>, OfficeError> {
        if config.database == config.keys {
            return Err(OfficeError::OneDatabase);
        }
        let db = Db::open(&config.database, MAIN_TABLES, 8).await?;
        let keys = KeyStore::open(&config.keys, &config.master_key, &config.random).await?;
        let office = Self {
            rates: Rates::new(&config),
            passwords: Passwords::new(&config.random),
            zone: TimeZone::posix(PROGRAMME_ZONE).unwrap_or(TimeZone::UTC),
            config,
            db,
            keys,
        };
        office.check_keys().await?;
        crate::similar::index_missing(&office).await.map_err(|_| OfficeError::Index)?;
        if let Some(token) = &office.config.service_token {
            let mut tx = office.db.begin().await?;
            service_tokens::set(&mut tx, WEBSITE, &token_hash(token.as_str().trim())).await?;
            tx.commit().await?;
        }
        Ok(Arc::new(office))
    }

    async fn check_keys(&self) -> Result<(), OfficeError> {
        let in_use = reports::keys_in_use(&self.db.pool).await?;
        for key in &in_use {
            if self.keys.get(key).await?.is_some() {
                return Ok(());
            }
        }
        if in_use.is_empty() { Ok(()) } else { Err(OfficeError::KeysGone) }
    }

    pub fn now(&self) -> Timestamp {
        (self.config.clock)()
    }

    /// Now, in seconds since 1970.
    pub fn seconds(&self) -> i64 {
        self.now().as_second()
    }

    /// The day in the programme's time zone.
    pub fn today(&self) -> Date {
        self.now().to_zoned(self.zone.clone()).date()
    }

    /// A random (version 4) id: it says nothing about when.
    pub fn uuid(&self) -> Uuid {
        let mut bytes = [0; 16];
        (self.config.random)(&mut bytes);
        uuid::Builder::from_random_bytes(bytes).into_uuid()
    }

    /// 256 random bits as a token.
    pub fn token(&self) -> String {
        let mut bytes = zeroize::Zeroizing::new([0; 32]);
        (self.config.random)(bytes.as_mut_slice());
        URL_SAFE_NO_PAD.encode(bytes.as_slice())
    }

    /// Notes in the audit trail, in the transaction of what is noted.
    pub async fn audit(&self, tx: &mut Tx, who: Who, what: &str, report: Option<Uuid>) -> Result<(), sqlx::Error> {
        match who {
            Who::Person(_) | Who::Server | Who::Operator => {
                audit::note(tx, &self.moment(), who, what, (report, None)).await
            }
            Who::Author | Who::Website => audit::note_day(tx, (self.uuid(), self.today()), who, what, report).await,
        }
    }

    /// Notes what was done to a person, or with a report for a person.
    pub async fn audit_whom(
        &self,
        tx: &mut Tx,
        who: Who,
        what: &str,
        (report, whom): (Option<Uuid>, Uuid),
    ) -> Result<(), sqlx::Error> {
        audit::note(tx, &self.moment(), who, what, (report, Some(whom))).await
    }

    fn moment(&self) -> String {
        self.now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
    }

    /// Reports in each state, for people at the command line.
    pub async fn counts(&self) -> Result<Vec<(State, usize)>, sqlx::Error> {
        let mut counts = Vec::new();
        for &state in State::ALL {
            counts.push((state, reports::open_in(&self.db.pool, state).await?.len()));
        }
        Ok(counts)
    }

    pub async fn close(&self) {
        self.db.pool.close().await;
        self.keys.close().await;
    }
}

/// The name under which the website's token is kept.
pub const WEBSITE: &str = "website";

/// How tokens are kept: as SHA-256. They are random, so that no salt is needed.
pub fn token_hash(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}
