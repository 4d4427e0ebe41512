//! A wire between app and server that can be cut and mended.

use std::net::SocketAddr;
use std::sync::Arc;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// Forwards loopback connections to a server until it is cut; gone when dropped.
pub struct Relay {
    address: SocketAddr,
    whole: Arc<watch::Sender<bool>>,
    deaf: Arc<watch::Sender<bool>>,
}

impl Relay {
    /// A whole wire to the server at this address ("http://127.0.0.1:port").
    pub async fn to(server: &str) -> Self {
        let target = server.trim_start_matches("http://").to_owned();
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("loopback has a free port");
        let address = listener.local_addr().expect("a listener has an address");
        let (whole, watched) = watch::channel(true);
        let (deaf, heard) = watch::channel(false);
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                tokio::spawn(forward(near, target.clone(), watched.clone(), heard.clone()));
            }
        });
        Self { address, whole: Arc::new(whole), deaf: Arc::new(deaf) }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What is asked still arrives, and no answer comes back: the connection ends instead.
    pub fn lose_answers(&self) {
        self.deaf.send_replace(true);
    }

    /// Ends every connection; new ones are closed at once.
    pub fn cut(&self) {
        self.whole.send_replace(false);
    }

    pub fn mend(&self) {
        self.deaf.send_replace(false);
        self.whole.send_replace(true);
    }
}

async fn forward(
    mut near: TcpStream,
    target: String,
    mut whole: watch::Receiver<bool>,
    mut deaf: watch::Receiver<bool>,
) {
    if !*whole.borrow_and_update() {
        return;
    }
    let Ok(mut far) = TcpStream::connect(&target).await else { return };
    tokio::select! {
        _ = copy_bidirectional(&mut near, &mut far) => {}
        () = async { drop(whole.wait_for(|whole| !whole).await) } => {}
        // What is watched is let go before anything else is waited for.
        () = async { drop(deaf.wait_for(|deaf| *deaf).await) } => {
            let (mut asks, mut tells) = near.split();
            let (mut answers, mut hears) = far.split();
            // The first byte of an answer says that what was asked has been done.
            let mut first = [0; 1];
            tokio::select! {
                _ = tokio::io::copy(&mut asks, &mut hears) => {}
                _ = answers.read(&mut first) => {}
            }
            drop(tells.shutdown().await);
        }
    }
}
