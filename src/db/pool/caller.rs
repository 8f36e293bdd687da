//! Connections on which callers' statements run.

use super::{
    Granted, POOL_WAIT, Param, begin,
    popular::{Advice, Popular},
};
use crate::{config, db::DbError, domain::caller::Caller};
use deadpool_postgres::{
    ClientWrapper, Hook, HookError, Manager, ManagerConfig, Object, Pool, RecyclingMethod, Runtime, Status,
    Timeouts,
};
use futures_util::future::join3;
use std::{
    borrow::Cow,
    sync::{Arc, Mutex, PoisonError},
};
use tokio_postgres::{
    NoTls, Row, Statement,
    error::SqlState,
    types::{ToSql, Type},
};

/// Popular statements that a connection may hold prepared, at some 20 to 50 kB of its backend's memory each.
const PREPARED_STATEMENTS: usize = 96;

/// A pool of connections on which callers' statements run.
#[derive(Clone)]
pub struct CallerPool {
    pool: Pool,
    login: tokio_postgres::Config,
    popular: Arc<Mutex<Popular>>,
    timeout_ms: i32,
    /// Whether connections stay ours between transactions, so that prepared statements are still there.
    direct: bool,
}

impl CallerPool {
    /// A pool of `size` connections, which are made when they are first needed.
    pub fn new(
        login: tokio_postgres::Config,
        size: usize,
        config: &config::Database,
    ) -> Result<Self, DbError> {
        let timeout_ms = config.statement_timeout_ms;
        let direct = config.pooled == config.direct;
        let manager = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        let mut builder = Pool::builder(Manager::from_config(login.clone(), NoTls, manager))
            .max_size(size)
            .runtime(Runtime::Tokio1)
            .timeouts(Timeouts { wait: Some(POOL_WAIT), create: Some(POOL_WAIT), recycle: Some(POOL_WAIT) });
        if direct {
            builder = builder.post_create(Hook::async_fn(move |client: &mut ClientWrapper, _| {
                Box::pin(async move { begin::prepare(client, timeout_ms).await.map_err(HookError::Backend) })
            }));
        }
        let pool = builder.build().map_err(|_| DbError::Config("pool"))?;
        let popular = Arc::new(Mutex::new(Popular::new(PREPARED_STATEMENTS)));
        Ok(CallerPool { pool, login, popular, timeout_ms, direct })
    }

    /// A second pool like this one, for another thread.
    pub fn another(&self, size: usize, config: &config::Database) -> Result<Self, DbError> {
        CallerPool::new(self.login.clone(), size, config)
    }

    /// How many connections it has.
    pub fn status(&self) -> Status {
        self.pool.status()
    }

    /// A connection outside any transaction.
    pub async fn get(&self) -> Result<Object, DbError> {
        Ok(self.pool.get().await?)
    }

    /// Lets whoever waits for a connection fail.
    pub fn close(&self) {
        self.pool.close();
    }

    /// Begins `caller`'s transaction on `client`.
    pub async fn begin(&self, client: &ClientWrapper, caller: &Caller) -> Result<(), tokio_postgres::Error> {
        if self.direct {
            begin::prepared(client, caller).await
        } else {
            begin::parsed(client, caller, self.timeout_ms).await
        }
    }

