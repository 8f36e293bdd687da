//! Labels for SQL texts. Neither is a safeguard: what a statement may do is decided by its role.

/// Words that start a statement which only reads.
const READING: [&str; 6] = ["select", "show", "explain", "describe", "values", "table"];
/// Words that make a WITH or EXPLAIN statement write.
const WRITING: [&str; 4] = ["insert", "update", "delete", "merge"];
/// Word sequences that the original refuses.
const DANGEROUS: [&str; 9] = [
    "drop database",
    "alter system",
    "create role",
    "drop role",
    "create user",
    "drop user",
    "set role",
    "pg_terminate_backend",
    "copy",
];

/// The words of `sql` in lower case, without comments and string literals.
fn words(sql: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut rest = sql.chars().peekable();
    while let Some(c) = rest.next() {
        if c.is_alphanumeric() || c == '_' {
            word.extend(c.to_lowercase());
            continue;
        }
        if !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        match (c, rest.peek()) {
            ('\'', _) => while rest.next().is_some_and(|c| c != '\'') {},
            ('-', Some('-')) => while rest.next().is_some_and(|c| c != '\n') {},
            ('/', Some('*')) => {
                let mut last = ' ';
                for c in rest.by_ref().skip(1) {
                    if last == '*' && c == '/' {
                        break;
                    }
                    last = c;
                }
            }
            (';', _) => words.push(";".to_owned()),
            _ => {}
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// Whether every statement only reads, by its words.
pub fn is_read_only(sql: &str) -> bool {
    let words = words(sql);
    let mut statements = words.split(|word| word == ";").filter(|words| !words.is_empty()).peekable();
    statements.peek().is_some()
        && statements.all(|words| {
            let first = words.first().map(String::as_str).unwrap_or_default();
            let writes = words.iter().any(|word| WRITING.contains(&word.as_str()));
            match first {
                "with" | "explain" => !writes,
                _ => READING.contains(&first) && !words.iter().any(|word| word == "into"),
            }
        })
}

/// The refused word sequence that `sql` holds.
pub fn dangerous(sql: &str) -> Option<&'static str> {
    let words = words(sql);
    let copies = words.split(|word| word == ";").any(|words| {
        words.first().is_some_and(|word| word == "copy")
            && words.iter().any(|word| matches!(word.as_str(), "program" | "stdin"))
    });
    let text = format!(" {} ", words.join(" "));
    DANGEROUS.into_iter().find(|what| match *what {
        "copy" => copies,
        what => text.contains(&format!(" {what} ")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_is_told_from_writing() {
        for sql in ["select 1", "-- c\nSELECT 1;", "/* x */ show all", "with a as (select 1) select * from a"]
        {
            assert!(is_read_only(sql), "{sql}");
        }
        for sql in [
            "",
            "insert into t values (1)",
            "with a as (insert into t values (1)) select 1",
            "select 1; drop table t",
        ] {
            assert!(!is_read_only(sql), "{sql}");
        }
    }

    #[test]
    fn the_original_s_list() {
        assert_eq!(dangerous("DROP  DATABASE x"), Some("drop database"));
        assert_eq!(dangerous("select pg_terminate_backend(1)"), Some("pg_terminate_backend"));
        assert_eq!(dangerous("copy t from program 'x'"), Some("copy"));
        assert_eq!(dangerous("set/**/role postgres"), Some("set role"));
        assert_eq!(dangerous("select 'drop database x'"), None);
    }
}
