//! Realtime: the WebSocket endpoints, broadcasts and changes over HTTP, and what an administrator may look at.

mod admission;
mod assembly;
mod broadcast;
mod bucket;
mod changes;
mod config;
mod credentials;
mod inbound;
mod session;
mod system_topic;

use super::{
    caller::{Admin, Identity},
    problem::{ApiError, UNAVAILABLE},
    state::AppState,
};
use crate::actors::{
    channel_registry::{Connect, TopicInfo},
    phoenix::Serializer,
    system::DEADLINE,
};
use actix_web::{HttpRequest, HttpResponse, Responder, get, web};
use actix_web_actors::ws::WsResponseBuilder;
use serde::{Deserialize, Serialize};
use serde_json::json;
use session::{QUEUE, WsSession};
use tokio::sync::mpsc;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Topics that the inspector lists.
const LISTED_TOPICS: usize = 1000;

/// Mounts the endpoints.
pub fn configure(config: &mut ServiceConfig) {
    config
        .service(realtime_socket)
        .service(realtime_socket_of_phoenix)
        .service(realtime_socket_of_supabase)
        .service(realtime_socket_bare)
        .service(realtime_status)
        .service(realtime_topics);
    changes::configure(config);
    broadcast::configure(config);
}

/// Credentials in the address, since a browser cannot set headers on a WebSocket.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SocketIn {
    /// Access token or API key.
    token: Option<String>,
    /// API key or access token.
    apikey: Option<String>,
    /// Version of the Phoenix serialiser, 1.0.0 or 2.0.0. Answers are written as the frames they answer.
    vsn: Option<String>,
}

/// Opens a WebSocket that speaks Phoenix V1 and V2, realtime-js' binary frames and the JSON of SelfDB 0.05.
#[utoipa::path(tag = "realtime", params(SocketIn), security(()), responses(
    (status = 101, description = "the socket is open"), (status = 400, description = "no WebSocket handshake"),
    (status = 401, description = "no valid token or key"), (status = 422, description = "an unknown vsn"),
    (status = 503, description = "too many sockets")))]
#[get("/api/v1/realtime/ws")]
pub async fn realtime_socket(
    state: web::Data<AppState>,
    request: HttpRequest,
    query: web::Query<SocketIn>,
    stream: web::Payload,
) -> Result<HttpResponse, ApiError> {
    open(&state, &request, query.into_inner(), stream).await
}

/// The same, where a `phoenix` client looks for it that was given `/api/v1/realtime/ws`.
#[utoipa::path(tag = "realtime", params(SocketIn), security(()), responses(
    (status = 101, description = "the socket is open"), (status = 400, description = "no WebSocket handshake"),
    (status = 401, description = "no valid token or key"), (status = 422, description = "an unknown vsn"),
    (status = 503, description = "too many sockets")))]
#[get("/api/v1/realtime/ws/websocket")]
pub async fn realtime_socket_of_phoenix(
    state: web::Data<AppState>,
    request: HttpRequest,
    query: web::Query<SocketIn>,
    stream: web::Payload,
) -> Result<HttpResponse, ApiError> {
    open(&state, &request, query.into_inner(), stream).await
}

/// The same, where `@supabase/supabase-js` looks for it.
#[utoipa::path(tag = "realtime", params(SocketIn), security(()), responses(
    (status = 101, description = "the socket is open"), (status = 400, description = "no WebSocket handshake"),
    (status = 401, description = "no valid token or key"), (status = 422, description = "an unknown vsn"),
    (status = 503, description = "too many sockets")))]
#[get("/realtime/v1/websocket")]
pub async fn realtime_socket_of_supabase(
    state: web::Data<AppState>,
    request: HttpRequest,
    query: web::Query<SocketIn>,
    stream: web::Payload,
) -> Result<HttpResponse, ApiError> {
    open(&state, &request, query.into_inner(), stream).await
}

/// The same, where clients of a bare realtime server look for it.
#[utoipa::path(tag = "realtime", params(SocketIn), security(()), responses(
    (status = 101, description = "the socket is open"), (status = 400, description = "no WebSocket handshake"),
    (status = 401, description = "no valid token or key"), (status = 422, description = "an unknown vsn"),
    (status = 503, description = "too many sockets")))]
#[get("/socket/websocket")]
pub async fn realtime_socket_bare(
    state: web::Data<AppState>,
    request: HttpRequest,
    query: web::Query<SocketIn>,
    stream: web::Payload,
) -> Result<HttpResponse, ApiError> {
    open(&state, &request, query.into_inner(), stream).await
}

async fn open(
    state: &AppState,
    request: &HttpRequest,
    query: SocketIn,
    stream: web::Payload,
) -> Result<HttpResponse, ApiError> {
    if query.vsn.as_deref().is_some_and(|version| Serializer::of_version(version).is_none()) {
        return Err(ApiError::field("vsn", "must be 1.0.0 or 2.0.0"));
    }
    let who = credentials::who_opens(state, request, query.token.or(query.apikey))?;
    state.db.resolve(&who.caller).await?;
    let (frames, queue) = mpsc::channel(QUEUE);
    let id = Uuid::new_v4();
    let admitted = state.actors.connect.ask(Connect { session: id, frames }, DEADLINE).await?;
    admitted.map_err(|error| ApiError {
        retry_after: Some(5),
        ..ApiError::new(UNAVAILABLE, error.to_string())
    })?;
    let session = WsSession::new(id, state.clone(), who, queue);
    WsResponseBuilder::new(session, request, stream)
        .protocols(&["phoenix"])
        .frame_size(state.config.realtime.max_payload)
        .start()
        .map_err(|_| ApiError::bad_request("this endpoint wants a WebSocket handshake"))
}

/// How many are connected, counters since the start, and the last position.
#[utoipa::path(tag = "realtime", responses((status = 200, description = "state and counts"), (status = 401, description = "no valid credentials")))]
#[get("/api/v1/realtime/status")]
pub async fn realtime_status(
    state: web::Data<AppState>,
    identity: Identity,
) -> Result<impl Responder, ApiError> {
    state.db.resolve(&identity.caller).await?;
    let stats = state.actors.stats().await?;
    let status = if state.actors_healthy() { "ready" } else { "degraded" };
    let mut answer = json!(stats);
    answer["service"] = "realtime".into();
    answer["status"] = status.into();
    // Text, as the original had it.
    answer["phoenix_enabled"] = "true".into();
    answer["phoenix_url"] = serde_json::Value::Null;
    Ok(web::Json(answer))
}

/// Topics with channels.
#[derive(Debug, Serialize, ToSchema)]
pub struct TopicsOut {
    /// Those with the most channels first, 1,000 at most.
    pub topics: Vec<TopicInfo>,
}

/// The topics that clients are on, the busiest first; for administrators.
#[utoipa::path(tag = "realtime", responses((status = 200, body = TopicsOut), (status = 401, description = "no valid credentials"),
    (status = 403, description = "not an administrator")))]
#[get("/api/v1/realtime/topics")]
pub async fn realtime_topics(state: web::Data<AppState>, _: Admin) -> Result<impl Responder, ApiError> {
    Ok(web::Json(TopicsOut { topics: state.actors.topics(LISTED_TOPICS).await? }))
}
