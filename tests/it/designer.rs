//! The designer's view of a schema: descriptions, statements that make a table again, enums, views, extensions,
//! indexes built beside writers, TypeScript types.

use crate::support::{People, SERVICE_KEY, TestApp, client};
use reqwest::Method;
use serde_json::{Value, json};

async fn sql(app: &TestApp, text: &str) {
    let client = app.sql().await;
    client.batch_execute(&format!("SET ROLE selfdb_owner; {text}")).await.expect("SQL runs");
}

/// A table with everything that its text has to carry.
const RICH: &str = "
    CREATE TYPE mood AS ENUM ('sad', 'it''s ok', 'happy');
    CREATE TABLE parents (id int PRIMARY KEY, code text UNIQUE);
    CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.changed = now(); RETURN NEW; END $$;
    CREATE TABLE \"Rich Table\" (
        id bigint GENERATED ALWAYS AS IDENTITY (START WITH 100 INCREMENT BY 5) PRIMARY KEY,
        no serial,
        \"odd \"\"name\" numeric(10,2) DEFAULT 1.50 NOT NULL,
        feeling mood DEFAULT 'it''s ok',
        tags text[] DEFAULT '{}'::text[],
        low text COLLATE \"C\",
        double numeric GENERATED ALWAYS AS (\"odd \"\"name\" * 2) STORED,
        parent int REFERENCES parents ON DELETE CASCADE,
        code text REFERENCES parents (code) ON UPDATE SET NULL DEFERRABLE INITIALLY DEFERRED,
        owner uuid REFERENCES auth.users (id) DEFAULT auth.uid(),
        changed timestamptz(3),
        during tstzrange,
        CONSTRAINT positive CHECK (\"odd \"\"name\" > 0),
        CONSTRAINT together UNIQUE NULLS NOT DISTINCT (low, parent),
        EXCLUDE USING gist (during WITH &&)
    );
    CREATE INDEX by_low ON \"Rich Table\" USING btree (lower(low) DESC, parent) INCLUDE (code) WHERE parent IS NOT NULL;
    CREATE INDEX by_tags ON \"Rich Table\" USING gin (tags);
    CREATE TRIGGER touched BEFORE UPDATE ON \"Rich Table\" FOR EACH ROW EXECUTE FUNCTION touch();
    COMMENT ON TABLE \"Rich Table\" IS 'what''s in it';
    COMMENT ON COLUMN \"Rich Table\".low IS E'two\\nlines';
    CREATE POLICY \"Own, or none\" ON \"Rich Table\" AS RESTRICTIVE FOR UPDATE TO authenticated
        USING (owner = (SELECT auth.uid())) WITH CHECK (owner IS NOT NULL);
    CREATE POLICY everybody ON \"Rich Table\" USING (feeling <> 'sad')";

/// The description without what differs between two tables that are alike.
async fn described(app: &TestApp, token: &str) -> Value {
    let (status, mut table) = app.get("/api/v1/tables/Rich%20Table", token).await;
    assert_eq!(status, 200, "{table}");
    for member in
        ["created_at", "updated_at", "metadata", "opened", "size_bytes", "index_size_bytes", "realtime"]
    {
        table.as_object_mut().expect("an object").remove(member);
    }
    table
}

#[tokio::test]
async fn the_text_of_a_table_makes_it_again() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    sql(&app, RICH).await;
    let open = json!({ "access_level": "public-read", "realtime": true });
    let (status, answer) = app.send(Method::PATCH, "/api/v1/tables/Rich%20Table", &people.admin, open).await;
    assert_eq!(status, 200, "{answer}");
    let before = described(&app, &people.admin).await;
    let (_, text) = app.get("/api/v1/tables/Rich%20Table/sql", &people.admin).await;
    let text = text["sql"].as_str().expect("a text");
    sql(&app, "DROP TABLE \"Rich Table\"").await;
    sql(&app, text).await;
    let mut after = described(&app, &people.admin).await;
    // The level is ours to remember, not the text's.
    assert_eq!(after["access_level"].take(), "private");
    after["access_level"] = json!("public-read");
    after["public"] = json!(true);
    assert_eq!(after, before, "{text}");
    assert_eq!(app.get("/api/v1/tables/Rich%20Table/sql", &people.admin).await.1["sql"], text);
}

