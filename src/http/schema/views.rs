//! `/api/v1/schema/views`: views; administrators.

use super::{DryRun, PreviewOut, actor, changer, json, preview};
use crate::{
    db::{
        ddl::Outcome,
        schema::{overview, views},
    },
    domain::schema::ViewSpec,
    http::{caller::Identity, detached::detached, problem::ApiError, state::AppState},
};
use actix_web::{HttpResponse, delete, get, post, web};
use utoipa_actix_web::service_config::ServiceConfig;

/// Views with their columns and queries; administrators.
#[utoipa::path(tag = "Schema", responses(
    (status = 200, description = "Array of views"), (status = 403, description = "Not an administrator"),
))]
#[get("/api/v1/schema/views")]
async fn list_views(state: web::Data<AppState>, identity: Identity) -> Result<HttpResponse, ApiError> {
    let actor = actor(&state, &identity).await?;
    Ok(json(overview::views(&state.db, actor).await?))
}

/// Creates a view, or with `replace` gives one a new query; administrators. It has the rights of whoever reads it.
#[utoipa::path(tag = "Schema", params(DryRun), request_body = ViewSpec, responses(
    (status = 201, description = "All views"),
    (status = 200, description = "With dry_run: what would run", body = PreviewOut),
    (status = 400, description = "Name or query is not usable"), (status = 403, description = "Not an administrator"),
    (status = 409, description = "The name is taken"),
))]
#[post("/api/v1/schema/views")]
async fn create_view(
    state: web::Data<AppState>,
    identity: Identity,
    run: web::Query<DryRun>,
    body: web::Json<ViewSpec>,
) -> Result<HttpResponse, ApiError> {
    detached(async move {
        let actor = changer(&state, &identity).await?;
        match views::create(&state.db, actor, &body, run.dry_run).await? {
            Outcome::Preview(statements) => Ok(preview(statements)),
            Outcome::Done(()) => {
                state.catalog.forget(&body.name);
                let all = overview::views(&state.db, actor).await?;
                Ok(HttpResponse::Created().content_type("application/json").body(all))
            }
        }
    })
    .await
}

/// Drops a view that nothing rests on; administrators.
#[utoipa::path(tag = "Schema", params(("view" = String, Path), DryRun), responses(
    (status = 204, description = "Dropped"),
    (status = 200, description = "With dry_run: what would run", body = PreviewOut),
    (status = 400, description = "Something rests on it"), (status = 403, description = "Not an administrator"),
    (status = 404, description = "No such view"),
))]
#[delete("/api/v1/schema/views/{view}")]
async fn delete_view(
    state: web::Data<AppState>,
    identity: Identity,
    run: web::Query<DryRun>,
    name: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    detached(async move {
        let actor = changer(&state, &identity).await?;
        Ok(match views::remove(&state.db, actor, &name, run.dry_run).await? {
            Outcome::Preview(statements) => preview(statements),
            Outcome::Done(()) => {
                state.catalog.forget(&name);
                HttpResponse::NoContent().finish()
            }
        })
    })
    .await
}

/// Mounts the operations.
pub fn configure(config: &mut ServiceConfig) {
    config.service(list_views).service(create_view).service(delete_view);
}
