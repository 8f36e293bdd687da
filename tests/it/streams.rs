//! Long answers: constant memory, readers that stand still, cursors over many rows.

use crate::support::{People, TestApp};
use reqwest::Method;
use serde_json::Value;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

const ROWS: i64 = 100_000;

async fn filled() -> (TestApp, People) {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    people.table(&app, "many", "int", "authenticated").await;
    let sql = app.sql().await;
    sql.execute(
        "INSERT INTO many SELECT n, repeat(md5(n::text), 8) FROM generate_series(1, $1::bigint) n",
        &[&ROWS],
    )
    .await
    .expect("rows");
    (app, people)
}

/// This process' memory in kB: the server runs in it.
fn resident() -> i64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).expect("VmRSS");
    line.split_whitespace().nth(1).and_then(|kb| kb.parse().ok()).expect("a number")
}

#[tokio::test]
async fn a_hundred_thousand_rows_take_no_memory() {
    let (app, people) = filled().await;
    let before = resident();
    for (path, accept, begins) in [
        ("/api/v1/tables/many/rows?limit=100000", "application/json", "[{\"id\":1,"),
        ("/rest/v1/many?order=id", "text/csv", "id,name\n1,"),
        ("/rest/v1/many?order=id", "application/x-ndjson", "{\"id\":1,"),
    ] {
        let mut answer = app
            .call(Method::GET, path, &people.bob)
            .header("accept", accept)
            .send()
            .await
            .expect("an answer");
        assert_eq!(answer.status(), 200);
        assert_eq!(answer.headers()["content-range"], "0-99999/*");
        let (mut bytes, mut lines, mut start) = (0, 0, Vec::new());
        while let Some(chunk) = answer.chunk().await.expect("the whole body") {
            if start.len() < 20 {
                start.extend_from_slice(&chunk);
            }
            bytes += chunk.len();
            lines += chunk.iter().filter(|byte| **byte == b'\n' || **byte == b'{').count();
        }
        assert!(String::from_utf8_lossy(&start).starts_with(begins), "{path}");
        assert!(bytes > 25_000_000 && lines >= 100_000, "{path}: {bytes} bytes, {lines} lines");
    }
    let grown = resident() - before;
    // Put together in memory one of these bodies alone would be 27 MB, twice over.
    assert!(grown < 20_000, "{grown} kB more");
}

#[tokio::test]
async fn readers_that_stop_disturb_nobody() {
    let (app, people) = filled().await;
    let address = app.url("").trim_start_matches("http://").to_owned();
    let mut stopped = Vec::new();
    for _ in 0..8 {
        let mut socket = tokio::net::TcpStream::connect(&address).await.expect("a connection");
        let request = format!(
            "GET /rest/v1/many?order=id HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\n\r\n",
            people.bob
        );
        socket.write_all(request.as_bytes()).await.expect("a request");
        stopped.push(socket);
    }
    // The first of them are being answered: their streams hold connections.
    let mut some = [0; 1000];
    let begun = stopped[0].read(&mut some).await.expect("a beginning");
    assert!(begun > 0);
    let started = Instant::now();
    for _ in 0..20 {
        assert_eq!(app.get("/api/v1/tables/many/rows?limit=50", &people.bob).await.0, 200);
        let row = serde_json::json!({ "name": "changed" });
        assert_eq!(app.send(Method::PATCH, "/api/v1/tables/many/rows/7", &people.bob, row).await.0, 200);
    }
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    // Those that stand still lose their connections, and others get them.
    let answer = loop {
        let answer =
            app.call(Method::GET, "/rest/v1/many?select=id", &people.bob).send().await.expect("an answer");
        if answer.status() == 200 || started.elapsed() > Duration::from_secs(60) {
            break answer;
        }
    };
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.json::<Vec<Value>>().await.expect("rows").len(), 100_000);
}

#[tokio::test]
async fn a_walk_by_key_meets_every_row_once_while_others_write() {
    let (app, people) = filled().await;
    let sql = app.sql().await;
    sql.batch_execute("DELETE FROM many WHERE id > 500; UPDATE many SET name = CASE WHEN id % 7 = 0 THEN NULL ELSE 'n' || id % 5 END")
        .await
        .expect("fewer rows");
    for order in ["", "id.desc", "name", "name.desc", "name.asc.nullsfirst,id.desc", "name.desc.nullslast"] {
        let mut next = Some(format!("/api/v1/tables/many/rows?limit=60&order={order}&cursor="));
        if order.is_empty() {
            next = Some("/api/v1/tables/many/rows?limit=60&cursor=".to_owned());
        }
        let mut seen = Vec::new();
        let mut written = 1000;
        while let Some(path) = next {
            let answer = app.call(Method::GET, &path, &people.bob).send().await.expect("an answer");
            assert_eq!(answer.status(), 200, "{path}");
            next = answer.headers().get("link").map(|link| {
                let link = link.to_str().expect("text");
                link.trim_start_matches('<').split('>').next().expect("an address").to_owned()
            });
            let rows: Vec<Value> = answer.json().await.expect("rows");
            seen.extend(rows.iter().filter_map(|row| row["id"].as_i64()).filter(|id| *id <= 500));
            written += 1;
            sql.execute("INSERT INTO many VALUES ($1, 'n' || $1 % 5)", &[&written]).await.expect("a row");
        }
        let number = seen.len();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!((number, seen.len()), (500, 500), "{order}");
        sql.batch_execute("DELETE FROM many WHERE id > 500").await.expect("fewer rows");
    }
    for wrong in ["cursor=x", "cursor=&offset=5", "cursor=&limit=5000", "cursor=W10"] {
        assert_eq!(
            app.get(&format!("/api/v1/tables/many/rows?{wrong}"), &people.bob).await.0,
            400,
            "{wrong}"
        );
    }
    let answer = app
        .call(Method::GET, "/api/v1/tables/many/rows?limit=5&cursor=", &people.bob)
        .send()
        .await
        .expect("rows");
    let token = answer.headers()["x-next-cursor"].to_str().expect("text").to_owned();
    let other = format!("/api/v1/tables/many/rows?order=name&cursor={token}");
    assert_eq!(app.get(&other, &people.bob).await.0, 400);
}

#[tokio::test]
async fn more_than_a_limit_allows_is_refused_clearly() {
    let (app, people) = filled().await;
    let long = format!("id=in.({})", "1,".repeat(17_000));
    let deep = format!("or={}id.eq.1{}", "(and".repeat(12), ")".repeat(12));
    let wide = format!("or=({})", vec!["id.eq.1"; 300].join(","));
    for query in ["limit=100001", &deep, &wide, &long] {
        let (status, problem) = app.get(&format!("/api/v1/tables/many/rows?{query}"), &people.bob).await;
        assert_eq!(status, 400, "{}", &query[..20.min(query.len())]);
        assert!(problem["detail"].as_str().is_some_and(|detail| detail.contains("at most")), "{problem}");
    }
}
