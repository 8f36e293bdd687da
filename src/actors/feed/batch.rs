//! Consecutive changes, and what was worked out about them.

use crate::{db::changes::Rights, domain::change::Change};
use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::OnceCell;

/// Subscribers that policies cannot tell apart, on one table.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Group {
    /// Postgres role.
    pub role: &'static str,
    /// Claims without what differs from session to session; empty where they make no difference.
    pub claims: String,
    /// Schema.
    pub schema: String,
    /// Table.
    pub table: String,
}

/// What a group sees of a batch.
#[derive(Debug)]
pub struct View {
    rights: Option<Arc<Rights>>,
    /// By the change's place: old images, then the new ones.
    seen: Vec<bool>,
}

impl View {
    /// What was judged: old images, then the new ones.
    pub fn new(rights: Arc<Rights>, seen: Vec<bool>) -> Self {
        View { rights: Some(rights), seen }
    }

    /// Nothing of a batch.
    pub fn nothing(batch: &Batch) -> Self {
        View { rights: None, seen: vec![false; batch.changes.len() * 2] }
    }

    /// The table's columns; `None` when it is not readable.
    pub fn rights(&self) -> Option<&Rights> {
        self.rights.as_deref()
    }

    /// Whether the old and the new image of the change at this place are visible.
    pub fn sees(&self, at: usize) -> (bool, bool) {
        let seen = |at: usize| self.seen.get(at).copied().unwrap_or(false);
        (seen(at), seen(at + self.seen.len() / 2))
    }
}

type Cells<K, V> = Mutex<HashMap<K, Arc<OnceCell<V>>>>;

/// A role and a table.
type RightsKey = (&'static str, String, String);

/// Consecutive changes.
#[derive(Debug, Default)]
pub struct Batch {
    /// In order, without a gap.
    pub changes: Vec<Change>,
    tables: BTreeSet<(String, String)>,
    size: usize,
    views: Cells<Group, Arc<View>>,
    rights: Cells<RightsKey, Option<Arc<Rights>>>,
}

impl Batch {
    /// A batch of consecutive changes.
    pub fn new(changes: Vec<Change>) -> Self {
        let tables = changes.iter().map(|change| (change.schema.clone(), change.table.clone())).collect();
        let size = changes.iter().map(Change::size).sum();
        Batch { changes, tables, size, ..Batch::default() }
    }

    /// First position.
    pub fn first(&self) -> Option<i64> {
        self.changes.first().map(|change| change.position)
    }

    /// Last position.
    pub fn last(&self) -> Option<i64> {
        self.changes.last().map(|change| change.position)
    }

    /// Tables, each once: schema and name.
    pub fn tables(&self) -> impl Iterator<Item = &(String, String)> {
        self.tables.iter()
    }

    /// About how many bytes it holds.
    pub fn size(&self) -> usize {
        self.size
    }

    /// The old images of a table's changes by their places, then the new ones.
    pub fn images(&self, (schema, table): (&str, &str)) -> Vec<Option<&str>> {
        let of_table = |change: &&Change| change.schema == schema && change.table == table;
        let pick = |image: fn(&Change) -> Option<&str>| {
            self.changes.iter().map(move |change| Some(change).filter(of_table).and_then(image))
        };
        pick(|change| change.old.as_deref()).chain(pick(|change| change.new.as_deref())).collect()
    }

    /// Where a group's view is kept.
    pub fn view_of(&self, group: Group) -> Arc<OnceCell<Arc<View>>> {
        self.views.lock().unwrap_or_else(PoisonError::into_inner).entry(group).or_default().clone()
    }

    /// Where a role's rights are kept.
    pub fn rights_of(
        &self,
        role: &'static str,
        schema: &str,
        table: &str,
    ) -> Arc<OnceCell<Option<Arc<Rights>>>> {
        let key = (role, schema.to_owned(), table.to_owned());
        self.rights.lock().unwrap_or_else(PoisonError::into_inner).entry(key).or_default().clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::change::Operation;

    #[test]
    fn images_and_views_go_by_place() {
        let change = |position, table: &str, old: Option<&str>, new: Option<&str>| Change {
            position,
            schema: "public".into(),
            table: table.into(),
            operation: Operation::Update,
            old: old.map(str::to_owned),
            new: new.map(str::to_owned),
            at: chrono::DateTime::UNIX_EPOCH,
        };
        let batch = Batch::new(vec![change(7, "a", Some("1"), Some("2")), change(8, "b", None, Some("3"))]);
        assert_eq!((batch.first(), batch.last()), (Some(7), Some(8)));
        assert_eq!(batch.images(("public", "a")), [Some("1"), None, Some("2"), None]);
        let view = View { rights: None, seen: vec![false, true, true, false] };
        assert_eq!(
            (view.sees(0), view.sees(1), view.sees(9)),
            ((false, true), (true, false), (false, false))
        );
        assert_eq!(View::nothing(&batch).sees(1), (false, false));
    }
}
