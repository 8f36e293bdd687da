//! Bodies of row writes: only their member names are looked at, values go to Postgres as they are.

use crate::db::{
    query::{Fault, QueryError},
    schema_cache::{Column, Table},
};
use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, MapAccess, Visitor},
};
use serde_json::value::RawValue;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

/// A body of well-formed JSON.
#[derive(Debug, PartialEq, Eq)]
pub struct Body {
    /// Names of members that some row has.
    pub names: BTreeSet<String>,
    /// Whether all rows have the same members.
    pub uniform: bool,
    /// Whether it is an array of rows.
    pub many: bool,
    /// Number of rows.
    pub rows: usize,
}

/// Member names of an object.
struct Names(BTreeSet<String>);

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Names;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a row as a JSON object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Names, A::Error> {
                let mut names = BTreeSet::new();
                while let Some((name, _)) = map.next_entry::<String, IgnoredAny>()? {
                    names.insert(name);
                }
                Ok(Names(names))
            }
        }
        deserializer.deserialize_map(Collect)
    }
}

fn wrong(message: impl Into<String>) -> QueryError {
    QueryError::new(Fault::Body, "body", message)
}

impl Body {
    /// Reads the names of an object or of an array of objects.
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        let many = text.trim_start().starts_with('[');
        let rows: Vec<Names> =
            if many { serde_json::from_str(text) } else { serde_json::from_str(text).map(|row| vec![row]) }
                .map_err(|error| wrong(error.to_string()))?;
        let uniform = rows.windows(2).all(|pair| pair[0].0 == pair[1].0);
        let count = rows.len();
        let names = rows.into_iter().flat_map(|Names(names)| names).collect();
        Ok(Body { names, uniform, many, rows: count })
    }

    /// As [`Body::parse`], for bodies that must say something.
    pub fn parse_filled(text: &str) -> Result<Self, QueryError> {
        let body = Body::parse(text)?;
        if body.names.is_empty() { Err(wrong("Row data cannot be empty")) } else { Ok(body) }
    }

    /// The columns of its members, or of those in `only`, in the table's order.
    pub fn columns<'a>(
        &self,
        table: &'a Table,
        only: Option<&[String]>,
    ) -> Result<Vec<&'a Column>, QueryError> {
        let wanted: BTreeSet<&str> = match only {
            Some(only) => only.iter().map(String::as_str).collect(),
            None => self.names.iter().map(String::as_str).collect(),
        };
        columns(table, if only.is_some() { "columns" } else { "body" }, wanted)
    }
}

/// The columns of these names, in the table's order.
pub fn columns<'a>(
    table: &'a Table,
    field: &str,
    wanted: BTreeSet<&str>,
) -> Result<Vec<&'a Column>, QueryError> {
    if let Some(unknown) = wanted.iter().find(|name| table.column(name).is_none()) {
        let table = table.name.as_str();
        return Err(QueryError::new(
            Fault::NoColumn,
            field,
            format!("Could not find the '{unknown}' column of '{table}' in the schema cache"),
        ));
    }
    Ok(table.columns.iter().filter(|column| wanted.contains(column.name.as_str())).collect())
}

/// The original's clients send json columns as JSON inside a string: takes it out of the string.
pub fn unwrap_json_texts(table: &Table, text: &str) -> Result<String, QueryError> {
    if !table.columns.iter().any(Column::is_json) {
        return Ok(text.to_owned());
    }
    let mut row: BTreeMap<String, Box<RawValue>> =
        serde_json::from_str(text).map_err(|error| wrong(error.to_string()))?;
    for (name, value) in &mut row {
        if !table.column(name).is_some_and(Column::is_json) {
            continue;
        }
        if let Ok(inner) = serde_json::from_str::<String>(value.get())
            && let Ok(document) = RawValue::from_string(inner)
        {
            *value = document;
        }
    }
    serde_json::to_string(&row).map_err(|error| wrong(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::ident::Ident;

    fn table() -> Table {
        let column = |name: &str, cast: &str| Column::plain(Ident::existing(name).expect("a name"), cast);
        Table {
            name: Ident::existing("t").expect("a name"),
            exposed: true,
            partitioned: false,
            writes: Default::default(),
            anon_reads: false,
            users_read: false,
            columns: vec![column("id", "bigint"), column("doc", "jsonb"), column("n", "numeric")],
            key: vec!["id".into()],
        }
    }

    #[test]
    fn names_are_checked_and_ordered() {
        let table = table();
        let body = Body::parse(r#"[{"n":1},{"id":2,"n":1}]"#).expect("a good body");
        assert!(body.many && !body.uniform && body.rows == 2);
        let names =
            |columns: Vec<&Column>| columns.iter().map(|c| c.name.as_str()).collect::<Vec<_>>().join(",");
        assert_eq!(names(body.columns(&table, None).expect("known")), "id,n");
        assert_eq!(names(body.columns(&table, Some(&["doc".to_owned()])).expect("known")), "doc");
        assert_eq!(Body::parse_filled("{}").expect_err("empty").message, "Row data cannot be empty");
        let unknown = Body::parse(r#"{"x":1}"#).expect("JSON").columns(&table, None).expect_err("unknown");
        assert_eq!(unknown.fault, Fault::NoColumn);
        for text in ["", "1", "[1]", "{", "\"x\"", "{} {}"] {
            assert!(Body::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn json_texts_become_documents_and_digits_stay() {
        let text = r#"{"doc":"{\"a\":1.10}","n":1.000000000000000000001}"#;
        assert_eq!(
            unwrap_json_texts(&table(), text).expect("a good body"),
            r#"{"doc":{"a":1.10},"n":1.000000000000000000001}"#
        );
        let plain = r#"{"doc":"not json"}"#;
        assert_eq!(unwrap_json_texts(&table(), plain).expect("a good body"), plain);
    }
}
