//! From a request's body to a file: admitted before it is read, read in constant memory, then handed to the writer.

use super::error::too_large;
use crate::{
    actors::storage_writer::{Commit, Target},
    blob::{Intake, Received},
    db::storage::{
        Author, ObjectHeaders, buckets, no_members,
        objects::{self, NewObject, WriteMode, Written},
    },
    domain::object::{BucketName, ObjectName, type_allowed},
    http::{
        detached::detached,
        problem::{ApiError, REQUEST_TIMEOUT, UNSUPPORTED_MEDIA_TYPE},
        state::AppState,
    },
};
use bytes::Bytes;
use futures_util::{Stream, StreamExt as _};
use serde_json::Value;
use std::{pin::Pin, time::Duration};
use tokio::time::Instant;

/// Rights on longer uploads are asked about before the body is read; on shorter ones the commit's answer comes soon.
const PROBE_ABOVE: u64 = 1024 * 1024;

/// How long a finished upload may wait for the writer.
pub const COMMIT_DEADLINE: Duration = Duration::from_secs(120);

/// Least a sender must send while the server waits [`crate::config::Storage::stall_timeout`] for it.
const LEAST_PER_STALL: u64 = 16 * 1024;

/// A file that a client wants to write.
#[derive(Debug, Clone)]
pub struct Wish {
    /// On whose behalf.
    pub author: Author,
    /// Bucket.
    pub bucket: BucketName,
    /// Name.
    pub name: ObjectName,
    /// Headers to store.
    pub headers: ObjectHeaders,
    /// The uploader's own members.
    pub user_metadata: Value,
    /// On what condition.
    pub mode: WriteMode,
}

/// Finds out, before any byte is read, whether the file may be written; returns the largest length it may have.
pub async fn admit(state: &AppState, wish: &Wish, length: Option<u64>) -> Result<u64, ApiError> {
    let rules = buckets::rules(&state.db, &wish.author, wish.bucket.as_str()).await?;
    let most = state.config.storage.max_file_bytes;
    let limit = rules.file_size_limit.map_or(most, |limit| limit.min(most));
    if length.is_some_and(|length| length > limit) {
        return Err(too_large(limit));
    }
    let media_type = &wish.headers.mime_type;
    if rules.allowed_mime_types.is_some_and(|allowed| !type_allowed(&allowed, media_type)) {
        return Err(ApiError::new(
            UNSUPPORTED_MEDIA_TYPE,
            format!("file: the bucket does not take {media_type}"),
        ));
    }
    if length.is_none_or(|length| length > PROBE_ABOVE) {
        let (bucket, name) = (wish.bucket.as_str(), wish.name.as_str());
        objects::may_write(&state.db, &wish.author, bucket, name, media_type).await?;
    }
    Ok(limit)
}

/// How fast a sender is, measured only while the server waits for it.
struct Pace {
    patience: Duration,
    waited: Duration,
    came: u64,
}

impl Pace {
    fn new(patience: Duration) -> Self {
        Pace { patience, waited: Duration::ZERO, came: 0 }
    }

    /// How long the next chunk may take.
    fn left(&self) -> Duration {
        self.patience.saturating_sub(self.waited)
    }

    /// Notes a chunk. A sender that brought enough starts afresh.
    fn note(&mut self, waited: Duration, bytes: u64) {
        self.waited += waited;
        self.came += bytes;
        if self.came >= LEAST_PER_STALL {
            (self.waited, self.came) = (Duration::ZERO, 0);
        }
    }
}

/// Reads a body of at most `limit` bytes.
pub async fn receive<E: Into<ApiError>>(
    state: &AppState,
    body: impl Stream<Item = Result<Bytes, E>>,
    limit: u64,
) -> Result<Received, ApiError> {
    let mut body = std::pin::pin!(body);
    let mut intake = Intake::new(state.store.as_ref(), limit);
    let mut pace = Pace::new(state.config.storage.stall_timeout);
    while let Some(chunk) = next(&mut body, &mut pace).await? {
        intake.push(chunk).await?;
    }
    Ok(intake.finish().await?)
}

async fn next<E: Into<ApiError>>(
    body: &mut Pin<&mut impl Stream<Item = Result<Bytes, E>>>,
    pace: &mut Pace,
) -> Result<Option<Bytes>, ApiError> {
    let begun = Instant::now();
    let Ok(chunk) = tokio::time::timeout(pace.left(), body.next()).await else {
        return Err(ApiError::new(REQUEST_TIMEOUT, "the body came too slowly"));
    };
    let Some(chunk) = chunk.transpose().map_err(Into::into)? else { return Ok(None) };
    pace.note(begun.elapsed(), chunk.len() as u64);
    Ok(Some(chunk))
}

/// Makes the file. Goes on when the client leaves: its bytes have all arrived.
pub async fn store(
    state: &AppState,
    wish: Wish,
    received: Received,
) -> Result<(NewObject, Written), ApiError> {
    let new = NewObject {
        bucket: wish.bucket.to_string(),
        name: wish.name.to_string(),
        version: received.staged.id(),
        segments: 0,
        size: received.length,
        etag: hex(&received.md5),
        sha256: Some(received.sha256.to_vec()),
        headers: wish.headers,
        user_metadata: wish.user_metadata,
        tags: no_members(),
        checksums: no_members(),
    };
    let target = Target::Object { author: wish.author, new: Box::new(new.clone()), mode: wish.mode };
    let commit = state.actors.storage.commit.clone();
    let written = detached(async move {
        Ok(commit.ask(Commit { staged: received.staged, target }, COMMIT_DEADLINE).await??)
    })
    .await?;
    Ok((new, written))
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sender_must_keep_sending_something() {
        let mut pace = Pace::new(Duration::from_secs(30));
        for _ in 0..29 {
            pace.note(Duration::from_secs(1), 1);
        }
        assert_eq!(pace.left(), Duration::from_secs(1), "a byte a second does not buy time");
        pace.note(Duration::from_millis(500), LEAST_PER_STALL);
        assert_eq!(pace.left(), Duration::from_secs(30));
        pace.note(Duration::from_secs(31), 1);
        assert_eq!(pace.left(), Duration::ZERO);
    }

    #[test]
    fn hexadecimal() {
        assert_eq!(hex(&[0, 1, 0xab, 0xff]), "0001abff");
    }
}
