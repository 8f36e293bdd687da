//! The OpenAPI document against the running server.

use crate::support::TestApp;
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::HashSet;

const VERBS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

fn operations(document: &Value) -> Vec<(String, Method, Value)> {
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for verb in VERBS {
            if let Some(operation) = item.get(verb) {
                found.push((path.clone(), verb.to_uppercase().parse().expect("a verb"), operation.clone()));
            }
        }
    }
    found
}

/// The path with every `{parameter}` replaced.
fn filled(path: &str, with: &str) -> String {
    path.split('/').map(|part| if part.starts_with('{') { with } else { part }).collect::<Vec<_>>().join("/")
}

#[actix_web::test]
async fn operation_ids_are_unique() {
    let app = TestApp::start().await;
    let document: Value = app.http.get(app.url("/openapi.json")).send().await.unwrap().json().await.unwrap();
    let mut seen = HashSet::new();
    for (path, method, operation) in operations(&document) {
        let id = operation["operationId"].as_str().unwrap_or_default().to_owned();
        assert!(!id.is_empty() && seen.insert(id.clone()), "{method} {path}: operation id {id:?}");
    }
}

#[actix_web::test]
async fn every_operation_fails_as_a_problem_and_never_with_a_5xx() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let document: Value = app.http.get(app.url("/openapi.json")).send().await.unwrap().json().await.unwrap();
    for (path, method, _) in operations(&document) {
        // Logging out would end the session that the other calls use.
        if path.ends_with("/logout") {
            continue;
        }
        for (credentials, body) in
            [(None, json!({})), (Some(&admin), json!([1, "x"])), (Some(&admin), json!({ "unknown": 1 }))]
        {
            let mut request =
                app.http.request(method.clone(), app.url(&filled(&path, "no-such-thing"))).json(&body);
            if let Some(token) = credentials {
                request = request.bearer_auth(token);
            }
            let answer = request.send().await.unwrap();
            let status = answer.status().as_u16();
            assert!(status < 500, "{method} {path} with {body}: {status}");
            if status >= 400 {
                let media =
                    answer.headers().get("content-type").map(|v| v.to_str().unwrap_or_default().to_owned());
                // PostgREST's clients want its own form.
                let own = path.starts_with("/rest/v1/");
                assert_eq!(
                    media.as_deref(),
                    Some(if own { "application/json" } else { "application/problem+json" }),
                    "{method} {path} with {body}: {status}"
                );
            }
        }
    }
}
