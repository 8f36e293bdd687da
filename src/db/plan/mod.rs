//! From a parsed query and the schema to one SQL statement.
//!
//! Names come from the schema and are quoted, types are written as the catalogue prints them, values are text
//! parameters that the statement casts. Pure: nothing here talks to the database.
//!
//! Every resource is one `SELECT`. Related rows are made into JSON by lateral joins, `e1`, `e2` and so on, whose column
//! `j` is null where there is no related row.

mod call;
mod condition;
mod embed;
mod find;
mod insert;
mod keyset;
mod output;
mod read;
mod write;

pub use call::{Arguments, Call, choose};
pub use insert::{Conflict, Insert, Resolution};
pub use keyset::Cursor;
pub use output::{Page, Shape};
pub use read::{Options, count, page};
pub use write::{HASH_DIGITS, Returning, Update, Write};

use super::{
    query::{Fault, QueryError, ReadQuery},
    schema_cache::{Schema, Table},
};

/// A statement and its text parameters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// SQL.
    pub sql: String,
    /// Values of `$1`, `$2` and so on.
    pub params: Vec<String>,
}

/// Parameters and names of one statement in the making.
pub(crate) struct Planner<'a> {
    pub(crate) schema: &'a Schema,
    pub(crate) query: &'a ReadQuery,
    /// Whether the caller is at least `authenticated`: then messages may name what that role reads.
    pub(crate) signed_in: bool,
    pub(crate) params: Vec<String>,
    aliases: usize,
    /// Paths of embedded resources that were met.
    met: Vec<Vec<String>>,
}

impl<'a> Planner<'a> {
    pub(crate) fn new(schema: &'a Schema, query: &'a ReadQuery, signed_in: bool) -> Self {
        Planner { schema, query, signed_in, params: Vec::new(), aliases: 0, met: Vec::new() }
    }

    /// A parameter of type text with this value.
    pub(crate) fn bind(&mut self, value: impl Into<String>) -> String {
        self.params.push(value.into());
        format!("${}::text", self.params.len())
    }

    /// A number that no other alias has.
    pub(crate) fn alias(&mut self) -> usize {
        self.aliases += 1;
        self.aliases
    }

    /// Refuses conditions, orders and ranges of resources that are not embedded.
    pub(crate) fn all_met(&self) -> Result<(), QueryError> {
        match self.query.embedded.iter().find(|(path, _)| !self.met.contains(path)) {
            None => Ok(()),
            Some((path, _)) => {
                let name = path.last().map_or("", String::as_str);
                Err(QueryError::new(
                    Fault::NotEmbedded,
                    path.join("."),
                    format!("'{name}' is not an embedded resource in this request"),
                )
                .hinted(format!("Verify that '{name}' is included in the 'select' query parameter.")))
            }
        }
    }

    pub(crate) fn statement(self, sql: String) -> Statement {
        Statement { sql, params: self.params }
    }
}

/// The table of that name, where rows may be reached through the API.
pub fn table<'a>(schema: &'a Schema, name: &str) -> Result<&'a Table, QueryError> {
    let table = schema.tables.get(name).ok_or_else(|| {
        QueryError::new(
            Fault::NoTable,
            "table",
            format!("Could not find the table 'public.{name}' in the schema cache"),
        )
    })?;
    if table.exposed {
        Ok(table)
    } else {
        Err(QueryError::new(
            Fault::Hidden,
            "table",
            "views are reachable only with security_invoker, materialised views never",
        ))
    }
}
