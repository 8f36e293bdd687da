//! `/api/v1/tables/{table}/columns`: columns as resources.

use super::{
    caller::Identity,
    detached::detached,
    problem::ApiError,
    schema::{DryRun, changer, preview},
    state::AppState,
};
use crate::{
    db::{columns, ddl::Outcome},
    domain::schema::{ColumnChange, ColumnSpec},
};
use actix_web::{HttpResponse, delete, patch, post, put, web};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

/// What was done.
#[derive(Debug, Serialize, ToSchema)]
pub struct ColumnStatusOut {
    /// `column_added`, `column_updated` or `column_deleted`.
    pub status: &'static str,
}

fn answer(state: &AppState, table: &str, outcome: Outcome<()>, status: &'static str) -> HttpResponse {
    match outcome {
        Outcome::Preview(statements) => preview(statements),
        Outcome::Done(()) => {
            state.catalog.forget(table);
            HttpResponse::Ok().json(ColumnStatusOut { status })
        }
    }
}

/// Adds a column; owner or administrator.
#[utoipa::path(tag = "Tables", params(("table" = String, Path), DryRun), request_body = ColumnSpec, responses(
    (status = 200, body = ColumnStatusOut), (status = 400, description = "Name, type or default is not usable"),
    (status = 403, description = "Not the owner"), (status = 404, description = "No such table"),
    (status = 409, description = "There is one of that name"),
))]
#[post("/api/v1/tables/{table}/columns")]
async fn add_column(
    state: web::Data<AppState>,
    identity: Identity,
    table: web::Path<String>,
    run: web::Query<DryRun>,
    body: web::Json<ColumnSpec>,
) -> Result<HttpResponse, ApiError> {
    detached(async move {
        let actor = changer(&state, &identity).await?;
        let done = columns::add(&state.db, actor, &table, &body, run.dry_run).await?;
        Ok(answer(&state, &table, done, "column_added"))
    })
    .await
}

async fn change(
    state: web::Data<AppState>,
    identity: Identity,
    path: web::Path<(String, String)>,
    run: web::Query<DryRun>,
    body: web::Json<ColumnChange>,
) -> Result<HttpResponse, ApiError> {
    let (table, column) = path.into_inner();
    detached(async move {
        let actor = changer(&state, &identity).await?;
        let done = columns::update(&state.db, actor, (&table, &column), &body, run.dry_run).await?;
        Ok(answer(&state, &table, done, "column_updated"))
    })
    .await
}

/// Changes a column, everything or nothing; owner or administrator.
#[utoipa::path(tag = "Tables", params(("table" = String, Path), ("column" = String, Path), DryRun),
    request_body = ColumnChange, responses(
    (status = 200, body = ColumnStatusOut), (status = 400, description = "Not usable, or no such column"),
    (status = 403, description = "Not the owner"), (status = 404, description = "No such table"),
    (status = 409, description = "There is one of that name"),
))]
#[put("/api/v1/tables/{table}/columns/{column}")]
async fn update_column(
    state: web::Data<AppState>,
    identity: Identity,
    path: web::Path<(String, String)>,
    run: web::Query<DryRun>,
    body: web::Json<ColumnChange>,
) -> Result<HttpResponse, ApiError> {
    change(state, identity, path, run, body).await
}

/// As PUT.
#[utoipa::path(tag = "Tables", params(("table" = String, Path), ("column" = String, Path), DryRun),
    request_body = ColumnChange, responses(
    (status = 200, body = ColumnStatusOut), (status = 400, description = "Not usable, or no such column"),
    (status = 403, description = "Not the owner"), (status = 404, description = "No such table"),
    (status = 409, description = "There is one of that name"),
))]
#[patch("/api/v1/tables/{table}/columns/{column}")]
async fn patch_column(
    state: web::Data<AppState>,
    identity: Identity,
    path: web::Path<(String, String)>,
    run: web::Query<DryRun>,
    body: web::Json<ColumnChange>,
) -> Result<HttpResponse, ApiError> {
    change(state, identity, path, run, body).await
}

/// Drops a column that is not part of the primary key; owner or administrator.
#[utoipa::path(tag = "Tables", params(("table" = String, Path), ("column" = String, Path), DryRun), responses(
    (status = 200, body = ColumnStatusOut), (status = 400, description = "No such column, or part of the key"),
    (status = 403, description = "Not the owner"), (status = 404, description = "No such table"),
))]
#[delete("/api/v1/tables/{table}/columns/{column}")]
async fn delete_column(
    state: web::Data<AppState>,
    identity: Identity,
    run: web::Query<DryRun>,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, ApiError> {
    let (table, column) = path.into_inner();
    detached(async move {
        let actor = changer(&state, &identity).await?;
        let done = columns::remove(&state.db, actor, (&table, &column), run.dry_run).await?;
        Ok(answer(&state, &table, done, "column_deleted"))
    })
    .await
}

/// Mounts the operations.
pub fn configure(config: &mut ServiceConfig) {
    config.service(add_column).service(update_column).service(patch_column).service(delete_column);
}
