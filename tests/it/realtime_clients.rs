//! Unmodified client libraries on every endpoint that they look for.

use crate::support::{People, TestApp, client};

#[actix_web::test]
async fn the_phoenix_client_works_with_both_serialisers_on_every_path() {
    for (version, path) in [
        ("2.0.0", "/api/v1/realtime/ws"),
        ("1.0.0", "/socket"),
        ("2.0.0", "/socket"),
        ("1.0.0", "/realtime/v1"),
    ] {
        let app = TestApp::start().await;
        let people = People::of(&app).await;
        people.table(&app, "notes", "int", "private").await;
        let sql = app.sql().await;
        sql.batch_execute("ALTER TABLE notes RENAME COLUMN name TO body").await.unwrap();
        let settings = [("VSN", version), ("SOCKET", path), ("TOKEN", &*people.admin)];
        client::run_node(&app, "realtime-phoenix.mjs", &settings).await;
    }
}

#[actix_web::test]
async fn realtime_js_works_with_both_serialisers() {
    for version in ["1.0.0", "2.0.0"] {
        let app = TestApp::start().await;
        let people = People::of(&app).await;
        let sql = app.sql().await;
        sql.batch_execute(
            "SET ROLE selfdb_owner;
             CREATE TABLE kinds (id int PRIMARY KEY, name text, flag bool, price numeric, doc jsonb, list int[], made timestamptz);
             GRANT SELECT ON kinds TO service_role;
             RESET ROLE;
             SELECT selfdb.record_changes('kinds', true)",
        )
        .await
        .unwrap();
        let settings = [("VSN", version), ("TOKEN", &*people.admin), ("USER_TOKEN", &*people.ada)];
        client::run_node(&app, "realtime-supabase.mjs", &settings).await;
    }
}
