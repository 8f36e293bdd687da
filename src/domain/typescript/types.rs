//! PostgreSQL types in TypeScript, as their values look in JSON.

use super::Schema;

/// The TypeScript type of values of a PostgreSQL type.
pub fn type_of(schema: &Schema, type_name: &str) -> String {
    if let Some(element) = type_name.strip_suffix("[]") {
        let element = type_of(schema, element);
        return if element.contains(' ') { format!("({element})[]") } else { format!("{element}[]") };
    }
    let base = type_name.split('(').next().unwrap_or(type_name).trim();
    match base {
        "smallint" | "integer" | "bigint" | "real" | "double precision" | "numeric" | "oid" => "number",
        "boolean" => "boolean",
        "json" | "jsonb" => "Json",
        "void" => "undefined",
        "record" => "Record<string, unknown>",
        _ => return named(schema, base),
    }
    .to_owned()
}

fn named(schema: &Schema, base: &str) -> String {
    let name = base.strip_prefix("public.").map(unquoted);
    match name.and_then(|name| schema.enums.iter().find(|kind| kind.name == name)) {
        Some(kind) => format!("Database[\"public\"][\"Enums\"][{}]", literal(&kind.name)),
        // Domains and composite types may be anything; all other values are texts in JSON.
        None if base.starts_with("public.") => "unknown".into(),
        None => "string".into(),
    }
}

fn unquoted(name: &str) -> String {
    match name.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(inside) => inside.replace("\"\"", "\""),
        None => name.to_owned(),
    }
}

/// A string literal.
pub fn literal(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A member's name, quoted where it has to be.
pub fn key(name: &str) -> String {
    let mut characters = name.chars();
    let plain = characters.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && characters.all(|c| c.is_ascii_alphanumeric() || c == '_');
    if plain { name.to_owned() } else { literal(name) }
}

#[cfg(test)]
mod tests {
    use super::{super::Enum, *};

    #[test]
    fn types_of_values() {
        let schema = Schema {
            enums: vec![Enum { name: "Mood".into(), values: vec!["ok".into()] }],
            ..Schema::default()
        };
        for (sql, expected) in [
            ("numeric(10,2)", "number"),
            ("character varying(50)", "string"),
            ("timestamp(3) with time zone", "string"),
            ("jsonb[]", "Json[]"),
            ("public.\"Mood\"[]", "Database[\"public\"][\"Enums\"][\"Mood\"][]"),
            ("public.money_range", "unknown"),
            ("bytea", "string"),
        ] {
            assert_eq!(type_of(&schema, sql), expected, "{sql}");
        }
        assert_eq!(
            (key("a_1"), key("1a"), key("a\"b")),
            ("a_1".into(), "\"1a\"".into(), "\"a\\\"b\"".into())
        );
    }
}
