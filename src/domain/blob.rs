//! Immutable runs of bytes, by id.

use std::fmt;
use uuid::Uuid;

/// Names a blob. Version 7, so that ids tell roughly when they were made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BlobId(pub Uuid);

impl BlobId {
    /// A new id.
    pub fn new() -> Self {
        BlobId(Uuid::now_v7())
    }

    /// Reads the textual form; `None` when it is none.
    pub fn parse(text: &str) -> Option<Self> {
        Uuid::try_parse(text).ok().map(BlobId)
    }

    /// Unix milliseconds at which the id was made.
    pub fn made_at_ms(self) -> u64 {
        self.0.as_u64_pair().0 >> 16
    }
}

impl Default for BlobId {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Display for BlobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_tell_when_they_were_made() {
        let id = BlobId::new();
        let now = chrono::Utc::now().timestamp_millis() as u64;
        assert!(now - id.made_at_ms() < 10_000, "{id}");
        assert_eq!(BlobId::parse(&id.to_string()), Some(id));
        assert_eq!(BlobId::parse("../etc/passwd"), None);
    }
}
