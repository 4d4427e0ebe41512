//! What people see and change of their own account.

use std::sync::Arc;

use client::{Client, ClientError};
use domain::Private;
use qrcode::{Color, QrCode};
use wire::{ChangePassword, Code, is_password};

use crate::session::Session;
use crate::view::{AccountView, CodesView, ErrorCode, ErrorView, SecretView};

/// Changes one's own password: at the server, and for the store here. Between the two both open the store, so that
/// whatever happens then locks nobody out; without a server later on, the new one opens it.
///
/// `WrongPassword`: `old` is not the one of before, and it counts like a failed sign-in. `BadPassword`: `new` is too short, too
/// long, or the same. `PasswordUnsettled`: the server did not answer, and may have either.
pub async fn change_password(session: &Arc<Session>, old: Private, new: Private) -> Result<(), ErrorView> {
    let client = session.at()?;
    is_fit(&old, &new)?;
    // A purge would take back what is prepared here, and the new one would not open the store after a crash.
    let _round = session.round.lock().await;
    let prepared = on_store(session, {
        let new = new.clone();
        move |store| store.prepare_password(&new)
    });
    let prepared = prepared.await?;
    match change_at_server(client, &old, &new).await {
        Ok(()) => {
            if let Err(error) = on_store(session, |store| store.settle_password(prepared)).await {
                // The server has the new one, and here both open the store until it is opened with one of them.
                tracing::warn!(code = ?error.code, "the earlier password is not dropped yet");
            }
            Ok(())
        }
        Err(error) => {
            if error.code != ErrorCode::PasswordUnsettled {
                on_store(session, |store| store.drop_prepared_password()).await?;
            }
            Err(error)
        }
    }
}

/// How one's own account is secured.
pub async fn account(session: &Session) -> Result<AccountView, ErrorView> {
    let wire::Account { second_factor, recovery_codes, second_factor_required } = session.at()?.account().await?;
    Ok(AccountView { second_factor, recovery_codes, second_factor_required })
}

/// Begins with a second factor: what the authenticator has to be told.
///
/// `WrongPassword`: `proof` is not the caller's. `FactorOn`: there is one.
pub async fn begin_second_factor(session: &Session, proof: Private) -> Result<SecretView, ErrorView> {
    begin_at_server(session.at()?, proof).await
}

/// The same for somebody who has not come in yet.
pub async fn begin_at_server(client: &Client, proof: Private) -> Result<SecretView, ErrorView> {
    let wire::SecondFactorSecret { secret, uri } = client.begin_second_factor(proof).await?;
    let (size, path) = qr(uri.as_str()).ok_or(ErrorCode::Internal)?;
    let letters: Vec<char> = secret.as_str().chars().collect();
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    Ok(SecretView { secret: groups.join(" ").into(), uri, size, path })
}

/// The authenticator's first code: from now on sign-ins ask for one. `WrongCode`: it does not fit.
pub async fn confirm_second_factor(session: &Session, code: Private) -> Result<CodesView, ErrorView> {
    confirm_at_server(session.at()?, code).await
}

/// The same for somebody who has not come in yet.
pub async fn confirm_at_server(client: &Client, code: Private) -> Result<CodesView, ErrorView> {
    let wire::RecoveryCodes { codes } = client.confirm_second_factor(code).await?;
    Ok(CodesView { codes })
}

/// New recovery codes in place of those of before. `WrongPassword`: password or code is wrong.
pub async fn renew_recovery_codes(session: &Session, proof: Private, code: Private) -> Result<CodesView, ErrorView> {
    let wire::RecoveryCodes { codes } = session.at()?.renew_recovery_codes(proof, code).await?;
    Ok(CodesView { codes })
}

/// Sign-ins ask for the password alone from now on. `WrongPassword`: password or code is wrong.
pub async fn remove_second_factor(session: &Session, proof: Private, code: Private) -> Result<AccountView, ErrorView> {
    session.at()?.remove_second_factor(proof, code).await?;
    account(session).await
}

/// Modules that have to stay light on each side (ISO/IEC 18004).
const QUIET: usize = 4;

/// A QR code as the path of its dark modules, and how many stand in a row with the light border.
fn qr(words: &str) -> Option<(u32, Private)> {
    let code = QrCode::new(words).ok()?;
    let width = code.width();
    let mut path = String::new();
    for (at, color) in code.into_colors().into_iter().enumerate() {
        match color {
            Color::Dark => path.push_str(&format!("M{} {}h1v1h-1z", at % width + QUIET, at / width + QUIET)),
            Color::Light => {}
        }
    }
    Some((u32::try_from(width + 2 * QUIET).ok()?, path.into()))
}

/// Changes it at the server alone. Errors as for [`change_password`].
pub async fn change_at_server(client: &Client, old: &Private, new: &Private) -> Result<(), ErrorView> {
    is_fit(old, new)?;
    let change = ChangePassword { old: old.clone(), new: new.clone() };
    client.change_password(&change).await.map_err(|error| {
        let unsettled = match error {
            ClientError::Unreachable | ClientError::TimedOut | ClientError::TooLarge | ClientError::NotThisApi => true,
            ClientError::Api { code, .. } => code == Code::Fault,
            ClientError::Untrusted => false,
        };
        if unsettled { ErrorCode::PasswordUnsettled.into() } else { error.into() }
    })
}

fn is_fit(old: &Private, new: &Private) -> Result<(), ErrorView> {
    if is_password(new.as_str()) && new != old { Ok(()) } else { Err(ErrorCode::BadPassword.into()) }
}

/// Off the threads that answer the window: keys take their time, and so does a keyring.
async fn on_store<T: Send + 'static>(
    session: &Arc<Session>,
    work: impl FnOnce(&mut store::Store) -> Result<T, store::StoreError> + Send + 'static,
) -> Result<T, ErrorView> {
    let session = Arc::clone(session);
    let done = tokio::task::spawn_blocking(move || work(&mut session.store()));
    Ok(done.await.map_err(|_| ErrorCode::Internal)??)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_qr_code_has_its_three_corners_and_a_light_border() {
        let (size, path) =
            qr("otpauth://totp/Near%20Miss%20Review:one?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ").unwrap();
        let dark = |x: u32, y: u32| path.as_str().contains(&format!("M{x} {y}h1"));
        let (first, last) = (4, size - 5);
        for (x, y) in [(first, first), (last - 6, first), (first, last - 6)] {
            // A dark ring of seven, a light one within, and a dark heart of three.
            for at in 0..7 {
                assert!(dark(x + at, y) && dark(x, y + at) && dark(x + at, y + 6) && dark(x + 6, y + at), "{x} {y}");
            }
            assert!(!dark(x + 1, y + 1) && !dark(x + 5, y + 5) && dark(x + 3, y + 3), "{x} {y}");
        }
        assert!((0..size).all(|at| !dark(at, 3) && !dark(3, at) && !dark(at, last + 1) && !dark(last + 1, at)));
        assert!(qr(&"x".repeat(5_000)).is_none());
    }
}
