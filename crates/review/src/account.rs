//! What people change about their own account.

use std::sync::Arc;

use client::{Client, ClientError};
use domain::Private;
use wire::{ChangePassword, Code, is_password};

use crate::session::Session;
use crate::view::{ErrorCode, ErrorView};

/// Changes one's own password: at the server, and for the store here. Between the two both open the store, so that
/// whatever happens then locks nobody out; without a server later on, the new one opens it.
///
/// `WrongPassword`: `old` is not the one of before, and it counts like a failed sign-in. `BadPassword`: `new` is too short, too
/// long, or the same. `PasswordUnsettled`: the server did not answer, and may have either.
pub async fn change_password(session: &Arc<Session>, old: Private, new: Private) -> Result<(), ErrorView> {
    let client = session.client.as_ref().ok_or(ErrorCode::NoServer)?;
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
