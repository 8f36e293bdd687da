//! `/api/v1/tables/{table}/columns`: columns as resources.

use super::{caller::Identity, detached::detached, problem::ApiError, state::AppState, tables::changer};
use crate::db::{
    columns::{self, ColumnChange, ColumnSpec},
    tables::IndexSpec,
};
use actix_web::{delete, post, put, web};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

/// A column to create.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ColumnIn {
    /// `[A-Za-z_][A-Za-z0-9_]*`.
    #[serde(default)]
    pub name: String,
    /// A PostgreSQL type, such as `text`, `numeric(10,2)`, `timestamptz` or `text[]`.
    #[serde(rename = "type", default)]
    pub type_name: String,
    /// Whether NULL is allowed.
    #[serde(default = "yes")]
    pub nullable: bool,
    /// Whether values are unique.
    #[serde(default)]
    pub unique: bool,
    /// A literal, or one of the allowed functions such as `now()`.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    pub default: Value,
    /// Whether it is (part of) the primary key.
    #[serde(default)]
    pub primary_key: bool,
}

/// An index to create.
#[derive(Debug, Deserialize, ToSchema)]
pub struct IndexIn {
    /// `idx_<table>_<columns>` by default.
    pub name: Option<String>,
    /// Columns.
    #[serde(default)]
    pub columns: Vec<String>,
    /// Whether it is unique.
    #[serde(default)]
    pub unique: bool,
}

/// Changes of a column; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ColumnChangeIn {
    /// New name.
    pub new_name: Option<String>,
    /// New type.
    #[serde(rename = "type")]
    pub type_name: Option<String>,
    /// Whether NULL is allowed.
    pub nullable: Option<bool>,
    /// New default; null drops it.
    #[serde(default, deserialize_with = "super::tables::present")]
    #[schema(value_type = Option<Object>)]
    pub default: Option<Value>,
}

/// What was done.
#[derive(Debug, Serialize, ToSchema)]
pub struct ColumnStatusOut {
    /// `column_added`, `column_updated` or `column_deleted`.
    pub status: &'static str,
}

fn yes() -> bool {
    true
}

impl From<ColumnIn> for ColumnSpec {
    fn from(column: ColumnIn) -> Self {
        ColumnSpec {
            name: column.name,
            type_name: column.type_name,
            nullable: column.nullable,
            unique: column.unique,
            default: column.default,
            primary_key: column.primary_key,
        }
    }
}

impl From<IndexIn> for IndexSpec {
    fn from(index: IndexIn) -> Self {
        IndexSpec { name: index.name, columns: index.columns, unique: index.unique }
    }
}

/// Adds a column; owner or administrator.
#[utoipa::path(tag = "Tables", params(("table" = String, Path)), request_body = ColumnIn,
    responses((status = 200, body = ColumnStatusOut), (status = 404, description = "No such table")))]
#[post("/api/v1/tables/{table}/columns")]
async fn add_column(
    state: web::Data<AppState>,
    identity: Identity,
    table: web::Path<String>,
    body: web::Json<ColumnIn>,
) -> Result<web::Json<ColumnStatusOut>, ApiError> {
    detached(async move {
        let actor = changer(&state, &identity).await?;
        columns::add(&state.db, actor, &table, &body.into_inner().into()).await?;
        state.catalog.forget(&table);
        Ok(web::Json(ColumnStatusOut { status: "column_added" }))
    })
    .await
}

/// Changes a column; owner or administrator.
#[utoipa::path(tag = "Tables", params(("table" = String, Path), ("column" = String, Path)),
    request_body = ColumnChangeIn,
    responses((status = 200, body = ColumnStatusOut), (status = 404, description = "No such table")))]
#[put("/api/v1/tables/{table}/columns/{column}")]
async fn update_column(
    state: web::Data<AppState>,
    identity: Identity,
    path: web::Path<(String, String)>,
    body: web::Json<ColumnChangeIn>,
) -> Result<web::Json<ColumnStatusOut>, ApiError> {
    let (table, column) = path.into_inner();
    let body = body.into_inner();
    detached(async move {
        let actor = changer(&state, &identity).await?;
        let change = ColumnChange {
            new_name: body.new_name,
            type_name: body.type_name,
            nullable: body.nullable,
            default: body.default,
        };
        columns::update(&state.db, actor, &table, &column, &change).await?;
        state.catalog.forget(&table);
        Ok(web::Json(ColumnStatusOut { status: "column_updated" }))
    })
    .await
}

/// Drops a column that is not part of the primary key; owner or administrator.
#[utoipa::path(tag = "Tables", params(("table" = String, Path), ("column" = String, Path)),
    responses((status = 200, body = ColumnStatusOut), (status = 404, description = "No such table")))]
#[delete("/api/v1/tables/{table}/columns/{column}")]
async fn delete_column(
    state: web::Data<AppState>,
    identity: Identity,
    path: web::Path<(String, String)>,
) -> Result<web::Json<ColumnStatusOut>, ApiError> {
    let (table, column) = path.into_inner();
    detached(async move {
        let actor = changer(&state, &identity).await?;
        columns::remove(&state.db, actor, &table, &column).await?;
        state.catalog.forget(&table);
        Ok(web::Json(ColumnStatusOut { status: "column_deleted" }))
    })
    .await
}

/// Mounts the operations.
pub fn configure(config: &mut ServiceConfig) {
    config.service(add_column).service(update_column).service(delete_column);
}
