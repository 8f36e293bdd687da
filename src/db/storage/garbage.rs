//! Blobs that no row needs any more, and blobs that no row knows.

use super::p;
use crate::{
    db::{Db, DbError},
    domain::blob::BlobId,
};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Blobs whose time has come, at most `limit`. `early` also takes those that readers may still be on.
pub async fn due(db: &Db, limit: i64, early: bool) -> Result<Vec<BlobId>, DbError> {
    let client = db.owner().await?;
    let sql = "SELECT blob FROM selfdb.blob_garbage WHERE $2 OR due_at <= now() ORDER BY due_at LIMIT $1";
    Ok(client.query_typed(sql, &[p(&limit), p(&early)]).await?.iter().map(|row| BlobId(row.get(0))).collect())
}

/// Notes that the bytes of these are gone.
pub async fn forget(db: &Db, blobs: &[BlobId]) -> Result<(), DbError> {
    let ids: Vec<Uuid> = blobs.iter().map(|blob| blob.0).collect();
    let client = db.owner().await?;
    client.query_typed("DELETE FROM selfdb.blob_garbage WHERE blob = ANY ($1)", &[p(&ids)]).await?;
    Ok(())
}

/// Those of `blobs` that no row knows.
pub async fn unknown(db: &Db, blobs: &[BlobId]) -> Result<Vec<BlobId>, DbError> {
    let ids: Vec<Uuid> = blobs.iter().map(|blob| blob.0).collect();
    let client = db.owner().await?;
    Ok(client
        .query_typed("SELECT selfdb.unknown_blobs($1)", &[p(&ids)])
        .await?
        .iter()
        .map(|row| BlobId(row.get(0)))
        .collect())
}

/// Up to when blobs without rows have been looked for.
pub async fn swept_until(db: &Db) -> Result<DateTime<Utc>, DbError> {
    let client = db.owner().await?;
    let rows = client.query_typed("SELECT swept_until FROM selfdb.storage_sweep", &[]).await?;
    Ok(rows.first().map_or(DateTime::UNIX_EPOCH, |row| row.get(0)))
}

/// Notes that blobs made before `until` have been looked for.
pub async fn set_swept_until(db: &Db, until: DateTime<Utc>) -> Result<(), DbError> {
    let client = db.owner().await?;
    client.query_typed("UPDATE selfdb.storage_sweep SET swept_until = $1", &[p(&until)]).await?;
    Ok(())
}
