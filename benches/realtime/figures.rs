//! What was received, and how long it took.

use crate::{Shared, client::Client};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// How long after the last message it waits for more.
const QUIET: Duration = Duration::from_secs(1);

/// Microseconds since 1970: generator and readers share a clock.
pub fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_micros()).unwrap_or_default()
}

#[derive(Default)]
struct Received {
    /// Microseconds of each message.
    latencies: Vec<u32>,
    lagged: u64,
}

/// Readers, and what they have received.
pub struct Figures(Vec<Shared<Received>>);

impl Figures {
    /// Reads by all these sockets from now on.
    pub fn read_by(clients: Vec<Client>) -> Self {
        let readers = clients.into_iter().map(|mut client| {
            let received: Shared<Received> = Shared::default();
            let reader = received.clone();
            tokio::spawn(async move {
                let look = |data: &[u8]| {
                    let Ok(mut received) = reader.lock() else { return };
                    match sent_at(data) {
                        Some(at) => received
                            .latencies
                            .push(u32::try_from(now().saturating_sub(at)).unwrap_or(u32::MAX)),
                        None => {
                            received.lagged += u64::from(data.windows(8).any(|word| word == b"\"lagged\""))
                        }
                    }
                };
                while client.frame(look).await.is_ok() {}
            });
            received
        });
        Figures(readers.collect())
    }

    fn count(&self) -> usize {
        self.0
            .iter()
            .filter_map(|received| received.lock().ok())
            .map(|received| received.latencies.len())
            .sum()
    }

    /// Waits for the rest and prints the figures; `expected` messages were sent to these sockets altogether.
    pub async fn report(self, begun: Instant, expected: usize) {
        let (mut count, mut last) = (self.count(), Instant::now());
        while count < expected && last.elapsed() < QUIET {
            tokio::time::sleep(Duration::from_millis(20)).await;
            let more = self.count();
            if more > count {
                (count, last) = (more, Instant::now());
            }
        }
        let span = last.duration_since(begun).as_secs_f64();
        let (mut latencies, mut lagged) = (Vec::with_capacity(count), 0);
        for received in self.0.iter().filter_map(|received| received.lock().ok()) {
            latencies.extend_from_slice(&received.latencies);
            lagged += received.lagged;
        }
        latencies.sort_unstable();
        let at = |share: usize| {
            latencies.get(latencies.len() * share / 100).copied().unwrap_or_default() as f64 / 1000.0
        };
        println!(
            "{count} of {expected} delivered, {:.0}/s, p50 {:.2} ms, p99 {:.2} ms, max {:.2} ms, {lagged} notices of loss",
            count as f64 / span,
            at(50),
            at(99),
            latencies.last().copied().unwrap_or_default() as f64 / 1000.0
        );
    }
}

/// The number after `"t":`.
fn sent_at(data: &[u8]) -> Option<u64> {
    let start = data.windows(4).position(|word| word == b"\"t\":")? + 4;
    let digits =
        data[start..].iter().skip_while(|byte| **byte == b' ').take_while(|byte| byte.is_ascii_digit());
    Some(digits.fold(0, |number, digit| number * 10 + u64::from(digit - b'0')))
}
