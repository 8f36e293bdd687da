//! `/api/v1/schema/extensions`: extensions of Postgres; administrators.

use super::{DryRun, PreviewOut, actor, changer, json, preview};
use crate::{
    db::{ddl::Outcome, schema::extensions},
    http::{caller::Identity, detached::detached, problem::ApiError, state::AppState},
};
use actix_web::{HttpResponse, delete, get, put, web};
use utoipa_actix_web::service_config::ServiceConfig;

/// Extensions that the cluster has, whether they are enabled, and whether the cluster trusts them; administrators.
#[utoipa::path(tag = "Schema", responses(
    (status = 200, description = "Array of extensions"), (status = 403, description = "Not an administrator"),
))]
#[get("/api/v1/schema/extensions")]
async fn list_extensions(state: web::Data<AppState>, identity: Identity) -> Result<HttpResponse, ApiError> {
    let actor = actor(&state, &identity).await?;
    Ok(json(extensions::list(&state.db, actor).await?))
}

/// Enables an extension that the cluster trusts, in schema `extensions`; administrators.
#[utoipa::path(tag = "Schema", params(("extension" = String, Path), DryRun), responses(
    (status = 200, description = "All extensions, or with dry_run what would run"),
    (status = 400, description = "It is not trusted"), (status = 403, description = "Not an administrator"),
    (status = 404, description = "The cluster does not have it"), (status = 409, description = "It is enabled already"),
))]
#[put("/api/v1/schema/extensions/{extension}")]
async fn enable_extension(
    state: web::Data<AppState>,
    identity: Identity,
    run: web::Query<DryRun>,
    name: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    detached(async move {
        let actor = changer(&state, &identity).await?;
        match extensions::enable(&state.db, actor, &name, run.dry_run).await? {
            Outcome::Preview(statements) => Ok(preview(statements)),
            Outcome::Done(()) => Ok(json(extensions::list(&state.db, actor).await?)),
        }
    })
    .await
}

/// Drops an extension that nothing rests on; administrators.
#[utoipa::path(tag = "Schema", params(("extension" = String, Path), DryRun), responses(
    (status = 204, description = "Dropped"),
    (status = 200, description = "With dry_run: what would run", body = PreviewOut),
    (status = 400, description = "Something rests on it"), (status = 403, description = "Not an administrator"),
    (status = 404, description = "It is not enabled"),
))]
#[delete("/api/v1/schema/extensions/{extension}")]
async fn disable_extension(
    state: web::Data<AppState>,
    identity: Identity,
    run: web::Query<DryRun>,
    name: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    detached(async move {
        let actor = changer(&state, &identity).await?;
        Ok(match extensions::disable(&state.db, actor, &name, run.dry_run).await? {
            Outcome::Preview(statements) => preview(statements),
            Outcome::Done(()) => HttpResponse::NoContent().finish(),
        })
    })
    .await
}

/// Mounts the operations.
pub fn configure(config: &mut ServiceConfig) {
    config.service(list_extensions).service(enable_extension).service(disable_extension);
}
