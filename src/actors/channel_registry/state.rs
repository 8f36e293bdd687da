//! Who is connected, what they have joined and who is present: the registry's state, without the actor.

mod session;
mod stats;

pub use session::Membership;
pub use stats::{Stats, TopicInfo};

use super::{
    audience::{Audience, Delivery},
    interest::{Interest, shared_claims},
    member::{End, Member},
    messages::{Join, Leave, Present, Publish, Refresh},
    rights::Ended,
    topic::{Message, Reach, Topic, TopicKey},
};
use crate::{actors::phoenix::Frame, domain::caller::Caller};
use session::{Channel, Session, system_error};
use std::{
    collections::{HashMap, HashSet, VecDeque},
    sync::{Arc, atomic::Ordering},
    time::Duration,
};
use tokio::{sync::mpsc, time::Instant};
use uuid::Uuid;

/// Limits of this node.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Sockets.
    pub connections: usize,
    /// Channels of a socket.
    pub channels: usize,
}

/// Why a socket or channel is not admitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum JoinError {
    /// Too many sockets on this node.
    #[error("ConnectionRateLimitReached: too many connections")]
    TooManyConnections,
    /// Too many channels on this socket.
    #[error("ChannelRateLimitReached: too many channels")]
    TooManyChannels,
    /// The session or key has ended meanwhile.
    #[error("Unauthorized: the session or key has ended")]
    Ended,
    /// The socket does not read what is waiting for it.
    #[error("ClientTooSlow: the socket does not take what waits for it")]
    NoRoom,
    /// A later join of the same topic came first.
    #[error("Superseded: the topic was joined again")]
    Superseded,
    /// The registry was restarted and does not know the session any more.
    #[error("RealtimeRestarting: connect again")]
    UnknownSession,
}

/// How long an end of rights is remembered for joins that were already under way.
const ENDS_KEPT: Duration = Duration::from_secs(30);

/// Sessions, topics and audiences.
pub struct State {
    limits: Limits,
    delivery: Delivery,
    sessions: HashMap<Uuid, Session>,
    topics: HashMap<TopicKey, Topic>,
    audiences: HashMap<Arc<Interest>, Audience>,
    /// Topics whose presence has changed and was not told yet.
    news: HashSet<TopicKey>,
    ends: VecDeque<(Instant, Ended)>,
    last_number: u64,
    counts: Stats,
}

impl State {
    /// Nobody is connected.
    pub fn new(limits: Limits, delivery: Delivery) -> Self {
        State {
            limits,
            delivery,
            sessions: HashMap::new(),
            topics: HashMap::new(),
            audiences: HashMap::new(),
            news: HashSet::new(),
            ends: VecDeque::new(),
            last_number: 0,
            counts: Stats::default(),
        }
    }

    /// Admits a socket.
    pub fn connect(&mut self, session: Uuid, frames: mpsc::Sender<Frame>) -> Result<(), JoinError> {
        if self.sessions.len() >= self.limits.connections {
            return Err(JoinError::TooManyConnections);
        }
        self.sessions.insert(session, Session::new(frames));
        Ok(())
    }

    /// Admits a channel. A channel of the same topic gives way.
    pub fn join(&mut self, join: Join) -> Result<(), JoinError> {
        let membership = &join.membership;
        if self.ends.iter().any(|(_, end)| end.concerns(&membership.caller, membership.user)) {
            return Err(JoinError::Ended);
        }
        let session = self.sessions.get(&join.session).ok_or(JoinError::UnknownSession)?;
        if session.channels.get(&join.address.topic).is_some_and(|channel| channel.turn > join.turn) {
            return Err(JoinError::Superseded);
        }
        self.remove(join.session, &join.address.topic);
        self.last_number += 1;
        let number = self.last_number;
        let session = self.sessions.get_mut(&join.session).ok_or(JoinError::UnknownSession)?;
        if session.channels.len() >= self.limits.channels {
            return Err(JoinError::TooManyChannels);
        }
        let key = TopicKey::new(&join.address.topic, join.part.private);
        let topic = self.topics.entry(key.clone()).or_default();
        let since = join.since.unwrap_or_else(|| self.delivery.feed.head());
        let channel =
            Channel::new(number, key, &join, Arc::new(Member::new(number, session.frames.clone(), since)));
        let state = join.part.sees.then(|| channel.presence_state(&topic.presence)).flatten();
        if !join.greeting.iter().chain(&state).all(|frame| session.frames.try_send(frame.clone()).is_ok()) {
            return Err(JoinError::NoRoom);
        }
        topic.join(number, channel.listener(session.frames.clone(), &join.part));
        if let Some(interest) = &channel.interest {
            seat(&mut self.audiences, &self.delivery, interest, &channel.member);
        }
        session.channels.insert(join.address.topic, channel);
        self.counts.joins += 1;
        Ok(())
    }

