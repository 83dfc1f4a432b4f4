//! A PostgreSQL server for the tests alone: its own data directory, a free port on
//! loopback, a password nobody else knows, and an end when the tests end.

use std::{
    fs::{self, File},
    io::Read,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use crate::{
    debian,
    process::{on_path, output, run},
};

/// The environment variable that tells the tests where the server is, as a `postgres://` URL
/// of a superuser: a test makes a database of its own in it.
pub const URL_VARIABLE: &str = "TENDERSEAL_TEST_POSTGRES";

const PATIENCE: Duration = Duration::from_secs(30);

/// A running server. It ends, and its data is removed, when this value is dropped.
pub struct Server {
    programs: Programs,
    process: Child,
    folder: TempDir,
    url: String,
}

impl Server {
    /// Starts a server, installing Debian's where this program may; else the line that tells
    /// a person what to do.
    pub fn start() -> Result<Result<Self, String>> {
        let folder = match find_programs() {
            Some(folder) => folder,
            None => match debian::ensure(&["postgresql"])? {
                Err(advice) => return Ok(Err(advice)),
                Ok(()) => find_programs().context("the package postgresql has no initdb")?,
            },
        };
        let programs = Programs { folder, as_postgres: debian::is_root()? };
        launch(programs).map(Ok)
    }

    /// For [`URL_VARIABLE`].
    pub fn url(&self) -> &str {
        &self.url
    }

    fn wait_until_ready(&mut self, port: u16) -> Result<()> {
        let started = Instant::now();
        loop {
            let answer = output(self.programs.command("pg_isready").args([
                "-h",
                "127.0.0.1",
                "-p",
                &port.to_string(),
            ]));
            if answer.is_ok() {
                return Ok(());
            }
            let ended = self.process.try_wait()?;
            if ended.is_some() || started.elapsed() > PATIENCE {
                let log = fs::read_to_string(self.folder.path().join("log"))?;
                bail!("PostgreSQL does not answer: {}", log.trim());
            }
            sleep(Duration::from_millis(100));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // By its own process id, which pg_ctl reads from the data directory. The data is
        // thrown away, so nothing is written out first.
        let stopped = run(self
            .programs
            .command("pg_ctl")
            .args(["stop", "--silent", "--mode=immediate", "--pgdata"])
            .arg(cluster(&self.folder))
            .stdout(Stdio::null()))
        .and_then(|()| Ok(self.process.wait()?));
        if let Err(error) = stopped {
            eprintln!("PostgreSQL could not be stopped: {error:#}");
        }
    }
}

/// PostgreSQL's programs of one version, and who runs them: the server refuses root, so root
/// runs it as the user `postgres`.
struct Programs {
    folder: PathBuf,
    as_postgres: bool,
}

impl Programs {
    fn command(&self, program: &str) -> Command {
        let program = self.folder.join(program);
        let mut command = if self.as_postgres {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        // The caller's folder may be closed to that user.
        command.current_dir("/").stdin(Stdio::null());
        command
    }
}

/// The folder of `initdb`: Debian's newest version, which is not on `PATH`, else `PATH`'s.
fn find_programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    versions
        .filter_map(|entry| {
            let version: u32 = entry.file_name().to_str()?.parse().ok()?;
            let folder = entry.path().join("bin");
            folder.join("initdb").is_file().then_some((version, folder))
        })
        .max()
        .map(|(_, folder)| folder)
        .or_else(|| on_path("initdb")?.parent().map(Path::to_owned))
}

fn launch(programs: Programs) -> Result<Server> {
    let folder = tempfile::Builder::new().prefix("tenderseal-postgres-").tempdir()?;
    let password = random_password()?;
    let password_file = folder.path().join("password");
    fs::write(&password_file, &password)?;
    if programs.as_postgres {
        run(Command::new("chown").args(["-R", "postgres:"]).arg(folder.path()))?;
    }
    output(
        programs
            .command("initdb")
            .args(["--username=tenderseal", "--auth=scram-sha-256"])
            .args(["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--pwfile"])
            .arg(&password_file)
            .arg("--pgdata")
            .arg(cluster(&folder)),
    )?;
    let port = free_port()?;
    let log = File::create(folder.path().join("log"))?;
    let process = programs
        .command("postgres")
        .arg("-D")
        .arg(cluster(&folder))
        .args(["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="])
        .args(["-c", &format!("port={port}"), "-c", "max_connections=200"])
        // Throw-away data: nothing needs to outlive a crash of the machine.
        .args(["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"])
        .stdout(log.try_clone()?)
        .stderr(log)
        .spawn()
        .context("cannot start PostgreSQL")?;
    let mut server = Server {
        programs,
        process,
        folder,
        url: format!("postgres://tenderseal:{password}@127.0.0.1:{port}/postgres"),
    };
    server.wait_until_ready(port)?;
    Ok(server)
}

fn cluster(folder: &TempDir) -> PathBuf {
    folder.path().join("cluster")
}

/// 128 bits of the system's randomness in hexadecimal.
fn random_password() -> Result<String> {
    let mut bytes = [0; 16];
    File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(hex::encode(bytes))
}

/// A port that is free now; the server takes it a moment later.
fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_answers_its_url_and_is_gone_when_dropped() {
        if find_programs().is_none() {
            eprintln!("skipped: PostgreSQL is not installed");
            return;
        }
        let server = Server::start().expect("starts").expect("is installed");
        let psql = server.programs.folder.join("psql");
        let ask = |url: &str| output(Command::new(&psql).args([url, "-Atc", "select 6 * 7"]));
        let url = server.url().to_owned();
        assert_eq!(ask(&url).expect("answers"), "42");

        let port = url
            .split_once("127.0.0.1:")
            .map(|(_, rest)| rest.to_owned())
            .expect("the URL names the port");
        assert!(
            ask(&format!("postgres://tenderseal:wrong@127.0.0.1:{port}")).is_err(),
            "a wrong password is refused"
        );

        let folder = server.folder.path().to_owned();
        drop(server);
        assert!(ask(&url).is_err(), "the server has ended");
        assert!(!folder.exists(), "its data is removed");
    }
}
