//! Tables as resources, and who may do what with their rows at which level.

use crate::support::{People, TestApp};
use reqwest::Method;
use serde_json::{Value, json};

#[tokio::test]
async fn a_table_lives_and_dies() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    let ada = &people.ada;
    let spec = json!({
        "name": "orders", "description": "what was sold",
        "schema": {
            "columns": [
                { "name": "id", "type": "uuid", "primary_key": true },
                { "name": "price", "type": "numeric(10, 2)", "nullable": false, "default": 0 },
                { "name": "tags", "type": "text[]" },
                { "name": "no", "type": "bigserial", "unique": true },
                { "name": "at", "type": "timestamptz(3)", "default": "now()" },
            ],
            "indexes": [{ "columns": ["price", "at"] }],
        },
    });
    let (status, table) = app.send(Method::POST, "/api/v1/tables", ada, spec.clone()).await;
    assert_eq!(status, 201, "{table}");
    assert_eq!(table["access_level"], "private");
    assert_eq!(table["public"], false);
    assert_eq!(table["owner_id"], people.ada_id.to_string());
    let types: Vec<_> = columns(&table).iter().map(|c| c["type"].clone()).collect();
    assert_eq!(types, ["uuid", "numeric(10,2)", "text[]", "bigint", "timestamp(3) with time zone"]);
    assert_eq!(columns(&table)[0]["default"], "selfdb.uuid_v7()");
    let (status, _) = app.send(Method::POST, "/api/v1/tables", ada, spec).await;
    assert_eq!(status, 409);

    let (_, sql) = app.get("/api/v1/tables/orders/sql", ada).await;
    let sql = sql["sql"].as_str().expect("text");
    for part in
        ["CREATE TABLE public.orders", "numeric(10,2) DEFAULT", "PRIMARY KEY (id)", "idx_orders_price_at"]
    {
        assert!(sql.contains(part), "{part} in {sql}");
    }

    let change = json!({ "new_name": "sales", "description": null, "access_level": "public-read" });
    let (status, table) = app.send(Method::PUT, "/api/v1/tables/orders", ada, change).await;
    assert_eq!((status, &table["name"], &table["public"]), (200, &json!("sales"), &json!(true)), "{table}");
    assert_eq!(table["description"], Value::Null);
    assert_eq!(app.get("/api/v1/tables/orders", ada).await.0, 404);

    // Others see what they may read, and may change nothing.
    assert_eq!(app.get("/api/v1/tables/sales", &people.bob).await.0, 200);
    let drop = |token| app.send(Method::DELETE, "/api/v1/tables/sales", token, Value::Null);
    assert_eq!(drop(&people.bob).await.0, 403);
    assert_eq!(drop(ada).await.0, 204);
    assert_eq!(drop(ada).await.0, 404);
}

fn columns(table: &Value) -> &Vec<Value> {
    table["schema"]["columns"].as_array().expect("columns")
}

#[tokio::test]
async fn columns_come_and_go() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    people.table(&app, "t", "integer", "private").await;
    let path = "/api/v1/tables/t/columns";
    let add = json!({ "name": "note", "type": "varchar(50)", "default": "it's" });
    assert_eq!(
        app.send(Method::POST, path, &people.ada, add.clone()).await,
        (200, json!({ "status": "column_added" }))
    );
    assert_eq!(app.send(Method::POST, path, &people.ada, add).await.0, 409);
    let note = "/api/v1/tables/t/columns/note";
    let change = json!({ "new_name": "remark", "type": "text", "nullable": false, "default": null });
    assert_eq!(
        app.send(Method::PUT, note, &people.ada, change.clone()).await,
        (200, json!({ "status": "column_updated" }))
    );
    assert_eq!(app.send(Method::PUT, note, &people.ada, change).await.0, 400);
    let (_, table) = app.get("/api/v1/tables/t", &people.ada).await;
    let remark = columns(&table).iter().find(|c| c["name"] == "remark").expect("the column");
    assert_eq!((&remark["type"], &remark["nullable"]), (&json!("text"), &json!(false)));
    let delete = |column: &str| {
        let path = format!("{path}/{column}");
        let (app, ada) = (&app, &people.ada);
        async move { app.send(Method::DELETE, &path, ada, Value::Null).await }
    };
    assert_eq!(delete("remark").await, (200, json!({ "status": "column_deleted" })));
    assert_eq!(delete("remark").await.0, 400);
    let (status, problem) = delete("id").await;
    assert_eq!((status, problem["detail"].as_str()), (400, Some("Cannot remove primary key column")));
}

