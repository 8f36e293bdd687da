//! `/api/v1/sql/history`: what an administrator ran.

use super::MAX_QUERY;
use crate::{
    db::history::{self, Execution, Page},
    http::{caller::Admin, detached::detached, problem::ApiError, state::AppState},
};
use actix_web::{HttpResponse, delete, get, http::header, post, web};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

/// Which entries.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// 1 to 1000, 100 by default.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<i64>,
    /// Entries to skip.
    #[param(minimum = 0)]
    offset: Option<i64>,
    /// Text that entries hold, in any case.
    search: Option<String>,
}

impl PageQuery {
    /// Checks the members.
    pub(super) fn page(self) -> Result<Page, ApiError> {
        let (limit, offset) = (self.limit.unwrap_or(100), self.offset.unwrap_or(0));
        if !(1..=1000).contains(&limit) {
            return Err(ApiError::field("limit", "must be from 1 to 1000"));
        }
        if offset < 0 {
            return Err(ApiError::field("offset", "must not be negative"));
        }
        if self.search.as_ref().is_some_and(|text| text.contains('\0') || text.len() > MAX_QUERY) {
            return Err(ApiError::field("search", "is too long or holds the character NUL"));
        }
        Ok(Page { search: self.search.filter(|text| !text.is_empty()), limit, offset })
    }
}

/// `Content-Range` of a page of `total` entries.
pub(super) fn range(offset: i64, limit: i64, total: i64) -> (header::HeaderName, String) {
    let end = offset.saturating_add(limit).min(total);
    let span = if offset < end { format!("{offset}-{}", end - 1) } else { "*".to_owned() };
    (header::CONTENT_RANGE, format!("items {span}/{total}"))
}

/// An execution as clients of the original report it.
#[derive(Debug, Deserialize, ToSchema)]
pub struct HistoryIn {
    /// At most 100,000 characters.
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

/// A confirmation.
#[derive(Debug, Serialize, ToSchema)]
pub struct MessageOut {
    message: &'static str,
}

/// What this administrator ran, newest first; the last 1,000 are kept. `Content-Range` has the number of all.
#[utoipa::path(tag = "SQL", params(PageQuery), responses(
    (status = 200, description = "`history`: array of executions; `total`"),
))]
#[get("/api/v1/sql/history")]
async fn list_history(
    state: web::Data<AppState>,
    admin: Admin,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse, ApiError> {
    let page = query.into_inner().page()?;
    let found = history::list(&state.db, admin.claims.user_id, &page).await?;
    let body = format!(r#"{{"history":{},"total":{}}}"#, found.json, found.total);
    let mut answer = HttpResponse::Ok();
    answer.insert_header(range(page.offset, page.limit, found.total)).content_type("application/json");
    Ok(answer.body(body))
}

/// Accepts an execution that a client reports. The server records its own, so this one is only added
/// when it is not the newest entry already.
#[utoipa::path(tag = "SQL", request_body = HistoryIn, responses(
    (status = 201, description = "Accepted", body = MessageOut),
))]
#[post("/api/v1/sql/history")]
async fn add_history(
    state: web::Data<AppState>,
    admin: Admin,
    body: web::Json<HistoryIn>,
) -> Result<HttpResponse, ApiError> {
    let HistoryIn { query, result } = body.into_inner();
    if query.chars().count() > MAX_QUERY || query.contains('\0') {
        return Err(ApiError::field("query", "is too long or holds the character NUL"));
    }
    if result.error.as_ref().is_some_and(|error| error.contains('\0')) {
        return Err(ApiError::field("result/error", "cannot hold the character NUL"));
    }
    detached(async move {
        let execution = Execution {
            query: &query,
            is_read_only: result.is_read_only,
            execution_time: result.execution_time,
            row_count: result.row_count,
            error: result.error.as_deref(),
        };
        history::report(&state.db, admin.claims.user_id, &execution).await?;
        Ok(HttpResponse::Created().json(MessageOut { message: "Query saved to history" }))
    })
    .await
}

/// Forgets this administrator's history.
#[utoipa::path(tag = "SQL", responses((status = 200, description = "`removed`: number of entries")))]
#[delete("/api/v1/sql/history")]
async fn clear_history(state: web::Data<AppState>, admin: Admin) -> Result<HttpResponse, ApiError> {
    detached(async move {
        let removed = history::clear(&state.db, admin.claims.user_id).await?;
        Ok(HttpResponse::Ok().json(json!({ "removed": removed })))
    })
    .await
}

/// Mounts the operations.
pub(super) fn configure(config: &mut ServiceConfig) {
    config.service(list_history).service(add_history).service(clear_history);
}
