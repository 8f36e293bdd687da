use super::*;
use proptest::prelude::*;

fn texts(script: &str) -> Vec<&str> {
    split(script).into_iter().map(|piece| piece.text).collect()
}

#[test]
fn semicolons_inside_something_do_not_split() {
    for whole in [
        "select 'a;b'",
        "select 'it''s;'",
        r"select E'\';'",
        "select e'a'\n  'b\\';'",
        "select e'a' -- c;\n 'b\\';'",
        "select \"a;\"\"b;\"",
        "select $$;$$",
        "select $x$ $$;$y$ $x$",
        "do $body$ begin perform 1; end $body$",
        "select 1 /* ; /* ; */ ; */ + 1",
        "select 1 -- ;\n + 1",
        "create rule r as on insert to t do also (insert into a values (1); insert into b values (2))",
        "create function f() returns int language sql begin atomic select case when true then 1 else 2 end; select 2; end",
        "select a$b$c from t",
    ] {
        assert_eq!(texts(&format!("{whole}; select 2;")), [whole, "select 2"], "{whole}");
    }
}

#[test]
fn what_looks_special_but_is_not() {
    // A backslash is nothing special in a plain string, nor is an E that ends a longer word.
    assert_eq!(texts(r"select '\'; select 1"), [r"select '\'", "select 1"]);
    assert_eq!(texts(r"select date'\'; select 1"), [r"select date'\'", "select 1"]);
    // A plain string that goes on behind a line break stays plain.
    assert_eq!(texts("select 'a'\n'\\'; select 1"), ["select 'a'\n'\\'", "select 1"]);
    // Identifiers may hold dollars.
    assert_eq!(texts("select a$$; select b$$"), ["select a$$", "select b$$"]);
    // BEGIN ATOMIC only counts in CREATE.
    assert_eq!(texts("begin; select 1; end"), ["begin", "select 1", "end"]);
    assert_eq!(texts(";; ; -- nothing\n/* at all */"), Vec::<&str>::new());
}

#[test]
fn parameters_and_words() {
    let pieces = split("select $2, '$9', $$ $7 $$, \"Weird\" from T -- $8");
    let [piece] = pieces.as_slice() else { panic!("one statement") };
    assert_eq!(piece.params(), 2);
    assert_eq!(piece.words().collect::<Vec<_>>(), ["select", "from", "t"]);
    assert_eq!((piece.word(0), piece.word(1)), ("select", ""));
}

/// Whole lexical units that hold every character that could mislead.
fn unit() -> impl Strategy<Value = String> {
    let inside = "[a-z;'\"$\\\\/*\\-\n ]{0,8}";
    prop_oneof![
        "[a-z]{1,6}",
        inside.prop_map(|s| format!("'{}'", s.replace('\'', "''"))),
        inside.prop_map(|s| format!("E'{}'", s.replace('\\', "\\\\").replace('\'', "\\'"))),
        inside.prop_map(|s| format!("\"{}\"", s.replace('"', "\"\""))),
        inside.prop_map(|s| format!("$q${}$q$", s.replace('$', ""))),
        inside.prop_map(|s| format!("/*{}*/", s.replace(['*', '/'], ""))),
        inside.prop_map(|s| format!("--{}\n", s.replace('\n', ""))),
        "\\([a-z;]{0,3}\\)",
        "\\$[1-9]",
    ]
}

proptest! {
    #[test]
    fn a_script_splits_where_it_was_joined(
        statements in prop::collection::vec(prop::collection::vec(unit(), 0..6), 1..6)
    ) {
        // A word first, so that no statement is empty or starts with a comment; one at the end, so that
        // none ends with one.
        let statements: Vec<String> =
            statements.iter().map(|units| format!("x {} y", units.join(" "))).collect();
        let script = statements.join(" ;\n");
        let found: Vec<&str> = split(&script).iter().map(|piece| piece.text.trim_end()).collect();
        prop_assert_eq!(found, statements.iter().map(String::as_str).collect::<Vec<_>>());
    }

    #[test]
    fn any_text_is_scanned_to_its_end(script in "\\PC{0,60}|[\\-/*'\"$;eE\\\\ \n()a-z0-9]{0,60}") {
        let pieces = split(&script);
        let mut last = 0;
        for piece in pieces {
            prop_assert!(piece.start >= last);
            prop_assert_eq!(script.get(piece.start..piece.start + piece.text.len()), Some(piece.text));
            last = piece.start + piece.text.len();
        }
    }
}
