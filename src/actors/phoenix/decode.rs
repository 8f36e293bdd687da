//! From bytes to frames.

use super::Body;
use bytes::Bytes;
use serde::Deserialize;
use serde_json::value::RawValue;

/// A frame from a client.
#[derive(Debug, Clone)]
pub struct Incoming {
    /// Reference of the join it belongs to.
    pub join_ref: Option<String>,
    /// Reference to be echoed in the answer.
    pub reference: Option<String>,
    /// Topic.
    pub topic: String,
    /// Event.
    pub event: String,
    /// Payload.
    pub payload: Payload,
}

/// The payload of a frame from a client.
#[derive(Debug, Clone)]
pub enum Payload {
    /// JSON text.
    Json(Box<RawValue>),
    /// Binary kind 0: bytes pushed to the channel.
    Binary(Bytes),
    /// Binary kind 3: a broadcast of the named event.
    Broadcast {
        /// The user's event.
        event: String,
        /// What is sent.
        body: Body,
    },
}

/// Why a frame is not understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// Neither a V2 array nor a V1 object.
    #[error(
        "a frame is an array of join_ref, ref, topic, event and payload, or an object with these members"
    )]
    Form,
    /// A binary frame of a kind that clients do not send.
    #[error("binary frames are of kind 0 or 3")]
    Kind,
    /// A binary frame that ends too early, or whose texts are not UTF-8 or not JSON.
    #[error("the binary frame is damaged")]
    Damaged,
}

#[derive(Deserialize)]
struct Object<'a> {
    #[serde(borrow, default)]
    join_ref: Option<&'a RawValue>,
    #[serde(borrow, default, rename = "ref")]
    reference: Option<&'a RawValue>,
    topic: String,
    event: String,
    #[serde(default)]
    payload: Option<Box<RawValue>>,
}

/// Reads a text frame; V1 and V2 are told apart by their first character. Members beyond the fifth are ignored.
pub fn decode_text(text: &str) -> Result<Incoming, DecodeError> {
    if text.trim_start().starts_with('[') {
        let parts: Vec<&RawValue> = serde_json::from_str(text).map_err(|_| DecodeError::Form)?;
        let [join_ref, reference, topic, event, payload, ..] = parts.as_slice() else {
            return Err(DecodeError::Form);
        };
        let string = |raw: &RawValue| serde_json::from_str(raw.get()).map_err(|_| DecodeError::Form);
        return Ok(Incoming {
            join_ref: text_of(join_ref),
            reference: text_of(reference),
            topic: string(topic)?,
            event: string(event)?,
            payload: Payload::Json((*payload).to_owned()),
        });
    }
    let object: Object<'_> = serde_json::from_str(text).map_err(|_| DecodeError::Form)?;
    Ok(Incoming {
        join_ref: object.join_ref.and_then(text_of),
        reference: object.reference.and_then(text_of),
        topic: object.topic,
        event: object.event,
        payload: Payload::Json(object.payload.unwrap_or_else(|| RawValue::NULL.to_owned())),
    })
}

/// A reference as text: a string's content, a number's digits, nothing for anything else.
fn text_of(raw: &RawValue) -> Option<String> {
    match raw.get().as_bytes().first()? {
        b'"' => serde_json::from_str(raw.get()).ok(),
        b'0'..=b'9' => Some(raw.get().to_owned()),
        _ => None,
    }
}

/// Reads a binary frame of kind 0 (push) or 3 (user broadcast).
pub fn decode_binary(frame: Bytes) -> Result<Incoming, DecodeError> {
    let byte = |at: usize| frame.get(at).copied().map(usize::from).ok_or(DecodeError::Damaged);
    match byte(0)? {
        0 => {
            let mut cut = Cutter { frame: &frame, at: 5 };
            let [join_ref, reference, topic, event] = cut.texts([byte(1)?, byte(2)?, byte(3)?, byte(4)?])?;
            let payload = Payload::Binary(cut.rest());
            Ok(Incoming { join_ref: some(join_ref), reference: some(reference), topic, event, payload })
        }
        3 => {
            let mut cut = Cutter { frame: &frame, at: 7 };
            let encoding = byte(6)?;
            let [join_ref, reference, topic, event, _metadata] =
                cut.texts([byte(1)?, byte(2)?, byte(3)?, byte(4)?, byte(5)?])?;
            let body = match encoding {
                0 => Body::Binary(cut.rest()),
                1 => Body::Json(serde_json::from_slice(&cut.rest()).map_err(|_| DecodeError::Damaged)?),
                _ => return Err(DecodeError::Damaged),
            };
            let payload = Payload::Broadcast { event, body };
            let event = "broadcast".to_owned();
            Ok(Incoming { join_ref: some(join_ref), reference: some(reference), topic, event, payload })
        }
        _ => Err(DecodeError::Kind),
    }
}

