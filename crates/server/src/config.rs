//! What a server is started with. Time and randomness come from here too, so that tests can give their own.

use std::{net::SocketAddr, num::NonZeroU32, sync::Arc, time::Duration};

use domain::{Lists, Private, Role};
use jiff::Timestamp;

use crate::{master::MasterKey, post::Post};

pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;
/// Fills a slice with random bytes, fit for keys.
pub type Random = Arc<dyn Fn(&mut [u8]) + Send + Sync>;

#[derive(Clone)]
pub struct Config {
    /// `sqlite://path` or `postgres://…`: the main database.
    pub database: String,
    /// The key store; a database of its own, not in the main one's backup.
    pub keys: String,
    /// Port 0 takes a free one.
    pub listen: SocketAddr,
    pub master_key: MasterKey,
    /// The website's token, if this start sets it; otherwise the one set before holds.
    pub service_token: Option<Private>,
    pub clock: Clock,
    pub random: Random,
    pub sessions: Sessions,
    pub limits: Limits,
    /// Roles whose holders need a second factor: who has none is answered nothing else before one is set up.
    pub second_factor_for: Vec<Role>,
    /// What letters to authors are sent with; without it they wait.
    pub post: Option<Arc<dyn Post>>,
    /// What the detector leaves alone here; apps get the same.
    pub lists: Lists,
    /// How often due work is looked for.
    pub due_work_every: Duration,
}

/// How long a session holds.
#[derive(Debug, Clone, Copy)]
pub struct Sessions {
    /// Seconds from sign-in, used or not.
    pub absolute: i64,
    /// Seconds without a call.
    pub idle: i64,
}

/// Calls that one caller may make in a minute; as many may come at once.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Per signed-in person, over all their sessions.
    pub per_person: NonZeroU32,
    /// Per service token.
    pub per_service: NonZeroU32,
    /// Sign-ins per name.
    pub sign_ins_per_name: NonZeroU32,
    /// Sign-ins altogether: each costs a password hash.
    pub sign_ins: NonZeroU32,
}

impl Config {
    /// The settings of a real server: the system's clock and randomness, and the limits of [`Limits::default`].
    pub fn new(database: String, keys: String, listen: SocketAddr, master_key: MasterKey) -> Self {
        Self {
            database,
            keys,
            listen,
            master_key,
            service_token: None,
            clock: Arc::new(Timestamp::now),
            random: system_random(),
            sessions: Sessions::default(),
            limits: Limits::default(),
            second_factor_for: Vec::new(),
            post: None,
            lists: Lists::default(),
            due_work_every: Duration::from_secs(60),
        }
    }
}

/// The system's randomness.
pub fn system_random() -> Random {
    Arc::new(|bytes| getrandom::fill(bytes).expect("a system without randomness can't keep anything secret"))
}

impl Default for Sessions {
    fn default() -> Self {
        Self { absolute: 12 * 3600, idle: 3600 }
    }
}

impl Default for Limits {
    fn default() -> Self {
        let per_minute = |count| NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN);
        Self {
            per_person: per_minute(600),
            per_service: per_minute(120),
            sign_ins_per_name: per_minute(10),
            sign_ins: per_minute(60),
        }
    }
}
