//! The whole of schema public at once.

use crate::{
    db::{
        Db, DbError,
        tables::{Actor, TableError},
    },
    domain::{caller::DbRole, typescript},
};
use tokio_postgres::GenericClient;

/// Tables with columns and keys, views, enums and functions that `actor` may know of, as JSON.
pub async fn overview(db: &Db, actor: Actor) -> Result<String, DbError> {
    let client = db.owner().await?;
    let statement = client.prepare_cached("SELECT selfdb.schema_overview($1, $2, $3)::text").await?;
    let authenticated = actor.role == DbRole::Authenticated;
    let row = client.query_one(&statement, &[&actor.is_service(), &actor.user, &authenticated]).await?;
    Ok(row.get(0))
}

/// A part of the schema that a function of `selfdb` makes a JSON array of.
async fn part(db: &Db, sql: &'static str) -> Result<String, TableError> {
    let client = db.owner().await?;
    let statement = client.prepare_cached(sql).await?;
    Ok(client.query_one(&statement, &[]).await?.get(0))
}

/// Types that a column can have.
pub async fn types(db: &Db) -> Result<String, TableError> {
    part(db, "SELECT selfdb.schema_types()::text").await
}

/// Enums.
pub async fn enums(db: &Db) -> Result<String, TableError> {
    part(db, "SELECT selfdb.schema_enums()::text").await
}

/// Views, with their queries; administrators only.
pub async fn views(db: &Db, actor: Actor) -> Result<String, TableError> {
    actor.require_admin("views")?;
    part(db, "SELECT selfdb.schema_views()::text").await
}

/// Functions, with their texts; administrators only.
pub async fn functions(db: &Db, actor: Actor) -> Result<String, TableError> {
    actor.require_admin("functions")?;
    part(db, "SELECT selfdb.schema_functions()::text").await
}

/// TypeScript types of everything in schema public.
pub async fn typescript(client: &impl GenericClient) -> Result<String, DbError> {
    let row = client.query_one("SELECT selfdb.schema_overview(true, NULL, false)", &[]).await?;
    let schema: typescript::Schema = serde_json::from_value(row.get(0))
        .map_err(|_| DbError::Config("the schema's description is not of the expected form"))?;
    Ok(typescript::render(&schema))
}
