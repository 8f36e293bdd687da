//! One cluster on disk: its folders, `initdb`, the command line of `postgres`, and an orphan left by a killed
//! server.

use super::{EmbeddedError, account::Account};
use crate::config::Embedded;
use secrecy::ExposeSecret as _;
use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;
use tokio::process::Command;
use tokio::time::{Instant, sleep};

/// `sun_path` holds 108 bytes with its closing zero.
const SOCKET_PATH_LIMIT_BYTES: usize = 107;
/// At start a larger log is moved aside once, so that two of this size are the most there is.
const LOG_LIMIT_BYTES: u64 = 16 * 1024 * 1024;
/// How long an orphan may take for its fast shutdown.
const ORPHAN_DEADLINE: Duration = Duration::from_secs(30);

/// Written to postgresql.conf once, so that an operator may change them there.
const INITIAL_SETTINGS: [&str; 8] = [
    "shared_buffers=64MB",
    "max_connections=100",
    "fsync=on",
    "full_page_writes=on",
    "synchronous_commit=on",
    "password_encryption=scram-sha-256",
    "max_wal_size=512MB",
    "log_line_prefix=%m [%p] %q%u@%d ",
];

/// Absolute paths of a cluster and the account it belongs to.
#[derive(Debug, Clone)]
pub(super) struct Cluster {
    pub(super) settings: Embedded,
    pub(super) directory: PathBuf,
    pub(super) log: PathBuf,
    socket_dir: PathBuf,
    account: Account,
}

impl Cluster {
    /// Resolves and checks the paths, creates the folders, and the cluster itself when it is missing.
    pub(super) async fn prepare(settings: Embedded) -> Result<Self, EmbeddedError> {
        let absolute = |path: &Path| std::path::absolute(path).map_err(EmbeddedError::io(path));
        let settings = Embedded {
            data_dir: absolute(&settings.data_dir)?,
            install_dir: absolute(&settings.install_dir)?,
            ..settings
        };
        let directory = settings.data_dir.join("postgres");
        let cluster = Self {
            account: Account::choose(&directory)?,
            log: settings.data_dir.join("postgres.log"),
            socket_dir: settings.socket_dir(),
            directory,
            settings,
        };
        cluster.check_paths()?;
        cluster.account.create_private_dir(&cluster.socket_dir)?;
        match fs::read_dir(&cluster.directory).map(|mut entries| entries.next().is_none()) {
            Ok(false) if !cluster.directory.join("PG_VERSION").exists() => {
                return Err(EmbeddedError::NotACluster(cluster.directory));
            }
            Ok(false) => cluster.stop_orphan().await?,
            Ok(true) | Err(_) => cluster.create().await?,
        }
        Ok(cluster)
    }

    fn check_paths(&self) -> Result<(), EmbeddedError> {
        let server = self.program("postgres");
        if !server.is_file() {
            return Err(EmbeddedError::NotInstalled(self.settings.install_dir.clone()));
        }
        let socket = self.socket_dir.join(format!(".s.PGSQL.{}", self.settings.port.unwrap_or(5432)));
        if socket.as_os_str().len() > SOCKET_PATH_LIMIT_BYTES {
            return Err(EmbeddedError::SocketPathTooLong(socket));
        }
        self.account.check_reach(&server)?;
        self.account.check_reach(&self.directory)
    }

    fn program(&self, name: &str) -> PathBuf {
        self.settings.install_dir.join("bin").join(name)
    }

