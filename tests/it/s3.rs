//! The S3 endpoint, driven by real S3 clients.

use crate::support::{People, TestApp, client};
use reqwest::Method;
use serde_json::{Value, json};

/// An application, its people, and an access key for `token`.
async fn start() -> (TestApp, People, Vec<(String, String)>) {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    let mut settings = vec![("S3_URL".to_owned(), app.storage_url(""))];
    for (who, token) in [("ADA", &people.ada), ("BOB", &people.bob)] {
        let (id, secret) = key(&app, token).await;
        settings.push((format!("{who}_KEY"), id));
        settings.push((format!("{who}_SECRET"), secret));
    }
    (app, people, settings)
}

async fn key(app: &TestApp, token: &str) -> (String, String) {
    let (status, key) =
        app.send(Method::POST, "/api/v1/s3/access-keys", token, json!({ "name": "test" })).await;
    assert_eq!(status, 201, "{key}");
    let text = |name: &str| key[name].as_str().expect("text").to_owned();
    (text("access_key_id"), text("secret_access_key"))
}

fn borrowed(settings: &[(String, String)]) -> Vec<(&str, &str)> {
    settings.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

#[actix_web::test]
async fn boto3_does_what_s3_is_for() {
    let (app, _, settings) = start().await;
    client::run_python(&app, "s3_boto3.py", &borrowed(&settings)).await;
}

#[actix_web::test]
async fn the_aws_command_line_copies_and_syncs() {
    let (app, _, settings) = start().await;
    client::run_python(&app, "s3_awscli.py", &borrowed(&settings)).await;
}

#[actix_web::test]
async fn minio_js_puts_gets_and_lists() {
    let (app, _, settings) = start().await;
    client::run_node(&app, "s3_minio.mjs", &borrowed(&settings)).await;
}

#[actix_web::test]
async fn access_keys_are_shown_once_stored_sealed_and_ended_at_once() {
    let (app, people, _) = start().await;
    let (id, secret) = key(&app, &people.ada).await;
    let sealed: Vec<u8> = app
        .sql()
        .await
        .query_one("SELECT secret FROM selfdb.s3_access_keys WHERE id = $1", &[&id])
        .await
        .unwrap()
        .get(0);
    assert!(!sealed.windows(8).any(|part| secret.as_bytes().windows(8).any(|text| text == part)));
    let (_, list) = app.get("/api/v1/s3/access-keys", &people.ada).await;
    let listed =
        list.as_array().unwrap().iter().find(|key| key["access_key_id"] == id.as_str()).expect("listed");
    assert_eq!(listed.get("secret_access_key"), None);
    let path = format!("/api/v1/s3/access-keys/{id}");
    assert_eq!(app.send(Method::DELETE, &path, &people.bob, Value::Null).await.0, 404, "not Bob's");
    let settings = vec![
        ("S3_URL".to_owned(), app.storage_url("")),
        ("ADA_KEY".to_owned(), id),
        ("ADA_SECRET".to_owned(), secret),
        ("API_TOKEN".to_owned(), people.ada.clone()),
    ];
    client::run_python(&app, "s3_revoked.py", &borrowed(&settings)).await;
    assert_eq!(app.send(Method::DELETE, &path, &people.ada, Value::Null).await.0, 404, "ended already");
}

#[actix_web::test]
async fn the_port_answers_its_health_and_nobody_without_a_signature() {
    let (app, people, _) = start().await;
    let health: Value = app.http.get(app.storage_url("/health")).send().await.unwrap().json().await.unwrap();
    assert_eq!((&health["service"], &health["status"]), (&json!("storage"), &json!("ready")));
    for (method, path) in
        [(Method::GET, "/"), (Method::PUT, "/abc"), (Method::GET, "/abc/x"), (Method::PUT, "/abc/x")]
    {
        let answer = app.http.request(method.clone(), app.storage_url(path)).send().await.unwrap();
        assert_eq!(answer.status(), 403, "{method} {path}");
        assert!(answer.text().await.unwrap().contains("<Code>AccessDenied</Code>"));
    }
    // Files of public buckets are public here, too.
    let (_, _) = app
        .send(Method::POST, "/api/v1/buckets", &people.ada, json!({ "name": "open", "public": true }))
        .await;
    app.call(Method::PUT, "/api/v1/files/open/a.txt", &people.ada).body("hello").send().await.unwrap();
    let answer = app.http.get(app.storage_url("/open/a.txt")).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
    assert_eq!(answer.text().await.unwrap(), "hello");
}
