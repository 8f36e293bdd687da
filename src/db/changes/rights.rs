//! What a role and its claims may see of a table, judged on recorded images: the row may be gone or changed by now.

use crate::db::{Db, DbError, ident::Ident, pool::Param};
use tokio_postgres::{GenericClient, Row, types::Type};

/// What a role may see of a table, read from the catalogue.
#[derive(Debug, Clone)]
pub struct Rights {
    /// May the role read anything at all.
    pub readable: bool,
    /// Columns it may not read.
    pub hidden: Vec<String>,
    /// Columns it may read: names and types.
    pub columns: Vec<(String, String)>,
    /// Whether claims can make a difference to what is visible.
    pub reads_claims: bool,
    /// The policies' expression over a row; `None` when every row is visible.
    expression: Option<String>,
    schema: Ident,
    table: Ident,
}

impl Rights {
    /// Rights on one of the service's own tables: everything that is recorded of it, whose columns no client needs.
    /// `None` when the names are none.
    pub fn system(schema: &str, table: &str) -> Option<Self> {
        let (schema, table) = (Ident::existing(schema).ok()?, Ident::existing(table).ok()?);
        let (hidden, columns) = (Vec::new(), Vec::new());
        Some(Rights { readable: true, hidden, columns, reads_claims: false, expression: None, schema, table })
    }

    /// Whether every row is visible.
    pub fn sees_all(&self) -> bool {
        self.expression.is_none()
    }
}

/// Policies of one command for a role as one expression over a row: none of them needed, none there, or this.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::db) enum Admission {
    /// Row-level security is off, or the one permissive policy says true.
    All,
    /// No permissive policy.
    None,
    /// This decides.
    If(String),
}

impl Admission {
    /// From columns `permissive` and `restrictive` of a row, and whether row-level security is on.
    pub(in crate::db) fn of(row: &Row, enabled: bool) -> Self {
        let (permissive, restrictive): (Option<String>, Option<String>) =
            (row.get("permissive"), row.get("restrictive"));
        match (enabled, permissive, restrictive) {
            (false, ..) => Admission::All,
            (true, None, _) => Admission::None,
            (true, Some(any), None) if any == "(true)" => Admission::All,
            (true, Some(any), None) => Admission::If(any),
            (true, Some(any), Some(all)) => Admission::If(format!("({any}) AND {all}")),
        }
    }
}

/// Reads a role's rights on a table; `None` when there is no such table.
///
/// Claims make no difference when the policies call nothing but built-in functions and look at no other table: both
/// would be recorded as dependencies. Settings and the user's name are built in, so they are looked for by name.
pub async fn rights(
    client: &impl GenericClient,
    role: &str,
    schema: &str,
    table: &str,
) -> Result<Option<Rights>, DbError> {
    const SQL: &str = "
        WITH policy AS (
            SELECT p.oid, p.polpermissive, '(' || coalesce(pg_get_expr(p.polqual, p.polrelid), 'true') || ')' AS expression, p.polrelid
              FROM pg_policy p
             WHERE p.polcmd IN ('r', '*') AND (0 = ANY (p.polroles)
                OR (SELECT r.oid FROM pg_roles r WHERE r.rolname = $1) = ANY (p.polroles)))
        SELECT c.relrowsecurity,
               ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                      ORDER BY a.attnum) AS names,
               ARRAY(SELECT t.typname::text FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
                      WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum) AS types,
               ARRAY(SELECT has_column_privilege($1, c.oid, a.attnum, 'SELECT') FROM pg_attribute a
                      WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum) AS seen,
               (SELECT string_agg(p.expression, ' OR ') FROM policy p WHERE p.polrelid = c.oid AND p.polpermissive) AS permissive,
               (SELECT string_agg(p.expression, ' AND ') FROM policy p WHERE p.polrelid = c.oid AND NOT p.polpermissive) AS restrictive,
               EXISTS (SELECT 1 FROM policy p
                        WHERE p.polrelid = c.oid AND (p.expression ~ 'current_|session_user|\\muser\\M' OR EXISTS (
                              SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_policy'::regclass AND d.objid = p.oid
                                 AND (d.refclassid = 'pg_proc'::regclass
                                      OR d.refclassid = 'pg_class'::regclass AND d.refobjid <> c.oid)))) AS reads_claims
          FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname = $2 AND c.relname = $3 AND c.relkind IN ('r', 'p')";
    let (Ok(schema), Ok(table)) = (Ident::existing(schema), Ident::existing(table)) else { return Ok(None) };
    let parameters: [Param<'_>; 3] =
        [(&role, Type::TEXT), (&schema.as_str(), Type::TEXT), (&table.as_str(), Type::TEXT)];
    let rows = client.query_typed(SQL, &parameters).await?;
    Ok(rows.first().map(|row| rights_of(row, schema, table)))
}

