//! What port 3000 serves besides the API, and the root of both ports.

mod assets;
mod session;

pub use session::configure_session;

use super::{
    openapi,
    problem::{self, ApiError},
    server::ConsolePort,
};
use actix_web::{
    HttpRequest, HttpResponse, get,
    http::{Method, header},
    web,
};
use serde_json::json;

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
        return assets::index(&request);
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

/// Everything that no route knows: the console's files and pages on its port, else 404, before any question
/// of credentials.
pub async fn unknown(request: HttpRequest) -> Result<HttpResponse, ApiError> {
    if request.method() == Method::GET && on_console_port(&request) {
        if let Some(file) = assets::file(&request) {
            return Ok(file);
        }
        // Pages are routed in the browser, so that each of their addresses answers the same document.
        if !request.path().starts_with("/api/") && wants_page(&request) {
            return Ok(assets::index(&request));
        }
    }
    Err(ApiError::not_found("path"))
}

fn wants_page(request: &HttpRequest) -> bool {
    let accept = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok());
    accept.is_some_and(|accept| accept.contains("text/html"))
}

/// The document's frame, for the command line.
pub fn document_frame() -> utoipa::openapi::OpenApi {
    <openapi::Document as utoipa::OpenApi>::openapi()
}
