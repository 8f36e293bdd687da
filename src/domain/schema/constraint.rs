//! Keys, foreign keys, unique and check constraints.

use serde::Deserialize;
use utoipa::ToSchema;

/// A constraint to create.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "kebab-case")]
#[schema(as = ConstraintIn)]
pub enum ConstraintSpec {
    /// The primary key, for a table that has none.
    PrimaryKey {
        /// Columns in order.
        columns: Vec<String>,
        /// Name; PostgreSQL chooses one without.
        name: Option<String>,
    },
    /// No two rows alike in these columns.
    Unique {
        /// Columns in order.
        columns: Vec<String>,
        /// Name; PostgreSQL chooses one without.
        name: Option<String>,
        /// Whether NULLs count as alike.
        #[serde(default)]
        nulls_not_distinct: bool,
    },
    /// Values must exist in another table.
    ForeignKey {
        /// Columns in order.
        columns: Vec<String>,
        /// Name; PostgreSQL chooses one without.
        name: Option<String>,
        /// What they point at.
        references: Reference,
    },
    /// Every row must satisfy an SQL expression; administrators only.
    Check {
        /// The expression.
        expression: String,
        /// Name; PostgreSQL chooses one without.
        name: Option<String>,
    },
}

/// What a foreign key points at.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[schema(as = ReferenceIn)]
pub struct Reference {
    /// A table of schema public, or `auth.users`.
    pub table: String,
    /// Its columns; the primary key without them.
    #[serde(default)]
    pub columns: Vec<String>,
    /// When the row pointed at goes; `no-action` by default.
    #[serde(default)]
    pub on_delete: OnDelete,
    /// When its key changes; `no-action` by default.
    #[serde(default)]
    pub on_update: OnDelete,
}

/// What happens to rows that point at one that goes or changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OnDelete {
    /// The change is refused at the end of the statement.
    #[default]
    NoAction,
    /// The change is refused at once.
    Restrict,
    /// They go or change too.
    Cascade,
    /// They point at nothing.
    SetNull,
    /// They take their column's default.
    SetDefault,
}

impl OnDelete {
    /// The words of DDL.
    pub fn as_sql(self) -> &'static str {
        match self {
            OnDelete::NoAction => "NO ACTION",
            OnDelete::Restrict => "RESTRICT",
            OnDelete::Cascade => "CASCADE",
            OnDelete::SetNull => "SET NULL",
            OnDelete::SetDefault => "SET DEFAULT",
        }
    }
}
