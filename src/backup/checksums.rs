//! `SHA256SUMS`: a checksum for each file of a backup, in the format of sha256sum(1).

use super::{BackupError, SUMS};
use sha2::{Digest as _, Sha256};
use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};
use tokio::{fs::File, io::AsyncReadExt as _};

/// Bytes read at once.
pub const CHUNK_BYTES: usize = 256 * 1024;

/// A file's checksum and size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// SHA-256, hexadecimal.
    pub sha256: String,
    /// Size in bytes.
    pub bytes: u64,
}

/// Checksums by path below the backup's folder.
#[derive(Debug, Default)]
pub struct Checksums {
    files: BTreeMap<String, Sum>,
}

/// A checksum that grows with its file.
#[derive(Default)]
pub struct Running {
    digest: Sha256,
    bytes: u64,
}

impl Running {
    /// Takes the next bytes.
    pub fn take(&mut self, chunk: &[u8]) {
        self.digest.update(chunk);
        self.bytes += chunk.len() as u64;
    }

    /// The checksum of everything that was taken.
    pub fn finish(self) -> Sum {
        let sha256 = self.digest.finalize().iter().fold(String::new(), |mut text, byte| {
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        });
        Sum { sha256, bytes: self.bytes }
    }
}

impl Checksums {
    /// Notes a file.
    pub fn insert(&mut self, path: impl Into<String>, sum: Sum) {
        self.files.insert(path.into(), sum);
    }

    /// Whether a file is noted.
    pub fn contains(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// Number and bytes of the files below `prefix`.
    pub fn below(&self, prefix: &str) -> (u64, u64) {
        let found = self.files.iter().filter(|(path, _)| path.starts_with(prefix));
        found.fold((0, 0), |(files, bytes), (_, sum)| (files + 1, bytes + sum.bytes))
    }

    /// Writes the list into `folder`.
    pub fn write(&self, folder: &Path) -> Result<(), BackupError> {
        let path = folder.join(SUMS);
        let mut text = String::new();
        for (file, sum) in &self.files {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{}  {file}", sum.sha256);
        }
        let mut file = fs::File::create(&path).map_err(BackupError::io(&path))?;
        file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(BackupError::io(&path))
    }

    /// What differs between the list in `folder` and the files that are there.
    pub async fn faults(folder: &Path) -> Result<Vec<String>, BackupError> {
        let path = folder.join(SUMS);
        let text = fs::read_to_string(&path).map_err(BackupError::io(&path))?;
        let mut faults = Vec::new();
        for line in text.lines() {
            let Some((wanted, file)) = line.split_once("  ") else {
                faults.push(format!("{SUMS} has a line that is none: {line}"));
                continue;
            };
            match sum_of(&folder.join(file)).await {
                Ok(sum) if sum.sha256 == wanted => {}
                Ok(_) => faults.push(format!("{file} differs from its checksum")),
                Err(error) => faults.push(error.to_string()),
            }
        }
        Ok(faults)
    }
}

/// The checksum of a few bytes.
pub fn of_bytes(bytes: &[u8]) -> Sum {
    let mut running = Running::default();
    running.take(bytes);
    running.finish()
}

/// The checksum of a file.
pub async fn sum_of(path: &Path) -> Result<Sum, BackupError> {
    let owned: PathBuf = path.to_owned();
    let mut file = File::open(path).await.map_err(BackupError::io(&owned))?;
    let mut running = Running::default();
    let mut buffer = vec![0; CHUNK_BYTES];
    loop {
        let read = file.read(&mut buffer).await.map_err(BackupError::io(&owned))?;
        if read == 0 {
            return Ok(running.finish());
        }
        running.take(buffer.get(..read).unwrap_or_default());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_those_of_sha256sum() {
        let sum = of_bytes(b"abc");
        assert_eq!(sum.bytes, 3);
        assert_eq!(sum.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn files_are_counted_below_a_folder() {
        let mut sums = Checksums::default();
        for (path, bytes) in [("blobs/1", 2), ("blobs/2", 3), ("database.dump", 9)] {
            sums.insert(path, Sum { sha256: String::new(), bytes });
        }
        assert_eq!(sums.below("blobs/"), (2, 5));
        assert!(sums.contains("blobs/1") && !sums.contains("blobs/3"));
    }
}
