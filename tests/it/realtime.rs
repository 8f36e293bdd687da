//! Row changes as WebSocket clients see them.

use crate::support::{ANON_KEY, Socket, TestApp};
use reqwest::Method;
use serde_json::{Value, json};

fn all_of(table: &str) -> Value {
    json!([{ "event": "*", "schema": "public", "table": table }])
}

async fn make_table(app: &TestApp, token: &str, name: &str, access: &str) {
    let body = json!({ "name": name, "access_level": access, "schema": { "columns": [
        { "name": "id", "type": "int", "primary_key": true }, { "name": "body", "type": "text" }]}});
    let (status, answer) = app.send(Method::POST, "/api/v1/tables", token, body).await;
    assert_eq!(status, 201, "{answer}");
}

async fn insert(app: &TestApp, token: &str, table: &str, id: i32, body: &str) {
    let path = format!("/api/v1/tables/{table}/rows");
    let (status, answer) = app.send(Method::POST, &path, token, json!({ "id": id, "body": body })).await;
    assert_eq!(status, 201, "{answer}");
}

#[actix_web::test]
async fn every_kind_of_change_arrives_once_and_in_order() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    make_table(&app, &admin, "notes", "private").await;
    let mut socket = Socket::open(&app, &admin).await;
    let reply = socket.join("realtime:notes", all_of("notes"), Value::Null).await;
    assert_eq!(
        (&reply["status"], &reply["response"]["postgres_changes"][0]["id"]),
        (&json!("ok"), &json!(1))
    );
    insert(&app, &admin, "notes", 1, "one").await;
    let change = socket.change().await;
    assert_eq!((&change["type"], &change["record"]), (&json!("INSERT"), &json!({ "id": 1, "body": "one" })));
    assert_eq!(
        change["columns"],
        json!([{ "name": "id", "type": "int4" }, { "name": "body", "type": "text" }])
    );
    let first = change["position"].as_i64().unwrap();
    let row = "/api/v1/tables/notes/rows/1";
    assert_eq!(app.send(Method::PATCH, row, &admin, json!({ "body": "two" })).await.0, 200);
    let change = socket.change().await;
    assert_eq!(
        (&change["type"], &change["old_record"]["body"], &change["record"]["body"]),
        (&json!("UPDATE"), &json!("one"), &json!("two"))
    );
    assert_eq!(app.send(Method::DELETE, row, &admin, Value::Null).await.0, 204);
    let change = socket.change().await;
    assert_eq!((&change["type"], &change["old_record"]["body"]), (&json!("DELETE"), &json!("two")));
    assert_eq!(change["position"], first + 2);
    assert!(change.get("record").is_none());
    socket.nothing_more().await;
    let (_, status) = app.get("/api/v1/realtime/status", &admin).await;
    assert_eq!(
        (&status["status"], &status["connections"], &status["channels"]),
        (&json!("ready"), &json!(1), &json!(1))
    );
}

#[actix_web::test]
async fn filters_and_events_choose_rows() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    make_table(&app, &admin, "notes", "private").await;
    let mut socket = Socket::open(&app, &admin).await;
    let wanted = json!([{ "event": "INSERT", "schema": "public", "table": "notes", "filter": "id=gte.2" },
                        { "event": "*", "schema": "public", "table": "notes", "filter": "body=eq.x" }]);
    socket.join("realtime:a", wanted, Value::Null).await;
    insert(&app, &admin, "notes", 1, "no").await;
    insert(&app, &admin, "notes", 2, "yes").await;
    insert(&app, &admin, "notes", 3, "x").await;
    let frame = socket.event("postgres_changes").await;
    assert_eq!((&frame["ids"], &frame["data"]["record"]["id"]), (&json!([1]), &json!(2)));
    assert_eq!(socket.event("postgres_changes").await["ids"], json!([1, 2]));
    socket.send(json!(["1", "3", "realtime:a", "phx_leave", {}])).await;
    assert_eq!(socket.event("phx_reply").await["status"], "ok");
    socket.event("phx_close").await;
    insert(&app, &admin, "notes", 4, "x").await;
    socket.nothing_more().await;
}

