//! Writing rows.

use super::{failure::Failure, prefer::Preferences};
use crate::{
    db::{
        plan::{Conflict, Insert, Page, Resolution, Write},
        query::ReadQuery,
        rows::{self, Transaction, body, body::Body},
        schema_cache::{Column, Table},
    },
    domain::caller::Caller,
    http::state::AppState,
};
use tokio_postgres::Row;

/// Looks at what a statement has answered, before its commit.
pub type Check<'a> = &'a dyn Fn(&[Row]) -> Result<(), Failure>;

/// Columns by whose conflict an insert becomes an update: those of `on_conflict`, else the key's.
pub fn conflict_columns<'a>(table: &'a Table, query: &ReadQuery) -> Result<Vec<&'a Column>, Failure> {
    match &query.on_conflict {
        Some(names) => Ok(body::columns(table, "on_conflict", names.iter().map(String::as_str).collect())?),
        None => Ok(table.key_columns()),
    }
}

/// The statement that inserts a body's rows.
pub fn insert(write: Write<'_>, text: &str, body: &Body, prefer: &Preferences) -> Result<Page, Failure> {
    let columns = body.columns(write.table, write.query.columns.as_deref())?;
    let unique = conflict_columns(write.table, write.query)?;
    let resolution = prefer.merge.map(|merge| if merge { Resolution::Merge } else { Resolution::Ignore });
    let conflict =
        resolution.filter(|_| !unique.is_empty()).map(|resolution| Conflict { columns: &unique, resolution });
    let defaults = prefer.defaults == Some(true);
    Ok(write.insert(Insert {
        columns: &columns,
        body: text,
        many: body.many,
        defaults,
        conflict,
        keyed: &[],
    })?)
}

/// Runs a write. Where `prefer` or `check` decides about its end, that happens between the statement and its commit.
pub async fn execute(
    state: &AppState,
    caller: &Caller,
    page: &Page,
    prefer: &Preferences,
    check: Option<Check<'_>>,
) -> Result<Vec<Row>, Failure> {
    if check.is_none() && !prefer.decides() {
        return Ok(rows::run(&state.db, caller, &page.statement).await?);
    }
    let transaction = Transaction::begin(&state.db, caller).await?;
    match checked(&transaction, page, prefer, check).await {
        Ok(rows) if prefer.commit == Some(false) => {
            transaction.rollback().await?;
            Ok(rows)
        }
        Ok(rows) => {
            transaction.commit().await?;
            Ok(rows)
        }
        Err(failure) => {
            transaction.rollback().await?;
            Err(failure)
        }
    }
}

async fn checked(
    transaction: &Transaction,
    page: &Page,
    prefer: &Preferences,
    check: Option<Check<'_>>,
) -> Result<Vec<Row>, Failure> {
    if let Some(zone) = &prefer.timezone {
        transaction.set("timezone", zone).await?;
    }
    let rows = transaction.query(&page.statement).await?;
    if let Some(check) = check {
        check(&rows)?;
    }
    Ok(rows)
}
