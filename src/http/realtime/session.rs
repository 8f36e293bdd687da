//! One WebSocket. The actor lives inside the response body, so it stands still while its client does not read; therefore everyone
//! else reaches it only through a bounded queue, and the kernel ends the connection of a client that never reads again.

use super::{
    admission::{self, Admitted, Asked},
    assembly::{Assembly, Message},
    bucket::Bucket,
    config,
    credentials::{Who, who_of},
};
use crate::{
    actors::{
        channel_registry::{Disconnect, Leave, Refresh},
        phoenix::{Address, Frame, Serializer, decode_binary, push, subtopic},
    },
    db::messages::Access,
    http::{problem::ApiError, state::AppState},
};
use actix::{
    Actor, ActorContext as _, ActorFutureExt as _, AsyncContext as _, StreamHandler, fut::wrap_future,
};
use actix_web::web::Bytes;
use actix_web_actors::ws::{self, CloseCode, CloseReason, ProtocolError, WebsocketContext};
use futures_util::stream;
use serde_json::{Value, json, value::to_raw_value};
use std::{collections::HashMap, time::Duration};
use tokio::{sync::mpsc, time::Instant};
use uuid::Uuid;

/// Frames that may wait for a socket.
pub const QUEUE: usize = 64;

/// A client that says nothing for this long is gone; clients send a heartbeat every 30 s.
const SILENCE: Duration = Duration::from_secs(60);

/// How often silence is looked at.
const CHECK: Duration = Duration::from_secs(5);

/// The actor's context.
pub type Socket = WebsocketContext<WsSession>;

/// The actor.
pub struct WsSession {
    pub(super) id: Uuid,
    pub(super) state: AppState,
    who: Who,
    /// Joined channels by topic, and those that are being joined.
    pub(super) channels: HashMap<String, Channel>,
    turns: u64,
    heard: Instant,
    queue: Option<mpsc::Receiver<Frame>>,
    assembly: Assembly,
    joins: Bucket,
    pub(super) events: Bucket,
    pub(super) presence: Bucket,
}

/// A channel of the session.
pub struct Channel {
    turn: u64,
    pub(super) address: Address,
    pub(super) serializer: Serializer,
    pub(super) private: bool,
    pub(super) ack: bool,
    /// Who joined and what it may do; `None` while the join is under way.
    pub(super) admitted: Option<Admitted>,
}

impl WsSession {
    /// A session that the registry has admitted as `id`.
    pub fn new(id: Uuid, state: AppState, who: Who, queue: mpsc::Receiver<Frame>) -> Self {
        let limits = &state.config.realtime;
        let second = Duration::from_secs(1);
        WsSession {
            id,
            who,
            channels: HashMap::new(),
            turns: 0,
            heard: Instant::now(),
            queue: Some(queue),
            assembly: Assembly::new(limits.max_payload),
            joins: Bucket::new(limits.joins_per_second, second),
            events: Bucket::new(limits.events_per_second, second),
            presence: Bucket::new(limits.presence_per_30_seconds, Duration::from_secs(30)),
            state,
        }
    }

    /// Writes a frame to the client.
    pub(super) fn tell(frame: Frame, context: &mut Socket) {
        match frame {
            Frame::Text(text) => context.text(text),
            Frame::Binary(bytes) => context.binary(bytes),
        }
    }

    /// Closes the socket.
    pub(super) fn close(code: CloseCode, why: &str, context: &mut Socket) {
        context.close(Some(CloseReason { code, description: Some(why.to_owned()) }));
        context.stop();
    }

