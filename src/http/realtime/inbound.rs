//! What clients say on a socket, event by event.

use super::{
    session::{Channel, Socket, WsSession},
    system_topic,
};
use crate::actors::{
    channel_registry::{Present, Publish, TopicKey, TopicMessage},
    phoenix::{Address, Body, Incoming, Payload, Serializer, decode_text},
};
use actix_web_actors::ws::CloseCode;
use serde::Deserialize;
use serde_json::{Map, Value, json, value::RawValue};

/// Events that mean something else when the server sends them.
const RESERVED: [&str; 4] = ["system", "postgres_changes", "presence_state", "presence_diff"];

/// A frame of SelfDB 0.05.
#[derive(Deserialize)]
struct Original {
    #[serde(rename = "type")]
    kind: String,
    resource_type: Option<String>,
    resource_id: Option<Value>,
}

/// The payload of a broadcast in a text frame.
#[derive(Deserialize)]
struct Broadcast {
    event: String,
    payload: Option<Box<RawValue>>,
}

/// The payload of `presence`.
#[derive(Deserialize)]
struct Presence {
    event: String,
    payload: Option<Value>,
}

impl WsSession {
    /// A text message: a frame of SelfDB 0.05 when it is an object with a `type`, else Phoenix's.
    pub(super) fn receive_text(&mut self, text: &str, context: &mut Socket) {
        let object = text.trim_start().starts_with('{');
        if object && let Ok(frame) = serde_json::from_str::<Original>(text) {
            return self.receive_original(frame, context);
        }
        match decode_text(text) {
            Ok(frame) => {
                let serializer = if object { Serializer::V1 } else { Serializer::V2 };
                self.receive(frame, serializer, context);
            }
            Err(error) => Self::close(CloseCode::Protocol, &error.to_string(), context),
        }
    }

    fn receive_original(&mut self, frame: Original, context: &mut Socket) {
        let Original { kind, resource_type, resource_id } = frame;
        let id = match &resource_id {
            None | Some(Value::Null) => None,
            Some(Value::String(id)) => Some(id.clone()),
            Some(other) => Some(other.to_string()),
        };
        let name = resource_type.unwrap_or_default();
        let topic = system_topic::topic_of(&name, id.as_deref());
        let answer = |kind: &str| {
            json!({ "type": kind, "resource_type": name, "resource_id": resource_id,
                    "topic": topic.clone().unwrap_or_else(|| format!("{name}_events")) })
        };
        match (kind.as_str(), &topic) {
            ("subscribe", _) => {
                let mut subscribed = answer("subscribed");
                subscribed["status"] = "joining".into();
                context.text(subscribed.to_string());
                let topic = topic.clone().unwrap_or_else(|| format!("{name}_events"));
                let address = Address { join_ref: None, reference: None, topic };
                if system_topic::subscription_of(&address.topic).is_none() {
                    let reason = format!("unmatched topic: there is no resource type {name}");
                    return Self::tell(address.refusal(Serializer::Original, &reason), context);
                }
                self.join(address, Serializer::Original, &Value::Null, context);
            }
            ("unsubscribe", _) => {
                if let Some(topic) = &topic {
                    self.forget(topic);
                }
                context.text(answer("unsubscribed").to_string());
            }
            ("ping", _) => context.text(json!({ "type": "pong" }).to_string()),
            (other, _) => {
                let message = format!("type {other} is not one of subscribe, unsubscribe, ping");
                context.text(json!({ "type": "error", "message": message }).to_string());
            }
        }
    }

    /// A Phoenix frame.
    pub(super) fn receive(&mut self, frame: Incoming, serializer: Serializer, context: &mut Socket) {
        let Incoming { join_ref, reference, topic, event, payload } = frame;
        let address = Address { join_ref, reference, topic };
        match (address.topic.as_str(), event.as_str()) {
            ("phoenix", "heartbeat") => Self::tell(address.reply(serializer, "ok", &json!({})), context),
            (_, "phx_join") => self.join(address, serializer, &value(&payload), context),
            (_, "phx_leave") => self.leave(address, serializer, context),
            (topic, "access_token") => self.refresh(topic, &value(&payload), context),
            (topic, event) => {
                let Some(channel) = self.channels.get(topic) else {
                    let nobody = Address { join_ref: None, ..address };
                    return Self::tell(nobody.refusal(serializer, "unmatched topic"), context);
                };
                let ack = channel.ack || event != "broadcast";
                let event = event.to_owned();
                match self.event(&address, &event, payload) {
                    Ok(response) if ack => Self::tell(address.reply(serializer, "ok", &response), context),
                    Ok(_) => {}
                    Err(reason) => Self::tell(address.refusal(serializer, &reason), context),
                }
            }
        }
    }

