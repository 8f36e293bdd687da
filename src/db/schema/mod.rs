//! Parts of the schema besides tables and columns.

pub mod constraints;
pub mod enums;
pub mod extensions;
pub mod index_build;
pub mod indexes;
pub mod overview;
pub mod views;
