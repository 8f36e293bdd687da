//! What callers' connections must survive.

use crate::support::TestApp;
use reqwest::Method;
use serde_json::{Value, json};

async fn execute(app: &TestApp, admin: &str, query: &str) {
    let (status, answer) =
        app.send(Method::POST, "/api/v1/sql/execute", admin, json!({ "query": query })).await;
    assert_eq!((status, &answer["success"]), (200, &json!(true)), "{query}: {answer}");
}

/// An administrator's function runs on callers' connections, and may do there what it likes.
#[actix_web::test]
async fn functions_that_spoil_their_connection_fail_nobody_else() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let user = app.user("ann@example.com").await;
    for spoil in ["DEALLOCATE ALL", "SET SESSION ROLE authenticated", "SET SESSION search_path = nowhere"] {
        execute(
            &app,
            &admin,
            &format!(
                "DROP TABLE IF EXISTS spoilt;
                 CREATE OR REPLACE FUNCTION spoil() RETURNS boolean LANGUAGE plpgsql AS
                 $$ BEGIN EXECUTE '{spoil}'; RETURN true; END $$;
                 GRANT EXECUTE ON FUNCTION spoil() TO authenticated;
                 CREATE TABLE spoilt (id int PRIMARY KEY);
                 ALTER TABLE spoilt ENABLE ROW LEVEL SECURITY;
                 GRANT SELECT ON spoilt TO authenticated;
                 CREATE POLICY spoilt ON spoilt FOR SELECT TO authenticated USING (spoil());
                 INSERT INTO spoilt VALUES (1)"
            ),
        )
        .await;
        for _ in 0..20 {
            assert_eq!(app.get("/api/v1/tables/spoilt/rows", &user).await, (200, json!([{ "id": 1 }])));
            assert_eq!(app.get("/api/v1/tables/spoilt/rows/1", &user).await.0, 200, "{spoil}");
        }
    }
    assert_eq!(app.send(Method::POST, "/api/v1/auth/logout", &user, Value::Null).await.0, 200);
    assert_eq!(app.get("/api/v1/tables/spoilt/rows", &user).await.0, 401);
}

/// Whoever shows a key that is none is refused within a transaction; it must not stay open behind the refusal.
#[actix_web::test]
async fn refused_credentials_leave_no_failed_transaction_behind() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for _ in 0..20 {
        let refused =
            app.http.delete(app.url("/api/v1/buckets/nothing")).header("X-API-Key", "no-such-key-0123456789");
        assert_eq!(refused.send().await.expect("an answer").status(), 401);
    }
    for _ in 0..20 {
        assert_eq!(app.get("/api/v1/admin/users", &admin).await.0, 200);
        assert_eq!(app.get("/api/v1/tables", &admin).await.0, 200);
    }
}
