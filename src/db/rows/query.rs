//! The query string of a row list, parsed against the table's columns. Pure.

use super::super::catalog::{Column, TableInfo};

/// Rows of a page when nothing is said.
pub const DEFAULT_LIMIT: i64 = 100;
/// Most rows of one page.
pub const MAX_LIMIT: i64 = 1000;

/// Query members that are no filters.
const RESERVED: [&str; 6] = ["limit", "offset", "order", "select", "apikey", "token"];

/// What to read.
#[derive(Debug, Default)]
pub struct RowQuery {
    /// Columns; empty for all.
    pub select: Vec<Column>,
    /// Conditions that all must hold.
    pub filters: Vec<Filter>,
    /// Order; empty for the key's.
    pub order: Vec<(Column, bool)>,
    /// Most rows.
    pub limit: i64,
    /// Rows to skip.
    pub offset: i64,
}

/// One condition on one column.
#[derive(Debug)]
pub struct Filter {
    /// Column.
    pub column: Column,
    /// Condition.
    pub test: Test,
}

/// A condition; texts are values and become parameters.
#[derive(Debug, PartialEq, Eq)]
pub enum Test {
    /// A comparison by one of the fixed operators.
    Compare(&'static str, String),
    /// A pattern match on the value's text.
    Match(&'static str, String),
    /// `IS NULL`, `IS TRUE` or `IS FALSE`.
    Is(&'static str),
    /// One of these.
    In(Vec<String>),
}

/// What is wrong with a query: the member's name, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryError {
    /// Query member.
    pub field: String,
    /// Message.
    pub message: String,
}

fn wrong(field: &str, message: impl Into<String>) -> QueryError {
    QueryError { field: field.to_owned(), message: message.into() }
}

fn column(table: &TableInfo, field: &str, name: &str) -> Result<Column, QueryError> {
    table.column(name).cloned().ok_or_else(|| wrong(field, format!("column \"{name}\" does not exist")))
}

impl RowQuery {
    /// Parses decoded query members.
    pub fn parse(table: &TableInfo, members: &[(String, String)]) -> Result<Self, QueryError> {
        let mut query = RowQuery { limit: DEFAULT_LIMIT, ..RowQuery::default() };
        for (name, value) in members {
            match name.as_str() {
                "limit" => query.limit = number(name, value, MAX_LIMIT)?,
                "offset" => query.offset = number(name, value, i64::MAX)?,
                "order" => query.order = parse_order(table, name, value, '.')?,
                "select" => query.select = parse_select(table, value)?,
                other if RESERVED.contains(&other) => {}
                other => {
                    let column = column(table, other, other)?;
                    query.filters.push(Filter { column, test: parse_test(other, value)? });
                }
            }
        }
        Ok(query)
    }
}

fn number(field: &str, value: &str, max: i64) -> Result<i64, QueryError> {
    match value.parse::<i64>() {
        Ok(number) if (0..=max).contains(&number) => Ok(number),
        _ => Err(wrong(field, format!("must be a whole number from 0 to {max}"))),
    }
}

fn parse_select(table: &TableInfo, value: &str) -> Result<Vec<Column>, QueryError> {
    if value == "*" {
        return Ok(Vec::new());
    }
    value.split(',').map(|name| column(table, "select", name.trim())).collect()
}

/// `col.desc,other` with `.` or `:` before the direction; true is descending.
pub fn parse_order(
    table: &TableInfo,
    field: &str,
    value: &str,
    separator: char,
) -> Result<Vec<(Column, bool)>, QueryError> {
    value
        .split(',')
        .map(|part| {
            let part = part.trim();
            let (name, descending) = match part.rsplit_once(separator) {
                Some((name, direction)) if direction.eq_ignore_ascii_case("asc") => (name, false),
                Some((name, direction)) if direction.eq_ignore_ascii_case("desc") => (name, true),
                _ => (part, false),
            };
            Ok((column(table, field, name)?, descending))
        })
        .collect()
}

fn parse_test(field: &str, value: &str) -> Result<Test, QueryError> {
    let unknown =
        || wrong(field, "filters are written op.value with eq, neq, gt, gte, lt, lte, is, in, like or ilike");
    let (op, operand) = value.split_once('.').ok_or_else(unknown)?;
    let compare = |op| Ok(Test::Compare(op, operand.to_owned()));
    match op {
        "eq" => compare("="),
        "neq" => compare("<>"),
        "gt" => compare(">"),
        "gte" => compare(">="),
        "lt" => compare("<"),
        "lte" => compare("<="),
        // The star stands for the percent sign, which is awkward in URLs.
        "like" => Ok(Test::Match("LIKE", operand.replace('*', "%"))),
        "ilike" => Ok(Test::Match("ILIKE", operand.replace('*', "%"))),
        "is" => match operand {
            "null" => Ok(Test::Is("NULL")),
            "true" => Ok(Test::Is("TRUE")),
            "false" => Ok(Test::Is("FALSE")),
            _ => Err(wrong(field, "is takes null, true or false")),
        },
        "in" => parse_list(operand).map(Test::In).ok_or_else(|| wrong(field, "in takes (a,b,\"c,d\")")),
        _ => Err(unknown()),
    }
}

/// `(a,"b,c")`; inside quotes a backslash keeps the next character.
fn parse_list(text: &str) -> Option<Vec<String>> {
    let inside = text.strip_prefix('(')?.strip_suffix(')')?;
    let mut items = Vec::new();
    let mut item = String::new();
    let mut quoted = false;
    let mut characters = inside.chars();
    while let Some(c) = characters.next() {
        match c {
            '"' => quoted = !quoted,
            '\\' if quoted => item.push(characters.next()?),
            ',' if !quoted => items.push(std::mem::take(&mut item)),
            _ => item.push(c),
        }
    }
    if !inside.is_empty() {
        items.push(item);
    }
    (!quoted).then_some(items)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists() {
        let list = |text| parse_list(text);
        assert_eq!(list("(a,b)"), Some(vec!["a".into(), "b".into()]));
        assert_eq!(list(r#"("a,b","c\"d")"#), Some(vec!["a,b".into(), "c\"d".into()]));
        assert_eq!(list("()"), Some(vec![]));
        assert_eq!(list("(a"), None);
        assert_eq!(list(r#"("a)"#), None);
    }

    #[test]
    fn tests_of_columns() {
        assert_eq!(parse_test("n", "gte.5"), Ok(Test::Compare(">=", "5".into())));
        assert_eq!(parse_test("n", "like.a*"), Ok(Test::Match("LIKE", "a%".into())));
        assert_eq!(parse_test("n", "is.null"), Ok(Test::Is("NULL")));
        assert!(parse_test("n", "is.null; drop").is_err());
        assert!(parse_test("n", "5").is_err());
        assert!(parse_test("n", "=.5").is_err());
    }

    #[test]
    fn numbers_are_bounded() {
        assert_eq!(number("limit", "1000", MAX_LIMIT), Ok(1000));
        for text in ["-1", "1001", "x", "", "1 or 1=1"] {
            assert!(number("limit", text, MAX_LIMIT).is_err(), "{text}");
        }
    }
}
