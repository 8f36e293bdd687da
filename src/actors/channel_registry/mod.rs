//! `ChannelRegistry` owns who is connected, what they have joined and who is present. It accepts positions from
//! `NotifyListener`, and joins, leaves, broadcasts and presence from sessions and from REST; it sends frames to sessions through
//! their bounded queues. Its handlers are synchronous. A restart forgets everybody: their queues close, their sockets end
//! with 1012, and they rejoin from their own position.

mod audience;
mod filter;
mod interest;
mod member;
mod messages;
mod presence;
mod rights;
mod state;
mod topic;

pub use audience::Delivery;
pub use filter::{Filter, FilterError};
pub use interest::{Interest, Shape, Subscription, shared_claims};
pub use messages::{
    CloseSome, Connect, Disconnect, Join, Leave, Part, Positioned, Present, Publish, Refresh, StatsQuery,
    TopicsQuery,
};
pub use state::{JoinError, Limits, Membership, Stats, TopicInfo};
pub use topic::{Message as TopicMessage, TopicKey};

use super::{feed::Batch, outlet::Envelope, phoenix::Body};
use crate::{
    db::{DbError, changes},
    domain::{
        caller::Caller,
        change::{Change, Operation},
    },
};
use actix::{Actor, ActorFutureExt as _, AsyncContext as _, Context, Handler, Supervised, fut::wrap_future};
use serde::Deserialize;
use serde_json::value::{RawValue, to_raw_value};
use state::State;
use std::{collections::HashSet, time::Duration};

/// How often ended channels and stuck sockets are looked for.
const SWEEP: Duration = Duration::from_secs(1);

/// How often all callers are asked for again, in case news of them did not arrive.
const RECHECK: Duration = Duration::from_secs(10);

/// How long changes of presence are gathered.
const PRESENCE_PAUSE: Duration = Duration::from_millis(50);

/// The actor.
pub struct ChannelRegistry {
    limits: Limits,
    delivery: Delivery,
    state: State,
    telling: bool,
}

impl ChannelRegistry {
    /// A registry without members.
    pub fn new(limits: Limits, delivery: Delivery) -> Self {
        let state = State::new(limits.clone(), delivery.clone());
        ChannelRegistry { limits, delivery, state, telling: false }
    }

    /// Tells of presence after a pause, in which more may happen.
    fn tell_presence_soon(&mut self, context: &mut Context<Self>) {
        if self.state.has_news() && !self.telling {
            self.telling = true;
            context.run_later(PRESENCE_PAUSE, |registry, _| {
                registry.telling = false;
                registry.state.tell_presence();
            });
        }
    }

    fn take(&mut self, batch: &Batch) {
        for change in &batch.changes {
            if let Some(end) = rights::ended(change) {
                self.state.end(end);
            }
            if let Some((key, message)) = sent_by_sql(change) {
                self.state.send(&key, &message, None);
            }
        }
    }

    fn recheck(&mut self, context: &mut Context<Self>) {
        let known = self.state.callers();
        if known.is_empty() {
            return;
        }
        let db = self.delivery.feed.db().clone();
        let asked = async move {
            let callers: Vec<(Caller, &str, &str)> =
                known.iter().map(|(caller, (role, claims))| (*caller, *role, claims.as_str())).collect();
            let changed = changes::changed_callers(&**db.owner().await?, &callers).await?;
            Ok::<HashSet<Caller>, DbError>(
                changed.into_iter().filter_map(|at| Some(callers.get(at)?.0)).collect(),
            )
        };
        context.spawn(wrap_future(asked).map(|changed, registry: &mut Self, _| match changed {
            Ok(callers) if callers.is_empty() => {}
            Ok(callers) => registry.state.end_callers(&callers),
            Err(error) => tracing::warn!(%error, "callers could not be checked"),
        }));
    }
}

#[derive(Deserialize)]
struct Sent {
    id: String,
    topic: String,
    extension: String,
    event: Option<String>,
    payload: Option<Box<RawValue>>,
    private: bool,
}

