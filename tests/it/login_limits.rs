//! Limits on guessing passwords, also behind proxies, and what happens when there are more logins than hashing threads.

use crate::support::{ADMIN_EMAIL, ADMIN_PASSWORD, TestApp, USER_PASSWORD};
use futures_util::future::join_all;
use reqwest::{Method, Response};
use serde_json::{Value, json};

const LOGIN: &str = "/api/v1/auth/login";
const WRONG: &str = "Wrong-password-1!";

async fn login(app: &TestApp, email: &str, password: &str, from: Option<&str>) -> Response {
    let mut request = app.anon(Method::POST, LOGIN).json(&json!({ "email": email, "password": password }));
    if let Some(address) = from {
        request = request.header("X-Forwarded-For", address);
    }
    request.send().await.unwrap()
}

async fn status(app: &TestApp, email: &str, password: &str, from: &str) -> u16 {
    login(app, email, password, Some(from)).await.status().as_u16()
}

/// An application that believes its only client, which is on the loopback address, like a proxy.
async fn behind_proxy(per_minute: u32) -> TestApp {
    TestApp::start_with(|config| {
        config.auth.login_attempts_per_minute = per_minute;
        config.server.trusted_proxies = vec!["127.0.0.1/32".parse().unwrap()];
    })
    .await
}

#[actix_web::test]
async fn wrong_logins_at_once_never_pass_the_limit() {
    let app = TestApp::start_with(|config| config.auth.login_attempts_per_minute = 3).await;
    let answers = join_all((0..24).map(|_| login(&app, ADMIN_EMAIL, WRONG, None))).await;
    let judged = answers.iter().filter(|answer| answer.status() == 401).count();
    assert_eq!(judged, 3, "so many passwords were looked at");
    for refused in answers.iter().filter(|answer| answer.status() != 401) {
        assert_eq!(refused.status(), 429);
        let seconds: u64 = refused.headers()["retry-after"].to_str().unwrap().parse().unwrap();
        assert!((1..=60).contains(&seconds), "{seconds}");
    }
}

#[actix_web::test]
async fn good_logins_at_once_are_not_limited() {
    let app = TestApp::start_with(|config| config.auth.login_attempts_per_minute = 2).await;
    let answers = join_all((0..16).map(|_| login(&app, ADMIN_EMAIL, ADMIN_PASSWORD, None))).await;
    assert!(answers.iter().all(|answer| answer.status() == 200));
}

#[actix_web::test]
async fn unknown_accounts_are_limited_like_known_ones() {
    let app = behind_proxy(2).await;
    for (email, network) in [(ADMIN_EMAIL, 1), ("nobody@example.com", 2)] {
        let from = format!("198.51.100.{network}");
        let mut seen = Vec::new();
        for _ in 0..4 {
            seen.push(status(&app, email, WRONG, &from).await);
        }
        assert_eq!(seen, [401, 401, 429, 429], "{email}");
    }
}

#[actix_web::test]
async fn behind_a_proxy_the_client_is_limited_and_not_the_proxy() {
    let app = behind_proxy(2).await;
    for _ in 0..2 {
        assert_eq!(status(&app, ADMIN_EMAIL, WRONG, "198.51.100.1").await, 401);
    }
    assert_eq!(status(&app, ADMIN_EMAIL, ADMIN_PASSWORD, "198.51.100.1").await, 429);
    let invented = "203.0.113.77, 198.51.100.1";
    assert_eq!(status(&app, ADMIN_EMAIL, ADMIN_PASSWORD, invented).await, 429, "the right-most counts");
    assert_eq!(status(&app, ADMIN_EMAIL, ADMIN_PASSWORD, "198.51.100.2").await, 200);
}

#[actix_web::test]
async fn without_a_trusted_proxy_the_header_counts_for_nothing() {
    let app = TestApp::start_with(|config| config.auth.login_attempts_per_minute = 2).await;
    for address in ["198.51.100.1", "198.51.100.2"] {
        assert_eq!(status(&app, ADMIN_EMAIL, WRONG, address).await, 401);
    }
    assert_eq!(status(&app, ADMIN_EMAIL, ADMIN_PASSWORD, "198.51.100.3").await, 429);
}

