//! Starting: folders, keys, schema, and the command line.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    path::Path,
    process::{Child, Command, Output, Stdio},
};

use server::{KeyStoreError, MasterKey, OfficeError, Server, StartError};
use sqlx::Executor as _;

use crate::{
    house::{House, On},
    people::all_at_once,
    texts,
};

on_both!(
    databases_that_do_not_belong_together_are_refused,
    a_database_of_a_newer_program_is_refused,
    a_database_of_an_older_program_gets_what_is_new,
    several_servers_start_at_once,
    a_restart_keeps_everything,
);

async fn start_error(config: server::Config) -> StartError {
    match Server::start(config).await {
        Ok(_) => panic!("it started"),
        Err(error) => error,
    }
}

async fn databases_that_do_not_belong_together_are_refused(on: On) {
    let house = House::build(on).await;
    house.website().submit(&texts::submission()).await;
    let mut config = house.config();
    config.master_key = MasterKey::new([1; 32]);
    let error = start_error(config).await;
    assert!(matches!(error, StartError::Office(OfficeError::Keys(KeyStoreError::OtherMasterKey))), "{error}");
    let mut config = house.config();
    config.keys = config.database.clone();
    assert!(matches!(start_error(config).await, StartError::Office(OfficeError::OneDatabase)));
    let elsewhere = House::build(On::Sqlite).await;
    let mut config = house.config();
    config.keys = elsewhere.keys.clone();
    assert!(matches!(start_error(config).await, StartError::Office(OfficeError::KeysGone)));
    let mut config = house.config();
    config.listen = house.servers[0].addr;
    assert!(matches!(start_error(config).await, StartError::Listen(..)));
    elsewhere.end().await;
    house.end().await;
}

async fn a_database_of_a_newer_program_is_refused(on: On) {
    let house = House::build(on).await;
    let pool = sqlx::AnyPool::connect(&house.database).await.unwrap();
    pool.execute("INSERT INTO schema_version (version) VALUES (99)").await.unwrap();
    pool.close().await;
    let error = start_error(house.config()).await;
    assert!(error.to_string().contains("newer version"), "{error}");
    house.end().await;
}

async fn a_database_of_an_older_program_gets_what_is_new(on: On) {
    let mut house = House::build(on).await;
    house.servers.remove(0).shutdown().await;
    let pool = sqlx::AnyPool::connect(&house.database).await.unwrap();
    for back_to_version_1 in [
        "DROP TABLE audit_days",
        "DROP TABLE farewells",
        "DROP TABLE questions",
        "DROP TABLE letters",
        "DROP TABLE tallies",
        "DROP TABLE library_words",
        "ALTER TABLE reports DROP COLUMN flag",
        "ALTER TABLE publications DROP COLUMN number",
        "ALTER TABLE reports DROP COLUMN event",
        "ALTER TABLE reports DROP COLUMN entered",
        "ALTER TABLE reports DROP COLUMN waiting_since",
        "ALTER TABLE reports DROP COLUMN waits",
        "DROP TABLE library_changes",
        "DROP TABLE published_events",
        "DROP TABLE linked_publications",
        "DROP TABLE parted",
        "DROP INDEX publications_by_event",
        "ALTER TABLE publications DROP COLUMN event",
        "ALTER TABLE audit DROP COLUMN whom",
        "DROP TABLE recovery_codes",
        "ALTER TABLE users DROP COLUMN totp_step",
        "ALTER TABLE users DROP COLUMN password_due",
        "ALTER TABLE users DROP COLUMN suspended",
        "ALTER TABLE users DROP COLUMN agencies_sealed",
        "DELETE FROM schema_version WHERE version > 1",
    ] {
        assert!(pool.execute(back_to_version_1).await.is_ok());
    }
    pool.close().await;
    house.servers.push(Server::start(house.config()).await.unwrap());
    house.website().submit(&crate::texts::submission()).await;
    assert_eq!(house.column("SELECT who FROM audit_days").await, ["website"]);
    house.end().await;
}

async fn several_servers_start_at_once(on: On) {
    let house = House::with(on, 0, |_| {}).await;
    let started = all_at_once((0..4).map(|_| Server::start(house.config()))).await;
    for server in started {
        server.unwrap().shutdown().await;
    }
    house.end().await;
}

