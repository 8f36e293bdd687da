//! What can go wrong with a row request, before it is known in which form that is answered.

use crate::{
    db::{
        DbError,
        query::{Fault, QueryError},
        schema_cache::Schema,
    },
    http::{
        problem::{ApiError, NOT_FOUND},
        state::AppState,
    },
};
use std::sync::Arc;

/// A failure of a row request.
#[derive(Debug)]
pub enum Failure {
    /// The request cannot be made into a statement.
    Query(QueryError),
    /// The statement failed, or could not be run.
    Db(DbError),
    /// As `Db`, of the operation with this number.
    Operation(usize, DbError),
    /// Anything else.
    Api(ApiError),
}

impl From<QueryError> for Failure {
    fn from(error: QueryError) -> Self {
        Failure::Query(error)
    }
}

impl From<DbError> for Failure {
    fn from(error: DbError) -> Self {
        Failure::Db(error)
    }
}

impl From<ApiError> for Failure {
    fn from(error: ApiError) -> Self {
        Failure::Api(error)
    }
}

impl Failure {
    /// Whether the schema may have changed since it was read.
    fn may_be_stale(&self) -> bool {
        match self {
            Failure::Query(error) => error.fault.may_be_stale(),
            // Undefined table, column, object or function, a type that no longer fits, or a value that does not fit
            // the type that the column had.
            Failure::Db(error) | Failure::Operation(_, error) => error.statement().is_some_and(|failed| {
                matches!(
                    failed.code.code(),
                    "42P01" | "42703" | "42704" | "42883" | "42804" | "42P10" | "22P02"
                )
            }),
            Failure::Api(_) => false,
        }
    }
}

impl From<Failure> for ApiError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Api(error) => error,
            Failure::Db(error) => match error.statement().map(|failed| failed.code.code()) {
                Some("42P01") => ApiError::not_found("Table"),
                _ => error.into(),
            },
            Failure::Operation(n, error) => {
                let error = ApiError::from(Failure::Db(error));
                // The number says which part of the request failed; a 5xx says nothing of its cause.
                let detail = format!("operations[{n}]: {}", error.detail);
                ApiError {
                    fields: vec![(format!("/operations/{n}"), error.detail.to_string())],
                    detail: detail.into(),
                    ..error
                }
            }
            Failure::Query(error) => problem(error),
        }
    }
}

fn problem(QueryError { fault, field, message, details, .. }: QueryError) -> ApiError {
    // Part of a larger request, which has to be named.
    let at = if field.starts_with("operations[") { format!("{field}: ") } else { String::new() };
    match fault {
        Fault::NoTable => ApiError::new(NOT_FOUND, format!("{at}Table not found")),
        Fault::NoFunction => ApiError::new(NOT_FOUND, format!("{at}{message}")),
        Fault::Hidden => ApiError::forbidden(format!("{at}{message}")),
        Fault::Body if field == "body" && message == "Row data cannot be empty" => {
            ApiError::bad_request(message)
        }
        _ => match details.as_ref().and_then(|details| details.as_str()) {
            Some(details) => ApiError::bad_request(format!("{field}: {message}; {details}")),
            None => ApiError::bad_request(format!("{field}: {message}")),
        },
    }
}

/// Does `work` with the schema as it is remembered, and once more with a fresh one when it may have been stale.
pub async fn with_schema<T>(
    state: &AppState,
    work: impl AsyncFn(Arc<Schema>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let schema = state.catalog.get(&state.db).await?;
    match work(schema.clone()).await {
        Err(failure) if failure.may_be_stale() => {
            let fresh = state.catalog.fresh(&state.db).await?;
            if Arc::ptr_eq(&schema, &fresh) { Err(failure) } else { work(fresh).await }
        }
        done => done,
    }
}
