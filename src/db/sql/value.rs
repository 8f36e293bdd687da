//! Values between JSON and PostgreSQL's text format.

use bytes::BytesMut;
use serde_json::{Value, value::RawValue};
use std::error::Error;
use tokio_postgres::types::{Format, IsNull, ToSql, Type};

/// A parameter in text format, which every type reads.
#[derive(Debug)]
pub struct TextParam(Option<String>);

impl TextParam {
    /// Strings as they are, null as NULL, everything else as its JSON text.
    pub fn of(value: &Value) -> Self {
        TextParam(match value {
            Value::Null => None,
            Value::String(text) => Some(text.clone()),
            other => Some(other.to_string()),
        })
    }
}

impl ToSql for TextParam {
    fn to_sql(&self, _: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        Ok(match &self.0 {
            None => IsNull::Yes,
            Some(text) => {
                out.extend_from_slice(text.as_bytes());
                IsNull::No
            }
        })
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    fn encode_format(&self, _: &Type) -> Format {
        Format::Text
    }

    tokio_postgres::types::to_sql_checked!();
}

/// JSON of a value in text format; what is no JSON number, boolean or document is a string.
pub fn json_value(kind: Option<&Type>, value: Option<&str>) -> String {
    let Some(text) = value else { return "null".to_owned() };
    let kind = kind.unwrap_or(&Type::TEXT);
    let raw = || serde_json::from_str::<&RawValue>(text).is_ok().then(|| text.to_owned());
    let native = match *kind {
        Type::BOOL => Some(if text == "t" { "true" } else { "false" }.to_owned()),
        // NaN and Infinity are no JSON numbers and stay strings.
        Type::INT2 | Type::INT4 | Type::INT8 | Type::OID | Type::FLOAT4 | Type::FLOAT8 | Type::NUMERIC => {
            raw()
        }
        Type::JSON | Type::JSONB => raw(),
        _ => None,
    };
    native.unwrap_or_else(|| Value::from(text).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_keep_every_digit() {
        for (kind, text, json) in [
            (Type::NUMERIC, "1.0000000000000000000010", "1.0000000000000000000010"),
            (Type::NUMERIC, "NaN", "\"NaN\""),
            (Type::INT8, "9007199254740993", "9007199254740993"),
            (Type::BOOL, "t", "true"),
            (Type::JSONB, "{\"a\": 1}", "{\"a\": 1}"),
            (Type::BYTEA, "\\x00ff", "\"\\\\x00ff\""),
            (Type::TEXT, "1", "\"1\""),
        ] {
            assert_eq!(json_value(Some(&kind), Some(text)), json);
        }
        assert_eq!(json_value(None, None), "null");
    }
}
