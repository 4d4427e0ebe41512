//! Programs we start: each in a process group of its own, and none outlives us, whether we end well, fail or are interrupted.

use anyhow::{Context, Result, bail};
use std::process::{Child, Command, ExitStatus};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

static INTERRUPTED: AtomicBool = AtomicBool::new(false);

const POLL: Duration = Duration::from_millis(20);

/// From now on Ctrl-C and a termination signal only raise a flag: every wait sees it and returns an error, and the guards on the way
/// out stop what was started.
pub fn listen_for_interrupt() -> Result<()> {
    ctrlc::set_handler(|| INTERRUPTED.store(true, Ordering::SeqCst)).context("listening for Ctrl-C")
}

pub fn interrupted() -> bool {
    INTERRUPTED.load(Ordering::SeqCst)
}

/// A running program with everything that it starts in turn; stopped when dropped.
pub struct Running {
    child: Child,
    name: String,
    ended: Option<ExitStatus>,
}

impl Running {
    pub fn start(command: &mut Command) -> Result<Self> {
        let name = command.get_program().to_string_lossy().into_owned();
        own_group(command);
        let child = command
            .spawn()
            .with_context(|| format!("starting {name}"))?;
        Ok(Self {
            child,
            name,
            ended: None,
        })
    }

    pub fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// Whether it has ended, without waiting.
    pub fn ended(&mut self) -> Result<Option<ExitStatus>> {
        if self.ended.is_none() {
            self.ended = self.child.try_wait()?;
        }
        Ok(self.ended)
    }

    /// Waits until it ends; an interrupt is an error.
    pub fn wait(&mut self) -> Result<ExitStatus> {
        loop {
            if let Some(status) = self.ended()? {
                return Ok(status);
            }
            pause(&self.name)?;
        }
    }

    /// Waits until `ready` answers true. Fails when the program ends first, at an interrupt, and after `limit`.
    pub fn wait_until(
        &mut self,
        limit: Duration,
        mut ready: impl FnMut() -> Result<bool>,
    ) -> Result<()> {
        let begun = Instant::now();
        while !ready()? {
            if let Some(status) = self.ended()? {
                bail!("{} ended early ({status})", self.name);
            }
            if begun.elapsed() > limit {
                bail!("{} was not ready after {} s", self.name, limit.as_secs());
            }
            pause(&self.name)?;
        }
        Ok(())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // The group is asked even when its first process is gone: a test that was cut off may leave others behind.
        signal_group(&mut self.child, Signal::Term);
        let begun = Instant::now();
        while matches!(self.ended(), Ok(None)) && begun.elapsed() < Duration::from_secs(5) {
            sleep(POLL);
        }
        signal_group(&mut self.child, Signal::Kill);
        let _already_reaped = self.child.wait();
    }
}

fn pause(name: &str) -> Result<()> {
    if interrupted() {
        bail!("interrupted while waiting for {name}");
    }
    sleep(POLL);
    Ok(())
}

#[derive(Clone, Copy)]
enum Signal {
    Term,
    Kill,
}

#[cfg(unix)]
fn own_group(command: &mut Command) {
    use std::os::unix::process::CommandExt;
    command.process_group(0);
}

#[cfg(unix)]
fn signal_group(child: &mut Child, signal: Signal) {
    use rustix::process::{Pid, Signal as Unix, kill_process_group};
    let group = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
    if let Some(group) = group {
        let signal = match signal {
            Signal::Term => Unix::TERM,
            Signal::Kill => Unix::KILL,
        };
        let _nobody_left = kill_process_group(group, signal);
    }
}

// Windows hands Ctrl-C to every process of the console by itself; what is left is ended here.
#[cfg(not(unix))]
fn own_group(_command: &mut Command) {}

#[cfg(not(unix))]
fn signal_group(child: &mut Child, _signal: Signal) {
    let _already_ended = child.kill();
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::io::{BufRead, BufReader};
    use std::process::Stdio;

    #[test]
    fn dropping_stops_the_whole_group() {
        let mut running = Running::start(
            Command::new("sh")
                .args(["-c", "tail -f /dev/null & echo $!; wait"])
                .stdout(Stdio::piped()),
        )
        .unwrap();
        let mut grandchild = String::new();
        let stdout = running.child().stdout.take().unwrap();
        let mut stdout = BufReader::new(stdout);
        stdout.read_line(&mut grandchild).unwrap();
        assert!(grandchild.trim().parse::<u32>().is_ok());
        drop(running);
        // The pipe reaches its end only when the last process that holds it, the grandchild, is gone.
        let mut rest = String::new();
        assert_eq!(stdout.read_line(&mut rest).unwrap(), 0);
    }

    #[test]
    fn a_program_that_ends_early_is_not_waited_for() {
        let mut running = Running::start(&mut Command::new("false")).unwrap();
        let error = running
            .wait_until(Duration::from_secs(60), || Ok(false))
            .unwrap_err();
        assert!(error.to_string().contains("ended early"), "{error}");
    }
}
