//! What administrators ran, and the snippets they keep. All of it is in the database.

use super::{Db, DbError};
use uuid::Uuid;

/// Entries kept per user.
const KEPT: i64 = 1000;
/// Characters of an error that are kept.
const ERROR_LENGTH: usize = 2000;

/// One executed statement.
#[derive(Debug)]
pub struct Execution<'a> {
    /// Its text.
    pub query: &'a str,
    /// Whether it only read.
    pub is_read_only: bool,
    /// Seconds.
    pub execution_time: f64,
    /// Rows returned or affected.
    pub row_count: i64,
    /// What went wrong.
    pub error: Option<&'a str>,
}

/// Which entries of a list.
#[derive(Debug, Default)]
pub struct Page {
    /// Text that entries hold, in any case; all without one.
    pub search: Option<String>,
    /// Entries at most.
    pub limit: i64,
    /// Entries to skip.
    pub offset: i64,
}

/// A page of a list.
#[derive(Debug)]
pub struct Found {
    /// JSON array.
    pub json: String,
    /// Entries that match in all.
    pub total: i64,
}

/// Adds an execution and forgets the user's oldest ones.
pub async fn record(db: &Db, user: Uuid, execution: &Execution<'_>) -> Result<(), DbError> {
    let client = db.owner().await?;
    let error = execution.error.map(|error| error.chars().take(ERROR_LENGTH).collect::<String>());
    client
        .execute(
            "INSERT INTO selfdb.sql_history (user_id, query, is_read_only, execution_time, row_count, error)
             VALUES ($1, $2, $3, $4, $5, $6)",
            &[
                &user,
                &execution.query,
                &execution.is_read_only,
                &execution.execution_time,
                &execution.row_count,
                &error,
            ],
        )
        .await?;
    client
        .execute(
            "DELETE FROM selfdb.sql_history WHERE id IN (SELECT id FROM selfdb.sql_history
              WHERE user_id = $1 ORDER BY executed_at DESC, id DESC OFFSET $2)",
            &[&user, &KEPT],
        )
        .await?;
    Ok(())
}

/// Adds an execution that a client reports, unless the server recorded just that one itself.
pub async fn report(db: &Db, user: Uuid, execution: &Execution<'_>) -> Result<(), DbError> {
    let newest = db
        .owner()
        .await?
        .query_opt(
            "SELECT query = $2 AND executed_at > now() - interval '1 minute' FROM selfdb.sql_history
              WHERE user_id = $1 ORDER BY executed_at DESC, id DESC LIMIT 1",
            &[&user, &execution.query],
        )
        .await?;
    match newest {
        Some(row) if row.get(0) => Ok(()),
        _ => record(db, user, execution).await,
    }
}

async fn find(db: &Db, sql: &str, user: Uuid, page: &Page) -> Result<Found, DbError> {
    let client = db.owner().await?;
    let statement = client.prepare_cached(sql).await?;
    let row = client.query_one(&statement, &[&user, &page.search, &page.limit, &page.offset]).await?;
    Ok(Found { json: row.get(0), total: row.get(1) })
}

/// The user's executions, newest first.
pub async fn list(db: &Db, user: Uuid, page: &Page) -> Result<Found, DbError> {
    const LIST: &str = "
        WITH found AS (SELECT * FROM selfdb.sql_history h
                        WHERE user_id = $1 AND ($2::text IS NULL OR strpos(lower(query), lower($2)) > 0))
        SELECT coalesce(json_agg(to_json(h.*)), '[]')::text, (SELECT count(*) FROM found) FROM (
            SELECT id, query, is_read_only, execution_time, row_count, error, executed_at, user_id
              FROM found ORDER BY executed_at DESC, id DESC LIMIT $3 OFFSET $4) h";
    find(db, LIST, user, page).await
}

/// Forgets all executions of the user; how many there were.
pub async fn clear(db: &Db, user: Uuid) -> Result<u64, DbError> {
    Ok(db.owner().await?.execute("DELETE FROM selfdb.sql_history WHERE user_id = $1", &[&user]).await?)
}

/// Makes tables of schema public that administrators' SQL has created known as `user`'s, and forgets tables
/// that are gone; how many became known.
pub async fn register_tables(db: &Db, user: Uuid, names: &[String]) -> Result<u64, DbError> {
    let mut client = db.owner().await?;
    let tx = client.transaction().await?;
    tx.execute("SELECT selfdb.forget_dropped_tables()", &[]).await?;
    let registered = tx
        .execute(
            "INSERT INTO selfdb.tables (relation, owner_id, metadata)
             SELECT c.oid, $1, json_build_object('created_via', 'sql_editor', 'creation_sql', selfdb.table_ddl(c.oid))::jsonb
               FROM pg_catalog.pg_class c
              WHERE c.relname = ANY ($2) AND c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
                AND c.relowner = 'selfdb_owner'::regrole
             ON CONFLICT DO NOTHING",
            &[&user, &names],
        )
        .await?;
    tx.commit().await?;
    Ok(registered)
}
