//! Where the server finds its databases and its master key, and how it is stopped.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::{Context as _, Result, bail};
use clap::Args;
use domain::{Lists, Private, Role};
use server::{
    Config, KeyStore, MASTER_KEY_VARIABLE, MasterKey, MasterKeyError,
    config::system_random,
    create_private_folder,
    post::{FolderPost, MailPost, Post},
    sqlite_path,
};
use tracing_subscriber::EnvFilter;

#[derive(Args)]
pub struct Databases {
    /// Folder of the SQLite files and the master key, where nothing else is said. Made if it is not there.
    #[arg(long, global = true, default_value = "nearmiss-data")]
    data: PathBuf,
    /// The main database: sqlite://path or postgres://… [default: main.db in the data folder]
    #[arg(long, global = true, env = "NEARMISS_DATABASE", hide_env_values = true)]
    database: Option<String>,
    /// The key store, a database of its own, never in the main one's backup. [default: keys.db in the data folder]
    #[arg(long, global = true, env = "NEARMISS_KEYS", hide_env_values = true)]
    keys: Option<String>,
    /// File with the master key, 64 hexadecimal digits. The variable NEARMISS_MASTER_KEY may hold them instead.
    /// [default: master.key beside the key store]
    #[arg(long, global = true)]
    master_key_file: Option<PathBuf>,
}

#[derive(Args)]
pub struct Door {
    /// Address and port to listen on.
    #[arg(long, default_value = "127.0.0.1:7462")]
    pub listen: SocketAddr,
    /// Listen on an address that other machines reach. TLS has to be terminated in front.
    #[arg(long)]
    pub allow_remote: bool,
    /// File with the website's token. The variable NEARMISS_SERVICE_TOKEN may hold it instead. Without either, the token
    /// set before holds.
    #[arg(long)]
    service_token_file: Option<PathBuf>,
    /// Mail server for questions to authors: smtps://name:password@host. Without one, questions wait.
    #[arg(long, env = "NEARMISS_MAIL_SERVER", hide_env_values = true, requires = "mail_from")]
    mail_server: Option<String>,
    /// The programme's mail address.
    #[arg(long, env = "NEARMISS_MAIL_FROM")]
    mail_from: Option<String>,
    /// Demos only: letters to authors are written into this folder, in place of mail.
    #[arg(long, conflicts_with = "mail_server")]
    letters_folder: Option<PathBuf>,
    /// Role whose holders need a second factor: stage_one, stage_two, staff, administrator; may be given several times.
    /// Who has none sets one up before anything else.
    #[arg(long = "second-factor-for", env = "NEARMISS_SECOND_FACTOR_FOR", value_delimiter = ',', value_parser = crate::role)]
    pub second_factor_for: Vec<Role>,
    /// The organisation's own lists: TOML with `name`, `allowed`, `never_a_name`. Read at the start; apps get them.
    #[arg(long, env = "NEARMISS_LISTS")]
    lists: Option<PathBuf>,
}

/// Fewest characters of a service token.
const SERVICE_TOKEN_CHARS: usize = 32;

impl Databases {
    /// The configuration, with a new master key if this is the first start.
    pub async fn config(&self) -> Result<Config> {
        let data = std::path::absolute(&self.data)?;
        let file = |name: &str| format!("sqlite://{}", escaped(&data.join(name)));
        let database = self.database.clone().unwrap_or_else(|| file("main.db"));
        let keys = self.keys.clone().unwrap_or_else(|| file("keys.db"));
        let beside = sqlite_path(&keys).ok().and_then(|path| path.parent().map(Path::to_owned)).unwrap_or(data);
        let master_key = self.master_key(&beside, &keys).await?;
        let listen = SocketAddr::from(([127, 0, 0, 1], 0));
        Ok(Config::new(database, keys, listen, master_key))
    }

    async fn master_key(&self, folder: &Path, keys: &str) -> Result<MasterKey> {
        if self.master_key_file.is_none()
            && let Ok(hex) = std::env::var(MASTER_KEY_VARIABLE)
        {
            return Ok(MasterKey::parse(&hex, MASTER_KEY_VARIABLE)?);
        }
        let path = self.master_key_file.clone().unwrap_or_else(|| folder.join("master.key"));
        if let Some(key) = MasterKey::from_file(&path)? {
            return Ok(key);
        }
        if KeyStore::is_in_use(keys).await? {
            bail!(
                "the key store exists, but its master key is gone: {} is not there. Restore it; without it nothing in the store can be \
                 read, and no new one is made in its place",
                path.display()
            );
        }
        if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            create_private_folder(parent).with_context(|| format!("creating {}", parent.display()))?;
        }
        let mut bytes = zeroize::Zeroizing::new([0; 32]);
        system_random()(bytes.as_mut_slice());
        let key = MasterKey::new(*bytes);
        match key.write_new(&path) {
            Ok(()) => {
                tracing::info!("a new master key was made; keep a copy of it apart from the databases");
                Ok(key)
            }
            // Another process was faster.
            Err(MasterKeyError::Unwritable(_, error)) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                MasterKey::from_file(&path)?.context("the master key file came and went")
            }
            Err(error) => Err(error.into()),
        }
    }
}

impl Door {
    /// The lists in the file, or none. A file that is wrong ends the start: words would be marked that should not be.
    pub fn lists(&self) -> Result<Lists> {
        let Some(path) = &self.lists else { return Ok(Lists::default()) };
        let toml = std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
        Lists::parse(&toml).with_context(|| format!("reading {}", path.display()))
    }

    pub fn service_token(&self) -> Result<Option<Private>> {
        let token = match &self.service_token_file {
            Some(path) => Some(std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?),
            None => std::env::var("NEARMISS_SERVICE_TOKEN").ok(),
        };
        let token = token.map(|token| token.trim().to_owned());
        if token.as_ref().is_some_and(|token| token.chars().count() < SERVICE_TOKEN_CHARS) {
            bail!("a service token has at least {SERVICE_TOKEN_CHARS} characters");
        }
        Ok(token.map(Private::new))
    }
}

impl Door {
    pub fn post(&self) -> Result<Option<Arc<dyn Post>>> {
        Ok(match (&self.mail_server, &self.mail_from, &self.letters_folder) {
            (Some(server), Some(from), _) => Some(Arc::new(MailPost::new(server, from)?)),
            (_, _, Some(folder)) => Some(Arc::new(FolderPost(std::path::absolute(folder)?))),
            (_, _, None) => None,
        })
    }
}

/// Our own lines only, as JSON on standard error; libraries may write what they were given. A panic is told by its
/// place, not by its message, which can hold what it stumbled over.
pub fn set_up_log() {
    let filter = EnvFilter::new("off,server=info,nearmiss_server=info");
    // A log that nobody reads any more must not end the server.
    let log = tracing_subscriber::fmt().json().flatten_event(true).log_internal_errors(false);
    log.with_env_filter(filter).with_writer(std::io::stderr).init();
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        tracing::error!(place, "panic");
    }));
}

/// Waits for Ctrl-C, or for the signal by which systems end a service.
pub async fn until_told_to_stop() -> Result<()> {
    #[cfg(unix)]
    {
        let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
        tokio::select! {
            interrupted = tokio::signal::ctrl_c() => interrupted?,
            _ = terminate.recv() => {}
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await?;
    Ok(())
}

/// A path as it stands in a URL.
fn escaped(path: &Path) -> String {
    path.to_string_lossy().replace('%', "%25").replace('?', "%3F").replace('#', "%23")
}
