//! Who sees and changes which rows: every caller, access level and way in. Nothing leaks, counts and messages included.

use crate::support::{People, TestApp};
use reqwest::Method;
use serde_json::{Value, json};

const LEVELS: [&str; 4] = ["private", "authenticated", "public-read", "public"];
const CALLERS: [&str; 4] = ["anon", "ada", "bob", "admin"];

/// Ada owns every table; the administrator may do everything.
fn may(caller: &str, level: &str, write: bool) -> bool {
    match (caller, level) {
        ("ada" | "admin", _) | (_, "public") => true,
        ("anon", "public-read") => !write,
        ("bob", "public-read") => !write,
        ("bob", "authenticated") => true,
        _ => false,
    }
}

struct World {
    app: TestApp,
    people: People,
}

impl World {
    async fn new() -> Self {
        let app = TestApp::start().await;
        let people = People::of(&app).await;
        for level in LEVELS {
            let name = level.replace('-', "_");
            people.table(&app, &name, "int", level).await;
            let rows = json!([{ "id": 1, "name": "canary" }, { "id": 2, "name": "canary" }]);
            let path = format!("/api/v1/tables/{name}/rows");
            assert_eq!(app.send(Method::POST, &path, &people.ada, rows).await.0, 201);
        }
        let sql = app.sql().await;
        sql.batch_execute(
            "SET ROLE selfdb_owner;
             CREATE TABLE open (id int PRIMARY KEY, private_id int REFERENCES private (id), public_id int REFERENCES public (id));
             INSERT INTO open VALUES (1, 1, 1);
             GRANT SELECT ON open TO anon, authenticated;
             CREATE FUNCTION all_private() RETURNS SETOF private LANGUAGE sql STABLE AS 'SELECT * FROM private';
             GRANT EXECUTE ON FUNCTION all_private() TO anon, authenticated;
             -- Own rows only, whatever the table holds.
             CREATE TABLE notes (id int PRIMARY KEY, owner uuid NOT NULL DEFAULT auth.uid(), body text UNIQUE);
             ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
             CREATE POLICY own ON notes TO authenticated USING (owner = auth.uid()) WITH CHECK (owner = auth.uid());
             GRANT SELECT, INSERT, UPDATE, DELETE ON notes TO authenticated;",
        )
        .await
        .expect("tables");
        World { app, people }
    }

    async fn send(
        &self,
        who: &str,
        (method, path): (Method, &str),
        headers: &[(&str, &str)],
        body: Value,
    ) -> (u16, String) {
        let mut request = match self.people.token(who) {
            Some(token) => self.app.call(method, path, token),
            None => self.app.anon(method, path),
        };
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if body != Value::Null {
            request = request.json(&body);
        }
        let answer = request.send().await.expect("an answer");
        let status = answer.status().as_u16();
        let headers = format!("{:?}", answer.headers().get("content-range"));
        (status, headers + &answer.text().await.expect("a body"))
    }
}

