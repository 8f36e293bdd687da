//! Work that goes on when its client leaves.

use super::problem::ApiError;
use std::future::Future;

/// Runs `work` as a task of its own and waits for it, so that a client that hangs up cannot cut a write in half.
pub async fn detached<T: 'static>(
    work: impl Future<Output = Result<T, ApiError>> + 'static,
) -> Result<T, ApiError> {
    actix_web::rt::spawn(work).await.map_err(ApiError::internal)?
}

/// As [`detached`], for work with an error of its own; the outer error is that of work that panicked.
pub async fn detached_task<T: 'static>(work: impl Future<Output = T> + 'static) -> Result<T, ApiError> {
    actix_web::rt::spawn(work).await.map_err(ApiError::internal)
}
