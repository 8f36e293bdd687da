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

/// A blob that a row names.
#[derive(Debug, Clone)]
pub struct Stored {
    /// Blob.
    pub blob: BlobId,
    /// Length in bytes by the row.
    pub size: u64,
    /// For people: which file or upload.
    pub what: String,
}

/// Every blob that some row names.
pub async fn stored(db: &Db) -> Result<Vec<Stored>, DbError> {
    let sql = "SELECT version::uuid, size, 'file ' || bucket_id || '/' || name FROM storage.objects WHERE segments = 0
        UNION ALL SELECT s.blob, s.size, 'file ' || o.bucket_id || '/' || o.name
                    FROM selfdb.blob_segments s JOIN storage.objects o ON o.version = s.version
        UNION ALL SELECT u.blob, u.size, 'upload ' || u.upload_id FROM selfdb.upload_parts u";
    let rows = db.owner().await?.query_typed(sql, &[]).await?;
    Ok(rows
        .iter()
        .map(|row| Stored {
            blob: BlobId(row.get(0)),
            size: row.get::<_, i64>(1).unsigned_abs(),
            what: row.get(2),
        })
        .collect())
}

/// Deletes the files and uploads that name these blobs.
pub async fn drop_rows(db: &Db, blobs: &[BlobId]) -> Result<(), DbError> {
    let ids: Vec<Uuid> = blobs.iter().map(|blob| blob.0).collect();
    let client = db.owner().await?;
    let sql = "DELETE FROM storage.objects o WHERE o.version = ANY (SELECT b::text FROM unnest($1) b)
        OR EXISTS (SELECT 1 FROM selfdb.blob_segments s WHERE s.version = o.version AND s.blob = ANY ($1))";
    client.query_typed(sql, &[p(&ids)]).await?;
    let sql = "DELETE FROM selfdb.uploads u
        WHERE EXISTS (SELECT 1 FROM selfdb.upload_parts q WHERE q.upload_id = u.id AND q.blob = ANY ($1))";
    client.query_typed(sql, &[p(&ids)]).await?;
    Ok(())
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
