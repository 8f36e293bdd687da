//! A limit on how often something may happen.

use std::time::Duration;
use tokio::time::Instant;

/// Lets `burst` through at once and refills evenly: a token bucket.
#[derive(Debug)]
pub struct Bucket {
    burst: f64,
    per_second: f64,
    level: f64,
    at: Instant,
}

impl Bucket {
    /// `burst` within `span`.
    pub fn new(burst: u32, span: Duration) -> Self {
        let burst = f64::from(burst);
        Bucket { burst, per_second: burst / span.as_secs_f64(), level: burst, at: Instant::now() }
    }

    /// Whether it may happen once more now.
    pub fn take(&mut self) -> bool {
        let now = Instant::now();
        self.level = self.burst.min(self.level + (now - self.at).as_secs_f64() * self.per_second);
        self.at = now;
        let free = self.level >= 1.0;
        if free {
            self.level -= 1.0;
        }
        free
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_burst_passes_and_then_an_even_flow() {
        let mut bucket = Bucket::new(3, Duration::from_secs(30));
        assert_eq!([bucket.take(), bucket.take(), bucket.take(), bucket.take()], [true, true, true, false]);
        tokio::time::advance(Duration::from_secs(10)).await;
        assert_eq!([bucket.take(), bucket.take()], [true, false]);
        tokio::time::advance(Duration::from_secs(3600)).await;
        assert_eq!((0..5).filter(|_| bucket.take()).count(), 3);
    }
}
