//! Attempts to carry SQL in names, types, defaults, orders, filters and ids: all refused, nothing changed.

use crate::support::{People, TestApp};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::Method;
use serde_json::{Value, json};

/// Texts that would do harm wherever they were pasted into a statement.
const ATTACKS: [&str; 10] = [
    "x\"; DROP TABLE victim; --",
    "x'; DROP TABLE victim; --",
    "x); DROP TABLE victim; --",
    "text DEFAULT (SELECT encrypted_password FROM auth.users LIMIT 1)",
    "id; UPDATE auth.users SET app_role = 'ADMIN'",
    "id, (SELECT pg_sleep(5))",
    "text) INHERITS (auth.users",
    "int CHECK (set_config('role', 'service_role', false) IS NOT NULL)",
    "public.victim",
    "a\0b",
];

fn requests(attack: &str) -> Vec<(Method, String, Value)> {
    let quoted = utf8_percent_encode(attack, NON_ALPHANUMERIC);
    let table = |columns: Value, more: Value| {
        let mut spec = json!({ "name": "made", "schema": { "columns": columns } });
        for (name, value) in more.as_object().into_iter().flatten() {
            spec[name] = value.clone();
        }
        spec
    };
    let plain = json!([{ "name": "id", "type": "int", "primary_key": true }]);
    let tables = || "/api/v1/tables".to_owned();
    vec![
        (Method::POST, tables(), table(plain.clone(), json!({ "name": attack }))),
        (Method::POST, tables(), table(json!([{ "name": attack, "type": "int" }]), json!({}))),
        (Method::POST, tables(), table(json!([{ "name": "id", "type": attack }]), json!({}))),
        (
            Method::POST,
            tables(),
            table(json!([{ "name": "id", "type": "int", "default": attack }]), json!({})),
        ),
        (Method::POST, tables(), table(plain.clone(), json!({ "access_level": attack }))),
        (
            Method::POST,
            tables(),
            json!({ "name": "made", "schema": { "columns": plain, "indexes": [{ "columns": [attack] }] } }),
        ),
        (
            Method::POST,
            tables(),
            json!({ "name": "made", "schema": { "columns": plain,
                "indexes": [{ "columns": ["id"], "name": attack }] } }),
        ),
        (Method::PUT, "/api/v1/tables/victim".into(), json!({ "new_name": attack })),
        (Method::PUT, "/api/v1/tables/victim".into(), json!({ "access_level": attack })),
        (Method::DELETE, format!("/api/v1/tables/{quoted}"), Value::Null),
        (Method::GET, format!("/api/v1/tables/{quoted}/sql"), Value::Null),
        (Method::POST, "/api/v1/tables/victim/columns".into(), json!({ "name": attack, "type": "int" })),
        (Method::POST, "/api/v1/tables/victim/columns".into(), json!({ "name": "c", "type": attack })),
        (Method::PUT, "/api/v1/tables/victim/columns/name".into(), json!({ "new_name": attack })),
        (Method::PUT, "/api/v1/tables/victim/columns/name".into(), json!({ "type": attack })),
        (Method::PUT, "/api/v1/tables/victim/columns/id".into(), json!({ "default": attack })),
        (Method::DELETE, format!("/api/v1/tables/victim/columns/{quoted}"), Value::Null),
        (Method::GET, format!("/api/v1/tables/{quoted}/rows"), Value::Null),
    ]
    .into_iter()
    .chain(parts(attack))
    .chain(rows_requests(attack))
    .collect()
}

/// Names and types wherever a change of a table takes them.
fn parts(attack: &str) -> Vec<(Method, String, Value)> {
    let quoted = utf8_percent_encode(attack, NON_ALPHANUMERIC);
    let victim = "/api/v1/tables/victim";
    let change = |body: Value| (Method::PATCH, victim.to_owned(), body);
    let post = |part: &str, body: Value| (Method::POST, format!("{victim}/{part}"), body);
    let key = |table: &str, column: &str| {
        json!({ "type": "foreign-key", "columns": ["id"],
        "references": { "table": table, "columns": [column] } })
    };
    vec![
        change(json!({ "add_columns": [{ "name": attack, "type": "int" }] })),
        change(json!({ "add_columns": [{ "name": "c", "type": attack }] })),
        change(json!({ "add_columns": [{ "name": "c", "type": "int", "identity": attack }] })),
        change(json!({ "add_columns": [{ "name": "c", "type": "int", "references": { "table": attack } }] })),
        change(json!({ "alter_columns": [{ "name": attack, "nullable": true }] })),
        change(json!({ "alter_columns": [{ "name": "name", "type": attack, "cast": true }] })),
        change(json!({ "drop_columns": [attack] })),
        change(json!({ "drop_constraints": [attack] })),
        change(json!({ "drop_indexes": [attack] })),
        change(json!({ "owner_id": attack })),
        post("constraints", key(attack, "id")),
        post("constraints", key("victim", attack)),
        post("constraints", json!({ "type": "unique", "columns": [attack] })),
        post("constraints", json!({ "type": "unique", "columns": ["name"], "name": attack })),
        post("constraints", json!({ "type": "primary-key", "columns": [attack] })),
        post("constraints", json!({ "type": "check", "expression": attack })),
        post("indexes", json!({ "columns": [attack] })),
        post("indexes", json!({ "columns": [{ "name": "name", "operator_class": attack }] })),
        post("indexes", json!({ "columns": ["name"], "method": attack })),
        post("indexes", json!({ "columns": ["name"], "include": [attack] })),
        post("indexes", json!({ "columns": ["name"], "name": attack })),
        post("policies", json!({ "preset": "own-rows", "column": attack })),
        post("policies", json!({ "name": "x", "using": attack })),
        post("policies", json!({ "name": "x", "using": "true", "roles": [attack] })),
        post("policies/test", json!({ "row": { attack: 1 } , "delete": true, "user_id": attack })),
        (Method::DELETE, format!("{victim}/policies/{quoted}"), Value::Null),
        (Method::DELETE, format!("{victim}/constraints/{quoted}"), Value::Null),
        (Method::DELETE, format!("{victim}/indexes/{quoted}"), Value::Null),
        (Method::PUT, format!("{victim}/privileges"), json!({ "role": attack, "select": ["id"] })),
        (Method::PUT, format!("{victim}/privileges"), json!({ "role": "anon", "select": [attack] })),
    ]
}

