//! Which raw SQL queries run on this node, so that they can be listed and cancelled.

use chrono::{DateTime, Utc};
use serde::Serialize;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio_util::sync::CancellationToken;
use utoipa::ToSchema;
use uuid::Uuid;

/// Characters of a query that a list shows.
const SHOWN: usize = 200;

/// A query that runs at this moment.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RunningQuery {
    /// Id, as its client chose it.
    pub id: Uuid,
    /// Who runs it.
    pub user_id: Uuid,
    /// The beginning of its text.
    pub query: String,
    /// Since when.
    pub started_at: DateTime<Utc>,
}

type Entries = HashMap<Uuid, (RunningQuery, CancellationToken)>;

/// The running queries of one node. Cloning is cheap.
#[derive(Debug, Clone, Default)]
pub struct Running(Arc<Mutex<Entries>>);

/// An entry; dropping it removes it.
#[derive(Debug)]
pub struct Registered {
    /// Set when somebody cancels the query.
    pub cancelled: CancellationToken,
    id: Uuid,
    running: Running,
}

impl Running {
    fn entries(&self) -> MutexGuard<'_, Entries> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a query; `None` when its id is in use.
    pub fn register(&self, id: Uuid, user_id: Uuid, query: &str) -> Option<Registered> {
        let mut entries = self.entries();
        if entries.contains_key(&id) {
            return None;
        }
        let cancelled = CancellationToken::new();
        let query = query.chars().take(SHOWN).collect();
        let entry = RunningQuery { id, user_id, query, started_at: Utc::now() };
        entries.insert(id, (entry, cancelled.clone()));
        drop(entries);
        Some(Registered { cancelled, id, running: self.clone() })
    }

    /// Asks the query to stop; whether there is one.
    pub fn cancel(&self, id: Uuid) -> bool {
        self.entries().get(&id).is_some_and(|(_, cancelled)| {
            cancelled.cancel();
            true
        })
    }

    /// All of them, the oldest first.
    pub fn list(&self) -> Vec<RunningQuery> {
        let mut list: Vec<RunningQuery> = self.entries().values().map(|(entry, _)| entry.clone()).collect();
        list.sort_by_key(|entry| (entry.started_at, entry.id));
        list
    }
}

impl Drop for Registered {
    fn drop(&mut self) {
        self.running.entries().remove(&self.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_lives_as_long_as_its_query() {
        let running = Running::default();
        let (id, user) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert!(!running.cancel(id));
        let entry = running.register(id, user, "select 1").expect("the id is free");
        assert!(running.register(id, user, "select 2").is_none());
        assert_eq!(running.list().len(), 1);
        assert!(running.cancel(id) && entry.cancelled.is_cancelled());
        drop(entry);
        assert!(running.list().is_empty() && running.register(id, user, "select 3").is_some());
    }
}
