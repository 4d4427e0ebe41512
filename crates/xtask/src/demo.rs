//! `cargo xtask demo`: server, fixtures and app at one stroke; without a display the story in the real window, with screenshots.

use crate::children::Running;
use crate::packages::{self, Purpose};
use crate::postgres::free_port;
use crate::session::{HiddenDisplay, Keyring, display_present};
use crate::steps::{self, cargo, step};
use crate::test::name_programs;
use crate::workspace::{self, Stamp};
use crate::{DemoArgs, ui};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// The test that plays the whole story through the real window.
const STORY: &str = "demo";
/// The test that looks at every screen.
const SCREENS: &str = "window_screens";
const FIRST_BUILD: &str = "5 to 15 min the first time, then seconds";

pub fn run(args: DemoArgs) -> Result<()> {
    let visible = display_present() && !args.screenshots;
    let mut purposes = vec![Purpose::Build, Purpose::Keyring];
    if !visible {
        purposes.push(Purpose::HiddenWindow);
    }
    packages::ensure(&purposes)?;
    ui::ensure_packages()?;
    ui::ensure_built()?;
    let test = if args.screenshots { SCREENS } else { STORY };
    let test_program = build(test)?;
    if visible {
        open_app(args)
    } else if args.screenshots {
        let images = workspace::root().join("docs").join("images");
        play(&test_program, "Looking at every screen", "NEARMISS_IMAGES_OUT", &images)
    } else {
        println!("No display: playing the story in a hidden window.");
        let pictures = workspace::root().join("target").join("demo");
        clear(&pictures)?;
        play(&test_program, "Playing the story of one report", "NEARMISS_DEMO_OUT", &pictures)
    }
}

/// Builds everything that runs, and answers where the program of this test lies. That is built even if it is not going to be played: with it
/// Cargo chooses the same features as for `cargo xtask test`, and each command finds what the other built.
fn build(test: &str) -> Result<PathBuf> {
    let mut build = cargo(&["build", "--workspace", "--bins", "--test", test]);
    if cfg!(windows) {
        // It is running, and Windows does not let a running program be replaced.
        build.args(["--exclude", "xtask"]);
    }
    step("Building the server and the app", FIRST_BUILD, || steps::build(&mut build, test))
}

/// The app in a window, on data that stay until the fixtures change.
fn open_app(args: DemoArgs) -> Result<()> {
    let data = DemoData::prepare(args.fresh)?;
    let (mut server, address) = data.serve()?;
    let keyring = match cfg!(target_os = "linux") {
        true => Some(step("Starting a keyring for the demo", "", || Keyring::start(&data.folder.join("session")))?),
        false => None,
    };
    println!("\n{}\n\nServer: http://{address}\nPress Ctrl-C here, or close the window, to end.\n", sign_ins()?);

    let mut app = Command::new(workspace::built_program("nearmiss-review"));
    app.env("NEARMISS_SERVER_URL", format!("http://{address}"))
        .env("NEARMISS_DATA_DIR", data.folder.join("app"))
        .stdin(Stdio::null());
    if let Some(keyring) = &keyring {
        keyring.lend(&mut app);
    }
    let mut app = Running::start(&mut app)?;
    loop {
        if let Some(status) = app.wait_a_turn()? {
            return if status.success() { Ok(()) } else { bail!("the app ended with an error ({status})") };
        }
        if let Some(status) = server.ended()? {
            bail!("the server ended ({status}); its log is {}", data.log().display());
        }
    }
}

/// Runs a test in a hidden window, which leaves its pictures in a folder.
fn play(test: &Path, what: &str, variable: &str, pictures: &Path) -> Result<()> {
    println!("\n{}\n", sign_ins()?);
    let mut test = Command::new(test);
    name_programs(&mut test, workspace::built_program);
    run_hidden(test.arg("--nocapture").env(variable, pictures), what)?;

    let mut names: Vec<PathBuf> = fs::read_dir(pictures)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    names.retain(|path| path.extension().is_some_and(|ending| ending == "png"));
    names.sort();
    if names.is_empty() {
        bail!("the test left no screenshots in {}", pictures.display());
    }
    println!("\nScreenshots:");
    for name in names {
        println!("  {}", name.strip_prefix(workspace::root()).unwrap_or(&name).display());
    }
    Ok(())
}

/// Runs a program of `tests/` with a hidden display and a keyring.
pub fn run_hidden(program: &mut Command, what: &str) -> Result<()> {
    let home = tempfile::Builder::new().prefix("nearmiss-home-").tempdir()?;
    let (keyring, display) =
        step("Starting keyring and display", "", || Ok((Keyring::start(home.path())?, HiddenDisplay::start()?)))?;
    program.current_dir(workspace::root().join("tests"));
    keyring.enclose(program);
    display.lend(program);
    step(what, "2 to 5 min", || steps::run(program))
}

