//! Policies, presets, column privileges, and what they come to for each caller.

use crate::support::{People, TestApp};
use reqwest::Method;
use serde_json::{Value, json};

/// Runs SQL as the administrators' SQL editor would: as the owner of users' tables.
async fn sql(app: &TestApp, text: &str) {
    let client = app.sql().await;
    client.batch_execute(&format!("SET ROLE selfdb_owner; {text}")).await.expect("SQL runs");
}

/// Ada's private table `notes` with an owner column, opened with no policy but hers.
async fn notes(app: &TestApp, people: &People) {
    let spec = json!({ "name": "notes", "schema": { "columns": [
        { "name": "id", "type": "bigserial", "primary_key": true },
        { "name": "user_id", "type": "uuid" },
        { "name": "body", "type": "text" },
    ]}});
    let (status, answer) = app.send(Method::POST, "/api/v1/tables", &people.ada, spec).await;
    assert_eq!(status, 201, "{answer}");
}

async fn add(app: &TestApp, token: &str, policy: Value) -> (u16, Value) {
    app.send(Method::POST, "/api/v1/tables/notes/policies", token, policy).await
}

async fn open(app: &TestApp, people: &People, table: &str) {
    let (status, answer) = app
        .send(
            Method::PATCH,
            &format!("/api/v1/tables/{table}"),
            &people.admin,
            json!({ "access_level": "private" }),
        )
        .await;
    assert_eq!(status, 200, "{answer}");
}

/// Rows that a caller sees: their number, or the status of a refusal as a negative number.
async fn seen(app: &TestApp, people: &People, who: &str, table: &str) -> i64 {
    let path = format!("/api/v1/tables/{table}/rows");
    let request = match people.token(who) {
        Some(token) => app.call(Method::GET, &path, token),
        None => app.anon(Method::GET, &path),
    };
    let answer = request.send().await.expect("an answer");
    match answer.status().as_u16() {
        200 => answer.json::<Vec<Value>>().await.expect("rows").len().try_into().expect("a small number"),
        status => -i64::from(status),
    }
}

#[tokio::test]
async fn own_rows_and_levels_add_up() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    notes(&app, &people).await;
    let rows = "/api/v1/tables/notes/rows";
    assert_eq!(app.send(Method::POST, rows, &people.bob, json!({ "body": "b" })).await.0, 403);

    let own = json!({ "preset": "own-rows", "column": "user_id" });
    assert_eq!(add(&app, &people.ada, own.clone()).await, (201, json!({ "name": "own-rows" })));
    assert_eq!(add(&app, &people.ada, own).await.0, 409);
    let (status, row) = app.send(Method::POST, rows, &people.bob, json!({ "body": "b" })).await;
    assert_eq!((status, &row["body"]), (201, &json!("b")), "{row}");
    let of_bob = row["id"].clone();
    let foreign = json!({ "body": "x", "user_id": people.ada_id });
    assert_eq!(app.send(Method::POST, rows, &people.bob, foreign).await.0, 403);
    let (status, row) = app.send(Method::POST, rows, &people.ada, json!({ "body": "a" })).await;
    assert_eq!((status, &row["user_id"]), (201, &json!(people.ada_id)), "the column fills itself");
    let of_ada = row["id"].clone();
    for (who, expected) in [("anon", -403), ("bob", 1), ("ada", 2), ("admin", 2)] {
        assert_eq!(seen(&app, &people, who, "notes").await, expected, "{who}");
    }

    // The level gives everybody the reading; writing stays with the row's owner.
    let level = json!({ "access_level": "public-read" });
    assert_eq!(app.send(Method::PATCH, "/api/v1/tables/notes", &people.ada, level).await.0, 200);
    for (who, expected) in [("anon", 2), ("bob", 2), ("ada", 2), ("admin", 2)] {
        assert_eq!(seen(&app, &people, who, "notes").await, expected, "{who}");
    }
    let patch = async |id: &Value| {
        app.send(Method::PATCH, &format!("{rows}/{id}"), &people.bob, json!({ "body": "new" })).await.0
    };
    assert_eq!(patch(&of_bob).await, 200);
    assert_eq!(patch(&of_ada).await, 404);

    let policy = "/api/v1/tables/notes/policies/own-rows";
    assert_eq!(app.send(Method::DELETE, policy, &people.ada, Value::Null).await.0, 204);
    assert_eq!(patch(&of_bob).await, 404);
}

