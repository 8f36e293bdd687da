//! Changes of tables: several in one request happen together or not at all.

use super::{Actor, Owned, TableError, taken};
use crate::{
    db::{
        Db, DbError, columns,
        columns::comment_on,
        ddl::{self, Ddl, Outcome, new_name},
        ident::Ident,
        schema::{constraints, indexes},
    },
    domain::{
        access::AccessLevel,
        schema::{ColumnSpec, ConstraintSpec, IndexSpec, NamedColumnChange},
    },
};
use tokio_postgres::types::Type;
use uuid::Uuid;

/// What to change about a table; `None` and empty lists leave it. Parts are dropped first, then columns are changed
/// and added, then constraints and indexes, so that a new one may rest on a new column.
#[derive(Debug, Default)]
pub struct TableChange {
    /// New name.
    pub new_name: Option<String>,
    /// New description; the inner `None` removes it.
    pub description: Option<Option<String>>,
    /// New access level; opens a table that SQL made.
    pub access: Option<AccessLevel>,
    /// New owner; the inner `None` leaves it to administrators. Administrators only.
    pub owner: Option<Option<Uuid>>,
    /// Whether changes are recorded for realtime.
    pub realtime: Option<bool>,
    /// Names of constraints.
    pub drop_constraints: Vec<String>,
    /// Names of indexes.
    pub drop_indexes: Vec<String>,
    /// Names of columns.
    pub drop_columns: Vec<String>,
    /// Changes of columns.
    pub alter_columns: Vec<NamedColumnChange>,
    /// New columns.
    pub add_columns: Vec<ColumnSpec>,
    /// New constraints.
    pub add_constraints: Vec<ConstraintSpec>,
    /// New indexes.
    pub add_indexes: Vec<IndexSpec>,
}

/// Makes level and owner of the table into policies, and the policies into grants.
pub(super) async fn apply_access(
    ddl: &mut Ddl,
    name: &Ident,
    level: AccessLevel,
    owner: Option<Uuid>,
) -> Result<(), TableError> {
    let table = columns::literal(&format!("public.{name}"));
    let owner = owner.map_or_else(|| "NULL".to_owned(), |owner| format!("'{owner}'"));
    ddl.run(format!("SELECT selfdb.apply_access({table}, '{}', {owner})", level.as_str())).await
}

/// Starts or stops recording of the table's changes.
pub(super) async fn record(ddl: &mut Ddl, name: &Ident, on: bool) -> Result<(), TableError> {
    let table = columns::literal(&format!("public.{name}"));
    ddl.run(format!("SELECT selfdb.record_changes({table}, {on})")).await
}

/// Changes the table and returns its name.
pub async fn update(
    db: &Db,
    actor: Actor,
    name: &str,
    change: &TableChange,
    preview: bool,
) -> Result<Outcome<()>, TableError> {
    if change.owner.is_some() {
        actor.require_admin("owner_id")?;
    }
    if change.access.is_some() && actor.is_service() && !preview {
        adopt(db, name).await?;
    }
    ddl::change(db, preview, async |ddl: &mut Ddl| {
        let table = ddl.owned(actor, name).await?;
        change_parts(ddl, actor, &table, change).await?;
        if let Some(description) = &change.description {
            comment_on(ddl, &format!("TABLE public.{}", table.name), description.as_deref()).await?;
        }
        change_access(ddl, &table, change).await?;
        if let Some(on) = change.realtime {
            record(ddl, &table.name, on).await?;
        }
        if let Some(new) = change.new_name.as_deref().filter(|new| *new != name) {
            let new = new_name("Table name", new)?;
            ddl.run(format!("ALTER TABLE public.{} RENAME TO {new}", table.name)).await.map_err(taken)?;
        }
        if table.opened {
            ddl.note("SELECT selfdb.touch_table($1::oid)", &[(&table.oid, Type::OID)]).await?;
        }
        Ok(())
    })
    .await
}

async fn change_parts(
    ddl: &mut Ddl,
    actor: Actor,
    table: &Owned,
    change: &TableChange,
) -> Result<(), TableError> {
    for name in &change.drop_constraints {
        constraints::remove(ddl, table, name).await?;
    }
    for name in &change.drop_indexes {
        indexes::drop_from(ddl, table, name).await?;
    }
    for name in &change.drop_columns {
        columns::drop_from(ddl, table, name).await?;
    }
    for column in &change.alter_columns {
        columns::alter_in(ddl, actor, table, &column.name, &column.change).await?;
    }
    for column in &change.add_columns {
        columns::add_to(ddl, actor, table, column).await?;
    }
    for constraint in &change.add_constraints {
        constraints::add(ddl, actor, &table.name, constraint).await?;
    }
    for index in &change.add_indexes {
        let statement = indexes::create_sql(ddl, actor, &table.name, index, "").await?;
        ddl.run(statement).await.map_err(taken)?;
    }
    Ok(())
}

async fn change_access(ddl: &mut Ddl, table: &Owned, change: &TableChange) -> Result<(), TableError> {
    if change.access.is_none() && change.owner.is_none() {
        return Ok(());
    }
    let kept = AccessLevel::parse(&table.level).unwrap_or_default();
    let level = change.access.unwrap_or(kept);
    let owner = change.owner.unwrap_or(table.owner);
    apply_access(ddl, &table.name, level, owner).await?;
    ddl.note(
        "SELECT selfdb.remember_table($1::oid, $2, $3, NULL)",
        &[(&table.oid, Type::OID), (&level.as_str(), Type::TEXT), (&owner, Type::UUID)],
    )
    .await?;
    Ok(())
}

/// Brings grants in line with the policies.
pub(in crate::db) async fn sync_grants(ddl: &mut Ddl, name: &Ident) -> Result<(), TableError> {
    let table = columns::literal(&format!("public.{name}"));
    ddl.run(format!("SELECT selfdb.sync_grants({table})")).await
}

/// Takes over a table that the service's own login made, as somebody does who uses psql with `DATABASE_URL`.
async fn adopt(db: &Db, name: &str) -> Result<(), TableError> {
    let Ok(ident) = Ident::existing(name) else { return Err(TableError::NotFound) };
    let mut client = db.owner().await?;
    let tx = client.transaction().await.map_err(DbError::from)?;
    let foreign = tx
        .query_opt(
            "SELECT 1 FROM pg_catalog.pg_class c JOIN selfdb.table_details d ON d.relation = c.oid
              WHERE d.name = $1 AND pg_has_role(c.relowner, 'USAGE')
                AND c.relowner <> (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = 'selfdb_owner')",
            &[&name],
        )
        .await?;
    if foreign.is_some() {
        tx.batch_execute(&format!(
            "SET LOCAL lock_timeout = '400ms'; ALTER TABLE public.{ident} OWNER TO selfdb_owner"
        ))
        .await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Drops the table, unless something depends on it.
pub async fn remove(db: &Db, actor: Actor, name: &str, preview: bool) -> Result<Outcome<()>, TableError> {
    ddl::change(db, preview, async |ddl: &mut Ddl| {
        let table = ddl.owned(actor, name).await?;
        ddl.run(format!("DROP TABLE public.{}", table.name)).await?;
        ddl.note("SELECT selfdb.forget_dropped_tables()", &[]).await?;
        Ok(())
    })
    .await
}
