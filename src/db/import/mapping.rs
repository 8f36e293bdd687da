//! Which value of a file goes into which column.

use super::record::{Content, Fault, Record};
use crate::db::{ident::Ident, sql::value};
use serde_json::value::RawValue;
use std::collections::{BTreeMap, HashMap, HashSet};
use tokio_postgres::types::Type;

/// What a request says of columns: a name in the file to a name in the table, or to nothing.
pub type Wanted = BTreeMap<String, Option<String>>;

/// A column that takes values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Name in the table.
    pub column: String,
    /// Type, where it is known already.
    pub oid: u32,
}

/// From names in the file to columns.
#[derive(Debug)]
pub struct Mapping {
    /// Columns in the order of the staged cells.
    pub targets: Vec<Target>,
    /// Names in the file that were found out, and their targets.
    by_name: HashMap<String, Option<usize>>,
    /// Cells of CSV rows by position.
    by_position: Option<Vec<Option<usize>>>,
    /// Targets that some row has named; the others keep their defaults.
    used: Vec<bool>,
}

/// A name for a new column, made from a name in a file.
pub fn column_name(source: &str, at: usize) -> String {
    let plain: String =
        source.trim().chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '_' }).collect();
    let plain = plain.trim_matches('_');
    let name = match plain.chars().next() {
        None => format!("column_{}", at + 1),
        Some(first) if first.is_ascii_digit() => format!("_{plain}"),
        Some(_) => plain.to_owned(),
    };
    name.chars().take(60).collect()
}

/// Names for the columns of a new table; what is wanted comes first, twins get a number.
pub fn new_names(sources: &[String], wanted: &Wanted) -> Result<Wanted, String> {
    let mut taken = HashSet::new();
    let mut names = Wanted::new();
    for (at, source) in sources.iter().enumerate() {
        let name = match wanted.get(source) {
            Some(None) => None,
            Some(Some(name)) => {
                Ident::new(name).map_err(|error| format!("columns: {name} {error}"))?;
                Some(name.clone())
            }
            None => Some(column_name(source, at)),
        };
        let distinct = name.map(|name| {
            let mut candidates = std::iter::once(name.clone()).chain((2..).map(|n| format!("{name}_{n}")));
            candidates.find(|candidate| taken.insert(candidate.clone())).unwrap_or(name)
        });
        names.insert(source.clone(), distinct);
    }
    Ok(names)
}

impl Mapping {
    /// Maps names in the file to `columns` of the table: as `wanted` says, else by the same name, else by the same
    /// name in another case. `names` are those of a CSV file; a JSON file's are found out row by row.
    pub fn new(names: Option<&[String]>, columns: &[Target], wanted: &Wanted) -> Result<Self, String> {
        for column in wanted.values().flatten() {
            if !columns.iter().any(|target| target.column == *column) {
                return Err(format!("columns: the table has no column \"{column}\""));
            }
        }
        let find = |source: &str| -> Option<Option<usize>> {
            let position = |test: &dyn Fn(&str) -> bool| columns.iter().position(|t| test(&t.column));
            match wanted.get(source) {
                Some(None) => Some(None),
                Some(Some(name)) => Some(position(&|column| column == name)),
                None => position(&|column| column == source)
                    .or_else(|| position(&|column| column.eq_ignore_ascii_case(source)))
                    .map(Some),
            }
        };
        let mut mapping = Mapping {
            targets: columns.to_vec(),
            by_name: HashMap::new(),
            by_position: None,
            used: Vec::new(),
        };
        if let Some(names) = names {
            let unknown = |name: &String| {
                format!(
                    "columns: \"{name}\" of the file has no column in the table; map it to one or to null"
                )
            };
            let places = names.iter().map(|name| find(name).ok_or_else(|| unknown(name)));
            mapping.by_position = Some(places.collect::<Result<_, _>>()?);
        }
        for column in columns {
            mapping.by_name.insert(column.column.clone(), find(&column.column).flatten());
        }
        for source in wanted.keys() {
            mapping.by_name.insert(source.clone(), find(source).flatten());
        }
        mapping.keep_used(names.is_some())?;
        mapping.used = vec![names.is_some(); mapping.targets.len()];
        Ok(mapping)
    }

