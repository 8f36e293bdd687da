use super::*;
use crate::support::{Server, Settings, TestApp};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use std::process::Stdio;
use tokio::{
    io::{AsyncBufReadExt as _, BufReader},
    process::Command,
};

fn metadata(name: &str) -> String {
    format!(
        "bucketName {},objectName {},contentType {}",
        STANDARD.encode("ada-files"),
        STANDARD.encode(name),
        STANDARD.encode("text/plain")
    )
}

fn tus(app: &TestApp, method: Method, path: &str, token: &str) -> RequestBuilder {
    app.call(method, path, token).header("Tus-Resumable", "1.0.0")
}

async fn create(app: &TestApp, token: &str, name: &str, length: u64) -> String {
    let answer = tus(app, Method::POST, "/api/v1/uploads", token)
        .header("Upload-Length", length)
        .header("Upload-Metadata", metadata(name))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 201);
    assert!(!header(&answer, "upload-expires").is_empty());
    header(&answer, "location").strip_prefix(&app.url("")).expect("an address of this server").to_owned()
}

async fn patch(app: &TestApp, token: &str, path: &str, offset: u64, body: &'static str) -> Response {
    tus(app, Method::PATCH, path, token)
        .header("Upload-Offset", offset)
        .header("Content-Type", "application/offset+octet-stream")
        .body(body)
        .send()
        .await
        .unwrap()
}

#[tokio::test]
async fn an_upload_goes_on_where_it_stopped() {
    let (app, people) = start().await;
    let ada = &people.ada;
    let path = create(&app, ada, "dir/a.txt", 10).await;
    let answer = patch(&app, ada, &path, 0, "hello").await;
    assert_eq!((answer.status().as_u16(), header(&answer, "upload-offset")), (204, "5"));
    assert_eq!(patch(&app, ada, &path, 3, "lo").await.status(), 409, "another offset");
    assert_eq!(patch(&app, ada, &path, 5, "123456").await.status(), 413, "more than was announced");
    assert_eq!(patch(&app, &people.bob, &path, 5, "x").await.status(), 404, "not Bob's");
    let head = tus(&app, Method::HEAD, &path, ada).send().await.unwrap();
    assert_eq!((header(&head, "upload-offset"), header(&head, "upload-length")), ("5", "10"));
    assert_eq!(
        (header(&head, "cache-control"), header(&head, "upload-metadata")),
        ("no-store", metadata("dir/a.txt").as_str())
    );
    assert_eq!(get(&app, ada, "dir/a.txt").await.status(), 404, "not before it is whole");
    assert_eq!(patch(&app, ada, &path, 5, "world").await.status(), 204);
    let answer = get(&app, ada, "dir/a.txt").await;
    assert_eq!(header(&answer, "content-type"), "text/plain");
    assert_eq!(answer.text().await.unwrap(), "helloworld");
    let part = file(&app, Method::GET, ada, "dir/a.txt").header("Range", "bytes=3-6").send().await.unwrap();
    assert_eq!(part.text().await.unwrap(), "lowo", "across the parts");
    assert_eq!(tus(&app, Method::HEAD, &path, ada).send().await.unwrap().status(), 404, "it is finished");
}

#[tokio::test]
async fn creation_and_termination() {
    let (app, people) = start().await;
    let ada = &people.ada;
    let options = app.http.request(Method::OPTIONS, app.url("/api/v1/uploads")).send().await.unwrap();
    assert_eq!((options.status().as_u16(), header(&options, "tus-version")), (204, "1.0.0"));
    let post = |length: Option<&'static str>, name: &str| {
        let request =
            tus(&app, Method::POST, "/api/v1/uploads", ada).header("Upload-Metadata", metadata(name));
        match length {
            Some(length) => request.header("Upload-Length", length),
            None => request.header("Upload-Defer-Length", "1"),
        }
    };
    let unversioned = app.call(Method::POST, "/api/v1/uploads", ada).header("Upload-Length", "1");
    assert_eq!(unversioned.send().await.unwrap().status(), 412);
    assert_eq!(post(Some("x"), "a").send().await.unwrap().status(), 400);
    assert_eq!(post(Some("99999999999999"), "a").send().await.unwrap().status(), 413);
    let stranger =
        tus(&app, Method::POST, "/api/v1/uploads", &people.bob).header("Upload-Metadata", metadata("a"));
    assert_eq!(stranger.header("Upload-Length", "5").send().await.unwrap().status(), 403);

    let with_bytes =
        post(Some("3"), "b").header("Content-Type", "application/offset+octet-stream").body("abc");
    let answer = with_bytes.send().await.unwrap();
    assert_eq!((answer.status().as_u16(), header(&answer, "upload-offset")), (201, "3"));
    assert_eq!(get(&app, ada, "b").await.text().await.unwrap(), "abc");
    assert_eq!(post(Some("0"), "empty").send().await.unwrap().status(), 201);
    assert_eq!(get(&app, ada, "empty").await.text().await.unwrap(), "");

    // The length may come later, and the address is the one the client used.
    let deferred = post(None, "c")
        .header("X-Forwarded-Proto", "https")
        .header("X-Forwarded-Host", "api.example.com")
        .header("X-Forwarded-Prefix", "/selfdb");
    let answer = deferred.send().await.unwrap();
    let path = header(&answer, "location")
        .strip_prefix("https://api.example.com/selfdb")
        .expect("that address")
        .to_owned();
    assert_eq!(patch(&app, ada, &path, 0, "1").await.status(), 204);
    let last = tus(&app, Method::PATCH, &path, ada)
        .header("Upload-Offset", "1")
        .header("Upload-Length", "2")
        .header("Content-Type", "application/offset+octet-stream")
        .body("2");
    assert_eq!(last.send().await.unwrap().status(), 204);
    assert_eq!(get(&app, ada, "c").await.text().await.unwrap(), "12");

    let path = create(&app, ada, "d", 10).await;
    patch(&app, ada, &path, 0, "12345").await;
    assert_eq!(tus(&app, Method::DELETE, &path, ada).send().await.unwrap().status(), 204);
    assert_eq!(patch(&app, ada, &path, 5, "x").await.status(), 404);
    // b is one blob, c is two, and nothing is left of d.
    on_disk_becomes(&app, (3, 0)).await;
    let path = create(&app, ada, "e", 10).await;
    patch(&app, ada, &path, 0, "12345").await;
    app.sql().await.batch_execute("UPDATE selfdb.uploads SET expires_at = now()").await.unwrap();
    on_disk_becomes(&app, (3, 0)).await;
}

#[actix_web::test]
async fn tus_js_client_resumes_across_a_killed_server() {
    let (mut app, people) = start().await;
    app.stop().await;
    let settings = Settings::external(&app);
    let server = Server::start(&settings).await;
    let folder = app.config.storage.dir.parent().unwrap();
    let mut client = Command::new("node")
        .arg("tus.mjs")
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/clients"))
        .env("API_URL", server.url(""))
        .env("TOKEN", &people.ada)
        .env("FILE", folder.join("tus.bin"))
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .expect("node starts");
    let mut lines = BufReader::new(client.stdout.take().unwrap()).lines();
    assert_eq!(lines.next_line().await.unwrap().as_deref(), Some("HALFWAY"));
    let port = server.port();
    drop(server);
    let _again = Server::start_on(&settings, port).await;
    assert_eq!(lines.next_line().await.unwrap().as_deref(), Some("DONE"));
    assert!(client.wait().await.unwrap().success());
}
