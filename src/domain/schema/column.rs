//! Columns.

use super::{Reference, present, yes};
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;

/// A column to create.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[schema(as = ColumnIn)]
pub struct ColumnSpec {
    /// `[A-Za-z_][A-Za-z0-9_]*`, at most 63 bytes.
    #[serde(default)]
    pub name: String,
    /// A PostgreSQL type, or an enum or domain of schema public: `text`, `numeric(10,2)`, `timestamptz`, `text[]`.
    #[serde(rename = "type", default)]
    pub type_name: String,
    /// Whether NULL is allowed.
    #[serde(default = "yes")]
    pub nullable: bool,
    /// Whether values are unique.
    #[serde(default)]
    pub unique: bool,
    /// A literal, or one of the allowed functions such as `now()`.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    pub default: Value,
    /// An SQL expression as default; administrators only.
    pub default_expression: Option<String>,
    /// Whether it is (part of) the primary key.
    #[serde(default)]
    pub primary_key: bool,
    /// Makes it an identity column.
    pub identity: Option<Identity>,
    /// An SQL expression that the value is always computed from and stored; administrators only.
    pub generated: Option<String>,
    /// Free text.
    pub comment: Option<String>,
    /// Makes it a foreign key.
    pub references: Option<Reference>,
}

/// Kind of identity column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Identity {
    /// The number is always generated.
    Always,
    /// The number is generated unless one is given.
    ByDefault,
}

impl Identity {
    /// The words of DDL.
    pub fn as_sql(self) -> &'static str {
        match self {
            Identity::Always => "ALWAYS",
            Identity::ByDefault => "BY DEFAULT",
        }
    }
}

/// Changes of a column; what is absent stays.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[schema(as = ColumnChangeIn)]
pub struct ColumnChange {
    /// New name.
    pub new_name: Option<String>,
    /// New type.
    #[serde(rename = "type")]
    pub type_name: Option<String>,
    /// With a new type: convert with an explicit cast, where no implicit one exists. It may cut values.
    #[serde(default)]
    pub cast: bool,
    /// With a new type: the SQL expression that converts; administrators only.
    pub using: Option<String>,
    /// Whether NULL is allowed.
    pub nullable: Option<bool>,
    /// New default; null drops it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<Object>)]
    pub default: Option<Value>,
    /// New default as an SQL expression; administrators only.
    pub default_expression: Option<String>,
    /// Makes it an identity column or changes its kind; null makes it a plain column.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<Identity>)]
    pub identity: Option<Option<Identity>>,
    /// New comment; null removes it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    pub comment: Option<Option<String>>,
}

/// Changes of a column that is named beside them.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[schema(as = NamedColumnChangeIn)]
pub struct NamedColumnChange {
    /// The column's name as it is.
    pub name: String,
    /// What to change.
    #[serde(flatten)]
    pub change: ColumnChange,
}
