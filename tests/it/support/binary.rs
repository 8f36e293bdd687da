//! The real program, as a process of its own.

use super::{ADMIN_EMAIL, ADMIN_PASSWORD, ANON_KEY, SERVICE_KEY, Socket, TestApp};
use serde_json::{Value, json};
use std::{
    collections::HashMap,
    io::Write as _,
    net::TcpListener,
    path::Path,
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};

/// How long a server may take until it answers.
const STARTING: Duration = Duration::from_secs(60);
/// How long it may take to stop.
const STOPPING: Duration = Duration::from_secs(30);

/// Settings of a server process; every command below runs with them and nothing else.
#[derive(Clone)]
pub struct Settings(HashMap<String, String>);

impl Settings {
    /// Over the database of `app`, which should have been stopped.
    pub fn external(app: &TestApp) -> Self {
        let cluster = std::env::var("SELFDB_TEST_DATABASE_URL").expect("a test cluster");
        let (server, _) = cluster.rsplit_once('/').expect("a URL with a database");
        let database = app.database.get_dbname().expect("a database");
        let storage = app.config.storage.dir.to_str().expect("a plain path");
        let data = app.config.storage.dir.parent().and_then(Path::to_str).expect("a plain path");
        Settings::with(&[
            ("DATABASE_URL", &format!("{server}/{database}")),
            ("STORAGE_DIR", storage),
            ("SELFDB_DATA_DIR", data),
        ])
    }

    /// With an embedded cluster in `folder`.
    pub fn embedded(folder: &Path) -> Self {
        let install_dir = std::env::var("POSTGRES_DIR").expect("POSTGRES_DIR is set; ./run_tests.sh does it");
        Settings::with(&[
            ("POSTGRES_DIR", &install_dir),
            ("POSTGRES_PASSWORD", "a-password"),
            ("SELFDB_DATA_DIR", folder.to_str().expect("a plain path")),
        ])
    }

    /// None at all.
    pub fn nothing() -> Self {
        Settings([("SELFDB_ENV_FILE".to_owned(), "/dev/null".to_owned())].into())
    }

    fn with(particular: &[(&str, &str)]) -> Self {
        let common = [
            ("SELFDB_ENV_FILE", "/dev/null"),
            ("JWT_SECRET_KEY", "test-jwt-secret-test-jwt-secret-test"),
            ("API_KEY", ANON_KEY),
            ("SERVICE_API_KEY", SERVICE_KEY),
            ("ADMIN_EMAIL", ADMIN_EMAIL),
            ("ADMIN_PASSWORD", ADMIN_PASSWORD),
        ];
        let all = common.iter().chain(particular);
        Settings(all.map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect())
    }

    /// The same with one more.
    #[must_use]
    pub fn set(mut self, key: &str, value: &str) -> Self {
        self.0.insert(key.to_owned(), value.to_owned());
        self
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_selfdb"));
        command.args(arguments).env_clear().envs(&self.0);
        // Where a coverage run collects what child processes executed.
        if let Some(profile) = std::env::var_os("LLVM_PROFILE_FILE") {
            command.env("LLVM_PROFILE_FILE", profile);
        }
        command
    }

    /// Runs a command to its end with `input` on standard input.
    pub fn run(&self, arguments: &[&str], input: &str) -> Output {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        // A command that reads no input may have closed it.
        let _ = child.stdin.take().expect("piped").write_all(input.as_bytes());
        child.wait_with_output().expect("the program ends")
    }
}

/// A server process; killed without warning when dropped.
pub struct Server {
    child: Child,
    port: u16,
}

impl Drop for Server {
    fn drop(&mut self) {
        // SIGKILL; it may be dead already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

impl Server {
    /// Starts it and waits until it answers.
    pub async fn start(settings: &Settings) -> Self {
        Self::start_on(settings, free_port()).await
    }

    /// Starts it on an API port that clients know already.
    pub async fn start_on(settings: &Settings, port: u16) -> Self {
        let child = settings
            .command(&["serve"])
            .envs([
                ("API_PORT", port.to_string()),
                ("FRONTEND_PORT", free_port().to_string()),
                ("STORAGE_PORT", free_port().to_string()),
            ])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut server = Server { child, port };
        let deadline = Instant::now() + STARTING;
        while reqwest::get(server.url("/ready")).await.is_err() {
            assert!(Instant::now() < deadline, "the server starts");
            assert!(server.child.try_wait().unwrap().is_none(), "the server goes on");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        server
    }

    /// API port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// URL on the API port.
    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// Status and body of an administrator's login.
    pub async fn login(&self, email: &str, password: &str) -> (u16, Value) {
        let body = json!({ "email": email, "password": password });
        let client = reqwest::Client::new();
        let login = client.post(self.url("/auth/login")).header("X-API-Key", ANON_KEY).json(&body);
        let answer = login.send().await.unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap())
    }

    /// An administrator's socket.
    pub async fn socket(&self) -> Socket {
        let (_, login) = self.login(ADMIN_EMAIL, ADMIN_PASSWORD).await;
        let token = login["access_token"].as_str().unwrap();
        Socket::open_url(&format!("ws://127.0.0.1:{}/api/v1/realtime/ws?token={token}", self.port)).await
    }

    /// Asks it to stop as a terminal or an init system does, and waits for its exit.
    pub async fn stop(mut self, signal: &str) {
        let kill = format!("kill -{signal} {}", self.child.id());
        assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success());
        let deadline = Instant::now() + STOPPING;
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(Instant::now() < deadline, "the server stops");
            tokio::time::sleep(Duration::from_millis(20)).await;
        };
        assert!(status.success(), "{status}");
    }
}
