//! `cargo xtask test`: every check and every test, one after another, to the end, with one closing line.

use crate::counts::{Seen, Tally};
use crate::packages::{self, Purpose};
use crate::postgres::Cluster;
use crate::session::{self, HiddenDisplay, Keyring};
use crate::steps::{self, cargo, run_counted, step};
use crate::{TestArgs, children, eval, ui, workspace};
use anyhow::{Context, Result, bail};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// Test programs in `tests/tests/` that open the real window.
const WINDOW_TESTS: [&str; 2] = ["window", "demo"];

/// Files that tests write and that are committed: a difference means that somebody forgot to.
const GENERATED: [&str; 2] = ["ui/src/lib/backend/bindings", "docs/openapi.json"];

/// Answers whether everything passed. Whatever happens, the last line printed is `N passed, N failed`.
pub fn run(args: TestArgs) -> Result<bool> {
    let all = !(args.rust || args.ui || args.e2e);
    let parts = Parts { rust: all || args.rust, ui: all || args.ui, window: all || args.e2e };
    let mut tally = Tally::default();
    if let Err(error) = parts.run(&mut tally) {
        if children::interrupted() {
            return Err(error);
        }
        tally.fail(&format!("{error:#}"));
    }
    if !tally.failures.is_empty() {
        println!("\nFailed:");
        for failure in &tally.failures {
            println!("  {failure}");
        }
    }
    println!("{}", tally.closing_line());
    Ok(tally.all_passed())
}

/// Writes the UI's types: they are written by tests of the crate that they mirror.
pub fn types() -> Result<()> {
    step("Writing the UI's types", "", || run_cargo(&["test", "--quiet", "-p", "review", "--lib", "export_bindings"]))
}

#[derive(Clone, Copy)]
struct Parts {
    rust: bool,
    ui: bool,
    window: bool,
}

impl Parts {
    fn run(self, tally: &mut Tally) -> Result<()> {
        let native = self.rust || self.window;
        if native {
            if !cfg!(target_os = "linux") {
                bail!(
                    "the Rust tests and those in the real window need Linux: a Secret Service keyring, Xvfb, WebKitWebDriver and \
                     PostgreSQL of their own; here run `cargo xtask test --ui`"
                );
            }
            packages::ensure(&[Purpose::Build, Purpose::Keyring, Purpose::HiddenWindow, Purpose::Database])?;
        }
        ui::ensure_packages()?;
        if self.rust {
            check(tally, "cargo fmt", "Rust's formatting", "", &mut cargo(&["fmt", "--all", "--check"]))?;
        }
        if self.ui {
            ui_checks(tally)?;
        }
        // The app embeds the UI's build, so that without it nothing in Rust compiles.
        ui::ensure_built()?;
        if native {
            self.rust_tests(tally)?;
        }
        Ok(())
    }

    fn rust_tests(self, tally: &mut Tally) -> Result<()> {
        let before = generated()?;
        // One build for programs and tests together: built apart, Cargo would choose other features and compile much of it twice.
        step("Building server, app and tests", "5 to 15 min the first time", || {
            run_cargo(&["build", "--workspace", "--all-targets"])
        })?;
        if self.rust {
            let clippy = ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
            check(tally, "cargo clippy", "Clippy", "some minutes the first time", &mut cargo(&clippy))?;
        }

        let home = tempfile::Builder::new().prefix("nearmiss-home-").tempdir()?;
        let (keyring, display, database) = step("Starting keyring, display and database", "", || {
            session::program("WebKitWebDriver", "webkit2gtk-driver").context("no driver for the real window")?;
            Ok((Keyring::start(home.path())?, HiddenDisplay::start()?, Cluster::start()?))
        })?;
        let mut tests = cargo(&["test", "--no-fail-fast", "--workspace"]);
        tests.args(self.selection()?);
        keyring.enclose(&mut tests);
        display.lend(&mut tests);
        tests.env("NEARMISS_TEST_POSTGRES", database.url());
        name_programs(&mut tests, workspace::built_program);
        let (seen, succeeded) =
            step("Running the Rust tests", "some minutes", || run_counted(&mut tests, Seen::libtest))?;
        tally.add_run("Rust tests", &seen, succeeded);

        if self.rust {
            let held = step("The detector's figures", "", || eval::run(false))?;
            tally.check("cargo xtask eval", held);
            let after = generated()?;
            for path in before.keys().chain(after.keys()).filter(|path| before.get(*path) != after.get(*path)) {
                println!("    {} is not what the tests write; commit it", path.display());
            }
            tally.check("generated files: not as committed", before == after);
        }
        Ok(())
    }

    /// What to tell `cargo test`: everything, or the test programs of one side.
    fn selection(self) -> Result<Vec<String>> {
        if self.rust && self.window {
            return Ok(Vec::new());
        }
        let (window, others): (Vec<String>, Vec<String>) =
            test_programs()?.into_iter().partition(|name| WINDOW_TESTS.iter().any(|start| name.starts_with(start)));
        if self.window && window.is_empty() {
            bail!("no test of the real window: tests/tests has no file that begins with `window`");
        }
        let (inside, chosen) = if self.window { (Vec::new(), window) } else { (vec!["--lib", "--bins"], others) };
        let named = chosen.into_iter().flat_map(|name| ["--test".to_owned(), name]);
        Ok(inside.into_iter().map(str::to_owned).chain(named).collect())
    }
}

fn ui_checks(tally: &mut Tally) -> Result<()> {
    check(tally, "svelte-check", "The UI's types", "", ui::npm().args(["run", "check"]))?;
    check(tally, "UI lint", "The UI's lint", "", ui::npm().args(["run", "lint"]))?;
    let mut vitest = ui::npm();
    vitest.args(["test", "--", "--run"]);
    let (seen, succeeded) = step("The UI's tests", "", || run_counted(&mut vitest, Seen::vitest))?;
    tally.add_run("UI tests", &seen, succeeded);
    Ok(())
}

/// One check that counts as one; only an interrupt ends the run.
fn check(tally: &mut Tally, name: &str, what: &str, hint: &str, command: &mut Command) -> Result<()> {
    let outcome = step(what, hint, || steps::run(command));
    if children::interrupted() {
        bail!("interrupted");
    }
    tally.check(name, outcome.is_ok());
    Ok(())
}

/// Tells the tests which server and app to start.
pub fn name_programs(command: &mut Command, place: fn(&str) -> PathBuf) {
    command.env("NEARMISS_SERVER_BIN", place("nearmiss-server")).env("NEARMISS_APP_BIN", place("nearmiss-review"));
}

/// The names of the test programs of all members.
fn test_programs() -> Result<BTreeSet<String>> {
    let root = workspace::root();
    let mut members = vec![root.join("tests"), root.join("src-tauri")];
    for entry in fs::read_dir(root.join("crates")).context("reading crates/")? {
        members.push(entry?.path());
    }
    let mut names = BTreeSet::new();
    for entry in members.iter().filter_map(|member| fs::read_dir(member.join("tests")).ok()).flatten() {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "rs") {
            names.extend(path.file_stem().map(|name| name.to_string_lossy().into_owned()));
        }
    }
    Ok(names)
}

fn generated() -> Result<BTreeMap<PathBuf, u64>> {
    workspace::contents(&GENERATED.map(|path| workspace::root().join(path)), &[])
}

fn run_cargo(args: &[&str]) -> Result<()> {
    steps::run(&mut cargo(args))
}