fn some(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

struct Cutter<'a> {
    frame: &'a Bytes,
    at: usize,
}

impl Cutter<'_> {
    fn texts<const N: usize>(&mut self, lengths: [usize; N]) -> Result<[String; N], DecodeError> {
        let mut texts = [const { String::new() }; N];
        for (text, length) in texts.iter_mut().zip(lengths) {
            let bytes = self.frame.get(self.at..self.at + length).ok_or(DecodeError::Damaged)?;
            *text = std::str::from_utf8(bytes).map_err(|_| DecodeError::Damaged)?.to_owned();
            self.at += length;
        }
        Ok(texts)
    }

    fn rest(&self) -> Bytes {
        self.frame.slice(self.at.min(self.frame.len())..)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(incoming: &Incoming) -> &str {
        match &incoming.payload {
            Payload::Json(raw) => raw.get(),
            other => panic!("not JSON: {other:?}"),
        }
    }

    #[test]
    fn arrays_and_objects_are_read_alike() {
        let array = decode_text(r#"["1",2,"room:a","new",{"n": 1.10}, "more"]"#).expect("valid");
        let object = decode_text(
            r#"{"join_ref":"1","ref":"2","topic":"room:a","event":"new","payload":{"n": 1.10},"x":0}"#,
        )
        .expect("valid");
        for frame in [&array, &object] {
            assert_eq!((frame.join_ref.as_deref(), frame.reference.as_deref()), (Some("1"), Some("2")));
            assert_eq!(
                (frame.topic.as_str(), frame.event.as_str(), json(frame)),
                ("room:a", "new", r#"{"n": 1.10}"#)
            );
        }
        let heartbeat = decode_text(r#"[null,"5","phoenix","heartbeat",{}]"#).expect("valid");
        assert_eq!((heartbeat.join_ref, heartbeat.reference.as_deref()), (None, Some("5")));
        assert_eq!(json(&decode_text(r#"{"topic":"t","event":"e"}"#).expect("valid")), "null");
    }

    #[test]
    fn other_texts_are_refused() {
        for text in ["", "x", "[]", r#"["1","2","t","e"]"#, r#"[1,2,3,4,5]"#, r#"{"topic":"t"}"#, "7", "[1,"]
        {
            assert_eq!(decode_text(text).err(), Some(DecodeError::Form), "{text}");
        }
    }

    #[test]
    fn binary_pushes_and_broadcasts_are_read() {
        let push = decode_binary(Bytes::from_static(b"\x00\x01\x01\x01\x0212tevDATA")).expect("valid");
        assert_eq!((push.join_ref.as_deref(), push.reference.as_deref()), (Some("1"), Some("2")));
        assert_eq!((push.topic.as_str(), push.event.as_str()), ("t", "ev"));
        assert!(matches!(push.payload, Payload::Binary(data) if data == "DATA"));
        let cast =
            decode_binary(Bytes::from_static(b"\x03\x01\x00\x01\x02\x02\x011tev{}{\"a\":1}")).expect("valid");
        assert_eq!((cast.reference, cast.event.as_str()), (None, "broadcast"));
        let Payload::Broadcast { event, body: Body::Json(json) } = cast.payload else {
            panic!("a broadcast")
        };
        assert_eq!((event.as_str(), json.get()), ("ev", r#"{"a":1}"#));
        let cast =
            decode_binary(Bytes::from_static(b"\x03\x00\x00\x01\x01\x00\x00te\xff\x00")).expect("valid");
        assert!(
            matches!(cast.payload, Payload::Broadcast { body: Body::Binary(data), .. } if data == b"\xff\x00"[..])
        );
    }

    #[test]
    fn damaged_binary_frames_are_refused_at_every_length() {
        let whole: &[u8] = b"\x03\x01\x00\x01\x02\x02\x011tev{}{\"a\":1}";
        for length in 0..whole.len() {
            assert!(decode_binary(Bytes::copy_from_slice(&whole[..length])).is_err(), "{length}");
        }
        assert_eq!(decode_binary(Bytes::from_static(b"\x04\x00\x00\x00\x00")).err(), Some(DecodeError::Kind));
        assert_eq!(
            decode_binary(Bytes::from_static(b"\x00\x00\x00\x01\x00\xff")).err(),
            Some(DecodeError::Damaged)
        );
    }
}
