//! Raw SQL: who may, what it can reach, what comes back.

use crate::support::{People, TestApp};
use reqwest::Method;
use serde_json::{Value, json};

async fn execute(app: &TestApp, token: &str, query: &str) -> (u16, Value) {
    app.send(Method::POST, "/api/v1/sql/execute", token, json!({ "query": query })).await
}

#[tokio::test]
async fn results_are_typed_and_lossless() {
    let app = TestApp::start().await;
    let admin = People::of(&app).await.admin;
    let query =
        "select 1::int a, 1.50::numeric b, null c, true d, '{\"x\":1}'::jsonb e, '\\x00ff'::bytea f; -- end";
    let (status, answer) = execute(&app, &admin, query).await;
    assert_eq!(status, 200, "{answer}");
    let row = json!({ "a": 1, "b": 1.5, "c": null, "d": true, "e": { "x": 1 }, "f": "\\x00ff" });
    assert_eq!(answer["data"], json!([row]));
    assert_eq!((&answer["is_read_only"], &answer["row_count"]), (&json!(true), &json!(1)));

    let (status, answer) = execute(
        &app,
        &admin,
        "create table s (id int primary key, n text); insert into s values (1, 'a'), (2, 'b')",
    )
    .await;
    assert_eq!((status, &answer["row_count"]), (200, &json!(2)), "{answer}");
    let body = json!({ "query": "update s set n = $2 where id = $1 returning *;", "params": [2, "x"] });
    let (status, answer) = app.send(Method::POST, "/api/v1/sql/execute", &admin, body).await;
    assert_eq!((status, &answer["data"]), (200, &json!([{ "id": 2, "n": "x" }])), "{answer}");
    assert_eq!(app.get("/api/v1/tables/s/rows/1", &admin).await.1["n"], "a");

    let (_, answer) = execute(&app, &admin, "select * from generate_series(1, 10001) n").await;
    assert_eq!(answer["data"].as_array().map(Vec::len), Some(10_000));
    assert_eq!(answer["truncated"], true);
}

#[tokio::test]
async fn failures_say_where() {
    let app = TestApp::start().await;
    let admin = People::of(&app).await.admin;
    let (status, problem) = execute(&app, &admin, "select nope from pg_class").await;
    assert_eq!((status, &problem["sqlstate"], &problem["position"]), (400, &json!("42703"), &json!(8)));
    let query = |sql: &str| {
        let body = json!({ "query": sql });
        let (app, admin) = (&app, &admin);
        async move { app.send(Method::POST, "/api/v1/sql/query", admin, body).await }
    };
    let (status, answer) = query("select nope").await;
    assert_eq!((status, &answer["success"]), (200, &json!(false)));
    assert!(answer["error"].as_str().is_some_and(|e| e.contains("nope")));
    let (status, problem) = query("drop database x").await;
    assert_eq!(status, 400);
    assert_eq!(problem["detail"], "Dangerous SQL operation detected: drop database");
}

#[tokio::test]
async fn time_limits_hold_against_the_statement_itself() {
    let app = TestApp::start_with(|config| config.database.statement_timeout_ms = 500).await;
    let admin = People::of(&app).await.admin;
    let (status, _) = execute(&app, &admin, "set statement_timeout = 0; select pg_sleep(60)").await;
    assert_eq!(status, 504);
    let sql = app.sql().await;
    let mut running = 1_i64;
    for _ in 0..50 {
        running = sql
            .query_one(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'active'
                    AND query LIKE '%pg_sleep(60)%' AND pid <> pg_backend_pid()",
                &[],
            )
            .await
            .expect("a count")
            .get(0);
        if running == 0 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    assert_eq!(running, 0);
}

#[tokio::test]
async fn the_role_is_a_cage() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    for query in [
        "select encrypted_password from auth.users",
        "select * from auth.users",
        "select * from auth.sessions",
        "select * from selfdb.refresh_tokens",
        "select * from selfdb.tables",
        "update auth.users set app_role = 'ADMIN'",
        "reset role; select * from auth.users",
        "set role postgres",
        "set role selfdb_test",
        "set session authorization selfdb_test",
        "create role evil superuser",
        "alter role selfdb_owner superuser",
        "alter system set log_statement = 'all'",
        "copy (select 1) to program 'true'",
        "select pg_read_file('/etc/passwd')",
        "create extension file_fdw",
        "drop schema auth cascade",
        "do $$ begin perform set_config('role', 'selfdb_test', false); end $$",
    ] {
        let (status, answer) = execute(&app, &people.admin, query).await;
        assert_eq!(status, 400, "{query}: {answer}");
    }
    // What one statement does to its session does not reach the next.
    assert_eq!(execute(&app, &people.admin, "set search_path = pg_catalog; set role none").await.0, 200);
    let (_, answer) =
        execute(&app, &people.admin, "select current_user::text u, current_schema()::text s").await;
    assert_eq!(answer["data"], json!([{ "u": "selfdb_owner", "s": "public" }]));
    assert_eq!(execute(&app, &people.ada, "select 1").await.0, 403);
    let body = json!({ "query": "select 1" });
    let answer = app.anon(Method::POST, "/api/v1/sql/query").json(&body).send().await.expect("an answer");
    assert_eq!(answer.status(), 401);
}

#[tokio::test]
async fn history_and_snippets_are_kept() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    execute(&app, &people.admin, "select 1").await;
    execute(&app, &people.admin, "select nope").await;
    let report = json!({ "query": "select nope", "result": { "success": false } });
    assert_eq!(app.send(Method::POST, "/api/v1/sql/history", &people.admin, report).await.0, 201);
    let (_, answer) = app.get("/api/v1/sql/history?limit=10", &people.admin).await;
    let queries: Vec<_> = answer["history"].as_array().expect("array").iter().map(|e| &e["query"]).collect();
    assert_eq!(queries, ["select nope", "select 1"]);
    let new = json!({ "name": "one", "sql_code": "select 1", "is_shared": true });
    let (status, snippet) = app.send(Method::POST, "/api/v1/sql/snippets", &people.admin, new).await;
    assert_eq!((status, &snippet["is_shared"]), (201, &json!(true)));
    assert_eq!(app.get("/api/v1/sql/snippets", &people.admin).await.1, json!([snippet]));
    let path = format!("/api/v1/sql/snippets/{}", snippet["id"].as_str().expect("an id"));
    assert_eq!(app.send(Method::DELETE, &path, &people.admin, Value::Null).await.0, 204);
    assert_eq!(app.send(Method::DELETE, &path, &people.admin, Value::Null).await.0, 404);
    assert_eq!(app.get("/api/v1/sql/snippets", &people.ada).await.0, 403);
}
