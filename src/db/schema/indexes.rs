//! Indexes.

use crate::{
    db::{
        Db,
        ddl::{self, Ddl, Outcome, column_list},
        ident::Ident,
        tables::{Actor, Owned, RawSql, TableError},
    },
    domain::schema::{IndexColumn, IndexSpec},
};
use tokio_postgres::types::Type;

const METHODS: [&str; 6] = ["btree", "hash", "gin", "gist", "spgist", "brin"];

fn method(spec: &IndexSpec) -> Result<&'static str, TableError> {
    let wanted = spec.method.as_deref().unwrap_or("btree");
    METHODS
        .into_iter()
        .find(|method| *method == wanted)
        .ok_or_else(|| TableError::Invalid(format!("method must be one of {}", METHODS.join(", "))))
}

fn invalid(error: impl std::fmt::Display) -> TableError {
    TableError::Invalid(format!("index: {error}"))
}

async fn operator_class(ddl: &Ddl, method: &str, name: &str) -> Result<String, TableError> {
    let row = ddl
        .query_opt(
            "SELECT format('%I.%I', n.nspname, o.opcname)
               FROM pg_catalog.pg_opclass o JOIN pg_catalog.pg_namespace n ON n.oid = o.opcnamespace
               JOIN pg_catalog.pg_am m ON m.oid = o.opcmethod
              WHERE o.opcname = $1 AND m.amname = $2 AND n.nspname IN ('pg_catalog', 'extensions')
              LIMIT 1",
            &[(&name, Type::TEXT), (&method, Type::TEXT)],
        )
        .await?;
    row.map(|row| row.get(0)).ok_or_else(|| {
        TableError::Invalid(format!("index: there is no operator class \"{name}\" for {method}"))
    })
}

async fn column_sql(
    ddl: &Ddl,
    actor: Actor,
    method: &str,
    column: &IndexColumn,
) -> Result<String, TableError> {
    match column {
        IndexColumn::Name(name) => Ok(Ident::existing(name).map_err(invalid)?.to_string()),
        IndexColumn::Column { name, descending, operator_class: class } => {
            let mut sql = Ident::existing(name).map_err(invalid)?.to_string();
            if let Some(class) = class {
                sql.push(' ');
                sql.push_str(&operator_class(ddl, method, class).await?);
            }
            if *descending {
                sql.push_str(" DESC");
            }
            Ok(sql)
        }
        IndexColumn::Expression { expression } => {
            Ok(RawSql::new(actor, "index expressions", expression)?.to_string())
        }
    }
}

/// The index's name, given or made from table and columns.
pub(super) fn name_of(table: &Ident, spec: &IndexSpec) -> Result<Ident, TableError> {
    if let Some(name) = &spec.name {
        return Ident::new(name).map_err(invalid);
    }
    let columns: Vec<&str> = spec
        .columns
        .iter()
        .map(|column| match column {
            IndexColumn::Name(name) | IndexColumn::Column { name, .. } => name.as_str(),
            IndexColumn::Expression { .. } => "expr",
        })
        .collect();
    let name = format!("idx_{}_{}", table.as_str(), columns.join("_"));
    let cut = name.floor_char_boundary(super::super::ident::MAX_IDENT_BYTES);
    Ident::existing(name.get(..cut).unwrap_or(&name)).map_err(invalid)
}

/// CREATE INDEX, with `how` (`CONCURRENTLY ` or nothing) before the name.
pub(in crate::db) async fn create_sql(
    ddl: &Ddl,
    actor: Actor,
    table: &Ident,
    spec: &IndexSpec,
    how: &str,
) -> Result<String, TableError> {
    if spec.columns.is_empty() {
        return Err(TableError::Invalid("index columns must not be empty".into()));
    }
    let method = method(spec)?;
    let mut columns = Vec::new();
    for column in &spec.columns {
        columns.push(column_sql(ddl, actor, method, column).await?);
    }
    let include = match spec.include.as_slice() {
        [] => String::new(),
        names => format!(" INCLUDE ({})", column_list("include", names)?),
    };
    let predicate = match &spec.predicate {
        Some(text) => format!(" WHERE {}", RawSql::new(actor, "index predicates", text)?),
        None => String::new(),
    };
    let unique = if spec.unique { "UNIQUE " } else { "" };
    let name = name_of(table, spec)?;
    Ok(format!(
        "CREATE {unique}INDEX {how}{name} ON public.{table} USING {method} ({}){include}{predicate}",
        columns.join(", ")
    ))
}

/// Drops an index within a change; those of constraints go with the constraint.
pub(in crate::db) async fn drop_from(ddl: &mut Ddl, table: &Owned, name: &str) -> Result<(), TableError> {
    let known = ddl
        .query_opt(
            "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint k WHERE k.conindid = c.oid AND k.conrelid = $1)
               FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
              WHERE i.indrelid = $1 AND c.relname = $2",
            &[(&table.oid, Type::OID), (&name, Type::TEXT)],
        )
        .await?;
    let (Some(row), Ok(index)) = (known, Ident::existing(name)) else {
        return Err(TableError::Missing("Index"));
    };
    if row.get(0) {
        return Err(TableError::Conflict(format!(
            "index \"{name}\" belongs to a constraint; drop the constraint instead"
        )));
    }
    ddl.run(format!("DROP INDEX public.{index}")).await
}

/// Creates an index; the table cannot be written to meanwhile.
pub async fn create(
    db: &Db,
    actor: Actor,
    table: &str,
    spec: &IndexSpec,
    preview: bool,
) -> Result<Outcome<String>, TableError> {
    ddl::change(db, preview, async |ddl: &mut Ddl| {
        let table = ddl.owned(actor, table).await?;
        let statement = create_sql(ddl, actor, &table.name, spec, "").await?;
        ddl.run(statement).await?;
        Ok(name_of(&table.name, spec)?.as_str().to_owned())
    })
    .await
}

/// Drops an index.
pub async fn drop(
    db: &Db,
    actor: Actor,
    (table, name): (&str, &str),
    preview: bool,
) -> Result<Outcome<()>, TableError> {
    ddl::change(db, preview, async |ddl: &mut Ddl| {
        let table = ddl.owned(actor, table).await?;
        drop_from(ddl, &table, name).await
    })
    .await
}
