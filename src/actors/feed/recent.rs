//! What is kept in memory of the latest changes: plain state.

use super::Batch;
use crate::domain::change::Change;
use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
};

/// Changes kept in memory, by number of batches and by size.
const KEPT_BATCHES: usize = 256;
const KEPT_BYTES: usize = 16 * 1024 * 1024;

/// Tables of interest: schema, and table unless it is all of the schema.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Wanted(Vec<(String, Option<String>)>);

impl Wanted {
    /// These tables, each once.
    pub fn new(tables: impl IntoIterator<Item = (String, Option<String>)>) -> Self {
        let mut list: Vec<_> = tables.into_iter().collect();
        list.sort();
        list.dedup();
        Wanted(list)
    }

    /// The tables by name; `None` when whole schemas are wanted.
    pub fn tables(&self) -> Option<Vec<(String, String)>> {
        self.0.iter().map(|(schema, table)| Some((schema.clone(), table.clone()?))).collect()
    }

    fn contains(&self, schema: &str, table: &str) -> bool {
        self.0.iter().any(|(wanted, name)| wanted == schema && name.as_ref().is_none_or(|name| name == table))
    }

    /// Whether a change is of these tables.
    pub fn concerns(&self, change: &Change) -> bool {
        self.contains(&change.schema, &change.table)
    }
}

/// What memory knows of what follows a position.
#[derive(Debug)]
pub enum Kept {
    /// The first batch with something that is wanted.
    Batch(Arc<Batch>),
    /// There is nothing up to this position.
    Nothing(i64),
    /// It does not reach back that far.
    Unknown,
}

/// The latest batches, without a gap. Of what it had to let go it remembers each table's last position, so that a
/// subscriber of a quiet table need not look through everybody else's changes.
#[derive(Debug, Default)]
pub struct Recent {
    batches: VecDeque<Arc<Batch>>,
    bytes: usize,
    /// Everything after this position is in `batches`.
    start: i64,
    /// `gone` knows every table's changes between this position and `start`.
    floor: i64,
    gone: HashMap<(String, String), i64>,
}

impl Recent {
    /// Adds a batch. A gap before it makes what is older unknown.
    pub fn push(&mut self, batch: Arc<Batch>) {
        let Some((first, last)) = batch.first().zip(batch.last()) else { return };
        if last <= self.end() {
            return;
        }
        if first > self.end() + 1 {
            self.skip_to(first - 1);
        }
        self.bytes += batch.size();
        self.batches.push_back(batch);
        while self.batches.len() > KEPT_BATCHES || (self.bytes > KEPT_BYTES && self.batches.len() > 1) {
            self.let_go();
        }
    }

    /// Forgets everything: what follows `position` comes next.
    pub fn skip_to(&mut self, position: i64) {
        *self = Recent { start: position, floor: position, ..Recent::default() };
    }

    /// What follows `position` of what is wanted.
    pub fn after(&self, position: i64, wanted: &Wanted) -> Kept {
        let quiet = position >= self.floor
            && !self
                .gone
                .iter()
                .any(|((schema, table), last)| *last > position && wanted.contains(schema, table));
        if position < self.start && !quiet {
            return Kept::Unknown;
        }
        let from = self.batches.partition_point(|batch| batch.last().is_some_and(|last| last <= position));
        let found = self
            .batches
            .range(from..)
            .find(|batch| batch.tables().any(|(schema, table)| wanted.contains(schema, table)));
        match found {
            Some(batch) => Kept::Batch(batch.clone()),
            None => Kept::Nothing(self.end().max(position)),
        }
    }

    fn end(&self) -> i64 {
        self.batches.back().and_then(|batch| batch.last()).unwrap_or(self.start)
    }

    fn let_go(&mut self) {
        let Some(batch) = self.batches.pop_front() else { return };
        self.bytes = self.bytes.saturating_sub(batch.size());
        let Some(last) = batch.last() else { return };
        self.start = last;
        for table in batch.tables() {
            self.gone.insert(table.clone(), last);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::change::Operation;

    fn batch(first: i64, tables: &[&str]) -> Arc<Batch> {
        let changes = (first..).zip(tables).map(|(position, table)| Change {
            position,
            schema: "public".into(),
            table: (*table).into(),
            operation: Operation::Insert,
            old: None,
            new: Some("x".repeat(50_000)),
            at: chrono::DateTime::UNIX_EPOCH,
        });
        Arc::new(Batch::new(changes.collect()))
    }

    fn wanted(table: Option<&str>) -> Wanted {
        Wanted::new([("public".to_owned(), table.map(str::to_owned))])
    }

    fn first_of(kept: Kept) -> Result<i64, String> {
        match kept {
            Kept::Batch(batch) => Ok(batch.first().expect("not empty")),
            other => Err(format!("{other:?}")),
        }
    }

    #[test]
    fn batches_are_found_by_position_and_table() {
        let mut recent = Recent::default();
        recent.skip_to(10);
        recent.push(batch(11, &["a", "a"]));
        recent.push(batch(13, &["b"]));
        recent.push(batch(14, &["a"]));
        assert_eq!(first_of(recent.after(10, &wanted(Some("a")))), Ok(11));
        assert_eq!(first_of(recent.after(11, &wanted(Some("a")))), Ok(11), "the middle of a batch");
        assert_eq!(first_of(recent.after(12, &wanted(Some("a")))), Ok(14));
        assert_eq!(first_of(recent.after(12, &wanted(None))), Ok(13));
        assert!(matches!(recent.after(13, &wanted(Some("b"))), Kept::Nothing(14)));
        assert!(matches!(recent.after(9, &wanted(Some("b"))), Kept::Unknown), "before it began");
        recent.push(batch(14, &["a"]));
        assert!(matches!(recent.after(14, &wanted(None)), Kept::Nothing(14)), "nothing comes twice");
    }

    #[test]
    fn a_gap_makes_what_is_older_unknown() {
        let mut recent = Recent::default();
        recent.push(batch(1, &["a"]));
        recent.push(batch(5, &["a"]));
        assert!(matches!(recent.after(1, &wanted(Some("a"))), Kept::Unknown));
        assert_eq!(first_of(recent.after(4, &wanted(Some("a")))), Ok(5));
    }

    #[test]
    fn a_quiet_table_needs_no_history_and_a_busy_one_does() {
        let mut recent = Recent::default();
        recent.push(batch(1, &["busy"]));
        recent.push(batch(2, &["quiet"]));
        for position in 3..1000 {
            recent.push(batch(position, &["busy"]));
        }
        assert!(recent.bytes <= KEPT_BYTES && recent.batches.len() <= KEPT_BATCHES);
        assert!(matches!(recent.after(1, &wanted(Some("quiet"))), Kept::Unknown));
        assert!(matches!(recent.after(2, &wanted(Some("quiet"))), Kept::Nothing(999)));
        assert!(matches!(recent.after(2, &wanted(Some("busy"))), Kept::Unknown));
        assert!(matches!(recent.after(2, &wanted(None)), Kept::Unknown));
        recent.push(batch(1000, &["quiet"]));
        assert_eq!(first_of(recent.after(2, &wanted(Some("quiet")))), Ok(1000));
    }
}
