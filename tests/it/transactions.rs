//! Transactions over HTTP: all or none, references, idempotency keys; and entity tags.

use crate::support::{People, TestApp, projects};
use reqwest::Method;
use serde_json::{Value, json};

const PATH: &str = "/api/v1/tables/transaction";

async fn start() -> (TestApp, People) {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    projects::create(&app).await;
    (app, people)
}

async fn keyed(app: &TestApp, token: &str, key: &str, body: &Value) -> (u16, Value) {
    let answer = app
        .call(Method::POST, PATH, token)
        .header("Idempotency-Key", key)
        .json(body)
        .send()
        .await
        .expect("an answer");
    (answer.status().as_u16(), answer.json().await.expect("JSON"))
}

#[tokio::test]
async fn operations_build_on_each_other() {
    let (app, people) = start().await;
    let body = json!({ "operations": [
        { "op": "insert", "table": "clients", "values": { "name": "New" } },
        { "op": "insert", "table": "projects", "values": [
            { "name": "p1", "client_id": { "$ref": "0.id" } },
            { "name": "p2", "client_id": { "$ref": "0.id" }, "mood": "sad" }], "select": "id,name,mood" },
        { "op": "update", "table": "projects", "where": { "id": { "$ref": "1.1.id" } }, "values": { "name": "renamed" }, "select": "name", "expect": 1 },
        { "op": "rpc", "function": "add_up", "args": { "a": 5 } },
        { "op": "rpc", "function": "projects_of", "args": { "client": { "$ref": "0.id" } } },
        { "op": "insert", "table": "clients", "values": { "id": 1, "name": "MS" }, "resolution": "merge" },
        { "op": "delete", "table": "projects", "where": { "or": "(name.eq.p1,name.eq.nothing)" }, "select": "name" },
    ]});
    let (status, answer) = app.send(Method::POST, PATH, &people.ada, body).await;
    assert_eq!(status, 200, "{answer}");
    let results = answer["results"].as_array().expect("results");
    assert_eq!(results.len(), 7);
    assert_eq!(results[1]["rows"][0]["mood"], "glad");
    assert_eq!(results[2], json!({ "op": "update", "affected": 1, "rows": [{ "name": "renamed" }] }));
    assert_eq!(results[3], json!({ "op": "rpc", "result": 15 }));
    assert_eq!(results[4]["affected"], 2);
    assert_eq!(results[5]["rows"], json!([{ "id": 1, "name": "MS" }]));
    assert_eq!(results[6]["rows"], json!([{ "name": "p1" }]));
}

#[tokio::test]
async fn a_failure_undoes_all_and_is_named() {
    let (app, people) = start().await;
    let good = json!({ "op": "insert", "table": "clients", "values": { "name": "Half" } });
    for (bad, status) in [
        (json!({ "op": "insert", "table": "clients", "values": { "name": "Apple" } }), 409),
        (json!({ "op": "insert", "table": "nowhere", "values": { "a": 1 } }), 404),
        (json!({ "op": "insert", "table": "clients", "values": { "odd": 1 } }), 400),
        (json!({ "op": "insert", "table": "clients", "values": { "id": { "$ref": "7.id" } } }), 400),
        (
            json!({ "op": "update", "table": "clients", "where": { "id": "eq.999" }, "values": { "name": "x" }, "expect": 1 }),
            409,
        ),
        (json!({ "op": "update", "table": "clients", "values": { "name": "x" } }), 400),
        (json!({ "op": "delete", "table": "clients", "where": {} }), 400),
        (json!({ "op": "rpc", "function": "secret" }), 403),
        (json!({ "op": "rpc", "function": "fail" }), 400),
        (json!({ "op": "drop", "table": "clients" }), 400),
    ] {
        let body = json!({ "operations": [good, bad] });
        let (answered, problem) = app.send(Method::POST, PATH, &people.ada, body).await;
        assert_eq!(answered, status, "{bad}: {problem}");
        let named = problem["detail"].as_str().is_some_and(|detail| detail.contains("operations[1]"));
        assert!(named || bad["op"] == "drop", "{bad}: {problem}");
    }
    for body in [json!({}), json!({ "operations": [] }), json!({ "operations": vec![good.clone(); 101] })] {
        let (status, _) = app.send(Method::POST, PATH, &people.ada, body).await;
        assert!((400..500).contains(&status));
    }
    let (_, rows) = app.get("/api/v1/tables/clients/rows?name=eq.Half", &people.ada).await;
    assert_eq!(rows, json!([]));
}