/// Names and values wherever row requests take them.
fn rows_requests(attack: &str) -> Vec<(Method, String, Value)> {
    let rows = "/api/v1/tables/victim/rows";
    let quoted = utf8_percent_encode(attack, NON_ALPHANUMERIC);
    vec![
        (Method::GET, format!("{rows}?{quoted}=eq.1"), Value::Null),
        (Method::GET, format!("{rows}?id={quoted}"), Value::Null),
        (Method::GET, format!("{rows}?id=eq.{quoted}"), Value::Null),
        (Method::GET, format!("{rows}?id=in.(1,{quoted})"), Value::Null),
        (Method::GET, format!("{rows}?id=is.{quoted}"), Value::Null),
        (Method::GET, format!("{rows}?order={quoted}"), Value::Null),
        (Method::GET, format!("{rows}?select={quoted}"), Value::Null),
        (Method::GET, format!("{rows}?limit={quoted}"), Value::Null),
        (Method::GET, format!("{rows}?offset={quoted}"), Value::Null),
        (Method::GET, format!("{rows}/{quoted}"), Value::Null),
        (Method::DELETE, format!("{rows}/{quoted}"), Value::Null),
        (Method::PATCH, format!("{rows}/{quoted}"), json!({ "name": "x" })),
        (Method::PATCH, format!("{rows}/1"), json!({ attack: "x" })),
        (Method::POST, rows.into(), json!({ attack: 1 })),
        (Method::POST, rows.into(), json!({ "id": attack })),
        (Method::GET, format!("/api/v1/tables/victim/data?order_by={quoted}"), Value::Null),
        (
            Method::GET,
            format!("/api/v1/tables/victim/data?filter_column={quoted}&filter_value=1"),
            Value::Null,
        ),
        (
            Method::GET,
            format!("/api/v1/tables/victim/data?filter_column=id&filter_value={quoted}"),
            Value::Null,
        ),
        (Method::PUT, format!("/api/v1/tables/victim/data/1?id_column={quoted}"), json!({ "name": "x" })),
        (Method::DELETE, format!("/api/v1/tables/victim/data/1?id_column={quoted}"), Value::Null),
    ]
}

#[tokio::test]
async fn every_attempt_is_refused_and_changes_nothing() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    people.table(&app, "victim", "int", "private").await;
    let row = json!({ "id": 1, "name": "whole" });
    assert_eq!(app.send(Method::POST, "/api/v1/tables/victim/rows", &people.ada, row.clone()).await.0, 201);
    let before = app.get("/api/v1/tables", &people.ada).await;
    let admins = "SELECT count(*) FROM auth.users WHERE app_role = 'ADMIN'";
    let sql = app.sql().await;
    let admins_before: i64 = sql.query_one(admins, &[]).await.expect("a count").get(0);
    for attack in ATTACKS {
        for (method, path, body) in requests(attack) {
            let (status, answer) = app.send(method.clone(), &path, &people.ada, body.clone()).await;
            assert!((400..500).contains(&status), "{status} {method} {path} {body}: {answer}");
        }
    }
    assert_eq!(app.get("/api/v1/tables/victim/rows/1", &people.ada).await, (200, row));
    assert_eq!(app.get("/api/v1/tables", &people.ada).await, before);
    let admins_after: i64 = sql.query_one(admins, &[]).await.expect("a count").get(0);
    assert_eq!(admins_after, admins_before);
}

#[tokio::test]
async fn dangerous_defaults_are_texts_or_refused() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    let create = |name: &str, default: &str| {
        let spec = json!({ "name": name, "schema": { "columns": [
            { "name": "id", "type": "int", "primary_key": true },
            { "name": "c", "type": "text", "default": default } ]}});
        let (app, ada) = (&app, &people.ada);
        async move { app.send(Method::POST, "/api/v1/tables", ada, spec).await.0 }
    };
    assert_eq!(create("d1", "pg_read_file('/etc/passwd')").await, 400);
    assert_eq!(create("d2", "set_config('role','service_role',false)").await, 400);
    let text = "(SELECT encrypted_password FROM auth.users LIMIT 1)";
    assert_eq!(create("d3", text).await, 201);
    let (status, row) =
        app.send(Method::POST, "/api/v1/tables/d3/rows", &people.ada, json!({ "id": 1 })).await;
    assert_eq!((status, &row["c"]), (201, &json!(text)));
}
