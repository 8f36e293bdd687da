//! The whole result of one query, handed on in portions as fast as its reader takes them.

use super::{
    Ticket,
    connections::Session,
    failure::{Failure, SqlError},
    statement::{self, Portion, Prepared, ResultColumn},
    value,
    wire::WireError,
};
use crate::db::Db;
use bytes::Bytes;
use serde_json::value::RawValue;
use std::{borrow::Cow, time::Duration};
use tokio::{sync::mpsc, time::timeout};

/// Rows read at once.
const PORTION: i32 = 500;
/// Bytes gathered before they are handed on.
const CHUNK: usize = 64 * 1024;
/// How long a reader may take nothing.
const STALL: Duration = Duration::from_secs(10);

/// How rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// RFC 4180 with a header; NULL is empty, an empty text `""`.
    Csv,
    /// An array of objects.
    Json,
    /// An object per line.
    Ndjson,
}

/// What a reader gets; an error ends it.
pub type Chunks = mpsc::Receiver<Result<Bytes, SqlError>>;

/// Runs `script`, a single statement, in a READ ONLY transaction. Returns once its first rows are there, so that
/// what is wrong with the query itself is an error here; the rest follows in the channel.
pub async fn export(
    db: &Db,
    ticket: Ticket,
    script: String,
    params: &[Box<RawValue>],
    format: Format,
) -> Result<Chunks, SqlError> {
    let connections = db.sql().clone();
    let entry = connections.running().register(ticket.id, ticket.user, &script).ok_or(SqlError::IdTaken)?;
    let mut session = connections.open().await?;
    let key = session.wire.cancel_key();
    let starting = start(&mut session, &script, params, format);
    let (mut encoder, first) =
        connections.guard(key.clone(), ticket.limit, &entry.cancelled, starting).await?;
    let (sender, receiver) = mpsc::channel(2);
    tokio::spawn(async move {
        let rest = pump(&mut session, &mut encoder, first, &sender);
        let done = connections.guard(key, ticket.limit, &entry.cancelled, rest).await;
        if let Err(error) = done {
            // Nobody listens when the reader has left.
            let _ = timeout(STALL, sender.send(Err(error))).await;
        }
    });
    Ok(receiver)
}

async fn start(
    session: &mut Session,
    script: &str,
    params: &[Box<RawValue>],
    format: Format,
) -> Result<(Encoder, Portion), SqlError> {
    let failed = |error| match error {
        WireError::Server(error) => SqlError::Failed(Box::new(Failure::new(script, 0, 0, *error))),
        other => SqlError::from(other),
    };
    let wire = &mut session.wire;
    wire.command("BEGIN READ ONLY; SELECT 1").await?;
    let Prepared { params: kinds, columns } = statement::prepare(wire, script).await.map_err(failed)?;
    if columns.is_empty() {
        let message = "does not give rows".to_owned();
        return Err(SqlError::Invalid { field: "query", message });
    }
    let values: Vec<_> = kinds.iter().zip(params).map(|(kind, json)| value::param(json, *kind)).collect();
    statement::bind(wire, &values)?;
    let mut encoder = Encoder::new(columns, format);
    let first = encoder.read(session).await.map_err(failed)?;
    Ok((encoder, first))
}

async fn pump(
    session: &mut Session,
    encoder: &mut Encoder,
    first: Portion,
    sender: &mpsc::Sender<Result<Bytes, SqlError>>,
) -> Result<(), SqlError> {
    let mut portion = first;
    loop {
        let done = portion != Portion::Suspended;
        if done {
            encoder.finish();
        }
        if done || encoder.out.len() >= CHUNK {
            let chunk = Bytes::from(std::mem::take(&mut encoder.out));
            match timeout(STALL, sender.send(Ok(chunk))).await {
                Ok(Ok(())) => {}
                // The reader has left or takes nothing; the session ends with this task.
                Ok(Err(_)) | Err(_) => return Err(SqlError::Cancelled),
            }
        }
        if done {
            return Ok(());
        }
        portion = encoder.read(session).await?;
    }
}

/// Writes rows in a format.
struct Encoder {
    columns: Vec<ResultColumn>,
    format: Format,
    out: String,
    rows: u64,
}

impl Encoder {
    fn new(mut columns: Vec<ResultColumn>, format: Format) -> Self {
        let mut out = String::new();
        match format {
            Format::Csv => {
                let names: Vec<_> = columns.iter().map(|c| Some(Cow::Borrowed(c.name.as_str()))).collect();
                csv_record(&names, &mut out);
            }
            // Members of an object need names of their own.
            Format::Json | Format::Ndjson => distinguish(&mut columns),
        }
        if format == Format::Json {
            out.push('[');
        }
        Encoder { columns, format, out, rows: 0 }
    }

    async fn read(&mut self, session: &mut Session) -> Result<Portion, WireError> {
        statement::portion(&mut session.wire, PORTION, |row| {
            self.row(&statement::values(row)?);
            Ok(())
        })
        .await
    }

    fn row(&mut self, values: &[Option<Cow<'_, str>>]) {
        match self.format {
            Format::Csv => csv_record(values, &mut self.out),
            Format::Json => {
                self.out.push_str(if self.rows == 0 { "\n" } else { ",\n" });
                self.object(values);
            }
            Format::Ndjson => {
                self.object(values);
                self.out.push('\n');
            }
        }
        self.rows += 1;
    }

    fn object(&mut self, values: &[Option<Cow<'_, str>>]) {
        self.out.push('{');
        for (at, (column, value)) in self.columns.iter().zip(values).enumerate() {
            if at > 0 {
                self.out.push(',');
            }
            column.write_name(&mut self.out);
            column.write(value.as_deref(), &mut self.out);
        }
        self.out.push('}');
    }

    fn finish(&mut self) {
        if self.format == Format::Json {
            self.out.push_str("\n]\n");
        }
    }
}

/// Gives a column whose name is taken a number.
fn distinguish(columns: &mut [ResultColumn]) {
    let mut seen = std::collections::HashSet::new();
    for column in columns {
        let mut name = column.name.clone();
        let mut number = 2;
        while !seen.insert(name.clone()) {
            name = format!("{}_{number}", column.name);
            number += 1;
        }
        column.name = name;
    }
}

fn csv_record(values: &[Option<Cow<'_, str>>], out: &mut String) {
    for (at, value) in values.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        match value.as_deref() {
            None => {}
            Some(text) if text.is_empty() || text.contains(['"', ',', '\r', '\n']) => {
                out.push('"');
                out.push_str(&text.replace('"', "\"\""));
                out.push('"');
            }
            Some(text) => out.push_str(text),
        }
    }
    out.push_str("\r\n");
}
