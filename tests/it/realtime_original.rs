//! Clients of SelfDB 0.05, the topics of the service's own tables, and clients that poll.

use crate::support::{ANON_KEY, People, Socket, TestApp};
use reqwest::Method;
use serde_json::{Value, json};

async fn subscribe(socket: &mut Socket, resource: Value) -> Value {
    let mut frame = json!({ "type": "subscribe" });
    frame.as_object_mut().unwrap().extend(resource.as_object().unwrap().clone());
    socket.send(frame).await;
    let subscribed = socket.next().await.expect("an open socket");
    assert_eq!((&subscribed["type"], &subscribed["status"]), (&json!("subscribed"), &json!("joining")));
    socket.next().await.expect("an open socket")
}

/// The inner JSON of an event of a resource.
async fn notice(socket: &mut Socket, channel: &str) -> Value {
    let event = socket.next().await.expect("an open socket");
    assert_eq!(
        (&event["type"], &event["channel"], &event["event"]),
        (&json!("broadcast"), &json!(channel), &json!("broadcast"))
    );
    serde_json::from_str(event["payload"]["payload"].as_str().expect("text")).expect("JSON in JSON")
}

#[actix_web::test]
async fn the_original_protocol_tells_administrators_of_users() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    let mut socket =
        Socket::open_url(&app.ws_url(&format!("/api/v1/realtime/ws?token={}", people.admin))).await;
    let status = subscribe(&mut socket, json!({ "resource_type": "users", "resource_id": null })).await;
    assert_eq!(
        (&status["type"], &status["topic"], &status["status"], &status["response"]["status"]),
        (&json!("subscription_status"), &json!("users_events"), &json!("ok"), &json!("ok"))
    );
    app.user("new@example.com").await;
    let notice_of = notice(&mut socket, "users_events").await;
    assert_eq!((&notice_of["action"], &notice_of["table"]), (&json!("INSERT"), &json!("users")));
    assert_eq!(notice_of["new_data"]["email"], "new@example.com");
    assert!(!notice_of.to_string().contains("password"), "{notice_of}");
    socket.send(json!({ "type": "unsubscribe", "resource_type": "users" })).await;
    assert_eq!(notice_or(&mut socket).await["type"], "unsubscribed");
    // One user only.
    let resource = json!({ "resource_type": "users", "resource_id": people.ada_id });
    assert_eq!(subscribe(&mut socket, resource).await["status"], "ok");
    let sql = app.sql().await;
    sql.batch_execute("UPDATE auth.users SET first_name = 'Bob' WHERE email = 'bob@example.com'; UPDATE auth.users SET first_name = 'Ada' WHERE email = 'ada@example.com'").await.unwrap();
    let notice = notice(&mut socket, &format!("users_events:{}", people.ada_id)).await;
    assert_eq!((&notice["action"], &notice["new_data"]["first_name"]), (&json!("UPDATE"), &json!("Ada")));
    socket.send(json!({ "type": "dance" })).await;
    assert_eq!(notice_or(&mut socket).await["type"], "error");
    // Phoenix frames on the same socket.
    socket.send(json!(["1", "1", "phoenix", "heartbeat", {}])).await;
    assert_eq!(socket.event("phx_reply").await["status"], "ok");
}

/// While a login or so may tell something as well.
async fn notice_or(socket: &mut Socket) -> Value {
    loop {
        let frame = socket.next().await.expect("an open socket");
        if frame["type"] != "broadcast" {
            return frame;
        }
    }
}

#[actix_web::test]
async fn system_topics_are_for_administrators() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    for credential in [people.ada.as_str(), ANON_KEY] {
        let mut socket = Socket::open(&app, credential).await;
        let status = subscribe(&mut socket, json!({ "resource_type": "users" })).await;
        assert_eq!(status["status"], "error", "{status}");
        let wanted = json!([{ "event": "*", "schema": "auth", "table": "users" }]);
        let reply = socket.join("realtime:x", wanted.clone(), Value::Null).await;
        assert!(reply["response"]["reason"].as_str().unwrap().starts_with("Unauthorized"), "{reply}");
        // All schemas' rows are judged, also without a table.
        let path = "/api/v1/realtime/changes?since=0&schema=auth";
        assert_eq!(app.get(path, credential).await.0, 403);
    }
    let mut socket = Socket::open(&app, &people.admin).await;
    let status = subscribe(&mut socket, json!({ "resource_type": "passwords" })).await;
    assert_eq!((&status["type"], &status["status"]), (&json!("subscription_status"), &json!("error")));
}

