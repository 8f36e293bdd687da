//! One WebSocket. The actor lives inside the response body, so it stands still while its client does not read; therefore everyone
//! else reaches it only through a bounded queue, and the kernel ends the connection of a client that never reads again.

use super::{
    credentials,
    protocol::{self, Address, Incoming, JoinConfig, Since},
};
use crate::{
    actors::{
        channel_registry::{Disconnect, Frame, Join, Leave, Membership},
        system::DEADLINE,
    },
    db::changes,
    domain::caller::Caller,
    http::{problem::ApiError, state::AppState},
};
use actix::{
    Actor, ActorContext as _, ActorFutureExt as _, AsyncContext as _, StreamHandler, fut::wrap_future,
};
use actix_web_actors::ws::{self, CloseCode, CloseReason, WebsocketContext};
use bytestring::ByteString;
use futures_util::stream;
use serde_json::{Value, json};
use std::{collections::HashMap, time::Duration};
use tokio::{sync::mpsc, time::Instant};
use uuid::Uuid;

/// Frames that may wait for a socket.
pub const QUEUE: usize = 64;

/// A client that says nothing for this long is gone; clients send a heartbeat every 30 s.
const SILENCE: Duration = Duration::from_secs(60);

/// How often silence and expiry are looked at.
const CHECK: Duration = Duration::from_secs(5);

/// The actor.
pub struct WsSession {
    id: Uuid,
    state: AppState,
    caller: Caller,
    /// Unix seconds at which the token ends; keys do not end.
    expires: Option<i64>,
    /// Joined topics and their join references.
    topics: HashMap<String, Option<String>>,
    heard: Instant,
    queue: Option<mpsc::Receiver<Frame>>,
}

impl WsSession {
    /// A session that the registry has admitted as `id`.
    pub fn new(
        id: Uuid,
        state: AppState,
        caller: Caller,
        expires: Option<i64>,
        queue: mpsc::Receiver<Frame>,
    ) -> Self {
        WsSession {
            id,
            state,
            caller,
            expires,
            topics: HashMap::new(),
            heard: Instant::now(),
            queue: Some(queue),
        }
    }

    fn receive(&mut self, text: &str, context: &mut WebsocketContext<Self>) {
        let Ok(frame) = serde_json::from_str::<Incoming>(text) else {
            context.close(Some(CloseReason {
                code: CloseCode::Protocol,
                description: Some("not a Phoenix V2 frame".into()),
            }));
            context.stop();
            return;
        };
        let Incoming(join_ref, reference, topic, event, payload) = frame;
        let address = Address { join_ref, reference, topic };
        match (address.topic.as_str(), event.as_str()) {
            ("phoenix", "heartbeat") => context.text(address.reply("ok", json!({}))),
            (_, "phx_join") => self.join(address, &payload, context),
            (_, "phx_leave") => self.leave(address, context),
            (topic, "access_token") => self.refresh(topic, &payload, context),
            (_, "ping") => context.text(address.reply("ok", json!({ "message": "pong" }))),
            (topic, _) if self.topics.contains_key(topic) => context.text(address.refusal("unknown event")),
            _ => context.text(address.refusal("unmatched topic")),
        }
    }

    fn join(&mut self, address: Address, payload: &Value, context: &mut WebsocketContext<Self>) {
        let topic = &address.topic;
        if topic.len() > 255 || topic.is_empty() || topic == "phoenix" {
            return context.text(address.refusal("TopicNameRequired: the topic is missing or too long"));
        }
        let config = match protocol::join_config(payload) {
            Ok(config) => config,
            Err(reason) => return context.text(address.refusal(&reason)),
        };
        if let Some(token) = &config.access_token {
            match credentials(&self.state, token) {
                Ok((caller, claims)) => {
                    (self.caller, self.expires) = (caller, claims.map(|claims| claims.exp))
                }
                Err(error) => return context.text(address.refusal(&format!("InvalidJWTToken: {error}"))),
            }
        }
        if let Some(former) = self.topics.remove(topic) {
            context.text(json!([former, former, topic, "phx_close", {}]).to_string());
        }
        let admission = admit(self.state.clone(), self.id, self.caller, address.clone(), config);
        context.spawn(wrap_future(admission).map(
            move |admitted, session: &mut Self, context: &mut WebsocketContext<Self>| {
                session.admitted(admitted, address, context);
            },
        ));
    }

