//! Users, sessions and keys as their clients use them.

use crate::support::{ADMIN_EMAIL, ANON_KEY, TestApp, USER_PASSWORD};
use reqwest::Method;
use serde_json::{Value, json};

const ME: &str = "/api/v1/auth/me";

async fn refresh(app: &TestApp, token: &str) -> (u16, Value) {
    let answer = app
        .http
        .post(app.url("/api/v1/auth/refresh"))
        .json(&json!({ "refresh_token": token }))
        .send()
        .await
        .unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

#[actix_web::test]
async fn register_and_login_answer_in_the_originals_shape() {
    let app = TestApp::start().await;
    let registered = app
        .anon(Method::POST, "/auth/register")
        .json(&json!({ "email": "Ann@example.com", "password": USER_PASSWORD, "first_name": "Ann", "last_name": "Bee" }))
        .send()
        .await
        .unwrap();
    assert_eq!(registered.status(), 200);
    let registered: Value = registered.json().await.unwrap();
    assert_eq!(registered["token_type"], "Bearer");
    assert_eq!(registered["expires_in"], 1800);
    assert_eq!(registered["user"]["role"], "USER");
    assert!(registered["user"]["last_login_at"].is_null());
    let login = app.login("ann@EXAMPLE.com", USER_PASSWORD).await;
    assert!(login["user"]["last_login_at"].is_string());
    let (status, me) = app.get(ME, login["access_token"].as_str().unwrap()).await;
    assert_eq!((status, me["email"].as_str()), (200, Some("Ann@example.com")));
    assert!(!me.to_string().contains("password"), "{me}");
}

#[actix_web::test]
async fn bad_registrations_are_refused_by_field() {
    let app = TestApp::start().await;
    app.user("taken@example.com").await;
    let long = format!("Aa1!{}", "x".repeat(200));
    for (email, password, status, told) in [
        ("nobody", USER_PASSWORD, 422, "email"),
        ("a@b", USER_PASSWORD, 422, "email"),
        ("a b@example.com", USER_PASSWORD, 422, "email"),
        ("a@example.com", "short1!", 422, "password"),
        ("a@example.com", "no-digits-Here!", 422, "password"),
        ("a@example.com", long.as_str(), 422, "password"),
        ("TAKEN@example.com", USER_PASSWORD, 409, "email"),
    ] {
        let answer = app
            .anon(Method::POST, "/api/v1/auth/register")
            .json(&json!({ "email": email, "password": password, "first_name": "A", "last_name": "B" }))
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), status, "{email} {password}");
        let body: Value = answer.json().await.unwrap();
        assert!(body["detail"].as_str().unwrap().contains(told), "{body}");
    }
}

#[actix_web::test]
async fn login_needs_a_valid_key_and_does_not_tell_who_exists() {
    let app = TestApp::start().await;
    let body = json!({ "email": ADMIN_EMAIL, "password": "Wrong-password-1!" });
    let post = |key: Option<&str>, body: &Value| {
        let mut request = app.http.post(app.url("/api/v1/auth/login")).json(body);
        if let Some(key) = key {
            request = request.header("X-API-Key", key);
        }
        request.send()
    };
    for key in [None, Some("no-such-key")] {
        let answer = post(key, &body).await.unwrap();
        assert_eq!(answer.status(), 401);
        assert_eq!(answer.json::<Value>().await.unwrap()["error"]["code"], "INVALID_API_KEY");
    }
    let wrong = post(Some(ANON_KEY), &body).await.unwrap();
    let unknown = post(Some(ANON_KEY), &json!({ "email": "x@example.com", "password": "Wrong-password-1!" }))
        .await
        .unwrap();
    assert_eq!((wrong.status().as_u16(), unknown.status().as_u16()), (401, 401));
    let (wrong, unknown): (Value, Value) = (wrong.json().await.unwrap(), unknown.json().await.unwrap());
    assert_eq!(wrong["detail"], unknown["detail"]);
}

#[actix_web::test]
async fn logout_ends_the_session_at_once() {
    let app = TestApp::start().await;
    app.user("a@example.com").await;
    let login = app.login("a@example.com", USER_PASSWORD).await;
    let access = login["access_token"].as_str().unwrap();
    let (status, answer) = app.send(Method::POST, "/api/v1/auth/logout", access, json!({})).await;
    assert_eq!((status, &answer["access_token_blacklisted"]), (200, &json!(true)));
    assert_eq!(app.get(ME, access).await.0, 401);
    assert_eq!(refresh(&app, login["refresh_token"].as_str().unwrap()).await.0, 401);
}

#[actix_web::test]
async fn several_tabs_refreshing_at_once_get_the_same_successor() {
    let app = TestApp::start().await;
    app.user("a@example.com").await;
    let first = app.login("a@example.com", USER_PASSWORD).await["refresh_token"].as_str().unwrap().to_owned();
    let answers = futures_util::future::join_all((0..4).map(|_| refresh(&app, &first))).await;
    let successor = answers[0].1["refresh_token"].clone();
    assert_ne!(successor, json!(first));
    for (status, answer) in &answers {
        assert_eq!((*status, &answer["refresh_token"]), (200, &successor));
    }
}