#[tokio::test]
async fn a_description_has_what_a_designer_needs() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    sql(&app, RICH).await;
    let table = described(&app, &people.admin).await;
    let column = |name: &str| {
        let columns = table["schema"]["columns"].as_array().expect("columns");
        columns.iter().find(|column| column["name"] == name).expect("the column").clone()
    };
    assert_eq!(column("id")["identity"], "always");
    assert_eq!(column("feeling")["enum_values"], json!(["sad", "it's ok", "happy"]));
    assert_eq!(
        (&column("double")["generated"], &column("double")["default"]),
        (&json!("(\"odd \"\"name\" * (2)::numeric)"), &Value::Null)
    );
    assert_eq!(column("low")["comment"], "two\nlines");
    assert_eq!(table["foreign_keys"].as_array().map(Vec::len), Some(3));
    assert_eq!(table["triggers"][0]["function"], "public.touch");
    assert_eq!((&table["row_level_security"], &table["owner_id"]), (&json!(false), &Value::Null));
    let kinds: Vec<_> =
        table["constraints"].as_array().expect("a list").iter().map(|c| c["type"].clone()).collect();
    for kind in ["primary-key", "unique", "check", "foreign-key", "exclusion"] {
        assert!(kinds.contains(&json!(kind)), "{kind} in {kinds:?}");
    }
    let (_, parents) = app.get("/api/v1/tables/parents", &people.admin).await;
    assert_eq!(parents["referenced_by"].as_array().map(Vec::len), Some(2));

    let (_, schema) = app.get("/api/v1/schema", &people.admin).await;
    let mut names: Vec<_> =
        schema["tables"].as_array().expect("tables").iter().map(|t| t["name"].as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, [Some("Rich Table"), Some("parents")]);
    assert_eq!(app.get("/api/v1/schema", &people.ada).await.1["tables"], json!([]));
    assert_eq!(app.get("/api/v1/schema/functions", &people.ada).await.0, 403);
    let (_, types) = app.get("/api/v1/schema/types", &people.ada).await;
    let known = |name: &str| types.as_array().expect("types").iter().any(|kind| kind["name"] == name);
    assert!(known("mood") && known("timestamp with time zone") && known("jsonb") && !known("pg_class"));
}

#[tokio::test]
async fn tables_of_sql_and_of_the_api_are_alike() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    let spec = json!({ "name": "a", "description": "d", "schema": { "columns": [
        { "name": "id", "type": "int", "primary_key": true }, { "name": "n", "type": "text", "default": "x" } ]}});
    assert_eq!(app.send(Method::POST, "/api/v1/tables", &people.admin, spec).await.0, 201);
    sql(&app, "CREATE TABLE b (id int PRIMARY KEY, n text DEFAULT 'x'); COMMENT ON TABLE b IS 'd'").await;
    // As psql with the service's own login makes it.
    app.sql()
        .await
        .batch_execute("CREATE TABLE c (id int PRIMARY KEY, n text DEFAULT 'x'); COMMENT ON TABLE c IS 'd'")
        .await
        .expect("SQL runs");
    assert_eq!(app.get("/api/v1/tables/c/rows", &people.admin).await, (200, json!([])));
    let root = app.get("/api/v1/auth/me", &people.admin).await.1["id"].clone();
    let mut texts = Vec::new();
    for name in ["a", "b", "c"] {
        let path = format!("/api/v1/tables/{name}");
        let change = json!({ "access_level": "authenticated", "realtime": true, "owner_id": root });
        let (status, table) = app.send(Method::PATCH, &path, &people.admin, change).await;
        assert_eq!(
            (status, &table["opened"], &table["realtime"]),
            (200, &json!(true), &json!(true)),
            "{name}: {table}"
        );
        let (_, text) = app.get(&format!("{path}/sql"), &people.admin).await;
        texts.push(
            text["sql"]
                .as_str()
                .expect("a text")
                .replace(&format!("public.{name}"), "public.x")
                .replace(&format!("{name}_pkey"), "x_pkey"),
        );
        assert_eq!(
            app.send(Method::POST, &format!("{path}/rows"), &people.ada, json!({ "id": 1 })).await.0,
            201
        );
    }
    assert_eq!((&texts[0], &texts[0]), (&texts[1], &texts[2]));
}

