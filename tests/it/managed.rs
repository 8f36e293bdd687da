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
    app.stop().await;
}
