//! A managed Postgres gives an owner without superuser rights; that must be enough.

use crate::support::{TestApp, database};

#[actix_web::test]
async fn a_plain_owner_without_superuser_can_run_everything() {
    let admin = database::connect(&database::cluster()).await;
    let name = format!("selfdb_managed_{}", std::process::id());
    // The shared roles exist in the test cluster already; on a managed server this owner would have made them.
    admin
        .batch_execute(&format!(
            "DO $$ DECLARE r text; BEGIN
                 FOREACH r IN ARRAY ARRAY['anon', 'authenticated', 'service_role', 'selfdb_owner'] LOOP
                     IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = r) THEN
                         EXECUTE format('CREATE ROLE %I NOLOGIN NOINHERIT', r);
                     END IF;
                 END LOOP;
             END $$;
             CREATE ROLE {name} LOGIN CREATEROLE PASSWORD 'managed';
             GRANT anon, authenticated, service_role, selfdb_owner TO {name} WITH ADMIN OPTION"
        ))
        .await
        .expect("the owner is made");
    admin.batch_execute(&format!("CREATE DATABASE {name} OWNER {name}")).await.expect("the database is made");
    let mut config = database::cluster();
    config.dbname(&name).user(&name).password("managed");
    let mut app = TestApp::start_on(config, |config| {
        config.database.caller_role = format!("{name}_caller");
        config.database.sql_role = format!("{name}_sql");
    })
    .await;
    let answer = app.http.get(app.url("/ready")).send().await.expect("an answer");
    assert_eq!(answer.status(), 200);
    let token = app.admin().await;
    assert_eq!(app.get("/api/v1/auth/me", &token).await.0, 200);
    let table = serde_json::json!({ "name": "things", "schema": { "columns": [{ "name": "id", "type": "int", "primary_key": true }] } });
    assert_eq!(app.send(reqwest::Method::POST, "/api/v1/tables", &token, table).await.0, 201);
    let mut socket = crate::support::Socket::open(&app, &token).await;
    let wanted = serde_json::json!([{ "event": "*", "schema": "public", "table": "things" }]);
    assert_eq!(socket.join("realtime:things", wanted, serde_json::Value::Null).await["status"], "ok");
    let row = serde_json::json!({ "id": 1 });
    assert_eq!(app.send(reqwest::Method::POST, "/api/v1/tables/things/rows", &token, row).await.0, 201);
    assert_eq!(socket.change().await["record"]["id"], 1);
    let query = serde_json::json!({ "query": "SELECT count(*) FROM things" });
    assert_eq!(app.send(reqwest::Method::POST, "/api/v1/sql/execute", &token, query).await.0, 200);
    app.stop().await;
}
