//! Raw SQL of administrators, on a connection that is thrown away afterwards.
//!
//! The login of these connections can become `selfdb_owner` and nothing else, so whatever a statement
//! does to its session, it stays an administrator of users' tables.

mod value;

use super::{Db, DbError};
use futures_util::TryStreamExt as _;
use std::{pin::pin, time::Duration};
use tokio_postgres::{
    Client, NoTls, SimpleQueryMessage, Statement,
    error::SqlState,
    types::{ToSql, Type},
};
use value::{TextParam, json_value};

/// Why raw SQL gives no result.
#[derive(Debug, thiserror::Error)]
pub enum SqlError {
    /// The database said no.
    #[error(transparent)]
    Db(#[from] DbError),
    /// It ran into the time limit and was cancelled.
    #[error("the statement ran into its time limit and was cancelled")]
    TimedOut,
    /// Parameters do not fit the statement.
    #[error("the statement takes {expected} parameters, {given} were given")]
    Parameters {
        /// Parameters of the statement.
        expected: usize,
        /// Parameters of the request.
        given: usize,
    },
}

impl From<tokio_postgres::Error> for SqlError {
    fn from(error: tokio_postgres::Error) -> Self {
        DbError::from(error).into()
    }
}

/// Rows of one answer; the rest is read and dropped.
pub const MAX_ROWS: usize = 10_000;

/// A column of a result.
#[derive(Debug, Clone)]
pub struct ResultColumn {
    /// Name; several columns may share one.
    pub name: String,
    /// Type, where the statement could be described.
    pub type_name: Option<String>,
}

/// What the last statement of a script gave.
#[derive(Debug, Default)]
pub struct SqlResult {
    /// Columns.
    pub columns: Vec<ResultColumn>,
    /// Rows as JSON objects.
    pub rows: Vec<String>,
    /// Rows returned or affected.
    pub row_count: u64,
    /// Whether rows were left out.
    pub truncated: bool,
}

/// Runs `query`; several statements are one transaction, as the simple protocol has it.
pub async fn execute(
    db: &Db,
    query: &str,
    params: &[serde_json::Value],
    limit: Duration,
) -> Result<SqlResult, SqlError> {
    let object = db.admin_sql().await?;
    // Out of the pool for good: the next user must not meet this one's settings.
    let client = deadpool_postgres::Object::take(object);
    let cancel = client.cancel_token();
    let work = run(&client, query, params);
    match tokio::time::timeout(limit, work).await {
        Ok(result) => result,
        Err(_) => {
            // The statement can change statement_timeout, but not this.
            if let Err(error) = cancel.cancel_query(NoTls).await {
                tracing::warn!(%error, "a statement that ran too long could not be cancelled");
            }
            Err(SqlError::TimedOut)
        }
    }
}

async fn run(client: &Client, query: &str, params: &[serde_json::Value]) -> Result<SqlResult, SqlError> {
    let statement = match client.prepare(query).await {
        Ok(statement) => Some(statement),
        // Several statements cannot be described together; their values come back as text.
        Err(error) if params.is_empty() && error.code() == Some(&SqlState::SYNTAX_ERROR) => None,
        // A later statement of a script may rest on an earlier one.
        Err(error) => return Err(error.into()),
    };
    match statement {
        Some(statement) if !params.is_empty() => run_with_params(client, query, &statement, params).await,
        described => run_simple(client, query, described.as_ref()).await,
    }
}

fn columns_of(statement: &Statement) -> Vec<ResultColumn> {
    let column = |c: &tokio_postgres::Column| ResultColumn {
        name: c.name().to_owned(),
        type_name: Some(c.type_().name().to_owned()),
    };
    statement.columns().iter().map(column).collect()
}

async fn run_simple(
    client: &Client,
    query: &str,
    statement: Option<&Statement>,
) -> Result<SqlResult, SqlError> {
    let types: Vec<Type> =
        statement.map(|s| s.columns().iter().map(|c| c.type_().clone()).collect()).unwrap_or_default();
    let mut messages = pin!(client.simple_query_raw(query).await?);
    let mut result = SqlResult::default();
    while let Some(message) = messages.try_next().await? {
        match message {
            SimpleQueryMessage::RowDescription(columns) => {
                let column = |c: &tokio_postgres::SimpleColumn| ResultColumn {
                    name: c.name().to_owned(),
                    type_name: None,
                };
                let columns = match statement {
                    Some(statement) => columns_of(statement),
                    None => columns.iter().map(column).collect(),
                };
                result = SqlResult { columns, ..SqlResult::default() };
            }
            SimpleQueryMessage::Row(_) if result.rows.len() >= MAX_ROWS => result.truncated = true,
            SimpleQueryMessage::Row(row) => result.rows.push(object(&result.columns, &types, &row)),
            // A command without rows after a query is what the script's answer tells of.
            SimpleQueryMessage::CommandComplete(count)
                if result.columns.is_empty() || count > 0 || result.rows.is_empty() =>
            {
                result.row_count = count;
            }
            _ => {}
        }
    }
    Ok(result)
}

fn object(columns: &[ResultColumn], types: &[Type], row: &tokio_postgres::SimpleQueryRow) -> String {
    let members = columns.iter().enumerate().map(|(at, column)| {
        let value = row.try_get(at).ok().flatten();
        let name = serde_json::Value::from(column.name.as_str());
        format!("{name}:{}", json_value(types.get(at), value))
    });
    format!("{{{}}}", members.collect::<Vec<_>>().join(","))
}

/// With parameters the extended protocol is needed, whose results are binary; Postgres makes JSON of them.
async fn run_with_params(
    client: &Client,
    query: &str,
    statement: &Statement,
    params: &[serde_json::Value],
) -> Result<SqlResult, SqlError> {
    if statement.params().len() != params.len() {
        return Err(SqlError::Parameters { expected: statement.params().len(), given: params.len() });
    }
    let texts: Vec<TextParam> = params.iter().map(TextParam::of).collect();
    let texts: Vec<&(dyn ToSql + Sync)> = texts.iter().map(|text| text as &(dyn ToSql + Sync)).collect();
    if statement.columns().is_empty() {
        let row_count = client.execute(statement, &texts).await?;
        return Ok(SqlResult { row_count, ..SqlResult::default() });
    }
    let query = query.trim().trim_end_matches(';');
    // The line break ends a trailing comment.
    let wrapped =
        format!("WITH selfdb_result AS ({query}\n) SELECT to_json(r.*)::text FROM selfdb_result AS r");
    let wrapped = client.prepare_typed(&wrapped, statement.params()).await?;
    let mut rows = pin!(client.query_raw(&wrapped, texts).await?);
    let mut result = SqlResult { columns: columns_of(statement), ..SqlResult::default() };
    while let Some(row) = rows.try_next().await? {
        result.row_count += 1;
        if result.rows.len() >= MAX_ROWS {
            result.truncated = true;
        } else {
            result.rows.push(row.get(0));
        }
    }
    Ok(result)
}
