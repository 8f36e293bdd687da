//! Bringing a backup into an empty database and an empty folder.

use super::{BLOBS, BackupError, Backups, DUMP, Manifest, checksums::Checksums, copy};
use crate::db::{
    adoption::{self, Adoption},
    migrate,
};

/// Restores the backup `name`, after it was verified, and brings it to this release's schema.
///
/// The database must hold nothing of SelfDB, and no server may run on it.
pub async fn restore(backups: &Backups, name: &str) -> Result<Manifest, BackupError> {
    let manifest = backups.verify(name).await?;
    let folder = backups.folder(name)?;
    if manifest.schema_version > migrate::latest_version() {
        return Err(BackupError::Newer(manifest.selfdb_version));
    }
    if adoption::is_migrated(&backups.database).await? {
        return Err(BackupError::NotEmpty);
    }
    if !copy::files(&backups.blobs)?.is_empty() {
        return Err(BackupError::BlobsNotEmpty(backups.blobs.clone()));
    }
    // Blobs first: once the database is there, a server could start and be asked for them.
    copy::copy_new(&folder.join(BLOBS), &backups.blobs, &mut Checksums::default()).await?;
    let adopted = Adoption::begin(&backups.database, &manifest.roles, &manifest.owner).await?;
    backups.tools.restore(&backups.database.direct, &folder.join(DUMP)).await?;
    adopted.finish().await?;
    migrate::migrate(&backups.database).await?;
    Ok(manifest)
}