/// Policies as they are written for Supabase, and how many of three rows (two of Bob's, one of Ada's, who owns
/// no table here) anon, bob, ada and the administrator see; a negative number is the status of a refusal.
const SUPABASE: [(&str, [i64; 4]); 12] = [
    ("create policy \"Public profiles are viewable by everyone.\" on p for select using ( true );", [3, 3, 3, 3]),
    ("create policy \"Individuals can view their own todos.\" on p for select using ( (select auth.uid()) = user_id );", [0, 2, 1, 3]),
    ("create policy \"mine\" on p for select to authenticated using ( auth.uid() = user_id );", [-403, 2, 1, 3]),
    ("create policy \"by role\" on p for all using ( auth.role() = 'authenticated' );", [0, 3, 3, 3]),
    ("create policy \"anon only\" on p for select to anon using ( true );", [3, -403, -403, 3]),
    ("create policy \"jwt\" on p for select to authenticated
        using ( ((select auth.jwt()) -> 'app_metadata' ->> 'role') = 'USER' and auth.jwt() ->> 'email' like 'bob@%' );", [-403, 3, 0, 3]),
    ("create policy \"email\" on p for select to authenticated using ( auth.email() = 'ada@example.com' );", [-403, 0, 3, 3]),
    ("create table m (team int, user_id uuid references auth.users not null);
      alter table m enable row level security;
      create policy \"own memberships\" on m for select to authenticated using ( (select auth.uid()) = user_id );
      grant select on m to authenticated;
      insert into m select 1, id from auth.users where email = 'ada@example.com';
      create policy \"team\" on p for select to authenticated
        using ( team in ( select team from m where user_id = (select auth.uid()) ) );", [-403, 0, 2, 3]),
    ("create schema private; grant usage on schema private to authenticated;
      create function private.teams() returns setof int language sql security definer set search_path = ''
        as $$ select team from public.m where user_id = (select auth.uid()) $$;
      grant execute on function private.teams to authenticated;
      create policy \"definer\" on p for select to authenticated using ( team in (select private.teams()) );", [-403, 0, 2, 3]),
    ("create policy \"a\" on p for select to anon, authenticated using ( true );
      create policy \"b\" on p as restrictive for select to authenticated using ( (select auth.uid()) = user_id );", [3, 2, 1, 3]),
    ("create policy \"exists\" on p for select to authenticated using (
        exists ( select 1 from m where m.team = p.team and m.user_id = auth.uid() ) );", [-403, 0, 2, 3]),
    ("create policy \"service\" on p for all to service_role using ( auth.role() = 'service_role' );", [-403, -403, -403, 3]),
];

#[tokio::test]
async fn policies_written_for_supabase_work_unchanged() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    for (statements, expected) in SUPABASE {
        sql(
            &app,
            "drop table if exists p;
             create table p (id bigint generated always as identity primary key, team int, user_id uuid references auth.users (id));
             insert into p (team, user_id) select t, id from auth.users, (values (1, 'bob@example.com'), (2, 'bob@example.com'), (1, 'ada@example.com')) v(t, who) where email = who;
             alter table p enable row level security",
        )
        .await;
        sql(&app, statements).await;
        assert_eq!(seen(&app, &people, "ada", "p").await, -403, "closed until opened: {statements}");
        open(&app, &people, "p").await;
        for (who, rows) in ["anon", "bob", "ada", "admin"].into_iter().zip(expected) {
            assert_eq!(seen(&app, &people, who, "p").await, rows, "{who}: {statements}");
        }
    }
}

#[tokio::test]
async fn grants_follow_policies() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    notes(&app, &people).await;
    let insert = json!({ "name": "Guests may write", "command": "insert", "roles": ["anon"], "check": "user_id is null" });
    assert_eq!(add(&app, &people.admin, insert).await.0, 201);
    let post = async |body: Value| {
        let request = app.anon(Method::POST, "/api/v1/tables/notes/rows?select=id").json(&body);
        request.header("Prefer", "return=minimal").send().await.expect("an answer").status().as_u16()
    };
    let granted = async || {
        let (status, list) = app.get("/api/v1/tables/notes/privileges", &people.ada).await;
        assert_eq!(status, 200, "{list}");
        let anon =
            list.as_array().expect("a list").iter().filter(|p| p["role"] == "anon" && p["granted"] == true);
        anon.map(|p| p["privilege"].as_str().expect("a name").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(granted().await, ["insert"]);
    assert_eq!(seen(&app, &people, "anon", "notes").await, -403, "writing is not reading");
    assert_eq!(post(json!({ "user_id": people.ada_id })).await, 403);

    // With row-level security switched off by mistake, callers still hold no more than their policies named.
    sql(&app, "ALTER TABLE notes DISABLE ROW LEVEL SECURITY").await;
    assert_eq!(seen(&app, &people, "anon", "notes").await, -403);
    let (_, table) = app.get("/api/v1/tables/notes", &people.ada).await;
    assert_eq!(table["row_level_security"], false);
    open(&app, &people, "notes").await;

    let policy = "/api/v1/tables/notes/policies/Guests%20may%20write";
    let change = json!({ "roles": ["authenticated"], "new_name": "Users may write" });
    assert_eq!(
        app.send(Method::PATCH, policy, &people.admin, change).await,
        (200, json!({ "name": "Users may write" }))
    );
    assert_eq!(granted().await, Vec::<String>::new());
    assert_eq!(app.send(Method::DELETE, policy, &people.admin, Value::Null).await.0, 404);
}

#[tokio::test]
async fn column_privileges_hide_columns_and_never_widen() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    people.table(&app, "t", "int", "authenticated").await;
    let add = json!({ "add_columns": [{ "name": "secret", "type": "text", "default": "hidden" }] });
    assert_eq!(app.send(Method::PATCH, "/api/v1/tables/t", &people.ada, add).await.0, 200);
    let rows = "/api/v1/tables/t/rows";
    assert_eq!(app.send(Method::POST, rows, &people.ada, json!({ "id": 1, "name": "n" })).await.0, 201);
    let put =
        async |body: Value| app.send(Method::PUT, "/api/v1/tables/t/privileges", &people.ada, body).await;
    let (status, list) =
        put(json!({ "role": "authenticated", "select": ["id", "name"], "update": ["name"] })).await;
    assert_eq!(status, 200, "{list}");
    let held = |list: &Value, privilege: &str| {
        let all = list.as_array().expect("a list").iter();
        let found = all.clone().find(|p| p["role"] == "authenticated" && p["privilege"] == privilege);
        found.expect("the privilege")["columns"].clone()
    };
    assert_eq!((held(&list, "select"), held(&list, "insert")), (json!(["id", "name"]), Value::Null));

    assert_eq!(
        app.get(&format!("{rows}?select=id,name"), &people.bob).await,
        (200, json!([{ "id": 1, "name": "n" }]))
    );
    assert_eq!(app.get(&format!("{rows}?select=secret"), &people.bob).await.0, 403);
    assert_eq!(app.get(&format!("{rows}?select=id&secret=eq.hidden"), &people.bob).await.0, 403);
    let (_, all) = app.get(rows, &people.admin).await;
    assert_eq!(all[0]["secret"], "hidden");

    // Neither a new level nor the loss of the last listed column gives the whole table back.
    let drop = json!({ "access_level": "public", "drop_columns": ["name"] });
    assert_eq!(app.send(Method::PATCH, "/api/v1/tables/t", &people.ada, drop).await.0, 200);
    let (_, list) = app.get("/api/v1/tables/t/privileges", &people.ada).await;
    assert_eq!((held(&list, "select"), held(&list, "update")), (json!(["id"]), json!([])));
    assert_eq!(app.get(&format!("{rows}?select=secret"), &people.bob).await.0, 403);
    let (_, list) = put(json!({ "role": "authenticated", "select": null, "update": null })).await;
    assert_eq!((held(&list, "select"), held(&list, "update")), (Value::Null, Value::Null));
    assert_eq!(
        app.get(&format!("{rows}?select=secret"), &people.bob).await,
        (200, json!([{ "secret": "hidden" }]))
    );
    for wrong in
        [json!({ "role": "service_role", "select": null }), json!({ "role": "anon", "select": ["nothing"] })]
    {
        assert_eq!(put(wrong).await.0, 400);
    }
}

#[tokio::test]
async fn a_trial_tells_and_changes_nothing() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    notes(&app, &people).await;
    let rows = "/api/v1/tables/notes/rows";
    assert_eq!(add(&app, &people.ada, json!({ "preset": "own-rows", "column": "user_id" })).await.0, 201);
    for token in [&people.ada, &people.bob] {
        assert_eq!(app.send(Method::POST, rows, token, json!({ "body": "x" })).await.0, 201);
    }
    let client = app.sql().await;
    let bob: uuid::Uuid = client
        .query_one("SELECT id FROM auth.users WHERE email LIKE 'bob@%'", &[])
        .await
        .expect("Bob")
        .get(0);
    let test = async |token: &str, body: Value| {
        app.send(Method::POST, "/api/v1/tables/notes/policies/test", token, body).await
    };
    let ask = |user: Value, id: i32| {
        json!({ "user_id": user, "row": { "id": id }, "update": { "body": "y" },
        "delete": true, "insert": { "body": "z" } })
    };
    let verdict = |answer: &Value| {
        ["select", "insert", "update", "delete"]
            .map(|command| answer[command]["allowed"].as_bool().expect("a verdict"))
    };
    let (status, answer) = test(&people.ada, ask(json!(bob), 2)).await;
    assert_eq!((status, verdict(&answer)), (200, [true, true, true, true]), "{answer}");
    assert_eq!((&answer["role"], &answer["select"]["rows"]), (&json!("authenticated"), &json!(1)));
    assert_eq!((&answer["sample"][0]["id"], &answer["row_visible"]), (&json!(2), &json!(true)));
    let (_, answer) = test(&people.ada, ask(json!(bob), 1)).await;
    assert_eq!(
        (verdict(&answer), &answer["row_visible"]),
        ([true, true, false, false], &json!(false)),
        "{answer}"
    );
    let (_, answer) = test(&people.ada, ask(Value::Null, 1)).await;
    assert_eq!(verdict(&answer), [false, false, false, false], "{answer}");
    assert_eq!(answer["insert"]["code"], "42501");

    let (_, table) = app.get(rows, &people.admin).await;
    let bodies: Vec<_> = table.as_array().expect("rows").iter().map(|row| &row["body"]).collect();
    assert_eq!(bodies, ["x", "x"], "nothing happened");
    let pending = "SELECT count(*) FROM selfdb.changes WHERE op <> 'INSERT'";
    let recorded: i64 = client.query_one(pending, &[]).await.expect("a count").get(0);
    assert_eq!(recorded, 0);

    let root = app.get("/api/v1/auth/me", &people.admin).await.1["id"].clone();
    assert_eq!(test(&people.ada, json!({ "user_id": root })).await.0, 403);
    assert_eq!(test(&people.admin, json!({ "user_id": root })).await.1["select"]["rows"], 2);
    assert_eq!(test(&people.bob, json!({})).await.0, 404);
    assert_eq!(test(&people.ada, json!({ "user_id": uuid::Uuid::nil() })).await.0, 404);
    assert_eq!(test(&people.ada, json!({ "delete": true })).await.0, 400);
}

