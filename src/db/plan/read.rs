//! One resource as a `SELECT`: what it lists, joins, conditions, order and range.

use super::{
    Planner, Statement,
    embed::Embedded,
    keyset::{self, Cursor},
    output::{Page, Shape},
};
use crate::db::{
    query::{
        Fault, QueryError, ReadQuery,
        ast::{Clauses, Field, JsonKey, OrderTerm, SelectItem},
    },
    schema_cache::{Column, Schema, Table},
};

/// What is listed: everything of a table, or one named expression.
#[derive(Debug, Clone)]
pub(crate) enum Item {
    /// All columns of the resource.
    Star,
    /// An expression and its name.
    Named(String, String),
}

/// A resource to read.
pub(crate) struct Resource<'a> {
    /// Its columns.
    pub table: &'a Table,
    /// Name of the table whose relationships it has.
    pub origin: Option<&'a str>,
    /// What comes after FROM, its alias included.
    pub from: String,
    /// Alias of its rows.
    pub alias: String,
    /// Conditions that tie it to others.
    pub tied: Vec<String>,
    /// What is read of it.
    pub select: &'a [SelectItem],
    /// Names from the outermost resource.
    pub path: Vec<String>,
    /// Conditions, order and range.
    pub clauses: &'a Clauses,
}

/// The parts of a resource's `SELECT`.
pub(crate) struct Parts {
    pub items: Vec<Item>,
    pub embedded: Vec<Embedded>,
    pub conditions: Vec<String>,
    pub order: Vec<String>,
}

/// How a page is read.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Form of the answer.
    pub shape: Shape,
    /// Whether the key is the last term of the order, which makes pages of equal values stable.
    pub key_last: bool,
    /// Most rows; `None` for all.
    pub limit: Option<i64>,
    /// Rows to skip.
    pub offset: i64,
    /// Whether all matching rows are counted; beyond that number it is not gone on.
    pub count: Option<Option<i64>>,
    /// Walks by key instead of by offset; `Some(None)` from the start.
    pub cursor: Option<Option<Cursor>>,
    /// Whether the caller is at least `authenticated`.
    pub signed_in: bool,
}

/// Reads a table's rows.
pub fn page(
    schema: &Schema,
    table: &Table,
    query: &ReadQuery,
    options: &Options,
) -> Result<Page, QueryError> {
    let mut planner = Planner::new(schema, query, options.signed_in);
    let resource = of_table(table, query);
    let mut parts = planner.parts(&resource)?;
    let mut keys = String::new();
    if let Some(cursor) = &options.cursor {
        let walk = keyset::Walk::new(table, &query.root.order)?;
        keys = walk.keys("r");
        parts.order = walk.order("r");
        if let Some(cursor) = cursor {
            let after = walk.after(&mut planner, "r", cursor)?;
            parts.conditions.push(after);
        }
    } else if options.key_last {
        parts.order.extend(table.key_columns().iter().map(|column| format!("r.{}", column.name)));
    }
    planner.all_met()?;
    planner.finish(&resource, &parts, &keys, options)
}

/// The number of a table's rows that match, of which no more than `most` are counted.
pub fn count(
    schema: &Schema,
    table: &Table,
    query: &ReadQuery,
    most: Option<i64>,
    signed_in: bool,
) -> Result<Statement, QueryError> {
    let mut planner = Planner::new(schema, query, signed_in);
    let resource = of_table(table, query);
    let parts = planner.parts(&resource)?;
    planner.all_met()?;
    let count = planner.count(&resource, &parts, most);
    Ok(planner.statement(format!("SELECT {count}")))
}

fn of_table<'a>(table: &'a Table, query: &'a ReadQuery) -> Resource<'a> {
    Resource {
        table,
        origin: Some(table.name.as_str()),
        from: format!("public.{} AS r", table.name),
        alias: "r".to_owned(),
        tied: Vec::new(),
        select: &query.select,
        path: Vec::new(),
        clauses: &query.root,
    }
}

