//! Taking away bytes: of deleted and replaced files, of abandoned uploads, and of commits whose end was not known.

use crate::{
    blob::{BlobId, BlobStore, SHARDS},
    db::{
        Db, DbError,
        storage::{garbage, uploads},
    },
};
use chrono::{DateTime, Utc};
use std::{collections::HashMap, sync::Arc, time::Duration};
use tokio::time::Instant;

/// Blobs taken away in one go.
const BATCH: i64 = 500;

/// How long a COMMIT whose answer was lost may still be on its way in the database. Longer than a statement may take.
const UNKNOWN_FOR: Duration = Duration::from_secs(120);

/// Blobs of which it is not known whether a row names them.
#[derive(Debug, Default)]
pub(super) struct Doubts(HashMap<BlobId, Instant>);

impl Doubts {
    /// Notes a blob.
    pub(super) fn add(&mut self, blob: BlobId, now: Instant) {
        self.0.insert(blob, now);
    }

    /// Takes out those whose commit has ended by now, one way or the other.
    pub(super) fn due(&mut self, now: Instant) -> Vec<BlobId> {
        self.0.extract_if(|_, at| now.duration_since(*at) >= UNKNOWN_FOR).map(|(blob, _)| blob).collect()
    }
}

/// One look at what can be taken away.
pub(super) struct Sweep {
    pub(super) db: Db,
    pub(super) store: Arc<dyn BlobStore>,
}

impl Sweep {
    /// Takes away a batch, and those of `doubtful` that no row knows. Whether there is more.
    pub(super) async fn run(&self, doubtful: Vec<BlobId>) -> bool {
        let more = self.garbage().await.unwrap_or_else(|error| {
            tracing::debug!(%error, "garbage could not be looked up");
            false
        });
        if let Err(error) = self.unknown(&doubtful).await {
            tracing::warn!(%error, "blobs in doubt stay until the next start");
        }
        more
    }

    async fn garbage(&self) -> Result<bool, DbError> {
        uploads::abort_expired(&self.db).await?;
        let due = garbage::due(&self.db, BATCH, false).await?;
        let gone = self.delete(&due).await;
        if !gone.is_empty() {
            garbage::forget(&self.db, &gone).await?;
        }
        Ok(due.len() as i64 == BATCH && gone.len() == due.len())
    }

    async fn unknown(&self, doubtful: &[BlobId]) -> Result<(), DbError> {
        if !doubtful.is_empty() {
            self.delete(&garbage::unknown(&self.db, doubtful).await?).await;
        }
        Ok(())
    }

    async fn delete(&self, blobs: &[BlobId]) -> Vec<BlobId> {
        let mut gone = Vec::with_capacity(blobs.len());
        for blob in blobs {
            match self.store.delete(*blob).await {
                Ok(()) => gone.push(*blob),
                Err(error) => {
                    tracing::warn!(%error, %blob, "bytes could not be taken away; tried again later")
                }
            }
        }
        gone
    }
}

/// Takes away blobs that a process left behind when it died between publishing them and committing their rows.
///
/// Only in a store that no other process writes to: there every blob made before this start and unknown to the
/// rows is such a leftover.
pub(super) async fn orphans(db: Db, store: Arc<dyn BlobStore>) {
    if !store.exclusive() {
        return;
    }
    let until = chrono::Utc::now();
    match sweep_orphans(&Sweep { db, store }, until).await {
        Ok(0) => {}
        Ok(gone) => tracing::info!(gone, "blobs without rows were taken away"),
        Err(error) => tracing::warn!(%error, "blobs without rows stay until the next start"),
    }
}

async fn sweep_orphans(
    sweep: &Sweep,
    until: DateTime<Utc>,
) -> Result<usize, Box<dyn std::error::Error + Send + Sync>> {
    let since = garbage::swept_until(&sweep.db).await?.timestamp_millis().unsigned_abs();
    let before = until.timestamp_millis().unsigned_abs();
    let mut orphans = Vec::new();
    for shard in 0..SHARDS {
        let found = sweep.store.list(shard).await?;
        let recent: Vec<BlobId> = found
            .iter()
            .map(|blob| blob.id)
            .filter(|id| (since..before).contains(&id.made_at_ms()))
            .collect();
        for batch in recent.chunks(1000) {
            orphans.extend(garbage::unknown(&sweep.db, batch).await?);
        }
    }
    let mut gone = 0;
    if !orphans.is_empty() {
        // The database may still be at work on what the dead process sent last.
        tokio::time::sleep(2 * Duration::from_millis(sweep.db.statement_timeout_ms().unsigned_abs().into()))
            .await;
        for batch in orphans.chunks(1000) {
            let unknown = garbage::unknown(&sweep.db, batch).await?;
            gone += sweep.delete(&unknown).await.len();
        }
    }
    garbage::set_swept_until(&sweep.db, until).await?;
    Ok(gone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_doubt_is_settled_once_the_commit_must_have_ended() {
        let (mut doubts, blob, start) = (Doubts::default(), BlobId::new(), Instant::now());
        doubts.add(blob, start);
        assert_eq!(doubts.due(start + UNKNOWN_FOR - Duration::from_secs(1)), []);
        assert_eq!(doubts.due(start + UNKNOWN_FOR), [blob]);
        assert_eq!(doubts.due(start + 2 * UNKNOWN_FOR), [], "only once");
    }
}
