//! Runs a script statement by statement, in the modes that a workbench offers.

use super::{
    failure::{Failure, SqlError},
    lexer::Piece,
    message::Notice,
    statement::{self, Portion, Prepared, ResultColumn},
    value,
    wire::{Wire, WireError},
};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::time::{Duration, Instant};
use utoipa::ToSchema;

/// Rows asked for at once.
const PORTION: i32 = 1000;
/// JSON bytes of all rows of an answer; beyond it results are cut short.
pub const MAX_RESULT_BYTES: usize = 32 * 1024 * 1024;
/// First words that cannot end or leave a transaction. COMMIT, ROLLBACK, PREPARE TRANSACTION and their
/// synonyms are missing on purpose.
const STAYING: [&str; 37] = [
    "select",
    "with",
    "values",
    "table",
    "show",
    "explain",
    "insert",
    "update",
    "delete",
    "merge",
    "create",
    "alter",
    "drop",
    "truncate",
    "comment",
    "grant",
    "revoke",
    "analyze",
    "do",
    "call",
    "refresh",
    "reindex",
    "lock",
    "set",
    "reset",
    "declare",
    "fetch",
    "move",
    "close",
    "prepare",
    "execute",
    "deallocate",
    "notify",
    "listen",
    "savepoint",
    "release",
    "copy",
];
/// Tags of statements that begin or end a transaction.
const LEAVING: [&str; 5] = ["BEGIN", "START TRANSACTION", "COMMIT", "ROLLBACK", "PREPARE TRANSACTION"];

/// What may remain of a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// Everything; one transaction, unless the script has transactions of its own.
    #[default]
    ReadWrite,
    /// A READ ONLY transaction that the script cannot leave.
    ReadOnly,
    /// A transaction that is rolled back at the end, deferred constraints checked before.
    Rollback,
}

/// Whether plans are wanted instead of results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Explain {
    /// The plan alone; the statement does not run.
    Plan,
    /// The statement runs and the plan holds what was measured.
    Analyze,
}

impl Explain {
    /// What goes before the statement.
    pub fn prefix(self) -> &'static str {
        match self {
            Explain::Plan => "EXPLAIN (FORMAT JSON) ",
            Explain::Analyze => "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ",
        }
    }
}

/// How rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rows {
    /// Arrays, so that columns may share a name.
    Arrays,
    /// Objects, as the original has them.
    Objects,
}

/// How a script is to be run.
#[derive(Debug, Clone, Copy)]
pub struct Plan<'a> {
    /// The script.
    pub script: &'a str,
    /// Values of `$1`, `$2` …, shared by all statements.
    pub params: &'a [Box<RawValue>],
    /// What may remain.
    pub mode: Mode,
    /// Plans instead of results.
    pub explain: Option<Explain>,
    /// Rows per statement that come back.
    pub max_rows: usize,
    /// How rows are written.
    pub rows: Rows,
}

/// What one statement gave.
#[derive(Debug)]
pub struct StatementResult {
    /// Place in the script, from 1.
    pub statement: usize,
    /// Command tag, `INSERT 0 2`; empty where a result was cut short and the statement not run to its end.
    pub tag: String,
    /// Columns; none for a command.
    pub columns: Vec<ResultColumn>,
    /// JSON of the rows, joined by commas.
    pub rows: String,
    /// Number of the rows that came back.
    pub row_count: usize,
    /// Rows that were inserted, updated, deleted, or selected, as the tag says.
    pub affected: Option<u64>,
    /// Whether there are more rows.
    pub truncated: bool,
    /// Seconds.
    pub seconds: f64,
    /// Notices.
    pub notices: Vec<Notice>,
}

