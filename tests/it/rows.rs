//! Rows: keys of every type, values that come back as they went in, paging, concurrency.

use crate::support::{People, TestApp};
use reqwest::Method;
use serde_json::{Value, json};

#[tokio::test]
async fn any_single_key_names_a_row() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    for (n, (kind, id, absent, bad)) in [
        ("uuid", json!("018f2a5e-0000-7000-8000-000000000001"), "018f2a5e-0000-7000-8000-000000000002", "x"),
        ("integer", json!(5), "6", "x"),
        ("bigint", json!(9007199254740993_i64), "6", "99999999999999999999"),
        ("text", json!("a b/ü"), "b", ""),
        ("varchar(3)", json!("abc"), "abcd", ""),
        ("date", json!("2026-02-03"), "2026-02-04", "never"),
    ]
    .into_iter()
    .enumerate()
    {
        let table = format!("k{n}");
        people.table(&app, &table, kind, "private").await;
        let rows = format!("/api/v1/tables/{table}/rows");
        let text = id.as_str().map_or(id.to_string(), str::to_owned);
        let at = |id: &str| {
            let id = percent_encoding::utf8_percent_encode(id, percent_encoding::NON_ALPHANUMERIC);
            format!("{rows}/{id}")
        };
        let new = json!({ "id": id, "name": "one" });
        assert_eq!(
            app.send(Method::POST, &rows, &people.ada, new.clone()).await,
            (201, new.clone()),
            "{kind}"
        );
        assert_eq!(app.send(Method::POST, &rows, &people.ada, new.clone()).await.0, 409);
        assert_eq!(app.get(&at(&text), &people.ada).await, (200, new));
        let changed = json!({ "id": id, "name": "two" });
        let change = json!({ "name": "two" });
        assert_eq!(app.send(Method::PUT, &at(&text), &people.ada, change.clone()).await, (200, changed));
        assert_eq!(app.send(Method::PATCH, &at(absent), &people.ada, change).await.0, 404);
        if !bad.is_empty() {
            assert_eq!(app.get(&at(bad), &people.ada).await.0, 400, "{kind}");
        }
        assert_eq!(app.send(Method::DELETE, &at(&text), &people.ada, Value::Null).await.0, 204);
        assert_eq!(app.send(Method::DELETE, &at(&text), &people.ada, Value::Null).await.0, 404);
    }
}

#[tokio::test]
async fn composite_and_missing_keys_are_refused_clearly() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    for (name, key) in [("two", true), ("none", false)] {
        let spec = json!({ "name": name, "schema": { "columns": [
            { "name": "a", "type": "int", "primary_key": key }, { "name": "b", "type": "int", "primary_key": key },
        ]}});
        assert_eq!(app.send(Method::POST, "/api/v1/tables", &people.ada, spec).await.0, 201);
        let rows = format!("/api/v1/tables/{name}/rows");
        let both = json!([{ "a": 1, "b": 1 }, { "a": 1, "b": 2 }]);
        assert_eq!(app.send(Method::POST, &rows, &people.ada, both.clone()).await, (201, both.clone()));
        assert_eq!(app.get(&format!("{rows}?order=b"), &people.ada).await, (200, both));
        let (status, problem) = app.get(&format!("{rows}/1"), &people.ada).await;
        assert_eq!(status, 400);
        assert!(problem["detail"].as_str().is_some_and(|d| d.contains("primary key")), "{problem}");
    }
}

#[tokio::test]
async fn values_are_lossless() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    let spec = json!({ "name": "v", "schema": { "columns": [
        { "name": "id", "type": "int", "primary_key": true },
        { "name": "doc", "type": "jsonb" }, { "name": "n", "type": "numeric" },
        { "name": "raw", "type": "bytea" }, { "name": "list", "type": "text[]" },
        { "name": "at", "type": "timestamptz" }, { "name": "big", "type": "bigint" },
    ]}});
    assert_eq!(app.send(Method::POST, "/api/v1/tables", &people.ada, spec).await.0, 201);
    let sent = r#"{"id":1,"doc":{"a":[1,null,"x"]},"n":123456789012345678901234567890.123456789012345678901,"raw":"\\x00ff","list":["a,b","\"c\"",null],"at":"2026-01-02T03:04:05.678901+02:00","big":9223372036854775807}"#;
    let answer = app
        .call(Method::POST, "/api/v1/tables/v/rows", &people.ada)
        .body(sent)
        .send()
        .await
        .expect("an answer");
    assert_eq!(answer.status(), 201);
    let text = answer.text().await.expect("text");
    assert!(text.contains("123456789012345678901234567890.123456789012345678901"), "{text}");
    let row: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(row["doc"], json!({ "a": [1, null, "x"] }));
    assert_eq!(row["raw"], "\\x00ff");
    assert_eq!(row["list"], json!(["a,b", "\"c\"", null]));
    assert_eq!(row["big"], 9223372036854775807_i64);
    let at = row["at"].as_str().expect("text");
    let at = chrono::DateTime::parse_from_rfc3339(at).expect("ISO 8601 with offset");
    assert_eq!(at, chrono::DateTime::parse_from_rfc3339("2026-01-02T03:04:05.678901+02:00").expect("a time"));
    assert_eq!(app.get("/api/v1/tables/v/rows/1", &people.ada).await, (200, row));
}

