//! What failures on the way from a body to a file and back mean to a caller.

use crate::{
    actors::{outlet::AskError, storage_writer::CommitError},
    blob::BlobError,
    db::{DbError, storage::StorageError},
    domain::object::NameError,
    http::problem::{
        ApiError, CONFLICT, INSUFFICIENT_STORAGE, INTERNAL, NOT_FOUND, PRECONDITION_FAILED, REQUEST_TIMEOUT,
        TOO_LARGE, UNSUPPORTED_MEDIA_TYPE,
    },
};

/// Why a file is not written, copied or read, whatever protocol asked for it.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The rows say no.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// Larger than this many bytes.
    #[error("file: must be at most {0} bytes")]
    TooLarge(u64),
    /// A media type that the bucket does not take.
    #[error("file: the bucket does not take {0}")]
    MediaType(String),
    /// The sender sends next to nothing.
    #[error("the body came too slowly")]
    Slow,
    /// The body broke off or is not what it says.
    #[error("body: {0}")]
    Body(String),
    /// The writer has too much to do.
    #[error("the writer is busy")]
    Busy(AskError),
    /// The disk is full.
    #[error("no space left")]
    NoSpace,
    /// The store failed.
    #[error("storage failed")]
    Blob(#[source] BlobError),
    /// Something else of ours failed.
    #[error("{0}")]
    Failed(String),
}

impl From<DbError> for FileError {
    fn from(error: DbError) -> Self {
        StorageError::Db(error).into()
    }
}

impl From<BlobError> for FileError {
    fn from(error: BlobError) -> Self {
        match error {
            BlobError::TooLarge(limit) => FileError::TooLarge(limit),
            BlobError::NoSpace => FileError::NoSpace,
            other => FileError::Blob(other),
        }
    }
}

impl From<CommitError> for FileError {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::Blob(error) => error.into(),
            CommitError::Storage(error) => error.into(),
            CommitError::Interrupted => FileError::Busy(AskError::Closed),
        }
    }
}

impl From<FileError> for ApiError {
    fn from(error: FileError) -> Self {
        let message = error.to_string();
        match error {
            FileError::Storage(error) => error.into(),
            FileError::TooLarge(_) => ApiError::new(TOO_LARGE, message),
            FileError::MediaType(_) => ApiError::new(UNSUPPORTED_MEDIA_TYPE, message),
            FileError::Slow => ApiError::new(REQUEST_TIMEOUT, message),
            FileError::Body(_) => ApiError::bad_request(message),
            FileError::Busy(error) => error.into(),
            FileError::NoSpace => {
                ApiError { cause: Some(error.into()), ..ApiError::new(INSUFFICIENT_STORAGE, message) }
            }
            FileError::Blob(error) => {
                ApiError { cause: Some(error.into()), ..ApiError::new(INTERNAL, INTERNAL.title) }
            }
            FileError::Failed(error) => ApiError::internal(error),
        }
    }
}

impl From<StorageError> for ApiError {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::Db(error) => error.into(),
            StorageError::NoBucket | StorageError::NoObject | StorageError::NoUpload => {
                ApiError::new(NOT_FOUND, error.to_string())
            }
            StorageError::Exists => ApiError::new(CONFLICT, "a bucket or file of that name exists already"),
            StorageError::NotEmpty => {
                ApiError::new(CONFLICT, "the bucket is not empty; delete its files first, or use force=true")
            }
            StorageError::Precondition => ApiError::new(PRECONDITION_FAILED, error.to_string()),
            StorageError::Quota(message) => ApiError::new(TOO_LARGE, message),
            StorageError::Part(message) => ApiError::bad_request(message),
        }
    }
}

/// 400 for a name in the URL or body.
pub fn bad_name(field: &str, error: NameError) -> ApiError {
    match error {
        NameError::Bucket => ApiError::bad_request(error.to_string()),
        other => ApiError::bad_request(format!("{field}: {other}")),
    }
}
