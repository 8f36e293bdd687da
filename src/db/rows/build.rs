//! Row statements. Pure: names come from the catalogue and are quoted, values are text parameters
//! that the statement casts to the column's type, rows come back as JSON text.

use super::{
    super::catalog::{Column, TableInfo},
    query::{Filter, RowQuery, Test},
};
use std::fmt::Write as _;

/// A statement and its text parameters.
#[derive(Debug, PartialEq, Eq)]
pub struct Statement {
    /// SQL.
    pub sql: String,
    /// Values of `$1`, `$2` and so on.
    pub params: Vec<String>,
}

fn join(columns: &[&Column], prefix: &str) -> String {
    columns.iter().map(|column| format!("{prefix}{}", column.name)).collect::<Vec<_>>().join(", ")
}

/// `WHERE …`, or nothing.
fn conditions(filters: &[Filter], params: &mut Vec<String>) -> String {
    let mut sql = String::new();
    for (n, filter) in filters.iter().enumerate() {
        sql.push_str(if n == 0 { " WHERE " } else { " AND " });
        sql.push_str(&condition(filter, params));
    }
    sql
}

fn condition(Filter { column, test }: &Filter, params: &mut Vec<String>) -> String {
    let (name, cast) = (&column.name, &column.cast);
    let mut bind = |value: &String| {
        params.push(value.clone());
        params.len()
    };
    match test {
        Test::Compare(op, value) => format!("r.{name} {op} ${}::text::{cast}", bind(value)),
        Test::Match(op, value) => format!("r.{name}::text {op} ${}::text", bind(value)),
        Test::Is(what) => format!("r.{name} IS {what}"),
        Test::In(values) if values.is_empty() => "false".to_owned(),
        Test::In(values) => {
            let list = values.iter().map(|value| format!("${}::text::{cast}", bind(value)));
            format!("r.{name} IN ({})", list.collect::<Vec<_>>().join(", "))
        }
    }
}

fn order_by(table: &TableInfo, order: &[(Column, bool)]) -> String {
    let key = || table.key.iter().filter_map(|name| table.column(name)).map(|c| (c, false));
    let given = order.iter().map(|(column, descending)| (column, *descending));
    // The key last makes pages of equal values stable.
    let parts: Vec<String> = given
        .chain(key())
        .map(|(column, descending)| format!("r.{}{}", column.name, if descending { " DESC" } else { "" }))
        .collect();
    if parts.is_empty() { String::new() } else { format!(" ORDER BY {}", parts.join(", ")) }
}

/// A page as one JSON array and the number of its rows.
pub fn page(table: &TableInfo, query: &RowQuery) -> Statement {
    let mut params = Vec::new();
    let inner = page_rows(table, query, &mut params);
    let sql = format!(
        "SELECT '[' || coalesce(string_agg(to_json(p.*)::text, ','), '') || ']', count(*) FROM ({inner}) p"
    );
    Statement { sql, params }
}

fn page_rows(table: &TableInfo, query: &RowQuery, params: &mut Vec<String>) -> String {
    let all: Vec<&Column> =
        if query.select.is_empty() { table.columns.iter() } else { query.select.iter() }.collect();
    let mut sql = format!("SELECT {} FROM public.{} AS r", join(&all, "r."), table.name);
    sql.push_str(&conditions(&query.filters, params));
    sql.push_str(&order_by(table, &query.order));
    params.push(query.limit.to_string());
    params.push(query.offset.to_string());
    // Writing to a String cannot fail.
    let _ = write!(sql, " LIMIT ${}::text::bigint OFFSET ${}::text::bigint", params.len() - 1, params.len());
    sql
}

/// As [`page`], with the number of all matching rows as a third column.
pub fn counted_page(table: &TableInfo, query: &RowQuery) -> Statement {
    let Statement { sql, mut params } = page(table, query);
    let count = format!(
        "(SELECT count(*) FROM public.{} AS r{})",
        table.name,
        conditions(&query.filters, &mut params)
    );
    Statement { sql: sql.replacen("count(*) FROM (", &format!("count(*), {count} FROM ("), 1), params }
}

