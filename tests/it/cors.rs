//! The list of origins acts on the very next browser request.

use crate::support::TestApp;
use reqwest::Method;
use serde_json::json;

const PATH: &str = "/api/v1/cors/origins/";

async fn allowed(app: &TestApp, origin: &str) -> Option<String> {
    let answer = app.http.get(app.url("/health")).header("Origin", origin).send().await.unwrap();
    answer.headers().get("access-control-allow-origin").map(|value| value.to_str().unwrap().to_owned())
}

#[actix_web::test]
async fn an_origin_is_allowed_as_soon_as_it_is_stored_and_no_longer_than_that() {
    let app =
        TestApp::start_with(|config| config.server.cors_origins = vec!["https://configured.example".into()])
            .await;
    let admin = app.admin().await;
    assert_eq!(
        allowed(&app, "https://configured.example").await.as_deref(),
        Some("https://configured.example")
    );
    assert_eq!(allowed(&app, "https://new.example").await, None);
    let (status, made) =
        app.send(Method::POST, PATH, &admin, json!({ "origin": "https://new.example" })).await;
    assert_eq!(status, 200, "{made}");
    assert_eq!(allowed(&app, "https://new.example").await.as_deref(), Some("https://new.example"));
    let one = format!("{PATH}{}", made["id"].as_str().unwrap());
    assert_eq!(app.send(Method::PUT, &one, &admin, json!({ "is_active": false })).await.0, 200);
    assert_eq!(allowed(&app, "https://new.example").await, None);
    assert_eq!(app.send(Method::DELETE, &one, &admin, json!(null)).await.0, 204);
    assert_eq!(app.get(&one, &admin).await.0, 404);
}

#[actix_web::test]
async fn bad_and_double_origins_are_refused_and_users_may_not_list() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for bad in ["ftp://x", "https://a/b", ""] {
        assert_eq!(app.send(Method::POST, PATH, &admin, json!({ "origin": bad })).await.0, 422, "{bad}");
    }
    assert_eq!(app.send(Method::POST, PATH, &admin, json!({ "origin": "https://a.example" })).await.0, 200);
    assert_eq!(app.send(Method::POST, PATH, &admin, json!({ "origin": "https://a.example" })).await.0, 409);
    let (_, list) = app.get(PATH, &admin).await;
    assert_eq!(list["total_count"], 1);
    let (_, checked) =
        app.send(Method::POST, "/api/v1/cors/origins/validate?origin=nonsense", &admin, json!(null)).await;
    assert_eq!(checked["is_valid"], false);
    let user = app.user("a@example.com").await;
    assert_eq!(app.get(PATH, &user).await.0, 403);
}

#[actix_web::test]
async fn an_origin_is_stored_as_browsers_send_it() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let body = json!({ "origin": "HTTPS://App.Example.COM:443/" });
    let (status, made) = app.send(Method::POST, PATH, &admin, body).await;
    assert_eq!((status, &made["origin"]), (200, &json!("https://app.example.com")));
    assert_eq!(allowed(&app, "https://app.example.com").await.as_deref(), Some("https://app.example.com"));
    let again = json!({ "origin": "https://APP.example.com" });
    assert_eq!(app.send(Method::POST, PATH, &admin, again).await.0, 409);
    for bad in ["https://a.example/path", "https://user@a.example", "https://*.example", "null", "https://"] {
        let (status, answer) = app.send(Method::POST, PATH, &admin, json!({ "origin": bad })).await;
        assert_eq!((status, &answer["errors"][0]["pointer"]), (422, &json!("/origin")), "{bad}");
    }
}

#[actix_web::test]
async fn deleting_softly_switches_an_origin_off() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let body = json!({ "origin": "https://a.example" });
    let (_, made) = app.send(Method::POST, PATH, &admin, body).await;
    let one = format!("{PATH}{}", made["id"].as_str().unwrap());
    let soft = format!("{one}?hard_delete=false");
    assert_eq!(app.send(Method::DELETE, &soft, &admin, json!(null)).await.0, 204);
    assert_eq!(allowed(&app, "https://a.example").await, None);
    assert_eq!(app.get(&one, &admin).await.1["is_active"], false);
    let hard = format!("{one}?hard_delete=true");
    assert_eq!(app.send(Method::DELETE, &hard, &admin, json!(null)).await.0, 204);
    assert_eq!(app.get(&one, &admin).await.0, 404);
    assert_eq!(app.send(Method::DELETE, &soft, &admin, json!(null)).await.0, 404);
}

#[actix_web::test]
async fn no_origin_may_send_cookies_and_caches_keep_origins_apart() {
    let app = TestApp::start_with(|config| config.server.cors_origins = vec!["*".into()]).await;
    for (method, path) in [(Method::OPTIONS, "/api/v1/auth/login"), (Method::GET, "/health")] {
        let request = app.http.request(method, app.url(path)).header("Origin", "https://evil.example");
        let answer = request.header("Access-Control-Request-Method", "POST").send().await.unwrap();
        assert!(answer.headers().contains_key("access-control-allow-origin"));
        assert!(!answer.headers().contains_key("access-control-allow-credentials"));
        let vary = answer.headers()["vary"].to_str().unwrap().to_ascii_lowercase();
        assert!(vary.contains("origin"), "{vary}");
    }
}
