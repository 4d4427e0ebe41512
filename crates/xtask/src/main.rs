//! `cargo xtask`: the commands that set up, show and check the whole product.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line tool speaks to the person at the terminal"
)]

mod bench;
mod children;
mod counts;
mod demo;
mod eval;
mod packages;
mod postgres;
mod session;
mod steps;
mod test;
mod train;
mod ui;
mod workspace;

use clap::{Args, Parser, Subcommand};
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Sets up, shows and checks Near Miss Review.")]
struct Cli {
    #[command(subcommand)]
    command: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Install what is missing, build, start a server with fixtures and open the app; without a display, play the story and take screenshots
    Demo(DemoArgs),
    /// Install what is missing and run every check and test; ends with `N passed, N failed`
    Test(TestArgs),
    /// Measure the detector's speed and memory, or the desk's
    Bench(BenchArgs),
    /// Measure the detector on the test texts; fails below the floors of fixtures/pii/floors.json
    Eval {
        /// Put the figures into docs/DETECTION.md
        #[arg(long)]
        write: bool,
    },
    /// Write the UI's TypeScript types anew from the Rust types
    Types,
    /// Train the detector's tagger anew: `--data DIR`, a folder with the sources of docs/DATA.md; `--help` tells the rest
    #[command(disable_help_flag = true)]
    Train {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
}

#[derive(Args, Clone, Copy)]
pub struct DemoArgs {
    /// Throw the demo's data away first
    #[arg(long)]
    pub fresh: bool,
    /// Write a picture of every screen, light and dark, into docs/images/ instead
    #[arg(long)]
    pub screenshots: bool,
}

#[derive(Args, Clone, Copy)]
pub struct BenchArgs {
    /// Only the short figures, without Criterion's
    #[arg(long)]
    pub short: bool,
    /// What a key press costs on the desk, in a report of 450 words and in one of 10,000; nothing else
    #[arg(long)]
    pub desk: bool,
    /// What the real window costs: a queue of 10,000 reports, opening one, a key until it is drawn; nothing else
    #[arg(long)]
    pub window: bool,
    /// Also measure Presidio on the same texts: installs the pinned versions from the Python index below `target/`
    #[arg(long)]
    pub presidio: bool,
}

/// Which parts to run; none named means all.
#[derive(Args, Clone, Copy)]
pub struct TestArgs {
    /// Formatting, clippy and all Rust tests but those of the real window
    #[arg(long)]
    pub rust: bool,
    /// Types, lint, tests and build of the UI
    #[arg(long)]
    pub ui: bool,
    /// The tests in the real window
    #[arg(long)]
    pub e2e: bool,
}

fn main() -> ExitCode {
    let outcome = children::listen_for_interrupt().and_then(|()| match Cli::parse().command {
        Task::Demo(args) => demo::run(args).map(|()| true),
        Task::Test(args) => test::run(args),
        Task::Bench(args) => bench::run(args).map(|()| true),
        Task::Eval { write } => eval::run(write),
        Task::Types => test::types().map(|()| true),
        Task::Train { arguments } => train::train(&arguments).map(|()| true),
    });
    children::end_what_is_left();
    match outcome {
        _ if children::interrupted() => {
            eprintln!("Stopped.");
            ExitCode::from(130)
        }
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
