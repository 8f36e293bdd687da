//! `/api/v1/schema/enums`: enum types; everybody reads, administrators change.

use super::{DryRun, PreviewOut, actor, changer, json, preview};
use crate::{
    db::{
        ddl::Outcome,
        schema::{enums, overview},
    },
    domain::schema::{EnumChange, EnumSpec},
    http::{caller::Identity, detached::detached, problem::ApiError, state::AppState},
};
use actix_web::{HttpResponse, delete, get, patch, post, web};
use utoipa_actix_web::service_config::ServiceConfig;

/// Enums of schema public with their values.
#[utoipa::path(tag = "Schema", responses((status = 200, description = "Array of name, values and comment")))]
#[get("/api/v1/schema/enums")]
async fn list_enums(state: web::Data<AppState>, identity: Identity) -> Result<HttpResponse, ApiError> {
    actor(&state, &identity).await?;
    Ok(json(overview::enums(&state.db).await?))
}

async fn answer(state: &AppState, outcome: Outcome<()>) -> Result<HttpResponse, ApiError> {
    match outcome {
        Outcome::Preview(statements) => Ok(preview(statements)),
        Outcome::Done(()) => {
            state.catalog.clear();
            Ok(json(overview::enums(&state.db).await?))
        }
    }
}

/// Creates an enum; administrators.
#[utoipa::path(tag = "Schema", params(DryRun), request_body = EnumSpec, responses(
    (status = 200, description = "All enums, or with dry_run what would run"),
    (status = 400, description = "Name or value is not usable"), (status = 403, description = "Not an administrator"),
    (status = 409, description = "The name is taken"),
))]
#[post("/api/v1/schema/enums")]
async fn create_enum(
    state: web::Data<AppState>,
    identity: Identity,
    run: web::Query<DryRun>,
    body: web::Json<EnumSpec>,
) -> Result<HttpResponse, ApiError> {
    detached(async move {
        let actor = changer(&state, &identity).await?;
        let done = enums::create(&state.db, actor, &body, run.dry_run).await?;
        answer(&state, done).await
    })
    .await
}

/// Renames an enum and its values and adds values, everything or nothing; administrators.
#[utoipa::path(tag = "Schema", params(("enum" = String, Path), DryRun), request_body = EnumChange, responses(
    (status = 200, description = "All enums, or with dry_run what would run"),
    (status = 400, description = "Name or value is not usable"), (status = 403, description = "Not an administrator"),
    (status = 404, description = "No such enum"), (status = 409, description = "A name or value is taken"),
))]
#[patch("/api/v1/schema/enums/{enum}")]
async fn update_enum(
    state: web::Data<AppState>,
    identity: Identity,
    name: web::Path<String>,
    run: web::Query<DryRun>,
    body: web::Json<EnumChange>,
) -> Result<HttpResponse, ApiError> {
    detached(async move {
        let actor = changer(&state, &identity).await?;
        let done = enums::update(&state.db, actor, &name, &body, run.dry_run).await?;
        answer(&state, done).await
    })
    .await
}

/// Drops an enum that no column uses; administrators.
#[utoipa::path(tag = "Schema", params(("enum" = String, Path), DryRun), responses(
    (status = 204, description = "Dropped"),
    (status = 200, description = "With dry_run: what would run", body = PreviewOut),
    (status = 400, description = "A column uses it"), (status = 403, description = "Not an administrator"),
    (status = 404, description = "No such enum"),
))]
#[delete("/api/v1/schema/enums/{enum}")]
async fn delete_enum(
    state: web::Data<AppState>,
    identity: Identity,
    run: web::Query<DryRun>,
    name: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    detached(async move {
        let actor = changer(&state, &identity).await?;
        Ok(match enums::remove(&state.db, actor, &name, run.dry_run).await? {
            Outcome::Preview(statements) => preview(statements),
            Outcome::Done(()) => HttpResponse::NoContent().finish(),
        })
    })
    .await
}

/// Mounts the operations.
pub fn configure(config: &mut ServiceConfig) {
    config.service(list_enums).service(create_enum).service(update_enum).service(delete_enum);
}
