//! `/rest/v1` where PostgREST's own client does not look: headers, forms, preferences, errors.

use crate::support::{People, TestApp, projects};
use reqwest::{Method, Response};
use serde_json::{Value, json};

struct Rest {
    app: TestApp,
    people: People,
}

impl Rest {
    async fn start() -> Self {
        let app = TestApp::start().await;
        let people = People::of(&app).await;
        projects::create(&app).await;
        Rest { app, people }
    }

    async fn send(&self, method: Method, path: &str, headers: &[(&str, &str)], body: &str) -> Response {
        let mut request = self.app.call(method, &format!("/rest/v1/{path}"), &self.people.ada);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(body.to_owned()).send().await.expect("an answer")
    }

    async fn get(&self, path: &str) -> (u16, Value) {
        let answer = self.send(Method::GET, path, &[], "").await;
        (answer.status().as_u16(), answer.json().await.unwrap_or(Value::Null))
    }
}

fn header<'a>(answer: &'a Response, name: &str) -> &'a str {
    answer.headers().get(name).map_or("", |value| value.to_str().expect("text"))
}

#[tokio::test]
async fn embedding_goes_all_ways() {
    let rest = Rest::start().await;
    for (query, expected) in [
        (
            "clients?select=name,projects(name,tasks(name))&id=eq.2&projects.tasks.order=id.desc&projects.id=eq.3",
            json!([{ "name": "Apple", "projects": [{ "name": "IOS", "tasks": [{ "name": "Code IOS" }, { "name": "Design IOS" }] }] }]),
        ),
        (
            "projects?select=id,details(note)&id=in.(1,2)&order=id",
            json!([{ "id": 1, "details": { "note": "first" } }, { "id": 2, "details": null }]),
        ),
        (
            "projects?select=id&details=not.is.null&select=id,details()&order=id",
            json!([{ "id": 1 }, { "id": 3 }]),
        ),
        ("projects?select=id,clients()&clients=is.null", json!([{ "id": 5 }])),
        (
            "projects?select=id,clients!inner()&order=id.desc",
            json!([{ "id": 4 }, { "id": 3 }, { "id": 2 }, { "id": 1 }]),
        ),
        (
            "projects?select=id,client_id(name)&id=eq.1",
            json!([{ "id": 1, "client_id": { "name": "Microsoft" } }]),
        ),
        (
            "projects?select=id,owner:projects_owner(name)&id=eq.1",
            json!([{ "id": 1, "owner": { "name": "Angela" } }]),
        ),
        ("tasks?select=id,parent:parent_id(id)&id=eq.2", json!([{ "id": 2, "parent": { "id": 1 } }])),
        ("tasks?select=id,tasks(id)&id=eq.1", json!([{ "id": 1, "tasks": [{ "id": 2 }] }])),
        (
            "people?select=name,tasks!task_people(id)&id=eq.3",
            json!([{ "name": "Dwight", "tasks": [{ "id": 6 }] }]),
        ),
        ("clients?select=name,...projects(ids:id)&id=eq.1", json!([{ "name": "Microsoft", "ids": [1, 2] }])),
        (
            "clients?select=name,projects(id)&projects.or=(name.like.*7,name.eq.IOS)&order=id&limit=2",
            json!([{ "name": "Microsoft", "projects": [{ "id": 1 }] }, { "name": "Apple", "projects": [{ "id": 3 }] }]),
        ),
        (
            "clients?select=id&or=(projects.not.is.null,id.eq.3)&select=id,projects()&order=id",
            json!([{ "id": 1 }, { "id": 2 }, { "id": 3 }]),
        ),
        (
            "projects?select=id,clients(name)&order=clients(name).desc.nullslast,id&limit=2",
            json!([{ "id": 1, "clients": { "name": "Microsoft" } }, { "id": 2, "clients": { "name": "Microsoft" } }]),
        ),
    ] {
        assert_eq!(rest.get(query).await, (200, expected), "{query}");
    }
    for (query, status, code) in [
        ("projects?select=id,nowhere(x)", 400, "PGRST200"),
        ("messages?select=people(name)", 300, "PGRST201"),
        ("projects?select=id&clients.id=eq.1", 400, "PGRST108"),
        ("projects?select=id,clients(id)&clients=eq.1", 400, "PGRST120"),
        ("clients?select=id,projects(id)&order=projects(id)", 400, "PGRST118"),
        ("projects?select=id.sum()", 400, "PGRST123"),
        ("projects?id=5", 400, "PGRST100"),
        ("projects?select=id::nothing", 400, "42704"),
        ("projects?id=eq.x", 400, "22P02"),
        ("projects?id=cs.5", 404, "42883"),
    ] {
        let (answered, body) = rest.get(query).await;
        assert_eq!((answered, body["code"].as_str()), (status, Some(code)), "{query}: {body}");
        let mut members: Vec<&String> = body.as_object().expect("an object").keys().collect();
        members.sort();
        assert_eq!(members, ["code", "details", "hint", "message"], "{query}");
    }
}

