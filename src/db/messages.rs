//! `realtime.messages`: what its policies allow on a private topic, and what was sent to it.

use super::{
    Db, DbError,
    changes::{Admission, as_group},
    pool::Granted,
};
use chrono::{DateTime, Utc};
use std::time::Duration;
use tokio_postgres::{GenericClient, types::Type};
use uuid::Uuid;

/// What a caller may do on a private topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Access {
    /// Receive broadcasts.
    pub hears: bool,
    /// Send broadcasts.
    pub speaks: bool,
    /// See who is present.
    pub sees: bool,
    /// Be present.
    pub shows: bool,
}

impl Access {
    /// Everything: a public topic.
    pub const ALL: Access = Access { hears: true, speaks: true, sees: true, shows: true };
}

/// Asks the policies of `realtime.messages` what `granted` may do on `topic`: SELECT to receive, INSERT to send; the
/// column `extension` is `broadcast` or `presence`. (Source: Supabase's "Realtime Authorization".)
pub async fn access(db: &Db, granted: &Granted, topic: &str) -> Result<Access, DbError> {
    let role = granted.role.as_str();
    let admissions = admissions(&**db.owner().await?, role).await?;
    let expression = |admission: &Admission| match admission {
        Admission::All => "true".to_owned(),
        Admission::None => "false".to_owned(),
        Admission::If(expression) => format!("coalesce({expression}, false)"),
    };
    let sql = format!(
        "SELECT {read}, {write}
           FROM (VALUES (1, 'broadcast'), (2, 'presence')) AS e(\"selfdb n\", \"selfdb extension\"),
                LATERAL jsonb_populate_record(NULL::realtime.messages, jsonb_build_object(
                    'topic', $1, 'extension', e.\"selfdb extension\", 'private', true, 'id', gen_random_uuid(),
                    'inserted_at', now(), 'updated_at', now())) AS messages
          ORDER BY e.\"selfdb n\"",
        read = expression(&admissions[0]),
        write = expression(&admissions[1]),
    );
    let rows = as_group(db, (role, &granted.claims, topic), &sql, &[(&topic, Type::TEXT)]).await?;
    let [broadcast, presence] = rows.as_slice() else {
        return Err(DbError::Config("policies of realtime.messages gave no answer"));
    };
    Ok(Access {
        hears: broadcast.get(0),
        speaks: broadcast.get(1),
        sees: presence.get(0),
        shows: presence.get(1),
    })
}

/// The policies of a role on `realtime.messages`, to read and to write.
async fn admissions(client: &impl GenericClient, role: &str) -> Result<[Admission; 2], DbError> {
    const SQL: &str = "
        WITH policy AS (
            SELECT p.polcmd::text AS command, p.polpermissive,
                   '(' || coalesce(pg_get_expr(p.polqual, p.polrelid), 'true') || ')' AS reading,
                   '(' || coalesce(pg_get_expr(p.polwithcheck, p.polrelid), pg_get_expr(p.polqual, p.polrelid), 'true') || ')' AS writing
              FROM pg_policy p
             WHERE p.polrelid = 'realtime.messages'::regclass AND (0 = ANY (p.polroles)
                OR (SELECT r.oid FROM pg_roles r WHERE r.rolname = $1) = ANY (p.polroles)))
        SELECT has_table_privilege($1, 'realtime.messages', asked.privilege) AS granted,
               (SELECT c.relrowsecurity FROM pg_class c WHERE c.oid = 'realtime.messages'::regclass) AS enabled,
               (SELECT string_agg(CASE asked.command WHEN 'r' THEN p.reading ELSE p.writing END, ' OR ')
                  FROM policy p WHERE p.command IN (asked.command, '*') AND p.polpermissive) AS permissive,
               (SELECT string_agg(CASE asked.command WHEN 'r' THEN p.reading ELSE p.writing END, ' AND ')
                  FROM policy p WHERE p.command IN (asked.command, '*') AND NOT p.polpermissive) AS restrictive
          FROM (VALUES (1, 'r', 'SELECT'), (2, 'a', 'INSERT')) AS asked(n, command, privilege) ORDER BY asked.n";
    let rows = client.query_typed(SQL, &[(&role, Type::TEXT)]).await?;
    let [read, write] = rows.as_slice() else {
        return Err(DbError::Config("realtime.messages has no rights"));
    };
    Ok([read, write]
        .map(|row| if row.get("granted") { Admission::of(row, row.get("enabled")) } else { Admission::None }))
}

/// A broadcast that was sent by SQL.
#[derive(Debug, Clone)]
pub struct Message {
    /// Id.
    pub id: Uuid,
    /// The user's event.
    pub event: String,
    /// Payload, JSON text.
    pub payload: String,
}

/// The last `limit` broadcasts to a private topic from `since` on, oldest first.
pub async fn list_since(
    client: &impl GenericClient,
    topic: &str,
    since: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Message>, DbError> {
    let rows = client
        .query(
            "SELECT id, event, coalesce(payload, 'null')::text AS payload
               FROM (SELECT * FROM realtime.messages
                      WHERE topic = $1 AND private AND extension = 'broadcast' AND event IS NOT NULL
                        AND inserted_at >= $2::timestamptz AT TIME ZONE 'UTC'
                      ORDER BY inserted_at DESC, id DESC LIMIT $3) last
              ORDER BY inserted_at, id",
            &[&topic, &since, &limit],
        )
        .await?;
    let message = |row: &tokio_postgres::Row| Message {
        id: row.get("id"),
        event: row.get("event"),
        payload: row.get("payload"),
    };
    Ok(rows.iter().map(message).collect())
}

/// Drops at most `batch` messages that were sent longer ago than `retention`; how many.
pub async fn expire(client: &impl GenericClient, retention: Duration, batch: i64) -> Result<u64, DbError> {
    let sql = "
        DELETE FROM realtime.messages WHERE id IN (
            SELECT id FROM realtime.messages
             WHERE inserted_at < (now() - make_interval(secs => $1)) AT TIME ZONE 'UTC'
             LIMIT $2 FOR UPDATE SKIP LOCKED)";
    Ok(client.execute(sql, &[&retention.as_secs_f64(), &batch]).await?)
}
