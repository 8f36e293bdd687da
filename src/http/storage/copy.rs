//! Copies of files.

use super::{
    download::open,
    error::FileError,
    intake::{self, Extra, Wish},
};
use crate::{
    blob::BlobId,
    db::{
        DbError,
        storage::{
            StorageError,
            objects::{self, NewObject, Object, Written},
        },
    },
    http::state::AppState,
};

/// Makes a file of `source`'s bytes. One blob is copied by the store; segments are written anew as one blob.
pub async fn copy(
    state: &AppState,
    source: &Object,
    wish: Wish,
    extra: Extra,
) -> Result<(NewObject, Written), FileError> {
    // An empty file that came in no part has no blob at all.
    if source.segments > 0 || source.size == 0 {
        let limit = source.size;
        let body = open(state, source, 0..source.size).await?;
        let received = intake::receive(state, body, limit).await?;
        return intake::commit(state, wish, received, extra).await;
    }
    let version = BlobId::new();
    state.store.copy(source.version, version).await?;
    let new = NewObject {
        bucket: wish.bucket.to_string(),
        name: wish.name.to_string(),
        version,
        segments: 0,
        size: source.size,
        etag: source.etag.clone(),
        sha256: None,
        headers: wish.headers,
        user_metadata: wish.user_metadata,
        tags: extra.tags,
        checksums: extra.checksums,
    };
    match objects::put(&state.db, &wish.author, &new, &wish.mode).await {
        Ok(written) => Ok((new, written)),
        Err(error) => {
            // When the answer to COMMIT was lost, a row may name the bytes: they stay, at worst until the next start.
            if !matches!(error, StorageError::Db(DbError::Unavailable(_) | DbError::Internal(_))) {
                state.store.delete(version).await?;
            }
            Err(error.into())
        }
    }
}
