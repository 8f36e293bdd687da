//! Origins that browsers may call from: the table's endpoints, and the set that the CORS middleware asks.

use super::{
    caller::Admin,
    detached::detached,
    problem::{ApiError, CONFLICT},
    state::AppState,
};
use crate::{
    db::{
        Db, DbError,
        cors::{self, Origin, OriginChange},
    },
    domain::web_origin::normalised,
};
use actix_web::{HttpResponse, Responder, delete, get, post, put, web};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::{
    collections::HashSet,
    sync::{PoisonError, RwLock},
    time::Duration,
};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::{scope, service_config::ServiceConfig};
use uuid::Uuid;

/// How old the set may be on a node other than the one that changed the table.
const REFRESH: Duration = Duration::from_secs(5);

/// The origins that are allowed now.
#[derive(Debug)]
pub struct CorsOrigins {
    configured: HashSet<String>,
    stored: RwLock<HashSet<String>>,
}

impl CorsOrigins {
    /// With the origins of the configuration; the table's come with [`CorsOrigins::reload`].
    pub fn new(configured: &[String]) -> Self {
        CorsOrigins { configured: configured.iter().cloned().collect(), stored: RwLock::default() }
    }

    /// Whether a browser page of `origin` may call.
    pub fn allows(&self, origin: &str) -> bool {
        let stored = self.stored.read().unwrap_or_else(PoisonError::into_inner);
        let listed = |name: &str| self.configured.contains(name) || stored.contains(name);
        listed(origin) || listed("*")
    }

    /// Reads the table again.
    pub async fn reload(&self, db: &Db) -> Result<(), DbError> {
        let fresh = cors::list_active(&db.owner().await?).await?.into_iter().collect();
        *self.stored.write().unwrap_or_else(PoisonError::into_inner) = fresh;
        Ok(())
    }
}

/// Reads the table again and again, for changes that other nodes made.
pub async fn keep_fresh(state: AppState) {
    loop {
        tokio::time::sleep(REFRESH).await;
        if let Err(error) = state.cors.reload(&state.db).await {
            tracing::debug!(%error, "CORS origins could not be read; the last ones stay");
        }
    }
}

/// Mounts the endpoints.
pub fn configure(config: &mut ServiceConfig) {
    config.service(
        scope::scope("/api/v1/cors/origins")
            // The original's collection path ends in a slash.
            .route("/", web::get().to(list))
            .route("/", web::post().to(create))
            .service(list_origins)
            .service(create_origin)
            .service(validate_origin)
            .service(refresh_cache)
            .service(get_origin)
            .service(update_origin)
            .service(delete_origin),
    );
}

/// An origin as the API shows it.
#[derive(Debug, Serialize, ToSchema)]
pub struct OriginOut {
    id: Uuid,
    origin: String,
    description: Option<String>,
    is_active: bool,
    extra_metadata: Value,
    created_by: Option<Uuid>,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl From<Origin> for OriginOut {
    fn from(row: Origin) -> Self {
        let Origin { id, origin, description, is_active, extra_metadata, created_by, created_at, updated_at } =
            row;
        OriginOut { id, origin, description, is_active, extra_metadata, created_by, created_at, updated_at }
    }
}

/// A page of origins.
#[derive(Debug, Serialize, ToSchema)]
pub struct OriginsOut {
    origins: Vec<OriginOut>,
    total_count: i64,
}

/// Which origins to list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OriginsIn {
    /// Only active ones; the default.
    active_only: Option<bool>,
    /// 1 to 1000; 100 by default.
    limit: Option<i64>,
    /// Origins to skip.
    offset: Option<i64>,
}

/// Fields of an origin.
#[derive(Debug, Deserialize, ToSchema)]
pub struct OriginIn {
    /// `*` or `scheme://host[:port]`.
    origin: Option<String>,
    description: Option<String>,
    is_active: Option<bool>,
    extra_metadata: Option<Value>,
}

/// The origin to check.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ValidateIn {
    /// `*` or `scheme://host[:port]`.
    origin: String,
}

fn change(body: OriginIn) -> Result<OriginChange, ApiError> {
    let origin = body.origin.as_deref().map(normalised).transpose();
    let origin = origin.map_err(|fault| ApiError::field("origin", fault.to_string()))?;
    if body.description.as_deref().is_some_and(|text| text.len() > 2000 || text.contains('\0')) {
        return Err(ApiError::field("description", "must be at most 2000 characters long"));
    }
    let OriginIn { description, is_active, extra_metadata, .. } = body;
    Ok(OriginChange { origin, description, is_active, extra_metadata })
}

fn taken(error: DbError) -> ApiError {
    match error.statement() {
        Some(failed) if failed.is_constraint() => ApiError::new(CONFLICT, "origin: exists already"),
        _ => error.into(),
    }
}

async fn list(
    state: web::Data<AppState>,
    _admin: Admin,
    query: web::Query<OriginsIn>,
) -> Result<web::Json<OriginsOut>, ApiError> {
    let limit = query.limit.unwrap_or(100);
    if !(1..=1000).contains(&limit) {
        return Err(ApiError::field("limit", "must be between 1 and 1000"));
    }
    let (origins, total_count) = cors::list_origins(
        &state.db.owner().await?,
        query.active_only.unwrap_or(true),
        limit,
        query.offset.unwrap_or(0).max(0),
    )
    .await?;
    Ok(web::Json(OriginsOut { origins: origins.into_iter().map(OriginOut::from).collect(), total_count }))
}

