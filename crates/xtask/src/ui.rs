//! The UI's own tools: npm packages as the lock file names them, and the build that the app embeds.

use crate::steps::{run, step};
use crate::workspace::{self, Stamp};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

const OLDEST_NODE: u32 = 20;
/// Folders below `ui/` that no source lies in.
const MADE: [&str; 3] = ["node_modules", "dist", "coverage"];

/// Installs the npm packages unless exactly these are there already.
pub fn ensure_packages() -> Result<()> {
    let lock_file = folder().join("package-lock.json");
    let lock = fs::read(&lock_file).with_context(|| format!("reading {}", lock_file.display()))?;
    let noted = folder().join("node_modules").join(".lock-of-last-install");
    if fs::read(&noted).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    check_node()?;
    step("Installing the UI's npm packages", "about half a minute", || {
        run(npm().args(["ci", "--no-audit", "--no-fund"]))
    })?;
    fs::write(&noted, lock).with_context(|| format!("writing {}", noted.display()))
}

/// Builds the UI unless its sources are those of the last build.
pub fn ensure_built() -> Result<()> {
    let sources = workspace::fingerprint(&[folder()], &MADE)?;
    let stamp = Stamp::named("ui-build");
    let built = folder().join("dist").join("index.html").is_file();
    if built && stamp.says(&sources) {
        return Ok(());
    }
    stamp.forget();
    step("Building the UI", "some seconds", || run(npm().args(["run", "build"])))?;
    stamp.note(&sources)
}

/// `npm`, in the UI's folder.
pub fn npm() -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.current_dir(folder());
    command
}

fn folder() -> PathBuf {
    workspace::root().join("ui")
}

fn check_node() -> Result<()> {
    let answer = Command::new("node").arg("--version").output();
    let answer = answer.with_context(|| format!("Node is not there: install Node {OLDEST_NODE} or newer"))?;
    let answer = String::from_utf8_lossy(&answer.stdout);
    match major(&answer) {
        Some(version) if version >= OLDEST_NODE => Ok(()),
        Some(_) | None => bail!("Node {OLDEST_NODE} or newer is needed, this is {}", answer.trim()),
    }
}

fn major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_nodes_version() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("node: not found"), None);
    }
}
