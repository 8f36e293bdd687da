//! `/api/v1/tables/{table}/constraints`: keys, foreign keys, unique and check constraints.

use super::{DryRun, PreviewOut, actor, changer, json, preview};
use crate::{
    db::{ddl::Outcome, schema::constraints, tables},
    domain::schema::ConstraintSpec,
    http::{caller::Identity, detached::detached, problem::ApiError, state::AppState},
};
use actix_web::{HttpResponse, delete, get, post, web};
use utoipa_actix_web::service_config::ServiceConfig;

/// Constraints of the table; owner or administrator.
#[utoipa::path(tag = "Tables", params(("table" = String, Path)), responses(
    (status = 200, description = "Array of constraints"), (status = 403, description = "Not the owner"),
    (status = 404, description = "No such table"),
))]
#[get("/api/v1/tables/{table}/constraints")]
async fn list_constraints(
    state: web::Data<AppState>,
    identity: Identity,
    table: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    let actor = actor(&state, &identity).await?;
    Ok(json(tables::constraints(&state.db, actor, &table).await?))
}

/// Adds a constraint, which existing rows must satisfy; owner or administrator, checks administrators only.
#[utoipa::path(tag = "Tables", params(("table" = String, Path), DryRun), request_body = ConstraintSpec, responses(
    (status = 201, description = "The table's constraints"),
    (status = 200, description = "With dry_run: what would run", body = PreviewOut),
    (status = 400, description = "Name, column or expression is not usable"),
    (status = 403, description = "Not the owner, or a check of a user"),
    (status = 404, description = "No such table"),
    (status = 409, description = "The name is taken, or rows do not satisfy it"),
))]
#[post("/api/v1/tables/{table}/constraints")]
async fn create_constraint(
    state: web::Data<AppState>,
    identity: Identity,
    table: web::Path<String>,
    run: web::Query<DryRun>,
    body: web::Json<ConstraintSpec>,
) -> Result<HttpResponse, ApiError> {
    detached(async move {
        let actor = changer(&state, &identity).await?;
        match constraints::create(&state.db, actor, &table, &body, run.dry_run).await? {
            Outcome::Preview(statements) => Ok(preview(statements)),
            Outcome::Done(()) => {
                state.catalog.forget(&table);
                let all = tables::constraints(&state.db, actor, &table).await?;
                Ok(HttpResponse::Created().content_type("application/json").body(all))
            }
        }
    })
    .await
}

/// Drops a constraint; owner or administrator.
#[utoipa::path(tag = "Tables", params(("table" = String, Path), ("constraint" = String, Path), DryRun), responses(
    (status = 204, description = "Dropped"),
    (status = 200, description = "With dry_run: what would run", body = PreviewOut),
    (status = 403, description = "Not the owner"), (status = 404, description = "No such table or constraint"),
))]
#[delete("/api/v1/tables/{table}/constraints/{constraint}")]
async fn delete_constraint(
    state: web::Data<AppState>,
    identity: Identity,
    run: web::Query<DryRun>,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, ApiError> {
    let (table, name) = path.into_inner();
    detached(async move {
        let actor = changer(&state, &identity).await?;
        match constraints::drop(&state.db, actor, (&table, &name), run.dry_run).await? {
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
    config.service(list_constraints).service(create_constraint).service(delete_constraint);
}
