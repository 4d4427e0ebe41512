//! `cargo xtask bench`: how fast the detector is, and how fast the best-known open tool on the same texts and machine; with
//! `--desk`, what a key press costs on the desk; with `--window`, what the real window costs.

use crate::BenchArgs;
use crate::steps::{self, cargo, step};
use crate::test::name_programs;
use crate::workspace::{released_program, root, target};
use crate::{demo, packages, ui};
use anyhow::Result;
use packages::Purpose;
use std::process::Command;

/// Measures one after another, so that nothing competes; the figures go to standard output.
pub fn run(args: BenchArgs) -> Result<()> {
    if args.desk {
        return step("the desk, one key press at a time", "some minutes", || {
            steps::run(&mut cargo(&["bench", "--package", "domain", "--bench", "assess"]))
        });
    }
    if args.window {
        return window();
    }
    let texts = root().join("fixtures/pii/train");
    if !args.short {
        step("Criterion's benchmarks", "some minutes", || {
            steps::run(&mut cargo(&["bench", "--package", "detect", "--bench", "find"]))
        })?;
    }
    step("the detector on the narratives, in a fresh process", "", || {
        steps::run(
            cargo(&["run", "--release", "--package", "detect", "--example", "speed", "--", "--linear"]).arg(&texts),
        )
    })?;
    if args.presidio {
        let benches = root().join("crates/detect/benches");
        let environment = target().join("presidio");
        let python = environment.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
        step("installing Presidio", "a minute the first time", || {
            if !python.exists() {
                let system = if cfg!(windows) { "python" } else { "python3" };
                steps::run(Command::new(system).args(["-m", "venv"]).arg(&environment))?;
            }
            let mut pip = Command::new(&python);
            steps::run(pip.args(["-m", "pip", "install", "--quiet", "-r"]).arg(benches.join("presidio.txt")))
        })?;
        step("Presidio on the narratives (the last line: characters a second)", "", || {
            steps::run(Command::new(&python).arg(benches.join("presidio.py")).arg(&texts))
        })?;
    }
    Ok(())
}

fn window() -> Result<()> {
    const FIGURES: &str = "window_figures";
    packages::ensure(&[Purpose::Build, Purpose::Keyring, Purpose::HiddenWindow])?;
    ui::ensure_packages()?;
    ui::ensure_built()?;
    // What is measured is what reviewers get, with one difference: a shell for release can't be driven. What measures need not
    // be fast.
    const DRIVEN: &str = "profile.release.package.nearmiss-review.debug-assertions=true";
    step("Building the server and the app for release", "10 to 20 min the first time", || {
        let mut build = cargo(&["build", "--release", "--package", "server", "--package", "nearmiss-review", "--bins"]);
        steps::run(build.args(["--config", DRIVEN]))
    })?;
    let mut build = cargo(&["build", "--package", "tests", "--example", FIGURES]);
    let figures = step("Building what measures them", "", || steps::build(&mut build, FIGURES))?;
    let mut figures = Command::new(figures);
    name_programs(&mut figures, released_program);
    demo::run_hidden(&mut figures, "The window, a queue and a report at a time")
}
