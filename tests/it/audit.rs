//! What administrators see of each other's changes and of users' sessions.

use crate::support::{ADMIN_EMAIL, TestApp, USER_PASSWORD};
use reqwest::Method;
use serde_json::{Value, json};

const AUDIT: &str = "/api/v1/admin/audit";
const USERS: &str = "/api/v1/admin/users";

async fn make(app: &TestApp, admin: &str, email: &str) -> String {
    let body = json!({ "email": email, "password": USER_PASSWORD });
    let (status, made) = app.send(Method::POST, USERS, admin, body).await;
    assert_eq!(status, 200, "{made}");
    made["id"].as_str().unwrap().to_owned()
}

fn actions(log: &Value) -> Vec<&str> {
    log["entries"].as_array().unwrap().iter().map(|entry| entry["action"].as_str().unwrap()).collect()
}

#[actix_web::test]
async fn the_audit_log_tells_who_changed_what() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let id = make(&app, &admin, "a@example.com").await;
    let path = format!("{USERS}/{id}");
    let change = json!({ "role": "ADMIN", "password": "Secret-password-1!" });
    assert_eq!(app.send(Method::PATCH, &path, &admin, change).await.0, 200);
    assert_eq!(app.send(Method::DELETE, &path, &admin, json!(null)).await.0, 200);
    let (status, log) = app.get(AUDIT, &admin).await;
    assert_eq!((status, actions(&log)), (200, vec!["user.delete", "user.update", "user.create"]));
    let update = &log["entries"][1];
    assert_eq!((&update["target"], &update["actor_email"]), (&json!(id), &json!(ADMIN_EMAIL)));
    assert_eq!(update["detail"]["fields"], json!(["role", "password"]));
    assert_eq!((&update["detail"]["role"], &update["ip"]), (&json!("ADMIN"), &json!("127.0.0.1")));
    assert!(!log.to_string().contains("Secret-password"), "{log}");
    assert!(!log.to_string().contains("argon2"), "{log}");
}

#[actix_web::test]
async fn the_audit_log_is_paged_and_filtered() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let id = make(&app, &admin, "a@example.com").await;
    make(&app, &admin, "b@example.com").await;
    let key = json!({ "name": "ci", "role": "anon" });
    assert_eq!(app.send(Method::POST, "/api/v1/api-keys", &admin, key).await.0, 201);
    let (_, me) = app.get("/api/v1/auth/me", &admin).await;
    let own = me["id"].as_str().unwrap();
    for (query, total) in [
        ("action=user".to_owned(), 2),
        ("action=user.create".to_owned(), 2),
        ("action=api_key".to_owned(), 1),
        ("action=use".to_owned(), 0),
        (format!("target={id}"), 1),
        (format!("actor_id={own}"), 3),
        (format!("actor_id={id}"), 0),
    ] {
        let (status, log) = app.get(&format!("{AUDIT}?{query}"), &admin).await;
        assert_eq!((status, &log["pagination"]["total"]), (200, &json!(total)), "{query}");
    }
    let (_, page) = app.get(&format!("{AUDIT}?limit=1&offset=1"), &admin).await;
    assert_eq!((actions(&page), &page["pagination"]["has_more"]), (vec!["user.create"], &json!(true)));
    for (query, expected) in [("limit=0", 422), ("limit=201", 422), ("actor_id=x", 400), ("action=%00", 422)]
    {
        assert_eq!(app.get(&format!("{AUDIT}?{query}"), &admin).await.0, expected, "{query}");
    }
    let user = app.user("c@example.com").await;
    assert_eq!(app.get(AUDIT, &user).await.0, 403);
    assert_eq!(app.anon(Method::GET, AUDIT).send().await.unwrap().status(), 401);
}

#[actix_web::test]
async fn administrators_see_and_end_the_sessions_of_a_user() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let first = app.user("a@example.com").await;
    let login = app.login("a@example.com", USER_PASSWORD).await;
    let path = format!("{USERS}/{}/sessions", login["user"]["id"].as_str().unwrap());
    let (status, list) = app.get(&path, &admin).await;
    assert_eq!((status, list["sessions"].as_array().unwrap().len()), (200, 2));
    assert_eq!(app.get(&path, &first).await.0, 403);
    assert_eq!(app.send(Method::DELETE, &path, &first, json!(null)).await.0, 403);
    assert_eq!(app.send(Method::DELETE, &path, &admin, json!(null)).await, (200, json!({ "ended": 2 })));
    assert_eq!(app.get("/api/v1/auth/me", &first).await.0, 401);
    let refresh = json!({ "refresh_token": login["refresh_token"] });
    assert_eq!(app.anon(Method::POST, "/auth/refresh").json(&refresh).send().await.unwrap().status(), 401);
    app.login("a@example.com", USER_PASSWORD).await;
    let (_, log) = app.get(&format!("{AUDIT}?action=user.end_sessions"), &admin).await;
    assert_eq!(log["entries"][0]["detail"]["ended"], 2);
    let nobody = format!("{USERS}/{}/sessions", uuid::Uuid::new_v4());
    assert_eq!(app.get(&nobody, &admin).await.0, 404);
    assert_eq!(app.send(Method::DELETE, &nobody, &admin, json!(null)).await.0, 404);
}
