//! The console's sign-in: a cookie that scripts cannot read, on the console's port only.

use crate::support::{ADMIN_EMAIL, ADMIN_PASSWORD, TestApp, USER_PASSWORD};
use reqwest::{Method, Response};
use serde_json::{Value, json};

const SESSION: &str = "/console/session";
const REFRESH: &str = "/console/session/refresh";
const ME: &str = "/api/v1/auth/me";

async fn call(app: &TestApp, method: Method, path: &str, cookie: &str, body: Value) -> Response {
    app.http
        .request(method, app.console_url(path))
        .header("X-SelfDB-Console", "1")
        .header("Cookie", cookie)
        .json(&body)
        .send()
        .await
        .unwrap()
}

async fn sign_in(app: &TestApp, email: &str, password: &str) -> Response {
    call(app, Method::POST, SESSION, "", json!({ "email": email, "password": password })).await
}

fn set_cookie(answer: &Response) -> String {
    answer.headers()["set-cookie"].to_str().unwrap().to_owned()
}

fn pair(cookie: &str) -> &str {
    cookie.split(';').next().unwrap()
}

#[actix_web::test]
async fn the_refresh_token_is_only_in_a_strict_cookie_and_is_rotated() {
    let app = TestApp::start().await;
    let answer = sign_in(&app, ADMIN_EMAIL, ADMIN_PASSWORD).await;
    assert_eq!(answer.status(), 200);
    let cookie = set_cookie(&answer);
    for attribute in ["HttpOnly", "SameSite=Strict", "Path=/console/session"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    assert!(!cookie.contains("Secure"), "plain HTTP: {cookie}");
    let body: Value = answer.json().await.unwrap();
    assert!(body.get("refresh_token").is_none());
    assert_eq!(body["user"]["role"], "ADMIN");
    let renewed =
        call(&app, Method::POST, REFRESH, &format!("other=1; {}", pair(&cookie)), json!(null)).await;
    assert_eq!(renewed.status(), 200);
    let next = set_cookie(&renewed);
    assert_ne!(pair(&next), pair(&cookie));
    let body: Value = renewed.json().await.unwrap();
    assert_eq!(app.get(ME, body["access_token"].as_str().unwrap()).await.0, 200);
}

#[actix_web::test]
async fn signing_out_ends_the_session_and_clears_the_cookie() {
    let app = TestApp::start().await;
    let answer = sign_in(&app, ADMIN_EMAIL, ADMIN_PASSWORD).await;
    let cookie = set_cookie(&answer);
    let body: Value = answer.json().await.unwrap();
    let ended = call(&app, Method::DELETE, SESSION, pair(&cookie), json!(null)).await;
    assert_eq!(ended.status(), 204);
    assert!(set_cookie(&ended).contains("Max-Age=0"));
    assert_eq!(app.get(ME, body["access_token"].as_str().unwrap()).await.0, 401);
    let late = call(&app, Method::POST, REFRESH, pair(&cookie), json!(null)).await;
    assert_eq!((late.status().as_u16(), set_cookie(&late).contains("Max-Age=0")), (204, true));
    assert_eq!(call(&app, Method::POST, REFRESH, "", json!(null)).await.status(), 204);
    assert_eq!(call(&app, Method::DELETE, SESSION, "", json!(null)).await.status(), 204);
}

#[actix_web::test]
async fn users_are_told_that_the_console_is_for_administrators() {
    let app = TestApp::start().await;
    app.user("a@example.com").await;
    let answer = sign_in(&app, "a@example.com", USER_PASSWORD).await;
    assert_eq!(answer.status(), 403);
    assert!(answer.headers().get("set-cookie").is_none());
    let problem: Value = answer.json().await.unwrap();
    assert_eq!(problem["detail"], "this account is not an administrator's");
    let wrong = sign_in(&app, "a@example.com", "wrong").await;
    assert_eq!(wrong.status(), 401, "a stranger does not learn the role");
}

#[actix_web::test]
async fn other_origins_and_the_api_port_are_refused() {
    let app = TestApp::start().await;
    let body = json!({ "email": ADMIN_EMAIL, "password": ADMIN_PASSWORD });
    let unguarded = app.http.post(app.console_url(SESSION)).json(&body).send().await.unwrap();
    assert_eq!(unguarded.status(), 403);
    let unguarded = app.http.post(app.console_url(REFRESH)).send().await.unwrap();
    assert_eq!(unguarded.status(), 403);
    let api =
        app.http.post(app.url(SESSION)).header("X-SelfDB-Console", "1").json(&body).send().await.unwrap();
    assert_eq!(api.status(), 404);
}

#[actix_web::test]
async fn addresses_of_pages_answer_the_document_to_browsers_only() {
    let app = TestApp::start().await;
    let get = async |path: &str, accept: &str| {
        let answer = app.http.get(app.console_url(path)).header("Accept", accept).send().await.unwrap();
        (answer.status().as_u16(), answer.headers()["content-type"].to_str().unwrap().to_owned())
    };
    let (status, media) = get("/tables/notes", "text/html,*/*").await;
    assert_eq!((status, media.as_str()), (200, "text/html; charset=utf-8"));
    assert_eq!(get("/tables/notes", "application/json").await.0, 404);
    assert_eq!(get("/api/v1/nothing", "text/html").await.0, 404);
    assert_eq!(get("/../Cargo.toml", "*/*").await.0, 404);
    let page = app.http.get(app.console_url("/")).send().await.unwrap();
    let policy = page.headers()["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
    let answer = app.http.get(app.url("/tables/notes")).header("Accept", "text/html").send().await.unwrap();
    assert_eq!(answer.status(), 404);
}
