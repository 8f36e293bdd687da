//! Buckets, objects and uploads: rows that say which blob holds what. Row-level policies decide for callers.

pub mod access_keys;
pub mod buckets;
pub mod garbage;
pub mod list;
pub mod objects;
pub mod uploads;

use super::{Db, DbError, pool::Param};
use crate::domain::{blob::BlobId, caller::Caller};
use chrono::{DateTime, Utc};
use deadpool_postgres::Object as Connection;
use serde_json::Value;
use tokio_postgres::{
    Row,
    types::{ToSql, Type},
};
use uuid::Uuid;

/// On whose behalf a statement runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Author {
    /// A caller, under its role and policies.
    Caller(Caller),
    /// The bearer of a signed URL, whose signer was allowed this very thing; objects will belong to the signer.
    Signed(Option<Uuid>),
}

impl Author {
    /// Owner of what a signed URL writes; a caller's objects get theirs from the claims.
    fn signer(&self) -> Option<Uuid> {
        match self {
            Author::Caller(_) => None,
            Author::Signed(user) => *user,
        }
    }
}

/// Why a storage operation does not happen.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// The database said no.
    #[error(transparent)]
    Db(#[from] DbError),
    /// No such bucket, or none that the caller may know of.
    #[error("Bucket not found")]
    NoBucket,
    /// No such object, or none that the caller may know of.
    #[error("File not found")]
    NoObject,
    /// No such upload.
    #[error("Upload not found")]
    NoUpload,
    /// A bucket or object of that name is there already.
    #[error("the name is taken")]
    Exists,
    /// The bucket holds files.
    #[error("the bucket is not empty")]
    NotEmpty,
    /// A condition on the present state is not met.
    #[error("a condition on the file is not met")]
    Precondition,
    /// A quota is used up; says which.
    #[error("{0}")]
    Quota(String),
    /// A part is missing or is not what the client says it is.
    #[error("{0}")]
    Part(String),
}

impl From<tokio_postgres::Error> for StorageError {
    fn from(error: tokio_postgres::Error) -> Self {
        refused(DbError::from(error))
    }
}

/// Names the failures that our own constraints and triggers cause.
fn refused(error: DbError) -> StorageError {
    let Some(failed) = error.statement() else { return error.into() };
    match (failed.code.code(), failed.constraint.as_deref()) {
        ("SD413", _) => StorageError::Quota(failed.message.clone()),
        ("SD404", _) => StorageError::NoUpload,
        ("23505", Some("objects_bucket_id_name_key" | "buckets_pkey" | "buckets_name_key")) => {
            StorageError::Exists
        }
        ("23503", Some("objects_bucket_id_fkey" | "uploads_bucket_id_fkey")) => {
            if failed.message.contains("delete on table") {
                StorageError::NotEmpty
            } else {
                StorageError::NoBucket
            }
        }
        _ => error.into(),
    }
}

/// Runs one statement for `author` in a transaction of its own.
async fn query(db: &Db, author: &Author, sql: &str, params: &[Param<'_>]) -> Result<Vec<Row>, StorageError> {
    match author {
        Author::Caller(caller) => db.query_as(caller, sql, params).await.map_err(refused),
        Author::Signed(_) => Ok(db.owner().await?.query_typed(sql, params).await?),
    }
}

/// A transaction of several statements. Dropping it before its end closes the connection, which rolls back.
struct Scope {
    client: Option<Connection>,
}

impl Scope {
    /// Begins one for `author`.
    async fn begin(db: &Db, author: &Author) -> Result<Self, DbError> {
        let client = match author {
            Author::Caller(caller) => {
                let client = db.caller_connection().await?;
                db.begin(&client, caller).await?;
                client
            }
            Author::Signed(_) => {
                let client = db.owner().await?;
                client.batch_execute("BEGIN").await?;
                client
            }
        };
        Ok(Scope { client: Some(client) })
    }

    fn client(&self) -> Result<&Connection, DbError> {
        self.client.as_ref().ok_or(DbError::Config("a transaction that has ended"))
    }

    async fn query(&self, sql: &str, params: &[Param<'_>]) -> Result<Vec<Row>, StorageError> {
        Ok(self.client()?.query_typed(sql, params).await?)
    }

    async fn batch(&self, sql: &str) -> Result<(), StorageError> {
        Ok(self.client()?.batch_execute(sql).await?)
    }

    /// Ends the transaction; the connection goes back to its pool.
    async fn end(mut self, sql: &str) -> Result<(), StorageError> {
        self.batch(sql).await?;
        drop(self.client.take());
        Ok(())
    }
}

impl Drop for Scope {
    fn drop(&mut self) {
        if let Some(client) = self.client.take() {
            drop(Connection::take(client));
        }
    }
}

/// A value whose parameter type follows from its own.
trait Typed: ToSql + Sync {
    const TYPE: Type;
}

macro_rules! typed {
    ($($rust:ty => $sql:ident),* $(,)?) => { $(impl Typed for $rust { const TYPE: Type = Type::$sql; })* };
}

typed! {
    &str => TEXT, String => TEXT, bool => BOOL, f64 => FLOAT8, i32 => INT4, i64 => INT8, Uuid => UUID, Value => JSONB, &Value => JSONB,
    Vec<u8> => BYTEA, Vec<Uuid> => UUID_ARRAY, Vec<i32> => INT4_ARRAY, Vec<String> => TEXT_ARRAY, &[String] => TEXT_ARRAY, DateTime<Utc> => TIMESTAMPTZ,
}

impl<T: Typed> Typed for Option<T> {
    const TYPE: Type = T::TYPE;
}

/// A statement's parameter.
fn p<T: Typed>(value: &T) -> Param<'_> {
    (value, T::TYPE)
}

fn blob(text: &str) -> BlobId {
    // The column is only ever written from a BlobId; nil names no blob, so a foreign value reads as a missing file.
    BlobId::parse(text).unwrap_or(BlobId(Uuid::nil()))
}

/// Headers that are stored with an object and given back with it.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ObjectHeaders {
    /// Content-Type.
    pub mime_type: String,
    /// Cache-Control.
    pub cache_control: Option<String>,
    /// Content-Disposition.
    pub content_disposition: Option<String>,
    /// Content-Encoding.
    pub content_encoding: Option<String>,
    /// Content-Language.
    pub content_language: Option<String>,
}

/// An empty JSON object.
pub fn no_members() -> Value {
    Value::Object(serde_json::Map::new())
}