    /// The answer to an admitted join has gone to the queue already, before the channel's first change.
    fn admitted(
        &mut self,
        admitted: Result<(), String>,
        address: Address,
        context: &mut WebsocketContext<Self>,
    ) {
        match admitted {
            Ok(()) => drop(self.topics.insert(address.topic, address.join_ref)),
            Err(reason) => context.text(address.refusal(&reason)),
        }
    }

    fn leave(&mut self, address: Address, context: &mut WebsocketContext<Self>) {
        self.tell_left(&address.topic);
        context.text(address.reply("ok", json!({})));
        let Address { join_ref, topic, .. } = address;
        let joined = self.topics.remove(&topic).flatten().or(join_ref);
        context.text(json!([joined, joined, topic, "phx_close", {}]).to_string());
    }

    /// A newer token of the same session keeps the channels; another session's, or a bad one, closes this one.
    fn refresh(&mut self, topic: &str, payload: &Value, context: &mut WebsocketContext<Self>) {
        let token = payload.get("access_token").and_then(Value::as_str).unwrap_or_default();
        match credentials(&self.state, token) {
            Ok((caller, claims)) if caller == self.caller => self.expires = claims.map(|claims| claims.exp),
            Ok(_) => self.close_channel(topic, "the token belongs to another session; join again", context),
            Err(error) => self.close_channel(topic, &error.to_string(), context),
        }
    }

    fn close_channel(&mut self, topic: &str, why: &str, context: &mut WebsocketContext<Self>) {
        let Some(join_ref) = self.topics.remove(topic) else { return };
        self.tell_left(topic);
        let payload =
            json!({ "channel": channel(topic), "extension": "system", "status": "error", "message": why });
        context.text(json!([null, null, topic, "system", payload]).to_string());
        context.text(json!([join_ref, join_ref, topic, "phx_close", {}]).to_string());
    }

    fn tell_left(&self, topic: &str) {
        let leave = Leave { session: self.id, topic: topic.to_owned() };
        if let Err(error) = self.state.actors.leave.force(leave) {
            tracing::debug!(%error, "the registry is gone");
        }
    }

    fn check(&mut self, context: &mut WebsocketContext<Self>) {
        if self.heard.elapsed() > SILENCE {
            context.close(Some(CloseReason {
                code: CloseCode::Normal,
                description: Some("silent for too long".into()),
            }));
            return context.stop();
        }
        if self.expires.is_some_and(|expires| expires <= chrono::Utc::now().timestamp()) {
            for topic in self.topics.keys().cloned().collect::<Vec<_>>() {
                self.close_channel(&topic, "the access token has expired", context);
            }
        }
    }
}

/// Asks the database what the caller is and the registry for the channel; the echoed entries, or the reason against it.
async fn admit(
    state: AppState,
    session: Uuid,
    caller: Caller,
    address: Address,
    config: JoinConfig,
) -> Result<(), String> {
    let granted = state
        .db
        .resolve(&caller)
        .await
        .map_err(|error| format!("Unauthorized: {}", ApiError::from(error)))?;
    let since = start(&state, config.since.as_ref()).await?;
    let join = Join {
        session,
        greeting: greeting(&address, config.echoed),
        topic: address.topic,
        membership: Membership {
            join_ref: address.join_ref.unwrap_or_default(),
            caller,
            user: subject(&granted.claims),
        },
        role: granted.role.as_str(),
        claims: shared_claims(&granted.claims),
        subscriptions: config.subscriptions,
        since,
    };
    match state.actors.join.ask(join, DEADLINE).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err("RealtimeRestarting: try again".into()),
    }
}

/// A topic as `system` messages name it.
fn channel(topic: &str) -> &str {
    topic.strip_prefix("realtime:").unwrap_or(topic)
}