    /// An event on a joined channel; the response, or the reason against it.
    fn event(&mut self, address: &Address, event: &str, payload: Payload) -> Result<Value, String> {
        if !self.events.take() {
            return Err("ClientEventRateLimitReached: too many messages per second".into());
        }
        if event == "ping" {
            return Ok(json!({ "message": "pong" }));
        }
        if event == "presence" {
            return self.present(address, &value(&payload));
        }
        let channel = self.channels.get(&address.topic).ok_or("unmatched topic")?;
        let admitted = channel.admitted.ok_or("the channel is still being joined")?;
        if !admitted.access.speaks {
            return Err("Unauthorized: you may not write to this topic".into());
        }
        self.publish(channel, message(event, payload)?)
    }

    fn publish(&self, channel: &Channel, message: TopicMessage) -> Result<Value, String> {
        let topic = channel.address.topic.clone();
        let publish =
            Publish { key: TopicKey::new(&topic, channel.private), from: Some((self.id, topic)), message };
        let offered = self.state.actors.publish.offer(publish);
        offered.map(|()| json!({})).map_err(|_| "Overloaded: the server is busy, try again".into())
    }

    fn present(&mut self, address: &Address, payload: &Value) -> Result<Value, String> {
        let asked = Presence::deserialize(payload).map_err(|_| "InvalidPayload: presence needs an event")?;
        let channel = self.channels.get(&address.topic).ok_or("unmatched topic")?;
        let admitted = channel.admitted.ok_or("the channel is still being joined")?;
        let fields = match asked.event.to_ascii_lowercase().as_str() {
            "track" => Some(fields(asked.payload)?),
            "untrack" => None,
            other => return Err(format!("InvalidPayload: presence event {other} is not track or untrack")),
        };
        if !admitted.access.shows {
            return Err("Unauthorized: you may not be present on this topic".into());
        }
        if !self.presence.take() {
            return Err("ClientPresenceRateLimitReached: too many changes of presence in 30 seconds".into());
        }
        let present = Present { session: self.id, topic: address.topic.clone(), fields };
        let offered = self.state.actors.present.offer(present);
        offered.map(|()| json!({})).map_err(|_| "Overloaded: the server is busy, try again".into())
    }
}

fn fields(payload: Option<Value>) -> Result<Map<String, Value>, String> {
    match payload {
        None | Some(Value::Null) => Ok(Map::new()),
        Some(Value::Object(fields)) => Ok(fields),
        Some(_) => Err("InvalidPayload: the payload of a presence must be an object".into()),
    }
}

/// What a frame sends to its topic: realtime-js' broadcasts, and any event of a plain Phoenix client.
fn message(event: &str, payload: Payload) -> Result<TopicMessage, String> {
    match payload {
        Payload::Broadcast { event, body } => Ok(TopicMessage::Broadcast { event, body, meta: None }),
        Payload::Binary(data) if !reserved(event) => {
            Ok(TopicMessage::Bytes { event: event.to_owned(), data })
        }
        Payload::Json(payload) if event == "broadcast" => {
            let broadcast: Broadcast = serde_json::from_str(payload.get())
                .map_err(|_| "InvalidPayload: a broadcast needs an event and a payload")?;
            let body = Body::Json(broadcast.payload.unwrap_or_else(|| RawValue::NULL.to_owned()));
            Ok(TopicMessage::Broadcast { event: broadcast.event, body, meta: None })
        }
        Payload::Json(payload) if !reserved(event) => {
            Ok(TopicMessage::Event { event: event.to_owned(), payload })
        }
        Payload::Json(_) | Payload::Binary(_) => Err("unknown event".into()),
    }
}

fn reserved(event: &str) -> bool {
    event.starts_with("phx_") || RESERVED.contains(&event)
}

fn value(payload: &Payload) -> Value {
    match payload {
        Payload::Json(json) => serde_json::from_str(json.get()).unwrap_or_default(),
        Payload::Binary(_) | Payload::Broadcast { .. } => Value::Null,
    }
}
