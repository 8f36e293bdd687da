//! Connections for schema changes: of the login that can be nothing but `selfdb_owner`, straight to Postgres, a bounded
//! number at a time, and thrown away after use, since expressions of administrators may have changed their session.

use super::POOL_WAIT;
use crate::db::DbError;
use std::{ops::Deref, sync::Arc};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_postgres::{Client, Config, NoTls};

/// Indexes that are built beside writers at a time. They take long and must not keep other changes waiting.
const BUILDS: usize = 2;

/// Makes the connections.
#[derive(Clone)]
pub struct SchemaConnections {
    login: Config,
    changes: Arc<Semaphore>,
    builds: Arc<Semaphore>,
}

/// A connection; it ends when it is dropped.
pub struct SchemaConnection {
    client: Client,
    _place: OwnedSemaphorePermit,
}

impl Deref for SchemaConnection {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.client
    }
}

impl SchemaConnections {
    /// For `limit` changes at a time.
    pub(super) fn new(login: Config, limit: usize) -> Self {
        SchemaConnections {
            login,
            changes: Arc::new(Semaphore::new(limit)),
            builds: Arc::new(Semaphore::new(BUILDS)),
        }
    }

    /// A connection for a change, when there is a place for it.
    pub async fn get(&self) -> Result<SchemaConnection, DbError> {
        let waiting = tokio::time::timeout(POOL_WAIT, self.changes.clone().acquire_owned());
        let place =
            waiting.await.map_err(|_| DbError::PoolTimeout)?.map_err(|_| DbError::Unavailable(None))?;
        Ok(SchemaConnection { client: self.connect().await?, _place: place })
    }

    /// A connection whose place is taken already.
    pub async fn connect_in(&self, place: OwnedSemaphorePermit) -> Result<SchemaConnection, DbError> {
        Ok(SchemaConnection { client: self.connect().await?, _place: place })
    }

    /// A place for an index build, if one is free.
    pub fn build_place(&self) -> Option<OwnedSemaphorePermit> {
        self.builds.clone().try_acquire_owned().ok()
    }

    async fn connect(&self) -> Result<Client, DbError> {
        let connecting = tokio::time::timeout(POOL_WAIT, self.login.connect(NoTls));
        let (client, connection) = connecting.await.map_err(|_| DbError::PoolTimeout)??;
        tokio::spawn(connection);
        Ok(client)
    }
}
