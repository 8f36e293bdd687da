//! The staging table of an import: a temporary table of texts, filled by COPY, checked value by value, then inserted
//! from. COPY itself would pass by row-level security and stop at the first bad line without a name for it.

use super::record::Fault;
use crate::db::{DbError, ident::Ident};
use bytes::{Bytes, BytesMut};
use futures_util::SinkExt as _;
use std::{fmt::Write as _, pin::Pin};
use tokio_postgres::{Client, CopyInSink, types::ToSql};

/// Bytes gathered before they are sent.
const CHUNK: usize = 64 * 1024;

/// A column of the table that rows go into.
#[derive(Debug, Clone)]
pub struct Column {
    /// Name.
    pub name: Ident,
    /// Type.
    pub oid: u32,
    /// Type without length limits, to cast to: a cast with a limit would cut.
    pub cast: String,
    /// Type with limits, to check against.
    pub exact: String,
    /// Whether NULL is refused.
    pub required: bool,
}

/// Columns of a table of schema public that may be written, if the caller of the open transaction may insert.
pub async fn columns(client: &Client, table: &str) -> Result<Option<(bool, Vec<Column>)>, DbError> {
    let rows = client
        .query(
            "SELECT has_any_column_privilege(c.oid, 'INSERT'), a.attname::text, a.atttypid,
                    format_type(a.atttypid, -1), format_type(a.atttypid, a.atttypmod), a.attnotnull
               FROM pg_catalog.pg_class c LEFT JOIN pg_catalog.pg_attribute a
                 ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
              WHERE c.relname = $1 AND c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
              ORDER BY a.attnum",
            &[&table],
        )
        .await?;
    let Some(first) = rows.first() else { return Ok(None) };
    let column = |row: &tokio_postgres::Row| {
        Some(Column {
            name: Ident::existing(&row.get::<_, Option<String>>(1)?).ok()?,
            oid: row.get(2),
            cast: row.get(3),
            exact: row.get(4),
            required: row.get(5),
        })
    };
    Ok(Some((first.get(0), rows.iter().filter_map(column).collect())))
}

/// Makes the staging table for rows of `width` cells.
pub async fn create(client: &Client, width: usize) -> Result<(), DbError> {
    let cells: String = (1..=width).fold(String::new(), |mut sql, at| {
        // Writing to a String cannot fail.
        let _ = write!(sql, ", c{at} text");
        sql
    });
    let sql = format!("CREATE TEMPORARY TABLE selfdb_import (n bigint, line bigint{cells}) ON COMMIT DROP");
    client.batch_execute(&sql).await?;
    Ok(())
}

/// Writes rows into the staging table.
pub struct Stage {
    sink: Pin<Box<CopyInSink<Bytes>>>,
    buffer: BytesMut,
    rows: i64,
}

impl Stage {
    /// Starts COPY into the staging table.
    pub async fn open(client: &Client) -> Result<Self, DbError> {
        let sink = client.copy_in("COPY pg_temp.selfdb_import FROM STDIN").await?;
        Ok(Stage { sink: Box::pin(sink), buffer: BytesMut::new(), rows: 0 })
    }

    /// Adds a row.
    pub async fn row(&mut self, line: u64, cells: &[Option<String>]) -> Result<(), DbError> {
        self.rows += 1;
        let numbers = format!("{}\t{line}", self.rows);
        self.buffer.extend_from_slice(numbers.as_bytes());
        for cell in cells {
            self.buffer.extend_from_slice(b"\t");
            match cell {
                None => self.buffer.extend_from_slice(b"\\N"),
                Some(text) => escape(text, &mut self.buffer),
            }
        }
        self.buffer.extend_from_slice(b"\n");
        if self.buffer.len() >= CHUNK {
            self.sink.send(self.buffer.split().freeze()).await?;
        }
        Ok(())
    }

    /// Ends COPY; the number of rows.
    pub async fn finish(mut self) -> Result<i64, DbError> {
        self.sink.send(self.buffer.freeze()).await?;
        self.sink.as_mut().finish().await?;
        Ok(self.rows)
    }
}

/// Escapes a value for COPY's text format.
fn escape(text: &str, out: &mut BytesMut) {
    let mut rest = text.as_bytes();
    while let Some(at) = rest.iter().position(|byte| matches!(byte, b'\\' | b'\t' | b'\n' | b'\r')) {
        let (plain, special) = rest.split_at(at);
        out.extend_from_slice(plain);
        let replacement: &[u8] = match special.first() {
            Some(b'\t') => b"\\t",
            Some(b'\n') => b"\\n",
            Some(b'\r') => b"\\r",
            _ => b"\\\\",
        };
        out.extend_from_slice(replacement);
        rest = special.get(1..).unwrap_or_default();
    }
    out.extend_from_slice(rest);
}

