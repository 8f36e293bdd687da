//! The outermost `SELECT`: what of the rows goes over the wire, and in which form.

use super::Statement;

/// Form in which rows leave the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shape {
    /// One row: the text of a JSON array, the number of rows in it, and more where it was asked for.
    #[default]
    Array,
    /// A row each: the text of a JSON object.
    Lines,
    /// A row each: an array of texts, one per column.
    Csv,
}

/// A page to read.
#[derive(Debug, Clone)]
pub struct Page {
    /// Columns of an `Array`: text, number of rows, total if counted, key of the last row when walking by key.
    pub statement: Statement,
    /// Names of the columns.
    pub names: Vec<String>,
}

impl Shape {
    /// Wraps the `SELECT` of the rows.
    pub(super) fn select(self, rows: &str, names: &[String], keyed: bool, count: Option<&str>) -> String {
        let row = match (keyed, names.is_empty()) {
            (true, _) => "to_json(\"_p\".j)",
            (false, true) => "'{}'::json",
            (false, false) => "to_json(\"_p\".*)",
        };
        match self {
            Shape::Array => {
                let count = count.map(|count| format!(", {count}")).unwrap_or_default();
                let last = if keyed { ", (array_agg(\"_p\".k))[count(*)]" } else { "" };
                format!(
                    "SELECT '[' || coalesce(string_agg({row}::text, ','), '') || ']', count(*){count}{last} \
                     FROM ({rows}) \"_p\""
                )
            }
            Shape::Lines => format!("SELECT {row}::text FROM ({rows}) \"_p\""),
            Shape::Csv => {
                let columns: Vec<String> = (0..names.len()).map(|n| format!("\"_p\".c{n}::text")).collect();
                format!("SELECT ARRAY[{}]::text[] FROM ({rows}) \"_p\"", columns.join(", "))
            }
        }
    }
}
