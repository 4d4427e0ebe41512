//! A desktop session of our own: a message bus with an unlocked keyring, and a display that nobody sees.

use crate::children::Running;
use crate::packages::on_path;
use anyhow::{Context, Result, bail};
use std::ffi::OsString;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// The keyring holds nothing but keys of synthetic data, and it is gone or locked away with the folder it lies in.
const PASSWORD: &str = "near-miss";
const READY: Duration = Duration::from_secs(30);

/// Which screen the hidden display has: a small laptop's, so that what fits here fits everywhere.
const SCREEN: &str = "1440x900x24";

/// A message bus with an unlocked Secret Service. Dropping it stops both.
pub struct Keyring {
    // In this order: the keyring leaves the bus before the bus goes.
    _daemon: Running,
    _bus: Running,
    address: String,
    folders: Folders,
}

/// A home of its own, so that neither the person's keyring nor their settings are touched.
struct Folders {
    home: PathBuf,
    runtime: PathBuf,
    _runtime_dir: tempfile::TempDir,
}

impl Keyring {
    /// Starts bus and keyring. The keyring's file lies in `home` and is found again there at the next start.
    pub fn start(home: &Path) -> Result<Self> {
        let folders = Folders::below(home)?;
        let log = home.join("session.log");
        let address = format!("unix:path={}", folders.runtime.join("bus").display());

        let mut bus = Command::new(program("dbus-daemon", "dbus")?);
        bus.args(["--session", "--nofork", "--nopidfile"]).arg(format!("--address={address}"));
        folders.apply(&mut bus);
        let mut bus = Running::start(bus.stdin(Stdio::null()).stdout(log_file(&log)?).stderr(log_file(&log)?))?;
        bus.wait_until(READY, || Ok(folders.runtime.join("bus").exists()))
            .context("no message bus, without which there is no keyring")?;

        let mut daemon = Command::new(program("gnome-keyring-daemon", "gnome-keyring")?);
        daemon.args(["--foreground", "--unlock", "--components=secrets"]);
        folders.apply(&mut daemon);
        daemon.env("DBUS_SESSION_BUS_ADDRESS", &address).stdin(Stdio::piped());
        let mut daemon = Running::start(daemon.stdout(log_file(&log)?).stderr(log_file(&log)?))?;
        let mut stdin = daemon.child().stdin.take().context("the keyring's input")?;
        stdin.write_all(PASSWORD.as_bytes()).context("unlocking the keyring")?;
        drop(stdin);
        // A locked or missing default collection looks to the app like "no key yet": only an unlocked one counts as ready.
        daemon
            .wait_until(READY, || Ok(is_unlocked(&address)))
            .with_context(|| format!("no unlocked keyring; what it said is in {}", log.display()))?;
        Ok(Self { _daemon: daemon, _bus: bus, address, folders })
    }

    /// Points a program at this bus, and so at this keyring.
    pub fn lend(&self, command: &mut Command) {
        command.env("DBUS_SESSION_BUS_ADDRESS", &self.address);
    }

    /// Moves a program wholly into this session: bus, home and folders; only Cargo's and rustup's own folders stay where they are.
    pub fn enclose(&self, command: &mut Command) {
        self.folders.apply(command);
        self.lend(command);
        // What tests that were cut off leave lying about goes with the session's home.
        command.env("TMPDIR", self.folders.home.join("tmp"));
        for (name, folder) in [("CARGO_HOME", ".cargo"), ("RUSTUP_HOME", ".rustup")] {
            let place = std::env::var_os(name).map(PathBuf::from).or_else(|| Some(std::env::home_dir()?.join(folder)));
            if let Some(place) = place.filter(|place| place.is_dir()) {
                command.env(name, place);
            }
        }
    }
}

impl Folders {
    fn below(home: &Path) -> Result<Self> {
        // Not below `home`: a socket's path must stay below 108 bytes. tempfile makes it 0700, which the session bus demands.
        let runtime_dir = tempfile::Builder::new().prefix("nearmiss-run-").tempdir()?;
        for folder in ["data", "config", "cache", "tmp"] {
            fs::create_dir_all(home.join(folder)).with_context(|| format!("creating folders in {}", home.display()))?;
        }
        // PostgreSQL's own user has to get to a cluster below `tmp`.
        #[cfg(unix)]
        fs::set_permissions(home, std::os::unix::fs::PermissionsExt::from_mode(0o711))?;
        Ok(Self { home: home.to_path_buf(), runtime: runtime_dir.path().to_path_buf(), _runtime_dir: runtime_dir })
    }

