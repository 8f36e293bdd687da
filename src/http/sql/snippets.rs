//! `/api/v1/sql/snippets`: SQL to keep.

use super::{
    MAX_QUERY,
    history::{PageQuery, range},
};
use crate::{
    db::snippets::{self, NewSnippet, SnippetChange},
    http::{
        caller::Admin,
        detached::detached,
        problem::{ApiError, CONFLICT},
        state::AppState,
        tables::present,
    },
};
use actix_web::{HttpResponse, delete, get, patch, post, web};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Snippets per administrator.
const MAX_SNIPPETS: i64 = 1000;
/// Longest description, in characters.
const MAX_DESCRIPTION: usize = 2000;

/// A snippet to keep.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SnippetIn {
    /// 1 to 100 characters.
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    /// SQL, at most 100,000 characters.
    sql_code: String,
    /// Free text, at most 2,000 characters.
    description: Option<String>,
    /// Whether other administrators see it.
    #[serde(default)]
    is_shared: bool,
}

/// Changes of a snippet; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SnippetPatch {
    /// 1 to 100 characters.
    #[schema(min_length = 1, max_length = 100)]
    name: Option<String>,
    /// SQL, at most 100,000 characters.
    sql_code: Option<String>,
    /// Free text; null removes it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    description: Option<Option<String>>,
    /// Whether other administrators see it.
    is_shared: Option<bool>,
}

fn check(field: &str, text: Option<&str>, least: usize, most: usize) -> Result<(), ApiError> {
    let Some(text) = text else { return Ok(()) };
    if text.contains('\0') {
        return Err(ApiError::field(field, "cannot hold the character NUL"));
    }
    if !(least..=most).contains(&text.chars().count()) {
        return Err(ApiError::field(field, format!("must hold {least} to {most} characters")));
    }
    Ok(())
}

/// This administrator's snippets and the shared ones, the oldest first. `Content-Range` has the number of all.
#[utoipa::path(tag = "SQL", params(PageQuery), responses((status = 200, description = "Array of snippets")))]
#[get("/api/v1/sql/snippets")]
async fn list_snippets(
    state: web::Data<AppState>,
    admin: Admin,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse, ApiError> {
    let page = query.into_inner().page()?;
    let found = snippets::list(&state.db, admin.claims.user_id, &page).await?;
    let mut answer = HttpResponse::Ok();
    answer.insert_header(range(page.offset, page.limit, found.total)).content_type("application/json");
    Ok(answer.body(found.json))
}

/// Keeps a snippet.
#[utoipa::path(tag = "SQL", request_body = SnippetIn, responses(
    (status = 201, description = "The snippet"), (status = 409, description = "There are 1,000 already"),
))]
#[post("/api/v1/sql/snippets")]
async fn create_snippet(
    state: web::Data<AppState>,
    admin: Admin,
    body: web::Json<SnippetIn>,
) -> Result<HttpResponse, ApiError> {
    let SnippetIn { name, sql_code, description, is_shared } = body.into_inner();
    check("name", Some(&name), 1, 100)?;
    check("sql_code", Some(&sql_code), 0, MAX_QUERY)?;
    check("description", description.as_deref(), 0, MAX_DESCRIPTION)?;
    detached(async move {
        let new = NewSnippet { name, sql_code, description, is_shared };
        match snippets::add(&state.db, admin.claims.user_id, &new, MAX_SNIPPETS).await? {
            Some(snippet) => Ok(HttpResponse::Created().content_type("application/json").body(snippet)),
            None => Err(ApiError::new(CONFLICT, format!("there are {MAX_SNIPPETS} snippets already"))),
        }
    })
    .await
}

/// Changes one of this administrator's snippets.
#[utoipa::path(tag = "SQL", params(("id" = Uuid, Path)), request_body = SnippetPatch, responses(
    (status = 200, description = "The snippet"), (status = 404, description = "No such snippet"),
))]
#[patch("/api/v1/sql/snippets/{id}")]
async fn update_snippet(
    state: web::Data<AppState>,
    admin: Admin,
    id: web::Path<Uuid>,
    body: web::Json<SnippetPatch>,
) -> Result<HttpResponse, ApiError> {
    let SnippetPatch { name, sql_code, description, is_shared } = body.into_inner();
    check("name", name.as_deref(), 1, 100)?;
    check("sql_code", sql_code.as_deref(), 0, MAX_QUERY)?;
    check("description", description.as_ref().and_then(Option::as_deref), 0, MAX_DESCRIPTION)?;
    detached(async move {
        let change = SnippetChange { name, sql_code, description, is_shared };
        match snippets::update(&state.db, admin.claims.user_id, *id, &change).await? {
            Some(snippet) => Ok(HttpResponse::Ok().content_type("application/json").body(snippet)),
            None => Err(ApiError::not_found("Snippet")),
        }
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
        match snippets::remove(&state.db, admin.claims.user_id, *id).await? {
            true => Ok(HttpResponse::NoContent().finish()),
            false => Err(ApiError::not_found("Snippet")),
        }
    })
    .await
}

/// Mounts the operations.
pub(super) fn configure(config: &mut ServiceConfig) {
    config.service(list_snippets).service(create_snippet).service(update_snippet).service(delete_snippet);
}
