//! Operations of a transaction as they are sent, and their references to earlier results.

use crate::db::query::{Fault, QueryError};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// Operations, in the order in which they run.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TransactionIn {
    /// At least one, at most 100.
    pub operations: Vec<OperationIn>,
}

/// What an operation does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Inserts `values` into `table`.
    Insert,
    /// Sets `values` in the rows of `table` that `where` names.
    Update,
    /// Deletes the rows of `table` that `where` names.
    Delete,
    /// Calls `function` with `args`.
    Rpc,
}

/// One operation. A member `{"$ref": "0.id"}` in `values`, `args` or `where` stands for column `id` of the first row of
/// operation 0; `"0.2.id"` for that of its third row; `"0"` for the value that a function has returned.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OperationIn {
    /// What is done.
    pub op: Kind,
    /// Table of insert, update and delete.
    pub table: Option<String>,
    /// Function of rpc.
    pub function: Option<String>,
    /// A row, or for insert an array of rows.
    #[schema(value_type = Option<serde_json::Value>)]
    pub values: Option<Box<RawValue>>,
    /// Arguments by name.
    #[schema(value_type = Option<serde_json::Value>)]
    pub args: Option<Box<RawValue>>,
    /// Filters by column, `{"id": "eq.5"}`; `and` and `or` work too.
    #[schema(value_type = Option<serde_json::Value>)]
    pub r#where: Option<BTreeMap<String, Box<RawValue>>>,
    /// Columns that are answered.
    pub select: Option<String>,
    /// Columns of a unique constraint, for an upsert; the key by default.
    pub on_conflict: Option<String>,
    /// `merge` or `ignore`: what an insert does about rows that are there.
    pub resolution: Option<ResolutionIn>,
    /// Number of rows that must be affected.
    pub expect: Option<i64>,
}

/// What an insert does about rows that are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum ResolutionIn {
    /// They get the new values.
    Merge,
    /// They stay as they are.
    Ignore,
}

