//! `/api/v1/tables`: tables as resources.

use super::{
    caller::Identity,
    columns::{ColumnIn, IndexIn},
    detached::detached,
    problem::{ApiError, CONFLICT, INVALID, UNAVAILABLE},
    state::AppState,
};
use crate::{
    db::{
        DbError,
        tables::{self, Actor, NewTable, TableChange, TableError},
    },
    domain::{access::AccessLevel, caller::DbRole},
};
use actix_web::{HttpResponse, delete, get, patch, post, put, web};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

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
    pub columns: Vec<ColumnIn>,
    /// Indexes besides those of keys.
    pub indexes: Option<Vec<IndexIn>>,
}

/// Changes of a table; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
pub struct UpdateTableIn {
    /// New name.
    pub new_name: Option<String>,
    /// New description; null removes it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    pub description: Option<Option<String>>,
    /// Short for `access_level` `public-read` or `private`.
    pub public: Option<bool>,
    /// New access level.
    pub access_level: Option<AccessLevel>,
    /// Whether changes are recorded for realtime.
    pub realtime: Option<bool>,
}

/// The statement that makes a table.
#[derive(Debug, Serialize, ToSchema)]
pub struct TableSqlOut {
    /// `CREATE TABLE …`, constraints and indexes included.
    pub sql: String,
}

/// Tells an absent member (`None`) from a null one (`Some(None)`).
pub(super) fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

impl From<TableError> for ApiError {
    fn from(error: TableError) -> Self {
        match error {
            TableError::NotFound => ApiError::not_found("Table"),
            TableError::ColumnNotFound => ApiError::bad_request("Column not found"),
            TableError::Exists => {
                ApiError::new(CONFLICT, "a table, index or view of that name exists already")
            }
            TableError::Forbidden => {
                ApiError::forbidden("only the table's owner or an administrator may do this")
            }
            TableError::Invalid(message) => ApiError::bad_request(message),
            TableError::Db(error) => ddl_error(error),
        }
    }
}

fn ddl_error(error: DbError) -> ApiError {
    let Some(failed) = error.statement() else { return error.into() };
    match failed.code.code() {
        "55P03" | "40P01" => ApiError {
            retry_after: Some(1),
            ..ApiError::new(UNAVAILABLE, "the table is in use; try again in a moment")
        },
        "42501" => ApiError::forbidden("the table does not belong to SelfDB"),
        "42P07" | "42701" => ApiError::new(CONFLICT, failed.message.clone()),
        _ if failed.is_constraint() || failed.is_cancelled() => error.into(),
        _ => ApiError::bad_request(format!("Database error: {}", failed.message)),
    }
}

/// The caller as the database knows it; keys without a user may read only what is open to them.
pub(super) async fn actor(state: &AppState, identity: &Identity) -> Result<Actor, ApiError> {
    Ok(Actor::resolve(&state.db, &identity.caller).await?)
}

/// As [`actor`], for changes, which `anon` never makes.
pub(super) async fn changer(state: &AppState, identity: &Identity) -> Result<Actor, ApiError> {
    let actor = actor(state, identity).await?;
    match actor.role {
        DbRole::Anon => Err(ApiError::forbidden("a user or a service key is required")),
        DbRole::Authenticated | DbRole::Service => Ok(actor),
    }
}

fn json(text: String) -> HttpResponse {
    HttpResponse::Ok().content_type("application/json").body(text)
}

/// Tables that the caller owns or may read.
#[utoipa::path(tag = "Tables", responses((status = 200, description = "Array of tables, by name")))]
#[get("/api/v1/tables")]
async fn list_tables(state: web::Data<AppState>, identity: Identity) -> Result<HttpResponse, ApiError> {
    let actor = actor(&state, &identity).await?;
    Ok(json(tables::list(&state.db, actor).await?))
}

/// Creates a table that belongs to the caller.
#[utoipa::path(tag = "Tables", request_body = CreateTableIn, responses(
    (status = 201, description = "The table"),
    (status = 400, description = "Name, column, type or default is not usable"),
    (status = 409, description = "The name is taken"),
))]
#[post("/api/v1/tables")]
async fn create_table(
    state: web::Data<AppState>,
    identity: Identity,
    body: web::Json<CreateTableIn>,
) -> Result<HttpResponse, ApiError> {
    let body = body.into_inner();
    detached(async move {
        let actor = changer(&state, &identity).await?;
        let new = NewTable {
            access: body.access_level.unwrap_or(AccessLevel::from_public(body.public)),
            name: body.name,
            description: body.description,
            columns: body.schema.columns.into_iter().map(Into::into).collect(),
            indexes: body.schema.indexes.unwrap_or_default().into_iter().map(Into::into).collect(),
            metadata: Value::Object(body.metadata.unwrap_or_default()),
            realtime: body.realtime.unwrap_or(true),
        };
        let table = tables::create(&state.db, actor, &new).await?;
        state.catalog.forget(&new.name);
        Ok(HttpResponse::Created().content_type("application/json").body(table))
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
    body: UpdateTableIn,
) -> Result<HttpResponse, ApiError> {
    if let (Some(public), Some(level)) = (body.public, body.access_level)
        && public != matches!(level, AccessLevel::Public | AccessLevel::PublicRead)
    {
        return Err(ApiError::new(INVALID, "public: contradicts access_level"));
    }
    detached(async move {
        let actor = changer(&state, &identity).await?;
        let change = TableChange {
            access: body.access_level.or(body.public.map(AccessLevel::from_public)),
            new_name: body.new_name,
            description: body.description,
            realtime: body.realtime,
        };
        let answer = tables::update(&state.db, actor, &table, &change).await?;
        state.catalog.forget(&table);
        if let Some(name) = &change.new_name {
            state.catalog.forget(name);
        }
        Ok(json(answer))
    })
    .await
}

/// Changes name, description, access level or recording; owner or administrator.
#[utoipa::path(tag = "Tables", params(("table" = String, Path)), request_body = UpdateTableIn, responses(
    (status = 200, description = "The table"), (status = 404, description = "No such table"),
    (status = 409, description = "The new name is taken"),
))]
#[put("/api/v1/tables/{table}")]
async fn put_table(
    state: web::Data<AppState>,
    identity: Identity,
    table: web::Path<String>,
    body: web::Json<UpdateTableIn>,
) -> Result<HttpResponse, ApiError> {
    change(state, identity, table.into_inner(), body.into_inner()).await
}

/// As PUT.
#[utoipa::path(tag = "Tables", params(("table" = String, Path)), request_body = UpdateTableIn, responses(
    (status = 200, description = "The table"), (status = 404, description = "No such table"),
))]
#[patch("/api/v1/tables/{table}")]
async fn patch_table(
    state: web::Data<AppState>,
    identity: Identity,
    table: web::Path<String>,
    body: web::Json<UpdateTableIn>,
) -> Result<HttpResponse, ApiError> {
    change(state, identity, table.into_inner(), body.into_inner()).await
}

/// Drops a table; owner or administrator. Refused while something depends on it.
#[utoipa::path(tag = "Tables", params(("table" = String, Path)), responses(
    (status = 204, description = "Dropped"), (status = 404, description = "No such table"),
))]
#[delete("/api/v1/tables/{table}")]
async fn delete_table(
    state: web::Data<AppState>,
    identity: Identity,
    table: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    detached(async move {
        let actor = changer(&state, &identity).await?;
        tables::remove(&state.db, actor, &table).await?;
        state.catalog.forget(&table);
        Ok(HttpResponse::NoContent().finish())
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
