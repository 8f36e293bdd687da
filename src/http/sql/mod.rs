//! `/api/v1/sql`: raw SQL of administrators, its history and snippets.

mod classify;
mod execute;
mod export;
mod failure;
mod history;
mod operations;
mod original;
mod running;
mod single;
mod snippets;

use super::{caller::Admin, problem::ApiError, state::AppState};
use crate::db::{
    history::{self as memory, Execution},
    policies,
    sql::{
        self, Ticket,
        failure::SqlError,
        lexer::Piece,
        script::{Plan, StatementResult},
    },
};
use std::time::{Duration, Instant};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Longest script, in characters.
const MAX_QUERY: usize = 100_000;
/// Time limit of raw SQL when callers' statements have none, in milliseconds.
const NO_LIMIT: u64 = 300_000;
/// Longest time limit that a request may ask for, in milliseconds.
const MAX_TIMEOUT: u64 = 600_000;
/// Rows per statement that a request may ask for.
const MAX_ROWS: usize = 10_000;

/// How long a query may take.
#[derive(Clone, Copy)]
struct TimeLimit {
    limit: Duration,
    /// Whether the request set it: running into it is then no failure of the server.
    own: bool,
}

impl TimeLimit {
    fn explain(self, error: SqlError) -> SqlError {
        if self.own && matches!(error, SqlError::TimedOut) { SqlError::OwnLimit } else { error }
    }
}

/// One run of a script.
struct Run<'a> {
    pieces: Vec<Piece<'a>>,
    read_only: bool,
    seconds: f64,
    outcome: Result<Vec<StatementResult>, SqlError>,
    /// Tables that became known by it.
    registered: u64,
}

fn check_text(query: &str) -> Result<(), ApiError> {
    let length = query.chars().count();
    if query.trim().is_empty() || length > MAX_QUERY {
        return Err(ApiError::field("query", format!("must hold 1 to {MAX_QUERY} characters")));
    }
    if query.contains('\0') {
        return Err(ApiError::field("query", "cannot hold the character NUL"));
    }
    Ok(())
}

/// The time limit of a request, or else the server's, and whether it is the request's own.
fn time_limit(state: &AppState, asked: Option<u64>) -> Result<TimeLimit, ApiError> {
    let usual = u64::try_from(state.db.statement_timeout_ms()).ok().filter(|limit| *limit > 0);
    match asked {
        Some(limit) if !(1..=MAX_TIMEOUT).contains(&limit) => {
            Err(ApiError::field("timeout_ms", format!("must be from 1 to {MAX_TIMEOUT}")))
        }
        asked => Ok(TimeLimit {
            limit: Duration::from_millis(asked.or(usual).unwrap_or(NO_LIMIT)),
            own: asked.is_some(),
        }),
    }
}

/// Runs a script and writes it down. Failures of the script are in the outcome.
async fn run<'a>(
    state: &AppState,
    admin: &Admin,
    id: Uuid,
    limit: TimeLimit,
    plan: &Plan<'a>,
) -> Result<Run<'a>, ApiError> {
    check_text(plan.script)?;
    let pieces = sql::check(plan).map_err(failure::refused)?;
    let ticket = Ticket { id, user: admin.claims.user_id, limit: limit.limit };
    let begun = Instant::now();
    let outcome = match sql::execute(&state.db, &ticket, plan, &pieces).await {
        Err(SqlError::Db(error)) => return Err(error.into()),
        Err(error @ SqlError::IdTaken) => return Err(failure::refused(error)),
        outcome => outcome.map_err(|error| limit.explain(error)),
    };
    let seconds = begun.elapsed().as_secs_f64();
    // Raw SQL may have changed any table.
    state.catalog.clear();
    policies::sync_after(&state.db, plan.script).await;
    let read_only = classify::is_read_only(&pieces);
    let run = Run { pieces, read_only, seconds, outcome, registered: 0 };
    record(state, admin, plan.script, &run).await;
    let registered = register(state, admin, plan, &run).await?;
    Ok(Run { registered, ..run })
}

/// History is a convenience: a script that is committed has not failed because it could not be written down.
async fn record(state: &AppState, admin: &Admin, script: &str, run: &Run<'_>) {
    let error = run.outcome.as_ref().err().map(ToString::to_string);
    let rows = run.outcome.as_ref().ok().and_then(|results| results.last()).map_or(0, total);
    let execution = Execution {
        query: script,
        is_read_only: run.read_only,
        execution_time: run.seconds,
        row_count: i64::try_from(rows).unwrap_or(i64::MAX),
        error: error.as_deref(),
    };
    if let Err(error) = memory::record(&state.db, admin.claims.user_id, &execution).await {
        tracing::warn!(%error, "a SQL execution is missing in the history");
    }
}

/// Rows returned or affected.
fn total(result: &StatementResult) -> u64 {
    result.affected.unwrap_or(result.row_count as u64)
}

/// Makes tables that the script created known as the administrator's.
async fn register(state: &AppState, admin: &Admin, plan: &Plan<'_>, run: &Run<'_>) -> Result<u64, ApiError> {
    let Ok(results) = &run.outcome else { return Ok(0) };
    if plan.mode != sql::script::Mode::ReadWrite || plan.explain.is_some() {
        return Ok(0);
    }
    let (created, dropped) = operations::tables(&run.pieces, results);
    if created.is_empty() && !dropped {
        return Ok(0);
    }
    Ok(memory::register_tables(&state.db, admin.claims.user_id, &created).await?)
}

/// Mounts the operations.
pub fn configure(config: &mut ServiceConfig) {
    execute::configure(config);
    single::configure(config);
    original::configure(config);
    running::configure(config);
    export::configure(config);
    history::configure(config);
    snippets::configure(config);
}
