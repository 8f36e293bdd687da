use crate::support::TestApp;
use serde_json::Value;

#[actix_web::test]
async fn health_names_the_service_and_hides_secrets() {
    let app = TestApp::start().await;
    let answer: Value = app.http.get(app.url("/health")).send().await.unwrap().json().await.unwrap();
    assert_eq!(answer["service"], "backend");
    assert_eq!(answer["status"], "ready");
    assert!(!answer.to_string().contains("admin@"), "{answer}");
    assert_eq!(app.http.get(app.url("/ready")).send().await.unwrap().status(), 200);
}

#[actix_web::test]
async fn unknown_paths_are_problems_before_authentication() {
    let app = TestApp::start().await;
    let answer = app.http.get(app.url("/api/v1/nothing")).send().await.unwrap();
    assert_eq!(answer.status(), 404);
    assert_eq!(answer.headers()["content-type"], "application/problem+json");
    let body: Value = answer.json().await.unwrap();
    assert_eq!(body["error"]["code"], "NOT_FOUND");
    assert!(body["request_id"].is_string());
}

#[actix_web::test]
async fn the_console_port_serves_page_and_api_and_the_api_port_no_page() {
    let app = TestApp::start().await;
    let page = app.http.get(app.console_url("/")).send().await.unwrap();
    assert!(page.headers()["content-type"].to_str().unwrap().starts_with("text/html"));
    assert_eq!(app.http.get(app.console_url("/health")).send().await.unwrap().status(), 200);
    assert_eq!(app.http.get(app.console_url("/frontend/health")).send().await.unwrap().status(), 200);
    let root: Value = app.http.get(app.url("/")).send().await.unwrap().json().await.unwrap();
    assert_eq!(root["status"], "ready");
    assert_eq!(app.http.get(app.url("/frontend/health")).send().await.unwrap().status(), 404);
}

#[actix_web::test]
async fn the_document_and_its_pages_are_served() {
    let app = TestApp::start().await;
    let document: Value = app.http.get(app.url("/openapi.json")).send().await.unwrap().json().await.unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    assert!(document["paths"]["/health"]["get"].is_object());
    for path in ["/docs/", "/redoc"] {
        assert_eq!(app.http.get(app.url(path)).send().await.unwrap().status(), 200, "{path}");
    }
}
