//! A socket and its channels, as the registry knows them.

use crate::{
    actors::{
        channel_registry::{
            interest::{Interest, shared_claims},
            member::Member,
            messages::{Join, Part},
            presence::Presence,
            topic::{Listener, TopicKey},
        },
        phoenix::{Address, Frame, Serializer, push, subtopic},
    },
    domain::caller::Caller,
};
use serde_json::{json, value::to_raw_value};
use std::{collections::HashMap, sync::Arc};
use tokio::sync::mpsc;
use uuid::Uuid;

/// Who joined a channel, and as what.
#[derive(Debug, Clone)]
pub struct Membership {
    /// Whose rights count.
    pub caller: Caller,
    /// The caller's user.
    pub user: Option<Uuid>,
    /// Postgres role.
    pub role: &'static str,
    /// Claims that policies read.
    pub claims: String,
}

/// A socket.
#[derive(Debug)]
pub struct Session {
    /// Its queue.
    pub frames: mpsc::Sender<Frame>,
    /// By topic, as the client named it.
    pub channels: HashMap<String, Channel>,
}

impl Session {
    /// A socket without channels.
    pub fn new(frames: mpsc::Sender<Frame>) -> Self {
        Session { frames, channels: HashMap::new() }
    }
}

/// A joined channel.
#[derive(Debug, Clone)]
pub struct Channel {
    /// Its number on this node.
    pub number: u64,
    /// Number of its join on its session.
    pub turn: u64,
    /// Topic.
    pub key: TopicKey,
    /// Who joined.
    pub membership: Membership,
    /// The key under which it is present.
    pub presence_key: String,
    /// What it wants to know of row changes.
    pub interest: Option<Arc<Interest>>,
    /// Its end of the delivery of changes.
    pub member: Arc<Member>,
    address: Address,
    serializer: Serializer,
}

impl Channel {
    /// The channel that a join makes.
    pub fn new(number: u64, key: TopicKey, join: &Join, member: Arc<Member>) -> Self {
        let interest = (!join.subscriptions.is_empty()).then(|| {
            Arc::new(Interest {
                topic: join.address.topic.clone(),
                serializer: join.serializer,
                shape: join.shape,
                subscriptions: join.subscriptions.clone(),
                role: join.membership.role,
                claims: shared_claims(&join.membership.claims),
            })
        });
        let presence_key = match join.part.presence_key.as_str() {
            "" => Uuid::new_v4().to_string(),
            key => key.to_owned(),
        };
        Channel {
            number,
            turn: join.turn,
            key,
            membership: join.membership.clone(),
            presence_key,
            interest,
            member,
            address: join.address.clone(),
            serializer: join.serializer,
        }
    }

    /// Its entry on the topic.
    pub fn listener(&self, frames: mpsc::Sender<Frame>, part: &Part) -> Listener {
        Listener {
            frames,
            serializer: self.serializer,
            topic: self.address.topic.clone(),
            hears: part.hears,
            echo: part.echo,
            sees: part.sees,
            lost: 0,
        }
    }

    /// The frame that tells it who is present.
    pub fn presence_state(&self, presence: &Presence) -> Option<Frame> {
        let state = presence.state()?;
        Some(push(
            self.serializer,
            self.address.join_ref.as_deref(),
            &self.address.topic,
            "presence_state",
            &state,
        ))
    }
}

/// The frames that tell a client why its channel ends.
pub fn system_error(channel: &Channel, why: &str) -> Vec<Frame> {
    let topic = &channel.address.topic;
    let payload =
        json!({ "channel": subtopic(topic), "extension": "system", "status": "error", "message": why });
    let system =
        to_raw_value(&payload).ok().map(|payload| push(channel.serializer, None, topic, "system", &payload));
    system.into_iter().chain([channel.address.close(channel.serializer)]).collect()
}
