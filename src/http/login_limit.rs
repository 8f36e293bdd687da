//! Limits on failed logins, per account and per address. Logins that succeed cost nothing.

use super::problem::{ApiError, TOO_MANY_REQUESTS};
use governor::{DefaultKeyedRateLimiter, Quota};
use std::{
    collections::HashMap,
    num::NonZeroU32,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// Keys above which those that no longer matter are forgotten, so that memory stays bounded.
const MAX_KEYS: usize = 10_000;

/// How long a key that failed too often is refused.
const PENALTY: Duration = Duration::from_secs(60);

/// Counts failures and remembers who is to wait.
pub struct LoginLimits {
    failures: DefaultKeyedRateLimiter<String>,
    refused: Mutex<HashMap<String, Instant>>,
}

fn keys(email: &str, address: &str) -> [String; 2] {
    [format!("account:{}", email.to_lowercase()), format!("address:{address}")]
}

impl LoginLimits {
    /// `per_minute` failures for each account and each address.
    pub fn new(per_minute: u32) -> Self {
        let quota = Quota::per_minute(NonZeroU32::new(per_minute).unwrap_or(NonZeroU32::MIN));
        LoginLimits { failures: DefaultKeyedRateLimiter::keyed(quota), refused: Mutex::default() }
    }

    /// Refuses an account or address that failed too often just now.
    pub fn check(&self, email: &str, address: &str) -> Result<(), ApiError> {
        let now = Instant::now();
        let refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        let until = keys(email, address).iter().filter_map(|key| refused.get(key)).copied().max();
        match until.and_then(|until| until.checked_duration_since(now)) {
            None => Ok(()),
            Some(left) => Err(ApiError {
                retry_after: Some(left.as_secs() + 1),
                ..ApiError::new(TOO_MANY_REQUESTS, "too many failed logins; wait a minute")
            }),
        }
    }

    /// Counts a failed login.
    pub fn failed(&self, email: &str, address: &str) {
        if self.failures.len() > MAX_KEYS {
            self.failures.retain_recent();
        }
        let now = Instant::now();
        for key in keys(email, address) {
            if self.failures.check_key(&key).is_err() {
                let mut refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
                if refused.len() > MAX_KEYS {
                    refused.retain(|_, until| *until > now);
                }
                refused.insert(key, now + PENALTY);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_waits_after_its_failures_and_others_do_not() {
        let limits = LoginLimits::new(3);
        for n in 0..4 {
            assert!(limits.check("a@example.com", "10.0.0.1").is_ok(), "failure {n}");
            limits.failed("a@example.com", &format!("10.0.1.{n}"));
        }
        let refused = limits.check("A@Example.com", "10.0.0.2").expect_err("refused in any spelling");
        assert_eq!(refused.kind.status, 429);
        assert!(refused.retry_after.is_some_and(|seconds| (1..=61).contains(&seconds)));
        assert!(limits.check("b@example.com", "10.0.0.1").is_ok());
    }

    #[test]
    fn an_address_waits_however_many_accounts_it_tries() {
        let limits = LoginLimits::new(3);
        for n in 0..4 {
            limits.failed(&format!("user{n}@example.com"), "10.0.0.9");
        }
        assert!(limits.check("other@example.com", "10.0.0.9").is_err());
        assert!(limits.check("other@example.com", "10.0.0.8").is_ok());
    }
}
