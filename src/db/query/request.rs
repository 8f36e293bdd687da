//! A whole query string: which member says what of which resource.

use super::{
    ast::{Clauses, Condition, Filter, SelectItem},
    error::QueryError,
    filter::operation,
    limits,
    list::parse_columns,
    logic::parse_logic,
    order::parse_order,
    scanner::Scanner,
    select::parse_select,
};

/// Members that carry credentials and say nothing of rows.
const CREDENTIALS: [&str; 2] = ["apikey", "token"];

/// Names from the outermost resource to an embedded one.
pub type Path = Vec<String>;

/// A parsed query string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadQuery {
    /// What is read; `*` when nothing is said.
    pub select: Vec<SelectItem>,
    /// Conditions, order and range of the resource itself.
    pub root: Clauses,
    /// Those of embedded resources.
    pub embedded: Vec<(Path, Clauses)>,
    /// `columns`: members of a body that are written.
    pub columns: Option<Vec<String>>,
    /// `on_conflict`: columns whose conflict makes an insert an update.
    pub on_conflict: Option<Vec<String>>,
    /// Members without an operator, which are arguments when a function is called.
    pub arguments: Vec<(String, String)>,
    conditions: usize,
}

impl Default for ReadQuery {
    fn default() -> Self {
        ReadQuery {
            select: vec![SelectItem::Star],
            root: Clauses::default(),
            embedded: Vec::new(),
            columns: None,
            on_conflict: None,
            arguments: Vec::new(),
            conditions: 0,
        }
    }
}

impl ReadQuery {
    /// Parses decoded members of a query string.
    pub fn parse(members: &[(String, String)]) -> Result<Self, QueryError> {
        let mut query = ReadQuery::default();
        for (name, value) in members {
            query.member(name, value, false)?;
        }
        Ok(query)
    }

    /// As [`ReadQuery::parse`] for a call by GET: a member without an operator is an argument.
    pub fn parse_call(members: &[(String, String)]) -> Result<Self, QueryError> {
        let mut query = ReadQuery::default();
        for (name, value) in members {
            query.member(name, value, true)?;
        }
        Ok(query)
    }

    fn member(&mut self, name: &str, value: &str, call: bool) -> Result<(), QueryError> {
        if name.len() + value.len() > limits::QUERY_BYTES {
            return Err(QueryError::limit("query", "bytes", limits::QUERY_BYTES));
        }
        match name {
            "select" => self.select = parse_select(value)?,
            "columns" => self.columns = Some(parse_columns(name, value)?),
            "on_conflict" => self.on_conflict = Some(parse_columns(name, value)?),
            _ if CREDENTIALS.contains(&name) => {}
            _ => match name.rsplit('.').next().unwrap_or_default() {
                "order" => self.at(path(name)?.0)?.order = parse_order(name, value)?,
                "limit" => self.at(path(name)?.0)?.limit = Some(number(name, value)?),
                "offset" => self.at(path(name)?.0)?.offset = number(name, value)?,
                "and" => self.logic(name, false, value)?,
                "or" => self.logic(name, true, value)?,
                _ => self.filter(name, value, call)?,
            },
        }
        Ok(())
    }

    fn logic(&mut self, name: &str, any: bool, value: &str) -> Result<(), QueryError> {
        let (mut at, _) = path(name)?;
        let negated = at.last().is_some_and(|part| part == "not");
        if negated {
            at.pop();
        }
        self.condition(at, parse_logic(name, negated, any, value)?)
    }

    fn filter(&mut self, name: &str, value: &str, call: bool) -> Result<(), QueryError> {
        let (at, field) = path(name)?;
        let mut scanner = Scanner::new("filter", value);
        match operation(&mut scanner, |s| Ok(s.take_while(|_| true).to_owned())) {
            Ok((negated, test)) if scanner.at_end() => {
                self.condition(at, Condition::Filter(Filter { field, negated, test }))
            }
            _ if call && at.is_empty() && field.path.is_empty() => {
                self.arguments.push((field.name, value.to_owned()));
                Ok(())
            }
            Ok(_) => Err(scanner.wrong("end of input")),
            Err(error) => Err(QueryError { field: name.to_owned(), ..error }),
        }
    }

    fn condition(&mut self, at: Path, condition: Condition) -> Result<(), QueryError> {
        self.conditions += size(&condition);
        if self.conditions > limits::CONDITIONS {
            return Err(QueryError::limit("query", "conditions", limits::CONDITIONS));
        }
        self.at(at)?.conditions.push(condition);
        Ok(())
    }

    /// The clauses of the resource at that path.
    fn at(&mut self, path: Path) -> Result<&mut Clauses, QueryError> {
        if path.is_empty() {
            return Ok(&mut self.root);
        }
        let known = self.embedded.iter().position(|(known, _)| *known == path);
        let index = known.unwrap_or(self.embedded.len());
        if known.is_none() {
            if index == limits::EMBEDS {
                return Err(QueryError::limit("query", "embedded resources", limits::EMBEDS));
            }
            self.embedded.push((path, Clauses::default()));
        }
        Ok(&mut self.embedded[index].1)
    }
}

fn size(condition: &Condition) -> usize {
    match condition {
        Condition::Filter(_) => 1,
        Condition::Group { parts, .. } => parts.iter().map(size).sum(),
    }
}

/// `rel.other.column->path` as the path of the resource and the field.
fn path(name: &str) -> Result<(Path, super::ast::Field), QueryError> {
    let mut scanner = Scanner::new("tree path", name);
    let mut names = vec![scanner.name()?];
    while scanner.eat(".") {
        if names.len() > limits::EMBED_DEPTH + 1 {
            return Err(scanner.over("levels of embedding", limits::EMBED_DEPTH));
        }
        names.push(scanner.name()?);
    }
    let path = scanner.json_path()?;
    if !scanner.at_end() {
        return Err(scanner.wrong("\".\", \"->\" or end of input"));
    }
    let name = names.pop().unwrap_or_default();
    Ok((names, super::ast::Field { name, path }))
}

fn number(field: &str, value: &str) -> Result<i64, QueryError> {
    value
        .parse::<i64>()
        .ok()
        .filter(|number| *number >= 0)
        .ok_or_else(|| QueryError::parse(field, format!("must be a whole number from 0, not \"{value}\"")))
}
