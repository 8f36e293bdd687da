//! Enum types.

use super::present;
use serde::Deserialize;
use utoipa::ToSchema;

/// An enum type to create.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[schema(as = EnumIn)]
pub struct EnumSpec {
    /// `[A-Za-z_][A-Za-z0-9_]*`, at most 63 bytes.
    pub name: String,
    /// Values in order, each of at most 63 bytes.
    pub values: Vec<String>,
    /// Free text.
    pub comment: Option<String>,
}

/// Changes of an enum type; what is absent stays. Values cannot be removed.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[schema(as = EnumChangeIn)]
pub struct EnumChange {
    /// New name.
    pub new_name: Option<String>,
    /// Values to rename.
    #[serde(default)]
    pub rename_values: Vec<EnumRename>,
    /// Values to add.
    #[serde(default)]
    pub add_values: Vec<EnumValue>,
    /// New comment; null removes it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    pub comment: Option<Option<String>>,
}

/// A value with its new name.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[schema(as = EnumRenameIn)]
pub struct EnumRename {
    /// As it is.
    pub from: String,
    /// As it will be.
    pub to: String,
}

/// A value to add: at the end, or beside another.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[schema(as = EnumValueIn)]
pub struct EnumValue {
    /// The value.
    pub value: String,
    /// The value that it comes before.
    pub before: Option<String>,
    /// The value that it comes after.
    pub after: Option<String>,
}
