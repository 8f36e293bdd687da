//! Calls of functions.

use super::{
    Page, Planner, Statement,
    read::{Options, Resource},
};
use crate::db::{
    ident::Ident,
    query::{Fault, QueryError, ReadQuery, array_literal, ast::SelectItem},
    schema_cache::{Argument, Function, Returns, Schema, Table},
};

/// How arguments are given.
#[derive(Debug, Clone, Copy)]
pub enum Arguments<'a> {
    /// Members of a query string.
    Members(&'a [(String, String)]),
    /// A JSON object with these member names.
    Json(&'a str, &'a [String]),
    /// A body as a whole for the only, nameless argument.
    Whole {
        /// Its text.
        body: &'a str,
        /// Whether the argument is text or bytes, rather than JSON.
        raw: bool,
    },
}

impl Arguments<'_> {
    fn names(&self) -> Vec<&str> {
        match self {
            Arguments::Members(members) => members.iter().map(|(name, _)| name.as_str()).collect(),
            Arguments::Json(_, names) => names.iter().map(String::as_str).collect(),
            Arguments::Whole { .. } => Vec::new(),
        }
    }
}

/// A call to make.
pub struct Call<'a> {
    /// Everything there is.
    pub schema: &'a Schema,
    /// What is called.
    pub function: &'a Function,
    /// With what.
    pub arguments: Arguments<'a>,
    /// `select`, conditions, order and range of the rows that come back.
    pub query: &'a ReadQuery,
}

/// The function of that name that takes the arguments; and whether the body as a whole is its only argument.
pub fn choose<'a>(
    schema: &'a Schema,
    name: &str,
    arguments: &Arguments<'_>,
) -> Result<(&'a Function, bool), QueryError> {
    let named = schema.functions.get(name).map_or(&[][..], Vec::as_slice);
    let given = arguments.names();
    let whole = match arguments {
        Arguments::Json(..) | Arguments::Whole { raw: false, .. } => {
            named.iter().find(|function| function.takes_json())
        }
        Arguments::Whole { raw: true, .. } => {
            named.iter().find(|function| function.takes_raw("text") || function.takes_raw("bytea"))
        }
        Arguments::Members(_) => None,
    };
    let found: Vec<&Function> = match arguments {
        Arguments::Whole { .. } => Vec::new(),
        _ => named.iter().filter(|function| function.takes(&given)).collect(),
    };
    match (found.as_slice(), whole) {
        ([one], _) => Ok((one, false)),
        ([], Some(whole)) => Ok((whole, true)),
        ([], None) => Err(none(name, &given)),
        (several, _) => closest(several, &given).map(|one| (one, false)).ok_or_else(|| ambiguous(several)),
    }
}

/// Of several functions the one whose arguments are all given.
fn closest<'a>(several: &[&'a Function], given: &[&str]) -> Option<&'a Function> {
    let mut exact = several.iter().filter(|function| function.arguments.len() == given.len());
    let one = exact.next()?;
    if exact.next().is_some() { None } else { Some(one) }
}

fn none(name: &str, given: &[&str]) -> QueryError {
    let (message, details) = if given.is_empty() {
        (" without parameters".to_owned(), " without parameters".to_owned())
    } else {
        let plural = if given.len() > 1 { "s" } else { "" };
        (format!("({})", given.join(", ")), format!(" with parameter{plural} {}", given.join(", ")))
    };
    QueryError::new(
        Fault::NoFunction,
        "function",
        format!("Could not find the function public.{name}{message} in the schema cache"),
    )
    .detailed(format!(
        "Searched for the function public.{name}{details} or with a single unnamed json/jsonb parameter, but no \
         matches were found in the schema cache."
    ))
}

fn ambiguous(several: &[&Function]) -> QueryError {
    let signatures: Vec<String> = several.iter().map(|function| function.signature()).collect();
    QueryError::new(
        Fault::ManyFunctions,
        "function",
        format!("Could not choose the best candidate function between: {}", signatures.join(", ")),
    )
    .hinted(
        "Try renaming the parameters or the function itself in the database so function overloading can be resolved",
    )
}

