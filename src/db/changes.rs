//! The outbox: positions, reading, and what a caller may see of a recorded image.

use super::{Db, DbError, ident::Ident};
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

/// What a role may see of a table: computed from the catalogue, good for a short while.
#[derive(Debug, Clone)]
pub struct Rights {
    /// May the role read anything at all.
    pub readable: bool,
    /// Columns it may not read.
    pub hidden: Vec<String>,
    /// Columns it may read: name and type, JSON text as it goes to clients.
    pub columns: String,
    /// The policies' expression over a row; `None` when every row is visible.
    expression: Option<String>,
    schema: Ident,
    table: Ident,
}

/// Reads a role's rights on a table; `None` when there is no such table.
pub async fn rights(
    client: &impl GenericClient,
    role: &str,
    schema: &str,
    table: &str,
) -> Result<Option<Rights>, DbError> {
    const SQL: &str = "
        SELECT c.oid, c.relrowsecurity,
               (SELECT coalesce(json_agg(json_build_object('name', a.attname, 'type', t.typname) ORDER BY a.attnum)
                          FILTER (WHERE has_column_privilege($1, c.oid, a.attnum, 'SELECT')), '[]')::text
                  FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
                 WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
               ARRAY(SELECT a.attname::text FROM pg_attribute a
                      WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                        AND NOT has_column_privilege($1, c.oid, a.attnum, 'SELECT')) AS hidden,
               has_any_column_privilege($1, c.oid, 'SELECT') AS readable,
               (SELECT string_agg('(' || coalesce(pg_get_expr(p.polqual, p.polrelid), 'true') || ')', ' OR ')
                  FROM pg_policy p WHERE p.polrelid = c.oid AND p.polpermissive AND p.polcmd IN ('r', '*')
                   AND (0 = ANY (p.polroles) OR (SELECT r.oid FROM pg_roles r WHERE r.rolname = $1) = ANY (p.polroles))) AS permissive,
               (SELECT string_agg('(' || coalesce(pg_get_expr(p.polqual, p.polrelid), 'true') || ')', ' AND ')
                  FROM pg_policy p WHERE p.polrelid = c.oid AND NOT p.polpermissive AND p.polcmd IN ('r', '*')
                   AND (0 = ANY (p.polroles) OR (SELECT r.oid FROM pg_roles r WHERE r.rolname = $1) = ANY (p.polroles))) AS restrictive
          FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname = $2 AND c.relname = $3 AND c.relkind IN ('r', 'p')";
    let (Ok(schema), Ok(table)) = (Ident::existing(schema), Ident::existing(table)) else { return Ok(None) };
    let Some(row) = client.query_opt(SQL, &[&role, &schema.as_str(), &table.as_str()]).await? else {
        return Ok(None);
    };
    let permissive: Option<String> = row.get("permissive");
    let restrictive: Option<String> = row.get("restrictive");
    let expression = match (row.get("relrowsecurity"), permissive, restrictive) {
        (false, _, _) => None,
        (true, None, _) => Some("false".to_owned()),
        (true, Some(any), None) if any == "(true)" => None,
        (true, Some(any), None) => Some(any),
        (true, Some(any), Some(all)) => Some(format!("({any}) AND {all}")),
    };
    Ok(Some(Rights {
        readable: row.get("readable"),
        hidden: row.get("hidden"),
        columns: row.get("columns"),
        expression,
        schema,
        table,
    }))
}

/// What of each image the caller may see: JSON text without hidden columns, or `None` for an invisible row.
///
/// The image is judged, not the row: the row may be gone or changed by now.
pub async fn visible(
    db: &Db,
    caller: &Caller,
    rights: &Rights,
    images: &[Option<&str>],
) -> Result<Vec<Option<String>>, DbError> {
    if !rights.readable {
        return Ok(vec![None; images.len()]);
    }
    if rights.expression.is_none() && rights.hidden.is_empty() {
        return Ok(images.iter().map(|image| image.map(str::to_owned)).collect());
    }
    // Policies name columns bare or as table.column, so the image takes the table's name.
    let sql = format!(
        "SELECT i.\"selfdb n\"::int4, (i.\"selfdb image\" - $2)::text
           FROM (SELECT e.image::jsonb, e.n FROM unnest($1) WITH ORDINALITY AS e(image, n) WHERE e.image IS NOT NULL)
                    AS i(\"selfdb image\", \"selfdb n\"),
                LATERAL jsonb_populate_record(NULL::{schema}.{table}, i.\"selfdb image\") AS {table}
          WHERE {expression}",
        schema = rights.schema,
        table = rights.table,
        expression = rights.expression.as_deref().unwrap_or("true"),
    );
    let rows = db
        .query_once_as(caller, &sql, &[(&images, Type::TEXT_ARRAY), (&rights.hidden, Type::TEXT_ARRAY)])
        .await?;
    let mut seen = vec![None; images.len()];
    for row in rows {
        let number: i32 = row.get(0);
        if let Some(slot) = usize::try_from(number - 1).ok().and_then(|at| seen.get_mut(at)) {
            *slot = row.get(1);
        }
    }
    Ok(seen)
}
