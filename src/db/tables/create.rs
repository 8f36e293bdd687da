//! New tables.

use super::{Actor, TableError, change::apply_access, taken};
use crate::{
    db::{
        Db,
        columns::{column_sql, comment_on},
        ddl::{self, Ddl, Outcome, column_list, new_name},
        ident::Ident,
        schema::{constraints, indexes},
    },
    domain::{
        access::AccessLevel,
        schema::{ColumnSpec, ConstraintSpec, IndexSpec},
    },
};
use serde_json::Value;
use std::collections::HashSet;
use tokio_postgres::types::Type;

/// A table to create.
#[derive(Debug)]
pub struct NewTable {
    /// Name.
    pub name: String,
    /// Description.
    pub description: Option<String>,
    /// Access level.
    pub access: AccessLevel,
    /// Columns, at least one.
    pub columns: Vec<ColumnSpec>,
    /// Constraints besides those that columns bring along.
    pub constraints: Vec<ConstraintSpec>,
    /// Indexes.
    pub indexes: Vec<IndexSpec>,
    /// Free metadata.
    pub metadata: Value,
    /// Whether changes are recorded for realtime.
    pub realtime: bool,
}

/// Creates a table with its constraints, indexes, policies and metadata.
pub async fn create(db: &Db, actor: Actor, new: &NewTable, preview: bool) -> Result<Outcome<()>, TableError> {
    let name = new_name("Table name", &new.name)?;
    check_columns(&new.columns)?;
    ddl::change(db, preview, async |ddl: &mut Ddl| {
        let statement = create_sql(ddl, actor, &name, new).await?;
        ddl.run(statement).await.map_err(taken)?;
        for constraint in &new.constraints {
            constraints::add(ddl, actor, &name, constraint).await?;
        }
        for index in &new.indexes {
            let statement = indexes::create_sql(ddl, actor, &name, index, "").await?;
            ddl.run(statement).await.map_err(taken)?;
        }
        comment_on(ddl, &format!("TABLE public.{name}"), new.description.as_deref()).await?;
        for column in new.columns.iter().filter(|column| column.comment.is_some()) {
            let column_name = new_name("Column name", &column.name)?;
            let target = format!("COLUMN public.{name}.{column_name}");
            comment_on(ddl, &target, column.comment.as_deref()).await?;
        }
        apply_access(ddl, &name, new.access, actor.user).await?;
        remember(ddl, actor, &name, new).await
    })
    .await
}

async fn remember(ddl: &mut Ddl, actor: Actor, name: &Ident, new: &NewTable) -> Result<(), TableError> {
    if new.realtime {
        super::change::record(ddl, name, true).await?;
    }
    ddl.note("SELECT selfdb.forget_dropped_tables()", &[]).await?;
    ddl.note(
        "SELECT selfdb.remember_table($1::text::regclass, $2, $3,
                jsonb_build_object('creation_sql', selfdb.ddl_table($1::text::regclass)) || $4)",
        &[
            (&format!("public.{name}"), Type::TEXT),
            (&new.access.as_str(), Type::TEXT),
            (&actor.user, Type::UUID),
            (&new.metadata, Type::JSONB),
        ],
    )
    .await?;
    Ok(())
}

fn check_columns(columns: &[ColumnSpec]) -> Result<(), TableError> {
    if columns.is_empty() {
        return Err(TableError::Invalid("schema.columns must hold at least one column".into()));
    }
    let mut names = HashSet::new();
    match columns.iter().find(|column| !names.insert(column.name.as_str())) {
        Some(column) => Err(TableError::Invalid(format!("Duplicate column name: {}", column.name))),
        None => Ok(()),
    }
}

async fn create_sql(ddl: &Ddl, actor: Actor, name: &Ident, new: &NewTable) -> Result<String, TableError> {
    let mut parts = Vec::new();
    for column in &new.columns {
        parts.push(column_sql(ddl, actor, name, column).await?);
    }
    let keys: Vec<String> =
        new.columns.iter().filter(|column| column.primary_key).map(|column| column.name.clone()).collect();
    if !keys.is_empty() {
        parts.push(format!("PRIMARY KEY ({})", column_list("primary_key", &keys)?));
    }
    Ok(format!("CREATE TABLE public.{name} ({})", parts.join(", ")))
}
