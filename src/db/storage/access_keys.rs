//! S3 access keys. Each acts through a session of its user, which is what revokes it.

use super::p;
use crate::db::{Db, DbError};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A key, without its secret.
#[derive(Debug, Clone)]
pub struct AccessKey {
    /// Access key id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Made at.
    pub created_at: DateTime<Utc>,
}

/// Most keys of one user.
pub const MAX_KEYS: i64 = 20;

/// Stores a key and opens its session; `false` when the user has as many as allowed.
pub async fn insert(db: &Db, user: Uuid, id: &str, name: &str, secret: &Vec<u8>) -> Result<bool, DbError> {
    let sql = "WITH session AS (
            INSERT INTO auth.sessions (user_id, user_agent, not_after)
            SELECT $1, 'S3 access key ' || $2, '9999-12-31Z'
             WHERE (SELECT count(*) FROM selfdb.s3_access_keys k JOIN auth.sessions s ON s.id = k.session_id
                     WHERE k.user_id = $1 AND s.revoked_at IS NULL) < $5
            RETURNING id)
        INSERT INTO selfdb.s3_access_keys (id, session_id, user_id, name, secret)
        SELECT $2, id, $1, $3, $4 FROM session RETURNING 1";
    let client = db.owner().await?;
    let rows = client.query_typed(sql, &[p(&user), p(&id), p(&name), p(secret), p(&MAX_KEYS)]).await?;
    Ok(!rows.is_empty())
}

/// The keys of a user that are good, oldest first.
pub async fn list(db: &Db, user: Uuid) -> Result<Vec<AccessKey>, DbError> {
    let sql = "SELECT k.id, k.name, k.created_at FROM selfdb.s3_access_keys k JOIN auth.sessions s ON s.id = k.session_id
                WHERE k.user_id = $1 AND s.revoked_at IS NULL ORDER BY k.created_at, k.id";
    let rows = db.owner().await?.query_typed(sql, &[p(&user)]).await?;
    Ok(rows
        .iter()
        .map(|row| AccessKey { id: row.get(0), name: row.get(1), created_at: row.get(2) })
        .collect())
}

/// Ends a key of a user; whether there was one.
pub async fn remove(db: &Db, user: Uuid, id: &str) -> Result<bool, DbError> {
    let sql = "DELETE FROM auth.sessions s USING selfdb.s3_access_keys k
                WHERE k.session_id = s.id AND k.user_id = $1 AND k.id = $2 RETURNING 1";
    Ok(!db.owner().await?.query_typed(sql, &[p(&user), p(&id)]).await?.is_empty())
}

/// Session and sealed secret of a key.
pub async fn find(db: &Db, id: &str) -> Result<Option<(Uuid, Vec<u8>)>, DbError> {
    let sql = "SELECT session_id, secret FROM selfdb.s3_access_keys WHERE id = $1";
    let rows = db.owner().await?.query_typed(sql, &[p(&id)]).await?;
    Ok(rows.first().map(|row| (row.get(0), row.get(1))))
}
