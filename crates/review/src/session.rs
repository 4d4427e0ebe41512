//! Signing in, locking, and what is open in between.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use client::Client;
use domain::Private;
use jiff::Timestamp;
use store::{Guesses, LastUser, Store};
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use uuid::Uuid;
use wire::User;

use crate::account;
use crate::elsewhere::Elsewhere;
use crate::library::{Library, Published};
use crate::ports::Ports;
use crate::reveal::Revealed;
use crate::sight::Sight;
use crate::view::{
    AnswerView, AppView, CodesView, ErrorCode, ErrorView, Link, Phase, SecretView, StatusView, Wants, Who,
};

/// Minutes without input after which the app locks itself (CJIS 5.9.5, AC-11: at most 30).
pub const LOCK_MINUTES: u32 = 15;

/// Where the app keeps its data, which server it offers, and whom it tells about changes.
pub struct Config {
    pub data_dir: PathBuf,
    pub default_server: String,
    pub on_status: Box<dyn Fn(&StatusView) + Send + Sync>,
    pub ports: Ports,
}

/// One person, signed in: his store, and the way to his server.
pub struct Session {
    pub server: String,
    pub user: User,
    pub ports: Ports,
    /// None: signed in here only, the server could not be reached or wants a code first.
    pub client: Option<Client>,
    /// There is no client because the server wants a code of the second factor.
    pub code_wanted: bool,
    store: Mutex<Store>,
    /// Rings when there is something to send.
    pub bell: Arc<Notify>,
    /// One write-read round at a time.
    pub round: tokio::sync::Mutex<()>,
    status: Mutex<StatusView>,
    /// The server's last answer per report, for steps that have left the outbox.
    answers: Mutex<HashMap<Uuid, AnswerView>>,
    /// Reports whose review ended while they were here.
    over: Mutex<HashSet<Uuid>>,
    /// What is published, as it was read last. In memory alone.
    library: Mutex<Library>,
    /// Work of this person's on other computers.
    pub elsewhere: Elsewhere,
    pub sight: Sight,
    /// Originals that are shown at present.
    pub revealed: Revealed,
}

impl Session {
    /// The way to the server. `NoServer`, or `CodeWanted`: there is none before somebody signs in again.
    pub fn at(&self) -> Result<&Client, ErrorView> {
        let missing = if self.code_wanted { ErrorCode::CodeWanted } else { ErrorCode::NoServer };
        self.client.as_ref().ok_or_else(|| missing.into())
    }

    /// Closes the store now, whoever else still holds this session.
    pub fn close(&self) {
        self.revealed.forget();
        self.store().close();
        self.sight.forget();
    }

