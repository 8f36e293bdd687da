//! Reading named values, and telling all that is wrong with them.

use super::{Admin, Auth, Backup, Config, Database, Embedded, Encryption, Realtime, Server, Storage};
use crate::domain::web_origin;
use secrecy::{ExposeSecret as _, SecretString};
use std::{
    collections::HashMap,
    net::{IpAddr, SocketAddr},
    path::PathBuf,
    time::Duration,
};

/// Well-known sample secrets of the original's template; refused on any address but loopback.
const SAMPLE_SECRETS: [&str; 4] = [
    "dev_api_key_not_for_production",
    "dev_jwt_secret_not_for_production",
    "adminpassword123",
    "dev_password_123",
];

/// Variables of the original's template that have no effect here; naming one is worth a warning at start.
const WITHOUT_EFFECT: [&str; 12] = [
    "DOCKER_NETWORK",
    "DOCKER_ENV",
    "INTERNAL_POSTGRES_PORT",
    "INTERNAL_PGBOUNCER_PORT",
    "PGBOUNCER_HOST",
    "PGBOUNCER_POOL_MODE",
    "PGBOUNCER_MAX_CLIENT_CONN",
    "PGBOUNCER_DEFAULT_POOL_SIZE",
    "INTERNAL_API_KEY",
    "PHOENIX_ENABLED",
    "PHOENIX_SECRET_KEY_BASE",
    "RELOAD",
];

/// Reads `KEY=value` lines; `#` starts a comment line, quotes around a value are taken off.
pub(super) fn parse_env_file(text: &str) -> impl Iterator<Item = (String, String)> + '_ {
    text.lines().filter_map(|line| {
        let line = line.trim();
        let line = line.strip_prefix("export ").unwrap_or(line);
        if line.starts_with('#') {
            return None;
        }
        let (key, value) = line.split_once('=')?;
        let value = value.trim();
        let unquoted = ['"', '\'']
            .iter()
            .find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote))
            .unwrap_or(value);
        Some((key.trim().to_owned(), unquoted.to_owned()))
    })
}

/// The way through `pooler` to the database that `direct` names, unless the pooler's address names one itself.
fn pooled(pooler: Option<tokio_postgres::Config>, direct: &tokio_postgres::Config) -> tokio_postgres::Config {
    let Some(mut pooled) = pooler else { return direct.clone() };
    if let (None, Some(database)) = (pooled.get_dbname(), direct.get_dbname()) {
        pooled.dbname(database);
    }
    pooled
}

/// Named values, and what is wrong with them.
pub(super) struct Source<'a> {
    values: &'a HashMap<String, String>,
    pub(super) faults: Vec<String>,
}

impl<'a> Source<'a> {
    pub(super) fn new(values: &'a HashMap<String, String>) -> Self {
        Source { values, faults: Vec::new() }
    }

    fn text(&self, key: &str) -> Option<String> {
        self.values.get(key).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
    }

    fn parse<T: std::str::FromStr>(&mut self, key: &str, default: T, expected: &str) -> T {
        match self.text(key).map(|value| value.parse::<T>()) {
            None => default,
            Some(Ok(value)) => value,
            Some(Err(_)) => {
                self.faults.push(format!("{key} is not {expected}; set {key} to {expected} or leave it out"));
                default
            }
        }
    }

    fn flag(&mut self, key: &str, default: bool) -> bool {
        match self.text(key).map(|value| value.to_ascii_lowercase()).as_deref() {
            None => default,
            Some("true" | "1" | "yes" | "on") => true,
            Some("false" | "0" | "no" | "off") => false,
            Some(_) => {
                self.faults.push(format!("{key} is not true or false"));
                default
            }
        }
    }

    /// Entries between commas.
    fn list<T>(&mut self, key: &str, parse: impl Fn(&str) -> Result<T, String>) -> Vec<T> {
        let text = self.text(key).unwrap_or_default();
        let mut read = Vec::new();
        for entry in text.split(',').map(str::trim).filter(|entry| !entry.is_empty()) {
            match parse(entry) {
                Ok(value) => read.push(value),
                Err(told) => self.faults.push(format!("{key}: {entry} {told}")),
            }
        }
        read
    }

    fn days(&mut self, key: &str, default: u32) -> Duration {
        Duration::from_secs(24 * 3600 * u64::from(self.parse(key, default, "a number of days")))
    }

