//! The WebSocket endpoint and the status of realtime.

mod protocol;
mod session;

use super::{
    caller::Identity,
    problem::{ApiError, UNAUTHORIZED, UNAVAILABLE},
    state::AppState,
    token::Claims,
};
use crate::{
    actors::channel_registry::Connect,
    domain::{api_key::api_key_id, caller::Caller},
};
use actix_web::{HttpRequest, HttpResponse, Responder, get, web};
use actix_web_actors::ws::WsResponseBuilder;
use serde::Deserialize;
use serde_json::json;
use session::{QUEUE, WsSession};
use tokio::sync::mpsc;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Largest frame that a client may send, in bytes.
const FRAME_LIMIT: usize = 256 * 1024;

/// Mounts the endpoints.
pub fn configure(config: &mut ServiceConfig) {
    config.service(realtime_socket).service(realtime_status);
}

/// Credentials in the address, since a browser cannot set headers on a WebSocket.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SocketIn {
    /// Access token or API key.
    token: Option<String>,
    /// API key or access token.
    apikey: Option<String>,
    /// Version of the Phoenix serialiser; 2.0.0.
    vsn: Option<String>,
}

/// Who a token or key belongs to, and the claims of a token.
pub(super) fn credentials(state: &AppState, text: &str) -> Result<(Caller, Option<Claims>), ApiError> {
    if text.contains('.') {
        let claims =
            state.tokens.verify(text).map_err(|error| ApiError::new(UNAUTHORIZED, error.to_string()))?;
        return Ok((Caller::session(claims.sid), Some(claims)));
    }
    Ok((Caller { session: None, api_key: Some(api_key_id(text)) }, None))
}

/// Opens a WebSocket that speaks Phoenix V2 frames.
#[utoipa::path(tag = "realtime", params(SocketIn), security(()), responses(
    (status = 101, description = "the socket is open"), (status = 400, description = "no WebSocket handshake"),
    (status = 401, description = "no valid token or key"), (status = 503, description = "too many sockets")))]
#[get("/api/v1/realtime/ws")]
pub async fn realtime_socket(
    state: web::Data<AppState>,
    request: HttpRequest,
    query: web::Query<SocketIn>,
    stream: web::Payload,
) -> Result<HttpResponse, ApiError> {
    let query = query.into_inner();
    if query.vsn.as_deref().is_some_and(|version| !version.starts_with('2')) {
        return Err(ApiError::field("vsn", "must be 2.0.0"));
    }
    let (caller, claims) = match query.token.or(query.apikey).filter(|text| !text.is_empty()) {
        Some(text) => credentials(&state, &text)?,
        None => Identity::of(&request).map(|identity| (identity.caller, identity.claims))?,
    };
    state.db.resolve(&caller).await?;
    let (frames, queue) = mpsc::channel(QUEUE);
    let id = Uuid::new_v4();
    let admitted =
        state.actors.connect.ask(Connect { session: id, frames }, crate::actors::system::DEADLINE).await?;
    admitted.map_err(|error| ApiError {
        retry_after: Some(5),
        ..ApiError::new(UNAVAILABLE, error.to_string())
    })?;
    let session = WsSession::new(id, state.get_ref().clone(), caller, claims.map(|claims| claims.exp), queue);
    WsResponseBuilder::new(session, &request, stream)
        .frame_size(FRAME_LIMIT)
        .start()
        .map_err(|_| ApiError::bad_request("this endpoint wants a WebSocket handshake"))
}

/// How many are connected, and the last position.
#[utoipa::path(tag = "realtime", responses((status = 200, description = "state and counts"), (status = 401, description = "no valid credentials")))]
#[get("/api/v1/realtime/status")]
pub async fn realtime_status(
    state: web::Data<AppState>,
    identity: Identity,
) -> Result<impl Responder, ApiError> {
    state.db.resolve(&identity.caller).await?;
    let stats = state.actors.stats().await?;
    let status = if state.actors_healthy() { "ready" } else { "degraded" };
    Ok(web::Json(json!({
        "service": "realtime", "status": status, "phoenix_enabled": "true", "phoenix_url": null,
        "connections": stats.connections, "channels": stats.channels, "position": stats.position,
    })))
}
