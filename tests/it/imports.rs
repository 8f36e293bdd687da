//! Files into tables.

use crate::support::{People, Socket, TestApp};
use reqwest::Method;
use serde_json::{Value, json};

async fn post(
    app: &TestApp,
    token: &str,
    path: &str,
    media: &str,
    file: impl Into<reqwest::Body>,
) -> (u16, Value) {
    let request = app.call(Method::POST, path, token).header("content-type", media).body(file);
    let answer = request.send().await.expect("an answer");
    let status = answer.status().as_u16();
    (status, answer.json().await.unwrap_or(Value::Null))
}

async fn csv(app: &TestApp, token: &str, path: &str, file: &str) -> (u16, Value) {
    post(app, token, path, "text/csv", file.to_owned()).await
}

#[tokio::test]
async fn a_file_becomes_a_table() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    let file = "\u{feff}id,Name,price,when,zip\r\n1,\"a, \"\"b\"\"\",1.10,2026-01-02,01234\r\n2,,,2026-01-03,00001\r\n";
    let (status, preview) = csv(&app, &people.ada, "/api/v1/import/preview", file).await;
    assert_eq!(status, 200, "{preview}");
    let types: Vec<_> = preview["columns"].as_array().expect("columns").iter().map(|c| &c["type"]).collect();
    assert_eq!(types, ["bigint", "text", "numeric", "date", "text"]);
    assert_eq!(preview["rows"][1], json!(["2", null, null, "2026-01-03", "00001"]));

    let path = "/api/v1/tables/things/import?create=true&access_level=authenticated";
    let tried = csv(&app, &people.ada, &format!("{path}&dry_run=true"), file).await;
    assert_eq!((tried.0, &tried.1["rows"], &tried.1["created"]), (200, &json!(2), &json!(false)));
    assert_eq!(app.get("/api/v1/tables/things", &people.ada).await.0, 404);
    let (status, done) = csv(&app, &people.ada, path, file).await;
    assert_eq!((status, &done["rows"], &done["created"]), (201, &json!(2), &json!(true)), "{done}");
    let (_, rows) = app.get("/api/v1/tables/things/rows?order=id", &people.bob).await;
    let first = json!({ "id": 1, "Name": "a, \"b\"", "price": 1.1, "when": "2026-01-02", "zip": "01234" });
    assert_eq!(rows[0], first);
    let (_, table) = app.get("/api/v1/tables/things", &people.ada).await;
    assert_eq!(table["owner_id"], json!(people.ada_id));
    assert_eq!(csv(&app, &people.ada, path, file).await.0, 409);

    // Without an id the table gets one; types may be chosen.
    let path =
        "/api/v1/tables/other/import?create=true&types=%7B%22n%22%3A%22text%22%7D&delimiter=%3B&header=true";
    let (status, done) = csv(&app, &people.ada, path, "n;m\n1;x\n2;y").await;
    assert_eq!(status, 201, "{done}");
    let (_, rows) = app.get("/api/v1/tables/other/rows?order=id", &people.ada).await;
    assert_eq!(rows, json!([{ "id": 1, "n": "1", "m": "x" }, { "id": 2, "n": "2", "m": "y" }]));
}

#[tokio::test]
async fn json_and_ndjson_keep_their_values() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    let file = r#"[{"id": 9007199254740993, "doc": {"a": [1.10]}, "tags": ["x", null], "s": "1"},
        {"id": 2, "doc": "text", "s": null}]"#;
    let path = "/api/v1/tables/docs/import?create=true&types=%7B%22tags%22%3A%22text%5B%5D%22%2C%22doc%22%3A%22jsonb%22%7D";
    let (status, done) = post(&app, &people.ada, path, "application/json", file).await;
    assert_eq!(status, 201, "{done}");
    let (_, rows) = app.get("/api/v1/tables/docs/rows?order=id.desc", &people.ada).await;
    let first =
        json!({ "id": 9_007_199_254_740_993_i64, "doc": { "a": [1.1] }, "tags": ["x", null], "s": "1" });
    assert_eq!(rows[0], first);
    assert_eq!(rows[1]["doc"], "text");

    let more = "{\"id\": 3}\n{\"id\": 4, \"s\": \"é\"}\n";
    let (status, done) =
        post(&app, &people.ada, "/api/v1/tables/docs/import", "application/x-ndjson", more).await;
    assert_eq!((status, &done["columns"]), (200, &json!(["id", "s"])), "{done}");
    let unknown = "{\"id\": 5}\n{\"id\": 6, \"z\": 1}\n";
    let (status, problem) =
        post(&app, &people.ada, "/api/v1/tables/docs/import", "application/x-ndjson", unknown).await;
    let line = json!([{ "line": 2, "column": "z", "reason": "the table has no such column" }]);
    assert_eq!((status, &problem["lines"]), (422, &line));
}

