//! Broadcasts over HTTP, where realtime-js sends them. (Source: Supabase's `POST /api/broadcast` and realtime-js' `httpSend`.)

use crate::{
    actors::{
        channel_registry::{Publish, TopicKey, TopicMessage},
        phoenix::{Body, subtopic},
    },
    db::{messages, pool::Granted},
    http::{
        caller::Identity,
        problem::{ApiError, TOO_LARGE},
        state::AppState,
    },
};
use actix_web::{HttpMessage as _, HttpRequest, HttpResponse, post, web};
use serde::Deserialize;
use serde_json::value::RawValue;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts the endpoints.
pub fn configure(config: &mut ServiceConfig) {
    config
        .service(broadcast)
        .service(broadcast_event)
        .service(broadcast_of_supabase)
        .service(broadcast_event_of_supabase)
        .service(broadcast_bare)
        .service(broadcast_event_bare);
}

/// Broadcasts to send.
#[derive(Debug, Deserialize, ToSchema)]
pub struct BroadcastsIn {
    /// Each is sent or, on a private topic that the caller may not write to, skipped.
    messages: Vec<BroadcastIn>,
}

/// A broadcast.
#[derive(Debug, Deserialize, ToSchema)]
pub struct BroadcastIn {
    /// Topic, without realtime-js' prefix `realtime:`.
    topic: String,
    /// Event.
    event: String,
    /// Payload, any JSON.
    #[schema(value_type = Object)]
    payload: Option<Box<RawValue>>,
    /// Whether it goes to the private topic of this name.
    #[serde(default)]
    private: bool,
}

/// Where a single broadcast goes.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TargetIn {
    /// Whether it goes to the private topic of this name.
    private: Option<bool>,
}

macro_rules! endpoints {
    ($many:ident $many_path:literal $one:ident $one_path:literal) => {
        /// Sends broadcasts to the clients on their topics. They are not stored.
        #[utoipa::path(tag = "realtime", request_body = BroadcastsIn, responses(
            (status = 202, description = "sent"), (status = 400, description = "not valid JSON"),
            (status = 401, description = "no valid credentials"), (status = 413, description = "too large"),
            (status = 415, description = "not JSON"), (status = 422, description = "a field is not valid"),
            (status = 503, description = "the server is busy")))]
        #[post($many_path)]
        pub async fn $many(
            state: web::Data<AppState>,
            identity: Identity,
            body: web::Json<BroadcastsIn>,
        ) -> Result<HttpResponse, ApiError> {
            send_all(&state, &identity, body.into_inner()).await
        }

        /// Sends one broadcast: JSON, or bytes as `application/octet-stream`. It is not stored.
        #[utoipa::path(tag = "realtime", params(TargetIn, ("topic" = String, Path, description = "topic, without `realtime:`"),
            ("event" = String, Path, description = "event")),
            request_body(content = String, content_type = "application/octet-stream"), responses(
            (status = 202, description = "sent"), (status = 400, description = "not valid JSON"),
            (status = 401, description = "no valid credentials"), (status = 403, description = "policies do not allow it"),
            (status = 413, description = "too large"), (status = 422, description = "a field is not valid"),
            (status = 503, description = "the server is busy")))]
        #[post($one_path)]
        pub async fn $one(
            state: web::Data<AppState>,
            identity: Identity,
            request: HttpRequest,
            path: web::Path<(String, String)>,
            body: web::Bytes,
        ) -> Result<HttpResponse, ApiError> {
            let query = web::Query::<TargetIn>::from_query(request.query_string())
                .map_err(|error| ApiError::bad_request(format!("query: {error}")))?;
            let body = body_of(&request, body)?;
            send_one(&state, &identity, path.into_inner(), query.private.unwrap_or(false), body).await
        }
    };
}

endpoints!(broadcast "/api/v1/realtime/broadcast" broadcast_event "/api/v1/realtime/broadcast/{topic}/events/{event}");
endpoints!(broadcast_of_supabase "/realtime/v1/api/broadcast"
    broadcast_event_of_supabase "/realtime/v1/api/broadcast/{topic}/events/{event}");
endpoints!(broadcast_bare "/api/broadcast" broadcast_event_bare "/api/broadcast/{topic}/events/{event}");

fn body_of(request: &HttpRequest, bytes: web::Bytes) -> Result<Body, ApiError> {
    if request.content_type().eq_ignore_ascii_case("application/octet-stream") {
        return Ok(Body::Binary(bytes));
    }
    let json = serde_json::from_slice(&bytes);
    json.map(Body::Json).map_err(|error| ApiError::bad_request(format!("body: {error}")))
}

async fn send_all(
    state: &AppState,
    identity: &Identity,
    body: BroadcastsIn,
) -> Result<HttpResponse, ApiError> {
    let granted = state.db.resolve(&identity.caller).await?;
    for (at, message) in body.messages.iter().enumerate() {
        check(
            state,
            (&message.topic, &message.event),
            message.payload.as_ref().map_or(0, |json| json.get().len()),
        )
        .map_err(|error| ApiError { detail: format!("messages[{at}]: {}", error.detail).into(), ..error })?;
    }
    for message in body.messages {
        let body = Body::Json(message.payload.unwrap_or_else(|| RawValue::NULL.to_owned()));
        if may_send(state, &granted, &message.topic, message.private).await? {
            publish(state, &message.topic, message.private, message.event, body)?;
        }
    }
    Ok(HttpResponse::Accepted().finish())
}

async fn send_one(
    state: &AppState,
    identity: &Identity,
    (topic, event): (String, String),
    private: bool,
    body: Body,
) -> Result<HttpResponse, ApiError> {
    let granted = state.db.resolve(&identity.caller).await?;
    check(state, (&topic, &event), body.len())?;
    if !may_send(state, &granted, &topic, private).await? {
        return Err(ApiError::forbidden("policies on realtime.messages do not let you write to this topic"));
    }
    publish(state, &topic, private, event, body)?;
    Ok(HttpResponse::Accepted().finish())
}

fn check(state: &AppState, (topic, event): (&str, &str), size: usize) -> Result<(), ApiError> {
    for (name, value) in [("topic", topic), ("event", event)] {
        if value.is_empty() || value.len() > 255 {
            return Err(ApiError::field(name, "must have 1 to 255 bytes"));
        }
    }
    if size > state.config.realtime.max_payload {
        return Err(ApiError::new(
            TOO_LARGE,
            format!("payload: more than {} bytes", state.config.realtime.max_payload),
        ));
    }
    Ok(())
}

async fn may_send(state: &AppState, granted: &Granted, topic: &str, private: bool) -> Result<bool, ApiError> {
    Ok(!private || messages::access(&state.db, granted, subtopic(topic)).await?.speaks)
}

fn publish(state: &AppState, topic: &str, private: bool, event: String, body: Body) -> Result<(), ApiError> {
    let message = TopicMessage::Broadcast { event, body, meta: None };
    state.actors.publish.offer(Publish { key: TopicKey::new(topic, private), from: None, message })?;
    Ok(())
}
