//! Frames of Phoenix channels as they travel: serialisers V1 and V2 of the `phoenix` npm client with its binary kinds 0 to 2,
//! the kinds 3 and 4 that `@supabase/realtime-js` adds, and the JSON objects of SelfDB 0.05.
//!
//! Source: `phoenix/assets/js/phoenix/serializer.js` 1.8 and `realtime-js/src/lib/serializer.ts` 2.119.

mod decode;
mod encode;

pub use decode::{DecodeError, Incoming, Payload, decode_binary, decode_text};
pub use encode::{Address, binary_broadcast, push, user_broadcast};

use bytes::Bytes;
use bytestring::ByteString;
use serde_json::value::RawValue;

/// How a socket's frames are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Serializer {
    /// Objects with the members `topic`, `event`, `payload`, `ref` and `join_ref`.
    V1,
    /// Arrays `[join_ref, ref, topic, event, payload]`, and binary frames.
    V2,
    /// Objects with a member `type`, as SelfDB 0.05 spoke them.
    Original,
}

impl Serializer {
    /// The serialiser of the `vsn` parameter; `None` when no client version speaks it.
    pub fn of_version(vsn: &str) -> Option<Self> {
        match vsn.split('.').next()? {
            "1" => Some(Serializer::V1),
            "2" => Some(Serializer::V2),
            _ => None,
        }
    }
}

/// A frame on its way to a client. Cloning shares the bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Frame {
    /// A text message.
    Text(ByteString),
    /// A binary message.
    Binary(Bytes),
}

impl Frame {
    /// Length of the message in bytes.
    pub fn len(&self) -> usize {
        match self {
            Frame::Text(text) => text.len(),
            Frame::Binary(bytes) => bytes.len(),
        }
    }

    /// Whether the message is empty.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// What a client broadcasts: JSON, or bytes that nobody looks into.
#[derive(Debug, Clone)]
pub enum Body {
    /// JSON text.
    Json(Box<RawValue>),
    /// Bytes.
    Binary(Bytes),
}

impl Body {
    /// Length in bytes.
    pub fn len(&self) -> usize {
        match self {
            Body::Json(json) => json.get().len(),
            Body::Binary(bytes) => bytes.len(),
        }
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The topic without the prefix that realtime-js puts before it: what policies, REST and SQL call the topic.
pub fn subtopic(topic: &str) -> &str {
    topic.strip_prefix("realtime:").unwrap_or(topic)
}
