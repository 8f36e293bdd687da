//! What comes back: values, several statements, limits, notices, plans, failures.

use super::sql;
use crate::support::{People, TestApp};
use serde_json::{Value, json};

#[tokio::test]
async fn values_are_lossless_and_columns_may_share_a_name() {
    let app = TestApp::start().await;
    let admin = People::of(&app).await.admin;
    let query = "select 1::int a, 1.50::numeric a, null a, true, '{\"x\":1}'::jsonb, '\\x00ff'::bytea,
        9007199254740993, 'NaN'::float8, '-Infinity'::numeric, array[1,null], '{a,\"b c\"}'::text[],
        timestamptz '2026-01-02 03:04:05.678901+00', 'infinity'::timestamp, 1e300::numeric, '[1,3)'::int4range";
    let answer = app
        .call(reqwest::Method::POST, "/api/v1/sql", &admin)
        .json(&json!({ "query": query }))
        .send()
        .await
        .expect("an answer");
    assert_eq!(answer.status(), 200);
    let text = answer.text().await.expect("a body");
    let digits = format!("1{}", "0".repeat(300));
    let row = format!(
        r#""rows":[[1,1.50,null,true,{{"x": 1}},"\\x00ff",9007199254740993,"NaN","-Infinity",[1,null],["a","b c"],"2026-01-02T03:04:05.678901+00:00","infinity",{digits},"[1,3)"]]"#
    );
    assert!(text.contains(&row), "{text}");
    let answer: Value = serde_json::from_str(&text).expect("JSON");
    let columns = answer["results"][0]["columns"].as_array().expect("columns");
    assert!(columns.iter().take(3).all(|column| column["name"] == "a"), "{columns:?}");
    assert_eq!((&columns[1]["type"], &columns[14]["type"]), (&json!("numeric"), &json!("int4range")));
    assert_eq!((&answer["is_read_only"], &answer["mode"]), (&json!(true), &json!("read-write")));
}

#[tokio::test]
async fn each_statement_has_its_result() {
    let app = TestApp::start().await;
    let admin = People::of(&app).await.admin;
    let query = "create type mood as enum ('sad', 'ok');
        create table s (id int primary key, n text, m mood, ms mood[]);
        insert into s values (1, 'a;b', 'ok', '{ok,sad}'), (2, $$x;y$$, null, null);
        select m, ms from s order by id; update s set n = '' where id = 1 returning *; -- the end;";
    let (status, answer) = sql(&app, &admin, json!({ "query": query })).await;
    assert_eq!(status, 200, "{answer}");
    let results = answer["results"].as_array().expect("results");
    let tags: Vec<_> = results.iter().map(|r| r["command"].as_str().expect("a tag")).collect();
    assert_eq!(tags, ["CREATE TYPE", "CREATE TABLE", "INSERT 0 2", "SELECT 2", "UPDATE 1"]);
    assert_eq!(results[2]["affected"], 2);
    assert_eq!(results[3]["rows"], json!([["ok", ["ok", "sad"]], [null, null]]));
    assert_eq!(results[3]["columns"][1], json!({ "name": "ms", "type": "_mood" }));
    assert_eq!(results[4]["rows"], json!([[1, "", "ok", ["ok", "sad"]]]));
    assert_eq!(app.get("/api/v1/tables/s", &admin).await.1["metadata"]["created_via"], "sql_editor");

    // All of a script or nothing.
    let (status, problem) = sql(&app, &admin, json!({ "query": "delete from s; select 1/0" })).await;
    assert_eq!((status, &problem["sqlstate"], &problem["statement"]), (400, &json!("22012"), &json!(2)));
    let (_, answer) = sql(&app, &admin, json!({ "query": "select count(*) from s" })).await;
    assert_eq!(answer["results"][0]["rows"], json!([[2]]));
    // Transactions of its own count, and one that is left open is a failure, not a silent loss.
    let script = "begin; delete from s where id = 1; commit; begin; delete from s; rollback";
    assert_eq!(sql(&app, &admin, json!({ "query": script })).await.0, 200);
    let (status, problem) = sql(&app, &admin, json!({ "query": "begin; delete from s" })).await;
    assert_eq!(status, 400, "{problem}");
    let (_, answer) = sql(&app, &admin, json!({ "query": "select count(*) from s" })).await;
    assert_eq!(answer["results"][0]["rows"], json!([[1]]));
    // Statements that cannot run inside of a transaction do when they are alone.
    assert_eq!(sql(&app, &admin, json!({ "query": "vacuum s" })).await.0, 200);
}

