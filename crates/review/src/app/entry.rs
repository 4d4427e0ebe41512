//! The commands around the door: signing in and what is asked on the way, locking, signing out, the own account.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::Private;

use crate::session::{self, Mend, Opening, Proof, State};
use crate::view::*;
use crate::{App, account};

/// How long the program waits for the server to end the session before it goes.
const GOODBYE: Duration = Duration::from_secs(2);

/// A sign-in that is under way, in memory alone: somebody is known, and something is still wanted.
#[derive(Clone, Default)]
pub struct Entry(Arc<Mutex<Option<Begun>>>);

struct Begun {
    proof: Proof,
    wants: Wants,
    /// It opens what was locked, and nothing else.
    unlocks: bool,
}

impl Entry {
    fn wants(&self) -> Option<Wants> {
        self.held().as_ref().map(|begun| begun.wants)
    }

    fn hold(&self, begun: Option<Begun>) {
        let before = std::mem::replace(&mut *self.held(), begun);
        if let Some(Begun { proof, .. }) = before {
            proof.give_up();
        }
    }

    /// `Locked`: nothing of the kind is wanted.
    fn take(&self, wants: Wants) -> Result<Begun, ErrorView> {
        self.held().take_if(|begun| begun.wants == wants).ok_or_else(|| ErrorCode::Locked.into())
    }

    fn held(&self) -> MutexGuard<'_, Option<Begun>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl App {
    pub async fn app_view(&self) -> AppView {
        session::view(&self.config, &*self.state.read().await, self.entry.wants())
    }

    /// Signs in and begins to talk to the server; or says what else is wanted. Whoever was signed in before is signed out,
    /// but only once the password has proved right.
    pub async fn sign_in(&self, server: String, name: String, password: Private) -> Result<AppView, ErrorView> {
        self.entry.hold(None);
        // The server may take its time: meanwhile the app answers, and can be locked.
        let proof = session::prove(&self.config, &server, &name, password).await?;
        self.enter(proof, false).await
    }

    /// Opens a locked app again: the same person, the same server.
    pub async fn unlock(&self, password: Private) -> Result<AppView, ErrorView> {
        self.entry.hold(None);
        let (server, name) = self.locked().await?;
        let proof = session::prove(&self.config, &server, &name, password).await?;
        self.enter(proof, true).await
    }

    /// Gives the code of the second factor, and goes on with the sign-in.
    pub async fn give_code(&self, code: Private) -> Result<AppView, ErrorView> {
        let mut begun = self.entry.take(Wants::Code)?;
        match begun.proof.give_code(code).await {
            Ok(()) => self.enter(begun.proof, begun.unlocks).await,
            Err(error) => {
                self.entry.hold(Some(begun));
                Err(error)
            }
        }
    }

    /// Chooses a password of one's own in place of one that somebody else made, and goes on with the sign-in.
    pub async fn choose_password(&self, new: Private) -> Result<AppView, ErrorView> {
        let mut begun = self.entry.take(Wants::NewPassword)?;
        match begun.proof.choose_password(new).await {
            Ok(()) => self.enter(begun.proof, begun.unlocks).await,
            // Whether it holds, the next sign-in shows.
            Err(error) if error.code == ErrorCode::PasswordUnsettled => Err(error),
            Err(error) => {
                self.entry.hold(Some(begun));
                Err(error)
            }
        }
    }

    /// Begins with the second factor that the programme wants of whoever signs in.
    pub async fn begin_wanted_factor(&self) -> Result<SecretView, ErrorView> {
        let begun = self.entry.take(Wants::SecondFactor)?;
        let secret = begun.proof.begin_factor().await;
        self.entry.hold(Some(begun));
        secret
    }

    /// Confirms it by its first code. The sign-in goes on with [`Self::go_on`], once the recovery codes are noted.
    pub async fn confirm_wanted_factor(&self, code: Private) -> Result<CodesView, ErrorView> {
        let mut begun = self.entry.take(Wants::SecondFactor)?;
        let codes = begun.proof.confirm_factor(code).await;
        self.entry.hold(Some(begun));
        codes
    }

    /// Goes on with a sign-in that waited for a second factor; without one it waits on.
    pub async fn go_on(&self) -> Result<AppView, ErrorView> {
        let begun = self.entry.take(Wants::SecondFactor)?;
        self.enter(begun.proof, begun.unlocks).await
    }

    /// Goes on after the password was changed elsewhere: the store here is locked with the new one from now on, if the
    /// old one is known, and begun anew if it is not.
    pub async fn relock(&self, old: Option<Private>) -> Result<AppView, ErrorView> {
        let begun = self.entry.take(Wants::EarlierPassword)?;
        let mend = old.map_or(Mend::StartOver, |old| Mend::Relock { old });
        match session::mend(&self.config, &begun.proof, mend).await {
            Ok(()) => self.enter(begun.proof, begun.unlocks).await,
            Err(error) => {
                self.entry.hold(Some(begun));
                Err(error)
            }
        }
    }