/// The broadcast that a new row of `realtime.messages` is.
fn sent_by_sql(change: &Change) -> Option<(TopicKey, TopicMessage)> {
    if change.operation != Operation::Insert || change.schema != "realtime" || change.table != "messages" {
        return None;
    }
    let sent: Sent = serde_json::from_str(change.new.as_deref()?).ok()?;
    if sent.extension != "broadcast" {
        return None;
    }
    let message = TopicMessage::Broadcast {
        event: sent.event?,
        body: Body::Json(sent.payload.unwrap_or_else(|| RawValue::NULL.to_owned())),
        meta: to_raw_value(&serde_json::json!({ "id": sent.id })).ok(),
    };
    Some((TopicKey::new(&sent.topic, sent.private), message))
}

impl Actor for ChannelRegistry {
    type Context = Context<Self>;

    fn started(&mut self, context: &mut Self::Context) {
        context.run_interval(SWEEP, |registry, context| {
            registry.state.sweep();
            registry.tell_presence_soon(context);
        });
        context.run_interval(RECHECK, Self::recheck);
    }
}

impl Supervised for ChannelRegistry {
    fn restarting(&mut self, _: &mut Self::Context) {
        self.state = State::new(self.limits.clone(), self.delivery.clone());
        self.telling = false;
    }
}

impl Handler<Envelope<Positioned>> for ChannelRegistry {
    type Result = ();

    fn handle(&mut self, envelope: Envelope<Positioned>, context: &mut Self::Context) {
        let Positioned { batch, head } = envelope.message;
        match batch {
            Some(batch) => {
                self.take(&batch);
                self.delivery.feed.publish(&batch);
            }
            // Ends of rights may be among what was not at hand.
            None => self.recheck(context),
        }
        self.delivery.feed.advance(head);
        self.tell_presence_soon(context);
    }
}

impl Handler<Envelope<Connect>> for ChannelRegistry {
    type Result = Result<(), JoinError>;

    fn handle(&mut self, envelope: Envelope<Connect>, _: &mut Self::Context) -> Self::Result {
        self.state.connect(envelope.message.session, envelope.message.frames)
    }
}

impl Handler<Envelope<Join>> for ChannelRegistry {
    type Result = Result<(), JoinError>;

    fn handle(&mut self, envelope: Envelope<Join>, context: &mut Self::Context) -> Self::Result {
        let joined = self.state.join(envelope.message);
        self.tell_presence_soon(context);
        joined
    }
}

impl Handler<Envelope<Leave>> for ChannelRegistry {
    type Result = ();

    fn handle(&mut self, envelope: Envelope<Leave>, context: &mut Self::Context) {
        self.state.leave(&envelope.message);
        self.tell_presence_soon(context);
    }
}

impl Handler<Envelope<Refresh>> for ChannelRegistry {
    type Result = ();

    fn handle(&mut self, envelope: Envelope<Refresh>, _: &mut Self::Context) {
        self.state.refresh(envelope.message);
    }
}

impl Handler<Envelope<Disconnect>> for ChannelRegistry {
    type Result = ();

    fn handle(&mut self, envelope: Envelope<Disconnect>, context: &mut Self::Context) {
        self.state.disconnect(envelope.message.session);
        self.tell_presence_soon(context);
    }
}

impl Handler<Envelope<Publish>> for ChannelRegistry {
    type Result = ();

    fn handle(&mut self, envelope: Envelope<Publish>, _: &mut Self::Context) {
        self.state.publish(&envelope.message);
    }
}

impl Handler<Envelope<Present>> for ChannelRegistry {
    type Result = ();

    fn handle(&mut self, envelope: Envelope<Present>, context: &mut Self::Context) {
        self.state.present(envelope.message);
        self.tell_presence_soon(context);
    }
}

impl Handler<Envelope<StatsQuery>> for ChannelRegistry {
    type Result = Result<Stats, JoinError>;

    fn handle(&mut self, _: Envelope<StatsQuery>, _: &mut Self::Context) -> Self::Result {
        Ok(self.state.stats())
    }
}

impl Handler<Envelope<TopicsQuery>> for ChannelRegistry {
    type Result = Result<Vec<TopicInfo>, JoinError>;

    fn handle(&mut self, envelope: Envelope<TopicsQuery>, _: &mut Self::Context) -> Self::Result {
        Ok(self.state.topics(envelope.message.0))
    }
}

impl Handler<Envelope<CloseSome>> for ChannelRegistry {
    type Result = Result<usize, JoinError>;

    fn handle(&mut self, envelope: Envelope<CloseSome>, _: &mut Self::Context) -> Self::Result {
        Ok(self.state.close_some(envelope.message.0))
    }
}

#[cfg(test)]
mod tests;