/// Runs the statements of `plan` on a fresh connection. All of them are one transaction, unless the script has
/// its own; a script that leaves one open has failed.
pub async fn run(
    wire: &mut Wire,
    plan: &Plan<'_>,
    pieces: &[Piece<'_>],
) -> Result<Vec<StatementResult>, SqlError> {
    begin(wire, plan.mode).await?;
    let mut results = Vec::new();
    let mut room = MAX_RESULT_BYTES;
    for (at, piece) in pieces.iter().enumerate() {
        let begun = Instant::now();
        let run = Run { plan, piece, statement: at + 1, room };
        let outcome = run.run(wire).await;
        let notices = wire.take_notices();
        let mut result = match outcome {
            Ok(result) => result,
            Err(error) => return Err(failed(plan, piece, at + 1, error, notices)),
        };
        room = room.saturating_sub(result.rows.len());
        result.seconds = begun.elapsed().as_secs_f64();
        result.notices = notices;
        if plan.mode != Mode::ReadWrite && LEAVING.contains(&result.tag.as_str()) {
            return Err(SqlError::LeavesTransaction { statement: at + 1 });
        }
        results.push(result);
    }
    end(wire, plan, pieces).await?;
    Ok(results)
}

async fn begin(wire: &mut Wire, mode: Mode) -> Result<(), SqlError> {
    let begin = match mode {
        Mode::ReadWrite => return Ok(()),
        // Once a query has run, READ ONLY cannot be changed any more.
        Mode::ReadOnly => "BEGIN READ ONLY; SELECT 1",
        Mode::Rollback => "BEGIN",
    };
    wire.command(begin).await?;
    Ok(())
}

async fn end(wire: &mut Wire, plan: &Plan<'_>, pieces: &[Piece<'_>]) -> Result<(), SqlError> {
    let last = |error, notices| match pieces.last() {
        Some(piece) => failed(plan, piece, pieces.len(), error, notices),
        None => SqlError::from(error),
    };
    // Deferred constraints are checked here.
    let status = match plan.mode {
        Mode::Rollback => {
            wire.sync().await?;
            wire.command("SET CONSTRAINTS ALL IMMEDIATE").await
        }
        Mode::ReadWrite | Mode::ReadOnly => wire.sync().await,
    };
    let status = match status {
        Ok(status) => status,
        Err(error) => return Err(last(error, wire.take_notices())),
    };
    match plan.mode {
        Mode::ReadWrite if status != b'I' => Err(SqlError::LeftOpen),
        Mode::ReadWrite => Ok(()),
        Mode::ReadOnly | Mode::Rollback => {
            wire.command("ROLLBACK").await?;
            Ok(())
        }
    }
}

fn failed(
    plan: &Plan<'_>,
    piece: &Piece<'_>,
    statement: usize,
    error: WireError,
    notices: Vec<Notice>,
) -> SqlError {
    match error {
        WireError::Server(error) => {
            let shift = plan.explain.map_or(0, |explain| explain.prefix().len());
            SqlError::Failed(Box::new(
                Failure::new(plan.script, piece.start, shift, *error).at(statement, notices),
            ))
        }
        WireError::TooLarge => SqlError::RowTooLarge { statement },
        WireError::Io(error) if error.kind() == std::io::ErrorKind::Unsupported => {
            SqlError::CopyOut { statement }
        }
        error @ WireError::Io(_) => error.into(),
    }
}

/// Refuses what could leave the transaction of `mode`.
pub fn check_mode(pieces: &[Piece<'_>], mode: Mode) -> Result<(), SqlError> {
    if mode == Mode::ReadWrite {
        return Ok(());
    }
    let stays = |piece: &Piece<'_>| match piece.word(0) {
        "prepare" => piece.word(1) != "transaction",
        "" => piece.text.starts_with('('),
        word => STAYING.contains(&word),
    };
    match pieces.iter().position(|piece| !stays(piece)) {
        Some(at) => Err(SqlError::LeavesTransaction { statement: at + 1 }),
        None => Ok(()),
    }
}