    fn apply(&self, command: &mut Command) {
        command
            .env("HOME", &self.home)
            .env("XDG_DATA_HOME", self.home.join("data"))
            .env("XDG_CONFIG_HOME", self.home.join("config"))
            .env("XDG_CACHE_HOME", self.home.join("cache"))
            .env("XDG_RUNTIME_DIR", &self.runtime)
            // Without this the keyring would go to the person's own one.
            .env_remove("GNOME_KEYRING_CONTROL")
            .env_remove("DBUS_SESSION_BUS_ADDRESS");
    }
}

/// An X server without a screen. Dropping it stops it.
pub struct HiddenDisplay {
    _server: Running,
    name: OsString,
}

impl HiddenDisplay {
    pub fn start() -> Result<Self> {
        let mut command = Command::new(program("Xvfb", "xvfb")?);
        // The server picks a free number itself and tells it: nobody else can take it in between.
        command.args(["-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp", "-noreset"]);
        let mut server = Running::start(command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()))?;
        let output = server.child().stdout.take().context("the display's number")?;
        let mut number = String::new();
        BufReader::new(output).read_line(&mut number).context("the display's number")?;
        if number.trim().is_empty() {
            bail!("no display: Xvfb ended at once; run `Xvfb -displayfd 1` to see why");
        }
        Ok(Self { _server: server, name: format!(":{}", number.trim()).into() })
    }

    /// Points a program at this display and away from any other.
    pub fn lend(&self, command: &mut Command) {
        command
            .env("DISPLAY", &self.name)
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("XAUTHORITY")
            // With these set, screenshots through WebDriver hang.
            .env_remove("WEBKIT_DISABLE_DMABUF_RENDERER")
            .env_remove("WEBKIT_DISABLE_COMPOSITING_MODE");
    }
}

/// Whether the person who runs this sees windows.
pub fn display_present() -> bool {
    !cfg!(target_os = "linux")
        || ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// Fails with a sentence, not in the middle of a test, when a program of the session is not there.
pub fn program(name: &str, package: &str) -> Result<PathBuf> {
    on_path(name).with_context(|| format!("{name} is not there: install {package}"))
}

fn is_unlocked(address: &str) -> bool {
    let ask = |service: &str, arguments: &[&str]| -> String {
        Command::new("dbus-send")
            .env("DBUS_SESSION_BUS_ADDRESS", address)
            .args(["--session", "--print-reply=literal"])
            .arg(format!("--dest={service}"))
            .args(arguments)
            .stderr(Stdio::null())
            .output()
            .map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned())
            .unwrap_or_default()
    };
    const SECRETS: &str = "org.freedesktop.secrets";
    // Asked first, and of the bus: a question to a service that is not there yet makes the bus start a second, locked keyring.
    let owned = ask(
        "org.freedesktop.DBus",
        &["/org/freedesktop/DBus", "org.freedesktop.DBus.NameHasOwner", &format!("string:{SECRETS}")],
    );
    if !owned.ends_with("true") {
        return false;
    }
    let collection =
        ask(SECRETS, &["/org/freedesktop/secrets", "org.freedesktop.Secret.Service.ReadAlias", "string:default"]);
    if !collection.starts_with("/org/freedesktop/secrets/collection/") {
        return false;
    }
    ask(
        SECRETS,
        &[
            &collection,
            "org.freedesktop.DBus.Properties.Get",
            "string:org.freedesktop.Secret.Collection",
            "string:Locked",
        ],
    )
    .ends_with("false")
}

fn log_file(path: &Path) -> Result<Stdio> {
    let file = fs::File::options().create(true).append(true).open(path);
    Ok(file.with_context(|| format!("opening {}", path.display()))?.into())
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use super::*;

    #[test]
    fn the_keyring_is_unlocked_and_is_found_again_at_the_next_start() {
        let home = tempfile::tempdir().unwrap();
        for _start in 0..2 {
            let keyring = Keyring::start(home.path()).unwrap();
            assert!(is_unlocked(&keyring.address));
            drop(keyring);
        }
        assert!(home.path().join("data/keyrings/login.keyring").exists());
    }

    #[test]
    fn a_bus_without_a_keyring_is_not_taken_for_one() {
        assert!(!is_unlocked("unix:path=/nonexistent/bus"));
    }

    #[test]
    fn two_hidden_displays_stand_side_by_side() {
        let (one, two) = (HiddenDisplay::start().unwrap(), HiddenDisplay::start().unwrap());
        assert_ne!(one.name, two.name);
    }
}
