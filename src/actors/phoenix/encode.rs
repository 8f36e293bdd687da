//! From frames to bytes. Payloads are JSON text that is passed through as it is.

use super::{Body, Frame, Serializer};
use bytes::{BufMut as _, Bytes, BytesMut};
use serde::Serialize;
use serde_json::{
    Value,
    value::{RawValue, to_raw_value},
};

/// Where an answer goes: the references and topic of the frame it answers.
#[derive(Debug, Clone)]
pub struct Address {
    /// Reference of the join.
    pub join_ref: Option<String>,
    /// Reference of the frame.
    pub reference: Option<String>,
    /// Topic.
    pub topic: String,
}

impl Address {
    /// An answer (`phx_reply`).
    pub fn reply(&self, serializer: Serializer, status: &str, response: &Value) -> Frame {
        let Address { join_ref, reference, topic } = self;
        let payload = serde_json::json!({ "status": status, "response": response });
        let text = match serializer {
            Serializer::V1 => json(&ObjectOut {
                join_ref: join_ref.as_deref(),
                reference: reference.as_deref(),
                topic,
                event: "phx_reply",
                payload: &payload,
            }),
            Serializer::V2 => json(&(join_ref, reference, topic, "phx_reply", &payload)),
            Serializer::Original => json(&serde_json::json!({
                "type": "subscription_status", "topic": topic, "status": status, "response": payload })),
        };
        Frame::Text(text.into())
    }

    /// A refusal with its reason.
    pub fn refusal(&self, serializer: Serializer, reason: &str) -> Frame {
        self.reply(serializer, "error", &serde_json::json!({ "reason": reason }))
    }

    /// The end of a channel (`phx_close`), which carries the join's reference twice.
    pub fn close(&self, serializer: Serializer) -> Frame {
        let Address { join_ref, topic, .. } = self;
        let empty = serde_json::json!({});
        let text = match serializer {
            Serializer::V1 => json(&ObjectOut {
                join_ref: join_ref.as_deref(),
                reference: join_ref.as_deref(),
                topic,
                event: "phx_close",
                payload: &empty,
            }),
            Serializer::V2 => json(&(join_ref, join_ref, topic, "phx_close", &empty)),
            Serializer::Original => json(&serde_json::json!({ "type": "closed", "topic": topic })),
        };
        Frame::Text(text.into())
    }
}

#[derive(Serialize)]
struct ObjectOut<'a, P: ?Sized> {
    join_ref: Option<&'a str>,
    #[serde(rename = "ref")]
    reference: Option<&'a str>,
    topic: &'a str,
    event: &'a str,
    payload: &'a P,
}

/// A message of the server: with `join_ref` to one channel, without to everybody on the topic.
pub fn push(
    serializer: Serializer,
    join_ref: Option<&str>,
    topic: &str,
    event: &str,
    payload: &RawValue,
) -> Frame {
    let text = match serializer {
        Serializer::V1 => json(&ObjectOut { join_ref, reference: None, topic, event, payload }),
        Serializer::V2 => json(&(join_ref, None::<()>, topic, event, payload)),
        Serializer::Original => json(&Plain { kind: event, channel: topic, event, payload }),
    };
    Frame::Text(text.into())
}

#[derive(Serialize)]
struct Plain<'a> {
    #[serde(rename = "type")]
    kind: &'a str,
    channel: &'a str,
    event: &'a str,
    payload: &'a RawValue,
}

#[derive(Serialize)]
struct Broadcast<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    event: &'a str,
    payload: &'a RawValue,
    #[serde(skip_serializing_if = "Option::is_none")]
    meta: Option<&'a RawValue>,
}

/// A broadcast as realtime-js reads it. JSON goes as text, which every client understands; bytes go as kind 4, and to
/// serialisers without binary frames not at all.
pub fn user_broadcast(
    serializer: Serializer,
    topic: &str,
    event: &str,
    body: &Body,
    meta: Option<&RawValue>,
) -> Option<Frame> {
    match body {
        Body::Json(payload) => {
            let payload = to_raw_value(&Broadcast { kind: "broadcast", event, payload, meta }).ok()?;
            Some(push(serializer, None, topic, "broadcast", &payload))
        }
        Body::Binary(data) if serializer == Serializer::V2 => {
            let meta = meta.map_or("", RawValue::get);
            let lengths = [length(topic)?, length(event)?, length(meta)?, 0];
            Some(binary(4, &lengths, &[topic, event, meta], data))
        }
        Body::Binary(_) => None,
    }
}

