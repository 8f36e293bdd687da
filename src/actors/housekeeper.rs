//! `Housekeeper` owns the periodic clearing of old rows: it runs each chore in bounded batches, one batch at a time.
//! It accepts and sends nothing. After a restart every chore is due at once. Several nodes may run it together:
//! a chore skips the rows that another node has locked.

mod rota;

use crate::db::DbError;
use actix::{Actor, ActorFutureExt as _, AsyncContext as _, Context, Supervised, fut::wrap_future};
use futures_util::future::BoxFuture;
use rota::{Outcome, Rota};
use std::{sync::Arc, time::Duration};
use tokio::time::Instant;

/// Rows that one batch may delete: a few milliseconds of work.
pub const BATCH: i64 = 1000;

/// How long after nothing was left a chore looks again.
const INTERVAL: Duration = Duration::from_secs(3600);

/// Deletes at most the given number of rows and says how many it deleted.
pub type Purge = Arc<dyn Fn(i64) -> BoxFuture<'static, Result<u64, DbError>> + Send + Sync>;

/// Something that is done again and again.
#[derive(Clone)]
pub struct Chore {
    /// For the log: what is cleared.
    pub name: &'static str,
    /// Interval.
    pub every: Duration,
    /// One batch.
    pub purge: Purge,
}

impl Chore {
    /// A chore that looks again each hour.
    pub fn new<F, R>(name: &'static str, purge: F) -> Self
    where
        F: Fn(i64) -> R + Send + Sync + 'static,
        R: Future<Output = Result<u64, DbError>> + Send + 'static,
    {
        Chore { name, every: INTERVAL, purge: Arc::new(move |batch| Box::pin(purge(batch))) }
    }
}

/// The actor; its state is rebuilt from the chores whenever it starts.
pub struct Housekeeper {
    chores: Arc<[Chore]>,
}

impl Housekeeper {
    /// A housekeeper with these chores.
    pub fn new(chores: Vec<Chore>) -> Self {
        Housekeeper { chores: chores.into() }
    }
}

impl Actor for Housekeeper {
    type Context = Context<Self>;

    fn started(&mut self, context: &mut Self::Context) {
        context.spawn(wrap_future(forever(self.chores.clone())).map(|(), _, _| ()));
    }
}

impl Supervised for Housekeeper {}

async fn forever(chores: Arc<[Chore]>) {
    let mut rota = Rota::new(chores.iter().map(|chore| chore.every), Instant::now());
    while let Some((next, due)) = rota.next() {
        tokio::time::sleep_until(due).await;
        let Some(chore) = chores.get(next) else { return };
        rota.ended(next, batch(chore).await, Instant::now());
    }
}

async fn batch(chore: &Chore) -> Outcome {
    match (chore.purge)(BATCH).await {
        Ok(cleared) => {
            if cleared > 0 {
                tracing::debug!(chore = chore.name, cleared, "old rows were cleared");
            }
            if cleared >= BATCH as u64 { Outcome::More } else { Outcome::Done }
        }
        Err(error) => {
            tracing::warn!(chore = chore.name, %error, "old rows could not be cleared; trying again later");
            Outcome::Failed
        }
    }
}

#[cfg(test)]
mod tests;