    fn one_of(&mut self, key: &str, allowed: &[&str]) -> String {
        match self.text(key) {
            None => allowed[0].to_owned(),
            Some(value) if allowed.contains(&value.as_str()) => value,
            Some(_) => {
                self.faults.push(format!("{key} must be one of {}", allowed.join(", ")));
                allowed[0].to_owned()
            }
        }
    }

    fn secret(&mut self, key: &str, least: usize, loopback: bool) -> Option<SecretString> {
        let value = self.text(key)?;
        if value.len() < least {
            self.faults.push(format!(
                "{key} is shorter than {least} characters; make one with `openssl rand -hex 32`"
            ));
        }
        if !loopback && SAMPLE_SECRETS.contains(&value.as_str()) {
            self.faults.push(format!(
                "{key} is a published sample; make one with `openssl rand -hex 32`, or bind to 127.0.0.1"
            ));
        }
        Some(value.into())
    }

    /// The configuration; `None` where it cannot be made for the faults that were found.
    pub(super) fn config(&mut self) -> Option<Config> {
        let server = self.server();
        let loopback = server.bind.is_loopback();
        // Each part is read even when another has failed, so that all faults are told at once.
        let (auth, database, admin) = (self.auth(loopback), self.database(loopback), self.admin(loopback));
        let level = self.one_of("LOG_LEVEL", &["INFO", "DEBUG", "WARN", "WARNING", "ERROR", "TRACE"]);
        let level = if level == "WARNING" { "warn".to_owned() } else { level.to_ascii_lowercase() };
        Some(Config {
            environment: self.one_of("ENV", &["dev", "staging", "prod"]),
            log_filter: self.text("RUST_LOG").unwrap_or_else(|| format!("warn,s3s=off,selfdb={level}")),
            ineffective: WITHOUT_EFFECT.into_iter().filter(|key| self.values.contains_key(*key)).collect(),
            realtime: Realtime {
                retention: Duration::from_secs(
                    3600 * self.parse("REALTIME_RETENTION_HOURS", 24, "a number of hours"),
                ),
                max_connections: self.parse("REALTIME_MAX_CONNECTIONS", 10_000, "a number"),
                max_channels: self.parse("REALTIME_MAX_CHANNELS", 100, "a number"),
                max_payload: self.parse("REALTIME_MAX_PAYLOAD_BYTES", 1024 * 1024, "a number of bytes"),
                joins_per_second: self.parse("REALTIME_JOINS_PER_SECOND", 100, "a number"),
                events_per_second: self.parse("REALTIME_EVENTS_PER_SECOND", 500, "a number"),
                presence_per_30_seconds: self.parse("REALTIME_PRESENCE_PER_30_SECONDS", 100, "a number"),
                fallback_poll: Duration::from_millis(250),
                stall_timeout: Duration::from_secs(10),
            },
            backup: self.backup(),
            storage: self.storage(),
            encryption: self.encryption(),
            server,
            database: database?,
            auth: auth?,
            admin,
        })
    }

    fn encryption(&mut self) -> Encryption {
        if let Some(keys) = self.text("SELFDB_ENCRYPTION_KEY") {
            return Encryption::Keys(keys.into());
        }
        if self.text("ENV").as_deref() == Some("prod") {
            self.faults.push(
                "SELFDB_ENCRYPTION_KEY is missing; make one with `openssl rand -hex 32` and keep it apart from backups"
                    .into(),
            );
        }
        Encryption::File(self.data_dir().join("encryption.key"))
    }

    fn data_dir(&self) -> PathBuf {
        self.text("SELFDB_DATA_DIR").map_or_else(|| "data".into(), PathBuf::from)
    }

    fn metrics_address(&mut self) -> Option<SocketAddr> {
        let address = self.text("METRICS_ADDRESS")?.parse().ok();
        if address.is_none() {
            self.faults.push("METRICS_ADDRESS is not an address with a port such as 127.0.0.1:9100".into());
        }
        address
    }

    fn backup(&mut self) -> Backup {
        let hours = self.parse("BACKUP_INTERVAL_HOURS", 0u32, "a number of hours");
        Backup {
            dir: self.text("BACKUP_DIR").map_or_else(|| self.data_dir().join("backups"), PathBuf::from),
            blobs: self.storage().dir.join("blobs"),
            every: (hours > 0).then(|| Duration::from_secs(3600 * u64::from(hours))),
            keep: self.parse("BACKUP_KEEP", 7, "a number"),
            postgres_dir: self.text("POSTGRES_DIR").map(PathBuf::from),
        }
    }

