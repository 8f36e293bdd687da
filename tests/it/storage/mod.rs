//! Buckets and files over REST.

mod buckets;
mod crash;
mod durability;
mod files;
mod listing;
mod names;
mod ranges;
mod resumable;
mod rights;

use crate::support::{ANON_KEY, People, TestApp};
use reqwest::{Method, RequestBuilder, Response};
use serde_json::{Value, json};
use std::{path::PathBuf, time::Duration};

/// An application with ada's private bucket `ada-files`.
pub async fn start() -> (TestApp, People) {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    bucket(&app, &people.ada, json!({ "name": "ada-files" })).await;
    (app, people)
}

pub async fn bucket(app: &TestApp, token: &str, body: Value) -> Value {
    let (status, answer) = app.send(Method::POST, "/api/v1/buckets", token, body).await;
    assert_eq!(status, 200, "{answer}");
    answer["bucket"].clone()
}

/// A request for a file of `ada-files`.
pub fn file(app: &TestApp, method: Method, token: &str, name: &str) -> RequestBuilder {
    app.call(method, &format!("/api/v1/files/ada-files/{name}"), token)
}

pub async fn put(app: &TestApp, token: &str, name: &str, body: impl Into<reqwest::Body>) -> Response {
    file(app, Method::PUT, token, name).body(body).send().await.expect("an answer")
}

pub async fn get(app: &TestApp, token: &str, name: &str) -> Response {
    file(app, Method::GET, token, name).send().await.expect("an answer")
}

pub fn header<'a>(response: &'a Response, name: &str) -> &'a str {
    response.headers().get(name).map(|value| value.to_str().expect("text")).unwrap_or_default()
}

/// Number of blobs and of unfinished uploads on disk.
pub fn on_disk(app: &TestApp) -> (usize, usize) {
    let count = |folder: PathBuf| std::fs::read_dir(folder).expect("a folder").count();
    let root = &app.config.storage.dir;
    let blobs = std::fs::read_dir(root.join("blobs")).expect("a folder");
    (blobs.map(|shard| count(shard.expect("a shard").path())).sum(), count(root.join("staging")))
}

/// Waits until the disk holds as much as the rows say, since bytes go after rows.
pub async fn on_disk_becomes(app: &TestApp, expected: (usize, usize)) {
    for _ in 0..500 {
        if on_disk(app) == expected {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(on_disk(app), expected);
}

pub fn anon(app: &TestApp, method: Method, path: &str) -> RequestBuilder {
    app.http.request(method, app.url(path)).header("X-API-Key", ANON_KEY)
}
