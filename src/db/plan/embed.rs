//! Related rows as lateral joins.

use super::{
    Planner, find, read,
    read::{Item, Parts, Resource, list, tail},
};
use crate::db::{
    query::{
        Fault, QueryError,
        ast::{Embed, Field},
        limits,
    },
    schema_cache::{Relationship, Table},
};

/// A joined resource.
pub(crate) struct Embedded {
    /// Name in the answer and in other members.
    pub name: String,
    /// The join, with a leading blank.
    pub join: String,
    /// What it adds to the outer list.
    pub items: Vec<Item>,
    /// Expression that is null where there is no related row.
    pub present: String,
    /// Whether it leaves outer rows out or is tested, so that counting needs it.
    pub decides: bool,
    /// Fields that the outer resource is ordered by, and their expressions; none for many rows.
    ordered: Option<Vec<(Field, String)>>,
}

impl Embedded {
    /// The expression of one of its fields in the outer order.
    pub fn ordered(&self, field: &Field) -> Option<String> {
        self.ordered.as_ref()?.iter().find(|(known, _)| known == field).map(|(_, sql)| sql.clone())
    }
}

/// One join: what it is asked for, and its aliases.
struct Names<'e> {
    /// What it is asked for.
    embed: &'e Embed,
    /// Number of the join.
    n: usize,
    /// Alias of the related rows.
    rows: String,
    /// Alias of the join.
    join: String,
}

impl<'a> Planner<'a> {
    /// Joins the rows that `embed` means.
    pub(crate) fn embed(&mut self, outer: &Resource<'a>, embed: &'a Embed) -> Result<Embedded, QueryError> {
        let schema = self.schema;
        let origin = outer.origin.unwrap_or_default();
        let way = find::relationship(schema, origin, embed, self.signed_in)?;
        let table = super::table(schema, &way.to)?;
        let n = self.alias();
        let names = Names { embed, n, rows: format!("t{n}"), join: format!("e{n}") };
        let mut path = outer.path.clone();
        path.push(embed.name().to_owned());
        let (from, tied) = tied(way, table, &outer.alias, &names);
        let clauses = self.clauses(&path);
        let inner = Resource {
            table,
            origin: Some(table.name.as_str()),
            from,
            alias: names.rows.clone(),
            tied,
            select: &embed.select,
            path,
            clauses,
        };
        let parts = self.parts(&inner)?;
        if way.to_one { self.one(outer, &inner, &parts, &names) } else { self.many(&inner, &parts, &names) }
    }

    /// At most one row.
    fn one(
        &mut self,
        outer: &Resource<'_>,
        inner: &Resource<'_>,
        parts: &Parts,
        names: &Names<'_>,
    ) -> Result<Embedded, QueryError> {
        let (embed, e) = (names.embed, &names.join);
        let mut ordered = Vec::new();
        let mut hidden = String::new();
        for term in outer.clauses.order.iter().filter(|t| t.relation.as_deref() == Some(embed.name())) {
            let column = read::column(inner.table, "order", &term.field.name)?;
            let sql = self.path(&inner.alias, column, &term.field);
            let o = ordered.len();
            hidden = format!("{hidden}, {sql} AS \"_o{o}\"");
            ordered.push((term.field.clone(), format!("{e}.\"_o{o}\"")));
        }
        let (columns, lateral, items) = if embed.spread {
            let (columns, items) = spread(inner, &parts.items, e);
            (format!("true AS \"_present\"{columns}"), String::new(), items)
        } else {
            let list = list(inner, &parts.items, false);
            let items = named(embed, format!("{e}.j"));
            if list.is_empty() {
                ("'{}'::json AS j".to_owned(), String::new(), items)
            } else {
                let lateral = format!(" CROSS JOIN LATERAL (SELECT {list}) s{}", names.n);
                (format!("row_to_json(s{}.*) AS j", names.n), lateral, items)
            }
        };
        let joins = read::joins(&parts.embedded, false);
        let mut sql = format!("SELECT {columns}{hidden} FROM {}{joins}{lateral}{}", inner.from, tail(parts));
        sql.push_str(&self.range(inner.clauses.limit, inner.clauses.offset));
        let kind = if embed.inner { "JOIN" } else { "LEFT JOIN" };
        Ok(Embedded {
            name: embed.name().to_owned(),
            join: format!(" {kind} LATERAL ({sql}) {e} ON true"),
            items,
            present: if embed.spread { format!("{e}.\"_present\"") } else { format!("{e}.j") },
            decides: embed.inner,
            ordered: Some(ordered),
        })
    }