    fn storage(&mut self) -> Storage {
        Storage {
            dir: self.text("STORAGE_DIR").map_or_else(|| self.data_dir().join("storage"), PathBuf::from),
            port: self.parse("STORAGE_PORT", 8001, "a port"),
            domain: self.text("STORAGE_DOMAIN"),
            max_file_bytes: self.parse("STORAGE_MAX_FILE_BYTES", 10 << 30, "a number of bytes"),
            stall_timeout: Duration::from_secs(30),
        }
    }

    fn server(&mut self) -> Server {
        Server {
            bind: self.parse("BIND_ADDRESS", IpAddr::from([127, 0, 0, 1]), "an IP address"),
            api_port: self.parse("API_PORT", 8000, "a port"),
            console_port: self.parse("FRONTEND_PORT", 3000, "a port"),
            workers: self.parse(
                "SELFDB_WORKERS",
                std::thread::available_parallelism().map_or(2, usize::from),
                "a number",
            ),
            cors_origins: self.list("ALLOWED_CORS", |origin| {
                web_origin::normalised(origin).map_err(|told| told.to_string())
            }),
            trusted_proxies: self.list("TRUSTED_PROXIES", |network| {
                let address = || network.parse().map(|address: IpAddr| address.into());
                network
                    .parse()
                    .or_else(|_| address())
                    .map_err(|_| "must be an address or a network".to_owned())
            }),
            json_limit_bytes: self.parse("SELFDB_JSON_LIMIT_BYTES", 16 * 1024 * 1024, "a number of bytes"),
            import_limit_bytes: self.parse(
                "SELFDB_IMPORT_LIMIT_BYTES",
                1024 * 1024 * 1024,
                "a number of bytes",
            ),
            metrics: self.flag("ENABLE_METRICS", true),
            metrics_address: self.metrics_address(),
            shutdown_timeout: Duration::from_secs(10),
        }
    }

    fn auth(&mut self, loopback: bool) -> Option<Auth> {
        let jwt_secret = self.secret("JWT_SECRET_KEY", 32, loopback);
        if jwt_secret.is_none() {
            self.faults.push("JWT_SECRET_KEY is missing; make one with `openssl rand -hex 32`".into());
        }
        if self.text("API_KEY").is_some() && self.text("API_KEY") == self.text("SERVICE_API_KEY") {
            self.faults.push(
                "API_KEY and SERVICE_API_KEY are the same; the publishable key must not be secret".into(),
            );
        }
        Some(Auth {
            jwt_algorithm: self.one_of("JWT_ALGORITHM", &["HS256", "HS384", "HS512"]),
            jwt_issuer: self.text("JWT_ISSUER").unwrap_or_else(|| "selfdb".into()),
            access_lifetime: Duration::from_secs(30 * 60),
            refresh_lifetime: Duration::from_secs(
                3600 * self.parse("JWT_EXPIRATION_HOURS", 72, "a number of hours"),
            ),
            refresh_grace: Duration::from_secs(10),
            api_key: self.secret("API_KEY", 16, loopback),
            api_key_is_service: self.one_of("API_KEY_ROLE", &["anon", "service"]) == "service",
            service_api_key: self.secret("SERVICE_API_KEY", 16, loopback),
            signup_open: self.one_of("AUTH_SIGNUP", &["open", "off"]) == "open",
            login_attempts_per_minute: self.parse("LOGIN_ATTEMPTS_PER_MINUTE", 10, "a number"),
            hash_threads: self.parse("PASSWORD_HASH_THREADS", 2, "a number"),
            hash_queue: self.parse("PASSWORD_HASH_QUEUE", 128, "a number"),
            session_retention: self.days("SESSION_RETENTION_DAYS", 30),
            audit_retention: self.days("AUDIT_RETENTION_DAYS", 365),
            jwt_secret: jwt_secret?,
        })
    }

