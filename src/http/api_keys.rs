//! API keys, for administrators. A key's text is shown once, when it is made.

use super::{auth::random_token, caller::Admin, detached::detached, problem::ApiError, state::AppState};
use crate::db::api_keys::{self, ApiKey};
use actix_web::{HttpResponse, Responder, delete, get, http::header, post, web};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Mounts the endpoints.
pub fn configure(config: &mut ServiceConfig) {
    config.service(list_api_keys).service(create_api_key).service(revoke_api_key);
}

/// A key without its text.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiKeyOut {
    id: Uuid,
    name: String,
    /// `anon` or `service`.
    role: String,
    /// First characters.
    prefix: String,
    /// `api`, or `env` for keys of the configuration.
    source: String,
    created_at: DateTime<Utc>,
    revoked_at: Option<DateTime<Utc>>,
    /// The key itself; only in the answer that makes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<String>,
}

/// Body of create.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ApiKeyIn {
    name: String,
    /// `anon` or `service`.
    role: String,
}

fn out(key: ApiKey, text: Option<String>) -> ApiKeyOut {
    ApiKeyOut {
        id: key.id,
        name: key.name,
        role: key.role,
        prefix: key.prefix,
        source: key.source,
        created_at: key.created_at,
        revoked_at: key.revoked_at,
        key: text,
    }
}

/// All keys.
#[utoipa::path(tag = "authentication", responses((status = 200, body = Vec<ApiKeyOut>), (status = 403, description = "not an ADMIN")))]
#[get("/api/v1/api-keys")]
pub async fn list_api_keys(state: web::Data<AppState>, _admin: Admin) -> Result<impl Responder, ApiError> {
    let keys = api_keys::list_keys(&state.db.owner().await?).await?;
    Ok(web::Json(keys.into_iter().map(|key| out(key, None)).collect::<Vec<_>>()))
}

/// The text of a new key, when its name and role are valid.
pub(crate) fn new_key(name: &str, role: &str) -> Result<String, ApiError> {
    if name.trim().is_empty() || name.chars().count() > 100 || name.contains('\0') {
        return Err(ApiError::field("name", "must be 1 to 100 characters long"));
    }
    if role != "anon" && role != "service" {
        return Err(ApiError::field("role", "must be anon or service"));
    }
    Ok(format!("sdb_{role}_{}", random_token()?))
}

/// Makes a key and shows its text this once.
#[utoipa::path(tag = "authentication", request_body = ApiKeyIn, responses((status = 201, body = ApiKeyOut), (status = 422, description = "a field is not valid")))]
#[post("/api/v1/api-keys")]
pub async fn create_api_key(
    state: web::Data<AppState>,
    admin: Admin,
    body: web::Json<ApiKeyIn>,
) -> Result<impl Responder, ApiError> {
    let ApiKeyIn { name, role } = body.into_inner();
    let key = new_key(&name, &role)?;
    detached(async move {
        let stored = api_keys::insert_key(&state.db, &admin.actor(), &key, &name, &role).await?;
        Ok(HttpResponse::Created()
            .insert_header((header::CACHE_CONTROL, "no-store"))
            .json(out(stored, Some(key))))
    })
    .await
}

/// Revokes a key at once. One that the configuration names stays revoked although it is still named there.
#[utoipa::path(tag = "authentication", responses((status = 204, description = "revoked"), (status = 404, description = "no such key")))]
#[delete("/api/v1/api-keys/{id}")]
pub async fn revoke_api_key(
    state: web::Data<AppState>,
    admin: Admin,
    id: web::Path<Uuid>,
) -> Result<impl Responder, ApiError> {
    detached(async move {
        if api_keys::revoke_key(&state.db, &admin.actor(), *id).await? {
            Ok(HttpResponse::NoContent().finish())
        } else {
            Err(ApiError::not_found("API key"))
        }
    })
    .await
}