    /// A program of the installation under the cluster's account. The server's own environment stays out of
    /// it: it holds secrets that SQL could read.
    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.program(program));
        command.env_clear().current_dir("/").stdin(Stdio::null());
        command.env("LD_LIBRARY_PATH", self.settings.install_dir.join("lib")).env("PATH", "/usr/bin:/bin");
        if let Some(zone) = std::env::var_os("TZ") {
            command.env("TZ", zone);
        }
        self.account.apply(&mut command);
        command
    }

    /// Runs `initdb` beside the final place and renames, so that an interrupted one is never taken for a cluster.
    async fn create(&self) -> Result<(), EmbeddedError> {
        let staging = self.settings.data_dir.join("postgres.new");
        if staging.exists() {
            fs::remove_dir_all(&staging).map_err(EmbeddedError::io(&staging))?;
        }
        self.account.create_private_dir(&staging)?;
        let password = self.socket_dir.join("initdb.password");
        self.write_password(&password)?;
        tracing::info!(directory = %self.directory.display(), "creating the Postgres cluster");
        let mut command = self.command("initdb");
        command.arg("-D").arg(&staging).arg("--pwfile").arg(&password).args(["-U", &self.settings.user]);
        command.args(["--auth=scram-sha-256", "--data-checksums", "--encoding=UTF8"]);
        command.args(["--locale-provider=builtin", "--locale=C.UTF-8"]);
        command.args(INITIAL_SETTINGS.iter().flat_map(|setting| ["-c", setting]));
        let output = command.output().await;
        fs::remove_file(&password).map_err(EmbeddedError::io(&password))?;
        let output = output.map_err(EmbeddedError::io(self.program("initdb")))?;
        if !output.status.success() {
            let message = String::from_utf8_lossy(&output.stderr).trim().to_owned();
            return Err(EmbeddedError::InitDb { status: output.status, message });
        }
        fs::rename(&staging, &self.directory).map_err(EmbeddedError::io(&self.directory))?;
        File::open(&self.settings.data_dir)
            .and_then(|folder| folder.sync_all())
            .map_err(EmbeddedError::io(&self.settings.data_dir))
    }

    fn write_password(&self, path: &Path) -> Result<(), EmbeddedError> {
        let mut file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(path)
            .map_err(EmbeddedError::io(path))?;
        file.write_all(self.settings.password.expose_secret().as_bytes()).map_err(EmbeddedError::io(path))?;
        self.account.take(path)
    }

    /// The command that runs the server, logging to `postgres.log`.
    pub(super) fn server_command(&self) -> Result<Command, EmbeddedError> {
        if fs::metadata(&self.log).is_ok_and(|log| log.len() > LOG_LIMIT_BYTES) {
            let aside = self.log.with_extension("log.1");
            fs::rename(&self.log, &aside).map_err(EmbeddedError::io(&aside))?;
        }
        let log = OpenOptions::new()
            .create(true)
            .append(true)
            .mode(0o640)
            .open(&self.log)
            .map_err(EmbeddedError::io(&self.log))?;
        let mut command = self.command("postgres");
        command.arg("-D").arg(&self.directory);
        command.args(["-c", "logging_collector=off", "-c", "unix_socket_permissions=0700"]);
        command.arg("-c").arg(format!("unix_socket_directories={}", self.socket_dir.display()));
        command.arg("-c").arg(format!("port={}", self.settings.port.unwrap_or(5432)));
        command.arg("-c").arg(format!("listen_addresses={}", self.listen_address()));
        command.stdout(log.try_clone().map_err(EmbeddedError::io(&self.log))?).stderr(log);
        Ok(command)
    }

    /// A taken port must not keep the service down, since it talks to Postgres over the socket.
    fn listen_address(&self) -> &'static str {
        let Some(port) = self.settings.port else { return "" };
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
            Ok(_) => "127.0.0.1",
            Err(error) => {
                tracing::warn!(
                    port,
                    %error,
                    "POSTGRES_PORT is not free: Postgres starts with its UNIX socket only; set another port for psql"
                );
                ""
            }
        }
    }

    /// The last line Postgres logged as fatal, for an error that says more than "see the log".
    pub(super) fn last_fatal(&self) -> String {
        let text = fs::read(&self.log).unwrap_or_default();
        let tail = String::from_utf8_lossy(text.get(text.len().saturating_sub(8192)..).unwrap_or_default());
        let fatal =
            tail.lines().rev().find(|line| line.contains("FATAL") || line.contains("error while loading"));
        fatal.unwrap_or("no message").trim().to_owned()
    }

    /// Stops a postmaster of this directory that outlived its server. We hold the lock, so no server runs it.
    async fn stop_orphan(&self) -> Result<(), EmbeddedError> {
        let Some(pid) = self.running_postmaster() else { return Ok(()) };
        tracing::warn!(pid, "stopping a Postgres left on this data directory by a server that was killed");
        super::signal(pid, libc::SIGINT);
        let deadline = Instant::now() + ORPHAN_DEADLINE;
        while self.running_postmaster() == Some(pid) {
            if Instant::now() > deadline {
                return Err(EmbeddedError::Orphan { pid, directory: self.directory.clone() });
            }
            sleep(Duration::from_millis(20)).await;
        }
        Ok(())
    }

    /// The process named in postmaster.pid, when it is a `postgres` whose working directory is this cluster;
    /// after a crash the number may belong to anything.
    fn running_postmaster(&self) -> Option<u32> {
        let text = fs::read_to_string(self.directory.join("postmaster.pid")).ok()?;
        let pid: u32 = text.lines().next()?.trim().parse().ok()?;
        let process = PathBuf::from(format!("/proc/{pid}"));
        let is_postgres = fs::read_to_string(process.join("comm")).ok()?.trim() == "postgres";
        let works_here =
            fs::canonicalize(process.join("cwd")).ok()? == fs::canonicalize(&self.directory).ok()?;
        (is_postgres && works_here).then_some(pid)
    }
}
