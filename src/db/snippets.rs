//! SQL that administrators keep, for themselves or for all of them.

use super::{
    Db, DbError,
    history::{Found, Page},
};
use tokio_postgres::types::ToSql;
use uuid::Uuid;

/// A snippet to keep, or what to change about one.
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

/// What to change about a snippet; `None` leaves it.
#[derive(Debug, Default)]
pub struct SnippetChange {
    /// Name.
    pub name: Option<String>,
    /// SQL.
    pub sql_code: Option<String>,
    /// Free text; the inner `None` removes it.
    pub description: Option<Option<String>>,
    /// Whether other administrators see it.
    pub is_shared: Option<bool>,
}

/// The user's snippets and those that others share, the oldest first.
pub async fn list(db: &Db, user: Uuid, page: &Page) -> Result<Found, DbError> {
    const LIST: &str = "
        WITH found AS (SELECT * FROM selfdb.sql_snippets
                        WHERE (created_by = $1 OR is_shared)
                          AND ($2::text IS NULL OR strpos(lower(concat_ws(E'\\n', name, description, sql_code)), lower($2)) > 0))
        SELECT coalesce(json_agg(to_json(s.*)), '[]')::text, (SELECT count(*) FROM found)
          FROM (SELECT * FROM found ORDER BY created_at, id LIMIT $3 OFFSET $4) s";
    let client = db.owner().await?;
    let statement = client.prepare_cached(LIST).await?;
    let row = client.query_one(&statement, &[&user, &page.search, &page.limit, &page.offset]).await?;
    Ok(Found { json: row.get(0), total: row.get(1) })
}

/// Keeps a snippet and returns it as JSON; `None` when the user has `most` already.
pub async fn add(db: &Db, user: Uuid, new: &NewSnippet, most: i64) -> Result<Option<String>, DbError> {
    let row = db
        .owner()
        .await?
        .query_opt(
            "INSERT INTO selfdb.sql_snippets AS s (name, sql_code, description, is_shared, created_by)
             SELECT $1, $2, $3, $4, $5
              WHERE (SELECT count(*) FROM selfdb.sql_snippets WHERE created_by = $5) < $6
             RETURNING to_json(s.*)::text",
            &[&new.name, &new.sql_code, &new.description, &new.is_shared, &user, &most],
        )
        .await?;
    Ok(row.map(|row| row.get(0)))
}

/// Changes a snippet of the user and returns it as JSON, if there is one.
pub async fn update(
    db: &Db,
    user: Uuid,
    id: Uuid,
    change: &SnippetChange,
) -> Result<Option<String>, DbError> {
    let (describes, description) = (change.description.is_some(), change.description.clone().flatten());
    let params: [&(dyn ToSql + Sync); 7] =
        [&id, &user, &change.name, &change.sql_code, &describes, &description, &change.is_shared];
    let row = db
        .owner()
        .await?
        .query_opt(
            "UPDATE selfdb.sql_snippets AS s
                SET name = coalesce($3, name), sql_code = coalesce($4, sql_code),
                    description = CASE WHEN $5 THEN $6 ELSE description END, is_shared = coalesce($7, is_shared)
              WHERE id = $1 AND created_by = $2 RETURNING to_json(s.*)::text",
            &params,
        )
        .await?;
    Ok(row.map(|row| row.get(0)))
}

/// Removes a snippet of the user; whether there was one.
pub async fn remove(db: &Db, user: Uuid, id: Uuid) -> Result<bool, DbError> {
    let removed = db
        .owner()
        .await?
        .execute("DELETE FROM selfdb.sql_snippets WHERE id = $1 AND created_by = $2", &[&id, &user])
        .await?;
    Ok(removed > 0)
}
