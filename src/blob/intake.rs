//! Bytes on their way into a blob: counted, hashed and written in pieces, in constant memory.

use super::{BlobError, BlobStore, StagedBlob};
use bytes::Bytes;
use md5::{Digest as _, Md5};
use sha2::Sha256;
use std::io;

/// Bytes that are gathered before they are hashed and written in one go.
const PIECE: usize = 256 * 1024;

/// Up to this many bytes are hashed on the spot; more would hold up other requests of the thread.
const INLINE: usize = 32 * 1024;

#[derive(Default)]
struct Digests {
    md5: Md5,
    sha256: Sha256,
}

impl Digests {
    fn update(mut self, chunks: &[Bytes]) -> Self {
        for chunk in chunks {
            self.md5.update(chunk);
            self.sha256.update(chunk);
        }
        self
    }
}

/// An upload in progress.
pub struct Intake {
    staged: Box<dyn StagedBlob>,
    digests: Digests,
    pending: Vec<Bytes>,
    pending_bytes: usize,
    length: u64,
    limit: u64,
}

/// All bytes of an upload, not yet published.
pub struct Received {
    /// The blob.
    pub staged: Box<dyn StagedBlob>,
    /// Length in bytes.
    pub length: u64,
    /// MD5, for ETags.
    pub md5: [u8; 16],
    /// SHA-256, for integrity.
    pub sha256: [u8; 32],
}

impl Intake {
    /// Takes up to `limit` bytes.
    pub fn new(store: &dyn BlobStore, limit: u64) -> Self {
        Intake {
            staged: store.stage(),
            digests: Digests::default(),
            pending: Vec::new(),
            pending_bytes: 0,
            length: 0,
            limit,
        }
    }

    /// Bytes taken so far.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Takes a chunk; waits while the disk is slower than the sender.
    pub async fn push(&mut self, chunk: Bytes) -> Result<(), BlobError> {
        self.length += chunk.len() as u64;
        if self.length > self.limit {
            return Err(BlobError::TooLarge(self.limit));
        }
        self.pending_bytes += chunk.len();
        self.pending.push(chunk);
        if self.pending_bytes >= PIECE { self.flush().await } else { Ok(()) }
    }

    async fn flush(&mut self) -> Result<(), BlobError> {
        let chunks = std::mem::take(&mut self.pending);
        let bytes = std::mem::take(&mut self.pending_bytes);
        let digests = std::mem::take(&mut self.digests);
        if bytes <= INLINE {
            self.digests = digests.update(&chunks);
            return self.staged.write(chunks).await;
        }
        let hashed = chunks.clone();
        let hashing = tokio::task::spawn_blocking(move || digests.update(&hashed));
        let (digests, written) = tokio::join!(hashing, self.staged.write(chunks));
        self.digests = digests.map_err(|error| BlobError::Io(io::Error::other(error)))?;
        written
    }

    /// Ends the upload.
    pub async fn finish(mut self) -> Result<Received, BlobError> {
        self.flush().await?;
        Ok(Received {
            staged: self.staged,
            length: self.length,
            md5: self.digests.md5.finalize().into(),
            sha256: self.digests.sha256.finalize().into(),
        })
    }
}
