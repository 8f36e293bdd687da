//! The transaction in which schema changes run, or are only written down to be shown.
//!
//! It runs on a connection whose login can be nothing but `selfdb_owner`, since policies, checks and
//! conversions of administrators are raw SQL, and what they call is evaluated by DDL later on.

use super::{Db, DbError, ident::Ident, pool::SchemaConnection};
use crate::db::tables::{Actor, Owned, TableError, look_up};
use std::time::{Duration, Instant};
use tokio_postgres::{
    Row,
    error::SqlState,
    types::{ToSql, Type},
};

/// A statement that waits for a lock makes every later reader of the table wait behind it, so it gives up
/// after this long, lets the readers pass and tries again.
const LOCK_TIMEOUT_MS: u32 = 400;
/// The lock under which the owner is checked lets readers and writers pass. It may wait for longer than the second
/// after which PostgreSQL makes an autovacuum of the table give way.
const OWNER_LOCK_TIMEOUT_MS: u32 = 2500;
/// Pause between two attempts.
const PAUSE: Duration = Duration::from_millis(150);
/// How long a change is attempted before its caller is told that the table is in use.
const PATIENCE: Duration = Duration::from_secs(5);

/// What became of a change.
#[derive(Debug)]
pub enum Outcome<T> {
    /// It is committed.
    Done(T),
    /// Nothing ran; these statements would.
    Preview(Vec<String>),
}

/// An open transaction of schema changes. Dropping it ends the connection and rolls everything back.
pub struct Ddl {
    client: SchemaConnection,
    preview: bool,
    statements: Vec<String>,
}

impl Ddl {
    async fn begin(db: &Db, preview: bool) -> Result<Self, DbError> {
        let client = db.schema().get().await?;
        let mut ddl = Ddl { client, preview, statements: Vec::new() };
        ddl.restart().await?;
        Ok(ddl)
    }

    async fn restart(&mut self) -> Result<(), DbError> {
        self.statements.clear();
        self.client
            .batch_execute(&format!(
                "ROLLBACK; BEGIN; SET LOCAL lock_timeout = {LOCK_TIMEOUT_MS};
                 SET LOCAL statement_timeout = '60s'; SET LOCAL search_path = public, extensions"
            ))
            .await?;
        Ok(())
    }

    /// Whether statements are only collected.
    pub fn is_preview(&self) -> bool {
        self.preview
    }

    /// Runs one statement, or only notes it. The extended protocol takes exactly one, so an expression of an
    /// administrator cannot bring a second along.
    pub async fn run(&mut self, sql: String) -> Result<(), TableError> {
        if !self.preview {
            self.client.query_typed(&sql, &[]).await?;
        }
        self.statements.push(sql);
        Ok(())
    }

    /// Notes a statement that runs outside the transaction, for a preview.
    pub fn show(&mut self, sql: String) {
        self.statements.push(sql);
    }

    /// Asks the catalogue.
    pub async fn query(
        &self,
        sql: &str,
        params: &[(&(dyn ToSql + Sync), Type)],
    ) -> Result<Vec<Row>, DbError> {
        Ok(self.client.query_typed(sql, params).await?)
    }

    /// Asks the catalogue for one row at most.
    pub async fn query_opt(
        &self,
        sql: &str,
        params: &[(&(dyn ToSql + Sync), Type)],
    ) -> Result<Option<Row>, DbError> {
        Ok(self.query(sql, params).await?.into_iter().next())
    }

    /// Writes metadata that belongs to a change, which a preview does not show.
    pub async fn note(&self, sql: &str, params: &[(&(dyn ToSql + Sync), Type)]) -> Result<(), DbError> {
        if !self.preview {
            self.client.query_typed(sql, params).await?;
        }
        Ok(())
    }

    /// The table, once `actor` is known to own it and nobody can drop, rename or alter it until the end.
    ///
    /// Rights are asked before the lock, so that strangers lock nothing, and again under it, since the name may
    /// have gone to another table while this waited. The lock lets readers and writers go on.
    pub async fn owned(&self, actor: Actor, name: &str) -> Result<Owned, TableError> {
        let seen = look_up(self, actor, name).await?;
        if self.preview {
            return Ok(seen);
        }
        let lock = format!(
            "SET LOCAL lock_timeout = {OWNER_LOCK_TIMEOUT_MS}; LOCK TABLE public.{} IN SHARE UPDATE EXCLUSIVE MODE;
             SET LOCAL lock_timeout = {LOCK_TIMEOUT_MS}",
            seen.name
        );
        self.client.batch_execute(&lock).await.map_err(|error| match error.code() {
            Some(code) if *code == SqlState::UNDEFINED_TABLE => TableError::NotFound,
            _ => error.into(),
        })?;
        look_up(self, actor, name).await
    }

    async fn commit(&self) -> Result<(), DbError> {
        Ok(self.client.batch_execute("COMMIT").await?)
    }
}

/// Runs `work` in a transaction and commits it, or collects its statements. It is started afresh, with nothing
/// of the earlier attempt left, while a lock cannot be had at once.
pub async fn change<T>(
    db: &Db,
    preview: bool,
    work: impl AsyncFn(&mut Ddl) -> Result<T, TableError>,
) -> Result<Outcome<T>, TableError> {
    let begun = Instant::now();
    let mut ddl = Ddl::begin(db, preview).await?;
    loop {
        match work(&mut ddl).await {
            Ok(_) if preview => return Ok(Outcome::Preview(ddl.statements)),
            Ok(value) => {
                ddl.commit().await?;
                return Ok(Outcome::Done(value));
            }
            Err(TableError::Db(error)) if waits(&error) && begun.elapsed() < PATIENCE => {
                tokio::time::sleep(PAUSE).await;
                ddl.restart().await?;
            }
            Err(error) => return Err(error),
        }
    }
}

fn waits(error: &DbError) -> bool {
    error.statement().is_some_and(|failed| failed.code == SqlState::LOCK_NOT_AVAILABLE)
}

/// A name for something new, or why it is none; `what` says what it names.
pub fn new_name(what: &str, name: &str) -> Result<Ident, TableError> {
    Ident::new(name).map_err(|error| TableError::Invalid(format!("{what} {error}")))
}

/// Names that must exist already, quoted and joined for a list in DDL.
pub fn column_list(what: &str, names: &[String]) -> Result<String, TableError> {
    if names.is_empty() {
        return Err(TableError::Invalid(format!("{what} must name at least one column")));
    }
    let quoted: Result<Vec<String>, TableError> = names
        .iter()
        .map(|name| Ident::existing(name).map(|name| name.to_string()))
        .map(|name| name.map_err(|error| TableError::Invalid(format!("{what}: a column name {error}"))))
        .collect();
    Ok(quoted?.join(", "))
}