#[tokio::test]
async fn ranges_and_counts() {
    let rest = Rest::start().await;
    let exact = [("prefer", "count=exact")];
    for (path, headers, status, range) in [
        ("projects", &[][..], 200, "0-4/*"),
        ("projects?limit=2&offset=1", &[], 200, "1-2/*"),
        ("projects", &exact, 200, "0-4/5"),
        ("projects?limit=2", &exact, 206, "0-1/5"),
        ("projects?id=gt.3", &exact, 200, "0-1/2"),
        ("projects?id=gt.99", &exact, 200, "*/0"),
        ("projects?limit=0", &exact, 206, "*/5"),
        ("projects", &[("range", "2-3"), ("prefer", "count=planned")], 206, "2-3/5"),
        ("projects", &[("range", "3-"), ("range-unit", "items")], 200, "3-4/*"),
        ("projects?select=id,clients!inner(id)&clients.id=eq.1", &exact, 200, "0-1/2"),
    ] {
        for method in [Method::GET, Method::HEAD] {
            let answer = rest.send(method.clone(), path, headers, "").await;
            assert_eq!(
                (answer.status().as_u16(), header(&answer, "content-range")),
                (status, range),
                "{method} {path}"
            );
            if headers.iter().any(|(name, _)| *name == "prefer") {
                assert!(header(&answer, "preference-applied").starts_with("count="), "{path}");
            }
            assert_eq!(answer.text().await.expect("a body").is_empty(), method == Method::HEAD);
        }
    }
    let beyond = rest.send(Method::GET, "projects?offset=9", &exact, "").await;
    assert_eq!(beyond.status(), 416);
    let body: Value = beyond.json().await.expect("JSON");
    assert_eq!(
        (body["code"].as_str(), body["details"].as_str()),
        (Some("PGRST103"), Some("An offset of 9 was requested, but there are only 5 rows."))
    );
    let backwards = rest.send(Method::GET, "projects", &[("range", "5-1")], "").await;
    assert_eq!(backwards.status(), 416);
}

#[tokio::test]
async fn forms_in_and_out() {
    let rest = Rest::start().await;
    let csv = rest
        .send(
            Method::POST,
            "clients?select=name",
            &[("content-type", "text/csv"), ("accept", "text/csv"), ("prefer", "return=representation")],
            "name\n\"a,b\"\nc\n",
        )
        .await;
    assert_eq!((csv.status().as_u16(), header(&csv, "content-type")), (201, "text/csv; charset=utf-8"));
    assert_eq!(csv.text().await.expect("CSV"), "name\n\"a,b\"\nc\n");
    let form = rest
        .send(
            Method::POST,
            "clients",
            &[("content-type", "application/x-www-form-urlencoded"), ("prefer", "return=headers-only")],
            "name=x+y&id=50",
        )
        .await;
    assert_eq!((form.status().as_u16(), header(&form, "location")), (201, "/rest/v1/clients?id=eq.50"));
    let lines = rest
        .send(Method::GET, "clients?select=id&id=lt.3&order=id", &[("accept", "application/x-ndjson")], "")
        .await;
    assert_eq!(lines.text().await.expect("lines"), "{\"id\":1}\n{\"id\":2}\n");
    let object = rest
        .send(Method::GET, "clients?id=eq.50", &[("accept", "application/vnd.pgrst.object+json")], "")
        .await;
    assert_eq!(header(&object, "content-type"), "application/vnd.pgrst.object+json; charset=utf-8");
    assert_eq!(object.json::<Value>().await.expect("JSON"), json!({ "id": 50, "name": "x y" }));
    for (headers, status, code) in [
        (&[("accept", "image/png")][..], 406, "PGRST107"),
        (&[("accept-profile", "auth")], 406, "PGRST106"),
        (&[("prefer", "handling=strict, odd=1")], 400, "PGRST122"),
        (&[("accept", "application/vnd.pgrst.object+json")], 406, "PGRST116"),
    ] {
        let answer = rest.send(Method::GET, "clients", headers, "").await;
        assert_eq!(answer.status().as_u16(), status, "{headers:?}");
        assert_eq!(answer.json::<Value>().await.expect("JSON")["code"], code, "{headers:?}");
    }
    let allowed = rest.send(Method::OPTIONS, "clients", &[], "").await;
    assert_eq!(header(&allowed, "allow"), "OPTIONS,GET,HEAD,POST,PUT,PATCH,DELETE");
}

