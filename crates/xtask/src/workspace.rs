//! Where things lie in the checkout, and fingerprints that tell whether they changed since last time.

use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

/// The workspace's root. Cargo names the package's folder at run time, so a moved checkout still works.
pub fn root() -> PathBuf {
    let package =
        std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    package.ancestors().nth(2).map_or(package.clone(), Path::to_path_buf)
}

/// Cargo's target folder, which a developer may have moved.
pub fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(dir) => root().join(dir),
        None => root().join("target"),
    }
}

/// A program built in the dev profile.
pub fn built_program(name: &str) -> PathBuf {
    program_of("debug", name)
}

/// A program built for release.
pub fn released_program(name: &str) -> PathBuf {
    program_of("release", name)
}

fn program_of(profile: &str, name: &str) -> PathBuf {
    target().join(profile).join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

/// Every file below `paths` with a hash of its bytes; folders named in `skip` are left out. Paths that don't exist count as empty.
pub fn contents(paths: &[PathBuf], skip: &[&str]) -> Result<BTreeMap<PathBuf, u64>> {
    let mut found = BTreeMap::new();
    let mut waiting = paths.to_vec();
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            for entry in fs::read_dir(&path).with_context(|| format!("reading {}", path.display()))? {
                let entry = entry?;
                if !skip.iter().any(|name| entry.file_name() == *name) {
                    waiting.push(entry.path());
                }
            }
        } else if path.is_file() {
            let bytes = fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
            found.insert(path, hash_of(&bytes));
        }
    }
    Ok(found)
}

/// One line that changes when any of the files does.
pub fn fingerprint(paths: &[PathBuf], skip: &[&str]) -> Result<String> {
    Ok(format!("{:016x}", hash_of(&contents(paths, skip)?)))
}

/// A note under `target/` of the state at which a slow step was last done.
pub struct Stamp(PathBuf);

impl Stamp {
    pub fn named(name: &str) -> Self {
        Self(target().join("xtask").join(format!("{name}.stamp")))
    }

    pub fn says(&self, state: &str) -> bool {
        fs::read_to_string(&self.0).is_ok_and(|noted| noted == state)
    }

    pub fn note(&self, state: &str) -> Result<()> {
        if let Some(folder) = self.0.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&self.0, state).with_context(|| format!("writing {}", self.0.display()))
    }

    /// Forgets the state before the step begins again, so that a step cut short is not taken for done.
    pub fn forget(&self) {
        let _gone_or_never_there = fs::remove_file(&self.0);
    }
}

// Stable within one Rust release; after an update of Rust a step is done once more, which is harmless.
fn hash_of(value: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_changes_with_a_file_and_leaves_skipped_folders_out() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("dist")).unwrap();
        fs::write(dir.path().join("a.ts"), "one").unwrap();
        let paths = [dir.path().to_path_buf()];
        let before = fingerprint(&paths, &["dist"]).unwrap();
        fs::write(dir.path().join("dist/a.js"), "built").unwrap();
        assert_eq!(before, fingerprint(&paths, &["dist"]).unwrap());
        fs::write(dir.path().join("a.ts"), "two").unwrap();
        assert_ne!(before, fingerprint(&paths, &["dist"]).unwrap());
    }
}
