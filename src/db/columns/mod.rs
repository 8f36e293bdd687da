//! Columns of users' tables: their definitions in DDL, and changes to them.

mod alter;
mod default;
mod types;

use super::{
    Db,
    ddl::{self, Ddl, Outcome},
    ident::Ident,
    schema::constraints::reference_sql,
    tables::{Actor, Owned, RawSql, TableError},
};
use crate::domain::schema::{ColumnChange, ColumnSpec, Identity};
use serde_json::Value;
use tokio_postgres::types::Type;

pub(super) use alter::alter_in;
pub use default::quote_literal as literal;
pub use types::{ColumnType, TypeName};

fn column_name(name: &str) -> Result<Ident, TableError> {
    Ident::new(name).map_err(|error| TableError::Invalid(format!("Column name \"{name}\" {error}")))
}

/// The type that a user's text names, as the catalogue writes it.
pub(super) async fn resolve(ddl: &Ddl, column: &str, text: &str) -> Result<ColumnType, TableError> {
    let name = TypeName::parse(text)
        .ok_or_else(|| TableError::Invalid(format!("Column \"{column}\": \"{text}\" is no type")))?;
    name.resolve(ddl).await
}

fn default_of(column: &str, value: &Value, column_type: &str) -> Result<Option<String>, TableError> {
    default::default_sql(value, column_type)
        .map_err(|error| TableError::Invalid(format!("Column \"{column}\": {error}")))
}

/// `COMMENT ON target`; nothing at all for a new thing without one.
pub(super) async fn comment_on(ddl: &mut Ddl, target: &str, comment: Option<&str>) -> Result<(), TableError> {
    let text = match comment {
        Some(text) if text.contains('\0') => {
            return Err(TableError::Invalid("a comment cannot hold the character NUL".into()));
        }
        Some(text) => literal(text),
        None => "NULL".into(),
    };
    ddl.run(format!("COMMENT ON {target} IS {text}")).await
}

/// What fills a column that an insert leaves out: ` DEFAULT …`, ` GENERATED …` or nothing.
fn filling(actor: Actor, column: &ColumnSpec, kind: &ColumnType) -> Result<String, TableError> {
    let given = [
        !column.default.is_null(),
        column.default_expression.is_some(),
        column.identity.is_some() || kind.serial,
        column.generated.is_some(),
    ];
    if given.into_iter().filter(|given| *given).count() > 1 {
        return Err(TableError::Invalid(format!(
            "Column \"{}\": only one of default, default_expression, identity and generated",
            column.name
        )));
    }
    let identity = column.identity.or(kind.serial.then_some(Identity::ByDefault));
    if let Some(identity) = identity {
        return Ok(format!(" GENERATED {} AS IDENTITY", identity.as_sql()));
    }
    if let Some(text) = &column.generated {
        return Ok(format!(" GENERATED ALWAYS AS {} STORED", RawSql::new(actor, "generated", text)?));
    }
    if let Some(text) = &column.default_expression {
        return Ok(format!(" DEFAULT {}", RawSql::new(actor, "default_expression", text)?));
    }
    Ok(match default_of(&column.name, &column.default, &kind.sql)? {
        Some(default) => format!(" DEFAULT {default}"),
        None if column.primary_key && kind.sql == "uuid" => " DEFAULT selfdb.uuid_v7()".into(),
        None => String::new(),
    })
}

/// The column's part of CREATE TABLE or ADD COLUMN, without the primary key.
pub(super) async fn column_sql(
    ddl: &Ddl,
    actor: Actor,
    table: &Ident,
    column: &ColumnSpec,
) -> Result<String, TableError> {
    let name = column_name(&column.name)?;
    let kind = resolve(ddl, &column.name, &column.type_name).await?;
    let mut sql = format!("{name} {}{}", kind.sql, filling(actor, column, &kind)?);
    if !column.nullable || column.primary_key {
        sql.push_str(" NOT NULL");
    }
    if column.unique && !column.primary_key {
        sql.push_str(" UNIQUE");
    }
    if let Some(reference) = &column.references {
        sql.push(' ');
        sql.push_str(&reference_sql(ddl, actor, table, reference).await?);
    }
    Ok(sql)
}

/// Type of an existing column and whether it belongs to the primary key.
async fn existing(ddl: &Ddl, table: &Owned, column: &str) -> Result<(String, bool), TableError> {
    let row = ddl
        .query_opt(
            "SELECT format_type(a.atttypid, a.atttypmod),
                    EXISTS (SELECT 1 FROM pg_catalog.pg_index i
                             WHERE i.indrelid = a.attrelid AND i.indisprimary AND a.attnum = ANY (i.indkey))
               FROM pg_catalog.pg_attribute a
              WHERE a.attrelid = $1 AND a.attname = $2 AND a.attnum > 0 AND NOT a.attisdropped",
            &[(&table.oid, Type::OID), (&column, Type::TEXT)],
        )
        .await?
        .ok_or(TableError::ColumnNotFound)?;
    Ok((row.get(0), row.get(1)))
}

/// Adds a column within a change.
pub(super) async fn add_to(
    ddl: &mut Ddl,
    actor: Actor,
    table: &Owned,
    column: &ColumnSpec,
) -> Result<(), TableError> {
    let key = if column.primary_key { " PRIMARY KEY" } else { "" };
    let definition = column_sql(ddl, actor, &table.name, column).await?;
    ddl.run(format!("ALTER TABLE public.{} ADD COLUMN {definition}{key}", table.name)).await?;
    if column.comment.is_some() {
        let target = format!("COLUMN public.{}.{}", table.name, column_name(&column.name)?);
        comment_on(ddl, &target, column.comment.as_deref()).await?;
    }
    Ok(())
}

/// Drops a column that is not part of the primary key, within a change.
pub(super) async fn drop_from(ddl: &mut Ddl, table: &Owned, column: &str) -> Result<(), TableError> {
    let (_, key) = existing(ddl, table, column).await?;
    if key {
        return Err(TableError::Invalid("Cannot remove primary key column".into()));
    }
    let name = Ident::existing(column).map_err(|_| TableError::ColumnNotFound)?;
    ddl.run(format!("ALTER TABLE public.{} DROP COLUMN {name}", table.name)).await
}

/// Adds a column.
pub async fn add(
    db: &Db,
    actor: Actor,
    table: &str,
    column: &ColumnSpec,
    preview: bool,
) -> Result<Outcome<()>, TableError> {
    ddl::change(db, preview, async |ddl: &mut Ddl| {
        let table = ddl.owned(actor, table).await?;
        add_to(ddl, actor, &table, column).await
    })
    .await
}

/// Changes a column; everything or nothing.
pub async fn update(
    db: &Db,
    actor: Actor,
    (table, column): (&str, &str),
    change: &ColumnChange,
    preview: bool,
) -> Result<Outcome<()>, TableError> {
    ddl::change(db, preview, async |ddl: &mut Ddl| {
        let table = ddl.owned(actor, table).await?;
        alter_in(ddl, actor, &table, column, change).await
    })
    .await
}

/// Drops a column that is not part of the primary key.
pub async fn remove(
    db: &Db,
    actor: Actor,
    (table, column): (&str, &str),
    preview: bool,
) -> Result<Outcome<()>, TableError> {
    ddl::change(db, preview, async |ddl: &mut Ddl| {
        let table = ddl.owned(actor, table).await?;
        drop_from(ddl, &table, column).await
    })
    .await
}