#[tokio::test]
async fn who_may_write_policies() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    notes(&app, &people).await;
    let raw = json!({ "name": "raw", "using": "true" });
    assert_eq!(add(&app, &people.ada, raw.clone()).await.0, 403, "expressions are for administrators");
    assert_eq!(add(&app, &people.bob, json!({ "preset": "public" })).await.0, 404);
    assert_eq!(add(&app, &people.admin, raw).await.0, 201);
    let path = "/api/v1/tables/notes/policies/raw";
    assert_eq!(app.send(Method::PATCH, path, &people.ada, json!({ "using": "false" })).await.0, 403);
    let (_, list) = app.get("/api/v1/tables/notes/policies", &people.ada).await;
    let names: Vec<_> = list.as_array().expect("a list").iter().map(|policy| &policy["name"]).collect();
    assert_eq!(names, ["raw", "selfdb_service", "selfdb_table_owner"]);
    for (method, body) in [(Method::DELETE, Value::Null), (Method::PATCH, json!({ "new_name": "x" }))] {
        let path = "/api/v1/tables/notes/policies/selfdb_service";
        assert_eq!(app.send(method, path, &people.admin, body).await.0, 409);
    }
    for wrong in [
        json!({ "name": "selfdb_x", "using": "true" }),
        json!({ "name": "", "using": "true" }),
        json!({ "name": "x" }),
        json!({ "name": "x", "using": "" }),
        json!({ "name": "x", "using": "nonsense" }),
        json!({ "name": "x", "using": "true", "roles": ["selfdb_owner"] }),
        json!({ "name": "x", "using": "true", "roles": [] }),
        json!({ "name": "x", "using": "true); DROP TABLE notes; --" }),
        json!({ "preset": "own-rows" }),
        json!({ "preset": "own-rows", "column": "body\"" }),
        json!({ "preset": "own-rows", "column": "id" }),
        json!({ "preset": "public", "using": "true" }),
        json!({ "preset": "public-read", "command": "delete" }),
        json!({ "preset": "public", "useing": "true" }),
    ] {
        let (status, answer) = add(&app, &people.admin, wrong.clone()).await;
        assert!(matches!(status, 400 | 422), "{status} {wrong}: {answer}");
    }
    sql(&app, "CREATE TABLE closed (id int)").await;
    let (status, _) = app
        .send(Method::POST, "/api/v1/tables/closed/policies", &people.admin, json!({ "preset": "public" }))
        .await;
    assert_eq!(status, 409, "a closed table is opened by its access level only");
}