fn rights_of(row: &Row, schema: Ident, table: Ident) -> Rights {
    let (names, types, seen): (Vec<String>, Vec<String>, Vec<bool>) =
        (row.get("names"), row.get("types"), row.get("seen"));
    let (mut columns, mut hidden) = (Vec::new(), Vec::new());
    for ((name, kind), seen) in names.into_iter().zip(types).zip(seen) {
        if seen { columns.push((name, kind)) } else { hidden.push(name) }
    }
    let expression = match Admission::of(row, row.get("relrowsecurity")) {
        Admission::All => None,
        Admission::None => Some("false".to_owned()),
        Admission::If(expression) => Some(expression),
    };
    Rights {
        readable: !columns.is_empty(),
        hidden,
        columns,
        reads_claims: row.get("reads_claims"),
        expression,
        schema,
        table,
    }
}

/// Which of the images callers of this role with these claims may see.
pub async fn visible(
    db: &Db,
    (role, claims): (&str, &str),
    rights: &Rights,
    images: &[Option<&str>],
) -> Result<Vec<bool>, DbError> {
    let Some(expression) = rights.expression.as_deref().filter(|_| rights.readable) else {
        return Ok(images.iter().map(|image| rights.readable && image.is_some()).collect());
    };
    let mut seen = vec![false; images.len()];
    if images.iter().all(Option::is_none) {
        return Ok(seen);
    }
    // Policies name columns bare or as table.column, so the image takes the table's name.
    let sql = format!(
        "SELECT i.\"selfdb n\"::int4
           FROM (SELECT e.image::jsonb, e.n FROM unnest($1) WITH ORDINALITY AS e(image, n) WHERE e.image IS NOT NULL)
                    AS i(\"selfdb image\", \"selfdb n\"),
                LATERAL jsonb_populate_record(NULL::{schema}.{table}, i.\"selfdb image\") AS {table}
          WHERE {expression}",
        schema = rights.schema,
        table = rights.table,
    );
    let rows = as_group(db, (role, claims, ""), &sql, &[(&images, Type::TEXT_ARRAY)]).await?;
    for row in rows {
        let number: i32 = row.get(0);
        if let Some(slot) = usize::try_from(number - 1).ok().and_then(|at| seen.get_mut(at)) {
            *slot = true;
        }
    }
    Ok(seen)
}

/// Runs a statement that we built with a role and claims that were resolved before, and a topic for policies that ask for
/// one. The caller sees to it that they still hold.
pub(in crate::db) async fn as_group(
    db: &Db,
    (role, claims, topic): (&str, &str, &str),
    sql: &str,
    params: &[Param<'_>],
) -> Result<Vec<Row>, DbError> {
    const BEGIN: &str = "SELECT set_config('request.jwt.claims', $1, true), set_config('search_path', 'public', true),
        set_config('statement_timeout', $2, true), set_config('realtime.topic', $3, true), set_config('role', $4, true)";
    let client = db.caller_connection().await?;
    let begin = client.prepare_cached(BEGIN).await?;
    let timeout = db.statement_timeout_ms().to_string();
    let (begun, set, rows, committed) = futures_util::future::join4(
        client.batch_execute("BEGIN"),
        client.query(&begin, &[&claims, &timeout, &topic, &role]),
        client.query_typed(sql, params),
        client.batch_execute("COMMIT"),
    )
    .await;
    begun?;
    set?;
    let rows = rows?;
    committed?;
    Ok(rows)
}
