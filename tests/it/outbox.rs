//! The outbox's guarantees, straight against Postgres: each committed change has one position, a key's changes are in the order of
//! their commits, and nothing is skipped.

use crate::support::TestApp;
use tokio_postgres::Client;

/// A database whose server does not run, so that only the test gives positions.
async fn quiet() -> (TestApp, Client) {
    let mut app = TestApp::start().await;
    app.stop().await;
    let sql = app.sql().await;
    // As if nothing had been recorded yet; the first start recorded its administrator.
    sql.batch_execute(
        "DELETE FROM selfdb.changes; DELETE FROM selfdb.change_runs WHERE last_position > 0;
         UPDATE selfdb.change_runs SET snapshot = pg_current_snapshot()",
    )
    .await
    .expect("the outbox is emptied");
    (app, sql)
}

async fn recorded(sql: &Client, ddl: &str, table: &str) {
    sql.batch_execute(ddl).await.expect("the table is made");
    sql.execute("SELECT selfdb.record_changes($1::text::regclass, true)", &[&table])
        .await
        .expect("recording starts");
}

async fn assign(sql: &Client) -> i64 {
    sql.query_one("SELECT last_position FROM selfdb.assign_positions()", &[])
        .await
        .expect("positions are given")
        .get(0)
}

/// Operations with the id before and after, by position; fails when positions have a gap.
async fn changes(sql: &Client) -> Vec<(String, Option<String>, Option<String>)> {
    let rows = sql
        .query(
            "SELECT p.position, c.op, c.old ->> 'id', c.new ->> 'id' FROM selfdb.changes c
               LEFT JOIN selfdb.positioned_changes p ON p.seq = c.seq WHERE c.schema_name = 'public'
              ORDER BY p.position NULLS LAST",
            &[],
        )
        .await
        .expect("the outbox is readable");
    for (expected, row) in (1i64..).zip(&rows) {
        assert_eq!(
            row.get::<_, Option<i64>>(0),
            Some(expected),
            "positions have no gap and no change is without one"
        );
    }
    rows.iter().map(|row| (row.get(1), row.get(2), row.get(3))).collect()
}

fn change(op: &str, old: Option<&str>, new: Option<&str>) -> (String, Option<String>, Option<String>) {
    (op.to_owned(), old.map(str::to_owned), new.map(str::to_owned))
}

#[actix_web::test]
async fn commits_in_the_other_order_and_a_long_transaction_lose_nothing() {
    let (app, sql) = quiet().await;
    recorded(&sql, "CREATE TABLE t (id int PRIMARY KEY, n int)", "t").await;
    let (mut long, mut first, mut second) = (app.sql().await, app.sql().await, app.sql().await);
    let long = long.transaction().await.unwrap();
    long.execute("INSERT INTO t VALUES (100, 0)", &[]).await.unwrap();
    let early = first.transaction().await.unwrap();
    early.execute("INSERT INTO t VALUES (1, 0)", &[]).await.unwrap();
    let late = second.transaction().await.unwrap();
    late.execute("INSERT INTO t VALUES (2, 0)", &[]).await.unwrap();
    late.commit().await.unwrap();
    assert_eq!(assign(&sql).await, 1, "what has committed does not wait for what has not");
    early.commit().await.unwrap();
    assert_eq!(assign(&sql).await, 2);
    assert_eq!(assign(&sql).await, 2, "nothing gets a second position");
    long.commit().await.unwrap();
    assert_eq!(assign(&sql).await, 3);
    let order: Vec<_> = changes(&sql).await.into_iter().map(|(_, _, new)| new.unwrap()).collect();
    assert_eq!(order, ["2", "1", "100"]);
}

