//! A recorded change of a row.

use chrono::{DateTime, Utc};

/// What happened to a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operation {
    /// A new row.
    Insert,
    /// A changed row.
    Update,
    /// A removed row.
    Delete,
    /// All rows of the table removed at once.
    Truncate,
}

impl Operation {
    /// Reads the name as the outbox stores it.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "INSERT" => Some(Operation::Insert),
            "UPDATE" => Some(Operation::Update),
            "DELETE" => Some(Operation::Delete),
            "TRUNCATE" => Some(Operation::Truncate),
            _ => None,
        }
    }

    /// The name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Operation::Insert => "INSERT",
            Operation::Update => "UPDATE",
            Operation::Delete => "DELETE",
            Operation::Truncate => "TRUNCATE",
        }
    }
}

/// One committed change.
#[derive(Debug, Clone)]
pub struct Change {
    /// Place in the order of all changes; without gaps, from 1.
    pub position: i64,
    /// Schema of the table.
    pub schema: String,
    /// Table.
    pub table: String,
    /// What happened.
    pub operation: Operation,
    /// The row before, JSON text.
    pub old: Option<String>,
    /// The row after, JSON text.
    pub new: Option<String>,
    /// When the writer recorded it.
    pub at: DateTime<Utc>,
}

impl Change {
    /// About how many bytes this holds.
    pub fn size(&self) -> usize {
        128 + self.old.as_ref().map_or(0, String::len) + self.new.as_ref().map_or(0, String::len)
    }
}
