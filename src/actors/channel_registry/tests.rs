use super::*;
use crate::{
    actors::{
        feed::Feed,
        outlet::{AskError, Outlet},
        supervisor::{Budget, supervise},
    },
    config::Config,
    db::Db,
};
use actix::Message;
use std::sync::Arc;
use tokio::sync::mpsc;
use uuid::Uuid;

struct Fail;

impl Message for Fail {
    type Result = Result<(), JoinError>;
}

impl Handler<Envelope<Fail>> for ChannelRegistry {
    type Result = Result<(), JoinError>;

    fn handle(&mut self, _: Envelope<Fail>, _: &mut Self::Context) -> Self::Result {
        panic!("asked to fail");
    }
}

/// A registry whose pools are never used.
fn registry() -> ChannelRegistry {
    let values = [
        ("DATABASE_URL", "postgres://localhost/none"),
        ("JWT_SECRET_KEY", "0123456789abcdef0123456789abcdef"),
    ];
    let values = values.map(|(key, value)| (key.to_owned(), value.to_owned())).into();
    let db = Db::new(&Config::from_values(&values).expect("valid").database).expect("pools are lazy");
    let feed = Arc::new(Feed::new(db));
    let delivery = Delivery { feed, stall_timeout: Duration::from_secs(1), delivered: Arc::default() };
    ChannelRegistry::new(Limits { connections: 1, channels: 1 }, delivery)
}

#[actix::test]
async fn a_panic_closes_every_socket_and_the_next_ones_are_admitted() {
    let (address, health) = supervise("registry", registry(), Budget::default(), Arc::new(|_| ()));
    let connect: Outlet<Connect> = Outlet::new(address.clone().recipient(), 4);
    let fail: Outlet<Fail> = Outlet::new(address.recipient(), 4);
    let second = Duration::from_secs(1);
    let (frames, mut queue) = mpsc::channel(1);
    assert_eq!(connect.ask(Connect { session: Uuid::nil(), frames }, second).await, Ok(Ok(())));
    let (frames, _full) = mpsc::channel(1);
    let refused = connect.ask(Connect { session: Uuid::max(), frames }, second).await;
    assert_eq!(refused, Ok(Err(JoinError::TooManyConnections)));
    assert_eq!(fail.ask(Fail, second).await, Err(AskError::Closed));
    assert!(queue.recv().await.is_none(), "the socket's queue is closed, so it ends with 1012");
    let (frames, _queue) = mpsc::channel(1);
    assert_eq!(connect.ask(Connect { session: Uuid::max(), frames }, second).await, Ok(Ok(())));
    assert_eq!((health.restarts(), health.running()), (1, true));
}

#[test]
fn only_broadcasts_sent_by_sql_are_sent_on() {
    let change = |schema: &str, new: &str| Change {
        position: 1,
        schema: schema.into(),
        table: "messages".into(),
        operation: Operation::Insert,
        old: None,
        new: Some(new.into()),
        at: chrono::DateTime::UNIX_EPOCH,
    };
    let row =
        r#"{"id":"1","topic":"a","extension":"broadcast","event":"e","payload":{"n":1.10},"private":true}"#;
    let (key, message) = sent_by_sql(&change("realtime", row)).expect("a broadcast");
    assert_eq!(key, TopicKey::new("realtime:a", true));
    assert!(
        matches!(message, TopicMessage::Broadcast { body: Body::Json(json), .. } if json.get() == r#"{"n":1.10}"#)
    );
    assert!(sent_by_sql(&change("public", row)).is_none());
    assert!(sent_by_sql(&change("realtime", &row.replace("broadcast", "presence"))).is_none());
}