async fn create(
    state: web::Data<AppState>,
    admin: Admin,
    body: web::Json<OriginIn>,
) -> Result<web::Json<OriginOut>, ApiError> {
    if body.origin.is_none() {
        return Err(ApiError::field("origin", "is required"));
    }
    let new = change(body.into_inner())?;
    detached(async move {
        let made = cors::insert_origin(&state.db, &admin.actor(), &new).await.map_err(taken)?;
        state.cors.reload(&state.db).await?;
        Ok(web::Json(OriginOut::from(made)))
    })
    .await
}

/// Origins by name.
#[utoipa::path(tag = "cors", params(OriginsIn), responses((status = 200, body = OriginsOut), (status = 403, description = "not an ADMIN")))]
#[get("")]
pub async fn list_origins(
    state: web::Data<AppState>,
    admin: Admin,
    query: web::Query<OriginsIn>,
) -> Result<impl Responder, ApiError> {
    list(state, admin, query).await
}

/// Allows an origin, at once.
#[utoipa::path(tag = "cors", request_body = OriginIn, responses(
    (status = 200, body = OriginOut), (status = 409, description = "exists"), (status = 422, description = "no origin")))]
#[post("")]
pub async fn create_origin(
    state: web::Data<AppState>,
    admin: Admin,
    body: web::Json<OriginIn>,
) -> Result<impl Responder, ApiError> {
    create(state, admin, body).await
}

/// Says whether a text is an origin.
#[utoipa::path(tag = "cors", params(ValidateIn), responses((status = 200, description = "origin, is_valid and error_message")))]
#[post("/validate")]
pub async fn validate_origin(_admin: Admin, query: web::Query<ValidateIn>) -> impl Responder {
    let told = normalised(&query.origin).err().map(|fault| fault.to_string());
    web::Json(json!({ "origin": query.origin, "is_valid": told.is_none(), "error_message": told }))
}

/// Reads the table again on this node.
#[utoipa::path(tag = "cors", responses((status = 200, description = "done")))]
#[post("/refresh-cache")]
pub async fn refresh_cache(state: web::Data<AppState>, _admin: Admin) -> Result<impl Responder, ApiError> {
    state.cors.reload(&state.db).await?;
    Ok(web::Json(json!({ "message": "CORS origins read again" })))
}

/// One origin.
#[utoipa::path(tag = "cors", responses((status = 200, body = OriginOut), (status = 404, description = "no such origin")))]
#[get("/{id}")]
pub async fn get_origin(
    state: web::Data<AppState>,
    _admin: Admin,
    id: web::Path<Uuid>,
) -> Result<impl Responder, ApiError> {
    let found = cors::find_origin(&state.db.owner().await?, *id).await?;
    Ok(web::Json(OriginOut::from(found.ok_or_else(|| ApiError::not_found("origin"))?)))
}

/// Changes the fields that are named, at once.
#[utoipa::path(tag = "cors", request_body = OriginIn, responses(
    (status = 200, body = OriginOut), (status = 404, description = "no such origin"), (status = 422, description = "no origin")))]
#[put("/{id}")]
pub async fn update_origin(
    state: web::Data<AppState>,
    admin: Admin,
    id: web::Path<Uuid>,
    body: web::Json<OriginIn>,
) -> Result<impl Responder, ApiError> {
    let wanted = change(body.into_inner())?;
    detached(async move {
        let changed = cors::update_origin(&state.db, &admin.actor(), *id, &wanted).await.map_err(taken)?;
        state.cors.reload(&state.db).await?;
        Ok(web::Json(OriginOut::from(changed.ok_or_else(|| ApiError::not_found("origin"))?)))
    })
    .await
}

/// How to delete.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DeleteOriginIn {
    /// `false` only switches the origin off; `true` is the default.
    hard_delete: Option<bool>,
}

/// Takes an origin off the list, at once.
#[utoipa::path(tag = "cors", params(DeleteOriginIn), responses(
    (status = 204, description = "gone"), (status = 404, description = "no such origin")))]
#[delete("/{id}")]
pub async fn delete_origin(
    state: web::Data<AppState>,
    admin: Admin,
    id: web::Path<Uuid>,
    query: web::Query<DeleteOriginIn>,
) -> Result<impl Responder, ApiError> {
    detached(async move {
        let actor = admin.actor();
        let found = if query.hard_delete.unwrap_or(true) {
            cors::delete_origin(&state.db, &actor, *id).await?
        } else {
            let off = OriginChange { is_active: Some(false), ..OriginChange::default() };
            cors::update_origin(&state.db, &actor, *id, &off).await?.is_some()
        };
        if !found {
            return Err(ApiError::not_found("origin"));
        }
        state.cors.reload(&state.db).await?;
        Ok(HttpResponse::NoContent().finish())
    })
    .await
}