#[tokio::test]
async fn recording_is_switched_per_table() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    people.table(&app, "t", "int", "private").await;
    let client = app.sql().await;
    let recorded = async || -> i64 {
        client
            .query_one("SELECT count(*) FROM selfdb.changes WHERE table_name = 't'", &[])
            .await
            .expect("a count")
            .get(0)
    };
    let rows = "/api/v1/tables/t/rows";
    for (id, on, expected) in
        [(1, None, 1), (2, Some(false), 1), (3, Some(false), 1), (4, Some(true), 2), (5, Some(true), 3)]
    {
        if let Some(on) = on {
            let (status, table) =
                app.send(Method::PATCH, "/api/v1/tables/t", &people.ada, json!({ "realtime": on })).await;
            assert_eq!((status, &table["realtime"]), (200, &json!(on)));
        }
        assert_eq!(app.send(Method::POST, rows, &people.ada, json!({ "id": id })).await.0, 201);
        assert_eq!(recorded().await, expected, "after row {id}");
    }
}

#[tokio::test]
async fn enums_views_and_extensions() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    let enums = "/api/v1/schema/enums";
    let mood = json!({ "name": "mood", "values": ["sad", "it's \\ok"], "comment": "how it is" });
    assert_eq!(app.send(Method::POST, enums, &people.ada, mood.clone()).await.0, 403);
    assert_eq!(app.send(Method::POST, enums, &people.admin, mood.clone()).await.0, 200);
    assert_eq!(app.send(Method::POST, enums, &people.admin, mood).await.0, 409);
    let change = json!({ "new_name": "feeling", "rename_values": [{ "from": "sad", "to": "low" }],
        "add_values": [{ "value": "high" }, { "value": "middle", "after": "low" }] });
    let (status, all) = app.send(Method::PATCH, &format!("{enums}/mood"), &people.admin, change).await;
    assert_eq!(status, 200, "{all}");
    assert_eq!(
        all,
        json!([{ "name": "feeling", "values": ["low", "middle", "it's \\ok", "high"], "comment": "how it is" }])
    );
    for wrong in ["x'); DROP TYPE feeling; --", "", "a\0b"] {
        let body = json!({ "name": wrong, "values": ["a"] });
        assert_eq!(app.send(Method::POST, enums, &people.admin, body).await.0, 400, "{wrong}");
    }
    let odd = json!({ "name": "odd", "values": ["a'); DROP TYPE feeling; --"] });
    let (_, all) = app.send(Method::POST, enums, &people.admin, odd).await;
    assert_eq!(all[1]["values"], json!(["a'); DROP TYPE feeling; --"]));
    assert_eq!(app.send(Method::DELETE, &format!("{enums}/odd"), &people.admin, Value::Null).await.0, 204);

    let spec = json!({ "name": "t", "access_level": "private", "schema": { "columns": [
        { "name": "id", "type": "int", "primary_key": true }, { "name": "f", "type": "feeling", "default": "low" } ]}});
    assert_eq!(app.send(Method::POST, "/api/v1/tables", &people.ada, spec).await.0, 201);
    assert_eq!(app.send(Method::POST, "/api/v1/tables/t/rows", &people.ada, json!({ "id": 1 })).await.0, 201);
    assert_eq!(
        app.send(Method::DELETE, &format!("{enums}/feeling"), &people.admin, Value::Null).await.0,
        400
    );

    let views = "/api/v1/schema/views";
    let view = json!({ "name": "v", "query": "SELECT id, f FROM t -- all of them\n;" });
    assert_eq!(app.send(Method::POST, views, &people.ada, view.clone()).await.0, 403);
    let (status, all) = app.send(Method::POST, views, &people.admin, view).await;
    assert_eq!((status, &all[0]["security_invoker"]), (201, &json!(true)), "{all}");
    let rows = "/api/v1/tables/v/rows";
    assert_eq!(app.get(rows, &people.ada).await, (200, json!([{ "id": 1, "f": "low" }])));
    assert_eq!(app.get(rows, &people.bob).await, (200, json!([])));
    let two = json!({ "name": "w", "query": "SELECT 1; DROP TABLE t" });
    assert_eq!(app.send(Method::POST, views, &people.admin, two).await.0, 400);
    assert_eq!(app.send(Method::DELETE, &format!("{views}/v"), &people.admin, Value::Null).await.0, 204);
    assert_eq!(app.send(Method::DELETE, &format!("{views}/t"), &people.admin, Value::Null).await.0, 404);

    let extension = |name: &str| format!("/api/v1/schema/extensions/{name}");
    assert_eq!(app.send(Method::PUT, &extension("citext"), &people.ada, json!({})).await.0, 403);
    let (status, all) = app.send(Method::PUT, &extension("citext"), &people.admin, json!({})).await;
    assert_eq!(status, 200, "{all}");
    let citext = all.as_array().expect("a list").iter().find(|e| e["name"] == "citext").expect("citext");
    assert_eq!((&citext["schema"], citext["installed_version"].is_string()), (&json!("extensions"), true));
    assert_eq!(app.send(Method::PUT, &extension("citext"), &people.admin, json!({})).await.0, 409);
    assert_eq!(app.send(Method::PUT, &extension("file_fdw"), &people.admin, json!({})).await.0, 400);
    assert_eq!(app.send(Method::PUT, &extension("x%22%3B"), &people.admin, json!({})).await.0, 404);
    let column = json!({ "name": "c", "type": "citext" });
    assert_eq!(app.send(Method::POST, "/api/v1/tables/t/columns", &people.ada, column).await.0, 200);
    assert_eq!(app.send(Method::DELETE, &extension("citext"), &people.admin, Value::Null).await.0, 400);
}

