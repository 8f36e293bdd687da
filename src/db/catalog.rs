//! What this node remembers of tables' shapes, so that a row request needs no catalogue query.
//!
//! Rights are checked by Postgres in every statement, so an entry that is out of date can make a
//! request fail, never succeed wrongly.

use super::{Db, DbError, ident::Ident};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

/// How long an entry is believed.
const LIFETIME: Duration = Duration::from_secs(3);
/// Entries kept at most; beyond it the memory starts afresh.
const CAPACITY: usize = 4096;

const DESCRIBE: &str = "
SELECT c.relkind::text = ANY ('{r,p,f}')
           OR c.relkind = 'v' AND coalesce(c.reloptions && '{security_invoker=true,security_invoker=on,security_invoker=1}', false),
       array(SELECT a.attname::text FROM pg_catalog.pg_attribute a
              WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum),
       array(SELECT format_type(a.atttypid, -1) FROM pg_catalog.pg_attribute a
              WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum),
       array(SELECT a.atthasdef OR a.attidentity <> '' FROM pg_catalog.pg_attribute a
              WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum),
       array(SELECT a.attname::text FROM pg_catalog.pg_index i, unnest(i.indkey) WITH ORDINALITY k(attnum, n)
               JOIN pg_catalog.pg_attribute a ON a.attnum = k.attnum
              WHERE i.indrelid = c.oid AND i.indisprimary AND a.attrelid = c.oid ORDER BY k.n)
  FROM pg_catalog.pg_class c
 WHERE c.relname = $1 AND c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'f', 'v', 'm')";

/// A column as row statements need it.
#[derive(Debug, Clone)]
pub struct Column {
    /// Quoted for SQL by `Display`.
    pub name: Ident,
    /// Type without length limits, so that casting a key to it never cuts the key.
    pub cast: String,
    /// Whether the database fills it when it is left out.
    pub has_default: bool,
}

impl Column {
    /// Whether values are JSON documents.
    pub fn is_json(&self) -> bool {
        matches!(self.cast.as_str(), "json" | "jsonb")
    }
}

/// A table or view of schema public.
#[derive(Debug, Clone)]
pub struct TableInfo {
    /// Its name.
    pub name: Ident,
    /// Whether rows may be reached through the API at all; a view must be `security_invoker`.
    pub exposed: bool,
    /// Columns in order.
    pub columns: Vec<Column>,
    /// Primary key columns in order.
    pub key: Vec<String>,
}

impl TableInfo {
    /// The column of that name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name.as_str() == name)
    }

    /// The only column of the primary key.
    pub fn single_key(&self) -> Option<&Column> {
        match self.key.as_slice() {
            [key] => self.column(key),
            _ => None,
        }
    }
}

/// The memory of one node.
#[derive(Debug, Default)]
pub struct Catalog {
    entries: Mutex<HashMap<String, (Instant, Arc<TableInfo>)>>,
}

impl Catalog {
    /// The table's shape, from memory or the database; `None` when there is no such table.
    pub async fn table(&self, db: &Db, name: &str) -> Result<Option<Arc<TableInfo>>, DbError> {
        if let Some(known) = self.remembered(name) {
            return Ok(Some(known));
        }
        let Ok(ident) = Ident::existing(name) else { return Ok(None) };
        let client = db.owner().await?;
        let statement = client.prepare_cached(DESCRIBE).await?;
        let Some(row) = client.query_opt(&statement, &[&name]).await? else {
            self.forget(name);
            return Ok(None);
        };
        let (names, casts): (Vec<String>, Vec<String>) = (row.get(1), row.get(2));
        let defaults: Vec<bool> = row.get(3);
        let columns = names.iter().zip(casts).zip(defaults).filter_map(|((name, cast), has_default)| {
            Some(Column { name: Ident::existing(name).ok()?, cast, has_default })
        });
        let table = Arc::new(TableInfo {
            name: ident,
            exposed: row.get(0),
            columns: columns.collect(),
            key: row.get(4),
        });
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        if entries.len() >= CAPACITY {
            entries.clear();
        }
        entries.insert(name.to_owned(), (Instant::now(), table.clone()));
        Ok(Some(table))
    }

    fn remembered(&self, name: &str) -> Option<Arc<TableInfo>> {
        let entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        entries.get(name).filter(|(read, _)| read.elapsed() < LIFETIME).map(|(_, table)| table.clone())
    }

    /// Forgets a table whose shape has changed.
    pub fn forget(&self, name: &str) {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
    }

    /// Forgets everything, as after raw SQL.
    pub fn clear(&self) {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
