//! Objects: the rows behind files.

use super::{Author, ObjectHeaders, Scope, StorageError, blob, p, query};
use crate::{
    db::{Db, DbError, pool::Param},
    domain::blob::BlobId,
};
use chrono::{DateTime, Utc};
use serde_json::Value;
use tokio_postgres::Row;
use uuid::Uuid;

/// Columns that make an [`Object`].
pub(super) const COLUMNS: &str =
    "o.id, o.bucket_id, o.name, o.owner, o.version, o.segments, o.size, o.etag, o.mime_type,
    o.cache_control, o.content_disposition, o.content_encoding, o.content_language, o.user_metadata, o.tags,
    o.checksums, o.created_at, o.updated_at";

/// A stored file.
#[derive(Debug, Clone)]
pub struct Object {
    /// Id; stays when the file is overwritten or moved.
    pub id: Uuid,
    /// Bucket.
    pub bucket: String,
    /// Name in the bucket.
    pub name: String,
    /// Who uploaded it.
    pub owner: Option<Uuid>,
    /// Names the bytes: a blob, or the segments of an upload in parts.
    pub version: BlobId,
    /// Number of segments; 0 when the version is one blob.
    pub segments: i32,
    /// Length in bytes.
    pub size: u64,
    /// ETag without quotes: hexadecimal MD5, or `<MD5 of MD5s>-<parts>`.
    pub etag: String,
    /// Stored headers.
    pub headers: ObjectHeaders,
    /// The uploader's own members.
    pub user_metadata: Value,
    /// S3 tags.
    pub tags: Value,
    /// S3 checksums by algorithm.
    pub checksums: Value,
    /// First uploaded at.
    pub created_at: DateTime<Utc>,
    /// Last written at.
    pub updated_at: DateTime<Utc>,
}

impl From<&Row> for Object {
    fn from(row: &Row) -> Self {
        Object {
            id: row.get("id"),
            bucket: row.get("bucket_id"),
            name: row.get("name"),
            owner: row.get("owner"),
            version: blob(row.get("version")),
            segments: row.get("segments"),
            size: row.get::<_, i64>("size").unsigned_abs(),
            etag: row.get("etag"),
            headers: ObjectHeaders {
                mime_type: row.get("mime_type"),
                cache_control: row.get("cache_control"),
                content_disposition: row.get("content_disposition"),
                content_encoding: row.get("content_encoding"),
                content_language: row.get("content_language"),
            },
            user_metadata: row.get("user_metadata"),
            tags: row.get("tags"),
            checksums: row.get("checksums"),
            created_at: row.get("created_at"),
            updated_at: row.get("updated_at"),
        }
    }
}

/// A file whose bytes are stored and whose row is to be written.
#[derive(Debug, Clone)]
pub struct NewObject {
    /// Bucket.
    pub bucket: String,
    /// Name in the bucket.
    pub name: String,
    /// Names the bytes.
    pub version: BlobId,
    /// Number of segments; 0 when the version is one blob.
    pub segments: i32,
    /// Length in bytes.
    pub size: u64,
    /// ETag without quotes.
    pub etag: String,
    /// SHA-256 of all bytes, where it is known.
    pub sha256: Option<Vec<u8>>,
    /// Stored headers.
    pub headers: ObjectHeaders,
    /// The uploader's own members.
    pub user_metadata: Value,
    /// S3 tags.
    pub tags: Value,
    /// S3 checksums by algorithm.
    pub checksums: Value,
}

/// On what condition a file is written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum WriteMode {
    /// On none: it is made or overwritten.
    #[default]
    Upsert,
    /// Only if no file has the name.
    Create,
    /// Only if the file is there and, unless the list is empty, has one of these ETags.
    Replace(Vec<String>),
}

/// What a write did.
#[derive(Debug, Clone)]
pub struct Written {
    /// Id of the file, where the author may know it.
    pub id: Option<Uuid>,
    /// Written at.
    pub at: DateTime<Utc>,
}

const INSERT: &str = "INSERT INTO storage.objects AS o (bucket_id, name, owner, version, segments, size, etag, sha256,
        mime_type, cache_control, content_disposition, content_encoding, content_language, user_metadata, tags, checksums)
    VALUES ($1, $2, coalesce($3, auth.uid()), $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";

const OVERWRITE: &str = "owner = coalesce($3, auth.uid()), version = $4, segments = $5, size = $6, etag = $7,
    sha256 = $8, mime_type = $9, cache_control = $10, content_disposition = $11, content_encoding = $12,
    content_language = $13, user_metadata = $14, tags = $15, checksums = $16, updated_at = now()";

/// What was there when the URL was signed says nothing of what is there now, so ownership is asked about again.
const SIGNER_MAY_OVERWRITE: &str = "WHERE $3::uuid IS NULL OR o.owner = $3
    OR EXISTS (SELECT 1 FROM storage.buckets b WHERE b.id = o.bucket_id AND b.owner = $3)
    OR EXISTS (SELECT 1 FROM auth.users u WHERE u.id = $3 AND u.app_role = 'ADMIN')";

/// Where a statement runs.
pub(super) enum On<'a> {
    /// In a transaction of its own.
    Own(&'a Db, &'a Author),
    /// Within one that goes on, also when the statement fails.
    Within(&'a Scope, &'a Author),
}

