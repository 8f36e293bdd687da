use super::*;
use crate::actors::channel_registry::Membership;
use crate::{config::Config, db::Db, domain::caller::Caller};
use chrono::DateTime;
use serde_json::{Value, json};

/// A member whose pools are never used.
fn member(subscriptions: Vec<Subscription>) -> Member {
    let values = [
        ("DATABASE_URL", "postgres://localhost/none"),
        ("JWT_SECRET_KEY", "0123456789abcdef0123456789abcdef"),
    ];
    let values = values.map(|(key, value)| (key.to_owned(), value.to_owned())).into();
    let db = Db::new(&Config::from_values(&values).expect("valid").database).expect("pools are lazy");
    let join = Join {
        session: uuid::Uuid::nil(),
        topic: "realtime:x".into(),
        membership: Membership { join_ref: "1".into(), caller: Caller::ANON, user: None },
        role: "anon",
        claims: "{}".into(),
        subscriptions,
        greeting: Vec::new(),
        since: 0,
    };
    Member::new(join, mpsc::channel(1).0, Arc::new(Feed::new(db)), Duration::from_secs(1))
}

fn wanted(id: u64, operation: Option<Operation>, filter: &str) -> Subscription {
    let filter = Filter::parse(filter).expect("valid");
    Subscription { id, operation, schema: "public".into(), table: Some("t".into()), filter }
}

fn change(operation: Operation) -> Change {
    let at = DateTime::from_timestamp(0, 0).expect("a time");
    Change { position: 5, schema: "public".into(), table: "t".into(), operation, old: None, new: None, at }
}

fn view(old: Option<&str>, new: Option<&str>) -> View {
    View { columns: Some("[]".into()), old: vec![old.map(str::to_owned)], new: vec![new.map(str::to_owned)] }
}

fn payload(frame: Option<Frame>) -> Option<Value> {
    let Frame(text) = frame?;
    Some(serde_json::from_str::<Value>(&text).expect("JSON")[4].take())
}

#[tokio::test]
async fn images_go_out_unchanged_and_only_the_wanted_ids() {
    let member =
        member(vec![wanted(1, Some(Operation::Insert), ""), wanted(2, None, "id=gt.7"), wanted(3, None, "")]);
    let frame = member.frame(&change(Operation::Insert), &view(None, Some(r#"{"id": 7, "n": 1.10}"#)), 0);
    let Some(Frame(text)) = &frame else { panic!("a frame") };
    assert!(text.contains(r#"{"id": 7, "n": 1.10}"#), "digits are kept: {text}");
    let payload = payload(frame).expect("a payload");
    assert_eq!((&payload["ids"], &payload["data"]["position"]), (&json!([1, 3]), &json!(5)));
}

#[tokio::test]
async fn what_is_not_visible_is_not_sent() {
    let member = member(vec![wanted(1, None, "")]);
    for operation in [Operation::Insert, Operation::Update, Operation::Delete] {
        assert!(payload(member.frame(&change(operation), &view(None, None), 0)).is_none(), "{operation:?}");
    }
    // A row that has left the subscriber's sight is not told by its old image.
    assert!(payload(member.frame(&change(Operation::Update), &view(Some("{}"), None), 0)).is_none());
    let unreadable = View { columns: None, ..view(None, Some("{}")) };
    assert!(payload(member.frame(&change(Operation::Insert), &unreadable, 0)).is_none());
    assert!(payload(member.frame(&change(Operation::Truncate), &view(None, None), 0)).is_some());
}
