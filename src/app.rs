//! Composition root: builds every part in order, runs them, and takes them down in reverse.

mod secrets;
pub mod storage_check;

use crate::{
    actors::{supervisor::Fatal, system},
    blob::{BlobError, BlobStore, LocalStore},
    config::Config,
    db::{
        self, Db, DbError,
        embedded::{EmbeddedError, EmbeddedPostgres},
    },
    domain::secret_box::SecretError,
    http::{auth, cors, problem::ApiError, s3, server, state::AppState},
};
use actix_web::dev::{Server, ServerHandle};
use std::{
    net::{SocketAddr, TcpListener},
    sync::Arc,
    time::Duration,
};

/// How long actors may take to finish what they hold.
const DRAIN_DEADLINE: Duration = Duration::from_secs(5);

/// A built application: listening, not yet serving.
pub struct App {
    state: AppState,
    server: Server,
    s3: s3::Endpoint,
    metrics: Option<ServerHandle>,
    api: SocketAddr,
    console: SocketAddr,
    storage: SocketAddr,
    embedded: Option<EmbeddedPostgres>,
}

/// Why the application does not start or stops.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// A port cannot be had.
    #[error("cannot listen on {address}: {source}; choose another port with {variable}")]
    Listen {
        /// Address that was tried.
        address: SocketAddr,
        /// Setting that holds the port.
        variable: &'static str,
        /// The system's answer.
        source: std::io::Error,
    },
    /// The embedded Postgres does not start.
    #[error("embedded Postgres: {0}")]
    Embedded(#[from] EmbeddedError),
    /// Keys or the first administrator cannot be stored.
    #[error("first start: {}", .0.cause.as_deref().map_or_else(|| .0.to_string(), |cause| cause.to_string()))]
    Bootstrap(#[from] ApiError),
    /// The folder of the files cannot be used.
    #[error("STORAGE_DIR: {}", chain(.0))]
    Storage(#[from] BlobError),
    /// The key that seals secrets cannot be read or made.
    #[error("SELFDB_ENCRYPTION_KEY: {0}")]
    Encryption(#[from] SecretError),
    /// Its file cannot be read or made.
    #[error("encryption.key in SELFDB_DATA_DIR: {0}")]
    Secrets(std::io::Error),
    /// The database cannot be used.
    #[error("database: {}", chain(.0))]
    Database(#[from] DbError),
    /// The server failed.
    #[error("server: {0}")]
    Server(#[from] std::io::Error),
}

fn chain(error: &dyn std::error::Error) -> String {
    std::iter::successors(error.source(), |error| error.source())
        .fold(error.to_string(), |text, source| format!("{text}: {source}"))
}

impl App {
    /// Binds both ports, migrates the database and starts the actors.
    pub async fn build(config: Config) -> Result<Self, AppError> {
        let config = Arc::new(config);
        let api = listen(&config, config.server.api_port, "API_PORT")?;
        let console = listen(&config, config.server.console_port, "FRONTEND_PORT")?;
        let storage = listen(&config, config.storage.port, "STORAGE_PORT")?;
        let metrics = config.server.metrics_address.filter(|_| config.server.metrics);
        let metrics = metrics.map(|address| listen_on(address, "METRICS_ADDRESS")).transpose()?;
        let (api_address, console_address) = (api.local_addr()?, console.local_addr()?);
        let storage_address = storage.local_addr()?;
        let embedded = match &config.database.embedded {
            Some(settings) => Some(EmbeddedPostgres::start(settings).await?),
            None => None,
        };
        match start(config, Listeners { api, console, storage, metrics }).await {
            Ok(Started { state, server, s3, metrics }) => Ok(App {
                state,
                server,
                s3,
                metrics,
                api: api_address,
                console: console_address,
                storage: storage_address,
                embedded,
            }),
            Err(error) => {
                // A cluster left running would hold the data directory.
                if let Some(embedded) = embedded {
                    embedded.stop().await;
                }
                Err(error)
            }
        }
    }

    /// Address of the API port.
    pub fn api_address(&self) -> SocketAddr {
        self.api
    }

    /// Address of the console port.
    pub fn console_address(&self) -> SocketAddr {
        self.console
    }

    /// Address of the S3 port.
    pub fn storage_address(&self) -> SocketAddr {
        self.storage
    }

    /// The shared parts, for tests.
    pub fn state(&self) -> &AppState {
        &self.state
    }

    /// A handle that stops [`App::run`].
    pub fn stopper(&self) -> Stopper {
        Stopper { server: self.server.handle(), s3: self.s3.handle(), state: self.state.clone() }
    }

    /// Serves until stopped; the embedded Postgres goes last.
    pub async fn run(self) -> Result<(), AppError> {
        let served = self.server.await;
        drop(self.s3);
        if let Some(metrics) = self.metrics {
            metrics.stop(false).await;
        }
        if let Some(embedded) = self.embedded {
            embedded.stop().await;
        }
        Ok(served?)
    }
}

/// Sockets that listen already.
struct Listeners {
    api: TcpListener,
    console: TcpListener,
    storage: TcpListener,
    metrics: Option<TcpListener>,
}

/// What runs over a migrated database.
struct Started {
    state: AppState,
    server: Server,
    s3: s3::Endpoint,
    metrics: Option<ServerHandle>,
}

async fn start(config: Arc<Config>, listeners: Listeners) -> Result<Started, AppError> {
    let Listeners { api, console, storage, metrics } = listeners;
    let applied = db::migrate::migrate(&config.database).await?;
    if applied > 0 {
        tracing::info!(applied, "database migrated");
    }
    let db = Db::new(&config.database)?;
    let store: Arc<dyn BlobStore> = Arc::new(LocalStore::open(&config.storage.dir)?);
    let actors = system::start(&config, db.clone(), store.clone(), fatal())?;
    let secrets = secrets::open(&config.encryption)?;
    let state = AppState::new(config.clone(), db, store, secrets, actors)?;
    auth::bootstrap(&state).await?;
    state.cors.reload(&state.db).await?;
    actix_web::rt::spawn(cors::keep_fresh(state.clone()));
    let server = server::serve(state.clone(), api, console)?;
    let s3 = s3::Endpoint::start(state.clone(), storage)?;
    let metrics = metrics.map(|listener| serve_metrics(&state, listener)).transpose()?;
    Ok(Started { state, server, s3, metrics })
}

/// Metrics are answered as long as the application runs; there is nothing of them to finish.
fn serve_metrics(state: &AppState, listener: TcpListener) -> std::io::Result<ServerHandle> {
    let server = server::serve_metrics(state.clone(), listener)?;
    let handle = server.handle();
    actix_web::rt::spawn(server);
    Ok(handle)
}

/// A server with an actor that cannot be kept running is worse than one that its supervisor starts afresh.
fn fatal() -> Fatal {
    Arc::new(|actor| {
        tracing::error!(actor, "an actor failed too often; the server ends");
        std::process::exit(70);
    })
}

/// Stops an application in order: sockets, HTTP, actors.
#[derive(Clone)]
pub struct Stopper {
    server: ServerHandle,
    s3: s3::Handle,
    state: AppState,
}

impl Stopper {
    /// Closes sockets in batches, lets open requests finish, closes the pools.
    pub async fn stop(&self) {
        self.state.actors.drain(DRAIN_DEADLINE).await;
        tokio::join!(self.server.stop(true), self.s3.stop(self.state.config.server.shutdown_timeout));
        self.state.db.close();
    }
}

fn listen(config: &Config, port: u16, variable: &'static str) -> Result<TcpListener, AppError> {
    listen_on(SocketAddr::new(config.server.bind, port), variable)
}

fn listen_on(address: SocketAddr, variable: &'static str) -> Result<TcpListener, AppError> {
    let bind = || {
        let socket =
            socket2::Socket::new(socket2::Domain::for_address(address), socket2::Type::STREAM, None)?;
        socket.set_reuse_address(true)?;
        socket.bind(&address.into())?;
        socket.listen(4096)?;
        socket.set_nonblocking(true)?;
        Ok(socket.into())
    };
    bind().map_err(|source| AppError::Listen { address, variable, source })
}
