//! `order=a.desc.nullslast,b->>c,rel(d).asc`.

use super::{ast::OrderTerm, error::QueryError, limits, scanner::Scanner};

/// Parses the value of `order`.
pub fn parse_order(field: &str, text: &str) -> Result<Vec<OrderTerm>, QueryError> {
    let mut scanner = Scanner::new(field, text);
    let mut terms = Vec::new();
    loop {
        if terms.len() == limits::ORDER_TERMS {
            return Err(scanner.over("order terms", limits::ORDER_TERMS));
        }
        terms.push(term(&mut scanner)?);
        scanner.blanks();
        if scanner.at_end() {
            return Ok(terms);
        }
        scanner.expect(",")?;
    }
}

fn term(scanner: &mut Scanner<'_>) -> Result<OrderTerm, QueryError> {
    let mut field = scanner.field()?;
    let mut relation = None;
    if field.path.is_empty() && scanner.eat("(") {
        relation = Some(std::mem::replace(&mut field, scanner.field()?).name);
        scanner.expect(")")?;
    }
    let descending = scanner.eat(".desc");
    if !descending {
        scanner.eat(".asc");
    }
    // `.descending` is no direction.
    if scanner.peek().is_some_and(char::is_alphabetic) {
        return Err(scanner.wrong("asc, desc, nullsfirst or nullslast"));
    }
    let nulls_first = if scanner.eat(".nullsfirst") {
        Some(true)
    } else if scanner.eat(".nullslast") {
        Some(false)
    } else {
        None
    };
    scanner.blanks();
    if !scanner.at_end() && scanner.peek() != Some(',') {
        return Err(scanner.wrong("asc, desc, nullsfirst, nullslast, \",\" or end of input"));
    }
    Ok(OrderTerm { relation, field, descending, nulls_first })
}
