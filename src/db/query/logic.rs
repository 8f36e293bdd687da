//! `or=(a.eq.1,not.and(b.gt.2,c.is.null))`.

use super::{
    ast::{Condition, Filter},
    error::QueryError,
    filter::operation,
    limits,
    list::element,
    scanner::Scanner,
};

/// Parses the parenthesised parts of `and=` or `or=`.
pub fn parse_logic(field: &str, negated: bool, any: bool, text: &str) -> Result<Condition, QueryError> {
    let mut scanner = Scanner::new(field, text);
    let parts = parts(&mut scanner, 1)?;
    if scanner.at_end() {
        Ok(Condition::Group { negated, any, parts })
    } else {
        Err(scanner.wrong("end of input"))
    }
}

fn parts(scanner: &mut Scanner<'_>, depth: usize) -> Result<Vec<Condition>, QueryError> {
    if depth > limits::LOGIC_DEPTH {
        return Err(scanner.over("levels of and/or", limits::LOGIC_DEPTH));
    }
    scanner.blanks();
    scanner.expect("(")?;
    let mut found = Vec::new();
    loop {
        if found.len() == limits::CONDITIONS {
            return Err(scanner.over("conditions", limits::CONDITIONS));
        }
        scanner.blanks();
        found.push(part(scanner, depth)?);
        scanner.blanks();
        if scanner.eat(")") {
            scanner.blanks();
            return Ok(found);
        }
        scanner.expect(",")?;
    }
}

fn part(scanner: &mut Scanner<'_>, depth: usize) -> Result<Condition, QueryError> {
    for (token, negated, any) in
        [("and", false, false), ("or", false, true), ("not.and", true, false), ("not.or", true, true)]
    {
        let mut ahead = scanner.clone();
        if ahead.eat(token) {
            ahead.blanks();
            if ahead.peek() == Some('(') {
                let parts = parts(&mut ahead, depth + 1)?;
                *scanner = ahead;
                return Ok(Condition::Group { negated, any, parts });
            }
        }
    }
    let field = scanner.field()?;
    scanner.expect(".")?;
    let (negated, test) = operation(scanner, item_value)?;
    Ok(Condition::Filter(Filter { field, negated, test }))
}

/// A value inside a tree: quoted, an array in braces, or up to a comma or parenthesis.
fn item_value(scanner: &mut Scanner<'_>) -> Result<String, QueryError> {
    if scanner.peek() == Some('{') {
        let mut ahead = scanner.clone();
        ahead.expect("{")?;
        let inside = ahead.take_while(|c| c != '{' && c != '}');
        if ahead.eat("}") {
            *scanner = ahead;
            return Ok(format!("{{{inside}}}"));
        }
    }
    element(scanner)
}