impl Call<'_> {
    /// The statement. Its first two columns are the answer's text and the number of rows.
    pub fn statement(&self, options: &Options) -> Result<Page, QueryError> {
        let mut planner = Planner::new(self.schema, self.query, options.signed_in);
        let source = self.source(&mut planner);
        match &self.function.returns {
            Returns::Void => {
                let sql = format!("SELECT ''::text, count(*) FROM {source} AS r(v)");
                Ok(Page { statement: planner.statement(sql), names: Vec::new() })
            }
            Returns::Scalar(_) => {
                let value = "coalesce(to_json(r.v)::text, 'null')";
                let range = planner.range(options.limit, options.offset);
                let sql = if self.function.set {
                    format!(
                        "SELECT '[' || coalesce(string_agg({value}, ','), '') || ']', count(*) \
                         FROM (SELECT v FROM {source} AS r(v){range}) r"
                    )
                } else {
                    format!("SELECT {value}, 1::bigint FROM {source} AS r(v)")
                };
                Ok(Page { statement: planner.statement(sql), names: Vec::new() })
            }
            Returns::Row(columns, table) => {
                let synthetic = Table {
                    name: self.function.name.clone(),
                    exposed: true,
                    partitioned: false,
                    writes: Default::default(),
                    anon_reads: true,
                    users_read: true,
                    columns: columns.clone(),
                    key: Vec::new(),
                };
                rows(planner, &source, &synthetic, table.as_deref(), options)
            }
        }
    }

    /// The call itself, as it stands in FROM.
    fn source(&self, planner: &mut Planner<'_>) -> String {
        let name: &Ident = &self.function.name;
        match self.arguments {
            Arguments::Whole { body, .. } => {
                let cast = self.function.arguments.first().map_or("text", |argument| argument.cast.as_str());
                format!("public.{name}({}::{cast})", planner.bind(body))
            }
            Arguments::Members(members) => {
                let given: Vec<String> = self
                    .function
                    .arguments
                    .iter()
                    .filter_map(|argument| argument.among(planner, members))
                    .collect();
                format!("public.{name}({})", given.join(", "))
            }
            Arguments::Json(body, names) => {
                let given: Vec<&Argument> = self
                    .function
                    .arguments
                    .iter()
                    .filter(|argument| names.contains(&argument.name))
                    .collect();
                if given.is_empty() {
                    return format!("public.{name}()");
                }
                let body = planner.bind(body);
                let record: Vec<String> =
                    given.iter().map(|argument| format!("{} {}", argument.quoted(), argument.cast)).collect();
                // A sub-select per argument: FROM then holds nothing but the call.
                let record = format!("json_to_record({body}::json) AS _a({})", record.join(", "));
                let list: Vec<String> = given
                    .iter()
                    .map(|argument| {
                        argument.named(&format!("(SELECT _a.{} FROM {record})", argument.quoted()))
                    })
                    .collect();
                format!("public.{name}({})", list.join(", "))
            }
        }
    }
}

impl Argument {
    fn quoted(&self) -> String {
        format!("\"{}\"", self.name.replace('"', "\"\""))
    }

    /// `name := value`.
    fn named(&self, value: &str) -> String {
        let variadic = if self.variadic { "VARIADIC " } else { "" };
        format!("{variadic}{} := {value}", self.quoted())
    }

    /// The argument from a query string; a variadic one takes all members of its name.
    fn among(&self, planner: &mut Planner<'_>, members: &[(String, String)]) -> Option<String> {
        let values: Vec<String> =
            members.iter().filter(|(name, _)| *name == self.name).map(|(_, value)| value.clone()).collect();
        let last = values.last()?.clone();
        let text = if self.variadic && !last.starts_with('{') { array_literal(&values) } else { last };
        Some(self.named(&format!("{}::{}", planner.bind(text), self.cast)))
    }
}

/// Reads what a function's rows are asked for.
fn rows<'a>(
    mut planner: Planner<'a>,
    source: &str,
    table: &'a Table,
    origin: Option<&'a str>,
    options: &Options,
) -> Result<Page, QueryError> {
    static ALL: [SelectItem; 1] = [SelectItem::Star];
    let query = planner.query;
    let resource = Resource {
        table,
        origin,
        from: "\"_f\" AS r".to_owned(),
        alias: "r".to_owned(),
        tied: Vec::new(),
        select: if query.select.is_empty() { &ALL } else { &query.select },
        path: Vec::new(),
        clauses: &query.root,
    };
    let parts = planner.parts(&resource)?;
    planner.all_met()?;
    let page = planner.finish(&resource, &parts, "", options)?;
    let Statement { sql, params } = page.statement;
    let sql = format!("WITH \"_f\" AS (SELECT r.* FROM {source} AS r) {sql}");
    Ok(Page { statement: Statement { sql, params }, names: page.names })
}
