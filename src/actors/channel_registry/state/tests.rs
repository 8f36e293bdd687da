use super::*;
use crate::{
    actors::{
        channel_registry::{
            interest::{Shape, Subscription},
            messages::Part,
        },
        feed::{Batch, Feed},
        phoenix::{Address, Body, Serializer},
    },
    config::Config,
    db::Db,
    domain::change::{Change, Operation},
};
use serde_json::{Map, Value, json, value::to_raw_value};

/// A delivery whose pools are never used.
pub fn delivery() -> Delivery {
    let values = [
        ("DATABASE_URL", "postgres://localhost/none"),
        ("JWT_SECRET_KEY", "0123456789abcdef0123456789abcdef"),
    ];
    let values = values.map(|(key, value)| (key.to_owned(), value.to_owned())).into();
    let db = Db::new(&Config::from_values(&values).expect("valid").database).expect("pools are lazy");
    Delivery {
        feed: Arc::new(Feed::new(db)),
        stall_timeout: Duration::from_secs(1),
        delivered: Arc::default(),
    }
}

fn state() -> State {
    State::new(Limits { connections: 2, channels: 2 }, delivery())
}

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

/// A join by the session's own caller.
fn join(session: u128, topic: &str, turn: u64) -> Join {
    Join {
        session: id(session),
        turn,
        address: Address { join_ref: Some("1".into()), reference: Some("1".into()), topic: topic.into() },
        membership: Membership {
            caller: Caller::session(id(session)),
            user: Some(id(100)),
            role: "anon",
            claims: "{}".into(),
        },
        serializer: Serializer::V2,
        part: Part { hears: true, sees: true, presence_key: "ann".into(), ..Part::default() },
        shape: Shape::PostgresChanges,
        subscriptions: Vec::new(),
        greeting: vec![Frame::Text("hello".into())],
        since: Some(0),
    }
}

fn leave(session: u128, topic: &str, turn: u64) -> Leave {
    Leave { session: id(session), topic: topic.into(), turn }
}

fn connected(state: &mut State, session: u128, room: usize) -> mpsc::Receiver<Frame> {
    let (frames, queue) = mpsc::channel(room);
    state.connect(id(session), frames).expect("room");
    queue
}

fn next(queue: &mut mpsc::Receiver<Frame>) -> Value {
    match queue.try_recv().expect("a frame") {
        Frame::Text(text) => serde_json::from_str(&text).unwrap_or_else(|_| Value::String(text.to_string())),
        Frame::Binary(bytes) => panic!("not text: {bytes:?}"),
    }
}

fn broadcast(key: TopicKey, from: Option<(Uuid, String)>) -> Publish {
    let body = Body::Json(to_raw_value(&1).expect("JSON"));
    Publish { key, from, message: Message::Broadcast { event: "e".into(), body, meta: None } }
}

#[tokio::test]
async fn sockets_and_channels_are_limited() {
    let mut state = state();
    let _queues = [connected(&mut state, 1, 8), connected(&mut state, 2, 8)];
    assert_eq!(state.connect(id(3), mpsc::channel(1).0), Err(JoinError::TooManyConnections));
    assert_eq!(state.join(join(3, "a", 1)), Err(JoinError::UnknownSession));
    for (turn, topic) in (1..).zip(["a", "b", "a"]) {
        assert_eq!(state.join(join(1, topic, turn)), Ok(()), "{topic}");
    }
    assert_eq!(state.join(join(1, "c", 4)), Err(JoinError::TooManyChannels));
    let stats = state.stats();
    assert_eq!((stats.connections, stats.channels, stats.topics, stats.joins), (2, 2, 2, 3));
    state.leave(&leave(1, "a", 3));
    assert_eq!(state.join(join(1, "c", 5)), Ok(()));
    assert_eq!(state.close_some(1), 1);
    state.disconnect(id(1));
    state.disconnect(id(2));
    let stats = state.stats();
    assert_eq!((stats.connections, stats.channels, stats.topics), (0, 0, 0));
}

