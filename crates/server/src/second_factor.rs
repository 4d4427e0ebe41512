//! The second factor: codes of an authenticator (RFC 6238: SHA-1, 30 seconds, 6 digits, a step before and after), each taken
//! once, and recovery codes for the day on which it is gone. The secret lies sealed under a key that the master key gives.

use domain::Private;
use totp_rs::{Algorithm, Builder, Secret, Totp};
use uuid::Uuid;
use wire::{Account, Code, RecoveryCodes, SecondFactorSecret};
use zeroize::Zeroizing;

use crate::{
    auth::SignedIn,
    db::{
        Tx,
        audit::Who,
        recovery_codes, sessions,
        users::{self, Person, Row},
    },
    errors::{Error, Fault},
    office::Office,
};

/// Recovery codes of one person.
const CODES: usize = 10;
/// Bytes of a secret (RFC 4226, section 4: 160 bits recommended).
const SECRET_BYTES: usize = 20;
/// Seconds of a step, and steps before and after that count as now: clocks differ.
const STEP: u64 = 30;
const SKEW: u16 = 1;
/// How authenticators call it.
const ISSUER: &str = "Near Miss Review";
const KEY: &str = "second factors of people";
/// Letters and digits that nobody takes for another when they are copied by hand.
const LEGIBLE: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// How the caller's account is secured.
pub async fn account(office: &Office, caller: &SignedIn) -> Result<Account, Error> {
    let row = users::by_id(&office.db.pool, caller.person.id).await?.ok_or(Code::NoSession)?;
    let codes = recovery_codes::count(&office.db.pool, caller.person.id).await?;
    Ok(Account {
        second_factor: row.has_second_factor(),
        recovery_codes: u32::try_from(codes).unwrap_or(0),
        second_factor_required: is_required(office, &row.person()),
    })
}

/// Whether this person has to set up a second factor before anything else.
pub fn is_due(office: &Office, row: &Row) -> bool {
    !row.has_second_factor() && is_required(office, &row.person())
}

fn is_required(office: &Office, person: &Person) -> bool {
    person.roles.iter().any(|role| office.config.second_factor_for.contains(role))
}

/// A new secret, which counts once [`confirm`] has seen a code of it. `row`: the caller, proved by password.
pub async fn begin(office: &Office, row: &Row) -> Result<SecondFactorSecret, Error> {
    if row.has_second_factor() {
        return Err(Code::FactorOn.into());
    }
    let person = row.person();
    let mut secret = Zeroizing::new([0; SECRET_BYTES]);
    (office.config.random)(secret.as_mut_slice());
    let sealed = key(office).seal(&office.config.random, &place(person.id), secret.as_slice());
    let mut tx = office.db.begin().await?;
    users::set_second_factor(&mut tx, person.id, Some(&sealed)).await?;
    tx.commit().await?;
    let totp = totp(secret.as_slice(), &person.name)?;
    let uri = totp.to_url().map_err(|_| Fault::Unreadable)?;
    Ok(SecondFactorSecret { secret: totp.secret().to_base32().into(), uri: uri.into() })
}

/// The authenticator has the secret: from now on sign-ins ask for a code. Everybody else under this name is signed out.
pub async fn confirm(office: &Office, caller: &SignedIn, code: &Private) -> Result<RecoveryCodes, Error> {
    let id = caller.person.id;
    let row = users::by_id(&office.db.pool, id).await?.ok_or(Code::NoSession)?;
    if row.has_second_factor() {
        return Err(Code::FactorOn.into());
    }
    let sealed = row.totp_secret_sealed.as_deref().ok_or(Code::WrongCode)?;
    let step = step_of(office, &row, &plain(code))?.ok_or(Code::WrongCode)?;
    let mut tx = office.db.begin().await?;
    if !users::confirm_second_factor(&mut tx, id, sealed, step).await? {
        return Err(Code::WrongCode.into());
    }
    let codes = new_codes(office, &mut tx, id).await?;
    sessions::end_others_of(&mut tx, id, &caller.token_hash).await?;
    office.audit(&mut tx, Who::Person(id), "set_up_second_factor", None).await?;
    tx.commit().await?;
    Ok(RecoveryCodes { codes })
}

/// Other recovery codes in place of those of before. `caller`: proved by password and code.
pub async fn renew_codes(office: &Office, caller: &SignedIn) -> Result<RecoveryCodes, Error> {
    let id = caller.person.id;
    let mut tx = office.db.begin().await?;
    // Held until the end: two renewals at once leave the codes of one.
    if !users::hold_second_factor(&mut tx, id).await? {
        return Err(Code::WrongPassword.into());
    }
    let codes = new_codes(office, &mut tx, id).await?;
    office.audit(&mut tx, Who::Person(id), "renew_recovery_codes", None).await?;
    tx.commit().await?;
    Ok(RecoveryCodes { codes })
}

