//! History and snippets.

use super::sql;
use crate::support::{People, TestApp};
use reqwest::Method;
use serde_json::{Value, json};

fn queries(answer: &Value) -> Vec<&str> {
    answer["history"].as_array().expect("array").iter().map(|e| e["query"].as_str().expect("text")).collect()
}

#[tokio::test]
async fn history_is_kept_searched_and_paged() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    for query in ["select 1", "select nope", "values (100)"] {
        sql(&app, &people.admin, json!({ "query": query })).await;
    }
    let report = json!({ "query": "values (100)", "result": { "success": true } });
    assert_eq!(app.send(Method::POST, "/api/v1/sql/history", &people.admin, report).await.0, 201);
    let (_, answer) = app.get("/api/v1/sql/history", &people.admin).await;
    assert_eq!(queries(&answer), ["values (100)", "select nope", "select 1"]);
    assert!(answer["history"][1]["error"].as_str().is_some_and(|error| error.contains("nope")));
    let (_, answer) = app.get("/api/v1/sql/history?search=SELECT&limit=1&offset=1", &people.admin).await;
    assert_eq!((queries(&answer), &answer["total"]), (vec!["select 1"], &json!(2)));
    let (_, answer) = app.get("/api/v1/sql/history?search=%25", &people.admin).await;
    assert_eq!(answer["total"], 0);
    assert_eq!(app.get("/api/v1/sql/history?limit=0", &people.admin).await.0, 422);
    // Another administrator has one of its own.
    let other = app.admin().await;
    assert_eq!(app.get("/api/v1/sql/history", &other).await.1["total"], 0);
    let cleared = app.send(Method::DELETE, "/api/v1/sql/history", &people.admin, Value::Null).await;
    assert_eq!(cleared, (200, json!({ "removed": 3 })));
}

#[tokio::test]
async fn snippets_are_kept_shared_and_changed_by_their_owner() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    let other = app.admin().await;
    let add = async |name: &str, shared: bool| {
        let new = json!({ "name": name, "sql_code": "select 1", "is_shared": shared });
        let (status, snippet) = app.send(Method::POST, "/api/v1/sql/snippets", &people.admin, new).await;
        assert_eq!((status, &snippet["is_shared"]), (201, &json!(shared)));
        snippet
    };
    let (own, shared) = (add("own", false).await, add("shared", true).await);
    assert_eq!(app.get("/api/v1/sql/snippets", &people.admin).await.1, json!([own, shared]));
    assert_eq!(app.get("/api/v1/sql/snippets", &other).await.1, json!([shared]));
    assert_eq!(app.get("/api/v1/sql/snippets?search=OWN", &people.admin).await.1, json!([own]));
    assert_eq!(app.get("/api/v1/sql/snippets?limit=1&offset=1", &people.admin).await.1, json!([shared]));

    let path = format!("/api/v1/sql/snippets/{}", shared["id"].as_str().expect("an id"));
    let change = json!({ "name": "new", "description": "d" });
    assert_eq!(app.send(Method::PATCH, &path, &other, change.clone()).await.0, 404);
    let (status, changed) = app.send(Method::PATCH, &path, &people.admin, change).await;
    assert_eq!((status, &changed["name"], &changed["description"]), (200, &json!("new"), &json!("d")));
    assert_eq!(changed["sql_code"], "select 1");
    let (_, changed) = app.send(Method::PATCH, &path, &people.admin, json!({ "description": null })).await;
    assert_eq!(changed["description"], Value::Null);
    assert_eq!(app.send(Method::DELETE, &path, &other, Value::Null).await.0, 404);
    assert_eq!(app.send(Method::DELETE, &path, &people.admin, Value::Null).await.0, 204);
    assert_eq!(app.send(Method::DELETE, &path, &people.admin, Value::Null).await.0, 404);
    assert_eq!(app.get("/api/v1/sql/snippets", &people.ada).await.0, 403);
    let long = json!({ "name": "x".repeat(101), "sql_code": "" });
    assert_eq!(app.send(Method::POST, "/api/v1/sql/snippets", &people.admin, long).await.0, 422);
}
