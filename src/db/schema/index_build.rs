//! Indexes that are built beside writers (`CREATE INDEX CONCURRENTLY`), which no transaction can hold.
//!
//! A build is noted before it begins, runs on a connection of its own, and is told by its name. One that fails leaves
//! an invalid index, which is dropped again; one that the end of the server cut off is told as failed.

use super::indexes::{create_sql, name_of};
use crate::{
    db::{
        Db, DbError,
        ddl::{self, Ddl, Outcome},
        ident::Ident,
        pool::SchemaConnection,
        tables::{Actor, TableError, indexes as all_indexes},
    },
    domain::schema::IndexSpec,
};
use serde::Serialize;
use serde_json::Value;
use tokio::sync::OwnedSemaphorePermit;
use tokio_postgres::types::Type;

/// A build that has been noted and is yet to run.
#[derive(Debug)]
pub struct Build {
    /// Name of the index.
    pub name: Ident,
    table: u32,
    statement: String,
    place: OwnedSemaphorePermit,
}

/// State of an index.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct IndexState {
    /// Its name.
    pub name: String,
    /// `ready`, `building` or `failed`.
    pub state: &'static str,
    /// Why it failed.
    pub error: Option<String>,
    /// What a build is doing, in PostgreSQL's words, and how far it is.
    #[schema(value_type = Option<Object>)]
    pub progress: Option<Value>,
}

/// Checks what is asked for and notes it, or shows the statement.
pub async fn prepare(
    db: &Db,
    actor: Actor,
    table: &str,
    spec: &IndexSpec,
    preview: bool,
) -> Result<Outcome<Build>, TableError> {
    let checked = ddl::change(db, preview, async |ddl: &mut Ddl| {
        let table = ddl.owned(actor, table).await?;
        let name = name_of(&table.name, spec)?;
        let taken = ddl
            .query_opt(
                "SELECT 1 FROM pg_catalog.pg_class WHERE relname = $1 AND relnamespace = 'public'::regnamespace",
                &[(&name.as_str(), Type::TEXT)],
            )
            .await?;
        if taken.is_some() {
            return Err(TableError::Exists);
        }
        let statement = create_sql(ddl, actor, &table.name, spec, "CONCURRENTLY ").await?;
        ddl.show(statement.clone());
        let place = db.schema().build_place().ok_or_else(|| {
            TableError::Conflict("other indexes are being built beside writers; wait for one of them".into())
        })?;
        Ok(Build { name, table: table.oid, statement, place })
    })
    .await?;
    if let Outcome::Done(build) = &checked {
        note(db, build).await?;
    }
    Ok(checked)
}

async fn note(db: &Db, build: &Build) -> Result<(), TableError> {
    let noted = db
        .owner()
        .await?
        .execute(
            "INSERT INTO selfdb.index_builds (relation, name, statement) VALUES ($1, $2, $3)
             ON CONFLICT (relation, name) DO UPDATE SET statement = $3, started_at = now(), finished_at = NULL, error = NULL
             WHERE index_builds.finished_at IS NOT NULL OR index_builds.started_at < now() - interval '1 hour'",
            &[&build.table, &build.name.as_str(), &build.statement],
        )
        .await?;
    if noted == 0 {
        return Err(TableError::Conflict(format!("index \"{}\" is being built", build.name.as_str())));
    }
    Ok(())
}

/// Builds, however long it takes, and notes how it went.
pub async fn run(db: &Db, build: Build) -> Result<(), DbError> {
    let Build { name, table, statement, place } = build;
    let built = match db.schema().connect_in(place).await {
        Ok(client) => build_on(&client, &name, table, &statement).await,
        Err(error) => Err(error),
    };
    let failed = match built {
        Ok(()) => None,
        Err(DbError::Statement(failed)) => Some(failed.message.clone()),
        Err(error) => {
            tracing::warn!(%error, index = name.as_str(), "an index was not built");
            Some("the server could not go on".to_owned())
        }
    };
    db.owner()
        .await?
        .execute(
            "UPDATE selfdb.index_builds SET finished_at = now(), error = $3 WHERE relation = $1 AND name = $2",
            &[&table, &name.as_str(), &failed],
        )
        .await?;
    Ok(())
}

