//! The outbox: positions, reading, and what a group of callers may see of recorded images.

mod rights;

pub(in crate::db) use rights::{Admission, as_group};
pub use rights::{Rights, rights, visible};

use super::DbError;
use crate::domain::{
    caller::Caller,
    change::{Change, Operation},
};
use chrono::{DateTime, Utc};
use tokio_postgres::{GenericClient, Row, types::Type};

/// Changes read at once at most, and about how many bytes of row images with them.
const READ_ROWS: i32 = 500;
const READ_BYTES: i64 = 4 * 1024 * 1024;

/// How far the sequencer has come: all that `snapshot` sees has a position, the last of which is `position`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sequenced {
    /// The last position given.
    pub position: i64,
    /// A `pg_snapshot`, as text.
    pub snapshot: String,
}

/// Makes the outbox usable in this cluster: a database may have been restored from another one.
pub async fn adopt(client: &tokio_postgres::Client) -> Result<(), DbError> {
    client.execute("SELECT selfdb.adopt_changes()", &[]).await?;
    Ok(())
}

/// Numbers what has been committed; `known` is what the last call returned, if there was one.
pub async fn assign_positions(
    client: &tokio_postgres::Client,
    known: Option<&Sequenced>,
) -> Result<Sequenced, DbError> {
    let (position, snapshot) = known.map(|known| (known.position, known.snapshot.as_str())).unzip();
    let row = client
        .query_typed(
            "SELECT last_position, snapshot FROM selfdb.assign_positions($1, $2)",
            &[(&position, Type::INT8), (&snapshot, Type::TEXT)],
        )
        .await?;
    let row = row.first().ok_or(DbError::Config("the sequencer gave no answer"))?;
    Ok(Sequenced { position: row.get(0), snapshot: row.get(1) })
}

/// Where history begins and ends: positions above the first up to the second can be read.
pub async fn history(client: &impl GenericClient) -> Result<(i64, i64), DbError> {
    let row = client
        .query_one(
            "SELECT dropped_through, (SELECT max(last_position) FROM selfdb.change_runs) FROM selfdb.change_history",
            &[],
        )
        .await?;
    Ok((row.get(0), row.get(1)))
}

/// Age in seconds of the oldest committed change that has no position yet; 0 without any.
pub async fn lag_seconds(client: &impl GenericClient) -> Result<f64, DbError> {
    let sql = "SELECT coalesce(extract(epoch FROM clock_timestamp() - min(c.recorded_at)), 0)::float8
                 FROM selfdb.changes c,
                      (SELECT snapshot AS numbered FROM selfdb.change_runs WHERE snapshot IS NOT NULL
                        ORDER BY last_position DESC LIMIT 1) last
                WHERE c.txid >= pg_snapshot_xmin(last.numbered) AND NOT pg_visible_in_snapshot(c.txid, last.numbered)";
    Ok(client.query_one(sql, &[]).await?.get(0))
}

/// The position before the first change recorded at or after `time`; `None` when that is before history began.
pub async fn position_before(
    client: &impl GenericClient,
    time: DateTime<Utc>,
) -> Result<Option<i64>, DbError> {
    Ok(client.query_one("SELECT selfdb.position_before($1)", &[&time]).await?.get(0))
}

/// Changes after `position`, in order; bounded in number and size, but at least one when there is any.
pub async fn list_after(client: &impl GenericClient, position: i64) -> Result<Vec<Change>, DbError> {
    let rows = client
        .query(
            "SELECT change_position, schema_name, table_name, op, old, new, recorded_at
               FROM selfdb.changes_after($1, $2, $3)",
            &[&position, &READ_ROWS, &READ_BYTES],
        )
        .await?;
    rows.iter().map(change).collect()
}

/// Which of these callers are no longer what they are taken for: places in the slice. A caller is a session or key, with
/// the role and claims that [`super::Db::resolve`] gave for it.
pub async fn changed_callers(
    client: &impl GenericClient,
    callers: &[(Caller, &str, &str)],
) -> Result<Vec<usize>, DbError> {
    let sessions: Vec<_> = callers.iter().map(|(caller, ..)| caller.session).collect();
    let keys: Vec<_> = callers.iter().map(|(caller, ..)| caller.api_key).collect();
    let roles: Vec<_> = callers.iter().map(|(_, role, _)| *role).collect();
    let claims: Vec<_> = callers.iter().map(|(.., claims)| *claims).collect();
    let sql = "
        SELECT c.n FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) WITH ORDINALITY AS c(session, key, role, claims, n)
               LEFT JOIN selfdb.session_callers s ON s.id = c.session
               LEFT JOIN selfdb.key_callers k ON k.id = c.key AND c.session IS NULL
         WHERE (c.session IS NOT NULL OR c.key IS NOT NULL)
           AND (coalesce(s.claims, k.claims) IS DISTINCT FROM c.claims OR coalesce(s.pg_role, k.pg_role) <> c.role)";
    let rows = client.query(sql, &[&sessions, &keys, &roles, &claims]).await?;
    Ok(rows.iter().filter_map(|row| usize::try_from(row.get::<_, i64>(0) - 1).ok()).collect())
}

fn change(row: &Row) -> Result<Change, DbError> {
    Ok(Change {
        position: row.get("change_position"),
        schema: row.get("schema_name"),
        table: row.get("table_name"),
        operation: Operation::parse(row.get("op"))
            .ok_or(DbError::Config("unknown operation in the outbox"))?,
        old: row.get("old"),
        new: row.get("new"),
        at: row.get("recorded_at"),
    })
}