    pub fn note_answer(&self, report: Uuid, answer: AnswerView) {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner).insert(report, answer);
    }

    /// Before a new step: what was answered to the last one says nothing about it.
    pub fn forget_answer(&self, report: Uuid) {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner).remove(&report);
    }

    pub fn last_answer(&self, report: Uuid) -> Option<AnswerView> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner).get(&report).cloned()
    }

    /// The review of these has ended: whoever still asks for one is told so.
    pub fn note_over(&self, reports: impl IntoIterator<Item = Uuid>) {
        self.over.lock().unwrap_or_else(PoisonError::into_inner).extend(reports);
    }

    /// It has come back: what ended it before says nothing about its next end.
    pub fn forget_over(&self, report: Uuid) {
        self.over.lock().unwrap_or_else(PoisonError::into_inner).remove(&report);
    }

    pub fn is_over(&self, report: Uuid) -> bool {
        self.over.lock().unwrap_or_else(PoisonError::into_inner).contains(&report)
    }

    /// Why a report has no copy here: `Over`, or `NotYours`.
    pub fn missing(&self, report: Uuid) -> ErrorView {
        if self.is_over(report) { ErrorCode::Over.into() } else { ErrorCode::NotYours.into() }
    }

    pub fn hold_library(&self, library: Library) {
        *self.library.lock().unwrap_or_else(PoisonError::into_inner) = library;
    }

    pub fn published(&self, publication: Uuid) -> Option<Published> {
        let library = self.library.lock().unwrap_or_else(PoisonError::into_inner);
        library.all.iter().find(|one| one.publication.id == publication).cloned()
    }

    /// Up to where the library was read.
    pub fn library_cursor(&self) -> Option<String> {
        self.library.lock().unwrap_or_else(PoisonError::into_inner).cursor.clone()
    }

    /// All of the library that tells of one event, by number.
    pub fn published_of_event(&self, event: Uuid) -> Vec<Published> {
        let library = self.library.lock().unwrap_or_else(PoisonError::into_inner);
        let mut found: Vec<Published> = library.all.iter().filter(|one| one.event == Some(event)).cloned().collect();
        found.sort_by_key(|one| one.number);
        found
    }

    /// The store. Calls block for milliseconds; never held across an await.
    pub fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn status(&self) -> StatusView {
        self.status.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Changes the status; gives it if that made a difference.
    pub fn set_status(&self, change: impl FnOnce(&mut StatusView)) -> Option<StatusView> {
        let mut status = self.status.lock().unwrap_or_else(PoisonError::into_inner);
        let before = status.clone();
        change(&mut status);
        (*status != before).then(|| status.clone())
    }
}

/// Signed out, locked, or open.
#[derive(Clone)]
pub enum State {
    SignedOut,
    Locked { server: String, user: User },
    Open(Arc<Session>),
}

/// Who somebody turned out to be: shown to the server, or, while that can't be reached, still to be shown to the store.
pub struct Proof {
    pub server: String,
    pub name: String,
    pub password: Private,
    online: Option<Online>,
    /// The server wants a code of the second factor before it judges anything.
    pub code_needed: bool,
}

/// What the server said to a sign-in.
struct Online {
    client: Client,
    user: User,
    password_due: bool,
    factor_due: bool,
}

/// How the opening of a store went.
pub enum Opening {
    Open(Arc<Session>),
    /// The server took the password, and the store is locked with another one: it was changed elsewhere.
    OtherPassword,
}

impl Proof {
    pub const fn is_online(&self) -> bool {
        self.online.is_some()
    }

    /// The password is one that somebody else made: the server wants another one first.
    pub fn is_password_due(&self) -> bool {
        self.online.as_ref().is_some_and(|online| online.password_due)
    }

    /// The server wants a second factor to be set up first.
    pub fn is_factor_due(&self) -> bool {
        self.online.as_ref().is_some_and(|online| online.factor_due)
    }

    /// Begins with the second factor that is due.
    pub async fn begin_factor(&self) -> Result<SecretView, ErrorView> {
        account::begin_at_server(&self.online()?.client, self.password.clone()).await
    }

    /// Confirms it by its first code. `WrongCode`: it does not fit.
    pub async fn confirm_factor(&mut self, code: Private) -> Result<CodesView, ErrorView> {
        let codes = account::confirm_at_server(&self.online()?.client, code).await?;
        if let Some(online) = &mut self.online {
            online.factor_due = false;
        }
        Ok(codes)
    }

    fn online(&self) -> Result<&Online, ErrorView> {
        self.online.as_ref().ok_or_else(|| ErrorCode::NoServer.into())
    }

    /// Chooses a password in place of one that somebody else made.
    ///
    /// `BadPassword`: too short, too long, or the one of before. `PasswordUnsettled`: nobody knows whether the server has it.
    pub async fn choose_password(&mut self, new: Private) -> Result<(), ErrorView> {
        let online = self.online.as_mut().ok_or(ErrorCode::NoServer)?;
        account::change_at_server(&online.client, &self.password, &new).await?;
        online.password_due = false;
        self.password = new;
        Ok(())
    }

