//! Where bytes are kept: immutable blobs by id, behind one trait. Knows nothing of buckets or rows.

mod intake;
pub mod local;

pub use crate::domain::blob::BlobId;
pub use intake::{Intake, Received};
pub use local::LocalStore;

use bytes::Bytes;
use futures_util::{future::BoxFuture, stream::BoxStream};
use std::{io, ops::Range};

/// Bytes of a blob, chunk by chunk.
pub type ByteStream = BoxStream<'static, Result<Bytes, BlobError>>;

/// Groups into which a store divides its blobs, by the last byte of their ids.
pub const SHARDS: u16 = 256;

/// Why a store does not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// No blob of that id.
    #[error("blob {0} is missing")]
    Missing(BlobId),
    /// More bytes than were allowed, in bytes.
    #[error("more than {0} bytes")]
    TooLarge(u64),
    /// The disk is full, or its quota used up.
    #[error("no space left")]
    NoSpace,
    /// Another process uses the folder.
    #[error("{0} is used by another server")]
    Locked(String),
    /// A blob ends before its length.
    #[error("blob {0} is cut short")]
    Truncated(BlobId),
    /// The disk failed.
    #[error("storage failed")]
    Io(#[source] io::Error),
}

impl From<io::Error> for BlobError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => BlobError::NoSpace,
            _ => BlobError::Io(error),
        }
    }
}

/// A blob that a store holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// Id.
    pub id: BlobId,
    /// Length in bytes.
    pub size: u64,
}

/// A place for blobs.
pub trait BlobStore: Send + Sync + 'static {
    /// Begins a blob that no reader sees before it is published. Takes nothing until the first write.
    fn stage(&self) -> Box<dyn StagedBlob>;

    /// Reads `range`, which must lie within the blob. A reader that has begun is not hurt by [`BlobStore::delete`].
    fn read(&self, id: BlobId, range: Range<u64>) -> BoxFuture<'_, Result<ByteStream, BlobError>>;

    /// Makes `to` a durable copy of `from`.
    fn copy(&self, from: BlobId, to: BlobId) -> BoxFuture<'_, Result<(), BlobError>>;

    /// Removes a blob; one that is gone already is no error.
    fn delete(&self, id: BlobId) -> BoxFuture<'_, Result<(), BlobError>>;

    /// Whether no other process writes to this store.
    fn exclusive(&self) -> bool;

    /// Every published blob of a shard below [`SHARDS`].
    fn list(&self, shard: u16) -> BoxFuture<'_, Result<Vec<Found>, BlobError>>;
}

/// A blob on its way in. Dropping it before it is published removes it.
pub trait StagedBlob: Send {
    /// The id under which it will be published.
    fn id(&self) -> BlobId;

    /// Appends.
    fn write(&mut self, chunks: Vec<Bytes>) -> BoxFuture<'_, Result<(), BlobError>>;

    /// First step: the bytes are on stable storage when this returns.
    fn seal(&mut self) -> BoxFuture<'_, Result<(), BlobError>>;

    /// Second step: the blob has its name. From here on dropping does not remove it.
    fn publish(&mut self) -> BoxFuture<'_, Result<(), BlobError>>;

    /// Third step: the name is on stable storage, too.
    fn settle(&mut self) -> BoxFuture<'_, Result<(), BlobError>>;
}
