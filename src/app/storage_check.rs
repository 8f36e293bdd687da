//! `selfdb storage check`: whether rows and bytes agree, and putting right where they do not.

use super::AppError;
use crate::{
    blob::{BlobId, BlobStore, LocalStore, SHARDS},
    db::{
        Db,
        storage::garbage::{self, Stored},
    },
};
use std::{
    collections::{HashMap, HashSet},
    fmt,
    path::Path,
};

/// What a check found.
#[derive(Debug, Default)]
pub struct Report {
    /// Blobs that rows name.
    pub blobs: usize,
    /// Rows whose bytes are missing or of another length, by what they are.
    pub damaged: Vec<Stored>,
    /// Blobs that no row names.
    pub orphans: Vec<BlobId>,
}

impl Report {
    /// Whether rows and bytes agree.
    pub fn is_clean(&self) -> bool {
        self.damaged.is_empty() && self.orphans.is_empty()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} blobs named by rows", self.blobs)?;
        for row in &self.damaged {
            writeln!(f, "damaged: {} (blob {}, {} bytes)", row.what, row.blob, row.size)?;
        }
        for blob in &self.orphans {
            writeln!(f, "orphan: blob {blob}")?;
        }
        write!(f, "{} damaged, {} orphans", self.damaged.len(), self.orphans.len())
    }
}

/// Compares rows and bytes. `repair` deletes rows without their bytes and bytes without a row, and needs the server to
/// be stopped; without it, blobs that are being written while the check runs do not count.
pub async fn check(db: &Db, folder: &Path, repair: bool) -> Result<Report, AppError> {
    let begun = chrono::Utc::now().timestamp_millis().unsigned_abs();
    let store = if repair { LocalStore::open(folder)? } else { LocalStore::open_shared(folder) };
    let mut found: HashMap<BlobId, u64> = HashMap::new();
    for shard in 0..SHARDS {
        found.extend(store.list(shard).await?.into_iter().map(|blob| (blob.id, blob.size)));
    }
    // After the listing: what was deleted meanwhile is named by no row any more.
    let stored = garbage::stored(db).await?;
    let named: HashSet<BlobId> = stored.iter().map(|row| row.blob).collect();
    let garbage: HashSet<BlobId> = garbage::due(db, i64::MAX, true).await?.into_iter().collect();
    let damaged = |row: &Stored| {
        let sound = found.get(&row.blob) == Some(&row.size) || row.size == 0;
        // A row that came after the listing is not in it.
        !sound && (repair || row.blob.made_at_ms() <= begun)
    };
    let orphan =
        |blob: &BlobId| !named.contains(blob) && !garbage.contains(blob) && blob.made_at_ms() <= begun;
    let report = Report {
        blobs: named.len(),
        orphans: found.keys().filter(|blob| orphan(blob)).copied().collect(),
        damaged: stored.into_iter().filter(damaged).collect(),
    };
    if repair {
        let lost: Vec<BlobId> = report.damaged.iter().map(|row| row.blob).collect();
        garbage::drop_rows(db, &lost).await?;
        for blob in report.orphans.iter().chain(&garbage) {
            store.delete(*blob).await?;
        }
        garbage::forget(db, &garbage.into_iter().collect::<Vec<_>>()).await?;
    }
    Ok(report)
}
