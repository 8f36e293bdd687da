//! Tables of schema public: what the catalogue and `selfdb.tables` know of them, and their DDL.

use super::{
    Db, DbError,
    columns::{ColumnSpec, column_sql},
    ident::Ident,
};
use crate::domain::{
    access::AccessLevel,
    caller::{Caller, DbRole},
};
use deadpool_postgres::{GenericClient as _, Transaction};
use serde_json::Value;
use std::collections::HashSet;
use tokio_postgres::error::SqlState;
use uuid::Uuid;

/// Why an operation on a table does not happen.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The database said no.
    #[error(transparent)]
    Db(#[from] DbError),
    /// No such table, or none that the caller may know of.
    #[error("no such table")]
    NotFound,
    /// No such column.
    #[error("no such column")]
    ColumnNotFound,
    /// A relation of that name is there already.
    #[error("name is taken")]
    Exists,
    /// Only the owner and administrators may do this.
    #[error("not the owner")]
    Forbidden,
    /// The description of the table or column is wrong.
    #[error("{0}")]
    Invalid(String),
}

impl From<tokio_postgres::Error> for TableError {
    fn from(error: tokio_postgres::Error) -> Self {
        DbError::from(error).into()
    }
}

/// A caller as the database sees it now: role, and user if it is one.
#[derive(Debug, Clone, Copy)]
pub struct Actor {
    /// Role of the caller's transactions.
    pub role: DbRole,
    /// The user.
    pub user: Option<Uuid>,
}

impl Actor {
    /// Asks the database who `caller` is.
    pub async fn resolve(db: &Db, caller: &Caller) -> Result<Self, DbError> {
        let granted = db.resolve(caller).await?;
        let claims: Value = serde_json::from_str(&granted.claims).unwrap_or_default();
        let user = claims.get("sub").and_then(Value::as_str).and_then(|sub| sub.parse().ok());
        Ok(Actor { role: granted.role, user })
    }

    /// Whether this is an administrator or a service key.
    pub fn is_service(&self) -> bool {
        self.role == DbRole::Service
    }
}

/// An index to create along with a table.
#[derive(Debug)]
pub struct IndexSpec {
    /// Name; `idx_<table>_<columns>` without one.
    pub name: Option<String>,
    /// Columns.
    pub columns: Vec<String>,
    /// Whether it is unique.
    pub unique: bool,
}

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
    /// Indexes.
    pub indexes: Vec<IndexSpec>,
    /// Free metadata.
    pub metadata: Value,
    /// Whether changes are recorded for realtime.
    pub realtime: bool,
}

/// What to change about a table; `None` leaves it.
#[derive(Debug, Default)]
pub struct TableChange {
    /// New name.
    pub new_name: Option<String>,
    /// New description; the inner `None` removes it.
    pub description: Option<Option<String>>,
    /// New access level.
    pub access: Option<AccessLevel>,
    /// Whether changes are recorded for realtime.
    pub realtime: Option<bool>,
}

/// Everything `actor` may see, as a JSON array.
pub async fn list(db: &Db, actor: Actor) -> Result<String, DbError> {
    let client = db.owner().await?;
    let statement = client
        .prepare_cached(
            "SELECT coalesce(json_agg(selfdb.table_json(d) ORDER BY d.name), '[]')::text
               FROM selfdb.table_details d
              WHERE $1 OR d.owner_id = $2 OR d.access_level IN ('public-read', 'public')
                 OR ($3 AND d.access_level = 'authenticated')",
        )
        .await?;
    let authenticated = actor.role == DbRole::Authenticated;
    let row = client.query_one(&statement, &[&actor.is_service(), &actor.user, &authenticated]).await?;
    Ok(row.get(0))
}

/// One table as JSON.
pub async fn get(db: &Db, actor: Actor, name: &str) -> Result<String, TableError> {
    let client = db.owner().await?;
    let statement = client
        .prepare_cached(
            "SELECT selfdb.table_json(d)::text, d.owner_id, d.access_level
               FROM selfdb.table_details d WHERE d.name = $1",
        )
        .await?;
    let row = client.query_opt(&statement, &[&name]).await?.ok_or(TableError::NotFound)?;
    if visible(actor, row.get(1), row.get(2)) { Ok(row.get(0)) } else { Err(TableError::NotFound) }
}