    /// Ends a channel, unless it was joined again meanwhile.
    pub fn leave(&mut self, leave: &Leave) {
        let channel =
            self.sessions.get(&leave.session).and_then(|session| session.channels.get(&leave.topic));
        if channel.is_some_and(|channel| channel.turn <= leave.turn) {
            self.remove(leave.session, &leave.topic);
        }
    }

    fn remove(&mut self, session: Uuid, topic: &str) {
        let channel = self.sessions.get_mut(&session).and_then(|session| session.channels.remove(topic));
        if let Some(channel) = channel {
            self.forget(&channel);
        }
    }

    /// Forgets a session; its queue closes with the last sender.
    pub fn disconnect(&mut self, session: Uuid) {
        if let Some(session) = self.sessions.remove(&session) {
            session.channels.values().for_each(|channel| self.forget(channel));
        }
    }

    fn forget(&mut self, channel: &Channel) {
        if let Some(topic) = self.topics.get_mut(&channel.key)
            && topic.leave(channel.number)
        {
            self.topics.remove(&channel.key);
        } else {
            self.news.insert(channel.key.clone());
        }
        if let Some(interest) = &channel.interest {
            unseat(&mut self.audiences, interest, &channel.member);
        }
    }

    /// Lets a channel go on as somebody else. What it was sent so far counts; what follows is judged anew.
    pub fn refresh(&mut self, refresh: Refresh) {
        let Some(session) = self.sessions.get_mut(&refresh.session) else { return };
        let channel = session.channels.get_mut(&refresh.topic);
        let Some(channel) = channel.filter(|channel| channel.turn == refresh.turn) else { return };
        if let Some(listener) =
            self.topics.get_mut(&channel.key).and_then(|topic| topic.listener(channel.number))
        {
            listener.hears = refresh.hears;
            listener.sees &= refresh.sees;
        }
        channel.membership = refresh.membership;
        let Some(former) = channel.interest.clone() else { return };
        let mut interest = Interest::clone(&former);
        interest.role = channel.membership.role;
        interest.claims = shared_claims(&channel.membership.claims);
        if interest == *former {
            return;
        }
        let interest = Arc::new(interest);
        channel.interest = Some(interest.clone());
        unseat(&mut self.audiences, &former, &channel.member);
        seat(&mut self.audiences, &self.delivery, &interest, &channel.member);
    }

    /// Sends to a topic, not to the sender itself unless it wants that.
    pub fn publish(&mut self, publish: &Publish) {
        self.counts.broadcasts += 1;
        let from = publish.from.as_ref().and_then(|(session, topic)| {
            self.sessions.get(session)?.channels.get(topic).map(|channel| channel.number)
        });
        self.send(&publish.key, &publish.message, from);
    }

    /// Sends to a topic.
    pub fn send(&mut self, key: &TopicKey, message: &Message, from: Option<u64>) {
        let reach = self.topics.get_mut(key).map(|topic| topic.broadcast(message, from));
        self.count(reach.unwrap_or_default());
    }

    /// A channel's presence; whether there is something to be told now.
    pub fn present(&mut self, present: Present) -> bool {
        let channel =
            self.sessions.get(&present.session).and_then(|session| session.channels.get(&present.topic));
        let Some(channel) = channel else { return false };
        let Some(topic) = self.topics.get_mut(&channel.key) else { return false };
        match present.fields {
            Some(fields) => {
                self.last_number += 1;
                let reference = format!("{:x}", self.last_number);
                topic.presence.track(channel.number, &channel.presence_key, fields, reference);
            }
            None => drop(topic.presence.untrack(channel.number)),
        }
        self.news.insert(channel.key.clone());
        true
    }

    /// Whether a change of presence waits to be told.
    pub fn has_news(&self) -> bool {
        !self.news.is_empty()
    }

    /// Tells every topic's changes of presence.
    pub fn tell_presence(&mut self) {
        for key in std::mem::take(&mut self.news) {
            let reach = self.topics.get_mut(&key).map(Topic::tell_presence);
            self.count(reach.unwrap_or_default());
        }
    }

    fn count(&mut self, reach: Reach) {
        self.counts.delivered += reach.delivered;
        self.counts.dropped += reach.dropped;
    }

