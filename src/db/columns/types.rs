//! Type names from users: parsed strictly, resolved by the catalogue, written by the database.

use crate::db::{ddl::Ddl, tables::TableError};
use tokio_postgres::types::Type;

/// A column type as `name(modifiers)[]`, split but not yet known to exist.
#[derive(Debug, PartialEq, Eq)]
pub struct TypeName {
    base: String,
    modifiers: Vec<i32>,
    array: bool,
}

/// A type that the catalogue knows, in the database's own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnType {
    /// Text for DDL.
    pub sql: String,
    /// Whether it was one of the serial kinds; the column becomes an identity column.
    pub serial: bool,
}

impl TypeName {
    /// Splits `text`; `None` when it is not of the form.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (text, array) = match text.strip_suffix("[]") {
            Some(element) => (element.trim_end(), true),
            None => (text, false),
        };
        let (base, modifiers) = match text.split_once('(') {
            Some((before, rest)) => {
                let (inside, after) = rest.split_once(')')?;
                let modifiers: Option<Vec<i32>> =
                    inside.split(',').map(|number| number.trim().parse().ok()).collect();
                (format!("{} {}", before.trim(), after.trim()), modifiers?)
            }
            None => (text.to_owned(), Vec::new()),
        };
        let words: Vec<&str> = base.split_whitespace().collect();
        let plain = |word: &&str| {
            !word.starts_with(|c: char| c.is_ascii_digit())
                && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        };
        let base = words.join(" ");
        (!words.is_empty() && words.len() <= 4 && base.len() <= 63 && words.iter().all(plain))
            .then_some(TypeName { base, modifiers, array })
    }

    fn serial(&self) -> Option<&'static str> {
        if self.array || !self.modifiers.is_empty() {
            return None;
        }
        match self.base.to_ascii_lowercase().as_str() {
            "smallserial" | "serial2" => Some("smallint"),
            "serial" | "serial4" => Some("integer"),
            "bigserial" | "serial8" => Some("bigint"),
            _ => None,
        }
    }

    /// Puts modifiers where PostgreSQL wants them: `timestamp(3) with time zone`.
    fn with_modifiers(&self, formatted: &str) -> String {
        let mut sql = formatted.to_owned();
        if !self.modifiers.is_empty() {
            let numbers = self.modifiers.iter().map(i32::to_string).collect::<Vec<_>>().join(",");
            let at = formatted.find(" with").unwrap_or(formatted.len());
            sql.insert_str(at, &format!("({numbers})"));
        }
        if self.array {
            sql.push_str("[]");
        }
        sql
    }

    /// Looks the type up; only types of PostgreSQL itself, enums and domains of schema public, and types of enabled
    /// extensions count.
    pub async fn resolve(&self, ddl: &Ddl) -> Result<ColumnType, TableError> {
        if let Some(integer) = self.serial() {
            return Ok(ColumnType { sql: integer.to_owned(), serial: true });
        }
        let known = ddl
            .query_opt(
                "SELECT format_type(t.oid, NULL)
                   FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
                  WHERE t.oid = pg_catalog.to_regtype($1)
                    AND (n.nspname = 'pg_catalog' AND t.typtype IN ('b', 'r', 'm')
                         OR n.nspname = 'public' AND t.typtype IN ('e', 'd')
                         OR n.nspname = 'extensions' AND t.typtype IN ('b', 'd'))",
                &[(&self.base, Type::TEXT)],
            )
            .await?;
        let row =
            known.ok_or_else(|| TableError::Invalid(format!("type \"{}\" does not exist", self.base)))?;
        Ok(ColumnType { sql: self.with_modifiers(row.get(0)), serial: false })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_types() {
        let name = TypeName::parse("numeric( 10, 2 )").expect("a type");
        assert_eq!(name.with_modifiers("numeric"), "numeric(10,2)");
        let name = TypeName::parse("TIMESTAMP (3) WITH TIME ZONE []").expect("a type");
        assert_eq!(name.base, "TIMESTAMP WITH TIME ZONE");
        assert_eq!(name.with_modifiers("timestamp with time zone"), "timestamp(3) with time zone[]");
        assert_eq!(TypeName::parse("bigserial").and_then(|t| t.serial()), Some("bigint"));
        assert!(TypeName::parse("double precision").is_some());
    }

    #[test]
    fn everything_else_is_refused() {
        for text in [
            "",
            "[]",
            "text; drop table x",
            "text default 'x' check (true)",
            "numeric(10,2",
            "numeric(a)",
            "numeric(1)(2)",
            "text)",
            "\"text\"",
            "public.mood",
            "text -- x",
            "text/**/",
            "int4[][]",
            "varchar(10) primary key not null x",
            "text COLLATE \"C\"",
        ] {
            assert_eq!(TypeName::parse(text), None, "{text}");
        }
    }
}
