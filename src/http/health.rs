//! Whether the server works, for load balancers and people. Shows no secrets and no addresses of internals.

use super::state::AppState;
use actix_web::{HttpResponse, Responder, get, web};
use serde::Serialize;
use serde_json::json;
use std::time::Duration;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

/// How long a health check waits for the database.
const DATABASE_DEADLINE: Duration = Duration::from_secs(2);

/// Mounts the health endpoints.
pub fn configure(config: &mut ServiceConfig) {
    config.service(health).service(ready).service(status);
}

/// Answer of `/health`.
#[derive(Debug, Serialize, ToSchema)]
pub struct HealthOut {
    /// Always `backend`, as the original answers.
    service: &'static str,
    /// `ready`, or `degraded` when the database or an actor is down.
    status: &'static str,
    /// Version of this server.
    version: &'static str,
    /// `dev`, `staging` or `prod`.
    environment: String,
    /// `connected` or `unreachable`.
    database: &'static str,
    /// For people.
    message: &'static str,
}

async fn database_answers(state: &AppState) -> bool {
    let ping =
        async { state.db.owner().await?.simple_query("SELECT 1").await.map_err(crate::db::DbError::from) };
    matches!(tokio::time::timeout(DATABASE_DEADLINE, ping).await, Ok(Ok(_)))
}

/// Health of the server; 200 also when degraded, so that a dashboard can show it.
#[utoipa::path(tag = "health", security(()), responses((status = 200, body = HealthOut)))]
#[get("/health")]
pub async fn health(state: web::Data<AppState>) -> impl Responder {
    let database = database_answers(&state).await;
    let well = database && state.actors_healthy();
    web::Json(HealthOut {
        service: "backend",
        status: if well { "ready" } else { "degraded" },
        version: env!("CARGO_PKG_VERSION"),
        environment: state.config.environment.clone(),
        database: if database { "connected" } else { "unreachable" },
        message: if well { "SelfDB is ready" } else { "SelfDB runs with a part missing" },
    })
}

/// 200 when requests can be served, else 503.
#[utoipa::path(tag = "health", security(()), responses((status = 200, description = "ready"), (status = 503, description = "not ready")))]
#[get("/ready")]
pub async fn ready(state: web::Data<AppState>) -> HttpResponse {
    if database_answers(&state).await && state.actors_healthy() {
        HttpResponse::Ok().json(json!({ "status": "ready" }))
    } else {
        HttpResponse::ServiceUnavailable().json(json!({ "status": "unavailable" }))
    }
}

/// Version, services and ports, as the original lists them.
#[utoipa::path(tag = "health", security(()), responses((status = 200, description = "versions and ports")))]
#[get("/api/v1/status")]
pub async fn status(state: web::Data<AppState>) -> impl Responder {
    let server = &state.config.server;
    web::Json(json!({
        "api_version": env!("CARGO_PKG_VERSION"),
        "services": { "backend": "ready" },
        "ports": { "api": server.api_port, "frontend": server.console_port },
    }))
}
