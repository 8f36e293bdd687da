//! Backups: the database and the blobs, in a folder per backup that `sha256sum --check SHA256SUMS` can verify.
//!
//! A backup is written under another name and renamed when it is whole and on disk, so that whatever is listed is complete.
//! Blobs are immutable and are deleted only after the row that names them: they are copied once before the dump and what is
//! new once after it, so every blob that the dump names is there, while the server goes on writing.

mod checksums;
mod copy;
mod manifest;
mod restore;
mod tools;

pub use manifest::Manifest;
pub use restore::restore;

use crate::config::{Config, Database};
use checksums::Checksums;
use chrono::Utc;
use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};
use tools::Tools;

/// Files of a backup.
const MANIFEST: &str = "manifest.json";
const DUMP: &str = "database.dump";
const BLOBS: &str = "blobs";
const SUMS: &str = "SHA256SUMS";
/// What a backup is called while it is written.
const PARTIAL: &str = ".partial-";

/// Why a backup cannot be made, read or restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// A file or folder operation failed.
    #[error("{}: {source}", .path.display())]
    Io {
        /// What it was about.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// Another backup is being made in the same folder.
    #[error("another backup is being made in {}", .0.display())]
    Busy(PathBuf),
    /// `pg_dump` or `pg_restore` cannot be started.
    #[error("{} cannot be started ({source}): set POSTGRES_DIR to the folder that holds bin/pg_dump", .program.display())]
    Tool {
        /// The program.
        program: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// `pg_dump` or `pg_restore` failed.
    #[error("{program} failed: {message}")]
    Failed {
        /// The program.
        program: &'static str,
        /// What it said.
        message: String,
    },
    /// No backup of that name.
    #[error("there is no backup {0}; `selfdb backup list` shows what there is")]
    Unknown(String),
    /// The manifest cannot be read.
    #[error("{}: {source}", .path.display())]
    Manifest {
        /// Its path.
        path: PathBuf,
        /// Why.
        source: serde_json::Error,
    },
    /// Files are damaged, missing or superfluous.
    #[error("the backup is damaged:{}", .0.iter().map(|fault| format!("\n  - {fault}")).collect::<String>())]
    Damaged(Vec<String>),
    /// The database to restore into has tables of SelfDB already.
    #[error(
        "the database is not empty: restore into a new one (SELFDB_DATA_DIR, POSTGRES_DB or DATABASE_URL)"
    )]
    NotEmpty,
    /// The folder to restore blobs into is not empty.
    #[error("{} is not empty: move it away first", .0.display())]
    BlobsNotEmpty(PathBuf),
    /// The backup is of a later release.
    #[error("the backup was made by SelfDB {0}, which is newer than this one")]
    Newer(String),
    /// The thread that made it could not be had or ended.
    #[error("thread: {0}")]
    Thread(#[source] io::Error),
    /// The database's answer.
    #[error("database: {0}")]
    Database(#[from] crate::db::DbError),
}

impl BackupError {
    fn io(path: impl AsRef<Path>) -> impl FnOnce(io::Error) -> Self {
        let path = path.as_ref().to_owned();
        move |source| Self::Io { path, source }
    }
}

/// Where backups are, and what they are of.
#[derive(Debug, Clone)]
pub struct Backups {
    dir: PathBuf,
    blobs: PathBuf,
    keep: usize,
    database: Database,
    tools: Tools,
}

/// A listed backup.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its name, which is also its folder's.
    pub name: String,
    /// What it holds.
    pub manifest: Manifest,
}

impl Backups {
    /// The backups that `config` names.
    pub fn of(config: &Config) -> Self {
        Backups {
            dir: config.backup.dir.clone(),
            blobs: config.backup.blobs.clone(),
            keep: config.backup.keep,
            database: config.database.clone(),
            tools: Tools::new(config.backup.postgres_dir.clone()),
        }
    }