#[tokio::test]
async fn a_dry_run_shows_and_does_nothing() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    notes(&app, &people).await;
    let path = "/api/v1/tables/notes/policies?dry_run=true";
    let own = json!({ "preset": "own-rows", "column": "user_id" });
    let (status, answer) = app.send(Method::POST, path, &people.ada, own).await;
    assert_eq!((status, &answer["dry_run"]), (200, &json!(true)));
    let statements = answer["sql"].as_str().expect("a script");
    for part in [
        "SET DEFAULT (auth.uid())",
        "CREATE POLICY \"own-rows\" ON public.\"notes\" FOR ALL TO authenticated",
        "selfdb.sync_grants",
    ] {
        assert!(statements.contains(part), "{part} in {statements}");
    }
    let (_, list) = app.get("/api/v1/tables/notes/policies", &people.ada).await;
    assert_eq!(list.as_array().map(Vec::len), Some(2));
    // What was shown can be run as it stands.
    sql(&app, statements).await;
    assert_eq!(seen(&app, &people, "bob", "notes").await, 0);
}

#[tokio::test]
async fn policies_of_the_sql_editor_act_at_once() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    notes(&app, &people).await;
    let run = async |query: &str| {
        let (status, answer) =
            app.send(Method::POST, "/api/v1/sql/execute", &people.admin, json!({ "query": query })).await;
        assert_eq!(status, 200, "{answer}");
    };
    assert_eq!(seen(&app, &people, "anon", "notes").await, -403);
    run("CREATE POLICY \"all\" ON notes FOR SELECT TO anon USING (true)").await;
    assert_eq!(seen(&app, &people, "anon", "notes").await, 0);
    run("DROP POLICY \"all\" ON notes").await;
    assert_eq!(seen(&app, &people, "anon", "notes").await, -403);
}
