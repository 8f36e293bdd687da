//! Reading the catalogue.

use super::{
    function::{Argument, Function, Returns},
    relationship::{ForeignKey, relationships},
    schema::{Column, Schema, Table, Writes},
};
use crate::db::{DbError, ident::Ident};
use deadpool_postgres::Object;
use serde::Deserialize;
use std::collections::HashMap;

/// Everything in one JSON document.
const LOAD: &str = include_str!("load.sql");
/// A short text that changes with every DDL in schema public.
const FINGERPRINT: &str = include_str!("fingerprint.sql");

/// Bits of `pg_relation_is_updatable`: UPDATE, INSERT, DELETE.
const UPDATE: i32 = 1 << 2;
const INSERT: i32 = 1 << 3;
const DELETE: i32 = 1 << 4;

#[derive(Deserialize)]
struct Catalogue {
    tables: Vec<TableRow>,
    keys: Vec<ForeignKey>,
    functions: Vec<FunctionRow>,
    types: HashMap<String, String>,
}

#[derive(Deserialize)]
struct TableRow {
    name: String,
    exposed: bool,
    partitioned: bool,
    writes: i32,
    anon_reads: bool,
    users_read: bool,
    columns: Vec<ColumnRow>,
    key: Vec<String>,
}

#[derive(Deserialize)]
struct ColumnRow {
    name: String,
    #[serde(rename = "type")]
    cast: String,
    base: String,
    array: bool,
    not_null: bool,
    default: Option<String>,
    filled: bool,
    generated: bool,
    sequence: Option<String>,
}

#[derive(Deserialize)]
struct FunctionRow {
    name: String,
    arguments: Vec<ArgumentRow>,
    defaults: usize,
    set: bool,
    returns: String,
    returns_base: String,
    composite: bool,
    table: Option<String>,
    fields: Option<Vec<FieldRow>>,
    volatile: bool,
}

#[derive(Deserialize)]
struct ArgumentRow {
    name: String,
    #[serde(rename = "type")]
    cast: String,
    array: bool,
    mode: String,
    given: bool,
}

#[derive(Deserialize)]
struct FieldRow {
    name: String,
    #[serde(rename = "type")]
    cast: String,
}

/// A short text that changes with every DDL.
pub async fn fingerprint(client: &Object) -> Result<String, DbError> {
    let statement = client.prepare_cached(FINGERPRINT).await?;
    Ok(client.query_one(&statement, &[]).await?.get(0))
}

/// Reads everything. The path is cut for it, so that names in types and defaults come out qualified.
pub async fn load(client: &Object) -> Result<Schema, DbError> {
    let (begun, row, ended) = futures_util::future::join3(
        client.batch_execute("BEGIN READ ONLY; SET LOCAL search_path = pg_catalog"),
        client.query_typed(LOAD, &[]),
        client.batch_execute("ROLLBACK"),
    )
    .await;
    begun?;
    let rows = row?;
    ended?;
    let text: &str = rows.first().ok_or(DbError::Config("a catalogue without a row"))?.get(0);
    let catalogue: Catalogue =
        serde_json::from_str(text).map_err(|_| DbError::Config("the catalogue is not as expected"))?;
    let tables: HashMap<String, Table> =
        catalogue.tables.into_iter().filter_map(|row| Some((row.name.clone(), table(row)?))).collect();
    let mut functions: HashMap<String, Vec<Function>> = HashMap::new();
    for row in catalogue.functions {
        let name = row.name.clone();
        functions.entry(name).or_default().extend(function(row, &tables));
    }
    Ok(Schema {
        relationships: relationships(&catalogue.keys, &tables),
        tables,
        functions,
        types: catalogue.types,
    })
}

fn table(row: TableRow) -> Option<Table> {
    Some(Table {
        name: Ident::existing(&row.name).ok()?,
        exposed: row.exposed,
        partitioned: row.partitioned,
        writes: Writes {
            insert: row.writes & INSERT != 0,
            update: row.writes & UPDATE != 0,
            delete: row.writes & DELETE != 0,
        },
        anon_reads: row.anon_reads,
        users_read: row.users_read,
        columns: row.columns.into_iter().filter_map(column).collect(),
        key: row.key,
    })
}

fn column(row: ColumnRow) -> Option<Column> {
    Some(Column {
        name: Ident::existing(&row.name).ok()?,
        cast: row.cast,
        base: row.base,
        array: row.array,
        not_null: row.not_null,
        default: row.default,
        filled: row.filled,
        generated: row.generated,
        sequence: row.sequence,
    })
}

fn function(row: FunctionRow, tables: &HashMap<String, Table>) -> Option<Function> {
    let returns = returns(&row, tables);
    let given: Vec<ArgumentRow> = row.arguments.into_iter().filter(|argument| argument.given).collect();
    let required = given.len().saturating_sub(row.defaults);
    let arguments = given.into_iter().enumerate().map(|(n, argument)| Argument {
        optional: n >= required || argument.mode == "v",
        variadic: argument.mode == "v",
        name: argument.name,
        cast: argument.cast,
        array: argument.array,
    });
    Some(Function {
        name: Ident::existing(&row.name).ok()?,
        arguments: arguments.collect(),
        returns,
        set: row.set,
        volatile: row.volatile,
    })
}

fn returns(row: &FunctionRow, tables: &HashMap<String, Table>) -> Returns {
    if row.returns == "void" {
        return Returns::Void;
    }
    if !row.composite {
        return Returns::Scalar(row.returns_base.clone());
    }
    if let Some(table) = row.table.as_ref().and_then(|name| tables.get(name)) {
        return Returns::Row(table.columns.clone(), Some(table.name.as_str().to_owned()));
    }
    let plain = |name: &str, cast: &str| Ident::existing(name).ok().map(|name| Column::plain(name, cast));
    let columns = match &row.fields {
        Some(fields) => fields.iter().filter_map(|field| plain(&field.name, &field.cast)).collect(),
        // OUT, INOUT and TABLE arguments are the columns of a nameless row.
        None => row
            .arguments
            .iter()
            .filter(|argument| matches!(argument.mode.as_str(), "o" | "b" | "t"))
            .filter_map(|argument| plain(&argument.name, &argument.cast))
            .collect(),
    };
    Returns::Row(columns, None)
}
