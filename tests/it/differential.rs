//! Random filters against the same conditions written in SQL by hand.

use crate::support::{People, TestApp};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use proptest::{prelude::*, strategy::ValueTree as _, test_runner::TestRunner};
use reqwest::Method;
use serde_json::Value;

/// A filter as a query member and as SQL.
type Pair = (String, String, String);

const TEXTS: [&str; 8] = ["a", "b", "a,b", "x\"y", "(c)", "d.e", "", "é%_"];

fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Operator and value of one filter, and what they mean in SQL.
fn leaf() -> impl Strategy<Value = Pair> {
    let number = (prop::sample::select(vec!["eq", "neq", "gt", "gte", "lt", "lte", "isdistinct"]), -2i32..12)
        .prop_map(|(op, n)| {
            let sql = match op {
                "eq" => "=",
                "neq" => "<>",
                "gt" => ">",
                "gte" => ">=",
                "lt" => "<",
                "lte" => "<=",
                _ => "IS DISTINCT FROM",
            };
            ("n".to_owned(), format!("{op}.{n}"), format!("n {sql} {n}"))
        });
    let text = (prop::sample::select(vec!["eq", "neq", "gt"]), prop::sample::select(&TEXTS[..])).prop_map(
        |(op, text)| {
            let sql = match op {
                "eq" => "=",
                "neq" => "<>",
                _ => ">",
            };
            ("t".to_owned(), format!("{op}.{}", quoted(text)), format!("t {sql} {}", literal(text)))
        },
    );
    let list = prop::collection::vec(prop::sample::select(&TEXTS[..]), 1..4).prop_map(|texts| {
        let list = texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(",");
        let sql = texts.iter().map(|text| literal(text)).collect::<Vec<_>>().join(",");
        ("t".to_owned(), format!("in.({list})"), format!("t IN ({sql})"))
    });
    let null = prop::sample::select(vec![
        ("n", "null", "NULL"),
        ("t", "not_null", "NOT NULL"),
        ("b", "true", "TRUE"),
        ("b", "unknown", "UNKNOWN"),
    ])
    .prop_map(|(column, value, sql)| {
        (column.to_owned(), format!("is.{value}"), format!("{column} IS {sql}"))
    });
    let json =
        (-2i32..12).prop_map(|n| ("j->>k".to_owned(), format!("eq.{n}"), format!("(j ->> 'k') = '{n}'")));
    let array = prop::collection::vec(0i32..5, 0..3).prop_map(|list| {
        let list = list.iter().map(i32::to_string).collect::<Vec<_>>().join(",");
        ("a".to_owned(), format!("cs.{{{list}}}"), format!("a @> '{{{list}}}'::int[]"))
    });
    prop_oneof![number, text, list, null, json, array]
}

/// A tree as an item of `and=(…)`, and as SQL.
fn tree() -> impl Strategy<Value = (String, String)> {
    let leaf = (leaf(), any::<bool>()).prop_map(|((column, test, sql), negated)| {
        if negated {
            (format!("{column}.not.{test}"), format!("NOT ({sql})"))
        } else {
            (format!("{column}.{test}"), format!("({sql})"))
        }
    });
    leaf.prop_recursive(3, 20, 4, |inner| {
        (prop::collection::vec(inner, 1..4), any::<bool>(), any::<bool>()).prop_map(
            |(parts, any, negated)| {
                let word = if any { "or" } else { "and" };
                let items = parts.iter().map(|(item, _)| item.clone()).collect::<Vec<_>>().join(",");
                let sql = parts.iter().map(|(_, sql)| sql.clone()).collect::<Vec<_>>().join(if any {
                    " OR "
                } else {
                    " AND "
                });
                if negated {
                    (format!("not.{word}({items})"), format!("NOT ({sql})"))
                } else {
                    (format!("{word}({items})"), format!("({sql})"))
                }
            },
        )
    })
}

#[tokio::test]
async fn filters_mean_what_sql_says() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    let sql = app.sql().await;
    sql.batch_execute(
        "SET ROLE selfdb_owner;
         CREATE TABLE d (id int PRIMARY KEY, n int, t text, b boolean, j jsonb, a int[]);
         INSERT INTO d SELECT i, nullif(i % 11, 10), (ARRAY['a', 'b', 'a,b', 'x\"y', '(c)', 'd.e', '', 'é%_', NULL])[i % 9 + 1],
                nullif(i % 3, 2)::boolean, CASE WHEN i % 5 > 0 THEN jsonb_build_object('k', i % 7) END,
                CASE WHEN i % 4 > 0 THEN ARRAY[i % 4, i % 5] END
           FROM generate_series(1, 150) i;
         GRANT SELECT ON d TO authenticated",
    )
    .await
    .expect("a table");
    let mut runner = TestRunner::deterministic();
    for _ in 0..200 {
        let trees = prop::collection::vec(tree(), 1..3).new_tree(&mut runner).expect("trees").current();
        let encoded = |item: &String| utf8_percent_encode(item, NON_ALPHANUMERIC).to_string();
        let members: String = trees.iter().map(|(item, _)| format!("&and=({})", encoded(item))).collect();
        let request = app.call(Method::GET, &format!("/rest/v1/d?select=id&order=id{members}"), &people.ada);
        let answer = request.send().await.expect("an answer");
        let status = answer.status();
        let rows: Value = answer.json().await.expect("JSON");
        assert_eq!(status, 200, "{trees:?}: {rows}");
        let found: Vec<i64> =
            rows.as_array().expect("rows").iter().filter_map(|row| row["id"].as_i64()).collect();
        let conditions = trees.iter().map(|(_, sql)| sql.as_str()).collect::<Vec<_>>().join(" AND ");
        let expected = sql
            .query(&format!("SELECT id::bigint FROM d WHERE {conditions} ORDER BY id"), &[])
            .await
            .expect(&conditions);
        let expected: Vec<i64> = expected.iter().map(|row| row.get(0)).collect();
        assert_eq!(found, expected, "{trees:?}");
    }
}
