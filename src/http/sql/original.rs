//! `/api/v1/sql/query`: the original's endpoint with its answers.

use super::{
    MAX_ROWS, Run, check_text, classify, failure,
    operations::{self, Summary},
    run, time_limit, total,
};
use crate::{
    db::sql::{
        lexer,
        script::{Mode, Plan, Rows, StatementResult},
    },
    http::{caller::Admin, detached::detached, problem::ApiError, state::AppState},
};
use actix_web::{HttpResponse, post, web};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json, value::RawValue};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Columns of the list of operations.
const OPERATION_COLUMNS: [&str; 5] = ["Operation", "Object Type", "Object Name", "Details", "Status"];

/// SQL in the original's shape.
#[derive(Debug, Deserialize, ToSchema)]
pub struct QueryIn {
    /// 1 to 100,000 characters.
    #[schema(min_length = 1)]
    pub query: String,
    /// Values of `$1`, `$2` ….
    #[serde(default)]
    #[schema(value_type = Vec<Object>)]
    pub params: Vec<Box<RawValue>>,
}

/// The original's answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct QueryOut {
    /// Whether the script succeeded.
    pub success: bool,
    /// Whether it only reads.
    pub is_read_only: bool,
    /// Seconds.
    pub execution_time: f64,
    /// Rows returned or affected.
    pub row_count: u64,
    /// Names of columns.
    pub columns: Vec<String>,
    /// Rows as objects; for a script that writes, what it did.
    #[schema(value_type = Vec<Object>)]
    pub data: Box<RawValue>,
    /// Whether rows were left out.
    pub truncated: bool,
    /// A short sentence.
    pub message: Option<String>,
    /// What went wrong.
    pub error: Option<String>,
    /// SQLSTATE, statement, position and hint of what went wrong.
    #[schema(value_type = Option<Object>)]
    pub error_detail: Option<Value>,
    /// Counts, where the script did something that is counted.
    pub operations_summary: Option<Summary>,
}

fn raw(json: String) -> Result<Box<RawValue>, ApiError> {
    RawValue::from_string(json).map_err(ApiError::internal)
}

fn empty(run: &Run<'_>) -> Result<QueryOut, ApiError> {
    Ok(QueryOut {
        success: true,
        is_read_only: run.read_only,
        execution_time: run.seconds,
        row_count: 0,
        columns: Vec::new(),
        data: raw("[]".to_owned())?,
        truncated: false,
        message: None,
        error: None,
        error_detail: None,
        operations_summary: None,
    })
}

fn rows(run: &Run<'_>, result: &StatementResult) -> Result<QueryOut, ApiError> {
    Ok(QueryOut {
        row_count: result.row_count as u64,
        columns: result.columns.iter().map(|column| column.name.clone()).collect(),
        data: raw(format!("[{}]", result.rows))?,
        truncated: result.truncated,
        message: Some(format!("{} rows", result.row_count)),
        ..empty(run)?
    })
}

fn commands(run: &Run<'_>, results: &[StatementResult]) -> Result<QueryOut, ApiError> {
    let last = results.last();
    let tag = last.map(|result| result.tag.clone()).unwrap_or_default();
    let lines = operations::lines(&run.pieces, results);
    let (columns, data, summary) = if lines.is_empty() {
        (vec!["status".to_owned()], json!([{ "status": tag }]), None)
    } else {
        let summary = operations::summary(&run.pieces, results, run.registered);
        (OPERATION_COLUMNS.map(str::to_owned).into(), Value::from(lines), Some(summary))
    };
    Ok(QueryOut {
        row_count: last.map_or(0, total),
        columns,
        data: raw(data.to_string())?,
        message: Some(tag),
        operations_summary: summary,
        ..empty(run)?
    })
}

fn answer(run: &Run<'_>) -> Result<QueryOut, ApiError> {
    match &run.outcome {
        Ok(results) => match results.last() {
            Some(last) if run.read_only => rows(run, last),
            _ => commands(run, results),
        },
        Err(error) => Ok(QueryOut {
            success: false,
            error: Some(error.to_string()),
            error_detail: Some(failure::detail(error)),
            ..empty(run)?
        }),
    }
}

/// Runs SQL as the original did: a statement that fails is 200 with `success: false`, a script that writes
/// answers with a list of what it did. `/api/v1/sql` can more.
#[utoipa::path(tag = "SQL", request_body = QueryIn, responses(
    (status = 200, description = "Result or failure", body = QueryOut),
    (status = 400, description = "Refused as dangerous"),
))]
#[post("/api/v1/sql/query")]
async fn query_sql(
    state: web::Data<AppState>,
    admin: Admin,
    body: web::Json<QueryIn>,
) -> Result<HttpResponse, ApiError> {
    check_text(&body.query)?;
    if let Some(what) = classify::dangerous(&lexer::split(&body.query)) {
        return Err(ApiError::bad_request(format!("Dangerous SQL operation detected: {what}")));
    }
    let limit = time_limit(&state, None)?;
    detached(async move {
        let plan = Plan {
            script: &body.query,
            params: &body.params,
            mode: Mode::ReadWrite,
            explain: None,
            max_rows: MAX_ROWS,
            rows: Rows::Objects,
        };
        let run = run(&state, &admin, Uuid::new_v4(), limit, &plan).await?;
        Ok(HttpResponse::Ok().json(answer(&run)?))
    })
    .await
}

/// Mounts the operation.
pub(super) fn configure(config: &mut ServiceConfig) {
    config.service(query_sql);
}
