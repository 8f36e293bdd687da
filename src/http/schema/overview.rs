//! `/api/v1/schema`: the whole schema at once, and as TypeScript types.

use super::{actor, json};
use crate::{
    db::schema::overview,
    http::{caller::Identity, problem::ApiError, state::AppState},
};
use actix_web::{HttpResponse, get, web};
use utoipa_actix_web::service_config::ServiceConfig;

/// Tables with columns and keys that the caller may know of, and enums; views and functions for administrators.
#[utoipa::path(tag = "Schema", responses((status = 200, description = "tables, views, enums and functions")))]
#[get("/api/v1/schema")]
async fn get_schema(state: web::Data<AppState>, identity: Identity) -> Result<HttpResponse, ApiError> {
    let actor = actor(&state, &identity).await?;
    Ok(json(overview::overview(&state.db, actor).await?))
}

/// Types that a column can have.
#[utoipa::path(tag = "Schema", responses((status = 200, description = "Array of name, schema, kind and values")))]
#[get("/api/v1/schema/types")]
async fn list_types(state: web::Data<AppState>, identity: Identity) -> Result<HttpResponse, ApiError> {
    actor(&state, &identity).await?;
    Ok(json(overview::types(&state.db).await?))
}

/// Functions of schema public with their texts and who may call them; administrators.
#[utoipa::path(tag = "Schema", responses(
    (status = 200, description = "Array of functions"), (status = 403, description = "Not an administrator"),
))]
#[get("/api/v1/schema/functions")]
async fn list_schema_functions(
    state: web::Data<AppState>,
    identity: Identity,
) -> Result<HttpResponse, ApiError> {
    let actor = actor(&state, &identity).await?;
    Ok(json(overview::functions(&state.db, actor).await?))
}

/// TypeScript types of the schema, as the `Database` parameter of postgrest-js; administrators and service keys.
#[utoipa::path(tag = "Schema", responses(
    (status = 200, description = "A TypeScript module", content_type = "text/plain", body = String),
    (status = 403, description = "Not an administrator"),
))]
#[get("/api/v1/types.ts")]
async fn get_types(state: web::Data<AppState>, identity: Identity) -> Result<HttpResponse, ApiError> {
    actor(&state, &identity).await?.require_admin("types.ts")?;
    let client = state.db.owner().await?;
    let module = overview::typescript(&**client).await?;
    Ok(HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(module))
}

/// Mounts the operations.
pub fn configure(config: &mut ServiceConfig) {
    config.service(get_schema).service(list_types).service(list_schema_functions).service(get_types);
}
