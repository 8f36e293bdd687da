//! Conditions in SQL.

use super::{
    Planner,
    embed::{Embedded, presence},
    read::{Resource, column},
};
use crate::db::query::{
    QueryError, array_literal,
    ast::{Comparison, Condition, Filter, Quantifier, SearchKind, Test},
};

/// What is tested, and how values are made comparable to it.
struct Operand {
    sql: String,
    /// Type of the values.
    cast: String,
    /// Whether that type is an array.
    array: bool,
}

impl<'a> Planner<'a> {
    /// One condition on a resource; conditions on what is embedded in it test whether there is a related row.
    pub(crate) fn condition(
        &mut self,
        resource: &Resource<'_>,
        embedded: &mut [Embedded],
        condition: &Condition,
    ) -> Result<String, QueryError> {
        match condition {
            Condition::Group { negated, any, parts } => {
                let mut sql = Vec::new();
                for part in parts {
                    sql.push(self.condition(resource, embedded, part)?);
                }
                let joined = sql.join(if *any { " OR " } else { " AND " });
                Ok(format!("{}({joined})", if *negated { "NOT " } else { "" }))
            }
            Condition::Filter(filter) => {
                let sql = self.filter(resource, embedded, filter)?;
                Ok(if filter.negated { format!("NOT ({sql})") } else { sql })
            }
        }
    }

    fn filter(
        &mut self,
        resource: &Resource<'_>,
        embedded: &mut [Embedded],
        filter: &Filter,
    ) -> Result<String, QueryError> {
        let name = &filter.field.name;
        if filter.field.path.is_empty()
            && resource.table.column(name).is_none()
            && let Some(sql) = presence(embedded, name, &filter.test)
        {
            return sql;
        }
        let column = column(resource.table, name, name)?;
        let sql = self.path(&resource.alias, column, &filter.field);
        let operand = match filter.field.path.last() {
            None => Operand { sql, cast: column.cast.clone(), array: column.array },
            Some(step) if step.text => Operand { sql, cast: "text".to_owned(), array: false },
            Some(_) => Operand { sql: format!("{sql}::jsonb"), cast: "jsonb".to_owned(), array: false },
        };
        Ok(self.test(&operand, &filter.test))
    }

    fn test(&mut self, operand: &Operand, test: &Test) -> String {
        let Operand { sql, cast, array } = operand;
        match test {
            Test::Compare(comparison, quantifier, value) => {
                self.compare(operand, *comparison, *quantifier, value)
            }
            Test::Is(value) => format!("{sql} IS {}", value.sql()),
            Test::Distinct(value) => format!("{sql} IS DISTINCT FROM {}::{cast}", self.bind(value.as_str())),
            // An array of arrays would be flattened.
            Test::In(values) if *array => {
                let list: Vec<String> =
                    values.iter().map(|value| format!("{}::{cast}", self.bind(value.as_str()))).collect();
                if list.is_empty() { "false".to_owned() } else { format!("{sql} IN ({})", list.join(", ")) }
            }
            Test::In(values) => format!("{sql} = ANY ({}::{cast}[])", self.bind(array_literal(values))),
            Test::Search { kind, language, query } => self.search(operand, *kind, language.as_deref(), query),
        }
    }

    fn compare(
        &mut self,
        Operand { sql, cast, .. }: &Operand,
        comparison: Comparison,
        quantifier: Option<Quantifier>,
        value: &str,
    ) -> String {
        // The star stands for the percent sign, which is awkward in URLs.
        let starred = matches!(comparison, Comparison::Like | Comparison::Ilike);
        let value = self.bind(if starred { value.replace('*', "%") } else { value.to_owned() });
        let (sql, cast) = if comparison.is_pattern() {
            (format!("{sql}::text"), "text")
        } else {
            (sql.clone(), cast.as_str())
        };
        let op = comparison.sql();
        match quantifier {
            None => format!("{sql} {op} {value}::{cast}"),
            Some(Quantifier::Any) => format!("{sql} {op} ANY ({value}::{cast}[])"),
            Some(Quantifier::All) => format!("{sql} {op} ALL ({value}::{cast}[])"),
        }
    }

    fn search(&mut self, operand: &Operand, kind: SearchKind, language: Option<&str>, query: &str) -> String {
        let language =
            language.map(|language| format!("{}::regconfig, ", self.bind(language))).unwrap_or_default();
        let Operand { sql, cast, .. } = operand;
        let document = match cast.as_str() {
            "tsvector" => sql.clone(),
            "json" | "jsonb" => format!("to_tsvector({language}{sql})"),
            _ => format!("to_tsvector({language}{sql}::text)"),
        };
        format!("{document} @@ {}({language}{})", kind.function(), self.bind(query))
    }
}
