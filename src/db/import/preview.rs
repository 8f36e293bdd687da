//! A look at the beginning of a file: its columns, what types would fit, and where they would go.

use super::{
    ImportError,
    mapping::{self, Wanted},
    reader::{self, Options, Reader},
    record::{Content, Fault},
    stage,
};
use crate::{db::Db, domain::caller::Caller};

/// Rows that a preview shows.
const ROWS: usize = 20;
/// Bad lines that a preview shows.
const FAULTS: usize = 20;

/// A column of the file.
#[derive(Debug)]
pub struct PreviewColumn {
    /// Name in the file.
    pub source: String,
    /// Column of the table that it would go into; nothing where there is none.
    pub column: Option<String>,
    /// Type of that column, or the one that fits the rows seen.
    pub type_name: String,
    /// Whether a row had no value.
    pub nullable: bool,
}

/// What the beginning of a file holds.
#[derive(Debug)]
pub struct Preview {
    /// Columns.
    pub columns: Vec<PreviewColumn>,
    /// The first rows, in the order of the columns; JSON values as they are, CSV values as texts.
    pub rows: Vec<Vec<Option<String>>>,
    /// Rows that were looked at.
    pub sampled: usize,
    /// Lines that are no rows.
    pub faults: Vec<Fault>,
}

/// What a preview is for.
#[derive(Debug)]
pub struct Look<'a> {
    /// Whose rights count.
    pub caller: &'a Caller,
    /// Existing table that the file is to go into.
    pub table: Option<&'a str>,
    /// How to read the file.
    pub options: &'a Options,
    /// Whether the file goes on, so that its last row may be cut off.
    pub partial: bool,
}

/// Looks at the beginning of a file.
pub async fn preview(db: &Db, look: &Look<'_>, bytes: &[u8]) -> Result<Preview, ImportError> {
    let options = look.options;
    let mut reader = Reader::new(options);
    reader.push(bytes);
    if !look.partial {
        reader.finish();
    }
    let names = reader.names(options).map_err(ImportError::Invalid)?;
    let sources = reader::sources(names.as_deref(), reader.waiting().iter());
    let names: Vec<String> = sources.iter().map(|source| source.name.clone()).collect();
    let sampled = reader.waiting().len();
    let existing = match look.table {
        Some(table) => Some(existing(db, look.caller, table).await?),
        None => None,
    };
    let fresh = mapping::new_names(&names, &Wanted::new()).map_err(ImportError::Invalid)?;
    let column = |source: &reader::Source| {
        let guess = source.guess.type_name().to_owned();
        let (column, type_name) = match &existing {
            Some(columns) => match columns.iter().find(|(name, _)| name.eq_ignore_ascii_case(&source.name)) {
                Some((name, kind)) => (Some(name.clone()), kind.clone()),
                None => (None, guess),
            },
            None => (fresh.get(&source.name).cloned().flatten(), guess),
        };
        let nullable = source.guess.nullable(sampled as u64);
        PreviewColumn { source: source.name.clone(), column, type_name, nullable }
    };
    let columns = sources.iter().map(column).collect();
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    while let Some(record) = reader.take() {
        match record.content {
            Ok(content) if rows.len() < ROWS => rows.push(row(content, &names)),
            Err(reason) if faults.len() < FAULTS => {
                faults.push(Fault { line: record.line, column: None, reason })
            }
            Ok(_) | Err(_) => {}
        }
    }
    Ok(Preview { columns, rows, sampled, faults })
}

async fn existing(db: &Db, caller: &Caller, table: &str) -> Result<Vec<(String, String)>, ImportError> {
    let client = db.direct_caller().await?;
    db.begin_direct(&client, caller, db.statement_timeout_ms()).await?;
    match stage::columns(&client, table).await? {
        None => Err(crate::db::tables::TableError::NotFound.into()),
        Some((false, _)) => Err(ImportError::Forbidden),
        Some((true, columns)) => {
            Ok(columns.into_iter().map(|c| (c.name.as_str().to_owned(), c.exact)).collect())
        }
    }
}

fn row(content: Content, names: &[String]) -> Vec<Option<String>> {
    match content {
        Content::Cells(cells) => cells,
        Content::Members(members) => names
            .iter()
            .map(|name| {
                members.iter().find(|(member, _)| member == name).map(|(_, value)| value.get().to_owned())
            })
            .collect(),
    }
}