#[tokio::test]
async fn writes_as_preferred() {
    let rest = Rest::start().await;
    let full = ("prefer", "return=representation");
    for (method, path, headers, body, status, expected) in [
        (Method::POST, "clients?columns=name", &[full][..], r#"{"id":1,"name":"n1","odd":5}"#, 201, None),
        (
            Method::POST,
            "projects?columns=name,mood&select=name,mood",
            &[("prefer", "return=representation, missing=default")],
            r#"[{"name":"a"},{"name":"b","mood":"sad"}]"#,
            201,
            Some(json!([{ "name": "a", "mood": "glad" }, { "name": "b", "mood": "sad" }])),
        ),
        (Method::POST, "clients", &[], r#"[{"name":"a"},{"id":5}]"#, 400, None),
        (Method::POST, "clients", &[], "{", 400, None),
        (Method::POST, "clients", &[], r#"{"odd":1}"#, 400, None),
        (
            Method::POST,
            "clients",
            &[("prefer", "resolution=merge-duplicates, return=representation")],
            r#"{"id":1,"name":"M"}"#,
            200,
            Some(json!([{ "id": 1, "name": "M" }])),
        ),
        (
            Method::POST,
            "clients",
            &[("prefer", "resolution=ignore-duplicates, return=representation")],
            r#"[{"id":1,"name":"no"},{"id":60,"name":"yes"}]"#,
            201,
            Some(json!([{ "id": 60, "name": "yes" }])),
        ),
        (Method::PATCH, "clients?id=eq.1", &[], r#"{"name":"MS"}"#, 204, None),
        (Method::PATCH, "clients?id=eq.1", &[], "{}", 204, None),
        (
            Method::PATCH,
            "projects?id=eq.1&select=id,clients(name)",
            &[full],
            r#"{"client_id":2}"#,
            200,
            Some(json!([{ "id": 1, "clients": { "name": "Apple" } }])),
        ),
        (
            Method::PATCH,
            "tasks?order=id&limit=2&select=id",
            &[full],
            r#"{"name":"t"}"#,
            200,
            Some(json!([{ "id": 1 }, { "id": 2 }])),
        ),
        (
            Method::PUT,
            "clients?id=eq.70",
            &[full],
            r#"{"id":70,"name":"put"}"#,
            201,
            Some(json!([{ "id": 70, "name": "put" }])),
        ),
        (
            Method::PUT,
            "clients?id=eq.70",
            &[full],
            r#"{"id":70,"name":"put2"}"#,
            200,
            Some(json!([{ "id": 70, "name": "put2" }])),
        ),
        (Method::PUT, "clients?id=eq.71", &[], r#"{"id":70,"name":"x"}"#, 400, None),
        (Method::PUT, "clients?name=eq.put", &[], r#"{"id":70,"name":"x"}"#, 405, None),
        (Method::DELETE, "clients?id=eq.70&select=name", &[full], "", 200, Some(json!([{ "name": "put2" }]))),
        (Method::DELETE, "clients?id=eq.70", &[], "", 204, None),
        (Method::DELETE, "messages?id=gt.0", &[("prefer", "handling=strict, max-affected=1")], "", 400, None),
        (
            Method::DELETE,
            "messages?id=gt.0",
            &[("prefer", "tx=rollback, return=representation")],
            "",
            200,
            Some(
                json!([{ "id": 1, "body": "hi", "sender": 1, "recipient": 2 }, { "id": 2, "body": "ho", "sender": 2, "recipient": 1 }]),
            ),
        ),
        (
            Method::PATCH,
            "tasks",
            &[("accept", "application/vnd.pgrst.object+json"), full],
            r#"{"name":"all"}"#,
            406,
            None,
        ),
    ] {
        let answer = rest.send(method.clone(), path, headers, body).await;
        let answered = answer.status().as_u16();
        let body = answer.json::<Value>().await.unwrap_or(Value::Null);
        assert_eq!(answered, status, "{method} {path} {body}");
        if let Some(expected) = expected {
            assert_eq!(body, expected, "{method} {path}");
        }
    }
    assert_eq!(rest.get("messages?select=id&order=id").await.1, json!([{ "id": 1 }, { "id": 2 }]));
    assert_eq!(
        rest.get("clients?select=name&id=lte.2&order=id").await.1,
        json!([{ "name": "MS" }, { "name": "Apple" }])
    );
}

#[tokio::test]
async fn functions_are_called() {
    let rest = Rest::start().await;
    for (path, expected) in [
        ("rpc/add_up?a=1&b=2", json!(3)),
        ("rpc/numbers?upto=3&limit=2", json!([1, 2])),
        ("rpc/pairs?n=3&x=gt.1&select=y&order=x.desc", json!([{ "y": "n3" }, { "y": "n2" }])),
        ("rpc/total?v=1&v=2", json!(3)),
        ("rpc/total?v={4,5}", json!(9)),
        (
            "rpc/projects_of?client=2&select=id,tasks(id)&id=eq.3",
            json!([{ "id": 3, "tasks": [{ "id": 5 }, { "id": 6 }] }]),
        ),
        ("rpc/pair", json!({ "x": 1, "y": "one" })),
    ] {
        assert_eq!(rest.get(path).await, (200, expected), "{path}");
    }
    for (path, body, status, expected) in [
        ("rpc/add_up", r#"{"a":1}"#, 200, json!(11)),
        ("rpc/which", r#"{"n":1}"#, 200, json!("int 1")),
        ("rpc/which", r#"{"t":"1"}"#, 200, json!("text 1")),
        ("rpc/whole", r#"{"any":[1]}"#, 200, json!({ "any": [1] })),
        ("rpc/total", r#"{"v":[1,2,3]}"#, 200, json!(6)),
        ("rpc/rename_client", r#"{"client":1,"new_name":"Z"}"#, 204, Value::Null),
    ] {
        let answer = rest.send(Method::POST, path, &[], body).await;
        assert_eq!(
            (answer.status().as_u16(), answer.json().await.unwrap_or(Value::Null)),
            (status, expected),
            "{path} {body}"
        );
    }
    for (method, path, body, status, code) in [
        (Method::POST, "rpc/nowhere", "{}", 404, "PGRST202"),
        (Method::POST, "rpc/add_up", r#"{"z":1}"#, 404, "PGRST202"),
        (Method::POST, "rpc/twins", r#"{"n":1}"#, 300, "PGRST203"),
        (Method::GET, "rpc/rename_client?client=1&new_name=Q", "", 405, "25006"),
        (Method::POST, "rpc/teapot", "{}", 418, "PT418"),
        (Method::POST, "rpc/secret", "{}", 403, "42501"),
        (Method::POST, "rpc/add_up", "{", 400, "PGRST102"),
        (Method::POST, "rpc/pg_sleep", r#"{"a":1}"#, 404, "PGRST202"),
    ] {
        let answer = rest.send(method.clone(), path, &[], body).await;
        let answered = answer.status().as_u16();
        let body = answer.json::<Value>().await.expect("JSON");
        assert_eq!((answered, body["code"].as_str()), (status, Some(code)), "{method} {path}: {body}");
    }
    assert_eq!(rest.get("clients?id=eq.1&select=name").await.1, json!([{ "name": "Z" }]));
    let allowed = rest.send(Method::OPTIONS, "rpc/add_up", &[], "").await;
    assert_eq!(header(&allowed, "allow"), "OPTIONS,GET,HEAD,POST");
}

#[tokio::test]
async fn changes_of_the_schema_are_noticed() {
    let rest = Rest::start().await;
    assert_eq!(rest.get("clients?select=id&limit=1&order=id").await.0, 200);
    assert_eq!(rest.get("offices").await.0, 404);
    let sql = rest.app.sql().await;
    sql.batch_execute(
        "SET ROLE selfdb_owner; CREATE TABLE offices (id int PRIMARY KEY, client_id int REFERENCES clients (id));
         INSERT INTO offices VALUES (1, 2); GRANT ALL ON offices TO authenticated",
    ).await.expect("DDL");
    assert_eq!(
        rest.get("offices?select=id,clients(name)").await,
        (200, json!([{ "id": 1, "clients": { "name": "Apple" } }]))
    );
    assert_eq!(
        rest.get("clients?select=offices(id)&id=eq.2").await,
        (200, json!([{ "offices": [{ "id": 1 }] }]))
    );
    sql.batch_execute("ALTER TABLE offices RENAME COLUMN client_id TO customer; ALTER TABLE offices ADD note text DEFAULT 'n'").await.expect("DDL");
    assert_eq!(
        rest.get("offices?select=*,clients(name)").await,
        (200, json!([{ "id": 1, "customer": 2, "note": "n", "clients": { "name": "Apple" } }]))
    );
    sql.batch_execute("CREATE FUNCTION fresh() RETURNS int LANGUAGE sql AS 'SELECT 1'; GRANT EXECUTE ON FUNCTION fresh() TO authenticated").await.expect("DDL");
    assert_eq!(rest.get("rpc/fresh").await, (200, json!(1)));
    sql.batch_execute("DROP TABLE offices; DROP FUNCTION fresh()").await.expect("DDL");
    assert_eq!(rest.get("offices").await.0, 404);
    assert_eq!(rest.get("rpc/fresh").await.0, 404);
}
