//! The tree that a query string is parsed into. Names are as the client wrote them.

/// A column, or something inside its JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Column.
    pub name: String,
    /// Steps into the column's JSON.
    pub path: Vec<JsonStep>,
}

/// One `->` or `->>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonStep {
    /// `->>`: the result is text.
    pub text: bool,
    /// What is taken.
    pub key: JsonKey,
}

/// What a JSON step takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JsonKey {
    /// An object's member.
    Member(String),
    /// An array's element; from the end when negative.
    Index(i32),
}

/// One item of `select`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SelectItem {
    /// `*`.
    Star,
    /// `alias:column->path::cast`.
    Field {
        /// Name in the answer.
        alias: Option<String>,
        /// What is read.
        field: Field,
        /// Type to cast to.
        cast: Option<String>,
    },
    /// Rows of a related table.
    Embed(Embed),
}

/// `alias:target!hint!inner(…)` or `...target(…)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Embed {
    /// Name in the answer.
    pub alias: Option<String>,
    /// Table, foreign key or column that leads there.
    pub target: String,
    /// Foreign key, column or junction table that decides between several.
    pub hint: Option<String>,
    /// Whether rows without a related one are left out.
    pub inner: bool,
    /// Whether its columns become members of the outer row.
    pub spread: bool,
    /// What is read of it.
    pub select: Vec<SelectItem>,
}

impl Embed {
    /// Name by which the answer and other members refer to it.
    pub fn name(&self) -> &str {
        self.alias.as_deref().unwrap_or(&self.target)
    }
}

/// A condition on a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// One test.
    Filter(Filter),
    /// `and(…)` or `or(…)`.
    Group {
        /// `not.` before it.
        negated: bool,
        /// `or` rather than `and`.
        any: bool,
        /// Its parts; at least one.
        parts: Vec<Condition>,
    },
}

/// One test of one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// Tested field.
    pub field: Field,
    /// `not.` before it.
    pub negated: bool,
    /// The test.
    pub test: Test,
}

/// A test; texts are values and become parameters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// `eq.5`, `like(any).{a*,b*}` and so on.
    Compare(Comparison, Option<Quantifier>, String),
    /// `in.(a,b)`.
    In(Vec<String>),
    /// `is.null`.
    Is(IsValue),
    /// `isdistinct.x`.
    Distinct(String),
    /// `fts(english).words`.
    Search {
        /// How words become a query.
        kind: SearchKind,
        /// Text search configuration.
        language: Option<String>,
        /// Words.
        query: String,
    },
}

/// Binary operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// Equal.
    Eq,
    /// Not equal.
    Neq,
    /// Greater.
    Gt,
    /// Greater or equal.
    Gte,
    /// Less.
    Lt,
    /// Less or equal.
    Lte,
    /// Matches a pattern with `%` and `_`; `*` stands for `%`.
    Like,
    /// As `like` in any case.
    Ilike,
    /// Matches a regular expression.
    Match,
    /// As `match` in any case.
    Imatch,
    /// Contains.
    Cs,
    /// Is contained.
    Cd,
    /// Has elements in common.
    Ov,
    /// A range strictly left of another.
    Sl,
    /// A range strictly right of another.
    Sr,
    /// A range that does not extend to the right of another.
    Nxr,
    /// A range that does not extend to the left of another.
    Nxl,
    /// Adjacent ranges.
    Adj,
}

impl Comparison {
    /// The operator of that token.
    pub fn parse(token: &str) -> Option<Self> {
        Some(match token {
            "eq" => Comparison::Eq,
            "neq" => Comparison::Neq,
            "gt" => Comparison::Gt,
            "gte" => Comparison::Gte,
            "lt" => Comparison::Lt,
            "lte" => Comparison::Lte,
            "like" => Comparison::Like,
            "ilike" => Comparison::Ilike,
            "match" => Comparison::Match,
            "imatch" => Comparison::Imatch,
            "cs" => Comparison::Cs,
            "cd" => Comparison::Cd,
            "ov" => Comparison::Ov,
            "sl" => Comparison::Sl,
            "sr" => Comparison::Sr,
            "nxr" => Comparison::Nxr,
            "nxl" => Comparison::Nxl,
            "adj" => Comparison::Adj,
            _ => return None,
        })
    }

    /// Whether `(any)` and `(all)` may follow.
    pub fn quantifiable(self) -> bool {
        self.is_pattern()
            || matches!(
                self,
                Comparison::Eq | Comparison::Gt | Comparison::Gte | Comparison::Lt | Comparison::Lte
            )
    }

    /// Whether it compares texts whatever the column's type.
    pub fn is_pattern(self) -> bool {
        matches!(self, Comparison::Like | Comparison::Ilike | Comparison::Match | Comparison::Imatch)
    }

    /// The operator in SQL.
    pub fn sql(self) -> &'static str {
        match self {
            Comparison::Eq => "=",
            Comparison::Neq => "<>",
            Comparison::Gt => ">",
            Comparison::Gte => ">=",
            Comparison::Lt => "<",
            Comparison::Lte => "<=",
            Comparison::Like => "LIKE",
            Comparison::Ilike => "ILIKE",
            Comparison::Match => "~",
            Comparison::Imatch => "~*",
            Comparison::Cs => "@>",
            Comparison::Cd => "<@",
            Comparison::Ov => "&&",
            Comparison::Sl => "<<",
            Comparison::Sr => ">>",
            Comparison::Nxr => "&<",
            Comparison::Nxl => "&>",
            Comparison::Adj => "-|-",
        }
    }
}

/// `(any)` or `(all)`: the value is a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantifier {
    /// One of the values fits.
    Any,
    /// All values fit.
    All,
}

/// Operand of `is`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IsValue {
    /// `null`.
    Null,
    /// `not_null`.
    NotNull,
    /// `true`.
    True,
    /// `false`.
    False,
    /// `unknown`: a boolean that is null.
    Unknown,
}

impl IsValue {
    /// The operand in SQL.
    pub fn sql(self) -> &'static str {
        match self {
            IsValue::Null => "NULL",
            IsValue::NotNull => "NOT NULL",
            IsValue::True => "TRUE",
            IsValue::False => "FALSE",
            IsValue::Unknown => "UNKNOWN",
        }
    }
}

/// How the words of a search become a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SearchKind {
    /// `fts`: a query in Postgres' own syntax.
    Query,
    /// `plfts`: all words.
    Plain,
    /// `phfts`: the words in this order.
    Phrase,
    /// `wfts`: as in web search engines.
    Web,
}

impl SearchKind {
    /// The function that makes the query.
    pub fn function(self) -> &'static str {
        match self {
            SearchKind::Query => "to_tsquery",
            SearchKind::Plain => "plainto_tsquery",
            SearchKind::Phrase => "phraseto_tsquery",
            SearchKind::Web => "websearch_to_tsquery",
        }
    }
}

/// One term of `order`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderTerm {
    /// Embedded to-one resource that the field is of.
    pub relation: Option<String>,
    /// Field.
    pub field: Field,
    /// `desc`.
    pub descending: bool,
    /// `nullsfirst` (true) or `nullslast` (false); without it nulls count as largest.
    pub nulls_first: Option<bool>,
}

/// Conditions, order and range of one resource.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Clauses {
    /// All must hold.
    pub conditions: Vec<Condition>,
    /// Order.
    pub order: Vec<OrderTerm>,
    /// Most rows.
    pub limit: Option<i64>,
    /// Rows to skip.
    pub offset: i64,
}
