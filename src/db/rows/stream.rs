//! Long answers, row by row.
//!
//! The connection comes from a pool of its own, so that slow readers cannot take connections from others. Postgres, the
//! socket to it and this task all wait for the client; memory is a few chunks however long the answer is. A client that
//! takes nothing for [`STALL`] loses it.

use super::{Encoding, parameters};
use crate::{
    db::{Db, DbError, plan::Statement},
    domain::caller::Caller,
};
use bytes::{Bytes, BytesMut};
use deadpool_postgres::Object;
use futures_util::{StreamExt as _, TryStreamExt as _};
use std::{pin::Pin, time::Duration};
use tokio::sync::mpsc;
use tokio_postgres::{NoTls, Row, RowStream, types::ToSql};

/// How long a client may take nothing.
pub const STALL: Duration = Duration::from_secs(10);
/// Size from which a chunk is sent.
const CHUNK_BYTES: usize = 32 * 1024;
/// Chunks that wait for the client.
const CHUNKS: usize = 2;
/// Time limit of a streamed statement, in milliseconds: it waits for its reader.
const TIMEOUT_MS: u32 = 600_000;

/// A body on its way.
pub struct Streamed {
    /// Its chunks; an error cuts it off.
    pub chunks: mpsc::Receiver<Result<Bytes, DbError>>,
    /// The answer of the statement that was run first.
    pub counted: Option<Row>,
}

/// Runs `rows`, and `first` before it on the same snapshot, and answers when the first row is there.
pub async fn stream(
    db: &Db,
    caller: &Caller,
    first: Option<&Statement>,
    rows: &Statement,
    encoding: Encoding,
) -> Result<Streamed, DbError> {
    let held = Held(Some(db.stream_connection().await?));
    let client = held.client()?;
    // The second BEGIN that follows only earns a warning.
    client.batch_execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
    db.begin(client, caller).await?;
    client.batch_execute(&format!("SET LOCAL statement_timeout = {TIMEOUT_MS}")).await?;
    let counted = match first {
        Some(first) => client.query_typed(&first.sql, &parameters(first)).await?.into_iter().next(),
        None => None,
    };
    let params = parameters(rows).into_iter().map(|(value, kind)| (value as &(dyn ToSql + Sync), kind));
    let mut found = Box::pin(client.query_typed_raw(&rows.sql, params).await?);
    // The first row tells whether the statement works at all.
    let head = found.try_next().await?;
    let (sender, chunks) = mpsc::channel(CHUNKS);
    tokio::spawn(async move {
        let mut pump = Pump { sender, encoding, body: BytesMut::new() };
        match pump.run(head, &mut found).await {
            Ok(()) => {
                drop(found);
                held.end().await;
            }
            Err(Ended::Gone) => {
                drop(found);
                held.cancel().await;
            }
            Err(Ended::Failed(error)) => {
                let message = DbError::from(error);
                tracing::warn!(cause = %message, "a streamed answer was cut off");
                // A client that is gone needs no error.
                let _ = tokio::time::timeout(STALL, pump.sender.send(Err(message))).await;
            }
        }
    });
    Ok(Streamed { chunks, counted })
}

/// Why a pump ended early.
enum Ended {
    /// The client has gone or stands still.
    Gone,
    /// The statement failed.
    Failed(tokio_postgres::Error),
}

struct Pump {
    sender: mpsc::Sender<Result<Bytes, DbError>>,
    encoding: Encoding,
    body: BytesMut,
}

impl Pump {
    async fn run(&mut self, head: Option<Row>, found: &mut Pin<Box<RowStream>>) -> Result<(), Ended> {
        self.encoding.start(&mut self.body);
        let mut next = head;
        let mut first = true;
        while let Some(row) = next {
            self.encoding.row(&mut self.body, &row, first).map_err(Ended::Failed)?;
            first = false;
            if self.body.len() >= CHUNK_BYTES {
                self.flush().await?;
            }
            next = found.next().await.transpose().map_err(Ended::Failed)?;
        }
        self.encoding.end(&mut self.body);
        self.flush().await
    }

    async fn flush(&mut self) -> Result<(), Ended> {
        let chunk = self.body.split().freeze();
        match tokio::time::timeout(STALL, self.sender.send(Ok(chunk))).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(Ended::Gone),
        }
    }
}

/// A connection with an open transaction; closed when it is dropped before its end.
struct Held(Option<Object>);

impl Held {
    fn client(&self) -> Result<&Object, DbError> {
        self.0.as_ref().ok_or(DbError::Config("a stream after its end"))
    }

    async fn end(mut self) {
        if let Some(client) = &self.0
            && client.batch_execute("COMMIT").await.is_ok()
        {
            self.0.take();
        }
    }

    /// Stops the statement, which would else go on producing rows for nobody.
    async fn cancel(self) {
        if let Some(client) = &self.0
            && let Err(error) = client.cancel_token().cancel_query(NoTls).await
        {
            tracing::debug!(%error, "a stream's statement could not be cancelled");
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(client) = self.0.take() {
            drop(Object::take(client));
        }
    }
}
