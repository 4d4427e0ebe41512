//! System packages: which are needed for what, which are missing, and how they get installed on Debian and Ubuntu.

use crate::children;
use crate::steps::{spelled, step};
use anyhow::{Context, Result, bail};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a system package is needed for. Each purpose can be asked for on its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
    Build,
    Keyring,
    HiddenWindow,
    Database,
}

impl Purpose {
    fn words(self) -> &'static str {
        match self {
            Self::Build => "to build the app",
            Self::Keyring => "for a keyring of its own",
            Self::HiddenWindow => "for the real window without a display",
            Self::Database => "for the tests on PostgreSQL",
        }
    }
}

struct Package {
    /// Debian's and Ubuntu's name.
    name: &'static str,
    purpose: Purpose,
    probe: Probe,
}

/// How to see on any other system that the thing is there, whatever its package is called.
enum Probe {
    Program(&'static str),
    Library(&'static str),
    Font(&'static str),
    PostgresTools,
}

const PACKAGES: [Package; 12] = [
    Package { name: "libwebkit2gtk-4.1-dev", purpose: Purpose::Build, probe: Probe::Library("webkit2gtk-4.1") },
    Package { name: "build-essential", purpose: Purpose::Build, probe: Probe::Program("cc") },
    Package { name: "pkg-config", purpose: Purpose::Build, probe: Probe::Program("pkg-config") },
    Package { name: "perl", purpose: Purpose::Build, probe: Probe::Program("perl") },
    Package { name: "libssl-dev", purpose: Purpose::Build, probe: Probe::Library("openssl") },
    Package { name: "dbus", purpose: Purpose::Keyring, probe: Probe::Program("dbus-daemon") },
    Package { name: "gnome-keyring", purpose: Purpose::Keyring, probe: Probe::Program("gnome-keyring-daemon") },
    Package { name: "xvfb", purpose: Purpose::HiddenWindow, probe: Probe::Program("Xvfb") },
    Package { name: "xauth", purpose: Purpose::HiddenWindow, probe: Probe::Program("xauth") },
    Package { name: "webkit2gtk-driver", purpose: Purpose::HiddenWindow, probe: Probe::Program("WebKitWebDriver") },
    Package { name: "fonts-dejavu-core", purpose: Purpose::HiddenWindow, probe: Probe::Font("DejaVu") },
    Package { name: "postgresql", purpose: Purpose::Database, probe: Probe::PostgresTools },
];

/// Makes sure that everything for `purposes` is installed. On Debian and Ubuntu it says what is missing and installs it; elsewhere, and
/// without the right to install, it says what is missing and fails. Windows and macOS need nothing for a build.
pub fn ensure(purposes: &[Purpose]) -> Result<()> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let release = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    let debian = is_debian(&release) && on_path("apt-get").is_some() && on_path("dpkg-query").is_some();
    let wanted = || PACKAGES.iter().filter(|package| purposes.contains(&package.purpose));
    let missing: Vec<&Package> = if debian {
        let installed = installed(wanted().map(|package| package.name))?;
        wanted().filter(|package| !installed.contains(package.name)).collect()
    } else {
        wanted().filter(|package| !found(&package.probe)).collect()
    };
    if missing.is_empty() {
        return Ok(());
    }
    println!("Missing system packages:\n{}", by_purpose(&missing, purposes));
    if !debian {
        bail!(
            "this system is neither Debian nor Ubuntu: install what the packages above (Debian's names) contain, then start again"
        );
    }
    install(&missing)
}

/// A program's place on the search path.
pub fn on_path(program: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?).map(|dir| dir.join(program)).find(|file| file.is_file())
}

/// The folder of PostgreSQL's server programs, the newest version if there are several; Debian keeps them off the search path.
pub fn postgres_tools() -> Option<PathBuf> {
    let debian = Path::new("/usr/lib/postgresql");
    let mut versions: Vec<(u32, PathBuf)> = std::fs::read_dir(debian)
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .filter(|(_, bin)| bin.join("initdb").is_file() && bin.join("postgres").is_file())
        .collect();
    versions.sort();
    versions.pop().map(|(_, bin)| bin).or_else(|| on_path("initdb")?.parent().map(Path::to_path_buf))
}

pub fn is_root() -> bool {
    #[cfg(unix)]
    {
        rustix::process::geteuid().is_root()
    }
    #[cfg(not(unix))]
    {
        false
    }
}

fn install(missing: &[&Package]) -> Result<()> {
    let names: Vec<&str> = missing.iter().map(|package| package.name).collect();
    let by_hand = format!("apt-get update && apt-get install --no-install-recommends {}", names.join(" "));
    if !is_root() && on_path("sudo").is_none() {
        bail!("installing needs the rights of root, and there is no sudo; as root, run: {by_hand}");
    }
    step("Reading the package lists", "up to half a minute", || as_root(&["apt-get", "update", "-q"]))
        .with_context(|| format!("as root, run by hand: {by_hand}"))?;
    let mut install =
        vec!["apt-get", "install", "-y", "-q", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300"];
    install.extend(&names);
    step(&format!("Installing {}", names.join(" ")), "about 1 min", || as_root(&install))
        .with_context(|| format!("as root, run by hand: {by_hand}"))
}

// Not in a process group of its own: sudo asks for the password at the terminal, which only the foreground group may read.
fn as_root(words: &[&str]) -> Result<()> {
    let mut command = if is_root() { Command::new("env") } else { Command::new("sudo") };
    if !is_root() {
        command.arg("env");
    }
    command.arg("DEBIAN_FRONTEND=noninteractive").args(words);
    let status = command.status().with_context(|| format!("starting `{}`", spelled(&command)))?;
    if children::interrupted() {
        bail!("interrupted");
    }
    if !status.success() {
        bail!("`{}` failed ({status})", words.join(" "));
    }
    Ok(())
}

/// The packages among `names` that dpkg calls installed.
fn installed<'a>(names: impl Iterator<Item = &'a str>) -> Result<BTreeSet<String>> {
    // An unknown name is an error of dpkg-query, though it answers for the others: its status says nothing here.
    let output = Command::new("dpkg-query")
        .args(["--show", "--showformat=${Package}\\t${db:Status-Status}\\n"])
        .args(names)
        .stderr(Stdio::null())
        .output()
        .context("asking dpkg-query")?;
    Ok(installed_in(&String::from_utf8_lossy(&output.stdout)))
}

fn installed_in(answer: &str) -> BTreeSet<String> {
    answer
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .filter(|(_, status)| *status == "installed")
        .map(|(name, _)| name.to_owned())
        .collect()
}

fn is_debian(os_release: &str) -> bool {
    os_release
        .lines()
        .filter_map(|line| line.split_once('='))
        .filter(|(key, _)| matches!(*key, "ID" | "ID_LIKE"))
        .flat_map(|(_, value)| value.trim_matches('"').split_whitespace())
        .any(|id| matches!(id, "debian" | "ubuntu"))
}

fn found(probe: &Probe) -> bool {
    match probe {
        Probe::Program(name) => on_path(name).is_some(),
        Probe::Library(name) => answers("pkg-config", &["--exists", name]).is_some(),
        Probe::Font(name) => answers("fc-list", &[":", "family"]).is_some_and(|families| families.contains(name)),
        Probe::PostgresTools => postgres_tools().is_some(),
    }
}

fn answers(program: &str, args: &[&str]) -> Option<String> {
    let output = Command::new(program).args(args).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

fn by_purpose(missing: &[&Package], purposes: &[Purpose]) -> String {
    let mut lines = Vec::new();
    for purpose in purposes {
        let names: Vec<&str> =
            missing.iter().filter(|package| package.purpose == *purpose).map(|package| package.name).collect();
        if !names.is_empty() {
            lines.push(format!("  {}: {}", purpose.words(), names.join(" ")));
        }
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_debian_and_what_comes_from_it() {
        assert!(is_debian("PRETTY_NAME=\"Debian GNU/Linux 12\"\nID=debian\n"));
        assert!(is_debian("ID=ubuntu\nID_LIKE=debian\n"));
        assert!(is_debian("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n"));
        assert!(!is_debian("ID=fedora\nVARIANT=\"like debian\"\n"));
    }

    #[test]
    fn a_package_removed_with_its_settings_left_is_not_installed() {
        let found = installed_in("xvfb\tinstalled\ndbus\tconfig-files\nperl\tinstalled\n");
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["perl", "xvfb"]);
    }

    #[test]
    fn missing_packages_are_named_by_purpose() {
        let missing: Vec<&Package> =
            PACKAGES.iter().filter(|package| matches!(package.name, "xvfb" | "xauth" | "perl")).collect();
        assert_eq!(
            by_purpose(&missing, &[Purpose::Build, Purpose::Keyring, Purpose::HiddenWindow]),
            "  to build the app: perl\n  for the real window without a display: xvfb xauth"
        );
    }
}