    /// Leaves out the columns of a table that a CSV file does not fill, so that they get their defaults.
    fn keep_used(&mut self, positional: bool) -> Result<(), String> {
        if !positional {
            return Ok(());
        }
        let places = self.by_position.take().unwrap_or_default();
        let mut targets = Vec::new();
        let mut renumbered = HashMap::new();
        for at in places.iter().flatten() {
            if renumbered.insert(*at, targets.len()).is_some() {
                let name = self.targets.get(*at).map(|target| target.column.as_str()).unwrap_or_default();
                return Err(format!("columns: two columns of the file go into \"{name}\""));
            }
            targets.extend(self.targets.get(*at).cloned());
        }
        self.by_position =
            Some(places.into_iter().map(|at| at.and_then(|at| renumbered.get(&at).copied())).collect());
        self.targets = targets;
        Ok(())
    }

    /// Column that a member of a JSON file goes into; `None` where it is unknown, the inner where it is skipped.
    fn member(&self, name: &str) -> Option<Option<usize>> {
        if let Some(place) = self.by_name.get(name) {
            return Some(*place);
        }
        let position = self.targets.iter().position(|target| target.column.eq_ignore_ascii_case(name));
        position.map(Some)
    }

    /// Places of the targets that some row has named.
    pub fn used(&self) -> Vec<usize> {
        self.used.iter().enumerate().filter(|(_, used)| **used).map(|(at, _)| at).collect()
    }

    /// The cells of a row in the order of the targets.
    pub fn cells(&mut self, record: Record) -> Result<Vec<Option<String>>, Fault> {
        let line = record.line;
        let fault =
            |column: Option<&str>, reason: String| Fault { line, column: column.map(str::to_owned), reason };
        let content = record.content.map_err(|reason| fault(None, reason))?;
        let mut row = vec![None; self.targets.len()];
        match content {
            Content::Cells(cells) => {
                let places = self.by_position.as_deref().unwrap_or_default();
                if cells.len() != places.len() {
                    let reason = format!("has {} values, the header has {}", cells.len(), places.len());
                    return Err(fault(None, reason));
                }
                for (cell, place) in cells.into_iter().zip(places) {
                    if let Some(slot) = place.and_then(|at| row.get_mut(at)) {
                        *slot = cell;
                    }
                }
            }
            Content::Members(members) => {
                for (name, value) in members {
                    let Some(at) = self.place(&name).map_err(|reason| fault(Some(&name), reason.into()))?
                    else {
                        continue;
                    };
                    let text = text_of(&value, self.targets.get(at).map_or(0, |target| target.oid));
                    if text.as_deref().is_some_and(|text| text.contains('\0')) {
                        return Err(fault(Some(&name), "holds the character NUL".into()));
                    }
                    if let Some(slot) = row.get_mut(at) {
                        *slot = text;
                    }
                }
            }
        }
        Ok(row)
    }

    /// Target of a member, noted as used; nothing where it is to be skipped.
    fn place(&mut self, name: &str) -> Result<Option<usize>, &'static str> {
        let place = self.member(name).ok_or("the table has no such column")?;
        if let Some(used) = place.and_then(|at| self.used.get_mut(at)) {
            *used = true;
        }
        Ok(place)
    }
}

