//! The audit log: what administrators changed, who did it and from where.

use super::DbError;
use chrono::{DateTime, Utc};
use deadpool_postgres::GenericClient;
use serde_json::Value;
use std::time::Duration;
use tokio_postgres::Row;
use uuid::Uuid;

/// An administrator, or the operator on the command line, who changes something.
#[derive(Debug, Clone)]
pub struct Actor {
    /// User id; `None` for the operator, who has none.
    pub id: Option<Uuid>,
    /// Client address.
    pub ip: Option<String>,
}

impl Actor {
    /// Whoever may start programs on the server's machine.
    pub const OPERATOR: Actor = Actor { id: None, ip: None };
}

/// Writes one line, in the transaction of the change it tells of.
pub async fn record(
    client: &impl GenericClient,
    actor: &Actor,
    action: &str,
    target: &str,
    detail: &Value,
) -> Result<(), DbError> {
    client
        .execute(
            "INSERT INTO selfdb.audit_log (actor_id, action, target, detail, ip) VALUES ($1, $2, $3, $4, $5)",
            &[&actor.id, &action, &target, &detail, &actor.ip],
        )
        .await?;
    Ok(())
}

/// A line of the log.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Id.
    pub id: Uuid,
    /// Who; `None` for the operator on the command line.
    pub actor_id: Option<Uuid>,
    /// That user's e-mail, while the user exists.
    pub actor_email: Option<String>,
    /// `noun.verb`.
    pub action: String,
    /// Id or name of what was changed.
    pub target: String,
    /// More, by action.
    pub detail: Value,
    /// Client address.
    pub ip: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
}

impl From<&Row> for Entry {
    fn from(row: &Row) -> Self {
        Entry {
            id: row.get("id"),
            actor_id: row.get("actor_id"),
            actor_email: row.get("email"),
            action: row.get("action"),
            target: row.get("target"),
            detail: row.get("detail"),
            ip: row.get("ip"),
            at: row.get("at"),
        }
    }
}

/// Which lines to list.
#[derive(Debug, Default)]
pub struct EntryFilter {
    /// Action; a noun alone (`user`) stands for all its verbs.
    pub action: Option<String>,
    /// Who.
    pub actor: Option<Uuid>,
    /// Id or name of what was changed.
    pub target: Option<String>,
    /// Page size.
    pub limit: i64,
    /// Lines to skip.
    pub offset: i64,
}

/// A page of lines, newest first, and how many match in all.
pub async fn list_entries(
    client: &impl GenericClient,
    filter: &EntryFilter,
) -> Result<(Vec<Entry>, i64), DbError> {
    const WHERE: &str = "($1::text IS NULL OR l.action = $1 OR split_part(l.action, '.', 1) = $1)
        AND ($2::uuid IS NULL OR l.actor_id = $2) AND ($3::text IS NULL OR l.target = $3)";
    let total = client
        .query_one(
            &format!("SELECT count(*) FROM selfdb.audit_log l WHERE {WHERE}"),
            &[&filter.action, &filter.actor, &filter.target],
        )
        .await?
        .get(0);
    let rows = client
        .query(
            &format!(
                "SELECT l.id, l.actor_id, u.email, l.action, l.target, l.detail, l.ip, l.at
                   FROM selfdb.audit_log l LEFT JOIN auth.users u ON u.id = l.actor_id
                  WHERE {WHERE} ORDER BY l.at DESC, l.id DESC LIMIT $4 OFFSET $5"
            ),
            &[&filter.action, &filter.actor, &filter.target, &filter.limit, &filter.offset],
        )
        .await?;
    Ok((rows.iter().map(Entry::from).collect(), total))
}

/// Deletes at most `batch` lines that are older than `keep`; how many it deleted.
pub async fn purge(client: &impl GenericClient, keep: Duration, batch: i64) -> Result<u64, DbError> {
    Ok(client
        .execute(
            "DELETE FROM selfdb.audit_log WHERE id IN (
                 SELECT id FROM selfdb.audit_log WHERE at < now() - make_interval(secs => $1)
                  ORDER BY at LIMIT $2 FOR UPDATE SKIP LOCKED)",
            &[&keep.as_secs_f64(), &batch],
        )
        .await?)
}