    fn database(&mut self, loopback: bool) -> Option<Database> {
        let embedded_wanted = self.flag("POSTGRES_EMBEDDED", true) && self.text("DATABASE_URL").is_none();
        let password = self.secret("POSTGRES_PASSWORD", 8, loopback);
        let embedded = if embedded_wanted { self.embedded(password.clone()) } else { None };
        let direct = match &embedded {
            Some(embedded) => Some(embedded.connection()),
            None if embedded_wanted => None,
            None => self.external(password),
        };
        let pooler = self.pooler();
        Some(Database {
            embedded,
            caller_role: self.text("SELFDB_CALLER_ROLE").unwrap_or_else(|| "selfdb_caller".into()),
            sql_role: self.text("SELFDB_SQL_ROLE").unwrap_or_else(|| "selfdb_sql".into()),
            owner_connections: self.parse("SELFDB_OWNER_CONNECTIONS", 8, "a number"),
            caller_connections: self.parse("SELFDB_CALLER_CONNECTIONS", 24, "a number"),
            sql_connections: self.parse("SELFDB_SQL_CONNECTIONS", 4, "a number"),
            stream_connections: self.parse("SELFDB_STREAM_CONNECTIONS", 4, "a number"),
            max_rows: self.parse("SELFDB_MAX_ROWS", 100_000, "a number of rows"),
            statement_timeout_ms: self.parse("STATEMENT_TIMEOUT_MS", 30_000, "a number of milliseconds"),
            pooled: pooled(pooler, direct.as_ref()?),
            direct: direct?,
            // A secret that is missing is told where it is read.
            login_secret: self.text("SELFDB_LOGIN_SECRET").or_else(|| self.text("JWT_SECRET_KEY"))?.into(),
        })
    }

    fn pooler(&mut self) -> Option<tokio_postgres::Config> {
        let pooler = self.text("PGBOUNCER_URL")?.parse::<tokio_postgres::Config>().ok();
        let pooler = pooler.filter(|pooler| !pooler.get_hosts().is_empty());
        if pooler.is_none() {
            self.faults.push("PGBOUNCER_URL is not a postgres://host:port/database URL".into());
        }
        pooler
    }

    fn embedded(&mut self, password: Option<SecretString>) -> Option<Embedded> {
        if password.is_none() {
            self.faults.push("POSTGRES_PASSWORD is missing; make one with `openssl rand -hex 16`".into());
        }
        let install_dir = self.text("POSTGRES_DIR").map(PathBuf::from);
        if install_dir.is_none() {
            self.faults.push(
                "POSTGRES_DIR is missing: the folder that holds bin/postgres; `./selfdb.sh quick` sets it, or set \
                 DATABASE_URL to use a server of your own"
                    .into(),
            );
        }
        let port = self.parse("POSTGRES_PORT", 0u16, "a port");
        Some(Embedded {
            install_dir: install_dir?,
            data_dir: self.data_dir(),
            port: (port != 0).then_some(port),
            database: self.text("POSTGRES_DB").unwrap_or_else(|| "selfdb".into()),
            user: self.text("POSTGRES_USER").unwrap_or_else(|| "selfdb".into()),
            password: password?,
        })
    }

    fn external(&mut self, password: Option<SecretString>) -> Option<tokio_postgres::Config> {
        if let Some(url) = self.text("DATABASE_URL") {
            let parsed = url.parse::<tokio_postgres::Config>().ok();
            if parsed.is_none() {
                self.faults.push("DATABASE_URL is not a postgres:// URL".into());
            }
            return parsed;
        }
        let mut config = tokio_postgres::Config::new();
        config
            .host(self.text("POSTGRES_HOST").unwrap_or_else(|| "localhost".into()))
            .port(self.parse("POSTGRES_PORT", 5432, "a port"))
            .dbname(self.text("POSTGRES_DB").unwrap_or_else(|| "selfdb".into()))
            .user(self.text("POSTGRES_USER").unwrap_or_else(|| "selfdb".into()));
        if let Some(password) = password {
            config.password(password.expose_secret());
        }
        Some(config)
    }

    fn admin(&mut self, loopback: bool) -> Option<Admin> {
        let email = self.text("ADMIN_EMAIL")?;
        let Some(password) = self.secret("ADMIN_PASSWORD", 8, loopback) else {
            self.faults.push("ADMIN_PASSWORD is missing although ADMIN_EMAIL is set".into());
            return None;
        };
        Some(Admin {
            email,
            password,
            first_name: self.text("ADMIN_FIRST_NAME").unwrap_or_else(|| "Admin".into()),
            last_name: self.text("ADMIN_LAST_NAME").unwrap_or_else(|| "User".into()),
        })
    }
}