    /// Shows the server the password together with a code of the second factor.
    ///
    /// `WrongPassword`: name, password or code is wrong, and which one is not said.
    pub async fn give_code(&mut self, code: Private) -> Result<(), ErrorView> {
        let client = Client::new(&self.server, None).map_err(|_| ErrorCode::BadServerAddress)?;
        let online = at_server(&client, &self.name, &self.password, Some(code)).await?;
        (self.online, self.code_needed) = (Some(online.ok_or(ErrorCode::Internal)?), false);
        Ok(())
    }

    /// Ends the session at the server, in its own time: nobody goes on with this sign-in.
    pub fn give_up(self) {
        if let Some(Online { client, .. }) = self.online {
            tokio::spawn(sign_out(client));
        }
    }
}

/// Asks the server who this is. Without a server it is left to the store, if this person has one here.
pub async fn prove(config: &Config, server: &str, name: &str, password: Private) -> Result<Proof, ErrorView> {
    let client = Client::new(server.trim(), None).map_err(|_| ErrorCode::BadServerAddress)?;
    let server = client.server().to_owned();
    let name = name.trim().to_lowercase();
    let (online, code_needed) = match at_server(&client, &name, &password, None).await {
        Ok(Some(online)) => (Some(online), false),
        Ok(None) => (None, true),
        Err(error) if error.code == ErrorCode::NoServer && Store::exists(&config.data_dir, &server, &name) => {
            (None, false)
        }
        Err(error) => return Err(error),
    };
    Ok(Proof { server, name, password, online, code_needed })
}

/// Before the store of somebody is opened whose password was changed at the server: it is still locked with the old one.
pub enum Mend {
    /// Locks it with the new password from now on.
    Relock { old: Private },
    /// The old password is not known any more: what is stored here is destroyed.
    StartOver,
}

/// Mends the store of somebody proven by the server.
///
/// `WrongPassword`: this was not the old one. `NoServer`: nobody has judged the new one.
pub async fn mend(config: &Config, proof: &Proof, mend: Mend) -> Result<(), ErrorView> {
    if !proof.is_online() {
        return Err(ErrorCode::NoServer.into());
    }
    let (data_dir, server, name) = (config.data_dir.clone(), proof.server.clone(), proof.name.clone());
    let new = proof.password.clone();
    let mended = tokio::task::spawn_blocking(move || match mend {
        Mend::Relock { old } => {
            let (mut store, _) = Store::open(&data_dir, &server, &name, &old)?;
            let changed = store.change_password(&new);
            store.close();
            changed
        }
        Mend::StartOver => Store::forget(&data_dir, &server, &name),
    });
    Ok(mended.await.map_err(|_| ErrorCode::Internal)??)
}

