//! Files as rows, whatever their format.

use super::{
    csv::CsvReader,
    guess::Guess,
    json::JsonReader,
    record::{Content, Format, Record},
};
use std::collections::VecDeque;

enum Inner {
    Csv(CsvReader),
    Json(JsonReader),
}

/// How a file is to be read.
#[derive(Debug, Clone)]
pub struct Options {
    /// Its format.
    pub format: Format,
    /// CSV: whether the first row has the names.
    pub header: bool,
    /// CSV: the text that means NULL where it has no quotes.
    pub null: String,
}

/// Reads a file in pieces and keeps rows until they are asked for.
pub struct Reader {
    inner: Inner,
    rows: VecDeque<Record>,
    fresh: Vec<Record>,
    started: bool,
}

impl Reader {
    /// A reader at the beginning of a file.
    pub fn new(options: &Options) -> Self {
        let inner = match options.format {
            Format::Csv { delimiter } => Inner::Csv(CsvReader::new(delimiter, &options.null)),
            Format::Json => Inner::Json(JsonReader::default()),
        };
        Reader { inner, rows: VecDeque::new(), fresh: Vec::new(), started: false }
    }

    /// Takes a piece of the file; a byte order mark in front is dropped.
    pub fn push(&mut self, bytes: &[u8]) {
        let bytes = if self.started { bytes } else { bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes) };
        self.started = true;
        match &mut self.inner {
            Inner::Csv(reader) => reader.push(bytes, &mut self.fresh),
            Inner::Json(reader) => reader.push(bytes, &mut self.fresh),
        }
        self.rows.extend(self.fresh.drain(..));
    }

    /// Says that the file has ended.
    pub fn finish(&mut self) {
        match &mut self.inner {
            Inner::Csv(reader) => reader.finish(&mut self.fresh),
            Inner::Json(reader) => reader.finish(&mut self.fresh),
        }
        self.rows.extend(self.fresh.drain(..));
    }

    /// The next row that is complete.
    pub fn take(&mut self) -> Option<Record> {
        self.rows.pop_front()
    }

    /// Takes the header of a CSV file: its own first row, or `column_1`, `column_2` … for as many values as the
    /// first row has. Nothing for JSON, whose rows bring their names along.
    pub fn names(&mut self, options: &Options) -> Result<Option<Vec<String>>, String> {
        if options.format == Format::Json {
            return Ok(None);
        }
        let first = if options.header { self.rows.pop_front().map(|record| record.content) } else { None };
        let count = match (&first, self.rows.front()) {
            (Some(Err(reason)), _) => return Err(format!("the header {reason}")),
            (Some(Ok(Content::Cells(cells))), _) => {
                let name = |(at, cell): (usize, &Option<String>)| {
                    cell.as_deref()
                        .map_or_else(|| format!("column_{}", at + 1), |text| text.trim().to_owned())
                };
                return Ok(Some(cells.iter().enumerate().map(name).collect()));
            }
            (None, Some(Record { content: Ok(Content::Cells(cells)), .. })) => cells.len(),
            _ => 0,
        };
        Ok(Some((1..=count).map(|at| format!("column_{at}")).collect()))
    }
}

/// A column of a file and what its first rows say of it.
#[derive(Debug, Clone)]
pub struct Source {
    /// Name in the file.
    pub name: String,
    /// Type that fits the rows seen.
    pub guess: Guess,
}

/// Columns of a file from its first rows.
pub fn sources<'a>(names: Option<&[String]>, rows: impl Iterator<Item = &'a Record>) -> Vec<Source> {
    let source = |name: &String| Source { name: name.clone(), guess: Guess::default() };
    let mut sources: Vec<Source> = names.unwrap_or_default().iter().map(source).collect();
    for content in rows.filter_map(|record| record.content.as_ref().ok()) {
        match content {
            Content::Cells(cells) => {
                sources.iter_mut().zip(cells).for_each(|(source, cell)| source.guess.see(cell.as_deref()));
            }
            Content::Members(members) => {
                for (name, value) in members {
                    let at = sources.iter().position(|source| source.name == *name).unwrap_or_else(|| {
                        sources.push(source(name));
                        sources.len() - 1
                    });
                    if let Some(source) = sources.get_mut(at) {
                        source.guess.see_json(value);
                    }
                }
            }
        }
    }
    sources
}

impl Reader {
    /// Rows that are complete and not taken yet.
    pub fn waiting(&self) -> &VecDeque<Record> {
        &self.rows
    }
}
