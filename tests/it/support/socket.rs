//! A Phoenix V2 client.

use super::TestApp;
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, tungstenite::Message};

/// How long a frame may take before a test fails.
const PATIENCE: Duration = Duration::from_secs(20);

/// A socket on `/api/v1/realtime/ws`.
pub struct Socket {
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

impl Socket {
    /// Connects with a token or key.
    pub async fn open(app: &TestApp, credential: &str) -> Self {
        Self::open_url(&app.ws_url(&format!("/api/v1/realtime/ws?vsn=2.0.0&token={credential}"))).await
    }

    /// Connects to an address.
    pub async fn open_url(url: &str) -> Self {
        let (stream, _) = tokio_tungstenite::connect_async(url).await.expect("the socket opens");
        Socket { stream }
    }

    /// Sends any frame.
    pub async fn send(&mut self, frame: Value) {
        self.stream.send(Message::text(frame.to_string())).await.expect("the socket takes a frame");
    }

    /// The next text frame; `None` when the socket has closed.
    pub async fn next(&mut self) -> Option<Value> {
        loop {
            match tokio::time::timeout(PATIENCE, self.stream.next()).await.expect("a frame in time") {
                Some(Ok(Message::Text(text))) => return Some(serde_json::from_str(&text).expect("JSON")),
                Some(Ok(Message::Close(_)) | Err(_)) | None => return None,
                Some(Ok(_)) => {}
            }
        }
    }

    /// Joins a topic on tables; the reply's payload.
    pub async fn join(&mut self, topic: &str, changes: Value, since: Value) -> Value {
        let subscribes = changes.as_array().is_some_and(|changes| !changes.is_empty());
        let config = json!({ "config": { "postgres_changes": changes, "since": since } });
        self.send(json!(["1", "1", topic, "phx_join", config])).await;
        let reply = self.event("phx_reply").await;
        if reply["status"] == "ok" && subscribes {
            assert_eq!(self.event("system").await["status"], "ok");
        }
        reply
    }

    /// The payload of the next frame, which must be of this event.
    pub async fn event(&mut self, event: &str) -> Value {
        let mut frame = self.next().await.expect("an open socket");
        assert_eq!(frame[3], event, "{frame}");
        frame[4].take()
    }

    /// The data of the next change.
    pub async fn change(&mut self) -> Value {
        self.event("postgres_changes").await["data"].take()
    }

    /// Fails if anything but the answer to a heartbeat comes.
    pub async fn nothing_more(&mut self) {
        self.send(json!([null, "9", "phoenix", "heartbeat", {}])).await;
        let frame = self.next().await.expect("an open socket");
        assert_eq!((&frame[1], &frame[3]), (&json!("9"), &json!("phx_reply")), "{frame}");
    }
}
