//! Blobs as files: written beside, then renamed into their place.

use super::{BlobError, BlobId, BlobStore, ByteStream, Found, SHARDS, StagedBlob};
use bytes::Bytes;
use futures_util::{FutureExt as _, future::BoxFuture, stream};
use std::{
    fs::{self, File},
    io::{self, Read as _, Seek as _, SeekFrom, Write as _},
    ops::Range,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

/// Bytes read at once. A download holds one such piece.
const PIECE: u64 = 256 * 1024;

/// A folder with `blobs/<last byte of the id>/<id>` and `staging/<id>`.
#[derive(Clone)]
pub struct LocalStore {
    folders: Arc<Folders>,
}

struct Folders {
    blobs: PathBuf,
    staging: PathBuf,
    /// Held as long as the store lives, so that no second server sweeps this one's uploads away.
    _lock: Option<File>,
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, BlobError> + Send + 'static,
) -> Result<T, BlobError> {
    tokio::task::spawn_blocking(work).await.map_err(|error| BlobError::Io(io::Error::other(error)))?
}

impl LocalStore {
    /// Opens the folder, making it where needed, and removes uploads that an earlier process left unfinished.
    pub fn open(root: &Path) -> Result<Self, BlobError> {
        let (blobs, staging) = (root.join("blobs"), root.join("staging"));
        fs::create_dir_all(&staging)?;
        let lock = File::options().create(true).append(true).open(root.join("lock"))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => return Err(BlobError::Locked(root.display().to_string())),
            Err(fs::TryLockError::Error(error)) => return Err(error.into()),
        }
        for shard in 0..SHARDS {
            fs::create_dir_all(blobs.join(format!("{shard:02x}")))?;
        }
        for entry in fs::read_dir(&staging)? {
            fs::remove_file(entry?.path())?;
        }
        for folder in [&blobs, root] {
            sync_folder(folder)?;
        }
        Ok(LocalStore { folders: Arc::new(Folders { blobs, staging, _lock: Some(lock) }) })
    }
}

impl LocalStore {
    /// Opens the folder for looking at it beside a running server.
    pub fn open_shared(root: &Path) -> Self {
        let (blobs, staging) = (root.join("blobs"), root.join("staging"));
        LocalStore { folders: Arc::new(Folders { blobs, staging, _lock: None }) }
    }
}

fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

impl Folders {
    fn shard(&self, id: BlobId) -> PathBuf {
        self.blobs.join(format!("{:02x}", id.0.as_bytes()[15]))
    }

    fn blob(&self, id: BlobId) -> PathBuf {
        self.shard(id).join(id.to_string())
    }

    /// A hard link, since blobs never change; a copy where the file system has no links.
    fn copy(&self, from: BlobId, to: BlobId) -> Result<(), BlobError> {
        match fs::hard_link(self.blob(from), self.blob(to)) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(BlobError::Missing(from)),
            Err(_) => {
                let part = self.staging.join(to.to_string());
                let copied = fs::copy(self.blob(from), &part)
                    .and_then(|_| File::open(&part)?.sync_all())
                    .and_then(|()| fs::rename(&part, self.blob(to)));
                if let Err(error) = copied {
                    // The first failure counts; a leftover goes at the next start.
                    let _ = fs::remove_file(&part);
                    return Err(error.into());
                }
            }
        }
        Ok(sync_folder(&self.shard(to))?)
    }

    fn list(&self, shard: u16) -> Result<Vec<Found>, BlobError> {
        let mut found = Vec::new();
        for entry in fs::read_dir(self.blobs.join(format!("{shard:02x}")))? {
            let entry = entry?;
            if let Some(id) = entry.file_name().to_str().and_then(BlobId::parse) {
                match entry.metadata() {
                    Ok(metadata) => found.push(Found { id, size: metadata.len() }),
                    Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                    Err(error) => return Err(error.into()),
                }
            }
        }
        Ok(found)
    }
}

fn open_at(path: &Path, id: BlobId, start: u64) -> Result<File, BlobError> {
    let mut file = File::open(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => BlobError::Missing(id),
        _ => error.into(),
    })?;
    if start > 0 {
        file.seek(SeekFrom::Start(start))?;
    }
    Ok(file)
}

fn read_piece(file: &File, id: BlobId, left: u64) -> Result<Bytes, BlobError> {
    let size = left.min(PIECE);
    let mut piece = Vec::with_capacity(size as usize);
    file.take(size).read_to_end(&mut piece)?;
    if (piece.len() as u64) < size { Err(BlobError::Truncated(id)) } else { Ok(piece.into()) }
}

