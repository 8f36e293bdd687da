//! What failures of storage mean to a caller over REST.

use crate::{
    actors::storage_writer::CommitError,
    blob::BlobError,
    db::storage::StorageError,
    domain::object::NameError,
    http::problem::{
        ApiError, CONFLICT, INSUFFICIENT_STORAGE, INTERNAL, PRECONDITION_FAILED, TOO_LARGE, UNAVAILABLE,
    },
};

impl From<StorageError> for ApiError {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::Db(error) => error.into(),
            StorageError::NoBucket | StorageError::NoObject | StorageError::NoUpload => {
                ApiError::new(crate::http::problem::NOT_FOUND, error.to_string())
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

impl From<BlobError> for ApiError {
    fn from(error: BlobError) -> Self {
        match error {
            BlobError::TooLarge(limit) => too_large(limit),
            BlobError::NoSpace => {
                ApiError { cause: Some(error.into()), ..ApiError::new(INSUFFICIENT_STORAGE, "no space left") }
            }
            BlobError::Missing(_) | BlobError::Truncated(_) | BlobError::Locked(_) | BlobError::Io(_) => {
                ApiError { cause: Some(error.into()), ..ApiError::new(INTERNAL, INTERNAL.title) }
            }
        }
    }
}

impl From<CommitError> for ApiError {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::Blob(error) => error.into(),
            CommitError::Storage(error) => error.into(),
            CommitError::Interrupted => ApiError {
                retry_after: Some(1),
                cause: Some(error.into()),
                ..ApiError::new(UNAVAILABLE, "try again in a moment")
            },
        }
    }
}

/// 413 with the limit in bytes.
pub(super) fn too_large(limit: u64) -> ApiError {
    ApiError::new(TOO_LARGE, format!("file: must be at most {limit} bytes"))
}

/// 400 for a name in the URL or body.
pub(super) fn bad_name(field: &str, error: NameError) -> ApiError {
    match error {
        NameError::Bucket => ApiError::bad_request(error.to_string()),
        other => ApiError::bad_request(format!("{field}: {other}")),
    }
}