#[actix_web::test]
async fn a_rolled_back_change_leaves_no_trace() {
    let (app, sql) = quiet().await;
    recorded(&sql, "CREATE TABLE t (id int PRIMARY KEY)", "t").await;
    let mut other = app.sql().await;
    let transaction = other.transaction().await.unwrap();
    transaction.execute("INSERT INTO t VALUES (1)", &[]).await.unwrap();
    transaction.rollback().await.unwrap();
    sql.execute("INSERT INTO t VALUES (2)", &[]).await.unwrap();
    assert_eq!(assign(&sql).await, 1);
    assert_eq!(changes(&sql).await, [change("INSERT", None, Some("2"))]);
}

#[actix_web::test]
async fn changed_keys_truncates_and_tables_without_a_key_are_told_apart() {
    let (_app, sql) = quiet().await;
    recorded(&sql, "CREATE TABLE t (id int PRIMARY KEY)", "t").await;
    sql.batch_execute("INSERT INTO t VALUES (1), (2); UPDATE t SET id = id + 10; TRUNCATE t").await.unwrap();
    recorded(&sql, "CREATE TABLE keyless (id int)", "keyless").await;
    sql.batch_execute(
        "INSERT INTO keyless VALUES (7), (7); UPDATE keyless SET id = id + 1; DELETE FROM keyless",
    )
    .await
    .unwrap();
    assert_eq!(assign(&sql).await, 13);
    let all = changes(&sql).await;
    assert_eq!(all[..2], [change("INSERT", None, Some("1")), change("INSERT", None, Some("2"))]);
    let mut moved = all[2..6].to_vec();
    moved.sort();
    let expected = [
        change("DELETE", Some("1"), None),
        change("DELETE", Some("2"), None),
        change("INSERT", None, Some("11")),
        change("INSERT", None, Some("12")),
    ];
    assert_eq!(moved, expected);
    assert_eq!(all[6], change("TRUNCATE", None, None));
    assert_eq!(all[9..11], [change("UPDATE", Some("7"), Some("8")), change("UPDATE", Some("7"), Some("8"))]);
    assert_eq!(all[11], change("DELETE", Some("8"), None));
}

#[actix_web::test]
async fn writers_of_one_key_are_in_the_order_of_their_commits() {
    let (app, sql) = quiet().await;
    recorded(&sql, "CREATE TABLE t (id int PRIMARY KEY, n int)", "t").await;
    sql.execute("INSERT INTO t VALUES (1, 0)", &[]).await.unwrap();
    let writers = (0..8).map(|_| async {
        let sql = app.sql().await;
        for _ in 0..25 {
            sql.execute("UPDATE t SET n = n + 1 WHERE id = 1", &[]).await.unwrap();
        }
    });
    let sequencer = async {
        let sql = app.sql().await;
        for _ in 0..50 {
            assign(&sql).await;
        }
    };
    futures_util::future::join(futures_util::future::join_all(writers), sequencer).await;
    assert_eq!(assign(&sql).await, 201);
    changes(&sql).await;
    let rows = sql
        .query("SELECT (new ->> 'n')::int FROM selfdb.positioned_changes ORDER BY position", &[])
        .await
        .unwrap();
    let order: Vec<i32> = rows.iter().map(|row| row.get(0)).collect();
    assert_eq!(order, (0..=200).collect::<Vec<_>>());
}

#[actix_web::test]
async fn a_hundred_thousand_rows_in_one_statement_and_two_sequencers() {
    let (app, sql) = quiet().await;
    recorded(&sql, "CREATE TABLE t (id int PRIMARY KEY)", "t").await;
    sql.execute("INSERT INTO t SELECT generate_series(1, 100000)", &[]).await.unwrap();
    let sequencer = async || {
        let sql = app.sql().await;
        while assign(&sql).await < 100_000 {}
    };
    futures_util::future::join(sequencer(), sequencer()).await;
    let row = sql
        .query_one(
            "SELECT count(*), count(DISTINCT position), max(position) FROM selfdb.positioned_changes",
            &[],
        )
        .await
        .unwrap();
    assert_eq!(
        (row.get::<_, i64>(0), row.get::<_, i64>(1), row.get::<_, i64>(2)),
        (100_000, 100_000, 100_000)
    );
}

