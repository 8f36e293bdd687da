//! Old sessions, tokens and audit lines go; what may still be needed stays.

use crate::support::{TestApp, USER_PASSWORD};
use std::time::{Duration, Instant};

async fn count(sql: &tokio_postgres::Client, from: &str) -> i64 {
    sql.query_one(&format!("SELECT count(*) FROM {from}"), &[]).await.unwrap().get(0)
}

#[actix_web::test]
async fn old_rows_are_cleared_in_batches_and_others_stay() {
    let mut app = TestApp::start().await;
    app.user("a@example.com").await;
    let login = app.login("a@example.com", USER_PASSWORD).await;
    let sql = app.sql().await;
    app.stop().await;
    // 2,500 sessions that ended long ago are three batches; then one of each kind on either side of the limit.
    sql.batch_execute(
        "INSERT INTO auth.sessions (user_id, not_after)
             SELECT id, now() - interval '31 days' FROM auth.users, generate_series(1, 1250);
         INSERT INTO auth.sessions (user_id, not_after, revoked_at)
             SELECT id, now() + interval '1 day', now() - interval '31 days' FROM auth.users, generate_series(1, 1250);
         INSERT INTO selfdb.refresh_tokens (token_hash, session_id)
             SELECT sha256(id::text::bytea), id FROM auth.sessions;
         INSERT INTO auth.sessions (user_id, not_after) SELECT id, now() - interval '29 days' FROM auth.users;
         INSERT INTO selfdb.refresh_tokens (token_hash, session_id, used_at)
             SELECT sha256(v::bytea), (SELECT id FROM auth.sessions WHERE revoked_at IS NULL AND not_after > now() LIMIT 1),
                    now() - v::interval FROM (VALUES ('73 hours'), ('71 hours')) t (v);
         INSERT INTO selfdb.audit_log (action, target, at) VALUES
             ('old', '', now() - interval '366 days'), ('kept', '', now() - interval '364 days')",
    )
    .await
    .unwrap();
    let app = TestApp::start_on(app.database.clone(), |_| {}).await;
    let begun = Instant::now();
    let left = async || {
        let old = "least(revoked_at, not_after) < now() - interval '30 days'";
        count(&sql, &format!("auth.sessions WHERE {old}")).await
            + count(&sql, "selfdb.refresh_tokens WHERE used_at < now() - interval '72 hours'").await
            + count(&sql, "selfdb.audit_log WHERE action = 'old'").await
    };
    while left().await > 0 {
        assert!(begun.elapsed() < Duration::from_secs(20), "{} old rows are left", left().await);
        tokio::task::yield_now().await;
    }
    let ended = count(&sql, "auth.sessions WHERE not_after < now()").await;
    assert_eq!(ended, count(&sql, "auth.users").await, "sessions that ended lately are kept");
    assert_eq!(count(&sql, "selfdb.refresh_tokens WHERE used_at IS NOT NULL").await, 1);
    assert_eq!(count(&sql, "selfdb.audit_log WHERE action = 'kept'").await, 1);
    assert_eq!(app.get("/api/v1/auth/me", login["access_token"].as_str().unwrap()).await.0, 200);
}
