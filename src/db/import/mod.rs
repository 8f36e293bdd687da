//! Files into tables: read as a stream, staged, checked, and inserted with the caller's rights, all or nothing.

mod create;
pub mod csv;
pub mod guess;
pub mod json;
pub mod mapping;
pub mod preview;
pub mod reader;
pub mod record;
mod stage;

use super::{Db, DbError, ident::Ident, tables::TableError};
use crate::domain::{access::AccessLevel, caller::Caller};
use bytes::Bytes;
use futures_util::{Stream, StreamExt as _};
use mapping::{Mapping, Target, Wanted};
use reader::{Options, Reader, Source};
use record::Fault;
use stage::{Check, Column, Insert, Stage};
use std::{collections::BTreeMap, time::Duration};
use tokio_postgres::Client;

/// Bytes of a file from which types are guessed.
pub const SAMPLE: usize = 1024 * 1024;
/// Time limit of each of an import's statements, in milliseconds.
const TIME_LIMIT: i32 = 600_000;
/// How long the next piece of a file may take.
const STALL: Duration = Duration::from_secs(30);

/// Why an import does not happen. Nothing of it remains then.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The database said no.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The new table cannot be made.
    #[error(transparent)]
    Table(#[from] TableError),
    /// The caller may not insert into the table.
    #[error("the caller may not insert into this table")]
    Forbidden,
    /// The request does not fit the file or the table.
    #[error("{0}")]
    Invalid(String),
    /// A row-level policy refuses a line.
    #[error("a policy refuses a row")]
    Refused(Fault),
    /// Lines of the file are bad.
    #[error("the file has bad lines")]
    Faults(Vec<Fault>),
    /// The file did not arrive.
    #[error("the upload broke off: {0}")]
    Upload(String),
    /// The file is over the limit.
    #[error("the file is too large")]
    TooLarge,
}

impl From<tokio_postgres::Error> for ImportError {
    fn from(error: tokio_postgres::Error) -> Self {
        DbError::from(error).into()
    }
}

/// The table that an import makes.
#[derive(Debug)]
pub struct Creation {
    /// Who may use it.
    pub access: AccessLevel,
    /// Types by column, where the guess is not wanted.
    pub types: BTreeMap<String, String>,
    /// Key column; without one `id`, or a new column `id`.
    pub primary_key: Option<String>,
}

/// What is to be imported, and into what.
#[derive(Debug)]
pub struct Job {
    /// Whose rights count.
    pub caller: Caller,
    /// The table.
    pub table: String,
    /// How to make it; `None` where it exists.
    pub create: Option<Creation>,
    /// How to read the file.
    pub options: Options,
    /// Columns by names in the file.
    pub wanted: Wanted,
    /// Bad lines that are reported at most.
    pub max_faults: usize,
    /// Whether everything is tried and nothing kept.
    pub dry_run: bool,
}

/// What an import did.
#[derive(Debug)]
pub struct Done {
    /// Rows inserted.
    pub rows: i64,
    /// Columns that got values.
    pub columns: Vec<String>,
}

/// Pieces of a file. An error says why the rest does not come.
pub type Body = std::pin::Pin<Box<dyn Stream<Item = Result<Bytes, ImportError>>>>;

async fn piece(body: &mut Body) -> Result<Option<Bytes>, ImportError> {
    let stalled = |_| ImportError::Upload("nothing came for 30 seconds".into());
    tokio::time::timeout(STALL, body.next()).await.map_err(stalled)?.transpose()
}

