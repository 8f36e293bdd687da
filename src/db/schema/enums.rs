//! Enum types of schema public. They belong to nobody in particular, so administrators manage them.

use crate::{
    db::{
        Db,
        columns::{comment_on, literal},
        ddl::{self, Ddl, Outcome, new_name},
        ident::{Ident, MAX_IDENT_BYTES},
        tables::{Actor, TableError},
    },
    domain::schema::{EnumChange, EnumSpec},
};
use tokio_postgres::types::Type;

fn label(text: &str) -> Result<String, TableError> {
    if text.is_empty() || text.len() > MAX_IDENT_BYTES || text.contains('\0') {
        return Err(TableError::Invalid(format!(
            "a value must have 1 to {MAX_IDENT_BYTES} bytes and no character NUL"
        )));
    }
    Ok(literal(text).trim().to_owned())
}

/// The enum of that name, which must exist.
async fn existing(ddl: &Ddl, name: &str) -> Result<Ident, TableError> {
    let known = ddl
        .query_opt(
            "SELECT 1 FROM pg_catalog.pg_type
              WHERE typname = $1 AND typnamespace = 'public'::regnamespace AND typtype = 'e'",
            &[(&name, Type::TEXT)],
        )
        .await?;
    match (known, Ident::existing(name)) {
        (Some(_), Ok(name)) => Ok(name),
        _ => Err(TableError::Missing("Enum")),
    }
}

/// Creates an enum.
pub async fn create(
    db: &Db,
    actor: Actor,
    spec: &EnumSpec,
    preview: bool,
) -> Result<Outcome<()>, TableError> {
    actor.require_admin("enums")?;
    let name = new_name("enum name", &spec.name)?;
    let labels: Vec<String> = spec.values.iter().map(|value| label(value)).collect::<Result<_, _>>()?;
    if labels.is_empty() {
        return Err(TableError::Invalid("values must hold at least one value".into()));
    }
    ddl::change(db, preview, async |ddl: &mut Ddl| {
        ddl.run(format!("CREATE TYPE public.{name} AS ENUM ({})", labels.join(", "))).await?;
        match &spec.comment {
            Some(comment) => comment_on(ddl, &format!("TYPE public.{name}"), Some(comment)).await,
            None => Ok(()),
        }
    })
    .await
}

/// Adds and renames values, and renames the enum; everything or nothing.
pub async fn update(
    db: &Db,
    actor: Actor,
    name: &str,
    change: &EnumChange,
    preview: bool,
) -> Result<Outcome<()>, TableError> {
    actor.require_admin("enums")?;
    ddl::change(db, preview, async |ddl: &mut Ddl| {
        let ident = existing(ddl, name).await?;
        for value in &change.rename_values {
            let (from, to) = (label(&value.from)?, label(&value.to)?);
            ddl.run(format!("ALTER TYPE public.{ident} RENAME VALUE {from} TO {to}")).await?;
        }
        for value in &change.add_values {
            let place = match (&value.before, &value.after) {
                (Some(_), Some(_)) => {
                    return Err(TableError::Invalid("add_values: only one of before and after".into()));
                }
                (Some(other), None) => format!(" BEFORE {}", label(other)?),
                (None, Some(other)) => format!(" AFTER {}", label(other)?),
                (None, None) => String::new(),
            };
            ddl.run(format!("ALTER TYPE public.{ident} ADD VALUE {}{place}", label(&value.value)?)).await?;
        }
        if let Some(comment) = &change.comment {
            comment_on(ddl, &format!("TYPE public.{ident}"), comment.as_deref()).await?;
        }
        if let Some(new) = change.new_name.as_deref().filter(|new| *new != name) {
            let new = new_name("enum name", new)?;
            ddl.run(format!("ALTER TYPE public.{ident} RENAME TO {new}")).await?;
        }
        Ok(())
    })
    .await
}

/// Drops an enum that no column uses.
pub async fn remove(db: &Db, actor: Actor, name: &str, preview: bool) -> Result<Outcome<()>, TableError> {
    actor.require_admin("enums")?;
    ddl::change(db, preview, async |ddl: &mut Ddl| {
        let ident = existing(ddl, name).await?;
        ddl.run(format!("DROP TYPE public.{ident}")).await
    })
    .await
}
