//! The SQL workbench over HTTP.

mod attacks;
mod control;
mod export;
mod original;
mod results;
mod saved;

use crate::support::TestApp;
use reqwest::Method;
use serde_json::Value;

/// Posts to `/api/v1/sql`.
async fn sql(app: &TestApp, token: &str, body: Value) -> (u16, Value) {
    app.send(Method::POST, "/api/v1/sql", token, body).await
}

/// Waits until a count that `query` gives is `expected`.
async fn until(app: &TestApp, query: &str, expected: i64) {
    let client = app.sql().await;
    let mut seen = -1;
    for _ in 0..200 {
        seen = client.query_one(query, &[]).await.expect("a count").get(0);
        if seen == expected {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("{query}: {seen} instead of {expected}");
}
