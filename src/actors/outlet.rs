//! `Outlet`: the one bounded, typed way to send to an actor.

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
