//! Column defaults from users: literals, or functions from a fixed list.

use serde_json::Value;

/// Functions a default may call, as written by users and as written into DDL.
const FUNCTIONS: [(&str, &str); 13] = [
    ("now()", "now()"),
    ("current_timestamp", "CURRENT_TIMESTAMP"),
    ("current_timestamp()", "CURRENT_TIMESTAMP"),
    ("current_date", "CURRENT_DATE"),
    ("current_time", "CURRENT_TIME"),
    ("localtimestamp", "LOCALTIMESTAMP"),
    ("gen_random_uuid()", "gen_random_uuid()"),
    ("uuid_generate_v4()", "gen_random_uuid()"),
    ("uuid_v7()", "selfdb.uuid_v7()"),
    ("uuidv7()", "selfdb.uuid_v7()"),
    ("selfdb.uuid_v7()", "selfdb.uuid_v7()"),
    ("auth.uid()", "auth.uid()"),
    ("uid()", "auth.uid()"),
];

/// The expression for DDL: a literal cast to the column's type or an allowed function.
/// `Ok(None)` stands for no default.
pub fn default_sql(value: &Value, column_type: &str) -> Result<Option<String>, String> {
    let literal = |text: &str| Ok(Some(format!("{}::{column_type}", quote_literal(text))));
    match value {
        Value::Null => Ok(None),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => literal(&value.to_string()),
        Value::String(text) if text.contains('\0') => {
            Err("a default cannot hold the character NUL".to_owned())
        }
        Value::String(text) => {
            let trimmed = text.trim();
            let lower = trimmed.to_ascii_lowercase();
            if lower == "null" {
                return Ok(None);
            }
            if let Some((_, sql)) = FUNCTIONS.iter().find(|(name, _)| *name == lower) {
                return Ok(Some((*sql).to_owned()));
            }
            if let Some(inner) = unquote(trimmed) {
                return literal(&inner);
            }
            if looks_like_call(trimmed) {
                return Err(format!("function {trimmed} is not allowed as a default"));
            }
            literal(text)
        }
    }
}

/// The text inside a plain SQL string literal.
fn unquote(text: &str) -> Option<String> {
    let inner = text.strip_prefix('\'')?.strip_suffix('\'')?;
    let plain = inner.replace("''", "");
    (!plain.contains('\'')).then(|| inner.replace("''", "'"))
}

fn looks_like_call(text: &str) -> bool {
    let Some((name, _)) = text.split_once('(') else { return false };
    text.ends_with(')')
        && !name.is_empty()
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '"'))
}

/// A string literal that reads the same whatever `standard_conforming_strings` says.
pub fn quote_literal(text: &str) -> String {
    let quoted = text.replace('\'', "''");
    if quoted.contains('\\') {
        format!(" E'{}'", quoted.replace('\\', "\\\\"))
    } else {
        format!("'{quoted}'")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn sql(value: Value) -> Option<String> {
        default_sql(&value, "text").expect("an allowed default")
    }

    #[test]
    fn literals_are_quoted() {
        assert_eq!(sql(json!(5)), Some("'5'::text".into()));
        assert_eq!(sql(json!("it's")), Some("'it''s'::text".into()));
        assert_eq!(sql(json!("'it''s'")), Some("'it''s'::text".into()));
        assert_eq!(sql(json!("a\\b")), Some(" E'a\\\\b'::text".into()));
        assert_eq!(sql(json!("x'); DROP TABLE t; --")), Some("'x''); DROP TABLE t; --'::text".into()));
        assert_eq!(
            sql(json!("'a' || (select 1) || 'b'")),
            Some("'''a'' || (select 1) || ''b'''::text".into())
        );
        assert_eq!(sql(Value::Null), None);
    }

    #[test]
    fn only_listed_functions_are_calls() {
        assert_eq!(sql(json!("NOW()")), Some("now()".into()));
        assert_eq!(sql(json!("uuid_v7()")), Some("selfdb.uuid_v7()".into()));
        assert!(default_sql(&json!("pg_read_file('/etc/passwd')"), "text").is_err());
        assert!(default_sql(&json!("pg_sleep(10)"), "text").is_err());
    }
}