/// Binary kind 2: bytes for everybody on the topic, as a plain Phoenix client reads them.
pub fn binary_broadcast(topic: &str, event: &str, data: &Bytes) -> Option<Frame> {
    Some(binary(2, &[length(topic)?, length(event)?], &[topic, event], data))
}

fn binary(kind: u8, lengths: &[u8], texts: &[&str], data: &Bytes) -> Frame {
    let mut frame =
        BytesMut::with_capacity(8 + texts.iter().map(|text| text.len()).sum::<usize>() + data.len());
    frame.put_u8(kind);
    frame.put_slice(lengths);
    for text in texts {
        frame.put_slice(text.as_bytes());
    }
    frame.put_slice(data);
    Frame::Binary(frame.freeze())
}

fn length(text: &str) -> Option<u8> {
    u8::try_from(text.len()).ok()
}

/// The values here have string keys only and cannot fail; an empty text would be noticed by every client.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn address() -> Address {
        Address { join_ref: Some("1".into()), reference: Some("2".into()), topic: "t".into() }
    }

    fn text(frame: Frame) -> Value {
        match frame {
            Frame::Text(text) => serde_json::from_str(&text).expect("JSON"),
            Frame::Binary(bytes) => panic!("not text: {bytes:?}"),
        }
    }

    fn raw(json: &str) -> Box<RawValue> {
        RawValue::from_string(json.to_owned()).expect("JSON")
    }

    #[test]
    fn answers_carry_both_references_in_every_form() {
        let payload = json!({ "status": "ok", "response": { "a": 1 } });
        let reply = |serializer| text(address().reply(serializer, "ok", &json!({ "a": 1 })));
        assert_eq!(reply(Serializer::V2), json!(["1", "2", "t", "phx_reply", payload]));
        assert_eq!(
            reply(Serializer::V1),
            json!({ "join_ref": "1", "ref": "2", "topic": "t", "event": "phx_reply", "payload": payload })
        );
        assert_eq!(
            reply(Serializer::Original),
            json!({ "type": "subscription_status", "topic": "t", "status": "ok", "response": payload })
        );
        assert_eq!(text(address().close(Serializer::V2)), json!(["1", "1", "t", "phx_close", {}]));
        assert_eq!(text(address().refusal(Serializer::V2, "no"))[4]["response"]["reason"], "no");
    }

    #[test]
    fn pushes_keep_the_digits_of_their_payload() {
        for serializer in [Serializer::V1, Serializer::V2, Serializer::Original] {
            let Frame::Text(text) = push(serializer, None, "t", "e", &raw(r#"{"n": 1.10}"#)) else {
                panic!("text")
            };
            assert!(text.contains(r#"{"n": 1.10}"#), "{text}");
        }
        assert_eq!(
            text(push(Serializer::V2, Some("1"), "t", "e", &raw("{}"))),
            json!(["1", null, "t", "e", {}])
        );
    }

    #[test]
    fn broadcasts_are_text_for_json_and_kind_4_for_bytes() {
        let body = Body::Json(raw("[1]"));
        let frame =
            user_broadcast(Serializer::V2, "t", "e", &body, Some(&raw(r#"{"id":"x"}"#))).expect("a frame");
        assert_eq!(
            text(frame),
            json!([null, null, "t", "broadcast", { "type": "broadcast", "event": "e", "payload": [1], "meta": { "id": "x" } }])
        );
        let body = Body::Binary(Bytes::from_static(b"\x00\xff"));
        let frame = user_broadcast(Serializer::V2, "top", "ev", &body, None);
        assert_eq!(frame, Some(Frame::Binary(Bytes::from_static(b"\x04\x03\x02\x00\x00topev\x00\xff"))));
        assert_eq!(user_broadcast(Serializer::V1, "top", "ev", &body, None), None);
        let long = "x".repeat(256);
        assert_eq!(user_broadcast(Serializer::V2, &long, "ev", &body, None), None);
        assert_eq!(
            binary_broadcast("t", "ev", &Bytes::from_static(b"D")),
            Some(Frame::Binary(Bytes::from_static(b"\x02\x01\x02tevD")))
        );
    }
}
