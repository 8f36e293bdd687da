//! Scripts in `tests/clients` that drive the application with real client libraries.

use super::{
    TestApp,
    app::{ANON_KEY, SERVICE_KEY},
};
use std::{
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};
use tokio::process::Command;

/// How long a script may take.
const LIMIT: Duration = Duration::from_secs(120);

/// Runs a JavaScript client with Node.js; it fails the test by ending with an exit code other than 0.
///
/// The script finds `API_URL`, `WS_URL`, `ANON_KEY`, `SERVICE_KEY` and `settings` in its environment.
pub async fn run_node(app: &TestApp, script: &str, settings: &[(&str, &str)]) {
    let folder = folder();
    assert!(folder.join("node_modules").exists(), "run scripts/install-test-clients.sh first");
    run(app, Command::new("node").arg(script), settings).await;
}

/// As [`run_node`], with the Python of the clients' virtual environment.
pub async fn run_python(app: &TestApp, script: &str, settings: &[(&str, &str)]) {
    let python = folder().join(".venv/bin/python");
    assert!(python.exists(), "run scripts/install-test-clients.sh first");
    run(app, Command::new(python).arg(script), settings).await;
}

async fn run(app: &TestApp, command: &mut Command, settings: &[(&str, &str)]) {
    command
        .current_dir(folder())
        .env("API_URL", app.url(""))
        .env("WS_URL", app.ws_url(""))
        .env("ANON_KEY", ANON_KEY)
        .env("SERVICE_KEY", SERVICE_KEY)
        .envs(settings.iter().copied())
        .stdin(Stdio::null())
        .kill_on_drop(true);
    let ended = tokio::time::timeout(LIMIT, command.output()).await.expect("the client ends in time");
    let output = ended.expect("the client starts");
    assert!(
        output.status.success(),
        "{command:?} ended with {}\n{}\n{}",
        output.status,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clients")
}
