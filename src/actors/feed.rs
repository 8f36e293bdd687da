//! Recent changes in memory, so that live subscribers do not each read the outbox, and what groups of
//! subscribers may see of them. Whoever is further behind reads the outbox itself.

use crate::{
    db::{
        Db, DbError,
        changes::{self, Rights},
    },
    domain::{caller::Caller, change::Change},
};
use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};
use tokio::sync::{OnceCell, watch};

/// Changes kept in memory, by number of batches and by size.
const KEPT_BATCHES: usize = 256;
const KEPT_BYTES: usize = 16 * 1024 * 1024;

/// Rights that nobody asked for in this time are forgotten.
const RIGHTS_KEPT: Duration = Duration::from_secs(60);

/// Subscribers that policies cannot tell apart, on one table.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Group {
    /// Postgres role.
    pub role: &'static str,
    /// Claims without what differs from session to session.
    pub claims: String,
    /// Schema.
    pub schema: String,
    /// Table.
    pub table: String,
}

/// What a group sees of a batch; images by the change's place in it.
#[derive(Debug)]
pub struct View {
    /// Columns as clients get them; `None` when the table is not readable.
    pub columns: Option<String>,
    /// Rows before.
    pub old: Vec<Option<String>>,
    /// Rows after.
    pub new: Vec<Option<String>>,
}

impl View {
    fn nothing(batch: &Batch) -> Self {
        let none = vec![None; batch.changes.len()];
        View { columns: None, old: none.clone(), new: none }
    }
}

type Views = Mutex<HashMap<Group, Arc<OnceCell<Arc<View>>>>>;

/// Consecutive changes.
#[derive(Debug)]
pub struct Batch {
    /// In order, without a gap.
    pub changes: Vec<Change>,
    /// After the last of them was committed.
    made: Instant,
    views: Views,
}

impl Batch {
    /// A batch of consecutive changes.
    pub fn new(changes: Vec<Change>) -> Self {
        Batch { changes, made: Instant::now(), views: Views::default() }
    }

    fn size(&self) -> usize {
        self.changes.iter().map(Change::size).sum()
    }

    fn holds(&self, position: i64) -> bool {
        let ends = self.changes.first().zip(self.changes.last());
        ends.is_some_and(|(first, last)| (first.position..=last.position).contains(&position))
    }
}

#[derive(Default)]
struct Recent {
    batches: VecDeque<Arc<Batch>>,
    bytes: usize,
}

/// Rights by role, schema and table, with when they were read.
type RightsCache = HashMap<(&'static str, String, String), (Instant, Option<Arc<Rights>>)>;

/// The changes of this node; shared by listener, registry and subscribers.
pub struct Feed {
    db: Db,
    recent: Mutex<Recent>,
    head: watch::Sender<i64>,
    rights: Mutex<RightsCache>,
}

impl Feed {
    /// An empty feed over the outbox of `db`.
    pub fn new(db: Db) -> Self {
        Feed { db, recent: Mutex::default(), head: watch::Sender::new(0), rights: Mutex::default() }
    }

    /// The last position known; changes up to here can be read.
    pub fn head(&self) -> watch::Receiver<i64> {
        self.head.subscribe()
    }

    /// Takes a batch into memory and tells subscribers.
    pub fn publish(&self, batch: Arc<Batch>) {
        let Some(last) = batch.changes.last().map(|change| change.position) else { return };
        {
            let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
            recent.bytes += batch.size();
            recent.batches.push_back(batch);
            while recent.batches.len() > KEPT_BATCHES
                || (recent.bytes > KEPT_BYTES && recent.batches.len() > 1)
            {
                let gone = recent.batches.pop_front().map_or(0, |batch| batch.size());
                recent.bytes = recent.bytes.saturating_sub(gone);
            }
        }
        self.advance(last);
    }

    /// Tells subscribers of changes that are only in the outbox.
    pub fn advance(&self, position: i64) {
        self.head.send_if_modified(|head| {
            let further = position > *head;
            *head = position.max(*head);
            further
        });
    }

    /// The changes that follow `position`: from memory, else from the outbox.
    pub async fn after(&self, position: i64) -> Result<Arc<Batch>, DbError> {
        let kept = {
            let recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
            recent.batches.iter().rev().find(|batch| batch.holds(position + 1)).cloned()
        };
        match kept {
            Some(batch) => Ok(batch),
            None => Ok(Arc::new(Batch::new(changes::list_after(&**self.db.owner().await?, position).await?))),
        }
    }

    /// What `group` sees of `batch`; worked out once, with the rights of `caller`, who is one of the group.
    pub async fn view(&self, batch: &Batch, group: &Group, caller: &Caller) -> Result<Arc<View>, DbError> {
        let cell = {
            let mut views = batch.views.lock().unwrap_or_else(PoisonError::into_inner);
            views.entry(group.clone()).or_default().clone()
        };
        let judged = cell.get_or_try_init(|| async {
            match self.judge(batch, group, caller).await {
                // A policy that fails shows nothing, as a query with it would; trying again would not help.
                Err(DbError::Statement(error)) => {
                    tracing::warn!(
                        table = group.table,
                        code = error.code.code(),
                        "a policy failed on recorded rows"
                    );
                    Ok(Arc::new(View::nothing(batch)))
                }
                judged => judged,
            }
        });
        judged.await.cloned()
    }

    /// Fails when the session or key of `caller` has ended.
    pub async fn check(&self, caller: &Caller) -> Result<(), DbError> {
        self.db.resolve(caller).await.map(drop)
    }

    async fn judge(&self, batch: &Batch, group: &Group, caller: &Caller) -> Result<Arc<View>, DbError> {
        let Some(rights) = self.rights(group, batch.made).await?.filter(|rights| rights.readable) else {
            return Ok(Arc::new(View::nothing(batch)));
        };
        let of_table = |change: &&Change| change.schema == group.schema && change.table == group.table;
        let pick = |image: fn(&Change) -> Option<&str>| -> Vec<Option<&str>> {
            batch.changes.iter().map(|change| Some(change).filter(of_table).and_then(image)).collect()
        };
        let old = changes::visible(&self.db, caller, &rights, &pick(|change| change.old.as_deref())).await?;
        let new = changes::visible(&self.db, caller, &rights, &pick(|change| change.new.as_deref())).await?;
        Ok(Arc::new(View { columns: Some(rights.columns.clone()), old, new }))
    }

    /// A role's rights on a table, not older than `since`: whatever changed them before a change was committed counts for it.
    async fn rights(&self, group: &Group, since: Instant) -> Result<Option<Arc<Rights>>, DbError> {
        let key = (group.role, group.schema.clone(), group.table.clone());
        {
            let cache = self.rights.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some((_, rights)) = cache.get(&key).filter(|(read, _)| *read >= since) {
                return Ok(rights.clone());
            }
        }
        let client = self.db.owner().await?;
        let read = Instant::now();
        let rights = changes::rights(&**client, group.role, &group.schema, &group.table).await?.map(Arc::new);
        let mut cache = self.rights.lock().unwrap_or_else(PoisonError::into_inner);
        cache.retain(|_, (read, _)| read.elapsed() < RIGHTS_KEPT);
        cache.insert(key, (read, rights.clone()));
        Ok(rights)
    }
}
