//! From a request's body to a file: admitted before it is read, read in constant memory, then handed to the writer.

use super::error::FileError;
use crate::{
    actors::storage_writer::{Commit, Target},
    blob::{Intake, Received},
    db::storage::{
        Author, ObjectHeaders, buckets, no_members,
        objects::{self, NewObject, WriteMode, Written},
        uploads::Part,
    },
    domain::object::{BucketName, ObjectName, type_allowed},
    http::state::AppState,
};
use bytes::Bytes;
use futures_util::{Stream, StreamExt as _};
use serde_json::Value;
use std::{pin::Pin, time::Duration};
use tokio::time::Instant;
use uuid::Uuid;

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
pub async fn admit(state: &AppState, wish: &Wish, length: Option<u64>) -> Result<u64, FileError> {
    let rules = buckets::rules(&state.db, &wish.author, wish.bucket.as_str()).await?;
    let most = state.config.storage.max_file_bytes;
    let limit = rules.file_size_limit.map_or(most, |limit| limit.min(most));
    if length.is_some_and(|length| length > limit) {
        return Err(FileError::TooLarge(limit));
    }
    let media_type = &wish.headers.mime_type;
    if rules.allowed_mime_types.is_some_and(|allowed| !type_allowed(&allowed, media_type)) {
        return Err(FileError::MediaType(media_type.clone()));
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
pub async fn receive<E: Into<FileError>>(
    state: &AppState,
    body: impl Stream<Item = Result<Bytes, E>>,
    limit: u64,
) -> Result<Received, FileError> {
    let mut body = std::pin::pin!(body);
    let mut intake = Intake::new(state.store.as_ref(), limit);
    let mut pace = Pace::new(state.config.storage.stall_timeout);
    while let Some(chunk) = next(&mut body, &mut pace).await? {
        intake.push(chunk).await?;
    }
    Ok(intake.finish().await?)
}

/// Reads up to `piece` bytes, a little more at most, of a body of which `limit` are left. Whether that was all of it:
/// it has ended, or comes too slowly. What came before a stall is kept.
pub async fn receive_piece(
    state: &AppState,
    body: &mut Pin<&mut impl Stream<Item = Result<Bytes, FileError>>>,
    limit: u64,
    piece: u64,
) -> Result<(Received, bool), FileError> {
    let mut intake = Intake::new(state.store.as_ref(), limit);
    let mut pace = Pace::new(state.config.storage.stall_timeout);
    while intake.length() < piece {
        match next(body, &mut pace).await {
            Ok(Some(chunk)) => intake.push(chunk).await?,
            Err(FileError::Slow) if intake.length() > 0 => return Ok((intake.finish().await?, true)),
            Ok(None) => return Ok((intake.finish().await?, true)),
            Err(error) => return Err(error),
        }
    }
    Ok((intake.finish().await?, false))
}

async fn next<E: Into<FileError>>(
    body: &mut Pin<&mut impl Stream<Item = Result<Bytes, E>>>,
    pace: &mut Pace,
) -> Result<Option<Bytes>, FileError> {
    let begun = Instant::now();
    let Ok(chunk) = tokio::time::timeout(pace.left(), body.next()).await else {
        return Err(FileError::Slow);
    };
    let Some(chunk) = chunk.transpose().map_err(Into::into)? else { return Ok(None) };
    pace.note(begun.elapsed(), chunk.len() as u64);
    Ok(Some(chunk))
}

/// What goes with a file besides its bytes and headers.
#[derive(Debug, Clone)]
pub struct Extra {
    /// S3 tags.
    pub tags: Value,
    /// S3 checksums by algorithm.
    pub checksums: Value,
}

impl Default for Extra {
    fn default() -> Self {
        Extra { tags: no_members(), checksums: no_members() }
    }
}

/// Makes the file. Run it as a task of its own, since the client may leave now that its bytes have all arrived.
pub async fn commit(
    state: &AppState,
    wish: Wish,
    received: Received,
    extra: Extra,
) -> Result<(NewObject, Written), FileError> {
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
        tags: extra.tags,
        checksums: extra.checksums,
    };
    let target = Target::Object { author: wish.author, new: Box::new(new.clone()), mode: wish.mode };
    Ok((new, ask(state, received, target).await?))
}

/// Stores a part of an upload; with `offset`, only if that many bytes are stored so far.
pub async fn commit_part(
    state: &AppState,
    upload: Uuid,
    part: Part,
    received: Received,
    offset: Option<u64>,
) -> Result<(), FileError> {
    ask(state, received, Target::Part { upload, part, offset }).await?;
    Ok(())
}

async fn ask(state: &AppState, received: Received, target: Target) -> Result<Written, FileError> {
    let commit = Commit { staged: received.staged, target };
    match state.actors.storage.commit.ask(commit, COMMIT_DEADLINE).await {
        Ok(written) => Ok(written?),
        Err(error) => Err(FileError::Busy(error)),
    }
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
