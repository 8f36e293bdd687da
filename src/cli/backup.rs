//! `selfdb backup`.

use super::database::{Access, AccessError, Missing};
use crate::{
    backup::{BackupError, Backups, Entry, Manifest, restore},
    config::Config,
};
use clap::Subcommand;

/// Commands below `selfdb backup`.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Back up the database and all files, also while the server runs.
    Create,
    /// List backups, oldest first.
    List,
    /// Compare every file of a backup with its checksum.
    Verify {
        /// Name, as `list` shows it.
        name: String,
    },
    /// Restore a backup into an empty database and an empty storage folder; no server may run on them.
    Restore {
        /// Name, as `list` shows it.
        name: String,
    },
    /// Delete all but the newest BACKUP_KEEP backups.
    Prune,
}

/// Why a command did nothing.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No database.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// The backup cannot be made, read or restored.
    #[error(transparent)]
    Backup(#[from] BackupError),
}

/// Runs one command.
pub async fn run(config: &Config, command: Command) -> Result<(), Error> {
    let backups = Backups::of(config);
    match command {
        Command::List => {
            for Entry { name, manifest } in backups.list()? {
                println!("{name}  {}", sizes(&manifest));
            }
        }
        Command::Verify { name } => println!("{name} is whole: {}", sizes(&backups.verify(&name).await?)),
        Command::Prune => backups.prune()?.iter().for_each(|name| println!("{name} deleted")),
        Command::Create => {
            let access = Access::open(&config.database, Missing::Refuse).await?;
            let made = backups.create().await;
            access.close().await;
            let Entry { name, manifest } = made?;
            println!("{name}  {}", sizes(&manifest));
        }
        Command::Restore { name } => {
            let access = Access::open(&config.database, Missing::Create).await?;
            let restored = restore(&backups, &name).await;
            access.close().await;
            println!("{name} restored: {}", sizes(&restored?));
        }
    }
    Ok(())
}

fn sizes(manifest: &Manifest) -> String {
    format!(
        "database {} bytes, {} files of {} bytes, SelfDB {}",
        manifest.database_bytes, manifest.blobs, manifest.blob_bytes, manifest.selfdb_version
    )
}
