//! Values between JSON and PostgreSQL's text format, without loss of a digit.

use super::array::{self, Element};
use serde_json::{Value, value::RawValue};
use std::fmt::Write as _;
use tokio_postgres::types::{Kind, Type};

/// How values of a type become JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// `true` or `false`.
    Bool,
    /// A JSON number with all digits; NaN and the infinities stay strings.
    Number,
    /// The document itself.
    Json,
    /// ISO 8601: a `T` between date and time, minutes in the offset.
    Time,
    /// A string.
    Text,
    /// A JSON array; the delimiter is the type's.
    Array(Box<Shape>, char),
}

impl Shape {
    /// Shape of a built-in type.
    pub fn of(kind: &Type) -> Self {
        match *kind {
            Type::BOOL => Shape::Bool,
            Type::INT2 | Type::INT4 | Type::INT8 | Type::OID => Shape::Number,
            Type::FLOAT4 | Type::FLOAT8 | Type::NUMERIC => Shape::Number,
            Type::JSON | Type::JSONB => Shape::Json,
            Type::TIMESTAMP | Type::TIMESTAMPTZ => Shape::Time,
            // Their text form has no braces.
            Type::INT2_VECTOR | Type::OID_VECTOR => Shape::Text,
            Type::BOX_ARRAY => Shape::Array(Box::new(Shape::Text), ';'),
            _ => match kind.kind() {
                Kind::Array(element) => Shape::Array(Box::new(Shape::of(element)), ','),
                _ => Shape::Text,
            },
        }
    }

    /// Appends the JSON of a value in text format.
    pub fn write(&self, value: Option<&str>, out: &mut String) {
        let Some(text) = value else { return out.push_str("null") };
        match self {
            Shape::Bool => out.push_str(if text == "t" { "true" } else { "false" }),
            Shape::Number | Shape::Json if is_json(text) => out.push_str(text),
            Shape::Time => string(&iso_time(text), out),
            Shape::Array(element, delimiter) => match array::parse(text, *delimiter) {
                Some(elements) => element.write_array(&elements, out),
                None => string(text, out),
            },
            Shape::Number | Shape::Json | Shape::Text => string(text, out),
        }
    }

    fn write_array(&self, elements: &[Element], out: &mut String) {
        out.push('[');
        for (at, element) in elements.iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            match element {
                Element::Null => out.push_str("null"),
                Element::Text(text) => self.write(Some(text), out),
                Element::Array(inner) => self.write_array(inner, out),
            }
        }
        out.push(']');
    }
}

fn is_json(text: &str) -> bool {
    serde_json::from_str::<&RawValue>(text).is_ok()
}

/// Appends a JSON string.
pub fn string(text: &str, out: &mut String) {
    // Writing to a String cannot fail.
    let _ = write!(out, "{}", Value::from(text));
}

/// `2026-01-02 03:04:05+00` as `2026-01-02T03:04:05+00:00`; other date styles and the infinities stay as they are.
fn iso_time(text: &str) -> String {
    let bytes = text.as_bytes();
    let iso = bytes.get(10) == Some(&b' ')
        && bytes.iter().take(10).enumerate().all(|(at, b)| match at {
            4 | 7 => *b == b'-',
            _ => b.is_ascii_digit(),
        });
    if !iso {
        return text.to_owned();
    }
    let mut text = text.replacen(' ', "T", 1);
    let length = text.len();
    if matches!(text.as_bytes().get(length.saturating_sub(3)), Some(b'+' | b'-')) {
        text.push_str(":00");
    }
    text
}

/// A parameter in text format for a parameter of type `kind`: strings as they are, null as NULL, arrays as
/// array literals where the type is one, everything else as its JSON text.
pub fn param(value: &RawValue, kind: u32) -> Option<String> {
    let json = value.get();
    match serde_json::from_str(json) {
        Ok(Value::Null) => None,
        Ok(Value::String(text)) => Some(text),
        Ok(Value::Array(_)) if takes_array(kind) => Some(array::write(&elements(json))),
        _ => Some(json.to_owned()),
    }
}

fn takes_array(kind: u32) -> bool {
    // Types that are not built in have arrays as well.
    Type::from_oid(kind).is_none_or(|kind| matches!(kind.kind(), Kind::Array(_)))
}

fn elements(json: &str) -> Vec<Element> {
    let values: Vec<&RawValue> = serde_json::from_str(json).unwrap_or_default();
    let element = |value: &&RawValue| match serde_json::from_str(value.get()) {
        Ok(Value::Null) => Element::Null,
        Ok(Value::String(text)) => Element::Text(text),
        Ok(Value::Array(_)) => Element::Array(elements(value.get())),
        _ => Element::Text(value.get().to_owned()),
    };
    values.iter().map(element).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(kind: &Type, text: &str) -> String {
        let mut out = String::new();
        Shape::of(kind).write(Some(text), &mut out);
        out
    }

    #[test]
    fn values_keep_every_digit() {
        for (kind, text, expected) in [
            (Type::NUMERIC, "1.0000000000000000000010", "1.0000000000000000000010"),
            (Type::NUMERIC, "NaN", "\"NaN\""),
            (Type::FLOAT8, "-Infinity", "\"-Infinity\""),
            (Type::FLOAT8, "1e+20", "1e+20"),
            (Type::INT8, "9007199254740993", "9007199254740993"),
            (Type::BOOL, "t", "true"),
            (Type::JSONB, "{\"a\": 1}", "{\"a\": 1}"),
            (Type::BYTEA, "\\x00ff", "\"\\\\x00ff\""),
            (Type::TEXT, "1", "\"1\""),
            (Type::TIMESTAMPTZ, "2026-01-02 03:04:05.6+00", "\"2026-01-02T03:04:05.6+00:00\""),
            (Type::TIMESTAMPTZ, "2026-01-02 03:04:05+05:30", "\"2026-01-02T03:04:05+05:30\""),
            (Type::TIMESTAMP, "infinity", "\"infinity\""),
            (Type::TIMESTAMP, "0044-03-15 00:00:00 BC", "\"0044-03-15T00:00:00 BC\""),
            (Type::INT4_ARRAY, "{{1,2},{3,NULL}}", "[[1,2],[3,null]]"),
            (Type::TEXT_ARRAY, "{\"a,b\",NULL,c}", "[\"a,b\",null,\"c\"]"),
            (Type::NUMERIC_ARRAY, "{1.10,NaN}", "[1.10,\"NaN\"]"),
            (Type::INT4_ARRAY, "[0:1]={1,2}", "\"[0:1]={1,2}\""),
        ] {
            assert_eq!(json(&kind, text), expected);
        }
    }

    #[test]
    fn parameters_keep_theirs() {
        let of = |json: &str, kind: &Type| {
            let raw: Box<RawValue> = serde_json::from_str(json).expect("JSON");
            param(&raw, kind.oid())
        };
        assert_eq!(
            of("1.0000000000000000000010", &Type::NUMERIC).as_deref(),
            Some("1.0000000000000000000010")
        );
        assert_eq!(of("null", &Type::TEXT), None);
        assert_eq!(of("\"a\\n\"", &Type::TEXT).as_deref(), Some("a\n"));
        assert_eq!(of("[1, [2]]", &Type::JSONB).as_deref(), Some("[1, [2]]"));
        assert_eq!(
            of("[1, null, \"a\\\"b\"]", &Type::TEXT_ARRAY).as_deref(),
            Some("{\"1\",NULL,\"a\\\"b\"}")
        );
    }
}