/// A staged cell and the column that it is meant for.
#[derive(Debug)]
pub struct Check<'a> {
    /// Number of the cell, from 1.
    pub cell: usize,
    /// Name to report.
    pub column: &'a str,
    /// Type with its limits.
    pub kind: &'a str,
    /// Whether NULL is refused.
    pub required: bool,
}

/// Finds at most `most` cells that their columns would refuse. Needs PostgreSQL 16; before it, the insert itself
/// finds the first one.
pub async fn check(client: &Client, checks: &[Check<'_>], most: usize) -> Result<Vec<Fault>, DbError> {
    let version: i32 =
        client.query_one("SELECT current_setting('server_version_num')::int", &[]).await?.get(0);
    if version < 160_000 || checks.is_empty() {
        return Ok(Vec::new());
    }
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let mut params: Vec<&(dyn ToSql + Sync)> = vec![&most];
    let mut values = Vec::new();
    for check in checks {
        params.extend([&check.column as &(dyn ToSql + Sync), &check.kind, &check.required]);
        let last = params.len();
        values.push(format!(
            "(s.c{}, ${}::text, ${}::text, ${last}::boolean)",
            check.cell,
            last - 2,
            last - 1
        ));
    }
    let sql = format!(
        "SELECT s.line, v.name, CASE WHEN v.value IS NULL THEN 'must not be empty'
                                     ELSE (pg_input_error_info(v.value, v.kind)).message END
           FROM pg_temp.selfdb_import s CROSS JOIN LATERAL (VALUES {}) v(value, name, kind, required)
          WHERE CASE WHEN v.value IS NULL THEN v.required
                     WHEN v.kind = 'text' THEN false ELSE NOT pg_input_is_valid(v.value, v.kind) END
          LIMIT $1",
        values.join(", ")
    );
    let fault = |row: &tokio_postgres::Row| Fault {
        line: u64::try_from(row.get::<_, i64>(0)).unwrap_or(0),
        column: Some(row.get(1)),
        reason: row.get(2),
    };
    Ok(client.query(&sql, &params).await?.iter().map(fault).collect())
}

/// Inserts the staged rows into `table` with the caller's rights, and finds the first that is refused.
pub struct Insert<'a> {
    /// The connection, in the caller's transaction.
    pub client: &'a Client,
    /// The table.
    pub table: &'a Ident,
    /// Cells and the columns they go into.
    pub columns: &'a [(usize, &'a Column)],
}

impl Insert<'_> {
    fn sql(&self) -> String {
        let join = |part: &dyn Fn(&(usize, &Column)) -> String| {
            self.columns.iter().map(part).collect::<Vec<_>>().join(", ")
        };
        format!(
            "INSERT INTO public.{} ({}) SELECT {} FROM pg_temp.selfdb_import s WHERE s.n BETWEEN $1 AND $2 ORDER BY s.n",
            self.table,
            join(&|(_, column)| column.name.to_string()),
            join(&|(cell, column)| format!("s.c{cell}::{}", column.cast)),
        )
    }

    async fn range(&self, from: i64, to: i64) -> Result<Result<(), DbError>, DbError> {
        self.client.batch_execute("SAVEPOINT selfdb_range").await?;
        match self.client.execute(&self.sql(), &[&from, &to]).await.map_err(DbError::from) {
            Ok(_) => Ok(Ok(())),
            Err(error @ DbError::Statement(_)) => {
                self.client.batch_execute("ROLLBACK TO SAVEPOINT selfdb_range").await?;
                Ok(Err(error))
            }
            Err(error) => Err(error),
        }
    }

    /// Inserts `rows` rows. When the table refuses them, halves the rows until the first that is refused is found; what was
    /// inserted on the way is left for the caller to roll back. The flag says whether it was a row-level policy.
    pub async fn run(&self, rows: i64) -> Result<Option<(Fault, bool)>, DbError> {
        let Err(mut refusal) = self.range(1, rows).await? else { return Ok(None) };
        if refusal.statement().is_some_and(crate::db::error::StatementError::is_cancelled) {
            return Err(refusal);
        }
        let (mut from, mut to) = (1, rows);
        while from < to {
            let middle = from + (to - from) / 2;
            match self.range(from, middle).await? {
                Ok(()) => from = middle + 1,
                Err(error) => (refusal, to) = (error, middle),
            }
        }
        let line: i64 = self
            .client
            .query_one("SELECT coalesce(min(line), 0) FROM pg_temp.selfdb_import WHERE n = $1", &[&from])
            .await?
            .get(0);
        let Some(failed) = refusal.statement() else { return Err(refusal) };
        let by_policy = failed.is_forbidden();
        // A missing privilege is about the table and not about a row.
        if by_policy && !failed.message.contains("row-level security") {
            return Err(refusal);
        }
        let reason = if by_policy { "a policy refuses the row".to_owned() } else { failed.message.clone() };
        let fault = Fault { line: u64::try_from(line).unwrap_or(0), column: failed.column.clone(), reason };
        Ok(Some((fault, by_policy)))
    }
}
