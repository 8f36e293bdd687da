//! What administrators ran, and the snippets they keep. All of it is in the database.

use super::{Db, DbError};
use uuid::Uuid;

/// Entries kept per user.
const KEPT: i64 = 1000;

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

/// A statement to keep.
#[derive(Debug)]
pub struct NewSnippet {
    /// Name, 1 to 100 characters.
    pub name: String,
    /// SQL.
    pub sql_code: String,
    /// Free text.
    pub description: Option<String>,
    /// Whether other administrators see it.
    pub is_shared: bool,
}

/// Adds an execution and forgets the user's oldest ones.
pub async fn record(db: &Db, user: Uuid, execution: &Execution<'_>) -> Result<(), DbError> {
    let client = db.owner().await?;
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
                &execution.error,
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

/// The user's executions, newest first, as a JSON array.
pub async fn list(db: &Db, user: Uuid, limit: i64) -> Result<String, DbError> {
    let row = db
        .owner()
        .await?
        .query_one(
            "SELECT coalesce(json_agg(to_json(h.*)), '[]')::text FROM (
                SELECT id, query, is_read_only, execution_time, row_count, error, executed_at, user_id
                  FROM selfdb.sql_history WHERE user_id = $1 ORDER BY executed_at DESC, id DESC LIMIT $2) h",
            &[&user, &limit],
        )
        .await?;
    Ok(row.get(0))
}

/// The user's snippets and those that others share, as a JSON array.
pub async fn snippets(db: &Db, user: Uuid) -> Result<String, DbError> {
    let row = db
        .owner()
        .await?
        .query_one(
            "SELECT coalesce(json_agg(to_json(s.*) ORDER BY s.created_at, s.id), '[]')::text
               FROM selfdb.sql_snippets s WHERE s.created_by = $1 OR s.is_shared",
            &[&user],
        )
        .await?;
    Ok(row.get(0))
}

/// Keeps a snippet; returns it as JSON.
pub async fn add_snippet(db: &Db, user: Uuid, new: &NewSnippet) -> Result<String, DbError> {
    let row = db
        .owner()
        .await?
        .query_one(
            "INSERT INTO selfdb.sql_snippets AS s (name, sql_code, description, is_shared, created_by)
             VALUES ($1, $2, $3, $4, $5) RETURNING to_json(s.*)::text",
            &[&new.name, &new.sql_code, &new.description, &new.is_shared, &user],
        )
        .await?;
    Ok(row.get(0))
}

/// Removes a snippet of the user; whether there was one.
pub async fn remove_snippet(db: &Db, user: Uuid, id: Uuid) -> Result<bool, DbError> {
    let removed = db
        .owner()
        .await?
        .execute("DELETE FROM selfdb.sql_snippets WHERE id = $1 AND created_by = $2", &[&id, &user])
        .await?;
    Ok(removed > 0)
}
