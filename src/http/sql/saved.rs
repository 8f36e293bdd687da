//! `/api/v1/sql/history` and `/api/v1/sql/snippets`.

use crate::{
    db::history::{self, Execution, NewSnippet},
    http::{caller::Admin, detached::detached, problem::ApiError, state::AppState},
};
use actix_web::{HttpResponse, delete, get, post, web};
use serde::Deserialize;
use serde_json::json;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// How much history.
#[derive(Debug, Deserialize, IntoParams)]
pub struct HistoryQuery {
    /// 1 to 1000, 100 by default.
    limit: Option<i64>,
}

/// An execution as clients of the original report it.
#[derive(Debug, Deserialize, ToSchema)]
pub struct HistoryIn {
    query: String,
    result: HistoryResultIn,
}

/// Its outcome.
#[derive(Debug, Deserialize, ToSchema)]
pub struct HistoryResultIn {
    #[serde(default)]
    is_read_only: bool,
    #[serde(default)]
    execution_time: f64,
    #[serde(default)]
    row_count: i64,
    error: Option<String>,
}

/// A snippet to keep.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SnippetIn {
    /// 1 to 100 characters.
    name: String,
    /// SQL.
    sql_code: String,
    /// Free text.
    description: Option<String>,
    /// Whether other administrators see it.
    #[serde(default)]
    is_shared: bool,
}

/// What this administrator ran, newest first.
#[utoipa::path(tag = "SQL", params(HistoryQuery), responses((status = 200, description = "`history`: array")))]
#[get("/api/v1/sql/history")]
async fn list_history(
    state: web::Data<AppState>,
    admin: Admin,
    query: web::Query<HistoryQuery>,
) -> Result<HttpResponse, ApiError> {
    let limit = query.limit.unwrap_or(100);
    if !(1..=1000).contains(&limit) {
        return Err(ApiError::field("limit", "must be from 1 to 1000"));
    }
    let history = history::list(&state.db, admin.claims.user_id, limit).await?;
    Ok(HttpResponse::Ok().content_type("application/json").body(format!(r#"{{"history":{history}}}"#)))
}

/// Accepts an execution that a client reports. The server records its own, so this one is only added
/// when it is not the newest entry already.
#[utoipa::path(tag = "SQL", request_body = HistoryIn, responses((status = 201, description = "`message`")))]
#[post("/api/v1/sql/history")]
async fn add_history(
    state: web::Data<AppState>,
    admin: Admin,
    body: web::Json<HistoryIn>,
) -> Result<HttpResponse, ApiError> {
    detached(async move {
        let execution = Execution {
            query: &body.query,
            is_read_only: body.result.is_read_only,
            execution_time: body.result.execution_time,
            row_count: body.result.row_count,
            error: body.result.error.as_deref(),
        };
        history::report(&state.db, admin.claims.user_id, &execution).await?;
        Ok(HttpResponse::Created().json(json!({ "message": "Query saved to history" })))
    })
    .await
}

/// This administrator's snippets and the shared ones.
#[utoipa::path(tag = "SQL", responses((status = 200, description = "Array of snippets")))]
#[get("/api/v1/sql/snippets")]
async fn list_snippets(state: web::Data<AppState>, admin: Admin) -> Result<HttpResponse, ApiError> {
    let snippets = history::snippets(&state.db, admin.claims.user_id).await?;
    Ok(HttpResponse::Ok().content_type("application/json").body(snippets))
}

/// Keeps a snippet.
#[utoipa::path(tag = "SQL", request_body = SnippetIn, responses((status = 201, description = "The snippet")))]
#[post("/api/v1/sql/snippets")]
async fn create_snippet(
    state: web::Data<AppState>,
    admin: Admin,
    body: web::Json<SnippetIn>,
) -> Result<HttpResponse, ApiError> {
    let SnippetIn { name, sql_code, description, is_shared } = body.into_inner();
    if !(1..=100).contains(&name.chars().count()) {
        return Err(ApiError::field("name", "must hold 1 to 100 characters"));
    }
    detached(async move {
        let new = NewSnippet { name, sql_code, description, is_shared };
        let snippet = history::add_snippet(&state.db, admin.claims.user_id, &new).await?;
        Ok(HttpResponse::Created().content_type("application/json").body(snippet))
    })
    .await
}

/// Removes one of this administrator's snippets.
#[utoipa::path(tag = "SQL", params(("id" = Uuid, Path)), responses(
    (status = 204, description = "Removed"), (status = 404, description = "No such snippet"),
))]
#[delete("/api/v1/sql/snippets/{id}")]
async fn delete_snippet(
    state: web::Data<AppState>,
    admin: Admin,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, ApiError> {
    detached(async move {
        match history::remove_snippet(&state.db, admin.claims.user_id, *id).await? {
            true => Ok(HttpResponse::NoContent().finish()),
            false => Err(ApiError::not_found("Snippet")),
        }
    })
    .await
}

/// Mounts the operations.
pub(super) fn configure(config: &mut ServiceConfig) {
    config
        .service(list_history)
        .service(add_history)
        .service(list_snippets)
        .service(create_snippet)
        .service(delete_snippet);
}
