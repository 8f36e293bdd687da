//! Filters of a subscription, as realtime-js sends them: `column=operator.value`, joined by commas that mean AND; `not.`
//! before an operator turns it round; a value in double quotes may hold anything. Null passes as little as in SQL.

mod compare;
mod parse;

use compare::compare;
use regex::Regex;
use serde_json::{Map, Value};
use std::{
    cmp::Ordering,
    hash::{Hash, Hasher},
};

/// Why a filter is not understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FilterError {
    /// Not of the form `column=op.value`.
    #[error("filter must have the form column=operator.value")]
    Form,
    /// Not one of the operators.
    #[error(
        "filter operator {0} is not one of eq, neq, lt, lte, gt, gte, in, like, ilike, is, match, imatch, isdistinct"
    )]
    Operator(String),
    /// `is` knows only these.
    #[error("filter operator is takes null, true, false or unknown, not {0}")]
    Is(String),
    /// Not a regular expression, or one that would take too much memory.
    #[error("filter pattern {0} is not a regular expression")]
    Pattern(String),
}

#[derive(Debug, Clone)]
enum Test {
    Equal(String),
    Unequal(String),
    /// Passes when less, equal, greater.
    Ordered(String, [bool; 3]),
    In(Vec<String>),
    Matches(Regex),
    Is(Option<bool>),
    /// `None` is null.
    Distinct(Option<String>),
}

#[derive(Debug, Clone)]
struct Condition {
    column: String,
    negated: bool,
    test: Test,
}

/// A parsed filter; empty admits every row. Filters are equal when their texts are.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    text: String,
    conditions: Vec<Condition>,
}

impl PartialEq for Filter {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Filter {}

impl Hash for Filter {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl Filter {
    /// Parses the text of a join.
    pub fn parse(text: &str) -> Result<Self, FilterError> {
        Ok(Filter { text: text.to_owned(), conditions: parse::conditions(text)? })
    }

    /// Whether every row passes.
    pub fn is_empty(&self) -> bool {
        self.conditions.is_empty()
    }

    /// Whether the row passes. A column that the row does not have lets nothing pass, turned round or not.
    pub fn admits(&self, row: &Map<String, Value>) -> bool {
        self.conditions.iter().all(|condition| {
            let tested = row.get(&condition.column).and_then(|value| condition.test.admits(value));
            tested.is_some_and(|passes| passes != condition.negated)
        })
    }
}

impl Test {
    /// `None` where SQL would say null.
    fn admits(&self, value: &Value) -> Option<bool> {
        match (self, value) {
            (Test::Is(None), _) => return Some(value.is_null()),
            (Test::Is(wanted), Value::Bool(on)) => return Some(*wanted == Some(*on)),
            (Test::Is(_), _) => return Some(false),
            (Test::Distinct(None), _) => return Some(!value.is_null()),
            (Test::Distinct(Some(_)), Value::Null) => return Some(true),
            (_, Value::Null) => return None,
            _ => {}
        }
        Some(match self {
            Test::Equal(wanted) => compare(value, wanted) == Ordering::Equal,
            Test::Unequal(wanted) | Test::Distinct(Some(wanted)) => compare(value, wanted) != Ordering::Equal,
            Test::In(wanted) => wanted.iter().any(|wanted| compare(value, wanted) == Ordering::Equal),
            Test::Ordered(wanted, [less, equal, greater]) => match compare(value, wanted) {
                Ordering::Less => *less,
                Ordering::Equal => *equal,
                Ordering::Greater => *greater,
            },
            Test::Matches(pattern) => match value {
                Value::String(text) => pattern.is_match(text),
                other => pattern.is_match(&other.to_string()),
            },
            Test::Is(_) | Test::Distinct(None) => return None,
        })
    }
}

#[cfg(test)]
mod tests;
