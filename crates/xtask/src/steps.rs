//! Runs one step after another, saying when a slow one begins and how long it took.

use crate::children::Running;
use crate::counts::Seen;
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::io::{BufRead, BufReader, Read};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// Says what begins (with `hint`, how long it usually takes, if that is long) and how long it took.
pub fn step<T>(what: &str, hint: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    let hint = if hint.is_empty() { String::new() } else { format!(" ({hint})") };
    println!("==> {what}{hint}");
    let begun = Instant::now();
    let outcome = work();
    let verdict = if outcome.is_ok() { "done in" } else { "failed after" };
    println!("    {verdict} {}", spoken(begun.elapsed()));
    outcome
}

/// Runs a program to its end, its output streaming through; an error unless it succeeds.
pub fn run(command: &mut Command) -> Result<()> {
    let line = spelled(command);
    let status = Running::start(command.stdin(Stdio::null()))?.wait()?;
    if !status.success() {
        bail!("`{line}` failed ({status})");
    }
    Ok(())
}

/// Builds with Cargo and answers where the program of `target` lies.
pub fn build(command: &mut Command, target: &str) -> Result<PathBuf> {
    let line = spelled(command);
    command.arg("--message-format=json-render-diagnostics").stdin(Stdio::null()).stdout(Stdio::piped());
    let mut running = Running::start(command)?;
    let messages = running.child().stdout.take().context("Cargo's messages")?;
    let reader = std::thread::spawn(move || std::io::read_to_string(messages));
    let status = running.wait()?;
    if !status.success() {
        bail!("`{line}` failed ({status})");
    }
    let Ok(messages) = reader.join() else { bail!("Cargo's messages could not be read") };
    program_in(&messages?, target).with_context(|| format!("`{line}` built no program for {target}"))
}

/// Runs a test program to its end, what it writes streaming through `read`; answers what was seen and whether it succeeded.
pub fn run_counted(command: &mut Command, read: fn(&mut Seen, &str)) -> Result<(Seen, bool)> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut running = Running::start(command)?;
    let output = running.child().stdout.take().context("the output of the tests")?;
    let errors = running.child().stderr.take().context("the output of the tests")?;
    let (sender, receiver) = mpsc::channel();
    // vitest names failed tests on standard error, Rust's harness on standard output.
    pass_on(output, sender.clone(), |line| print!("{line}"));
    pass_on(errors, sender, |line| eprint!("{line}"));
    let status = running.wait()?;
    // Whatever a test left behind would hold the pipes open.
    drop(running);
    let mut seen = Seen::default();
    while let Ok(line) = receiver.recv_timeout(Duration::from_secs(10)) {
        read(&mut seen, line.trim_end());
    }
    Ok((seen, status.success()))
}

fn pass_on(from: impl Read + Send + 'static, to: mpsc::Sender<String>, show: fn(&str)) {
    std::thread::spawn(move || {
        let mut from = BufReader::new(from);
        let mut line = Vec::new();
        while from.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
            let text = String::from_utf8_lossy(&line).into_owned();
            show(&text);
            if to.send(text).is_err() {
                break;
            }
            line.clear();
        }
    });
}

/// The command as one would type it.
pub fn spelled(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(command.get_args().map(|arg| arg.to_string_lossy().into_owned()));
    words.join(" ")
}

/// `cargo` as it was called for us, in the workspace's root. What `cargo run` told xtask about xtask is not passed on: build scripts
/// that look at it would run again after each change between `cargo xtask` and plain `cargo`.
pub fn cargo(args: &[&str]) -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command.args(args).current_dir(crate::workspace::root());
    for (name, _) in std::env::vars_os() {
        let about_xtask = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_", "CARGO_PRIMARY_"];
        if about_xtask.iter().any(|start| name.to_string_lossy().starts_with(start)) {
            command.env_remove(name);
        }
    }
    command
}

/// From Cargo's messages, one JSON object a line.
fn program_in(messages: &str, target: &str) -> Option<PathBuf> {
    let mut messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    messages.find_map(|message| {
        let is_it = message.pointer("/target/name")?.as_str()? == target;
        let program = message.get("executable")?.as_str()?;
        is_it.then(|| PathBuf::from(program))
    })
}

fn spoken(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 10 {
        format!("{:.1} s", time.as_secs_f64())
    } else if seconds < 120 {
        format!("{seconds} s")
    } else {
        format!("{} min {} s", seconds / 60, seconds % 60)
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    #[test]
    fn counts_what_a_program_printed() {
        let script = "echo 'test result: ok. 2 passed; 1 failed; 0 ignored'; echo 'test story ... FAILED' >&2; exit 3";
        let (seen, succeeded) = run_counted(Command::new("sh").args(["-c", script]), Seen::libtest).unwrap();
        assert_eq!((seen.passed, seen.failed), (2, 1));
        assert_eq!(seen.failures, ["story"]);
        assert!(!succeeded);
    }

    #[test]
    fn a_failure_names_the_command() {
        let error = run(Command::new("sh").args(["-c", "exit 4"])).unwrap_err();
        assert!(error.to_string().contains("`sh -c exit 4` failed"), "{error}");
    }

    #[test]
    fn finds_the_program_of_a_target_among_cargos_messages() {
        let messages = r#"{"reason":"compiler-artifact","target":{"name":"demo"},"executable":null}
{"reason":"compiler-artifact","target":{"name":"other"},"executable":"/t/other"}
not JSON
{"reason":"compiler-artifact","target":{"name":"demo"},"executable":"/t/demo-1"}"#;
        assert_eq!(program_in(messages, "demo"), Some(PathBuf::from("/t/demo-1")));
        assert_eq!(program_in(messages, "absent"), None);
    }

    #[test]
    fn times_are_read_aloud() {
        assert_eq!(spoken(Duration::from_millis(3240)), "3.2 s");
        assert_eq!(spoken(Duration::from_secs(61)), "61 s");
        assert_eq!(spoken(Duration::from_secs(125)), "2 min 5 s");
    }
}
