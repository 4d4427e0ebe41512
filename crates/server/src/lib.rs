//! The central server: it takes submissions in, gives each report to one reviewer at a time, keeps the rules of the
//! review, publishes, and destroys what must not stay. `router.rs` has every route on one screen.

mod auth;
mod clock;
pub mod config;
mod db;
mod errors;
mod extract;
mod folder;
mod handlers;
mod intake;
mod keys;
mod limits;
mod master;
mod office;
mod openapi;
mod passwords;
pub mod people;
pub mod post;
mod questions;
mod readable;
mod router;
mod same_event;
mod seal;
mod second_factor;
mod seed;
mod sight;
mod similar;
mod steps;
mod tallies;

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use tokio::{net::TcpListener, sync::watch, task::JoinHandle};

pub use config::{Config, Limits, Sessions};
pub use db::{create_private_folder, sqlite_path};
pub use keys::{KeyStore, KeyStoreError};
pub use master::{MASTER_KEY_VARIABLE, MasterKey, MasterKeyError};
pub use office::{Office, OfficeError};
pub use openapi::document as openapi_document;
pub use readable::{Readable, readable};
pub use seed::{SeedError, Seeded, seed};

/// How long calls may take to end once the server stops.
const GRACE: Duration = Duration::from_secs(10);

pub struct Server;

#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error(transparent)]
    Office(#[from] OfficeError),
    #[error("can't listen on {0}: {1}")]
    Listen(SocketAddr, io::Error),
}

/// A server that answers calls. Dropping it ends it at once; [`Running::shutdown`] lets calls end first.
pub struct Running {
    /// Where it listens.
    pub addr: SocketAddr,
    office: Arc<Office>,
    stop: watch::Sender<bool>,
    serving: JoinHandle<io::Result<()>>,
    due_work: JoinHandle<()>,
}

impl Server {
    /// Opens the databases, finishes what an earlier run left unfinished, and answers calls.
    pub async fn start(config: Config) -> Result<Running, StartError> {
        let listen = config.listen;
        let office = Office::open(config).await?;
        // What failed is logged, and tried again at the next interval: one damaged report keeps nobody from the others.
        clock::daily::due_work(&office).await;
        let listener = TcpListener::bind(listen).await.map_err(|error| StartError::Listen(listen, error))?;
        let addr = listener.local_addr().map_err(|error| StartError::Listen(listen, error))?;
        let (stop, stopped) = watch::channel(false);
        let mut until = stopped.clone();
        let app = router::router(office.clone());
        let serving = tokio::spawn(async move {
            let stopping = async move {
                // A sender that is gone means the same as one that says stop.
                drop(until.wait_for(|stopped| *stopped).await);
            };
            axum::serve(listener, app).with_graceful_shutdown(stopping).await
        });
        let due_work = tokio::spawn(clock::daily::run(office.clone(), stopped));
        Ok(Running { addr, office, stop, serving, due_work })
    }
}

impl Running {
    pub fn url(&self) -> String {
        format!("http://{}", self.addr)
    }

    pub fn office(&self) -> &Arc<Office> {
        &self.office
    }

    /// Does the due work now instead of at the next interval. `false`: a fault; the log has more.
    pub async fn do_due_work(&self) -> bool {
        clock::daily::due_work(&self.office).await
    }

    /// Takes no more calls, lets those that run end, and closes the databases.
    pub async fn shutdown(mut self) {
        self.stop.send_replace(true);
        if tokio::time::timeout(GRACE, &mut self.serving).await.is_err() {
            self.serving.abort();
        }
        drop((&mut self.due_work).await);
        self.office.close().await;
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop.send_replace(true);
        self.serving.abort();
    }
}
