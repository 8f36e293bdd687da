//! `ChannelRegistry` owns who is connected and what they have joined. It accepts positions from `NotifyListener`, and joins
//! and leaves from sessions; it sends frames to sessions through their bounded queues. Its handlers are synchronous. A restart
//! forgets everybody: their queues close, their sockets end with 1012, and they rejoin from their own position.

mod filter;
mod member;
mod rights;
mod state;

pub use filter::{Filter, FilterError};
pub use member::{Frame, Subscription};
pub use state::{JoinError, Limits, Membership, Stats};

use super::{
    feed::{Batch, Feed},
    outlet::Envelope,
};
use actix::{Actor, AsyncContext as _, Context, Handler, Message, Supervised};
use bytestring::ByteString;
use member::Member;
use state::State;
use std::{sync::Arc, time::Duration};
use tokio::sync::mpsc;
use uuid::Uuid;

/// The actor.
pub struct ChannelRegistry {
    feed: Arc<Feed>,
    limits: Limits,
    state: State,
}

impl ChannelRegistry {
    /// A registry without members.
    pub fn new(feed: Arc<Feed>, limits: Limits) -> Self {
        ChannelRegistry { feed, limits, state: State::default() }
    }
}

impl Actor for ChannelRegistry {
    type Context = Context<Self>;

    fn started(&mut self, context: &mut Self::Context) {
        // Members that ended by themselves (a stalled socket, lost rights) take their session's place with them.
        context.run_interval(Duration::from_secs(1), |registry, _| registry.state.sweep());
    }
}

impl Supervised for ChannelRegistry {
    fn restarting(&mut self, _: &mut Self::Context) {
        self.state = State::default();
    }
}

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
    /// Topic as the client named it.
    pub topic: String,
    /// Who joins.
    pub membership: Membership,
    /// Role and claims of the caller, without what differs from session to session.
    pub role: &'static str,
    /// Claims, JSON text.
    pub claims: String,
    /// Tables and filters.
    pub subscriptions: Vec<Subscription>,
    /// Text frames that go before the first change: the answer to the join.
    pub greeting: Vec<ByteString>,
    /// Deliver what follows this position.
    pub since: i64,
}

/// A session leaves a topic.
#[derive(Debug, Message)]
#[rtype(result = "()")]
pub struct Leave {
    /// Session.
    pub session: Uuid,
    /// Topic.
    pub topic: String,
}

/// A socket closed.
#[derive(Debug, Message)]
#[rtype(result = "()")]
pub struct Disconnect {
    /// Session.
    pub session: Uuid,
}

/// How many are connected.
#[derive(Debug, Message)]
#[rtype(result = "Result<Stats, JoinError>")]
pub struct StatsQuery;

/// Close this many sockets; answers how many are left.
#[derive(Debug, Message)]
#[rtype(result = "Result<usize, JoinError>")]
pub struct CloseSome(pub usize);

impl Handler<Envelope<Positioned>> for ChannelRegistry {
    type Result = ();

    fn handle(&mut self, envelope: Envelope<Positioned>, _: &mut Self::Context) {
        let Positioned { batch, head } = envelope.message;
        if let Some(batch) = batch {
            batch.changes.iter().filter_map(rights::ended).for_each(|end| self.state.end(end));
            self.feed.publish(batch);
        }
        self.feed.advance(head);
    }
}

impl Handler<Envelope<Connect>> for ChannelRegistry {
    type Result = Result<(), JoinError>;

    fn handle(&mut self, envelope: Envelope<Connect>, _: &mut Self::Context) -> Self::Result {
        let Connect { session, frames } = envelope.message;
        self.state.connect(session, frames, &self.limits)
    }
}

impl Handler<Envelope<Join>> for ChannelRegistry {
    type Result = Result<(), JoinError>;

    fn handle(&mut self, envelope: Envelope<Join>, _: &mut Self::Context) -> Self::Result {
        let join = envelope.message;
        let frames = self.state.admit(join.session, &join.topic, &join.membership, &self.limits)?;
        let (session, topic, membership) = (join.session, join.topic.clone(), join.membership.clone());
        let task = Member::new(join, frames, self.feed.clone(), self.limits.stall_timeout).start();
        self.state.joined(session, topic, membership, task);
        Ok(())
    }
}

impl Handler<Envelope<Leave>> for ChannelRegistry {
    type Result = ();

    fn handle(&mut self, envelope: Envelope<Leave>, _: &mut Self::Context) {
        self.state.leave(envelope.message.session, &envelope.message.topic);
    }
}

impl Handler<Envelope<Disconnect>> for ChannelRegistry {
    type Result = ();

    fn handle(&mut self, envelope: Envelope<Disconnect>, _: &mut Self::Context) {
        self.state.disconnect(envelope.message.session);
    }
}

impl Handler<Envelope<StatsQuery>> for ChannelRegistry {
    type Result = Result<Stats, JoinError>;

    fn handle(&mut self, _: Envelope<StatsQuery>, _: &mut Self::Context) -> Self::Result {
        Ok(Stats { position: *self.feed.head().borrow(), ..self.state.stats() })
    }
}

impl Handler<Envelope<CloseSome>> for ChannelRegistry {
    type Result = Result<usize, JoinError>;

    fn handle(&mut self, envelope: Envelope<CloseSome>, _: &mut Self::Context) -> Self::Result {
        Ok(self.state.close_some(envelope.message.0))
    }
}
