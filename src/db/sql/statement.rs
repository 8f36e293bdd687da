//! One statement in the extended protocol: prepared, bound, and read in portions.

use super::{
    value::{Shape, string},
    wire::{Wire, WireError},
};
use fallible_iterator::FallibleIterator as _;
use postgres_protocol::message::{
    backend::{DataRowBody, Message, RowDescriptionBody},
    frontend,
};
use std::{collections::HashMap, io};
use tokio_postgres::types::Type;

const TYPES: &str = "SELECT t.oid, t.typname, e.oid, e.typdelim FROM pg_catalog.pg_type t \
    LEFT JOIN pg_catalog.pg_type e ON t.typcategory OPERATOR(pg_catalog.=) 'A' AND e.oid OPERATOR(pg_catalog.=) t.typelem \
    WHERE t.oid OPERATOR(pg_catalog.=) ANY ($1::pg_catalog.oid[])";
/// Name of our own prepared statement; the unnamed one is the user's.
const OURS: &str = "selfdb_types";

/// A column of a result.
#[derive(Debug, Clone)]
pub struct ResultColumn {
    /// Name; several columns may share one.
    pub name: String,
    /// Type as `pg_type` names it; null where it is gone already.
    pub type_name: Option<String>,
    shape: Shape,
}

/// What the server says of a statement.
#[derive(Debug)]
pub struct Prepared {
    /// Types of its parameters.
    pub params: Vec<u32>,
    /// Columns of its result; none for a command.
    pub columns: Vec<ResultColumn>,
}

/// How a portion of rows ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Portion {
    /// There may be more rows.
    Suspended,
    /// The statement is done; its command tag.
    Complete(String),
}

fn unexpected() -> WireError {
    io::Error::new(io::ErrorKind::InvalidData, "unexpected message").into()
}

/// Values of a row in text format.
pub fn values(row: &DataRowBody) -> Result<Vec<Option<std::borrow::Cow<'_, str>>>, WireError> {
    let mut values = Vec::new();
    let mut ranges = row.ranges();
    while let Some(range) = ranges.next()? {
        let bytes = range.map(|range| row.buffer().get(range).unwrap_or_default());
        values.push(bytes.map(String::from_utf8_lossy));
    }
    Ok(values)
}

impl ResultColumn {
    /// Appends the JSON of a value.
    pub fn write(&self, value: Option<&str>, out: &mut String) {
        self.shape.write(value, out);
    }

    /// Appends `"name":`.
    pub fn write_name(&self, out: &mut String) {
        string(&self.name, out);
        out.push(':');
    }
}

/// Prepares `sql` as the unnamed statement.
pub async fn prepare(wire: &mut Wire, sql: &str) -> Result<Prepared, WireError> {
    wire.queue_parse("", sql)?;
    wire.flush().await?;
    let mut params = Vec::new();
    loop {
        match wire.receive().await? {
            Message::ParseComplete => {}
            Message::ParameterDescription(body) => params = body.parameters().collect()?,
            Message::NoData => return Ok(Prepared { params, columns: Vec::new() }),
            Message::RowDescription(body) => {
                let columns = columns(wire, &body).await?;
                return Ok(Prepared { params, columns });
            }
            _ => return Err(unexpected()),
        }
    }
}

async fn columns(wire: &mut Wire, body: &RowDescriptionBody) -> Result<Vec<ResultColumn>, WireError> {
    let described: Vec<(String, u32)> =
        body.fields().map(|field| Ok((field.name().to_owned(), field.type_oid()))).collect()?;
    let unknown: Vec<u32> =
        described.iter().map(|(_, kind)| *kind).filter(|kind| Type::from_oid(*kind).is_none()).collect();
    let known = if unknown.is_empty() { HashMap::new() } else { look_up(wire, &unknown).await? };
    let column = |(name, oid): (String, u32)| match Type::from_oid(oid) {
        Some(kind) => ResultColumn { name, type_name: Some(kind.name().to_owned()), shape: Shape::of(&kind) },
        None => match known.get(&oid) {
            Some((kind, shape)) => ResultColumn { name, type_name: Some(kind.clone()), shape: shape.clone() },
            None => ResultColumn { name, type_name: None, shape: Shape::Text },
        },
    };
    Ok(described.into_iter().map(column).collect())
}

/// Names and shapes of types that are not built in. Asked on the same connection, since the script may have
/// made them; the names in the query are qualified, since it may have changed the search path as well.
async fn look_up(wire: &mut Wire, oids: &[u32]) -> Result<HashMap<u32, (String, Shape)>, WireError> {
    let list = oids.iter().map(u32::to_string).collect::<Vec<_>>().join(",");
    wire.queue(|out| frontend::parse(OURS, TYPES, [], out))?;
    wire.queue_bind(OURS, &[Some(format!("{{{list}}}"))])?;
    wire.queue_execute(0)?;
    wire.queue(|out| frontend::close(b'S', OURS, out))?;
    wire.flush().await?;
    let mut known = HashMap::new();
    loop {
        match wire.receive().await? {
            Message::DataRow(row) => {
                let values = values(&row)?;
                let text = |at: usize| values.get(at).and_then(Option::as_deref);
                let Some(oid) = text(0).and_then(|oid| oid.parse().ok()) else { continue };
                let element = text(2).and_then(|oid| oid.parse().ok());
                let shape = element.map_or(Shape::Text, |element: u32| {
                    let inner = Type::from_oid(element).map_or(Shape::Text, |kind| Shape::of(&kind));
                    Shape::Array(Box::new(inner), text(3).and_then(|d| d.chars().next()).unwrap_or(','))
                });
                known.insert(oid, (text(1).unwrap_or_default().to_owned(), shape));
            }
            Message::CloseComplete => return Ok(known),
            _ => {}
        }
    }
}

/// Binds parameters to what was prepared last; the rows wait for [`portion`].
pub fn bind(wire: &mut Wire, params: &[Option<String>]) -> Result<(), WireError> {
    wire.queue_bind("", params)
}

/// Reads at most `max_rows` rows of what is bound.
pub async fn portion(
    wire: &mut Wire,
    max_rows: i32,
    mut row: impl FnMut(&DataRowBody) -> Result<(), WireError>,
) -> Result<Portion, WireError> {
    wire.queue_execute(max_rows)?;
    wire.flush().await?;
    loop {
        match wire.receive().await? {
            Message::BindComplete => {}
            Message::DataRow(body) => row(&body)?,
            Message::PortalSuspended => return Ok(Portion::Suspended),
            Message::CommandComplete(body) => return Ok(Portion::Complete(body.tag()?.to_owned())),
            Message::EmptyQueryResponse => return Ok(Portion::Complete(String::new())),
            Message::CopyInResponse(_) => {
                wire.queue(|out| {
                    frontend::copy_fail("COPY FROM STDIN has no input here; use the import of a file", out)
                })?;
                wire.flush().await?;
            }
            // There is no place for its data, and no way to stop it but to leave.
            Message::CopyOutResponse(_) => {
                return Err(io::Error::new(io::ErrorKind::Unsupported, "COPY TO STDOUT").into());
            }
            _ => return Err(unexpected()),
        }
    }
}
