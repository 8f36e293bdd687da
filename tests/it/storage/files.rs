use super::*;
use reqwest::multipart::{Form, Part};

#[tokio::test]
async fn a_form_uploads_as_the_original_does() {
    let (app, people) = start().await;
    let send = |form: Form| async {
        let answer =
            app.call(Method::POST, "/api/v1/files/upload", &people.ada).multipart(form).send().await.unwrap();
        (answer.status().as_u16(), answer.json::<Value>().await.unwrap())
    };
    let part = || Part::bytes(b"hello".to_vec()).file_name("greeting.txt");
    let (status, answer) =
        send(Form::new().text("bucket", "ada-files").text("path", "a/b.txt").part("file", part())).await;
    assert_eq!(status, 200, "{answer}");
    assert_eq!(
        (&answer["success"], &answer["bucket"], &answer["path"], &answer["size"]),
        (&json!(true), &json!("ada-files"), &json!("a/b.txt"), &json!(5))
    );
    assert_eq!(get(&app, &people.ada, "a/b.txt").await.text().await.unwrap(), "hello");
    // The name of the file serves as path, in any order of fields.
    let (status, answer) = send(Form::new().part("file", part()).text("bucket", "ada-files")).await;
    assert_eq!(
        (status, &answer["path"], &answer["content_type"]),
        (200, &json!("greeting.txt"), &json!("text/plain"))
    );
    for (form, status, field) in [
        (Form::new().part("file", part()), 422, "bucket"),
        (Form::new().text("bucket", "ada-files"), 422, "file"),
        (Form::new().text("bucket", "no-such").part("file", part()), 404, "Bucket"),
        (Form::new().part("file", part()).text("bucket", "no-such"), 404, "Bucket"),
        (Form::new().text("bucket", "ada-files").text("path", "../x").part("file", part()), 400, "path"),
        (Form::new().text("bucket", "ada-files").text("path", "/x").part("file", part()), 400, "path"),
        (
            Form::new()
                .text("bucket", "ada-files")
                .text("upsert", "false")
                .text("path", "a/b.txt")
                .part("file", part()),
            409,
            "exists",
        ),
    ] {
        let (got, answer) = send(form).await;
        assert_eq!(got, status, "{answer}");
        assert!(answer["detail"].as_str().unwrap().contains(field), "{answer}");
    }
    on_disk_becomes(&app, (2, 0)).await;
}

#[tokio::test]
async fn headers_come_back_and_files_are_no_pages_of_ours() {
    let (app, people) = start().await;
    let upload = file(&app, Method::PUT, &people.ada, "p%C3%A4ge.html")
        .header("Content-Type", "text/html")
        .header("Cache-Control", "max-age=60")
        .header("Content-Disposition", "inline")
        .header("Content-Language", "de")
        .header("X-Meta-Mood", "good")
        .body("<script>alert(1)</script>");
    let answer = upload.send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let etag = header(&answer, "etag").to_owned();
    assert_eq!(etag, format!("\"{}\"", md5_of(b"<script>alert(1)</script>")));

    for method in [Method::GET, Method::HEAD] {
        let answer = file(&app, method.clone(), &people.ada, "p%C3%A4ge.html").send().await.unwrap();
        assert_eq!(answer.status(), 200);
        for (name, value) in [
            ("content-type", "text/html"),
            ("content-length", "25"),
            ("etag", etag.as_str()),
            ("accept-ranges", "bytes"),
            ("cache-control", "max-age=60"),
            ("content-language", "de"),
            ("x-content-type-options", "nosniff"),
            ("content-disposition", "attachment; filename=\"p_ge.html\"; filename*=UTF-8''p%C3%A4ge.html"),
        ] {
            assert_eq!(header(&answer, name), value, "{method} {name}");
        }
        assert!(header(&answer, "content-security-policy").starts_with("sandbox; default-src 'none'"));
        assert!(!header(&answer, "last-modified").is_empty());
        let body = answer.text().await.unwrap();
        assert_eq!(body, if method == Method::HEAD { "" } else { "<script>alert(1)</script>" });
    }
    let path = "/api/v1/buckets/ada-files/files/metadata";
    let (_, known) = app.get(&format!("{path}?path=p%C3%A4ge.html"), &people.ada).await;
    assert_eq!((&known["metadata"]["mood"], &known["size"]), (&json!("good"), &json!(25)));
    let change = json!({ "path": "päge.html", "content_type": "image/png", "cache_control": null, "metadata": { "a": 1 } });
    let (status, known) = app.send(Method::PATCH, path, &people.ada, change).await;
    assert_eq!(
        (status, &known["metadata"], &known["content_type"]),
        (200, &json!({ "a": 1 }), &json!("image/png"))
    );
    // What calls itself an image is served as one and never sniffed.
    let answer = get(&app, &people.ada, "p%C3%A4ge.html").await;
    assert!(header(&answer, "content-disposition").starts_with("inline"));
    assert_eq!(
        (header(&answer, "content-type"), header(&answer, "x-content-type-options")),
        ("image/png", "nosniff")
    );
    let answer = file(&app, Method::GET, &people.ada, "p%C3%A4ge.html?download=x.bin").send().await.unwrap();
    assert_eq!(header(&answer, "content-disposition"), "attachment; filename=\"x.bin\"");
}