async fn a_restart_keeps_everything(on: On) {
    let mut house = House::build(on).await;
    house.website().submit(&texts::submission()).await;
    let token = house.sign_in("one").await.token;
    for server in house.servers.drain(..) {
        server.shutdown().await;
    }
    let mut config = house.config();
    config.service_token = None;
    house.servers.push(Server::start(config).await.unwrap());
    let one = crate::people::Caller { token, ..house.nobody() };
    assert_eq!(one.cards().await.len(), 1);
    house.website().submit(&texts::submission()).await;
    assert_eq!(one.cards().await.len(), 2);
    house.end().await;
}

fn program(data: &Path) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_nearmiss-server"));
    for name in
        ["NEARMISS_MASTER_KEY", "NEARMISS_SERVICE_TOKEN", "NEARMISS_DATABASE", "NEARMISS_KEYS", "RUST_BACKTRACE"]
    {
        program.env_remove(name);
    }
    program.current_dir(data.parent().unwrap()).stdin(Stdio::null());
    program
}

fn run(data: &Path, arguments: &[&str], input: &str) -> Output {
    let mut program = program(data);
    program
        .args(arguments)
        .args(["--data", "data"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = program.spawn().unwrap();
    // A program that ends without reading closes its side.
    drop(child.stdin.take().unwrap().write_all(input.as_bytes()));
    child.wait_with_output().unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// Starts the program and waits until it says where it listens. Its log is read no further, and stays open.
fn serving(data: &Path) -> (Child, String, impl Sized) {
    let mut program = program(data);
    program.args(["serve", "--data", "data", "--listen", "127.0.0.1:0"]).stderr(Stdio::piped());
    let mut child = program.spawn().unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let address = loop {
        let line = lines.next().expect("it ended").unwrap();
        let line: serde_json::Value = serde_json::from_str(&line).unwrap();
        if line["message"] == "listening" {
            break line["address"].as_str().unwrap().to_owned();
        }
    };
    (child, address, lines)
}

#[tokio::test(flavor = "multi_thread")]
async fn from_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    let fixtures = fixtures.to_str().unwrap();
    let seeded = run(&data, &["seed", "--fixtures", fixtures], "");
    assert!(seeded.status.success(), "{}", said(&seeded));
    let files = std::fs::read_dir(Path::new(fixtures).join("reports")).unwrap().count();
    assert!(said(&seeded).contains(&format!("4 people and {files} reports added")), "{}", said(&seeded));
    assert!(said(&run(&data, &["seed", "--fixtures", fixtures], "")).contains("0 people and 0 reports added"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        for (name, mode) in [("", 0o700), ("main.db", 0o600), ("keys.db", 0o600), ("master.key", 0o600)] {
            let found = std::fs::metadata(data.join(name)).unwrap().permissions().mode() & 0o777;
            assert_eq!(found, mode, "{name}");
        }
    }

    let create = ["admin", "create", "--name", "ida", "--display", "Ida R.", "--role", "staff", "--password-stdin"];
    assert!(said(&run(&data, &create, "too short\n")).contains("at least 14 characters"));
    assert!(run(&data, &create, "a long enough password\n").status.success());
    assert!(said(&run(&data, &create, "a long enough password\n")).contains("taken"));
    assert!(said(&run(&data, &["admin", "list"], "")).contains("ida\tIda R.\tstaff"));
    let reset = ["admin", "reset-password", "--name", "ida", "--password-stdin"];
    assert!(run(&data, &reset, "yet another password\n").status.success());

    let (mut child, address, _log) = serving(&data);
    let http = crate::house::http();
    let sign_in = serde_json::json!({ "name": "ida", "password": "yet another password" }).to_string();
    let answer = http.post(format!("http://{address}/v1/sessions")).body(sign_in).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    child.kill().unwrap();
    child.wait().unwrap();
    // Killed in the middle, and up again.
    let (mut child, address, _log) = serving(&data);
    assert_eq!(http.get(format!("http://{address}/health")).send().await.unwrap().status(), 200);
    child.kill().unwrap();
    child.wait().unwrap();

    let remote = run(&data, &["serve", "--listen", "0.0.0.0:0"], "");
    assert!(!remote.status.success() && said(&remote).contains("--allow-remote"), "{}", said(&remote));
    std::fs::rename(data.join("master.key"), data.join("elsewhere")).unwrap();
    let keyless = run(&data, &["serve", "--listen", "127.0.0.1:0"], "");
    assert!(!keyless.status.success() && said(&keyless).contains("master key is gone"), "{}", said(&keyless));
    assert!(!data.join("master.key").exists(), "never made anew");
}

#[cfg(unix)]
#[test]
fn a_signal_ends_the_program_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let (mut child, _, _log) = serving(&data);
    let killed = Command::new("kill").arg(child.id().to_string()).status().unwrap();
    assert!(killed.success());
    assert!(child.wait().unwrap().success());
    assert!(!data.join("main.db-wal").exists(), "the databases were closed");
}

/// Texts, passwords, tokens and claim codes that were sent or answered are not in the log, refused or not.
#[tokio::test(flavor = "multi_thread")]
async fn the_log_holds_nothing_of_what_was_said() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let create = ["admin", "create", "--name", "ida", "--display", "Ida R.", "--role", "stage_one", "--password-stdin"];
    assert!(run(&data, &create, "a long enough password\n").status.success());
    std::fs::write(folder.path().join("token"), format!("{}\n", crate::house::SERVICE_TOKEN)).unwrap();
    let mut program = program(&data);
    program.args(["serve", "--data", "data", "--listen", "127.0.0.1:0", "--service-token-file", "token"]);
    let mut child = program.stderr(Stdio::piped()).spawn().unwrap();
    let mut log = String::new();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let address = loop {
        let line: serde_json::Value = serde_json::from_str(&lines.next().expect("it ended").unwrap()).unwrap();
        if line["message"] == "listening" {
            break line["address"].as_str().unwrap().to_owned();
        }
    };
    let http = crate::house::http();
    let call = |method: reqwest::Method, path: &str, token: &str, body: String| {
        http.request(method, format!("http://{address}{path}")).bearer_auth(token).body(body).send()
    };
    let mut submission = serde_json::to_value(texts::submission()).unwrap();
    let website = crate::house::SERVICE_TOKEN;
    let post = reqwest::Method::POST;
    let receipt = call(post.clone(), "/v1/submissions", website, submission.to_string()).await.unwrap();
    let receipt: wire::Receipt = serde_json::from_str(&receipt.text().await.unwrap()).unwrap();
    submission["answers"]["region"] = "Delacroix-Pruitt".into();
    assert_eq!(call(post.clone(), "/v1/submissions", website, submission.to_string()).await.unwrap().status(), 400);
    let sign_in = serde_json::json!({ "name": "ida", "password": "a long enough password" }).to_string();
    let session = call(post.clone(), "/v1/sessions", "", sign_in).await.unwrap().text().await.unwrap();
    let session: wire::Session = serde_json::from_str(&session).unwrap();
    let token = session.token.as_str();
    let chosen = serde_json::json!({ "old": "a long enough password", "new": "one of my own choice" }).to_string();
    assert_eq!(call(post.clone(), "/v1/account/password", token, chosen).await.unwrap().status(), 204);
    let changes =
        call(reqwest::Method::GET, "/v1/changes?cursor=Delacroix-Pruitt", token, String::new()).await.unwrap();
    assert_eq!(changes.status(), 400);
    assert_eq!(call(post, "/v1/reports/Delacroix-Pruitt/events", token, "{}".to_owned()).await.unwrap().status(), 404);
    child.kill().unwrap();
    child.wait().unwrap();
    for line in lines {
        log.push_str(&line.unwrap());
    }
    assert!(log.contains("/v1/changes") && log.contains("/v1/sessions"), "{log}");
    let secrets = [
        "Delacroix",
        "a long enough password",
        "my own choice",
        "ida",
        website,
        token,
        receipt.claim_code.as_str(),
        "/v1/submissions",
    ];
    for secret in secrets {
        assert!(!log.contains(secret), "{secret}");
    }
}
