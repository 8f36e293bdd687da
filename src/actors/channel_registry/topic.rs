//! A topic: who hears its broadcasts, who sees its presence, and the fan-out to them. Frames are encoded once per way in which
//! they are written. Who has no room loses the frame and is told how many were lost as soon as there is room again.

use super::presence::Presence;
use crate::actors::phoenix::{Body, Frame, Serializer, binary_broadcast, push, subtopic, user_broadcast};
use bytes::Bytes;
use serde_json::{
    json,
    value::{RawValue, to_raw_value},
};
use std::collections::HashMap;
use tokio::sync::mpsc;

/// Which topic: private ones are apart from public ones of the same name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TopicKey {
    /// Name without realtime-js' prefix.
    pub name: String,
    /// Whether policies decide who takes part.
    pub private: bool,
}

impl TopicKey {
    /// The topic that a client names so.
    pub fn new(topic: &str, private: bool) -> Self {
        TopicKey { name: subtopic(topic).to_owned(), private }
    }
}

/// What is sent to everybody on a topic.
#[derive(Debug, Clone)]
pub enum Message {
    /// A broadcast as realtime-js knows it.
    Broadcast {
        /// The user's event.
        event: String,
        /// What is sent.
        body: Body,
        /// `{"id": …}` and the like.
        meta: Option<Box<RawValue>>,
    },
    /// An event of a plain Phoenix client.
    Event {
        /// Event.
        event: String,
        /// Payload.
        payload: Box<RawValue>,
    },
    /// Bytes of a plain Phoenix client.
    Bytes {
        /// Event.
        event: String,
        /// Payload.
        data: Bytes,
    },
}

impl Message {
    fn encode(&self, serializer: Serializer, topic: &str) -> Option<Frame> {
        match self {
            Message::Broadcast { event, body, meta } => {
                user_broadcast(serializer, topic, event, body, meta.as_deref())
            }
            Message::Event { event, payload } => Some(push(serializer, None, topic, event, payload)),
            Message::Bytes { event, data } => {
                (serializer == Serializer::V2).then(|| binary_broadcast(topic, event, data)).flatten()
            }
        }
    }
}

/// A channel on a topic.
#[derive(Debug)]
pub struct Listener {
    /// The session's queue.
    pub frames: mpsc::Sender<Frame>,
    /// How frames are written.
    pub serializer: Serializer,
    /// Topic as the client named it.
    pub topic: String,
    /// Gets broadcasts.
    pub hears: bool,
    /// Gets its own broadcasts too.
    pub echo: bool,
    /// Gets presence.
    pub sees: bool,
    /// Frames lost since it was last told.
    pub lost: u64,
}

impl Listener {
    /// Tells of lost frames where there are any; whether it is up to date.
    fn tell_lost(&mut self) -> bool {
        if self.lost == 0 {
            return true;
        }
        let payload = json!({ "channel": subtopic(&self.topic), "extension": "broadcast", "status": "lagged",
            "lost": self.lost, "message": format!("{} messages were dropped: this client reads too slowly", self.lost) });
        let Ok(payload) = to_raw_value(&payload) else { return false };
        let told = self.frames.try_send(push(self.serializer, None, &self.topic, "system", &payload)).is_ok();
        if told {
            self.lost = 0;
        }
        told
    }

    fn offer(&mut self, frame: Frame) -> bool {
        let sent = self.tell_lost() && self.frames.try_send(frame).is_ok();
        if !sent {
            self.lost += 1;
        }
        sent
    }
}

/// What a fan-out came to.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    /// Frames queued.
    pub delivered: u64,
    /// Frames dropped for want of room.
    pub dropped: u64,
}

/// Channels of a topic.
#[derive(Debug, Default)]
pub struct Topic {
    listeners: HashMap<u64, Listener>,
    /// Who is present.
    pub presence: Presence,
}

impl Topic {
    /// Takes in a channel.
    pub fn join(&mut self, id: u64, listener: Listener) {
        self.listeners.insert(id, listener);
    }

    /// Takes out a channel; whether it was the last one.
    pub fn leave(&mut self, id: u64) -> bool {
        self.listeners.remove(&id);
        self.presence.untrack(id);
        self.listeners.is_empty()
    }

    /// Channels.
    pub fn count(&self) -> usize {
        self.listeners.len()
    }

    /// The channel of this number.
    pub fn listener(&mut self, id: u64) -> Option<&mut Listener> {
        self.listeners.get_mut(&id)
    }

    /// Sends a message to everybody but `from`, and to `from` where it wants its own.
    pub fn broadcast(&mut self, message: &Message, from: Option<u64>) -> Reach {
        self.fan_out(
            |id, listener| listener.hears && (from != Some(id) || listener.echo),
            |serializer, topic| message.encode(serializer, topic),
        )
    }

    /// Tells everybody who sees presence what has changed in it.
    pub fn tell_presence(&mut self) -> Reach {
        let Some(difference) = self.presence.take_difference() else { return Reach::default() };
        self.fan_out(
            |_, listener| listener.sees,
            |serializer, topic| Some(push(serializer, None, topic, "presence_diff", &difference)),
        )
    }

