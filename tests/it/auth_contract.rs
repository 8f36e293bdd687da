//! Statuses and messages of the original that its clients may go by, and credentials that are none.

use crate::support::{ADMIN_EMAIL, ADMIN_PASSWORD, ANON_KEY, SERVICE_KEY, TestApp, USER_PASSWORD};
use reqwest::Method;
use selfdb::http::token::Tokens;
use serde_json::{Value, json};

const ME: &str = "/api/v1/auth/me";
const USERS: &str = "/api/v1/users/";

#[actix_web::test]
async fn logging_in_and_registering_need_an_api_key_whoever_asks() {
    let app = TestApp::start().await;
    let token = app.admin().await;
    let body = json!({ "email": ADMIN_EMAIL, "password": ADMIN_PASSWORD });
    for path in ["/auth/login", "/auth/register", "/api/v1/auth/login", "/api/v1/auth/register"] {
        let (status, answer) = app.send(Method::POST, path, &token, body.clone()).await;
        assert_eq!((status, &answer["detail"]), (400, &json!("API key is required")), "{path}");
        let (status, answer) = app.send(Method::POST, path, "a.bad.token", body.clone()).await;
        assert_eq!((status, &answer["error"]["code"]), (401, &json!("INVALID_JWT_TOKEN")), "{path}");
        for (key, told) in [(None, "API key is missing"), (Some("wrong"), "Provided API key is invalid")] {
            let mut request = app.http.post(app.url(path)).json(&body);
            if let Some(key) = key {
                request = request.header("X-API-Key", key);
            }
            let answer = request.send().await.unwrap();
            assert_eq!(answer.status(), 401);
            let answer: Value = answer.json().await.unwrap();
            assert_eq!(
                answer["error"],
                json!({ "code": "INVALID_API_KEY", "message": told,
                "request_id": answer["request_id"] })
            );
        }
    }
    // An expired token beside the key does not keep anyone from logging in again.
    let both = app.call(Method::POST, "/auth/login", "an.expired.token").header("X-API-Key", ANON_KEY);
    assert_eq!(both.json(&body).send().await.unwrap().status(), 200);
}

#[actix_web::test]
async fn authorization_headers_are_read_as_the_original_reads_them() {
    let app = TestApp::start().await;
    let get = async |value: &str| {
        let answer = app.http.get(app.url(ME)).header("Authorization", value).send().await.unwrap();
        let status = answer.status().as_u16();
        (status, answer.json::<Value>().await.unwrap()["detail"].as_str().unwrap().to_owned())
    };
    for (value, told) in [
        ("Basic YTpi", "Invalid Authorization header format"),
        ("bearer a.b.c", "Invalid Authorization header format"),
        ("Bearer a.b.c", "Invalid JWT token"),
    ] {
        assert_eq!(get(value).await, (401, told.to_owned()), "{value}");
    }
    let (status, answer) = app.get(ME, ANON_KEY).await;
    assert_eq!((status, &answer["detail"]), (401, &json!("Authentication required")));
}

#[actix_web::test]
async fn administrators_set_simple_passwords_but_no_short_ones() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let create = |email: &str, password: &str| json!({ "email": email, "password": password });
    let (status, made) = app.send(Method::POST, USERS, &admin, create("a@example.com", "simplest")).await;
    assert_eq!(status, 200, "{made}");
    app.login("a@example.com", "simplest").await;
    let one = format!("{USERS}{}", made["id"].as_str().unwrap());
    let long = "x".repeat(129);
    for bad in ["short", long.as_str()] {
        let (status, answer) = app.send(Method::POST, USERS, &admin, create("b@example.com", bad)).await;
        assert_eq!((status, &answer["errors"][0]["pointer"]), (400, &json!("/password")));
        assert_eq!(app.send(Method::PUT, &one, &admin, json!({ "password": bad })).await.0, 400);
        let path = format!("{one}/password");
        let (status, answer) = app.send(Method::POST, &path, &admin, json!({ "new_password": bad })).await;
        assert_eq!((status, &answer["errors"][0]["pointer"]), (400, &json!("/new_password")));
    }
    let only_password = app.send(Method::PUT, &one, &admin, json!({ "password": "simplest2" })).await;
    assert_eq!((only_password.0, &only_password.1["email"]), (200, &json!("a@example.com")));
    app.login("a@example.com", "simplest2").await;
}

#[actix_web::test]
async fn null_clears_a_name_and_absence_keeps_it() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let body = json!({ "email": "a@example.com", "password": USER_PASSWORD, "first_name": "Ann", "last_name": "Bee" });
    let (_, made) = app.send(Method::POST, USERS, &admin, body).await;
    let path = format!("{USERS}{}", made["id"].as_str().unwrap());
    for method in [Method::PUT, Method::PATCH] {
        let named = json!({ "first_name": "Ann", "last_name": "Bee" });
        assert_eq!(app.send(method.clone(), &path, &admin, named).await.1["last_name"], "Bee");
        let (status, user) = app.send(method.clone(), &path, &admin, json!({ "first_name": null })).await;
        assert_eq!((status, &user["first_name"], &user["last_name"]), (200, &Value::Null, &json!("Bee")));
        let (status, user) = app.send(method, &path, &admin, json!({ "first_name": "New" })).await;
        assert_eq!((status, &user["first_name"], &user["last_name"]), (200, &json!("New"), &json!("Bee")));
    }
    // Fields that a user cannot be without: null is as absent.
    assert_eq!(app.send(Method::PUT, &path, &admin, json!({ "email": null, "role": null })).await.0, 400);
}