impl<'a> Planner<'a> {
    /// Conditions, order and range of the resource at that path.
    pub(crate) fn clauses(&mut self, path: &[String]) -> &'a Clauses {
        static NONE: Clauses = Clauses { conditions: Vec::new(), order: Vec::new(), limit: None, offset: 0 };
        let found = self.query.embedded.iter().find(|(known, _)| known == path);
        if found.is_some() {
            self.met.push(path.to_vec());
        }
        found.map_or(&NONE, |(_, clauses)| clauses)
    }

    /// Works out what a resource lists and joins.
    pub(crate) fn parts(&mut self, resource: &Resource<'a>) -> Result<Parts, QueryError> {
        let mut parts = Parts {
            items: Vec::new(),
            embedded: Vec::new(),
            conditions: resource.tied.clone(),
            order: Vec::new(),
        };
        for item in resource.select {
            match item {
                SelectItem::Star => parts.items.push(Item::Star),
                SelectItem::Field { alias, field, cast } => {
                    let (sql, name) = self.selected(resource, field, cast.as_deref())?;
                    parts.items.push(Item::Named(sql, alias.clone().unwrap_or(name)));
                }
                SelectItem::Embed(embed) => {
                    let embedded = self.embed(resource, embed)?;
                    parts.items.extend(embedded.items.iter().cloned());
                    parts.embedded.push(embedded);
                }
            }
        }
        for condition in &resource.clauses.conditions {
            let sql = self.condition(resource, &mut parts.embedded, condition)?;
            parts.conditions.push(sql);
        }
        for term in &resource.clauses.order {
            parts.order.push(self.order_term(resource, &parts.embedded, term)?);
        }
        Ok(parts)
    }

    fn selected(
        &mut self,
        resource: &Resource<'_>,
        field: &Field,
        cast: Option<&str>,
    ) -> Result<(String, String), QueryError> {
        let column = column(resource.table, "select", &field.name)?;
        let mut sql = self.path(&resource.alias, column, field);
        if let Some(word) = cast {
            let kind = self.schema.cast(word).ok_or_else(|| {
                QueryError::new(Fault::UndefinedType, "select", format!("type \"{word}\" does not exist"))
            })?;
            sql = format!("({sql})::{kind}");
        }
        let members = field.path.iter().rev().find_map(|step| match &step.key {
            JsonKey::Member(name) => Some(name.clone()),
            JsonKey::Index(_) => None,
        });
        Ok((sql, members.unwrap_or_else(|| field.name.clone())))
    }

    /// The expression of a field: the column, or the end of a path into its JSON.
    pub(crate) fn path(&mut self, alias: &str, column: &Column, field: &Field) -> String {
        let mut sql = format!("{alias}.{}", column.name);
        if field.path.is_empty() {
            return sql;
        }
        if !column.is_json() {
            sql = format!("to_jsonb({sql})");
        }
        for step in &field.path {
            let arrow = if step.text { "->>" } else { "->" };
            let key = match &step.key {
                JsonKey::Member(name) => self.bind(name.as_str()),
                JsonKey::Index(index) => index.to_string(),
            };
            sql = format!("({sql}{arrow}{key})");
        }
        sql
    }

    fn order_term(
        &mut self,
        resource: &Resource<'_>,
        embedded: &[Embedded],
        term: &OrderTerm,
    ) -> Result<String, QueryError> {
        let sql = match &term.relation {
            Some(name) => related_order(resource, embedded, name, term)?,
            None => {
                let column = column(resource.table, "order", &term.field.name)?;
                self.path(&resource.alias, column, &term.field)
            }
        };
        Ok(directed(&sql, term.descending, term.nulls_first))
    }
}

/// `sql [DESC] [NULLS …]`.
pub(crate) fn directed(sql: &str, descending: bool, nulls_first: Option<bool>) -> String {
    let nulls = match nulls_first {
        None => "",
        Some(true) => " NULLS FIRST",
        Some(false) => " NULLS LAST",
    };
    format!("{sql}{}{nulls}", if descending { " DESC" } else { "" })
}

fn related_order(
    resource: &Resource<'_>,
    embedded: &[Embedded],
    name: &str,
    term: &OrderTerm,
) -> Result<String, QueryError> {
    let found = embedded.iter().find(|embedded| embedded.name == name).ok_or_else(|| {
        QueryError::new(
            Fault::NotEmbedded,
            "order",
            format!("'{name}' is not an embedded resource in this request"),
        )
        .hinted(format!("Verify that '{name}' is included in the 'select' query parameter."))
    })?;
    let origin = resource.table.name.as_str();
    found.ordered(&term.field).ok_or_else(|| {
        QueryError::new(Fault::RelatedOrder, "order", format!("A related order on '{name}' is not possible"))
            .detailed(format!("'{origin}' and '{name}' do not form a many-to-one or one-to-one relationship"))
    })
}

/// The column of that name, or a fault like Postgres' own.
pub(crate) fn column<'a>(table: &'a Table, field: &str, name: &str) -> Result<&'a Column, QueryError> {
    table.column(name).ok_or_else(|| {
        let table = table.name.as_str();
        QueryError::new(Fault::UndefinedColumn, field, format!("column {table}.{name} does not exist"))
    })
}

