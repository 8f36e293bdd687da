//! Schema changes: all or nothing, without blocking readers, and never on a table of somebody else.

use crate::support::{People, TestApp};
use reqwest::Method;
use serde_json::{Value, json};

/// Waits until some connection of the database waits for a lock.
async fn somebody_waits(client: &tokio_postgres::Client) {
    let waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(20);
    while client.query_one(waiting, &[]).await.expect("a count").get::<_, i64>(0) == 0 {
        assert!(std::time::Instant::now() < deadline, "nobody waits for a lock");
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_change_that_waited_does_not_hit_another_table_of_that_name() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    people.table(&app, "t", "int", "private").await;
    let (holder, watcher) = (app.sql().await, app.sql().await);
    holder.batch_execute("BEGIN; LOCK TABLE public.t IN ACCESS EXCLUSIVE MODE").await.expect("a lock");
    let change = json!({ "drop_columns": ["name"] });
    let request = app.send(Method::PATCH, "/api/v1/tables/t", &people.ada, change);
    let swap = async {
        somebody_waits(&watcher).await;
        holder
            .batch_execute("DROP TABLE public.t; SET ROLE selfdb_owner; CREATE TABLE public.t (id int PRIMARY KEY, name text); COMMIT")
            .await
            .expect("another table takes the name");
    };
    let ((status, answer), ()) = tokio::join!(request, swap);
    assert_eq!(status, 404, "{answer}");
    let (_, table) = app.get("/api/v1/tables/t", &people.admin).await;
    assert_eq!(
        (table["schema"]["columns"].as_array().map(Vec::len), &table["owner_id"]),
        (Some(2), &Value::Null)
    );
}

#[tokio::test]
async fn a_change_gives_way_to_readers() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    people.table(&app, "t", "int", "private").await;
    let (reader, watcher) = (app.sql().await, app.sql().await);
    reader.batch_execute("BEGIN; SELECT * FROM public.t").await.expect("a long read");
    let change =
        app.call(Method::PATCH, "/api/v1/tables/t", &people.ada).json(&json!({ "drop_columns": ["name"] }));
    let reads = async {
        somebody_waits(&watcher).await;
        assert_eq!(app.get("/api/v1/tables/t/rows", &people.ada).await.0, 200);
    };
    let (answer, ()) = tokio::join!(change.send(), reads);
    let answer = answer.expect("an answer");
    assert_eq!((answer.status().as_u16(), answer.headers().contains_key("retry-after")), (503, true));
    reader.batch_execute("COMMIT").await.expect("the read ends");
    let change = json!({ "drop_columns": ["name"] });
    assert_eq!(app.send(Method::PATCH, "/api/v1/tables/t", &people.ada, change).await.0, 200);
}

#[tokio::test]
async fn several_changes_happen_together_or_not_at_all() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    people.table(&app, "t", "int", "private").await;
    let path = "/api/v1/tables/t";
    let (_, before) = app.get(path, &people.ada).await;
    let mut change = json!({
        "description": "changed", "access_level": "public-read",
        "alter_columns": [{ "name": "name", "new_name": "title", "nullable": false, "comment": "what it is called" }],
        "add_columns": [{ "name": "parent", "type": "int", "references": { "table": "t", "on_delete": "cascade" } },
                        { "name": "email", "type": "text" }],
        "add_constraints": [{ "type": "unique", "columns": ["email"], "name": "t_email" }],
        "add_indexes": [{ "columns": [{ "name": "title", "descending": true }, "email"], "include": ["parent"] },
                        { "columns": ["nothing"] }],
    });
    let (status, answer) = app.send(Method::PATCH, path, &people.ada, change.clone()).await;
    assert_eq!(status, 400, "{answer}");
    let (_, after) = app.get(path, &people.ada).await;
    assert_eq!(after, before);

    change["add_indexes"].as_array_mut().expect("a list").pop();
    let preview = app.send(Method::PATCH, &format!("{path}?dry_run=true"), &people.ada, change.clone()).await;
    assert_eq!(
        (preview.0, preview.1["statements"].as_array().map(Vec::len)),
        (200, Some(9)),
        "{}",
        preview.1
    );
    assert_eq!(app.get(path, &people.ada).await.1, before);
    let (status, table) = app.send(Method::PATCH, path, &people.ada, change).await;
    assert_eq!(status, 200, "{table}");
    let key = &table["foreign_keys"][0];
    assert_eq!((&key["columns"], &key["on_delete"]), (&json!(["parent"]), &json!("cascade")));
    assert_eq!(table["referenced_by"].as_array().map(Vec::len), Some(1));
    let index =
        table["schema"]["indexes"].as_array().expect("indexes").iter().find(|i| i["constraint"] == false);
    assert_eq!(index.expect("the index")["include"], json!(["parent"]));
    assert_eq!((&table["description"], &table["access_level"]), (&json!("changed"), &json!("public-read")));
    assert_eq!(table["schema"]["columns"][1]["comment"], "what it is called");
    assert_eq!(table["primary_key"], json!(["id"]));
}

