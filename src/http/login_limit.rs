//! Limits on failed attempts to show a password. Attempts that succeed cost nothing.
//!
//! A place is taken before the password is hashed, so attempts at the same moment cannot pass the limit together;
//! those that find all places taken wait until it is known how the open ones end. Per minute there are
//! `LOGIN_ATTEMPTS_PER_MINUTE` failures
//!
//! - for an account from one network, and
//! - [`WIDE`] times as many for all accounts together from one network, and
//! - [`WIDE`] times as many for an account from all networks together.
//!
//! The last two do not hold for an account on a network that it has logged in from before. So nobody is locked out by
//! others: guesses at one account block the networks they come from, guesses at many accounts or from many networks
//! block only accounts on networks that are new to them. Counts are kept per server process.

mod counters;

use super::problem::{ApiError, TOO_MANY_REQUESTS, UNAVAILABLE};
use crate::domain::client_address::network;
pub use counters::{Account, Key};
use counters::{Counters, Verdict};
use std::{
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};
use tokio::sync::{Notify, Semaphore};
use uuid::Uuid;

/// How many times the limit all accounts of a network have together, and all networks for an account: a network is
/// often shared, by an office or by a proxy that nobody declared.
const WIDE: usize = 5;

/// Attempts that may wait for places at once; they hold no thread and no connection.
const WAITING: usize = 1024;

/// How long an attempt waits for a place.
const PATIENCE: Duration = Duration::from_secs(10);

/// The limits. Cloning shares the counts.
#[derive(Clone)]
pub struct LoginLimits {
    per_minute: usize,
    shared: Arc<Shared>,
}

struct Shared {
    counters: Mutex<Counters>,
    settled: Notify,
    waiting: Semaphore,
}

/// An attempt that was let through. It counts as failed unless it is forgiven, also when its client leaves.
pub struct Attempt {
    shared: Arc<Shared>,
    keys: Vec<(Key, usize)>,
    failed: bool,
}

impl LoginLimits {
    /// `per_minute` failures, at least one.
    pub fn new(per_minute: u32) -> Self {
        let shared =
            Shared { counters: Mutex::default(), settled: Notify::new(), waiting: Semaphore::new(WAITING) };
        LoginLimits { per_minute: (per_minute as usize).max(1), shared: Arc::new(shared) }
    }

    /// An attempt to log in to `account`; `familiar` when it has logged in from that address before.
    pub async fn login(&self, account: Account, from: IpAddr, familiar: bool) -> Result<Attempt, ApiError> {
        let network = network(from);
        let mut keys = vec![(Key::Pair(account.clone(), network), self.per_minute)];
        if !familiar {
            keys.push((Key::Network(network), self.wide()));
            keys.push((Key::Strangers(account), self.wide()));
        }
        self.begin(keys).await
    }

    /// An attempt that could tell whether an account exists.
    pub async fn register(&self, from: IpAddr) -> Result<Attempt, ApiError> {
        self.begin(vec![(Key::Network(network(from)), self.wide())]).await
    }

    fn wide(&self) -> usize {
        self.per_minute.saturating_mul(WIDE)
    }

    /// An attempt to show the current password from within a session. Only sessions of the user can spend it.
    pub async fn confirm(&self, user: Uuid) -> Result<Attempt, ApiError> {
        self.begin(vec![(Key::Session(user), self.per_minute)]).await
    }

    async fn begin(&self, keys: Vec<(Key, usize)>) -> Result<Attempt, ApiError> {
        let mut place_in_line = None;
        let deadline = tokio::time::Instant::now() + PATIENCE;
        loop {
            // Registered before the look, so that no settling between look and wait is missed.
            let settled = self.shared.settled.notified();
            tokio::pin!(settled);
            settled.as_mut().enable();
            let verdict = self.shared.lock().begin(&keys, Instant::now());
            match verdict {
                Verdict::Begun => return Ok(Attempt { shared: self.shared.clone(), keys, failed: true }),
                Verdict::Refused(until) => return Err(refused(until)),
                Verdict::Wait => {}
            }
            if place_in_line.is_none() {
                place_in_line = Some(self.shared.waiting.try_acquire().map_err(|_| busy())?);
            }
            tokio::time::timeout_at(deadline, settled).await.map_err(|_| busy())?;
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Counters> {
        self.counters.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Attempt {
    /// Gives the places back: the attempt succeeded or was never judged.
    pub fn forgive(mut self) {
        self.failed = false;
    }
}

impl Drop for Attempt {
    fn drop(&mut self) {
        self.shared.lock().settle(&self.keys, self.failed, Instant::now());
        self.shared.settled.notify_waiters();
    }
}

fn refused(until: Instant) -> ApiError {
    let left = until.saturating_duration_since(Instant::now());
    ApiError {
        retry_after: Some(left.as_secs() + 1),
        ..ApiError::new(TOO_MANY_REQUESTS, "too many failed attempts; wait a minute")
    }
}

fn busy() -> ApiError {
    ApiError {
        retry_after: Some(1),
        ..ApiError::new(UNAVAILABLE, "too many logins at once; try again in a moment")
    }
}

#[cfg(test)]
mod tests;