#[tokio::test]
async fn reading_by_every_way() {
    let world = World::new().await;
    for level in LEVELS {
        let t = level.replace('-', "_");
        for who in CALLERS {
            let allowed = may(who, level, false);
            for (path, headers) in [
                (format!("/api/v1/tables/{t}/rows"), &[][..]),
                (format!("/api/v1/tables/{t}/rows?limit=5000"), &[]),
                (format!("/api/v1/tables/{t}/rows?cursor="), &[]),
                (format!("/api/v1/tables/{t}/rows/1"), &[]),
                (format!("/api/v1/tables/{t}/rows"), &[("accept", "text/csv")]),
                (format!("/api/v1/tables/{t}/data"), &[]),
                (format!("/rest/v1/{t}"), &[("prefer", "count=exact")]),
                (format!("/rest/v1/{t}?limit=1"), &[("prefer", "count=planned")]),
                (
                    format!("/rest/v1/{t}"),
                    &[("accept", "application/x-ndjson"), ("prefer", "count=estimated")],
                ),
            ] {
                let (status, answer) = world.send(who, (Method::GET, &path), headers, Value::Null).await;
                if allowed {
                    assert!(
                        matches!(status, 200 | 206) && answer.contains("canary"),
                        "{who} {path}: {status} {answer}"
                    );
                } else {
                    // Without the right, or with it on no row: no content, no count.
                    let empty = (status == 200 || status == 404) && !answer.contains("/2");
                    assert!(empty || matches!(status, 401 | 403), "{who} {path}: {status} {answer}");
                    assert!(!answer.contains("canary") && !answer.contains("\"0-"), "{who} {path}: {answer}");
                }
            }
            let update = json!({ "operations": [{ "op": "update", "table": t, "where": { "id": "eq.1" }, "values": { "name": "canary" } }] });
            let (status, answer) =
                world.send(who, (Method::POST, "/api/v1/tables/transaction"), &[], update).await;
            if !may(who, level, true) {
                assert!(!answer.contains("canary"), "{who} {level}: {status} {answer}");
            }
        }
    }
    for (who, path, counted) in [
        ("bob", "/rest/v1/open?select=id,private(name)", true),
        ("bob", "/rest/v1/open?select=id,private!inner(name)", false),
        ("anon", "/rest/v1/open?select=*,private(*)", false),
        ("bob", "/rest/v1/open?select=id,private()&private=not.is.null", false),
        ("bob", "/rest/v1/open?select=id,...private(name)&order=private(name)", true),
        ("bob", "/rest/v1/rpc/all_private", false),
        ("anon", "/rest/v1/rpc/all_private", false),
    ] {
        let (status, answer) =
            world.send(who, (Method::GET, path), &[("prefer", "count=exact")], Value::Null).await;
        assert!(!answer.contains("canary"), "{who} {path}: {status} {answer}");
        // The open table's own row may be counted, but not whether the hidden row is there.
        assert_eq!(answer.contains("\"0-0/1\""), counted, "{who} {path}: {status} {answer}");
    }
    let (_, seen) =
        world.send("ada", (Method::GET, "/rest/v1/open?select=id,private(name)"), &[], Value::Null).await;
    assert!(seen.contains("canary"), "{seen}");
}

#[tokio::test]
async fn writing_by_every_way() {
    let world = World::new().await;
    let sql = world.app.sql().await;
    for level in LEVELS {
        let t = level.replace('-', "_");
        for who in CALLERS {
            let allowed = may(who, level, true);
            let row = json!({ "id": 9, "name": "x" });
            let change = json!({ "name": "x" });
            let operation = |op: Value| json!({ "operations": [op] });
            for (method, path, headers, body) in [
                (Method::POST, format!("/api/v1/tables/{t}/rows"), &[][..], row.clone()),
                (Method::POST, format!("/api/v1/tables/{t}/data"), &[], row.clone()),
                (Method::POST, format!("/rest/v1/{t}"), &[], row.clone()),
                (
                    Method::POST,
                    format!("/rest/v1/{t}"),
                    &[("prefer", "resolution=merge-duplicates")],
                    json!({ "id": 1, "name": "x" }),
                ),
                (Method::PATCH, format!("/api/v1/tables/{t}/rows/1"), &[], change.clone()),
                (Method::PUT, format!("/api/v1/tables/{t}/data/1"), &[], change.clone()),
                (
                    Method::PATCH,
                    format!("/rest/v1/{t}?id=eq.1"),
                    &[("prefer", "return=representation")],
                    change.clone(),
                ),
                (Method::PUT, format!("/rest/v1/{t}?id=eq.1"), &[], json!({ "id": 1, "name": "x" })),
                (
                    Method::POST,
                    "/api/v1/tables/transaction".into(),
                    &[],
                    operation(json!({ "op": "insert", "table": t, "values": row })),
                ),
                (
                    Method::POST,
                    "/api/v1/tables/transaction".into(),
                    &[],
                    operation(
                        json!({ "op": "update", "table": t, "where": { "id": "eq.1" }, "values": change }),
                    ),
                ),
                (
                    Method::POST,
                    "/api/v1/tables/transaction".into(),
                    &[],
                    operation(json!({ "op": "delete", "table": t, "where": { "id": "eq.1" } })),
                ),
                (Method::DELETE, format!("/api/v1/tables/{t}/rows/1"), &[], Value::Null),
                (Method::DELETE, format!("/rest/v1/{t}?id=eq.1"), &[], Value::Null),
            ] {
                let (status, answer) = world.send(who, (method.clone(), &path), headers, body.clone()).await;
                let count = format!("SELECT count(*) FROM {t} WHERE name = 'canary'");
                let whole: i64 = sql.query_one(&count, &[]).await.expect("a count").get(0);
                let all: i64 =
                    sql.query_one(&format!("SELECT count(*) FROM {t}"), &[]).await.expect("a count").get(0);
                let changed = (whole, all) != (2, 2);
                assert_eq!(changed, allowed, "{who} {method} {path} {body}: {status} {answer}");
                if !allowed {
                    assert!(!answer.contains("canary"), "{who} {method} {path}: {answer}");
                }
                sql.batch_execute(&format!(
                    "TRUNCATE {t} CASCADE; INSERT INTO {t} VALUES (1, 'canary'), (2, 'canary')"
                ))
                .await
                .expect("as before");
            }
        }
    }
}

