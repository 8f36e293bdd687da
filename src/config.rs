//! Settings: read once from the environment (and the `.env` file the launcher names), checked together,
//! handed down by value. Nothing else reads the environment.

mod source;

use ipnet::IpNet;
use secrecy::{ExposeSecret as _, SecretString};
use source::{Source, parse_env_file};
use std::{
    collections::HashMap,
    net::{IpAddr, SocketAddr},
    path::PathBuf,
    time::Duration,
};

/// The whole configuration.
#[derive(Debug, Clone)]
pub struct Config {
    /// Addresses and ports.
    pub server: Server,
    /// Where Postgres is.
    pub database: Database,
    /// Tokens, keys and limits on logging in.
    pub auth: Auth,
    /// The first administrator.
    pub admin: Option<Admin>,
    /// Realtime.
    pub realtime: Realtime,
    /// Buckets and files.
    pub storage: Storage,
    /// Backups.
    pub backup: Backup,
    /// Where the key is that seals stored secrets.
    pub encryption: Encryption,
    /// `dev`, `staging` or `prod`.
    pub environment: String,
    /// Log filter in tracing's syntax, from LOG_LEVEL.
    pub log_filter: String,
    /// Variables that are set and have no effect.
    pub ineffective: Vec<&'static str>,
}

/// Addresses and ports. Port 0 lets the system choose.
#[derive(Debug, Clone)]
pub struct Server {
    /// Address all ports are bound to.
    pub bind: IpAddr,
    /// API port.
    pub api_port: u16,
    /// Console port, which serves the API under the same origin.
    pub console_port: u16,
    /// HTTP worker threads.
    pub workers: usize,
    /// Origins that browsers may call from; empty admits none but same-origin.
    pub cors_origins: Vec<String>,
    /// Proxies whose `X-Forwarded-For` and `X-Real-IP` are believed.
    pub trusted_proxies: Vec<IpNet>,
    /// Largest JSON body, in bytes.
    pub json_limit_bytes: usize,
    /// Largest file of an import, in bytes.
    pub import_limit_bytes: usize,
    /// Whether `/metrics` is served.
    pub metrics: bool,
    /// A port of its own for `/metrics`, without credentials.
    pub metrics_address: Option<SocketAddr>,
    /// How long open requests may finish after a stop signal.
    pub shutdown_timeout: Duration,
}

/// Where Postgres is and how many connections may be used.
#[derive(Debug, Clone)]
pub struct Database {
    /// Set when the server runs its own Postgres.
    pub embedded: Option<Embedded>,
    /// The way of callers' statements, which are the ones that grow with the load: through a pooler where there
    /// is one, else as `direct`. The login is [`Database::caller_role`].
    pub pooled: tokio_postgres::Config,
    /// Owner login without a pooler: migrations, LISTEN, COPY, raw SQL and the service's own statements.
    pub direct: tokio_postgres::Config,
    /// Login that runs callers' statements.
    pub caller_role: String,
    /// Login that runs administrators' raw SQL.
    pub sql_role: String,
    /// Secret from which both logins' passwords are derived.
    pub login_secret: SecretString,
    /// Connections of the owner pool.
    pub owner_connections: usize,
    /// Connections of the caller pool.
    pub caller_connections: usize,
    /// Connections of the admin SQL pool.
    pub sql_connections: usize,
    /// Connections for answers that are streamed.
    pub stream_connections: usize,
    /// Most rows of one answer.
    pub max_rows: i64,
    /// Time limit of callers' statements, in milliseconds.
    pub statement_timeout_ms: i32,
}

/// The embedded Postgres cluster.
#[derive(Debug, Clone)]
pub struct Embedded {
    /// Folder with `bin/postgres`.
    pub install_dir: PathBuf,
    /// Folder of this server's data; the cluster is in `postgres/` below it.
    pub data_dir: PathBuf,
    /// Loopback port; `None` leaves only the UNIX socket.
    pub port: Option<u16>,
    /// Database, user and password to create.
    pub database: String,
    /// Owner login.
    pub user: String,
    /// The owner's password.
    pub password: SecretString,
}

/// Tokens, keys and limits on logging in.
#[derive(Debug, Clone)]
pub struct Auth {
    /// HMAC secret of access tokens.
    pub jwt_secret: SecretString,
    /// HS256, HS384 or HS512.
    pub jwt_algorithm: String,
    /// `iss` of tokens.
    pub jwt_issuer: String,
    /// Lifetime of an access token.
    pub access_lifetime: Duration,
    /// Lifetime of a session, from JWT_EXPIRATION_HOURS.
    pub refresh_lifetime: Duration,
    /// How long a used refresh token still gets the answer its first use got.
    pub refresh_grace: Duration,
    /// API_KEY.
    pub api_key: Option<SecretString>,
    /// API_KEY_ROLE=service makes API_KEY a secret key with all rights.
    pub api_key_is_service: bool,
    /// SERVICE_API_KEY.
    pub service_api_key: Option<SecretString>,
    /// AUTH_SIGNUP=open.
    pub signup_open: bool,
    /// Failed logins per account and per address and minute.
    pub login_attempts_per_minute: u32,
    /// Threads that hash passwords.
    pub hash_threads: usize,
    /// Passwords that may wait to be hashed.
    pub hash_queue: usize,
    /// How long sessions that have ended stay listed in the database.
    pub session_retention: Duration,
    /// How long the audit log is kept.
    pub audit_retention: Duration,
}

