//! Uploads in several requests: S3 multipart and TUS. Every part is a blob of its own; completing moves none of them.

use super::{
    Author, Scope, StorageError,
    objects::{self, NewObject, On, WriteMode, Written},
    p,
};
use crate::{
    db::{Db, tables::Actor},
    domain::blob::BlobId,
};
use chrono::{DateTime, Utc};
use serde_json::Value;
use tokio_postgres::Row;
use uuid::Uuid;

/// Protocol of an upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// S3 multipart.
    S3,
    /// TUS.
    Tus,
}

impl Kind {
    fn as_str(self) -> &'static str {
        match self {
            Kind::S3 => "s3",
            Kind::Tus => "tus",
        }
    }
}

/// An upload that has begun.
#[derive(Debug, Clone)]
pub struct Upload {
    /// Id.
    pub id: Uuid,
    /// Bucket.
    pub bucket: String,
    /// Name of the file to be.
    pub name: String,
    /// What the protocol wants to remember.
    pub options: Value,
    /// Length in bytes, where it is known.
    pub length: Option<u64>,
    /// Bytes stored so far.
    pub received: u64,
    /// Begun at.
    pub created_at: DateTime<Utc>,
    /// Removed after.
    pub expires_at: DateTime<Utc>,
}

/// One part.
#[derive(Debug, Clone)]
pub struct Part {
    /// Number, from 1.
    pub number: i32,
    /// Its bytes.
    pub blob: BlobId,
    /// Length in bytes.
    pub size: u64,
    /// Hexadecimal MD5.
    pub etag: String,
    /// S3 checksums by algorithm.
    pub checksums: Value,
    /// Stored at.
    pub created_at: DateTime<Utc>,
}

/// Most uploads that a list holds.
pub const MAX_LIST: i64 = 1000;

const COLUMNS: &str = "u.id, u.bucket_id, u.name, u.options, u.length, u.created_at, u.expires_at,
    (SELECT coalesce(sum(q.size), 0)::bigint FROM selfdb.upload_parts q WHERE q.upload_id = u.id) AS received";
/// An upload belongs to its user, or to its key where there is none; administrators and service keys reach all.
const MINE: &str =
    "($2 OR u.owner = $3 OR (u.owner IS NULL AND $3 IS NULL AND u.api_key IS NOT DISTINCT FROM $4))";

impl From<&Row> for Upload {
    fn from(row: &Row) -> Self {
        Upload {
            id: row.get("id"),
            bucket: row.get("bucket_id"),
            name: row.get("name"),
            options: row.get("options"),
            length: row.get::<_, Option<i64>>("length").map(i64::unsigned_abs),
            received: row.get::<_, i64>("received").unsigned_abs(),
            created_at: row.get("created_at"),
            expires_at: row.get("expires_at"),
        }
    }
}

impl From<&Row> for Part {
    fn from(row: &Row) -> Self {
        Part {
            number: row.get("part_number"),
            blob: BlobId(row.get("blob")),
            size: row.get::<_, i64>("size").unsigned_abs(),
            etag: row.get("etag"),
            checksums: row.get("checksums"),
            created_at: row.get("created_at"),
        }
    }
}

/// Whose uploads a request may touch.
#[derive(Debug, Clone, Copy)]
pub struct Uploader {
    /// Administrator or service key.
    service: bool,
    /// User.
    user: Option<Uuid>,
    /// API key, where there is no user.
    key: Option<Uuid>,
}

impl Uploader {
    /// Asks the database who `author` is now.
    pub async fn resolve(db: &Db, author: &Author) -> Result<Self, StorageError> {
        match author {
            Author::Caller(caller) => {
                let actor = Actor::resolve(db, caller).await?;
                Ok(Uploader { service: actor.is_service(), user: actor.user, key: caller.api_key })
            }
            Author::Signed(user) => Ok(Uploader { service: false, user: *user, key: None }),
        }
    }
}

