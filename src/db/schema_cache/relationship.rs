//! Which tables belong together, from foreign keys.
//!
//! A foreign key makes two relationships, one from each side. A junction table, whose primary key holds two foreign
//! keys, makes many-to-many relationships between the tables that they point at.

use super::schema::Table;
use serde::Deserialize;
use std::collections::HashMap;

/// A foreign key.
#[derive(Debug, Clone, Deserialize)]
pub struct ForeignKey {
    /// Constraint.
    pub name: String,
    /// Table that refers.
    pub table: String,
    /// Its columns.
    pub columns: Vec<String>,
    /// Table that is referred to.
    pub target: String,
    /// Its columns.
    pub target_columns: Vec<String>,
    /// Whether at most one row refers to another.
    pub unique: bool,
}

/// A way from one table to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relationship {
    /// Constraint, or both of a junction.
    pub constraint: String,
    /// Table it starts from.
    pub from: String,
    /// Table it leads to.
    pub to: String,
    /// Whether a row has at most one on the other side.
    pub to_one: bool,
    /// Whether the foreign key is on the starting table.
    pub outgoing: bool,
    /// Pairs of equal columns: of the starting table, and of the other (or the junction).
    pub columns: Vec<(String, String)>,
    /// Table in between.
    pub junction: Option<Junction>,
}

/// The table in the middle of a many-to-many relationship.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Junction {
    /// Its name.
    pub table: String,
    /// Its second constraint.
    pub constraint: String,
    /// Pairs of equal columns: of the junction, and of the table that is led to.
    pub columns: Vec<(String, String)>,
}

impl Relationship {
    /// Whether a hint or a target other than the table's name means this one.
    pub fn is_called(&self, name: &str) -> bool {
        if let Some(junction) = &self.junction {
            return junction.table == name || junction.constraint == name || self.constraint == name;
        }
        self.constraint == name
            || matches!(self.columns.as_slice(), [(near, far)] if (self.outgoing && near == name)
                || (!self.outgoing && far == name))
    }

    /// Whether the column or constraint `name`, written instead of a table, means this one.
    pub fn is_target(&self, name: &str) -> bool {
        self.junction.is_none()
            && (self.constraint == name
                || self.outgoing && matches!(self.columns.as_slice(), [(near, _)] if near == name))
    }

    /// In words, as an ambiguous request is answered.
    pub fn cardinality(&self) -> &'static str {
        match (self.junction.is_some(), self.to_one, self.outgoing) {
            (true, _, _) => "many-to-many",
            (false, true, true) => "many-to-one",
            (false, true, false) => "one-to-one",
            (false, false, _) => "one-to-many",
        }
    }
}

/// All relationships by their starting tables.
pub fn relationships(
    keys: &[ForeignKey],
    tables: &HashMap<String, Table>,
) -> HashMap<String, Vec<Relationship>> {
    let mut found: HashMap<String, Vec<Relationship>> = HashMap::new();
    let mut add = |relationship: Relationship| {
        found.entry(relationship.from.clone()).or_default().push(relationship);
    };
    for key in keys {
        let pairs: Vec<_> = key.columns.iter().cloned().zip(key.target_columns.iter().cloned()).collect();
        let back = pairs.iter().map(|(near, far)| (far.clone(), near.clone())).collect();
        add(way(key, (&key.table, &key.target), true, pairs));
        add(way(key, (&key.target, &key.table), false, back));
    }
    for table in tables.values() {
        let name = table.name.as_str();
        let own: Vec<&ForeignKey> = keys
            .iter()
            .filter(|key| key.table == name && key.columns.iter().all(|column| table.key.contains(column)))
            .collect();
        for first in &own {
            own.iter().filter(|second| second.name != first.name).for_each(|second| add(many(first, second)));
        }
    }
    found
}

fn way(
    key: &ForeignKey,
    (from, to): (&str, &str),
    outgoing: bool,
    columns: Vec<(String, String)>,
) -> Relationship {
    Relationship {
        constraint: key.name.clone(),
        from: from.to_owned(),
        to: to.to_owned(),
        to_one: outgoing || key.unique,
        outgoing,
        columns,
        junction: None,
    }
}

fn many(first: &ForeignKey, second: &ForeignKey) -> Relationship {
    let pairs = |left: &[String], right: &[String]| left.iter().cloned().zip(right.iter().cloned()).collect();
    Relationship {
        constraint: first.name.clone(),
        from: first.target.clone(),
        to: second.target.clone(),
        to_one: false,
        outgoing: false,
        columns: pairs(&first.target_columns, &first.columns),
        junction: Some(Junction {
            table: first.table.clone(),
            constraint: second.name.clone(),
            columns: pairs(&second.columns, &second.target_columns),
        }),
    }
}