/// Opens the store of somebody proven, or, while no server can be asked, of somebody whom his password proves to the store.
///
/// `LockedOut`: too many wrong passwords without a server; with the minutes to wait.
pub async fn open(config: &Config, proof: &Proof, now: Timestamp) -> Result<Opening, ErrorView> {
    let Proof { server, name, password, online, code_needed } = proof;
    let (data_dir, of, who, key) = (config.data_dir.clone(), server.clone(), name.clone(), password.clone());
    let judged = online.is_some();
    let opened = tokio::task::spawn_blocking(move || {
        let guesses = Guesses::of(&data_dir, &of, &who);
        if judged {
            return match Store::open(&data_dir, &of, &who, &key) {
                Ok((store, _)) => guesses.forget().map(|()| Some(store)).map_err(ErrorView::from),
                Err(store::StoreError::WrongPassword) => Ok(None),
                Err(error) => Err(error.into()),
            };
        }
        if let Some(seconds) = guesses.wait(now)? {
            let minutes = u32::try_from(seconds.div_ceil(60)).ok();
            return Err(ErrorView { minutes, ..ErrorCode::LockedOut.into() });
        }
        let before = guesses.begin(now)?;
        match Store::open(&data_dir, &of, &who, &key) {
            Ok((store, _)) => guesses.forget().map(|()| Some(store)).map_err(ErrorView::from),
            // Nobody else has judged the password: it is simply wrong.
            Err(store::StoreError::WrongPassword) => Err(ErrorCode::WrongPassword.into()),
            Err(error) => guesses.put_back(before).map_or_else(|fault| Err(fault.into()), |()| Err(error.into())),
        }
    });
    let Some(mut store) = opened.await.map_err(|_| ErrorCode::Internal)?? else { return Ok(Opening::OtherPassword) };
    let (client, user) = match online {
        Some(Online { client, user, .. }) => {
            store.put_user(user)?;
            (Some(client.clone()), user.clone())
        }
        None => (None, store.user()?.ok_or(ErrorCode::NoServer)?),
    };
    let last = LastUser { server: server.clone(), name: name.clone() };
    if let Err(error) = store::remember_user(&config.data_dir, &last) {
        tracing::warn!(fault = %error, "the last user is not remembered");
    }
    let link = match &client {
        Some(_) => Link::Online,
        None if *code_needed => Link::CodeWanted,
        None => Link::Offline,
    };
    let status = StatusView {
        link,
        pulled_at: None,
        waiting: 0,
        stuck: 0,
        drafts_sent: true,
        queue_changes: 0,
        session_expired: client.is_none(),
    };
    Ok(Opening::Open(Arc::new(Session {
        server: server.clone(),
        user,
        ports: config.ports.clone(),
        client,
        code_wanted: *code_needed,
        store: Mutex::new(store),
        bell: Arc::new(Notify::new()),
        round: tokio::sync::Mutex::new(()),
        status: Mutex::new(status),
        answers: Mutex::new(HashMap::new()),
        over: Mutex::default(),
        library: Mutex::default(),
        elsewhere: Elsewhere::default(),
        sight: Sight::default(),
        revealed: Revealed::default(),
    })))
}

/// None: a code of the second factor is needed.
async fn at_server(
    client: &Client,
    name: &str,
    password: &Private,
    code: Option<Private>,
) -> Result<Option<Online>, ErrorView> {
    client.health().await?;
    let ask = wire::SignIn { name: name.to_owned(), password: password.clone(), one_time_code: code };
    let session = match client.sign_in(&ask).await {
        Ok(session) => session,
        Err(error) if error.code() == Some(wire::Code::CodeNeeded) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let client = client.with_token(Some(&session.token)).map_err(|_| ErrorCode::BadServerAddress)?;
    Ok(Some(Online { client, user: session.user, password_due: session.password_due, factor_due: session.factor_due }))
}

/// Closes the store at once, and ends the session at the server in its own time: it runs out there by itself otherwise.
pub fn end(session: &Arc<Session>) -> JoinHandle<()> {
    session.close();
    let client = session.client.clone();
    tokio::spawn(async move {
        if let Some(client) = client {
            sign_out(client).await;
        }
    })
}

async fn sign_out(client: Client) {
    if let Err(error) = client.sign_out().await {
        tracing::info!(fault = %error, "sign-out");
    }
}

pub fn view(config: &Config, state: &State, wants: Option<Wants>) -> AppView {
    let last = store::last_user(&config.data_dir);
    let who = |user: &User| Who { name: user.name.clone(), display: user.display.clone(), roles: user.roles.clone() };
    let (phase, who, server) = match state {
        State::SignedOut => (Phase::SignedOut, None, None),
        State::Locked { server, user } => (Phase::Locked, Some(who(user)), Some(server.clone())),
        State::Open(session) => (Phase::Open, Some(who(&session.user)), Some(session.server.clone())),
    };
    AppView {
        server: server
            .or_else(|| last.as_ref().map(|last| last.server.clone()))
            .unwrap_or_else(|| config.default_server.clone()),
        last_name: last.map(|last| last.name),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        phase,
        who,
        wants,
        lock_minutes: LOCK_MINUTES,
    }
}
