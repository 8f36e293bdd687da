//! What is wrong with a query, in PostgREST's categories.

use serde_json::Value;

/// Category of a fault. Its code and status are those of
/// <https://docs.postgrest.org/en/stable/references/errors.html>.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The text is not in the grammar, or over a limit.
    Parse,
    /// The body is no usable row or list of rows.
    Body,
    /// PUT needs a filter on the key and nothing else.
    PutFilters,
    /// PUT takes no limit or offset.
    PutRange,
    /// PUT with a body whose key is not the one of the address.
    PutKey,
    /// A filter, order or limit of a resource that is not embedded.
    NotEmbedded,
    /// An order by a related resource that has many rows.
    RelatedOrder,
    /// An operator other than `is.null` on an embedded resource.
    EmbedFilter,
    /// Aggregate functions are not available.
    Aggregates,
    /// In the grammar, but not available here.
    NotImplemented,
    /// No foreign key connects the two.
    NoRelationship,
    /// Several foreign keys connect the two.
    ManyRelationships,
    /// No function of that name takes these arguments.
    NoFunction,
    /// Several functions take these arguments.
    ManyFunctions,
    /// A column of a body, of `columns` or of `on_conflict` does not exist.
    NoColumn,
    /// The table does not exist.
    NoTable,
    /// A view that does not run with its reader's rights.
    Hidden,
    /// A column of a filter, order or selection does not exist.
    UndefinedColumn,
    /// A type to cast to does not exist.
    UndefinedType,
}

impl Fault {
    /// `code` of the answer.
    pub fn code(self) -> &'static str {
        match self {
            Fault::Parse => "PGRST100",
            Fault::Body => "PGRST102",
            Fault::PutFilters => "PGRST105",
            Fault::NotEmbedded => "PGRST108",
            Fault::PutRange => "PGRST114",
            Fault::PutKey => "PGRST115",
            Fault::RelatedOrder => "PGRST118",
            Fault::EmbedFilter => "PGRST120",
            Fault::Aggregates => "PGRST123",
            Fault::NotImplemented => "PGRST127",
            Fault::NoRelationship => "PGRST200",
            Fault::ManyRelationships => "PGRST201",
            Fault::NoFunction => "PGRST202",
            Fault::ManyFunctions => "PGRST203",
            Fault::NoColumn => "PGRST204",
            Fault::NoTable => "PGRST205",
            Fault::Hidden => "42501",
            Fault::UndefinedColumn => "42703",
            Fault::UndefinedType => "42704",
        }
    }

    /// HTTP status of the answer.
    pub fn status(self) -> u16 {
        match self {
            Fault::ManyRelationships | Fault::ManyFunctions => 300,
            Fault::Hidden => 403,
            Fault::NoFunction | Fault::NoTable => 404,
            Fault::PutFilters => 405,
            _ => 400,
        }
    }

    /// Whether the fault may come from a schema that has changed since it was read.
    pub fn may_be_stale(self) -> bool {
        matches!(
            self,
            Fault::NoRelationship
                | Fault::ManyRelationships
                | Fault::NoFunction
                | Fault::ManyFunctions
                | Fault::NoColumn
                | Fault::NoTable
                | Fault::Hidden
                | Fault::UndefinedColumn
                | Fault::UndefinedType
                | Fault::NotEmbedded
        )
    }
}

/// A query that cannot be run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryError {
    /// Category.
    pub fault: Fault,
    /// Query member or `body`.
    pub field: String,
    /// What is wrong; names the field's part.
    pub message: String,
    /// More about it.
    pub details: Option<Value>,
    /// How to put it right.
    pub hint: Option<String>,
}

impl QueryError {
    /// A fault of one query member.
    pub fn new(fault: Fault, field: impl Into<String>, message: impl Into<String>) -> Self {
        QueryError { fault, field: field.into(), message: message.into(), details: None, hint: None }
    }

    /// Text outside the grammar.
    pub fn parse(field: impl Into<String>, message: impl Into<String>) -> Self {
        QueryError::new(Fault::Parse, field, message)
    }

    /// More than a limit allows.
    pub fn limit(field: impl Into<String>, what: &str, most: usize) -> Self {
        QueryError::parse(field, format!("at most {most} {what} are allowed"))
    }

    /// With details.
    pub fn detailed(self, details: impl Into<Value>) -> Self {
        QueryError { details: Some(details.into()), ..self }
    }

    /// With a hint.
    pub fn hinted(self, hint: impl Into<String>) -> Self {
        QueryError { hint: Some(hint.into()), ..self }
    }
}
