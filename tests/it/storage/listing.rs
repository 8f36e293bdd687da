use super::*;

async fn fill(app: &TestApp, people: &People, count: i32) {
    let sql = app.sql().await;
    sql.execute(
        "INSERT INTO storage.objects (bucket_id, name, owner, version, size, etag, mime_type, created_at)
         SELECT 'ada-files', CASE WHEN n % 2 = 0 THEN 'docs/' || n % 40 || '/' ELSE '' END || to_char(n, 'FM00000') || '.txt',
                $2, gen_random_uuid()::text, n, md5(n::text), 'text/plain', now() - n * interval '1 second'
           FROM generate_series(1, $1) n",
        &[&count, &people.ada_id],
    )
    .await
    .expect("rows");
    sql.batch_execute("ANALYZE storage.objects").await.expect("analyzed");
}

/// All pages of a list; names of files and folders.
async fn walk(app: &TestApp, token: &str, query: &str) -> (Vec<String>, Vec<String>, usize) {
    let (mut files, mut folders, mut pages, mut cursor) = (Vec::new(), Vec::new(), 0, String::new());
    loop {
        let (status, page) =
            app.get(&format!("/api/v1/buckets/ada-files/files?{query}{cursor}"), token).await;
        assert_eq!(status, 200, "{page}");
        pages += 1;
        files.extend(page["files"].as_array().unwrap().iter().map(|f| f["id"].as_str().unwrap().to_owned()));
        folders.extend(page["folders"].as_array().unwrap().iter().map(|f| f.as_str().unwrap().to_owned()));
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return (files, folders, pages),
        }
    }
}

#[tokio::test]
async fn ten_thousand_files_are_paged_without_gap_or_double() {
    let (app, people) = start().await;
    fill(&app, &people, 10_000).await;
    for (query, pages) in [
        ("", 10),
        ("sort=name", 10),
        ("sort=size&order=asc&limit=999", 11),
        ("sort=updated_at", 10),
        ("sort=name&order=desc", 10),
    ] {
        let (files, _, walked) = walk(&app, &people.ada, query).await;
        assert_eq!((files.len(), walked), (10_000, pages), "{query}");
        let distinct: std::collections::HashSet<_> = files.iter().collect();
        assert_eq!(distinct.len(), 10_000, "{query}");
    }
    let (files, _, _) = walk(&app, &people.ada, "limit=2&search=0000").await;
    assert_eq!(files[0], "00001.txt", "newest first");
    assert_eq!(files.len(), 9 + 1, "00001 to 00009, and 10000");
    let (files, _, _) = walk(&app, &people.ada, "prefix=docs/4/&sort=name").await;
    assert_eq!((files.len(), files[0].as_str()), (250, "docs/4/00004.txt"));
}

#[tokio::test]
async fn folders_are_found_without_reading_what_is_in_them() {
    let (app, people) = start().await;
    fill(&app, &people, 10_000).await;
    let (files, folders, _) = walk(&app, &people.ada, "delimiter=/").await;
    assert_eq!((files.len(), folders), (5_000, vec!["docs/".to_owned()]));
    let (files, folders, pages) = walk(&app, &people.ada, "delimiter=/&prefix=docs/&limit=7").await;
    assert_eq!((files.len(), folders.len(), pages), (0, 20, 3));
    assert_eq!(folders[0], "docs/0/");
    // 5,000 files lie in the folder, and the plan reads only where it begins and where it ends.
    let sql = app.sql().await;
    sql.batch_execute("SELECT pg_stat_force_next_flush(); SELECT pg_stat_reset()").await.unwrap();
    let rows = sql
        .query("SELECT folder FROM storage.list_page('ada-files', 'docs/', '/', '', 100)", &[])
        .await
        .unwrap();
    assert_eq!(rows.len(), 20);
    sql.batch_execute("SELECT pg_stat_force_next_flush()").await.unwrap();
    let read: i64 = sql
        .query_one(
            "SELECT coalesce(sum(idx_tup_fetch + seq_tup_read), 0)::bigint FROM pg_stat_user_tables WHERE relname = 'objects'",
            &[],
        )
        .await
        .unwrap()
        .get(0);
    assert!(read < 2_000, "{read} rows were read for 20 folders");
}

#[tokio::test]
async fn parameters_are_checked() {
    let (app, people) = start().await;
    for (query, status) in [
        ("limit=0", 422),
        ("limit=1001", 422),
        ("limit=x", 400),
        ("sort=colour", 400),
        ("cursor=nonsense", 400),
        ("delimiter=/&order=desc", 400),
        ("delimiter=/&search=x", 400),
        ("prefix=%00", 400),
    ] {
        let (got, answer) = app.get(&format!("/api/v1/buckets/ada-files/files?{query}"), &people.ada).await;
        assert_eq!(got, status, "{query}: {answer}");
    }
    assert_eq!(app.get("/api/v1/buckets/no-such/files", &people.ada).await.0, 404);
    assert_eq!(app.get("/api/v1/buckets/ada-files/files", &people.bob).await.0, 404);
}
