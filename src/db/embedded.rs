//! A Postgres of our own: created when missing, run as a supervised child, stopped with the server.
//!
//! A thread of its own starts the child, because the kernel ties "signal me when my parent dies" to the thread
//! that forked, and worker threads come and go.

mod account;
mod cluster;

use crate::config::Embedded;
use crate::db::ident::{Ident, IdentError};
use cluster::Cluster;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitStatus;
use std::time::Duration;
use tokio::process::Child;
use tokio::sync::{oneshot, watch};
use tokio::time::{Instant, sleep, timeout};
use tokio_postgres::{NoTls, error::SqlState};

/// How long Postgres may take to accept connections; replaying its log after a crash counts.
const READY_DEADLINE: Duration = Duration::from_secs(120);
/// How long a fast shutdown may take before the immediate one.
const FAST_DEADLINE: Duration = Duration::from_secs(20);
/// How long an immediate shutdown may take before the kill.
const IMMEDIATE_DEADLINE: Duration = Duration::from_secs(5);
/// Pauses between restarts of a child that keeps dying double up to this.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// Why the embedded Postgres is not running.
#[derive(Debug, thiserror::Error)]
pub enum EmbeddedError {
    /// Another server holds the data directory.
    #[error("another SelfDB server is using {}: stop it, or set SELFDB_DATA_DIR to another folder", .0.display())]
    InUse(PathBuf),
    /// There is no `bin/postgres` in the installation folder.
    #[error("no Postgres in {}: set POSTGRES_DIR to the folder that holds bin/postgres, or run scripts/install-postgres.sh", .0.display())]
    NotInstalled(PathBuf),
    /// The data folder holds something that is not a cluster.
    #[error("{} is neither empty nor a Postgres cluster: move it away or set SELFDB_DATA_DIR", .0.display())]
    NotACluster(PathBuf),
    /// The UNIX socket's path does not fit into the kernel's limit.
    #[error("the socket path {} is longer than the 107 bytes the system allows: set SELFDB_DATA_DIR to a shorter one", .0.display())]
    SocketPathTooLong(PathBuf),
    /// The cluster belongs to another user.
    #[error("{} belongs to user id {owner} and this server runs as {own}: run it as that user or chown the folder", .path.display())]
    WrongOwner {
        /// The cluster.
        path: PathBuf,
        /// Its owner.
        owner: u32,
        /// The server's user id.
        own: u32,
    },
    /// Postgres' account may not enter a folder on the way to its files.
    #[error("Postgres runs as user id {uid}, which may not enter {} on the way to {}: `chmod o+x` it, or place SELFDB_DATA_DIR and POSTGRES_DIR elsewhere", .folder.display(), .path.display())]
    NotTraversable {
        /// What Postgres needs.
        path: PathBuf,
        /// The folder it may not enter.
        folder: PathBuf,
        /// Its user id.
        uid: u32,
    },
    /// `initdb` failed.
    #[error("initdb failed ({status}): {message}")]
    InitDb {
        /// How it ended.
        status: ExitStatus,
        /// What it said.
        message: String,
    },
    /// A Postgres left by a killed server does not stop.
    #[error("an older Postgres (process {pid}) on {} does not stop: end it by hand", .directory.display())]
    Orphan {
        /// Its process id.
        pid: u32,
        /// The cluster.
        directory: PathBuf,
    },
    /// Postgres ended while starting.
    #[error("Postgres ended while starting ({status}): {message}; its log is {}", .log.display())]
    Exited {
        /// How it ended.
        status: ExitStatus,
        /// Its last fatal message.
        message: String,
        /// Its log.
        log: PathBuf,
    },
    /// Postgres accepted no connection in time.
    #[error("Postgres accepted no connection within {} s; its log is {}", READY_DEADLINE.as_secs(), .0.display())]
    NotReady(PathBuf),
    /// The cluster was created with another password.
    #[error("POSTGRES_USER or POSTGRES_PASSWORD is not what the cluster in {} was created with", .0.display())]
    Login(PathBuf),
    /// POSTGRES_DB is no database name.
    #[error("POSTGRES_DB {0}")]
    DatabaseName(#[source] IdentError),
    /// The database named in the configuration could not be created.
    #[error("the database could not be created")]
    CreateDatabase(#[source] tokio_postgres::Error),
    /// A file, folder or process operation failed.
    #[error("{}: {source}", .path.display())]
    Io {
        /// What it was about.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// The thread that keeps Postgres ended.
    #[error("the thread that keeps Postgres ended")]
    KeeperGone,
}

impl EmbeddedError {
    fn io(path: impl AsRef<Path>) -> impl FnOnce(io::Error) -> Self {
        let path = path.as_ref().to_owned();
        move |source| Self::Io { path, source }
    }
}

/// A running embedded Postgres. Dropping it stops the child as well, without waiting for it.
#[derive(Debug)]
pub struct EmbeddedPostgres {
    stop: watch::Sender<bool>,
    process_id: watch::Receiver<Option<u32>>,
    ended: oneshot::Receiver<()>,
    /// Held as long as this lives; the kernel releases it however the server ends.
    _lock: File,
}

impl EmbeddedPostgres {
    /// Creates the cluster and database when missing, starts Postgres, and returns once it accepts connections.
    pub async fn start(settings: &Embedded) -> Result<Self, EmbeddedError> {
        let lock = lock(&settings.data_dir)?;
        let cluster = Cluster::prepare(settings.clone()).await?;
        let (stop, stopped) = watch::channel(false);
        let (health, process_id) = watch::channel(None);
        let (started, first) = oneshot::channel();
        let (end, ended) = oneshot::channel();
        let thread = std::thread::Builder::new().name("postgres-keeper".into());
        thread
            .spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
                match runtime {
                    Ok(runtime) => runtime.block_on(Keeper { cluster, stopped, health }.run(started)),
                    Err(source) => {
                        let _ = started.send(Err(EmbeddedError::io("runtime")(source)));
                    }
                }
                let _ = end.send(());
            })
            .map_err(EmbeddedError::io("thread"))?;
        first.await.map_err(|_| EmbeddedError::KeeperGone)??;
        Ok(Self { stop, process_id, ended, _lock: lock })
    }

    /// The process id while Postgres accepts connections, `None` while it is down or starting.
    pub fn process_id(&self) -> watch::Receiver<Option<u32>> {
        self.process_id.clone()
    }

    /// Whether Postgres accepts connections, as far as its keeper knows.
    pub fn is_healthy(&self) -> bool {
        self.process_id.borrow().is_some()
    }

    /// Ends all sessions and stops Postgres; it is gone when this returns.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        let _ = self.ended.await;
    }
}