/// Whether the statement does nothing but produce rows, so that the rest of them need not be read.
fn only_reads(piece: &Piece<'_>) -> bool {
    match piece.word(0) {
        "select" | "values" | "table" | "show" | "fetch" => true,
        "with" => !piece.words().any(|word| matches!(word, "insert" | "update" | "delete" | "merge")),
        _ => piece.text.starts_with('('),
    }
}

/// The number at the end of a tag.
fn affected(tag: &str) -> Option<u64> {
    tag.rsplit(' ').next()?.parse().ok()
}

/// The tag with another number at its end.
fn retold(tag: &str, rows: u64) -> String {
    match tag.rsplit_once(' ') {
        Some((words, number)) if number.parse::<u64>().is_ok() => format!("{words} {rows}"),
        _ => tag.to_owned(),
    }
}

struct Run<'a> {
    plan: &'a Plan<'a>,
    piece: &'a Piece<'a>,
    statement: usize,
    room: usize,
}

impl Run<'_> {
    async fn run(&self, wire: &mut Wire) -> Result<StatementResult, WireError> {
        let prepared = match self.plan.explain {
            Some(explain) => {
                statement::prepare(wire, &format!("{}{}", explain.prefix(), self.piece.text)).await?
            }
            None => statement::prepare(wire, self.piece.text).await?,
        };
        let params: Vec<Option<String>> = prepared
            .params
            .iter()
            .zip(self.plan.params)
            .map(|(kind, json)| value::param(json, *kind))
            .collect();
        statement::bind(wire, &params)?;
        let mut result = self.fetch(wire, &prepared).await?;
        result.columns = prepared.columns;
        Ok(result)
    }

    async fn fetch(&self, wire: &mut Wire, prepared: &Prepared) -> Result<StatementResult, WireError> {
        let mut rows = String::new();
        let (mut row_count, mut seen, mut truncated, mut portions) = (0, 0_u64, false, 0_u32);
        let (limit, room) = (self.plan.max_rows, self.room);
        let tag = loop {
            // One more than is wanted tells whether there are more.
            let wanted = i32::try_from(limit + 1 - row_count).unwrap_or(PORTION).min(PORTION);
            let portion = statement::portion(wire, if truncated { PORTION } else { wanted }, |row| {
                seen += 1;
                truncated |= row_count >= limit || rows.len() >= room;
                if !truncated {
                    if row_count > 0 {
                        rows.push(',');
                    }
                    write_row(self.plan.rows, &prepared.columns, &statement::values(row)?, &mut rows);
                    row_count += 1;
                }
                Ok(())
            });
            match portion.await? {
                // The tag counts the rows of the last portion only.
                Portion::Complete(tag) if portions > 0 => break retold(&tag, seen),
                Portion::Complete(tag) => break tag,
                // A write has happened by now, but only its tag says how many rows it changed.
                Portion::Suspended if truncated && only_reads(self.piece) => break String::new(),
                Portion::Suspended => portions += 1,
            }
        };
        let (statement, affected) = (self.statement, affected(&tag));
        let (columns, notices, seconds) = (Vec::new(), Vec::new(), Duration::ZERO.as_secs_f64());
        Ok(StatementResult {
            statement,
            tag,
            columns,
            rows,
            row_count,
            affected,
            truncated,
            seconds,
            notices,
        })
    }
}

fn write_row(
    rows: Rows,
    columns: &[ResultColumn],
    values: &[Option<std::borrow::Cow<'_, str>>],
    out: &mut String,
) {
    let (open, close) = match rows {
        Rows::Arrays => ('[', ']'),
        Rows::Objects => ('{', '}'),
    };
    out.push(open);
    for (at, (column, value)) in columns.iter().zip(values).enumerate() {
        if at > 0 {
            out.push(',');
        }
        if rows == Rows::Objects {
            column.write_name(out);
        }
        column.write(value.as_deref(), out);
    }
    out.push(close);
}
