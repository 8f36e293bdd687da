//! Sessions as their users see and end them, and what administrators' changes do to them.

use crate::support::{ADMIN_EMAIL, TestApp, USER_PASSWORD};
use reqwest::Method;
use selfdb::db::users;
use serde_json::{Value, json};
use uuid::Uuid;

const ME: &str = "/api/v1/auth/me";
const SESSIONS: &str = "/api/v1/auth/sessions";

async fn post(app: &TestApp, path: &str, body: Value) -> (u16, Value) {
    let answer = app.http.post(app.url(path)).json(&body).send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

fn text<'a>(answer: &'a Value, field: &str) -> &'a str {
    answer[field].as_str().unwrap()
}

#[actix_web::test]
async fn users_list_and_end_their_own_sessions_and_nobody_elses() {
    let app = TestApp::start().await;
    let first = app.user("a@example.com").await;
    let second = app.login("a@example.com", USER_PASSWORD).await;
    let second = text(&second, "access_token");
    let stranger = app.user("b@example.com").await;
    let (status, list) = app.get(SESSIONS, second).await;
    let list = list["sessions"].as_array().unwrap().clone();
    assert_eq!((status, list.len()), (200, 2));
    let other = list.iter().find(|session| session["current"] == false).unwrap();
    assert!(list.iter().any(|session| session["current"] == true));
    let path = format!("{SESSIONS}/{}", text(other, "id"));
    assert_eq!(app.send(Method::DELETE, &path, &stranger, json!(null)).await.0, 404);
    assert_eq!(app.get(ME, &first).await.0, 200);
    assert_eq!(app.send(Method::DELETE, &path, second, json!(null)).await.0, 204);
    assert_eq!(app.get(ME, &first).await.0, 401);
    assert_eq!(app.get("/auth/sessions", second).await.1["sessions"].as_array().unwrap().len(), 1);
    assert_eq!(app.send(Method::DELETE, &path, second, json!(null)).await.0, 404);
    assert_eq!(app.get(SESSIONS, &first).await.0, 401);
}

#[actix_web::test]
async fn a_refresh_token_alone_logs_out_in_body_or_query() {
    let app = TestApp::start().await;
    app.user("a@example.com").await;
    for in_query in [false, true] {
        let login = app.login("a@example.com", USER_PASSWORD).await;
        let token = text(&login, "refresh_token");
        let (status, answer) = if in_query {
            post(&app, &format!("/auth/logout?refresh_token={token}"), json!({})).await
        } else {
            post(&app, "/api/v1/auth/logout", json!({ "refresh_token": token })).await
        };
        assert_eq!((status, &answer["refresh_token_blacklisted"]), (200, &json!(true)));
        assert_eq!(app.get(ME, text(&login, "access_token")).await.0, 401);
        let (status, again) = post(&app, "/api/v1/auth/logout", json!({ "refresh_token": token })).await;
        assert_eq!((status, &again["refresh_token_blacklisted"]), (200, &json!(false)));
        assert_eq!(again["access_token_blacklisted"], false);
    }
    assert_eq!(post(&app, "/api/v1/auth/logout", json!({})).await.0, 401);
    assert_eq!(post(&app, "/api/v1/auth/logout", json!({ "refresh_token": "nonsense" })).await.0, 401);
}

#[actix_web::test]
async fn logout_does_not_claim_to_have_ended_an_unknown_token() {
    let app = TestApp::start().await;
    let access = app.user("a@example.com").await;
    let body = json!({ "refresh_token": "nonsense" });
    let (status, answer) = app.send(Method::POST, "/api/v1/auth/logout", &access, body).await;
    assert_eq!((status, &answer["access_token_blacklisted"]), (200, &json!(true)));
    assert_eq!(answer["refresh_token_blacklisted"], false);
    assert_eq!(app.get(ME, &access).await.0, 401);
}

#[actix_web::test]
async fn a_role_that_stays_as_it_was_ends_no_session() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let user = app.user("a@example.com").await;
    let (_, me) = app.get(ME, &user).await;
    let path = format!("/api/v1/users/{}", text(&me, "id"));
    let same = json!({ "role": "USER", "is_active": true, "first_name": "Anna" });
    assert_eq!(app.send(Method::PUT, &path, &admin, same).await.0, 200);
    assert_eq!(app.get(ME, &user).await.1["first_name"], "Anna");
    let password = json!({ "new_password": "Another-pass-1!" });
    let (status, _) = app.send(Method::POST, &format!("{path}/password"), &admin, password).await;
    assert_eq!((status, app.get(ME, &user).await.0), (200, 401));
    app.login("a@example.com", "Another-pass-1!").await;
}

