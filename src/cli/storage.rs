//! Files: whether rows and bytes agree.

use super::database::{Access, Missing};
use crate::{app::storage_check, config::Config};
use clap::Subcommand;
use std::error::Error;

/// What to do with files.
#[derive(Subcommand)]
pub enum Command {
    /// Compare rows and bytes; exit 1 when they do not agree.
    Check {
        /// Delete rows without bytes and bytes without rows. The server must be stopped.
        #[arg(long)]
        repair: bool,
    },
}

/// Runs a command.
pub async fn run(config: &Config, command: Command) -> Result<(), Box<dyn Error>> {
    let Command::Check { repair } = command;
    let access = Access::open(&config.database, Missing::Refuse).await?;
    let report = storage_check::check(&access.db, &config.storage.dir, repair).await;
    access.close().await;
    let report = report?;
    println!("{report}");
    if report.is_clean() || repair {
        Ok(())
    } else {
        Err("rows and bytes do not agree; `selfdb storage check --repair` puts it right".into())
    }
}
