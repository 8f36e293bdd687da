//! Rows of users' tables, read and written as the caller. JSON is made by Postgres and passed on as text.

pub mod body;
pub mod build;
pub mod query;

use super::{
    Db, DbError,
    catalog::{Column, TableInfo},
};
use crate::domain::caller::Caller;
use body::Body;
use build::Statement;
use query::RowQuery;
use tokio_postgres::{
    Row,
    types::{ToSql, Type},
};

/// A page of rows.
#[derive(Debug)]
pub struct Page {
    /// JSON array.
    pub json: String,
    /// Rows in it.
    pub rows: i64,
    /// Rows that match in all; only where it was asked for.
    pub total: Option<i64>,
}

/// One table's rows as one caller may see and change them.
pub struct Rows<'a> {
    /// Pools.
    pub db: &'a Db,
    /// Whose rights count.
    pub caller: &'a Caller,
    /// The table.
    pub table: &'a TableInfo,
}

/// Runs a statement whose text is one of few per table (`bounded`), or of any number.
async fn run(
    db: &Db,
    caller: &Caller,
    bounded: bool,
    sql: &str,
    params: &[&str],
) -> Result<Vec<Row>, DbError> {
    let params: Vec<_> = params.iter().map(|p| (p as &(dyn ToSql + Sync), Type::TEXT)).collect();
    if bounded {
        db.query_as(caller, sql, &params).await
    } else {
        db.query_once_as(caller, sql, &params).await
    }
}

fn first(rows: Vec<Row>) -> Option<String> {
    rows.first().map(|row| row.get(0))
}

impl Rows<'_> {
    /// A page of the rows that `caller` may see.
    pub async fn page(&self, query: &RowQuery, counted: bool) -> Result<Page, DbError> {
        let Statement { sql, params } =
            if counted { build::counted_page(self.table, query) } else { build::page(self.table, query) };
        let plain = query.select.is_empty() && query.filters.is_empty() && query.order.is_empty();
        let params: Vec<&str> = params.iter().map(String::as_str).collect();
        let rows = run(self.db, self.caller, plain, &sql, &params).await?;
        let row = rows.first().ok_or(DbError::Config("a page without a row"))?;
        Ok(Page { json: row.get(0), rows: row.get(1), total: if counted { Some(row.get(2)) } else { None } })
    }

    /// One row by the value of a column, as JSON.
    pub async fn get(&self, key: &Column, id: &str) -> Result<Option<String>, DbError> {
        Ok(first(run(self.db, self.caller, true, &build::by_key(self.table, key), &[id]).await?))
    }

    /// Inserts the row or rows of a checked body; the rows as JSON.
    pub async fn insert(&self, body: &Body<'_>, text: &str) -> Result<Vec<String>, DbError> {
        let columns = &body.columns;
        // Any subset of the columns would make 2^n statements; these are the common ones.
        let left_out_are_defaults = self.table.columns.len()
            == columns.len() + self.table.columns.iter().filter(|c| c.has_default).count()
            && columns.iter().all(|c| !c.has_default);
        let bounded = left_out_are_defaults || columns.len() == self.table.columns.len();
        let rows =
            run(self.db, self.caller, bounded, &build::insert(self.table, &body.columns, body.many), &[text])
                .await?;
        Ok(rows.iter().map(|row| row.get(0)).collect())
    }

    /// Sets columns of the row with that key; the row as JSON.
    pub async fn update(
        &self,
        columns: &[&Column],
        key: &Column,
        id: &str,
        body: &str,
    ) -> Result<Option<String>, DbError> {
        let bounded = columns.len() == 1;
        Ok(first(
            run(self.db, self.caller, bounded, &build::update(self.table, columns, key), &[body, id]).await?,
        ))
    }

    /// Deletes the row with that key; whether there was one.
    pub async fn delete(&self, key: &Column, id: &str) -> Result<bool, DbError> {
        Ok(!run(self.db, self.caller, true, &build::delete(self.table, key), &[id]).await?.is_empty())
    }
}