/// A table with constraints of every kind.
async fn strict(app: &TestApp, people: &People) {
    let spec = json!({ "name": "strict", "schema": { "columns": [
        { "name": "id", "type": "int", "primary_key": true }, { "name": "code", "type": "varchar(3)", "nullable": false },
        { "name": "amount", "type": "numeric(5,2)" }, { "name": "made", "type": "timestamptz", "default": "now()" }] } });
    assert_eq!(app.send(Method::POST, "/api/v1/tables", &people.ada, spec).await.0, 201);
    app.sql().await.batch_execute("ALTER TABLE strict ADD CHECK (amount >= 0)").await.expect("a constraint");
}

async fn count(app: &TestApp) -> i64 {
    app.sql().await.query_one("SELECT count(*) FROM strict", &[]).await.expect("a count").get(0)
}

#[tokio::test]
async fn bad_lines_are_named_and_nothing_is_kept() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    strict(&app, &people).await;
    let path = "/api/v1/tables/strict/import";
    let file = "id,code,amount\n1,abc,1\nx,abc,1\n3,abcd,1\n4,,1\n5,abc,12345\n6,abc\n7,\"a\"b,1\n";
    let (status, problem) = csv(&app, &people.ada, path, file).await;
    assert_eq!(status, 422);
    // Lines that are no rows come first; when all are rows, their values are looked at.
    let lines: Vec<_> = problem["lines"].as_array().expect("lines").iter().map(|l| &l["line"]).collect();
    assert_eq!(lines, [7, 8], "{problem}");
    let (_, problem) = csv(&app, &people.ada, path, &file[..file.find("6,").expect("there")]).await;
    let found: Vec<_> =
        problem["lines"].as_array().expect("lines").iter().map(|l| (&l["line"], &l["column"])).collect();
    let expected = [(3, "id"), (4, "code"), (5, "code"), (6, "amount")].map(|(l, c)| (json!(l), json!(c)));
    assert_eq!(found, expected.iter().map(|(l, c)| (l, c)).collect::<Vec<_>>(), "{problem}");
    assert!(problem["lines"][0]["reason"].as_str().is_some_and(|r| r.contains("integer")), "{problem}");
    let (_, problem) =
        csv(&app, &people.ada, &format!("{path}?max_errors=2"), &file[..file.find("6,").expect("there")])
            .await;
    assert_eq!(problem["lines"].as_array().map(Vec::len), Some(2));

    // What only the table itself can refuse.
    let many: String =
        (1..=1000).map(|n| format!("{n},abc,{}\n", if n == 777 { -1 } else { n % 900 })).collect();
    let (status, problem) = csv(&app, &people.ada, path, &format!("id,code,amount\n{many}")).await;
    assert_eq!((status, &problem["lines"][0]["line"]), (422, &json!(778)), "{problem}");
    let twice: String = (1..=1000).map(|n| format!("{},abc,1\n", if n == 900 { 5 } else { n })).collect();
    let (_, problem) = csv(&app, &people.ada, path, &format!("id,code,amount\n{twice}")).await;
    assert_eq!(problem["lines"][0]["line"], 901, "{problem}");
    assert_eq!(count(&app).await, 0);

    let good = csv(&app, &people.ada, path, "code,id\nabc,1\n").await;
    assert_eq!((good.0, &good.1["columns"]), (200, &json!(["code", "id"])), "{}", good.1);
    let (_, row) = app.get("/api/v1/tables/strict/rows/1", &people.ada).await;
    assert!(row["made"].is_string(), "a column that the file lacks has its default: {row}");
    // A new table whose rows are refused is not left behind.
    let path = "/api/v1/tables/gone/import?create=true";
    assert_eq!(csv(&app, &people.ada, path, "id,n\n1,a\n1,b\n").await.0, 422);
    assert_eq!(app.get("/api/v1/tables/gone", &people.ada).await.0, 404);
}