#[tokio::test]
async fn pages_filters_and_orders() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    people.table(&app, "p", "int", "public-read").await;
    let rows: Vec<Value> = (1..=25).map(|n| json!({ "id": n, "name": format!("n{}", n % 3) })).collect();
    assert_eq!(app.send(Method::POST, "/api/v1/tables/p/rows", &people.ada, json!(rows)).await.0, 201);
    let ids = async |query: &str| -> Vec<i64> {
        let (status, rows) = app.get(&format!("/api/v1/tables/p/rows?{query}"), &people.bob).await;
        assert_eq!(status, 200, "{query}: {rows}");
        rows.as_array().expect("rows").iter().filter_map(|row| row["id"].as_i64()).collect()
    };
    assert_eq!(ids("limit=2&offset=3").await, [4, 5]);
    assert_eq!(ids("order=name.desc,id.desc&limit=2").await, [23, 20]);
    assert_eq!(ids("id=gt.23").await, [24, 25]);
    assert_eq!(ids("id=in.(3,1)").await, [1, 3]);
    assert_eq!(ids("name=eq.n0&id=lte.6&select=id").await, [3, 6]);
    assert_eq!(ids("name=ilike.N1&limit=1").await, [1]);
    assert_eq!(ids("name=is.null").await, [0_i64; 0]);
    let answer =
        app.anon(Method::GET, "/api/v1/tables/p/rows?limit=5&offset=20").send().await.expect("answer");
    assert_eq!(answer.headers()["content-range"], "20-24/*");

    let (_, page) = app.get("/api/v1/tables/p/data?page=2&page_size=4&order_by=id:desc", &people.ada).await;
    assert_eq!(page["data"][0]["id"], 21);
    assert_eq!((&page["metadata"]["total_count"], &page["metadata"]["total_pages"]), (&json!(25), &json!(7)));
    let (_, page) = app.get("/api/v1/tables/p/data?filter_column=id&filter_value=7", &people.ada).await;
    assert_eq!(page["metadata"]["total_count"], 1);
    let new = json!({ "id": 99, "name": "x" });
    assert_eq!(app.send(Method::POST, "/api/v1/tables/p/data", &people.ada, new.clone()).await, (200, new));
    let change = json!({ "name": "y" });
    let by_name = "/api/v1/tables/p/data/x?id_column=name";
    assert_eq!(app.send(Method::PUT, by_name, &people.ada, change).await.1["id"], 99);
    assert_eq!(app.send(Method::DELETE, "/api/v1/tables/p/data/99", &people.ada, Value::Null).await.0, 204);
    let (status, problem) = app.send(Method::POST, "/api/v1/tables/p/data", &people.ada, json!({})).await;
    assert_eq!((status, problem["detail"].as_str()), (400, Some("Row data cannot be empty")));
    assert_eq!(app.get("/api/v1/tables/nowhere/rows", &people.ada).await.0, 404);
}

#[tokio::test]
async fn wide_rows_and_long_texts() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    let mut columns = vec![json!({ "name": "id", "type": "int", "primary_key": true })];
    columns.extend((1..200).map(|n| json!({ "name": format!("c{n}"), "type": "text" })));
    let spec = json!({ "name": "wide", "schema": { "columns": columns } });
    assert_eq!(app.send(Method::POST, "/api/v1/tables", &people.ada, spec).await.0, 201);
    let mut row = json!({ "id": 1 });
    for n in 1..200 {
        row[format!("c{n}")] = json!(format!("value {n}"));
    }
    row["c7"] = json!("ü".repeat(500_000));
    let path = "/api/v1/tables/wide/rows";
    assert_eq!(app.send(Method::POST, path, &people.ada, row.clone()).await, (201, row.clone()));
    row["c8"] = json!("z".repeat(1_000_000));
    assert_eq!(
        app.send(Method::PUT, &format!("{path}/1"), &people.ada, row.clone()).await,
        (200, row.clone())
    );
    assert_eq!(app.get(&format!("{path}/1"), &people.ada).await, (200, row));
}

#[tokio::test]
async fn sixty_four_writers_all_finish() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    people.table(&app, "busy", "int", "private").await;
    let writers = (0..64).map(|writer| {
        let (app, ada) = (&app, &people.ada);
        async move {
            for n in 0..5 {
                let row = json!({ "id": writer * 100 + n, "name": "x" });
                assert_eq!(app.send(Method::POST, "/api/v1/tables/busy/rows", ada, row).await.0, 201);
            }
        }
    });
    futures_util::future::join_all(writers).await;
    let (_, page) = app.get("/api/v1/tables/busy/data?page_size=1", &people.ada).await;
    assert_eq!(page["metadata"]["total_count"], 320);
}

#[tokio::test]
async fn a_changed_table_is_noticed_at_once() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    people.table(&app, "c", "int", "private").await;
    let rows = "/api/v1/tables/c/rows";
    assert_eq!(app.send(Method::POST, rows, &people.ada, json!({ "id": 1 })).await.0, 201);
    let sql = app.sql().await;
    sql.batch_execute("ALTER TABLE c ADD COLUMN extra int; ALTER TABLE c DROP COLUMN name")
        .await
        .expect("DDL");
    let new = json!({ "id": 2, "extra": 3 });
    assert_eq!(app.send(Method::POST, rows, &people.ada, new.clone()).await, (201, new));
    assert_eq!(
        app.get(&format!("{rows}?id=eq.1"), &people.ada).await,
        (200, json!([{ "id": 1, "extra": null }]))
    );
    sql.batch_execute("DROP TABLE c").await.expect("DDL");
    assert_eq!(app.get(rows, &people.ada).await.0, 404);
}
