//! Buckets.

use super::{Author, Scope, StorageError, p, query};
use crate::db::Db;
use chrono::{DateTime, Utc};
use serde_json::Value;
use tokio_postgres::Row;
use uuid::Uuid;

/// A bucket, with what the caller may see in it summed up.
#[derive(Debug, Clone)]
pub struct Bucket {
    /// Name, which is its id, too.
    pub name: String,
    /// Owner.
    pub owner: Option<Uuid>,
    /// Whether anyone may download its files by their names.
    pub public: bool,
    /// Description.
    pub description: Option<String>,
    /// Largest file, in bytes.
    pub file_size_limit: Option<i64>,
    /// Media types it takes, such as `image/*`; all when absent.
    pub allowed_mime_types: Option<Vec<String>>,
    /// Most bytes it may hold.
    pub quota_bytes: Option<i64>,
    /// CORS rules of the S3 port.
    pub cors: Option<Value>,
    /// Files that the caller may see.
    pub file_count: i64,
    /// Their bytes.
    pub total_size: i64,
    /// Made at.
    pub created_at: DateTime<Utc>,
    /// Changed at.
    pub updated_at: DateTime<Utc>,
}

/// A bucket to make, or what to change about one: `None` leaves a member as it is, `Some(None)` clears it.
#[derive(Debug, Default, Clone)]
pub struct BucketChange {
    /// Owner; for administrators only. The caller without it.
    pub owner: Option<Uuid>,
    /// Public flag.
    pub public: Option<bool>,
    /// Description.
    pub description: Option<Option<String>>,
    /// Largest file, in bytes.
    pub file_size_limit: Option<Option<i64>>,
    /// Media types it takes.
    pub allowed_mime_types: Option<Option<Vec<String>>>,
    /// Most bytes it may hold; for administrators only.
    pub quota_bytes: Option<Option<i64>>,
    /// CORS rules of the S3 port.
    pub cors: Option<Option<Value>>,
}

/// What a bucket asks of uploads.
#[derive(Debug, Clone)]
pub struct Rules {
    /// Whether it is public.
    pub public: bool,
    /// Largest file, in bytes.
    pub file_size_limit: Option<u64>,
    /// Media types it takes.
    pub allowed_mime_types: Option<Vec<String>>,
}

const COLUMNS: &str =
    "b.id, b.owner, b.public, b.description, b.file_size_limit, b.allowed_mime_types, b.quota_bytes,
    b.cors, b.created_at, b.updated_at";
const USAGE: &str =
    "LEFT JOIN LATERAL (SELECT count(*) AS file_count, coalesce(sum(o.size), 0)::bigint AS total_size
    FROM storage.objects o WHERE o.bucket_id = b.id) usage ON true";

impl From<&Row> for Bucket {
    fn from(row: &Row) -> Self {
        Bucket {
            name: row.get("id"),
            owner: row.get("owner"),
            public: row.get("public"),
            description: row.get("description"),
            file_size_limit: row.get("file_size_limit"),
            allowed_mime_types: row.get("allowed_mime_types"),
            quota_bytes: row.get("quota_bytes"),
            cors: row.get("cors"),
            file_count: row.get("file_count"),
            total_size: row.get("total_size"),
            created_at: row.get("created_at"),
            updated_at: row.get("updated_at"),
        }
    }
}

/// Buckets that the author may see, by name.
pub async fn list(db: &Db, author: &Author) -> Result<Vec<Bucket>, StorageError> {
    let sql = format!(
        "SELECT {COLUMNS}, usage.file_count, usage.total_size FROM storage.buckets b {USAGE} ORDER BY b.id LIMIT 10000"
    );
    Ok(query(db, author, &sql, &[]).await?.iter().map(Bucket::from).collect())
}

/// One bucket.
pub async fn get(db: &Db, author: &Author, name: &str) -> Result<Bucket, StorageError> {
    let sql = format!(
        "SELECT {COLUMNS}, usage.file_count, usage.total_size FROM storage.buckets b {USAGE} WHERE b.id = $1"
    );
    let rows = query(db, author, &sql, &[p(&name)]).await?;
    rows.first().map(Bucket::from).ok_or(StorageError::NoBucket)
}

/// Whether the author may know of the bucket.
pub async fn exists(db: &Db, author: &Author, name: &str) -> Result<(), StorageError> {
    let rows = query(db, author, "SELECT 1 FROM storage.buckets WHERE id = $1", &[p(&name)]).await?;
    if rows.is_empty() { Err(StorageError::NoBucket) } else { Ok(()) }
}