#[tokio::test]
async fn execute_gives_the_last_result_alone() {
    let app = TestApp::start().await;
    let admin = People::of(&app).await.admin;
    let body = json!({ "query": "create table l (id int); insert into l values ($1) returning id, 'x' n", "params": [3] });
    let (status, answer) = app.send(reqwest::Method::POST, "/api/v1/sql/execute", &admin, body).await;
    assert_eq!((status, &answer["data"]), (200, &json!([{ "id": 3, "n": "x" }])), "{answer}");
    assert_eq!(answer["column_types"][0], json!({ "name": "id", "type": "int4" }));
    assert_eq!((&answer["success"], &answer["row_count"]), (&json!(true), &json!(1)));
    let wrong = json!({ "query": "select nope" });
    assert_eq!(app.send(reqwest::Method::POST, "/api/v1/sql/execute", &admin, wrong).await.0, 400);
}

#[tokio::test]
async fn parameters_have_the_types_that_the_server_infers() {
    let app = TestApp::start().await;
    let admin = People::of(&app).await.admin;
    let body = r#"{"query": "select $1::numeric + 0, $2 = any($3::int[]), $4::jsonb -> 'a', $5::text, $6::bigint, $7::text[]",
        "params": [1.00000000000000000000000000001, 2, [1, 2], {"a": [1]}, null, 9223372036854775807, ["a\"b", null]]}"#;
    let answer = app
        .call(reqwest::Method::POST, "/api/v1/sql", &admin)
        .header("content-type", "application/json")
        .body(body)
        .send()
        .await
        .expect("an answer");
    let text = answer.text().await.expect("a body");
    let row = r#"[[1.00000000000000000000000000001,true,[1],null,9223372036854775807,["a\"b",null]]]"#;
    assert!(text.contains(row), "{text}");

    let script =
        "create temp table p (id int, t text); insert into p values ($1, $2); select * from p where id = $1";
    let (status, answer) = sql(&app, &admin, json!({ "query": script, "params": [7, "x"] })).await;
    assert_eq!((status, &answer["results"][2]["rows"]), (200, &json!([[7, "x"]])), "{answer}");
    for (query, params) in
        [("select $1::int", json!([])), ("select 1", json!([1])), ("select $2::int", json!([1]))]
    {
        let (status, problem) = sql(&app, &admin, json!({ "query": query, "params": params })).await;
        assert_eq!((status, &problem["errors"][0]["pointer"]), (422, &json!("/params")), "{query}");
    }
    let (status, problem) = sql(&app, &admin, json!({ "query": "select $1::int", "params": ["x"] })).await;
    assert_eq!((status, &problem["sqlstate"]), (400, &json!("22P02")));
}

#[tokio::test]
async fn rows_beyond_the_cap_are_not_read_and_writes_are_whole() {
    let app = TestApp::start().await;
    let admin = People::of(&app).await.admin;
    let begun = std::time::Instant::now();
    // A result of a trillion rows ends here only because the server stops making it.
    let query = "select generate_series(1, 1000000000000), 'x'";
    let (status, answer) = sql(&app, &admin, json!({ "query": query, "max_rows": 3 })).await;
    let result = &answer["results"][0];
    assert_eq!((status, &result["row_count"], &result["truncated"]), (200, &json!(3), &json!(true)));
    assert!(begun.elapsed() < std::time::Duration::from_secs(20));
    let exact = json!({ "query": "select * from generate_series(1, 3)", "max_rows": 3 });
    assert_eq!(sql(&app, &admin, exact).await.1["results"][0]["truncated"], false);

    let query = "create table w as select n from generate_series(1, 5000) n; delete from w returning n";
    let (_, answer) = sql(&app, &admin, json!({ "query": query, "max_rows": 2 })).await;
    let result = &answer["results"][1];
    assert_eq!((&result["affected"], &result["truncated"]), (&json!(5000), &json!(true)), "{answer}");
    assert_eq!(result["rows"].as_array().map(Vec::len), Some(2));
    // Wide rows are cut by size.
    let wide = json!({ "query": "select repeat('x', 10000000) from generate_series(1, 9)" });
    let (status, answer) = sql(&app, &admin, wide).await;
    assert_eq!((status, &answer["results"][0]["truncated"]), (200, &json!(true)));
    let huge = json!({ "query": "select repeat('x', 100000000)" });
    assert_eq!(sql(&app, &admin, huge).await.0, 400);
}

