//! Results as files.

use crate::support::{People, TestApp};
use reqwest::{Method, Response};
use serde_json::{Value, json};

async fn export(app: &TestApp, token: &str, body: Value) -> Response {
    app.call(Method::POST, "/api/v1/sql/export", token).json(&body).send().await.expect("an answer")
}

async fn text(app: &TestApp, token: &str, query: &str, format: &str) -> String {
    let answer = export(app, token, json!({ "query": query, "format": format })).await;
    assert_eq!(answer.status(), 200, "{query}");
    answer.text().await.expect("a body")
}

#[tokio::test]
async fn files_hold_every_row_in_their_format() {
    let app = TestApp::start().await;
    let admin = People::of(&app).await.admin;
    let query = "select 1 a, 'x,\"y\"' b, null c, '' d, 1.50 a;";
    assert_eq!(text(&app, &admin, query, "csv").await, "a,b,c,d,a\r\n1,\"x,\"\"y\"\"\",,\"\",1.50\r\n");
    let ndjson = text(&app, &admin, query, "ndjson").await;
    assert_eq!(ndjson, "{\"a\":1,\"b\":\"x,\\\"y\\\"\",\"c\":null,\"d\":\"\",\"a_2\":1.50}\n");
    let many = "select n, repeat('x', 100) x from generate_series(1, 50000) n";
    let rows: Vec<Value> = serde_json::from_str(&text(&app, &admin, many, "json").await).expect("an array");
    assert_eq!((rows.len(), &rows[49_999]["n"]), (50_000, &json!(50_000)));
    let none: Vec<Value> =
        serde_json::from_str(&text(&app, &admin, "select 1 where false", "json").await).expect("an array");
    assert!(none.is_empty());
}

#[tokio::test]
async fn what_cannot_be_exported_is_refused_before_the_first_byte() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    for (query, status) in [
        ("create table e (id int)", 422),
        ("select 1; select 2", 422),
        ("select nope", 400),
        ("commit", 400),
        ("select pg_read_file('/etc/passwd')", 400),
    ] {
        let answer = export(&app, &people.admin, json!({ "query": query, "format": "csv" })).await;
        assert_eq!(answer.status(), status, "{query}");
    }
    let body = json!({ "query": "select 1", "format": "csv" });
    assert_eq!(export(&app, &people.ada, body).await.status(), 403);
}

#[tokio::test]
async fn a_failure_on_the_way_cuts_the_connection() {
    let app = TestApp::start().await;
    let admin = People::of(&app).await.admin;
    let query = "select 1 / (90000 - n), repeat('x', 100) from (select generate_series(1, 100000)) s (n)";
    let answer = export(&app, &admin, json!({ "query": query, "format": "csv" })).await;
    assert_eq!(answer.status(), 200);
    assert!(answer.bytes().await.is_err(), "a part must not look whole");
    let endless = "select generate_series(1, 1000000000), repeat('x', 1000)";
    let answer = export(&app, &admin, json!({ "query": endless, "format": "csv", "timeout_ms": 500 })).await;
    assert!(answer.bytes().await.is_err());
    super::until(
        &app,
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'selfdb sql'",
        0,
    )
    .await;
}

#[tokio::test]
async fn a_reader_that_leaves_frees_its_session() {
    let app = TestApp::start().await;
    let admin = People::of(&app).await.admin;
    let endless = "select generate_series(1, 1000000000), repeat('x', 1000)";
    let answer = export(&app, &admin, json!({ "query": endless, "format": "ndjson" })).await;
    assert_eq!(answer.status(), 200);
    drop(answer);
    super::until(
        &app,
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'selfdb sql'",
        0,
    )
    .await;
}
