//! A PostgreSQL cluster for one test run: on loopback, in a folder of its own, gone afterwards.

use crate::children::Running;
use crate::packages::{is_root, postgres_tools};
use anyhow::{Context, Result, bail};
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// A running cluster. Dropping it stops it and removes its data.
pub struct Cluster {
    // In this order: the server ends before its folder goes.
    _server: Running,
    _folder: tempfile::TempDir,
    port: u16,
}

impl Cluster {
    pub fn start() -> Result<Self> {
        let tools = postgres_tools().context("no database: PostgreSQL's initdb is not there; install postgresql")?;
        let owner = Owner::find()?;
        let folder = tempfile::Builder::new().prefix("nearmiss-pg-").tempdir()?;
        owner.give(folder.path())?;
        let data = folder.path().join("data");

        let mut initdb = Command::new(tools.join("initdb"));
        initdb
            .args(["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "--pgdata"])
            .arg(&data)
            .current_dir(folder.path());
        owner.become_owner(&mut initdb);
        let created = initdb.output().context("starting initdb")?;
        if !created.status.success() {
            bail!("initdb made no cluster: {}", String::from_utf8_lossy(&created.stderr).trim());
        }

        let port = free_port()?;
        let log = std::fs::File::create(folder.path().join("log")).context("the database's log")?;
        let mut postgres = Command::new(tools.join("postgres"));
        postgres
            .arg("-D")
            .arg(&data)
            .args(["-h", "127.0.0.1", "-p", &port.to_string(), "-k", ""])
            .current_dir(folder.path());
        // The data needs to survive nothing; tests run side by side, each with a pool of its own.
        for setting in ["fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=300"] {
            postgres.args(["-c", setting]);
        }
        owner.become_owner(&mut postgres);
        let mut server = Running::start(postgres.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log))?;
        let ready = server.wait_until(Duration::from_secs(60), || accepts(&tools, port));
        if let Err(error) = ready {
            let log = std::fs::read_to_string(folder.path().join("log")).unwrap_or_default();
            return Err(error.context(format!("no database: PostgreSQL said: {}", log.trim())));
        }
        Ok(Self { _server: server, _folder: folder, port })
    }

    /// The maintenance database; each test makes one of its own.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }
}

/// A port that was free just now, on loopback.
pub fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("looking for a free port on loopback")?;
    Ok(listener.local_addr()?.port())
}

fn accepts(tools: &Path, port: u16) -> Result<bool> {
    let status = Command::new(tools.join("pg_isready"))
        .args(["-q", "-h", "127.0.0.1", "-p", &port.to_string()])
        .status()
        .context("starting pg_isready")?;
    Ok(status.success())
}

/// Who owns the cluster: PostgreSQL refuses to run as root, so then it is the `postgres` user of the system's package.
struct Owner {
    ids: Option<(u32, u32)>,
}

impl Owner {
    fn find() -> Result<Self> {
        if !is_root() {
            return Ok(Self { ids: None });
        }
        let users = std::fs::read_to_string("/etc/passwd").context("reading /etc/passwd")?;
        let ids = ids_of("postgres", &users).context(
            "no database: PostgreSQL refuses to run as root, and there is no user `postgres` to run it instead",
        )?;
        Ok(Self { ids: Some(ids) })
    }

    #[cfg(unix)]
    fn give(&self, folder: &Path) -> Result<()> {
        match self.ids {
            Some((user, group)) => std::os::unix::fs::chown(folder, Some(user), Some(group))
                .with_context(|| format!("giving {} to the database's user", folder.display())),
            None => Ok(()),
        }
    }

    #[cfg(unix)]
    fn become_owner(&self, command: &mut Command) {
        use std::os::unix::process::CommandExt;
        if let Some((user, group)) = self.ids {
            command.uid(user).gid(group);
        }
    }

    #[cfg(not(unix))]
    fn give(&self, _folder: &Path) -> Result<()> {
        Ok(())
    }

    #[cfg(not(unix))]
    fn become_owner(&self, _command: &mut Command) {}
}

/// User and group number from the lines of /etc/passwd: `name:x:uid:gid:…`.
fn ids_of(name: &str, users: &str) -> Option<(u32, u32)> {
    let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
    let mut fields = line.split(':').skip(2);
    Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_a_user_by_its_whole_name() {
        let users =
            "root:x:0:0:root:/root:/bin/bash\npostgres2:x:9:9::/:/bin/sh\npostgres:x:101:104:,,,:/var/lib:/bin/bash\n";
        assert_eq!(ids_of("postgres", users), Some((101, 104)));
        assert_eq!(ids_of("post", users), None);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_cluster_answers_a_query_and_leaves_nothing_behind() {
        let cluster = Cluster::start().unwrap();
        let folder = cluster._folder.path().to_path_buf();
        let answer = Command::new(postgres_tools().unwrap().join("psql"))
            .args([&cluster.url(), "-tAc", "select 40 + 2"])
            .output()
            .unwrap();
        assert_eq!(String::from_utf8_lossy(&answer.stdout).trim(), "42");
        drop(cluster);
        assert!(!folder.exists());
    }
}
