//! Parts of a table's definition as callers describe them; unchecked until `db` makes DDL of them.

pub mod column;
pub mod constraint;
pub mod enumeration;
pub mod index;
pub mod policy;
pub mod view;

pub use column::{ColumnChange, ColumnSpec, Identity, NamedColumnChange};
pub use constraint::{ConstraintSpec, OnDelete, Reference};
pub use enumeration::{EnumChange, EnumRename, EnumSpec, EnumValue};
pub use index::{IndexColumn, IndexSpec};
pub use policy::{Command, PolicyChange, PolicySpec, Preset};
pub use view::ViewSpec;

use serde::{Deserialize, Deserializer};

/// Tells an absent member (`None`) from a null one (`Some(None)`).
pub fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

fn yes() -> bool {
    true
}