/// A JSON value in PostgreSQL's text form; in a document column a string stays a JSON string.
fn text_of(value: &RawValue, kind: u32) -> Option<String> {
    let json = value.get();
    match kind {
        _ if json == "null" => None,
        kind if kind == Type::JSON.oid() || kind == Type::JSONB.oid() => Some(json.to_owned()),
        // Types of users with an array form are not told apart here; documents stay JSON.
        kind => value::param(value, if kind == 0 { Type::TEXT.oid() } else { kind }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(column: &str, kind: &Type) -> Target {
        Target { column: column.to_owned(), oid: kind.oid() }
    }

    fn wanted(pairs: &[(&str, Option<&str>)]) -> Wanted {
        pairs.iter().map(|(from, to)| ((*from).to_owned(), to.map(str::to_owned))).collect()
    }

    fn csv(cells: &[&str]) -> Record {
        let cells = cells.iter().map(|cell| Some((*cell).to_owned())).collect();
        Record { line: 7, content: Ok(Content::Cells(cells)) }
    }

    #[test]
    fn cells_go_where_the_header_says() {
        let columns = [target("id", &Type::INT8), target("Name", &Type::TEXT), target("extra", &Type::TEXT)];
        let names = ["name".to_owned(), "junk".to_owned(), "id".to_owned()];
        let mut mapping =
            Mapping::new(Some(&names), &columns, &wanted(&[("junk", None)])).expect("a mapping");
        let order: Vec<&str> = mapping.targets.iter().map(|t| t.column.as_str()).collect();
        assert_eq!(order, ["Name", "id"]);
        let row = mapping.cells(csv(&["a", "x", "1"])).expect("a row");
        assert_eq!(row, [Some("a".to_owned()), Some("1".to_owned())]);
        let fault = mapping.cells(csv(&["a"])).expect_err("too short");
        assert_eq!((fault.line, fault.reason.as_str()), (7, "has 1 values, the header has 3"));
        for (names, wanted) in [
            (vec!["nope".to_owned()], Wanted::new()),
            (vec!["id".to_owned()], wanted(&[("id", Some("nope"))])),
            (vec!["id".to_owned(), "x".to_owned()], wanted(&[("x", Some("id"))])),
        ] {
            assert!(Mapping::new(Some(&names), &columns, &wanted).is_err(), "{names:?}");
        }
    }

    #[test]
    fn names_for_new_columns() {
        let sources = ["First Name", "first name", "2nd", "", "ok", "skip"].map(str::to_owned);
        let names = new_names(&sources, &wanted(&[("skip", None), ("ok", Some("fine"))])).expect("names");
        let of = |source: &str| names.get(source).cloned().flatten();
        assert_eq!(of("First Name").as_deref(), Some("First_Name"));
        assert_eq!(of("first name").as_deref(), Some("first_name"));
        assert_eq!(of("2nd").as_deref(), Some("_2nd"));
        assert_eq!(of("").as_deref(), Some("column_4"));
        assert_eq!((of("ok").as_deref(), of("skip")), (Some("fine"), None));
        assert!(new_names(&sources, &wanted(&[("ok", Some("a; drop"))])).is_err());
    }

    #[test]
    fn members_become_texts_of_their_types() {
        let columns = [target("a", &Type::TEXT_ARRAY), target("d", &Type::JSONB), target("t", &Type::TEXT)];
        let mut mapping = Mapping::new(None, &columns, &Wanted::new()).expect("a mapping");
        let raw = |json: &str| RawValue::from_string(json.to_owned()).expect("JSON");
        let members = vec![
            ("a".to_owned(), raw("[\"x\",null]")),
            ("D".to_owned(), raw("\"s\"")),
            ("t".to_owned(), raw("1.10")),
        ];
        let row = mapping.cells(Record { line: 1, content: Ok(Content::Members(members)) }).expect("a row");
        let row: Vec<Option<&str>> = row.iter().map(Option::as_deref).collect();
        assert_eq!(row, [Some("{\"x\",NULL}"), Some("\"s\""), Some("1.10")]);
        let unknown = vec![("z".to_owned(), raw("1"))];
        let fault =
            mapping.cells(Record { line: 2, content: Ok(Content::Members(unknown)) }).expect_err("unknown");
        assert_eq!(fault.column.as_deref(), Some("z"));
    }
}
