//! A WebSocket client that does only what the measurement needs: it sends text frames masked with zeros and reads frames without
//! copying them.

use crate::Failure;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

/// A socket.
pub struct Client {
    stream: TcpStream,
    buffer: Vec<u8>,
    /// Bytes of the buffer that have been read, and how many are in it.
    start: usize,
    end: usize,
    topic: String,
}

impl Client {
    /// Connects and upgrades.
    pub async fn open(address: &str, token: &str) -> Result<Self, Failure> {
        let mut stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let request = format!(
            "GET /api/v1/realtime/ws?vsn=2.0.0&token={token} HTTP/1.1\r\nHost: {address}\r\nConnection: Upgrade\r\n\
             Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).await?;
        let mut answer = Vec::new();
        while !answer.ends_with(b"\r\n\r\n") {
            answer.push(stream.read_u8().await?);
        }
        if !answer.starts_with(b"HTTP/1.1 101") {
            return Err(String::from_utf8_lossy(&answer).into());
        }
        Ok(Client { stream, buffer: vec![0; 4096], start: 0, end: 0, topic: String::new() })
    }

    /// Joins a topic, for rows of `public.bench_live` where wanted, and waits for the answer.
    pub async fn join(&mut self, topic: &str, rows: bool) -> Result<(), Failure> {
        self.topic = topic.to_owned();
        let wanted = json!([{ "event": "INSERT", "schema": "public", "table": "bench_live" }]);
        let config = json!({ "config": { "postgres_changes": if rows { wanted } else { json!([]) } } });
        self.send(&json!(["1", "1", topic, "phx_join", config])).await?;
        let mut reply = Value::Null;
        self.frame(|data| reply = serde_json::from_slice(data).unwrap_or_default()).await?;
        if reply[4]["status"] != "ok" {
            return Err(format!("not joined: {reply}").into());
        }
        Ok(())
    }

    /// Broadcasts to the joined topic.
    pub async fn broadcast(&mut self, time: u64, text: &str) -> Result<(), Failure> {
        let payload = json!({ "event": "e", "payload": { "t": time, "text": text } });
        let frame = json!(["1", null, self.topic, "broadcast", payload]);
        self.send(&frame).await
    }

    async fn send(&mut self, frame: &Value) -> Result<(), Failure> {
        let data = frame.to_string();
        let mut bytes = vec![0x81];
        match u8::try_from(data.len()) {
            Ok(short) if short < 126 => bytes.push(0x80 | short),
            _ => {
                bytes.push(0x80 | 126);
                bytes.extend(u16::try_from(data.len())?.to_be_bytes());
            }
        }
        bytes.extend([0; 4]);
        bytes.extend(data.as_bytes());
        Ok(self.stream.write_all(&bytes).await?)
    }

    /// Reads one frame and shows its data to `look`.
    pub async fn frame(&mut self, look: impl FnOnce(&[u8])) -> Result<(), Failure> {
        loop {
            let held = &self.buffer[self.start..self.end];
            if let Some((header, length)) = header(held)
                && held.len() >= header + length
            {
                look(&held[header..header + length]);
                self.start += header + length;
                return Ok(());
            }
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
            if self.end == self.buffer.len() {
                self.buffer.resize(self.end * 2, 0);
            }
            match self.stream.read(&mut self.buffer[self.end..]).await? {
                0 => return Err("the server closed the socket".into()),
                read => self.end += read,
            }
        }
    }
}

/// Lengths of header and data of the frame at the beginning, once its header is there.
fn header(held: &[u8]) -> Option<(usize, usize)> {
    let big = |bytes: &[u8]| bytes.iter().fold(0, |length, byte| length << 8 | usize::from(*byte));
    match held.get(1)? & 0x7f {
        126 => Some((4, big(held.get(2..4)?))),
        127 => Some((10, big(held.get(2..10)?))),
        short => Some((2, usize::from(short))),
    }
}
