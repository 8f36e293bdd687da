//! Failures as S3 knows them.

use crate::{
    db::{DbError, storage::StorageError},
    domain::object::NameError,
    http::storage::error::FileError,
};
use s3s::{S3Error, S3ErrorCode};

fn with(code: S3ErrorCode, message: impl Into<std::borrow::Cow<'static, str>>) -> S3Error {
    S3Error::with_message(code, message)
}

/// A failure of ours: logged here, told without its cause.
fn internal(error: impl std::error::Error) -> S3Error {
    tracing::error!(error = chain(&error), "S3 request failed");
    S3Error::new(S3ErrorCode::InternalError)
}

fn chain(error: &dyn std::error::Error) -> String {
    std::iter::successors(error.source(), |error| error.source())
        .fold(error.to_string(), |text, source| format!("{text}: {source}"))
}

fn unavailable(error: impl std::error::Error) -> S3Error {
    tracing::warn!(error = chain(&error), "S3 request refused for now");
    with(S3ErrorCode::SlowDown, "try again in a moment")
}

/// A database failure.
pub fn db_error(error: DbError) -> S3Error {
    match error {
        DbError::SessionRevoked | DbError::KeyRevoked | DbError::UserInactive => {
            with(S3ErrorCode::InvalidAccessKeyId, "the access key is not valid any more")
        }
        DbError::Unavailable(_) | DbError::PoolTimeout => unavailable(error),
        DbError::Statement(ref failed) if failed.is_forbidden() => S3Error::new(S3ErrorCode::AccessDenied),
        DbError::Statement(ref failed) if failed.is_retryable() => unavailable(error),
        other => internal(other),
    }
}

/// A failure of buckets, objects or uploads.
pub fn storage_error(error: StorageError) -> S3Error {
    match error {
        StorageError::Db(error) => db_error(error),
        StorageError::NoBucket => S3Error::new(S3ErrorCode::NoSuchBucket),
        StorageError::NoObject => S3Error::new(S3ErrorCode::NoSuchKey),
        StorageError::NoUpload => S3Error::new(S3ErrorCode::NoSuchUpload),
        StorageError::Exists | StorageError::Precondition => S3Error::new(S3ErrorCode::PreconditionFailed),
        StorageError::NotEmpty => S3Error::new(S3ErrorCode::BucketNotEmpty),
        StorageError::Quota(message) => {
            let mut error = with(S3ErrorCode::Custom("QuotaExceeded".into()), message);
            error.set_status_code(hyper::StatusCode::FORBIDDEN);
            error
        }
        StorageError::Part(message) => with(S3ErrorCode::InvalidPart, message),
    }
}

/// A failure on the way from a body to a file or back.
pub fn file_error(error: FileError) -> S3Error {
    match error {
        FileError::Storage(error) => storage_error(error),
        FileError::TooLarge(limit) => with(S3ErrorCode::EntityTooLarge, format!("at most {limit} bytes")),
        FileError::MediaType(kind) => {
            with(S3ErrorCode::InvalidArgument, format!("the bucket does not take {kind}"))
        }
        FileError::Slow => S3Error::new(S3ErrorCode::RequestTimeout),
        // What s3s finds wrong with a body: a bad chunk signature, digest or length.
        FileError::Body(message) => with(S3ErrorCode::IncompleteBody, message),
        FileError::Busy(error) => unavailable(error),
        FileError::NoSpace => {
            let mut error =
                with(S3ErrorCode::Custom("InsufficientStorage".into()), "the server has no space left");
            error.set_status_code(hyper::StatusCode::INSUFFICIENT_STORAGE);
            error
        }
        FileError::Blob(error) => internal(error),
        FileError::Failed(error) => {
            tracing::error!(%error, "S3 request failed");
            S3Error::new(S3ErrorCode::InternalError)
        }
    }
}

/// A bucket or key that cannot be one.
pub fn name_error(error: NameError) -> S3Error {
    match error {
        NameError::Bucket => S3Error::new(S3ErrorCode::InvalidBucketName),
        NameError::TooLong => S3Error::new(S3ErrorCode::KeyTooLongError),
        other => with(S3ErrorCode::InvalidArgument, format!("Key {other}")),
    }
}