#[tokio::test]
async fn rights_are_those_of_inserted_rows() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    strict(&app, &people).await;
    let (path, file) = ("/api/v1/tables/strict/import", "id,code\n1,abc\n");
    assert_eq!(csv(&app, &people.bob, path, file).await.0, 403);
    assert_eq!(csv(&app, &people.bob, "/api/v1/tables/nothing/import", file).await.0, 404);
    let anonymous = app.anon(Method::POST, path).header("content-type", "text/csv").body(file);
    assert_eq!(anonymous.send().await.expect("an answer").status(), 403);
    let sql = app.sql().await;
    // Bob may insert what a policy lets him, and not a row beyond it.
    sql.batch_execute(
        "GRANT INSERT ON strict TO authenticated;
         CREATE POLICY small ON strict FOR INSERT TO authenticated WITH CHECK (id < 10)",
    )
    .await
    .expect("a policy");
    let (status, problem) = csv(&app, &people.bob, path, "id,code\n1,abc\n2,abc\n30,abc\n4,abc\n").await;
    let line = json!([{ "line": 4, "column": null, "reason": "a policy refuses the row" }]);
    assert_eq!((status, &problem["lines"]), (403, &line), "{problem}");
    assert_eq!(csv(&app, &people.bob, path, "id,code\n1,abc\n2,abc\n").await.0, 200);
    assert_eq!(count(&app).await, 2);
    for table in ["pg_class", "users", "changes", "strict\"; drop table strict; --"] {
        let path = format!(
            "/api/v1/tables/{}/import",
            table.replace('"', "%22").replace(' ', "%20").replace(';', "%3B")
        );
        assert_eq!(csv(&app, &people.admin, &path, file).await.0, 404, "{table}");
    }
    let columns = "%7B%22id%22%3A%22id%5C%22%29%3B%20drop%20table%20strict%3B%20--%22%7D";
    assert_eq!(csv(&app, &people.bob, &format!("{path}?columns={columns}"), file).await.0, 422);
    let types = "%7B%22code%22%3A%22text%29%3B%20drop%20table%20strict%3B%20--%22%7D";
    let path = format!("/api/v1/tables/evil/import?create=true&types={types}");
    assert_eq!(csv(&app, &people.bob, &path, file).await.0, 400);
    assert_eq!(count(&app).await, 2);
}

#[tokio::test]
async fn imported_rows_are_changes_like_any_other() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    people.table(&app, "heard", "bigint", "private").await;
    let mut socket = Socket::open(&app, &people.ada).await;
    let wanted = json!([{ "event": "INSERT", "schema": "public", "table": "heard" }]);
    socket.join("realtime:heard", wanted, Value::Null).await;
    assert_eq!(csv(&app, &people.ada, "/api/v1/tables/heard/import", "id,name\n1,a\n2,b\n").await.0, 200);
    assert_eq!(socket.change().await["record"], json!({ "id": 1, "name": "a" }));
    assert_eq!(socket.change().await["record"], json!({ "id": 2, "name": "b" }));
}

#[tokio::test]
async fn what_is_no_file_is_refused_by_name() {
    let app = TestApp::start_with(|config| config.server.import_limit_bytes = 2_000_000).await;
    let people = People::of(&app).await;
    people.table(&app, "t", "bigint", "private").await;
    let path = "/api/v1/tables/t/import";
    assert_eq!(post(&app, &people.ada, path, "application/pdf", "x").await.0, 415);
    for (query, file, status) in [
        ("", "", 422),
        ("", "id,name\n", 422),
        ("", "id,nope\n1,2\n", 422),
        ("?columns=%5B1%5D", "id\n1\n", 422),
        ("?max_errors=0", "id\n1\n", 422),
        ("?delimiter=%22", "id\n1\n", 422),
        ("?format=xml", "id\n1\n", 400),
        ("?columns=%7B%22nope%22%3Anull%7D", "id,nope\n1,2\n", 200),
        ("?header=false&columns=%7B%22column_1%22%3A%22id%22%7D", "7\n", 200),
    ] {
        let (found, problem) = csv(&app, &people.ada, &format!("{path}{query}"), file).await;
        assert_eq!(found, status, "{query} {file}: {problem}");
    }
    let large = format!("id,name\n{}", "3,x\n".repeat(600_000));
    let request = app.call(Method::POST, path, &people.ada).header("content-type", "text/csv").body(large);
    // The server may close before the client has sent everything.
    if let Ok(answer) = request.send().await {
        assert_eq!(answer.status(), 413);
    }
    let (_, rows) = app.get("/api/v1/tables/t/rows?order=id", &people.ada).await;
    assert_eq!(rows.as_array().map(Vec::len), Some(2));
    let (status, preview) =
        csv(&app, &people.ada, "/api/v1/import/preview?table=t&partial=true", "ID,x\n1,2\n3,").await;
    assert_eq!((status, &preview["sampled"]), (200, &json!(1)));
    assert_eq!(
        (&preview["columns"][0]["column"], &preview["columns"][1]["column"]),
        (&json!("id"), &Value::Null)
    );
}
