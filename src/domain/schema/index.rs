//! Indexes.

use serde::Deserialize;
use utoipa::ToSchema;

/// An index to create.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[schema(as = IndexIn)]
pub struct IndexSpec {
    /// `idx_<table>_<columns>` by default.
    pub name: Option<String>,
    /// Columns in order.
    #[serde(default)]
    pub columns: Vec<IndexColumn>,
    /// Whether it is unique.
    #[serde(default)]
    pub unique: bool,
    /// `btree` (default), `hash`, `gin`, `gist`, `spgist` or `brin`.
    pub method: Option<String>,
    /// Columns that it holds besides, for index-only scans.
    #[serde(default)]
    pub include: Vec<String>,
    /// Indexes only rows that satisfy this SQL expression; administrators only.
    #[serde(rename = "where")]
    pub predicate: Option<String>,
}

/// A column of an index: its name, or an object.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(untagged)]
#[schema(as = IndexColumnIn)]
pub enum IndexColumn {
    /// The column's name.
    Name(String),
    /// A column with options.
    Column {
        /// The column's name.
        name: String,
        /// Whether it is ordered from high to low.
        #[serde(default)]
        descending: bool,
        /// Operator class, such as `gin_trgm_ops`.
        operator_class: Option<String>,
    },
    /// An SQL expression; administrators only.
    Expression {
        /// The expression.
        expression: String,
    },
}