impl BlobStore for LocalStore {
    fn stage(&self) -> Box<dyn StagedBlob> {
        let id = BlobId::new();
        let part =
            Part { path: self.folders.staging.join(id.to_string()), published: AtomicBool::new(false) };
        Box::new(LocalStaged { id, part: Arc::new(part), file: None, folders: self.folders.clone() })
    }

    fn read(&self, id: BlobId, range: Range<u64>) -> BoxFuture<'_, Result<ByteStream, BlobError>> {
        let path = self.folders.blob(id);
        async move {
            let left = range.end.saturating_sub(range.start);
            // The first piece comes with the opening, so that a small blob costs one turn on the blocking threads.
            let (file, first) = blocking(move || {
                let file = open_at(&path, id, range.start)?;
                let first = read_piece(&file, id, left)?;
                Ok((file, first))
            })
            .await?;
            let left = left - first.len() as u64;
            let rest = stream::try_unfold((file, left), move |(file, left)| async move {
                if left == 0 {
                    return Ok(None);
                }
                let (file, piece) = blocking(move || {
                    let piece = read_piece(&file, id, left)?;
                    Ok((file, piece))
                })
                .await?;
                let left = left - piece.len() as u64;
                Ok(Some((piece, (file, left))))
            });
            let stream: ByteStream =
                Box::pin(futures_util::StreamExt::chain(stream::iter([Ok(first)]), rest));
            Ok(stream)
        }
        .boxed()
    }

    fn copy(&self, from: BlobId, to: BlobId) -> BoxFuture<'_, Result<(), BlobError>> {
        let folders = self.folders.clone();
        blocking(move || folders.copy(from, to)).boxed()
    }

    fn delete(&self, id: BlobId) -> BoxFuture<'_, Result<(), BlobError>> {
        let path = self.folders.blob(id);
        blocking(move || match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        })
        .boxed()
    }

    fn exclusive(&self) -> bool {
        true
    }

    fn list(&self, shard: u16) -> BoxFuture<'_, Result<Vec<Found>, BlobError>> {
        let folders = self.folders.clone();
        blocking(move || folders.list(shard)).boxed()
    }
}

/// The file of an unfinished upload. Whoever holds it last removes it, so an upload that is dropped in the middle
/// of a write leaves nothing either.
struct Part {
    path: PathBuf,
    published: AtomicBool,
}

impl Drop for Part {
    fn drop(&mut self) {
        if !self.published.load(Ordering::Acquire) {
            // It may never have been made; what stays is removed at the next start.
            let _ = fs::remove_file(&self.path);
        }
    }
}

struct LocalStaged {
    id: BlobId,
    part: Arc<Part>,
    file: Option<File>,
    folders: Arc<Folders>,
}

impl LocalStaged {
    /// Runs `work` on the part's file, which the first use makes.
    fn with_file(
        &mut self,
        work: impl FnOnce(&mut File) -> io::Result<()> + Send + 'static,
    ) -> BoxFuture<'_, Result<(), BlobError>> {
        let (part, file) = (self.part.clone(), self.file.take());
        async move {
            let file = blocking(move || {
                let mut file = match file {
                    Some(file) => file,
                    None => File::options().write(true).create_new(true).open(&part.path)?,
                };
                work(&mut file)?;
                Ok(file)
            })
            .await?;
            self.file = Some(file);
            Ok(())
        }
        .boxed()
    }
}

impl StagedBlob for LocalStaged {
    fn id(&self) -> BlobId {
        self.id
    }

    fn write(&mut self, chunks: Vec<Bytes>) -> BoxFuture<'_, Result<(), BlobError>> {
        self.with_file(move |file| chunks.iter().try_for_each(|chunk| file.write_all(chunk)))
    }

    fn seal(&mut self) -> BoxFuture<'_, Result<(), BlobError>> {
        self.with_file(|file| file.sync_all())
    }

    fn publish(&mut self) -> BoxFuture<'_, Result<(), BlobError>> {
        let (part, place) = (self.part.clone(), self.folders.blob(self.id));
        self.file = None;
        blocking(move || {
            fs::rename(&part.path, place)?;
            part.published.store(true, Ordering::Release);
            Ok(())
        })
        .boxed()
    }

    fn settle(&mut self) -> BoxFuture<'_, Result<(), BlobError>> {
        let shard = self.folders.shard(self.id);
        blocking(move || Ok(sync_folder(&shard)?)).boxed()
    }
}

#[cfg(test)]
mod tests;