#[actix_web::test]
async fn guessing_from_many_networks_does_not_lock_the_user_out() {
    let app = behind_proxy(1).await;
    assert_eq!(status(&app, ADMIN_EMAIL, ADMIN_PASSWORD, "192.0.2.1").await, 200);
    for last in 1..=5 {
        assert_eq!(status(&app, ADMIN_EMAIL, WRONG, &format!("198.51.100.{last}")).await, 401);
    }
    assert_eq!(status(&app, ADMIN_EMAIL, WRONG, "198.51.100.6").await, 429, "together they are limited");
    assert_eq!(status(&app, ADMIN_EMAIL, ADMIN_PASSWORD, "192.0.2.1").await, 200, "from a known network");
}

#[actix_web::test]
async fn sessions_and_audit_log_have_the_clients_address() {
    let app = behind_proxy(10).await;
    let answer = login(&app, ADMIN_EMAIL, ADMIN_PASSWORD, Some("203.0.113.9, 2001:db8::7")).await;
    let token = answer.json::<Value>().await.unwrap()["access_token"].as_str().unwrap().to_owned();
    let (_, list) = app.get("/api/v1/auth/sessions", &token).await;
    assert_eq!(list["sessions"][0]["ip"], "2001:db8::7");
    let body = json!({ "email": "a@example.com", "password": USER_PASSWORD });
    let made = app.call(Method::POST, "/api/v1/admin/users", &token).header("X-Real-IP", "198.51.100.3");
    assert_eq!(made.json(&body).send().await.unwrap().status(), 200);
    let (_, log) = app.get("/api/v1/admin/audit", &token).await;
    assert_eq!(log["entries"][0]["ip"], "198.51.100.3");
}

#[actix_web::test]
async fn registering_is_no_way_to_list_who_is_registered() {
    let app = TestApp::start_with(|config| config.auth.login_attempts_per_minute = 1).await;
    let register = async |email: &str| {
        let body = json!({ "email": email, "password": USER_PASSWORD });
        app.anon(Method::POST, "/auth/register").json(&body).send().await.unwrap().status().as_u16()
    };
    for n in 0..6 {
        assert_eq!(register(&format!("new{n}@example.com")).await, 200);
    }
    for n in 0..5 {
        assert_eq!(register(&format!("NEW{n}@example.com")).await, 409);
    }
    assert_eq!(register("new5@example.com").await, 429);
    app.login("new5@example.com", USER_PASSWORD).await;
}

#[actix_web::test]
async fn guessing_at_many_accounts_is_limited_per_address() {
    let app = behind_proxy(1).await;
    assert_eq!(status(&app, ADMIN_EMAIL, ADMIN_PASSWORD, "192.0.2.1").await, 200);
    for n in 0..5 {
        assert_eq!(status(&app, &format!("user{n}@example.com"), WRONG, "192.0.2.1").await, 401);
    }
    assert_eq!(status(&app, "user5@example.com", WRONG, "192.0.2.1").await, 429);
    assert_eq!(status(&app, ADMIN_EMAIL, ADMIN_PASSWORD, "192.0.2.1").await, 200, "who is usually there");
}

#[actix_web::test]
async fn the_current_password_cannot_be_guessed_from_a_session() {
    let app = TestApp::start_with(|config| config.auth.login_attempts_per_minute = 2).await;
    let token = app.user("a@example.com").await;
    let change = async |current: &str| {
        let body = json!({ "current_password": current, "new_password": "New-password-1!" });
        app.send(Method::POST, "/api/v1/auth/change-password", &token, body).await.0
    };
    assert_eq!([change(WRONG).await, change(WRONG).await, change(USER_PASSWORD).await], [401, 401, 429]);
    app.login("a@example.com", USER_PASSWORD).await;
}

#[actix_web::test]
async fn more_logins_than_the_queue_holds_are_told_to_come_back() {
    let app = TestApp::start_with(|config| {
        config.auth.hash_threads = 1;
        config.auth.hash_queue = 1;
    })
    .await;
    let answers = join_all((0..24).map(|_| login(&app, ADMIN_EMAIL, ADMIN_PASSWORD, None))).await;
    let refused: Vec<_> = answers.iter().filter(|answer| answer.status() == 503).collect();
    assert!(answers.iter().any(|answer| answer.status() == 200));
    assert!(!refused.is_empty());
    assert!(refused.iter().all(|answer| answer.headers()["retry-after"] == "1"));
    assert_eq!(answers.iter().filter(|answer| answer.status() == 200).count() + refused.len(), 24);
    app.admin().await;
}