#[tokio::test]
async fn an_index_is_built_beside_writers_and_tells_how_it_goes() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    people.table(&app, "t", "int", "private").await;
    let path = "/api/v1/tables/t/indexes";
    let state = async |name: &str| app.get(&format!("{path}/{name}"), &people.ada).await;
    let settled = async |name: &str| {
        let deadline = std::time::Instant::now() + std::time::Duration::from_secs(20);
        loop {
            let (status, answer) = state(name).await;
            assert_eq!(status, 200, "{answer}");
            if answer["state"] != "building" {
                return answer;
            }
            assert!(std::time::Instant::now() < deadline, "{answer}");
        }
    };
    // A writer that is not done holds the build up, and is not held up by it.
    let writer = app.sql().await;
    writer.batch_execute("BEGIN; INSERT INTO t VALUES (1, 'same')").await.expect("a write");
    let index = json!({ "name": "by_name", "columns": ["name"] });
    let build = format!("{path}?concurrently=true");
    let (status, answer) = app.send(Method::POST, &build, &people.ada, index.clone()).await;
    assert_eq!((status, &answer["name"]), (202, &json!("by_name")), "{answer}");
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(20);
    while state("by_name").await.1["progress"]["phase"].is_null() {
        assert!(std::time::Instant::now() < deadline, "the build shows how far it is");
    }
    assert_eq!(state("by_name").await.1["state"], "building");
    assert_eq!(
        app.send(Method::POST, &build, &people.ada, index).await.0,
        503,
        "one change of a table at a time"
    );
    writer.batch_execute("INSERT INTO t VALUES (2, 'same'); COMMIT").await.expect("the write ends");
    assert_eq!(settled("by_name").await["state"], "ready");

    // What fails says why, and leaves nothing behind.
    let unique = json!({ "name": "unique_name", "columns": ["name"], "unique": true });
    assert_eq!(app.send(Method::POST, &build, &people.ada, unique).await.0, 202);
    let answer = settled("unique_name").await;
    assert_eq!(answer["state"], "failed", "{answer}");
    assert!(
        answer["error"].as_str().is_some_and(|error| error.contains("could not create unique index")),
        "{answer}"
    );
    let (_, all) = app.get(path, &people.ada).await;
    assert_eq!(all.as_array().map(Vec::len), Some(1), "{all}");
    assert_eq!(app.get(&format!("{path}/none"), &people.ada).await.0, 404);
    assert_eq!(app.get(&format!("{path}/by_name"), &people.bob).await.0, 404);
    assert_eq!(app.send(Method::DELETE, &format!("{path}/by_name"), &people.ada, Value::Null).await.0, 204);
}

