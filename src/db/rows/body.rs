//! Bodies of row writes: only their member names are looked at, values go to Postgres as they are.

use super::super::catalog::{Column, TableInfo};
use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, MapAccess, Visitor},
};
use serde_json::value::RawValue;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

/// A checked body.
#[derive(Debug)]
pub struct Body<'a> {
    /// Columns that are present, in the table's order.
    pub columns: Vec<&'a Column>,
    /// Whether it is an array of rows.
    pub many: bool,
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

impl<'a> Body<'a> {
    /// Reads the names and finds their columns; the error is for the caller.
    pub fn parse(table: &'a TableInfo, text: &str) -> Result<Self, String> {
        let many = text.trim_start().starts_with('[');
        let rows: Vec<Names> =
            if many { serde_json::from_str(text) } else { serde_json::from_str(text).map(|row| vec![row]) }
                .map_err(|error| format!("body: {error}"))?;
        if rows.is_empty() || rows.iter().any(|Names(names)| names.is_empty()) {
            return Err("Row data cannot be empty".to_owned());
        }
        let names: BTreeSet<String> = rows.into_iter().flat_map(|Names(names)| names).collect();
        if let Some(unknown) = names.iter().find(|name| table.column(name).is_none()) {
            return Err(format!("column \"{unknown}\" does not exist"));
        }
        let columns = table.columns.iter().filter(|c| names.contains(c.name.as_str())).collect();
        Ok(Body { columns, many })
    }
}

/// The original's clients send json columns as JSON inside a string: takes it out of the string.
pub fn unwrap_json_texts(table: &TableInfo, text: &str) -> Result<String, String> {
    if !table.columns.iter().any(Column::is_json) {
        return Ok(text.to_owned());
    }
    let mut row: BTreeMap<String, Box<RawValue>> =
        serde_json::from_str(text).map_err(|error| format!("body: {error}"))?;
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
    serde_json::to_string(&row).map_err(|error| format!("body: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::ident::Ident;

    fn table() -> TableInfo {
        let column = |name: &str, cast: &str| Column {
            name: Ident::existing(name).expect("a name"),
            cast: cast.into(),
            has_default: false,
        };
        TableInfo {
            name: Ident::existing("t").expect("a name"),
            exposed: true,
            columns: vec![column("id", "bigint"), column("doc", "jsonb"), column("n", "numeric")],
            key: vec!["id".into()],
        }
    }

    #[test]
    fn names_are_checked_and_ordered() {
        let table = table();
        let body = Body::parse(&table, r#"[{"n":1},{"id":2,"n":1}]"#).expect("a good body");
        assert!(body.many);
        assert_eq!(body.columns.iter().map(|c| c.name.as_str()).collect::<Vec<_>>(), ["id", "n"]);
        assert_eq!(Body::parse(&table, "{}").expect_err("empty"), "Row data cannot be empty");
        assert_eq!(Body::parse(&table, r#"{"x":1}"#).expect_err("unknown"), "column \"x\" does not exist");
        for text in ["", "1", "[1]", "[]", "[{}]", "{", "\"x\""] {
            assert!(Body::parse(&table, text).is_err(), "{text}");
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