#[tokio::test]
async fn a_repeated_request_gets_the_same_answer() {
    let (app, people) = start().await;
    let body =
        json!({ "operations": [{ "op": "insert", "table": "projects", "values": { "name": "once" } }] });
    let attempts = (0..8).map(|_| keyed(&app, &people.ada, "key-1", &body));
    let answers = futures_util::future::join_all(attempts).await;
    assert!(answers.iter().all(|answer| *answer == answers[0] && answer.0 == 200), "{answers:?}");
    let (_, rows) = app.get("/api/v1/tables/projects/rows?name=eq.once", &people.ada).await;
    assert_eq!(rows.as_array().map(Vec::len), Some(1));
    // Another user's key of the same name is another key.
    assert_ne!(keyed(&app, &people.bob, "key-1", &body).await, answers[0]);
    let other =
        json!({ "operations": [{ "op": "insert", "table": "projects", "values": { "name": "twice" } }] });
    assert_eq!(keyed(&app, &people.ada, "key-1", &other).await.0, 422);
    // A failed request is not remembered.
    let bad =
        json!({ "operations": [{ "op": "insert", "table": "clients", "values": { "name": "Apple" } }] });
    assert_eq!(keyed(&app, &people.ada, "key-2", &bad).await.0, 409);
    assert_eq!(keyed(&app, &people.ada, "key-2", &other).await.0, 200);
}

#[tokio::test]
async fn entity_tags_guard_single_rows() {
    let (app, people) = start().await;
    let path = "/api/v1/tables/clients/rows/1";
    let send = async |method: Method, headers: &[(&str, &str)], body: Value| {
        let mut request = app.call(method, path, &people.ada).json(&body);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.send().await.expect("an answer")
    };
    let tag_of = |answer: &reqwest::Response| answer.headers()["etag"].to_str().expect("text").to_owned();
    let first = tag_of(&send(Method::GET, &[], Value::Null).await);
    assert_eq!(send(Method::GET, &[("if-none-match", &first)], Value::Null).await.status(), 304);
    let changed = send(Method::PATCH, &[("if-match", &first)], json!({ "name": "two" })).await;
    assert_eq!(changed.status(), 200);
    let second = tag_of(&changed);
    assert_eq!(tag_of(&send(Method::GET, &[("if-none-match", &first)], Value::Null).await), second);
    assert_eq!(send(Method::PUT, &[("if-match", &first)], json!({ "name": "three" })).await.status(), 412);
    assert_eq!(send(Method::DELETE, &[("if-match", &first)], Value::Null).await.status(), 412);
    // Of many who hold the same tag one gets through.
    let change = json!({ "name": "raced" });
    let headers = [("if-match", second.as_str())];
    let race = (0..8).map(|_| send(Method::PATCH, &headers, change.clone()));
    let statuses: Vec<u16> =
        futures_util::future::join_all(race).await.iter().map(|answer| answer.status().as_u16()).collect();
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
    assert!(statuses.iter().all(|status| matches!(status, 200 | 412)));
    assert_eq!(send(Method::PATCH, &[("if-match", "*")], json!({ "name": "any" })).await.status(), 200);
    let absent = app
        .call(Method::PATCH, "/api/v1/tables/clients/rows/999", &people.ada)
        .header("if-match", second)
        .json(&change)
        .send()
        .await
        .expect("an answer");
    assert_eq!(absent.status(), 404);
}