/// The statement that would make the table again.
pub async fn ddl(db: &Db, actor: Actor, name: &str) -> Result<String, TableError> {
    let client = db.owner().await?;
    let row = client
        .query_opt(
            "SELECT selfdb.table_ddl(d.relation), d.owner_id, d.access_level
               FROM selfdb.table_details d WHERE d.name = $1",
            &[&name],
        )
        .await?
        .ok_or(TableError::NotFound)?;
    if visible(actor, row.get(1), row.get(2)) { Ok(row.get(0)) } else { Err(TableError::NotFound) }
}

fn visible(actor: Actor, owner: Option<Uuid>, level: &str) -> bool {
    actor.is_service()
        || (owner.is_some() && owner == actor.user)
        || matches!(level, "public-read" | "public")
        || (level == "authenticated" && actor.role == DbRole::Authenticated)
}

/// A table that `actor` may change.
pub(super) struct Owned {
    pub(super) oid: u32,
    pub(super) owner: Option<Uuid>,
    pub(super) level: String,
}

/// Checks that `actor` owns the table; hides tables it may not see.
pub(super) async fn owned(tx: &Transaction<'_>, actor: Actor, name: &str) -> Result<Owned, TableError> {
    let row = tx
        .query_opt(
            "SELECT relation, owner_id, access_level FROM selfdb.table_details WHERE name = $1",
            &[&name],
        )
        .await?
        .ok_or(TableError::NotFound)?;
    let table = Owned { oid: row.get(0), owner: row.get(1), level: row.get(2) };
    if actor.is_service() || (table.owner.is_some() && table.owner == actor.user) {
        Ok(table)
    } else if visible(actor, table.owner, &table.level) {
        Err(TableError::Forbidden)
    } else {
        Err(TableError::NotFound)
    }
}

/// Goes on as the role that owns users' tables. Waiting long for a lock would queue every reader
/// of the table behind this statement.
pub(super) async fn become_owner(tx: &Transaction<'_>) -> Result<(), DbError> {
    tx.batch_execute(
        "SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '60s';
         SET LOCAL search_path = public; SET LOCAL ROLE selfdb_owner",
    )
    .await?;
    Ok(())
}

async fn apply(
    tx: &Transaction<'_>,
    oid: u32,
    level: AccessLevel,
    owner: Option<Uuid>,
) -> Result<(), DbError> {
    tx.execute("SELECT selfdb.apply_access($1::oid::regclass, $2, $3)", &[&oid, &level.as_str(), &owner])
        .await?;
    Ok(())
}

async fn record(tx: &Transaction<'_>, oid: u32, on: bool) -> Result<(), DbError> {
    tx.execute("SELECT selfdb.record_changes($1::oid::regclass, $2)", &[&oid, &on]).await?;
    Ok(())
}

fn taken(error: tokio_postgres::Error) -> TableError {
    match error.code() {
        Some(code) if *code == SqlState::DUPLICATE_TABLE => TableError::Exists,
        _ => error.into(),
    }
}

fn new_name(name: &str) -> Result<Ident, TableError> {
    Ident::new(name).map_err(|error| TableError::Invalid(format!("Table name {error}")))
}

/// Creates a table with its indexes, policies and metadata, and returns it as JSON.
pub async fn create(db: &Db, actor: Actor, new: &NewTable) -> Result<String, TableError> {
    let name = new_name(&new.name)?;
    check_columns(&new.columns)?;
    let mut client = db.owner().await?;
    let tx = client.transaction().await?;
    become_owner(&tx).await?;
    let statement = create_sql(&tx, &name, new).await?;
    tx.batch_execute(&statement).await.map_err(taken)?;
    let oid: u32 = tx
        .query_one(
            "SELECT oid FROM pg_catalog.pg_class WHERE relname = $1 AND relnamespace = 'public'::regnamespace",
            &[&name.as_str()],
        )
        .await?
        .get(0);
    for index in &new.indexes {
        tx.batch_execute(&index_sql(&name, index)?).await.map_err(taken)?;
    }
    apply(&tx, oid, new.access, actor.user).await?;
    tx.batch_execute("SET LOCAL ROLE NONE").await?;
    record(&tx, oid, new.realtime).await?;
    remember(&tx, oid, actor.user, new).await?;
    let json = tx
        .query_one(
            "SELECT selfdb.table_json(d)::text FROM selfdb.table_details d WHERE relation = $1",
            &[&oid],
        )
        .await?
        .get(0);
    tx.commit().await?;
    Ok(json)
}

