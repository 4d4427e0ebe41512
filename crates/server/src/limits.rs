//! Rate limits: per person, per service token, and stricter ones for sign-ins. Never by address: none is looked at.

use std::{num::NonZeroU32, ops::Add, time::Duration};

use governor::{
    Quota, RateLimiter,
    clock::{Clock as GovernorClock, Reference},
    middleware::NoOpMiddleware,
    nanos::Nanos,
    state::keyed::DashMapStateStore,
};
use uuid::Uuid;
use wire::Code;

use crate::{
    config::{Clock, Config},
    errors::Error,
};

type Limiter<K> = RateLimiter<K, DashMapStateStore<K>, ServerClock, NoOpMiddleware<Instant>>;

pub struct Rates {
    people: Limiter<Uuid>,
    services: Limiter<String>,
    names: Limiter<String>,
    sign_ins: Limiter<()>,
}

impl Rates {
    pub fn new(config: &Config) -> Self {
        fn limiter<K: std::hash::Hash + Eq + Clone>(per_minute: NonZeroU32, clock: &Clock) -> Limiter<K> {
            RateLimiter::new(Quota::per_minute(per_minute), DashMapStateStore::default(), ServerClock(clock.clone()))
        }
        let (limits, clock) = (&config.limits, &config.clock);
        Self {
            people: limiter(limits.per_person, clock),
            services: limiter(limits.per_service, clock),
            names: limiter(limits.sign_ins_per_name, clock),
            sign_ins: limiter(limits.sign_ins, clock),
        }
    }

    pub fn person(&self, id: Uuid) -> Result<(), Error> {
        check(&self.people, &id)
    }

    pub fn service(&self, name: &str) -> Result<(), Error> {
        check(&self.services, &name.to_owned())
    }

    /// `name_key`: the keyed hash of the name.
    pub fn sign_in(&self, name_key: &str) -> Result<(), Error> {
        check(&self.names, &name_key.to_owned())?;
        check(&self.sign_ins, &())
    }

    /// Forgets who has not called for a while.
    pub fn forget_old(&self) {
        self.people.retain_recent();
        self.services.retain_recent();
        self.names.retain_recent();
    }
}

fn check<K: std::hash::Hash + Eq + Clone>(limiter: &Limiter<K>, key: &K) -> Result<(), Error> {
    limiter.check_key(key).map_err(|not_until| {
        let wait = not_until.wait_time_from(limiter.clock().now());
        Error::later(Code::SlowDown, i64::try_from(wait.as_secs()).unwrap_or(i64::MAX).saturating_add(1))
    })
}

/// The server's clock, as the limiter reads it.
#[derive(Clone)]
struct ServerClock(Clock);

/// Time since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Instant(Duration);

impl GovernorClock for ServerClock {
    type Instant = Instant;

    fn now(&self) -> Instant {
        let since = (self.0)().as_nanosecond();
        Instant(Duration::from_nanos(u64::try_from(since).unwrap_or(0)))
    }
}

impl Add<Nanos> for Instant {
    type Output = Self;

    fn add(self, other: Nanos) -> Self {
        Self(self.0.saturating_add(other.into()))
    }
}

impl Reference for Instant {
    fn duration_since(&self, earlier: Self) -> Nanos {
        self.0.saturating_sub(earlier.0).into()
    }

    fn saturating_sub(&self, duration: Nanos) -> Self {
        self.0.checked_sub(duration.into()).map_or(*self, Self)
    }
}
