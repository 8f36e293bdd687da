//! The application under test.

use super::database;
use reqwest::{Client, Method, RequestBuilder};
use secrecy::ExposeSecret as _;
use selfdb::{
    app::App,
    config::{Config, Database},
    db::migrate::migrate,
};
use serde_json::{Value, json};
use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::Once,
};

/// Publishable key of every test application.
pub const ANON_KEY: &str = "test-anon-key-0123456789";
/// Secret key of every test application.
pub const SERVICE_KEY: &str = "test-service-key-0123456789";
/// The administrator's e-mail.
pub const ADMIN_EMAIL: &str = "admin@example.com";
/// The administrator's password.
pub const ADMIN_PASSWORD: &str = "Admin-password-1!";
/// Password of users made by [`TestApp::user`].
pub const USER_PASSWORD: &str = "User-password-1!";

/// A running application over a database of its own; stops when dropped.
pub struct TestApp {
    /// Client without credentials.
    pub http: Client,
    /// Owner connection settings of the application's database.
    pub database: tokio_postgres::Config,
    /// Settings it runs with.
    pub config: Config,
    api: String,
    console: String,
    storage: String,
    stop: Option<tokio::sync::oneshot::Sender<()>>,
    stopped: tokio::sync::watch::Receiver<bool>,
}

/// A folder for the data of a database's application. Those of test runs that have ended are removed.
fn data_dir(database: &str) -> PathBuf {
    static SWEPT: Once = Once::new();
    let root = std::env::temp_dir().join("selfdb-it");
    SWEPT.call_once(|| {
        for entry in std::fs::read_dir(&root).into_iter().flatten().flatten() {
            let alive = entry.file_name().to_str().is_some_and(|pid| Path::new("/proc").join(pid).exists());
            if !alive {
                // Another run may be sweeping, too.
                let _ = std::fs::remove_dir_all(entry.path());
            }
        }
    });
    root.join(std::process::id().to_string()).join(database)
}

/// Settings over the database `config`, with the ports left to the system.
pub fn settings(database: &tokio_postgres::Config) -> Config {
    let values: HashMap<String, String> = [
        ("DATABASE_URL", "postgres://replaced-below"),
        ("JWT_SECRET_KEY", "test-jwt-secret-test-jwt-secret-test"),
        ("API_KEY", ANON_KEY),
        ("SERVICE_API_KEY", SERVICE_KEY),
        ("ADMIN_EMAIL", ADMIN_EMAIL),
        ("ADMIN_PASSWORD", ADMIN_PASSWORD),
        ("API_PORT", "0"),
        ("FRONTEND_PORT", "0"),
        ("STORAGE_PORT", "0"),
        ("SELFDB_WORKERS", "2"),
        ("SELFDB_CALLER_CONNECTIONS", "6"),
        ("SELFDB_OWNER_CONNECTIONS", "4"),
        ("SELFDB_SQL_CONNECTIONS", "2"),
        ("LOGIN_ATTEMPTS_PER_MINUTE", "1000"),
    ]
    .map(|(key, value)| (key.to_owned(), value.to_owned()))
    .into();
    let mut config = Config::from_values(&values).expect("test settings are valid");
    config.server.shutdown_timeout = std::time::Duration::from_secs(1);
    let data = data_dir(database.get_dbname().expect("a database"));
    config.storage.dir = data.join("storage");
    config.encryption = selfdb::config::Encryption::File(data.join("encryption.key"));
    config.database = Database { direct: database.clone(), pooled: pooled(database), ..config.database };
    config
}

/// The way to `database` through the PgBouncer that SELFDB_TEST_PGBOUNCER_PORT names, if it names one.
fn pooled(database: &tokio_postgres::Config) -> tokio_postgres::Config {
    let Ok(port) = std::env::var("SELFDB_TEST_PGBOUNCER_PORT") else { return database.clone() };
    let mut pooled = tokio_postgres::Config::new();
    pooled.host("127.0.0.1").port(port.parse().expect("a port"));
    pooled.dbname(database.get_dbname().expect("a database"));
    pooled
}

impl TestApp {
    /// Starts with the usual settings.
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    /// Starts with settings changed by `change`.
    pub async fn start_with(change: impl FnOnce(&mut Config)) -> Self {
        let database = database::create(async |config: &tokio_postgres::Config| {
            migrate(&settings(config).database).await.expect("the template migrates");
        })
        .await;
        Self::start_on(database, change).await
    }

