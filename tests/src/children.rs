//! Programs that a test starts: each in a process group of its own, stopped with all they started when the test ends, however it ends.

use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus};
use std::time::Duration;
use wait_timeout::ChildExt;

/// How long a program gets to end by itself.
const PATIENCE: Duration = Duration::from_secs(5);

pub struct Running {
    child: Child,
}

impl Running {
    pub fn start(command: &mut Command) -> Self {
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(command, 0);
        let child = command
            .spawn()
            .unwrap_or_else(|error| panic!("{} can't be started: {error}", command.get_program().display()));
        Self { child }
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Whether it has ended, without waiting.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().expect("the state of a child can be asked")
    }

    /// Asks the whole group to end, and waits until the program has; whoever is left then is ended by force.
    pub fn stop(&mut self) {
        end_group(&mut self.child, Signal::Term);
        let _late_or_not = self.child.wait_timeout(PATIENCE);
        end_group(&mut self.child, Signal::Kill);
        let _status = self.child.wait();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop();
    }
}

/// A program of this workspace: the one that the environment names, or the one built beside this test.
pub fn program(name: &str, variable: &str) -> PathBuf {
    let path = std::env::var_os(variable).map_or_else(|| built(name), PathBuf::from);
    assert!(
        path.is_file(),
        "{} is missing: build it with `cargo build -p {name}`, or name it in {variable}",
        path.display()
    );
    path
}

/// Cargo's target folder.
pub fn target() -> PathBuf {
    // target/debug/deps/this-test
    let this = std::env::current_exe().expect("a test knows where it lies");
    this.ancestors().nth(3).expect("a test lies in target/debug/deps").to_path_buf()
}

fn built(name: &str) -> PathBuf {
    target().join("debug").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

#[derive(Clone, Copy)]
enum Signal {
    Term,
    Kill,
}

#[cfg(unix)]
fn end_group(child: &mut Child, signal: Signal) {
    let Some(group) = i32::try_from(child.id()).ok().and_then(rustix::process::Pid::from_raw) else {
        return;
    };
    let signal = match signal {
        Signal::Term => rustix::process::Signal::TERM,
        Signal::Kill => rustix::process::Signal::KILL,
    };
    let _nobody_left = rustix::process::kill_process_group(group, signal);
}

#[cfg(not(unix))]
fn end_group(child: &mut Child, _signal: Signal) {
    let _already_ended = child.kill();
}
