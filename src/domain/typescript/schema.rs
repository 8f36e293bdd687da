//! A schema as `selfdb.schema_overview` describes it.

use serde::Deserialize;

/// What is known of a schema, as `selfdb.schema_overview` describes it.
#[derive(Debug, Default, Deserialize)]
pub struct Schema {
    /// Tables.
    pub tables: Vec<Table>,
    /// Views; they cannot be written to.
    pub views: Vec<Table>,
    /// Enum types.
    pub enums: Vec<Enum>,
    /// Functions.
    pub functions: Vec<Function>,
}

/// A table or view.
#[derive(Debug, Default, Deserialize)]
pub struct Table {
    /// Name.
    pub name: String,
    /// Columns in order.
    pub columns: Vec<Column>,
    /// Foreign keys.
    #[serde(default)]
    pub foreign_keys: Vec<ForeignKey>,
}

/// A column of a table, or of what a function returns.
#[derive(Debug, Default, Deserialize)]
pub struct Column {
    /// Name.
    pub name: String,
    /// Type as PostgreSQL writes it.
    #[serde(rename = "type")]
    pub type_name: String,
    /// Whether it can be NULL.
    #[serde(default)]
    pub nullable: bool,
    /// Default expression.
    pub default: Option<String>,
    /// `always` or `by-default` for identity columns.
    pub identity: Option<String>,
    /// Expression of a generated column.
    pub generated: Option<String>,
}

/// A foreign key.
#[derive(Debug, Deserialize)]
pub struct ForeignKey {
    /// Name.
    pub name: String,
    /// Columns in order.
    pub columns: Vec<String>,
    /// Whether at most one row points at another.
    pub unique: bool,
    /// What it points at.
    pub references: Target,
}

/// What a foreign key points at.
#[derive(Debug, Deserialize)]
pub struct Target {
    /// Table; with its schema when that is not `public`.
    pub table: String,
    /// Columns in order.
    pub columns: Vec<String>,
}

/// An enum type.
#[derive(Debug, Deserialize)]
pub struct Enum {
    /// Name.
    pub name: String,
    /// Values in order.
    pub values: Vec<String>,
}

/// A function.
#[derive(Debug, Deserialize)]
pub struct Function {
    /// Name.
    pub name: String,
    /// Arguments in order.
    pub arguments: Vec<Argument>,
    /// Type of the result.
    pub returns: String,
    /// Whether it returns several.
    pub returns_set: bool,
    /// The table whose rows it returns.
    pub returns_table: Option<String>,
    /// Columns of the result.
    pub columns: Option<Vec<Column>>,
}

/// An argument of a function.
#[derive(Debug, Deserialize)]
pub struct Argument {
    /// Name; empty for an unnamed one.
    pub name: String,
    /// Type as PostgreSQL writes it.
    #[serde(rename = "type")]
    pub type_name: String,
    /// Whether it can be left out.
    pub optional: bool,
}
