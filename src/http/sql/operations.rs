//! What a script did, as the original's SQL page lists it: counted from the server's command tags.

use crate::db::sql::{
    lexer::{Kind, Piece},
    script::StatementResult,
};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

/// SQLSTATE of "already exists, skipping".
const SKIPPED_CREATE: [&str; 2] = ["42P07", "42710"];

/// Counts over a script.
#[derive(Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Summary {
    /// Tables created.
    pub tables_created: u64,
    /// Tables among them that became the administrator's.
    pub tables_registered: u64,
    /// Indexes created.
    pub indexes_created: u64,
    /// Rows inserted.
    pub rows_inserted: u64,
    /// Rows updated.
    pub rows_updated: u64,
    /// Rows deleted.
    pub rows_deleted: u64,
    /// ALTER TABLE statements.
    pub tables_altered: u64,
    /// Tables dropped.
    pub tables_dropped: u64,
    /// Indexes dropped.
    pub indexes_dropped: u64,
    /// Tables emptied.
    pub tables_truncated: u64,
    /// Operations listed.
    pub total_operations: u64,
}

/// A statement that the list knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operation {
    CreateTable,
    CreateIndex,
    AlterTable,
    DropTable,
    DropIndex,
    Truncate,
    Insert,
    Update,
    Delete,
}

impl Operation {
    fn of(piece: &Piece<'_>) -> Option<Self> {
        let object = || {
            let named = |word: &&str| matches!(*word, "table" | "index");
            piece
                .words()
                .skip(1)
                .take(4)
                .find(named)
                .filter(|_| !matches!(piece.word(1), "or" | "view" | "trigger"))
        };
        match (piece.word(0), object()) {
            ("create", Some("table")) => Some(Operation::CreateTable),
            ("create", Some("index")) => Some(Operation::CreateIndex),
            ("alter", Some("table")) if piece.word(1) == "table" => Some(Operation::AlterTable),
            ("drop", Some("table")) if piece.word(1) == "table" => Some(Operation::DropTable),
            ("drop", Some("index")) if piece.word(1) == "index" => Some(Operation::DropIndex),
            ("truncate", _) => Some(Operation::Truncate),
            ("insert", _) => Some(Operation::Insert),
            ("update", _) => Some(Operation::Update),
            ("delete", _) => Some(Operation::Delete),
            _ => None,
        }
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Operation::CreateTable => ("CREATE", "TABLE"),
            Operation::CreateIndex => ("CREATE", "INDEX"),
            Operation::AlterTable => ("ALTER", "TABLE"),
            Operation::DropTable => ("DROP", "TABLE"),
            Operation::DropIndex => ("DROP", "INDEX"),
            Operation::Truncate => ("TRUNCATE", "TABLE"),
            Operation::Insert => ("INSERT", "TABLE"),
            Operation::Update => ("UPDATE", "TABLE"),
            Operation::Delete => ("DELETE", "TABLE"),
        }
    }

    fn counts_rows(self) -> bool {
        matches!(self, Operation::Insert | Operation::Update | Operation::Delete)
    }
}

/// Words between the verb and the first name.
const BEFORE_NAME: [&str; 14] = [
    "table",
    "index",
    "into",
    "from",
    "only",
    "if",
    "not",
    "exists",
    "unique",
    "concurrently",
    "temp",
    "temporary",
    "unlogged",
    "global",
];

/// A possibly qualified name: schema and name.
type Name = (Option<String>, String);

/// The names that a statement is about, as they stand behind its verb.
fn names(piece: &Piece<'_>) -> Vec<Name> {
    let mut kinds = piece.tokens.iter().skip(1).map(|token| &token.kind).peekable();
    while matches!(kinds.peek(), Some(Kind::Word(word)) if BEFORE_NAME.contains(&word.as_str())) {
        kinds.next();
    }
    let mut names = Vec::new();
    loop {
        let (Some(Kind::Word(first)) | Some(Kind::Quoted(first))) = kinds.next() else { return names };
        let mut name = (None, first.clone());
        if kinds.next_if_eq(&&Kind::Symbol('.')).is_some() {
            let (Some(Kind::Word(second)) | Some(Kind::Quoted(second))) = kinds.next() else { return names };
            name = (Some(first.clone()), second.clone());
        }
        names.push(name);
        if kinds.next_if_eq(&&Kind::Symbol(',')).is_none() {
            return names;
        }
    }
}

