//! Lists: `(a,"b,c")`, column lists, and the array texts that Postgres reads.

use super::{error::QueryError, limits, scanner::Scanner};

/// `(a,"b,c")`. Inside quotes a backslash keeps the next character.
pub fn list(scanner: &mut Scanner<'_>) -> Result<Vec<String>, QueryError> {
    scanner.blanks();
    scanner.expect("(")?;
    scanner.blanks();
    let mut values = Vec::new();
    if scanner.eat(")") {
        return Ok(values);
    }
    loop {
        if values.len() == limits::LIST_VALUES {
            return Err(scanner.over("values in a list", limits::LIST_VALUES));
        }
        values.push(element(scanner)?);
        if scanner.eat(")") {
            scanner.blanks();
            return Ok(values);
        }
        scanner.expect(",")?;
    }
}

/// A quoted value that ends the element, or everything up to a comma or parenthesis.
pub fn element(scanner: &mut Scanner<'_>) -> Result<String, QueryError> {
    if scanner.peek() == Some('"') {
        let mut ahead = scanner.clone();
        let value = ahead.quoted()?;
        if matches!(ahead.peek(), None | Some(',' | ')')) {
            *scanner = ahead;
            return Ok(value);
        }
    }
    Ok(scanner.take_while(|c| c != ',' && c != ')').to_owned())
}

/// A whole text that is a list in parentheses.
pub fn parse_list(field: &str, text: &str) -> Result<Vec<String>, QueryError> {
    let mut scanner = Scanner::new(field, text);
    let values = list(&mut scanner)?;
    if scanner.at_end() { Ok(values) } else { Err(scanner.wrong("end of input")) }
}

/// `a,b,"c d"`, as `columns` and `on_conflict` are.
pub fn parse_columns(field: &str, text: &str) -> Result<Vec<String>, QueryError> {
    let mut scanner = Scanner::new(field, text);
    let mut names = Vec::new();
    loop {
        if names.len() == limits::SELECT_ITEMS {
            return Err(scanner.over("columns", limits::SELECT_ITEMS));
        }
        scanner.blanks();
        names.push(scanner.name()?);
        scanner.blanks();
        if scanner.at_end() {
            return Ok(names);
        }
        scanner.expect(",")?;
    }
}

/// The values as the text of a Postgres array.
pub fn array_literal(values: &[String]) -> String {
    let mut text = String::from("{");
    for (n, value) in values.iter().enumerate() {
        if n > 0 {
            text.push(',');
        }
        text.push('"');
        for c in value.chars() {
            if matches!(c, '"' | '\\') {
                text.push('\\');
            }
            text.push(c);
        }
        text.push('"');
    }
    text.push('}');
    text
}