/// What an operation came to.
#[derive(Debug)]
pub enum Outcome {
    /// Rows as JSON objects.
    Rows(Vec<String>),
    /// What a function has returned, as JSON.
    Value(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reference {
    #[serde(rename = "$ref")]
    to: String,
}

fn wrong(field: &str, message: impl Into<String>) -> QueryError {
    QueryError::new(Fault::Body, field, message)
}

/// The object or objects with their references replaced.
pub fn resolved(field: &str, json: &RawValue, earlier: &[Outcome]) -> Result<String, QueryError> {
    let text = json.get();
    if !text.contains("$ref") {
        return Ok(text.to_owned());
    }
    type Members = BTreeMap<String, Box<RawValue>>;
    let not_json = |error: serde_json::Error| wrong(field, error.to_string());
    let replaced = |members: Members| -> Result<Members, QueryError> {
        members.into_iter().map(|(name, value)| Ok((name, value_of(field, value, earlier)?))).collect()
    };
    if text.trim_start().starts_with('[') {
        let rows: Vec<Members> = serde_json::from_str(text).map_err(not_json)?;
        let rows: Vec<Members> = rows.into_iter().map(replaced).collect::<Result<_, _>>()?;
        return serde_json::to_string(&rows).map_err(not_json);
    }
    serde_json::to_string(&replaced(serde_json::from_str(text).map_err(not_json)?)?).map_err(not_json)
}

/// A member, or what it refers to.
fn value_of(field: &str, value: Box<RawValue>, earlier: &[Outcome]) -> Result<Box<RawValue>, QueryError> {
    match serde_json::from_str::<Reference>(value.get()) {
        Ok(reference) => referred(field, &reference.to, earlier),
        Err(_) => Ok(value),
    }
}

fn referred(field: &str, to: &str, earlier: &[Outcome]) -> Result<Box<RawValue>, QueryError> {
    let missing =
        || wrong(field, format!("$ref \"{to}\" names nothing that an earlier operation has returned"));
    let mut parts = to.splitn(2, '.');
    let number: usize = parts.next().and_then(|number| number.parse().ok()).ok_or_else(missing)?;
    let rest = parts.next();
    let raw = match (earlier.get(number).ok_or_else(missing)?, rest) {
        (Outcome::Value(json), None) => json.clone(),
        (Outcome::Value(json), Some(column)) => member(json, column).ok_or_else(missing)?,
        (Outcome::Rows(_), None) => return Err(missing()),
        (Outcome::Rows(rows), Some(rest)) => {
            let (row, column) = match rest.split_once('.') {
                Some((row, column)) if row.bytes().all(|byte| byte.is_ascii_digit()) => {
                    (row.parse().ok().and_then(|row: usize| rows.get(row)), column)
                }
                _ => (rows.first(), rest),
            };
            member(row.ok_or_else(missing)?, column).ok_or_else(missing)?
        }
    };
    RawValue::from_string(raw).map_err(|_| missing())
}

fn member(row: &str, column: &str) -> Option<String> {
    let mut row: BTreeMap<String, Box<RawValue>> = serde_json::from_str(row).ok()?;
    row.remove(column).map(|value| value.get().to_owned())
}

/// Filters as members of a query string. A reference is a comparison for equality.
pub fn filters(
    conditions: &BTreeMap<String, Box<RawValue>>,
    earlier: &[Outcome],
) -> Result<Vec<(String, String)>, QueryError> {
    conditions
        .iter()
        .map(|(name, value)| {
            if let Ok(reference) = serde_json::from_str::<Reference>(value.get()) {
                let value = referred("where", &reference.to, earlier)?;
                let text =
                    serde_json::from_str::<String>(value.get()).unwrap_or_else(|_| value.get().to_owned());
                return Ok((
                    name.clone(),
                    if text == "null" { "is.null".into() } else { format!("eq.{text}") },
                ));
            }
            let filter = serde_json::from_str::<String>(value.get())
                .map_err(|_| wrong("where", format!("{name}: a filter is a text such as \"eq.5\"")))?;
            Ok((name.clone(), filter))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(text: &str) -> Box<RawValue> {
        RawValue::from_string(text.to_owned()).expect("JSON")
    }

    #[test]
    fn references_are_replaced_and_digits_stay() {
        let earlier = [
            Outcome::Rows(vec![r#"{"id":1.10}"#.into(), r#"{"id":"x","n":null}"#.into()]),
            Outcome::Value("7".into()),
        ];
        let values = raw(
            r#"[{"a":{"$ref":"0.id"},"n":1.000000000000000000001},{"a":{"$ref":"0.1.id"},"b":{"$ref":"1"},"c":{"d":1}}]"#,
        );
        assert_eq!(
            resolved("values", &values, &earlier).expect("good"),
            r#"[{"a":1.10,"n":1.000000000000000000001},{"a":"x","b":7,"c":{"d":1}}]"#
        );
        for missing in ["2.id", "0", "0.nothing", "0.9.id", "x", "", "-1.id"] {
            let values = raw(&format!(r#"{{"a":{{"$ref":"{missing}"}}}}"#));
            assert!(resolved("values", &values, &earlier).is_err(), "{missing}");
        }
        let conditions: BTreeMap<String, Box<RawValue>> = [
            ("id".to_owned(), raw(r#"{"$ref":"0.1.id"}"#)),
            ("n".to_owned(), raw(r#"{"$ref":"0.1.n"}"#)),
            ("z".to_owned(), raw("\"gt.5\"")),
        ]
        .into();
        let filters = filters(&conditions, &earlier).expect("good");
        let expected = [("id", "eq.x"), ("n", "is.null"), ("z", "gt.5")];
        assert_eq!(filters, expected.map(|(n, v)| (n.to_owned(), v.to_owned())));
    }
}