    /// Nobody goes on with the sign-in that is under way.
    pub async fn cancel_sign_in(&self) -> AppView {
        self.entry.hold(None);
        self.app_view().await
    }

    /// Changes the password of who is signed in: at the server, and for what is stored here.
    pub async fn change_password(&self, old: Private, new: Private) -> Result<(), ErrorView> {
        let session = self.open().await?;
        account::change_password(&session, old, new).await
    }

    /// How one's own account is secured.
    pub async fn account(&self) -> Result<AccountView, ErrorView> {
        let session = self.open().await?;
        account::account(&session).await
    }

    /// Begins with a second factor. `proof`: the password of who is signed in.
    pub async fn begin_second_factor(&self, proof: Private) -> Result<SecretView, ErrorView> {
        let session = self.open().await?;
        account::begin_second_factor(&session, proof).await
    }

    /// Confirms it by the first code.
    pub async fn confirm_second_factor(&self, code: Private) -> Result<CodesView, ErrorView> {
        let session = self.open().await?;
        account::confirm_second_factor(&session, code).await
    }

    /// New recovery codes in place of those of before.
    pub async fn renew_recovery_codes(&self, proof: Private, code: Private) -> Result<CodesView, ErrorView> {
        let session = self.open().await?;
        account::renew_recovery_codes(&session, proof, code).await
    }

    pub async fn remove_second_factor(&self, proof: Private, code: Private) -> Result<AccountView, ErrorView> {
        let session = self.open().await?;
        account::remove_second_factor(&session, proof, code).await
    }

    /// Locks: the store is closed and its key forgotten; the session on the server is ended.
    pub async fn lock(&self) -> AppView {
        self.entry.hold(None);
        let mut state = self.state.write().await;
        if let State::Open(open) = &*state {
            let open = Arc::clone(open);
            *state = State::Locked { server: open.server.clone(), user: open.user.clone() };
            drop(session::end(&open));
        }
        drop(state);
        self.app_view().await
    }

    pub async fn sign_out(&self) -> AppView {
        self.close().await;
        self.app_view().await
    }

    /// Before the program ends, or somebody else signs in.
    pub async fn close(&self) {
        self.entry.hold(None);
        let before = std::mem::replace(&mut *self.state.write().await, State::SignedOut);
        if let State::Open(open) = before {
            let _late = tokio::time::timeout(GOODBYE, session::end(&open)).await;
        }
    }

    /// Goes as far as nothing else is wanted.
    async fn enter(&self, proof: Proof, unlocks: bool) -> Result<AppView, ErrorView> {
        if proof.code_needed && !unlocks {
            self.entry.hold(Some(Begun { proof, wants: Wants::Code, unlocks }));
            return Ok(self.app_view().await);
        }
        if proof.is_password_due() {
            self.entry.hold(Some(Begun { proof, wants: Wants::NewPassword, unlocks }));
            return Ok(self.app_view().await);
        }
        if proof.is_factor_due() {
            self.entry.hold(Some(Begun { proof, wants: Wants::SecondFactor, unlocks }));
            return Ok(self.app_view().await);
        }
        let mut state = self.state.write().await;
        match &*state {
            // Somebody else may have signed in, or out, while the server was asked.
            State::SignedOut if unlocks => return Err(ErrorCode::Locked.into()),
            State::Locked { server, user } if unlocks && (server, &user.name) != (&proof.server, &proof.name) => {
                return Err(ErrorCode::Locked.into());
            }
            State::Open(_) if unlocks => return Err(ErrorCode::Locked.into()),
            State::Open(_) if !proof.is_online() => return Err(ErrorCode::NoServer.into()),
            State::Open(before) => {
                drop(session::end(before));
                *state = State::SignedOut;
            }
            State::SignedOut | State::Locked { .. } => {}
        }
        match session::open(&self.config, &proof, self.config.ports.now()).await? {
            Opening::Open(session) => {
                self.start(&mut state, session);
                // What is stored here opens by password; the server wants its code while the work goes on.
                if proof.code_needed {
                    self.entry.hold(Some(Begun { proof, wants: Wants::Code, unlocks: false }));
                }
            }
            Opening::OtherPassword => {
                self.entry.hold(Some(Begun { proof, wants: Wants::EarlierPassword, unlocks }));
            }
        }
        drop(state);
        Ok(self.app_view().await)
    }

    /// Server and name of whoever has locked the app.
    async fn locked(&self) -> Result<(String, String), ErrorView> {
        match &*self.state.read().await {
            State::Locked { server, user } => Ok((server.clone(), user.name.clone())),
            State::SignedOut | State::Open(_) => Err(ErrorCode::Locked.into()),
        }
    }
}