#[actix_web::test]
async fn what_a_node_remembers_counts_only_while_nobody_else_has_numbered() {
    let (_app, sql) = quiet().await;
    recorded(&sql, "CREATE TABLE t (id int PRIMARY KEY)", "t").await;
    let remembered =
        sql.query_one("SELECT last_position, snapshot FROM selfdb.assign_positions()", &[]).await.unwrap();
    let (position, snapshot): (i64, String) = (remembered.get(0), remembered.get(1));
    sql.execute("INSERT INTO t VALUES (1), (2)", &[]).await.unwrap();
    assert_eq!(assign(&sql).await, 2);
    sql.execute("INSERT INTO t VALUES (3)", &[]).await.unwrap();
    let again = "SELECT last_position FROM selfdb.assign_positions($1, $2)";
    for expected in [3, 3] {
        assert_eq!(sql.query_one(again, &[&position, &snapshot]).await.unwrap().get::<_, i64>(0), expected);
    }
    assert_eq!(changes(&sql).await.len(), 3);
    let inside = sql.batch_execute("BEGIN; INSERT INTO t VALUES (4); SELECT selfdb.assign_positions()").await;
    assert_eq!(inside.unwrap_err().code().unwrap().code(), "25001");
}

#[actix_web::test]
async fn a_node_that_remembers_loses_nothing_that_is_written_meanwhile() {
    let (app, sql) = quiet().await;
    recorded(&sql, "CREATE TABLE t (id int PRIMARY KEY)", "t").await;
    let writers = (0..4).map(|writer| {
        let app = &app;
        async move {
            let sql = app.sql().await;
            for n in 0..250 {
                sql.execute("INSERT INTO t VALUES ($1)", &[&(writer * 1000 + n)]).await.unwrap();
            }
        }
    });
    let sequencer = async {
        let sql = app.sql().await;
        let call = "SELECT last_position, snapshot FROM selfdb.assign_positions($1, $2)";
        let (mut position, mut snapshot): (Option<i64>, Option<String>) = (None, None);
        while position < Some(1000) {
            let row = sql.query_one(call, &[&position, &snapshot]).await.unwrap();
            (position, snapshot) = (row.get(0), row.get(1));
        }
    };
    let both = futures_util::future::join(futures_util::future::join_all(writers), sequencer);
    let ended = tokio::time::timeout(std::time::Duration::from_secs(60), both).await;
    assert_eq!(changes(&sql).await.len(), 1000);
    ended.expect("every change gets its position");
}

#[actix_web::test]
async fn a_database_restored_elsewhere_keeps_its_positions_and_numbers_what_waited() {
    let (app, sql) = quiet().await;
    recorded(&sql, "CREATE TABLE t (id int PRIMARY KEY)", "t").await;
    sql.execute("INSERT INTO t VALUES (1), (2)", &[]).await.unwrap();
    assert_eq!(assign(&sql).await, 2);
    sql.execute("INSERT INTO t VALUES (3)", &[]).await.unwrap();
    // The other cluster's transaction ids were far ahead of this one's.
    sql.batch_execute(
        "UPDATE selfdb.changes SET txid = '900000000000'; UPDATE selfdb.change_history SET origin = 'elsewhere';
         UPDATE selfdb.change_runs SET txids = array_fill('900000000000'::xid8, ARRAY[cardinality(seqs)]),
                                       snapshot = '900000000001:900000000001:'",
    )
    .await
    .unwrap();
    sql.execute("SELECT selfdb.adopt_changes()", &[]).await.unwrap();
    assert_eq!(changes(&sql).await.len(), 3);
    sql.execute("INSERT INTO t VALUES (4)", &[]).await.unwrap();
    assert_eq!(assign(&sql).await, 4);
    let ids: Vec<_> = changes(&sql).await.into_iter().map(|(_, _, new)| new.unwrap()).collect();
    assert_eq!(ids, ["1", "2", "3", "4"]);
    drop(app);
}