#[actix_web::test]
async fn pollers_page_through_what_they_may_see() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    people.table(&app, "open", "int", "public-read").await;
    people.table(&app, "closed", "int", "private").await;
    let sql = app.sql().await;
    for id in 1..=5 {
        sql.execute("INSERT INTO open VALUES ($1, 'x')", &[&id]).await.unwrap();
        sql.execute("INSERT INTO closed VALUES ($1, 'x')", &[&id]).await.unwrap();
    }
    let (mut seen, mut since) = (Vec::new(), 0);
    while seen.len() < 5 {
        let (status, page) =
            app.get(&format!("/api/v1/realtime/changes?since={since}&limit=2"), &people.bob).await;
        assert_eq!(status, 200, "{page}");
        let changes = page["changes"].as_array().unwrap();
        assert!(changes.len() <= 2);
        seen.extend(changes.iter().map(|change| (change["table"].clone(), change["record"]["id"].clone())));
        since = page["position"].as_i64().unwrap();
    }
    assert_eq!(seen, (1..=5).map(|id| (json!("open"), json!(id))).collect::<Vec<_>>());
    let path = format!("/api/v1/realtime/changes?since={since}");
    let (_, page) = app.get(&path, &people.bob).await;
    assert_eq!((&page["changes"], &page["more"]), (&json!([]), &json!(false)));
    let path = "/api/v1/realtime/changes?since=0&table=closed&filter=id%3Din.(2,4)";
    let (_, page) = app.get(path, &people.ada).await;
    let ids: Vec<&Value> =
        page["changes"].as_array().unwrap().iter().map(|change| &change["record"]["id"]).collect();
    assert_eq!(ids, [&json!(2), &json!(4)]);
    for (query, status) in [
        ("since=x", 422),
        ("since=999999", 422),
        ("since=0&limit=0", 422),
        ("since=0&filter=x", 422),
        ("limit=5", 400),
        ("since=0&what=1", 400),
    ] {
        let (found, problem) = app.get(&format!("/api/v1/realtime/changes?{query}"), &people.bob).await;
        assert_eq!(found, status, "{query}: {problem}");
    }
    sql.batch_execute("UPDATE selfdb.change_history SET dropped_through = 3").await.unwrap();
    let (status, problem) = app.get("/api/v1/realtime/changes?since=1", &people.bob).await;
    assert_eq!((status, &problem["type"]), (410, &json!("/problems/gone")));
}

#[actix_web::test]
async fn broadcasts_over_http_are_checked_and_reach_their_topic() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    let mut socket = Socket::open(&app, ANON_KEY).await;
    socket.join("realtime:room", json!([]), Value::Null).await;
    let path = "/api/v1/realtime/broadcast";
    let messages = json!({ "messages": [
        { "topic": "room", "event": "a", "payload": { "n": 1 } },
        { "topic": "room", "event": "a", "payload": 2, "private": true },
        { "topic": "other", "event": "a", "payload": 3 },
        { "topic": "room", "event": "b" } ]});
    assert_eq!(app.send(Method::POST, path, &people.bob, messages).await.0, 202);
    let first = socket.event("broadcast").await;
    assert_eq!((&first["event"], &first["payload"]), (&json!("a"), &json!({ "n": 1 })));
    assert_eq!(socket.event("broadcast").await["event"], "b");
    let single = "/realtime/v1/api/broadcast/room/events/c";
    assert_eq!(app.send(Method::POST, single, &people.bob, json!([1])).await.0, 202);
    assert_eq!(socket.event("broadcast").await["payload"], json!([1]));
    let private = format!("{single}?private=true");
    assert_eq!(app.send(Method::POST, &private, &people.bob, json!(1)).await.0, 403);
    assert_eq!(app.send(Method::POST, &private, &people.admin, json!(1)).await.0, 202);
    for (body, status) in [
        (json!({ "messages": [{ "topic": "", "event": "a" }] }), 422),
        (json!({ "messages": [{ "topic": "a", "event": "x".repeat(256) }] }), 422),
        (json!({ "messages": 1 }), 422),
    ] {
        assert_eq!(app.send(Method::POST, path, &people.bob, body.clone()).await.0, status, "{body}");
    }
    let unsigned = app.http.post(app.url(path)).json(&json!({ "messages": [] })).send().await.unwrap();
    assert_eq!(unsigned.status(), 401);
    socket.nothing_more().await;
    let (_, status) = app.get("/api/v1/realtime/status", &people.bob).await;
    assert_eq!((&status["topics"], &status["channels"]), (&json!(1), &json!(1)));
    let (_, topics) = app.get("/api/v1/realtime/topics", &people.admin).await;
    assert_eq!(
        topics["topics"][0],
        json!({ "topic": "room", "private": false, "channels": 1, "presences": 0 })
    );
    assert_eq!(app.get("/api/v1/realtime/topics", &people.bob).await.0, 403);
}
