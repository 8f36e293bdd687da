//! Reading a filter's text.

use super::{Condition, FilterError, Test};
use regex::{Regex, RegexBuilder};

/// Bytes that a compiled pattern may take; patterns come from clients.
const PATTERN_SIZE: usize = 64 * 1024;

pub(super) fn conditions(text: &str) -> Result<Vec<Condition>, FilterError> {
    if text.is_empty() {
        return Ok(Vec::new());
    }
    split(text).into_iter().map(condition).collect()
}

/// Splits at commas outside parentheses and double quotes.
fn split(text: &str) -> Vec<&str> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0usize);
    let (mut quoted, mut escaped) = (false, false);
    for (at, character) in text.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if quoted => {}
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
    let (negated, rest) = rest.strip_prefix("not.").map_or((false, rest), |rest| (true, rest));
    let (operator, value) = rest.split_once('.').ok_or(FilterError::Form)?;
    let column = unquoted(column.trim());
    if column.is_empty() {
        return Err(FilterError::Form);
    }
    Ok(Condition { column, negated, test: test(operator, value)? })
}

fn test(operator: &str, value: &str) -> Result<Test, FilterError> {
    // Less, equal, greater.
    let ordered = |passes| Ok(Test::Ordered(unquoted(value), passes));
    match operator {
        "eq" => Ok(Test::Equal(unquoted(value))),
        "neq" => Ok(Test::Unequal(unquoted(value))),
        "lt" => ordered([true, false, false]),
        "lte" => ordered([true, true, false]),
        "gt" => ordered([false, false, true]),
        "gte" => ordered([false, true, true]),
        "in" => {
            let list =
                value.strip_prefix('(').and_then(|list| list.strip_suffix(')')).ok_or(FilterError::Form)?;
            Ok(Test::In(split(list).into_iter().map(|item| unquoted(item.trim())).collect()))
        }
        "like" => pattern(&like(&unquoted(value)), false),
        "ilike" => pattern(&like(&unquoted(value)), true),
        "match" => pattern(&unquoted(value), false),
        "imatch" => pattern(&unquoted(value), true),
        "is" => match value.to_ascii_lowercase().as_str() {
            "null" | "unknown" => Ok(Test::Is(None)),
            "true" => Ok(Test::Is(Some(true))),
            "false" => Ok(Test::Is(Some(false))),
            _ => Err(FilterError::Is(value.to_owned())),
        },
        "isdistinct" => Ok(Test::Distinct((value != "null").then(|| unquoted(value)))),
        other => Err(FilterError::Operator(other.to_owned())),
    }
}

/// The content of a quoted value, with its backslashes resolved; any other value as it is.
fn unquoted(value: &str) -> String {
    let Some(inner) = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')) else {
        return value.to_owned();
    };
    let (mut text, mut escaped) = (String::with_capacity(inner.len()), false);
    for character in inner.chars() {
        if character == '\\' && !escaped {
            escaped = true;
        } else {
            text.push(character);
            escaped = false;
        }
    }
    text
}

/// The regular expression of a LIKE pattern: `%` any text, `_` any character, backslash before a literal one.
fn like(pattern: &str) -> String {
    let (mut expression, mut escaped) = (String::from("(?s)^"), false);
    for character in pattern.chars() {
        match character {
            '\\' if !escaped => escaped = true,
            '%' if !escaped => expression.push_str(".*"),
            '_' if !escaped => expression.push('.'),
            _ => {
                expression.push_str(&regex::escape(character.encode_utf8(&mut [0; 4])));
                escaped = false;
            }
        }
    }
    expression.push('$');
    expression
}

fn pattern(text: &str, fold_case: bool) -> Result<Test, FilterError> {
    let built: Result<Regex, _> =
        RegexBuilder::new(text).case_insensitive(fold_case).size_limit(PATTERN_SIZE).build();
    built.map(Test::Matches).map_err(|_| FilterError::Pattern(text.to_owned()))
}
