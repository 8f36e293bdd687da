//! Sign-in of the console: the refresh token lives in a cookie that scripts cannot read.
//!
//! The endpoints answer on the console's port only. `SameSite=Strict` keeps the cookie out of requests that other
//! sites cause; the header [`GUARD`] cannot be set by another origin without a preflight that is refused.

use super::on_console_port;
use crate::{
    db::sessions,
    http::{
        auth::{self, LoginIn, TokenOut, UserOut},
        detached::detached,
        problem::ApiError,
        state::AppState,
    },
};
use actix_web::{HttpRequest, HttpResponse, delete, http::header, post, web};
use serde::Serialize;
use std::time::Duration;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

/// Header that every call must carry.
const GUARD: &str = "x-selfdb-console";
/// The role that may use the console.
const ADMIN: &str = "ADMIN";

/// Mounts the endpoints.
pub fn configure_session(config: &mut ServiceConfig) {
    config.service(open_console_session).service(renew_console_session).service(end_console_session);
}

/// An open console session. The refresh token is in the cookie and nowhere else.
#[derive(Debug, Serialize, ToSchema)]
pub struct ConsoleSessionOut {
    access_token: String,
    /// Lifetime of the access token in seconds.
    expires_in: u64,
    user: UserOut,
}

fn guard(request: &HttpRequest) -> Result<(), ApiError> {
    if !on_console_port(request) {
        return Err(ApiError::not_found("path"));
    }
    if request.headers().contains_key(GUARD) {
        Ok(())
    } else {
        Err(ApiError::forbidden("the header X-SelfDB-Console is missing"))
    }
}

/// Cookies do not tell ports apart, so that the name has to: several environments may run on one host.
fn cookie_name(state: &AppState) -> String {
    format!("selfdb_console_{}", state.config.server.console_port)
}

fn set_cookie(state: &AppState, request: &HttpRequest, value: &str, lifetime: Duration) -> String {
    let secure = if request.connection_info().scheme() == "https" { "; Secure" } else { "" };
    format!(
        "{}={value}; Path=/console/session; Max-Age={}; HttpOnly; SameSite=Strict{secure}",
        cookie_name(state),
        lifetime.as_secs()
    )
}

fn cleared(state: &AppState, request: &HttpRequest) -> String {
    set_cookie(state, request, "", Duration::ZERO)
}

fn presented(state: &AppState, request: &HttpRequest) -> Option<String> {
    let name = cookie_name(state);
    request
        .headers()
        .get_all(header::COOKIE)
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, value)| *key == name && !value.is_empty())
        .map(|(_, value)| value.to_owned())
}

fn opened(state: &AppState, request: &HttpRequest, tokens: TokenOut) -> HttpResponse {
    let cookie = set_cookie(state, request, &tokens.refresh_token, state.config.auth.refresh_lifetime);
    HttpResponse::Ok()
        .insert_header((header::SET_COOKIE, cookie))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(ConsoleSessionOut {
            access_token: tokens.access_token,
            expires_in: tokens.expires_in,
            user: tokens.user,
        })
}

/// Signs an administrator in.
#[utoipa::path(tag = "console", request_body = LoginIn, security(()), responses(
    (status = 200, body = ConsoleSessionOut, description = "signed in; the cookie is set"),
    (status = 401, description = "wrong pair or inactive user"),
    (status = 403, description = "not an ADMIN, or the guard header is missing"),
    (status = 404, description = "not the console's port"), (status = 429, description = "too many failed logins")))]
#[post("/console/session")]
pub async fn open_console_session(
    state: web::Data<AppState>,
    request: HttpRequest,
    body: web::Json<LoginIn>,
) -> Result<HttpResponse, ApiError> {
    guard(&request)?;
    let verified = auth::authenticate(&state, &request, body.into_inner()).await?;
    if verified.user.role != ADMIN {
        return Err(ApiError::forbidden("this account is not an administrator's"));
    }
    let tokens = auth::open_login(state.clone(), &request, verified).await?;
    Ok(opened(&state, &request, tokens))
}

/// A new access token for the cookie's session; the cookie's token is rotated.
#[utoipa::path(tag = "console", security(()), responses(
    (status = 200, body = ConsoleSessionOut, description = "the session goes on"),
    (status = 204, description = "nobody is signed in; a cookie that is worth nothing any more is cleared"),
    (status = 403, description = "the guard header is missing"), (status = 404, description = "not the console's port")))]
#[post("/console/session/refresh")]
pub async fn renew_console_session(
    state: web::Data<AppState>,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    guard(&request)?;
    let Some(token) = presented(&state, &request) else { return Ok(HttpResponse::NoContent().finish()) };
    match auth::renew(state.clone(), token).await {
        Ok(tokens) if tokens.user.is_admin() => Ok(opened(&state, &request, tokens)),
        Err(error) if error.kind.status != 401 => Err(error),
        Ok(_) | Err(_) => Ok(HttpResponse::NoContent()
            .insert_header((header::SET_COOKIE, cleared(&state, &request)))
            .finish()),
    }
}

/// Signs out: ends the session and clears the cookie.
#[utoipa::path(tag = "console", security(()), responses(
    (status = 204, description = "nobody is signed in any more"),
    (status = 403, description = "the guard header is missing"), (status = 404, description = "not the console's port")))]
#[delete("/console/session")]
pub async fn end_console_session(
    state: web::Data<AppState>,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    guard(&request)?;
    let cookie = cleared(&state, &request);
    let token = presented(&state, &request);
    detached(async move {
        let client = state.db.owner().await?;
        if let Some(token) = token
            && let Some(session) = sessions::find_by_token(&client, &token).await?
        {
            sessions::revoke(&client, session).await?;
        }
        Ok(HttpResponse::NoContent().insert_header((header::SET_COOKIE, cookie)).finish())
    })
    .await
}
