//! `StorageWriter`: turns a finished upload into a file. It owns the slots for commits, so that a burst of uploads
//! queues here and not on the disk and the connection pool, and it takes away bytes that nothing needs any more.

mod commit;
mod sweep;

pub use commit::Target;

use super::{
    outlet::{Envelope, Outlet},
    supervisor::{Budget, Fatal, Health, supervise},
};
use crate::{
    blob::{BlobError, BlobId, BlobStore, StagedBlob},
    db::{
        Db,
        storage::{StorageError, objects::Written},
    },
};
use actix::{Actor, AsyncContext as _, Context, Handler, Message, ResponseFuture, Supervised};
use commit::Outcome;
use std::{sync::Arc, time::Duration};
use sweep::{Doubts, Sweep};
use tokio::sync::{Semaphore, oneshot};
use tokio::time::Instant;

/// Commits that run at once. More would only wait for the disk and for connections.
const SLOTS: usize = 16;

/// Time between two looks at what can be taken away.
const SWEEP_EVERY: Duration = Duration::from_secs(2);

/// Why an upload does not become a file.
#[derive(Debug, thiserror::Error)]
pub enum CommitError {
    /// The blob could not be stored.
    #[error(transparent)]
    Blob(#[from] BlobError),
    /// The row could not be written.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// The writer was restarted meanwhile.
    #[error("the writer was restarted")]
    Interrupted,
}

/// Makes a file, or a part of one, of bytes that have all arrived.
pub struct Commit {
    /// The bytes.
    pub staged: Box<dyn StagedBlob>,
    /// The row that will name them.
    pub target: Target,
}

impl Message for Commit {
    type Result = Result<Written, CommitError>;
}

/// Something was deleted or replaced: its bytes can go.
#[derive(Debug, Clone, Copy)]
pub struct Nudge;

impl Message for Nudge {
    type Result = ();
}

/// How a commit ended, from the task that ran it.
pub(crate) struct Ended {
    blob: BlobId,
    in_doubt: bool,
}

impl Message for Ended {
    type Result = ();
}

/// A look at what can be taken away has ended; `true` when there is more.
pub(crate) struct Swept(bool);

impl Message for Swept {
    type Result = ();
}

/// The actor.
pub struct StorageWriter {
    db: Db,
    store: Arc<dyn BlobStore>,
    slots: Arc<Semaphore>,
    doubts: Doubts,
    sweeping: bool,
}

impl StorageWriter {
    /// A writer over open pools and an open store.
    pub fn new(db: Db, store: Arc<dyn BlobStore>) -> Self {
        StorageWriter {
            db,
            store,
            slots: Arc::new(Semaphore::new(SLOTS)),
            doubts: Doubts::default(),
            sweeping: false,
        }
    }

    fn sweep(&mut self, context: &mut Context<Self>) {
        if self.sweeping {
            return;
        }
        self.sweeping = true;
        let sweep = Sweep { db: self.db.clone(), store: self.store.clone() };
        let doubtful = self.doubts.due(Instant::now());
        let report = Outlet::<Swept>::new(context.address().recipient(), 1);
        actix::spawn(async move {
            let more = sweep.run(doubtful).await;
            // An error means that the actor is gone, and the sweep with it.
            let _ = report.force(Swept(more));
        });
    }
}

impl Actor for StorageWriter {
    type Context = Context<Self>;

    fn started(&mut self, context: &mut Context<Self>) {
        context.run_interval(SWEEP_EVERY, |writer, context| writer.sweep(context));
    }
}

impl Supervised for StorageWriter {
    fn restarting(&mut self, _: &mut Context<Self>) {
        self.slots = Arc::new(Semaphore::new(SLOTS));
        self.sweeping = false;
    }
}

impl Handler<Envelope<Commit>> for StorageWriter {
    type Result = ResponseFuture<Result<Written, CommitError>>;

    fn handle(&mut self, envelope: Envelope<Commit>, context: &mut Context<Self>) -> Self::Result {
        let (Commit { staged, target }, permit) = envelope.into_parts();
        let (db, store, slots) = (self.db.clone(), self.store.clone(), self.slots.clone());
        let report = Outlet::<Ended>::new(context.address().recipient(), 1);
        let (answer, answered) = oneshot::channel();
        // A task of its own: neither a client that leaves nor a restart of this actor cuts a commit in half.
        actix::spawn(async move {
            let _permit = permit;
            let slot = slots.acquire_owned().await;
            let blob = staged.id();
            let Outcome { result, in_doubt } = commit::run(&db, store.as_ref(), staged, &target).await;
            drop(slot);
            // Errors mean that nobody waits any more.
            let _ = report.force(Ended { blob, in_doubt });
            let _ = answer.send(result);
        });
        Box::pin(async move { answered.await.unwrap_or(Err(CommitError::Interrupted)) })
    }
}

impl Handler<Envelope<Ended>> for StorageWriter {
    type Result = ();

    fn handle(&mut self, envelope: Envelope<Ended>, _: &mut Context<Self>) {
        let (Ended { blob, in_doubt }, _) = envelope.into_parts();
        if in_doubt {
            tracing::warn!(%blob, "the connection was lost during a commit; the blob is kept until it is known");
            self.doubts.add(blob, Instant::now());
        }
    }
}

impl Handler<Envelope<Nudge>> for StorageWriter {
    type Result = ();

    fn handle(&mut self, _: Envelope<Nudge>, context: &mut Context<Self>) {
        self.sweep(context);
    }
}

impl Handler<Envelope<Swept>> for StorageWriter {
    type Result = ();

    fn handle(&mut self, envelope: Envelope<Swept>, context: &mut Context<Self>) {
        let (Swept(more), _) = envelope.into_parts();
        self.sweeping = false;
        if more {
            self.sweep(context);
        }
    }
}

/// Commits that may wait or run; one more is refused.
const COMMIT_QUEUE: u32 = 256;

/// The ways to a running writer. Cloning is cheap.
#[derive(Clone)]
pub struct Writer {
    /// Finished uploads.
    pub commit: Outlet<Commit>,
    /// Deletions.
    pub nudge: Outlet<Nudge>,
}

impl Writer {
    /// Starts the actor under supervision on the current arbiter.
    pub fn start(db: Db, store: Arc<dyn BlobStore>, fatal: Fatal) -> (Self, Health) {
        // Once for a process, not for every restart of the actor: what it looks for comes from dead processes.
        actix::spawn(sweep::orphans(db.clone(), store.clone()));
        let (address, health) =
            supervise("StorageWriter", StorageWriter::new(db, store), Budget::default(), fatal);
        let writer = Writer {
            commit: Outlet::new(address.clone().recipient(), COMMIT_QUEUE),
            nudge: Outlet::new(address.recipient(), 1),
        };
        (writer, health)
    }
}
