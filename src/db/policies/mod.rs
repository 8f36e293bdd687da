//! Row-level security policies beside those that follow from access level and owner.
//!
//! Rights add up: a row is reached when the level, the owner's rule or any permissive policy gives it, and no
//! restrictive policy takes it away. Grants follow from the policies (`selfdb.sync_grants`).

pub mod privileges;
pub mod trial;

use super::{
    Db, DbError,
    columns::comment_on,
    ddl::{self, Ddl, Outcome},
    ident::Ident,
    tables::{Actor, Owned, RawSql, TableError, sync_grants},
};
use crate::domain::schema::{Command, PolicyChange, PolicySpec, Preset};
use tokio_postgres::types::Type;

/// Begins the names of policies that follow from a table's settings.
const RESERVED: &str = "selfdb_";

/// A table whose access is ours to manage.
pub(super) async fn opened(ddl: &Ddl, actor: Actor, table: &str) -> Result<Owned, TableError> {
    let table = ddl.owned(actor, table).await?;
    if table.opened {
        Ok(table)
    } else {
        Err(TableError::Conflict(
            "the table was made by SQL and is closed; set its access_level first, private for instance"
                .into(),
        ))
    }
}

fn policy_name(name: &str) -> Result<Ident, TableError> {
    let invalid = |why: &str| TableError::Invalid(format!("policy name {why}"));
    let ident = Ident::existing(name).map_err(|error| invalid(&error.to_string()))?;
    if name.starts_with(RESERVED) {
        return Err(invalid("must not begin with selfdb_"));
    }
    if name.chars().any(char::is_control) {
        return Err(invalid("cannot hold control characters"));
    }
    Ok(ident)
}

fn role_list(roles: Option<&[String]>) -> Result<String, TableError> {
    let Some(roles) = roles else { return Ok("anon, authenticated".into()) };
    if roles.is_empty() || !roles.iter().all(|role| matches!(role.as_str(), "anon" | "authenticated")) {
        return Err(TableError::Invalid("roles must be anon, authenticated or both".into()));
    }
    Ok(roles.join(", "))
}

/// `USING` and `WITH CHECK` with the same expression, as far as the command has them.
fn both(command: Command, expression: &str) -> String {
    let using = format!(" USING ({expression})");
    let check = format!(" WITH CHECK ({expression})");
    match command {
        Command::Select | Command::Delete => using,
        Command::Insert => check,
        Command::All | Command::Update => using + &check,
    }
}

/// The owner column's name, its type as text, and whether it has a default.
async fn owner_column(
    ddl: &Ddl,
    table: &Owned,
    spec: &PolicySpec,
) -> Result<(Ident, bool, bool), TableError> {
    let column = spec.column.as_deref().ok_or_else(|| {
        TableError::Invalid("column: own-rows needs the column that holds the owner's id".into())
    })?;
    let row = ddl
        .query_opt(
            "SELECT format_type(a.atttypid, NULL), a.atthasdef FROM pg_catalog.pg_attribute a
              WHERE a.attrelid = $1 AND a.attname = $2 AND a.attnum > 0 AND NOT a.attisdropped",
            &[(&table.oid, Type::OID), (&column, Type::TEXT)],
        )
        .await?
        .ok_or(TableError::ColumnNotFound)?;
    let text = match row.get::<_, &str>(0) {
        "uuid" => false,
        "text" | "character varying" => true,
        other => {
            return Err(TableError::Invalid(format!("column: must be of type uuid or text, not {other}")));
        }
    };
    Ok((Ident::existing(column).map_err(|_| TableError::ColumnNotFound)?, text, row.get(1)))
}

async fn preset(
    ddl: &mut Ddl,
    table: &Owned,
    preset: Preset,
    spec: &PolicySpec,
) -> Result<Ident, TableError> {
    if spec.using.is_some() || spec.check.is_some() || spec.roles.is_some() || spec.permissive.is_some() {
        return Err(TableError::Invalid(
            "preset: does not go with using, check, roles or permissive; only with name, column and command"
                .into(),
        ));
    }
    let command = match (preset, spec.command) {
        (Preset::PublicRead, None | Some(Command::All | Command::Select)) => Command::Select,
        (Preset::PublicRead, Some(_)) => {
            return Err(TableError::Invalid("command: public-read is for select".into()));
        }
        (_, command) => command.unwrap_or(Command::All),
    };
    let name = policy_name(spec.name.as_deref().unwrap_or(preset.as_str()))?;
    let expression = if preset == Preset::OwnRows {
        let (column, text, has_default) = owner_column(ddl, table, spec).await?;
        let cast = if text { "::text" } else { "" };
        if !has_default && matches!(command, Command::All | Command::Insert) {
            ddl.run(format!(
                "ALTER TABLE public.{} ALTER COLUMN {column} SET DEFAULT (auth.uid()){cast}",
                table.name
            ))
            .await?;
        }
        format!("(SELECT auth.uid()){cast} = {column}")
    } else {
        "true".to_owned()
    };
    ddl.run(format!(
        "CREATE POLICY {name} ON public.{} FOR {} TO {}{}",
        table.name,
        command.as_sql(),
        preset.roles(),
        both(command, &expression)
    ))
    .await?;
    let target = format!("POLICY {name} ON public.{}", table.name);
    comment_on(ddl, &target, Some(&format!("Preset {}", preset.as_str()))).await?;
    Ok(name)
}

