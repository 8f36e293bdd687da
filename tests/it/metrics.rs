//! `/metrics`.

use crate::support::{ANON_KEY, SERVICE_KEY, Socket, TestApp};
use reqwest::Method;

/// The value of a sample.
fn sample(text: &str, name: &str) -> f64 {
    let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    line.unwrap_or_else(|| panic!("{name} in {text}")).parse().unwrap()
}

async fn scrape(app: &TestApp) -> String {
    let answer = app.http.get(app.url("/metrics")).bearer_auth(SERVICE_KEY).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert!(answer.headers()["content-type"].to_str().unwrap().starts_with("application/openmetrics-text"));
    answer.text().await.unwrap()
}

#[actix_web::test]
async fn metrics_show_requests_actors_pools_and_the_outbox() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for id in ["1", "2"] {
        app.get(&format!("/api/v1/tables/nothing/rows/{id}"), &admin).await;
    }
    let _socket = Socket::open(&app, &admin).await;

    let text = scrape(&app).await;
    let rows = r#"selfdb_http_request_duration_seconds_count{method="GET",route="/api/v1/tables/{table}/rows/{id}",status="4xx"}"#;
    assert_eq!(sample(&text, rows), 2.0, "paths are counted under their pattern");
    assert_eq!(sample(&text, r#"selfdb_actor_up{actor="NotifyListener"}"#), 1.0);
    assert_eq!(sample(&text, r#"selfdb_actor_restarts{actor="ChannelRegistry"}"#), 0.0);
    assert_eq!(sample(&text, r#"selfdb_queue_refusals{queue="join"}"#), 0.0);
    assert_eq!(sample(&text, "selfdb_realtime_sockets"), 1.0);
    assert_eq!(sample(&text, "selfdb_database_up"), 1.0);
    assert!(sample(&text, "selfdb_outbox_lag_seconds") >= 0.0);
    assert!(sample(&text, r#"selfdb_database_connections{pool="owner",state="most"}"#) >= 1.0);
    assert!(sample(&text, "process_resident_memory_bytes") > 1e6);
    assert!(text.ends_with("# EOF\n"), "{text}");
    assert!(!text.contains(SERVICE_KEY) && !text.contains("admin@example.com"));
}

#[actix_web::test]
async fn only_administrators_and_service_keys_see_them() {
    let app = TestApp::start().await;
    let (admin, user) = (app.admin().await, app.user("user@example.com").await);
    let status =
        async |token: &str| app.call(Method::GET, "/metrics", token).send().await.unwrap().status().as_u16();
    assert_eq!((status(&admin).await, status(&user).await, status(ANON_KEY).await), (200, 403, 403));
    assert_eq!(app.http.get(app.url("/metrics")).send().await.unwrap().status(), 401);

    let off = TestApp::start_with(|config| config.server.metrics = false).await;
    let answer = off.http.get(off.url("/metrics")).bearer_auth(SERVICE_KEY).send().await.unwrap();
    assert_eq!(answer.status(), 404);
}

#[actix_web::test]
async fn a_port_of_their_own_needs_no_credentials_and_serves_nothing_else() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let app = TestApp::start_with(|config| config.server.metrics_address = Some(free)).await;
    let answer = app.http.get(format!("http://{free}/metrics")).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert!(answer.text().await.unwrap().contains("selfdb_actor_up"));
    assert_eq!(app.http.get(format!("http://{free}/health")).send().await.unwrap().status(), 404);
}