#[tokio::test]
async fn notices_and_failures_say_what_and_where() {
    let app = TestApp::start().await;
    let admin = People::of(&app).await.admin;
    let query = "do $$ begin raise notice 'hello %', 1; raise warning using message = 'w', hint = 'h'; end $$; select 1";
    let (_, answer) = sql(&app, &admin, json!({ "query": query })).await;
    let notices = &answer["results"][0]["notices"];
    assert_eq!((&notices[0]["severity"], &notices[0]["message"]), (&json!("NOTICE"), &json!("hello 1")));
    assert_eq!((&notices[1]["severity"], &notices[1]["hint"]), (&json!("WARNING"), &json!("h")));
    assert_eq!(answer["results"][1]["notices"], json!([]));

    let (status, problem) =
        sql(&app, &admin, json!({ "query": "select 'é';\n  select relnam\n from pg_class" })).await;
    assert_eq!((status, &problem["sqlstate"], &problem["statement"]), (400, &json!("42703"), &json!(2)));
    let place = (&problem["position"], &problem["line"], &problem["column"]);
    assert_eq!(place, (&json!(22), &json!(2), &json!(10)), "{problem}");
    assert!(problem["hint"].as_str().is_some_and(|hint| hint.contains("relname")), "{problem}");
    let script = "create temp table u (id int primary key); insert into u values (1), (1)";
    let (_, problem) = sql(&app, &admin, json!({ "query": script })).await;
    assert_eq!(problem["sql_detail"], "Key (id)=(1) already exists.");
    // A deferred constraint fails at the commit.
    let script =
        "create temp table d (id int unique deferrable initially deferred); insert into d values (1), (1)";
    let (status, problem) = sql(&app, &admin, json!({ "query": script })).await;
    assert_eq!((status, &problem["sqlstate"]), (400, &json!("23505")), "{problem}");
}

#[tokio::test]
async fn plans_are_json_and_analyze_leaves_nothing() {
    let app = TestApp::start().await;
    let admin = People::of(&app).await.admin;
    sql(&app, &admin, json!({ "query": "create table x (id int)" })).await;
    let count = json!({ "query": "select count(*) from x" });
    let body = json!({ "query": "insert into x select generate_series(1, $1::int)", "params": [9], "explain": "plan" });
    let (status, answer) = sql(&app, &admin, body.clone()).await;
    assert_eq!(status, 200, "{answer}");
    assert_eq!(answer["results"][0]["rows"][0][0][0]["Plan"]["Operation"], "Insert");
    let mut analyze = body;
    analyze["explain"] = json!("analyze");
    let (_, answer) = sql(&app, &admin, analyze.clone()).await;
    assert_eq!(answer["mode"], "rollback");
    assert!(answer["results"][0]["rows"][0][0][0]["Execution Time"].is_number(), "{answer}");
    assert_eq!(sql(&app, &admin, count.clone()).await.1["results"][0]["rows"], json!([[0]]));
    analyze["mode"] = json!("read-write");
    assert_eq!(sql(&app, &admin, analyze).await.0, 200);
    assert_eq!(sql(&app, &admin, count).await.1["results"][0]["rows"], json!([[9]]));
    let (_, problem) = sql(&app, &admin, json!({ "query": "select nope from x", "explain": "plan" })).await;
    assert_eq!(problem["position"], 8);
    let several = json!({ "query": "select 1; select 2", "explain": "plan" });
    assert_eq!(sql(&app, &admin, several).await.0, 422);
}

#[tokio::test]
async fn requests_beyond_a_limit_are_refused_by_name() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    let many = "select 1;".repeat(501);
    for (body, field) in [
        (json!({ "query": "" }), "query"),
        (json!({ "query": "-- nothing\n;" }), "query"),
        (json!({ "query": "select 1\u{0}" }), "query"),
        (json!({ "query": "x".repeat(100_001) }), "query"),
        (json!({ "query": many }), "query"),
        (json!({ "query": "select 1", "max_rows": 0 }), "max_rows"),
        (json!({ "query": "select 1", "max_rows": 10_001 }), "max_rows"),
        (json!({ "query": "select 1", "timeout_ms": 600_001 }), "timeout_ms"),
    ] {
        let (status, problem) = sql(&app, &people.admin, body).await;
        assert_eq!(
            (status, &problem["errors"][0]["pointer"]),
            (422, &json!(format!("/{field}"))),
            "{problem}"
        );
    }
    assert_eq!(sql(&app, &people.ada, json!({ "query": "select 1" })).await.0, 403);
    let answer = app.anon(reqwest::Method::POST, "/api/v1/sql").json(&json!({ "query": "select 1" }));
    assert_eq!(answer.send().await.expect("an answer").status(), 401);
}
