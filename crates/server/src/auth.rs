//! Who is calling: a person with a session, or another program with a service token.

use std::sync::Arc;

use axum::{
    extract::FromRequestParts,
    http::{header, request::Parts},
};
use domain::{Role, stage::Actor};
use subtle::ConstantTimeEq as _;
use wire::Code;

use crate::{
    db::{service_tokens, sessions, users, users::Person},
    errors::Error,
    office::{Office, token_hash},
    second_factor,
};

/// Longest token that is looked at, in bytes.
const TOKEN_BYTES: usize = 256;
/// A session's last use is written down at most this often, in seconds.
const TOUCH_EVERY: i64 = 30;

/// A person who is signed in.
pub struct SignedIn {
    pub person: Person,
    pub token_hash: String,
}

/// A person who is signed in, and whose password may still be one that somebody else made.
pub struct Entering(pub SignedIn);

/// A person who is signed in with a password of their own, and whose second factor may still have to be set up.
pub struct Securing(pub SignedIn);

/// A program with a service token.
pub struct ServiceCaller;

/// Whoever may read the library.
pub struct Reader;

impl SignedIn {
    pub fn actor(&self) -> Actor<'_> {
        Actor::Person { id: self.person.id, roles: &self.person.roles }
    }

    pub fn is(&self, role: Role) -> bool {
        self.person.roles.contains(&role)
    }

    /// May see and change who reviews.
    pub fn administers(&self) -> bool {
        self.person.administers()
    }
}

impl FromRequestParts<Arc<Office>> for SignedIn {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, office: &Arc<Office>) -> Result<Self, Error> {
        let (caller, row) = known(parts, office).await?;
        if row.has_password_due() {
            Err(Code::PasswordDue.into())
        } else if second_factor::is_due(office, &row) {
            Err(Code::FactorDue.into())
        } else {
            Ok(caller)
        }
    }
}

impl FromRequestParts<Arc<Office>> for Securing {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, office: &Arc<Office>) -> Result<Self, Error> {
        let (caller, row) = known(parts, office).await?;
        if row.has_password_due() { Err(Code::PasswordDue.into()) } else { Ok(Self(caller)) }
    }
}

impl FromRequestParts<Arc<Office>> for Entering {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, office: &Arc<Office>) -> Result<Self, Error> {
        Ok(Self(known(parts, office).await?.0))
    }
}

impl FromRequestParts<Arc<Office>> for ServiceCaller {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, office: &Arc<Office>) -> Result<Self, Error> {
        let hash = token_hash(bearer(parts).ok_or(Code::NoSession)?);
        let mut name = None;
        for (known, known_hash) in service_tokens::all(&office.db.pool).await? {
            if bool::from(known_hash.as_bytes().ct_eq(hash.as_bytes())) {
                name = Some(known);
            }
        }
        office.rates.service(&name.ok_or(Code::NoSession)?)?;
        Ok(Self)
    }
}

impl FromRequestParts<Arc<Office>> for Reader {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, office: &Arc<Office>) -> Result<Self, Error> {
        match ServiceCaller::from_request_parts(parts, office).await {
            Ok(ServiceCaller) => Ok(Self),
            Err(Error::Refused { code: Code::NoSession, .. }) => {
                SignedIn::from_request_parts(parts, office).await.map(|_| Self)
            }
            Err(other) => Err(other),
        }
    }
}

async fn known(parts: &mut Parts, office: &Arc<Office>) -> Result<(SignedIn, users::Row), Error> {
    let token_hash = token_hash(bearer(parts).ok_or(Code::NoSession)?);
    let session = sessions::find(&office.db.pool, &token_hash).await?.ok_or(Code::NoSession)?;
    let now = office.seconds();
    if session.expires_at <= now || session.used_at + office.config.sessions.idle <= now {
        return Err(Code::NoSession.into());
    }
    let row = users::by_id(&office.db.pool, session.user()).await?.ok_or(Code::NoSession)?;
    if row.is_suspended() {
        return Err(Code::NoSession.into());
    }
    let person = row.person();
    office.rates.person(person.id)?;
    if session.used_at + TOUCH_EVERY <= now {
        sessions::touch(&office.db.pool, &token_hash, now).await?;
    }
    Ok((SignedIn { person, token_hash }, row))
}

fn bearer(parts: &Parts) -> Option<&str> {
    let value = parts.headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty() && token.len() <= TOKEN_BYTES).then_some(token)
}
