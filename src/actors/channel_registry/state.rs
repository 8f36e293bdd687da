//! Who is connected and what they have joined: plain state, without actors.

use super::{
    member::{Frame, closing},
    rights::Ended,
};
use crate::domain::caller::Caller;
use std::{
    collections::{HashMap, VecDeque},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::{sync::mpsc, task::JoinHandle, time::Instant};
use uuid::Uuid;

/// Limits of this node.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Sockets.
    pub connections: usize,
    /// Channels of a socket.
    pub channels: usize,
    /// A socket that takes nothing for this long is given up.
    pub stall_timeout: Duration,
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
    /// The registry was restarted and does not know the session any more.
    #[error("RealtimeRestarting: connect again")]
    UnknownSession,
}

/// Counts for the status page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stats {
    /// Open sockets.
    pub connections: usize,
    /// Joined channels.
    pub channels: usize,
    /// Last position.
    pub position: i64,
}

/// How long an end of rights is remembered for joins that were already under way.
const ENDS_KEPT: Duration = Duration::from_secs(30);

/// Who joined a channel, and as what.
#[derive(Debug, Clone)]
pub struct Membership {
    /// The client's reference of the join.
    pub join_ref: String,
    /// Whose rights count.
    pub caller: Caller,
    /// The caller's user.
    pub user: Option<Uuid>,
}

#[derive(Debug)]
struct Channel {
    membership: Membership,
    delivery: Delivery,
}

/// A task that delivers to one channel; ends when dropped.
#[derive(Debug)]
pub struct Delivery {
    /// The task.
    pub task: JoinHandle<()>,
    /// Set by the task when the socket took nothing for too long.
    pub stalled: Arc<AtomicBool>,
}

impl Delivery {
    fn has_stalled(&self) -> bool {
        self.stalled.load(Ordering::Acquire)
    }
}

impl Drop for Delivery {
    fn drop(&mut self) {
        self.task.abort();
    }
}

#[derive(Debug)]
struct Session {
    frames: mpsc::Sender<Frame>,
    channels: HashMap<String, Channel>,
}

/// Sessions by id.
#[derive(Debug, Default)]
pub struct State {
    sessions: HashMap<Uuid, Session>,
    ends: VecDeque<(Instant, Ended)>,
}

impl State {
    /// Admits a socket.
    pub fn connect(
        &mut self,
        session: Uuid,
        frames: mpsc::Sender<Frame>,
        limits: &Limits,
    ) -> Result<(), JoinError> {
        if self.sessions.len() >= limits.connections {
            return Err(JoinError::TooManyConnections);
        }
        self.sessions.insert(session, Session { frames, channels: HashMap::new() });
        Ok(())
    }

    /// Admits a channel and returns the session's queue. A channel of the same topic gives way.
    pub fn admit(
        &mut self,
        session: Uuid,
        topic: &str,
        membership: &Membership,
        limits: &Limits,
    ) -> Result<mpsc::Sender<Frame>, JoinError> {
        if self.ends.iter().any(|(_, end)| end.concerns(&membership.caller, membership.user)) {
            return Err(JoinError::Ended);
        }
        let session = self.sessions.get_mut(&session).ok_or(JoinError::UnknownSession)?;
        session.channels.remove(topic);
        if session.channels.len() >= limits.channels {
            return Err(JoinError::TooManyChannels);
        }
        Ok(session.frames.clone())
    }

    /// Keeps the delivery of an admitted channel.
    pub fn joined(&mut self, session: Uuid, topic: String, membership: Membership, delivery: Delivery) {
        if let Some(session) = self.sessions.get_mut(&session) {
            session.channels.insert(topic, Channel { membership, delivery });
        }
    }

    /// Closes the channels of callers whose rights ended. A socket whose queue has no room for that is closed itself.
    pub fn end(&mut self, end: Ended) {
        let now = Instant::now();
        self.ends.retain(|(at, _)| now.duration_since(*at) < ENDS_KEPT);
        self.ends.push_back((now, end));
        self.sessions.retain(|_, session| {
            let Session { frames, channels } = session;
            let mut room = true;
            channels.retain(|topic, channel| {
                let ends = end.concerns(&channel.membership.caller, channel.membership.user);
                if ends {
                    room &= closing(topic, &channel.membership.join_ref)
                        .into_iter()
                        .all(|frame| frames.try_send(frame).is_ok());
                }
                !ends
            });
            room
        });
    }

    /// Ends a channel.
    pub fn leave(&mut self, session: Uuid, topic: &str) {
        if let Some(session) = self.sessions.get_mut(&session) {
            session.channels.remove(topic);
        }
    }

    /// Forgets a session; its queue closes with the last sender.
    pub fn disconnect(&mut self, session: Uuid) {
        self.sessions.remove(&session);
    }

    /// Takes out sessions whose reader is gone or stuck, and channels that ended.
    pub fn sweep(&mut self) {
        self.sessions.retain(|_, session| {
            // Dropping the session closes its queue, and with it the socket: a client that lost changes must not
            // go on as if it had them.
            let stalled = session.channels.values().any(|channel| channel.delivery.has_stalled());
            session.channels.retain(|_, channel| !channel.delivery.task.is_finished());
            !stalled && !session.frames.is_closed()
        });
    }

