//! `eq.5`, `not.in.(a,b)`, `like(any).{a*,b*}`, `fts(english).words`.

use super::{
    ast::{Comparison, IsValue, Quantifier, SearchKind, Test},
    error::QueryError,
    list::list,
    scanner::Scanner,
};

/// Reads a single value: to the end of the text, or to the end of an item of a logic tree.
pub type Value = fn(&mut Scanner<'_>) -> Result<String, QueryError>;

const EXPECTED: &str = "operator (eq, gt, ...)";

/// `not.` or nothing, and a test.
pub fn operation(scanner: &mut Scanner<'_>, value: Value) -> Result<(bool, Test), QueryError> {
    let negated = scanner.eat("not.");
    let mut ahead = scanner.clone();
    let token = ahead.take_while(|c| c.is_ascii_lowercase());
    let test = match token {
        "in" => {
            ahead.expect(".")?;
            Test::In(list(&mut ahead)?)
        }
        "is" => {
            ahead.expect(".")?;
            Test::Is(is_value(&mut ahead)?)
        }
        "isdistinct" => {
            ahead.expect(".")?;
            Test::Distinct(value(&mut ahead)?)
        }
        "fts" => search(&mut ahead, SearchKind::Query, value)?,
        "plfts" => search(&mut ahead, SearchKind::Plain, value)?,
        "phfts" => search(&mut ahead, SearchKind::Phrase, value)?,
        "wfts" => search(&mut ahead, SearchKind::Web, value)?,
        _ => {
            let comparison = Comparison::parse(token).ok_or_else(|| scanner.wrong(EXPECTED))?;
            compare(&mut ahead, comparison, value)?
        }
    };
    *scanner = ahead;
    Ok((negated, test))
}

fn compare(scanner: &mut Scanner<'_>, comparison: Comparison, value: Value) -> Result<Test, QueryError> {
    let quantifier = if !comparison.quantifiable() {
        None
    } else if scanner.eat("(any)") {
        Some(Quantifier::Any)
    } else if scanner.eat("(all)") {
        Some(Quantifier::All)
    } else {
        None
    };
    scanner.expect(".")?;
    Ok(Test::Compare(comparison, quantifier, value(scanner)?))
}

fn is_value(scanner: &mut Scanner<'_>) -> Result<IsValue, QueryError> {
    let mut ahead = scanner.clone();
    let value = match ahead.take_while(|c| c.is_ascii_alphabetic() || c == '_').to_ascii_lowercase().as_str()
    {
        "null" => IsValue::Null,
        "not_null" => IsValue::NotNull,
        "true" => IsValue::True,
        "false" => IsValue::False,
        "unknown" => IsValue::Unknown,
        _ => return Err(scanner.wrong("null, not_null, true, false or unknown")),
    };
    *scanner = ahead;
    Ok(value)
}

fn search(scanner: &mut Scanner<'_>, kind: SearchKind, value: Value) -> Result<Test, QueryError> {
    let language = if scanner.eat("(") {
        let language = scanner.word("a text search configuration")?;
        scanner.expect(")")?;
        Some(language)
    } else {
        None
    };
    scanner.expect(".")?;
    Ok(Test::Search { kind, language, query: value(scanner)? })
}
