use super::*;

#[tokio::test]
async fn a_bucket_lives_and_dies() {
    let (app, people) = start().await;
    let made =
        bucket(&app, &people.ada, json!({ "name": "Photos", "description": "of cats", "public": true }))
            .await;
    assert_eq!(made["name"], "photos", "upper case is lowered once and for all");
    assert_eq!((&made["owner_id"], &made["public"]), (&json!(people.ada_id), &json!(true)));
    let (status, _) = app
        .send(Method::POST, "/api/v1/buckets", &people.ada, json!({ "name": "photos", "public": false }))
        .await;
    assert_eq!(status, 409, "an existing bucket is not overwritten");

    put(&app, &people.ada, "a.txt", "12345").await.error_for_status().unwrap();
    let (_, list) = app.get("/api/v1/buckets", &people.ada).await;
    assert_eq!(list["total"], 2);
    let own = list["buckets"].as_array().unwrap().iter().find(|b| b["name"] == "ada-files").unwrap();
    assert_eq!((&own["file_count"], &own["total_size"]), (&json!(1), &json!(5)));

    let change = json!({ "public": false, "description": null, "file_size_limit": 10 });
    let (status, changed) = app.send(Method::PUT, "/api/v1/buckets/photos", &people.ada, change).await;
    assert_eq!(status, 200, "{changed}");
    let bucket = &changed["bucket"];
    assert_eq!(
        (&bucket["public"], &bucket["description"], &bucket["file_size_limit"]),
        (&json!(false), &Value::Null, &json!(10))
    );

    let delete = |path: &'static str| app.send(Method::DELETE, path, &people.ada, Value::Null);
    assert_eq!(delete("/api/v1/buckets/photos").await.0, 200);
    assert_eq!(delete("/api/v1/buckets/photos").await.0, 404);
    assert_eq!(delete("/api/v1/buckets/ada-files").await.0, 409, "it is not empty");
    assert_eq!(get(&app, &people.ada, "a.txt").await.text().await.unwrap(), "12345", "and nothing was lost");
    assert_eq!(delete("/api/v1/buckets/ada-files?force=true").await.0, 200);
    on_disk_becomes(&app, (0, 0)).await;
}

#[tokio::test]
async fn fields_are_checked() {
    let (app, people) = start().await;
    for (body, status, field) in [
        (json!({}), 422, "name"),
        (json!({ "name": "a" }), 400, "bucket name"),
        (json!({ "name": "../etc" }), 400, "bucket name"),
        (json!({ "name": "health" }), 400, "bucket name"),
        (json!({ "name": "abc", "file_size_limit": 0 }), 422, "file_size_limit"),
        (json!({ "name": "abc", "allowed_mime_types": ["png"] }), 422, "allowed_mime_types"),
        (json!({ "name": "abc", "quota_bytes": 5 }), 403, "quota_bytes"),
        (json!({ "name": "abc", "description": "a\u{0}b" }), 422, "description"),
        (json!({ "name": "abc", "public": "yes" }), 422, "boolean"),
    ] {
        let (got, answer) = app.send(Method::POST, "/api/v1/buckets", &people.ada, body.clone()).await;
        assert_eq!(got, status, "{body}: {answer}");
        assert!(answer["detail"].as_str().unwrap().contains(field), "{body}: {answer}");
    }
    let rename = json!({ "name": "other" });
    assert_eq!(app.send(Method::PUT, "/api/v1/buckets/ada-files", &people.ada, rename).await.0, 422);
}

#[tokio::test]
async fn limits_are_kept_and_a_refused_file_leaves_nothing() {
    let (app, people) = start().await;
    let limits = json!({ "file_size_limit": 2_000_000, "allowed_mime_types": ["image/*", "text/plain"] });
    assert_eq!(app.send(Method::PUT, "/api/v1/buckets/ada-files", &people.ada, limits).await.0, 200);
    let png = |body: reqwest::Body| {
        file(&app, Method::PUT, &people.ada, "x.png").header("Content-Type", "image/png").body(body).send()
    };
    assert_eq!(png(vec![0; 2_000_001].into()).await.unwrap().status(), 413);
    // Without a length only the bytes tell.
    let chunks = (0..40).map(|_| Ok::<_, std::io::Error>(vec![0u8; 64 * 1024]));
    let streamed = reqwest::Body::wrap_stream(futures_util::stream::iter(chunks));
    match png(streamed).await {
        Ok(answer) => assert_eq!(answer.status(), 413),
        // The server hung up on the rest of the body.
        Err(error) => assert!(error.is_request() || error.is_body(), "{error}"),
    }
    let html = file(&app, Method::PUT, &people.ada, "x.html").header("Content-Type", "text/html").body("<p>");
    assert_eq!(html.send().await.unwrap().status(), 415);
    assert_eq!(put(&app, &people.ada, "x.html", "<p>").await.status(), 415, "nor by its name");
    on_disk_becomes(&app, (0, 0)).await;
    assert_eq!(get(&app, &people.ada, "x.png").await.status(), 404);
    assert_eq!(png(vec![0; 2_000_000].into()).await.unwrap().status(), 200);
}

#[tokio::test]
async fn quotas_hold_for_buckets_and_users_also_in_parallel() {
    let (app, people) = start().await;
    let quota = json!({ "quota_bytes": 1000 });
    assert_eq!(app.send(Method::PUT, "/api/v1/buckets/ada-files", &people.ada, quota.clone()).await.0, 403);
    assert_eq!(app.send(Method::PUT, "/api/v1/buckets/ada-files", &people.admin, quota).await.0, 200);
    let uploads = (0..8).map(|n| {
        let (app, ada) = (&app, &people.ada);
        async move { put(app, ada, &format!("{n}"), vec![0; 400]).await.status().as_u16() }
    });
    let mut statuses = futures_util::future::join_all(uploads).await;
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 200, 413, 413, 413, 413, 413, 413]);
    on_disk_becomes(&app, (2, 0)).await;

    let sql = app.sql().await;
    sql.execute("INSERT INTO selfdb.storage_quotas VALUES ($1, 900)", &[&people.ada_id]).await.unwrap();
    bucket(&app, &people.ada, json!({ "name": "second" })).await;
    let more = app.call(Method::PUT, "/api/v1/files/second/a", &people.ada).body(vec![0; 200]);
    let answer = more.send().await.unwrap();
    assert_eq!(answer.status(), 413);
    assert!(answer.text().await.unwrap().contains("user's quota of 900 bytes"));
}