#[tokio::test]
async fn own_rows_and_those_of_others() {
    let world = World::new().await;
    let notes = "/rest/v1/notes";
    let made =
        world.send("ada", (Method::POST, notes), &[], json!({ "id": 1, "body": "ada's secret" })).await;
    assert_eq!(made.0, 201, "{}", made.1);
    assert_eq!(
        world.send("bob", (Method::POST, notes), &[], json!({ "id": 2, "body": "bob's" })).await.0,
        201
    );
    let (_, seen) = world.send("bob", (Method::GET, notes), &[("prefer", "count=exact")], Value::Null).await;
    assert!(seen.contains("0-0/1") && !seen.contains("ada"), "{seen}");
    for (method, path, headers, body) in [
        (
            Method::PATCH,
            "/rest/v1/notes?id=eq.1",
            &[("prefer", "return=representation, count=exact")][..],
            json!({ "body": "x" }),
        ),
        (
            Method::DELETE,
            "/rest/v1/notes?id=eq.1",
            &[("prefer", "return=representation, count=exact")],
            Value::Null,
        ),
        (Method::GET, "/rest/v1/notes?body=like.*secret*", &[("prefer", "count=planned")], Value::Null),
        (Method::GET, "/api/v1/tables/notes/rows/1", &[], Value::Null),
        (Method::PATCH, "/api/v1/tables/notes/rows/1", &[("if-match", "\"0\"")], json!({ "body": "x" })),
        // The key is taken, but by whom and with what is not told.
        (
            Method::POST,
            notes,
            &[("prefer", "resolution=merge-duplicates")],
            json!({ "id": 1, "body": "taken" }),
        ),
        (
            Method::POST,
            notes,
            &[("prefer", "resolution=ignore-duplicates, return=representation")],
            json!({ "id": 1, "body": "taken" }),
        ),
        (Method::POST, notes, &[], json!({ "id": 1, "body": "taken" })),
        (Method::POST, notes, &[], json!({ "id": 3, "owner": world.people.ada_id, "body": "forged" })),
        (Method::PATCH, "/rest/v1/notes?id=eq.2", &[], json!({ "owner": world.people.ada_id })),
    ] {
        let (status, answer) = world.send("bob", (method.clone(), path), headers, body).await;
        assert!(
            !answer.contains("secret") && !answer.contains("\"0-0") && !answer.contains("/1\""),
            "{method} {path}: {answer}"
        );
        assert!(!matches!(status, 412) && status < 500, "{method} {path}: {status} {answer}");
    }
    let sql = world.app.sql().await;
    let rows = sql
        .query("SELECT id, owner = $1, body FROM notes ORDER BY id", &[&world.people.ada_id])
        .await
        .expect("rows");
    let rows: Vec<(i32, bool, String)> =
        rows.iter().map(|row| (row.get(0), row.get(1), row.get(2))).collect();
    assert_eq!(rows, [(1, true, "ada's secret".into()), (2, false, "bob's".into())]);
}
