//! Keys, foreign keys, unique and check constraints.

use crate::{
    db::{
        Db,
        ddl::{self, Ddl, Outcome, column_list, new_name},
        ident::Ident,
        tables::{Actor, Owned, RawSql, TableError},
    },
    domain::schema::{ConstraintSpec, OnDelete, Reference},
};
use tokio_postgres::types::Type;

/// `REFERENCES …` of a foreign key from `table`.
///
/// A user may point at tables of its own and at `auth.users`, since a foreign key tells which keys exist and can
/// keep rows from being deleted; for the same reason it must not keep users from being deleted.
pub(in crate::db) async fn reference_sql(
    ddl: &Ddl,
    actor: Actor,
    table: &Ident,
    reference: &Reference,
) -> Result<String, TableError> {
    let target = match reference.table.as_str() {
        "auth.users" => {
            let free = matches!(reference.on_delete, OnDelete::Cascade | OnDelete::SetNull);
            if !free && !actor.is_service() {
                return Err(TableError::Invalid(
                    "references: on_delete must be cascade or set-null for auth.users".into(),
                ));
            }
            "auth.users".to_owned()
        }
        name if name == table.as_str() => format!("public.{table}"),
        name => match ddl.owned(actor, name).await {
            Ok(owned) => format!("public.{}", owned.name),
            Err(TableError::NotFound | TableError::Forbidden) => {
                return Err(TableError::Invalid(
                    "references: must be a table of your own, or auth.users".into(),
                ));
            }
            Err(error) => return Err(error),
        },
    };
    let columns = match (target.as_str(), reference.columns.as_slice()) {
        ("auth.users", []) => " (id)".to_owned(),
        (_, []) => String::new(),
        (_, columns) => format!(" ({})", column_list("references.columns", columns)?),
    };
    let (on_delete, on_update) = (reference.on_delete.as_sql(), reference.on_update.as_sql());
    Ok(format!("REFERENCES {target}{columns} ON DELETE {on_delete} ON UPDATE {on_update}"))
}

async fn definition(
    ddl: &Ddl,
    actor: Actor,
    table: &Ident,
    spec: &ConstraintSpec,
) -> Result<String, TableError> {
    Ok(match spec {
        ConstraintSpec::PrimaryKey { columns, .. } => {
            format!("PRIMARY KEY ({})", column_list("columns", columns)?)
        }
        ConstraintSpec::Unique { columns, nulls_not_distinct, .. } => {
            let nulls = if *nulls_not_distinct { " NULLS NOT DISTINCT" } else { "" };
            format!("UNIQUE{nulls} ({})", column_list("columns", columns)?)
        }
        ConstraintSpec::ForeignKey { columns, references, .. } => {
            let references = reference_sql(ddl, actor, table, references).await?;
            format!("FOREIGN KEY ({}) {references}", column_list("columns", columns)?)
        }
        ConstraintSpec::Check { expression, .. } => {
            format!("CHECK {}", RawSql::new(actor, "check constraints", expression)?)
        }
    })
}

/// Adds a constraint within a change.
pub(in crate::db) async fn add(
    ddl: &mut Ddl,
    actor: Actor,
    table: &Ident,
    spec: &ConstraintSpec,
) -> Result<(), TableError> {
    let name = match spec {
        ConstraintSpec::PrimaryKey { name, .. }
        | ConstraintSpec::Unique { name, .. }
        | ConstraintSpec::ForeignKey { name, .. }
        | ConstraintSpec::Check { name, .. } => name,
    };
    let name = match name {
        Some(name) => format!("CONSTRAINT {} ", new_name("constraint name", name)?),
        None => String::new(),
    };
    let definition = definition(ddl, actor, table, spec).await?;
    ddl.run(format!("ALTER TABLE public.{table} ADD {name}{definition}")).await
}

/// Drops a constraint within a change, unless another table's foreign key needs it.
pub(in crate::db) async fn remove(ddl: &mut Ddl, table: &Owned, name: &str) -> Result<(), TableError> {
    let known = ddl
        .query_opt(
            "SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = $1 AND conname = $2 AND contype IN ('p', 'u', 'f', 'c', 'x')",
            &[(&table.oid, Type::OID), (&name, Type::TEXT)],
        )
        .await?;
    let (Some(_), Ok(name)) = (known, Ident::existing(name)) else {
        return Err(TableError::Missing("Constraint"));
    };
    ddl.run(format!("ALTER TABLE public.{} DROP CONSTRAINT {name}", table.name)).await
}

/// Adds a constraint; existing rows are checked.
pub async fn create(
    db: &Db,
    actor: Actor,
    table: &str,
    spec: &ConstraintSpec,
    preview: bool,
) -> Result<Outcome<()>, TableError> {
    ddl::change(db, preview, async |ddl: &mut Ddl| {
        let table = ddl.owned(actor, table).await?;
        add(ddl, actor, &table.name, spec).await
    })
    .await
}

/// Drops a constraint.
pub async fn drop(
    db: &Db,
    actor: Actor,
    (table, name): (&str, &str),
    preview: bool,
) -> Result<Outcome<()>, TableError> {
    ddl::change(db, preview, async |ddl: &mut Ddl| {
        let table = ddl.owned(actor, table).await?;
        remove(ddl, &table, name).await
    })
    .await
}
