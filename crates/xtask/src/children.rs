//! Programs we start: each in a process group of its own, and none outlives us, whether we end well, fail or are interrupted.

use anyhow::{Context, Result, bail};
use signal_hook::consts::signal;
use std::process::{Child, Command, ExitStatus};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};
use wait_timeout::ChildExt;

static INTERRUPTED: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);

/// What asks us to end: Ctrl-C, a polite kill, a terminal that closes.
#[cfg(unix)]
const SIGNALS: &[i32] = &[signal::SIGINT, signal::SIGTERM, signal::SIGHUP];
#[cfg(not(unix))]
const SIGNALS: &[i32] = &[signal::SIGINT, signal::SIGTERM];

/// How often a wait looks for an interrupt and for what has no event.
const TURN: Duration = Duration::from_millis(20);
/// How long a program gets to end by itself.
const GRACE: Duration = Duration::from_secs(5);

/// From now on Ctrl-C and a termination signal only raise a flag: every wait sees it and returns an error, and the guards on the way
/// out stop what was started.
pub fn listen_for_interrupt() -> Result<()> {
    family::adopt_orphans().context("taking care of orphaned processes")?;
    for signal in SIGNALS {
        signal_hook::flag::register(*signal, Arc::clone(&INTERRUPTED)).context("listening for Ctrl-C")?;
    }
    Ok(())
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
        family::own_group(command);
        let child = command.spawn().with_context(|| format!("starting {name}"))?;
        Ok(Self { child, name, ended: None })
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
            if let Some(status) = self.wait_a_turn()? {
                return Ok(status);
            }
        }
    }

    /// Waits until it ends or the turn is over; an interrupt is an error.
    pub fn wait_a_turn(&mut self) -> Result<Option<ExitStatus>> {
        if interrupted() {
            bail!("interrupted while waiting for {}", self.name);
        }
        if self.ended.is_none() {
            self.ended = self.child.wait_timeout(TURN)?;
        }
        Ok(self.ended)
    }

    /// Waits until `ready` answers true. Fails when the program ends first, at an interrupt, and after `limit`.
    pub fn wait_until(&mut self, limit: Duration, mut ready: impl FnMut() -> Result<bool>) -> Result<()> {
        let begun = Instant::now();
        while !ready()? {
            if begun.elapsed() > limit {
                bail!("{} was not ready after {} s", self.name, limit.as_secs());
            }
            if let Some(status) = self.wait_a_turn()? {
                bail!("{} ended early ({status})", self.name);
            }
        }
        Ok(())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Tests put what they start into groups of its own, which a signal to our group does not reach: so the family is noted first.
        let family = family::descendants(self.child.id());
        // The group is asked even when its first process is gone: it may have left others behind.
        family::signal_group(&mut self.child, Signal::Term);
        family::signal_each(&family, Signal::Term);
        let _late_or_not = self.child.wait_timeout(GRACE);
        family::signal_group(&mut self.child, Signal::Kill);
        family::signal_each(&family, Signal::Kill);
        let _already_reaped = self.child.wait();
    }
}

/// Ends whatever our children left behind when they went. Called once, at the very end.
pub fn end_what_is_left() {
    family::signal_each(&family::descendants(std::process::id()), Signal::Kill);
}

#[derive(Clone, Copy)]
enum Signal {
    Term,
    Kill,
}

/// What one system or another knows about who started whom.
#[cfg(unix)]
mod family {
    use super::Signal;
    use rustix::process::{Pid, Signal as Unix, kill_process, kill_process_group};
    use std::process::{Child, Command};

    pub fn own_group(command: &mut Command) {
        use std::os::unix::process::CommandExt;
        command.process_group(0);
    }

    pub fn signal_group(child: &mut Child, signal: Signal) {
        if let Some(group) = pid(child.id()) {
            let _nobody_left = kill_process_group(group, signal.into());
        }
    }

