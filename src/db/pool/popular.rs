//! Which statement texts deserve to be prepared: those that come back. Pure state.
//!
//! A prepared statement costs memory on every connection that holds it, so their number is bounded; a text that is seen once
//! and never again, as most with hand-written filters, is parsed for that one call.

use std::{
    collections::{HashMap, HashSet, hash_map::RandomState},
    hash::BuildHasher as _,
    sync::Arc,
};
use tokio_postgres::types::Type;

/// The bounded set of popular texts.
#[derive(Debug)]
pub struct Popular {
    capacity: usize,
    clock: u64,
    hasher: RandomState,
    /// Hashes of texts that were seen once since the set was last emptied.
    seen: HashSet<u64>,
    texts: HashMap<Arc<str>, Use>,
}

/// A popular text's parameter types and when it was last used.
#[derive(Debug)]
struct Use {
    types: Vec<Type>,
    last: u64,
}

/// A text that is popular no more, and its parameter types.
pub type Displaced = (Arc<str>, Vec<Type>);

/// What to do with a text.
#[derive(Debug, PartialEq, Eq)]
pub enum Advice {
    /// Parse it for this call only.
    Once,
    /// Prepare it, and forget the statement that it displaces.
    Prepare(Option<Displaced>),
}

impl Popular {
    /// At most `capacity` texts.
    pub fn new(capacity: usize) -> Self {
        Popular {
            capacity,
            clock: 0,
            hasher: RandomState::new(),
            seen: HashSet::new(),
            texts: HashMap::new(),
        }
    }

    /// Notes one use of `text` with parameters of these types.
    pub fn advise(&mut self, text: &str, types: &[Type]) -> Advice {
        self.clock += 1;
        if let Some(used) = self.texts.get_mut(text) {
            used.last = self.clock;
            return Advice::Prepare(None);
        }
        let hash = self.hasher.hash_one(text);
        if !self.seen.remove(&hash) {
            // Newcomers are forgotten all at once, so a flood of different texts costs no more than this.
            if self.seen.len() >= self.capacity * 8 {
                self.seen.clear();
            }
            self.seen.insert(hash);
            return Advice::Once;
        }
        let displaced = if self.texts.len() < self.capacity { None } else { self.forget_oldest() };
        self.texts.insert(text.into(), Use { types: types.to_vec(), last: self.clock });
        Advice::Prepare(displaced)
    }

    fn forget_oldest(&mut self) -> Option<Displaced> {
        let oldest = self.texts.iter().min_by_key(|(_, used)| used.last).map(|(text, _)| text.clone())?;
        let used = self.texts.remove(&oldest)?;
        Some((oldest, used.types))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_prepared_when_it_comes_back() {
        let mut popular = Popular::new(2);
        assert_eq!(popular.advise("a", &[]), Advice::Once);
        assert_eq!(popular.advise("a", &[]), Advice::Prepare(None));
        assert_eq!(popular.advise("a", &[]), Advice::Prepare(None));
    }

    #[test]
    fn the_text_used_longest_ago_makes_room() {
        let mut popular = Popular::new(2);
        for text in ["a", "a", "b", "b", "a", "c"] {
            popular.advise(text, &[]);
        }
        assert_eq!(popular.advise("c", &[]), Advice::Prepare(Some(("b".into(), vec![]))));
        assert_eq!(popular.advise("b", &[]), Advice::Once);
    }

    #[test]
    fn texts_that_never_come_back_stay_few() {
        let mut popular = Popular::new(4);
        for n in 0..10_000 {
            assert_eq!(popular.advise(&n.to_string(), &[]), Advice::Once);
        }
        assert!(popular.seen.len() <= 32 && popular.texts.is_empty());
    }
}
