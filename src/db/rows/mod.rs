//! Rows of users' tables, read and written as the caller. JSON is made by Postgres and passed on as text.

pub mod body;
mod encoding;
mod idempotency;
mod stream;
mod transaction;

pub use encoding::Encoding;
pub use idempotency::Idempotency;
pub use stream::{STALL, Streamed, stream};
pub use transaction::Transaction;

use super::{Db, DbError, plan::Statement};
use crate::domain::caller::Caller;
use tokio_postgres::{
    Row,
    types::{ToSql, Type},
};

/// Runs one statement as `caller` in a transaction of its own, in one round trip.
pub async fn run(db: &Db, caller: &Caller, statement: &Statement) -> Result<Vec<Row>, DbError> {
    db.query_once_as(caller, &statement.sql, &parameters(statement)).await
}

fn parameters(statement: &Statement) -> Vec<(&(dyn ToSql + Sync), Type)> {
    statement.params.iter().map(|value| (value as &(dyn ToSql + Sync), Type::TEXT)).collect()
}

/// What a read statement of [`crate::db::plan::Shape::Array`] answers.
#[derive(Debug)]
pub struct PageRow {
    /// JSON array.
    pub json: String,
    /// Rows in it.
    pub rows: i64,
    /// Rows that match in all, where it was asked for.
    pub total: Option<i64>,
    /// Place of the last row, when walking by key.
    pub last: Option<Vec<Option<String>>>,
}

impl PageRow {
    /// Reads the only row of a page.
    pub fn of(rows: &[Row], counted: bool, keyed: bool) -> Result<Self, DbError> {
        let row = rows.first().ok_or(DbError::Config("a page without a row"))?;
        Ok(PageRow {
            json: row.try_get(0)?,
            rows: row.try_get(1)?,
            total: if counted { Some(row.try_get(2)?) } else { None },
            last: if keyed { texts(row.try_get(2 + usize::from(counted))?) } else { None },
        })
    }
}

/// The texts of a JSON array.
fn texts(json: Option<&str>) -> Option<Vec<Option<String>>> {
    serde_json::from_str(json?).ok()
}

/// What a write statement answers.
#[derive(Debug)]
pub struct Written {
    /// The rows as a JSON array, where they were asked for.
    pub json: String,
    /// Rows in it.
    pub rows: i64,
    /// Rows that were written.
    pub affected: i64,
    /// Those of them that are new, for an upsert.
    pub inserted: i64,
    /// Key of the first row, where it was asked for.
    pub key: Option<Vec<Option<String>>>,
}

impl Written {
    /// Reads the only row of the answer.
    pub fn of(rows: &[Row]) -> Result<Self, DbError> {
        let row = rows.first().ok_or(DbError::Config("a write without a row"))?;
        Ok(Written {
            json: row.try_get(0)?,
            rows: row.try_get(1)?,
            affected: row.try_get(2)?,
            inserted: row.try_get(3)?,
            key: if row.len() > 4 { texts(row.try_get(4)?) } else { None },
        })
    }
}
