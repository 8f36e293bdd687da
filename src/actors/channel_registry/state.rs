//! Who is connected and what they have joined: plain state, without actors.

use super::member::Frame;
use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::{sync::mpsc, task::JoinHandle};
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
    channels: HashMap<String, Delivery>,
}

/// Sessions by id.
#[derive(Debug, Default)]
pub struct State {
    sessions: HashMap<Uuid, Session>,
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
        limits: &Limits,
    ) -> Result<mpsc::Sender<Frame>, JoinError> {
        let session = self.sessions.get_mut(&session).ok_or(JoinError::UnknownSession)?;
        session.channels.remove(topic);
        if session.channels.len() >= limits.channels {
            return Err(JoinError::TooManyChannels);
        }
        Ok(session.frames.clone())
    }

    /// Keeps the delivery of an admitted channel.
    pub fn joined(&mut self, session: Uuid, topic: String, delivery: Delivery) {
        if let Some(session) = self.sessions.get_mut(&session) {
            session.channels.insert(topic, delivery);
        }
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
            let stalled = session.channels.values().any(Delivery::has_stalled);
            session.channels.retain(|_, delivery| !delivery.task.is_finished());
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

    #[tokio::test]
    async fn sockets_and_channels_are_limited() {
        let (mut state, (frames, _reader)) = (State::default(), mpsc::channel(1));
        let ids = [Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3)];
        assert_eq!(state.connect(ids[0], frames.clone(), &limits()), Ok(()));
        assert_eq!(state.connect(ids[1], frames.clone(), &limits()), Ok(()));
        assert_eq!(state.connect(ids[2], frames.clone(), &limits()), Err(JoinError::TooManyConnections));
        assert_eq!(state.admit(ids[2], "a", &limits()).err(), Some(JoinError::UnknownSession));
        for topic in ["a", "b", "a"] {
            assert!(state.admit(ids[0], topic, &limits()).is_ok(), "{topic}");
            state.joined(ids[0], topic.into(), delivery());
        }
        assert_eq!(state.admit(ids[0], "c", &limits()).err(), Some(JoinError::TooManyChannels));
        assert_eq!(state.stats(), Stats { connections: 2, channels: 2, position: 0 });
        state.leave(ids[0], "a");
        assert!(state.admit(ids[0], "c", &limits()).is_ok());
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
        state.admit(id, "a", &limits()).expect("room");
        state.joined(id, "a".into(), Delivery { task, stalled: Arc::default() });
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
        state.joined(id, "a".into(), delivery());
        let stuck = delivery();
        let stalled = stuck.stalled.clone();
        state.joined(id, "b".into(), stuck);
        state.sweep();
        assert_eq!(state.stats().channels, 2);
        stalled.store(true, Ordering::Release);
        state.sweep();
        assert_eq!(state.stats(), Stats::default());
        assert!(reader.recv().await.is_none(), "the session's queue is closed");
    }
}