#[actix_web::test]
async fn nobody_registers_with_rights() {
    let app = TestApp::start().await;
    let body = json!({ "email": "a@example.com", "password": USER_PASSWORD, "role": "ADMIN", "app_role": "ADMIN",
        "is_active": false, "id": "00000000-0000-0000-0000-000000000000", "raw_app_meta_data": { "role": "ADMIN" } });
    let answer = app.anon(Method::POST, "/auth/register").json(&body).send().await.unwrap();
    let answer: Value = answer.json().await.unwrap();
    assert_eq!((&answer["user"]["role"], &answer["user"]["is_active"]), (&json!("USER"), &json!(true)));
    assert_ne!(answer["user"]["id"], body["id"]);
    let token = answer["access_token"].as_str().unwrap();
    assert_eq!(app.get(USERS, token).await.0, 403);
}

#[actix_web::test]
async fn forged_and_confused_credentials_are_refused() {
    let app = TestApp::start().await;
    app.user("a@example.com").await;
    let login = app.login("a@example.com", USER_PASSWORD).await;
    let (access, refresh) =
        (login["access_token"].as_str().unwrap(), login["refresh_token"].as_str().unwrap());
    let (header, rest) = access.split_once('.').unwrap();
    let payload = rest.split('.').next().unwrap();
    let ours = Tokens::new(&app.config.auth);
    let claims = ours.verify(access).unwrap();
    let foreign = |change: fn(&mut selfdb::config::Auth)| {
        let mut auth = app.config.auth.clone();
        change(&mut auth);
        Tokens::new(&auth).issue(claims.sub, &claims.email, "ADMIN", claims.sid).unwrap()
    };
    for token in [
        format!("eyJhbGciOiJub25lIn0.{payload}."),
        format!("eyJhbGciOiJub25lIn0.{payload}"),
        format!("{header}.{payload}."),
        format!("{access}x"),
        foreign(|auth| auth.jwt_algorithm = "HS512".into()),
        foreign(|auth| auth.jwt_issuer = "elsewhere".into()),
        foreign(|auth| auth.jwt_secret = "another-secret-another-secret-another".into()),
        foreign(|auth| auth.access_lifetime = std::time::Duration::ZERO),
        // A session that is not there, though well signed.
        ours.issue(claims.sub, &claims.email, "ADMIN", uuid::Uuid::new_v4()).unwrap(),
        refresh.to_owned(),
        "a.b.c".to_owned(),
        "not-a-key".to_owned(),
        String::new(),
    ] {
        let (status, answer) = app.get(ME, &token).await;
        assert_eq!((status, &answer["status"]), (401, &json!(401)), "{token}: {answer}");
    }
    let as_refresh = json!({ "refresh_token": access });
    assert_eq!(app.anon(Method::POST, "/auth/refresh").json(&as_refresh).send().await.unwrap().status(), 401);
    // Rights come from the database: a role in a token of ours is worth nothing.
    let promoted = ours.issue(claims.sub, &claims.email, "ADMIN", claims.sid).unwrap();
    assert_eq!(app.get(ME, &promoted).await.1["role"], "USER");
    for path in
        [USERS, "/api/v1/api-keys", "/api/v1/cors/origins/", "/api/v1/admin/audit", "/auth/me/api-key"]
    {
        assert_eq!(app.get(path, &promoted).await.0, 403, "{path}");
    }
}

#[actix_web::test]
async fn api_keys_are_no_users() {
    let app = TestApp::start().await;
    for key in [ANON_KEY, SERVICE_KEY] {
        for path in
            [ME, USERS, "/api/v1/api-keys", "/api/v1/admin/audit", "/auth/me/api-key", "/auth/sessions"]
        {
            for header in ["X-API-Key", "apikey"] {
                let answer = app.http.get(app.url(path)).header(header, key).send().await.unwrap();
                assert_eq!(answer.status(), 401, "{path} with {header}");
            }
            assert_eq!(app.get(path, key).await.0, 401, "{path} as bearer");
        }
    }
}

#[actix_web::test]
async fn an_id_that_is_none_is_nobodys() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for path in ["/api/v1/users/no-such-id", "/api/v1/admin/users/7", "/api/v1/admin/users/7/sessions"] {
        let (status, answer) = app.get(path, &admin).await;
        assert_eq!((status, &answer["detail"]), (404, &json!("user not found")), "{path}");
    }
}

#[actix_web::test]
async fn no_cache_keeps_tokens_or_keys() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let credentials = json!({ "email": ADMIN_EMAIL, "password": ADMIN_PASSWORD });
    let key = json!({ "name": "ci", "role": "anon" });
    for request in [
        app.anon(Method::POST, "/auth/login").json(&credentials),
        app.call(Method::POST, "/api/v1/api-keys", &admin).json(&key),
        app.call(Method::GET, "/auth/me/api-key", &admin),
    ] {
        let answer = request.send().await.unwrap();
        assert!(answer.status().is_success());
        assert_eq!(answer.headers()["cache-control"], "no-store", "{}", answer.url());
    }
}
