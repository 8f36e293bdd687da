//! `/api/v1/tables`: tables as resources.

use super::{
    caller::Identity,
    detached::detached,
    problem::{ApiError, INVALID},
    schema::{DryRun, PreviewOut, actor, changer, json, preview},
    state::AppState,
};
use crate::{
    db::{
        ddl::Outcome,
        tables::{self, NewTable, TableChange},
    },
    domain::{
        access::AccessLevel,
        schema::{ColumnSpec, ConstraintSpec, IndexSpec, NamedColumnChange},
    },
};
use actix_web::{HttpResponse, delete, get, patch, post, put, web};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

pub use crate::domain::schema::present;

/// A table to create.
#[derive(Debug, Deserialize, ToSchema)]
pub struct CreateTableIn {
    /// `[A-Za-z_][A-Za-z0-9_]*`, at most 63 bytes.
    #[serde(default)]
    pub name: String,
    /// Free text.
    pub description: Option<String>,
    /// Short for `access_level: "public-read"`.
    #[serde(default)]
    pub public: bool,
    /// Who may use the rows besides owner and administrators; `private` by default.
    pub access_level: Option<AccessLevel>,
    /// Whether changes are recorded for realtime; true by default.
    pub realtime: Option<bool>,
    /// Columns and indexes.
    #[serde(default)]
    pub schema: SchemaIn,
    /// Free members.
    #[schema(value_type = Option<Object>)]
    pub metadata: Option<serde_json::Map<String, Value>>,
}

/// Columns and indexes of a new table.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct SchemaIn {
    /// At least one.
    #[serde(default)]
    pub columns: Vec<ColumnSpec>,
    /// Constraints besides those that columns bring along.
    #[serde(default)]
    pub constraints: Vec<ConstraintSpec>,
    /// Indexes besides those of keys.
    pub indexes: Option<Vec<IndexSpec>>,
}

/// Changes of a table; what is absent stays. All of them happen, or none: parts are dropped first, then columns are
/// changed and added, then constraints and indexes.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct UpdateTableIn {
    /// New name.
    pub new_name: Option<String>,
    /// New description; null removes it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    pub description: Option<Option<String>>,
    /// Short for `access_level` `public-read` or `private`.
    pub public: Option<bool>,
    /// New access level; opens a table that was made by SQL.
    pub access_level: Option<AccessLevel>,
    /// New owner, null for none; administrators only.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<Uuid>)]
    pub owner_id: Option<Option<Uuid>>,
    /// Whether changes are recorded for realtime.
    pub realtime: Option<bool>,
    /// Names of constraints to drop.
    #[serde(default)]
    pub drop_constraints: Vec<String>,
    /// Names of indexes to drop.
    #[serde(default)]
    pub drop_indexes: Vec<String>,
    /// Names of columns to drop.
    #[serde(default)]
    pub drop_columns: Vec<String>,
    /// Columns to change.
    #[serde(default)]
    pub alter_columns: Vec<NamedColumnChange>,
    /// Columns to add.
    #[serde(default)]
    pub add_columns: Vec<ColumnSpec>,
    /// Constraints to add.
    #[serde(default)]
    pub add_constraints: Vec<ConstraintSpec>,
    /// Indexes to add.
    #[serde(default)]
    pub add_indexes: Vec<IndexSpec>,
}

/// The statement that makes a table.
#[derive(Debug, Serialize, ToSchema)]
pub struct TableSqlOut {
    /// `CREATE TABLE …`, constraints and indexes included.
    pub sql: String,
}

/// Tables that the caller owns or may read.
#[utoipa::path(tag = "Tables", responses((status = 200, description = "Array of tables, by name")))]
#[get("/api/v1/tables")]
async fn list_tables(state: web::Data<AppState>, identity: Identity) -> Result<HttpResponse, ApiError> {
    let actor = actor(&state, &identity).await?;
    Ok(json(tables::list(&state.db, actor).await?))
}

/// Creates a table that belongs to the caller.
#[utoipa::path(tag = "Tables", params(DryRun), request_body = CreateTableIn, responses(
    (status = 201, description = "The table"),
    (status = 200, description = "With dry_run: what would run", body = PreviewOut),
    (status = 400, description = "Name, column, type or default is not usable"),
    (status = 403, description = "Expressions are for administrators"),
    (status = 409, description = "The name is taken"),
))]
#[post("/api/v1/tables")]
async fn create_table(
    state: web::Data<AppState>,
    identity: Identity,
    run: web::Query<DryRun>,
    body: web::Json<CreateTableIn>,
) -> Result<HttpResponse, ApiError> {
    let body = body.into_inner();
    detached(async move {
        let actor = changer(&state, &identity).await?;
        let new = NewTable {
            access: body.access_level.unwrap_or(AccessLevel::from_public(body.public)),
            name: body.name,
            description: body.description,
            columns: body.schema.columns,
            constraints: body.schema.constraints,
            indexes: body.schema.indexes.unwrap_or_default(),
            metadata: Value::Object(body.metadata.unwrap_or_default()),
            realtime: body.realtime.unwrap_or(true),
        };
        match tables::create(&state.db, actor, &new, run.dry_run).await? {
            Outcome::Preview(statements) => Ok(preview(statements)),
            Outcome::Done(()) => {
                state.catalog.forget(&new.name);
                let table = tables::get(&state.db, actor, &new.name).await?;
                Ok(HttpResponse::Created().content_type("application/json").body(table))
            }
        }
    })
    .await
}