    /// Makes a backup while the server may be running; its name.
    pub async fn create(&self) -> Result<Entry, BackupError> {
        let _lock = self.lock()?;
        let name = Utc::now().format("%Y%m%dT%H%M%S%.3fZ").to_string();
        let partial = self.dir.join(format!("{PARTIAL}{name}"));
        copy::create_private(&partial)?;
        let made = self.write(&partial).await;
        let manifest = match made {
            Ok(manifest) => manifest,
            Err(error) => {
                // What is left behind would be taken for a backup by nobody, but it would fill the disk.
                let _ = fs::remove_dir_all(&partial);
                return Err(error);
            }
        };
        let path = self.dir.join(&name);
        fs::rename(&partial, &path).map_err(BackupError::io(&path))?;
        copy::sync(&self.dir)?;
        Ok(Entry { name, manifest })
    }

    async fn write(&self, folder: &Path) -> Result<Manifest, BackupError> {
        let mut sums = Checksums::default();
        copy::copy_new(&self.blobs, &folder.join(BLOBS), &mut sums).await?;
        let mut manifest = Manifest::of(&self.database).await?;
        self.tools.dump(&self.database.direct, folder, &mut sums).await?;
        copy::copy_new(&self.blobs, &folder.join(BLOBS), &mut sums).await?;
        manifest.finish(&sums);
        manifest.write(folder, &mut sums)?;
        sums.write(folder)?;
        copy::sync(folder)?;
        Ok(manifest)
    }

    /// Complete backups, oldest first.
    pub fn list(&self) -> Result<Vec<Entry>, BackupError> {
        let mut names: Vec<String> = match fs::read_dir(&self.dir) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(BackupError::io(&self.dir)(error)),
            Ok(entries) => entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect(),
        };
        names.retain(|name| !name.starts_with('.') && self.dir.join(name).join(MANIFEST).exists());
        names.sort();
        names
            .into_iter()
            .map(|name| Ok(Entry { manifest: Manifest::read(&self.dir.join(&name))?, name }))
            .collect()
    }

    /// Reads every file of a backup and compares it with its checksum.
    pub async fn verify(&self, name: &str) -> Result<Manifest, BackupError> {
        let folder = self.folder(name)?;
        let faults = Checksums::faults(&folder).await?;
        if !faults.is_empty() {
            return Err(BackupError::Damaged(faults));
        }
        self.tools.check(&folder.join(DUMP)).await?;
        Manifest::read(&folder)
    }

    /// Deletes all but the newest backups that are to be kept; the names of those deleted.
    pub fn prune(&self) -> Result<Vec<String>, BackupError> {
        let _lock = self.lock()?;
        let mut entries = self.list()?;
        entries.truncate(entries.len().saturating_sub(self.keep.max(1)));
        for entry in &entries {
            let folder = self.dir.join(&entry.name);
            // Renamed first: a deletion that is interrupted must not leave half a backup in the list.
            let doomed = self.dir.join(format!("{PARTIAL}{}", entry.name));
            fs::rename(&folder, &doomed).map_err(BackupError::io(&folder))?;
            fs::remove_dir_all(&doomed).map_err(BackupError::io(&doomed))?;
        }
        Ok(entries.into_iter().map(|entry| entry.name).collect())
    }

    /// The folder of a complete backup.
    fn folder(&self, name: &str) -> Result<PathBuf, BackupError> {
        // A name is one component, whatever was typed.
        let plain = !name.is_empty() && !name.starts_with('.') && !name.contains('/');
        let folder = self.dir.join(name);
        if plain && folder.join(MANIFEST).exists() {
            Ok(folder)
        } else {
            Err(BackupError::Unknown(name.to_owned()))
        }
    }

    /// Takes the folder for one writer.
    fn lock(&self) -> Result<File, BackupError> {
        copy::create_private(&self.dir)?;
        let path = self.dir.join(".lock");
        let file = File::create(&path).map_err(BackupError::io(&path))?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(TryLockError::WouldBlock) => Err(BackupError::Busy(self.dir.clone())),
            Err(TryLockError::Error(source)) => Err(BackupError::Io { path, source }),
        }
    }
}
