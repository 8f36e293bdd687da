//! What readers of files hand on: one row at a time, with the line on which it began.

use serde_json::value::RawValue;

/// Longest row of a file, in bytes.
pub const MAX_RECORD: usize = 8 * 1024 * 1024;

/// A row of a file.
#[derive(Debug)]
pub struct Record {
    /// Line of its first character, from 1.
    pub line: u64,
    /// Its values, or why it is none.
    pub content: Result<Content, String>,
}

/// Values of a row.
#[derive(Debug)]
pub enum Content {
    /// CSV: texts by position, NULL where there is none.
    Cells(Vec<Option<String>>),
    /// JSON: values by name, in the file's order.
    Members(Vec<(String, Box<RawValue>)>),
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Line of the file, from 1.
    pub line: u64,
    /// Column, where it is one column's fault.
    pub column: Option<String>,
    /// What is wrong.
    pub reason: String,
}

/// A format of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// RFC 4180, with any one-byte delimiter.
    Csv {
        /// Between values.
        delimiter: u8,
    },
    /// An array of objects, or objects one after the other.
    Json,
}
