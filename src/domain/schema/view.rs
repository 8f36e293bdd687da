//! Views.

use serde::Deserialize;
use utoipa::ToSchema;

/// A view to create.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[schema(as = ViewIn)]
pub struct ViewSpec {
    /// `[A-Za-z_][A-Za-z0-9_]*`, at most 63 bytes.
    pub name: String,
    /// The query, one SELECT.
    pub query: String,
    /// Whether a view of that name gets the new query.
    #[serde(default)]
    pub replace: bool,
    /// Free text.
    pub comment: Option<String>,
}