impl On<'_> {
    fn author(&self) -> &Author {
        match self {
            On::Own(_, author) | On::Within(_, author) => author,
        }
    }

    async fn query(&self, sql: &str, params: &[Param<'_>]) -> Result<Vec<Row>, StorageError> {
        match self {
            On::Own(db, author) => query(db, author, sql, params).await,
            On::Within(scope, _) => {
                scope.batch("SAVEPOINT statement").await?;
                let rows = scope.query(sql, params).await;
                if rows.is_err() {
                    scope.batch("ROLLBACK TO statement").await?;
                }
                rows
            }
        }
    }
}

/// Writes the row of `new`. This is the moment at which the file exists.
pub async fn put(
    db: &Db,
    author: &Author,
    new: &NewObject,
    mode: &WriteMode,
) -> Result<Written, StorageError> {
    put_on(&On::Own(db, author), new, mode).await
}

/// As [`put`], where `on` says.
pub(super) async fn put_on(on: &On<'_>, new: &NewObject, mode: &WriteMode) -> Result<Written, StorageError> {
    let author = on.author();
    let (version, size, signer) = (new.version.to_string(), new.size as i64, author.signer());
    let fields = [
        p(&new.bucket),
        p(&new.name),
        p(&signer),
        p(&version),
        p(&new.segments),
        p(&size),
        p(&new.etag),
        p(&new.sha256),
        p(&new.headers.mime_type),
        p(&new.headers.cache_control),
        p(&new.headers.content_disposition),
        p(&new.headers.content_encoding),
        p(&new.headers.content_language),
        p(&new.user_metadata),
        p(&new.tags),
        p(&new.checksums),
    ];
    match mode {
        WriteMode::Create => insert(on, &fields).await,
        WriteMode::Upsert => upsert(on, &fields).await,
        WriteMode::Replace(etags) => replace(on, &fields, etags).await,
    }
}

/// Asks for nothing back, since who may write need not be allowed to read.
async fn insert(on: &On<'_>, fields: &[Param<'_>]) -> Result<Written, StorageError> {
    on.query(INSERT, fields).await?;
    Ok(Written { id: None, at: Utc::now() })
}

async fn upsert(on: &On<'_>, fields: &[Param<'_>]) -> Result<Written, StorageError> {
    let guard = match on.author() {
        Author::Caller(_) => "",
        Author::Signed(_) => SIGNER_MAY_OVERWRITE,
    };
    let sql = format!(
        "{INSERT} ON CONFLICT (bucket_id, name) DO UPDATE SET {OVERWRITE} {guard} RETURNING o.id, o.updated_at"
    );
    match on.query(&sql, fields).await {
        Ok(rows) => written(&rows).ok_or(StorageError::Exists),
        // An upsert needs the right to read; a caller that may only add files can still add this one.
        Err(StorageError::Db(DbError::Statement(failed))) if failed.is_forbidden() => {
            match insert(on, fields).await {
                Err(StorageError::Exists) => Err(StorageError::Db(DbError::Statement(failed))),
                other => other,
            }
        }
        Err(error) => Err(error),
    }
}

async fn replace(on: &On<'_>, fields: &[Param<'_>], etags: &Vec<String>) -> Result<Written, StorageError> {
    let sql = format!(
        "UPDATE storage.objects AS o SET {OVERWRITE} WHERE o.bucket_id = $1 AND o.name = $2
            AND (cardinality($17::text[]) = 0 OR o.etag = ANY ($17)) RETURNING o.id, o.updated_at"
    );
    let mut fields = fields.to_vec();
    fields.push(p(etags));
    written(&on.query(&sql, &fields).await?).ok_or(StorageError::Precondition)
}

fn written(rows: &[Row]) -> Option<Written> {
    rows.first().map(|row| Written { id: Some(row.get(0)), at: row.get(1) })
}

/// Whether the author's policies would let it write that file now; changes nothing.
pub async fn may_write(
    db: &Db,
    author: &Author,
    bucket: &str,
    name: &str,
    mime_type: &str,
) -> Result<(), StorageError> {
    if matches!(author, Author::Signed(_)) {
        return Ok(());
    }
    let scope = Scope::begin(db, author).await?;
    let version = BlobId::new().to_string();
    let sql = "INSERT INTO storage.objects AS o (bucket_id, name, owner, version, size, etag, mime_type)
               VALUES ($1, $2, auth.uid(), $3, 0, '', $4)";
    let params = [p(&bucket), p(&name), p(&version), p(&mime_type)];
    scope.batch("SAVEPOINT plain").await?;
    match scope.query(sql, &params).await {
        Err(StorageError::Exists) => {
            scope.batch("ROLLBACK TO plain").await?;
            let sql = format!(
                "{sql} ON CONFLICT (bucket_id, name) DO UPDATE SET version = $3, owner = auth.uid(), mime_type = $4"
            );
            scope.query(&sql, &params).await?;
        }
        other => drop(other?),
    }
    scope.end("ROLLBACK").await
}

