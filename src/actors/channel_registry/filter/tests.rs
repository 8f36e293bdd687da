use super::*;

fn row() -> Map<String, Value> {
    let row = r#"{"id": 10, "name": "bo", "big": 9007199254740993, "none": null, "on": true, "price": 1.50,
                  "note": "a,b (c)", "at": "2026-01-02T03:04:05+00:00", "tags": ["x"]}"#;
    serde_json::from_str(row).expect("JSON")
}

#[test]
fn conditions_compare_by_value() {
    for (filter, passes) in [
        ("", true),
        ("id=eq.10", true),
        ("id=gt.9", true),
        ("id=lt.9", false),
        ("id=lte.10,name=eq.bo", true),
        ("id=lte.10,name=eq.al", false),
        ("id=gte.11", false),
        ("name=neq.al", true),
        ("name=in.(al,bo)", true),
        ("id=in.(1,2)", false),
        ("big=eq.9007199254740993", true),
        ("big=eq.9007199254740992", false),
        ("price=eq.1.5", true),
        ("none=eq.null", false),
        ("missing=neq.1", false),
        ("on=eq.true", true),
        ("at=gte.2026-01-02 03:04:05Z", true),
        ("at=gt.2026-01-02 03:04:05Z", false),
    ] {
        assert_eq!(Filter::parse(filter).expect("valid").admits(&row()), passes, "{filter}");
    }
}

#[test]
fn patterns_nulls_and_quotes() {
    for (filter, passes) in [
        ("name=like.b%", true),
        ("name=like.B%", false),
        ("name=ilike.B_", true),
        ("name=like.b", false),
        ("note=like.%\\%", false),
        ("name=match.^b.$", true),
        ("name=imatch.^B", true),
        ("name=match.x", false),
        ("none=is.null", true),
        ("name=is.null", false),
        ("on=is.true", true),
        ("on=is.false", false),
        ("none=is.true", false),
        ("none=isdistinct.1", true),
        ("id=isdistinct.10", false),
        ("id=isdistinct.null", true),
        ("none=isdistinct.null", false),
        (r#"note=eq."a,b (c)""#, true),
        (r#"note=in.("a,b (c)",x),id=eq.10"#, true),
        (r#"note=in.("a,b (c)",x),id=eq.11"#, false),
        (r#"note=eq."a\,b (c)""#, true),
    ] {
        assert_eq!(Filter::parse(filter).expect("valid").admits(&row()), passes, "{filter}");
    }
}

#[test]
fn not_turns_round_but_null_stays_null() {
    for (filter, passes) in [
        ("id=not.eq.11", true),
        ("id=not.in.(9,10)", false),
        ("name=not.like.b%", false),
        ("none=not.eq.1", false),
        ("none=not.is.null", false),
        ("id=not.is.null", true),
        ("missing=not.eq.1", false),
        ("id=not.isdistinct.10", true),
    ] {
        assert_eq!(Filter::parse(filter).expect("valid").admits(&row()), passes, "{filter}");
    }
}

#[test]
fn what_is_no_filter_is_refused() {
    for text in ["id", "id=5", "=eq.5", "id=in.1,2", ",id=eq.1"] {
        assert_eq!(Filter::parse(text), Err(FilterError::Form), "{text}");
    }
    assert_eq!(Filter::parse("id=near.x"), Err(FilterError::Operator("near".into())));
    assert_eq!(Filter::parse("id=is.5"), Err(FilterError::Is("5".into())));
    assert!(matches!(Filter::parse("id=match.("), Err(FilterError::Pattern(_))));
    assert!(matches!(Filter::parse("id=match.(a{900}){900}"), Err(FilterError::Pattern(_))));
}