#[actix_web::test]
async fn a_deactivated_user_neither_refreshes_nor_logs_in() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    app.user("a@example.com").await;
    let login = app.login("a@example.com", USER_PASSWORD).await;
    let path = format!("/api/v1/users/{}?soft_delete=true", text(&login["user"], "id"));
    assert_eq!(app.send(Method::DELETE, &path, &admin, json!(null)).await.1["soft_deleted"], true);
    let body = json!({ "refresh_token": login["refresh_token"] });
    assert_eq!(post(&app, "/auth/refresh", body).await.0, 401);
    for (password, told) in
        [(USER_PASSWORD, "User account is inactive"), ("Wrong-password-1!", "Invalid email or password")]
    {
        let request = app.anon(Method::POST, "/auth/login");
        let body = json!({ "email": "a@example.com", "password": password });
        let answer = request.json(&body).send().await.unwrap();
        assert_eq!(answer.status(), 401);
        assert_eq!(answer.json::<Value>().await.unwrap()["detail"], told);
    }
}

#[actix_web::test]
async fn a_password_that_was_replaced_meanwhile_opens_nothing() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let id: Uuid = text(&app.get(ME, &admin).await.1, "id").parse().unwrap();
    let pool = selfdb::db::Db::new(&app.config.database).unwrap();
    let client = pool.owner().await.unwrap();
    let (_, current) = users::find_with_hash(&client, ADMIN_EMAIL).await.unwrap().unwrap();
    assert!(users::record_login(&client, id, "an older hash").await.unwrap().is_none());
    assert!(!users::update_password(&client, id, "an older hash", "new").await.unwrap());
    assert!(users::record_login(&client, id, &current).await.unwrap().is_some());
}

#[actix_web::test]
async fn two_administrators_cannot_remove_each_other_at_once() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let (_, me) = app.get(ME, &admin).await;
    let body = json!({ "email": "second@example.com", "password": USER_PASSWORD, "role": "ADMIN" });
    let (_, second) = app.send(Method::POST, "/api/v1/users", &admin, body).await;
    let token = app.login("second@example.com", USER_PASSWORD).await;
    let demote = |token: String, id: String| {
        let app = &app;
        async move {
            let body = json!({ "role": "USER" });
            app.send(Method::PUT, &format!("/api/v1/users/{id}"), &token, body).await.0
        }
    };
    futures_util::future::join(
        demote(admin.clone(), text(&second, "id").to_owned()),
        demote(text(&token, "access_token").to_owned(), text(&me, "id").to_owned()),
    )
    .await;
    let left: i64 = app
        .sql()
        .await
        .query_one("SELECT count(*) FROM auth.users WHERE app_role = 'ADMIN' AND is_active", &[])
        .await
        .unwrap()
        .get(0);
    assert_eq!(left, 1);
}

#[actix_web::test]
async fn keys_and_origins_leave_a_trace_in_the_audit_log() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let (_, key) =
        app.send(Method::POST, "/api/v1/api-keys", &admin, json!({ "name": "ci", "role": "anon" })).await;
    let path = format!("/api/v1/api-keys/{}", text(&key, "id"));
    assert_eq!(app.send(Method::DELETE, &path, &admin, json!(null)).await.0, 204);
    let origins = "/api/v1/cors/origins/";
    let (_, origin) = app.send(Method::POST, origins, &admin, json!({ "origin": "https://a.example" })).await;
    let path = format!("{origins}{}", text(&origin, "id"));
    assert_eq!(app.send(Method::PUT, &path, &admin, json!({ "is_active": false })).await.0, 200);
    assert_eq!(app.send(Method::DELETE, &path, &admin, json!(null)).await.0, 204);
    let rows = app.sql().await.query("SELECT action FROM selfdb.audit_log ORDER BY at", &[]).await.unwrap();
    let actions: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
    assert_eq!(
        actions,
        [
            "api_key.create",
            "api_key.revoke",
            "cors_origin.create",
            "cors_origin.update",
            "cors_origin.delete"
        ]
    );
}
