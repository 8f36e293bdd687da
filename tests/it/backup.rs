//! `selfdb backup` under write load, and back on an empty host.

use crate::support::{ADMIN_EMAIL, ADMIN_PASSWORD, Folder, Server, Settings, TestApp};
use reqwest::{Client, Method};
use selfdb::backup::Backups;
use serde_json::{Value, json};
use std::{
    path::{Path, PathBuf},
    process::Output,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

fn said(output: Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn refused(output: Output) -> String {
    assert!(!output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    String::from_utf8(output.stderr).unwrap()
}

/// A backup's name, from what `create` says.
fn name(told: &str) -> String {
    told.split_whitespace().next().unwrap().to_owned()
}

async fn send(server: &Server, method: Method, path: &str, token: &str, body: Value) -> (u16, Value) {
    let request = Client::new().request(method, server.url(path)).bearer_auth(token).json(&body);
    let answer = request.send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap_or_default())
}

async fn token(server: &Server) -> String {
    server.login(ADMIN_EMAIL, ADMIN_PASSWORD).await.1["access_token"].as_str().unwrap().to_owned()
}

async fn upload(server: &Server, token: &str, path: &str, bytes: &'static [u8]) {
    let url = server.url(&format!("/api/v1/files/docs/{path}"));
    let answer = Client::new().put(url).bearer_auth(token).body(bytes).send().await.unwrap();
    assert!(answer.status().is_success(), "{}: {}", answer.status(), answer.text().await.unwrap());
}

async fn make_bucket_and_tables(server: &Server, token: &str) {
    let bucket = json!({ "name": "docs", "public": false });
    assert_eq!(send(server, Method::POST, "/api/v1/buckets", token, bucket).await.0, 200);
    for table in ["parents", "children"] {
        let columns = json!([{ "name": "id", "type": "int", "primary_key": true }]);
        let table =
            json!({ "name": table, "access_level": "authenticated", "schema": { "columns": columns } });
        assert_eq!(send(server, Method::POST, "/api/v1/tables", token, table).await.0, 201);
    }
}

/// Inserts a child only after its parent was acknowledged, until told to stop; the last number.
async fn write(url: String, token: String, stop: Arc<AtomicBool>) -> i64 {
    let client = Client::new();
    for id in 1.. {
        for table in ["parents", "children"] {
            let url = format!("{url}/api/v1/tables/{table}/rows");
            let answer =
                client.post(url).bearer_auth(&token).json(&json!({ "id": id })).send().await.unwrap();
            assert_eq!(answer.status(), 201);
        }
        if stop.load(Ordering::Relaxed) {
            return id;
        }
    }
    unreachable!("numbers have no end")
}

/// The highest id of each table.
async fn heads(server: &Server, token: &str) -> (i64, i64) {
    let query = json!({ "query": "SELECT (SELECT coalesce(max(id), 0) FROM parents) AS p,
        (SELECT coalesce(max(id), 0) FROM children) AS c, (SELECT count(*) FROM parents) AS n" });
    let (status, answer) = send(server, Method::POST, "/api/v1/sql/execute", token, query).await;
    assert_eq!(status, 200, "{answer}");
    let row = &answer["data"][0];
    assert_eq!(row["n"], row["p"], "no parent is missing: {answer}");
    (row["p"].as_i64().unwrap(), row["c"].as_i64().unwrap())
}

/// Every regular file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.path().is_dir() { found.extend(files(&entry.path())) } else { found.push(entry.path()) }
    }
    found
}

#[actix_web::test]
async fn a_backup_under_write_load_comes_back_on_an_empty_host() {
    let (old, new, vault) =
        (Folder::new("backup-old"), Folder::new("backup-new"), Folder::new("backup-vault"));
    let backups = vault.path().join("backups");
    let of = |folder: &Folder| Settings::embedded(folder.path()).set("BACKUP_DIR", backups.to_str().unwrap());
    let settings = of(&old).set("BACKUP_KEEP", "1");
    let server = Server::start(&settings).await;
    let admin = token(&server).await;
    make_bucket_and_tables(&server, &admin).await;
    upload(&server, &admin, "first.txt", b"the first file").await;

    let stop = Arc::new(AtomicBool::new(false));
    let writer = tokio::spawn(write(server.url(""), admin.clone(), stop.clone()));
    while heads(&server, &admin).await.0 < 10 {}
    let told = said(settings.run(&["backup", "create"], ""));
    stop.store(true, Ordering::Relaxed);
    let written = writer.await.unwrap();
    let first = name(&told);
    assert!(said(settings.run(&["backup", "verify", &first], "")).contains("1 files of 14 bytes"));

    upload(&server, &admin, "second.txt", b"after the backup").await;
    let second = name(&said(settings.run(&["backup", "create"], "")));
    assert_eq!(said(settings.run(&["backup", "list"], "")).lines().count(), 2);
    assert!(refused(of(&old).run(&["backup", "restore", &first], "")).contains("not empty"));
    server.stop("TERM").await;

    // Another host, where the owner's login has another name and password.
    let other = of(&new).set("POSTGRES_USER", "keeper").set("POSTGRES_PASSWORD", "another-password");
    assert!(said(other.run(&["backup", "restore", &first], "")).contains("restored"));
    assert!(refused(other.run(&["backup", "restore", &first], "")).contains("not empty"));
    let server = Server::start(&other).await;
    let restored = token(&server).await;
    let (parents, children) = heads(&server, &restored).await;
    assert!((10..=written).contains(&parents), "{parents} of {written}");
    assert!(parents - children <= 1, "one moment of the database: {parents} parents, {children} children");
    let file = Client::new().get(server.url("/api/v1/files/docs/first.txt")).bearer_auth(&restored);
    assert_eq!(file.send().await.unwrap().text().await.unwrap(), "the first file");
    let row = json!({ "id": written + 1000 });
    assert_eq!(send(&server, Method::POST, "/api/v1/tables/parents/rows", &restored, row).await.0, 201);
    server.stop("TERM").await;

    assert_eq!(said(settings.run(&["backup", "prune"], "")), format!("{first} deleted\n"));
    let dump = backups.join(&second).join("database.dump");
    let mut bytes = std::fs::read(&dump).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&dump, bytes).unwrap();
    std::fs::remove_file(&files(&backups.join(&second).join("blobs"))[0]).unwrap();
    let told = refused(settings.run(&["backup", "verify", &second], ""));
    assert!(told.contains("database.dump differs") && told.contains("blobs/"), "{told}");
    assert!(refused(settings.run(&["backup", "restore", "../x"], "")).contains("there is no backup"));
}

#[actix_web::test]
async fn a_server_with_an_interval_makes_its_backups_by_itself() {
    let vault = Folder::new("backup-schedule");
    let app = TestApp::start_with(|config| {
        config.backup.dir = vault.path().join("backups");
        config.backup.every = Some(Duration::from_secs(3600));
        config.backup.postgres_dir = std::env::var_os("POSTGRES_DIR").map(Into::into);
    })
    .await;
    let backups = Backups::of(&app.config);
    let deadline = Instant::now() + Duration::from_secs(60);
    while backups.list().unwrap().is_empty() {
        assert!(Instant::now() < deadline, "the first backup is due at once");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let made = backups.list().unwrap();
    assert_eq!(backups.verify(&made[0].name).await.unwrap(), made[0].manifest);
}
