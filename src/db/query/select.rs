//! `select=a,alias:b::text,c->d,rel!hint!inner(x,y),...other(z)`.

use super::{
    ast::{Embed, SelectItem},
    error::{Fault, QueryError},
    limits,
    scanner::Scanner,
};

/// Items and embedded resources counted so far.
#[derive(Default)]
struct Counts {
    items: usize,
    embeds: usize,
}

/// Parses the value of `select`. An empty one selects nothing.
pub fn parse_select(text: &str) -> Result<Vec<SelectItem>, QueryError> {
    let mut scanner = Scanner::new("select parameter", text);
    let mut counts = Counts::default();
    let items = items(&mut scanner, &mut counts, 0)?;
    if scanner.at_end() { Ok(items) } else { Err(scanner.wrong("\",\" or end of input")) }
}

fn items(
    scanner: &mut Scanner<'_>,
    counts: &mut Counts,
    depth: usize,
) -> Result<Vec<SelectItem>, QueryError> {
    let mut found = Vec::new();
    scanner.blanks();
    if scanner.at_end() || scanner.peek() == Some(')') {
        return Ok(found);
    }
    loop {
        counts.items += 1;
        if counts.items > limits::SELECT_ITEMS {
            return Err(scanner.over("selected items", limits::SELECT_ITEMS));
        }
        found.push(item(scanner, counts, depth)?);
        scanner.blanks();
        if !scanner.eat(",") {
            return Ok(found);
        }
    }
}

fn item(scanner: &mut Scanner<'_>, counts: &mut Counts, depth: usize) -> Result<SelectItem, QueryError> {
    scanner.blanks();
    if scanner.eat("...") {
        let target = scanner.name()?;
        return embed(scanner, counts, depth, Embed { spread: true, ..bare(None, target) });
    }
    if scanner.eat("*") {
        return Ok(SelectItem::Star);
    }
    let (alias, name) = alias_and_name(scanner)?;
    if matches!(scanner.peek(), Some('(' | '!')) {
        if name == "count" && scanner.rest().starts_with("()") {
            return Err(aggregates());
        }
        return embed(scanner, counts, depth, bare(alias, name));
    }
    let field = super::ast::Field { name, path: scanner.json_path()? };
    scanner.blanks();
    let cast = if scanner.eat("::") { Some(scanner.word("a type")?) } else { None };
    if scanner.peek() == Some('.') {
        return Err(aggregates());
    }
    scanner.blanks();
    match scanner.peek() {
        None | Some(',' | ')') => Ok(SelectItem::Field { alias, field, cast }),
        Some(_) => Err(scanner.wrong("\"->\", \"::\", \"(\", \",\" or end of input")),
    }
}

fn alias_and_name(scanner: &mut Scanner<'_>) -> Result<(Option<String>, String), QueryError> {
    let name = scanner.name()?;
    scanner.blanks();
    if !scanner.rest().starts_with(':') || scanner.rest().starts_with("::") {
        return Ok((None, name));
    }
    scanner.expect(":")?;
    scanner.blanks();
    Ok((Some(name), scanner.name()?))
}

fn bare(alias: Option<String>, target: String) -> Embed {
    Embed { alias, target, hint: None, inner: false, spread: false, select: Vec::new() }
}

fn embed(
    scanner: &mut Scanner<'_>,
    counts: &mut Counts,
    depth: usize,
    mut embed: Embed,
) -> Result<SelectItem, QueryError> {
    counts.embeds += 1;
    if counts.embeds > limits::EMBEDS {
        return Err(scanner.over("embedded resources", limits::EMBEDS));
    }
    if depth == limits::EMBED_DEPTH {
        return Err(scanner.over("levels of embedding", limits::EMBED_DEPTH));
    }
    for _ in 0..2 {
        if scanner.eat("!") {
            match scanner.name()? {
                join if join == "inner" => embed.inner = true,
                join if join == "left" => embed.inner = false,
                hint => embed.hint = Some(hint),
            }
        }
    }
    scanner.expect("(")?;
    embed.select = items(scanner, counts, depth + 1)?;
    scanner.expect(")")?;
    Ok(SelectItem::Embed(embed))
}

fn aggregates() -> QueryError {
    QueryError::new(Fault::Aggregates, "select", "Use of aggregate functions is not allowed")
}