/// Takes the data directory for this server.
fn lock(data_dir: &Path) -> Result<File, EmbeddedError> {
    fs::create_dir_all(data_dir).map_err(EmbeddedError::io(data_dir))?;
    let path = data_dir.join("selfdb.lock");
    let file = File::create(&path).map_err(EmbeddedError::io(&path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(EmbeddedError::InUse(data_dir.to_owned())),
        Err(TryLockError::Error(source)) => Err(EmbeddedError::Io { path, source }),
    }
}

/// Sends a signal to a process that we started or have identified.
fn signal(pid: u32, number: libc::c_int) {
    let Ok(pid) = libc::pid_t::try_from(pid) else { return };
    // SAFETY: kill takes plain numbers and touches no memory of ours.
    #[allow(unsafe_code, reason = "the standard library can send no signal but SIGKILL")]
    unsafe {
        libc::kill(pid, number);
    }
}

/// Owns the child on its thread: starts it, watches it, starts it again when it dies on its own.
struct Keeper {
    cluster: Cluster,
    stopped: watch::Receiver<bool>,
    health: watch::Sender<Option<u32>>,
}

/// What ended a wait for the child.
enum End {
    Exited(ExitStatus),
    StopWanted,
}

impl Keeper {
    async fn run(mut self, started: oneshot::Sender<Result<(), EmbeddedError>>) {
        let mut started = Some(started);
        let mut pause = Duration::from_millis(100);
        loop {
            let began = Instant::now();
            let result = self.start_child().await;
            let first = started.take();
            match (result, first) {
                (Err(error), Some(first)) => {
                    let _ = first.send(Err(error));
                    return;
                }
                (Err(error), None) => tracing::error!(%error, "Postgres did not start again"),
                (Ok(child), first) => {
                    self.health.send_replace(child.id());
                    let lost = first.is_some_and(|first| first.send(Ok(())).is_err());
                    if self.watch(child, lost).await {
                        return;
                    }
                }
            }
            pause = if began.elapsed() > LONGEST_PAUSE { Duration::from_millis(100) } else { pause * 2 };
            tokio::select! {
                () = sleep(pause.min(LONGEST_PAUSE)) => {}
                () = stop_wanted(&mut self.stopped) => return,
            }
        }
    }

    /// Waits until the child ends; true when that was wanted.
    async fn watch(&mut self, mut child: Child, stop_now: bool) -> bool {
        let end = match stop_now {
            true => End::StopWanted,
            false => self.wait(&mut child).await,
        };
        self.health.send_replace(None);
        match end {
            End::StopWanted => {
                shut_down(&mut child).await;
                true
            }
            End::Exited(status) => {
                tracing::error!(%status, "Postgres ended on its own, starting it again");
                false
            }
        }
    }

    async fn wait(&mut self, child: &mut Child) -> End {
        tokio::select! {
            status = child.wait() => End::Exited(status.unwrap_or_default()),
            () = stop_wanted(&mut self.stopped) => End::StopWanted,
        }
    }

    /// Starts the child and returns it once it accepts connections and has the database.
    async fn start_child(&mut self) -> Result<Child, EmbeddedError> {
        let mut command = self.cluster.server_command()?;
        // A group of its own keeps the terminal's Ctrl-C from it: the server stops it in its turn.
        command.process_group(0);
        die_with_parent(&mut command);
        let mut child = command.spawn().map_err(EmbeddedError::io(&self.cluster.settings.install_dir))?;
        let ready = tokio::select! {
            status = child.wait() => {
                return Err(EmbeddedError::Exited {
                    status: status.unwrap_or_default(),
                    message: self.cluster.last_fatal(),
                    log: self.cluster.log.clone(),
                });
            }
            () = stop_wanted(&mut self.stopped) => Err(EmbeddedError::KeeperGone),
            ready = timeout(READY_DEADLINE, ensure_database(&self.cluster)) => {
                ready.unwrap_or_else(|_| Err(EmbeddedError::NotReady(self.cluster.log.clone())))
            }
        };
        match ready {
            Ok(()) => Ok(child),
            Err(error) => {
                shut_down(&mut child).await;
                Err(error)
            }
        }
    }
}

async fn stop_wanted(stopped: &mut watch::Receiver<bool>) {
    // An error means that the handle was dropped, which asks for the same.
    let _ = stopped.wait_for(|stop| *stop).await;
}

/// Has the kernel stop the child (fast shutdown) when the server dies without a chance to do so.
fn die_with_parent(command: &mut tokio::process::Command) {
    let parent = std::process::id();
    // SAFETY: the closure runs between fork and exec and makes async-signal-safe system calls only.
    #[allow(
        unsafe_code,
        reason = "the parent-death signal can be set only in the child, between fork and exec"
    )]
    unsafe {
        command.pre_exec(move || {
            if libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGINT) != 0 {
                return Err(io::Error::last_os_error());
            }
            // Had the parent died before the call, no signal would ever come.
            if libc::getppid().unsigned_abs() != parent {
                return Err(io::Error::from_raw_os_error(libc::ESRCH));
            }
            Ok(())
        });
    }
}

