//! Sessions and their rotating refresh tokens. A token is stored only as its SHA-256.

use super::{
    Db, DbError,
    audit::{self, Actor},
    users::{COLUMNS, User},
};
use chrono::{DateTime, Utc};
use deadpool_postgres::GenericClient;
use serde_json::json;
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

/// How long things last when a token is exchanged.
#[derive(Debug, Clone, Copy)]
pub struct Lifetimes {
    /// From now to the end of the session, unless it is refreshed again.
    pub session: Duration,
    /// From the first use of a token to the moment from which using it again means that it was copied.
    pub grace: Duration,
}

/// Exchanges `token` for `successor` in one transaction; the session then lasts a lifetime from now.
pub async fn rotate(
    db: &Db,
    token: &str,
    successor: &str,
    lifetimes: Lifetimes,
) -> Result<Rotation, DbError> {
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
            &[&token_hash(token), &lifetimes.grace.as_secs_f64()],
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
    transaction
        .execute(
            "UPDATE auth.sessions SET refreshed_at = now(), not_after = now() + make_interval(secs => $2)
              WHERE id = $1",
            &[&session, &lifetimes.session.as_secs_f64()],
        )
        .await?;
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

/// The session that a refresh token belongs to, open or not.
pub async fn find_by_token(client: &impl GenericClient, token: &str) -> Result<Option<Uuid>, DbError> {
    let row = client
        .query_opt(
            "SELECT session_id FROM selfdb.refresh_tokens WHERE token_hash = $1",
            &[&token_hash(token)],
        )
        .await?;
    Ok(row.map(|row| row.get(0)))
}

/// An open session, as its user may see it.
#[derive(Debug, Clone)]
pub struct Session {
    /// Id.
    pub id: Uuid,
    /// User-Agent header of the login.
    pub user_agent: Option<String>,
    /// Client address of the login.
    pub ip: Option<String>,
    /// Logged in at.
    pub created_at: DateTime<Utc>,
    /// Last refresh.
    pub refreshed_at: DateTime<Utc>,
    /// Ends at.
    pub not_after: DateTime<Utc>,
}

/// The open sessions of a user, the one last used first.
pub async fn list_open(client: &impl GenericClient, user: Uuid) -> Result<Vec<Session>, DbError> {
    let rows = client
        .query(
            "SELECT id, user_agent, ip, created_at, refreshed_at, not_after FROM auth.sessions
              WHERE user_id = $1 AND revoked_at IS NULL AND not_after > now()
              ORDER BY refreshed_at DESC, id LIMIT 1000",
            &[&user],
        )
        .await?;
    let session = |row: &tokio_postgres::Row| Session {
        id: row.get("id"),
        user_agent: row.get("user_agent"),
        ip: row.get("ip"),
        created_at: row.get("created_at"),
        refreshed_at: row.get("refreshed_at"),
        not_after: row.get("not_after"),
    };
    Ok(rows.iter().map(session).collect())
}

/// Ends a session if it is `user`'s; whether it was that and open.
pub async fn revoke_own(client: &impl GenericClient, user: Uuid, session: Uuid) -> Result<bool, DbError> {
    let ended = client
        .execute(
            "UPDATE auth.sessions SET revoked_at = now()
              WHERE id = $1 AND user_id = $2 AND revoked_at IS NULL AND not_after > now()",
            &[&session, &user],
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

/// Deletes at most `batch` sessions that ended longer than `keep` ago, with their tokens; how many it deleted.
pub async fn purge(client: &impl GenericClient, keep: Duration, batch: i64) -> Result<u64, DbError> {
    Ok(client
        .execute(
            "DELETE FROM auth.sessions WHERE id IN (
                 SELECT id FROM auth.sessions
                  WHERE least(revoked_at, not_after) < now() - make_interval(secs => $1)
                  LIMIT $2 FOR UPDATE SKIP LOCKED)",
            &[&keep.as_secs_f64(), &batch],
        )
        .await?)
}

/// Deletes at most `batch` refresh tokens that were exchanged longer than `lifetime` ago; how many it deleted.
///
/// Until then a token that is used again ends its session; afterwards it is as unknown as one that has expired.
pub async fn purge_tokens(
    client: &impl GenericClient,
    lifetime: Duration,
    batch: i64,
) -> Result<u64, DbError> {
    Ok(client
        .execute(
            "DELETE FROM selfdb.refresh_tokens WHERE token_hash IN (
                 SELECT token_hash FROM selfdb.refresh_tokens
                  WHERE used_at < now() - make_interval(secs => $1)
                  LIMIT $2 FOR UPDATE SKIP LOCKED)",
            &[&lifetime.as_secs_f64(), &batch],
        )
        .await?)
}

/// Ends the sessions of all users and writes the audit log; how many were open.
pub async fn revoke_everyones(db: &Db, actor: &Actor) -> Result<u64, DbError> {
    let mut client = db.owner().await?;
    let transaction = client.transaction().await?;
    let ended = transaction
        .execute(
            "UPDATE auth.sessions SET revoked_at = now() WHERE revoked_at IS NULL AND not_after > now()",
            &[],
        )
        .await?;
    let detail = json!({ "ended": ended });
    audit::record(&transaction, actor, "sessions.end", "everyone", &detail).await?;
    transaction.commit().await?;
    Ok(ended)
}