#[actix_web::test]
async fn a_refresh_token_used_again_after_the_grace_ends_the_session() {
    let app = TestApp::start().await;
    app.user("a@example.com").await;
    let first = app.login("a@example.com", USER_PASSWORD).await["refresh_token"].as_str().unwrap().to_owned();
    let (_, second) = refresh(&app, &first).await;
    // Instead of waiting: the first use lies further back.
    let sql = app.sql().await;
    sql.execute("UPDATE selfdb.refresh_tokens SET used_at = used_at - interval '1 minute'", &[])
        .await
        .unwrap();
    assert_eq!(refresh(&app, &first).await.0, 401);
    assert_eq!(
        app.get(ME, second["access_token"].as_str().unwrap()).await.0,
        401,
        "the thief's session has ended too"
    );
    assert_eq!(refresh(&app, second["refresh_token"].as_str().unwrap()).await.0, 401);
}

#[actix_web::test]
async fn a_copied_token_used_many_times_at_once_ends_the_session_once_and_for_all() {
    let app = TestApp::start().await;
    app.user("a@example.com").await;
    let first = app.login("a@example.com", USER_PASSWORD).await["refresh_token"].as_str().unwrap().to_owned();
    let second = refresh(&app, &first).await.1["refresh_token"].as_str().unwrap().to_owned();
    let sql = app.sql().await;
    sql.execute("UPDATE selfdb.refresh_tokens SET used_at = used_at - interval '1 minute'", &[])
        .await
        .unwrap();
    // The thief replays the first token while the user goes on with the second.
    let both = (0..16).map(|n| refresh(&app, if n % 2 == 0 { &first } else { &second }));
    let answers = futures_util::future::join_all(both).await;
    assert!(answers.iter().step_by(2).all(|(status, _)| *status == 401));
    for (_, answer) in &answers {
        if let Some(access) = answer["access_token"].as_str() {
            assert_eq!(app.get(ME, access).await.0, 401, "whoever got in between is out again");
            assert_eq!(refresh(&app, answer["refresh_token"].as_str().unwrap()).await.0, 401);
        }
    }
}

#[actix_web::test]
async fn a_session_lasts_as_long_as_it_is_refreshed() {
    let app = TestApp::start().await;
    app.user("a@example.com").await;
    let login = app.login("a@example.com", USER_PASSWORD).await;
    let sql = app.sql().await;
    sql.execute("UPDATE auth.sessions SET not_after = now() + interval '1 minute'", &[]).await.unwrap();
    let (status, next) = refresh(&app, login["refresh_token"].as_str().unwrap()).await;
    assert_eq!(status, 200);
    let ends = "SELECT max(not_after) > now() + interval '71 hours' FROM auth.sessions";
    assert!(sql.query_one(ends, &[]).await.unwrap().get::<_, bool>(0));
    sql.execute("UPDATE auth.sessions SET not_after = now()", &[]).await.unwrap();
    assert_eq!(refresh(&app, next["refresh_token"].as_str().unwrap()).await.0, 401);
}

#[actix_web::test]
async fn changing_the_password_ends_the_other_sessions() {
    let app = TestApp::start().await;
    let other = app.user("a@example.com").await;
    let own = app.login("a@example.com", USER_PASSWORD).await["access_token"].as_str().unwrap().to_owned();
    let change = |current: &str, new: &str| json!({ "current_password": current, "new_password": new });
    let path = "/api/v1/auth/change-password";
    assert_eq!(app.send(Method::POST, path, &own, change("Wrong-one-1!", "New-password-1!")).await.0, 401);
    assert_eq!(app.send(Method::POST, path, &own, change(USER_PASSWORD, "weak")).await.0, 422);
    assert_eq!(app.send(Method::POST, path, &own, change(USER_PASSWORD, "New-password-1!")).await.0, 200);
    assert_eq!(app.get(ME, &own).await.0, 200);
    assert_eq!(app.get(ME, &other).await.0, 401);
    app.login("a@example.com", "New-password-1!").await;
}

#[actix_web::test]
async fn administrators_manage_users_and_rights_act_at_once() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for path in ["/api/v1/users/", "/api/v1/users", "/api/v1/admin/users"] {
        assert_eq!(app.get(path, &admin).await.0, 200, "{path}");
    }
    let user = app.user("b@example.com").await;
    assert_eq!(app.get("/api/v1/users/", &user).await.0, 403);
    let (_, me) = app.get(ME, &user).await;
    let path = format!("/api/v1/users/{}", me["id"].as_str().unwrap());
    assert_eq!(app.send(Method::PUT, &path, &admin, json!({})).await.0, 400);
    assert_eq!(app.send(Method::PUT, &path, &admin, json!({ "role": "ROOT" })).await.0, 422);
    assert_eq!(app.send(Method::PUT, &path, &admin, json!({ "email": ADMIN_EMAIL })).await.0, 409);
    assert_eq!(app.send(Method::PUT, &path, &admin, json!({ "password": "Changed-1!pass" })).await.0, 200);
    assert_eq!(app.get(ME, &user).await.0, 401, "a new password ends sessions");
    let user =
        app.login("b@example.com", "Changed-1!pass").await["access_token"].as_str().unwrap().to_owned();
    assert_eq!(app.send(Method::PUT, &path, &admin, json!({ "is_active": false })).await.0, 200);
    assert_eq!(app.get(ME, &user).await.0, 401, "a deactivated user's token is worth nothing");
    let (status, list) = app.get("/api/v1/users/?role=USER&is_active=false&sort=email:asc", &admin).await;
    assert_eq!((status, &list["pagination"]["total"]), (200, &json!(1)));
    assert_eq!(app.send(Method::DELETE, &path, &admin, json!(null)).await.0, 200);
    assert_eq!(app.get(&path, &admin).await.0, 404);
    let audited: i64 =
        app.sql().await.query_one("SELECT count(*) FROM selfdb.audit_log", &[]).await.unwrap().get(0);
    assert_eq!(audited, 3);
}