async fn remember(
    tx: &Transaction<'_>,
    oid: u32,
    owner: Option<Uuid>,
    new: &NewTable,
) -> Result<(), DbError> {
    tx.execute("SELECT selfdb.forget_dropped_tables()", &[]).await?;
    // An oid comes round again after four billion; a leftover must not pass its owner on.
    tx.execute(
        "INSERT INTO selfdb.tables (relation, owner_id, access_level, description, metadata)
         VALUES ($1::oid::regclass, $2, $3, $4,
                 jsonb_build_object('creation_sql', selfdb.table_ddl($1)) || $5)
         ON CONFLICT (relation) DO UPDATE SET owner_id = excluded.owner_id,
             access_level = excluded.access_level, description = excluded.description,
             metadata = excluded.metadata",
        &[&oid, &owner, &new.access.as_str(), &new.description, &new.metadata],
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

async fn create_sql(tx: &Transaction<'_>, name: &Ident, new: &NewTable) -> Result<String, TableError> {
    let mut parts = Vec::new();
    let mut keys = Vec::new();
    for column in &new.columns {
        parts.push(column_sql(tx, column).await?);
        if column.primary_key {
            keys.push(Ident::new(&column.name).map_err(|e| TableError::Invalid(e.to_string()))?.to_string());
        }
    }
    if !keys.is_empty() {
        parts.push(format!("PRIMARY KEY ({})", keys.join(", ")));
    }
    Ok(format!("CREATE TABLE public.{name} ({})", parts.join(", ")))
}

fn index_sql(table: &Ident, index: &IndexSpec) -> Result<String, TableError> {
    let invalid = |error| TableError::Invalid(format!("index: {error}"));
    if index.columns.is_empty() {
        return Err(TableError::Invalid("index columns must not be empty".into()));
    }
    let columns: Result<Vec<String>, TableError> = index
        .columns
        .iter()
        .map(|column| Ident::existing(column).map(|c| c.to_string()).map_err(invalid))
        .collect();
    let name = match &index.name {
        Some(name) => Ident::new(name).map_err(invalid)?,
        None => {
            let name = format!("idx_{}_{}", table.as_str(), index.columns.join("_"));
            Ident::existing(name.get(..63).unwrap_or(&name)).map_err(invalid)?
        }
    };
    let unique = if index.unique { "UNIQUE " } else { "" };
    Ok(format!("CREATE {unique}INDEX {name} ON public.{table} ({})", columns?.join(", ")))
}

/// Changes name, description, access level or recording, and returns the table as JSON.
pub async fn update(db: &Db, actor: Actor, name: &str, change: &TableChange) -> Result<String, TableError> {
    let mut client = db.owner().await?;
    let tx = client.transaction().await?;
    let table = owned(&tx, actor, name).await?;
    become_owner(&tx).await?;
    if let Some(new) = change.new_name.as_deref().filter(|new| *new != name) {
        let (old, new) = (Ident::existing(name).map_err(|_| TableError::NotFound)?, new_name(new)?);
        tx.batch_execute(&format!("ALTER TABLE public.{old} RENAME TO {new}")).await.map_err(taken)?;
    }
    if let Some(level) = change.access {
        apply(&tx, table.oid, level, table.owner).await?;
    }
    tx.batch_execute("SET LOCAL ROLE NONE").await?;
    if let Some(on) = change.realtime {
        record(&tx, table.oid, on).await?;
    }
    tx.execute(
        "INSERT INTO selfdb.tables (relation, access_level, description)
         VALUES ($1::oid::regclass, coalesce($2, 'private'), $3)
         ON CONFLICT (relation) DO UPDATE SET access_level = coalesce($2, tables.access_level),
             description = CASE WHEN $4 THEN $3 ELSE tables.description END, updated_at = now()",
        &[
            &table.oid,
            &change.access.map(AccessLevel::as_str),
            &change.description.clone().flatten(),
            &change.description.is_some(),
        ],
    )
    .await?;
    let json = tx
        .query_one(
            "SELECT selfdb.table_json(d)::text FROM selfdb.table_details d WHERE relation = $1",
            &[&table.oid],
        )
        .await?
        .get(0);
    tx.commit().await?;
    Ok(json)
}

/// Drops the table, unless something depends on it.
pub async fn remove(db: &Db, actor: Actor, name: &str) -> Result<(), TableError> {
    let mut client = db.owner().await?;
    let tx = client.transaction().await?;
    owned(&tx, actor, name).await?;
    become_owner(&tx).await?;
    let ident = Ident::existing(name).map_err(|_| TableError::NotFound)?;
    tx.batch_execute(&format!("DROP TABLE public.{ident}")).await?;
    tx.batch_execute("SET LOCAL ROLE NONE").await?;
    tx.execute("SELECT selfdb.forget_dropped_tables()", &[]).await?;
    tx.commit().await?;
    Ok(())
}