#[tokio::test]
async fn typed_clients_compile_against_the_schema() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    sql(
        &app,
        "CREATE TYPE mood AS ENUM ('sad', 'it''s ok');
         CREATE TABLE authors (id int PRIMARY KEY, name text NOT NULL);
         CREATE TABLE books (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, title text NOT NULL, pages int,
             author int NOT NULL REFERENCES authors, feeling mood DEFAULT 'sad', extra jsonb,
             owner uuid REFERENCES auth.users (id));
         CREATE TABLE \"odd name\" (\"1st\" text[]);
         CREATE VIEW titles WITH (security_invoker) AS SELECT title FROM books;
         CREATE FUNCTION add(a int, b int, c int DEFAULT 0) RETURNS int LANGUAGE sql AS 'SELECT a + b + c';
         CREATE FUNCTION long_books(minimum int) RETURNS SETOF books LANGUAGE sql AS 'SELECT * FROM books WHERE pages >= minimum';
         CREATE FUNCTION pairs() RETURNS TABLE (label text, mood mood) LANGUAGE sql AS $$ SELECT 'a', 'sad'::mood $$;
         CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    )
    .await;
    client::run_node(&app, "types.mjs", &[]).await;
    let module = app
        .http
        .get(app.url("/api/v1/types.ts"))
        .header("X-API-Key", SERVICE_KEY)
        .send()
        .await
        .expect("an answer");
    let cluster = std::env::var("SELFDB_TEST_DATABASE_URL").expect("a cluster");
    let (server, _) = cluster.rsplit_once('/').expect("a database in it");
    let url = format!("{server}/{}", app.database.get_dbname().expect("a name"));
    let printed = std::process::Command::new(env!("CARGO_BIN_EXE_selfdb"))
        .arg("types")
        .env_clear()
        .envs([
            ("SELFDB_ENV_FILE", "/dev/null"),
            ("DATABASE_URL", url.as_str()),
            ("JWT_SECRET_KEY", "test-jwt-secret-test-jwt-secret-test"),
        ])
        .output()
        .expect("the program runs");
    assert_eq!(
        String::from_utf8_lossy(&printed.stdout),
        module.text().await.expect("a module"),
        "{printed:?}"
    );
    assert_eq!(app.get("/api/v1/types.ts", &people.ada).await.0, 403);
    assert_eq!(app.anon(Method::GET, "/api/v1/types.ts").send().await.expect("an answer").status(), 403);
}