#[actix_web::test]
async fn a_client_that_was_away_misses_and_doubles_nothing() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    make_table(&app, &admin, "notes", "private").await;
    let mut socket = Socket::open(&app, &admin).await;
    socket.join("realtime:notes", all_of("notes"), Value::Null).await;
    insert(&app, &admin, "notes", 1, "seen").await;
    let position = socket.change().await["position"].clone();
    drop(socket);
    let sql = app.sql().await;
    sql.execute("INSERT INTO notes SELECT n, 'away' FROM generate_series(2, 1500) n", &[]).await.unwrap();
    let mut socket = Socket::open(&app, &admin).await;
    let reply = socket.join("realtime:notes", all_of("notes"), position.clone()).await;
    assert_eq!(reply["status"], "ok", "{reply}");
    sql.execute("INSERT INTO notes SELECT n, 'live' FROM generate_series(1501, 2000) n", &[]).await.unwrap();
    for id in 2..=2000 {
        let change = socket.change().await;
        assert_eq!(
            (&change["record"]["id"], &change["position"]),
            (&json!(id), &json!(position.as_i64().unwrap() + id - 1))
        );
    }
    socket.nothing_more().await;
    // History that is gone is named as such.
    sql.execute(
        "UPDATE selfdb.change_history SET dropped_through = $1::bigint + 1",
        &[&position.as_i64().unwrap()],
    )
    .await
    .unwrap();
    let reply = socket.join("realtime:again", all_of("notes"), position).await;
    assert_eq!(reply["status"], "error");
    assert!(reply["response"]["reason"].as_str().unwrap().contains("too old"), "{reply}");
}

#[actix_web::test]
async fn rows_go_only_to_those_who_may_read_them() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let (ann, bob) = (app.user("ann@example.com").await, app.user("bob@example.com").await);
    make_table(&app, &ann, "diary", "private").await;
    make_table(&app, &admin, "news", "public-read").await;
    let both = json!([{ "event": "*", "schema": "public", "table": "diary" }, { "event": "*", "schema": "public", "table": "news" }]);
    let mut sockets = Vec::new();
    for credential in [ann.as_str(), bob.as_str(), ANON_KEY, admin.as_str()] {
        let mut socket = Socket::open(&app, credential).await;
        socket.join("realtime:both", both.clone(), Value::Null).await;
        sockets.push(socket);
    }
    insert(&app, &ann, "diary", 1, "secret").await;
    assert_eq!(app.send(Method::DELETE, "/api/v1/tables/diary/rows/1", &ann, Value::Null).await.0, 204);
    insert(&app, &admin, "news", 1, "open").await;
    for (socket, sees_diary) in sockets.iter_mut().zip([true, false, false, true]) {
        if sees_diary {
            assert_eq!(socket.change().await["record"]["body"], "secret");
            assert_eq!(socket.change().await["old_record"]["body"], "secret");
        }
        assert_eq!(socket.change().await["record"]["body"], "open");
        socket.nothing_more().await;
    }
}

#[actix_web::test]
async fn policies_are_judged_on_the_recorded_image() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let ann = app.user("ann@example.com").await;
    let (_, me) = app.get("/api/v1/auth/me", &ann).await;
    let query = "CREATE TABLE tasks (id int PRIMARY KEY, owner uuid, note text, hidden text);
        ALTER TABLE tasks ENABLE ROW LEVEL SECURITY;
        GRANT SELECT (id, owner, note) ON tasks TO authenticated;
        CREATE POLICY own ON tasks FOR SELECT TO authenticated USING (owner = auth.uid() AND EXISTS (SELECT 1 WHERE tasks.id > 0));
        SELECT selfdb.record_changes('tasks', true)";
    let (status, answer) =
        app.send(Method::POST, "/api/v1/sql/execute", &admin, json!({ "query": query })).await;
    assert_eq!(status, 200, "{answer}");
    let mut socket = Socket::open(&app, &ann).await;
    socket.join("realtime:tasks", all_of("tasks"), Value::Null).await;
    let sql = app.sql().await;
    let id: uuid::Uuid = me["id"].as_str().unwrap().parse().unwrap();
    sql.execute(
        "INSERT INTO tasks VALUES (1, $1, 'mine', 'x'), (2, gen_random_uuid(), 'theirs', 'x')",
        &[&id],
    )
    .await
    .unwrap();
    // Handed to somebody else: the new image is not hers any more.
    sql.execute("UPDATE tasks SET owner = gen_random_uuid() WHERE id = 1", &[]).await.unwrap();
    sql.execute("INSERT INTO tasks VALUES (3, $1, 'mine again', 'x')", &[&id]).await.unwrap();
    let change = socket.change().await;
    assert_eq!((&change["record"]["id"], &change["record"]["note"]), (&json!(1), &json!("mine")));
    assert!(!change.to_string().contains("hidden"), "{change}");
    assert_eq!(socket.change().await["record"]["id"], 3);
    socket.nothing_more().await;
}

