//! Tables and columns as statements about rows need them.

use super::{Function, Relationship};
use crate::db::ident::Ident;
use std::collections::HashMap;

/// Everything that is remembered of schema public.
#[derive(Debug, Default)]
pub struct Schema {
    /// Tables and views by name.
    pub tables: HashMap<String, Table>,
    /// Relationships by the table that they start from.
    pub relationships: HashMap<String, Vec<Relationship>>,
    /// Functions by name.
    pub functions: HashMap<String, Vec<Function>>,
    /// Types that a value may be cast to: names that clients write, and those that go into SQL.
    pub types: HashMap<String, String>,
}

/// A table or view.
#[derive(Debug, Clone)]
pub struct Table {
    /// Its name.
    pub name: Ident,
    /// Whether rows may be reached through the API at all; a view must be `security_invoker`.
    pub exposed: bool,
    /// Whether it is partitioned, so that its rows have no system columns in common.
    pub partitioned: bool,
    /// Whether inserts, updates and deletes are possible, whoever makes them.
    pub writes: Writes,
    /// Whether `anon` reads any of its columns.
    pub anon_reads: bool,
    /// Whether `authenticated` reads any of its columns.
    pub users_read: bool,
    /// Columns in order.
    pub columns: Vec<Column>,
    /// Primary key columns in order.
    pub key: Vec<String>,
}

/// What can be done with a relation's rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Writes {
    /// INSERT.
    pub insert: bool,
    /// UPDATE.
    pub update: bool,
    /// DELETE.
    pub delete: bool,
}

/// A column.
#[derive(Debug, Clone)]
pub struct Column {
    /// Quoted for SQL by `Display`.
    pub name: Ident,
    /// Type without length limits, so that casting a key to it never cuts the key.
    pub cast: String,
    /// The type under a domain, else the same.
    pub base: String,
    /// Whether the type is an array.
    pub array: bool,
    /// Whether it is never null.
    pub not_null: bool,
    /// Expression of its default.
    pub default: Option<String>,
    /// Whether the database fills it when it is left out.
    pub filled: bool,
    /// Whether it is computed from others.
    pub generated: bool,
    /// Sequence of an identity column.
    pub sequence: Option<String>,
}

impl Column {
    /// A column of that name and type about which nothing else is known.
    pub fn plain(name: Ident, cast: &str) -> Self {
        Column {
            name,
            cast: cast.to_owned(),
            base: cast.to_owned(),
            array: cast.ends_with("[]"),
            not_null: false,
            default: None,
            filled: false,
            generated: false,
            sequence: None,
        }
    }

    /// Whether values are JSON documents.
    pub fn is_json(&self) -> bool {
        matches!(self.base.as_str(), "json" | "jsonb")
    }
}

impl Table {
    /// The column of that name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name.as_str() == name)
    }

    /// The only column of the primary key.
    pub fn single_key(&self) -> Option<&Column> {
        match self.key.as_slice() {
            [key] => self.column(key),
            _ => None,
        }
    }

    /// Columns of the primary key.
    pub fn key_columns(&self) -> Vec<&Column> {
        self.key.iter().filter_map(|name| self.column(name)).collect()
    }
}

impl Schema {
    /// The type that a client's word for it means, as SQL writes it.
    pub fn cast(&self, word: &str) -> Option<&str> {
        let word = word.trim().to_ascii_lowercase();
        let name = match word.as_str() {
            "int" | "integer" => "int4",
            "bigint" => "int8",
            "smallint" => "int2",
            "boolean" => "bool",
            "decimal" => "numeric",
            "real" => "float4",
            "float" | "double precision" => "float8",
            "character varying" => "varchar",
            "character" | "char" => "bpchar",
            "timestamp without time zone" => "timestamp",
            "timestamp with time zone" => "timestamptz",
            other => other,
        };
        self.types.get(name).map(String::as_str)
    }

    /// Whether somebody who may at least be `anon` or, signed in, `authenticated` reads the table.
    pub fn readable(&self, table: &str, signed_in: bool) -> bool {
        self.tables.get(table).is_some_and(|t| if signed_in { t.users_read } else { t.anon_reads })
    }
}
