//! `/api/v1/sql`: scripts with a result for each statement.

use super::{MAX_ROWS, Run, failure, run, time_limit};
use crate::{
    db::sql::{
        self,
        message::Notice,
        script::{Explain, Mode, Plan, Rows, StatementResult},
    },
    http::{caller::Admin, detached::detached, problem::ApiError, state::AppState},
};
use actix_web::{HttpResponse, post, web};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Rows per statement where a request does not say.
const USUAL_ROWS: usize = 1000;

/// SQL to run.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SqlIn {
    /// One statement, or several separated by semicolons. They are one transaction, unless the script has
    /// transactions of its own. 1 to 100,000 characters.
    #[schema(min_length = 1)]
    pub query: String,
    /// Values of `$1`, `$2` …, shared by all statements; their types are inferred by the database. Numbers keep
    /// all digits, arrays become arrays, objects JSON documents.
    #[serde(default)]
    #[schema(value_type = Vec<Object>)]
    pub params: Vec<Box<RawValue>>,
    /// What may remain; `read-write` by default, `rollback` with `explain: "analyze"`.
    pub mode: Option<Mode>,
    /// The plan of the only statement instead of its result.
    pub explain: Option<Explain>,
    /// Rows per statement that come back: 1 to 10,000, 1,000 by default.
    #[schema(minimum = 1, maximum = 10000)]
    pub max_rows: Option<usize>,
    /// Time limit in milliseconds, at most 600,000; the server's limit by default.
    #[schema(minimum = 1, maximum = 600000)]
    pub timeout_ms: Option<u64>,
    /// A fresh UUID of the client's choice, to cancel the query by while it runs.
    pub id: Option<Uuid>,
}

/// A column of a result.
#[derive(Debug, Serialize, ToSchema)]
pub struct ColumnOut<'a> {
    /// Name; several columns may share one.
    pub name: &'a str,
    /// Type as PostgreSQL names it.
    #[serde(rename = "type")]
    pub type_name: Option<&'a str>,
}

/// What one statement gave.
#[derive(Debug, Serialize, ToSchema)]
pub struct StatementOut<'a> {
    /// Place in the script, from 1.
    pub statement: usize,
    /// Command tag, such as `INSERT 0 2`; null where the rest of a result was not read.
    pub command: Option<&'a str>,
    /// Columns.
    pub columns: Vec<ColumnOut<'a>>,
    /// Number of rows in `rows`.
    pub row_count: usize,
    /// Rows inserted, updated, deleted or selected, as the command tag says.
    pub affected: Option<u64>,
    /// Whether there are more rows.
    pub truncated: bool,
    /// Seconds.
    pub execution_time: f64,
    /// What the statement had to say besides.
    pub notices: &'a [Notice],
    /// The rows as arrays, in the order of `columns`.
    #[schema(value_type = Vec<Vec<Object>>)]
    pub rows: Box<RawValue>,
}

/// What a script gave.
#[derive(Debug, Serialize, ToSchema)]
pub struct SqlOut<'a> {
    /// Id of the query.
    pub id: Uuid,
    /// Mode it ran in.
    pub mode: Mode,
    /// Whether every statement only reads, by its words.
    pub is_read_only: bool,
    /// Seconds.
    pub execution_time: f64,
    /// One result for each statement.
    pub results: Vec<StatementOut<'a>>,
}

/// Names and types of a result's columns.
pub(super) fn columns(result: &StatementResult) -> Vec<ColumnOut<'_>> {
    result.columns.iter().map(|c| ColumnOut { name: &c.name, type_name: c.type_name.as_deref() }).collect()
}

impl<'a> StatementOut<'a> {
    fn of(result: &'a StatementResult) -> Result<Self, ApiError> {
        Ok(StatementOut {
            statement: result.statement,
            command: Some(result.tag.as_str()).filter(|tag| !tag.is_empty()),
            columns: columns(result),
            row_count: result.row_count,
            affected: result.affected,
            truncated: result.truncated,
            execution_time: result.seconds,
            notices: &result.notices,
            rows: RawValue::from_string(format!("[{}]", result.rows)).map_err(ApiError::internal)?,
        })
    }
}

fn answer(id: Uuid, plan: &Plan<'_>, run: &Run<'_>) -> Result<HttpResponse, ApiError> {
    let results = match &run.outcome {
        Ok(results) => results,
        Err(error) => return Ok(failure::response(error)),
    };
    Ok(HttpResponse::Ok().json(SqlOut {
        id,
        mode: plan.mode,
        is_read_only: run.read_only,
        execution_time: run.seconds,
        results: results.iter().map(StatementOut::of).collect::<Result<_, _>>()?,
    }))
}

/// Checks a request, runs it and shapes its outcome with `answer`.
pub(super) async fn start(
    state: web::Data<AppState>,
    admin: Admin,
    body: SqlIn,
    rows: Rows,
    answer: impl FnOnce(Uuid, &Plan<'_>, &Run<'_>) -> Result<HttpResponse, ApiError> + 'static,
) -> Result<HttpResponse, ApiError> {
    let max_rows = body.max_rows.unwrap_or(USUAL_ROWS);
    if !(1..=MAX_ROWS).contains(&max_rows) {
        return Err(ApiError::field("max_rows", format!("must be from 1 to {MAX_ROWS}")));
    }
    let limit = time_limit(&state, body.timeout_ms)?;
    detached(async move {
        let id = body.id.unwrap_or_else(Uuid::new_v4);
        let plan = Plan {
            script: &body.query,
            params: &body.params,
            mode: body.mode.unwrap_or(sql::default_mode(body.explain)),
            explain: body.explain,
            max_rows,
            rows,
        };
        let run = run(&state, &admin, id, limit, &plan).await?;
        answer(id, &plan, &run)
    })
    .await
}

/// Runs SQL; administrators only. Values are lossless: all digits, `NaN` and `Infinity` as strings, `bytea` as
/// `\x…`, arrays and documents as JSON.
#[utoipa::path(tag = "SQL", request_body = SqlIn, responses(
    (status = 200, description = "A result for each statement", body = SqlOut),
    (status = 400, description = "A statement failed, and nothing of its transaction remains; `sqlstate`, `statement`, `position`, `line`, `column`, `hint` and `sql_detail` say how and where"),
    (status = 409, description = "Cancelled, also by the request's own `timeout_ms`, or the id is in use"),
    (status = 504, description = "Ran into the server's time limit and was cancelled"),
))]
#[post("/api/v1/sql")]
async fn run_sql(
    state: web::Data<AppState>,
    admin: Admin,
    body: web::Json<SqlIn>,
) -> Result<HttpResponse, ApiError> {
    start(state, admin, body.into_inner(), Rows::Arrays, answer).await
}

/// Mounts the operation.
pub(super) fn configure(config: &mut ServiceConfig) {
    config.service(run_sql);
}