    pub fn signal_each(processes: &[u32], signal: Signal) {
        for process in processes.iter().filter_map(|process| pid(*process)) {
            let _already_gone = kill_process(process, signal.into());
        }
    }

    /// Processes whose parent ends become our children, not those of the system's first process: so we still find them.
    #[cfg(target_os = "linux")]
    pub fn adopt_orphans() -> anyhow::Result<()> {
        Ok(rustix::process::set_child_subreaper(Some(rustix::process::getpid()))?)
    }

    #[cfg(not(target_os = "linux"))]
    pub fn adopt_orphans() -> anyhow::Result<()> {
        Ok(())
    }

    /// Everything that a process started, directly or not, by the parents named in /proc; nothing where there is no /proc.
    pub fn descendants(of: u32) -> Vec<u32> {
        let mut processes = Vec::new();
        for entry in std::fs::read_dir("/proc").into_iter().flatten().flatten() {
            let stat = std::fs::read_to_string(entry.path().join("stat")).unwrap_or_default();
            processes.extend(parent_in(&stat));
        }
        let mut found = Vec::new();
        let mut parents = vec![of];
        while let Some(parent) = parents.pop() {
            let children = processes.iter().filter(|(_, its_parent)| *its_parent == parent).map(|(child, _)| *child);
            let before = found.len();
            found.extend(children);
            parents.extend(found.iter().skip(before));
        }
        found
    }

    /// A process and its parent from `pid (name) state ppid …`; the name may hold anything, brackets too.
    fn parent_in(stat: &str) -> Option<(u32, u32)> {
        let (process, _) = stat.split_once(' ')?;
        let (_, rest) = stat.rsplit_once(')')?;
        Some((process.parse().ok()?, rest.split_whitespace().nth(1)?.parse().ok()?))
    }

    fn pid(number: u32) -> Option<Pid> {
        i32::try_from(number).ok().and_then(Pid::from_raw)
    }

    impl From<Signal> for Unix {
        fn from(signal: Signal) -> Self {
            match signal {
                Signal::Term => Self::TERM,
                Signal::Kill => Self::KILL,
            }
        }
    }
}

// Windows hands Ctrl-C to every process of the console by itself; what is left is ended here.
#[cfg(not(unix))]
mod family {
    use super::Signal;
    use std::process::{Child, Command};

    pub fn own_group(_command: &mut Command) {}

    pub fn signal_group(child: &mut Child, _signal: Signal) {
        let _already_ended = child.kill();
    }

    pub fn signal_each(_processes: &[u32], _signal: Signal) {}

    pub fn adopt_orphans() -> anyhow::Result<()> {
        Ok(())
    }

    pub fn descendants(_of: u32) -> Vec<u32> {
        Vec::new()
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::io::{BufRead, BufReader};
    use std::process::Stdio;

    fn dropping_ends(script: &str) {
        let mut running = Running::start(Command::new("sh").args(["-c", script]).stdout(Stdio::piped())).unwrap();
        let mut stdout = BufReader::new(running.child().stdout.take().unwrap());
        let mut grandchild = String::new();
        stdout.read_line(&mut grandchild).unwrap();
        assert!(grandchild.trim().parse::<u32>().is_ok());
        drop(running);
        // The pipe reaches its end only when the last process that holds it, the grandchild, is gone.
        assert_eq!(stdout.read_line(&mut String::new()).unwrap(), 0);
    }

    #[test]
    fn dropping_ends_the_whole_group() {
        dropping_ends("tail -f /dev/null & echo $!; wait");
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn dropping_ends_descendants_in_groups_of_their_own() {
        dropping_ends("setsid tail -f /dev/null & echo $!; wait");
    }

    #[test]
    fn a_program_that_ends_early_is_not_waited_for() {
        let mut running = Running::start(&mut Command::new("false")).unwrap();
        let error = running.wait_until(Duration::from_secs(60), || Ok(false)).unwrap_err();
        assert!(error.to_string().contains("ended early"), "{error}");
    }
}
