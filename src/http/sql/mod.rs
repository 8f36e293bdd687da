//! `/api/v1/sql`: raw SQL of administrators, its history and snippets.

mod classify;
mod saved;

use super::{
    caller::Admin,
    detached::detached,
    problem::{ApiError, BAD_REQUEST, INVALID, TIMEOUT},
    state::AppState,
};
use crate::db::{
    DbError,
    history::{self, Execution},
    sql::{self, SqlError, SqlResult},
};
use actix_web::{HttpResponse, post, web};
use classify::{dangerous, is_read_only};
use serde::Deserialize;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

/// Longest statement, in characters.
const MAX_QUERY: usize = 100_000;
/// Time limit of raw SQL when callers' statements have none.
const NO_LIMIT: Duration = Duration::from_secs(300);

/// SQL to run.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SqlIn {
    /// One statement, or several separated by semicolons, which run in one transaction.
    pub query: String,
    /// Values of `$1`, `$2` …; only with a single statement.
    #[serde(default)]
    #[schema(value_type = Vec<Object>)]
    pub params: Vec<Value>,
}

/// One run of a statement.
struct Run {
    read_only: bool,
    seconds: f64,
    outcome: Result<SqlResult, SqlError>,
}

async fn run(state: &AppState, admin: &Admin, body: &SqlIn) -> Result<Run, ApiError> {
    let length = body.query.chars().count();
    if body.query.trim().is_empty() || length > MAX_QUERY {
        return Err(ApiError::field("query", format!("must hold 1 to {MAX_QUERY} characters")));
    }
    if body.query.contains('\0') {
        return Err(ApiError::field("query", "cannot hold the character NUL"));
    }
    let limit = match u64::try_from(state.db.statement_timeout_ms()) {
        Ok(milliseconds) if milliseconds > 0 => Duration::from_millis(milliseconds),
        _ => NO_LIMIT,
    };
    let begun = Instant::now();
    let outcome = sql::execute(&state.db, &body.query, &body.params, limit).await;
    // Raw SQL may have changed any table.
    state.catalog.clear();
    let outcome = match outcome {
        Err(SqlError::Db(error)) if error.statement().is_none() => return Err(error.into()),
        outcome => outcome,
    };
    let run = Run { read_only: is_read_only(&body.query), seconds: begun.elapsed().as_secs_f64(), outcome };
    let error = run.outcome.as_ref().err().map(ToString::to_string);
    let execution = Execution {
        query: &body.query,
        is_read_only: run.read_only,
        execution_time: run.seconds,
        row_count: run.outcome.as_ref().map_or(0, |r| i64::try_from(r.row_count).unwrap_or(i64::MAX)),
        error: error.as_deref(),
    };
    history::record(&state.db, admin.claims.user_id, &execution).await?;
    Ok(run)
}

fn success(run: &Run, result: &SqlResult) -> HttpResponse {
    let columns: Vec<Value> =
        result.columns.iter().map(|c| json!({ "name": c.name, "type": c.type_name })).collect();
    let names: Vec<&str> = result.columns.iter().map(|c| c.name.as_str()).collect();
    let summary =
        (!run.read_only).then(|| json!({ "total_operations": 1, "rows_affected": result.row_count }));
    let head = json!({
        "success": true,
        "is_read_only": run.read_only,
        "execution_time": run.seconds,
        "row_count": result.row_count,
        "columns": names,
        "column_types": columns,
        "truncated": result.truncated,
        "message": format!("{} rows", result.row_count),
        "error": null,
        "operations_summary": summary,
    });
    // The rows are JSON already and are not read again.
    let head = head.to_string();
    let head = head.strip_suffix('}').unwrap_or(&head);
    HttpResponse::Ok()
        .content_type("application/json")
        .body(format!(r#"{head},"data":[{}]}}"#, result.rows.join(",")))
}

/// SQLSTATE, place and hint of a failure.
fn failure_detail(error: &SqlError) -> Value {
    let failed = match error {
        SqlError::Db(error) => error.statement(),
        SqlError::TimedOut | SqlError::Parameters { .. } => None,
    };
    match failed {
        Some(failed) => json!({
            "sqlstate": failed.code.code(), "message": failed.message, "detail": failed.detail,
            "hint": failed.hint, "position": failed.position,
        }),
        None => json!({ "message": error.to_string() }),
    }
}

/// The failure as a problem document with the members of [`failure_detail`].
fn failure(error: &SqlError) -> HttpResponse {
    let members = failure_detail(error);
    let kind = match error {
        SqlError::TimedOut => TIMEOUT,
        SqlError::Parameters { .. } => INVALID,
        SqlError::Db(_) => BAD_REQUEST,
    };
    let message = match error {
        SqlError::Db(DbError::Statement(failed)) => failed.message.clone(),
        other => other.to_string(),
    };
    let request_id = uuid::Uuid::new_v4();
    let mut problem = json!({
        "type": format!("/problems/{}", kind.slug), "title": kind.title, "status": kind.status,
        "detail": message, "request_id": request_id,
        "error": { "code": kind.code, "message": message, "request_id": request_id },
    });
    for name in ["sqlstate", "position", "hint"] {
        if let Some(value) = members.get(name) {
            problem[name] = value.clone();
        }
    }
    let status = actix_web::http::StatusCode::from_u16(kind.status).unwrap_or_default();
    HttpResponse::build(status).content_type("application/problem+json").body(problem.to_string())
}

/// Runs SQL; administrators only. At most 10,000 rows come back.
#[utoipa::path(tag = "SQL", request_body = SqlIn, responses(
    (status = 200, description = "The result of the last statement"),
    (status = 400, description = "The statement failed; `sqlstate`, `position` and `hint` say how"),
))]
#[post("/api/v1/sql/execute")]
async fn execute_sql(
    state: web::Data<AppState>,
    admin: Admin,
    body: web::Json<SqlIn>,
) -> Result<HttpResponse, ApiError> {
    detached(async move {
        let run = run(&state, &admin, &body).await?;
        Ok(match &run.outcome {
            Ok(result) => success(&run, result),
            Err(error) => failure(error),
        })
    })
    .await
}

/// As `/execute`, in the original's shape: a statement that fails is 200 with `success: false`.
#[utoipa::path(tag = "SQL", request_body = SqlIn, responses(
    (status = 200, description = "Result or failure"),
    (status = 400, description = "Refused as dangerous"),
))]
#[post("/api/v1/sql/query")]
async fn query_sql(
    state: web::Data<AppState>,
    admin: Admin,
    body: web::Json<SqlIn>,
) -> Result<HttpResponse, ApiError> {
    if let Some(what) = dangerous(&body.query) {
        return Err(ApiError::bad_request(format!("Dangerous SQL operation detected: {what}")));
    }
    detached(async move {
        let run = run(&state, &admin, &body).await?;
        Ok(match &run.outcome {
            Ok(result) => success(&run, result),
            Err(error) => HttpResponse::Ok().json(json!({
                "success": false, "is_read_only": run.read_only, "execution_time": run.seconds,
                "row_count": 0, "columns": [], "data": [], "message": null, "truncated": false,
                "error": failure_detail(error)["message"], "error_detail": failure_detail(error),
                "operations_summary": null,
            })),
        })
    })
    .await
}

/// Mounts the operations.
pub fn configure(config: &mut ServiceConfig) {
    config.service(execute_sql).service(query_sql);
    saved::configure(config);
}