/// An upload to begin.
#[derive(Debug)]
pub struct NewUpload<'a> {
    /// Protocol.
    pub kind: Kind,
    /// Bucket.
    pub bucket: &'a str,
    /// Name of the file to be.
    pub name: &'a str,
    /// What the protocol wants to remember.
    pub options: Value,
    /// Length in bytes, where it is known.
    pub length: Option<u64>,
    /// Seconds after which it is removed.
    pub lifetime: f64,
}

/// Begins an upload. The right to write the file has been asked about.
pub async fn create(db: &Db, uploader: &Uploader, new: &NewUpload<'_>) -> Result<Upload, StorageError> {
    let (id, length) = (Uuid::new_v4(), new.length.map(|length| length as i64));
    let sql = "INSERT INTO selfdb.uploads AS u (id, kind, bucket_id, name, owner, api_key, options, length, expires_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, now() + make_interval(secs => $9))
               RETURNING u.id, u.bucket_id, u.name, u.options, u.length, u.created_at, u.expires_at, 0::bigint AS received";
    let client = db.owner().await?;
    let rows = client
        .query_typed(
            sql,
            &[
                p(&id),
                p(&new.kind.as_str()),
                p(&new.bucket),
                p(&new.name),
                p(&uploader.user),
                p(&uploader.key),
                p(&new.options),
                p(&length),
                p(&new.lifetime),
            ],
        )
        .await?;
    rows.first().map(Upload::from).ok_or(StorageError::NoUpload)
}

/// An upload that is the uploader's to continue.
pub async fn get(db: &Db, uploader: &Uploader, id: Uuid, kind: Kind) -> Result<Upload, StorageError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM selfdb.uploads u WHERE u.id = $1 AND u.kind = $5 AND u.expires_at > now() AND {MINE}"
    );
    let client = db.owner().await?;
    let kind = kind.as_str();
    let params = [p(&id), p(&uploader.service), p(&uploader.user), p(&uploader.key), p(&kind)];
    client.query_typed(&sql, &params).await?.first().map(Upload::from).ok_or(StorageError::NoUpload)
}

/// Sets the length of an upload that had none yet.
pub async fn set_length(db: &Db, id: Uuid, length: u64) -> Result<(), StorageError> {
    let sql = "UPDATE selfdb.uploads SET length = $2 WHERE id = $1 AND length IS NULL RETURNING 1";
    let rows = db.owner().await?.query_typed(sql, &[p(&id), p(&(length as i64))]).await?;
    if rows.is_empty() { Err(StorageError::Precondition) } else { Ok(()) }
}

/// Gives an upload up; its parts become garbage.
pub async fn abort(db: &Db, id: Uuid) -> Result<(), StorageError> {
    db.owner().await?.query_typed("DELETE FROM selfdb.uploads WHERE id = $1", &[p(&id)]).await?;
    Ok(())
}

/// Gives up uploads whose time is over; how many.
pub async fn abort_expired(db: &Db) -> Result<usize, crate::db::DbError> {
    let sql = "DELETE FROM selfdb.uploads WHERE id IN
               (SELECT id FROM selfdb.uploads WHERE expires_at <= now() LIMIT 100) RETURNING 1";
    Ok(db.owner().await?.query_typed(sql, &[]).await?.len())
}

