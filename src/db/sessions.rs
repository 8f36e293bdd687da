//! Sessions and their rotating refresh tokens. A token is stored only as its SHA-256.

use super::{
    Db, DbError,
    users::{COLUMNS, User},
};
use deadpool_postgres::GenericClient;
use sha2::{Digest as _, Sha256};
use std::time::Duration;
use uuid::Uuid;

/// Where a login came from.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    /// User-Agent header.
    pub user_agent: Option<String>,
    /// Client address.
    pub ip: Option<String>,
}

fn token_hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// Opens a session whose first refresh token is `refresh_token`.
pub async fn insert_session(
    client: &impl GenericClient,
    user: Uuid,
    refresh_token: &str,
    lifetime: Duration,
    origin: &Origin,
) -> Result<Uuid, DbError> {
    let row = client
        .query_one(
            "WITH opened AS (
                 INSERT INTO auth.sessions (user_id, user_agent, ip, not_after)
                 VALUES ($1, $2, $3, now() + make_interval(secs => $4)) RETURNING id),
             token AS (INSERT INTO selfdb.refresh_tokens (token_hash, session_id) SELECT $5, id FROM opened)
             SELECT id FROM opened",
            &[&user, &origin.user_agent, &origin.ip, &lifetime.as_secs_f64(), &token_hash(refresh_token)],
        )
        .await?;
    Ok(row.get(0))
}

/// What became of a refresh token that was presented.
#[derive(Debug)]
pub enum Rotation {
    /// The successor is stored; the session goes on.
    Rotated(Box<User>, Uuid),
    /// Unknown, expired, of a revoked session or an inactive user.
    Refused,
    /// It had been used longer ago than the grace window: somebody copied it. The session is revoked.
    Reused,
}

/// Exchanges `token` for `successor` in one transaction.
pub async fn rotate(db: &Db, token: &str, successor: &str, grace: Duration) -> Result<Rotation, DbError> {
    let mut client = db.owner().await?;
    let transaction = client.transaction().await?;
    let found = transaction
        .query_opt(
            "SELECT t.session_id, s.user_id,
                    t.used_at IS NOT NULL AND t.used_at < now() - make_interval(secs => $2) AS reused
               FROM selfdb.refresh_tokens t JOIN auth.sessions s ON s.id = t.session_id
               JOIN auth.users u ON u.id = s.user_id
              WHERE t.token_hash = $1 AND s.revoked_at IS NULL AND s.not_after > now() AND u.is_active
                FOR UPDATE OF t",
            &[&token_hash(token), &grace.as_secs_f64()],
        )
        .await?;
    let Some(found) = found else { return Ok(Rotation::Refused) };
    let (session, user): (Uuid, Uuid) = (found.get(0), found.get(1));
    if found.get("reused") {
        revoke(&transaction, session).await?;
        transaction.commit().await?;
        return Ok(Rotation::Reused);
    }
    transaction
        .execute(
            "UPDATE selfdb.refresh_tokens SET used_at = coalesce(used_at, now()) WHERE token_hash = $1",
            &[&token_hash(token)],
        )
        .await?;
    transaction
        .execute(
            "INSERT INTO selfdb.refresh_tokens (token_hash, session_id) VALUES ($1, $2) ON CONFLICT DO NOTHING",
            &[&token_hash(successor), &session],
        )
        .await?;
    transaction.execute("UPDATE auth.sessions SET refreshed_at = now() WHERE id = $1", &[&session]).await?;
    let row =
        transaction.query_one(&format!("SELECT {COLUMNS} FROM auth.users WHERE id = $1"), &[&user]).await?;
    transaction.commit().await?;
    Ok(Rotation::Rotated(Box::new(User::from(&row)), session))
}

/// Ends one session; whether it was open.
pub async fn revoke(client: &impl GenericClient, session: Uuid) -> Result<bool, DbError> {
    let ended = client
        .execute(
            "UPDATE auth.sessions SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL",
            &[&session],
        )
        .await?;
    Ok(ended == 1)
}

/// Ends the session that a refresh token belongs to; whether it was open.
pub async fn revoke_by_token(client: &impl GenericClient, token: &str) -> Result<bool, DbError> {
    let ended = client
        .execute(
            "UPDATE auth.sessions s SET revoked_at = now() FROM selfdb.refresh_tokens t
              WHERE t.token_hash = $1 AND t.session_id = s.id AND s.revoked_at IS NULL",
            &[&token_hash(token)],
        )
        .await?;
    Ok(ended == 1)
}

/// Ends all sessions of a user, but for `keep`.
pub async fn revoke_all(client: &impl GenericClient, user: Uuid, keep: Option<Uuid>) -> Result<u64, DbError> {
    Ok(client
        .execute(
            "UPDATE auth.sessions SET revoked_at = now()
              WHERE user_id = $1 AND revoked_at IS NULL AND id IS DISTINCT FROM $2",
            &[&user, &keep],
        )
        .await?)
}