/// Takes a code of the authenticator or a recovery code, which is used up by it. `false`: it is neither, or was taken before.
pub async fn take(office: &Office, row: &Row, code: &Private) -> Result<bool, Error> {
    let (id, code) = (row.person().id, plain(code));
    let mut tx = office.db.begin().await?;
    let taken = match step_of(office, row, &code)? {
        Some(step) => users::take_step(&mut tx, id, step).await?,
        None => {
            let used = recovery_codes::use_up(&mut tx, id, &code_hash(office, id, &code)).await?;
            if used {
                office.audit(&mut tx, Who::Person(id), "use_recovery_code", None).await?;
            }
            used
        }
    };
    tx.commit().await?;
    Ok(taken)
}

/// Sign-ins ask for the password alone from now on.
pub async fn remove(tx: &mut Tx, id: Uuid) -> Result<(), sqlx::Error> {
    users::set_second_factor(tx, id, None).await?;
    recovery_codes::forget_all_of(tx, id).await
}

/// Whether a sign-in under a name that nobody has asks for a code: the same each time, and not to be told from names that
/// somebody has.
pub fn asked_of_nobody(office: &Office, name: &str) -> bool {
    let coin = office.config.master_key.derive("whether nobody has a second factor", &[name.as_bytes()]);
    coin.first().is_some_and(|byte| byte & 1 == 1)
}

/// The step whose code this is, if it is one of about now.
fn step_of(office: &Office, row: &Row, code: &str) -> Result<Option<i64>, Fault> {
    let person = row.person();
    let Some(sealed) = row.totp_secret_sealed.as_deref() else { return Ok(None) };
    if code.len() != 6 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(None);
    }
    let secret = key(office).open(&place(person.id), sealed)?;
    let now = u64::try_from(office.seconds()).unwrap_or(0);
    Ok(totp(&secret, &person.name)?.check(code, now).and_then(|step| i64::try_from(step).ok()))
}

fn totp(secret: &[u8], name: &str) -> Result<Totp, Fault> {
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_step_duration(STEP)
        .with_skew(SKEW)
        .with_secret(Secret::new(secret.into()))
        .with_account_name(name)
        .with_issuer(Some(ISSUER))
        .build()
        .map_err(|_| Fault::Unreadable)
}

/// Forgets the codes of before.
async fn new_codes(office: &Office, tx: &mut Tx, id: Uuid) -> Result<Vec<Private>, sqlx::Error> {
    recovery_codes::forget_all_of(tx, id).await?;
    let mut codes = Vec::with_capacity(CODES);
    for _ in 0..CODES {
        let code = new_code(office);
        recovery_codes::insert(tx, id, &code_hash(office, id, &plain(&code))).await?;
        codes.push(code);
    }
    Ok(codes)
}

/// Twelve characters in groups of four: 60 random bits.
fn new_code(office: &Office) -> Private {
    let mut bytes = Zeroizing::new([0; 12]);
    (office.config.random)(bytes.as_mut_slice());
    let mut code = String::with_capacity(14);
    for (at, byte) in bytes.iter().enumerate() {
        if at > 0 && at % 4 == 0 {
            code.push('-');
        }
        // 256 is a multiple of 32: every character is as likely as any other.
        code.push(char::from(LEGIBLE[usize::from(*byte) % LEGIBLE.len()]));
    }
    code.into()
}

/// As somebody types it: capitals, spaces and hyphens do not matter.
fn plain(code: &Private) -> Zeroizing<String> {
    let kept = code.as_str().chars().filter(|c| !c.is_whitespace() && *c != '-');
    Zeroizing::new(kept.map(|c| c.to_ascii_lowercase()).collect())
}

fn code_hash(office: &Office, id: Uuid, code: &str) -> String {
    office.config.master_key.derive_hex("recovery code", &[id.as_bytes(), code.as_bytes()])
}

fn key(office: &Office) -> crate::seal::Key {
    office.config.master_key.derive_key(KEY)
}

fn place(id: Uuid) -> String {
    format!("users/{id}/second-factor")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, the last six of eight digits.
        let totp = totp(b"12345678901234567890", "one").unwrap();
        for (time, code) in [(59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037")] {
            assert_eq!(totp.check(code, time), Some(time / STEP));
            assert_eq!(totp.check(code, time + STEP), Some(time / STEP));
            assert_eq!(totp.check(code, time + 2 * STEP), None);
        }
        let uri = totp.to_url().unwrap();
        assert!(
            uri.starts_with("otpauth://totp/Near%20Miss%20Review:one?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"),
            "{uri}"
        );
    }
}