/// The answer to a join, and the `system` message that clients wait for when they asked for changes.
fn greeting(address: &Address, echoed: Vec<Value>) -> Vec<ByteString> {
    let subscribed = !echoed.is_empty();
    let mut frames = vec![address.reply("ok", json!({ "postgres_changes": echoed })).into()];
    if subscribed {
        let Address { join_ref, topic, .. } = address;
        let payload = json!({ "channel": channel(topic), "extension": "postgres_changes", "status": "ok",
                              "message": "Subscribed to PostgreSQL" });
        frames.push(json!([join_ref, null, topic, "system", payload]).to_string().into());
    }
    frames
}

/// The position to begin after, unless history does not reach back that far.
async fn start(state: &AppState, since: Option<&Since>) -> Result<i64, String> {
    let failed = |error: crate::db::DbError| format!("UnableToReplayMessages: {}", ApiError::from(error));
    let too_old = || "UnableToReplayMessages: too old, history does not reach back that far".to_owned();
    let client = state.db.owner().await.map_err(failed)?;
    match since {
        None => Ok(changes::history(&**client).await.map_err(failed)?.1),
        Some(Since::Time(time)) => {
            changes::position_before(&**client, *time).await.map_err(failed)?.ok_or_else(too_old)
        }
        Some(Since::Position(position)) => {
            let (first, last) = changes::history(&**client).await.map_err(failed)?;
            match *position {
                position if position < first => Err(too_old()),
                position if position > last => {
                    Err("UnableToReplayMessages: the position lies in the future".into())
                }
                position => Ok(position),
            }
        }
    }
}

/// The user whom the claims name.
fn subject(claims: &str) -> Option<Uuid> {
    serde_json::from_str::<Value>(claims).ok()?.get("sub")?.as_str()?.parse().ok()
}

/// Claims without what differs from session to session, so that all sessions of a user are judged together.
fn shared_claims(claims: &str) -> String {
    match serde_json::from_str::<Value>(claims) {
        Ok(Value::Object(mut claims)) => {
            claims.remove("session_id");
            Value::Object(claims).to_string()
        }
        _ => claims.to_owned(),
    }
}

impl Actor for WsSession {
    type Context = WebsocketContext<Self>;

    fn started(&mut self, context: &mut Self::Context) {
        if let Some(mut queue) = self.queue.take() {
            context.add_stream(stream::poll_fn(move |task| queue.poll_recv(task)));
        }
        context.run_interval(CHECK, Self::check);
    }

    fn stopped(&mut self, _: &mut Self::Context) {
        if let Err(error) = self.state.actors.disconnect.force(Disconnect { session: self.id }) {
            tracing::debug!(%error, "the registry is gone");
        }
    }
}

impl StreamHandler<Frame> for WsSession {
    fn handle(&mut self, Frame(text): Frame, context: &mut Self::Context) {
        context.text(text);
    }

    /// The registry let go of this session: it restarts, the server stops, or the client was stuck.
    fn finished(&mut self, context: &mut Self::Context) {
        context
            .close(Some(CloseReason { code: CloseCode::Restart, description: Some("connect again".into()) }));
        context.stop();
    }
}

impl StreamHandler<Result<ws::Message, ws::ProtocolError>> for WsSession {
    fn handle(&mut self, message: Result<ws::Message, ws::ProtocolError>, context: &mut Self::Context) {
        self.heard = Instant::now();
        match message {
            Ok(ws::Message::Text(text)) => self.receive(&text, context),
            Ok(ws::Message::Ping(data)) => context.pong(&data),
            Ok(ws::Message::Pong(_) | ws::Message::Nop) => {}
            Ok(ws::Message::Close(reason)) => {
                context.close(reason);
                context.stop();
            }
            Ok(ws::Message::Binary(_) | ws::Message::Continuation(_)) => {
                context.close(Some(CloseReason {
                    code: CloseCode::Unsupported,
                    description: Some("text frames only".into()),
                }));
                context.stop();
            }
            Err(error) => {
                tracing::debug!(%error, "a socket broke the protocol");
                context.stop();
            }
        }
    }
}
