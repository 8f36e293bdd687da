use super::*;
use crate::actors::feed::Batch;
use serde_json::json;
use std::sync::Arc;

fn interest(subscriptions: Vec<Subscription>) -> Interest {
    Interest {
        topic: "realtime:x".into(),
        serializer: Serializer::V2,
        shape: Shape::PostgresChanges,
        subscriptions,
        role: "anon",
        claims: "{}".into(),
    }
}

fn wanted(id: u64, operation: Option<Operation>, filter: &str, select: Option<&[&str]>) -> Subscription {
    Subscription {
        id,
        operation,
        schema: "public".into(),
        table: Some("t".into()),
        filter: Filter::parse(filter).expect("valid"),
        select: select.map(|names| names.iter().map(|name| (*name).to_owned()).collect()),
    }
}

fn change(operation: Operation, old: Option<&str>, new: Option<&str>) -> Change {
    Change {
        position: 5,
        schema: "public".into(),
        table: "t".into(),
        operation,
        old: old.map(str::to_owned),
        new: new.map(str::to_owned),
        at: chrono::DateTime::UNIX_EPOCH,
    }
}

fn view(old: bool, new: bool, hidden: &[&str]) -> View {
    let mut rights = Rights::system("public", "t").expect("names");
    rights.hidden = hidden.iter().map(|name| (*name).to_owned()).collect();
    rights.columns = vec![("id".into(), "int4".into()), ("n".into(), "numeric".into())];
    View::new(Arc::new(rights), vec![old, new])
}

fn payloads(frames: Vec<Frame>) -> Vec<Value> {
    let payload = |frame| match frame {
        Frame::Text(text) => serde_json::from_str::<Value>(&text).expect("JSON")[4].take(),
        Frame::Binary(_) => panic!("changes are text"),
    };
    frames.into_iter().map(payload).collect()
}

const ROW: &str = r#"{"id": 7, "n": 1.10, "secret": "x"}"#;

#[test]
fn images_go_out_unchanged_and_only_the_wanted_ids() {
    let interest = interest(vec![
        wanted(1, Some(Operation::Insert), "", None),
        wanted(2, None, "id=gt.7", None),
        wanted(3, None, "", None),
        wanted(4, Some(Operation::Delete), "", None),
    ]);
    let frames = interest.frames(&change(Operation::Insert, None, Some(ROW)), &view(false, true, &[]), 0);
    assert!(matches!(&frames[0], Frame::Text(text) if text.contains(ROW)), "digits are kept: {frames:?}");
    let payload = &payloads(frames)[0];
    assert_eq!((&payload["ids"], &payload["data"]["position"]), (&json!([1, 3]), &json!(5)));
    assert_eq!(payload["data"]["columns"][1], json!({ "name": "n", "type": "numeric" }));
    assert_eq!(payload["data"]["commit_timestamp"], "1970-01-01T00:00:00.000000Z");
}

#[test]
fn what_is_not_visible_is_not_sent() {
    let interest = interest(vec![wanted(1, None, "", None)]);
    for operation in [Operation::Insert, Operation::Update, Operation::Delete] {
        let change = change(operation, Some(ROW), Some(ROW));
        assert!(interest.frames(&change, &view(false, false, &[]), 0).is_empty(), "{operation:?}");
        assert!(interest.frames(&change, &View::nothing(&Batch::new(vec![change.clone()])), 0).is_empty());
    }
    // A row that has left the subscriber's sight is not told by its old image.
    let update = change(Operation::Update, Some(ROW), Some(ROW));
    assert!(interest.frames(&update, &view(true, false, &[]), 0).is_empty());
    let half = payloads(interest.frames(&update, &view(false, true, &[]), 0));
    assert!(half[0]["data"].get("old_record").is_none());
    assert_eq!(
        interest.frames(&change(Operation::Truncate, None, None), &view(false, false, &[]), 0).len(),
        1
    );
}

#[test]
fn hidden_columns_are_neither_sent_nor_asked() {
    let asks = interest(vec![wanted(1, None, "secret=eq.x", None), wanted(2, None, "secret=not.eq.y", None)]);
    let insert = change(Operation::Insert, None, Some(ROW));
    assert!(asks.frames(&insert, &view(false, true, &["secret"]), 0).is_empty());
    let plain = interest(vec![wanted(1, None, "id=eq.7", None)]);
    let payload = &payloads(plain.frames(&insert, &view(false, true, &["secret"]), 0))[0];
    assert_eq!(payload["data"]["record"], json!({ "id": 7, "n": 1.10 }));
}

#[test]
fn selected_columns_make_frames_of_their_own() {
    let interest = interest(vec![
        wanted(1, None, "", Some(&["id"])),
        wanted(2, None, "", None),
        wanted(3, None, "", Some(&["id"])),
    ]);
    let frames = interest.frames(&change(Operation::Delete, Some(ROW), None), &view(true, false, &[]), 0);
    let payloads = payloads(frames);
    assert_eq!((&payloads[0]["ids"], &payloads[1]["ids"]), (&json!([1, 3]), &json!([2])));
    assert_eq!(payloads[0]["data"]["old_record"], json!({ "id": 7 }));
    assert_eq!(payloads[0]["data"]["columns"], json!([{ "name": "id", "type": "int4" }]));
}

#[test]
fn system_topics_speak_as_the_original_did() {
    let mut interest = interest(vec![wanted(1, None, "", None)]);
    (interest.topic, interest.shape) = ("users_events".into(), Shape::System);
    let frames = interest.frames(&change(Operation::Insert, None, Some(ROW)), &view(false, true, &[]), 0);
    let payload = &payloads(frames)[0];
    let inner: Value = serde_json::from_str(payload["payload"].as_str().expect("text")).expect("JSON");
    assert_eq!(
        (&inner["action"], &inner["table"], &inner["new_data"]["id"]),
        (&json!("INSERT"), &json!("users"), &json!(7))
    );
    assert!(inner["old_data"].is_null());
}

#[test]
fn sessions_of_a_user_share_their_claims() {
    assert_eq!(
        shared_claims(r#"{"sub": "1", "session_id": "a"}"#),
        shared_claims(r#"{"session_id": "b", "sub": "1"}"#)
    );
}