    /// Asks for a channel (`phx_join`).
    pub(super) fn join(
        &mut self,
        address: Address,
        serializer: Serializer,
        payload: &Value,
        context: &mut Socket,
    ) {
        if !self.joins.take() {
            let reason = "ClientJoinRateLimitReached: too many joins per second";
            Self::tell(address.refusal(serializer, reason), context);
            return Self::close(CloseCode::Policy, "too many joins per second", context);
        }
        let topic = &address.topic;
        if topic.len() > 255 || subtopic(topic).is_empty() || topic == "phoenix" {
            let reason = "TopicNameRequired: the topic is missing or longer than 255 bytes";
            return Self::tell(address.refusal(serializer, reason), context);
        }
        let config = match config::join_config(payload) {
            Ok(config) => config,
            Err(reason) => return Self::tell(address.refusal(serializer, &reason), context),
        };
        if let Some(former) = self.channels.remove(topic) {
            Self::tell(former.address.close(former.serializer), context);
        }
        self.turns += 1;
        let turn = self.turns;
        let (private, ack) = (config.private, config.ack);
        let channel = Channel { turn, address: address.clone(), serializer, private, ack, admitted: None };
        self.channels.insert(topic.clone(), channel);
        let asked = Asked { session: self.id, turn, address, serializer, config, who: self.who };
        self.ask(asked, context);
    }

    fn ask(&self, asked: Asked, context: &mut Socket) {
        let (turn, address) = (asked.turn, asked.address.clone());
        context.spawn(wrap_future(admission::admit(self.state.clone(), asked)).map(
            move |admitted, session: &mut Self, context: &mut Socket| {
                session.admitted(turn, &address, admitted, context);
            },
        ));
    }

    /// The answer to an admitted join has gone to the queue already, before anything else of the channel.
    fn admitted(
        &mut self,
        turn: u64,
        address: &Address,
        admitted: Result<Admitted, String>,
        context: &mut Socket,
    ) {
        let current = self.channels.get_mut(&address.topic).filter(|channel| channel.turn == turn);
        match (current, admitted) {
            (Some(channel), Ok(admitted)) => {
                channel.admitted = Some(admitted);
                Self::watch_expiry(turn, address.topic.clone(), admitted.who, context);
            }
            (Some(channel), Err(reason)) => {
                Self::tell(address.refusal(channel.serializer, &reason), context);
                self.channels.remove(&address.topic);
            }
            // It was left or joined again meanwhile.
            (None, Ok(_)) => self.tell_left(&address.topic, turn),
            (None, Err(_)) => {}
        }
    }

    /// Ends a channel (`phx_leave`), joined or not.
    pub(super) fn leave(&mut self, address: Address, serializer: Serializer, context: &mut Socket) {
        let left = self.forget(&address.topic);
        Self::tell(address.reply(serializer, "ok", &json!({})), context);
        let joined = left.map_or(address, |channel| channel.address);
        Self::tell(joined.close(serializer), context);
    }

    /// Ends a channel without a word.
    pub(super) fn forget(&mut self, topic: &str) -> Option<Channel> {
        let channel = self.channels.remove(topic)?;
        self.tell_left(topic, channel.turn);
        Some(channel)
    }

    fn tell_left(&self, topic: &str, turn: u64) {
        let leave = Leave { session: self.id, topic: topic.to_owned(), turn };
        if let Err(error) = self.state.actors.leave.force(leave) {
            tracing::debug!(%error, "the registry is gone");
        }
    }

    /// A newer token or key: the channel goes on with what that may do, or closes.
    pub(super) fn refresh(&mut self, topic: &str, payload: &Value, context: &mut Socket) {
        let Some(channel) = self.channels.get(topic) else { return };
        let token = payload.get("access_token").and_then(Value::as_str).unwrap_or_default();
        let who = match who_of(&self.state, token) {
            Ok(who) => who,
            Err(error) => return self.close_channel(topic, &error.to_string(), context),
        };
        // The first token becomes the socket's, for later joins that bring none.
        self.who = who;
        let (turn, private, state) = (channel.turn, channel.private, self.state.clone());
        let (session, topic) = (self.id, topic.to_owned());
        let refreshed = async move {
            let granted = state.db.resolve(&who.caller).await;
            let granted = granted.map_err(|error| ApiError::from(error).to_string())?;
            let access = admission::access(&state, &granted, &topic, private).await?;
            let membership = admission::membership(who, granted);
            let Access { hears, sees, .. } = access;
            let refresh = Refresh { session, topic: topic.clone(), turn, membership, hears, sees };
            state.actors.refresh.offer(refresh).map_err(|error| error.to_string())?;
            Ok::<Admitted, String>(Admitted { who, access })
        };
        let topic = channel.address.topic.clone();
        context.spawn(wrap_future(refreshed).map(
            move |refreshed, session: &mut Self, context: &mut Socket| {
                let current = session.channels.get_mut(&topic).filter(|channel| channel.turn == turn);
                let Some(channel) = current else { return };
                match refreshed {
                    Ok(admitted) => channel.admitted = Some(admitted),
                    Err(why) => session.close_channel(&topic, &why, context),
                }
            },
        ));
    }

