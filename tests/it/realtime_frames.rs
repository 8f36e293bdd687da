//! RFC 6455 frame by frame, limits, slow readers and restarts.

use crate::support::{Socket, TestApp};
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};
use tokio_tungstenite::tungstenite::Message;

/// A socket whose frames are made by hand.
struct Raw(TcpStream);

impl Raw {
    async fn open(app: &TestApp, token: &str) -> Self {
        let url = app.url("");
        let address = url.strip_prefix("http://").unwrap();
        let mut stream = TcpStream::connect(address).await.unwrap();
        let request = format!(
            "GET /api/v1/realtime/ws?token={token} HTTP/1.1\r\nHost: {address}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
             Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        while !answer.ends_with(b"\r\n\r\n") {
            answer.push(stream.read_u8().await.unwrap());
        }
        assert!(answer.starts_with(b"HTTP/1.1 101"), "{}", String::from_utf8_lossy(&answer));
        Raw(stream)
    }

    /// Sends a frame masked with zeros; `first` is its first byte.
    async fn send(&mut self, first: u8, data: &[u8]) {
        let mut frame = vec![first];
        match data.len() {
            short @ 0..126 => frame.push(0x80 | short as u8),
            long => {
                frame.push(0x80 | 127);
                frame.extend((long as u64).to_be_bytes());
            }
        }
        frame.extend([0; 4]);
        frame.extend(data);
        // The server may have closed already.
        let _ = self.0.write_all(&frame).await;
    }

    /// The next frame: opcode and data.
    async fn receive(&mut self) -> (u8, Vec<u8>) {
        let read = async {
            let first = self.0.read_u8().await.unwrap();
            let length = match self.0.read_u8().await.unwrap() {
                126 => usize::from(self.0.read_u16().await.unwrap()),
                127 => self.0.read_u64().await.unwrap() as usize,
                short => usize::from(short),
            };
            let mut data = vec![0; length];
            self.0.read_exact(&mut data).await.unwrap();
            (first & 0x0f, data)
        };
        tokio::time::timeout(Duration::from_secs(10), read).await.expect("a frame in time")
    }

    async fn close_code(&mut self) -> u16 {
        let (opcode, data) = self.receive().await;
        assert_eq!(opcode, 8, "{}", String::from_utf8_lossy(&data));
        u16::from_be_bytes([data[0], data[1]])
    }
}

const HEARTBEAT: &[u8] = br#"[null,"1","phoenix","heartbeat",{}]"#;

#[actix_web::test]
async fn fragments_with_control_frames_in_between_are_one_message() {
    let app = TestApp::start().await;
    let mut raw = Raw::open(&app, &app.admin().await).await;
    raw.send(0x01, &HEARTBEAT[..10]).await;
    raw.send(0x89, b"hi").await;
    assert_eq!(raw.receive().await, (10, b"hi".to_vec()));
    raw.send(0x00, &HEARTBEAT[10..20]).await;
    raw.send(0x80, &HEARTBEAT[20..]).await;
    let (opcode, data) = raw.receive().await;
    assert_eq!(
        (opcode, serde_json::from_slice::<Value>(&data).unwrap()[4]["status"].clone()),
        (1, json!("ok"))
    );
    raw.send(0x88, &1000u16.to_be_bytes()).await;
    assert_eq!(raw.close_code().await, 1000);
}

#[actix_web::test]
async fn what_breaks_the_protocol_closes_the_socket_with_its_code() {
    let app = TestApp::start_with(|config| config.realtime.max_payload = 1000).await;
    let token = app.admin().await;
    let large = vec![b' '; 1001];
    let cases: [(&str, u8, &[u8], u16); 8] = [
        ("a reserved opcode", 0x83, b"x", 1002),
        ("a continuation of nothing", 0x80, b"x", 1002),
        ("text that is not UTF-8", 0x81, b"\xff\xfe", 1007),
        ("too large", 0x81, &large, 1009),
        ("not a frame of Phoenix", 0x81, b"hello", 1002),
        ("a binary frame of an unknown kind", 0x82, b"\x09", 1003),
        ("a damaged binary frame", 0x82, b"\x03\xff", 1003),
        ("an empty text", 0x81, b"", 1002),
    ];
    for (what, first, data, code) in cases {
        let mut raw = Raw::open(&app, &token).await;
        raw.send(first, data).await;
        assert_eq!(raw.close_code().await, code, "{what}");
    }
    let mut raw = Raw::open(&app, &token).await;
    raw.send(0x01, &large[..600]).await;
    raw.send(0x80, &large[..600]).await;
    assert_eq!(raw.close_code().await, 1009, "too large in fragments");
    // Others are not disturbed.
    let mut socket = Socket::open(&app, &token).await;
    socket.nothing_more().await;
}

#[actix_web::test]
async fn limits_refuse_and_close() {
    let app = TestApp::start_with(|config| {
        config.realtime.joins_per_second = 3;
        config.realtime.events_per_second = 2;
        config.realtime.presence_per_30_seconds = 1;
        config.realtime.max_channels = 2;
    })
    .await;
    let mut socket = Socket::open(&app, &app.admin().await).await;
    for topic in ["a", "b"] {
        assert_eq!(socket.join(topic, json!([]), Value::Null).await["status"], "ok");
    }
    let reply = socket.join("c", json!([]), Value::Null).await;
    assert!(reply["response"]["reason"].as_str().unwrap().starts_with("ChannelRateLimitReached"), "{reply}");
    let presence = json!({ "type": "presence", "event": "track", "payload": {} });
    socket.send(json!(["1", "2", "a", "presence", presence])).await;
    assert_eq!(socket.event("phx_reply").await["status"], "ok");
    socket.send(json!(["1", "3", "a", "presence", presence])).await;
    let reply = socket.event("phx_reply").await;
    assert!(reply["response"]["reason"].as_str().unwrap().starts_with("ClientPresenceRateLimit"), "{reply}");
    for reference in 4..40 {
        socket.send(json!(["1", reference.to_string(), "a", "ping", {}])).await;
    }
    let mut refused = 0;
    for _ in 4..40 {
        refused += usize::from(socket.event("phx_reply").await["status"] == "error");
    }
    assert!(refused > 20, "{refused}");
    for topic in ["d", "e", "f", "g"] {
        socket.send(json!(["1", "1", topic, "phx_join", {}])).await;
    }
    loop {
        match socket.next().await {
            Some(frame) if frame[4]["response"]["reason"].to_string().contains("ClientJoinRateLimit") => {
                break;
            }
            Some(_) => {}
            None => panic!("the reason is told"),
        }
    }
    assert_eq!(socket.next().await, None, "the socket is closed");
}

#[actix_web::test]
async fn a_slow_reader_of_broadcasts_is_told_what_it_lost_and_disturbs_nobody() {
    let app = TestApp::start_with(|config| config.realtime.events_per_second = 1_000_000).await;
    let token = app.admin().await;
    let mut slow = Socket::open(&app, &token).await;
    let mut reader = Socket::open(&app, &token).await;
    for socket in [&mut slow, &mut reader] {
        assert_eq!(socket.join("realtime:room", json!([]), Value::Null).await["status"], "ok");
    }
    let url = app.ws_url(&format!("/api/v1/realtime/ws?token={token}"));
    let (mut sender, _) = tokio_tungstenite::connect_async(url).await.unwrap();
    let text = |value: Value| Message::text(value.to_string());
    sender.send(text(json!(["1", "1", "realtime:room", "phx_join", {}]))).await.unwrap();
    sender.next().await.unwrap().unwrap();
    let large = "x".repeat(100_000);
    for number in 0..400 {
        let payload = json!({ "event": "e", "payload": { "n": number, "text": large } });
        sender.send(text(json!(["1", "2", "realtime:room", "broadcast", payload]))).await.unwrap();
        assert_eq!(reader.event("broadcast").await["payload"]["n"], number);
    }
    // It reads on: first what had room, then how many had not.
    let mut got = 0;
    let lost = loop {
        let frame = slow.next().await.expect("an open socket");
        match frame[3].as_str() {
            Some("broadcast") => got += 1,
            Some("system") => break frame[4].clone(),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!((&lost["status"], lost["lost"].as_u64().unwrap() + got), (&json!("lagged"), 400));
    let (_, status) = app.get("/api/v1/realtime/status", &token).await;
    assert_eq!(status["dropped"], lost["lost"]);
}

#[actix_web::test]
async fn a_stopping_server_closes_its_sockets_with_1012() {
    let mut app = TestApp::start().await;
    let mut raw = Raw::open(&app, &app.admin().await).await;
    app.stop().await;
    assert_eq!(raw.close_code().await, 1012);
}
