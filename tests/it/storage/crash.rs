//! The real binary, killed while files are written, overwritten, deleted and completed.

use super::*;
use crate::support::{Server, Settings};
use selfdb::{
    app::{AppError, storage_check},
    db::Db,
};
use std::collections::HashMap;

/// What a client knows of a file: what was acknowledged last, and what was sent since without an answer.
#[derive(Default, Clone)]
struct Known {
    acknowledged: Option<u8>,
    sent: Vec<Option<u8>>,
}

async fn check(app: &TestApp, repair: bool) -> Result<storage_check::Report, AppError> {
    let db = Db::new(&app.config.database).expect("pools");
    let report = storage_check::check(&db, &app.config.storage.dir, repair).await;
    db.close();
    report
}

fn body(n: u8) -> Vec<u8> {
    vec![n; 20_000 + usize::from(n) * 97]
}

/// Writes and deletes `name` until the server is gone.
async fn work(base: String, token: String, name: String, known: &mut Known, mut n: u8) {
    let http = reqwest::Client::new();
    let url = format!("{base}/api/v1/files/ada-files/{name}");
    loop {
        n = n.wrapping_add(1);
        let deletes = n.is_multiple_of(5);
        let request = if deletes { http.delete(&url) } else { http.put(&url).body(body(n)) };
        known.sent.push((!deletes).then_some(n));
        match request.bearer_auth(&token).send().await {
            Ok(answer) if answer.status() == 200 => {
                known.acknowledged = (!deletes).then_some(n);
                known.sent.clear();
            }
            Ok(answer) if answer.status() == 404 => drop(known.sent.pop()),
            Ok(answer) => panic!("{}", answer.status()),
            Err(_) => return,
        }
    }
}

#[actix_web::test]
async fn what_was_acknowledged_survives_kills_and_nothing_else_remains() {
    let (mut app, people) = start().await;
    app.stop().await;
    let settings = Settings::external(&app);
    let mut known: HashMap<String, Known> = (0..6).map(|n| (format!("f{n}"), Known::default())).collect();
    for round in 0..4u8 {
        let server = Server::start(&settings).await;
        let base = server.url("");
        let clients = known.iter_mut().enumerate().map(|(at, (name, known))| {
            work(base.clone(), people.ada.clone(), name.clone(), known, round * 50 + at as u8)
        });
        let kill = async {
            tokio::time::sleep(Duration::from_millis(400 + u64::from(round) * 137)).await;
            drop(server);
        };
        tokio::join!(futures_util::future::join_all(clients), kill);
    }
    // Leftovers go once no statement of the dead process can still be running.
    let app =
        TestApp::start_on(app.database.clone(), |config| config.database.statement_timeout_ms = 1500).await;
    let mut present = 0;
    for (name, known) in known {
        let answer = get(&app, &people.ada, &name).await;
        let found = match answer.status().as_u16() {
            404 => None,
            _ => {
                present += 1;
                let bytes = answer.bytes().await.unwrap();
                assert!(bytes == body(bytes[0]), "{name} is whole");
                Some(bytes[0])
            }
        };
        let allowed = found == known.acknowledged || known.sent.contains(&found);
        assert!(allowed, "{name} is {found:?}, acknowledged {:?}, sent {:?}", known.acknowledged, known.sent);
    }
    on_disk_becomes(&app, (present, 0)).await;
    let report = check(&app, false).await.unwrap();
    assert!(report.is_clean(), "{report}");
}

#[tokio::test]
async fn the_check_finds_and_repairs_what_does_not_fit() {
    let (mut app, people) = start().await;
    for name in ["whole", "cut", "gone"] {
        put(&app, &people.ada, name, name).await.error_for_status().unwrap();
    }
    assert!(check(&app, false).await.unwrap().is_clean());
    let sql = app.sql().await;
    let blob = async |name: &str| {
        let row =
            sql.query_one("SELECT version FROM storage.objects WHERE name = $1", &[&name]).await.unwrap();
        let version: String = row.get(0);
        let id: uuid::Uuid = version.parse().unwrap();
        app.config.storage.dir.join(format!("blobs/{:02x}/{id}", id.as_bytes()[15]))
    };
    std::fs::write(blob("cut").await, "c").unwrap();
    std::fs::remove_file(blob("gone").await).unwrap();
    let orphan = uuid::Uuid::now_v7();
    let orphan = app.config.storage.dir.join(format!("blobs/{:02x}/{orphan}", orphan.as_bytes()[15]));
    std::fs::write(&orphan, "left over").unwrap();
    let report = check(&app, false).await.unwrap();
    assert_eq!((report.damaged.len(), report.orphans.len()), (2, 1), "{report}");
    let error = check(&app, true).await.expect_err("the server runs");
    assert!(error.to_string().contains("another server"), "{error}");
    app.stop().await;
    // The folder is free once the last of the application's threads has ended, soon after `stop` returns.
    let free = async {
        while check(&app, true).await.is_err() {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), free).await.expect("the folder becomes free");
    assert!(!orphan.exists());
    assert!(check(&app, false).await.unwrap().is_clean());
    let app = TestApp::start_on(app.database.clone(), |_| {}).await;
    assert_eq!(get(&app, &people.ada, "whole").await.text().await.unwrap(), "whole");
    assert_eq!(get(&app, &people.ada, "cut").await.status(), 404, "a file without its bytes is no file");
}
