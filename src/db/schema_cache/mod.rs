//! What this node remembers of schema public: tables, columns, keys, functions and types.
//!
//! Rights are checked by Postgres in every statement, so memory that is out of date can make a request fail, never
//! succeed wrongly. It is compared with the catalogue at most once a second and only while requests come in, beside
//! them; and at once when a request names something unknown, or when Postgres says that the shape is wrong. The
//! comparison reads the transaction ids of the catalogue's rows, which change with every DDL whoever runs it.

mod function;
mod load;
mod relationship;
mod schema;

pub use function::{Argument, Function, Returns};
pub use relationship::{Junction, Relationship};
pub use schema::{Column, Schema, Table};

use super::{Db, DbError};
use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

/// How long memory is believed without a comparison.
const BELIEVED: Duration = Duration::from_secs(1);

/// The schema, what the catalogue looked like then, and when that was last found to be so.
#[derive(Debug, Clone)]
struct Known {
    schema: Arc<Schema>,
    fingerprint: String,
    checked: Instant,
}

/// The memory of one node.
#[derive(Debug, Default)]
pub struct SchemaCache {
    known: Mutex<Option<Known>>,
    /// One comparison at a time; those who wait for it use what it found.
    checking: tokio::sync::Mutex<()>,
    /// Whether a comparison beside the requests is under way.
    background: AtomicBool,
}

impl SchemaCache {
    /// The schema as it is remembered; read from the database when nothing is.
    pub async fn get(self: &Arc<Self>, db: &Db) -> Result<Arc<Schema>, DbError> {
        let Some(known) = self.known() else { return self.fresh(db).await };
        if known.checked.elapsed() > BELIEVED && !self.background.swap(true, Ordering::AcqRel) {
            let (cache, db) = (self.clone(), db.clone());
            tokio::spawn(async move {
                if let Err(error) = cache.fresh(&db).await {
                    tracing::debug!(%error, "the schema could not be compared");
                }
                cache.background.store(false, Ordering::Release);
            });
        }
        Ok(known.schema)
    }

    /// The schema as it is now.
    pub async fn fresh(&self, db: &Db) -> Result<Arc<Schema>, DbError> {
        let asked = Instant::now();
        let _one = self.checking.lock().await;
        let known = self.known();
        if let Some(known) = known.as_ref().filter(|known| known.checked > asked) {
            return Ok(known.schema.clone());
        }
        let checked = Instant::now();
        let client = db.owner().await?;
        let fingerprint = load::fingerprint(&client).await?;
        let schema = match known {
            Some(known) if known.fingerprint == fingerprint => known.schema,
            _ => Arc::new(load::load(&client).await?),
        };
        self.remember(Some(Known { schema: schema.clone(), fingerprint, checked }));
        Ok(schema)
    }

    /// Forgets what is remembered, after a table's shape was changed through this node.
    pub fn forget(&self, _table: &str) {
        self.clear();
    }

    /// Forgets everything, as after raw SQL.
    pub fn clear(&self) {
        self.remember(None);
    }

    fn known(&self) -> Option<Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn remember(&self, known: Option<Known>) {
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = known;
    }
}