#[actix_web::test]
async fn history_is_read_in_pieces_and_found_by_time() {
    let (_app, sql) = quiet().await;
    recorded(&sql, "CREATE TABLE t (id int PRIMARY KEY, body text)", "t").await;
    sql.execute("INSERT INTO t SELECT n, repeat('x', 1000) FROM generate_series(1, 1200) n", &[])
        .await
        .unwrap();
    assert_eq!(assign(&sql).await, 1200);
    let between: chrono::DateTime<chrono::Utc> =
        sql.query_one("SELECT clock_timestamp()", &[]).await.unwrap().get(0);
    sql.execute("INSERT INTO t VALUES (1201, '')", &[]).await.unwrap();
    assert_eq!(assign(&sql).await, 1201);
    let before: i64 = sql.query_one("SELECT selfdb.position_before($1)", &[&between]).await.unwrap().get(0);
    assert_eq!(before, 1200);
    let piece = async |after: i64, rows: i32, bytes: i64| -> Vec<i64> {
        let sql_text = "SELECT change_position FROM selfdb.changes_after($1, $2, $3)";
        let rows = sql.query(sql_text, &[&after, &rows, &bytes]).await.unwrap();
        rows.iter().map(|row| row.get(0)).collect()
    };
    assert_eq!(piece(490, 500, 10_000_000).await, (491..=990).collect::<Vec<_>>());
    assert_eq!(piece(1199, 500, 10_000_000).await, [1200, 1201]);
    assert_eq!(piece(3, 500, 4000).await, [4, 5, 6]);
    assert_eq!(piece(3, 500, 1).await, [4], "one always comes");
    assert!(piece(1201, 500, 1000).await.is_empty());
}

#[actix_web::test]
async fn old_partitions_go_and_history_says_where_it_begins() {
    let (_app, sql) = quiet().await;
    recorded(&sql, "CREATE TABLE t (id int PRIMARY KEY)", "t").await;
    sql.execute("INSERT INTO t VALUES (1), (2)", &[]).await.unwrap();
    assert_eq!(assign(&sql).await, 2);
    // As if they had been recorded three days ago.
    sql.batch_execute(
        "UPDATE selfdb.changes SET recorded_at = recorded_at - interval '3 days';
         UPDATE selfdb.change_runs SET first_at = first_at - interval '3 days', through_at = through_at - interval '3 days'",
    )
    .await
    .unwrap();
    sql.execute("INSERT INTO t VALUES (3)", &[]).await.unwrap();
    assert_eq!(assign(&sql).await, 3);
    sql.execute("SELECT selfdb.maintain_changes(interval '1 day')", &[]).await.unwrap();
    let row =
        sql.query_one("SELECT dropped_through, (SELECT max(last_position) FROM selfdb.change_runs) FROM selfdb.change_history", &[]).await.unwrap();
    assert_eq!((row.get::<_, i64>(0), row.get::<_, i64>(1)), (2, 3));
    let left: i64 = sql.query_one("SELECT count(*) FROM selfdb.changes", &[]).await.unwrap().get(0);
    assert_eq!(left, 1);
}

#[actix_web::test]
async fn a_restarted_server_delivers_what_was_written_while_it_was_down() {
    let (mut app, sql) = quiet().await;
    recorded(&sql, "CREATE TABLE t (id int PRIMARY KEY); ALTER TABLE t OWNER TO selfdb_owner; GRANT SELECT ON t TO service_role", "t").await;
    sql.execute("INSERT INTO t VALUES (1), (2)", &[]).await.unwrap();
    app = TestApp::start_on(app.database.clone(), |_| {}).await;
    let admin = app.admin().await;
    let mut socket = crate::support::Socket::open(&app, &admin).await;
    let wanted = serde_json::json!([{ "event": "*", "schema": "public", "table": "t" }]);
    assert_eq!(socket.join("realtime:t", wanted, serde_json::json!(0)).await["status"], "ok");
    for id in 1..=2 {
        assert_eq!(socket.change().await["record"]["id"], id);
    }
}