impl Planner<'_> {
    /// Puts a page together.
    pub(crate) fn finish(
        mut self,
        resource: &Resource<'_>,
        parts: &Parts,
        keys: &str,
        options: &Options,
    ) -> Result<Page, QueryError> {
        let names = self.names(resource, parts);
        let rows = self.rows(resource, parts, keys, options);
        let count = options.count.map(|most| self.count(resource, parts, most));
        let sql = options.shape.select(&rows, &names, !keys.is_empty(), count.as_deref());
        Ok(Page { statement: Statement { sql, params: self.params }, names })
    }

    /// `SELECT` of one page's rows.
    fn rows(&mut self, resource: &Resource<'_>, parts: &Parts, keys: &str, options: &Options) -> String {
        let list = list(resource, &parts.items, options.shape == Shape::Csv);
        let mut sql = if keys.is_empty() {
            format!("SELECT {list} FROM {}{}", resource.from, joins(&parts.embedded, false))
        } else {
            format!(
                "SELECT \"_s\" AS j, {keys} AS k FROM {}{} CROSS JOIN LATERAL (SELECT {list}) \"_s\"",
                resource.from,
                joins(&parts.embedded, false)
            )
        };
        sql.push_str(&tail(parts));
        sql.push_str(&self.range(options.limit, options.offset));
        sql
    }

    /// `LIMIT` and `OFFSET`.
    pub(crate) fn range(&mut self, limit: Option<i64>, offset: i64) -> String {
        let mut sql = String::new();
        if let Some(limit) = limit {
            sql = format!(" LIMIT {}::bigint", self.bind(limit.to_string()));
        }
        if offset > 0 {
            sql = format!("{sql} OFFSET {}::bigint", self.bind(offset.to_string()));
        }
        sql
    }

    /// The number of all rows that match, as an expression; no more than `most`.
    fn count(&mut self, resource: &Resource<'_>, parts: &Parts, most: Option<i64>) -> String {
        let conditions = where_clause(&parts.conditions);
        let from = format!("FROM {}{}{conditions}", resource.from, joins(&parts.embedded, true));
        match most {
            None => format!("(SELECT count(*) {from})"),
            Some(most) => {
                let most = self.bind(most.to_string());
                format!("(SELECT count(*) FROM (SELECT 1 {from} LIMIT {most}::bigint) \"_c\")")
            }
        }
    }

    /// Names of the answer's columns.
    fn names(&self, resource: &Resource<'_>, parts: &Parts) -> Vec<String> {
        expanded(resource, &parts.items).into_iter().map(|(_, name)| name).collect()
    }
}

/// Expressions and names, with all columns for a star.
pub(crate) fn expanded(resource: &Resource<'_>, items: &[Item]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for item in items {
        match item {
            Item::Named(sql, name) => found.push((sql.clone(), name.clone())),
            Item::Star => found.extend(resource.table.columns.iter().map(|column| {
                (format!("{}.{}", resource.alias, column.name), column.name.as_str().to_owned())
            })),
        }
    }
    found
}

/// The list of a `SELECT`. A star stays one unless the names are needed, so that new columns appear at once.
pub(crate) fn list(resource: &Resource<'_>, items: &[Item], named: bool) -> String {
    let quoted = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
    let parts: Vec<String> = if named {
        let columns = expanded(resource, items).into_iter().enumerate();
        columns.map(|(n, (sql, _))| format!("{sql} AS c{n}")).collect()
    } else {
        items
            .iter()
            .map(|item| match item {
                Item::Star => format!("{}.*", resource.alias),
                Item::Named(sql, name) => format!("{sql} AS {}", quoted(name)),
            })
            .collect()
    };
    parts.join(", ")
}

/// The joins; for counting only those that leave rows out or are tested.
pub(crate) fn joins(embedded: &[Embedded], counting: bool) -> String {
    embedded.iter().filter(|e| !counting || e.decides).map(|e| e.join.as_str()).collect()
}

/// ` WHERE …`, or nothing.
pub(crate) fn where_clause(conditions: &[String]) -> String {
    if conditions.is_empty() { String::new() } else { format!(" WHERE {}", conditions.join(" AND ")) }
}

/// Conditions and order.
pub(crate) fn tail(parts: &Parts) -> String {
    let mut sql = where_clause(&parts.conditions);
    if !parts.order.is_empty() {
        sql.push_str(" ORDER BY ");
        sql.push_str(&parts.order.join(", "));
    }
    sql
}
