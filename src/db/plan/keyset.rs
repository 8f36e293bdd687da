//! Walking by key: the next page begins after the last row of this one, wherever that row is by now.
//!
//! The order is made total by the primary key, so a page neither repeats nor skips a row that was there all along. Where
//! all columns of the order are never null and go the same way, the place is found by a row comparison, which an index
//! on these columns answers at once; else at least the first column's bound is there for an index to use.

use super::{Planner, read::directed};
use crate::db::{
    query::{QueryError, ast::OrderTerm},
    schema_cache::{Column, Table},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};

/// A place in an order: the values of its columns, as texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    binding: String,
    values: Vec<Option<String>>,
}

impl Cursor {
    /// Reads a token that [`Cursor::token`] wrote.
    pub fn parse(token: &str) -> Result<Self, QueryError> {
        let wrong = || QueryError::parse("cursor", "is no cursor of this server");
        let bytes = URL_SAFE_NO_PAD.decode(token).map_err(|_| wrong())?;
        let (binding, values) = serde_json::from_slice(&bytes).map_err(|_| wrong())?;
        Ok(Cursor { binding, values })
    }

    /// The place after a page's last row, for the next request.
    pub fn token(
        table: &Table,
        order: &[OrderTerm],
        values: Vec<Option<String>>,
    ) -> Result<String, QueryError> {
        let binding = Walk::new(table, order)?.binding();
        Ok(URL_SAFE_NO_PAD.encode(serde_json::json!([binding, values]).to_string()))
    }
}

/// One column of a total order.
struct Term<'a> {
    column: &'a Column,
    descending: bool,
    nulls_first: bool,
}

/// A total order of a table's rows.
pub(crate) struct Walk<'a> {
    table: &'a Table,
    terms: Vec<Term<'a>>,
}

impl<'a> Walk<'a> {
    /// The given order, with the key's columns last.
    pub fn new(table: &'a Table, order: &[OrderTerm]) -> Result<Self, QueryError> {
        let mut terms: Vec<Term<'a>> = Vec::new();
        for term in order {
            if term.relation.is_some() || !term.field.path.is_empty() {
                return Err(QueryError::parse("cursor", "needs an order by columns of the table itself"));
            }
            let column = super::read::column(table, "order", &term.field.name)?;
            let nulls_first = term.nulls_first.unwrap_or(term.descending);
            terms.push(Term { column, descending: term.descending, nulls_first });
        }
        let key = table.key_columns();
        if key.is_empty() {
            return Err(QueryError::parse("cursor", "needs a table with a primary key"));
        }
        let descending = terms.last().is_some_and(|term| term.descending);
        for column in key {
            if !terms.iter().any(|term| term.column.name == column.name) {
                terms.push(Term { column, descending, nulls_first: descending });
            }
        }
        Ok(Walk { table, terms })
    }

    /// Short text that only the same order of the same table has.
    fn binding(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(self.table.name.as_str());
        for term in &self.terms {
            hash.update([0, u8::from(term.descending), u8::from(term.nulls_first)]);
            hash.update(term.column.name.as_str());
        }
        URL_SAFE_NO_PAD.encode(&hash.finalize()[..9])
    }

    /// The row's place: the text of a JSON array, since arrays of arrays would be flattened.
    pub fn keys(&self, alias: &str) -> String {
        let keys: Vec<String> =
            self.terms.iter().map(|term| format!("{alias}.{}::text", term.column.name)).collect();
        format!("to_json(ARRAY[{}])::text", keys.join(", "))
    }

    /// The terms of ORDER BY.
    pub fn order(&self, alias: &str) -> Vec<String> {
        self.terms
            .iter()
            .map(|term| {
                let usual = term.nulls_first == term.descending;
                let nulls = if usual { None } else { Some(term.nulls_first) };
                directed(&format!("{alias}.{}", term.column.name), term.descending, nulls)
            })
            .collect()
    }

    /// The condition that a row comes after the place.
    pub fn after(
        &self,
        planner: &mut Planner<'_>,
        alias: &str,
        cursor: &Cursor,
    ) -> Result<String, QueryError> {
        if cursor.binding != self.binding() || cursor.values.len() != self.terms.len() {
            return Err(QueryError::parse("cursor", "belongs to another table or another order"));
        }
        let bound: Vec<Option<String>> = self
            .terms
            .iter()
            .zip(&cursor.values)
            .map(|(term, value)| {
                value.as_ref().map(|value| format!("{}::{}", planner.bind(value.as_str()), term.column.cast))
            })
            .collect();
        Ok(self.one_comparison(alias, &bound).unwrap_or_else(|| self.term_by_term(alias, &bound)))
    }

    /// `(a, b) > (1, 2)`, where that says the same.
    fn one_comparison(&self, alias: &str, bound: &[Option<String>]) -> Option<String> {
        let descending = self.terms.first()?.descending;
        if self.terms.iter().any(|term| term.descending != descending || !term.column.not_null) {
            return None;
        }
        let columns: Vec<String> =
            self.terms.iter().map(|term| format!("{alias}.{}", term.column.name)).collect();
        let values: Vec<String> = bound.iter().cloned().collect::<Option<_>>()?;
        let op = if descending { "<" } else { ">" };
        Some(format!("({}) {op} ({})", columns.join(", "), values.join(", ")))
    }

    /// After the place in the first column, or equal there and after it in the second, and so on.
    fn term_by_term(&self, alias: &str, bound: &[Option<String>]) -> String {
        let mut equal: Vec<String> = Vec::new();
        let mut ways = Vec::new();
        for (term, value) in self.terms.iter().zip(bound) {
            let column = format!("{alias}.{}", term.column.name);
            let op = if term.descending { "<" } else { ">" };
            let beyond = match value {
                Some(value) if term.nulls_first || term.column.not_null => format!("{column} {op} {value}"),
                Some(value) => format!("({column} {op} {value} OR {column} IS NULL)"),
                None if term.nulls_first => format!("{column} IS NOT NULL"),
                None => "false".to_owned(),
            };
            let mut way = equal.clone();
            way.push(beyond);
            ways.push(format!("({})", way.join(" AND ")));
            equal.push(match value {
                Some(value) => format!("{column} = {value}"),
                None => format!("{column} IS NULL"),
            });
        }
        let ways = ways.join(" OR ");
        match (self.terms.first(), bound.first()) {
            (Some(term), Some(Some(value))) if term.nulls_first || term.column.not_null => {
                let op = if term.descending { "<=" } else { ">=" };
                format!("{alias}.{} {op} {value} AND ({ways})", term.column.name)
            }
            _ => format!("({ways})"),
        }
    }
}
