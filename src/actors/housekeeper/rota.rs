//! Which chore is due when: the state of the housekeeper, without clock or database.

use std::time::Duration;
use tokio::time::Instant;

/// Pause between two batches of a chore, so that a large purge leaves the database to others.
const BETWEEN_BATCHES: Duration = Duration::from_millis(100);

/// Pause after a failure; doubled with each further one, up to the chore's own interval.
const FIRST_RETRY: Duration = Duration::from_secs(5);

/// How a batch ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was full: there may be more.
    More,
    /// Nothing is left for now.
    Done,
    /// It failed.
    Failed,
}

#[derive(Debug)]
struct Turn {
    every: Duration,
    due: Instant,
    failures: u32,
}

/// The turns of all chores.
#[derive(Debug)]
pub struct Rota {
    turns: Vec<Turn>,
}

impl Rota {
    /// Chores with these intervals, all due at once.
    pub fn new(intervals: impl IntoIterator<Item = Duration>, now: Instant) -> Self {
        let turn = |every| Turn { every, due: now, failures: 0 };
        Rota { turns: intervals.into_iter().map(turn).collect() }
    }

    /// The chore that is due first, and when; `None` without chores.
    pub fn next(&self) -> Option<(usize, Instant)> {
        self.turns.iter().enumerate().map(|(chore, turn)| (chore, turn.due)).min_by_key(|(_, due)| *due)
    }

    /// Notes how a batch of `chore` ended at `now`.
    pub fn ended(&mut self, chore: usize, outcome: Outcome, now: Instant) {
        let Some(turn) = self.turns.get_mut(chore) else { return };
        let pause = match outcome {
            Outcome::More => BETWEEN_BATCHES,
            Outcome::Done => turn.every,
            Outcome::Failed => turn.every.min(FIRST_RETRY * 2_u32.saturating_pow(turn.failures.min(16))),
        };
        turn.failures = if outcome == Outcome::Failed { turn.failures + 1 } else { 0 };
        turn.due = now + pause;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Duration = Duration::from_secs(3600);

    #[test]
    fn chores_take_turns_and_come_back_after_their_interval() {
        let now = Instant::now();
        let mut rota = Rota::new([HOUR, 2 * HOUR], now);
        assert_eq!(rota.next(), Some((0, now)));
        rota.ended(0, Outcome::Done, now);
        assert_eq!(rota.next(), Some((1, now)));
        rota.ended(1, Outcome::Done, now);
        assert_eq!(rota.next(), Some((0, now + HOUR)));
    }

    #[test]
    fn a_full_batch_is_followed_soon_but_lets_others_in_between() {
        let now = Instant::now();
        let mut rota = Rota::new([HOUR, HOUR], now);
        rota.ended(0, Outcome::More, now);
        assert_eq!(rota.next(), Some((1, now)));
        rota.ended(1, Outcome::Done, now);
        assert_eq!(rota.next(), Some((0, now + BETWEEN_BATCHES)));
    }

    #[test]
    fn failures_are_tried_again_ever_later_but_not_later_than_usual() {
        let now = Instant::now();
        let mut rota = Rota::new([HOUR], now);
        let mut pauses = Vec::new();
        for _ in 0..12 {
            rota.ended(0, Outcome::Failed, now);
            pauses.push(rota.next().map(|(_, due)| due.duration_since(now).as_secs()));
        }
        assert_eq!(pauses[..3], [Some(5), Some(10), Some(20)]);
        assert_eq!(pauses[11], Some(3600));
        rota.ended(0, Outcome::Done, now);
        rota.ended(0, Outcome::Failed, now);
        assert_eq!(rota.next(), Some((0, now + FIRST_RETRY)), "a success forgives");
    }

    #[test]
    fn without_chores_nothing_is_due() {
        assert_eq!(Rota::new([], Instant::now()).next(), None);
    }
}
