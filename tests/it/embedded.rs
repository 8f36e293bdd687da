//! The embedded Postgres: created, locked, killed and brought back, adopted after a killed server, stopped.
//! Needs POSTGRES_DIR.

use crate::support::Folder;
use secrecy::SecretString;
use selfdb::config::Embedded;
use selfdb::db::embedded::{EmbeddedError, EmbeddedPostgres};
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

fn settings(folder: &Folder) -> Embedded {
    let install_dir = std::env::var_os("POSTGRES_DIR")
        .expect("POSTGRES_DIR names the folder that holds bin/postgres; ./run_tests.sh sets it");
    Embedded {
        install_dir: install_dir.into(),
        data_dir: folder.0.clone(),
        port: None,
        database: "Shop \"1\"".into(),
        user: "keeper".into(),
        password: SecretString::from("a password"),
    }
}

async fn answer(settings: &Embedded, sql: &str) -> String {
    let (client, connection) = settings.connection().connect(tokio_postgres::NoTls).await.unwrap();
    tokio::spawn(connection);
    client.query_one(sql, &[]).await.unwrap().get(0)
}

fn send(signal: &str, pid: u32) {
    assert!(Command::new("sh").args(["-c", &format!("kill -{signal} {pid}")]).status().unwrap().success());
}

fn lives(pid: u32) -> bool {
    Path::new(&format!("/proc/{pid}")).exists()
}

#[tokio::test]
async fn is_created_locked_revived_and_stopped() {
    let folder = Folder::new("embedded");
    let settings = settings(&folder);
    let postgres = EmbeddedPostgres::start(&settings).await.unwrap();
    assert!(postgres.is_healthy());
    let check = "SELECT concat_ws(' ', current_setting('data_checksums'), current_setting('fsync'),
        current_setting('password_encryption'), current_database(), current_setting('listen_addresses'),
        (SELECT datlocprovider::text || coalesce(datlocale, '') FROM pg_database WHERE datname = current_database()))";
    assert_eq!(answer(&settings, check).await, "on on scram-sha-256 Shop \"1\"  bC.UTF-8");

    let second = EmbeddedPostgres::start(&settings).await;
    assert!(matches!(second, Err(EmbeddedError::InUse(_))));

    let mut process = postgres.process_id();
    let killed = process.borrow().unwrap();
    send("KILL", killed);
    let revived = process.wait_for(|pid| pid.is_some_and(|pid| pid != killed));
    let revived = tokio::time::timeout(Duration::from_secs(30), revived).await.unwrap().unwrap().unwrap();
    assert_eq!(answer(&settings, "SELECT 'back'").await, "back");

    postgres.stop().await;
    assert!(!lives(revived));
    assert!(settings.connection().connect(tokio_postgres::NoTls).await.is_err());
}

#[tokio::test]
async fn a_wrong_password_and_a_stale_pid_file_are_told_apart() {
    let folder = Folder::new("embedded-pid");
    let settings = settings(&folder);
    EmbeddedPostgres::start(&settings).await.unwrap().stop().await;
    let pid_file = folder.0.join("postgres/postmaster.pid");
    // A number that is in use, but not by a Postgres.
    std::fs::write(&pid_file, format!("{}\n{}\n", std::process::id(), folder.0.display())).unwrap();
    let wrong = Embedded { password: SecretString::from("another"), ..settings.clone() };
    assert!(matches!(EmbeddedPostgres::start(&wrong).await, Err(EmbeddedError::Login(_))));
    let postgres = EmbeddedPostgres::start(&settings).await.unwrap();
    assert_eq!(answer(&settings, "SELECT 'in'").await, "in");
    postgres.stop().await;
}

#[tokio::test]
async fn an_orphan_is_replaced_and_a_taken_port_leaves_the_socket() {
    let folder = Folder::new("embedded-orphan");
    let settings = settings(&folder);
    EmbeddedPostgres::start(&settings).await.unwrap().stop().await;
    // An orphan: a postmaster of this directory without a server, as a kill -9 of an older release leaves it.
    use std::os::unix::{fs::MetadataExt as _, process::CommandExt as _};
    let owner = std::fs::metadata(folder.0.join("postgres")).unwrap();
    let mut orphan = Command::new(settings.install_dir.join("bin/postgres"));
    orphan.arg("-D").arg(folder.0.join("postgres")).args(["-c", "listen_addresses=", "-c"]);
    orphan.arg(format!("unix_socket_directories={}", folder.0.join("run").display()));
    orphan.env("LD_LIBRARY_PATH", settings.install_dir.join("lib")).current_dir("/");
    if std::fs::metadata("/proc/self").unwrap().uid() == 0 {
        orphan.uid(owner.uid()).gid(owner.gid());
    }
    let mut orphan = orphan.stderr(std::process::Stdio::null()).spawn().unwrap();
    while settings.connection().connect(tokio_postgres::NoTls).await.is_err() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let reaper = std::thread::spawn(move || orphan.wait());

    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let settings = Embedded { port: Some(taken.local_addr().unwrap().port()), ..settings };
    let postgres = EmbeddedPostgres::start(&settings).await.unwrap();
    assert!(reaper.join().unwrap().unwrap().success());
    assert_eq!(answer(&settings, "SELECT current_setting('listen_addresses')").await, "");
    postgres.stop().await;

    drop(taken);
    let postgres = EmbeddedPostgres::start(&settings).await.unwrap();
    assert_eq!(answer(&settings, "SELECT current_setting('listen_addresses')").await, "127.0.0.1");
    postgres.stop().await;
}

#[tokio::test]
async fn refuses_what_it_cannot_use() {
    let folder = Folder::new("embedded-refused");
    let settings = settings(&folder);
    let long = Embedded { data_dir: folder.0.join("x".repeat(100)), ..settings.clone() };
    assert!(matches!(EmbeddedPostgres::start(&long).await, Err(EmbeddedError::SocketPathTooLong(_))));
    let missing = Embedded { install_dir: folder.0.clone(), ..settings.clone() };
    assert!(matches!(EmbeddedPostgres::start(&missing).await, Err(EmbeddedError::NotInstalled(_))));
    std::fs::create_dir_all(folder.0.join("postgres")).unwrap();
    std::fs::write(folder.0.join("postgres/letter.txt"), "mine").unwrap();
    assert!(matches!(EmbeddedPostgres::start(&settings).await, Err(EmbeddedError::NotACluster(_))));
}

#[tokio::test]
async fn migrations_run_once_although_owner_and_schema_share_a_name() {
    let folder = Folder::new("embedded-twice");
    let settings = settings(&folder);
    let values = [
        ("JWT_SECRET_KEY", "0123456789abcdef0123456789abcdef"),
        ("POSTGRES_USER", "selfdb"),
        ("POSTGRES_PASSWORD", "a password"),
        ("POSTGRES_DIR", settings.install_dir.to_str().unwrap()),
        ("SELFDB_DATA_DIR", folder.0.to_str().unwrap()),
    ];
    let values = values.map(|(key, value)| (key.to_owned(), value.to_owned())).into();
    let config = selfdb::config::Config::from_values(&values).unwrap();
    let postgres = EmbeddedPostgres::start(config.database.embedded.as_ref().unwrap()).await.unwrap();
    assert!(selfdb::db::migrate::migrate(&config.database).await.unwrap() > 0);
    assert_eq!(selfdb::db::migrate::migrate(&config.database).await.unwrap(), 0);
    postgres.stop().await;
}