    /// Any number of rows.
    fn many(
        &mut self,
        inner: &Resource<'_>,
        parts: &Parts,
        names: &Names<'_>,
    ) -> Result<Embedded, QueryError> {
        let (embed, e, n) = (names.embed, &names.join, names.n);
        let numbered = list(inner, &parts.items, embed.spread);
        let joins = read::joins(&parts.embedded, false);
        let rows = if numbered.is_empty() { "1 AS one" } else { &numbered };
        let mut sql = format!("SELECT {rows} FROM {}{joins}{}", inner.from, tail(parts));
        let most =
            inner.clauses.limit.map_or(limits::EMBEDDED_ROWS, |limit| limit.min(limits::EMBEDDED_ROWS));
        sql.push_str(&self.range(Some(most), inner.clauses.offset));
        let (columns, items) = if embed.spread {
            let columns = read::expanded(inner, &parts.items);
            let aggregates: String =
                (0..columns.len()).map(|c| format!(", json_agg(p{n}.c{c}) AS c{c}")).collect();
            let items = columns
                .into_iter()
                .enumerate()
                .map(|(c, (_, name))| Item::Named(format!("coalesce({e}.c{c}, '[]'::json)"), name));
            (format!("nullif(count(*), 0) AS j{aggregates}"), items.collect())
        } else {
            let row =
                if numbered.is_empty() { "'{}'::json".to_owned() } else { format!("row_to_json(p{n}.*)") };
            (format!("json_agg({row}) AS j"), named(embed, format!("coalesce({e}.j, '[]'::json)")))
        };
        let (kind, on) = if embed.inner {
            ("JOIN", format!("{e}.j IS NOT NULL"))
        } else {
            ("LEFT JOIN", "true".to_owned())
        };
        Ok(Embedded {
            name: embed.name().to_owned(),
            join: format!(" {kind} LATERAL (SELECT {columns} FROM ({sql}) p{n}) {e} ON {on}"),
            items,
            present: format!("{e}.j"),
            decides: embed.inner,
            ordered: None,
        })
    }
}

/// The member that an embedded resource adds; none when nothing of it is read.
fn named(embed: &Embed, sql: String) -> Vec<Item> {
    if embed.select.is_empty() { Vec::new() } else { vec![Item::Named(sql, embed.name().to_owned())] }
}

/// Columns of a joined row that become members of the outer row.
fn spread(inner: &Resource<'_>, items: &[Item], e: &str) -> (String, Vec<Item>) {
    let mut columns = String::new();
    let mut outer = Vec::new();
    for (c, (sql, name)) in read::expanded(inner, items).into_iter().enumerate() {
        columns = format!("{columns}, {sql} AS c{c}");
        outer.push(Item::Named(format!("{e}.c{c}"), name));
    }
    (columns, outer)
}

/// FROM, and the conditions that tie the related rows to the outer one.
fn tied(way: &Relationship, table: &Table, outer: &str, names: &Names<'_>) -> (String, Vec<String>) {
    let quoted = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
    let equal = |left: &str, right: &str, pairs: &[(String, String)]| -> Vec<String> {
        pairs.iter().map(|(a, b)| format!("{left}.{} = {right}.{}", quoted(a), quoted(b))).collect()
    };
    let rows = &names.rows;
    match &way.junction {
        None => (format!("public.{} AS {rows}", table.name), equal(outer, rows, &way.columns)),
        Some(junction) => {
            let middle = format!("j{}", names.n);
            let on = equal(&middle, rows, &junction.columns).join(" AND ");
            let from = format!(
                "public.{} AS {middle} JOIN public.{} AS {rows} ON {on}",
                quoted(&junction.table),
                table.name
            );
            (from, equal(outer, &middle, &way.columns))
        }
    }
}

/// A condition on an embedded resource: whether there is a related row.
pub(crate) fn presence(
    embedded: &mut [Embedded],
    name: &str,
    test: &crate::db::query::ast::Test,
) -> Option<Result<String, QueryError>> {
    use crate::db::query::ast::{IsValue, Test};
    let found = embedded.iter_mut().find(|embedded| embedded.name == name)?;
    found.decides = true;
    Some(match test {
        Test::Is(value @ (IsValue::Null | IsValue::NotNull)) => {
            Ok(format!("{} IS {}", found.present, value.sql()))
        }
        _ => Err(QueryError::new(
            Fault::EmbedFilter,
            name,
            format!("Bad operator on the '{name}' embedded resource"),
        )
        .detailed("Only is null or not is null filters are allowed on embedded resources")),
    })
}