    /// Tells those who lost frames, where there is room for it.
    pub fn tell_lost(&mut self) {
        for listener in self.listeners.values_mut() {
            listener.tell_lost();
        }
    }

    fn fan_out(
        &mut self,
        concerns: impl Fn(u64, &Listener) -> bool,
        encode: impl Fn(Serializer, &str) -> Option<Frame>,
    ) -> Reach {
        let mut reach = Reach::default();
        // A topic has at most two names and three ways of writing.
        let mut encoded: Vec<(Serializer, String, Option<Frame>)> = Vec::new();
        for (id, listener) in &mut self.listeners {
            if !concerns(*id, listener) {
                continue;
            }
            let known = encoded.iter().find(|(serializer, topic, _)| {
                *serializer == listener.serializer && *topic == listener.topic
            });
            let frame = match known {
                Some((.., frame)) => frame.clone(),
                None => {
                    let frame = encode(listener.serializer, &listener.topic);
                    encoded.push((listener.serializer, listener.topic.clone(), frame.clone()));
                    frame
                }
            };
            let Some(frame) = frame else { continue };
            if listener.offer(frame) {
                reach.delivered += 1;
            } else {
                reach.dropped += 1;
            }
        }
        reach
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Map, Value};

    fn listener(serializer: Serializer, topic: &str, room: usize) -> (Listener, mpsc::Receiver<Frame>) {
        let (frames, queue) = mpsc::channel(room);
        let topic = topic.to_owned();
        (Listener { frames, serializer, topic, hears: true, echo: false, sees: true, lost: 0 }, queue)
    }

    fn text(frame: Frame) -> Value {
        match frame {
            Frame::Text(text) => serde_json::from_str(&text).expect("JSON"),
            Frame::Binary(bytes) => panic!("not text: {bytes:?}"),
        }
    }

    fn message(event: &str) -> Message {
        let body = Body::Json(to_raw_value(&json!({ "n": 1 })).expect("JSON"));
        Message::Broadcast { event: event.into(), body, meta: None }
    }

    #[test]
    fn the_same_bytes_go_to_all_who_write_alike() {
        let mut topic = Topic::default();
        let mut queues = Vec::new();
        for (id, (serializer, name)) in
            (0..).zip([(Serializer::V2, "realtime:a"), (Serializer::V2, "realtime:a"), (Serializer::V1, "a")])
        {
            let (listener, queue) = listener(serializer, name, 4);
            topic.join(id, listener);
            queues.push(queue);
        }
        assert_eq!(topic.broadcast(&message("e"), Some(0)), Reach { delivered: 2, dropped: 0 });
        assert!(queues[0].try_recv().is_err(), "the sender does not hear itself");
        queues[1..].iter_mut().for_each(|queue| drop(queue.try_recv().expect("a frame")));
        assert_eq!(topic.broadcast(&message("e"), None), Reach { delivered: 3, dropped: 0 });
        let (a, b) = (queues[0].try_recv().expect("a frame"), queues[1].try_recv().expect("a frame"));
        let (Frame::Text(a), Frame::Text(b)) = (a, b) else { panic!("text") };
        assert_eq!(a.as_ptr(), b.as_ptr());
        assert_eq!(text(queues[2].try_recv().expect("a frame"))["topic"], "a");
    }

    #[test]
    fn what_a_slow_reader_loses_is_counted_and_told() {
        let mut topic = Topic::default();
        let (listener, mut queue) = listener(Serializer::V2, "a", 2);
        topic.join(1, listener);
        let reached: Vec<bool> = (0..5).map(|_| topic.broadcast(&message("e"), None).dropped == 0).collect();
        assert_eq!(reached, [true, true, false, false, false]);
        queue.try_recv().expect("a frame");
        topic.tell_lost();
        queue.try_recv().expect("a frame");
        assert_eq!(topic.broadcast(&message("after"), None), Reach { delivered: 1, dropped: 0 });
        let lagged = text(queue.try_recv().expect("a frame"));
        assert_eq!(
            (&lagged[3], &lagged[4]["status"], &lagged[4]["lost"]),
            (&json!("system"), &json!("lagged"), &json!(3))
        );
        assert_eq!(text(queue.try_recv().expect("a frame"))[4]["event"], "after");
    }

    #[test]
    fn presence_goes_to_those_who_see_it() {
        let mut topic = Topic::default();
        let (mut blind, mut nothing) = listener(Serializer::V2, "a", 4);
        blind.sees = false;
        topic.join(1, blind);
        let (seeing, mut queue) = listener(Serializer::V2, "a", 4);
        topic.join(2, seeing);
        topic.presence.track(1, "ann", Map::new(), "r".into());
        assert_eq!(topic.tell_presence().delivered, 1);
        assert_eq!(text(queue.try_recv().expect("a frame"))[3], "presence_diff");
        assert!(nothing.try_recv().is_err());
        assert!(!topic.leave(1));
        assert_eq!(
            text({
                topic.tell_presence();
                queue.try_recv().expect("a frame")
            })[4]["leaves"]["ann"]["metas"][0]["phx_ref"],
            "r"
        );
        assert!(topic.leave(2));
    }
}
