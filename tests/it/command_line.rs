//! The program's commands: what an operator types on the machine itself.

use crate::support::{ADMIN_EMAIL, ADMIN_PASSWORD, Folder, SERVICE_KEY, Server, Settings, TestApp};
use reqwest::{Client, Method};
use serde_json::{Value, json};
use std::path::Path;

/// Standard output of a command that works.
fn said(settings: &Settings, arguments: &[&str], input: &str) -> String {
    let output = settings.run(arguments, input);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Standard error of a command that refuses.
fn refused(settings: &Settings, arguments: &[&str], input: &str) -> String {
    let output = settings.run(arguments, input);
    assert!(!output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stdout));
    String::from_utf8(output.stderr).unwrap()
}

/// What follows `label` on a line of its own.
fn field<'a>(text: &'a str, label: &str) -> &'a str {
    text.lines()
        .find_map(|line| line.strip_prefix(label))
        .unwrap_or_else(|| panic!("{label} in {text}"))
        .trim()
}

#[actix_web::test]
async fn an_operator_who_is_locked_out_gets_back_in() {
    let app = TestApp::start().await;
    let settings = Settings::external(&app);
    let old = app.admin().await;

    let told = said(&settings, &["admin", "reset-password", ADMIN_EMAIL], "");
    assert_eq!(app.get("/api/v1/auth/me", &old).await.0, 401, "earlier sessions end");
    app.login(ADMIN_EMAIL, field(&told, "password:")).await;

    let chosen = "Chosen-password-1!";
    let reset = ["admin", "reset-password", ADMIN_EMAIL, "--password-file", "-"];
    let told = said(&settings, &reset, &format!("{chosen}\n"));
    assert!(!told.contains(chosen), "a chosen password is not shown");
    app.login(ADMIN_EMAIL, chosen).await;
    assert!(refused(&settings, &reset, "short").contains("at least 8"));
    app.login(ADMIN_EMAIL, chosen).await;

    let session = app.login(ADMIN_EMAIL, chosen).await["access_token"].as_str().unwrap().to_owned();
    assert!(said(&settings, &["admin", "revoke-sessions", "--everyone"], "").contains("sessions ended"));
    assert_eq!(app.get("/api/v1/auth/me", &session).await.0, 401);
}

#[actix_web::test]
async fn administrators_are_made_promoted_and_listed() {
    let app = TestApp::start().await;
    let settings = Settings::external(&app);
    let told = said(&settings, &["admin", "create", "second@example.com", "--first-name", "Second"], "");
    let session = app.login("second@example.com", field(&told, "password:")).await;
    let token = session["access_token"].as_str().unwrap();
    assert_eq!(app.get("/api/v1/auth/me", token).await.1["role"], "ADMIN");
    assert!(refused(&settings, &["admin", "create", "SECOND@example.com"], "").contains("exists"));
    assert!(refused(&settings, &["admin", "create", "nonsense"], "").contains("email"));

    let user = app.user("user@example.com").await;
    let list = ["admin", "list"];
    assert!(!said(&settings, &list, "").contains("user@example.com"));
    assert!(said(&settings, &["admin", "list", "--all"], "").contains("user@example.com"));
    let gone = json!({ "is_active": false });
    let id = app.get("/api/v1/auth/me", &user).await.1["id"].as_str().unwrap().to_owned();
    assert_eq!(app.send(Method::PUT, &format!("/api/v1/admin/users/{id}"), token, gone).await.0, 200);
    let told = said(&settings, &["admin", "reset-password", "user@example.com", "--make-admin"], "");
    app.login("user@example.com", field(&told, "password:")).await;
    assert!(said(&settings, &list, "").contains("user@example.com"));
    assert!(refused(&settings, &["admin", "reset-password", "nobody@example.com"], "").contains("no user"));

    let sql = app.sql().await;
    let lines = "SELECT count(*) FROM selfdb.audit_log WHERE actor_id IS NULL AND action LIKE 'user.%'";
    assert_eq!(sql.query_one(lines, &[]).await.unwrap().get::<_, i64>(0), 2);
}