/// One table.
#[utoipa::path(tag = "Tables", params(("table" = String, Path)), responses(
    (status = 200, description = "The table"), (status = 404, description = "No such table"),
))]
#[get("/api/v1/tables/{table}")]
async fn get_table(
    state: web::Data<AppState>,
    identity: Identity,
    table: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    let actor = actor(&state, &identity).await?;
    Ok(json(tables::get(&state.db, actor, &table).await?))
}

/// The statement that makes the table, from the catalogue.
#[utoipa::path(tag = "Tables", params(("table" = String, Path)), responses(
    (status = 200, body = TableSqlOut), (status = 404, description = "No such table"),
))]
#[get("/api/v1/tables/{table}/sql")]
async fn get_table_sql(
    state: web::Data<AppState>,
    identity: Identity,
    table: web::Path<String>,
) -> Result<web::Json<TableSqlOut>, ApiError> {
    let actor = actor(&state, &identity).await?;
    Ok(web::Json(TableSqlOut { sql: tables::ddl(&state.db, actor, &table).await? }))
}

async fn change(
    state: web::Data<AppState>,
    identity: Identity,
    table: String,
    run: DryRun,
    body: UpdateTableIn,
) -> Result<HttpResponse, ApiError> {
    if let (Some(public), Some(level)) = (body.public, body.access_level)
        && public != matches!(level, AccessLevel::Public | AccessLevel::PublicRead)
    {
        return Err(ApiError::new(INVALID, "public: contradicts access_level"));
    }
    detached(async move {
        let actor = changer(&state, &identity).await?;
        let change = TableChange::from(body);
        match tables::update(&state.db, actor, &table, &change, run.dry_run).await? {
            Outcome::Preview(statements) => Ok(preview(statements)),
            Outcome::Done(()) => {
                let name = change.new_name.as_ref().unwrap_or(&table);
                state.catalog.forget(&table);
                state.catalog.forget(name);
                Ok(json(tables::get(&state.db, actor, name).await?))
            }
        }
    })
    .await
}

impl From<UpdateTableIn> for TableChange {
    fn from(body: UpdateTableIn) -> Self {
        TableChange {
            access: body.access_level.or(body.public.map(AccessLevel::from_public)),
            new_name: body.new_name,
            description: body.description,
            owner: body.owner_id,
            realtime: body.realtime,
            drop_constraints: body.drop_constraints,
            drop_indexes: body.drop_indexes,
            drop_columns: body.drop_columns,
            alter_columns: body.alter_columns,
            add_columns: body.add_columns,
            add_constraints: body.add_constraints,
            add_indexes: body.add_indexes,
        }
    }
}

/// Changes name, description, access level, recording, columns, constraints and indexes; owner or administrator.
#[utoipa::path(tag = "Tables", params(("table" = String, Path), DryRun), request_body = UpdateTableIn, responses(
    (status = 200, description = "The table, or with dry_run what would run"),
    (status = 400, description = "A part is not usable"), (status = 403, description = "Not the owner"),
    (status = 404, description = "No such table"), (status = 409, description = "A name is taken"),
    (status = 503, description = "The table is in use"),
))]
#[put("/api/v1/tables/{table}")]
async fn put_table(
    state: web::Data<AppState>,
    identity: Identity,
    table: web::Path<String>,
    run: web::Query<DryRun>,
    body: web::Json<UpdateTableIn>,
) -> Result<HttpResponse, ApiError> {
    change(state, identity, table.into_inner(), run.into_inner(), body.into_inner()).await
}

/// As PUT.
#[utoipa::path(tag = "Tables", params(("table" = String, Path), DryRun), request_body = UpdateTableIn, responses(
    (status = 200, description = "The table, or with dry_run what would run"),
    (status = 400, description = "A part is not usable"), (status = 403, description = "Not the owner"),
    (status = 404, description = "No such table"), (status = 409, description = "A name is taken"),
    (status = 503, description = "The table is in use"),
))]
#[patch("/api/v1/tables/{table}")]
async fn patch_table(
    state: web::Data<AppState>,
    identity: Identity,
    table: web::Path<String>,
    run: web::Query<DryRun>,
    body: web::Json<UpdateTableIn>,
) -> Result<HttpResponse, ApiError> {
    change(state, identity, table.into_inner(), run.into_inner(), body.into_inner()).await
}

/// Drops a table; owner or administrator. Refused while something depends on it.
#[utoipa::path(tag = "Tables", params(("table" = String, Path), DryRun), responses(
    (status = 204, description = "Dropped"),
    (status = 200, description = "With dry_run: what would run", body = PreviewOut),
    (status = 403, description = "Not the owner"), (status = 404, description = "No such table"),
))]
#[delete("/api/v1/tables/{table}")]
async fn delete_table(
    state: web::Data<AppState>,
    identity: Identity,
    run: web::Query<DryRun>,
    table: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    detached(async move {
        let actor = changer(&state, &identity).await?;
        match tables::remove(&state.db, actor, &table, run.dry_run).await? {
            Outcome::Preview(statements) => Ok(preview(statements)),
            Outcome::Done(()) => {
                state.catalog.forget(&table);
                Ok(HttpResponse::NoContent().finish())
            }
        }
    })
    .await
}

/// Mounts the operations.
pub fn configure(config: &mut ServiceConfig) {
    config
        .service(list_tables)
        .service(create_table)
        .service(get_table)
        .service(get_table_sql)
        .service(put_table)
        .service(patch_table)
        .service(delete_table);
}
