//! `Outlet`: the one bounded, typed way to send to an actor.
//!
//! actix mailboxes are not bounded in practice (every clone of an address has a free slot), so the bound is
//! here: a message carries permits that its handler's end gives back.

#![allow(clippy::disallowed_methods)]

use actix::{Message, Recipient};
use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Why an actor did not answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AskError {
    /// Its queue is full.
    #[error("queue full")]
    Overloaded,
    /// It is gone or its handler panicked.
    #[error("actor closed")]
    Closed,
    /// No answer before the deadline.
    #[error("deadline exceeded")]
    Deadline,
}

/// A message on its way, with the permits that bound the queue it waits in.
pub struct Envelope<M> {
    /// What was sent.
    pub message: M,
    permit: Option<OwnedSemaphorePermit>,
}

impl<M> Envelope<M> {
    /// The message, and the permits: the queue has room again once they are dropped.
    pub fn into_parts(self) -> (M, Option<OwnedSemaphorePermit>) {
        (self.message, self.permit)
    }
}

impl<M: Message> Message for Envelope<M> {
    type Result = M::Result;
}

/// A bounded way to one actor. Clones share the bound.
pub struct Outlet<M>
where
    M: Message + Send + 'static,
    M::Result: Send,
{
    recipient: Recipient<Envelope<M>>,
    permits: Arc<Semaphore>,
    capacity: u32,
    refusals: Arc<AtomicU64>,
}

impl<M> Clone for Outlet<M>
where
    M: Message + Send + 'static,
    M::Result: Send,
{
    fn clone(&self) -> Self {
        Outlet {
            recipient: self.recipient.clone(),
            permits: self.permits.clone(),
            capacity: self.capacity,
            refusals: self.refusals.clone(),
        }
    }
}

impl<M> Outlet<M>
where
    M: Message + Send + 'static,
    M::Result: Send,
{
    /// A way to `recipient` on which at most `capacity` units of messages wait.
    pub fn new(recipient: Recipient<Envelope<M>>, capacity: u32) -> Self {
        Outlet {
            recipient,
            permits: Arc::new(Semaphore::new(capacity as usize)),
            capacity,
            refusals: Arc::new(AtomicU64::new(0)),
        }
    }

    /// Queues `message`, or refuses at once.
    pub fn offer(&self, message: M) -> Result<(), AskError> {
        self.offer_sized(message, 1)
    }

    /// Queues a message that takes `units` of the capacity.
    pub fn offer_sized(&self, message: M, units: u32) -> Result<(), AskError> {
        let permit = self.take(units)?;
        self.post(message, Some(permit))
    }

    /// Queues a message once there is room for it, or gives up after `patience`.
    pub async fn offer_when_free(&self, message: M, units: u32, patience: Duration) -> Result<(), AskError> {
        let room = self.permits.clone().acquire_many_owned(units.clamp(1, self.capacity));
        match tokio::time::timeout(patience, room).await {
            Ok(Ok(permit)) => self.post(message, Some(permit)),
            Ok(Err(_)) => Err(AskError::Closed),
            Err(_) => Err(AskError::Deadline),
        }
    }

    /// Queues a message regardless of the bound: only for the last word to an actor.
    pub fn force(&self, message: M) -> Result<(), AskError> {
        self.post(message, None)
    }

    /// Queues `message` and waits for its answer until `deadline` has passed.
    pub async fn ask(&self, message: M, deadline: Duration) -> Result<M::Result, AskError> {
        let permit = self.take(1)?;
        let answer = self.recipient.send(Envelope { message, permit: Some(permit) });
        match tokio::time::timeout(deadline, answer).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(_)) => Err(AskError::Closed),
            Err(_) => Err(AskError::Deadline),
        }
    }

    /// Units that wait or are being handled.
    pub fn depth(&self) -> usize {
        (self.capacity as usize).saturating_sub(self.permits.available_permits())
    }

    /// Messages refused because the queue was full.
    pub fn refusals(&self) -> u64 {
        self.refusals.load(Ordering::Relaxed)
    }

    /// Whether the actor still takes messages.
    pub fn connected(&self) -> bool {
        self.recipient.connected()
    }

    fn take(&self, units: u32) -> Result<OwnedSemaphorePermit, AskError> {
        self.permits.clone().try_acquire_many_owned(units.clamp(1, self.capacity)).map_err(|_| {
            self.refusals.fetch_add(1, Ordering::Relaxed);
            AskError::Overloaded
        })
    }

    fn post(&self, message: M, permit: Option<OwnedSemaphorePermit>) -> Result<(), AskError> {
        if !self.recipient.connected() {
            return Err(AskError::Closed);
        }
        self.recipient.do_send(Envelope { message, permit });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actors::testing::mock_outlet;
    use std::sync::Mutex;

    #[derive(Debug)]
    struct Count(u32);
    impl Message for Count {
        type Result = Result<u32, AskError>;
    }

    struct Holder(Vec<Option<OwnedSemaphorePermit>>);
    impl actix::Actor for Holder {
        type Context = actix::Context<Self>;
    }
    impl actix::Handler<Envelope<Count>> for Holder {
        type Result = Result<u32, AskError>;
        fn handle(&mut self, envelope: Envelope<Count>, _: &mut Self::Context) -> Self::Result {
            let (Count(n), permit) = envelope.into_parts();
            if n == 0 {
                self.0.clear()
            } else {
                self.0.push(permit)
            }
            Ok(n)
        }
    }

    #[actix::test]
    async fn the_bound_holds_over_clones_and_room_comes_back() {
        use actix::Actor as _;
        let outlet = Outlet::new(Holder(Vec::new()).start().recipient(), 4);
        for n in 1..=4 {
            outlet.clone().offer(Count(n)).expect("room");
        }
        assert_eq!(outlet.clone().offer(Count(5)), Err(AskError::Overloaded));
        assert_eq!((outlet.depth(), outlet.refusals()), (4, 1));
        let waited = outlet.offer_when_free(Count(6), 1, Duration::from_millis(1)).await;
        assert_eq!(waited, Err(AskError::Deadline));
        outlet.force(Count(0)).expect("connected");
        outlet.offer_when_free(Count(7), 2, Duration::from_secs(1)).await.expect("room again");
        assert_eq!(outlet.ask(Count(8), Duration::from_secs(1)).await, Ok(Ok(8)));
    }

    #[actix::test]
    async fn a_mock_mailbox_records_and_answers() {
        let log = Arc::new(Mutex::new(Vec::new()));
        let outlet = mock_outlet(8, log.clone(), |Count(n): &Count| Ok::<u32, AskError>(n + 1));
        assert_eq!(outlet.ask(Count(1), Duration::from_secs(1)).await, Ok(Ok(2)));
        assert_eq!(log.lock().map(|log| log.len()).ok(), Some(1));
        assert_eq!(outlet.depth(), 0);
    }
}