/// Fast shutdown, then immediate shutdown, then the kill, each with a deadline.
async fn shut_down(child: &mut Child) {
    for (number, deadline) in [(libc::SIGINT, FAST_DEADLINE), (libc::SIGQUIT, IMMEDIATE_DEADLINE)] {
        let Some(pid) = child.id() else { return };
        signal(pid, number);
        if timeout(deadline, child.wait()).await.is_ok() {
            return;
        }
        tracing::warn!(pid, signal = number, "Postgres did not stop in time");
    }
    if let Err(error) = child.kill().await {
        tracing::error!(%error, "Postgres could not be killed");
    }
}

/// Connects until Postgres accepts it, and creates the configured database when missing.
async fn ensure_database(cluster: &Cluster) -> Result<(), EmbeddedError> {
    let settings = &cluster.settings;
    let name = Ident::existing(&settings.database).map_err(EmbeddedError::DatabaseName)?;
    let mut maintenance = settings.connection();
    maintenance.dbname("postgres").connect_timeout(Duration::from_secs(2));
    let (client, connection) = loop {
        match maintenance.connect(NoTls).await {
            Ok(connected) => break connected,
            Err(error) => {
                let code = error.code();
                if code == Some(&SqlState::INVALID_PASSWORD)
                    || code == Some(&SqlState::INVALID_AUTHORIZATION_SPECIFICATION)
                {
                    return Err(EmbeddedError::Login(cluster.directory.clone()));
                }
                sleep(Duration::from_millis(10)).await;
            }
        }
    };
    let connection = tokio::spawn(connection);
    let created = create_database(&client, &name).await;
    drop(client);
    let _ = connection.await;
    created.map_err(EmbeddedError::CreateDatabase)
}

async fn create_database(client: &tokio_postgres::Client, name: &Ident) -> Result<(), tokio_postgres::Error> {
    if client.query_opt("SELECT 1 FROM pg_database WHERE datname = $1", &[&name.as_str()]).await?.is_some() {
        return Ok(());
    }
    client.batch_execute(&format!("CREATE DATABASE {name}")).await
}
