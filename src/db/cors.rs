//! Origins that browsers may call from.

use super::{
    Db, DbError,
    audit::{self, Actor},
};
use chrono::{DateTime, Utc};
use deadpool_postgres::GenericClient;
use serde_json::{Value, json};
use tokio_postgres::Row;
use uuid::Uuid;

/// An origin.
#[derive(Debug, Clone)]
pub struct Origin {
    /// Id.
    pub id: Uuid,
    /// `*` or `scheme://host[:port]`.
    pub origin: String,
    /// For people.
    pub description: Option<String>,
    /// Whether it counts.
    pub is_active: bool,
    /// Free for the client.
    pub extra_metadata: Value,
    /// Who made it.
    pub created_by: Option<Uuid>,
    /// Made at.
    pub created_at: DateTime<Utc>,
    /// Changed at.
    pub updated_at: DateTime<Utc>,
}

const COLUMNS: &str =
    "id, origin, description, is_active, extra_metadata, created_by, created_at, updated_at";

impl From<&Row> for Origin {
    fn from(row: &Row) -> Self {
        Origin {
            id: row.get("id"),
            origin: row.get("origin"),
            description: row.get("description"),
            is_active: row.get("is_active"),
            extra_metadata: row.get("extra_metadata"),
            created_by: row.get("created_by"),
            created_at: row.get("created_at"),
            updated_at: row.get("updated_at"),
        }
    }
}

/// Fields of an origin to set; `None` leaves a field alone.
#[derive(Debug, Default)]
pub struct OriginChange {
    /// Origin.
    pub origin: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// Active.
    pub is_active: Option<bool>,
    /// Metadata.
    pub extra_metadata: Option<Value>,
}

/// The active origins.
pub async fn list_active(client: &impl GenericClient) -> Result<Vec<String>, DbError> {
    let rows = client.query("SELECT origin FROM selfdb.cors_origins WHERE is_active", &[]).await?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}

/// A page of origins and how many there are.
pub async fn list_origins(
    client: &impl GenericClient,
    active_only: bool,
    limit: i64,
    offset: i64,
) -> Result<(Vec<Origin>, i64), DbError> {
    let total = client
        .query_one("SELECT count(*) FROM selfdb.cors_origins WHERE is_active OR NOT $1", &[&active_only])
        .await?
        .get(0);
    let rows = client
        .query(
            &format!("SELECT {COLUMNS} FROM selfdb.cors_origins WHERE is_active OR NOT $1 ORDER BY origin LIMIT $2 OFFSET $3"),
            &[&active_only, &limit, &offset],
        )
        .await?;
    Ok((rows.iter().map(Origin::from).collect(), total))
}

/// One origin.
pub async fn find_origin(client: &impl GenericClient, id: Uuid) -> Result<Option<Origin>, DbError> {
    let row =
        client.query_opt(&format!("SELECT {COLUMNS} FROM selfdb.cors_origins WHERE id = $1"), &[&id]).await?;
    Ok(row.as_ref().map(Origin::from))
}

/// Stores an origin and writes the audit log.
pub async fn insert_origin(db: &Db, actor: &Actor, new: &OriginChange) -> Result<Origin, DbError> {
    let mut client = db.owner().await?;
    let transaction = client.transaction().await?;
    let row = transaction
        .query_one(
            &format!(
                "INSERT INTO selfdb.cors_origins (origin, description, is_active, extra_metadata, created_by)
                 VALUES ($1, $2, coalesce($3, true), coalesce($4, '{{}}'::jsonb), $5) RETURNING {COLUMNS}"
            ),
            &[&new.origin, &new.description, &new.is_active, &new.extra_metadata, &actor.id],
        )
        .await?;
    let made = Origin::from(&row);
    audit::record(&transaction, actor, "cors_origin.create", &made.origin, &json!({})).await?;
    transaction.commit().await?;
    Ok(made)
}

/// Changes an origin and writes the audit log.
pub async fn update_origin(
    db: &Db,
    actor: &Actor,
    id: Uuid,
    change: &OriginChange,
) -> Result<Option<Origin>, DbError> {
    let mut client = db.owner().await?;
    let transaction = client.transaction().await?;
    let row = transaction
        .query_opt(
            &format!(
                "UPDATE selfdb.cors_origins SET origin = coalesce($2, origin), description = coalesce($3, description),
                        is_active = coalesce($4, is_active), extra_metadata = coalesce($5, extra_metadata), updated_at = now()
                  WHERE id = $1 RETURNING {COLUMNS}"
            ),
            &[&id, &change.origin, &change.description, &change.is_active, &change.extra_metadata],
        )
        .await?;
    let changed = row.as_ref().map(Origin::from);
    if let Some(changed) = &changed {
        audit::record(
            &transaction,
            actor,
            "cors_origin.update",
            &changed.origin,
            &json!({ "is_active": changed.is_active }),
        )
        .await?;
    }
    transaction.commit().await?;
    Ok(changed)
}

/// Removes an origin and writes the audit log; whether it was there.
pub async fn delete_origin(db: &Db, actor: &Actor, id: Uuid) -> Result<bool, DbError> {
    let mut client = db.owner().await?;
    let transaction = client.transaction().await?;
    let row = transaction
        .query_opt("DELETE FROM selfdb.cors_origins WHERE id = $1 RETURNING origin", &[&id])
        .await?;
    if let Some(row) = &row {
        audit::record(&transaction, actor, "cors_origin.delete", row.get("origin"), &json!({})).await?;
    }
    transaction.commit().await?;
    Ok(row.is_some())
}
