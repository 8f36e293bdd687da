//! The table that an import makes.

use super::{
    Creation, ImportError, Job, Plan,
    mapping::{self, Target, Wanted},
    reader::Source,
};
use crate::db::{
    Db,
    tables::{self, Actor, NewTable},
};
use crate::domain::schema::ColumnSpec;
use serde_json::json;
use std::collections::BTreeSet;

/// Columns for the file's, and the mapping from them.
pub fn plan(
    creation: &Creation,
    wanted: &Wanted,
    sources: &[Source],
    sampled: u64,
) -> Result<(Plan, Wanted), String> {
    let names: Vec<String> = sources.iter().map(|source| source.name.clone()).collect();
    let wanted = mapping::new_names(&names, wanted)?;
    let mut columns = Vec::new();
    for source in sources {
        let Some(Some(name)) = wanted.get(&source.name) else { continue };
        let kind = creation.types.get(name).map_or(source.guess.type_name(), String::as_str);
        let key =
            is_key(creation, name) && (creation.primary_key.is_some() || !source.guess.nullable(sampled));
        columns.push((name.clone(), kind.to_owned(), key));
    }
    let known: BTreeSet<&str> = columns.iter().map(|(name, ..)| name.as_str()).collect();
    let unknown =
        creation.types.keys().chain(&creation.primary_key).find(|name| !known.contains(name.as_str()));
    if let Some(name) = unknown {
        return Err(format!("the file has no column \"{name}\""));
    }
    // Types of new columns are not looked up; only arrays and documents would need them.
    let oid = |kind: &str| match kind {
        "jsonb" => tokio_postgres::types::Type::JSONB.oid(),
        "json" => tokio_postgres::types::Type::JSON.oid(),
        kind if kind.trim_end().ends_with("[]") => tokio_postgres::types::Type::TEXT_ARRAY.oid(),
        _ => tokio_postgres::types::Type::TEXT.oid(),
    };
    let targets =
        columns.iter().map(|(name, kind, _)| Target { column: name.clone(), oid: oid(kind) }).collect();
    Ok((Plan { targets, columns }, wanted))
}

fn is_key(creation: &Creation, name: &str) -> bool {
    creation.primary_key.as_deref().unwrap_or("id") == name
}

fn column(name: &str, kind: &str, key: bool) -> ColumnSpec {
    ColumnSpec {
        name: name.to_owned(),
        type_name: kind.to_owned(),
        nullable: !key,
        primary_key: key,
        ..ColumnSpec::default()
    }
}

/// Makes the table as the caller's.
pub async fn table(db: &Db, job: &Job, creation: &Creation, plan: &Plan) -> Result<(), ImportError> {
    let mut columns: Vec<ColumnSpec> =
        plan.columns.iter().map(|(name, kind, key)| column(name, kind, *key)).collect();
    if !columns.iter().any(|column| column.primary_key || column.name == "id") {
        columns.insert(0, column("id", "bigserial", true));
    }
    let new = NewTable {
        name: job.table.clone(),
        description: None,
        access: creation.access,
        columns,
        constraints: Vec::new(),
        indexes: Vec::new(),
        metadata: json!({ "created_via": "import" }),
        realtime: true,
    };
    let actor = Actor::resolve(db, &job.caller).await?;
    tables::create(db, actor, &new, false).await?;
    Ok(())
}

/// Removes the table again.
pub async fn remove(db: &Db, job: &Job) -> Result<(), ImportError> {
    let actor = Actor::resolve(db, &job.caller).await?;
    tables::remove(db, actor, &job.table, false).await?;
    Ok(())
}