fn md5_of(bytes: &[u8]) -> String {
    use md5::Digest as _;
    md5::Md5::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[tokio::test]
async fn empty_and_large_files_come_back_whole() {
    let (app, people) = start().await;
    assert_eq!(put(&app, &people.ada, "empty", "").await.status(), 200);
    let answer = get(&app, &people.ada, "empty").await;
    assert_eq!((answer.status().as_u16(), header(&answer, "content-length")), (200, "0"));
    assert_eq!(answer.bytes().await.unwrap().len(), 0);
    let large: Vec<u8> = (0..20_000_003u32).map(|n| (n.wrapping_mul(7919) >> 5) as u8).collect();
    let answer: Value = put(&app, &people.ada, "large.bin", large.clone()).await.json().await.unwrap();
    assert_eq!((&answer["size"], &answer["etag"]), (&json!(20_000_003), &json!(md5_of(&large))));
    assert!(get(&app, &people.ada, "large.bin").await.bytes().await.unwrap() == large);
}

#[tokio::test]
async fn writes_can_be_conditional() {
    let (app, people) = start().await;
    let write = |condition: (&'static str, String), body: &'static str| {
        let request = file(&app, Method::PUT, &people.ada, "a").header(condition.0, condition.1).body(body);
        async { request.send().await.unwrap().status().as_u16() }
    };
    assert_eq!(write(("If-Match", "*".into()), "0").await, 412);
    assert_eq!(write(("If-None-Match", "*".into()), "1").await, 200);
    assert_eq!(write(("If-None-Match", "*".into()), "2").await, 409);
    assert_eq!(write(("If-Match", format!("\"{}\"", md5_of(b"1"))), "3").await, 200);
    assert_eq!(write(("If-Match", format!("\"{}\"", md5_of(b"1"))), "4").await, 412);
    let create = file(&app, Method::POST, &people.ada, "a").body("5").send().await.unwrap();
    assert_eq!(create.status(), 409);
    assert_eq!(get(&app, &people.ada, "a").await.text().await.unwrap(), "3");
    on_disk_becomes(&app, (1, 0)).await;
}

#[tokio::test]
async fn files_move_copy_and_go() {
    let (app, people) = start().await;
    bucket(&app, &people.ada, json!({ "name": "other", "file_size_limit": 4 })).await;
    for name in ["a", "b", "c"] {
        put(&app, &people.ada, name, format!("is {name}")).await.error_for_status().unwrap();
    }
    let act = |what: &'static str, body: Value| {
        let path = format!("/api/v1/buckets/ada-files/files/{what}");
        let (app, ada) = (&app, &people.ada);
        async move { app.send(Method::POST, &path, ada, body).await }
    };
    assert_eq!(act("move", json!({ "from": "a", "to": "b" })).await.0, 409);
    assert_eq!(act("move", json!({ "from": "x", "to": "y" })).await.0, 404);
    assert_eq!(act("move", json!({ "from": "a", "to": "../y" })).await.0, 400);
    let (status, moved) = act("move", json!({ "from": "a", "to": "b", "overwrite": true })).await;
    assert_eq!((status, &moved["id"]), (200, &json!("b")), "{moved}");
    assert_eq!(get(&app, &people.ada, "b").await.text().await.unwrap(), "is a");
    assert_eq!(get(&app, &people.ada, "a").await.status(), 404);
    let (status, copied) = act("copy", json!({ "from": "b", "to": "d", "to_bucket": "other" })).await;
    assert_eq!((status, &copied["bucket"]), (200, &json!("other")), "{copied}");
    put(&app, &people.ada, "long", "12345").await.error_for_status().unwrap();
    assert_eq!(act("copy", json!({ "from": "long", "to": "e", "to_bucket": "other" })).await.0, 413);
    assert_eq!(act("move", json!({ "from": "long", "to": "e", "to_bucket": "other" })).await.0, 413);
    // b, c, long, and the copy; what was moved over is gone.
    on_disk_becomes(&app, (4, 0)).await;
    let (status, gone) = act("delete", json!({ "paths": ["b", "c", "nothing"] })).await;
    let mut names: Vec<_> = gone["deleted"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    names.sort_unstable();
    assert_eq!((status, names), (200, vec!["b", "c"]));
    assert_eq!(act("delete", json!({ "paths": [] })).await.0, 422);
    assert_eq!(file(&app, Method::DELETE, &people.ada, "long").send().await.unwrap().status(), 200);
    assert_eq!(file(&app, Method::DELETE, &people.ada, "long").send().await.unwrap().status(), 404);
    let copy = app.call(Method::GET, "/api/v1/files/other/d", &people.ada).send().await.unwrap();
    assert_eq!(copy.text().await.unwrap(), "is a");
    on_disk_becomes(&app, (1, 0)).await;
}
