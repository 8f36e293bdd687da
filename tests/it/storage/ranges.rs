use super::*;

#[tokio::test]
async fn ranges_and_conditions() {
    let (app, people) = start().await;
    let bytes: Vec<u8> = (0..100).collect();
    put(&app, &people.ada, "r.bin", bytes.clone()).await.error_for_status().unwrap();
    let whole = get(&app, &people.ada, "r.bin").await;
    let (etag, modified) = (header(&whole, "etag").to_owned(), header(&whole, "last-modified").to_owned());
    let ask = |headers: Vec<(&'static str, String)>| {
        let mut request = file(&app, Method::GET, &people.ada, "r.bin");
        for (name, value) in headers {
            request = request.header(name, value);
        }
        async { request.send().await.unwrap() }
    };
    for (range, expected) in
        [("bytes=0-9", 0..10), ("bytes=90-", 90..100), ("bytes=-3", 97..100), ("bytes=50-1000", 50..100)]
    {
        let answer = ask(vec![("Range", range.into())]).await;
        assert_eq!(answer.status(), 206, "{range}");
        assert_eq!(
            header(&answer, "content-range"),
            format!("bytes {}-{}/100", expected.start, expected.end - 1)
        );
        assert_eq!(header(&answer, "content-length"), expected.len().to_string());
        assert_eq!(answer.bytes().await.unwrap(), bytes[expected], "{range}");
    }
    let answer = ask(vec![("Range", "bytes=100-".into())]).await;
    assert_eq!((answer.status().as_u16(), header(&answer, "content-range")), (416, "bytes */100"));
    assert_eq!(ask(vec![("Range", "bytes=x".into())]).await.status(), 200);

    let several = ask(vec![("Range", "bytes=0-1,98-".into())]).await;
    assert_eq!(several.status(), 206);
    let (kind, boundary) = header(&several, "content-type").split_once("; boundary=").unwrap();
    assert_eq!(kind, "multipart/byteranges");
    let mut expected = Vec::new();
    for (range, part) in [("0-1", &bytes[0..2]), ("98-99", &bytes[98..])] {
        let title = format!(
            "\r\n--{boundary}\r\nContent-Type: application/octet-stream\r\nContent-Range: bytes {range}/100\r\n\r\n"
        );
        expected.extend_from_slice(title.as_bytes());
        expected.extend_from_slice(part);
    }
    expected.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
    assert_eq!(several.bytes().await.unwrap(), expected);

    assert_eq!(ask(vec![("If-None-Match", etag.clone())]).await.status(), 304);
    assert_eq!(ask(vec![("If-Modified-Since", modified.clone())]).await.status(), 304);
    assert_eq!(ask(vec![("If-Match", "\"other\"".into())]).await.status(), 412);
    for (condition, status) in [(etag, 206), ("\"other\"".into(), 200), (modified, 206)] {
        let answer = ask(vec![("Range", "bytes=0-0".into()), ("If-Range", condition.clone())]).await;
        assert_eq!(answer.status(), status, "{condition}");
    }
}
