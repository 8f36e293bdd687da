//! What an administrator's SQL must not reach, and what it must not leave behind.

use super::{sql, until};
use crate::support::{People, Socket, TestApp};
use serde_json::json;

#[tokio::test]
async fn the_role_is_a_cage() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    for query in [
        "select encrypted_password from auth.users",
        "select * from auth.users",
        "select * from auth.sessions",
        "select * from selfdb.refresh_tokens",
        "select * from selfdb.tables",
        "update auth.users set app_role = 'ADMIN'",
        "reset role; select * from auth.users",
        "set role none; select * from auth.users",
        "set role postgres",
        "set role selfdb_test",
        "set role anon",
        "set role service_role",
        "set session authorization selfdb_test",
        "select set_config('role', 'selfdb_test', false)",
        "select set_config('session_authorization', 'selfdb_test', false)",
        "commit; set role selfdb_test",
        "create role evil superuser",
        "alter role selfdb_owner superuser",
        "alter role selfdb_sql createrole",
        "grant selfdb_test to selfdb_sql",
        "alter system set log_statement = 'all'",
        "set session_replication_role = replica",
        "copy (select 1) to program 'true'",
        "copy (select 1) to '/tmp/selfdb-x'",
        "create temp table f (l text); copy f from '/etc/passwd'",
        "create temp table f (l text); copy f from program 'id'",
        "create temp table f (l text); copy f from stdin",
        "copy (select 1) to stdout",
        "select pg_read_file('/etc/passwd')",
        "select pg_read_binary_file('/etc/passwd')",
        "select pg_ls_dir('/')",
        "select lo_import('/etc/passwd')",
        "select pg_reload_conf()",
        "create extension file_fdw",
        "create extension dblink",
        "create extension plpython3u",
        "create function f() returns int language c as 'libc.so.6', 'getpid'",
        "create language plperlu",
        "load 'libc.so.6'",
        "drop schema auth cascade",
        "drop table selfdb.changes",
        "create function selfdb.evil() returns int language sql as 'select 1'",
        "create or replace function auth.uid() returns uuid language sql as 'select null::uuid'",
        "do $$ begin perform set_config('role', 'selfdb_test', false); end $$",
        "do $$ begin execute 'set role selfdb_test'; end $$",
        "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'selfdb_test'",
    ] {
        let (status, answer) = sql(&app, &people.admin, json!({ "query": query })).await;
        assert_eq!(status, 400, "{query}: {answer}");
    }
}

#[tokio::test]
async fn a_session_leaves_nothing_to_the_next() {
    let app = TestApp::start_with(|config| config.database.sql_connections = 1).await;
    let admin = People::of(&app).await.admin;
    let script = "set search_path = pg_catalog; set role none; set timezone = 'Asia/Tokyo'; set client_encoding = 'LATIN1';
        create temp table left_behind (id int); prepare p as select 1; listen selfdb_changes;
        declare c cursor with hold for select 1; select pg_advisory_lock(4242)";
    let (status, answer) = sql(&app, &admin, json!({ "query": script })).await;
    assert_eq!(status, 200, "{answer}");
    let query =
        "select current_user::text, current_schema()::text, current_setting('TimeZone') <> 'Asia/Tokyo',
        to_regclass('left_behind') is null, (select count(*) from pg_prepared_statements),
        (select count(*) from pg_listening_channels()), (select count(*) from pg_cursors where name <> ''), 'é'";
    let (_, answer) = sql(&app, &admin, json!({ "query": query })).await;
    let row = json!([["selfdb_owner", "public", true, true, 0, 0, 0, "é"]]);
    assert_eq!(answer["results"][0]["rows"], row, "{answer}");
    until(&app, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 4242", 0).await;
}

#[tokio::test]
async fn the_listener_does_not_believe_what_it_is_notified_of() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    let script =
        "notify selfdb_changes, '{\"table\": \"x\"}'; select pg_notify('selfdb_changes', repeat('x', 7999));
        select pg_notify('selfdb_changes', '')";
    assert_eq!(sql(&app, &people.admin, json!({ "query": script })).await.0, 200);
    people.table(&app, "heard", "bigint", "private").await;
    let mut socket = Socket::open(&app, &people.ada).await;
    let wanted = json!([{ "event": "*", "schema": "public", "table": "heard" }]);
    socket.join("realtime:heard", wanted, serde_json::Value::Null).await;
    assert_eq!(sql(&app, &people.admin, json!({ "query": script })).await.0, 200);
    let row = json!({ "id": 1, "name": "a" });
    assert_eq!(app.send(reqwest::Method::POST, "/api/v1/tables/heard/rows", &people.ada, row).await.0, 201);
    assert_eq!(socket.change().await["record"]["id"], 1);
}

#[tokio::test]
async fn tables_made_by_sql_are_closed_to_users() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    let script = "create table hidden (id int primary key); insert into hidden values (1)";
    assert_eq!(sql(&app, &people.admin, json!({ "query": script })).await.0, 200);
    assert_eq!(app.get("/api/v1/tables/hidden/rows", &people.ada).await.0, 403);
    assert_eq!(app.get("/api/v1/tables/hidden/rows", &people.admin).await.1, json!([{ "id": 1 }]));
    // A function is nobody's but the administrators' either.
    let script = "create function leak() returns bigint language sql security definer as 'select count(*) from hidden'";
    assert_eq!(sql(&app, &people.admin, json!({ "query": script })).await.0, 200);
    let granted = app
        .sql()
        .await
        .query_one("SELECT has_function_privilege('authenticated', 'leak()', 'EXECUTE')", &[])
        .await
        .expect("an answer");
    assert!(!granted.get::<_, bool>(0));
}