async fn build_on(
    client: &SchemaConnection,
    name: &Ident,
    table: u32,
    statement: &str,
) -> Result<(), DbError> {
    let built = client.query_typed(statement, &[]).await.map_err(DbError::from);
    // The name may have gone to another table since the owner was checked.
    let row = client
        .query_typed(
            "SELECT i.indrelid = $1 AND i.indisvalid FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
              WHERE c.relname = $2 AND c.relnamespace = 'public'::regnamespace",
            &[(&table, Type::OID), (&name.as_str(), Type::TEXT)],
        )
        .await?;
    let good = row.first().is_some_and(|row| row.get(0));
    if !good && !taken(&built) {
        client.batch_execute(&format!("DROP INDEX CONCURRENTLY IF EXISTS public.{name}")).await?;
    }
    built.map(|_| ())
}

/// Whether an index of that name was there already, and is not ours to drop.
fn taken<T>(built: &Result<T, DbError>) -> bool {
    matches!(built, Err(DbError::Statement(failed)) if failed.code.code() == "42P07")
}

/// State of one index; owner and administrators only.
pub async fn state(db: &Db, actor: Actor, table: &str, name: &str) -> Result<IndexState, TableError> {
    all_indexes(db, actor, table).await?;
    let row = db
        .owner()
        .await?
        .query_opt(
            "SELECT coalesce(i.indisvalid, false), b.finished_at IS NULL AND b.name IS NOT NULL, b.error,
                    coalesce(b.started_at > now() - interval '30 seconds', false)
               FROM selfdb.table_details d
               LEFT JOIN (pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid AND c.relname = $2)
                      ON i.indrelid = d.relation
               LEFT JOIN selfdb.index_builds b ON b.relation = d.relation AND b.name = $2
              WHERE d.name = $1 AND (b.name IS NOT NULL OR c.oid IS NOT NULL)",
            &[&table, &name],
        )
        .await?
        .ok_or(TableError::Missing("Index"))?;
    let (valid, unfinished, error): (bool, bool, Option<String>) = (row.get(0), row.get(1), row.get(2));
    let name = name.to_owned();
    if valid {
        return Ok(IndexState { name, state: "ready", error: None, progress: None });
    }
    if !unfinished {
        let error = error.or_else(|| Some("the index is invalid; drop it and build it again".into()));
        return Ok(IndexState { name, state: "failed", error, progress: None });
    }
    match progress(db, &name).await? {
        Some(progress) => Ok(IndexState { name, state: "building", error: None, progress }),
        // It is about to begin, or its end is about to be noted.
        None if row.get(3) => Ok(IndexState { name, state: "building", error: None, progress: None }),
        None => {
            let error = Some("the build was cut off; drop the index and build it again".into());
            Ok(IndexState { name, state: "failed", error, progress: None })
        }
    }
}

/// What the build of that name is doing; `None` when there is no such build, as when the server was stopped.
async fn progress(db: &Db, name: &str) -> Result<Option<Option<Value>>, DbError> {
    // The login sees what its own connections do, which the role that it works as does not.
    let client = db.schema().get().await?;
    client.batch_execute("BEGIN; SET LOCAL ROLE NONE").await?;
    let rows = client
        .query_typed(
            "SELECT jsonb_build_object('phase', p.phase, 'blocks_done', p.blocks_done, 'blocks_total', p.blocks_total,
                        'tuples_done', p.tuples_done, 'tuples_total', p.tuples_total, 'lockers_done', p.lockers_done,
                        'lockers_total', p.lockers_total)
               FROM pg_catalog.pg_stat_activity a LEFT JOIN pg_catalog.pg_stat_progress_create_index p ON p.pid = a.pid
              WHERE a.datname = current_database() AND a.state = 'active' AND a.query LIKE 'CREATE %INDEX CONCURRENTLY %'
                AND strpos(a.query, format('\"%s\" ON ', $1)) > 0",
            &[(&name, Type::TEXT)],
        )
        .await?;
    Ok(rows.first().map(|row| row.get(0)))
}
