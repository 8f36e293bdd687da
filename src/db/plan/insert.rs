//! Inserts and upserts.

use super::{Page, Write};
use crate::db::{query::QueryError, schema_cache::Column};

/// What an insert does about rows that are there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resolution {
    /// They get the new values.
    Merge,
    /// They stay as they are.
    Ignore,
}

/// Columns that make rows the same, and what is done then.
#[derive(Debug, Clone, Copy)]
pub struct Conflict<'a> {
    /// Columns of a unique constraint.
    pub columns: &'a [&'a Column],
    /// What is done.
    pub resolution: Resolution,
}

/// Rows to insert.
#[derive(Clone, Copy)]
pub struct Insert<'a> {
    /// Columns that are written, in the table's order.
    pub columns: &'a [&'a Column],
    /// A row as a JSON object, or an array of them.
    pub body: &'a str,
    /// Whether the body is an array.
    pub many: bool,
    /// Whether columns that a row leaves out get their default rather than null.
    pub defaults: bool,
    /// What is done about rows that are there.
    pub conflict: Option<Conflict<'a>>,
    /// Columns whose values must be these (PUT); other rows are not inserted.
    pub keyed: &'a [(&'a Column, &'a str)],
}

impl Write<'_> {
    /// INSERT of a body's rows.
    pub fn insert(self, insert: Insert<'_>) -> Result<Page, QueryError> {
        let mut planner = self.planner();
        let body = planner.bind(insert.body);
        let mut values = Vec::new();
        for column in insert.columns {
            values.push(planner.given(column, "_b.j", &format!("_p.{}", column.name), insert.defaults));
        }
        let conditions: Vec<String> = insert
            .keyed
            .iter()
            .map(|(column, value)| format!("_p.{} = {}::{}", column.name, planner.bind(*value), column.cast))
            .collect();
        let list = names(insert.columns);
        let into = if list.is_empty() { String::new() } else { format!(" ({list})") };
        let source = insert.source(&body);
        let sql = format!(
            "INSERT INTO public.{} AS r{into} SELECT {} FROM {source}{}{}",
            self.table.name,
            values.join(", "),
            super::read::where_clause(&conditions),
            insert.conflict.map(|conflict| conflict.sql(insert.columns)).unwrap_or_default()
        );
        let merges = insert.conflict.is_some_and(|conflict| conflict.resolution == Resolution::Merge);
        // Rows of a partitioned table have no system columns in common.
        let new = (merges && !self.table.partitioned).then_some("(r.xmax = 0)");
        self.answer(planner, &sql, new)
    }
}

impl Insert<'_> {
    /// What comes after FROM: the body's rows as `_p`, and as JSON `_b.j` where that is needed.
    fn source(&self, body: &str) -> String {
        let set = if self.many { "json_to_recordset" } else { "json_to_record" };
        if !self.columns.is_empty() && !self.defaults {
            // One call for all rows is a good deal faster than one for each.
            return format!("{set}({body}::json) AS _p({})", record(self.columns));
        }
        let rows = if self.many {
            format!("json_array_elements({body}::json) AS _b(j)")
        } else {
            format!("(SELECT {body}::json AS j) _b")
        };
        if self.columns.is_empty() {
            rows
        } else {
            format!("{rows} CROSS JOIN LATERAL json_to_record(_b.j) AS _p({})", record(self.columns))
        }
    }
}

impl Conflict<'_> {
    fn sql(self, written: &[&Column]) -> String {
        let target = names(self.columns);
        if self.resolution == Resolution::Ignore || written.is_empty() {
            return format!(" ON CONFLICT ({target}) DO NOTHING");
        }
        let set: Vec<String> =
            written.iter().map(|column| format!("{0} = EXCLUDED.{0}", column.name)).collect();
        format!(" ON CONFLICT ({target}) DO UPDATE SET {}", set.join(", "))
    }
}

fn names(columns: &[&Column]) -> String {
    columns.iter().map(|column| column.name.to_string()).collect::<Vec<_>>().join(", ")
}

/// Column definitions of a JSON record.
fn record(columns: &[&Column]) -> String {
    columns.iter().map(|column| format!("{} {}", column.name, column.cast)).collect::<Vec<_>>().join(", ")
}
