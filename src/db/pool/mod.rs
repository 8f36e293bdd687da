//! The three connection pools, and the one-round-trip transaction in which callers' statements run.

mod begin;
mod caller;
mod popular;
mod schema;

use super::{DbError, migrate::login_password, sql::connections::Connections};
use crate::{
    config,
    domain::caller::{Caller, DbRole},
};
use caller::CallerPool;
use deadpool_postgres::{
    ClientWrapper, Manager, ManagerConfig, Object, Pool, RecyclingMethod, Runtime, Status, Timeouts,
};
pub use schema::{SchemaConnection, SchemaConnections};
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio_postgres::{
    NoTls, Row,
    types::{ToSql, Type},
};

/// How long a request waits for a pooled connection before it is told to come back.
const POOL_WAIT: Duration = Duration::from_secs(10);

/// Caller connections for work that belongs to no request, such as sockets' rights.
const SHARED_CALLER_CONNECTIONS: usize = 4;

/// A statement's parameter and its type, for statements that are parsed once and thrown away.
pub type Param<'a> = (&'a (dyn ToSql + Sync), Type);

/// The pools. Cloning is cheap.
#[derive(Clone)]
pub struct Db {
    owner: Pool,
    caller: CallerPool,
    sql: Connections,
    schema: SchemaConnections,
    config: Arc<config::Database>,
    /// Every caller pool that was made, to be closed at the end.
    callers: Arc<Mutex<Vec<CallerPool>>>,
    /// Connections for long answers.
    stream: CallerPool,
}

/// What the database said about a caller at the start of a transaction.
#[derive(Debug, Clone)]
pub struct Granted {
    /// Role the transaction runs as.
    pub role: DbRole,
    /// `request.jwt.claims`, JSON text.
    pub claims: String,
}

impl Db {
    /// Opens the pools lazily; no connection is made yet.
    pub fn new(config: &config::Database) -> Result<Self, DbError> {
        let login = |address: &tokio_postgres::Config, role: &str| {
            let mut login = address.clone();
            login.user(role).password(login_password(config, role));
            login
        };
        let few = config.caller_connections.min(SHARED_CALLER_CONNECTIONS);
        let caller = CallerPool::new(login(&config.pooled, &config.caller_role), few, config)?;
        Ok(Db {
            owner: pool(config.direct.clone(), config.owner_connections)?,
            sql: Connections::new(login(&config.direct, &config.sql_role), config.sql_connections),
            stream: CallerPool::new(
                login(&config.pooled, &config.caller_role),
                config.stream_connections,
                config,
            )?,
            schema: SchemaConnections::new(login(&config.direct, &config.sql_role), config.sql_connections),
            config: Arc::new(config.clone()),
            callers: Arc::new(Mutex::new(vec![caller.clone()])),
            caller,
        })
    }

    /// The same pools, but for a share of the caller connections that only the calling thread uses, one of `threads`. What
    /// drives a connection then runs where the request is, and nobody wakes another thread for an answer.
    pub fn for_thread(&self, threads: usize) -> Result<Self, DbError> {
        let share = (self.config.caller_connections / threads.max(1)).max(1);
        let caller = self.caller.another(share, &self.config)?;
        self.callers.lock().unwrap_or_else(PoisonError::into_inner).push(caller.clone());
        Ok(Db { caller, ..self.clone() })
    }