/// The first administrator, created when no user has that e-mail.
#[derive(Debug, Clone)]
pub struct Admin {
    /// E-mail.
    pub email: String,
    /// Password.
    pub password: SecretString,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
}

/// Realtime limits.
#[derive(Debug, Clone)]
pub struct Realtime {
    /// How long changes can be replayed.
    pub retention: Duration,
    /// Sockets per node.
    pub max_connections: usize,
    /// Channels per socket.
    pub max_channels: usize,
    /// Largest message from a client, in bytes.
    pub max_payload: usize,
    /// Joins of a socket in a second; one that joins faster is closed.
    pub joins_per_second: u32,
    /// Broadcasts and other messages of a socket in a second.
    pub events_per_second: u32,
    /// Changes of presence of a socket in 30 seconds.
    pub presence_per_30_seconds: u32,
    /// Poll while nothing is announced; also the longest delay after a lost notification.
    pub fallback_poll: Duration,
    /// A socket that takes nothing for this long is closed.
    pub stall_timeout: Duration,
}

/// Where the key is that seals stored secrets.
#[derive(Debug, Clone)]
pub enum Encryption {
    /// SELFDB_ENCRYPTION_KEY: 32 bytes in hexadecimal or Base64; older keys may follow after commas.
    Keys(SecretString),
    /// A file, which is made with a random key when it is not there; not in production.
    File(PathBuf),
}

/// Buckets and files.
#[derive(Debug, Clone)]
pub struct Storage {
    /// Folder of the files' bytes; only this server may use it.
    pub dir: PathBuf,
    /// S3 port.
    pub port: u16,
    /// Domain of the S3 port, for buckets as subdomains.
    pub domain: Option<String>,
    /// Largest file, in bytes; buckets may have lower limits.
    pub max_file_bytes: u64,
    /// How long a sender of a file may send next to nothing.
    pub stall_timeout: Duration,
}

/// Backups.
#[derive(Debug, Clone)]
pub struct Backup {
    /// Folder of the backups.
    pub dir: PathBuf,
    /// Folder of the blobs that belong to the database.
    pub blobs: PathBuf,
    /// How often the server makes one by itself; `None` for never.
    pub every: Option<Duration>,
    /// How many of the newest are kept.
    pub keep: usize,
    /// Folder with `bin/pg_dump` and `bin/pg_restore`; those in PATH where there is none.
    pub postgres_dir: Option<PathBuf>,
}

/// All faults of a configuration, each with its fix.
#[derive(Debug, thiserror::Error)]
#[error("configuration is not usable:{}", .0.iter().map(|fault| format!("\n  - {fault}")).collect::<String>())]
pub struct ConfigFaults(pub Vec<String>);

impl Config {
    /// Reads the process environment, after the file named by SELFDB_ENV_FILE (or `.env.<ENV>`) where it exists.
    pub fn from_env() -> Result<Self, ConfigFaults> {
        let mut values: HashMap<String, String> = HashMap::new();
        let environment = std::env::var("ENV").unwrap_or_else(|_| "dev".into());
        let file = std::env::var("SELFDB_ENV_FILE").unwrap_or_else(|_| format!(".env.{environment}"));
        if let Ok(text) = std::fs::read_to_string(&file) {
            values.extend(parse_env_file(&text));
        }
        values.extend(std::env::vars());
        Self::from_values(&values)
    }

    /// Builds the configuration from named values and reports every fault at once.
    pub fn from_values(values: &HashMap<String, String>) -> Result<Self, ConfigFaults> {
        let mut source = Source::new(values);
        let config = source.config();
        match (config, source.faults) {
            (Some(config), faults) if faults.is_empty() => Ok(config),
            (_, faults) => Err(ConfigFaults(faults)),
        }
    }
}

impl Embedded {
    /// Folder of the UNIX socket.
    pub fn socket_dir(&self) -> PathBuf {
        self.data_dir.join("run")
    }

    /// Owner login over the UNIX socket.
    pub fn connection(&self) -> tokio_postgres::Config {
        let mut config = tokio_postgres::Config::new();
        config
            .host_path(self.socket_dir())
            .port(self.port.unwrap_or(5432))
            .dbname(&self.database)
            .user(&self.user)
            .password(self.password.expose_secret());
        config
    }
}

#[cfg(test)]
mod tests;
