//! Files that a backup takes over as they are.

use super::{
    BackupError,
    checksums::{CHUNK_BYTES, Checksums, Running, Sum},
};
use std::{
    fs::{self, DirBuilder},
    io,
    os::unix::fs::DirBuilderExt as _,
    path::{Path, PathBuf},
};
use tokio::{
    fs::{File, OpenOptions},
    io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _},
};

/// Creates a folder that nobody else may enter: a backup holds everything there is to know.
pub fn create_private(path: &Path) -> Result<(), BackupError> {
    DirBuilder::new().recursive(true).mode(0o700).create(path).map_err(BackupError::io(path))
}

/// Makes names in a folder durable.
pub fn sync(folder: &Path) -> Result<(), BackupError> {
    fs::File::open(folder).and_then(|file| file.sync_all()).map_err(BackupError::io(folder))
}

/// Copies each file below `source` that `sums` does not know yet. A file that goes away meanwhile is passed over.
pub async fn copy_new(source: &Path, target: &Path, sums: &mut Checksums) -> Result<(), BackupError> {
    let prefix = target.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
    for file in files(source)? {
        let Some(relative) = file.strip_prefix(source).ok().and_then(Path::to_str) else { continue };
        let noted = format!("{prefix}/{relative}");
        if sums.contains(&noted) {
            continue;
        }
        let reader = match File::open(&file).await {
            Ok(reader) => reader,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(BackupError::io(&file)(error)),
        };
        let copy = target.join(relative);
        create_private(copy.parent().unwrap_or(target))?;
        sums.insert(noted, write_from(reader, &copy).await?);
    }
    Ok(())
}

/// Files below `folder`, at any depth; none where there is no such folder. Hidden ones are not blobs.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>, BackupError> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(folder) = waiting.pop() {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(BackupError::io(&folder)(error)),
        };
        for entry in entries {
            let entry = entry.map_err(BackupError::io(&folder))?;
            let kind = entry.file_type().map_err(BackupError::io(entry.path()))?;
            if kind.is_dir() {
                waiting.push(entry.path());
            } else if kind.is_file() && !entry.file_name().as_encoded_bytes().starts_with(b".") {
                found.push(entry.path());
            }
        }
    }
    Ok(found)
}

/// Writes what `reader` gives into a new file, durably, and sums it up on the way.
pub async fn write_from(mut reader: impl AsyncRead + Unpin, path: &Path) -> Result<Sum, BackupError> {
    let mut options = OpenOptions::new();
    let mut file =
        options.write(true).create_new(true).mode(0o600).open(path).await.map_err(BackupError::io(path))?;
    let mut running = Running::default();
    let mut buffer = vec![0; CHUNK_BYTES];
    loop {
        let read = reader.read(&mut buffer).await.map_err(BackupError::io(path))?;
        let chunk = buffer.get(..read).unwrap_or_default();
        if chunk.is_empty() {
            break;
        }
        running.take(chunk);
        file.write_all(chunk).await.map_err(BackupError::io(path))?;
    }
    file.sync_all().await.map_err(BackupError::io(path))?;
    Ok(running.finish())
}

/// The last kilobytes of what a program has to say.
pub async fn read_tail(mut reader: impl AsyncRead + Unpin) -> String {
    const MOST_BYTES: usize = 8 * 1024;
    let mut tail = Vec::new();
    let mut buffer = [0; 1024];
    while let Ok(read) = reader.read(&mut buffer).await {
        if read == 0 {
            break;
        }
        tail.extend_from_slice(buffer.get(..read).unwrap_or_default());
        let surplus = tail.len().saturating_sub(MOST_BYTES);
        tail.drain(..surplus);
    }
    String::from_utf8_lossy(&tail).trim().to_owned()
}
