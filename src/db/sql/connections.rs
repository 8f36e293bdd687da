//! Connections for administrators' raw SQL: a bounded number, each new and thrown away after use, and each
//! cancelled by the server itself when it runs too long or somebody asks for it.

use super::{
    failure::SqlError,
    running::Running,
    wire::{CancelKey, Wire, WireError},
};
use crate::db::DbError;
use std::{future::Future, pin::pin, sync::Arc, time::Duration};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::CancellationToken;

/// How long a query waits for a free connection.
const WAIT: Duration = Duration::from_secs(10);
/// How long a cancelled statement may take to stop before it is asked again.
const PATIENCE: Duration = Duration::from_secs(1);
/// Requests to cancel before the session is ended.
const REQUESTS: usize = 3;

/// The "admin SQL" pool. Cloning is cheap.
#[derive(Clone)]
pub struct Connections {
    login: Arc<tokio_postgres::Config>,
    slots: Arc<Semaphore>,
    running: Running,
}

/// A connection and its place in the pool.
pub struct Session {
    /// The connection.
    pub wire: Wire,
    _slot: OwnedSemaphorePermit,
}

fn unavailable(error: WireError) -> DbError {
    tracing::warn!(%error, "no connection for raw SQL");
    DbError::Unavailable(None)
}

impl Connections {
    /// At most `size` connections at once with `login`, which must reach Postgres directly: what raw SQL does to
    /// its session would stay in a pooler's connection.
    pub fn new(login: tokio_postgres::Config, size: usize) -> Self {
        Connections {
            login: Arc::new(login),
            slots: Arc::new(Semaphore::new(size)),
            running: Running::default(),
        }
    }

    /// The queries that run at this moment.
    pub fn running(&self) -> &Running {
        &self.running
    }

    /// Lets nobody in any more.
    pub fn close(&self) {
        self.slots.close();
    }

    /// Opens a session as the administrators' role.
    pub async fn open(&self) -> Result<Session, DbError> {
        let slot = tokio::time::timeout(WAIT, self.slots.clone().acquire_owned())
            .await
            .map_err(|_| DbError::PoolTimeout)?
            .map_err(|_| DbError::Unavailable(None))?;
        let wire = tokio::time::timeout(WAIT, Wire::connect(&self.login))
            .await
            .map_err(|_| DbError::PoolTimeout)?
            .map_err(unavailable)?;
        Ok(Session { wire, _slot: slot })
    }

    /// Does `work` on the connection of `key`, until it is done, `limit` is over or `cancelled` is set. SQL can
    /// change `statement_timeout` and even catch a cancellation, so the clock and the last word are here.
    pub async fn guard<T>(
        &self,
        key: CancelKey,
        limit: Duration,
        cancelled: &CancellationToken,
        work: impl Future<Output = Result<T, SqlError>>,
    ) -> Result<T, SqlError> {
        let mut work = pin!(work);
        let why = tokio::select! {
            done = &mut work => return done,
            () = tokio::time::sleep(limit) => SqlError::TimedOut,
            () = cancelled.cancelled() => SqlError::Cancelled,
        };
        for _ in 0..REQUESTS {
            if let Err(error) = key.cancel().await {
                tracing::warn!(%error, "a raw SQL query could not be cancelled");
            }
            match tokio::time::timeout(PATIENCE, &mut work).await {
                // It was done before the request arrived, and what is committed is committed.
                Ok(Ok(done)) => return Ok(done),
                Ok(Err(_)) => return Err(why),
                Err(_) => {}
            }
        }
        self.terminate(&key).await;
        Err(why)
    }

    /// Ends a session that withstands cancelling; the same login may do that to its own.
    async fn terminate(&self, key: &CancelKey) {
        let end = async {
            let mut wire = Wire::connect(&self.login).await?;
            let pid = key.process();
            wire.command(&format!("SET ROLE NONE; SELECT pg_catalog.pg_terminate_backend({pid})")).await
        };
        if let Err(error) = end.await {
            tracing::warn!(%error, "a raw SQL session could not be ended");
        }
    }
}