#[tokio::test]
async fn the_later_join_of_a_topic_counts() {
    let mut state = state();
    let _queue = connected(&mut state, 1, 8);
    assert_eq!(state.join(join(1, "a", 2)), Ok(()));
    assert_eq!(state.join(join(1, "a", 1)), Err(JoinError::Superseded));
    state.leave(&leave(1, "a", 1));
    assert_eq!(state.stats().channels, 1, "what is undone is an earlier join");
    state.leave(&leave(1, "a", 2));
    assert_eq!(state.stats().channels, 0);
}

#[tokio::test]
async fn broadcasts_reach_the_topic_and_private_ones_stay_apart() {
    let mut state = state();
    let (mut one, mut two) = (connected(&mut state, 1, 8), connected(&mut state, 2, 8));
    state.join(join(1, "realtime:a", 1)).expect("room");
    state.join(join(2, "a", 1)).expect("room");
    for queue in [&mut one, &mut two] {
        assert_eq!(next(queue), "hello");
        assert_eq!(next(queue)[3], "presence_state");
    }
    state.publish(&broadcast(TopicKey::new("realtime:a", false), Some((id(1), "realtime:a".into()))));
    assert_eq!((&next(&mut two)[2], one.try_recv().is_err()), (&json!("a"), true));
    state.publish(&broadcast(TopicKey::new("a", true), None));
    assert!(one.try_recv().is_err() && two.try_recv().is_err());
    assert_eq!((state.stats().broadcasts, state.stats().delivered), (2, 1));
    let topics = state.topics(10);
    assert_eq!((topics.len(), topics[0].topic.as_str(), topics[0].channels), (1, "a", 2));
}

#[tokio::test]
async fn presence_ends_with_its_socket() {
    let mut state = state();
    let (mut one, two) = (connected(&mut state, 1, 8), connected(&mut state, 2, 8));
    state.join(join(1, "a", 1)).expect("room");
    state.join(join(2, "a", 1)).expect("room");
    let fields = Map::from_iter([("n".to_owned(), json!(1))]);
    assert!(state.present(Present { session: id(2), topic: "a".into(), fields: Some(fields) }));
    assert!(!state.present(Present { session: id(2), topic: "b".into(), fields: None }), "not joined");
    state.tell_presence();
    (0..2).for_each(|_| drop(next(&mut one)));
    assert_eq!(next(&mut one)[4]["joins"]["ann"]["metas"][0]["n"], 1);
    drop(two);
    state.sweep();
    assert!(state.has_news());
    state.tell_presence();
    assert_eq!(next(&mut one)[4]["leaves"]["ann"]["metas"][0]["n"], 1);
    assert_eq!((state.stats().connections, state.stats().presences), (1, 0));
}

#[tokio::test]
async fn an_end_closes_its_channels_and_refuses_late_joins() {
    let mut state = state();
    let mut queue = connected(&mut state, 1, 8);
    state.join(join(1, "a", 1)).expect("room");
    let other = Membership { caller: Caller::session(id(9)), user: None, ..join(1, "b", 2).membership };
    state.join(Join { membership: other.clone(), ..join(1, "b", 2) }).expect("room");
    state.end(Ended::User(id(100)));
    assert_eq!(state.stats().channels, 1);
    (0..4).for_each(|_| drop(next(&mut queue)));
    assert_eq!(next(&mut queue)[4]["status"], "error");
    assert_eq!(next(&mut queue)[3], "phx_close");
    assert_eq!(state.join(join(1, "c", 3)), Err(JoinError::Ended));
    state.join(Join { membership: other, ..join(1, "c", 4) }).expect("room");
    state.end_callers(&HashSet::from([Caller::session(id(9))]));
    assert_eq!(state.stats().channels, 0);
}

#[tokio::test]
async fn a_socket_without_room_for_its_end_is_closed() {
    let mut state = state();
    let mut queue = connected(&mut state, 1, 2);
    state.join(join(1, "a", 1)).expect("room");
    assert_eq!(state.join(join(1, "b", 2)), Err(JoinError::NoRoom));
    state.end(Ended::Session(id(1)));
    assert_eq!(state.stats().connections, 0);
    (0..2).for_each(|_| drop(next(&mut queue)));
    assert!(queue.recv().await.is_none(), "the session's queue is closed");
}

