//! The real binary, killed without warning.

use crate::support::{Server, Settings, TestApp};
use serde_json::json;

#[actix_web::test]
async fn a_server_killed_while_rows_are_written_misses_and_doubles_nothing() {
    let mut app = TestApp::start().await;
    app.stop().await;
    let sql = app.sql().await;
    sql.batch_execute(
        "CREATE TABLE t (id int PRIMARY KEY); ALTER TABLE t OWNER TO selfdb_owner; GRANT SELECT ON t TO service_role;
         SELECT selfdb.record_changes('t', true)",
    )
    .await
    .unwrap();
    let settings = Settings::external(&app);
    let wanted = json!([{ "event": "*", "schema": "public", "table": "t" }]);

    let (mut seen, mut since) = (Vec::new(), json!(0));
    for round in 0..3 {
        let server = Server::start(&settings).await;
        let mut socket = server.socket().await;
        assert_eq!(socket.join("realtime:t", wanted.clone(), since.clone()).await["status"], "ok");
        for id in round * 200..(round + 1) * 200 {
            sql.execute("INSERT INTO t VALUES ($1)", &[&id]).await.unwrap();
        }
        // It dies somewhere in the middle of delivering; the last round is read to its end.
        let upto = if round == 2 { 600 } else { (round as usize) * 200 + 50 };
        while seen.len() < upto {
            let change = socket.change().await;
            seen.push(change["record"]["id"].as_i64().unwrap());
            since = change["position"].clone();
        }
        drop(server);
    }
    assert_eq!(seen, (0..600).collect::<Vec<_>>());
}
