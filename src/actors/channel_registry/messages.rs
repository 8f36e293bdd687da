//! What the registry is told and asked.

use super::{
    interest::{Shape, Subscription},
    state::{JoinError, Membership, Stats, TopicInfo},
    topic::{Message as TopicMessage, TopicKey},
};
use crate::actors::{
    feed::Batch,
    phoenix::{Address, Frame, Serializer},
};
use actix::Message;
use serde_json::{Map, Value};
use std::sync::Arc;
use tokio::sync::mpsc;
use uuid::Uuid;

/// Changes got their positions.
#[derive(Debug, Message)]
#[rtype(result = "()")]
pub struct Positioned {
    /// The changes, when the listener had them at hand.
    pub batch: Option<Arc<Batch>>,
    /// Last position.
    pub head: i64,
}

/// A socket opened.
#[derive(Debug, Message)]
#[rtype(result = "Result<(), JoinError>")]
pub struct Connect {
    /// Session id, made by the session.
    pub session: Uuid,
    /// The session's queue.
    pub frames: mpsc::Sender<Frame>,
}

/// A session joins a topic.
#[derive(Debug, Message)]
#[rtype(result = "Result<(), JoinError>")]
pub struct Join {
    /// Session.
    pub session: Uuid,
    /// Number of this join on its session; a later one counts.
    pub turn: u64,
    /// The client's reference of this join, and the topic as it named it.
    pub address: Address,
    /// Who joins.
    pub membership: Membership,
    /// How the session's frames are written.
    pub serializer: Serializer,
    /// What the channel takes part in.
    pub part: Part,
    /// How row changes are told.
    pub shape: Shape,
    /// Tables and filters; may be empty.
    pub subscriptions: Vec<Subscription>,
    /// Frames that go first: the answer to the join and what is replayed.
    pub greeting: Vec<Frame>,
    /// Deliver changes that follow this position; `None` is from now on.
    pub since: Option<i64>,
}

/// What a channel takes part in besides row changes.
#[derive(Debug, Clone, Default)]
pub struct Part {
    /// Whether policies decide who takes part.
    pub private: bool,
    /// Gets broadcasts.
    pub hears: bool,
    /// Gets its own broadcasts too.
    pub echo: bool,
    /// Gets presence.
    pub sees: bool,
    /// The key under which it is present.
    pub presence_key: String,
}

/// A session leaves a topic.
#[derive(Debug, Message)]
#[rtype(result = "()")]
pub struct Leave {
    /// Session.
    pub session: Uuid,
    /// Topic.
    pub topic: String,
    /// The join that is undone; a later one stays.
    pub turn: u64,
}

/// A channel goes on with other rights.
#[derive(Debug, Message)]
#[rtype(result = "()")]
pub struct Refresh {
    /// Session.
    pub session: Uuid,
    /// Topic.
    pub topic: String,
    /// The join that goes on.
    pub turn: u64,
    /// As whom.
    pub membership: Membership,
    /// Still gets broadcasts.
    pub hears: bool,
    /// Still gets presence.
    pub sees: bool,
}

/// A socket closed.
#[derive(Debug, Message)]
#[rtype(result = "()")]
pub struct Disconnect {
    /// Session.
    pub session: Uuid,
}

/// Send this to everybody on a topic.
#[derive(Debug, Message)]
#[rtype(result = "()")]
pub struct Publish {
    /// Topic.
    pub key: TopicKey,
    /// The channel that sends, if it is one.
    pub from: Option<(Uuid, String)>,
    /// What is sent.
    pub message: TopicMessage,
}

/// A channel is present, or not any more.
#[derive(Debug, Message)]
#[rtype(result = "()")]
pub struct Present {
    /// Session.
    pub session: Uuid,
    /// Topic.
    pub topic: String,
    /// What it says of itself; `None` when it is not present any more.
    pub fields: Option<Map<String, Value>>,
}

/// How many are connected.
#[derive(Debug, Message)]
#[rtype(result = "Result<Stats, JoinError>")]
pub struct StatsQuery;

/// The topics, busiest first; at most this many.
#[derive(Debug, Message)]
#[rtype(result = "Result<Vec<TopicInfo>, JoinError>")]
pub struct TopicsQuery(pub usize);

/// Close this many sockets; answers how many are left.
#[derive(Debug, Message)]
#[rtype(result = "Result<usize, JoinError>")]
pub struct CloseSome(pub usize);