#[actix_web::test]
async fn wide_and_large_rows_arrive_whole() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let columns: Vec<Value> = (0..200).map(|n| json!({ "name": format!("c{n}"), "type": "text" })).collect();
    let mut columns = columns;
    columns.insert(0, json!({ "name": "id", "type": "int", "primary_key": true }));
    let body = json!({ "name": "wide", "schema": { "columns": columns } });
    assert_eq!(app.send(Method::POST, "/api/v1/tables", &admin, body).await.0, 201);
    let mut socket = Socket::open(&app, &admin).await;
    socket.join("realtime:wide", all_of("wide"), Value::Null).await;
    let large = "x".repeat(1_000_000);
    let mut row = json!({ "id": 1, "c0": large });
    for n in 1..200 {
        row[format!("c{n}")] = json!(format!("value {n}"));
    }
    let (status, _) = app.send(Method::POST, "/api/v1/tables/wide/rows", &admin, row.clone()).await;
    assert_eq!(status, 201);
    assert_eq!(socket.change().await["record"], row);
    assert_eq!(
        app.send(Method::PATCH, "/api/v1/tables/wide/rows/1", &admin, json!({ "c1": "new" })).await.0,
        200
    );
    let change = socket.change().await;
    assert_eq!((&change["record"]["c1"], &change["old_record"]), (&json!("new"), &row));
}

#[actix_web::test]
async fn a_cut_listener_comes_back_and_nothing_is_missed() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    make_table(&app, &admin, "notes", "private").await;
    let mut socket = Socket::open(&app, &admin).await;
    socket.join("realtime:notes", all_of("notes"), Value::Null).await;
    let sql = app.sql().await;
    for id in 1..=5 {
        sql.execute("INSERT INTO notes VALUES ($1, 'x')", &[&id]).await.unwrap();
        // Cuts every other connection of this database, the listener's among them.
        sql.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
            &[],
        )
        .await
        .unwrap();
    }
    for id in 1..=5 {
        assert_eq!(socket.change().await["record"]["id"], id);
    }
}

#[actix_web::test]
async fn revoked_and_bad_credentials_get_no_socket_and_no_more_changes() {
    let app = TestApp::start().await;
    let ann = app.user("ann@example.com").await;
    for credential in ["", "a.b.c", "no-such-key"] {
        let url = app.ws_url(&format!("/api/v1/realtime/ws?vsn=2.0.0&token={credential}"));
        let refused = tokio_tungstenite::connect_async(url).await.expect_err("refused");
        assert!(refused.to_string().contains("401"), "{credential}: {refused}");
    }
    assert_eq!(app.send(Method::POST, "/api/v1/auth/logout", &ann, json!({})).await.0, 200);
    let url = app.ws_url(&format!("/api/v1/realtime/ws?token={ann}"));
    assert!(tokio_tungstenite::connect_async(url).await.is_err(), "a revoked session opens no socket");
}

#[actix_web::test]
async fn open_channels_end_with_the_rights_that_opened_them() {
    let app = TestApp::start().await;
    let sql = app.sql().await;
    let end = async |statement: &str| sql.batch_execute(statement).await.unwrap();
    let admin = app.admin().await;
    make_table(&app, &admin, "notes", "public-read").await;
    let users = ["a@example.com", "b@example.com", "c@example.com", "d@example.com", "e@example.com"];
    let mut sockets = Vec::new();
    let mut tokens = Vec::new();
    for user in users {
        let token = app.user(user).await;
        let mut socket = Socket::open(&app, &token).await;
        assert_eq!(socket.join("realtime:notes", all_of("notes"), Value::Null).await["status"], "ok");
        sockets.push(socket);
        tokens.push(token);
    }
    assert_eq!(app.send(Method::POST, "/api/v1/auth/logout", &tokens[0], json!({})).await.0, 200);
    end("UPDATE auth.users SET is_active = false WHERE email = 'b@example.com'").await;
    end("UPDATE auth.users SET app_role = 'ADMIN' WHERE email = 'c@example.com'").await;
    end("DELETE FROM auth.users WHERE email = 'd@example.com'").await;
    for socket in &mut sockets[..4] {
        assert_eq!(socket.event("system").await["status"], "error");
        socket.event("phx_close").await;
    }
    let mut key = Socket::open(&app, ANON_KEY).await;
    key.join("realtime:notes", all_of("notes"), Value::Null).await;
    end("UPDATE selfdb.api_keys SET revoked_at = now() WHERE role = 'anon'").await;
    assert_eq!(key.event("system").await["status"], "error");
    key.event("phx_close").await;
    // Nobody else notices.
    insert(&app, &admin, "notes", 1, "still there").await;
    assert_eq!(sockets[4].change().await["record"]["id"], 1);
    for socket in &mut sockets[..4] {
        socket.nothing_more().await;
    }
}

