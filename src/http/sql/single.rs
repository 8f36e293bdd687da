//! `/api/v1/sql/execute`: the last statement's result alone, with its rows as objects.

use super::{
    Run,
    execute::{ColumnOut, SqlIn, columns, start},
    failure, total,
};
use crate::{
    db::sql::script::{Rows, StatementResult},
    http::{caller::Admin, problem::ApiError, state::AppState},
};
use actix_web::{HttpResponse, post, web};
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

/// What the last statement gave.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExecuteOut<'a> {
    /// Always true; a failure is a problem document.
    pub success: bool,
    /// Whether every statement only reads, by its words.
    pub is_read_only: bool,
    /// Seconds of the whole script.
    pub execution_time: f64,
    /// Rows returned or affected.
    pub row_count: u64,
    /// Names of columns.
    pub columns: Vec<&'a str>,
    /// Names and types of columns.
    pub column_types: Vec<ColumnOut<'a>>,
    /// Rows as objects; of columns with one name the last counts.
    #[schema(value_type = Vec<Object>)]
    pub data: Box<RawValue>,
    /// Whether there are more rows.
    pub truncated: bool,
    /// Command tag.
    pub message: &'a str,
}

fn last<'a>(run: &Run<'_>, result: &'a StatementResult) -> Result<ExecuteOut<'a>, ApiError> {
    Ok(ExecuteOut {
        success: true,
        is_read_only: run.read_only,
        execution_time: run.seconds,
        row_count: total(result),
        columns: result.columns.iter().map(|column| column.name.as_str()).collect(),
        column_types: columns(result),
        data: RawValue::from_string(format!("[{}]", result.rows)).map_err(ApiError::internal)?,
        truncated: result.truncated,
        message: &result.tag,
    })
}

/// As `/api/v1/sql`, but answers with the last statement's result alone and its rows as objects.
#[utoipa::path(tag = "SQL", request_body = SqlIn, responses(
    (status = 200, description = "The last statement's result", body = ExecuteOut),
    (status = 400, description = "A statement failed"),
    (status = 409, description = "Cancelled, also by the request's own `timeout_ms`, or the id is in use"),
    (status = 504, description = "Ran into the server's time limit and was cancelled"),
))]
#[post("/api/v1/sql/execute")]
async fn execute_sql(
    state: web::Data<AppState>,
    admin: Admin,
    body: web::Json<SqlIn>,
) -> Result<HttpResponse, ApiError> {
    start(state, admin, body.into_inner(), Rows::Objects, |_, _, run| match &run.outcome {
        Ok(results) => match results.last() {
            Some(result) => Ok(HttpResponse::Ok().json(last(run, result)?)),
            None => Err(ApiError::field("query", "holds no statement")),
        },
        Err(error) => Ok(failure::response(error)),
    })
    .await
}

/// Mounts the operation.
pub(super) fn configure(config: &mut ServiceConfig) {
    config.service(execute_sql);
}