    /// Closes the channels of callers whose rights ended. A socket whose queue has no room for that is closed itself.
    pub fn end(&mut self, end: Ended) {
        let now = Instant::now();
        self.ends.retain(|(at, _)| now.duration_since(*at) < ENDS_KEPT);
        self.ends.push_back((now, end));
        self.close_channels("the session or key of this channel has ended", |channel| {
            end.concerns(&channel.membership.caller, channel.membership.user)
        });
    }

    /// Closes the channels of callers who turned out not to be what they were taken for.
    pub fn end_callers(&mut self, callers: &HashSet<Caller>) {
        self.close_channels("the session or key of this channel has ended", |channel| {
            callers.contains(&channel.membership.caller)
        });
    }

    fn close_channels(&mut self, why: &str, ends: impl Fn(&Channel) -> bool) {
        let (mut gone, mut full) = (Vec::new(), Vec::new());
        for (id, session) in &mut self.sessions {
            let frames = session.frames.clone();
            session.channels.retain(|_, channel| {
                let ends = ends(channel);
                if ends {
                    let room =
                        system_error(channel, why).into_iter().all(|frame| frames.try_send(frame).is_ok());
                    if !room {
                        full.push(*id);
                    }
                    gone.push(channel.clone());
                }
                !ends
            });
        }
        gone.iter().for_each(|channel| self.forget(channel));
        full.into_iter().for_each(|session| self.disconnect(session));
    }

    /// Each caller with the role and claims that it joined with.
    pub fn callers(&self) -> HashMap<Caller, (&'static str, String)> {
        let channels = self.sessions.values().flat_map(|session| session.channels.values());
        let memberships = channels.map(|channel| &channel.membership);
        memberships.map(|member| (member.caller, (member.role, member.claims.clone()))).collect()
    }

    /// Takes out sessions whose reader is gone or stuck and channels that were left behind, and tells of lost frames.
    pub fn sweep(&mut self) {
        let ended = |end: End| move |channel: &Channel| channel.member.ended() == Some(end);
        let stuck = |session: &Session| session.channels.values().any(ended(End::Stalled));
        let gone: Vec<(Uuid, bool)> = self
            .sessions
            .iter()
            .map(|(id, session)| (*id, stuck(session), session.frames.is_closed()))
            .filter_map(|(id, stuck, closed)| (stuck || closed).then_some((id, stuck && !closed)))
            .collect();
        for (session, stalled) in gone {
            self.counts.stalled += u64::from(stalled);
            self.disconnect(session);
        }
        self.close_channels(
            "too old: the changes that follow have been dropped from history",
            ended(End::LeftBehind),
        );
        self.topics.values_mut().for_each(Topic::tell_lost);
    }

    /// Closes up to `count` sockets; how many are left.
    pub fn close_some(&mut self, count: usize) -> usize {
        let ids: Vec<Uuid> = self.sessions.keys().take(count).copied().collect();
        ids.into_iter().for_each(|id| self.disconnect(id));
        self.sessions.len()
    }

    /// Counts.
    pub fn stats(&self) -> Stats {
        Stats {
            connections: self.sessions.len(),
            channels: self.sessions.values().map(|session| session.channels.len()).sum(),
            topics: self.topics.len(),
            presences: self.topics.values().map(|topic| topic.presence.count()).sum(),
            position: self.delivery.feed.head(),
            changes_delivered: self.delivery.delivered.load(Ordering::Relaxed),
            ..self.counts
        }
    }

    /// The topics with the most channels.
    pub fn topics(&self, most: usize) -> Vec<TopicInfo> {
        let mut topics: Vec<TopicInfo> = self
            .topics
            .iter()
            .map(|(key, topic)| TopicInfo {
                topic: key.name.clone(),
                private: key.private,
                channels: topic.count(),
                presences: topic.presence.count(),
            })
            .collect();
        topics.sort_by(|a, b| b.channels.cmp(&a.channels).then_with(|| a.topic.cmp(&b.topic)));
        topics.truncate(most);
        topics
    }
}

fn seat(
    audiences: &mut HashMap<Arc<Interest>, Audience>,
    delivery: &Delivery,
    interest: &Arc<Interest>,
    member: &Arc<Member>,
) {
    let new = || Audience::new(Interest::clone(interest), delivery.clone());
    audiences.entry(interest.clone()).or_insert_with(new).join(member);
}

fn unseat(audiences: &mut HashMap<Arc<Interest>, Audience>, interest: &Arc<Interest>, member: &Arc<Member>) {
    if audiences.get_mut(interest).is_some_and(|audience| audience.leave(member)) {
        audiences.remove(interest);
    }
}

#[cfg(test)]
mod tests;