#[actix_web::test]
async fn a_changed_policy_counts_for_the_very_next_change() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let ann = app.user("ann@example.com").await;
    make_table(&app, &admin, "notes", "public-read").await;
    let mut socket = Socket::open(&app, &ann).await;
    socket.join("realtime:notes", all_of("notes"), Value::Null).await;
    let sql = app.sql().await;
    for id in (1..40).step_by(4) {
        let insert = "INSERT INTO notes VALUES ($1, 'x')";
        sql.execute(insert, &[&id]).await.unwrap();
        sql.batch_execute("ALTER POLICY selfdb_level ON notes USING (id % 2 = 0)").await.unwrap();
        sql.execute(insert, &[&(id + 2)]).await.unwrap();
        sql.batch_execute("REVOKE SELECT ON notes FROM authenticated").await.unwrap();
        sql.execute(insert, &[&(id + 3)]).await.unwrap();
        sql.batch_execute(
            "GRANT SELECT ON notes TO authenticated; ALTER POLICY selfdb_level ON notes USING (id % 4 <> 3)",
        )
        .await
        .unwrap();
        sql.execute(insert, &[&(id + 1)]).await.unwrap();
        let mut seen = Vec::new();
        while seen.last() != Some(&i64::from(id + 1)) {
            seen.push(socket.change().await["record"]["id"].as_i64().unwrap());
        }
        // What was written while the policy forbade it never comes; what came before may be judged by the later one.
        assert!(!seen.contains(&i64::from(id + 2)), "{seen:?}");
    }
}

#[actix_web::test]
async fn frames_that_are_no_protocol_and_unknown_topics_are_answered() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let mut socket = Socket::open(&app, &admin).await;
    socket.send(json!(["1", "2", "realtime:x", "phx_leave", {}])).await;
    assert_eq!(socket.event("phx_reply").await["status"], "ok");
    socket.event("phx_close").await;
    socket.send(json!(["1", "2", "realtime:x", "nonsense", {}])).await;
    assert_eq!(socket.event("phx_reply").await["response"]["reason"], "unmatched topic");
    let reply = socket.join("realtime:x", json!([{ "event": "UPSERT" }]), Value::Null).await;
    assert_eq!(reply["status"], "error");
    socket.send(json!({ "not": "an array" })).await;
    assert_eq!(socket.next().await, None, "the socket is closed");
}

#[actix_web::test]
async fn a_client_that_never_reads_disturbs_nobody_and_is_let_go() {
    let app =
        TestApp::start_with(|config| config.realtime.stall_timeout = std::time::Duration::from_secs(1)).await;
    let admin = app.admin().await;
    make_table(&app, &admin, "notes", "private").await;
    let mut stuck = Socket::open(&app, &admin).await;
    stuck.join("realtime:notes", all_of("notes"), Value::Null).await;
    let mut reader = Socket::open(&app, &admin).await;
    reader.join("realtime:notes", all_of("notes"), Value::Null).await;
    let sql = app.sql().await;
    sql.execute("INSERT INTO notes SELECT n, repeat('x', 100000) FROM generate_series(1, 400) n", &[])
        .await
        .unwrap();
    for id in 1..=400 {
        assert_eq!(reader.change().await["record"]["id"], id);
    }
    let deadline = tokio::time::Instant::now() + std::time::Duration::from_secs(20);
    loop {
        let (_, status) = app.get("/api/v1/realtime/status", &admin).await;
        if status["channels"] == 1 {
            break;
        }
        assert!(tokio::time::Instant::now() < deadline, "the stuck client is let go: {status}");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    reader.nothing_more().await;
}

#[actix_web::test]
async fn a_hundred_thousand_rows_in_one_statement_throw_nobody_out() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    make_table(&app, &admin, "bulk", "private").await;
    make_table(&app, &admin, "notes", "private").await;
    let mut bulk = Socket::open(&app, &admin).await;
    bulk.join("realtime:bulk", all_of("bulk"), Value::Null).await;
    let mut other = Socket::open(&app, &admin).await;
    other.join("realtime:notes", all_of("notes"), Value::Null).await;
    let sql = app.sql().await;
    sql.execute("INSERT INTO bulk SELECT n, 'x' FROM generate_series(1, 100000) n", &[]).await.unwrap();
    insert(&app, &admin, "notes", 1, "not held up").await;
    assert_eq!(other.change().await["record"]["id"], 1);
    for id in 1..=100_000 {
        assert_eq!(bulk.change().await["record"]["id"], id);
    }
    bulk.nothing_more().await;
}