/// One row by `key = $1`.
pub fn by_key(table: &TableInfo, key: &Column) -> String {
    format!(
        "SELECT to_json(r.*)::text FROM public.{} AS r WHERE r.{} = $1::text::{}",
        table.name, key.name, key.cast
    )
}

/// Inserts the members of `$1`, an object or an array of objects, and returns each row.
pub fn insert(table: &TableInfo, columns: &[&Column], many: bool) -> String {
    let set = if many { "json_populate_recordset" } else { "json_populate_record" };
    format!(
        "INSERT INTO public.{0} AS r ({1}) SELECT {2} FROM {set}(NULL::public.{0}, $1::text::json) AS p \
         RETURNING to_json(r.*)::text",
        table.name,
        join(columns, ""),
        join(columns, "p.")
    )
}

/// Sets the members of `$1` in the row with `key = $2` and returns it.
pub fn update(table: &TableInfo, columns: &[&Column], key: &Column) -> String {
    format!(
        "UPDATE public.{0} AS r SET ({1}) = (SELECT {2} FROM json_populate_record(NULL::public.{0}, \
         $1::text::json) AS p) WHERE r.{3} = $2::text::{4} RETURNING to_json(r.*)::text",
        table.name,
        join(columns, ""),
        join(columns, "p."),
        key.name,
        key.cast
    )
}

/// Deletes the row with `key = $1`.
pub fn delete(table: &TableInfo, key: &Column) -> String {
    format!(
        "DELETE FROM public.{} AS r WHERE r.{} = $1::text::{} RETURNING 1",
        table.name, key.name, key.cast
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::ident::Ident;

    fn table() -> TableInfo {
        let column = |name: &str, cast: &str| Column {
            name: Ident::existing(name).expect("a name"),
            cast: cast.into(),
            has_default: false,
        };
        TableInfo {
            name: Ident::existing("we\"ird").expect("a name"),
            exposed: true,
            columns: vec![column("id", "bigint"), column("a\"b", "text")],
            key: vec!["id".into()],
        }
    }

    fn parse(members: &[(&str, &str)]) -> RowQuery {
        let members: Vec<_> = members.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        RowQuery::parse(&table(), &members).expect("a good query")
    }

    #[test]
    fn a_page_holds_no_value_in_its_text() {
        let query = parse(&[("id", "in.(1,2)"), ("a\"b", "like.x*"), ("order", "a\"b.desc"), ("limit", "7")]);
        let Statement { sql, params } = page(&table(), &query);
        assert_eq!(params, ["1", "2", "x%", "7", "0"]);
        assert!(sql.ends_with(
            "(SELECT r.\"id\", r.\"a\"\"b\" FROM public.\"we\"\"ird\" AS r \
             WHERE r.\"id\" IN ($1::text::bigint, $2::text::bigint) AND r.\"a\"\"b\"::text LIKE $3::text \
             ORDER BY r.\"a\"\"b\" DESC, r.\"id\" LIMIT $4::text::bigint OFFSET $5::text::bigint) p"
        ));
    }

    #[test]
    fn a_counted_page_counts_the_filtered_rows() {
        let Statement { sql, params } = counted_page(&table(), &parse(&[("id", "eq.1")]));
        assert_eq!(params, ["1", "100", "0", "1"]);
        assert!(
            sql.contains(
                "(SELECT count(*) FROM public.\"we\"\"ird\" AS r WHERE r.\"id\" = $4::text::bigint)"
            )
        );
    }

    #[test]
    fn unknown_columns_are_named() {
        for (name, value) in [("x", "eq.1"), ("order", "x.asc"), ("select", "id,x"), ("order", "id.asc;")] {
            let members = [(name.to_owned(), value.to_owned())];
            assert!(RowQuery::parse(&table(), &members).is_err(), "{name}={value}");
        }
    }
}