/// How many objects the statement really made or removed, or rows it changed.
fn count(operation: Operation, piece: &Piece<'_>, result: &StatementResult) -> u64 {
    let skipped = |test: &dyn Fn(&str, &str) -> bool| {
        result.notices.iter().filter(|notice| test(&notice.sqlstate, &notice.message)).count() as u64
    };
    match operation {
        Operation::CreateTable | Operation::CreateIndex => {
            1_u64.saturating_sub(skipped(&|code, _| SKIPPED_CREATE.contains(&code)))
        }
        Operation::DropTable | Operation::DropIndex => (names(piece).len() as u64)
            .saturating_sub(skipped(&|code, text| code == "00000" && text.ends_with("skipping"))),
        Operation::Truncate => names(piece).len() as u64,
        Operation::AlterTable => 1,
        Operation::Insert | Operation::Update | Operation::Delete => result.affected.unwrap_or(0),
    }
}

fn each<'a>(
    pieces: &'a [Piece<'a>],
    results: &'a [StatementResult],
) -> impl Iterator<Item = (Operation, &'a Piece<'a>, &'a StatementResult)> {
    pieces.iter().zip(results).filter_map(|(piece, result)| Some((Operation::of(piece)?, piece, result)))
}

/// Names of tables in schema public that the script made, and whether it dropped any.
pub fn tables(pieces: &[Piece<'_>], results: &[StatementResult]) -> (Vec<String>, bool) {
    let mut created = Vec::new();
    let mut dropped = false;
    for (operation, piece, result) in each(pieces, results) {
        let temporary = piece.words().take(3).any(|word| matches!(word, "temp" | "temporary"));
        match operation {
            Operation::CreateTable if !temporary && count(operation, piece, result) > 0 => {
                let public = |(schema, name): Name| schema.is_none_or(|s| s == "public").then_some(name);
                created.extend(names(piece).into_iter().take(1).filter_map(public));
            }
            Operation::DropTable => dropped = true,
            _ => {}
        }
    }
    (created, dropped)
}

/// Counts of a script.
pub fn summary(pieces: &[Piece<'_>], results: &[StatementResult], registered: u64) -> Summary {
    let mut sum = Summary { tables_registered: registered, ..Summary::default() };
    for (operation, piece, result) in each(pieces, results) {
        let member = match operation {
            Operation::CreateTable => &mut sum.tables_created,
            Operation::CreateIndex => &mut sum.indexes_created,
            Operation::AlterTable => &mut sum.tables_altered,
            Operation::DropTable => &mut sum.tables_dropped,
            Operation::DropIndex => &mut sum.indexes_dropped,
            Operation::Truncate => &mut sum.tables_truncated,
            Operation::Insert => &mut sum.rows_inserted,
            Operation::Update => &mut sum.rows_updated,
            Operation::Delete => &mut sum.rows_deleted,
        };
        *member += count(operation, piece, result);
        sum.total_operations += 1;
    }
    sum
}

/// One line per operation, in the original's words.
pub fn lines(pieces: &[Piece<'_>], results: &[StatementResult]) -> Vec<Value> {
    each(pieces, results)
        .map(|(operation, piece, result)| {
            let (verb, object) = operation.words();
            let name =
                |(schema, name): Name| schema.map_or(name.clone(), |schema| format!("{schema}.{name}"));
            let names: Vec<String> = names(piece).into_iter().map(name).collect();
            let done = count(operation, piece, result);
            let details = match operation {
                _ if operation.counts_rows() => format!("{done} rows"),
                _ if done == 0 => "skipped".to_owned(),
                _ => result.tag.clone(),
            };
            json!({
                "Operation": verb, "Object Type": object, "Object Name": names.join(", "),
                "Details": details, "Status": "Success",
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::sql::lexer::split;

    #[test]
    fn names_behind_verbs() {
        for (sql, expected) in [
            ("create table if not exists public.\"My T\" (id int)", "public.My T"),
            ("create unlogged table t as select 1", "t"),
            ("create unique index concurrently i on t (a)", "i"),
            ("insert into a.b values (1)", "a.b"),
            ("delete from only t", "t"),
            ("drop table if exists a, b.c cascade", "a b.c"),
            ("truncate t, u", "t u"),
        ] {
            let pieces = split(sql);
            let found: Vec<String> = names(&pieces[0])
                .into_iter()
                .map(|(schema, name)| schema.map_or(name.clone(), |s| format!("{s}.{name}")))
                .collect();
            assert_eq!(found.join(" "), expected, "{sql}");
        }
    }

    #[test]
    fn statements_are_told_apart() {
        for (sql, expected) in [
            ("create temp table t (id int)", Some(Operation::CreateTable)),
            ("create unique index i on t (a)", Some(Operation::CreateIndex)),
            ("create view v as table t", None),
            ("create or replace function f() returns table (a int) language sql as ''", None),
            ("alter table t add a int", Some(Operation::AlterTable)),
            ("drop index i", Some(Operation::DropIndex)),
            ("select 1", None),
        ] {
            assert_eq!(Operation::of(&split(sql)[0]), expected, "{sql}");
        }
    }
}