    /// Starts over an existing database, as a restart does.
    pub async fn start_on(database: tokio_postgres::Config, change: impl FnOnce(&mut Config)) -> Self {
        selfdb::telemetry::init(&std::env::var("TEST_LOG").unwrap_or_else(|_| "off".into()), false);
        let mut config = settings(&database);
        change(&mut config);
        let (started, addresses) = tokio::sync::oneshot::channel();
        let (stop, stop_asked) = tokio::sync::oneshot::channel();
        let (ended, stopped) = tokio::sync::watch::channel(false);
        let settings = config.clone();
        // A thread and a system of its own, so that dropping the test's runtime does not leak half a server.
        std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                let app = App::build(settings).await.expect("the application starts");
                let stopper = app.stopper();
                let addresses = (app.api_address(), app.console_address(), app.storage_address());
                actix_web::rt::spawn(async move {
                    // An error means that the test dropped its application, which stops it just as well.
                    let _ = stop_asked.await;
                    stopper.stop().await;
                });
                started.send(addresses).expect("the test waits");
                app.run().await.expect("the application ends well");
            });
            ended.send_replace(true);
        });
        let (api, console, storage) = addresses.await.expect("the application starts");
        TestApp {
            http: Client::new(),
            database,
            config,
            api: format!("http://{api}"),
            console: format!("http://{console}"),
            storage: format!("http://{storage}"),
            stop: Some(stop),
            stopped,
        }
    }

    /// Stops in order and waits for it.
    pub async fn stop(&mut self) {
        drop(self.stop.take());
        self.stopped.wait_for(|stopped| *stopped).await.expect("the application ends well");
    }

    /// URL on the API port.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.api)
    }

    /// URL on the console port.
    pub fn console_url(&self, path: &str) -> String {
        format!("{}{path}", self.console)
    }

    /// URL on the S3 port.
    pub fn storage_url(&self, path: &str) -> String {
        format!("{}{path}", self.storage)
    }

    /// WebSocket URL on the API port.
    pub fn ws_url(&self, path: &str) -> String {
        self.url(path).replacen("http", "ws", 1)
    }

    /// A request with an access token.
    pub fn call(&self, method: Method, path: &str, token: &str) -> RequestBuilder {
        self.http.request(method, self.url(path)).bearer_auth(token)
    }

    /// A request with the publishable key only.
    pub fn anon(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, self.url(path)).header("X-API-Key", ANON_KEY)
    }

    /// Sends JSON with a token and returns status and body (null when there is none).
    pub async fn send(&self, method: Method, path: &str, token: &str, body: Value) -> (u16, Value) {
        let answer = self.call(method, path, token).json(&body).send().await.expect("an answer");
        let status = answer.status().as_u16();
        let text = answer.text().await.expect("a body");
        (status, serde_json::from_str(&text).unwrap_or(Value::Null))
    }

    /// GET with a token; status and body.
    pub async fn get(&self, path: &str, token: &str) -> (u16, Value) {
        let answer = self.call(Method::GET, path, token).send().await.expect("an answer");
        let status = answer.status().as_u16();
        let text = answer.text().await.expect("a body");
        (status, serde_json::from_str(&text).unwrap_or(Value::Null))
    }

    /// Logs in and returns the whole token answer.
    pub async fn login(&self, email: &str, password: &str) -> Value {
        let answer = self
            .anon(Method::POST, "/api/v1/auth/login")
            .json(&json!({ "email": email, "password": password }))
            .send()
            .await
            .expect("an answer");
        assert_eq!(answer.status(), 200, "login of {email}");
        answer.json().await.expect("JSON")
    }

    /// The administrator's access token.
    pub async fn admin(&self) -> String {
        token(
            &self
                .login(ADMIN_EMAIL, self.config.admin.as_ref().expect("admin").password.expose_secret())
                .await,
        )
    }

    /// Registers a user and returns its access token.
    pub async fn user(&self, email: &str) -> String {
        let answer = self
            .anon(Method::POST, "/api/v1/auth/register")
            .json(&json!({ "email": email, "password": USER_PASSWORD, "first_name": "Test", "last_name": "User" }))
            .send()
            .await
            .expect("an answer");
        assert_eq!(answer.status(), 200, "register {email}");
        token(&answer.json().await.expect("JSON"))
    }

    /// An owner connection to the application's database.
    pub async fn sql(&self) -> tokio_postgres::Client {
        database::connect(&self.database).await
    }
}

fn token(answer: &Value) -> String {
    answer["access_token"].as_str().expect("an access token").to_owned()
}