fn subscribed(session: u128, since: i64) -> Join {
    let subscription = Subscription {
        id: 1,
        operation: None,
        schema: "auth".into(),
        table: Some("users".into()),
        filter: crate::actors::channel_registry::Filter::default(),
        select: None,
    };
    let mut join = Join { subscriptions: vec![subscription], since: Some(since), ..join(session, "a", 1) };
    join.membership.role = "service_role";
    join.part.sees = false;
    join
}

fn changes(positions: std::ops::RangeInclusive<i64>) -> Arc<Batch> {
    let change = |position| Change {
        position,
        schema: "auth".into(),
        table: "users".into(),
        operation: Operation::Insert,
        old: None,
        new: Some(format!("{{\"id\":{position}}}")),
        at: chrono::DateTime::UNIX_EPOCH,
    };
    Arc::new(Batch::new(positions.map(change).collect()))
}

async fn positions(queue: &mut mpsc::Receiver<Frame>, count: usize) -> Vec<i64> {
    let mut positions = Vec::new();
    while positions.len() < count {
        let Some(Frame::Text(text)) = queue.recv().await else { panic!("a text frame") };
        if let Ok(frame) = serde_json::from_str::<Value>(&text) {
            positions.push(frame[4]["data"]["position"].as_i64().expect("a position"));
        }
    }
    positions
}

#[tokio::test]
async fn live_slow_and_replaying_members_get_each_change_once() {
    let mut state = state();
    let feed = state.delivery.feed.clone();
    feed.publish(&changes(1..=10));
    let (mut fast, mut slow) = (connected(&mut state, 1, 64), connected(&mut state, 2, 2));
    state.join(subscribed(1, 10)).expect("room");
    state.join(subscribed(2, 3)).expect("room");
    assert_eq!(positions(&mut slow, 7).await, (4..=10).collect::<Vec<_>>());
    feed.publish(&changes(11..=40));
    assert_eq!(
        positions(&mut fast, 30).await,
        (11..=40).collect::<Vec<_>>(),
        "nobody waits for the slow one"
    );
    feed.publish(&changes(41..=50));
    assert_eq!(positions(&mut fast, 10).await, (41..=50).collect::<Vec<_>>());
    assert_eq!(positions(&mut slow, 40).await, (11..=50).collect::<Vec<_>>());
    feed.publish(&changes(51..=51));
    assert_eq!(positions(&mut slow, 1).await, [51]);
    assert_eq!(state.stats().changes_delivered, 30 + 10 + 1 + 7 + 40 + 1);
}

#[tokio::test]
async fn who_leaves_gets_nothing_more_and_who_changes_rights_misses_nothing() {
    let mut state = state();
    let feed = state.delivery.feed.clone();
    let (mut one, mut two) = (connected(&mut state, 1, 64), connected(&mut state, 2, 64));
    state.join(subscribed(1, 0)).expect("room");
    state.join(subscribed(2, 0)).expect("room");
    feed.publish(&changes(1..=5));
    assert_eq!(positions(&mut one, 5).await.len() + positions(&mut two, 5).await.len(), 10);
    let membership = Membership { claims: "{\"sub\":\"x\"}".into(), ..subscribed(2, 0).membership };
    state.refresh(Refresh {
        session: id(2),
        topic: "a".into(),
        turn: 1,
        membership,
        hears: true,
        sees: true,
    });
    state.leave(&leave(1, "a", 1));
    feed.publish(&changes(6..=7));
    assert_eq!(positions(&mut two, 2).await, [6, 7]);
    assert!(one.try_recv().is_err());
    assert_eq!(state.audiences.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_socket_that_takes_nothing_is_let_go() {
    let mut state = state();
    let feed = state.delivery.feed.clone();
    let _stuck = connected(&mut state, 1, 2);
    let mut reader = connected(&mut state, 2, 64);
    state.join(subscribed(1, 0)).expect("room");
    state.join(subscribed(2, 0)).expect("room");
    feed.publish(&changes(1..=9));
    assert_eq!(positions(&mut reader, 9).await.len(), 9);
    tokio::time::sleep(Duration::from_millis(900)).await;
    state.sweep();
    assert_eq!(state.stats().connections, 2);
    tokio::time::sleep(Duration::from_millis(200)).await;
    state.sweep();
    assert_eq!((state.stats().connections, state.stats().stalled), (1, 1));
}
