//! Why raw SQL gives no result, and where in the script that happened.

use super::{message::Notice, wire::WireError};
use crate::db::{DbError, error::StatementError};

/// Why raw SQL gives no result.
#[derive(Debug, thiserror::Error)]
pub enum SqlError {
    /// The database cannot be reached or has no room.
    #[error(transparent)]
    Db(#[from] DbError),
    /// A statement failed.
    #[error("{}", .0.error.message)]
    Failed(Box<Failure>),
    /// It ran into the time limit and was cancelled.
    #[error("the statement ran into its time limit and was cancelled")]
    TimedOut,
    /// As [`SqlError::TimedOut`], with the limit that the request itself had set.
    #[error("the query ran into the time limit of its request and was cancelled")]
    OwnLimit,
    /// Somebody cancelled it.
    #[error("the query was cancelled")]
    Cancelled,
    /// A query with this id runs at this moment.
    #[error("a query with this id is running")]
    IdTaken,
    /// The script ended inside of a transaction that it had begun.
    #[error("the script left its transaction open; what it did since BEGIN was rolled back")]
    LeftOpen,
    /// A statement that begins or ends transactions, in a mode that owns the transaction.
    #[error("statement {statement} could leave the transaction, which this mode does not allow")]
    LeavesTransaction {
        /// Place in the script, from 1.
        statement: usize,
    },
    /// COPY TO STDOUT.
    #[error("statement {statement}: COPY TO STDOUT has no output here; use the export")]
    CopyOut {
        /// Place in the script, from 1.
        statement: usize,
    },
    /// One row is over the limit.
    #[error("statement {statement}: one row of the result is too large")]
    RowTooLarge {
        /// Place in the script, from 1.
        statement: usize,
    },
    /// The request does not fit the script.
    #[error("{field}: {message}")]
    Invalid {
        /// Member of the request.
        field: &'static str,
        /// What is wrong.
        message: String,
    },
}

/// A failed statement.
#[derive(Debug)]
pub struct Failure {
    /// The server's error.
    pub error: StatementError,
    /// Which statement of the script, from 1.
    pub statement: usize,
    /// Where in the script, if the server says so.
    pub place: Option<Place>,
    /// Notices of the statement up to its failure.
    pub notices: Vec<Notice>,
}

/// A place in a script; everything counts from 1, in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Position in the whole script.
    pub position: usize,
    /// Line.
    pub line: usize,
    /// Column.
    pub column: usize,
}

impl Failure {
    /// Places the server's error, whose position counts from `start` (in bytes) with `shift` characters of ours
    /// before it.
    pub fn new(script: &str, start: usize, shift: usize, error: StatementError) -> Self {
        let before = script.get(..start).unwrap_or_default().chars().count();
        let inside = error.position.and_then(|at| usize::try_from(at).ok()?.checked_sub(shift));
        let place = inside.filter(|at| *at > 0).map(|at| place(script, before + at));
        Failure { error, statement: 1, place, notices: Vec::new() }
    }

    /// Says which statement it was.
    pub fn at(self, statement: usize, notices: Vec<Notice>) -> Self {
        Failure { statement, notices, ..self }
    }
}

fn place(script: &str, position: usize) -> Place {
    let (mut line, mut column) = (1, 1);
    for c in script.chars().take(position - 1) {
        if c == '\n' {
            (line, column) = (line + 1, 1);
        } else {
            column += 1;
        }
    }
    Place { position, line, column }
}

impl From<WireError> for SqlError {
    fn from(error: WireError) -> Self {
        match error {
            WireError::Server(error) => SqlError::Failed(Box::new(Failure::new("", 0, 0, *error))),
            WireError::TooLarge => SqlError::RowTooLarge { statement: 1 },
            WireError::Io(error) => {
                tracing::warn!(%error, "the connection of a raw SQL query broke");
                SqlError::Db(DbError::Unavailable(None))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_characters_and_lines() {
        assert_eq!(place("sélect\n nope", 9), Place { position: 9, line: 2, column: 2 });
        assert_eq!(place("x", 1), Place { position: 1, line: 1, column: 1 });
        // The server points behind the end of an unfinished statement.
        assert_eq!(place("ab", 3), Place { position: 3, line: 1, column: 3 });
    }
}
