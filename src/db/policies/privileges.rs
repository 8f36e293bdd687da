//! Privileges by column: which columns a role may read, insert and update.

use super::opened;
use crate::db::{
    Db,
    ddl::{self, Ddl, Outcome, column_list},
    tables::{Actor, Owned, TableError, sync_grants},
};
use tokio_postgres::types::Type;

/// New column privileges of a role: `None` leaves one, the inner `None` gives it back for the whole table.
#[derive(Debug)]
pub struct ColumnPrivileges {
    /// `anon` or `authenticated`.
    pub role: String,
    /// Columns that can be read.
    pub select: Option<Option<Vec<String>>>,
    /// Columns that an insert may give.
    pub insert: Option<Option<Vec<String>>>,
    /// Columns that an update may set.
    pub update: Option<Option<Vec<String>>>,
}

/// Sets column privileges. They bind every caller of the role, a user who owns the table among them.
pub async fn set(
    db: &Db,
    actor: Actor,
    table: &str,
    new: &ColumnPrivileges,
    preview: bool,
) -> Result<Outcome<()>, TableError> {
    if !matches!(new.role.as_str(), "anon" | "authenticated") {
        return Err(TableError::Invalid("role must be anon or authenticated".into()));
    }
    ddl::change(db, preview, async |ddl: &mut Ddl| {
        let table = opened(ddl, actor, table).await?;
        for (privilege, columns) in
            [("SELECT", &new.select), ("INSERT", &new.insert), ("UPDATE", &new.update)]
        {
            if let Some(columns) = columns {
                set_one(ddl, &table, (&new.role, privilege), columns.as_deref()).await?;
            }
        }
        sync_grants(ddl, &table.name).await
    })
    .await
}

async fn set_one(
    ddl: &mut Ddl,
    table: &Owned,
    (role, privilege): (&str, &str),
    columns: Option<&[String]>,
) -> Result<(), TableError> {
    // Revoked for the table, it is revoked for the columns too.
    ddl.run(format!("REVOKE {privilege} ON public.{} FROM {role}", table.name)).await?;
    if let Some(columns) = columns
        && !columns.is_empty()
    {
        let columns = column_list("columns", columns)?;
        ddl.run(format!("GRANT {privilege} ({columns}) ON public.{} TO {role}", table.name)).await?;
    }
    ddl.note(
        "SELECT selfdb.restrict_columns($1::oid, $2, $3)",
        &[
            (&table.oid, Type::OID),
            (&format!("{role}.{privilege}"), Type::TEXT),
            (&columns.is_some(), Type::BOOL),
        ],
    )
    .await?;
    Ok(())
}