    /// Runs one statement in a transaction of its own, pipelined into one round trip. It is prepared when it is popular or
    /// `known` to come back.
    pub async fn run(
        &self,
        caller: &Caller,
        sql: &str,
        params: &[Param<'_>],
        known: bool,
    ) -> Result<Vec<Row>, DbError> {
        let sql = &*for_role(caller, sql);
        let done = match self.attempt(caller, sql, params, known).await {
            // Nothing has run on the spoilt connection, so it can run on another.
            Err(Failed::Connection) => self.attempt(caller, sql, params, known).await,
            done => done,
        };
        done.map_err(Failed::into_error)
    }

    /// What `caller` may be at this moment.
    pub async fn resolve(&self, caller: &Caller) -> Result<Granted, DbError> {
        let done = match self.resolve_once(caller).await {
            Err(Failed::Connection) => self.resolve_once(caller).await,
            done => done,
        };
        done.map_err(Failed::into_error)
    }

    async fn resolve_once(&self, caller: &Caller) -> Result<Granted, Failed> {
        let client = self.get().await?;
        begin::resolve(&client, caller).await.map_err(|error| judged(error, client))
    }

    async fn attempt(
        &self,
        caller: &Caller,
        sql: &str,
        params: &[Param<'_>],
        known: bool,
    ) -> Result<Vec<Row>, Failed> {
        let client = self.get().await?;
        let statement = self.statement(&client, sql, params, known).await?;
        let rows = async {
            match &statement {
                Some(statement) => {
                    let values: Vec<&(dyn ToSql + Sync)> = params.iter().map(|(value, _)| *value).collect();
                    client.query(statement, &values).await
                }
                None => client.query_typed(sql, params).await,
            }
        };
        let (begun, rows, committed) =
            join3(self.begin(&client, caller), rows, client.batch_execute("COMMIT")).await;
        if let Err(error) = begun {
            return Err(judged(error.into(), client));
        }
        let rows = rows.map_err(DbError::from)?;
        committed.map_err(DbError::from)?;
        Ok(rows)
    }

    /// The prepared statement to run `sql` with; none where it is better parsed for one call. Preparing happens as the bare
    /// login. Rights on tables and functions are checked when a statement runs, but those on schemas when it is parsed, so
    /// what the login may not see is left to be parsed as the caller.
    async fn statement(
        &self,
        client: &ClientWrapper,
        sql: &str,
        params: &[Param<'_>],
        known: bool,
    ) -> Result<Option<Statement>, DbError> {
        if !self.direct {
            return Ok(None);
        }
        let types: Vec<Type> = params.iter().map(|(_, kind)| kind.clone()).collect();
        if !known {
            match self.popular.lock().unwrap_or_else(PoisonError::into_inner).advise(sql, &types) {
                Advice::Once => return Ok(None),
                Advice::Prepare(None) => {}
                Advice::Prepare(Some((displaced, types))) => {
                    self.pool.manager().statement_caches.remove(&displaced, &types);
                }
            }
        }
        match client.prepare_typed_cached(sql, &types).await {
            Ok(statement) => Ok(Some(statement)),
            Err(error) if error.code() == Some(&SqlState::INSUFFICIENT_PRIVILEGE) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

/// Why an attempt failed.
enum Failed {
    /// The connection does not begin transactions any more: a function that an administrator wrote has thrown its prepared
    /// statements away, or changed its role for good.
    Connection,
    /// The caller or the statement.
    Statement(DbError),
}

/// What the failure of a transaction's beginning means; a spoilt connection leaves the pool.
fn judged(error: DbError, client: Object) -> Failed {
    if error.is_refusal() || matches!(error, DbError::Unavailable(_)) {
        return Failed::Statement(error);
    }
    tracing::warn!(%error, "a connection is spoilt and let go");
    drop(Object::take(client));
    Failed::Connection
}

impl Failed {
    fn into_error(self) -> DbError {
        match self {
            Failed::Connection => DbError::Unavailable(None),
            Failed::Statement(error) => error,
        }
    }
}

impl From<DbError> for Failed {
    fn from(error: DbError) -> Self {
        Failed::Statement(error)
    }
}

/// Postgres plans a statement under row-level security for one role, and anew whenever another role uses the same prepared
/// statement: those with a key, mostly `anon`, get one of their own.
fn for_role<'a>(caller: &Caller, sql: &'a str) -> Cow<'a, str> {
    if caller.session.is_some() { sql.into() } else { format!("{sql} /* key */").into() }
}