async fn custom(ddl: &mut Ddl, actor: Actor, table: &Owned, spec: &PolicySpec) -> Result<Ident, TableError> {
    let name = policy_name(spec.name.as_deref().unwrap_or_default())?;
    if spec.using.is_none() && spec.check.is_none() {
        return Err(TableError::Invalid("using, check or preset is needed".into()));
    }
    let mut clauses = String::new();
    for (word, text) in [("USING", &spec.using), ("WITH CHECK", &spec.check)] {
        if let Some(text) = text {
            clauses.push_str(&format!(" {word} {}", RawSql::new(actor, "using and check", text)?));
        }
    }
    let kind = if spec.permissive == Some(false) { " AS RESTRICTIVE" } else { "" };
    ddl.run(format!(
        "CREATE POLICY {name} ON public.{}{kind} FOR {} TO {}{clauses}",
        table.name,
        spec.command.unwrap_or(Command::All).as_sql(),
        role_list(spec.roles.as_deref())?,
    ))
    .await?;
    Ok(name)
}

/// Creates a policy and returns its name.
pub async fn create(
    db: &Db,
    actor: Actor,
    table: &str,
    spec: &PolicySpec,
    preview: bool,
) -> Result<Outcome<String>, TableError> {
    ddl::change(db, preview, async |ddl: &mut Ddl| {
        let table = opened(ddl, actor, table).await?;
        let name = match spec.preset {
            Some(which) => preset(ddl, &table, which, spec).await?,
            None => custom(ddl, actor, &table, spec).await?,
        };
        sync_grants(ddl, &table.name).await?;
        Ok(name.as_str().to_owned())
    })
    .await
}

/// An existing policy that can be changed.
async fn changeable(ddl: &Ddl, table: &Owned, name: &str) -> Result<Ident, TableError> {
    let known = ddl
        .query_opt(
            "SELECT 1 FROM pg_catalog.pg_policy WHERE polrelid = $1 AND polname = $2",
            &[(&table.oid, Type::OID), (&name, Type::TEXT)],
        )
        .await?;
    match (known, Ident::existing(name)) {
        (Some(_), Ok(_)) if name.starts_with(RESERVED) => Err(TableError::Conflict(format!(
            "policy \"{name}\" follows from the table's access_level and owner; change those instead"
        ))),
        (Some(_), Ok(ident)) => Ok(ident),
        _ => Err(TableError::Missing("Policy")),
    }
}

/// Changes a policy and returns its name.
pub async fn update(
    db: &Db,
    actor: Actor,
    (table, name): (&str, &str),
    change: &PolicyChange,
    preview: bool,
) -> Result<Outcome<String>, TableError> {
    ddl::change(db, preview, async |ddl: &mut Ddl| {
        let table = opened(ddl, actor, table).await?;
        let mut policy = changeable(ddl, &table, name).await?;
        let mut clauses = String::new();
        if let Some(roles) = &change.roles {
            actor.require_admin("roles")?;
            clauses.push_str(&format!(" TO {}", role_list(Some(roles))?));
        }
        for (word, text) in [("USING", &change.using), ("WITH CHECK", &change.check)] {
            if let Some(text) = text {
                clauses.push_str(&format!(" {word} {}", RawSql::new(actor, "using and check", text)?));
            }
        }
        if !clauses.is_empty() {
            ddl.run(format!("ALTER POLICY {policy} ON public.{}{clauses}", table.name)).await?;
            // It is no longer what its preset made of it.
            comment_on(ddl, &format!("POLICY {policy} ON public.{}", table.name), None).await?;
            sync_grants(ddl, &table.name).await?;
        }
        if let Some(new) = change.new_name.as_deref().filter(|new| *new != name) {
            let new = policy_name(new)?;
            ddl.run(format!("ALTER POLICY {policy} ON public.{} RENAME TO {new}", table.name)).await?;
            policy = new;
        }
        Ok(policy.as_str().to_owned())
    })
    .await
}

/// Drops a policy.
pub async fn remove(
    db: &Db,
    actor: Actor,
    (table, name): (&str, &str),
    preview: bool,
) -> Result<Outcome<()>, TableError> {
    ddl::change(db, preview, async |ddl: &mut Ddl| {
        let table = opened(ddl, actor, table).await?;
        let policy = changeable(ddl, &table, name).await?;
        ddl.run(format!("DROP POLICY {policy} ON public.{}", table.name)).await?;
        sync_grants(ddl, &table.name).await
    })
    .await
}

/// After raw SQL that may have made or dropped policies: brings the grants of all opened tables in line with them.
/// The SQL is committed already, so a failure is only logged; the next change of the table's access makes up for it.
pub async fn sync_after(db: &Db, sql: &str) {
    if !sql.to_ascii_lowercase().contains("policy") {
        return;
    }
    let synced = async {
        let client = db.schema().get().await?;
        client
            .batch_execute("BEGIN; SET LOCAL lock_timeout = '2s'; SELECT selfdb.sync_all_grants(); COMMIT")
            .await?;
        Ok::<(), DbError>(())
    };
    if let Err(error) = synced.await {
        tracing::warn!(%error, "grants could not be brought in line with policies");
    }
}
