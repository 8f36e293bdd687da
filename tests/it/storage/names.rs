use super::*;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

/// Sends bytes as they are, since clients tidy up URLs, and returns the status.
async fn raw(app: &TestApp, text: String) -> u16 {
    let address = app.url("").replace("http://", "");
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    stream.write_all(text.as_bytes()).await.expect("sent");
    let mut answer = Vec::new();
    // A server that refuses a request may hang up before all of it is sent.
    let _ = stream.read_to_end(&mut answer).await;
    let answer = String::from_utf8_lossy(&answer);
    answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default()
}

#[tokio::test]
async fn odd_names_are_kept_to_the_letter() {
    let (app, people) = start().await;
    let long = "x".repeat(1024);
    for (encoded, name) in [
        ("a%2Fb%20c%25.txt", "a/b c%.txt"),
        ("%E6%97%A5%E6%9C%AC%2F%F0%9F%90%88.png", "日本/🐈.png"),
        ("a//b", "a//b"),
        ("folder%2F", "folder/"),
        ("...%2Fa", ".../a"),
        ("%22quoted%22%5C%3Cb%3E", "\"quoted\"\\<b>"),
        ("a+b%2Bc", "a+b+c"),
        ("%252e%252e", "%2e%2e"),
        ("con", "con"),
        (long.as_str(), long.as_str()),
    ] {
        let answer = put(&app, &people.ada, encoded, name.to_owned()).await;
        assert_eq!(answer.status(), 200, "{name}");
        assert_eq!(answer.json::<Value>().await.unwrap()["path"], name);
        assert_eq!(get(&app, &people.ada, encoded).await.text().await.unwrap(), name);
    }
    let (_, list) = app.get("/api/v1/buckets/ada-files/files?sort=name", &people.ada).await;
    let files = list["files"].as_array().unwrap();
    assert_eq!(files.len(), 10);
    for listed in files {
        let answer =
            app.call(Method::GET, listed["url"].as_str().unwrap(), &people.ada).send().await.unwrap();
        assert_eq!(
            answer.text().await.unwrap(),
            listed["id"].as_str().unwrap(),
            "the listed URL leads to the file"
        );
    }
}

#[tokio::test]
async fn attempts_to_break_out_are_refused() {
    let (app, people) = start().await;
    let head = format!("Host: x\r\nAuthorization: Bearer {}\r\nConnection: close\r\n", people.ada);
    for (path, status) in [
        ("ada-files/../../../etc/passwd", 400),
        ("ada-files/..%2f..%2fetc/passwd", 400),
        ("ada-files/%2e%2e/%2e%2e/etc/passwd", 400),
        ("ada-files/a/./b", 400),
        ("ada-files/%2Fetc%2Fpasswd", 400),
        ("ada-files//etc/passwd", 400),
        ("ada-files/a%00.png", 400),
        ("ada-files/a%0d%0aX-Evil:%201", 400),
        ("ada-files/%ff%fe", 400),
        ("ada-files/", 400),
        ("../ada-files/x", 404),
        ("%2e%2e/x", 404),
        ("..%2fada-files/x", 404),
        (&format!("ada-files/{}", "y".repeat(1025)), 400),
    ] {
        for method in ["PUT", "GET", "DELETE"] {
            let request =
                format!("{method} /api/v1/files/{path} HTTP/1.1\r\n{head}Content-Length: 1\r\n\r\nx");
            assert_eq!(raw(&app, request).await, status, "{method} {path}");
        }
    }
    assert_eq!(on_disk(&app), (0, 0));
}

#[tokio::test]
async fn bodies_that_lie_or_dawdle_leave_nothing() {
    let app = TestApp::start_with(|config| {
        config.storage.stall_timeout = Duration::from_millis(300);
    })
    .await;
    let people = People::of(&app).await;
    bucket(&app, &people.ada, json!({ "name": "ada-files" })).await;
    let head = format!("Host: x\r\nAuthorization: Bearer {}\r\n", people.ada);
    let request = |length: &str, body: &str| {
        format!("PUT /api/v1/files/ada-files/a HTTP/1.1\r\n{head}Connection: close\r\n{length}\r\n\r\n{body}")
    };
    assert_eq!(raw(&app, request("Content-Length: 100", "dawdling")).await, 408);
    assert_eq!(raw(&app, request("Content-Length: -1", "x")).await, 400);
    assert_eq!(raw(&app, request("Content-Length: 99999999999999999999", "x")).await, 400);
    assert_eq!(raw(&app, request("Content-Length: 99999999999999", "x")).await, 413);
    let malformed = raw(&app, request("Transfer-Encoding: chunked", "zz\r\nx")).await;
    assert!(matches!(malformed, 0 | 400), "{malformed}: an answer or a closed connection");
    // A client that goes in the middle.
    let mut stream = TcpStream::connect(app.url("").replace("http://", "")).await.unwrap();
    stream.write_all(request("Content-Length: 1000000", &"x".repeat(500_000)).as_bytes()).await.unwrap();
    drop(stream);
    assert_eq!(get(&app, &people.ada, "a").await.status(), 404);
    on_disk_becomes(&app, (0, 0)).await;
}

#[tokio::test]
async fn slow_senders_hold_nothing_that_others_need() {
    let (app, people) = start().await;
    let head = format!("Host: x\r\nAuthorization: Bearer {}\r\nContent-Length: 1000000\r\n\r\n", people.ada);
    let mut slow = Vec::new();
    for n in 0..64 {
        let mut stream = TcpStream::connect(app.url("").replace("http://", "")).await.unwrap();
        let begin = format!("PUT /api/v1/files/ada-files/slow-{n} HTTP/1.1\r\n{head}{}", "x".repeat(400_000));
        stream.write_all(begin.as_bytes()).await.unwrap();
        slow.push(stream);
    }
    on_disk_becomes(&app, (0, 64)).await;
    for n in 0..20 {
        assert_eq!(put(&app, &people.ada, &format!("quick-{n}"), "x").await.status(), 200);
        assert_eq!(get(&app, &people.ada, &format!("quick-{n}")).await.status(), 200);
    }
    for stream in &mut slow {
        stream.write_all("x".repeat(600_000).as_bytes()).await.unwrap();
        let mut answer = [0; 15];
        stream.read_exact(&mut answer).await.unwrap();
        assert_eq!(&answer, b"HTTP/1.1 200 OK");
    }
    on_disk_becomes(&app, (84, 0)).await;
}
