//! Tables of schema public: what the catalogue and `selfdb.tables` know of them, and their DDL.

mod change;
mod create;

use super::{Db, DbError, ddl::Ddl, ident::Ident};
use crate::domain::caller::{Caller, DbRole};
use serde_json::Value;
use std::fmt;
use tokio_postgres::types::Type;
use uuid::Uuid;

pub(in crate::db) use change::sync_grants;
pub use change::{TableChange, remove, update};
pub use create::{NewTable, create};

/// Why an operation on a table or on the schema does not happen.
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
    /// Something else that the request names is not there.
    #[error("{0} not found")]
    Missing(&'static str),
    /// A relation of that name is there already.
    #[error("name is taken")]
    Exists,
    /// Only the owner and administrators may do this.
    #[error("not the owner")]
    Forbidden,
    /// Only administrators may do this.
    #[error("{0}: administrators only")]
    AdminOnly(&'static str),
    /// It cannot be done in the present state.
    #[error("{0}")]
    Conflict(String),
    /// The description of the table, column or other part is wrong.
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

    /// Lets administrators through; `what` names what is asked for.
    pub fn require_admin(&self, what: &'static str) -> Result<(), TableError> {
        if self.is_service() { Ok(()) } else { Err(TableError::AdminOnly(what)) }
    }
}

/// An SQL expression of an administrator; `Display` writes it in parentheses.
#[derive(Debug)]
pub struct RawSql(String);

/// Longest expression, in bytes.
const MAX_EXPRESSION: usize = 20_000;

impl RawSql {
    /// Takes `text` if `actor` may write SQL.
    pub fn new(actor: Actor, what: &'static str, text: &str) -> Result<Self, TableError> {
        actor.require_admin(what)?;
        match text.trim() {
            "" => Err(TableError::Invalid(format!("{what} must not be empty"))),
            _ if text.len() > MAX_EXPRESSION => {
                Err(TableError::Invalid(format!("{what} must have at most {MAX_EXPRESSION} bytes")))
            }
            _ if text.contains('\0') => {
                Err(TableError::Invalid(format!("{what} cannot hold the character NUL")))
            }
            text => Ok(RawSql(text.to_owned())),
        }
    }
}

impl fmt::Display for RawSql {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The line break ends a trailing comment.
        let end = if self.0.contains("--") { "\n" } else { "" };
        write!(f, "({}{end})", self.0)
    }
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

/// A text about a table: `full` for owner and administrators, `short` for whoever may otherwise know of it; both
/// are expressions over the row `d` of `selfdb.table_details`.
async fn about(
    db: &Db,
    actor: Actor,
    name: &str,
    (full, short): (&'static str, &'static str),
) -> Result<Option<String>, TableError> {
    let client = db.owner().await?;
    let sql = format!(
        "SELECT (CASE WHEN $2 OR d.owner_id = $3 THEN {full} ELSE {short} END)::text, d.owner_id, d.access_level
           FROM selfdb.table_details d WHERE d.name = $1"
    );
    let statement = client.prepare_cached(&sql).await?;
    let row = client
        .query_opt(&statement, &[&name, &actor.is_service(), &actor.user])
        .await?
        .ok_or(TableError::NotFound)?;
    if visible(actor, row.get(1), row.get(2)) { Ok(row.get(0)) } else { Err(TableError::NotFound) }
}

/// One table with all that its designer needs, as JSON. Those who may only use its rows get the short form.
pub async fn get(db: &Db, actor: Actor, name: &str) -> Result<String, TableError> {
    about(db, actor, name, ("selfdb.describe_table(d)", "selfdb.table_json(d)"))
        .await?
        .ok_or(TableError::NotFound)
}

/// The statements that would make the table again, without policies and grants for those who do not own it.
pub async fn ddl(db: &Db, actor: Actor, name: &str) -> Result<String, TableError> {
    about(db, actor, name, ("selfdb.table_ddl(d.relation)", "selfdb.ddl_table(d.relation)"))
        .await?
        .ok_or(TableError::NotFound)
}

/// A part of the description that only owner and administrators get.
async fn part(db: &Db, actor: Actor, name: &str, expression: &'static str) -> Result<String, TableError> {
    about(db, actor, name, (expression, "NULL::json")).await?.ok_or(TableError::Forbidden)
}

/// Policies of the table, as a JSON array; owner and administrators only.
pub async fn policies(db: &Db, actor: Actor, name: &str) -> Result<String, TableError> {
    part(db, actor, name, "selfdb.table_policies(d.relation)").await
}

/// What callers' roles hold on the table, as a JSON array; owner and administrators only.
pub async fn privileges(db: &Db, actor: Actor, name: &str) -> Result<String, TableError> {
    part(db, actor, name, "selfdb.table_privileges(d.relation)").await
}

/// Constraints of the table, as a JSON array; owner and administrators only.
pub async fn constraints(db: &Db, actor: Actor, name: &str) -> Result<String, TableError> {
    part(db, actor, name, "selfdb.table_constraints(d.relation)").await
}

/// Indexes of the table besides the primary key's, as a JSON array; owner and administrators only.
pub async fn indexes(db: &Db, actor: Actor, name: &str) -> Result<String, TableError> {
    part(db, actor, name, "coalesce(selfdb.table_indexes(d.relation), '[]')").await
}

fn visible(actor: Actor, owner: Option<Uuid>, level: &str) -> bool {
    actor.is_service()
        || (owner.is_some() && owner == actor.user)
        || matches!(level, "public-read" | "public")
        || (level == "authenticated" && actor.role == DbRole::Authenticated)
}

/// A table that an actor may change.
#[derive(Debug)]
pub struct Owned {
    /// Its name, for DDL behind `public.`.
    pub name: Ident,
    /// Its number in the catalogue.
    pub oid: u32,
    /// The user it belongs to.
    pub owner: Option<Uuid>,
    /// Its access level.
    pub level: String,
    /// Whether its access is ours to manage, and not closed as SQL left it.
    pub opened: bool,
}

/// Finds a table that `actor` owns; hides tables it may not see. For use by [`Ddl::owned`], which locks it.
pub(super) async fn look_up(ddl: &Ddl, actor: Actor, name: &str) -> Result<Owned, TableError> {
    let ident = Ident::existing(name).map_err(|_| TableError::NotFound)?;
    let row = ddl
        .query_opt(
            "SELECT relation, owner_id, access_level, opened FROM selfdb.table_details WHERE name = $1",
            &[(&name, Type::TEXT)],
        )
        .await?
        .ok_or(TableError::NotFound)?;
    let (owner, level): (Option<Uuid>, String) = (row.get(1), row.get(2));
    if actor.is_service() || (owner.is_some() && owner == actor.user) {
        Ok(Owned { name: ident, oid: row.get(0), owner, level, opened: row.get(3) })
    } else if visible(actor, owner, &level) {
        Err(TableError::Forbidden)
    } else {
        Err(TableError::NotFound)
    }
}

fn taken(error: TableError) -> TableError {
    match &error {
        TableError::Db(DbError::Statement(failed)) if failed.code.code() == "42P07" => TableError::Exists,
        _ => error,
    }
}
