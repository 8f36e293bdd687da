//! `BackupScheduler` owns the time of the next backup: it makes one whenever the newest is older than the interval, and
//! then deletes those that are not to be kept. It accepts and sends nothing. What is due is read from the backups
//! themselves, so a restart neither skips nor repeats one; a second server on the same folder finds it busy and waits.

use crate::backup::{BackupError, Backups, Entry};
use actix::{Actor, ActorFutureExt as _, AsyncContext as _, Context, Supervised, fut::wrap_future};
use chrono::{DateTime, Utc};
use std::time::Duration;
use tokio::{runtime, task};

/// Pause after a backup that failed, unless the interval is shorter.
const RETRY: Duration = Duration::from_secs(600);

/// The actor; its state is on disk.
pub struct BackupScheduler {
    backups: Backups,
    every: Duration,
}

impl BackupScheduler {
    /// A scheduler of one backup per `every`.
    pub fn new(backups: Backups, every: Duration) -> Self {
        BackupScheduler { backups, every }
    }
}

impl Actor for BackupScheduler {
    type Context = Context<Self>;

    fn started(&mut self, context: &mut Self::Context) {
        let run = forever(self.backups.clone(), self.every);
        context.spawn(wrap_future(run).map(|(), _, _| ()));
    }
}

impl Supervised for BackupScheduler {}

async fn forever(backups: Backups, every: Duration) {
    loop {
        match next(&backups, every).await {
            Ok(Entry { name, manifest }) => {
                let bytes = manifest.database_bytes + manifest.blob_bytes;
                tracing::info!(backup = name, bytes, "backup made");
            }
            Err(error) => {
                tracing::error!(%error, "no backup was made; trying again later");
                tokio::time::sleep(RETRY.min(every)).await;
            }
        }
    }
}

async fn next(backups: &Backups, every: Duration) -> Result<Entry, BackupError> {
    let newest = backups.list()?.last().map(|entry| entry.manifest.started_at);
    tokio::time::sleep(wait(newest, every, Utc::now())).await;
    let backups = backups.clone();
    // Checksums take processor time that the actors' thread has not got.
    let made = task::spawn_blocking(move || {
        let runtime = runtime::Builder::new_current_thread().enable_all().build();
        let made = runtime.map_err(BackupError::Thread)?.block_on(backups.create())?;
        backups.prune()?;
        Ok(made)
    });
    made.await.map_err(|error| BackupError::Thread(std::io::Error::other(error)))?
}

/// How long until the next backup.
fn wait(newest: Option<DateTime<Utc>>, every: Duration, now: DateTime<Utc>) -> Duration {
    // A clock that was set back must not put backups off for longer than the interval.
    let age = newest.map(|newest| (now - newest).to_std().unwrap_or_default());
    age.map_or(Duration::ZERO, |age| every.saturating_sub(age))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backup_is_due_when_the_newest_is_older_than_the_interval() {
        let now = DateTime::from_timestamp(1_000_000, 0).expect("a time");
        let hour = Duration::from_secs(3600);
        let ago = |seconds| Some(now - chrono::TimeDelta::seconds(seconds));
        assert_eq!(wait(None, hour, now), Duration::ZERO, "none yet");
        assert_eq!(wait(ago(600), hour, now), Duration::from_secs(3000));
        assert_eq!(wait(ago(7200), hour, now), Duration::ZERO);
        assert_eq!(wait(ago(-86_400), hour, now), hour, "made in the future");
    }
}