    /// Closes all pools; whoever waits for a connection gets [`DbError::Unavailable`].
    pub fn close(&self) {
        self.stream.close();
        self.owner.close();
        for caller in self.callers.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            caller.close();
        }
        self.sql.close();
    }

    /// How many connections each pool has.
    pub fn status(&self) -> [(&'static str, Status); 2] {
        let callers = self.callers.lock().unwrap_or_else(PoisonError::into_inner);
        let caller = callers.iter().map(CallerPool::status).fold(
            Status { max_size: 0, size: 0, available: 0, waiting: 0 },
            |sum, next| Status {
                max_size: sum.max_size + next.max_size,
                size: sum.size + next.size,
                available: sum.available + next.available,
                waiting: sum.waiting + next.waiting,
            },
        );
        [("owner", self.owner.status()), ("caller", caller)]
    }

    /// A connection for the service's own statements.
    pub async fn owner(&self) -> Result<Object, DbError> {
        Ok(self.owner.get().await?)
    }

    /// Connections for administrators' raw SQL, each of them thrown away after use.
    pub fn sql(&self) -> &Connections {
        &self.sql
    }

    /// Connections for schema changes, each of them thrown away after use.
    pub fn schema(&self) -> &SchemaConnections {
        &self.schema
    }

    /// A caller connection outside any transaction; follow with [`Db::begin`]. It may lead through a pooler: inside
    /// the transaction `query` and `query_typed` work on it, `prepare_cached` does not.
    pub async fn caller_connection(&self) -> Result<Object, DbError> {
        self.caller.get().await
    }

    /// Begins `caller`'s transaction on a connection from [`Db::caller_connection`]: role, claims, search path and time limit.
    ///
    /// # Errors
    /// [`DbError`] with SQLSTATE SD401, SD402 or SD403 when the session, its user or the key is no longer good.
    pub async fn begin(&self, client: &ClientWrapper, caller: &Caller) -> Result<(), DbError> {
        let begun = self.caller.begin(client, caller).await;
        if begun.is_err() {
            // The refusal has left a failed transaction open, in which the pool's next user would be stuck.
            client.batch_execute("ROLLBACK").await?;
        }
        Ok(begun?)
    }

    /// A connection of the callers' login straight to Postgres, without a pooler: for COPY and temporary tables. It ends
    /// when it is dropped; follow with [`Db::begin_direct`].
    pub async fn direct_caller(&self) -> Result<tokio_postgres::Client, DbError> {
        let mut login = self.config.direct.clone();
        let role = &self.config.caller_role;
        login.user(role).password(login_password(&self.config, role));
        let connecting = tokio::time::timeout(POOL_WAIT, login.connect(NoTls));
        let (client, connection) = connecting.await.map_err(|_| DbError::PoolTimeout)??;
        tokio::spawn(connection);
        Ok(client)
    }

    /// As [`Db::begin`], on a connection from [`Db::direct_caller`] and with a time limit of its own in milliseconds.
    pub async fn begin_direct(
        &self,
        client: &tokio_postgres::Client,
        caller: &Caller,
        timeout_ms: i32,
    ) -> Result<(), DbError> {
        Ok(begin::parsed(client, caller, timeout_ms).await?)
    }

    /// A caller connection for a long answer, outside any transaction.
    pub async fn stream_connection(&self) -> Result<Object, DbError> {
        self.stream.get().await
    }

    /// Statement time limit of callers' transactions, in milliseconds.
    pub fn statement_timeout_ms(&self) -> i32 {
        self.config.statement_timeout_ms
    }

    /// Runs one statement as `caller` in a transaction of its own, pipelined into one round trip.
    ///
    /// The statement is prepared once per connection, so `sql` must come from a bounded set.
    pub async fn query_as(
        &self,
        caller: &Caller,
        sql: &str,
        params: &[Param<'_>],
    ) -> Result<Vec<Row>, DbError> {
        self.caller.run(caller, sql, params, true).await
    }

    /// As [`Db::query_as`], for statements of unbounded variety: those that come back often are prepared, the others are
    /// parsed for one call.
    pub async fn query_once_as(
        &self,
        caller: &Caller,
        sql: &str,
        params: &[Param<'_>],
    ) -> Result<Vec<Row>, DbError> {
        self.caller.run(caller, sql, params, false).await
    }

    /// What `caller` is allowed to be at this moment.
    pub async fn resolve(&self, caller: &Caller) -> Result<Granted, DbError> {
        self.caller.resolve(caller).await
    }
}

fn pool(config: tokio_postgres::Config, size: usize) -> Result<Pool, DbError> {
    let manager =
        Manager::from_config(config, NoTls, ManagerConfig { recycling_method: RecyclingMethod::Fast });
    Pool::builder(manager)
        .max_size(size)
        .runtime(Runtime::Tokio1)
        .timeouts(Timeouts { wait: Some(POOL_WAIT), create: Some(POOL_WAIT), recycle: Some(POOL_WAIT) })
        .build()
        .map_err(|_| DbError::Config("pool"))
}