/// What the bucket asks of uploads; also told to those who may write without seeing the bucket.
pub async fn rules(db: &Db, author: &Author, name: &str) -> Result<Rules, StorageError> {
    let sql = "SELECT public, file_size_limit, allowed_mime_types FROM storage.bucket_rules($1)";
    let rows = query(db, author, sql, &[p(&name)]).await?;
    let row = rows.first().ok_or(StorageError::NoBucket)?;
    Ok(Rules {
        public: row.get(0),
        file_size_limit: row.get::<_, Option<i64>>(1).map(|limit| limit.unsigned_abs()),
        allowed_mime_types: row.get(2),
    })
}

/// Makes a bucket that belongs to the author, or to another user where an administrator says so.
pub async fn create(
    db: &Db,
    author: &Author,
    name: &str,
    new: &BucketChange,
) -> Result<Bucket, StorageError> {
    let sql = format!(
        "INSERT INTO storage.buckets AS b (id, name, owner, public, description, file_size_limit,
                allowed_mime_types, quota_bytes, cors)
         VALUES ($1, $1, coalesce($2, auth.uid()), coalesce($3, false), $4, $5, $6, $7, $8)
         RETURNING {COLUMNS}, 0::bigint AS file_count, 0::bigint AS total_size"
    );
    let rows = query(
        db,
        author,
        &sql,
        &[
            p(&name),
            p(&new.owner),
            p(&new.public),
            p(&new.description.clone().flatten()),
            p(&new.file_size_limit.flatten()),
            p(&new.allowed_mime_types.clone().flatten()),
            p(&new.quota_bytes.flatten()),
            p(&new.cors.clone().flatten()),
        ],
    )
    .await?;
    rows.first().map(Bucket::from).ok_or(StorageError::NoBucket)
}

/// Changes a bucket.
pub async fn update(
    db: &Db,
    author: &Author,
    name: &str,
    change: &BucketChange,
) -> Result<Bucket, StorageError> {
    let sql = "UPDATE storage.buckets SET
            owner = coalesce($2, owner),
            public = coalesce($3, public),
            description = CASE WHEN $4 THEN $5 ELSE description END,
            file_size_limit = CASE WHEN $6 THEN $7 ELSE file_size_limit END,
            allowed_mime_types = CASE WHEN $8 THEN $9 ELSE allowed_mime_types END,
            quota_bytes = CASE WHEN $10 THEN $11 ELSE quota_bytes END,
            cors = CASE WHEN $12 THEN $13 ELSE cors END,
            updated_at = now()
          WHERE id = $1 RETURNING 1";
    let rows = query(
        db,
        author,
        sql,
        &[
            p(&name),
            p(&change.owner),
            p(&change.public),
            p(&change.description.is_some()),
            p(&change.description.clone().flatten()),
            p(&change.file_size_limit.is_some()),
            p(&change.file_size_limit.flatten()),
            p(&change.allowed_mime_types.is_some()),
            p(&change.allowed_mime_types.clone().flatten()),
            p(&change.quota_bytes.is_some()),
            p(&change.quota_bytes.flatten()),
            p(&change.cors.is_some()),
            p(&change.cors.clone().flatten()),
        ],
    )
    .await?;
    if rows.is_empty() { Err(StorageError::NoBucket) } else { get(db, author, name).await }
}

/// Deletes a bucket; with `force` its files go along, else it must be empty.
pub async fn remove(db: &Db, author: &Author, name: &str, force: bool) -> Result<(), StorageError> {
    let scope = Scope::begin(db, author).await?;
    if force {
        scope.query("DELETE FROM storage.objects WHERE bucket_id = $1", &[p(&name)]).await?;
    }
    let deleted = scope.query("DELETE FROM storage.buckets WHERE id = $1 RETURNING 1", &[p(&name)]).await?;
    scope.end("COMMIT").await?;
    if deleted.is_empty() { Err(StorageError::NoBucket) } else { Ok(()) }
}

/// The CORS rules of a bucket, for preflight requests, which carry no credentials.
pub async fn cors(db: &Db, name: &str) -> Result<Option<Value>, StorageError> {
    let client = db.owner().await?;
    let rows = client.query_typed("SELECT cors FROM storage.buckets WHERE id = $1", &[p(&name)]).await?;
    Ok(rows.first().and_then(|row| row.get(0)))
}
