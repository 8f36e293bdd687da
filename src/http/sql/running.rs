//! Queries that run at this moment: listed and cancelled.

use crate::{
    db::sql::running::RunningQuery,
    http::{caller::Admin, problem::ApiError, state::AppState},
};
use actix_web::{HttpResponse, get, post, web};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Which query to cancel.
#[derive(Debug, Deserialize, ToSchema)]
pub struct CancelIn {
    /// The `id` that its request named.
    id: Uuid,
}

/// Queries of this node.
#[derive(Debug, Serialize, ToSchema)]
pub struct RunningOut {
    /// The oldest first.
    queries: Vec<RunningQuery>,
}

/// Raw SQL queries that run on this node, of all administrators.
#[utoipa::path(tag = "SQL", responses((status = 200, description = "The queries", body = RunningOut)))]
#[get("/api/v1/sql/running")]
async fn list_running(state: web::Data<AppState>, _: Admin) -> web::Json<RunningOut> {
    web::Json(RunningOut { queries: state.db.sql().running().list() })
}

/// Cancels a running query; its own request then answers 409. A query that withstands is ended with its session.
#[utoipa::path(tag = "SQL", request_body = CancelIn, responses(
    (status = 202, description = "The query is being cancelled"),
    (status = 404, description = "No query with this id runs on this node"),
))]
#[post("/api/v1/sql/cancel")]
async fn cancel_query(
    state: web::Data<AppState>,
    _: Admin,
    body: web::Json<CancelIn>,
) -> Result<HttpResponse, ApiError> {
    match state.db.sql().running().cancel(body.id) {
        true => Ok(HttpResponse::Accepted().finish()),
        false => Err(ApiError::not_found("Query")),
    }
}

/// Mounts the operations.
pub(super) fn configure(config: &mut ServiceConfig) {
    config.service(list_running).service(cancel_query);
}
