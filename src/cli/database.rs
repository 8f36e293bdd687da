//! The configured database for one command, also while no server runs.

use crate::{
    config::Database,
    db::{
        Db, DbError,
        embedded::{EmbeddedError, EmbeddedPostgres},
    },
};
use std::{path::PathBuf, time::Duration};
use tokio::time::{Instant, sleep};
use tokio_postgres::NoTls;

/// How long a server that starts at the same moment may take until its Postgres accepts us.
const STARTING_DEADLINE: Duration = Duration::from_secs(30);
/// Pause between attempts.
const PAUSE: Duration = Duration::from_millis(100);

/// What to do when the embedded cluster has not been created yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// Create it.
    Create,
    /// Refuse: there is nothing that the command could be about.
    Refuse,
}

/// Why the database cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum AccessError {
    /// No server has run on the data directory yet.
    #[error("there is no database in {} yet: start the server once, or set SELFDB_DATA_DIR", .0.display())]
    NoCluster(PathBuf),
    /// The embedded Postgres does not start.
    #[error("embedded Postgres: {0}")]
    Embedded(#[from] EmbeddedError),
    /// A server holds the data directory, and its Postgres does not answer.
    #[error("a server is using {}, but its Postgres does not answer: {source}", .directory.display())]
    Unreachable {
        /// Data directory.
        directory: PathBuf,
        /// Why.
        source: tokio_postgres::Error,
    },
    /// The pools cannot be made.
    #[error(transparent)]
    Database(#[from] DbError),
}

/// Open pools, and the embedded Postgres where this command had to start it.
pub struct Access {
    /// The pools.
    pub db: Db,
    started: Option<EmbeddedPostgres>,
}

impl Access {
    /// Uses the cluster of a running server over its socket; starts the cluster when there is none.
    pub async fn open(config: &Database, missing: Missing) -> Result<Self, AccessError> {
        let started = match &config.embedded {
            None => None,
            Some(settings) => {
                let directory = settings.data_dir.join("postgres");
                if missing == Missing::Refuse && !directory.join("PG_VERSION").exists() {
                    return Err(AccessError::NoCluster(settings.data_dir.clone()));
                }
                match EmbeddedPostgres::start(settings).await {
                    Ok(started) => Some(started),
                    Err(EmbeddedError::InUse(directory)) => {
                        answer(config, directory).await?;
                        None
                    }
                    Err(error) => return Err(error.into()),
                }
            }
        };
        Ok(Access { db: Db::new(config)?, started })
    }

    /// Stops what was started for the command.
    pub async fn close(self) {
        self.db.close();
        if let Some(started) = self.started {
            started.stop().await;
        }
    }
}

/// Waits until the Postgres of the server that holds the data directory accepts a connection.
async fn answer(config: &Database, directory: PathBuf) -> Result<(), AccessError> {
    let deadline = Instant::now() + STARTING_DEADLINE;
    loop {
        match config.direct.connect(NoTls).await {
            Ok(_) => return Ok(()),
            Err(source) if Instant::now() > deadline => {
                return Err(AccessError::Unreachable { directory, source });
            }
            Err(_) => sleep(PAUSE).await,
        }
    }
}
