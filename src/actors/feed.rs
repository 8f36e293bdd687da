//! Recent changes in memory, so that live subscribers do not each read the outbox, and what groups of
//! subscribers may see of them. Whoever is further behind than memory reaches reads the outbox itself.

mod batch;
mod recent;

pub use batch::{Batch, View};
pub use recent::Wanted;

use crate::db::{
    Db, DbError,
    changes::{self, Rights},
};
use batch::Group;
use recent::{Kept, Recent};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::{Semaphore, watch};

/// Statements that judge images at the same time; the connections are those that requests use.
const JUDGES: usize = 2;

/// Why a subscriber cannot go on from its position.
#[derive(Debug, thiserror::Error)]
pub enum FeedError {
    /// The changes after it have been dropped.
    #[error("too old, history does not reach back that far")]
    TooOld,
    /// The database did not answer.
    #[error(transparent)]
    Database(#[from] DbError),
}

/// What follows a position.
#[derive(Debug)]
pub enum Next {
    /// These changes; earlier ones may be in it, and ones of other tables.
    Changes(Arc<Batch>),
    /// Nothing that is wanted, up to this position.
    Nothing(i64),
}

/// The changes of this node; shared by listener, registry and subscribers.
pub struct Feed {
    db: Db,
    recent: Mutex<Recent>,
    head: watch::Sender<i64>,
    tables: Mutex<HashMap<(String, String), watch::Sender<i64>>>,
    judges: Semaphore,
}

impl Feed {
    /// An empty feed over the outbox of `db`.
    pub fn new(db: Db) -> Self {
        Feed {
            db,
            recent: Mutex::default(),
            head: watch::Sender::new(0),
            tables: Mutex::default(),
            judges: Semaphore::new(JUDGES),
        }
    }

    /// The pools it reads with.
    pub fn db(&self) -> &Db {
        &self.db
    }

    /// The last position known; 0 before the listener has told one.
    pub fn head(&self) -> i64 {
        *self.head.borrow()
    }

    /// Takes consecutive changes into memory and wakes whoever waits for their tables.
    pub fn publish(&self, batch: &Arc<Batch>) {
        let Some(last) = batch.last() else { return };
        lock(&self.recent).push(batch.clone());
        self.head.send_replace(last);
        let mut tables = lock(&self.tables);
        // Whoever waited for a table and is gone leaves a sender without receivers.
        tables.retain(|_, sender| sender.receiver_count() > 0);
        for table in batch.tables() {
            if let Some(sender) = tables.get(table) {
                sender.send_replace(last);
            }
        }
    }

    /// Learns of changes that are only in the outbox.
    pub fn advance(&self, position: i64) {
        if position <= self.head() {
            return;
        }
        lock(&self.recent).skip_to(position);
        self.head.send_replace(position);
        for sender in lock(&self.tables).values() {
            sender.send_replace(position);
        }
    }

    /// Wakes when there may be something new of what is wanted.
    pub fn waker(&self, wanted: &Wanted) -> Waker {
        let mut tables = lock(&self.tables);
        let receivers = match wanted.tables() {
            None => vec![self.head.subscribe()],
            Some(names) => names
                .into_iter()
                .map(|name| tables.entry(name).or_insert_with(|| watch::Sender::new(0)).subscribe())
                .collect(),
        };
        Waker(receivers)
    }

    /// What follows `position` of what is wanted: from memory, else from the outbox.
    pub async fn after(&self, position: i64, wanted: &Wanted) -> Result<Next, FeedError> {
        let kept = lock(&self.recent).after(position, wanted);
        match kept {
            Kept::Batch(batch) => Ok(Next::Changes(batch)),
            Kept::Nothing(position) => Ok(Next::Nothing(position)),
            Kept::Unknown => self.read(position).await,
        }
    }

    async fn read(&self, position: i64) -> Result<Next, FeedError> {
        let client = self.db.owner().await?;
        let changes = changes::list_after(&**client, position).await?;
        match changes.first() {
            Some(first) if first.position == position + 1 => Ok(Next::Changes(Arc::new(Batch::new(changes)))),
            Some(_) => Err(FeedError::TooOld),
            None if position < changes::history(&**client).await?.0 => Err(FeedError::TooOld),
            None => Ok(Next::Nothing(position)),
        }
    }

    /// What callers of `role` with `claims` see of a table's changes in `batch`; worked out once.
    pub async fn view(
        &self,
        batch: &Batch,
        (role, claims): (&'static str, &str),
        (schema, table): (&str, &str),
    ) -> Result<Arc<View>, DbError> {
        let Some(rights) = self.rights(batch, role, (schema, table)).await? else {
            return Ok(Arc::new(View::nothing(batch)));
        };
        let group = Group {
            role,
            claims: if rights.sees_all() || !rights.reads_claims { String::new() } else { claims.to_owned() },
            schema: schema.to_owned(),
            table: table.to_owned(),
        };
        let cell = batch.view_of(group);
        let judged = cell.get_or_try_init(|| async {
            match self.judge(batch, (role, claims), &rights, (schema, table)).await {
                // A policy that fails shows nothing, as a query with it would; trying again would not help.
                Err(DbError::Statement(error)) => {
                    tracing::warn!(table, code = error.code.code(), "a policy failed on recorded rows");
                    Ok(Arc::new(View::nothing(batch)))
                }
                judged => judged,
            }
        });
        judged.await.cloned()
    }

    async fn judge(
        &self,
        batch: &Batch,
        group: (&str, &str),
        rights: &Arc<Rights>,
        table: (&str, &str),
    ) -> Result<Arc<View>, DbError> {
        // Old images first, then the new ones.
        let images = batch.images(table);
        let seen = if rights.sees_all() || !rights.readable {
            changes::visible(&self.db, group, rights, &images).await?
        } else {
            let _turn = self.judges.acquire().await;
            changes::visible(&self.db, group, rights, &images).await?
        };
        Ok(Arc::new(View::new(rights.clone(), seen)))
    }

    /// A role's rights on a table, read after the batch's last commit: whatever changed them before counts for it.
    async fn rights(
        &self,
        batch: &Batch,
        role: &'static str,
        (schema, table): (&str, &str),
    ) -> Result<Option<Arc<Rights>>, DbError> {
        // What is recorded of the service's own tables holds no secrets, and is for administrators.
        if matches!(schema, "auth" | "selfdb") {
            return Ok((role == "service_role")
                .then(|| Rights::system(schema, table).map(Arc::new))
                .flatten());
        }
        let cell = batch.rights_of(role, schema, table);
        let read = cell.get_or_try_init(|| async {
            let client = self.db.owner().await?;
            Ok::<_, DbError>(changes::rights(&**client, role, schema, table).await?.map(Arc::new))
        });
        Ok(read.await?.clone().filter(|rights| rights.readable))
    }
}

/// Waits for news of some tables.
pub struct Waker(Vec<watch::Receiver<i64>>);

impl Waker {
    /// Returns once there has been news since the last call; forgets it.
    pub async fn news(&mut self) {
        let waiting = self.0.iter_mut().map(|receiver| Box::pin(receiver.changed()));
        match waiting.len() {
            // The sender lives as long as the feed.
            0 => std::future::pending().await,
            _ => drop(futures_util::future::select_all(waiting).await),
        }
        for receiver in &mut self.0 {
            receiver.mark_unchanged();
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