#[tokio::test]
async fn expressions_and_foreign_tables_are_not_for_users() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    people.table(&app, "mine", "int", "private").await;
    let root = json!({ "name": "roots", "schema": { "columns": [{ "name": "id", "type": "int", "primary_key": true }] } });
    assert_eq!(app.send(Method::POST, "/api/v1/tables", &people.admin, root).await.0, 201);
    let path = "/api/v1/tables/mine";
    let column = |more: Value| {
        let mut column = json!({ "name": "c", "type": "int" });
        column.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        json!({ "add_columns": [column] })
    };
    let key = |table: &str, action: &str| {
        json!({ "add_constraints": [{ "type": "foreign-key", "columns": ["id"],
        "references": { "table": table, "on_delete": action } }] })
    };
    // What is asked for, and the statuses for the table's owner and for an administrator.
    for (change, owner, admin) in [
        (column(json!({ "generated": "id * 2" })), 403, 200),
        (column(json!({ "default_expression": "1 + 1" })), 403, 200),
        (json!({ "alter_columns": [{ "name": "name", "type": "int", "using": "length(name)" }] }), 403, 200),
        (json!({ "add_constraints": [{ "type": "check", "expression": "id > 0" }] }), 403, 200),
        (json!({ "add_indexes": [{ "columns": [{ "expression": "id + 1" }] }] }), 403, 200),
        (json!({ "add_indexes": [{ "columns": ["id"], "where": "id > 1" }] }), 403, 200),
        (key("roots", "no-action"), 400, 200),
        (key("auth.sessions", "cascade"), 400, 400),
        (column(json!({ "default_expression": "1), ADD COLUMN d int DEFAULT (2" })), 403, 200),
        (column(json!({ "default_expression": "1); DROP TABLE roots; --" })), 403, 400),
        (column(json!({ "default": 1, "identity": "always" })), 400, 400),
        (json!({ "owner_id": null }), 403, 200),
    ] {
        let preview = format!("{path}?dry_run=true");
        let (status, answer) = app.send(Method::PATCH, path, &people.ada, change.clone()).await;
        assert_eq!(status, owner, "{change}: {answer}");
        assert_eq!(app.send(Method::PATCH, &preview, &people.ada, change.clone()).await.0, owner, "{change}");
        let (status, answer) = app.send(Method::PATCH, path, &people.admin, change.clone()).await;
        assert_eq!(status, admin, "{change}: {answer}");
        // Each starts from the same table.
        assert_eq!(app.send(Method::DELETE, path, &people.admin, Value::Null).await.0, 204);
        people.table(&app, "mine", "int", "private").await;
    }
    for (n, (reference, status)) in [
        (json!({ "table": "auth.users", "on_delete": "cascade" }), 200),
        (json!({ "table": "auth.users" }), 400),
        (json!({ "table": "mine", "columns": ["id"] }), 400),
    ]
    .into_iter()
    .enumerate()
    {
        let change =
            json!({ "add_columns": [{ "name": format!("u{n}"), "type": "uuid", "references": reference }] });
        assert_eq!(app.send(Method::PATCH, path, &people.ada, change.clone()).await.0, status, "{change}");
    }
    assert_eq!(app.get("/api/v1/tables/roots", &people.admin).await.0, 200);
}
