//! Which relationship an embedded resource means.

use crate::db::{
    query::{Fault, QueryError, ast::Embed},
    schema_cache::{Relationship, Schema},
};
use serde_json::{Value, json};

/// The one relationship from table `from` that `embed` means.
pub fn relationship<'a>(
    schema: &'a Schema,
    from: &str,
    embed: &Embed,
    signed_in: bool,
) -> Result<&'a Relationship, QueryError> {
    let all = schema.relationships.get(from).map_or(&[][..], Vec::as_slice);
    let mut found: Vec<&Relationship> = all.iter().filter(|way| fits(way, embed)).collect();
    // A column or constraint is named only by who means it; a table's name leads back to itself both ways.
    if found.len() > 1 && embed.hint.is_none() {
        let exact: Vec<_> = found.iter().copied().filter(|way| way.is_target(&embed.target)).collect();
        if exact.len() == 1 {
            found = exact;
        } else if embed.target == from {
            found.retain(|way| !way.outgoing || way.junction.is_some());
        }
    }
    match found.as_slice() {
        [one] => Ok(one),
        [] => Err(none(from, embed)),
        several => Err(ambiguous(schema, from, embed, several, signed_in)),
    }
}

fn fits(way: &Relationship, embed: &Embed) -> bool {
    match &embed.hint {
        Some(hint) => way.to == embed.target && way.is_called(hint),
        None => way.to == embed.target || way.is_target(&embed.target),
    }
}

fn none(from: &str, embed: &Embed) -> QueryError {
    let target = &embed.target;
    let hint = embed.hint.as_ref().map(|hint| format!(" using the hint '{hint}'")).unwrap_or_default();
    QueryError::new(
        Fault::NoRelationship,
        "select",
        format!("Could not find a relationship between '{from}' and '{target}' in the schema cache"),
    )
    .detailed(format!(
        "Searched for a foreign key relationship between '{from}' and '{target}'{hint} in the schema 'public', but no \
         matches were found."
    ))
}

/// Lists the ways, but for those through tables that the caller may not know of.
fn ambiguous(
    schema: &Schema,
    from: &str,
    embed: &Embed,
    several: &[&Relationship],
    signed_in: bool,
) -> QueryError {
    let target = &embed.target;
    let known: Vec<&&Relationship> = several
        .iter()
        .filter(|way| {
            let junction = way.junction.as_ref().map_or(way.to.as_str(), |junction| &junction.table);
            [from, &way.to, junction].iter().all(|table| schema.readable(table, signed_in))
        })
        .collect();
    let error = QueryError::new(
        Fault::ManyRelationships,
        "select",
        format!("Could not embed because more than one relationship was found for '{from}' and '{target}'"),
    )
    .detailed(known.iter().map(|way| described(way)).collect::<Value>());
    let ways: Vec<String> = known
        .iter()
        .map(|way| format!("'{}!{}'", way.to, way.junction.as_ref().map_or(&way.constraint, |j| &j.table)))
        .collect();
    error.hinted(format!("Try changing '{target}' to one of the following: {}.", ways.join(", ")))
}

fn described(way: &Relationship) -> Value {
    let near: Vec<&str> = way.columns.iter().map(|(near, _)| near.as_str()).collect();
    let far: Vec<&str> = way.columns.iter().map(|(_, far)| far.as_str()).collect();
    let relationship = match &way.junction {
        Some(junction) => {
            let second: Vec<&str> = junction.columns.iter().map(|(near, _)| near.as_str()).collect();
            format!(
                "{} using {}({}) and {}({})",
                junction.table,
                way.constraint,
                far.join(", "),
                junction.constraint,
                second.join(", ")
            )
        }
        None => {
            format!(
                "{} using {}({}) and {}({})",
                way.constraint,
                way.from,
                near.join(", "),
                way.to,
                far.join(", ")
            )
        }
    };
    json!({
        "cardinality": way.cardinality(),
        "embedding": format!("{} with {}", way.from, way.to),
        "relationship": relationship,
    })
}