/// Stores the row of a part, over an earlier one of its number.
///
/// With `offset`, only if the parts so far have exactly that many bytes, so that of two writers one wins.
pub async fn put_part(db: &Db, id: Uuid, part: &Part, offset: Option<u64>) -> Result<(), StorageError> {
    let client = db.owner().await?;
    let sql = "WITH upload AS (SELECT id FROM selfdb.uploads WHERE id = $1 AND expires_at > now() FOR UPDATE)
        INSERT INTO selfdb.upload_parts (upload_id, part_number, blob, size, etag, checksums)
        SELECT id, $2, $3, $4, $5, $6 FROM upload
         WHERE $7::bigint IS NULL OR $7 = (SELECT coalesce(sum(size), 0) FROM selfdb.upload_parts WHERE upload_id = $1)
        ON CONFLICT (upload_id, part_number) DO UPDATE SET blob = excluded.blob, size = excluded.size,
            etag = excluded.etag, checksums = excluded.checksums, created_at = now()
         WHERE $7::bigint IS NULL
        RETURNING 1";
    let (size, offset) = (part.size as i64, offset.map(|offset| offset as i64));
    let params =
        [p(&id), p(&part.number), p(&part.blob.0), p(&size), p(&part.etag), p(&part.checksums), p(&offset)];
    // No row: the upload is gone, or somebody else has appended.
    if client.query_typed(sql, &params).await?.is_empty() { Err(StorageError::NoUpload) } else { Ok(()) }
}

/// Parts after a number, in order.
pub async fn parts(db: &Db, id: Uuid, after: i32, limit: i64) -> Result<Vec<Part>, StorageError> {
    let sql = "SELECT part_number, blob, size, etag, checksums, created_at FROM selfdb.upload_parts
                WHERE upload_id = $1 AND part_number > $2 ORDER BY part_number LIMIT $3";
    let rows = db.owner().await?.query_typed(sql, &[p(&id), p(&after), p(&limit)]).await?;
    Ok(rows.iter().map(Part::from).collect())
}

/// How many parts an upload has.
pub async fn count(db: &Db, id: Uuid) -> Result<i64, StorageError> {
    let sql = "SELECT count(*) FROM selfdb.upload_parts WHERE upload_id = $1";
    let rows = db.owner().await?.query_typed(sql, &[p(&id)]).await?;
    Ok(rows.first().map_or(0, |row| row.get(0)))
}

/// S3 uploads of a bucket by name and age, after (`name`, `id`).
pub async fn list(
    db: &Db,
    uploader: &Uploader,
    (bucket, prefix): (&str, &str),
    (name, id): (&str, Option<Uuid>),
    limit: i64,
) -> Result<Vec<Upload>, StorageError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM selfdb.uploads u
          WHERE u.bucket_id = $1 AND u.kind = 's3' AND u.expires_at > now() AND {MINE}
            AND starts_with(u.name, $5) AND (u.name > $6 OR (u.name = $6 AND u.id > $7))
          ORDER BY u.name, u.id LIMIT $8"
    );
    let limit = limit.clamp(0, MAX_LIST) + 1;
    let params = [
        p(&bucket),
        p(&uploader.service),
        p(&uploader.user),
        p(&uploader.key),
        p(&prefix),
        p(&name),
        p(&id),
        p(&limit),
    ];
    Ok(db.owner().await?.query_typed(&sql, &params).await?.iter().map(Upload::from).collect())
}

/// Makes the file: the row of `new` and the parts that are its bytes, in one transaction. `new.size` and the ETags must be
/// those of the parts, so that a part that changed meanwhile does not slip in.
pub async fn complete(
    db: &Db,
    author: &Author,
    (upload, parts): (Uuid, &[Part]),
    new: &NewObject,
    mode: &WriteMode,
) -> Result<Written, StorageError> {
    let numbers: Vec<i32> = parts.iter().map(|part| part.number).collect();
    let etags: Vec<String> = parts.iter().map(|part| part.etag.clone()).collect();
    let scope = Scope::begin(db, author).await?;
    let taken = scope
        .query(
            "SELECT storage.take_parts($1, $2, $3, $4, $5)",
            &[p(&upload), p(&numbers), p(&etags), p(&new.version.to_string()), p(&author.signer())],
        )
        .await?;
    let size: Option<i64> = taken.first().and_then(|row| row.get(0));
    if size.map(i64::unsigned_abs) != Some(new.size) {
        return Err(StorageError::Part("a part has changed meanwhile".into()));
    }
    let written = objects::put_on(&On::Within(&scope, author), new, mode).await?;
    scope.end("COMMIT").await?;
    Ok(written)
}