/// The demo server's databases and log, and the app's data that go with them.
struct DemoData {
    folder: PathBuf,
    seeded: Stamp,
    fixtures: PathBuf,
}

impl DemoData {
    /// Data of other fixtures, or of an attempt that was cut short, are thrown away.
    fn prepare(fresh: bool) -> Result<Self> {
        let fixtures = workspace::root().join("fixtures");
        let data = Self { folder: workspace::target().join("demo-data"), seeded: Stamp::named("demo-data"), fixtures };
        // Not the whole folder: the annotated examples beside these have nothing to do with the demo.
        let seeds = ["reports", "users.json", "service-token.txt"].map(|name| data.fixtures.join(name));
        let state = workspace::fingerprint(&seeds, &[])?;
        if fresh || !data.seeded.says(&state) {
            data.seeded.forget();
            clear(&data.folder)?;
            step("Filling the demo's database from fixtures/", "some seconds", || {
                steps::run(data.server("seed").arg("--fixtures").arg(&data.fixtures))
            })?;
            data.seeded.note(&state)?;
        }
        Ok(data)
    }

    /// A command of the server on this database.
    fn server(&self, command: &str) -> Command {
        let url = |name: &str| format!("sqlite://{}", self.folder.join(name).display());
        let mut server = Command::new(workspace::built_program("nearmiss-server"));
        server.arg(command).arg("--database").arg(url("reports.db")).arg("--keys").arg(url("keys.db"));
        server
    }

    fn serve(&self) -> Result<(Running, String)> {
        let address = format!("127.0.0.1:{}", self.port()?);
        let log = fs::File::create(self.log()).context("the server's log")?;
        let server = step("Starting the server", "", || {
            let mut command = self.server("serve");
            command.args(["--listen", &address]).stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
            let mut server = Running::start(&mut command)?;
            server
                .wait_until(Duration::from_secs(30), || Ok(is_healthy(&address)))
                .with_context(|| format!("the server's log is {}", self.log().display()))?;
            Ok(server)
        })?;
        Ok((server, address))
    }

    fn log(&self) -> PathBuf {
        self.folder.join("server.log")
    }

    /// The port of last time if it is still free: the app keeps one store per server address.
    fn port(&self) -> Result<u16> {
        let note = self.folder.join("port");
        let last = fs::read_to_string(&note).ok().and_then(|text| text.parse::<u16>().ok());
        if let Some(port) = last.filter(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok()) {
            return Ok(port);
        }
        let port = free_port()?;
        fs::write(&note, port.to_string())?;
        Ok(port)
    }
}

/// Whether `GET /health` answers 200.
fn is_healthy(address: &str) -> bool {
    let ask = || -> std::io::Result<String> {
        let mut stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(Duration::from_secs(2)))?;
        write!(stream, "GET /health HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    };
    ask().is_ok_and(|answer| answer.starts_with("HTTP/1.1 200 "))
}

/// The demo's people as lines for the terminal.
fn sign_ins() -> Result<String> {
    let path = workspace::root().join("fixtures").join("users.json");
    let users = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    sign_ins_in(&users).with_context(|| format!("reading {}", path.display()))
}

fn sign_ins_in(users: &str) -> Result<String> {
    let users: Vec<Value> = serde_json::from_str(users)?;
    let mut lines = vec!["Sign in as one of these (they exist only here):".to_owned()];
    for user in &users {
        let text =
            |name: &str| user.get(name).and_then(Value::as_str).with_context(|| format!("a user without {name}"));
        let roles: Vec<&str> =
            user.get("roles").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
        lines.push(format!(
            "  {:<12} {:<28} {} ({})",
            text("name")?,
            text("password")?,
            text("display")?,
            roles.join(", ").replace('_', " ")
        ));
    }
    Ok(lines.join("\n"))
}

fn clear(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("emptying {}", folder.display()))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("creating {}", folder.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sign_ins_name_everybody_with_password_and_roles() {
        let users = r#"[{"name":"ida","display":"Ida R.","roles":["stage_one"],"password":"one two"}]"#;
        let lines = sign_ins_in(users).unwrap();
        let line = lines.lines().nth(1).unwrap();
        for part in ["ida", "Ida R.", "stage one", "one two"] {
            assert!(line.contains(part), "{line}");
        }
        assert!(sign_ins_in(r#"[{"name":"ida"}]"#).is_err());
    }

    #[test]
    fn only_a_200_is_healthy() {
        for (answer, healthy) in [("HTTP/1.1 200 OK\r\n\r\n", true), ("HTTP/1.1 503 No\r\n\r\n", false)] {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
            let address = listener.local_addr().unwrap().to_string();
            let server = std::thread::spawn(move || {
                let (mut stream, _) = listener.accept().unwrap();
                let mut request = [0; 512];
                let _read = stream.read(&mut request).unwrap();
                stream.write_all(answer.as_bytes()).unwrap();
            });
            assert_eq!(is_healthy(&address), healthy);
            server.join().unwrap();
        }
    }
}
