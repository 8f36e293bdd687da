//! What a backup says of itself.

use super::{BLOBS, BackupError, DUMP, MANIFEST, checksums::Checksums, copy};
use crate::{
    config::Database,
    db::{adoption, migrate},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::{fs, path::Path};

/// `manifest.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Release that made the backup.
    pub selfdb_version: String,
    /// Newest migration of the database.
    pub schema_version: i32,
    /// Major version of its Postgres.
    pub postgres_version: i32,
    /// Begun at.
    pub started_at: DateTime<Utc>,
    /// Ended at.
    pub finished_at: DateTime<Utc>,
    /// Login that owns the schemas.
    pub owner: String,
    /// Roles that the dump names, the owner among them.
    pub roles: Vec<String>,
    /// Bytes of the dump.
    pub database_bytes: u64,
    /// Number of blobs.
    pub blobs: u64,
    /// Their bytes.
    pub blob_bytes: u64,
}

impl Manifest {
    /// Begins one for the database as it is.
    pub(super) async fn of(database: &Database) -> Result<Self, BackupError> {
        let facts = adoption::facts(database).await?;
        let started_at = Utc::now();
        let mut roles: Vec<String> = migrate::ROLES.map(str::to_owned).to_vec();
        roles.extend([database.caller_role.clone(), database.sql_role.clone(), facts.owner.clone()]);
        Ok(Manifest {
            selfdb_version: env!("CARGO_PKG_VERSION").to_owned(),
            schema_version: facts.schema_version,
            postgres_version: facts.postgres_version,
            started_at,
            finished_at: started_at,
            owner: facts.owner,
            roles,
            database_bytes: 0,
            blobs: 0,
            blob_bytes: 0,
        })
    }

    /// Takes sizes from what was written.
    pub(super) fn finish(&mut self, sums: &Checksums) {
        (_, self.database_bytes) = sums.below(DUMP);
        (self.blobs, self.blob_bytes) = sums.below(&format!("{BLOBS}/"));
        self.finished_at = Utc::now();
    }

    pub(super) fn write(&self, folder: &Path, sums: &mut Checksums) -> Result<(), BackupError> {
        let path = folder.join(MANIFEST);
        let manifest = |source| BackupError::Manifest { path: path.clone(), source };
        let text = serde_json::to_string_pretty(self).map_err(manifest)? + "\n";
        sums.insert(MANIFEST, super::checksums::of_bytes(text.as_bytes()));
        fs::write(&path, text).map_err(BackupError::io(&path))?;
        copy::sync(&path)
    }

    pub(super) fn read(folder: &Path) -> Result<Self, BackupError> {
        let path = folder.join(MANIFEST);
        let text = fs::read(&path).map_err(BackupError::io(&path))?;
        serde_json::from_slice(&text).map_err(|source| BackupError::Manifest { path, source })
    }
}