/// A file that the author may read: by policy, or because its bucket is public.
pub async fn get(db: &Db, author: &Author, bucket: &str, name: &str) -> Result<Object, StorageError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM storage.objects o WHERE o.bucket_id = $1 AND o.name = $2
         UNION ALL SELECT {COLUMNS} FROM storage.public_object($1, $2) o LIMIT 1"
    );
    let rows = query(db, author, &sql, &[p(&bucket), p(&name)]).await?;
    rows.first().map(Object::from).ok_or(StorageError::NoObject)
}

/// Whether the signer of a URL may still be trusted: it is an active user, or was none.
pub async fn signer_active(db: &Db, signer: Option<Uuid>) -> Result<bool, DbError> {
    let Some(user) = signer else { return Ok(true) };
    let client = db.owner().await?;
    let statement = client.prepare_cached("SELECT 1 FROM auth.users WHERE id = $1 AND is_active").await?;
    Ok(client.query_opt(&statement, &[&user]).await?.is_some())
}

/// The blobs of an object in order, each with its length.
pub async fn blobs(db: &Db, object: &Object) -> Result<Vec<(BlobId, u64)>, DbError> {
    if object.segments == 0 {
        return Ok(vec![(object.version, object.size)]);
    }
    let client = db.owner().await?;
    let sql = "SELECT blob, size FROM selfdb.blob_segments WHERE version = $1 ORDER BY position";
    let rows = client.query_typed(sql, &[p(&object.version.to_string())]).await?;
    Ok(rows.iter().map(|row| (BlobId(row.get(0)), row.get::<_, i64>(1).unsigned_abs())).collect())
}

/// Deletes files by name and returns the names of those that were there.
pub async fn remove(
    db: &Db,
    author: &Author,
    bucket: &str,
    names: &[String],
) -> Result<Vec<String>, StorageError> {
    let sql = "DELETE FROM storage.objects WHERE bucket_id = $1 AND name = ANY ($2) RETURNING name";
    let rows = query(db, author, sql, &[p(&bucket), p(&names)]).await?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}

/// Where a file goes.
#[derive(Debug, Clone, Copy)]
pub struct Target<'a> {
    /// Bucket.
    pub bucket: &'a str,
    /// Name.
    pub name: &'a str,
    /// Whether a file that is there already gives way.
    pub overwrite: bool,
}

/// Gives a file another bucket or name; its bytes stay where they are.
pub async fn rename(
    db: &Db,
    author: &Author,
    (bucket, name): (&str, &str),
    target: Target<'_>,
) -> Result<Object, StorageError> {
    let scope = Scope::begin(db, author).await?;
    let to = [p(&target.bucket), p(&target.name)];
    if target.overwrite && (bucket, name) != (target.bucket, target.name) {
        scope.query("DELETE FROM storage.objects WHERE bucket_id = $1 AND name = $2", &to).await?;
    }
    let sql = format!(
        "UPDATE storage.objects AS o SET bucket_id = $1, name = $2, updated_at = now()
          WHERE o.bucket_id = $3 AND o.name = $4 RETURNING {COLUMNS}"
    );
    let [to_bucket, to_name] = to;
    let rows = scope.query(&sql, &[to_bucket, to_name, p(&bucket), p(&name)]).await?;
    let moved = rows.first().map(Object::from).ok_or(StorageError::NoObject)?;
    scope.end("COMMIT").await?;
    Ok(moved)
}

/// Sets stored headers, the uploader's members and tags; `None` leaves them.
pub async fn describe(
    db: &Db,
    author: &Author,
    (bucket, name): (&str, &str),
    headers: Option<&ObjectHeaders>,
    (user_metadata, tags): (Option<&Value>, Option<&Value>),
) -> Result<Object, StorageError> {
    let kept = ObjectHeaders::default();
    let set = headers.unwrap_or(&kept);
    let sql = format!(
        "UPDATE storage.objects AS o SET
            mime_type = CASE WHEN $3 THEN $4 ELSE mime_type END,
            cache_control = CASE WHEN $3 THEN $5 ELSE cache_control END,
            content_disposition = CASE WHEN $3 THEN $6 ELSE content_disposition END,
            content_encoding = CASE WHEN $3 THEN $7 ELSE content_encoding END,
            content_language = CASE WHEN $3 THEN $8 ELSE content_language END,
            user_metadata = coalesce($9, user_metadata), tags = coalesce($10, tags)
          WHERE o.bucket_id = $1 AND o.name = $2 RETURNING {COLUMNS}"
    );
    let rows = query(
        db,
        author,
        &sql,
        &[
            p(&bucket),
            p(&name),
            p(&headers.is_some()),
            p(&set.mime_type),
            p(&set.cache_control),
            p(&set.content_disposition),
            p(&set.content_encoding),
            p(&set.content_language),
            p(&user_metadata),
            p(&tags),
        ],
    )
    .await?;
    rows.first().map(Object::from).ok_or(StorageError::NoObject)
}
