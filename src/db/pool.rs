//! The three connection pools, and the one-round-trip transaction in which callers' statements run.

use super::{DbError, migrate::login_password};
use crate::{
    config,
    domain::caller::{Caller, DbRole},
};
use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod, Runtime, Timeouts};
use std::time::Duration;
use tokio_postgres::{
    NoTls, Row,
    types::{ToSql, Type},
};

const BEGIN_REQUEST: &str = "SELECT pg_role, claims FROM selfdb.begin_request($1, $2, $3)";

/// How long a request waits for a pooled connection before it is told to come back.
const POOL_WAIT: Duration = Duration::from_secs(10);

/// A statement's parameter and its type, for statements that are parsed once and thrown away.
pub type Param<'a> = (&'a (dyn ToSql + Sync), Type);

/// The pools. Cloning is cheap.
#[derive(Clone)]
pub struct Db {
    owner: Pool,
    caller: Pool,
    sql: Pool,
    statement_timeout_ms: i32,
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
        let login = |role: &str| {
            let mut login = config.pooled.clone();
            login.user(role).password(login_password(config, role));
            login
        };
        Ok(Db {
            owner: pool(config.pooled.clone(), config.owner_connections)?,
            caller: pool(login(&config.caller_role), config.caller_connections)?,
            sql: pool(login(&config.sql_role), config.sql_connections)?,
            statement_timeout_ms: config.statement_timeout_ms,
        })
    }

    /// Closes all pools; whoever waits for a connection gets [`DbError::Unavailable`].
    pub fn close(&self) {
        for pool in [&self.owner, &self.caller, &self.sql] {
            pool.close();
        }
    }

    /// A connection for the service's own statements.
    pub async fn owner(&self) -> Result<Object, DbError> {
        Ok(self.owner.get().await?)
    }

    /// A connection for an administrator's raw SQL. The user of it must discard it afterwards
    /// (`Object::take`), since SQL may have changed its session.
    pub async fn admin_sql(&self) -> Result<Object, DbError> {
        Ok(self.sql.get().await?)
    }

    /// A caller connection outside any transaction; follow with [`begin_request`].
    pub async fn caller_connection(&self) -> Result<Object, DbError> {
        Ok(self.caller.get().await?)
    }

    /// Statement time limit of callers' transactions, in milliseconds.
    pub fn statement_timeout_ms(&self) -> i32 {
        self.statement_timeout_ms
    }

    /// Runs one statement as `caller` in a transaction of its own, pipelined into one round trip.
    ///
    /// The statement is prepared once per connection, so `sql` must come from a bounded set.
    pub async fn query_as(
        &self,
        caller: &Caller,
        sql: &str,
        params: &[&(dyn ToSql + Sync)],
    ) -> Result<Vec<Row>, DbError> {
        let client = self.caller.get().await?;
        let begin = client.prepare_cached(BEGIN_REQUEST).await?;
        // Preparing happens as the bare login; rights are checked when it runs.
        let statement = client.prepare_cached(sql).await?;
        let (begun, granted, rows, committed) = futures_util::future::join4(
            client.batch_execute("BEGIN"),
            client.query(&begin, &[&caller.session, &caller.api_key, &self.statement_timeout_ms]),
            client.query(&statement, params),
            client.batch_execute("COMMIT"),
        )
        .await;
        begun?;
        granted?;
        let rows = rows?;
        committed?;
        Ok(rows)
    }

    /// As [`Db::query_as`], for statements of unbounded variety: parsed for this call only.
    pub async fn query_once_as(
        &self,
        caller: &Caller,
        sql: &str,
        params: &[Param<'_>],
    ) -> Result<Vec<Row>, DbError> {
        let client = self.caller.get().await?;
        let begin = client.prepare_cached(BEGIN_REQUEST).await?;
        let (begun, granted, rows, committed) = futures_util::future::join4(
            client.batch_execute("BEGIN"),
            client.query(&begin, &[&caller.session, &caller.api_key, &self.statement_timeout_ms]),
            client.query_typed(sql, params),
            client.batch_execute("COMMIT"),
        )
        .await;
        begun?;
        granted?;
        let rows = rows?;
        committed?;
        Ok(rows)
    }

    /// What `caller` is allowed to be at this moment.
    pub async fn resolve(&self, caller: &Caller) -> Result<Granted, DbError> {
        let client = self.caller.get().await?;
        let statement =
            client.prepare_cached("SELECT pg_role, claims FROM selfdb.resolve_caller($1, $2)").await?;
        let row = client.query_one(&statement, &[&caller.session, &caller.api_key]).await?;
        granted(&row)
    }
}

/// Sets role, claims and limits of `caller` in the transaction that is open on `client`.
pub async fn begin_request(
    client: &deadpool_postgres::ClientWrapper,
    caller: &Caller,
    timeout_ms: i32,
) -> Result<Granted, DbError> {
    let statement = client.prepare_cached(BEGIN_REQUEST).await?;
    let row = client.query_one(&statement, &[&caller.session, &caller.api_key, &timeout_ms]).await?;
    granted(&row)
}

fn granted(row: &Row) -> Result<Granted, DbError> {
    let role = DbRole::parse(row.get(0)).ok_or(DbError::Config("unknown role from resolve_caller"))?;
    Ok(Granted { role, claims: row.get(1) })
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