    /// Closes up to `count` sockets; how many are left.
    pub fn close_some(&mut self, count: usize) -> usize {
        let ids: Vec<Uuid> = self.sessions.keys().take(count).copied().collect();
        for id in ids {
            self.sessions.remove(&id);
        }
        self.sessions.len()
    }

    /// Counts.
    pub fn stats(&self) -> Stats {
        let channels = self.sessions.values().map(|session| session.channels.len()).sum();
        Stats { connections: self.sessions.len(), channels, position: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits() -> Limits {
        Limits { connections: 2, channels: 2, stall_timeout: Duration::from_secs(1) }
    }

    fn delivery() -> Delivery {
        Delivery { task: tokio::spawn(std::future::pending()), stalled: Arc::default() }
    }

    fn member() -> Membership {
        Membership { join_ref: "1".into(), caller: Caller::session(Uuid::from_u128(9)), user: None }
    }

    #[tokio::test]
    async fn sockets_and_channels_are_limited() {
        let (mut state, (frames, _reader)) = (State::default(), mpsc::channel(1));
        let ids = [Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3)];
        assert_eq!(state.connect(ids[0], frames.clone(), &limits()), Ok(()));
        assert_eq!(state.connect(ids[1], frames.clone(), &limits()), Ok(()));
        assert_eq!(state.connect(ids[2], frames.clone(), &limits()), Err(JoinError::TooManyConnections));
        assert_eq!(state.admit(ids[2], "a", &member(), &limits()).err(), Some(JoinError::UnknownSession));
        for topic in ["a", "b", "a"] {
            assert!(state.admit(ids[0], topic, &member(), &limits()).is_ok(), "{topic}");
            state.joined(ids[0], topic.into(), member(), delivery());
        }
        assert_eq!(state.admit(ids[0], "c", &member(), &limits()).err(), Some(JoinError::TooManyChannels));
        assert_eq!(state.stats(), Stats { connections: 2, channels: 2, position: 0 });
        state.leave(ids[0], "a");
        assert!(state.admit(ids[0], "c", &member(), &limits()).is_ok());
        assert_eq!(state.close_some(1), 1);
        state.disconnect(ids[0]);
        state.disconnect(ids[1]);
        assert_eq!(state.stats(), Stats::default());
    }

    #[tokio::test]
    async fn leaving_ends_the_delivery_and_a_closed_queue_the_session() {
        let (mut state, (frames, reader)) = (State::default(), mpsc::channel(1));
        let id = Uuid::from_u128(1);
        state.connect(id, frames, &limits()).expect("room");
        let task = tokio::spawn(std::future::pending::<()>());
        let watched = task.abort_handle();
        state.admit(id, "a", &member(), &limits()).expect("room");
        state.joined(id, "a".into(), member(), Delivery { task, stalled: Arc::default() });
        state.leave(id, "a");
        tokio::task::yield_now().await;
        assert!(watched.is_finished());
        drop(reader);
        state.sweep();
        assert_eq!(state.stats().connections, 0);
    }

    #[tokio::test]
    async fn a_stalled_channel_takes_its_session_with_it() {
        let (mut state, (frames, mut reader)) = (State::default(), mpsc::channel(1));
        let id = Uuid::from_u128(1);
        state.connect(id, frames, &limits()).expect("room");
        state.joined(id, "a".into(), member(), delivery());
        let stuck = delivery();
        let stalled = stuck.stalled.clone();
        state.joined(id, "b".into(), member(), stuck);
        state.sweep();
        assert_eq!(state.stats().channels, 2);
        stalled.store(true, Ordering::Release);
        state.sweep();
        assert_eq!(state.stats(), Stats::default());
        assert!(reader.recv().await.is_none(), "the session's queue is closed");
    }

    #[tokio::test]
    async fn an_end_closes_its_channels_and_refuses_late_joins() {
        let (mut state, (frames, mut reader)) = (State::default(), mpsc::channel(2));
        let id = Uuid::from_u128(1);
        state.connect(id, frames, &limits()).expect("room");
        state.joined(id, "a".into(), member(), delivery());
        let other = Membership { caller: Caller::session(Uuid::from_u128(8)), ..member() };
        state.joined(id, "b".into(), other.clone(), delivery());
        state.end(Ended::Session(Uuid::from_u128(9)));
        assert_eq!(state.stats().channels, 1);
        assert!(reader.recv().await.expect("a frame").0.contains("\"status\":\"error\""));
        assert!(reader.recv().await.expect("a frame").0.contains("phx_close"));
        assert_eq!(state.admit(id, "c", &member(), &limits()).err(), Some(JoinError::Ended));
        assert!(state.admit(id, "b", &other, &limits()).is_ok());
    }

    #[tokio::test]
    async fn a_socket_without_room_for_the_closing_is_closed() {
        let (mut state, (frames, mut reader)) = (State::default(), mpsc::channel(1));
        let id = Uuid::from_u128(1);
        state.connect(id, frames, &limits()).expect("room");
        state.joined(id, "a".into(), member(), delivery());
        state.end(Ended::Session(Uuid::from_u128(9)));
        assert_eq!(state.stats(), Stats::default());
        reader.recv().await.expect("one frame fits");
        assert!(reader.recv().await.is_none());
    }
}
