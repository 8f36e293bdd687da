//! Labels for scripts. Neither is a safeguard: what a statement may do is decided by its role.

use crate::db::sql::lexer::Piece;

/// Words that start a statement which only reads.
const READING: [&str; 6] = ["select", "show", "explain", "describe", "values", "table"];
/// Words that make a WITH or EXPLAIN statement write.
const WRITING: [&str; 4] = ["insert", "update", "delete", "merge"];
/// Word sequences that the original refuses.
const DANGEROUS: [&[&str]; 8] = [
    &["drop", "database"],
    &["alter", "system"],
    &["create", "role"],
    &["drop", "role"],
    &["create", "user"],
    &["drop", "user"],
    &["set", "role"],
    &["pg_terminate_backend"],
];

/// Whether every statement only reads, by its words.
pub fn is_read_only(pieces: &[Piece<'_>]) -> bool {
    pieces.iter().all(|piece| match piece.word(0) {
        "with" | "explain" => !piece.words().any(|word| WRITING.contains(&word)),
        first => READING.contains(&first) && !piece.words().any(|word| word == "into"),
    })
}

/// The refused word sequence that a statement holds.
pub fn dangerous(pieces: &[Piece<'_>]) -> Option<String> {
    pieces.iter().find_map(|piece| {
        let words: Vec<&str> = piece.words().collect();
        let copies =
            words.first() == Some(&"copy") && words.iter().any(|w| matches!(*w, "program" | "stdin"));
        if copies {
            return Some("copy".to_owned());
        }
        let found = DANGEROUS.iter().find(|what| words.windows(what.len()).any(|window| window == **what));
        found.map(|what| what.join(" "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::sql::lexer::split;

    #[test]
    fn reading_is_told_from_writing() {
        for sql in ["select 1", "-- c\nSELECT 1;", "/* x */ show all", "with a as (select 1) select * from a"]
        {
            assert!(is_read_only(&split(sql)), "{sql}");
        }
        for sql in [
            "insert into t values (1)",
            "with a as (insert into t values (1)) select 1",
            "select 1 into t",
            "select 1; drop table t",
        ] {
            assert!(!is_read_only(&split(sql)), "{sql}");
        }
    }

    #[test]
    fn the_original_s_list() {
        let found = |sql: &str| dangerous(&split(sql));
        assert_eq!(found("DROP  DATABASE x").as_deref(), Some("drop database"));
        assert_eq!(found("select pg_terminate_backend(1)").as_deref(), Some("pg_terminate_backend"));
        assert_eq!(found("select 1; copy t from program 'x'").as_deref(), Some("copy"));
        assert_eq!(found("set/**/role postgres").as_deref(), Some("set role"));
        assert_eq!(found("select 'drop database x'"), None);
        assert_eq!(found("select drop; database x"), None);
    }
}