#[actix_web::test]
async fn the_last_administrator_stays() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let (_, me) = app.get(ME, &admin).await;
    let path = format!("/api/v1/admin/users/{}", me["id"].as_str().unwrap());
    for change in [json!({ "role": "USER" }), json!({ "is_active": false })] {
        assert_eq!(app.send(Method::PATCH, &path, &admin, change).await.0, 409);
    }
    assert_eq!(app.send(Method::DELETE, &path, &admin, json!(null)).await.0, 409);
    assert_eq!(
        app.send(Method::DELETE, &format!("{path}?soft_delete=true"), &admin, json!(null)).await.0,
        409
    );
    assert_eq!(app.get(ME, &admin).await.0, 200);
}

#[actix_web::test]
async fn a_demoted_administrator_has_no_rights_left() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let body = json!({ "email": "second@example.com", "password": "Second-admin-1!", "role": "ADMIN" });
    let (status, second) = app.send(Method::POST, "/api/v1/users/", &admin, body).await;
    assert_eq!(status, 200, "{second}");
    let token =
        app.login("second@example.com", "Second-admin-1!").await["access_token"].as_str().unwrap().to_owned();
    assert_eq!(app.get("/api/v1/users/", &token).await.0, 200);
    let path = format!("/api/v1/users/{}", second["id"].as_str().unwrap());
    assert_eq!(app.send(Method::PUT, &path, &admin, json!({ "role": "USER" })).await.0, 200);
    assert_eq!(app.get("/api/v1/users/", &token).await.0, 401);
}

#[actix_web::test]
async fn keys_are_shown_once_and_revoked_at_once() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let (status, made) =
        app.send(Method::POST, "/api/v1/api-keys", &admin, json!({ "name": "ci", "role": "anon" })).await;
    assert_eq!(status, 201, "{made}");
    let key = made["key"].as_str().unwrap();
    let (_, list) = app.get("/api/v1/api-keys", &admin).await;
    assert!(!list.to_string().contains(key));
    let login = async || {
        let body = json!({ "email": ADMIN_EMAIL, "password": crate::support::ADMIN_PASSWORD });
        app.http
            .post(app.url("/auth/login"))
            .header("apikey", key)
            .json(&body)
            .send()
            .await
            .unwrap()
            .status()
            .as_u16()
    };
    assert_eq!(login().await, 200);
    let path = format!("/api/v1/api-keys/{}", made["id"].as_str().unwrap());
    assert_eq!(app.send(Method::DELETE, &path, &admin, json!(null)).await.0, 204);
    assert_eq!(login().await, 401);
    assert_eq!(app.send(Method::DELETE, &path, &admin, json!(null)).await.0, 404);
    assert_eq!(app.get("/api/v1/auth/me/api-key", &admin).await.1["api_key"], ANON_KEY);
}

#[actix_web::test]
async fn closed_registration_is_closed() {
    let app = TestApp::start_with(|config| config.auth.signup_open = false).await;
    let answer = app
        .anon(Method::POST, "/api/v1/auth/register")
        .json(&json!({ "email": "a@example.com", "password": USER_PASSWORD }))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 403);
}

#[actix_web::test]
async fn a_key_of_the_configuration_that_was_revoked_stays_revoked() {
    let mut app = TestApp::start().await;
    let admin = app.admin().await;
    let (_, keys) = app.get("/api/v1/api-keys", &admin).await;
    let key = keys.as_array().unwrap().iter().find(|key| key["name"] == "SERVICE_API_KEY").unwrap();
    let path = format!("/api/v1/api-keys/{}", key["id"].as_str().unwrap());
    assert_eq!(app.send(Method::DELETE, &path, &admin, json!(null)).await.0, 204);
    app.stop().await;
    let app = TestApp::start_on(app.database.clone(), |_| {}).await;
    let body = json!({ "email": ADMIN_EMAIL, "password": crate::support::ADMIN_PASSWORD });
    let login = app.http.post(app.url("/auth/login")).header("X-API-Key", crate::support::SERVICE_KEY);
    assert_eq!(login.json(&body).send().await.unwrap().status(), 401);
    app.admin().await;
}