    /// Closes a channel once its token has expired and was not refreshed.
    fn watch_expiry(turn: u64, topic: String, who: Who, context: &mut Socket) {
        let Some(expires) = who.expires else { return };
        let left = expires - chrono::Utc::now().timestamp();
        let left = Duration::from_secs(u64::try_from(left).unwrap_or_default());
        context.run_later(left, move |session, context| {
            let current = session.channels.get(&topic).filter(|channel| channel.turn == turn);
            let Some(admitted) = current.and_then(|channel| channel.admitted) else { return };
            match admitted.who == who {
                true => session.close_channel(&topic, "the access token has expired", context),
                false => Self::watch_expiry(turn, topic, admitted.who, context),
            }
        });
    }

    fn close_channel(&mut self, topic: &str, why: &str, context: &mut Socket) {
        let Some(Channel { address, serializer, .. }) = self.forget(topic) else { return };
        let payload =
            json!({ "channel": subtopic(topic), "extension": "system", "status": "error", "message": why });
        if let Ok(payload) = to_raw_value(&payload) {
            Self::tell(push(serializer, None, topic, "system", &payload), context);
        }
        Self::tell(address.close(serializer), context);
    }

    fn whole(&mut self, message: Message, context: &mut Socket) {
        match message {
            Message::Text(text) => self.receive_text(&text, context),
            Message::Binary(bytes) => self.receive_bytes(bytes, context),
        }
    }

    fn receive_bytes(&mut self, bytes: Bytes, context: &mut Socket) {
        match decode_binary(bytes) {
            Ok(frame) => self.receive(frame, Serializer::V2, context),
            Err(error) => Self::close(CloseCode::Unsupported, &error.to_string(), context),
        }
    }

    fn check(&mut self, context: &mut Socket) {
        if self.heard.elapsed() > SILENCE {
            Self::close(CloseCode::Normal, "silent for too long", context);
        }
    }
}

impl Actor for WsSession {
    type Context = Socket;

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
    fn handle(&mut self, frame: Frame, context: &mut Self::Context) {
        Self::tell(frame, context);
    }

    /// The registry let go of this session: it restarts, the server stops, or the client was stuck.
    fn finished(&mut self, context: &mut Self::Context) {
        Self::close(CloseCode::Restart, "connect again", context);
    }
}

impl StreamHandler<Result<ws::Message, ProtocolError>> for WsSession {
    fn handle(&mut self, message: Result<ws::Message, ProtocolError>, context: &mut Self::Context) {
        self.heard = Instant::now();
        match message {
            Ok(ws::Message::Text(text)) => self.receive_text(&text, context),
            Ok(ws::Message::Binary(bytes)) => self.receive_bytes(bytes, context),
            Ok(ws::Message::Continuation(item)) => match self.assembly.add(item) {
                Ok(Some(message)) => self.whole(message, context),
                Ok(None) => {}
                Err(code) => Self::close(code, "the message is too large, broken or not UTF-8", context),
            },
            Ok(ws::Message::Ping(data)) => context.pong(&data),
            Ok(ws::Message::Pong(_) | ws::Message::Nop) => {}
            Ok(ws::Message::Close(reason)) => {
                context.close(reason);
                context.stop();
            }
            Err(error) => {
                tracing::debug!(%error, "a socket broke the protocol");
                let code = match error {
                    ProtocolError::Overflow => CloseCode::Size,
                    ProtocolError::Io(_) => CloseCode::Invalid,
                    _ => CloseCode::Protocol,
                };
                Self::close(code, &error.to_string(), context);
            }
        }
    }
}
