//! The real server as a process of its own, on loopback, with data of its own.

use crate::children::{Running, program};
use crate::{fixtures, wait};
use std::fs::File;
use std::io::Write as _;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

const READY: Duration = Duration::from_secs(60);

/// Stopped, and its data removed, when dropped.
pub struct Server {
    process: Option<Running>,
    port: u16,
    folder: TempDir,
    http: reqwest::Client,
}

impl Server {
    /// A server that holds the fixtures: reports, people and the website's token.
    pub async fn start() -> Self {
        Self::holding(&fixtures::folder()).await
    }

    /// A server that holds what lies in a folder of the same form.
    pub async fn holding(fixtures: &Path) -> Self {
        provide_tls();
        let mut server = Self {
            process: None,
            port: free_port(),
            folder: tempfile::Builder::new()
                .prefix("nearmiss-server-")
                .tempdir()
                .expect("a folder for the server's data"),
            http: reqwest::Client::new(),
        };
        let seeded =
            server.command("seed").arg("--fixtures").arg(fixtures).status().expect("the server can be started");
        assert!(seeded.success(), "seeding failed; the log says:\n{}", server.log());
        server.resume().await;
        server
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Everything that the server keeps on disk, its log included.
    pub fn data(&self) -> &Path {
        self.folder.path()
    }

    pub fn database(&self) -> PathBuf {
        self.data().join("reports.db")
    }

    pub fn keys(&self) -> PathBuf {
        self.data().join("keys.db")
    }

    /// The key under which all others are wrapped.
    pub fn master_key(&self) -> [u8; 32] {
        let file = crate::dump::files(self.data())
            .into_iter()
            .find(|path| path.extension().is_some_and(|ending| ending == "key"))
            .expect("the server keeps its master key in a file that ends in .key");
        let hex = std::fs::read_to_string(file).expect("the master key can be read");
        let mut key = [0; 32];
        for (byte, pair) in key.iter_mut().zip(hex.trim().as_bytes().chunks(2)) {
            let pair = std::str::from_utf8(pair).expect("hexadecimal digits");
            *byte = u8::from_str_radix(pair, 16).expect("hexadecimal digits");
        }
        key
    }

    pub fn log(&self) -> String {
        std::fs::read_to_string(self.log_path()).unwrap_or_default()
    }

    /// The answer's body; panics unless it is 200.
    pub async fn get(&self, path: &str, token: Option<&str>) -> serde_json::Value {
        let mut request = self.http.get(format!("{}{path}", self.url()));
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        let answer = request.send().await.expect("the server answers");
        let status = answer.status();
        let body = answer.text().await.expect("an answer has a body");
        assert!(status.is_success(), "GET {path}: {status} {body}");
        serde_json::from_str(&body).expect("the server answers in JSON")
    }

    /// The answer's body, null if it has none; panics unless it is a success.
    pub async fn post(&self, path: &str, token: &str, body: &serde_json::Value) -> serde_json::Value {
        let request = self.http.post(format!("{}{path}", self.url())).bearer_auth(token).json(body);
        let answer = request.send().await.expect("the server answers");
        let status = answer.status();
        let body = answer.text().await.expect("an answer has a body");
        assert!(status.is_success(), "POST {path}: {status} {body}");
        serde_json::from_str(&body).unwrap_or_default()
    }

    /// Gives a person a new password, as an administrator does; whoever is signed in is not any more.
    pub fn set_password(&self, name: &str, password: &str) {
        let mut admin = self.command("admin");
        admin.args(["reset-password", "--name", name, "--password-stdin"]).stdin(Stdio::piped());
        let mut admin = admin.spawn().expect("the server's program can be started");
        let said = admin.stdin.take().expect("its standard input").write_all(format!("{password}\n").as_bytes());
        said.expect("a password can be told");
        let done = admin.wait().expect("it ends");
        assert!(done.success(), "a new password was refused; the log says:\n{}", self.log());
    }

    /// The process goes, the data stay.
    pub fn stop(&mut self) {
        self.process = None;
    }

    /// Starts it again on the same data and address.
    pub async fn resume(&mut self) {
        self.resume_with(&[]).await;
    }

    /// [`Self::resume`] with further arguments.
    pub async fn resume_with(&mut self, arguments: &[&str]) {
        let mut command = self.command("serve");
        command.args(arguments);

        command.args(["--listen", &format!("127.0.0.1:{}", self.port)]);
        let mut process = Running::start(&mut command);
        let health = format!("{}/health", self.url());
        wait::until("the server to be ready", READY, async || {
            if let Some(status) = process.ended() {
                panic!("the server ended ({status}); its log says:\n{}", self.log());
            }
            let answer = self.http.get(&health).send().await;
            answer.is_ok_and(|answer| answer.status().is_success())
        })
        .await;
        self.process = Some(process);
    }

    fn command(&self, what: &str) -> Command {
        let log =
            File::options().create(true).append(true).open(self.log_path()).expect("the server's log can be written");
        let mut command = Command::new(program("nearmiss-server", "NEARMISS_SERVER_BIN"));
        command
            .arg(what)
            .arg("--database")
            .arg(format!("sqlite://{}", self.database().display()))
            .arg("--keys")
            .arg(format!("sqlite://{}", self.keys().display()))
            .stdin(Stdio::null())
            .stdout(log.try_clone().expect("a file handle can be copied"))
            .stderr(log);
        command
    }

    fn log_path(&self) -> PathBuf {
        self.data().join("server.log")
    }
}

/// A port of loopback that nobody listened on a moment ago.
pub fn free_port() -> u16 {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .and_then(|listener| listener.local_addr())
        .expect("loopback has a free port")
        .port()
}

/// The workspace builds reqwest without a TLS of its own: whoever makes a client names one.
pub(crate) fn provide_tls() {
    let _somebody_was_first = rustls::crypto::ring::default_provider().install_default();
}