/// Reads the first `least` bytes; whether that was all.
async fn fill(reader: &mut Reader, body: &mut Body, least: usize) -> Result<bool, ImportError> {
    let mut size = 0;
    while size < least {
        match piece(body).await? {
            Some(bytes) => {
                size += bytes.len();
                reader.push(&bytes);
            }
            None => {
                reader.finish();
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// A column of the table to come or at hand, as far as cells are checked against it.
struct Plan {
    targets: Vec<Target>,
    columns: Vec<(String, String, bool)>,
}

impl Plan {
    fn of(columns: &[Column]) -> Self {
        let name = |column: &Column| column.name.as_str().to_owned();
        Plan {
            targets: columns.iter().map(|c| Target { column: name(c), oid: c.oid }).collect(),
            columns: columns.iter().map(|c| (name(c), c.exact.clone(), c.required)).collect(),
        }
    }

    fn checks<'a>(&'a self, mapping: &'a Mapping) -> Vec<Check<'a>> {
        let check = |at: usize| {
            let target = mapping.targets.get(at)?;
            let (column, kind, required) = self.columns.iter().find(|(name, ..)| *name == target.column)?;
            Some(Check { cell: at + 1, column, kind, required: *required })
        };
        mapping.used().into_iter().filter_map(check).collect()
    }
}

/// Imports a file.
pub async fn import(db: &Db, job: &Job, mut body: Body) -> Result<Done, ImportError> {
    let mut reader = Reader::new(&job.options);
    let ended = fill(&mut reader, &mut body, SAMPLE).await?;
    let names = reader.names(&job.options).map_err(ImportError::Invalid)?;
    let sources = reader::sources(names.as_deref(), reader.waiting().iter());
    let client = db.direct_caller().await?;
    db.begin_direct(&client, &job.caller, TIME_LIMIT).await?;
    let (plan, wanted) = plan(&client, job, &sources, reader.waiting().len() as u64).await?;
    let mut mapping = Mapping::new(names.as_deref(), &plan.targets, &wanted).map_err(ImportError::Invalid)?;
    stage::create(&client, mapping.targets.len()).await?;
    let rows = load(&client, job, &mut mapping, reader, if ended { None } else { Some(body) }).await?;
    if mapping.used().is_empty() {
        return Err(ImportError::Invalid("no column of the file goes into the table".into()));
    }
    let faults = stage::check(&client, &plan.checks(&mapping), job.max_faults).await?;
    if !faults.is_empty() {
        return Err(ImportError::Faults(faults));
    }
    finish(db, &Staged { client: &client, job, mapping: &mapping, rows }, &plan).await
}

async fn plan(
    client: &Client,
    job: &Job,
    sources: &[Source],
    sampled: u64,
) -> Result<(Plan, Wanted), ImportError> {
    if let Some(creation) = &job.create {
        return create::plan(creation, &job.wanted, sources, sampled).map_err(ImportError::Invalid);
    }
    match stage::columns(client, &job.table).await? {
        None => Err(TableError::NotFound.into()),
        Some((false, _)) => Err(ImportError::Forbidden),
        Some((true, columns)) => Ok((Plan::of(&columns), job.wanted.clone())),
    }
}

/// Stages all rows of the file; the bad ones are collected.
async fn load(
    client: &Client,
    job: &Job,
    mapping: &mut Mapping,
    mut reader: Reader,
    mut body: Option<Body>,
) -> Result<i64, ImportError> {
    let mut stage = Stage::open(client).await?;
    let mut faults = Vec::new();
    loop {
        while let Some(record) = reader.take() {
            let line = record.line;
            match mapping.cells(record) {
                Ok(cells) => stage.row(line, &cells).await?,
                Err(fault) => faults.push(fault),
            }
            if faults.len() >= job.max_faults {
                return Err(ImportError::Faults(faults));
            }
        }
        let Some(stream) = &mut body else { break };
        match piece(stream).await? {
            Some(bytes) => reader.push(&bytes),
            None => {
                reader.finish();
                body = None;
            }
        }
    }
    let rows = stage.finish().await?;
    match faults.is_empty() {
        true if rows == 0 => Err(ImportError::Invalid("the file holds no rows".into())),
        true => Ok(rows),
        false => Err(ImportError::Faults(faults)),
    }
}

/// A file whose rows are staged and checked.
struct Staged<'a> {
    client: &'a Client,
    job: &'a Job,
    mapping: &'a Mapping,
    rows: i64,
}

/// Makes the table where it is to be made, inserts and commits. A table that was made goes again when its rows are
/// refused.
async fn finish(db: &Db, staged: &Staged<'_>, plan: &Plan) -> Result<Done, ImportError> {
    let Staged { job, mapping, rows, .. } = *staged;
    let name = |at: usize| mapping.targets.get(at).map(|target| target.column.clone());
    let done = Done { rows, columns: mapping.used().into_iter().filter_map(name).collect() };
    let Some(creation) = &job.create else {
        insert(staged).await?;
        return Ok(done);
    };
    if job.dry_run {
        return Ok(done);
    }
    create::table(db, job, creation, plan).await?;
    match insert(staged).await {
        Ok(()) => Ok(done),
        Err(error) => {
            // Its locks on the table would keep it from going.
            staged.client.batch_execute("ROLLBACK").await?;
            create::remove(db, job).await?;
            Err(error)
        }
    }
}

async fn insert(staged: &Staged<'_>) -> Result<(), ImportError> {
    let Staged { client, job, mapping, rows } = *staged;
    let (_, columns) = stage::columns(client, &job.table).await?.ok_or(TableError::NotFound)?;
    let table = Ident::existing(&job.table).map_err(|_| TableError::NotFound)?;
    let place = |at: usize| {
        let target = mapping.targets.get(at)?;
        Some((at + 1, columns.iter().find(|column| column.name.as_str() == target.column)?))
    };
    let columns: Vec<(usize, &Column)> = mapping.used().into_iter().filter_map(place).collect();
    let insert = Insert { client, table: &table, columns: &columns };
    if let Some((fault, by_policy)) = insert.run(rows).await? {
        return Err(if by_policy { ImportError::Refused(fault) } else { ImportError::Faults(vec![fault]) });
    }
    client.batch_execute(if job.dry_run { "ROLLBACK" } else { "COMMIT" }).await?;
    Ok(())
}
