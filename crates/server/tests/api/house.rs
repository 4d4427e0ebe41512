//! A server for one test: in this process, over real HTTP, on databases of its own, with a clock that the test moves.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
};

use jiff::Timestamp;
use server::{Config, MasterKey, Running, Server, config::system_random};
use sqlx::Executor as _;

/// 20 November 2026, a Friday, 10 in the morning in New York.
pub const BEGIN: i64 = 1_795_186_800;
pub const DAY: i64 = 24 * 3600;
pub const PASSWORD: &str = "a long enough password";
pub const SERVICE_TOKEN: &str = "the website's token, of sufficient length";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    Sqlite,
    Postgres,
}

/// Databases, and the servers on them.
pub struct House {
    pub on: On,
    pub folder: tempfile::TempDir,
    pub database: String,
    pub keys: String,
    pub master: MasterKey,
    pub clock: Arc<AtomicI64>,
    pub servers: Vec<Running>,
    pub http: reqwest::Client,
    drop_later: Vec<String>,
}

impl House {
    pub async fn build(on: On) -> Self {
        Self::with(on, 1, |_| {}).await
    }

    /// Several servers on the same databases; `change` may alter their configuration.
    pub async fn with(on: On, servers: usize, change: impl Fn(&mut Config)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (database, keys, drop_later) = match on {
            On::Sqlite => {
                let url = |name: &str| format!("sqlite://{}", folder.path().join("data").join(name).display());
                (url("main.db"), url("keys.db"), Vec::new())
            }
            On::Postgres => {
                let (main, keys) = (new_database().await, new_database().await);
                (postgres_url(&main), postgres_url(&keys), vec![main, keys])
            }
        };
        let clock = Arc::new(AtomicI64::new(BEGIN));
        let mut house = Self {
            on,
            folder,
            database,
            keys,
            master: MasterKey::new([42; 32]),
            clock,
            servers: Vec::new(),
            http: http(),
            drop_later,
        };
        for _ in 0..servers {
            let mut config = house.config();
            change(&mut config);
            house.servers.push(Server::start(config).await.unwrap());
        }
        house
    }

    pub fn config(&self) -> Config {
        let listen = "127.0.0.1:0".parse().unwrap();
        let mut config = Config::new(self.database.clone(), self.keys.clone(), listen, self.master.clone());
        let clock = self.clock.clone();
        config.clock = Arc::new(move || Timestamp::from_second(clock.load(Ordering::SeqCst)).unwrap());
        config.service_token = Some(SERVICE_TOKEN.into());
        // Due work is done when a test says so.
        config.due_work_every = std::time::Duration::from_secs(1_000_000);
        config.limits.per_person = 100_000.try_into().unwrap();
        config.limits.per_service = 100_000.try_into().unwrap();
        config.limits.sign_ins = 100_000.try_into().unwrap();
        config.limits.sign_ins_per_name = 100_000.try_into().unwrap();
        config
    }

    pub fn office(&self) -> &server::Office {
        self.servers[0].office()
    }

    /// The address of one of the servers, in turn.
    pub fn url(&self) -> String {
        static TURN: AtomicU64 = AtomicU64::new(0);
        let turn = TURN.fetch_add(1, Ordering::SeqCst) as usize % self.servers.len();
        self.servers[turn].url()
    }

    pub fn advance(&self, seconds: i64) {
        self.clock.fetch_add(seconds, Ordering::SeqCst);
    }

    pub async fn due_work(&self) {
        assert!(self.servers[0].do_due_work().await);
    }

    /// What holders of these databases and the master key can read, as one string, and how many parts stay closed.
    pub async fn readable(&self) -> (String, usize) {
        let (opened, closed) =
            server::readable(&self.database, &self.keys, &self.master, &system_random()).await.unwrap();
        let all: Vec<_> = opened.into_iter().map(|part| part.plain.into_exposed()).collect();
        (all.join("\n"), closed)
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join("data").join(name)
    }

    /// A query whose one column is text, straight on the main database.
    pub async fn column(&self, sql: &'static str) -> Vec<String> {
        let pool = sqlx::AnyPool::connect(&self.database).await.unwrap();
        let rows: Vec<Option<String>> = sqlx::query_scalar(sql).fetch_all(&pool).await.unwrap();
        pool.close().await;
        rows.into_iter().flatten().collect()
    }

    /// Under which id a report is published, which no answer tells.
    pub async fn publication(&self, report: uuid::Uuid) -> uuid::Uuid {
        let sql = format!("SELECT publication_id FROM reports WHERE id = '{report}'");
        self.column(sql.leak()).await.remove(0).parse().unwrap()
    }

    /// Ends the servers and lets go of the databases.
    pub async fn end(mut self) {
        for server in self.servers.drain(..) {
            server.shutdown().await;
        }
        for name in &self.drop_later {
            let pool = sqlx::PgPool::connect(&maintenance_url()).await.unwrap();
            pool.execute(sqlx::raw_sql(sqlx::AssertSqlSafe(format!("DROP DATABASE {name} WITH (FORCE)"))))
                .await
                .unwrap();
            pool.close().await;
        }
    }
}

/// The client wants a TLS library even where it needs none.
pub fn http() -> reqwest::Client {
    drop(rustls::crypto::ring::default_provider().install_default());
    reqwest::Client::new()
}

fn maintenance_url() -> String {
    std::env::var("NEARMISS_TEST_POSTGRES").expect(
        "NEARMISS_TEST_POSTGRES is not set: it names the PostgreSQL server of the tests, as `cargo xtask test` does, for example \
         postgres://postgres@127.0.0.1:5432/postgres",
    )
}

fn postgres_url(name: &str) -> String {
    let url = maintenance_url();
    let (server, _) = url.rsplit_once('/').unwrap();
    format!("{server}/{name}")
}

async fn new_database() -> String {
    let name = format!("server_{}", uuid::Uuid::new_v4().simple());
    let pool = sqlx::PgPool::connect(&maintenance_url()).await.unwrap();
    pool.execute(sqlx::raw_sql(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}")))).await.unwrap();
    pool.close().await;
    name
}

/// The same test on both databases.
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread")] async fn $name() { super::$name(crate::house::On::Sqlite).await; })+
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread")] async fn $name() { super::$name(crate::house::On::Postgres).await; })+
        }
    };
}
