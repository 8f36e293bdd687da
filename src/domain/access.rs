//! Access levels of tables.

use serde::{Deserialize, Serialize};

/// Who may use a table's rows besides its owner and administrators.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AccessLevel {
    /// Nobody else.
    #[default]
    Private,
    /// Every signed-in user reads and writes.
    Authenticated,
    /// Everybody reads.
    PublicRead,
    /// Everybody reads and writes.
    Public,
}

impl AccessLevel {
    /// The level's name in the database and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            AccessLevel::Private => "private",
            AccessLevel::Authenticated => "authenticated",
            AccessLevel::PublicRead => "public-read",
            AccessLevel::Public => "public",
        }
    }

    /// The level of that name.
    pub fn parse(name: &str) -> Option<Self> {
        [AccessLevel::Private, AccessLevel::Authenticated, AccessLevel::PublicRead, AccessLevel::Public]
            .into_iter()
            .find(|level| level.as_str() == name)
    }

    /// What the original's `public` flag stands for.
    pub fn from_public(public: bool) -> Self {
        if public { AccessLevel::PublicRead } else { AccessLevel::Private }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_match_json() {
        for level in
            [AccessLevel::Private, AccessLevel::Authenticated, AccessLevel::PublicRead, AccessLevel::Public]
        {
            assert_eq!(serde_json::json!(level), level.as_str());
            assert_eq!(AccessLevel::parse(level.as_str()), Some(level));
        }
    }
}
