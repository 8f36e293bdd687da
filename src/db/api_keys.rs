//! API keys.

use super::{
    Db, DbError,
    audit::{self, Actor},
};
use crate::domain::api_key::api_key_id;
use chrono::{DateTime, Utc};
use deadpool_postgres::GenericClient;
use serde_json::json;
use uuid::Uuid;

/// Characters of a key that are kept, so that people can tell keys apart.
const PREFIX_CHARS: usize = 12;

/// A stored key, without its text.
#[derive(Debug, Clone)]
pub struct ApiKey {
    /// Id, derived from the key.
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// `anon` or `service`.
    pub role: String,
    /// First characters of the key.
    pub prefix: String,
    /// `api`, `env` or `console`.
    pub source: String,
    /// Made at.
    pub created_at: DateTime<Utc>,
    /// Revoked at.
    pub revoked_at: Option<DateTime<Utc>>,
}

impl From<&tokio_postgres::Row> for ApiKey {
    fn from(row: &tokio_postgres::Row) -> Self {
        ApiKey {
            id: row.get("id"),
            name: row.get("name"),
            role: row.get("role"),
            prefix: row.get("prefix"),
            source: row.get("source"),
            created_at: row.get("created_at"),
            revoked_at: row.get("revoked_at"),
        }
    }
}

fn prefix(key: &str) -> String {
    // A short key must not be given away by its own prefix.
    key.chars().take(PREFIX_CHARS.min(key.chars().count() / 3)).collect()
}

/// All keys, newest first.
pub async fn list_keys(client: &impl GenericClient) -> Result<Vec<ApiKey>, DbError> {
    let rows = client
        .query("SELECT id, name, role, prefix, source, created_at, revoked_at FROM selfdb.api_keys ORDER BY created_at DESC, id LIMIT 1000", &[])
        .await?;
    Ok(rows.iter().map(ApiKey::from).collect())
}

/// Stores a key made for an administrator and writes the audit log.
pub async fn insert_key(
    db: &Db,
    actor: &Actor,
    key: &str,
    name: &str,
    role: &str,
) -> Result<ApiKey, DbError> {
    let mut client = db.owner().await?;
    let transaction = client.transaction().await?;
    let row = transaction
        .query_one(
            "INSERT INTO selfdb.api_keys (id, name, role, prefix, created_by) VALUES ($1, $2, $3, $4, $5)
             RETURNING id, name, role, prefix, source, created_at, revoked_at",
            &[&api_key_id(key), &name, &role, &prefix(key), &actor.id],
        )
        .await?;
    let detail = json!({ "name": name, "role": role });
    audit::record(&transaction, actor, "api_key.create", &api_key_id(key).to_string(), &detail).await?;
    transaction.commit().await?;
    Ok(ApiKey::from(&row))
}

/// Revokes a key at once and writes the audit log; whether it was valid.
pub async fn revoke_key(db: &Db, actor: &Actor, id: Uuid) -> Result<bool, DbError> {
    let mut client = db.owner().await?;
    let transaction = client.transaction().await?;
    let revoked = transaction
        .query_opt(
            "UPDATE selfdb.api_keys SET revoked_at = now(), barred = true
              WHERE id = $1 AND revoked_at IS NULL RETURNING name, role",
            &[&id],
        )
        .await?;
    if let Some(key) = &revoked {
        let detail = json!({ "name": key.get::<_, String>("name"), "role": key.get::<_, String>("role") });
        audit::record(&transaction, actor, "api_key.revoke", &id.to_string(), &detail).await?;
    }
    transaction.commit().await?;
    Ok(revoked.is_some())
}

/// Makes the keys of the environment valid with their roles, and those that it no longer names invalid. Keys that an
/// administrator has revoked stay so; their names are returned.
pub async fn ensure_env_keys<'a>(
    client: &impl GenericClient,
    keys: &[(&'a str, &str, &str)],
) -> Result<Vec<&'a str>, DbError> {
    let ids: Vec<Uuid> = keys.iter().map(|(_, key, _)| api_key_id(key)).collect();
    client
        .execute(
            "UPDATE selfdb.api_keys SET revoked_at = now()
              WHERE source = 'env' AND revoked_at IS NULL AND NOT (id = ANY ($1))",
            &[&ids],
        )
        .await?;
    let mut barred = Vec::new();
    for (name, key, role) in keys {
        let stored = client
            .execute(
                "INSERT INTO selfdb.api_keys AS k (id, name, role, prefix, source) VALUES ($1, $2, $3, $4, 'env')
                 ON CONFLICT (id) DO UPDATE SET role = excluded.role, name = excluded.name, revoked_at = NULL
                  WHERE NOT k.barred",
                &[&api_key_id(key), name, role, &prefix(key)],
            )
            .await?;
        if stored == 0 {
            barred.push(*name);
        }
    }
    Ok(barred)
}