/// Level, caller, and the statuses of select (of one row), insert, update, delete.
const LEVELS: [(&str, &str, [u16; 4]); 16] = [
    ("private", "anon", [403, 403, 403, 403]),
    ("private", "bob", [404, 403, 404, 404]),
    ("private", "ada", [200, 201, 200, 204]),
    ("private", "admin", [200, 201, 200, 204]),
    ("authenticated", "anon", [403, 403, 403, 403]),
    ("authenticated", "bob", [200, 201, 200, 204]),
    ("authenticated", "ada", [200, 201, 200, 204]),
    ("authenticated", "admin", [200, 201, 200, 204]),
    ("public-read", "anon", [200, 403, 403, 403]),
    ("public-read", "bob", [200, 403, 404, 404]),
    ("public-read", "ada", [200, 201, 200, 204]),
    ("public-read", "admin", [200, 201, 200, 204]),
    ("public", "anon", [200, 201, 200, 204]),
    ("public", "bob", [200, 201, 200, 204]),
    ("public", "ada", [200, 201, 200, 204]),
    ("public", "admin", [200, 201, 200, 204]),
];

#[tokio::test]
async fn levels_are_kept() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    for (n, (level, who, expected)) in LEVELS.into_iter().enumerate() {
        let table = format!("t{n}");
        people.table(&app, &table, "integer", level).await;
        let rows = format!("/api/v1/tables/{table}/rows");
        let (row, body) = (format!("{rows}/1"), json!({ "id": 1, "name": "one" }));
        assert_eq!(app.send(Method::POST, &rows, &people.ada, body).await.0, 201);
        let mut got = [0; 4];
        for (at, (method, path, body)) in [
            (Method::GET, &row, Value::Null),
            (Method::POST, &rows, json!({ "id": 2, "name": "two" })),
            (Method::PATCH, &row, json!({ "name": "new" })),
            (Method::DELETE, &row, Value::Null),
        ]
        .into_iter()
        .enumerate()
        {
            let request = match people.token(who) {
                Some(token) => app.call(method, path, token),
                None => app.anon(method, path),
            };
            got[at] = request.json(&body).send().await.expect("an answer").status().as_u16();
        }
        assert_eq!(got, expected, "{level} for {who}");
    }
}

#[tokio::test]
async fn a_table_made_by_sql_is_closed_until_opened() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    let sql = app.sql().await;
    sql.batch_execute(
        "SET ROLE selfdb_owner; CREATE TABLE made (id serial PRIMARY KEY, n int);
         INSERT INTO made (n) VALUES (7);
         CREATE VIEW seen AS SELECT * FROM made;
         CREATE VIEW invoked WITH (security_invoker = true) AS SELECT * FROM made;
         CREATE MATERIALIZED VIEW kept AS SELECT * FROM made;
         GRANT SELECT ON seen, invoked, kept TO anon, authenticated",
    )
    .await
    .expect("SQL runs");
    let rows = "/api/v1/tables/made/rows";
    assert_eq!(app.get(rows, &people.ada).await.0, 403);
    assert_eq!(app.get(rows, &people.admin).await, (200, json!([{ "id": 1, "n": 7 }])));
    let (_, tables) = app.get("/api/v1/tables", &people.admin).await;
    assert_eq!((&tables[0]["name"], &tables[0]["owner_id"]), (&json!("made"), &Value::Null));
    assert_eq!(app.get("/api/v1/tables", &people.ada).await, (200, json!([])));
    for view in ["seen", "invoked", "kept"] {
        assert_eq!(app.get(&format!("/api/v1/tables/{view}/rows"), &people.ada).await.0, 403, "{view}");
    }
    let open = json!({ "access_level": "authenticated" });
    assert_eq!(app.send(Method::PUT, "/api/v1/tables/made", &people.admin, open).await.0, 200);
    assert_eq!(app.get("/api/v1/tables/invoked/rows", &people.ada).await.0, 200);
    assert_eq!(app.send(Method::POST, rows, &people.ada, json!({ "n": 8 })).await.0, 201);
    assert_eq!(app.get("/api/v1/tables/seen/rows", &people.admin).await.0, 403);
}
