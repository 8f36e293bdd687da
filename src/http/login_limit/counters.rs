//! Failed and open attempts by key: the state behind the limits, without clock or waiting.

use ipnet::IpNet;
use std::{
    collections::{HashMap, VecDeque},
    time::{Duration, Instant},
};
use uuid::Uuid;

/// How long a failure counts.
pub const WINDOW: Duration = Duration::from_secs(60);

/// Whose password is tried. An account is its id, so that no two spellings of an e-mail count apart.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Account {
    /// A user there is.
    Known(Uuid),
    /// An e-mail that nobody has, in lower case; it is limited alike, so that a refusal tells nothing.
    Unknown(String),
}

/// What failures are counted by.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Key {
    /// An account from one network.
    Pair(Account, IpNet),
    /// All accounts from one network that is new to them.
    Network(IpNet),
    /// An account from all networks that it does not usually log in from.
    Strangers(Account),
    /// A user's own session that asks for the current password.
    Session(Uuid),
}

/// Whether an attempt may be made.
#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Yes, and it is open now: [`Counters::settle`] must follow.
    Begun,
    /// Not yet: if all open attempts failed, this one would be one too many.
    Wait,
    /// No; there were too many failures, and the oldest counts until then.
    Refused(Instant),
}

#[derive(Debug, Default)]
struct Count {
    failures: VecDeque<Instant>,
    open: usize,
}

impl Count {
    fn forget_old(&mut self, now: Instant) {
        while self.failures.front().is_some_and(|at| now.duration_since(*at) >= WINDOW) {
            self.failures.pop_front();
        }
    }
}

/// Counts of all keys.
///
/// There are never many: a key lives for a minute after its last failure, and failures come no faster than
/// passwords can be hashed.
#[derive(Debug, Default)]
pub struct Counters {
    by_key: HashMap<Key, Count>,
    swept: Option<Instant>,
}

impl Counters {
    /// Opens an attempt under every key, each with its limit of failures, or under none.
    pub fn begin(&mut self, keys: &[(Key, usize)], now: Instant) -> Verdict {
        self.sweep(now);
        let (mut wait, mut until) = (false, None);
        for (key, limit) in keys {
            let Some(count) = self.by_key.get_mut(key) else { continue };
            count.forget_old(now);
            if count.failures.len() >= *limit {
                let free = count.failures.get(count.failures.len() - limit).map(|at| *at + WINDOW);
                until = until.max(free);
            }
            wait |= count.failures.len() + count.open >= *limit;
        }
        match until {
            Some(until) => Verdict::Refused(until),
            None if wait => Verdict::Wait,
            None => {
                for (key, _) in keys {
                    self.by_key.entry(key.clone()).or_default().open += 1;
                }
                Verdict::Begun
            }
        }
    }

    /// Closes an attempt under the keys it was opened with.
    pub fn settle(&mut self, keys: &[(Key, usize)], failed: bool, now: Instant) {
        for (key, _) in keys {
            let Some(count) = self.by_key.get_mut(key) else { continue };
            count.open = count.open.saturating_sub(1);
            if failed {
                count.failures.push_back(now);
            } else if count.open == 0 && count.failures.is_empty() {
                self.by_key.remove(key);
            }
        }
    }

    fn sweep(&mut self, now: Instant) {
        if self.swept.is_some_and(|at| now.duration_since(at) < WINDOW) {
            return;
        }
        self.swept = Some(now);
        self.by_key.retain(|_, count| {
            count.forget_old(now);
            count.open > 0 || !count.failures.is_empty()
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str) -> (Key, usize) {
        (Key::Strangers(Account::Unknown(name.into())), 3)
    }

    #[test]
    fn open_attempts_take_the_places_of_failures() {
        let (mut counters, now) = (Counters::default(), Instant::now());
        let keys = [key("a")];
        for _ in 0..3 {
            assert_eq!(counters.begin(&keys, now), Verdict::Begun);
        }
        assert_eq!(counters.begin(&keys, now), Verdict::Wait);
        counters.settle(&keys, false, now);
        assert_eq!(counters.begin(&keys, now), Verdict::Begun, "a success gives its place back");
        for _ in 0..3 {
            counters.settle(&keys, true, now);
        }
        assert_eq!(counters.begin(&keys, now), Verdict::Refused(now + WINDOW));
        assert_eq!(counters.begin(&[key("b")], now), Verdict::Begun);
    }

    #[test]
    fn a_failure_counts_for_a_minute() {
        let (mut counters, start) = (Counters::default(), Instant::now());
        let keys = [key("a")];
        for second in 0..3 {
            let now = start + Duration::from_secs(second);
            assert_eq!(counters.begin(&keys, now), Verdict::Begun);
            counters.settle(&keys, true, now);
        }
        let refused = Verdict::Refused(start + WINDOW);
        assert_eq!(counters.begin(&keys, start + Duration::from_secs(59)), refused);
        assert_eq!(counters.begin(&keys, start + WINDOW), Verdict::Begun);
        assert_eq!(counters.begin(&keys, start + WINDOW), Verdict::Wait, "two failures still count");
    }

    #[test]
    fn one_full_key_refuses_and_opens_nothing_under_the_others() {
        let (mut counters, now) = (Counters::default(), Instant::now());
        let (full, other) = (key("a"), key("b"));
        for _ in 0..3 {
            assert_eq!(counters.begin(std::slice::from_ref(&full), now), Verdict::Begun);
            counters.settle(std::slice::from_ref(&full), true, now);
        }
        let both = [full, other.clone()];
        for _ in 0..5 {
            assert_eq!(counters.begin(&both, now), Verdict::Refused(now + WINDOW));
        }
        assert_eq!(counters.begin(&[other], now), Verdict::Begun);
    }

    #[test]
    fn keys_are_forgotten() {
        let (mut counters, now) = (Counters::default(), Instant::now());
        for n in 0..100 {
            let keys = [key(&n.to_string())];
            assert_eq!(counters.begin(&keys, now), Verdict::Begun);
            counters.settle(&keys, n % 2 == 0, now);
        }
        assert_eq!(counters.by_key.len(), 50, "successes leave nothing");
        assert_eq!(counters.begin(&[key("last")], now + WINDOW), Verdict::Begun);
        assert_eq!(counters.by_key.len(), 1);
    }
}