#[actix_web::test]
async fn api_keys_are_made_listed_and_revoked() {
    let app = TestApp::start().await;
    let settings = Settings::external(&app);
    let told = said(&settings, &["admin", "create-api-key", "rescue", "--role", "service"], "");
    let key = field(&told, "key:").to_owned();
    let (_, id) = told.lines().next().unwrap().rsplit_once(' ').unwrap();
    let tables = || app.http.get(app.url("/api/v1/tables")).header("X-API-Key", &key).send();
    assert_eq!(tables().await.unwrap().status(), 200);

    let list = said(&settings, &["admin", "list-api-keys"], "");
    assert!(
        list.contains(id) && list.contains("rescue") && !list.contains(&key) && !list.contains(SERVICE_KEY)
    );
    said(&settings, &["admin", "revoke-api-key", id], "");
    assert_eq!(tables().await.unwrap().status(), 401);
    assert!(refused(&settings, &["admin", "revoke-api-key", id], "").contains("no valid API key"));
    assert!(refused(&settings, &["admin", "create-api-key", " ", "--role", "anon"], "").contains("name"));
}

/// The process id of the cluster below `folder`, when one runs.
fn postmaster(folder: &Path) -> Option<u32> {
    let text = std::fs::read_to_string(folder.join("postgres/postmaster.pid")).ok()?;
    let pid: u32 = text.lines().next()?.parse().ok()?;
    Path::new(&format!("/proc/{pid}")).exists().then_some(pid)
}

async fn send(server: &Server, method: Method, path: &str, token: &str, body: Value) -> (u16, Value) {
    let request = Client::new().request(method, server.url(path)).bearer_auth(token).json(&body);
    let answer = request.send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap_or_default())
}

#[actix_web::test]
async fn an_embedded_server_keeps_every_row_and_leaves_nothing_running() {
    let folder = Folder::new("command-line");
    let settings = Settings::embedded(folder.path());
    let list = ["admin", "list"];
    assert!(refused(&settings, &list, "").contains("there is no database"));
    assert!(!folder.path().join("postgres").exists(), "asking creates nothing");

    let server = Server::start(&settings).await;
    let (_, login) = server.login(ADMIN_EMAIL, ADMIN_PASSWORD).await;
    let token = login["access_token"].as_str().unwrap();
    assert!(said(&settings, &list, "").contains(ADMIN_EMAIL), "over the running server's cluster");
    let second = refused(
        &settings.clone().set("API_PORT", "0").set("FRONTEND_PORT", "0").set("STORAGE_PORT", "0"),
        &["serve"],
        "",
    );
    assert!(second.contains("another SelfDB server is using"), "{second}");
    let table = json!({ "name": "t", "schema": { "columns": [{ "name": "id", "type": "int", "primary_key": true }] } });
    assert_eq!(send(&server, Method::POST, "/api/v1/tables", token, table).await.0, 201);
    for id in 0..20 {
        assert_eq!(
            send(&server, Method::POST, "/api/v1/tables/t/rows", token, json!({ "id": id })).await.0,
            201
        );
    }
    let killed = postmaster(folder.path()).unwrap();
    drop(server);

    let server = Server::start(&settings).await;
    assert_ne!(postmaster(folder.path()), Some(killed));
    let (status, rows) = send(&server, Method::GET, "/api/v1/tables/t/rows", token, Value::Null).await;
    assert_eq!((status, rows.as_array().map(Vec::len)), (200, Some(20)), "what was acknowledged is there");
    server.stop("TERM").await;
    assert_eq!(postmaster(folder.path()), None);

    assert!(said(&settings, &list, "").contains(ADMIN_EMAIL), "without a server");
    assert_eq!(said(&settings, &["migrate"], ""), "0 migrations applied\n");
    assert_eq!(postmaster(folder.path()), None, "what a command started has ended with it");
    let server = Server::start(&settings).await;
    server.stop("INT").await;
    assert_eq!(postmaster(folder.path()), None);
}

#[actix_web::test]
async fn faults_of_the_configuration_are_told_at_once_and_the_document_needs_none() {
    let nothing = Settings::nothing();
    let told = refused(&nothing.clone().set("API_PORT", "x").set("POSTGRES_DIR", "/nowhere"), &["serve"], "");
    for name in ["API_PORT", "JWT_SECRET_KEY", "POSTGRES_PASSWORD"] {
        assert!(told.contains(name), "{name} in {told}");
    }
    let document: Value = serde_json::from_str(&said(&nothing, &["openapi"], "")).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    let app = TestApp::start().await;
    let settings = Settings::external(&app).set("PHOENIX_ENABLED", "true").set("API_PORT", &port(&app));
    said(&settings, &["healthcheck"], "");
    let told = refused(&settings, &["serve"], "");
    assert!(told.contains("PHOENIX_ENABLED is set and has no effect"), "{told}");
    assert!(told.contains("choose another port with API_PORT"), "{told}");
    refused(&settings.set("API_PORT", "1"), &["healthcheck"], "");
}

fn port(app: &TestApp) -> String {
    reqwest::Url::parse(&app.url("/")).unwrap().port().unwrap().to_string()
}
