//! Time limits, cancelling, and the modes that leave nothing behind.

use super::{sql, until};
use crate::support::{People, TestApp};
use reqwest::Method;
use serde_json::{Value, json};

const SLEEPING: &str = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
    AND application_name = 'selfdb sql'";
/// A statement that takes no for an answer.
const STUBBORN: &str = "do $$ begin loop begin perform pg_sleep(60); exception when query_canceled then null; end; end loop; end $$";

#[tokio::test]
async fn time_limits_hold_against_the_statement_itself() {
    let app = TestApp::start_with(|config| config.database.statement_timeout_ms = 500).await;
    let admin = People::of(&app).await.admin;
    let stretch = "set statement_timeout = 0; select pg_sleep(60)";
    assert_eq!(sql(&app, &admin, json!({ "query": stretch })).await.0, 504);
    until(&app, SLEEPING, 0).await;
    assert_eq!(sql(&app, &admin, json!({ "query": STUBBORN, "timeout_ms": 100 })).await.0, 409);
    until(&app, SLEEPING, 0).await;
    // A request may ask for more time than is usual.
    let patient = json!({ "query": "select pg_sleep(0.7)", "timeout_ms": 20_000 });
    assert_eq!(sql(&app, &admin, patient).await.0, 200);
}

#[tokio::test]
async fn a_running_query_is_cancelled_by_the_id_its_client_chose() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    let id = "018f0000-0000-7000-8000-000000000001";
    let body = json!({ "query": "create table never (id int); select pg_sleep(60)", "id": id });
    let cancel = async |token: &str, id: &str| {
        app.send(Method::POST, "/api/v1/sql/cancel", token, json!({ "id": id })).await.0
    };
    let busy = sql(&app, &people.admin, body.clone());
    let others = async {
        until(&app, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND query LIKE '%pg_sleep(60)' AND pid <> pg_backend_pid()", 1).await;
        let (_, running) = app.get("/api/v1/sql/running", &people.admin).await;
        assert_eq!(
            (&running["queries"][0]["id"], running["queries"].as_array().map(Vec::len)),
            (&json!(id), Some(1))
        );
        assert_eq!(sql(&app, &people.admin, body.clone()).await.0, 409);
        assert_eq!(cancel(&people.ada, id).await, 403);
        assert_eq!(cancel(&people.admin, "018f0000-0000-7000-8000-000000000002").await, 404);
        assert_eq!(cancel(&people.admin, id).await, 202);
    };
    let ((status, problem), ()) = tokio::join!(busy, others);
    assert_eq!((status, &problem["type"]), (409, &json!("/problems/cancelled")));
    until(&app, SLEEPING, 0).await;
    assert_eq!(cancel(&people.admin, id).await, 404);
    assert_eq!(sql(&app, &people.admin, json!({ "query": "select * from never" })).await.0, 400);
    // The id is free again.
    assert_eq!(sql(&app, &people.admin, json!({ "query": "select 1", "id": id })).await.0, 200);
}

async fn count(app: &TestApp, admin: &str) -> Value {
    sql(app, admin, json!({ "query": "select count(*) from m" })).await.1["results"][0]["rows"][0][0].clone()
}

#[tokio::test]
async fn read_only_cannot_be_left() {
    let app = TestApp::start().await;
    let admin = People::of(&app).await.admin;
    sql(&app, &admin, json!({ "query": "create table m (id int)" })).await;
    for query in [
        "insert into m values (1)",
        "with x as (insert into m values (1) returning 1) select * from x",
        "commit; insert into m values (1)",
        "/* /* */ */ commit and chain; insert into m values (1)",
        "end; begin read write; insert into m values (1)",
        "rollback; insert into m values (1)",
        "abort; insert into m values (1)",
        "prepare transaction 'x'; insert into m values (1)",
        "set transaction read write; insert into m values (1)",
        "set transaction_read_only = off; insert into m values (1)",
        "select set_config('transaction_read_only', 'off', false); insert into m values (1)",
        "set session characteristics as transaction read write; insert into m values (1)",
        "savepoint a; set transaction read write; insert into m values (1)",
        "do $$ begin commit; insert into m values (1); end $$",
        "do $$ begin rollback; set transaction read write; insert into m values (1); end $$",
        "create procedure p() language plpgsql as $$ begin commit; end $$; call p()",
        "prepare i as insert into m values (1); execute i",
        "explain analyze insert into m values (1)",
        "create temp table t (id int); truncate m",
        "select nextval('s')",
    ] {
        let (status, problem) = sql(&app, &admin, json!({ "query": query, "mode": "read-only" })).await;
        assert_eq!(status, 400, "{query}: {problem}");
        assert_eq!(count(&app, &admin).await, 0, "{query}");
    }
    let (status, answer) =
        sql(&app, &admin, json!({ "query": "(select 1); table m; show all", "mode": "read-only" })).await;
    assert_eq!(status, 200, "{answer}");
}

#[tokio::test]
async fn roll_back_leaves_nothing() {
    let app = TestApp::start().await;
    let admin = People::of(&app).await.admin;
    sql(&app, &admin, json!({ "query": "create table m (id int)" })).await;
    let script = "insert into m values (1); create table gone (id int); select count(*) from m";
    let (status, answer) = sql(&app, &admin, json!({ "query": script, "mode": "rollback" })).await;
    assert_eq!((status, &answer["results"][2]["rows"]), (200, &json!([[1]])), "{answer}");
    assert_eq!(count(&app, &admin).await, 0);
    assert_eq!(app.get("/api/v1/tables/gone", &admin).await.0, 404);
    for query in [
        "insert into m values (1); commit",
        "insert into m values (1); COMMIT AND CHAIN",
        "insert into m values (1); end",
        "insert into m values (1); -- x\n /* y /* z */ */ prepare  transaction 'x'",
        "insert into m values (1); do $$ begin commit; end $$",
        "insert into m values (1); rollback; insert into m values (2)",
        "begin; insert into m values (1); commit",
        "start transaction; insert into m values (1); commit",
        "insert into m values (1); vacuum m",
    ] {
        let (status, problem) = sql(&app, &admin, json!({ "query": query, "mode": "rollback" })).await;
        assert_eq!(status, 400, "{query}: {problem}");
        assert_eq!(count(&app, &admin).await, 0, "{query}");
    }
    // What would fail at the commit fails here too.
    let script =
        "create table d (id int unique deferrable initially deferred); insert into d values (1), (1)";
    let (status, problem) = sql(&app, &admin, json!({ "query": script, "mode": "rollback" })).await;
    assert_eq!((status, &problem["sqlstate"]), (400, &json!("23505")));
}
