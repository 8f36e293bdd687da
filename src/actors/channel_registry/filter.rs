//! Filters of a subscription: `column=op.value`, joined by commas that mean AND.

use serde_json::Value;
use std::cmp::Ordering;

/// Why a filter is not understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FilterError {
    /// Not of the form `column=op.value`.
    #[error("filter must have the form column=operator.value")]
    Form,
    /// Not one of the operators.
    #[error("filter operator {0} is not one of eq, neq, lt, lte, gt, gte, in")]
    Operator(String),
}

#[derive(Debug, Clone, PartialEq)]
enum Test {
    Equal(String),
    Unequal(String),
    Ordered(String, [bool; 3]),
    In(Vec<String>),
}

#[derive(Debug, Clone, PartialEq)]
struct Condition {
    column: String,
    test: Test,
}

/// A parsed filter; empty admits every row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter(Vec<Condition>);

impl Filter {
    /// Parses the text of a join.
    pub fn parse(text: &str) -> Result<Self, FilterError> {
        if text.is_empty() {
            return Ok(Filter::default());
        }
        split(text).into_iter().map(condition).collect::<Result<_, _>>().map(Filter)
    }

    /// Whether the row (JSON text) passes. A missing or null column passes nothing, as in SQL.
    pub fn admits(&self, row: &str) -> bool {
        if self.0.is_empty() {
            return true;
        }
        let Ok(row) = serde_json::from_str::<Value>(row) else { return false };
        self.0.iter().all(|condition| match row.get(&condition.column) {
            None | Some(Value::Null) => false,
            Some(value) => condition.test.admits(value),
        })
    }
}

/// Splits at commas outside parentheses.
fn split(text: &str) -> Vec<&str> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0usize);
    for (at, character) in text.char_indices() {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                parts.extend(text.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.extend(text.get(start..));
    parts
}

fn condition(text: &str) -> Result<Condition, FilterError> {
    let (column, rest) = text.split_once('=').ok_or(FilterError::Form)?;
    let (operator, value) = rest.split_once('.').ok_or(FilterError::Form)?;
    if column.is_empty() {
        return Err(FilterError::Form);
    }
    let value = value.to_owned();
    // Less, equal, greater.
    let test = match operator {
        "eq" => Test::Equal(value),
        "neq" => Test::Unequal(value),
        "lt" => Test::Ordered(value, [true, false, false]),
        "lte" => Test::Ordered(value, [true, true, false]),
        "gt" => Test::Ordered(value, [false, false, true]),
        "gte" => Test::Ordered(value, [false, true, true]),
        "in" => {
            let list =
                value.strip_prefix('(').and_then(|list| list.strip_suffix(')')).ok_or(FilterError::Form)?;
            Test::In(list.split(',').map(|item| item.trim().trim_matches('"').to_owned()).collect())
        }
        other => return Err(FilterError::Operator(other.to_owned())),
    };
    Ok(Condition { column: column.to_owned(), test })
}

impl Test {
    fn admits(&self, value: &Value) -> bool {
        match self {
            Test::Equal(wanted) => compare(value, wanted) == Ordering::Equal,
            Test::Unequal(wanted) => compare(value, wanted) != Ordering::Equal,
            Test::In(wanted) => wanted.iter().any(|wanted| compare(value, wanted) == Ordering::Equal),
            Test::Ordered(wanted, [less, equal, greater]) => match compare(value, wanted) {
                Ordering::Less => *less,
                Ordering::Equal => *equal,
                Ordering::Greater => *greater,
            },
        }
    }
}

/// Numbers by value, everything else by its text.
fn compare(value: &Value, wanted: &str) -> Ordering {
    if let (Some(integer), Ok(wanted)) = (value.as_i64(), wanted.parse::<i64>()) {
        return integer.cmp(&wanted);
    }
    if let (Some(number), Ok(wanted)) = (value.as_f64(), wanted.parse::<f64>()) {
        return number.total_cmp(&wanted);
    }
    match value {
        Value::String(text) => text.as_str().cmp(wanted),
        other => other.to_string().as_str().cmp(wanted),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_compare_numbers_by_value_and_text_by_text() {
        let row = r#"{"id": 10, "name": "bo", "big": 9007199254740993, "none": null, "on": true}"#;
        for (filter, passes) in [
            ("", true),
            ("id=eq.10", true),
            ("id=gt.9", true),
            ("id=lt.9", false),
            ("id=lte.10,name=eq.bo", true),
            ("id=gte.11", false),
            ("name=neq.al", true),
            ("name=in.(al,bo)", true),
            ("id=in.(1,2)", false),
            ("big=eq.9007199254740993", true),
            ("big=eq.9007199254740992", false),
            ("none=eq.null", false),
            ("missing=neq.1", false),
            ("on=eq.true", true),
        ] {
            assert_eq!(Filter::parse(filter).expect("valid").admits(row), passes, "{filter}");
        }
    }

    #[test]
    fn what_is_no_filter_is_refused() {
        for text in ["id", "id=5", "=eq.5", "id=in.1,2"] {
            assert_eq!(Filter::parse(text), Err(FilterError::Form), "{text}");
        }
        assert_eq!(Filter::parse("id=like.x"), Err(FilterError::Operator("like".into())));
    }
}
