//! Errors and notices as the server words them.

use crate::db::error::StatementError;
use fallible_iterator::FallibleIterator as _;
use postgres_protocol::message::backend::ErrorFields;
use serde::Serialize;
use std::io;
use tokio_postgres::error::SqlState;
use utoipa::ToSchema;

/// Longest text kept of one notice, in characters.
const MAX_TEXT: usize = 8192;

/// A message that is no error: `RAISE NOTICE`, warnings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Notice {
    /// `NOTICE`, `WARNING`, `INFO`, `DEBUG` or `LOG`.
    pub severity: String,
    /// SQLSTATE.
    pub sqlstate: String,
    /// Text.
    pub message: String,
    /// Details.
    pub detail: Option<String>,
    /// Hint.
    pub hint: Option<String>,
}

fn short(text: &str) -> String {
    text.chars().take(MAX_TEXT).collect()
}

impl Notice {
    /// Reads the fields (PostgreSQL manual 55.8).
    pub fn of(mut fields: ErrorFields<'_>) -> io::Result<Self> {
        let mut notice = Notice {
            severity: String::new(),
            sqlstate: String::new(),
            message: String::new(),
            detail: None,
            hint: None,
        };
        while let Some(field) = fields.next()? {
            let text = short(&String::from_utf8_lossy(field.value_bytes()));
            match field.type_() {
                b'V' => notice.severity = text,
                b'C' => notice.sqlstate = text,
                b'M' => notice.message = text,
                b'D' => notice.detail = Some(text),
                b'H' => notice.hint = Some(text),
                _ => {}
            }
        }
        Ok(notice)
    }
}

/// Reads an error's fields (PostgreSQL manual 55.8).
pub fn statement_error(mut fields: ErrorFields<'_>) -> io::Result<StatementError> {
    let mut error = StatementError {
        code: SqlState::INTERNAL_ERROR,
        message: String::new(),
        detail: None,
        hint: None,
        position: None,
        constraint: None,
        column: None,
        table: None,
    };
    while let Some(field) = fields.next()? {
        let text = String::from_utf8_lossy(field.value_bytes()).into_owned();
        match field.type_() {
            b'C' => error.code = SqlState::from_code(&text),
            b'M' => error.message = text,
            b'D' => error.detail = Some(text),
            b'H' => error.hint = Some(text),
            b'P' => error.position = text.parse().ok(),
            b'n' => error.constraint = Some(text),
            b'c' => error.column = Some(text),
            b't' => error.table = Some(text),
            _ => {}
        }
    }
    Ok(error)
}
