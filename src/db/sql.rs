//! Raw SQL of administrators, on connections that are thrown away afterwards.
//!
//! The login of these connections can become `selfdb_owner` and nothing else, so whatever a statement
//! does to its session, it stays an administrator of users' tables.

pub mod array;
pub mod connections;
pub mod export;
pub mod failure;
pub mod lexer;
mod login;
pub mod message;
pub mod running;
pub mod script;
pub mod statement;
pub mod value;
pub mod wire;

use super::Db;
use failure::SqlError;
use lexer::Piece;
use script::{Mode, Plan, StatementResult};
use std::time::Duration;
use uuid::Uuid;

/// Statements of one script.
pub const MAX_STATEMENTS: usize = 500;
/// Parameters of one script, as the protocol counts them.
pub const MAX_PARAMS: usize = 65_535;

/// Who runs a script and for how long.
#[derive(Debug, Clone, Copy)]
pub struct Ticket {
    /// Id to cancel it by.
    pub id: Uuid,
    /// The administrator.
    pub user: Uuid,
    /// Time limit.
    pub limit: Duration,
}

/// Splits a script and checks what can be checked before it runs.
pub fn check<'a>(plan: &Plan<'a>) -> Result<Vec<Piece<'a>>, SqlError> {
    let pieces = lexer::split(plan.script);
    let invalid = |field, message| Err(SqlError::Invalid { field, message });
    if pieces.is_empty() {
        return invalid("query", "holds no statement".to_owned());
    }
    if pieces.len() > MAX_STATEMENTS {
        return invalid(
            "query",
            format!("holds {} statements, at most {MAX_STATEMENTS} may be", pieces.len()),
        );
    }
    let named = pieces.iter().map(Piece::params).max().unwrap_or(0);
    if named != plan.params.len() || named > MAX_PARAMS {
        let given = plan.params.len();
        return invalid("params", format!("the statement takes {named} parameters, {given} were given"));
    }
    if plan.explain.is_some() && pieces.len() != 1 {
        return invalid("explain", "takes a single statement".to_owned());
    }
    script::check_mode(&pieces, plan.mode)?;
    Ok(pieces)
}

/// Runs a script that [`check`] has split.
pub async fn execute(
    db: &Db,
    ticket: &Ticket,
    plan: &Plan<'_>,
    pieces: &[Piece<'_>],
) -> Result<Vec<StatementResult>, SqlError> {
    let connections = db.sql();
    let entry =
        connections.running().register(ticket.id, ticket.user, plan.script).ok_or(SqlError::IdTaken)?;
    let mut session = tokio::select! {
        session = connections.open() => session?,
        () = entry.cancelled.cancelled() => return Err(SqlError::Cancelled),
    };
    let key = session.wire.cancel_key();
    let work = script::run(&mut session.wire, plan, pieces);
    connections.guard(key, ticket.limit, &entry.cancelled, work).await
}

/// The mode of a request that names none: plans with measurements leave nothing behind.
pub fn default_mode(explain: Option<script::Explain>) -> Mode {
    match explain {
        Some(script::Explain::Analyze) => Mode::Rollback,
        Some(script::Explain::Plan) | None => Mode::ReadWrite,
    }
}
