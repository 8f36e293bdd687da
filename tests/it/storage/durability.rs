use super::*;
use futures_util::{StreamExt as _, future::join_all};

#[tokio::test]
async fn of_parallel_writers_one_wins_whole_and_readers_see_no_mixture() {
    let (app, people) = start().await;
    let body = |n: u8| vec![n; 600_000];
    put(&app, &people.ada, "shared", body(0)).await.error_for_status().unwrap();
    let writers = (1..=8u8).map(|n| {
        let (app, ada) = (&app, &people.ada);
        async move {
            for _ in 0..4 {
                assert_eq!(put(app, ada, "shared", body(n)).await.status(), 200);
            }
        }
    });
    let readers = (0..4).map(|_| {
        let (app, ada) = (&app, &people.ada);
        async move {
            for _ in 0..20 {
                let answer = get(app, ada, "shared").await;
                let etag = header(&answer, "etag").to_owned();
                let bytes = answer.bytes().await.expect("a whole file");
                assert_eq!(bytes.len(), 600_000);
                assert!(bytes.iter().all(|byte| *byte == bytes[0]), "one writer's bytes only");
                assert!(!etag.is_empty());
            }
        }
    });
    tokio::join!(join_all(writers), join_all(readers));
    on_disk_becomes(&app, (1, 0)).await;
}

#[tokio::test]
async fn a_download_goes_on_while_its_file_is_replaced_and_deleted() {
    let (app, people) = start().await;
    put(&app, &people.ada, "f", vec![1; 30_000_000]).await.error_for_status().unwrap();
    let mut body = get(&app, &people.ada, "f").await.bytes_stream();
    let first = body.next().await.unwrap().unwrap();
    put(&app, &people.ada, "f", "new").await.error_for_status().unwrap();
    on_disk_becomes(&app, (1, 0)).await;
    let mut read = first.len();
    while let Some(chunk) = body.next().await {
        let chunk = chunk.unwrap();
        assert!(chunk.iter().all(|byte| *byte == 1));
        read += chunk.len();
    }
    assert_eq!(read, 30_000_000);
}

#[tokio::test]
async fn a_restart_takes_away_what_a_dead_process_left() {
    let (mut app, people) = start().await;
    put(&app, &people.ada, "kept", "kept").await.error_for_status().unwrap();
    app.stop().await;
    let root = app.config.storage.dir.clone();
    // Died while receiving, and between rename and commit.
    std::fs::write(root.join("staging/half"), "half").unwrap();
    let orphan = uuid::Uuid::now_v7();
    std::fs::write(root.join(format!("blobs/{:02x}/{orphan}", orphan.as_bytes()[15])), "whole").unwrap();
    let app =
        TestApp::start_on(app.database.clone(), |config| config.database.statement_timeout_ms = 1500).await;
    on_disk_becomes(&app, (1, 0)).await;
    assert_eq!(get(&app, &people.ada, "kept").await.text().await.unwrap(), "kept");
}

#[tokio::test]
async fn a_second_server_on_the_same_folder_is_refused() {
    let (app, _) = start().await;
    let error = selfdb::blob::LocalStore::open(&app.config.storage.dir).err().expect("refused");
    assert!(error.to_string().contains("another server"), "{error}");
}

#[tokio::test]
async fn bytes_of_files_deleted_by_sql_or_with_their_bucket_go_too() {
    let (app, people) = start().await;
    for name in ["a", "b", "c"] {
        put(&app, &people.ada, name, name).await.error_for_status().unwrap();
    }
    let sql = app.sql().await;
    sql.execute("DELETE FROM storage.objects WHERE name = 'a'", &[]).await.unwrap();
    on_disk_becomes(&app, (2, 0)).await;
    // A user that goes leaves the files to administrators.
    sql.execute("DELETE FROM auth.users WHERE id = $1", &[&people.ada_id]).await.unwrap();
    assert_eq!(get(&app, &people.admin, "b").await.text().await.unwrap(), "b");
}
