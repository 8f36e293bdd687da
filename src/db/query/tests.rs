use super::{
    ast::{Clauses, Comparison, Condition, Field, Filter, JsonKey, JsonStep, Quantifier, SelectItem, Test},
    *,
};

fn parse(members: &[(&str, &str)]) -> Result<ReadQuery, QueryError> {
    let members: Vec<_> = members.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    ReadQuery::parse(&members)
}

fn root(name: &str, value: &str) -> Clauses {
    parse(&[(name, value)]).unwrap_or_else(|error| panic!("{name}={value}: {error:?}")).root
}

fn test_of(value: &str) -> (bool, Test) {
    match root("c", value).conditions.pop() {
        Some(Condition::Filter(Filter { negated, test, .. })) => (negated, test),
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_operator_is_known() {
    for op in [
        "eq", "neq", "gt", "gte", "lt", "lte", "like", "ilike", "match", "imatch", "cs", "cd", "ov", "sl",
        "sr", "nxr", "nxl", "adj",
    ] {
        let comparison = Comparison::parse(op).expect("an operator");
        assert_eq!(
            test_of(&format!("{op}.a.b,(c")),
            (false, Test::Compare(comparison, None, "a.b,(c".into()))
        );
        assert!(test_of(&format!("not.{op}.x")).0, "{op}");
    }
    let any = test_of("like(any).{a*,b*}").1;
    assert_eq!(any, Test::Compare(Comparison::Like, Some(Quantifier::Any), "{a*,b*}".into()));
    assert_eq!(test_of(r#"in.(a,"b,\"c")"#).1, Test::In(vec!["a".into(), "b,\"c".into()]));
    assert_eq!(test_of("in.()").1, Test::In(vec![]));
    assert!(matches!(test_of("is.NULL").1, Test::Is(ast::IsValue::Null)));
    assert!(matches!(test_of("not.is.not_null"), (true, Test::Is(ast::IsValue::NotNull))));
    assert!(matches!(test_of("isdistinct.").1, Test::Distinct(v) if v.is_empty()));
    assert!(
        matches!(test_of("wfts(english).a b").1, Test::Search { language: Some(l), .. } if l == "english")
    );
    for wrong in ["5", "=.5", "eq", "is.nothing", "in.(a", "neq(any).{1}", "not.5", "is.null; drop"] {
        assert!(parse(&[("c", wrong)]).is_err(), "{wrong}");
    }
}

#[test]
fn selections_nest() {
    let select = parse_select("id,n:name::text,d->a->>-1,client:clients!fk!inner(*,x(y)),...o(z),\"q,\"")
        .expect("good");
    let [id, n, d, client, spread, quoted] = select.as_slice() else { panic!("{select:?}") };
    let plain = |name: &str| Field { name: name.into(), path: vec![] };
    assert_eq!(*id, SelectItem::Field { alias: None, field: plain("id"), cast: None });
    assert_eq!(
        *n,
        SelectItem::Field { alias: Some("n".into()), field: plain("name"), cast: Some("text".into()) }
    );
    let SelectItem::Field { field, .. } = d else { panic!("{d:?}") };
    let steps = [
        JsonStep { text: false, key: JsonKey::Member("a".into()) },
        JsonStep { text: true, key: JsonKey::Index(-1) },
    ];
    assert_eq!(field.path, steps);
    let SelectItem::Embed(client) = client else { panic!("{client:?}") };
    assert_eq!(
        (client.name(), client.target.as_str(), client.hint.as_deref()),
        ("client", "clients", Some("fk"))
    );
    assert!(client.inner && client.select.len() == 2);
    assert!(matches!(spread, SelectItem::Embed(e) if e.spread && e.target == "o"));
    assert_eq!(*quoted, SelectItem::Field { alias: None, field: plain("q,"), cast: None });
    assert_eq!(parse_select("").expect("nothing"), vec![]);
    for wrong in ["a,", "a b(", "(", "a)", "a::", "...x", "a->", "a:", "a(b", "a(b))"] {
        assert!(parse_select(wrong).is_err(), "{wrong}");
    }
    for aggregate in ["n.sum()", "count()", "total:n.avg()"] {
        assert_eq!(parse_select(aggregate).expect_err("off").fault, Fault::Aggregates, "{aggregate}");
    }
}

#[test]
fn logic_nests_and_is_bounded() {
    let clauses = root("or", "(a.eq.1,not.and(b.gt.2,c.in.(1,2)),d.ov.{1,2},e.eq.\"x,y\")");
    let Some(Condition::Group { any: true, negated: false, parts }) = clauses.conditions.first() else {
        panic!("{clauses:?}")
    };
    assert_eq!(parts.len(), 4);
    assert!(matches!(&parts[1], Condition::Group { negated: true, any: false, parts } if parts.len() == 2));
    assert!(
        matches!(&parts[2], Condition::Filter(f) if matches!(&f.test, Test::Compare(Comparison::Ov, None, v) if v == "{1,2}"))
    );
    assert!(
        matches!(&parts[3], Condition::Filter(f) if matches!(&f.test, Test::Compare(_, None, v) if v == "x,y"))
    );
    let negated = parse(&[("rel.not.or", "(a.eq.1)")]).expect("good");
    assert_eq!(negated.embedded[0].0, ["rel"]);
    let deep =
        format!("{}a.eq.1{}", "(and".repeat(limits::LOGIC_DEPTH + 1), ")".repeat(limits::LOGIC_DEPTH + 1));
    assert!(parse(&[("and", &deep)]).is_err());
    let wide = format!("({})", vec!["a.eq.1"; limits::CONDITIONS + 1].join(","));
    assert!(parse(&[("or", &wide)]).is_err());
}

#[test]
fn orders_and_ranges() {
    let order = root("order", "a.desc.nullslast,b,rel(c).asc,d->>e.nullsfirst").order;
    assert_eq!(order.len(), 4);
    assert!(order[0].descending && order[0].nulls_first == Some(false));
    assert_eq!((order[2].relation.as_deref(), order[2].field.name.as_str()), (Some("rel"), "c"));
    assert_eq!((order[3].field.path.len(), order[3].nulls_first), (1, Some(true)));
    for wrong in ["a.asc;", "a.up", "a.descending", "", "a,", "r(b", "a.desc.asc"] {
        assert!(parse(&[("order", wrong)]).is_err(), "{wrong}");
    }
    assert_eq!(root("limit", "7").limit, Some(7));
    for wrong in ["-1", "x", "", "1 or 1=1", "99999999999999999999"] {
        assert!(parse(&[("limit", wrong)]).is_err(), "{wrong}");
        assert!(parse(&[("rel.offset", wrong)]).is_err(), "{wrong}");
    }
}

#[test]
fn arrays_are_quoted() {
    assert_eq!(array_literal(&["a".into(), "b\"\\,{".into(), String::new()]), r#"{"a","b\"\\,{",""}"#);
}

mod fuzz {
    use super::*;
    use proptest::prelude::*;

    /// Pieces of the grammar, to get deeper into the parser than random characters do.
    const PIECES: [&str; 34] = [
        "a",
        "b-c",
        "(",
        ")",
        ",",
        ".",
        "->",
        "->>",
        "::",
        ":",
        "\"",
        "\\",
        "!",
        "inner",
        "...",
        "*",
        "eq",
        "not",
        "and",
        "or",
        "in",
        "is",
        "null",
        "{",
        "}",
        "like(any)",
        "fts(english)",
        "desc",
        "nullslast",
        "count()",
        "-1",
        "é",
        " ",
        "\0",
    ];

    fn text() -> impl Strategy<Value = String> {
        prop_oneof![
            ".{0,60}",
            prop::collection::vec(prop::sample::select(&PIECES[..]), 0..60)
                .prop_map(|pieces| pieces.concat()),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3000))]

        #[test]
        fn nothing_makes_the_parser_panic(name in text(), value in text()) {
            for name in [name.as_str(), "select", "order", "and", "not.or", "c", "limit", "columns", "on_conflict"] {
                // Whether it is in the grammar does not matter here.
                let _ = parse(&[(name, &value)]);
                let _ = ReadQuery::parse_call(&[(name.to_owned(), value.clone())]);
            }
        }

        #[test]
        fn values_of_filters_arrive_as_they_are(value in ".{0,40}") {
            prop_assert_eq!(test_of(&format!("eq.{value}")), (false, Test::Compare(Comparison::Eq, None, value)));
        }

        #[test]
        fn quoted_values_arrive_as_they_are(values in prop::collection::vec(".{0,12}", 1..5)) {
            let quoted = |v: &String| format!("\"{}\"", v.replace('\\', "\\\\").replace('"', "\\\""));
            let list = values.iter().map(quoted).collect::<Vec<_>>().join(",");
            prop_assert_eq!(test_of(&format!("in.({list})")).1, Test::In(values.clone()));
            let Some(Condition::Group { parts, .. }) = root("or", &format!("(a.eq.{})", quoted(&values[0]))).conditions.pop()
                else { panic!("a group") };
            let Condition::Filter(filter) = &parts[0] else { panic!("a filter") };
            prop_assert_eq!(&filter.test, &Test::Compare(Comparison::Eq, None, values[0].clone()));
        }
    }

    #[test]
    fn depth_is_bounded_however_long_the_text() {
        for piece in ["a(", "...a(", "a:b!c("] {
            assert!(parse_select(&piece.repeat(50_000)).is_err());
        }
        for piece in ["(and", "(not.or", "(a.eq.1,or"] {
            assert!(parse(&[("or", &piece.repeat(10_000))]).is_err());
        }
    }
}
