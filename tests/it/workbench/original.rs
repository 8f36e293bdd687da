//! The original's `/sql/query`.

use crate::support::{People, TestApp};
use reqwest::Method;
use serde_json::{Value, json};

async fn query(app: &TestApp, token: &str, sql: &str) -> (u16, Value) {
    app.send(Method::POST, "/api/v1/sql/query", token, json!({ "query": sql })).await
}

#[tokio::test]
async fn reading_gives_rows_as_objects() {
    let app = TestApp::start().await;
    let admin = People::of(&app).await.admin;
    let (status, answer) = query(&app, &admin, "select 1 a, 1.5 b, '\\x00ff'::bytea c; -- end").await;
    assert_eq!(status, 200);
    assert_eq!(answer["data"], json!([{ "a": 1, "b": 1.5, "c": "\\x00ff" }]));
    assert_eq!((&answer["success"], &answer["is_read_only"]), (&json!(true), &json!(true)));
    assert_eq!((&answer["columns"], &answer["row_count"]), (&json!(["a", "b", "c"]), &json!(1)));
    assert_eq!((&answer["error"], &answer["operations_summary"]), (&Value::Null, &Value::Null));
    let (_, answer) = query(&app, &admin, "select * from generate_series(1, 10001) n").await;
    assert_eq!((answer["data"].as_array().map(Vec::len), &answer["truncated"]), (Some(10_000), &json!(true)));
}

#[tokio::test]
async fn writing_gives_an_exact_summary() {
    let app = TestApp::start().await;
    let admin = People::of(&app).await.admin;
    let script = "create table a (id int); create table if not exists a (id int); create temp table t (id int);
        create index i on a (id); insert into a select generate_series(1, 10); update a set id = 0 where id > 7;
        delete from a where id = 0; alter table a add n text; insert into a values (1, ';');
        drop index i; drop table if exists t, nothing; truncate a; select 'insert into a'";
    let (status, answer) = query(&app, &admin, script).await;
    assert_eq!(status, 200, "{answer}");
    let expected = json!({
        "tables_created": 2, "tables_registered": 1, "indexes_created": 1, "rows_inserted": 11, "rows_updated": 3,
        "rows_deleted": 3, "tables_altered": 1, "tables_dropped": 1, "indexes_dropped": 1, "tables_truncated": 1,
        "total_operations": 12,
    });
    assert_eq!(answer["operations_summary"], expected, "{answer}");
    assert_eq!(answer["columns"], json!(["Operation", "Object Type", "Object Name", "Details", "Status"]));
    let first = json!({ "Operation": "CREATE", "Object Type": "TABLE", "Object Name": "a",
        "Details": "CREATE TABLE", "Status": "Success" });
    assert_eq!(answer["data"][0], first);
    assert_eq!(answer["data"][4]["Details"], "10 rows");
    let (_, table) = app.get("/api/v1/tables/a", &admin).await;
    assert_eq!((&table["public"], &table["metadata"]["created_via"]), (&json!(false), &json!("sql_editor")));
    assert!(table["owner_id"].is_string());
    query(&app, &admin, "drop table a").await;
    assert_eq!(app.get("/api/v1/tables/a", &admin).await.0, 404);

    let (_, answer) = query(&app, &admin, "set datestyle = 'ISO'").await;
    assert_eq!(
        (&answer["data"], &answer["operations_summary"]),
        (&json!([{ "status": "SET" }]), &Value::Null)
    );
}

#[tokio::test]
async fn failing_is_a_200_and_danger_a_400() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    let (status, answer) = query(&app, &people.admin, "select nope").await;
    assert_eq!((status, &answer["success"], &answer["data"]), (200, &json!(false), &json!([])));
    assert!(answer["error"].as_str().is_some_and(|e| e.contains("nope")));
    assert_eq!(answer["error_detail"]["sqlstate"], "42703");
    for what in
        ["drop database", "alter system", "create role", "drop role", "create user", "drop user", "set role"]
    {
        let (status, problem) =
            query(&app, &people.admin, &format!("select 1; {} x", what.to_uppercase())).await;
        assert_eq!(
            (status, &problem["detail"]),
            (400, &json!(format!("Dangerous SQL operation detected: {what}")))
        );
    }
    for sql in ["select pg_terminate_backend(1)", "copy t from program 'id'", "copy t from stdin"] {
        assert_eq!(query(&app, &people.admin, sql).await.0, 400, "{sql}");
    }
    assert_eq!(query(&app, &people.ada, "select 1").await.0, 403);
    let anonymous = app.anon(Method::POST, "/api/v1/sql/query").json(&json!({ "query": "select 1" }));
    assert_eq!(anonymous.send().await.expect("an answer").status(), 401);
}
