//! What port 3000 serves besides the API, and the root of both ports.

use super::{
    openapi,
    problem::{self, ApiError},
    server::ConsolePort,
};
use actix_web::{HttpRequest, HttpResponse, get, http::Method, web};
use serde_json::json;

const CONSOLE_PAGE: &str = include_str!("pages/console.html");
const REDOC_PAGE: &str = include_str!("pages/redoc.html");

/// Security headers of our own pages.
const PAGE_POLICY: &str = "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'";

/// Mounts pages and the console port's own health path.
pub fn configure(config: &mut web::ServiceConfig) {
    config.service(root).service(frontend_health).service(redoc).service(docs).service(problem_page);
}

fn page(html: &'static str) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header(("Content-Security-Policy", PAGE_POLICY))
        .insert_header(("X-Content-Type-Options", "nosniff"))
        .body(html)
}

fn on_console_port(request: &HttpRequest) -> bool {
    request.conn_data::<ConsolePort>().is_some()
}

#[get("/")]
async fn root(request: HttpRequest) -> HttpResponse {
    if on_console_port(&request) {
        return page(CONSOLE_PAGE);
    }
    HttpResponse::Ok().json(json!({ "message": "SelfDB Backend API", "status": "ready" }))
}

#[get("/frontend/health")]
async fn frontend_health(request: HttpRequest) -> Result<HttpResponse, ApiError> {
    if !on_console_port(&request) {
        return Err(ApiError::not_found("path"));
    }
    Ok(HttpResponse::Ok().json(json!({
        "service": "frontend", "status": "ready", "version": env!("CARGO_PKG_VERSION")
    })))
}

#[get("/redoc")]
async fn redoc() -> HttpResponse {
    page(REDOC_PAGE)
}

#[get("/docs")]
async fn docs() -> HttpResponse {
    HttpResponse::PermanentRedirect().insert_header(("Location", "/docs/")).finish()
}

#[get("/problems/{slug}")]
async fn problem_page(slug: web::Path<String>) -> Result<HttpResponse, ApiError> {
    let kind = problem::KINDS
        .iter()
        .find(|kind| kind.slug == slug.as_str())
        .ok_or_else(|| ApiError::not_found("problem"))?;
    Ok(HttpResponse::Ok()
        .json(json!({ "slug": kind.slug, "status": kind.status, "title": kind.title, "code": kind.code })))
}

/// Everything that no route knows: 404, before any question of credentials.
pub async fn unknown(request: HttpRequest) -> Result<HttpResponse, ApiError> {
    let path = request.path().to_owned();
    if request.method() == Method::GET
        && on_console_port(&request)
        && !path.starts_with("/api/")
        && !path.contains('.')
    {
        return Ok(page(CONSOLE_PAGE));
    }
    Err(ApiError::not_found("path"))
}

/// The document's frame, for the command line.
pub fn document_frame() -> utoipa::openapi::OpenApi {
    <openapi::Document as utoipa::OpenApi>::openapi()
}
