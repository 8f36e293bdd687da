//! One channel's end of the delivery of changes.

use crate::actors::phoenix::Frame;
use std::{
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicI64, AtomicU8, Ordering},
    },
    time::Duration,
};
use tokio::{sync::mpsc, task::AbortHandle};

/// Why delivery to a channel ended by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The socket took nothing for too long.
    Stalled,
    /// The changes it had not got yet were dropped from the outbox.
    LeftBehind,
}

/// A channel that is being delivered to.
#[derive(Debug)]
pub struct Member {
    /// Number of the channel.
    pub id: u64,
    frames: mpsc::Sender<Frame>,
    /// What it has got; all of it up to here.
    reached: AtomicI64,
    end: AtomicU8,
    task: Mutex<Option<AbortHandle>>,
}

impl Member {
    /// A member that has everything up to `position`.
    pub fn new(id: u64, frames: mpsc::Sender<Frame>, position: i64) -> Self {
        let (reached, end) = (AtomicI64::new(position), AtomicU8::new(0));
        Member { id, frames, reached, end, task: Mutex::default() }
    }

    /// What it has got.
    pub fn reached(&self) -> i64 {
        self.reached.load(Ordering::Acquire)
    }

    /// It has everything up to `position`.
    pub fn reach(&self, position: i64) {
        self.reached.fetch_max(position, Ordering::AcqRel);
    }

    /// Queues a frame if there is room.
    pub fn offer(&self, frame: Frame) -> bool {
        self.frames.try_send(frame).is_ok()
    }

    /// Queues a frame once there is room, unless the socket makes no progress for `patience`.
    pub async fn send(&self, frame: Frame, patience: Duration) -> Result<(), End> {
        match tokio::time::timeout(patience, self.frames.send(frame)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(End::Stalled),
        }
    }

    /// Why delivery ended, if it did.
    pub fn ended(&self) -> Option<End> {
        match self.end.load(Ordering::Acquire) {
            1 => Some(End::Stalled),
            2 => Some(End::LeftBehind),
            _ => None,
        }
    }

    /// Delivery ends; the registry sees it when it looks next.
    pub fn finish(&self, end: End) {
        self.end.store(if end == End::Stalled { 1 } else { 2 }, Ordering::Release);
    }

    /// The task that works for this member alone; the one before it has ended.
    pub fn works_by(&self, task: AbortHandle) {
        *self.task.lock().unwrap_or_else(PoisonError::into_inner) = Some(task);
    }

    /// Stops the task that works for this member alone.
    pub fn stop(&self) {
        if let Some(task) = self.task.lock().unwrap_or_else(PoisonError::into_inner).take() {
            task.abort();
        }
    }
}
